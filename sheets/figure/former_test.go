package figure_test

import (
	"testing"

	"taizhang/sheets"
	"taizhang/templates"
)

// What a figure was is what the last merge of an earlier day printed, or that of
// a day a year before.
func TestFormerFigures(t *testing.T) {
	figures := "F|隐患总数|隐患|计数\n增|增加||公式|||[F]-[F@上期]||||\n比|同比||公式|||100*([F]-[F@去年])/[隐患总数@去年]||1|百分比\n率|率||公式|||[比]/[增@上期]||1"
	past := []sheets.Past{
		{Serial: 1, AsOf: "2024-07-01", Figures: map[string]string{"F": "9"}}, {Serial: 2, AsOf: "2025-06-30", Figures: map[string]string{"F": "1"}},
		{Serial: 3, AsOf: "2025-07-31", Figures: map[string]string{"F": "2"}}, {Serial: 4, AsOf: "2025-09-30", Figures: map[string]string{"F": "50"}},
		{Serial: 5, AsOf: "2026-06-30", Figures: map[string]string{"F": "3", "增": "—"}}, {Serial: 6, AsOf: "2026-07-31", Figures: map[string]string{"F": "7"}},
	}
	p, err := hazards(figures, "G|g|[F]|≥|[F@上期]||错误|话")
	if err != nil {
		t.Fatal(refused(err))
	}
	if !p.LooksBack() || p.Figure("F").LooksBack() {
		t.Error("who looks back?")
	}
	set := fill(t, p, hazardRows...)
	if got := set.Get(p.Figure("增")).Printed() + set.Checks()[0].Verdict(); got != "—未核" {
		t.Error("without a past:", got)
	}
	set = fill(t, p, hazardRows...)
	set.Data().AsOf, set.Data().Past = "2026-07-31", past
	for code, want := range map[string]string{"增": "1", "比": "100%", "率": "—"} {
		if got := set.Get(p.Figure(code)).Printed(); got != want {
			t.Errorf("%s: %s, want %s", code, got, want)
		}
	}
	if got := set.Checks()[0].Verdict(); got != "相符" {
		t.Error(got)
	}
	for _, wrong := range []string{"X|x||公式|||[F@前年]", "X|x||公式|||[F@上期", "L|l|隐患|列表|场所\nX|x||公式|||[L@上期]"} {
		if _, err := hazards("F|隐患总数|隐患|计数\n"+wrong, ""); err == nil {
			t.Errorf("%s is read", wrong)
		}
	}
	if _, err := p.Tallies(&templates.Block{Value: "增", Ledger: p.Ledger("隐患")}); err == nil {
		t.Error("a cell of a table has a past")
	}
}
