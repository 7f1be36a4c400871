package templates

import (
	"strings"

	"golang.org/x/text/width"
)

// HeaderKey is what header texts are compared by: spaces, line breaks, the width
// of characters and the mark of required columns do not matter.
func HeaderKey(text string) string {
	return strings.Trim(strings.Join(strings.Fields(width.Narrow.String(text)), ""), "*")
}

// Headers gives the column for every key of a header that it goes by: its name,
// with or without the measure, or a former one. Present names come before
// another column's former ones.
func (l *Ledger) Headers() map[string]*Column {
	out := make(map[string]*Column, 2*len(l.Columns))
	for _, c := range l.Columns {
		for _, f := range c.Former {
			out[HeaderKey(f)] = c
		}
	}
	for _, c := range l.Columns {
		if c.Measure != "" {
			out[HeaderKey(c.Name+"("+c.Measure+")")] = c
		}
	}
	for _, c := range l.Columns {
		out[HeaderKey(c.Name)] = c
	}
	return out
}
