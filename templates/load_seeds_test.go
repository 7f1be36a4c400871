package templates_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"taizhang/templates"
)

// A wrong header of a 期初 sheet is one sentence, not one at every row that refers to
// it; what stands under no header is not passed over.
func TestSeedHeader(t *testing.T) {
	for name, c := range map[string]struct {
		sheet string
		edit  func(x *templates.Table)
		want  []string
	}{
		"the key has another name": {"期初-问题清单", func(x *templates.Table) { x.Header[0] = "号" }, []string{"A2 “问题清单”没有栏目“号”"}},
		"the key is not there":     {"期初-问题清单", func(x *templates.Table) { drop(x, 0, true) }, []string{"A2 “期初-问题清单”没有“问题编号”一栏"}},
		"the key has no header":    {"期初-问题清单", func(x *templates.Table) { drop(x, 0, false) }, []string{"A2 这一列没有表头，下面填了"}},
		"another has no header":    {"期初-整改任务", func(x *templates.Table) { drop(x, 3, false) }, []string{"D2 这一列没有表头，下面填了"}},
		"beyond the header":        {"期初-问题清单", func(x *templates.Table) { beyond(x) }, []string{"这一列没有表头，下面填了 1 格"}},
	} {
		t.Run(name, func(t *testing.T) {
			own, err := templates.ReadTables(os.DirFS("../testdata/tanggu/方案"))
			if err != nil {
				t.Fatal(err)
			}
			c.edit(own[c.sheet])
			_, err = templates.Load(templates.Customise(templates.StandardTables(), own))
			var bad *templates.PlanError
			if !errors.As(err, &bad) {
				t.Fatal(err)
			}
			var got []string
			for _, f := range bad.Findings {
				got = append(got, f.Cell+" "+f.Message)
			}
			if len(got) != len(c.want) {
				t.Fatalf("%d sentences: %v", len(got), got)
			}
			for i := range got {
				if !strings.Contains(got[i], c.want[i]) {
					t.Errorf("%s, want %s", got[i], c.want[i])
				}
			}
		})
	}
}

// drop takes a header away, with what stands under it or without.
func drop(x *templates.Table, column int, whole bool) {
	if !whole {
		x.Header[column] = ""
		return
	}
	x.Header = slices.Delete(x.Header, column, column+1)
	for i := range x.Rows {
		x.Rows[i].Cells = slices.Delete(x.Rows[i].Cells, column, column+1)
	}
}

func beyond(x *templates.Table) {
	for len(x.Rows[0].Cells) <= len(x.Header) {
		x.Rows[0].Cells = append(x.Rows[0].Cells, "")
	}
	x.Rows[0].Cells[len(x.Header)] = "备注"
}
