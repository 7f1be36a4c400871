package main

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

var update = flag.Bool("update", false, "rewrite what the scripts compare with")

// TestMain makes the program, and small tools that stand for people at their
// spreadsheets, commands of the scripts.
func TestMain(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){
		"taizhang":   program,
		"fill":       tool(fillTool),
		"addrow":     tool(addRowTool),
		"addrows":    tool(addRowsTool),
		"setcell":    tool(setCellTool),
		"oldbook":    tool(oldBookTool),
		"dropcolumn": tool(dropColumnTool),
		"setrow":     tool(setRowTool),
		"replace":    tool(replaceTool),
		"dump":       tool(dumpTool),
		"badfiles":   tool(badFilesTool),
		"within":     tool(withinTool),
		"doctext":    tool(docTextTool),
		"oddname":    tool(oddNameTool),
		"docreplace": tool(docReplaceTool),
		"newplan":    tool(newPlanTool),
		"table":      tool(tableTool),
		"header":     tool(headerTool),
		"office":     tool(officeTool),
	})
}

// tests are the tests of the package; what they share lies in scratch until they end.
type tests struct{ *testing.M }

var scratch string

func (m tests) Run() int {
	var err error
	if scratch, err = os.MkdirTemp("", "taizhang-test"); err != nil {
		panic(err)
	}
	defer os.RemoveAll(scratch)
	return m.M.Run()
}

// program is the program, told to mistrust what it keeps where the script wants that.
func program() {
	if os.Getenv("VERIFY_CACHE") != "" {
		verifyCache = compareWithCache
	}
	main()
}

func TestScripts(t *testing.T) {
	made := sampleDir(t)
	testscript.Run(t, testscript.Params{
		Files: scripts(t, "testdata/script", "usage", "trace", "plan_check"), UpdateScripts: *update, RequireUniqueNames: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("VERIFY_CACHE", "1")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"delsheet": book(func(wb *excelize.File, args []string) error { return wb.DeleteSheet(args[0]) }),
			// sample DIR is a copy of what the demo makes.
			"sample": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Check(os.CopyFS(ts.MkAbs(args[0]), os.DirFS(made)))
			},
		},
	})
}

// scripts are those of a folder; a short test runs the named ones alone.
func scripts(t *testing.T, dir string, short ...string) []string {
	files, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatal(dir, err)
	}
	if testing.Short() {
		files = slices.DeleteFunc(files, func(f string) bool { return !slices.Contains(short, strings.TrimSuffix(filepath.Base(f), ".txtar")) })
	}
	return files
}
