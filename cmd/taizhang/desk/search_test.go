package desk

import (
	"strings"
	"testing"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// TestSearch: a row is found by any words of its cells, its id and its file, and
// not by what is sensitive or what stands in two rows.
func TestSearch(t *testing.T) {
	l := &templates.Ledger{Name: "台账"}
	for i, sensitive := range []bool{false, true, false} {
		l.Columns = append(l.Columns, &templates.Column{Spec: cell.Spec{Sensitive: sensitive}, Index: i, Ledger: l})
	}
	row := func(id string, values ...string) *sheets.Row {
		return &sheets.Row{Record: templates.Record{ID: id, Values: values}, Ledger: l, Source: sheets.Source{Unit: "甲科", File: id + ".XLSX"}}
	}
	rows := []*sheets.Row{row("A-1", "一小区", "秘密", "楼道"), row("A-2", "二小区", "", "Roof"), row("A-3", "", "", "")}
	st := &state{hay: map[*templates.Ledger]*haystack{l: newHaystack(rows)}}
	for query, want := range map[string]string{
		"小区": "A-1 A-2 ", "一小区": "A-1 ", "楼道 小区": "A-1 ", "小区 楼道 a-1": "A-1 ", "roof": "A-2 ", "ROOF 二": "A-2 ", "甲科": "A-1 A-2 A-3 ", "a-3.xlsx": "A-3 ",
		"秘密": "", "一小区 roof": "", "楼道a-2": "", "没有": "", "": "", " ": "",
	} {
		got := ""
		for _, r := range st.search(l, query) {
			got += r.ID + " "
		}
		if got != want {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
	h := st.hay[l]
	for from := range h.text {
		for _, word := range []string{"小区", "a", "1", "楼道", "roof", "xlsx\n", "没有", "甲科\na-3"} {
			want := strings.Index(h.text[from:], word)
			if want >= 0 {
				want += from
			}
			if got := h.index(word, from); got != want {
				t.Errorf("%q from %d stands at %d, found at %d", word, from, want, got)
			}
		}
	}
	newHaystack(nil).find("甲", func(*sheets.Row) bool { t.Error("found in nothing"); return false })
}
