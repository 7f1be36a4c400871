package desk

import (
	"html/template"
	"maps"
	"net/url"
	"strconv"
)

// view is a page before it is drawn.
type view struct {
	Title    string
	Lead     string // one sentence under the title
	Trail    []link // where the page stands
	Primary  *form  // the one button
	Sections []section
	Frame    *frame
	Code     int // of HTTP, 200 unless set
	Refresh  bool
}

// section is a part of a page. Of Table, Form, Steps … those that are set are
// shown, in this order.
type section struct {
	ID, Title, Note string
	Cards           []card
	Links           []link
	Forms           []form
	Drop            *drop
	HTML            template.HTML
	Pairs           []pair
	Table           *table
	Lines           []string
	Text            string // to be copied
	Paragraphs      []paragraph
	Empty           string
}

type link struct{ Text, Href string }

// card is a number that leads somewhere.
type card struct{ Label, Value, Unit, Note, Href, Tone string }

type pair struct{ Name, Value, Href string }

// drop is a place for files.
type drop struct{ Action, Label, Note, Accept string }

// paragraph is a text in which some stretches lead somewhere.
type paragraph struct{ Runs []run }

type run struct{ Text, Href, Title, Tone string }

// form is something to do. All of them are POSTs.
type form struct {
	Action, Button string
	Href           string // only leads to a page: nothing is sent
	Tone           string // primary, quiet or danger
	Fields         []field
	Note           string
	Ask            string // a question before it is done
	Keep           string // the name under which what is half filled in is kept
}

type field struct {
	Name, Label, Type, Value string
	Options                  []option
	Required                 bool
	Help                     string
}

type option struct{ Value, Text string }

func hidden(name, value string) field { return field{Name: name, Type: "hidden", Value: value} }

// table is a list.
type table struct {
	ID, Caption string
	Head        []head
	Rows        []row
	Empty       string
	Filters     []filter
	Query       string // what is searched for
	Path        string // the list's own address
	From, Total int    // the first of those shown, from 0; how many there are
	Pages       []link
	Values      url.Values // of its address
}

type head struct{ Text, Class string }

type row struct{ Cells []cellView }

// cellView is a cell: a text, perhaps over what it was, perhaps a link or forms.
type cellView struct {
	Text, Href, Class string
	Badge             string // the tone of a word that says how something stands
	Old               string // what stood there, struck out
	Note              string // small print
	Sides             []side
	Forms             []form
}

// side is one of several values to decide between.
type side struct {
	Who, Value, Where, Href string
	Forms                   []form
}

type filter struct {
	Name, Label, Value string
	Options            []option
}

// text is a cell; a short one keeps on its line.
func text(s string) cellView { return cellView{Text: s, Class: shortClass(s)} }

func shortClass(s string) string {
	if n := len([]rune(s)); n <= 6 || n <= 10 && len(s) == n {
		return "short"
	}
	return ""
}

func number(n int) cellView { return cellView{Text: strconv.Itoa(n), Class: "num"} }

func linked(s, href string) cellView { return cellView{Text: s, Href: href, Class: shortClass(s)} }

func badge(s, tone string) cellView { return cellView{Text: s, Badge: tone} }

func heads(names ...string) []head {
	out := make([]head, len(names))
	for i, n := range names {
		out[i].Text = n
	}
	return out
}

// Tones. Each has one meaning, and never stands without a word.
const (
	done    = "done"    // 绿：办完
	open    = "open"    // 蓝：在办
	soon    = "soon"    // 黄：快到期，或等人
	wrong   = "wrong"   // 红：超期，或有错
	unasked = "unasked" // 灰：不要求
)

// page is how many rows a list shows at once.
const page = 200

// paged cuts a list's rows and links to the others, and to all of them as a workbook.
func (t *table) paged(q url.Values, total int) (from, to int) {
	t.Values = q
	if exported(q) && total <= mostExported {
		return 0, total
	}
	from, _ = strconv.Atoi(q.Get("from"))
	from = max(0, min(from, (total-1)/page*page))
	to = min(from+page, total)
	t.From, t.Total = from, total
	step := func(text, name, value string) {
		v := maps.Clone(q)
		if v == nil {
			v = url.Values{}
		}
		v.Set(name, value)
		t.Pages = append(t.Pages, link{Text: text, Href: t.Path + "?" + v.Encode()})
	}
	if from > 0 {
		step("上一页", "from", strconv.Itoa(max(0, from-page)))
	}
	if to < total {
		step("下一页", "from", strconv.Itoa(to))
	}
	if 0 < total && total <= mostExported {
		step("导出表格", "as", asWorkbook)
	}
	return from, to
}

// path builds an address of parts.
func path(parts ...string) string {
	out := ""
	for _, p := range parts {
		out += "/" + url.PathEscape(p)
	}
	return out
}
