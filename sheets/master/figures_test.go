package master_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"taizhang/sheets/master"
	"taizhang/sheets/xlsx"
)

// smallPlan counts the rows of one ledger.
func smallPlan(t *testing.T) map[string]string {
	t.Helper()
	return map[string]string{
		"台账": "A\t甲\t文",
		"栏目": "甲\t文\t文本\n甲\t数\t小数\t2",
		"指标": "数.个\t个数\t甲\t计数\n数.和\t合计\t甲\t求和\t数\t数 > 0\n数.均\t平均\t\t公式\t\t\t[数.和]/[数.个]\t\t2\t定长",
		"勾稽": "G1\t够数\t[数.和]\t≥\t[数.个]\t\t警告",
	}
}

// What is written is read back as if the sheets of figures were not there, and
// they are out of date as soon as the plan's figures change.
func TestFiguresOutOfDate(t *testing.T) {
	path := filepath.Join(t.TempDir(), master.FileName)
	if err := os.WriteFile(path, written(t, master.New(planOf(t, smallPlan(t)))), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, change := range []struct{ sheet, from, to string }{
		{"指标", "数 > 0", "数 > 1"}, {"指标", "\t2\t定长", "\t3\t定长"}, {"勾稽", "≥", ">"}, {"", "", ""},
	} {
		rows := smallPlan(t)
		rows[change.sheet] = strings.ReplaceAll(rows[change.sheet], change.from, change.to)
		m, err := master.Read(context.Background(), path, planOf(t, rows))
		if err != nil {
			t.Fatal(err)
		}
		if len(m.Strange) > 0 {
			t.Errorf("strange sheets %v", m.Strange)
		}
		if m.FiguresCurrent() != (change.sheet == "") {
			t.Errorf("%v: current is %v", change, m.FiguresCurrent())
		}
	}
}

// Every figure but a list is a formula with the value it has here, of the
// ledger's rows and no others.
func TestFigureFormulas(t *testing.T) {
	m := master.New(planOf(t, smallPlan(t)))
	path := filepath.Join(t.TempDir(), master.FileName)
	if err := os.WriteFile(path, written(t, m), 0o600); err != nil {
		t.Fatal(err)
	}
	wb, err := xlsx.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer wb.Close()
	rows, err := wb.Rows(master.FigureSheet)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	want := map[string]string{"数.个": "0", "数.和": "0", "数.均": "—"}
	for rows.Next() {
		cells := rows.Row().Cells
		value, ok := want[cells[0].Text]
		if !ok {
			continue
		}
		delete(want, cells[0].Text)
		if c := cells[2]; !c.Formula || !c.Cached || c.Text != value {
			t.Errorf("%s is %+v, want %s", cells[0].Text, c, value)
		}
	}
	if len(want) > 0 {
		t.Errorf("not on the sheet: %v", want)
	}
}
