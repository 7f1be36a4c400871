package intake

import (
	"testing"

	"taizhang/sheets/seal"
	"taizhang/templates/form"
	"taizhang/templates/plantest"
)

// What stands in an edited cell is told where nothing sensitive can stand: 上报更改
// repeats cells of every ledger.
func TestWhatIsShownOfAnEditedPackage(t *testing.T) {
	p, err := plantest.Plan(map[string]string{
		"单位": "X1|甲街道|下级", "台账": "H|隐患|编号|下级\nC|差旅|编号|下级",
		"栏目": "隐患|编号|文本||||必|单位\n差旅|编号|文本||||必|单位\n差旅|姓名|文本||||选|单位|||是",
	})
	if err != nil {
		t.Fatal(err)
	}
	if c := p.Ledger("差旅").Column("姓名"); !c.Sensitive {
		t.Fatal("the plan of this test has nothing sensitive")
	}
	rd := &reader{Reading: Reading{Plan: p}}
	for sheet, shown := range map[string]bool{"隐患": true, "差旅": false, form.ReasonSheet: false} {
		if got := rd.shown(seal.Edit{Sheet: sheet, Cell: "D5", Now: "某某某"}); (got == "某某某") != shown {
			t.Errorf("%s shows %s", sheet, got)
		}
	}
}
