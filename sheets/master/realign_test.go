package master_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// sheet is the ledger's sheet as the office sees it: a line has the cells under its headers.
type sheet struct {
	headers []string
	lines   []map[string]string
}

// sort turns the lines upside down in all columns but some.
func (s *sheet) sort(but ...string) {
	for i, j := 0, len(s.lines)-1; i < j; i, j = i+1, j-1 {
		for _, h := range s.headers {
			if !slices.Contains(but, h) {
				s.lines[i][h], s.lines[j][h] = s.lines[j][h], s.lines[i][h]
			}
		}
	}
}

// add puts a line under the others, with cells as "header=text".
func (s *sheet) add(cells ...string) {
	line := map[string]string{}
	for _, c := range cells {
		h, v, _ := strings.Cut(c, "=")
		line[h] = v
	}
	s.lines = append(s.lines, line)
}

// of is the line that holds a name.
func (s *sheet) of(name string) map[string]string {
	return s.lines[slices.IndexFunc(s.lines, func(l map[string]string) bool { return l["名"] == name })]
}

// What somebody sorted without 行标识 and 版本 is told by its key, whatever else was
// done; where it cannot be told the master is refused.
func TestContentsThatLeftTheirIDs(t *testing.T) {
	ids := []string{templates.IDHeader, templates.VersionHeader}
	const whole = "1:甲,a,x1,y1,一科 2:乙,b,x2,y2,二科 3:丙,c,x3,y3,三科"
	for name, c := range map[string]struct {
		edit func(*sheet)
		want string // "" for refused
	}{
		"untouched":                 {func(s *sheet) {}, whole},
		"sorted with all":           {func(s *sheet) { s.sort() }, whole},
		"sorted":                    {func(s *sheet) { s.sort(ids...) }, whole},
		"sorted but an own column":  {func(s *sheet) { s.sort(append(ids, "自一")...) }, whole},
		"sorted but own and source": {func(s *sheet) { s.sort(append(ids, "自一", "自二", master.FromUnit)...) }, whole},
		"sorted, an own cell changed where the column stayed": {func(s *sheet) {
			s.sort(append(ids, "自一", "自二")...)
			s.lines[0]["自一"] = "新"
		}, "1:甲,a,新,y1,一科 2:乙,b,x2,y2,二科 3:丙,c,x3,y3,三科"},
		"sorted, given to another unit": {func(s *sheet) {
			s.sort(ids...)
			s.of("甲")[master.FromUnit] = "四科"
		}, "1:甲,a,x1,y1,四科 2:乙,b,x2,y2,二科 3:丙,c,x3,y3,三科"},
		"sorted, given to another unit where that column stayed": {func(s *sheet) {
			s.sort(append(ids, master.FromUnit)...)
			s.lines[0][master.FromUnit] = "四科"
		}, "1:甲,a,x1,y1,四科 2:乙,b,x2,y2,二科 3:丙,c,x3,y3,三科"},
		"sorted with a new line": {func(s *sheet) {
			s.add("名=丁", "号=d", "数=4", "自一=z")
			s.sort(ids...)
		}, whole + " :丁,d,z,,"},
		"sorted with a new line but an own column": {func(s *sheet) {
			s.add("名=丁", "号=d", "数=4", "自一=z")
			s.sort(append(ids, "自一")...)
		}, whole + " :丁,d,z,,"},
		"sorted with two new lines": {func(s *sheet) {
			s.add("名=丁", "号=d", "数=4")
			s.add("名=戊", "号=e", "数=5")
			s.sort(ids...)
		}, whole + " :丁,d,,, :戊,e,,,"},
		"sorted with a line copied, id and all": {func(s *sheet) {
			copied := map[string]string{}
			for h, v := range s.of("丙") {
				copied[h] = v
			}
			s.lines = append(s.lines, copied)
			s.sort(ids...)
		}, ""},
		"sorted, a key made another's": {func(s *sheet) {
			s.sort(ids...)
			s.of("甲")["号"], s.of("甲")["名"] = "c", "丙"
		}, ""},
		"sorted, a key changed": {func(s *sheet) {
			s.sort(ids...)
			s.of("甲")["号"] = "aa"
		}, "1:甲,aa,x1,y1,一科 2:乙,b,x2,y2,二科 3:丙,c,x3,y3,三科"},
		"sorted with a new line, a key changed": {func(s *sheet) {
			s.add("名=丁", "号=d", "数=4")
			s.sort(ids...)
			s.of("甲")["号"] = "aa"
		}, ""},
		"twins, sorted": {func(s *sheet) { s.sort(ids...) }, "1:甲,a,x1,y1,一科 2:丙,c,x2,y2,二科 3:丙,c,x3,y3,三科"},
		"twins, sorted, one of them changed": {func(s *sheet) {
			s.sort(ids...)
			s.lines[0]["注"] = "改了"
		}, "1:甲,a,x1,y1,一科 2:丙,c,x2,y2,二科 3:丙,c,x3,y3,三科"},
		"twins, put round": {func(s *sheet) {
			s.sort(ids...)
			s.lines[0], s.lines[1] = s.lines[1], s.lines[0]
			for _, h := range ids {
				s.lines[0][h], s.lines[1][h] = s.lines[1][h], s.lines[0][h]
			}
		}, "1:甲,a,x1,y1,一科 2:丙,c,x2,y2,二科 3:丙,c,x3,y3,三科"},
		"twins, one of them changed": {func(s *sheet) { s.lines[1]["注"] = "改了" }, "1:甲,a,x1,y1,一科 2:丙,c,x2,y2,二科 3:丙,c,x3,y3,三科"},
		"a line copied over another, then changed": {func(s *sheet) {
			for _, h := range []string{"名", "号", "数", "注", "备"} {
				s.lines[0][h] = s.lines[2][h]
			}
			s.lines[2]["数"] = "9"
		}, "1:丙,c,x1,y1,一科 2:乙,b,x2,y2,二科 3:丙,c,x3,y3,三科"},
		"a key made another's": {func(s *sheet) { s.lines[0]["号"], s.lines[0]["名"] = "c", "丙" },
			"1:丙,c,x1,y1,一科 2:乙,b,x2,y2,二科 3:丙,c,x3,y3,三科"},
	} {
		t.Run(name, func(t *testing.T) {
			m, l := owned(t)
			if strings.Contains(name, "twins") {
				copy(m.Rows[l][1].Values, m.Rows[l][2].Values[:2])
			}
			path := saved(t, m)
			written, err := master.Read(t.Context(), path, m.Plan)
			if err != nil {
				t.Fatal(err)
			}
			now, err := master.Read(t.Context(), edited(t, path, func(f *excelize.File) error { return change(f, l.Name, c.edit) }), m.Plan)
			if err != nil {
				t.Fatal(err)
			}
			_, err = now.Restore(written)
			if (err != nil) != (c.want == "") {
				t.Fatal(err)
			}
			if got := contents(now, l); err == nil && got != c.want {
				t.Errorf("%s\nwant %s", got, c.want)
			}
			if all := name == "sorted with all"; err == nil && !all && (len(now.Notes) != 1 || now.Notes[0].Row.ID != "1") {
				t.Errorf("the comment is on %v", now.Notes)
			}
		})
	}
}

// owned is a master of three rows with two columns of the office's own.
func owned(t *testing.T) (*master.Master, *templates.Ledger) {
	m := master.New(planOf(t, map[string]string{"台账": "A\t甲\t名|号", "栏目": "甲\t名\t文本\t\n甲\t号\t文本\t\n甲\t数\t小数\t2\n甲\t注\t文本\t\n甲\t备\t文本\t", "指标": "甲.数\t数\t甲\t求和\t数"}))
	l := m.Plan.Ledgers[0]
	m.Extra[l] = &master.Extra{Headers: []string{"自一", "自二"}, Cells: map[*sheets.Row][]string{}}
	for i, name := range []string{"甲", "乙", "丙"} {
		n := fmt.Sprint(i + 1)
		r := &sheets.Row{Ledger: l, Source: sheets.Source{Unit: []string{"一科", "二科", "三科"}[i], Updated: "2021-11-20"},
			Record: templates.Record{ID: n, Version: 1, Values: []string{name, string(rune('a' + i)), n, "注" + n, "备" + n}}}
		m.Rows[l], m.Extra[l].Cells[r] = append(m.Rows[l], r), []string{"x" + n, "y" + n}
	}
	m.Notes = []master.Note{{Row: m.Rows[l][0], Column: "数", Author: "整改办", Text: "问过"}}
	m.Serial, m.AsOf, m.Version = 1, "2021-11-20", m.Plan.Version
	m.Arrange()
	return m, l
}

// change lets edit work on the sheet of a ledger.
func change(f *excelize.File, name string, edit func(*sheet)) error {
	rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	s := &sheet{headers: rows[2]}
	for _, r := range rows[3:] {
		line := map[string]string{}
		for i, v := range r {
			line[s.headers[i]] = v
		}
		s.lines = append(s.lines, line)
	}
	edit(s)
	for i, line := range s.lines {
		for col, h := range s.headers {
			at, _ := excelize.CoordinatesToCellName(col+1, i+4)
			var v any
			if line[h] != "" {
				v = line[h]
			}
			err = errors.Join(err, f.SetCellValue(name, at, v))
		}
	}
	return err
}

// contents are the rows by their ids: key, own cells and unit.
func contents(m *master.Master, l *templates.Ledger) string {
	var out []string
	for _, r := range m.Rows[l] {
		x := m.Extra[l]
		out = append(out, fmt.Sprintf("%s:%s,%s,%s,%s,%s", r.ID, r.Values[0], r.Values[1], x.Cell(r, "自一"), x.Cell(r, "自二"), r.Source.Unit))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}
