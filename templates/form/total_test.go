package form

import (
	"testing"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
)

func TestIsTotal(t *testing.T) {
	place, area, note, day := &templates.Column{}, &templates.Column{}, &templates.Column{}, &templates.Column{}
	day.Type = cell.Date
	place.Type, place.Group = cell.Choice, &templates.OptionGroup{Options: []templates.Option{{Name: "合计新村"}}}
	for _, c := range []struct {
		name   string
		texts  []string // 社区, 面积, 备注, 日期
		number bool     // the area is a number of the sheet
		want   bool
	}{
		{"total", []string{"合计", "12"}, true, true},
		{"typed as text", []string{"合计：", "1,234.5"}, false, true},
		{"with its unit", []string{"小计", "12㎡"}, false, true},
		{"of a page", []string{"本页合计", "12", "/"}, true, true},
		{"spaced", []string{"总　计", "12"}, true, true},
		{"counted", []string{"累计（3处）", "12"}, true, true},
		{"beside a serial", []string{"", "12", "共计", "/"}, true, true},
		{"nothing but the word", []string{"合计"}, true, true},
		{"an option of the plan", []string{"合计新村", "12"}, true, false},
		{"filled like a row", []string{"合计", "12", "楼道堆物"}, true, false},
		{"with a day", []string{"合计", "12", "", "2021-06-01"}, true, false},
		{"a sentence", []string{"", "12", "小计工程款并按月公示"}, true, false},
		{"numbers only", []string{"", "12"}, true, false},
	} {
		area.Type, note.Type = cell.Decimal, cell.Text
		area.Measure = "㎡"
		var cells []xlsx.Cell
		for i, text := range c.texts {
			x := xlsx.Cell{Col: i + 1, Kind: xlsx.Text, Text: text}
			if i == 1 && c.number {
				x.Kind = xlsx.Number
			}
			if text != "" {
				cells = append(cells, x)
			}
		}
		place.Vocabulary = offered{"合计新村"}
		if got := IsTotal(cells, map[int]*templates.Column{1: place, 2: area, 3: note, 4: day}); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

type offered []string

func (o offered) Open() bool          { return false }
func (o offered) Renamed(string) bool { return false }
func (o offered) Match(s string) (string, bool) {
	return s, len(o) > 0 && o[0] == s
}
func (o offered) Unknown(string) (string, string, string) { return "", "", "" }

// Numbers in the columns of a building and a door make a row of an estate called 合计…;
// one number beside a sum, or formulas, do not.
func TestIsTotalOfAPlace(t *testing.T) {
	text, area := &templates.Column{}, &templates.Column{}
	text.Type, area.Type = cell.Text, cell.Decimal
	columns := map[int]*templates.Column{1: text, 2: text, 3: text, 4: area}
	for _, c := range []struct {
		name    string
		texts   []string
		formula bool
		want    bool
	}{
		{"a building and a door", []string{"合计花园", "1", "101", "12"}, false, false},
		{"one count", []string{"合计", "", "3", "12"}, false, true},
		{"counted by formulas", []string{"合计", "3", "3", "12"}, true, true},
	} {
		var cells []xlsx.Cell
		for i, s := range c.texts {
			if s != "" {
				cells = append(cells, xlsx.Cell{Col: i + 1, Kind: xlsx.Text, Text: s, Formula: c.formula && i > 0})
			}
		}
		if got := IsTotal(cells, columns); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
