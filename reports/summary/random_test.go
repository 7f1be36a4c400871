package summary

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/templates"
	canon "taizhang/templates/cell"
)

// Whatever stands in the ledgers, a summary comes out, no two merged ranges
// touch the same cell, and no sensitive value is in it.
func TestAnyRows(t *testing.T) {
	in := testInput(t)
	for seed := range uint64(12) {
		rnd := rand.New(rand.NewPCG(seed, 7))
		d := sheets.NewData(in.Plan)
		for _, l := range in.Plan.Ledgers {
			for i := range rnd.IntN(12) {
				values := make([]string, len(l.Columns))
				for k, c := range l.Columns {
					all := possible(c)
					values[k] = all[rnd.IntN(len(all))]
				}
				values[0] = fmt.Sprint(l.Code, "-", i)
				d.Add(&sheets.Row{Record: templates.Record{ID: values[0], Values: values}, Ledger: l, Number: i + 3, Pending: i%7 == 6})
			}
		}
		in.Set, in.Internal = figure.New(d), seed%2 == 0
		data := written(t, in)
		checkMerges(t, data)
		if strings.Contains(string(readable(t, data)), secret) {
			t.Errorf("seed %d: the summary holds the secret", seed)
		}
	}
}

const secret = "绝不能见"

// possible is what may stand in a cell, and some things that may not.
func possible(c *templates.Column) []string {
	if c.Sensitive {
		return []string{"", secret, secret + "甲"}
	}
	out := []string{"", "怪"}
	switch {
	case c.Group != nil:
		for _, o := range c.Group.Options {
			out = append(out, o.Name, o.Name)
		}
		if c.Type == canon.Choices {
			out = append(out, c.Group.Options[0].Name+canon.ListSeparator+"怪")
		}
	case c.Dict != nil:
		out = append(out, c.Dict.Names()...)
	case c.Type == canon.Date:
		out = append(out, "2019-02-28", "2021-05-20", "2021-11-19", "2021-11-20", "2021-11-21", "2021-11-30", "2023-01-01")
	case c.Numeric():
		out = append(out, "0", "0.5", "-3", "12345678.25")
	case c.Target != nil:
		out = append(out, c.Target.Code+"-0", c.Target.Code+"-1")
	default:
		out = append(out, "=1+1", "一\n二", "很长的一段话，反复说，反复说，反复说，反复说，反复说，反复说，反复说")
	}
	return out
}
