package check_test

import (
	"slices"
	"strings"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/check"
	"taizhang/sheets/figure"
	"taizhang/sheets/intake"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// One household written in five ways is one household in every figure, and a
// person is told; what may be another is counted and told.
func TestSpellingsOfOneCode(t *testing.T) {
	for _, c := range []struct {
		name   string
		codes  []string
		counts int64
		told   bool
	}{
		{"five spellings", []string{"HK-0007", "hk-7", "ＨＫ－０００７", "HK 007", "hk0007"}, 1, true},
		{"a mark between digits", []string{"1-101", "1101"}, 2, true},
		{"other houses", []string{"1-1-11", "1-11-1", "11-1-1"}, 3, false},
		{"the same", []string{"HK-1", "HK-1"}, 1, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := loadSample(t)
			m := s.merge(t)
			rows := m.rows()
			l := s.plan.Ledger("民情走访")
			col := l.Column("户码")
			rows[l] = rows[l][:len(c.codes)]
			data := sheets.NewData(s.plan)
			for i, r := range rows[l] {
				r.Values[col.Index] = c.codes[i]
				data.Add(r)
			}
			if got := figure.New(data).Get(s.plan.Figure("民情.走访户数")).Value.IntPart(); got != c.counts {
				t.Errorf("counts %d, want %d", got, c.counts)
			}
			var told []finding.Finding
			for _, f := range s.checkMaster(m, rows, check.Facts{}) {
				if f.Code == check.CodeSpelling && f.Ledger == l.Name {
					told = append(told, f)
				}
			}
			if (len(told) == 1) != c.told || len(told) > 1 {
				t.Fatalf("tells %+v", told)
			}
			if c.told && !slices.ContainsFunc(c.codes[1:], func(code string) bool { return strings.Contains(told[0].Message, code) }) {
				t.Errorf("tells %q", told[0].Message)
			}
		})
	}
}

// A number or a date that can hardly be meant is asked about, and stays.
func TestSenselessValuesAreAskedAbout(t *testing.T) {
	s := loadSample(t)
	for column, value := range map[string]string{"面积": "10000000000000000", "发现日期": "1905-01-02"} {
		m := s.merge(t)
		rows := m.rows()
		l := s.plan.Ledger("违法建设")
		r := rows[l][0]
		r.Values[l.Column(column).Index] = value
		got := s.checkMaster(m, rows, check.Facts{})
		if !slices.ContainsFunc(got, func(f finding.Finding) bool {
			return f.Code == check.CodeDoubt && f.Severity == finding.Warning && f.Cell == r.Cell(l.Column(column))
		}) {
			t.Errorf("%s: %+v", column, got)
		}
	}
}

// One code spelt in very many ways is one short sentence, soon said.
func TestVeryManySpellings(t *testing.T) {
	p, err := visits("")
	if err != nil {
		t.Fatal(err)
	}
	l := p.Ledger("隐患")
	ret := &intake.Return{File: "表.xlsx", Unit: p.Units[0]}
	s := &intake.Sheet{Ledger: l, Name: l.Name}
	for i := range 60_000 {
		v := []string{"B" + strings.Repeat("-", i%300+1) + strings.Repeat("0", i/300) + "7", "一社区", "甲店", "2026-07-01", "1"}
		s.Rows = append(s.Rows, &sheets.Row{Ledger: l, File: ret.File, Sheet: l.Name, Number: i + 4, Unit: "一社区", Record: templates.Record{Values: v}})
	}
	ret.Sheets = []*intake.Sheet{s}
	c, err := check.New(p)
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	for _, f := range c.Return(t.Context(), ret, sheets.NewData(p)) {
		if f.Code == check.CodeSpelling {
			told++
			if n := len([]rune(f.Message)); n > 3000 || !strings.Contains(f.Message, "等 60000 种写法") {
				t.Errorf("%d characters: %.200s", n, f.Message)
			}
		}
	}
	if told != 1 {
		t.Errorf("%d sentences", told)
	}
}
