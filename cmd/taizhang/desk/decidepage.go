package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"taizhang/reports/notice"
	"taizhang/sheets/entry"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// seen names what a decision shows, so that nothing else is decided.
func (d decision) seen() string {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q", d.key, d.why)
	for _, x := range d.sides {
		fmt.Fprintf(h, "%q %q %q", x.Who, x.Value, x.Where)
	}
	for _, c := range d.choices {
		fmt.Fprintf(h, "%q", c.button)
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// decidePage lists everything that waits for a person.
func (s *Server) decidePage(r *http.Request, st *state) (view, error) {
	q := r.URL.Query()
	all := st.decisions()
	v := view{Title: "等人定的", Lead: "在这里定，与在 Excel 里填写是一回事：写进总台账（或方案）的同一格，再合并一次就生效。"}
	if n := len(st.unmergedEdits); n > 0 {
		v.Primary = &form{Href: "/merge", Button: fmt.Sprintf("看预览：写好的 %d 处还没有合并", n), Tone: "primary"}
	}
	kinds := []option{{"", "全部"}}
	seen := map[string]bool{}
	t := &table{ID: "decide", Path: "/decide", Query: q.Get("q"), Head: heads("哪一类", "哪一件", "两边", "怎么定"), Empty: "没有等人定的。"}
	var list []decision
	for _, d := range all {
		if !seen[d.kind] {
			seen[d.kind] = true
			kinds = append(kinds, option{d.kind, d.kind})
		}
		if (q.Get("kind") == "" || q.Get("kind") == d.kind) && matches(t.Query, d.about, d.why) {
			list = append(list, d)
		}
	}
	t.Filters = []filter{{"kind", "哪一类", q.Get("kind"), kinds}}
	from, to := t.paged(q, len(list))
	for _, d := range list[from:to] {
		t.Rows = append(t.Rows, s.decisionRow(d, r.URL.RequestURI()))
	}
	v.Sections = append(v.Sections, section{Table: t})
	return v, nil
}

func (s *Server) decisionRow(d decision, back string) row {
	about := cellView{Text: d.about, Href: d.href, Note: d.why}
	sides, choices := cellView{Sides: d.sides, Class: "wide"}, cellView{}
	if !s.restrictedShown(d.ledger) {
		sides = cellView{Text: "限阅台账的内容不直接显示。", Forms: []form{restrictedForm(d.ledger, back)}}
		return row{Cells: []cellView{badge(d.kind, soon), about, sides, choices}}
	}
	for i, c := range d.choices {
		f := form{Action: "/decide", Button: c.button, Note: c.note, Fields: append([]field{hidden("key", d.key), hidden("choice", itoa(i)), hidden("seen", d.seen()), hidden("back", back)}, c.fields...)}
		if len(c.fields) > 0 {
			f.Keep = d.key
		}
		choices.Forms = append(choices.Forms, f)
	}
	return row{Cells: []cellView{badge(d.kind, soon), about, sides, choices}}
}

// reviews are words of the public notice that nobody has looked at yet.
func (st *state) reviews() (out []decision) {
	if st.none != nil {
		return nil
	}
	by, err := st.notices()
	if err != nil {
		return nil
	}
	seen := map[string]bool{}
	for _, public := range []bool{true, false} {
		for _, w := range by[public].Reviews {
			if w.Checked || seen[w.Kind+w.Word] {
				continue
			}
			seen[w.Kind+w.Word] = true
			out = append(out, review(w, by[public].Paragraphs))
		}
	}
	return out
}

// review is a word, or a text with slots, that somebody has to look at.
func review(w notice.Review, text []notice.Paragraph) decision {
	d := decision{kind: kindReview, about: w.Kind + "“" + cell.Shorten(w.Word, 40) + "”", key: w.Kind + " " + w.Word,
		why: "通报里出现了（" + w.Where + "），还没有人核过。不能用的，请在通报模板或单位报来的文字里改写。"}
	if w.Value != "" {
		d.sides = []side{{Who: "原文", Value: w.Word}, {Who: "现在印出", Value: w.Value, Where: w.Where}}
	}
	for _, p := range text {
		if at := strings.Index(p.Text, w.Word); at >= 0 && w.Value == "" {
			d.sides = append(d.sides, side{Who: w.Where, Value: around(p.Text, at, len(w.Word))})
			break
		}
	}
	d.choices = []choice{{button: "核过，可以用", plan: true, note: "写进方案的“公开审核”", entries: func(func(string) string) ([]entry.Entry, error) {
		return []entry.Entry{{Sheet: templates.SheetReviews, Line: map[string]string{"类别": w.Kind, "词语": w.Word}, Column: "已核", Value: cell.Yes, New: true}}, nil
	}}}
	return d
}

// around is a stretch of text with some of what stands before and after.
func around(s string, at, n int) string {
	before, after := []rune(s[:at]), []rune(s[at+n:])
	out := s[at : at+n]
	if len(before) > 16 {
		before = append([]rune("……"), before[len(before)-16:]...)
	}
	if len(after) > 16 {
		after = append(after[:16:16], []rune("……")...)
	}
	return string(before) + out + string(after)
}

// findingsPage lists what is wrong, of the ledger and of the returns.
func (s *Server) findingsPage(r *http.Request, st *state) (view, error) {
	q := r.URL.Query()
	v := view{Title: "问题"}
	all := st.ledger
	if res, _, err := s.examined(st, ""); err != nil {
		return v, err
	} else if res == nil {
		v.Lead, v.Refresh = "正在读收到的表，读好以后连表里的问题一起列出。", true
	} else {
		all = st.examOf("").found
	}
	var list []finding.Finding
	filters := []filter{{"severity", "级别", q.Get("severity"), []option{{"", "全部"}, {"error", "错误"}, {"warning", "警告"}, {"info", "提示"}}}}
	options := map[string][]option{"unit": {{"", "全部"}}, "ledger": {{"", "全部"}}, "rule": {{"", "全部"}}}
	known := map[string]bool{}
	for _, f := range all {
		values := map[string]string{"severity": string(f.Severity), "unit": f.Unit, "ledger": f.Ledger, "rule": f.Code}
		in := matches(q.Get("q"), f.Line())
		for name, v := range values {
			if v != "" && name != "severity" && !known[name+v] {
				known[name+v] = true
				options[name] = append(options[name], option{v, v})
			}
			in = in && (q.Get(name) == "" || q.Get(name) == v)
		}
		if in {
			list = append(list, f)
		}
	}
	for _, x := range [][2]string{{"unit", "单位"}, {"ledger", "台账"}, {"rule", "规则"}} {
		filters = append(filters, filter{x[0], x[1], q.Get(x[0]), options[x[0]]})
	}
	if v.Lead == "" {
		v.Lead = finding.Count(all) + "。"
	}
	t := &table{}
	t.Path = "/findings"
	from, to := t.paged(q, len(list))
	shown := s.findings(st, list[from:to], r.URL.RequestURI())
	shown.Path, shown.Query, shown.Filters, shown.Pages, shown.From, shown.Total = t.Path, q.Get("q"), filters, t.Pages, t.From, t.Total
	shown.Empty = "没有这样的问题。"
	v.Sections = append(v.Sections, section{Table: shown})
	return v, nil
}

var severityTone = map[finding.Severity]string{finding.Error: wrong, finding.Warning: soon, finding.Info: unasked}

// findings lists findings; what they say of a restricted ledger is shown to
// whoever asked for it.
func (s *Server) findings(st *state, fs []finding.Finding, back string) *table {
	t := findingsTable(fs)
	for i, f := range fs {
		if l := st.plan.Ledger(f.Ledger); !s.restrictedShown(l) {
			t.Rows[i].Cells[4] = cellView{Text: "限阅台账的内容不直接显示。", Forms: []form{restrictedForm(l, back)}}
		}
	}
	return t
}

// findingsTable lists findings, each with a way to its row.
func findingsTable(fs []finding.Finding) *table {
	t := &table{ID: "findings", Head: heads("级别", "规则", "单位", "在哪里", "问题", "怎么改"), Empty: "没有问题。"}
	for _, f := range fs {
		place := cellView{Text: f.Place()}
		if f.Ledger != "" && f.RowID != "" && f.File == "总台账.xlsx" {
			place.Href = path("rows", f.Ledger, f.RowID)
		}
		unit := text(f.Unit)
		if f.Unit != "" {
			unit.Href = "/units/" + url.PathEscape(f.Unit)
		}
		t.Rows = append(t.Rows, row{Cells: []cellView{badge(f.Severity.Label(), severityTone[f.Severity]), text(f.Code), unit, place, {Text: f.Message, Class: "wide"}, {Text: f.Fix, Class: "wide"}}})
	}
	return t
}
