package engine

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/width"

	"taizhang/reports/engine/enginetest"
	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// spelling is a code as somebody might type it.
func spelling(r *rand.Rand) string {
	letters := []rune("aAbBzZ019０９Ａｂ甲乙号ЖжΣσ①㎡-–—_./\\,，、:：()（）[]【】#~～·•  　\t\u00a0\u200bé")
	var b strings.Builder
	for range 1 + r.IntN(7) {
		b.WriteRune(letters[r.IntN(len(letters))])
	}
	return b.String()
}

// testSpelt: the server takes those spellings for the same that cell.Spec.Same does,
// of one office and of several.
func testSpelt(t *testing.T, s *enginetest.Server) {
	conn := dial(t, s.Database("spelt"))
	r := rand.New(rand.NewPCG(11, 12))
	spec := &templates.Column{Spec: cell.Spec{Type: cell.Text}}
	for _, v := range append([]string{"1.50", "01.5", "1-11", "11-1", "111", "A-1", "a01", "000", "0", "-", "—", "1.5.2", "１．５"}, spellings(r, 3000)...) {
		var key string
		must(t, conn.QueryRow(context.Background(), "SELECT "+same("v", "("+plainly("v", spec)+")", spec)+" FROM (SELECT $1::text AS v) x", v).Scan(&key))
		if want := spec.Same(v); key != want {
			t.Errorf("%q is %q to the server, %q here", v, key, want)
		}
	}
}

func spellings(r *rand.Rand, n int) (out []string) {
	for range n {
		out = append(out, spelling(r))
	}
	return out
}

// testElsewhere: of several offices, how many different values a column holds is what
// the rows themselves say, and a text holds the same of them here and there.
func testElsewhere(t *testing.T, s *enginetest.Server) {
	ctx := context.Background()
	conn := dial(t, s.Database("elsewhere"))
	p := samplePlan(t)
	r := rand.New(rand.NewPCG(13, 14))
	for i := range 3 {
		m := randomMaster(r, p)
		for _, l := range p.Ledgers {
			for _, row := range m.Rows[l] {
				for _, c := range l.Columns {
					if c.Spelt() && row.Values[c.Index] != "" && r.IntN(2) == 0 {
						row.Values[c.Index] = spelling(r)
					}
				}
			}
		}
		_, err := Load(ctx, conn, Input{Office: fmt.Sprint("街道", i), Campaign: p.Param(templates.ParamCampaignCode), Master: m, Digest: "d"})
		must(t, err)
	}
	for _, office := range []string{"", "街道1"} {
		src, err := Open(ctx, conn, p, office)
		must(t, err)
		data := src.Set.Data()
		tried, found := 0, 0
		whole := elsewhere{src}
		for _, l := range p.Ledgers {
			var all []string // of the column, as each office wrote it
			for i, c := range l.Columns {
				if all = all[:0]; office != "" {
					for _, row := range data.Rows(l) {
						all = append(all, row.Value(c))
					}
					text := "某处" + strings.Join(all[:len(all)/3], "、") + "。"
					text = width.Narrow.String(text)
					want, got := standIn(all, text), whole.Within(c, text)
					slices.Sort(got)
					if found += len(want); !slices.Equal(got, want) {
						t.Errorf("%s.%s: %q stand in the text, %q there", l.Name, c.Name, want, got)
					}
				}
				f := &templates.Figure{Code: "去重", Ledger: l, Op: templates.OpDistinct, Column: c}
				if i > 0 && i%3 == 0 {
					f.Further = []*templates.Column{l.Columns[i-1]}
				}
				counted := &Counted{map[*templates.Figure]*figure.Result{}, nil}
				cond, err := newCompiler(p, src.Scope).figureRows("t", f, src.Scope)
				must(t, err)
				q := distinctQuery(f, fmt.Sprintf("FROM %s t WHERE %s AND %s", qualified(l.Name), src.where("t"), cond), src.Scope)
				if q.values != nil {
					must(t, counted.values(ctx, conn, q, src.Scope))
				} else {
					must(t, counted.numbers(ctx, conn, q))
				}
				want := figure.New(data).Get(f)
				if tried++; want.Exact.Cmp(counted.Results[f].Exact) != 0 || want.Count != counted.Results[f].Count {
					t.Errorf("“%s” %s.%s: %s of %d rows here, %s of %d there", office, l.Name, c.Name, want.Exact, want.Count, counted.Results[f].Exact, counted.Results[f].Count)
				}
			}
		}
		if tried < 100 {
			t.Errorf("only %d columns", tried)
		}
		if office != "" && found < 300 {
			t.Errorf("only %d values were looked for", found)
		}
	}
}

// standIn are the values of which one stands in a text, each or as one of several.
func standIn(values []string, text string) (out []string) {
	for _, v := range values {
		if slices.ContainsFunc(cell.SplitList(v), func(w string) bool {
			w = width.Narrow.String(strings.TrimSpace(w))
			return w != "" && strings.Contains(text, w)
		}) {
			out = append(out, v)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
