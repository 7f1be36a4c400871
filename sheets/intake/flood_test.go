package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

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
