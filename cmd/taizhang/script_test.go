package main

import (
	"flag"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite what the scripts compare with")

// TestMain makes the program, and small tools that stand for people at their
// spreadsheets, commands of the scripts.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"taizhang": main,
		"fill":     tool(fillTool),
		"addrow":   tool(addRowTool),
		"setcell":  tool(setCellTool),
		"setrow":   tool(setRowTool),
		"replace":  tool(replaceTool),
		"dump":     tool(dumpTool),
		"badfiles": tool(badFilesTool),
		"within":   tool(withinTool),
		"doctext":  tool(docTextTool),
		"newplan":  tool(newPlanTool),
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", UpdateScripts: *update, RequireUniqueNames: true})
}
