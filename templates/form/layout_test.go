package form

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
)

func TestLayoutOfALedgerSheet(t *testing.T) {
	plan := standardPlan(t)
	r := request(plan, plan.Unit("社区一"))
	r.NextSerial = map[string]int{"民情走访": 8}
	r.Rows["民情走访"] = []templates.Record{{ID: "SQ01-T06-0011", Version: 1, Values: Example(plan, r.Unit, plan.Ledger("民情走访"))}}
	wb := open(t, write(t, r))
	for _, l := range r.Ledgers {
		rows := cells(t, wb, l.Name)
		var header []string
		for i := 1; i <= FirstColumn-1+len(l.FormColumns()); i++ {
			header = append(header, rows[HeaderRow][i].Text)
		}
		want := []string{templates.IDHeader, templates.VersionHeader}
		for _, c := range l.FormColumns() {
			want = append(want, c.Name)
		}
		if d := cmp.Diff(want, header); d != "" {
			t.Errorf("%s: header %s", l.Name, d)
		}
		if got := rows[FirstRow][IDColumn].Text; got != SampleID {
			t.Errorf("%s: sample row is marked %q", l.Name, got)
		}
		issued := len(r.Rows[l.Name])
		for i, rec := range r.Rows[l.Name] {
			row := rows[FirstRow+1+i]
			if row[IDColumn].Text != rec.ID || row[VersionColumn].Text != strconv.Itoa(rec.Version) {
				t.Errorf("%s: row %d is %s version %s", l.Name, i, row[IDColumn].Text, row[VersionColumn].Text)
			}
		}
		prepared := 0
		for n, row := range rows {
			if n > FirstRow+issued && row[IDColumn].Text != "" {
				prepared++
				if row[VersionColumn].Text != "" {
					t.Errorf("%s: prepared row %d has a version", l.Name, n)
				}
			}
		}
		if l.Adds && prepared < 500 || !l.Adds && prepared > 0 {
			t.Errorf("%s: %d prepared rows", l.Name, prepared)
		}
	}
	visits := cells(t, wb, "民情走访")
	if got := visits[FirstRow+2][IDColumn].Text; got != "SQ01-T06-0012" {
		t.Errorf("first prepared id is %s, though 0011 is taken", got)
	}
	if got := visits[FirstRow+2][FirstColumn].Text; got != "SQ01-T06-0012" {
		t.Errorf("its key is %s", got)
	}
}

// Whoever renames a sheet moves its defined name along.
func TestSheetsAreNamed(t *testing.T) {
	plan := standardPlan(t)
	r := request(plan, plan.Unit("社区一"))
	found := map[string]string{}
	for _, n := range open(t, write(t, r)).Names() {
		found[n.Name] = n.Refers
	}
	for _, l := range r.Ledgers {
		if got := found[LedgerName(l.Code)]; got != "'"+l.Name+"'!$A$3:$A$3" {
			t.Errorf("%s: %q", l.Name, got)
		}
	}
}

func TestIdentity(t *testing.T) {
	plan := standardPlan(t)
	r := request(plan, plan.Unit("社区一"))
	r.Due, r.Tag = "2025-06-20", "0123456789"
	wb := open(t, write(t, r))
	want := map[string]string{
		MetaCampaign: plan.Param("活动代号"), MetaCampaignName: plan.Param("活动名称"), MetaUnit: "SQ01", MetaUnitName: "社区一",
		MetaVersion: plan.Version, MetaIssue: "2", MetaIssued: "2025-06-10", MetaRestricted: "否",
		MetaDue: "2025-06-20", MetaAsks: "2", MetaTag: "0123456789",
	}
	got := map[string]string{}
	for _, row := range cells(t, wb, MetaSheet) {
		if !strings.HasPrefix(row[1].Text, MetaSample) {
			got[row[1].Text] = row[2].Text
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(want, wb.Properties()); d != "" {
		t.Errorf("properties: %s", d)
	}
	sheets := wb.Sheets()
	if sheets[0].Name != HelpSheet {
		t.Errorf("first sheet is %s", sheets[0].Name)
	}
	for _, s := range sheets {
		if hidden := s.Name == OptionSheet || s.Name == MetaSheet; hidden != (s.Visibility != xlsx.Visible) {
			t.Errorf("%s: visibility %v", s.Name, s.Visibility)
		}
	}
}

func TestHelpSheet(t *testing.T) {
	plan := standardPlan(t)
	r := request(plan, plan.Unit("社区一"))
	rows := cells(t, open(t, write(t, r)), HelpSheet)
	labels := map[string]int{}
	all := ""
	for n, row := range rows {
		labels[row[1].Text] = n
		for _, c := range row {
			all += c.Text + "\n"
		}
	}
	for _, f := range Fields {
		if labels[f] == 0 {
			t.Errorf("no field %s", f)
		}
	}
	head := labels[NilLedger]
	for i, h := range NilHeader {
		if got := rows[head][i+1].Text; got != h {
			t.Errorf("nil table header %d is %s", i, got)
		}
	}
	for i, l := range r.Ledgers {
		row := rows[head+1+i]
		if row[1].Text != l.Name {
			t.Errorf("nil table row %d is %s, want %s", i, row[1].Text, l.Name)
		}
		if asked := row[3].Text == ""; asked != (l.Nil.Allowed && l.Adds) {
			t.Errorf("%s: nil report asked %v", l.Name, asked)
		}
		if strings.Count(all, "【"+l.Name+"】") != 1 {
			t.Errorf("%s is not explained", l.Name)
		}
	}
	for _, want := range []string{"“处置方式”为“分类处置”时必填", "填数字，最多 2 位小数，单位：㎡", "社区一"} {
		if !strings.Contains(all, want) {
			t.Errorf("nowhere: %s", want)
		}
	}
}

func TestPagesAreSetUp(t *testing.T) {
	plan := standardPlan(t)
	r := request(plan, plan.Unit("社区一"))
	n := 0
	for _, s := range parts(t, write(t, r)) {
		if s.Setup.Orientation == "" {
			continue // the hidden ones
		}
		n++
		if s.Setup.Orientation != "landscape" || s.Setup.Width != "1" || !strings.Contains(s.Footer, "社区一") || !strings.Contains(s.Footer, "第 &P 页") {
			t.Errorf("%s: %+v %s", s.Part, s.Setup, s.Footer)
		}
	}
	if n != len(r.Ledgers)+1 {
		t.Errorf("%d sheets are set up", n)
	}
}

// The same request writes the same cells.
func TestSameRequestSameCells(t *testing.T) {
	plan := standardPlan(t)
	r := request(plan, plan.Unit("社区二"))
	a, b := open(t, write(t, r)), open(t, write(t, r))
	if d := cmp.Diff(a.Names(), b.Names()); d != "" {
		t.Error(d)
	}
	for _, s := range a.Sheets() {
		if d := cmp.Diff(cells(t, a, s.Name), cells(t, b, s.Name)); d != "" {
			t.Errorf("%s: %s", s.Name, d)
		}
	}
}

func TestRowID(t *testing.T) {
	if got := RowID("SQ01", "T08", 7); got != "SQ01-T08-0007" {
		t.Error(got)
	}
}
