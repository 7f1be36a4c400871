package templates

import "testing"

func TestHeaders(t *testing.T) {
	l := &Ledger{Columns: []*Column{{}, {Former: []string{"备注", "面积"}}, {}}}
	l.Columns[0].Name, l.Columns[0].Measure = "面积", "㎡"
	l.Columns[1].Name, l.Columns[2].Name = "说明", "建筑(构筑物)名称"
	headers := l.Headers()
	for text, want := range map[string]string{
		"面积": "面积", "*面 积": "面积", "面积（㎡）": "面积", "面积\n(㎡)*": "面积", "＊面积": "面积",
		"备注": "说明", "建筑（构筑物）名称": "建筑(构筑物)名称", "面积（平方米）": "", "": "",
	} {
		got := ""
		if c := headers[HeaderKey(text)]; c != nil {
			got = c.Name
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
