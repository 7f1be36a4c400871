package papers

import (
	"slices"
	"sync"

	"taizhang/templates"
)

// standardParams are the parameters of the plan that ships with the program.
var standardParams = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, t := range templates.StandardTables() {
		if t.Sheet != "参数" {
			continue
		}
		name, value := slices.Index(t.Header, "参数"), slices.Index(t.Header, "值")
		for _, r := range t.Rows {
			if value < len(r.Cells) {
				out[r.Cells[name]] = r.Cells[value]
			}
		}
	}
	return out
})
