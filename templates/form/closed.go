package form

import (
	"slices"
	"strings"

	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/lang"
)

// closed reports whether the office has closed a row: nothing is asked of the unit
// there any more.
func (s *sheet) closed(r templates.Record) bool {
	state := s.ledger.Role(templates.RoleState)
	return state != nil && state.Meaning(r.Values[state.Index]) == templates.MeansClosed
}

// closedTest is the test that a row is closed; "" where the ledger knows no such
// state.
func (s *sheet) closedTest() string {
	state := s.ledger.Role(templates.RoleState)
	if state == nil || state.Group == nil {
		return ""
	}
	var tests []string
	for _, o := range state.Group.Options {
		if o.Meaning == templates.MeansClosed {
			tests = append(tests, at(state, true)+"="+lang.ExcelText(o.Name))
		}
	}
	if len(tests) == 0 {
		return ""
	}
	return "OR(" + strings.Join(tests, ",") + ")"
}

// shut are the columns as they look in a closed row: grey, and locked where the
// form is.
func (b *writer) shut(s *sheet, columns []book.Span) []book.Span {
	out := slices.Clone(columns)
	for i, c := range s.ledger.FormColumns() {
		style := b.columnStyle(c).Filled(colourShade)
		style.Ink = colourClosed
		out[FirstColumn-1+i].Style = b.style(style, true)
	}
	return out
}
