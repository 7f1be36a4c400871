package form

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"taizhang/templates"
	"taizhang/templates/book"
)

// highlight shows what is missing and what contradicts itself while the form is
// being filled in. The rules are the plan's own, so that form and check agree.
func (b *writer) highlight(s *sheet) error {
	started := b.started(s)
	for _, c := range s.ledger.FormColumns() {
		if !b.editable(c) {
			continue
		}
		var rules []excelize.ConditionalFormatOptions
		add := func(style int, formula string) {
			rules = append(rules, excelize.ConditionalFormatOptions{Type: "formula", Criteria: formula, Format: &style})
		}
		x := b.excel(c, s, started)
		var missing []string
		for i := range c.Tags {
			if c.Tags[i].Name == templates.TagUnique {
				rules = append(rules, excelize.ConditionalFormatOptions{Type: "duplicate", Criteria: "=", Format: &b.wrong})
			}
			switch f, empty := c.Tags[i].Breaks(x); {
			case f != "" && empty:
				missing = append(missing, f)
			case f != "":
				add(b.wrong, f)
			}
		}
		if f := b.outOfPlace(c); f != "" {
			add(b.wrong, f)
		}
		for _, f := range missing {
			add(b.missing, f)
		}
		rules = append(rules, b.standsAsGiven(c)...)
		if len(rules) > 0 {
			if err := b.File.SetConditionalFormat(s.ledger.Name, s.span(letter(c)), rules); err != nil {
				return err
			}
		}
	}
	return nil
}

// excel names the cells that the rules of a column speak of.
func (b *writer) excel(c *templates.Column, s *sheet, started string) templates.Excel {
	return templates.Excel{
		Plan: b.Plan, Me: at(c, false), Column: fmt.Sprintf("$%[1]s$%[2]d:$%[1]s$%[3]d", letter(c), dataRow, s.end), Started: started,
		Other: func(o *templates.Column) string { return at(o, true) },
	}
}

// highlights makes the two conditional styles.
func (b *writer) highlights() {
	b.missing = b.Conditional(book.Style{Fill: colourMissing, Pattern: book.Hatched, Hatch: colourHatch})
	b.wrong = b.Conditional(book.Style{Fill: colourWrong, Ink: "9C0006", Bold: true})
	b.asGiven = b.Conditional(defaultStyle)
}

// started is the test that a row is in use: an issued one, or one in which the
// unit has filled in anything.
func (b *writer) started(s *sheet) string {
	issued := fmt.Sprintf(`$B%d<>""`, dataRow)
	if said := b.saidIn(s, dataRow, true); said != "" {
		issued = fmt.Sprintf("OR(%s,%s>0)", issued, said)
	}
	if closed := s.closedTest(); closed != "" { // nothing is missing in what is closed
		issued = fmt.Sprintf("AND(%s,NOT(%s))", issued, closed)
	}
	return issued
}

// outOfPlace is the test that a choice does not belong under its parent's value.
func (b *writer) outOfPlace(c *templates.Column) string {
	l := b.dependent(c)
	if l == nil {
		return ""
	}
	me, parent := at(c, false), at(c.Parent, true)
	return fmt.Sprintf(`AND(%s<>"",%s<>"",COUNTIFS(%s,%s,%s,%s)=0)`, me, parent, l.under, parent, l.name, me)
}
