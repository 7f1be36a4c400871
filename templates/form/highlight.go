package form

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"taizhang/templates"
	"taizhang/templates/book"
)

// highlight shows what is missing and what contradicts itself while the form is
// being filled in. The rules are the plan's own, so that form and check agree.
func (b *writer) highlight(s *sheet) error {
	started := b.started(s)
	for _, c := range s.ledger.Columns {
		if !b.editable(c) {
			continue
		}
		var rules []excelize.ConditionalFormatOptions
		add := func(style int, formula string) {
			rules = append(rules, excelize.ConditionalFormatOptions{Type: "formula", Criteria: formula, Format: &style})
		}
		for i := range c.Tags {
			if c.Tags[i].Name == "unique" {
				rules = append(rules, excelize.ConditionalFormatOptions{Type: "duplicate", Criteria: "=", Format: &b.wrong})
			}
			if f := wrongWhen(c, &c.Tags[i]); f != "" {
				add(b.wrong, f)
			}
		}
		if f := b.outOfPlace(c); f != "" {
			add(b.wrong, f)
		}
		for i := range c.Tags {
			if f := missingWhen(c, &c.Tags[i], started); f != "" {
				add(b.missing, f)
			}
		}
		if len(rules) > 0 {
			if err := b.File.SetConditionalFormat(s.ledger.Name, s.span(letter(c)), rules); err != nil {
				return err
			}
		}
	}
	return nil
}

// highlights makes the two conditional styles.
func (b *writer) highlights() {
	b.missing = b.Conditional(book.Style{Fill: colourMissing, Pattern: book.Hatched, Hatch: colourHatch})
	b.wrong = b.Conditional(book.Style{Fill: colourWrong, Ink: "9C0006", Bold: true})
}

// started is the test that a row is in use: an issued one, or one in which the
// unit has filled in anything.
func (b *writer) started(s *sheet) string {
	var ranges []string
	columns := s.ledger.Columns
	for i := 0; i < len(columns); i++ {
		if !b.editable(columns[i]) {
			continue
		}
		from := i
		for i+1 < len(columns) && b.editable(columns[i+1]) {
			i++
		}
		ranges = append(ranges, at(columns[from], true)+":"+at(columns[i], true))
	}
	issued := fmt.Sprintf(`$B%d<>""`, dataRow)
	if len(ranges) == 0 {
		return issued
	}
	return fmt.Sprintf("OR(%s,COUNTA(%s)>0)", issued, strings.Join(ranges, ","))
}

// missingWhen is the test that the cell is empty though the rule asks for it.
func missingWhen(c *templates.Column, t *templates.Tag, started string) string {
	empty := fmt.Sprintf(`LEN(TRIM(%s))=0`, at(c, false))
	switch t.Name {
	case "required":
		return fmt.Sprintf("AND(%s,%s)", empty, started)
	case "required_if", "required_in":
		return fmt.Sprintf("AND(%s,%s)", empty, holds(t))
	case "required_unless":
		return fmt.Sprintf("AND(%s,%s,NOT(%s))", empty, started, holds(t))
	case "required_with":
		return fmt.Sprintf(`AND(%s,%s<>"")`, empty, at(t.Other, true))
	}
	return ""
}

// wrongWhen is the test that a filled cell contradicts another cell of its row.
func wrongWhen(c *templates.Column, t *templates.Tag) string {
	me := at(c, false)
	filled := me + `<>""`
	switch t.Name {
	case "empty_if":
		return fmt.Sprintf("AND(%s,%s)", filled, holds(t))
	case "empty_unless":
		return fmt.Sprintf("AND(%s,NOT(%s))", filled, holds(t))
	case "empty_with":
		return fmt.Sprintf(`AND(%s,%s<>"")`, filled, at(t.Other, true))
	case "eqfield":
		return fmt.Sprintf(`AND(%s,%s<>"",%s<>%s)`, filled, at(t.Other, true), me, at(t.Other, true))
	case "nefield":
		return fmt.Sprintf(`AND(%s,%s=%s)`, filled, me, at(t.Other, true))
	}
	broken, ok := map[string]string{"gtfield": "<=", "gtefield": "<", "ltfield": ">=", "ltefield": ">"}[t.Name]
	if !ok {
		return ""
	}
	other := at(t.Other, true)
	// Text compares as greater than any number: only numbers and dates say more.
	return fmt.Sprintf("AND(ISNUMBER(%s),ISNUMBER(%s),%s%s%s)", me, other, me, broken, other)
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

// holds is the test that the other column has one of the rule's values.
func holds(t *templates.Tag) string {
	other := at(t.Other, true)
	tests := make([]string, len(t.Words))
	for i, w := range t.Words {
		w = `"` + strings.ReplaceAll(w, `"`, `""`) + `"`
		if t.Other.Type == templates.Choices || t.Other.Type == templates.Refs {
			tests[i] = fmt.Sprintf("ISNUMBER(FIND(%s,%s))", w, other)
		} else {
			tests[i] = other + "=" + w
		}
	}
	if len(tests) == 1 {
		return tests[0]
	}
	return "OR(" + strings.Join(tests, ",") + ")"
}
