package desk

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"taizhang/sheets/campaign"
	"taizhang/templates/book"
)

// asWorkbook asks for a whole list as a workbook: as=表格 in its address.
const asWorkbook = "表格"

// mostExported is how many rows a list may have to be given as a workbook; the master
// holds the rest.
const mostExported = 20_000

func exported(q url.Values) bool { return q.Get("as") == asWorkbook }

// export answers with the list of a page as a workbook: all of its rows, under the
// filters and the search of the address.
func (s *Server) export(w http.ResponseWriter, r *http.Request, v view) {
	i := slices.IndexFunc(v.Sections, func(sec section) bool { return sec.Table != nil && sec.Table.Path != "" })
	if i < 0 {
		s.fail(w, r, http.StatusNotFound, notThere("这一页没有可以导出的列表。", "请回到上一页。"))
		return
	}
	t := v.Sections[i].Table
	if t.Total > len(t.Rows) {
		s.fail(w, r, http.StatusConflict, &campaign.Error{Message: fmt.Sprintf("这个列表有 %d 行，多于 %d 行，不在这里导出。", t.Total, mostExported), Fix: "请先筛选或查找，或者直接打开总台账。"})
		return
	}
	var content bytes.Buffer
	b := book.New("").Until(r.Context())
	defer b.Close()
	t.write(b, v.Title)
	if err := b.Write(&content); err != nil {
		s.fail(w, r, http.StatusConflict, err)
		return
	}
	w.Header().Set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	w.Header().Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(v.Title+".xlsx"))
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(content.Bytes())
}

// write writes the list on a sheet of its own; columns without a word, of buttons alone,
// are left out.
func (t *table) write(b *book.Book, title string) {
	const sheet = "列表"
	texts := make([][]string, len(t.Rows))
	widest := make([]float64, len(t.Head))
	for n, r := range t.Rows {
		texts[n] = make([]string, len(t.Head))
		for i := range min(len(r.Cells), len(t.Head)) {
			texts[n][i] = r.Cells[i].plain()
			widest[i] = max(widest[i], book.Width(texts[n][i]))
		}
	}
	var said []int // the columns that are written
	var head []string
	var columns []book.Span
	for i, h := range t.Head {
		if widest[i] > 0 {
			said, head, columns = append(said, i), append(head, h.Text), append(columns, book.Span{Width: min(max(widest[i]+2, 8), 60)})
		}
	}
	plain, top := b.Style(book.Style{Wrap: true, Format: book.TextFormat, Border: book.Boxed}), b.Style(book.Style{Bold: true, Fill: book.Head, Wrap: true, Border: book.Boxed})
	b.Sheet(sheet)
	b.Print(sheet, book.Page{Paper: book.A4, From: 1, To: 1, Left: title})
	b.Freeze(sheet, 0, 1)
	rows := b.Stream(sheet, columns...)
	rows.Fit(4, 2, book.Texts(top, head...)...)
	for _, all := range texts {
		var cells []string
		for _, i := range said {
			cells = append(cells, all[i])
		}
		rows.Fit(2, 12, book.Texts(plain, cells...)...)
	}
	if len(head) > 0 {
		rows.Filter(1, 1, len(head), len(t.Rows)+1)
	}
	rows.End()
	b.About(title, "", "")
}

// plain is what a cell says without its links and buttons.
func (c cellView) plain() string {
	lines := []string{c.Text}
	for _, x := range c.Sides {
		line := x.Who + "：" + x.Value
		if x.Where != "" {
			line += fmt.Sprintf("（%s）", x.Where)
		}
		lines = append(lines, line)
	}
	lines = append(lines, c.Note)
	return strings.Join(slices.DeleteFunc(lines, func(s string) bool { return s == "" }), "\n")
}
