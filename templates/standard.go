package templates

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed standard/*.tsv standard/*.txt
var standard embed.FS

// StandardNotice is the text of the notice template that init pours into the
// official form.
func StandardNotice() string { return standardText("通报模板.txt") }

func standardText(name string) string {
	b, err := standard.ReadFile("standard/" + name)
	if err != nil {
		panic(err) // embedded
	}
	return string(b)
}

// StandardTables returns the sheets of the standard plan, in order.
func StandardTables() []*Table {
	sub, err := fs.Sub(standard, "standard")
	if err != nil {
		panic(err) // embedded
	}
	byName, err := ReadTables(sub)
	if err != nil {
		panic(err)
	}
	return inOrder(byName)
}

// EmptySeeds returns an empty 期初 sheet, headers only, for every ledger whose
// rows the office starts: a new campaign begins by filling these in.
func EmptySeeds(p *Plan) []*Table {
	var out []*Table
	for _, l := range p.Ledgers {
		if l.Adds {
			continue
		}
		t := &Table{Sheet: SeedPrefix + l.Name, HeaderRow: PlanHeaderRow,
			Note: "下发之前把“" + l.Name + "”的内容填在这里，一行一条；只在第一次下发、合并时读取，以后请在总台账里改。"}
		for _, c := range l.Columns {
			if c.Computed == nil && !c.FilledBySystem() {
				t.Header = append(t.Header, c.Name)
			}
		}
		out = append(out, t)
	}
	return out
}

// ReadTables reads every .tsv of a folder as a sheet named like the file.
func ReadTables(dir fs.FS) (map[string]*Table, error) {
	files, err := fs.Glob(dir, "*.tsv")
	if err != nil {
		return nil, err
	}
	tables := map[string]*Table{}
	for _, name := range files {
		f, err := dir.Open(name)
		if err != nil {
			return nil, err
		}
		sheet := strings.TrimSuffix(path.Base(name), ".tsv")
		t, err := ParseTSV(sheet, f)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		tables[sheet] = t
	}
	return tables, nil
}

// Customise lays a campaign's own tables over the standard plan's. The lists
// that belong to one office (单位, 领导, 小区, 期初) replace; rows of any other
// sheet replace rows of the same key or are added.
func Customise(base []*Table, own map[string]*Table) []*Table {
	byName := map[string]*Table{}
	for _, t := range base {
		byName[t.Sheet] = t
	}
	for name, t := range own {
		b := byName[name]
		if b == nil || dictKeys[name] != "" {
			byName[name] = t
			continue
		}
		byName[name] = b.Overlay(t, max(1, keysOf(name)))
	}
	return inOrder(byName)
}

// keysOf is how many columns name a row of the sheet, 0 for a sheet that is not
// of a plan's own.
func keysOf(sheet string) int {
	for _, s := range planSheets {
		if s.name == sheet {
			return s.keys
		}
	}
	return 0
}

// inOrder sorts sheets as a plan shows them: the known ones, then 期初 by name.
func inOrder(byName map[string]*Table) []*Table {
	var out []*Table
	for _, s := range planSheets {
		if t := byName[s.name]; t != nil {
			out = append(out, t)
		}
	}
	var ledgers []string
	if t := byName[SheetLedgers]; t != nil {
		for _, r := range t.Rows {
			if len(r.Cells) > 1 {
				ledgers = append(ledgers, r.Cells[1])
			}
		}
	}
	for _, name := range ledgers {
		if t := byName[SeedPrefix+name]; t != nil {
			out = append(out, t)
		}
	}
	return out
}

// standardParams are the parameters of the plan that ships with the program.
var standardParams = sync.OnceValue(func() map[ParamName]string {
	out := map[ParamName]string{}
	for _, t := range StandardTables() {
		if t.Sheet != SheetParams {
			continue
		}
		name, value := slices.Index(t.Header, "参数"), slices.Index(t.Header, "值")
		for _, r := range t.Rows {
			if value < len(r.Cells) {
				out[ParamName(r.Cells[name])] = r.Cells[value]
			}
		}
	}
	return out
})

// ParamOrStandard is the plan's value, or the standard plan's where an older
// plan does not know the parameter.
func (p *Plan) ParamOrStandard(name ParamName) string {
	if p.HasParam(name) {
		return p.Param(name)
	}
	return standardParams()[name]
}

// IsStandardBlank reports whether the standard plan has the parameter and leaves it
// to each campaign.
func IsStandardBlank(name ParamName) bool {
	v, ok := standardParams()[name]
	return ok && v == ""
}
