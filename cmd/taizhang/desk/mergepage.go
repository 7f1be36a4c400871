package desk

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"taizhang/sheets/merge"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// mergePage shows what a merge would do to every row, and does just that.
func (s *Server) mergePage(r *http.Request, st *state) (view, error) {
	v := view{Title: "合并预览"}
	exclude := r.URL.Query().Get("exclude")
	res, p, err := s.examined(st, exclude)
	switch {
	case err != nil:
		return v, err
	case res == nil:
		v.Lead = fmt.Sprintf("正在读收到的表（文件夹里有 %d 个文件），读好就会显示每一行会怎样。", len(st.inbox))
		v.Refresh = true
		return v, nil
	}
	told := res.Told()
	if exclude != "" {
		v.Title = "合并预览：不要一个文件"
		v.Trail = []link{{Text: "合并预览", Href: "/merge"}, {Text: "不要“" + fileOf(res, exclude) + "”"}}
	}
	if res.Same {
		v.Lead = "没有新的内容：合并一次，总台账也不会变。"
	} else {
		v.Lead = fmt.Sprintf("新收 %d 个文件 %d 行：新增 %d 行，改动 %d 行（%d 处），待决 %d 行，退回 %d 行。看过没有问题再合并；合并只做这里列出的。", told.Files, told.Returned, told.Added, told.Changed, told.Cells, told.Waiting, told.SentBack)
		v.Primary = &form{Action: "/run/merge", Tone: "primary", Fields: mergeFields(p, exclude),
			Button: fmt.Sprintf("合并 %d 个文件，影响 %d 行", told.Files, affected(p)), Note: "以前的总台账留在“4-总台账/历史”。"}
	}
	v.Sections = append(v.Sections, previewCards(p), s.previewTable(r, st, p))
	if fs := errorsOf(res.Findings); len(fs) > 0 {
		v.Sections = append(v.Sections, section{Title: "收到的表里的错误", Links: []link{{Text: fmt.Sprintf("共 %d 处，按单位、台账、规则看", len(fs)), Href: "/findings?severity=error"}}})
	}
	v.Sections = append(v.Sections, s.excludeSection(res))
	return v, nil
}

// affected counts the rows of the master that would change.
func affected(p *merge.Preview) (n int) {
	for _, r := range p.Rows {
		if len(r.Cells) > 0 || r.What == merge.WhatAdded {
			n++
		}
	}
	return n
}

var whatTone = map[string]string{merge.WhatWaits: soon, merge.WhatBack: wrong, merge.WhatAdded: open, merge.WhatChanged: open, merge.WhatReopened: wrong, merge.WhatClosed: done,
	merge.WhatReverted: soon, merge.WhatOffice: open, merge.WhatSystem: unasked, merge.WhatKept: unasked, merge.WhatRepeated: unasked, merge.WhatUnchanged: unasked}

func previewCards(p *merge.Preview) section {
	count := map[string]int{}
	for _, r := range p.Rows {
		count[r.What]++
	}
	sec := section{}
	for _, w := range merge.Whats {
		if count[w] > 0 {
			sec.Cards = append(sec.Cards, card{Label: w, Value: itoa(count[w]), Unit: "行", Href: "/merge?what=" + w, Tone: whatTone[w]})
		}
	}
	return sec
}

// previewTable lists the rows under the filters.
func (s *Server) previewTable(r *http.Request, st *state, p *merge.Preview) section {
	q := r.URL.Query()
	t := &table{ID: "preview", Path: "/merge", Query: q.Get("q"), Head: heads("会怎样", "台账", "行", "单位", "从哪里来", "内容"), Empty: "没有这样的行。"}
	whats, ledgers, units := []option{{"", "全部"}}, []option{{"", "全部"}}, []option{{"", "全部"}}
	seen := map[string]bool{}
	note := func(list *[]option, kind, v string) {
		if v != "" && !seen[kind+v] {
			seen[kind+v] = true
			*list = append(*list, option{v, v})
		}
	}
	var rows []merge.PreviewRow
	for _, x := range p.Rows {
		note(&whats, "w", x.What)
		note(&ledgers, "l", x.Ledger)
		note(&units, "u", x.Unit)
		if q.Get("what") != "" && q.Get("what") != x.What || q.Get("ledger") != "" && q.Get("ledger") != x.Ledger || q.Get("unit") != "" && q.Get("unit") != x.Unit {
			continue
		}
		if q.Get("what") == "" && x.What == merge.WhatUnchanged && t.Query == "" {
			continue // a card leads there
		}
		if t.Query != "" && !matches(t.Query, x.Ledger, x.RowID, x.Unit, x.File, cellsText(x)) {
			continue
		}
		rows = append(rows, x)
	}
	t.Filters = []filter{{"what", "会怎样", q.Get("what"), whats}, {"ledger", "台账", q.Get("ledger"), ledgers}, {"unit", "单位", q.Get("unit"), units}}
	from, to := t.paged(q, len(rows))
	for _, x := range rows[from:to] {
		t.Rows = append(t.Rows, s.previewRow(st, x))
	}
	return section{Title: "逐行", Table: t}
}

func cellsText(x merge.PreviewRow) string {
	var b strings.Builder
	for _, c := range x.Cells {
		b.WriteString(c.Column + " " + c.Old + " " + c.New + "\n")
	}
	return b.String() + strings.Join(x.Why, "\n")
}

func (s *Server) previewRow(st *state, x merge.PreviewRow) row {
	from := cellView{Text: x.File}
	if x.Line > 0 {
		from.Note = fmt.Sprintf("%s 第 %d 行", x.Sheet, x.Line)
	}
	id := text(x.RowID)
	if l := st.plan.Ledger(x.Ledger); l != nil && st.byID[l][x.RowID] != nil {
		id.Href = path("rows", l.Name, x.RowID)
	}
	content := cellView{Class: "wide"}
	if l := st.plan.Ledger(x.Ledger); !s.restrictedShown(l) {
		content.Text, content.Forms = "限阅台账的内容不直接显示。", []form{restrictedForm(l, "/merge")}
	} else {
		content.Sides = previewSides(x)
		content.Text = previewText(x)
		content.Note = strings.Join(x.Why, "\n")
	}
	return row{Cells: []cellView{badge(x.What, whatTone[x.What]), text(x.Ledger), id, text(x.Unit), from, content}}
}

// restrictedForm asks to see a restricted ledger.
func restrictedForm(l *templates.Ledger, back string) form {
	return form{Action: "/show", Button: "查看限阅内容", Tone: "quiet", Fields: []field{hidden("ledger", l.Name), hidden("back", back)}, Note: "会记入操作记录"}
}

// previewText is what a new row holds, in one text.
func previewText(x merge.PreviewRow) string {
	var parts []string
	for _, c := range x.Cells {
		if c.Kind == "新增" {
			parts = append(parts, c.Column+"："+c.New)
		}
	}
	return strings.Join(parts, "；")
}

// previewSides show a changed cell before and after, and one that waits with both
// sides.
func previewSides(x merge.PreviewRow) (out []side) {
	for _, c := range x.Cells {
		if c.Kind != "新增" {
			out = append(out, side{Who: c.Column + "（" + c.By + c.Kind + "）", Value: arrow(c.Old, c.New), Where: strings.TrimSpace(c.File + " " + c.Cell)})
		}
	}
	for _, a := range x.Asks {
		if a.Column == "" {
			out = append(out, side{Who: "与另一行主键相同", Value: a.Why, Where: a.File})
			continue
		}
		out = append(out, side{Who: a.Column + "：总台账", Value: a.Current}, side{Who: a.Column + "：" + a.Unit + "报", Value: a.Value, Where: strings.TrimSpace(a.File+" "+a.Cell) + "　" + a.Why})
	}
	return out
}

func arrow(old, now string) string {
	if old == "" {
		old = "空"
	}
	if now == "" {
		now = "空"
	}
	return old + " → " + now
}

// mergeFields let a merge do what was shown and nothing else.
func mergeFields(p *merge.Preview, exclude string) []field {
	out := []field{hidden("expect", p.Fingerprint)}
	if exclude != "" {
		out = append(out, hidden("exclude", exclude))
	}
	return out
}

func fileOf(res *merge.Result, digest string) string {
	for _, x := range res.Returns {
		if x.Digest == digest {
			return x.File
		}
	}
	return digest
}

// excludeSection shows what a merge without a file would do.
func (s *Server) excludeSection(res *merge.Result) section {
	t := &table{Head: heads("单位", "文件", "")}
	for _, x := range slices.Backward(res.Returns) {
		if x.Unit != nil && len(t.Rows) < page {
			t.Rows = append(t.Rows, row{Cells: []cellView{text(x.Unit.Name), text(x.File), linked("不要它，看看会怎样", "/merge?exclude="+x.Digest)}})
		}
	}
	if len(t.Rows) == 0 {
		return section{}
	}
	return section{Title: "收错了哪个文件", Note: "不要的文件以前带来的改动一并撤回，先看预览再定；原件仍在存档里。", Table: t}
}

func errorsOf(fs []finding.Finding) (out []finding.Finding) {
	for _, f := range fs {
		if f.Severity == finding.Error {
			out = append(out, f)
		}
	}
	return out
}
