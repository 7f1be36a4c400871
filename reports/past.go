package reports

import (
	"cmp"
	"context"
	"os"
	"slices"

	"taizhang/reports/engine"
	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
)

// Past gathers what the folder keeps of earlier merges, for where the folder is
// not at hand, the oldest first.
func Past(ctx context.Context, in Input, m *master.Master) (out []engine.Past) {
	trend, kept := map[int]bool{}, map[int]bool{}
	for _, p := range history(ctx, in, m) {
		trend[p.Serial] = true
	}
	for _, c := range in.Dir.MasterCopies() {
		p, err := master.ReadPast(ctx, c.Path)
		if err != nil { // a damaged copy says nothing
			continue
		}
		first := !c.Edited && !kept[p.Serial]
		kept[p.Serial] = kept[p.Serial] || first
		out = append(out, engine.Past{Past: p, LookedBack: true, Kept: first, Trend: first && trend[p.Serial]})
	}
	for _, path := range in.Dir.KeptFigures() {
		content, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		if k, err := figure.Kept(content); err == nil && !kept[k.Merge] {
			kept[k.Merge] = true
			out = append(out, engine.Past{Past: sheets.Past{Serial: k.Merge, AsOf: k.AsOf, Figures: k.Figures}, Kept: true})
		}
	}
	slices.SortStableFunc(out, func(a, b engine.Past) int {
		return cmp.Or(cmp.Compare(a.AsOf, b.AsOf), cmp.Compare(a.Serial, b.Serial))
	})
	return out
}
