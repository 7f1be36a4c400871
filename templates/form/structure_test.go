package form

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"taizhang/templates"
)

// What makes Excel ask for repair must not be in any form.
func TestFormsAreWhatExcelAccepts(t *testing.T) {
	plan := standardPlan(t)
	for _, name := range []string{"社区一", "纪检监察工委", "综合执法大队", "党政办公室"} {
		data := write(t, request(plan, plan.Unit(name)))
		for _, s := range parts(t, data) {
			checkValidations(t, name, s)
			checkMerges(t, name, s)
			for _, f := range s.Formats {
				for _, r := range f.Rules {
					if n := strings.Count(r.Formula, "("); n != strings.Count(r.Formula, ")") {
						t.Errorf("%s %s %s: %s", name, s.Part, f.Sqref, r.Formula)
					}
				}
			}
		}
		checkNames(t, name, data)
	}
}

func checkValidations(t *testing.T, unit string, s sheetXML) {
	covered := map[string]bool{}
	for _, v := range s.Validations {
		for limit, texts := range map[int][]string{
			maxTitle: {v.PromptTitle, v.ErrorTitle}, maxPrompt: {v.Prompt, v.Formula1, v.Formula2}, maxError: {v.Error},
		} {
			for _, text := range texts {
				if len(utf16.Encode([]rune(text))) > limit {
					t.Errorf("%s %s %s: %d characters: %s", unit, s.Part, v.Sqref, len([]rune(text)), text)
				}
			}
		}
		if v.Type == "list" && strings.Contains(strings.ReplaceAll(v.Formula1, `""`, ""), `"`) {
			t.Errorf("%s %s %s: a list of its own: %s", unit, s.Part, v.Sqref, v.Formula1)
		}
		// One range, as validations per cell would make a form slow to open.
		from, to, found := strings.Cut(v.Sqref, ":")
		if strings.Contains(v.Sqref, " ") || !found && len(s.Formats) > 0 {
			t.Errorf("%s %s: validation over %s", unit, s.Part, v.Sqref)
		}
		if !found {
			to = from
		}
		c1, r1, _ := excelize.CellNameToCoordinates(from)
		c2, r2, _ := excelize.CellNameToCoordinates(to)
		for c := c1; c <= c2; c++ {
			for r := r1; r <= r2; r++ {
				cell, _ := excelize.CoordinatesToCellName(c, r)
				if covered[cell] {
					t.Fatalf("%s %s: two validations on %s", unit, s.Part, cell)
				}
				covered[cell] = true
			}
		}
	}
}

func checkMerges(t *testing.T, unit string, s sheetXML) {
	covered := map[string]bool{}
	for _, m := range s.Merges {
		from, to, _ := strings.Cut(m.Ref, ":")
		c1, r1, _ := excelize.CellNameToCoordinates(from)
		c2, r2, _ := excelize.CellNameToCoordinates(to)
		for c := c1; c <= c2; c++ {
			for r := r1; r <= r2; r++ {
				cell, _ := excelize.CoordinatesToCellName(c, r)
				if covered[cell] {
					t.Fatalf("%s %s: overlapping merges at %s", unit, s.Part, cell)
				}
				covered[cell] = true
			}
		}
	}
}

var nameForm = regexp.MustCompile(`^[\p{L}_][\p{L}\p{N}_]*$`)

func checkNames(t *testing.T, unit string, data []byte) {
	wb := open(t, data)
	sheets := map[string]bool{}
	for _, s := range wb.Sheets() {
		if sheets[s.Name] || len([]rune(s.Name)) > templates.MaxSheetName {
			t.Errorf("%s: sheet %s", unit, s.Name)
		}
		sheets[s.Name] = true
	}
	seen := map[string]bool{}
	for _, n := range wb.Names() {
		key := n.Sheet + "!" + n.Name
		if seen[key] || !strings.HasPrefix(n.Name, "_xlnm.") && !nameForm.MatchString(n.Name) {
			t.Errorf("%s: defined name %s", unit, key)
		}
		seen[key] = true
		for _, m := range regexp.MustCompile(`'([^']+)'!`).FindAllStringSubmatch(n.Refers, -1) {
			if !sheets[m[1]] {
				t.Errorf("%s: %s refers to %s", unit, n.Name, n.Refers)
			}
		}
	}
}

// Every name that a validation or format uses is defined.
func TestDropdownsReferToDefinedNames(t *testing.T) {
	plan := standardPlan(t)
	data := write(t, request(plan, plan.Unit("社区一")))
	defined := map[string]bool{}
	for _, n := range open(t, data).Names() {
		defined[n.Name] = true
	}
	used := regexp.MustCompile(`(下拉|从属|编号)_[\p{L}\p{N}_]+`)
	count := 0
	for _, s := range parts(t, data) {
		var formulas []string
		for _, v := range s.Validations {
			formulas = append(formulas, v.Formula1)
		}
		for _, f := range s.Formats {
			for _, r := range f.Rules {
				formulas = append(formulas, r.Formula)
			}
		}
		for _, f := range formulas {
			for _, n := range used.FindAllString(f, -1) {
				if count++; !defined[n] {
					t.Errorf("%s: %s is not defined", f, n)
				}
			}
		}
	}
	if count < 20 {
		t.Errorf("only %d uses of names", count)
	}
}

// Dependent choices stand together under their parent, or OFFSET would take in
// others.
func TestDependentListsAreSorted(t *testing.T) {
	plan := standardPlan(t)
	b := &writer{Request: request(plan, plan.Unit("社区一"))}
	b.plan()
	found := 0
	for _, l := range b.Ledgers {
		for _, c := range l.Columns {
			d := b.dependent(c)
			if d == nil {
				continue
			}
			found++
			done := map[string]bool{}
			for i, p := range d.parents {
				if i > 0 && d.parents[i-1] != p && done[p] {
					t.Errorf("%s: %s stands in two places", d.title, p)
				}
				done[p] = true
				if !c.Under(d.items[i], p) {
					t.Errorf("%s: %s is not under %s", d.title, d.items[i], p)
				}
			}
		}
	}
	if found < 3 {
		t.Errorf("%d dependent columns", found)
	}
}

func TestLongListsAndOddNames(t *testing.T) {
	tables := templates.StandardTables()
	for _, tab := range tables {
		if tab.Sheet != "单位" {
			continue
		}
		for i := range 80 {
			row := make([]string, len(tab.Header))
			row[0], row[1], row[2] = "N"+string(rune('A'+i%26))+string(rune('A'+i/26)), "名称比较长的单位第"+string(rune(0x4e00+i))+"(东区) & 西区'", "机关科室"
			tab.Rows = append(tab.Rows, templates.TableRow{Number: 100 + i, Cells: row})
		}
	}
	plan, err := templates.Load(tables)
	if err != nil {
		t.Fatal(err)
	}
	u := plan.Units[len(plan.Units)-1]
	data := write(t, request(plan, u))
	for _, s := range parts(t, data) {
		checkValidations(t, u.Name, s)
	}
	checkNames(t, u.Name, data)
	dict := cells(t, open(t, data), OptionSheet)
	n := 0
	for _, row := range dict {
		for _, c := range row {
			if strings.HasPrefix(c.Text, "名称比较长的单位") {
				n++
			}
		}
	}
	if n < 80 {
		t.Errorf("%d of 80 units are offered", n)
	}
}

func TestProtectionIsAChoice(t *testing.T) {
	for _, locked := range []bool{false, true} {
		tables := templates.StandardTables()
		for _, tab := range tables {
			for _, row := range tab.Rows {
				if tab.Sheet == "参数" && row.Cells[0] == "锁定" && locked {
					row.Cells[1] = "是"
				}
			}
		}
		plan, err := templates.Load(tables)
		if err != nil {
			t.Fatal(err)
		}
		protected := 0
		for _, s := range parts(t, write(t, request(plan, plan.Unit("社区一")))) {
			if s.Protection != nil {
				protected++
			}
		}
		if locked == (protected == 0) {
			t.Errorf("locked %v: %d protected sheets", locked, protected)
		}
	}
}
