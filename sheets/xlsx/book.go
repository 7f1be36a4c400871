package xlsx

import (
	"strconv"
	"strings"
)

// book is what the workbook part says.
type book struct {
	sheets   []Sheet
	parts    []string // the part of each sheet
	names    []DefinedName
	date1904 bool
}

func (c *container) book(part string, links []relation) (*book, error) {
	b := &book{}
	r := bookReader{book: b, limits: c.limits, links: map[string]relation{}}
	for _, l := range links {
		r.links[l.id] = l
	}
	err := c.read(part, nsMain, "workbook", func(d *document) {
		switch {
		case d.is(nsMain, "workbookPr"):
			b.date1904 = d.flag("date1904", false)
		case d.is(nsMain, "sheets"):
			d.children(func() { r.sheet(d) })
		case d.is(nsMain, "definedNames"):
			d.children(func() { r.name(d) })
		}
	})
	switch {
	case err != nil:
		return nil, err
	case len(b.sheets) == 0:
		return nil, &DamageError{Part: part, Message: msgNoSheets, Fix: fixDamage}
	case r.maxScope >= len(b.sheets):
		return nil, &DamageError{Part: part, Message: msgNameScope, Fix: fixDamage}
	}
	for i, scope := range r.scopes {
		if scope >= 0 {
			b.names[i].Sheet = b.sheets[scope].Name
		}
	}
	return b, nil
}

type bookReader struct {
	*book
	limits   limits
	links    map[string]relation
	taken    map[string]bool // sheet names, folded
	scopes   []int           // by name: the index of its sheet, or -1
	maxScope int
}

func (r *bookReader) sheet(d *document) {
	if !d.is(nsMain, "sheet") {
		return
	}
	s := Sheet{Name: d.xstring("name")}
	fold := strings.ToLower(s.Name)
	link, ok := r.links[string(d.attrNS(nsRels, "id"))]
	kind, known := sheetKinds[link.kind]
	visible, valid := visibilities[string(d.attr("state"))]
	switch {
	case s.Name == "":
		d.fail(msgSheetName)
	case r.taken[fold]:
		d.fail(msgSheetTwice)
	case !ok, link.external, !known:
		d.fail(msgSheetLink)
	case !valid:
		d.fail(msgAttr)
	case len(r.sheets) >= r.limits.Sheets:
		d.err = tooMany(d.part, "工作表过多。")
	}
	if r.taken == nil {
		r.taken = map[string]bool{}
	}
	r.taken[fold] = true
	s.Kind, s.Visibility = kind, visible
	r.sheets = append(r.sheets, s)
	r.parts = append(r.parts, link.part)
}

// sheetKinds knows the links that lead to sheets.
var sheetKinds = map[string]SheetKind{
	"worksheet":        Worksheet,
	"chartsheet":       Chartsheet,
	"dialogsheet":      Dialogsheet,
	"xlMacrosheet":     Macrosheet,
	"xlIntlMacrosheet": Macrosheet,
}

var visibilities = map[string]Visibility{
	"": Visible, "visible": Visible, "hidden": Hidden, "veryHidden": VeryHidden,
}

func (r *bookReader) name(d *document) {
	if !d.is(nsMain, "definedName") {
		return
	}
	n := DefinedName{Name: d.xstring("name"), Hidden: d.flag("hidden", false)}
	scope := -1
	if v := d.attr("localSheetId"); v != nil {
		var err error
		scope, err = strconv.Atoi(string(v))
		if err != nil || scope < 0 {
			d.fail(msgNameScope)
		}
	}
	switch {
	case n.Name == "":
		d.fail(msgAttr)
	case len(r.names) >= r.limits.Names:
		d.err = tooMany(d.part, "定义的名称过多。")
	}
	n.Refers = string(unescape(d.appendText(nil)))
	r.names = append(r.names, n)
	r.scopes = append(r.scopes, scope)
	r.maxScope = max(r.maxScope, scope)
}
