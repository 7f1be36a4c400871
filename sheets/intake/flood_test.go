package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets"
	"taizhang/sheets/intake"
	"taizhang/templates/finding"
)

// A file with thousands of cells that cannot be read goes back whole: the first are
// listed, the rest are counted, and none of its rows is taken.
func TestFloodedFile(t *testing.T) {
	plan := load(t, nil)
	blank := issue(t, plan, "社区一", "违法建设")
	bad := func(n int) []byte {
		return edit(t, blank, func(f *excelize.File) error {
			for i := range n {
				if err := f.SetCellValue("违法建设", at(plan, "违法建设", "面积", 6+i), "坏"); err != nil {
					return err
				}
			}
			return nil
		})
	}
	few := read(t, plan, bad(40))
	if few.Refused || few.Flooded || few.Rows() != 40 {
		t.Errorf("40 faults: refused %v, %d rows", few.Refused, few.Rows())
	}
	many := read(t, plan, bad(6000))
	if !many.Refused || !many.Flooded || many.Rows() != 0 || many.Unit == nil {
		t.Errorf("6,000 faults: refused %v, %d rows", many.Refused, many.Rows())
	}
	if n := len(many.Findings); n < 5000 || n > 5010 {
		t.Errorf("%d findings are listed", n)
	}
	if first := many.Findings[0]; first.Severity != finding.Error || !strings.Contains(first.Message, "6000 处错误") {
		t.Errorf("%+v", first)
	}
}

// A long list is cut, and says how much was cut; what is said of the whole file
// stays.
func TestBound(t *testing.T) {
	r := &intake.Return{File: "x.xlsx"}
	for i := range 5003 {
		r.Findings = append(r.Findings, finding.Finding{Severity: finding.Error, Cell: fmt.Sprintf("A%d", i+1)})
	}
	r.Findings = append(r.Findings, finding.Finding{Severity: finding.Error, Message: "整份"}, finding.Finding{Severity: finding.Info, Cell: "B1"})
	r.Bound()
	last := r.Findings[len(r.Findings)-1]
	if len(r.Findings) != 5003 || !strings.Contains(last.Message, "还有 3 处错误") {
		t.Errorf("%d findings, the last %+v", len(r.Findings), last)
	}
	r.Findings = r.Findings[:100]
	if r.Bound(); len(r.Findings) != 100 {
		t.Errorf("a short list became %d long", len(r.Findings))
	}
}

// A file whose rows break rules row after row is not read to its end: what was issued
// counts for nothing, and a file with as many good rows is taken.
func TestRowsThatBreakRules(t *testing.T) {
	plan := load(t, nil)
	blank := issue(t, plan, "社区一", "违法建设")
	rows := func(n int, area string) *intake.Return {
		content := edit(t, blank, func(f *excelize.File) error {
			for i := range n {
				if err := f.SetCellValue("违法建设", at(plan, "违法建设", "面积", 6+i), area); err != nil {
					return err
				}
			}
			return nil
		})
		judged := 0
		ret := readWith(t, plan, content, func(in *intake.Reading) {
			in.Alone = func(_ *intake.Return, row *sheets.Row) []finding.Finding {
				judged++
				if row.Value(row.Ledger.Column("面积")) != "1" {
					return nil
				}
				c := row.Ledger.Column("面积")
				return []finding.Finding{row.Finding(finding.Error, "R-1", c, "太小。", ""), row.Finding(finding.Error, "R-2", row.Ledger.Column("小区"), "没有填。", "")}
			}
		})
		if judged > n {
			t.Errorf("%d rows were judged %d times", n, judged)
		}
		return ret
	}
	if few := rows(4900, "1"); few.Refused || few.Rows() != 4900 {
		t.Errorf("4,900 rows: refused %v, %d rows", few.Refused, few.Rows())
	}
	if good := rows(5600, "2"); good.Refused || good.Rows() != 5600 {
		t.Errorf("5,600 good rows: refused %v, %d rows", good.Refused, good.Rows())
	}
	bad := rows(5600, "1")
	if !bad.Refused || !bad.Flooded || bad.Rows() != 0 || bad.Unit == nil {
		t.Errorf("5,600 bad rows: refused %v, flooded %v, %d rows", bad.Refused, bad.Flooded, bad.Rows())
	}
	if n := len(bad.Findings); n < intake.MostFaults || n > intake.MostFaults+10 {
		t.Errorf("%d findings are listed", n)
	}
	if first := bad.Findings[0]; first.Severity != finding.Error || !strings.Contains(first.Message, "前 2501 行里就有 5002 处错误") {
		t.Errorf("%+v", first)
	}
}
