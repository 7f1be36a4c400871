package book

import (
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Chart draws a chart over cells. What its references hold is written into it, too:
// previews on telephones draw a chart without reading the sheet.
func (b *Book) Chart(sheet, at string, c *excelize.Chart, held map[string][]string) {
	b.Do(b.File.AddChart(sheet, at, c))
	if b.err != nil {
		return
	}
	b.charts++
	part := fmt.Sprintf("xl/charts/chart%d.xml", b.charts)
	text, ok := b.File.Pkg.Load(part)
	if !ok {
		b.Do(fmt.Errorf("%s：图没有写成", sheet))
		return
	}
	b.File.Pkg.Store(part, []byte(withPoints(string(text.([]byte)), held)))
}

var chartReference = regexp.MustCompile(`<(str|num)Ref><f>([^<]*)</f>(?:<numCache>.*?</numCache>)?</(?:str|num)Ref>`)

func withPoints(text string, held map[string][]string) string {
	return chartReference.ReplaceAllStringFunc(text, func(ref string) string {
		m := chartReference.FindStringSubmatch(ref)
		values, known := held[html.UnescapeString(m[2])]
		if !known {
			return ref
		}
		var out strings.Builder
		fmt.Fprintf(&out, "<%sRef><f>%s</f><%sCache>", m[1], m[2], m[1])
		if m[1] == "num" {
			out.WriteString("<formatCode>General</formatCode>")
		}
		out.WriteString(`<ptCount val="` + strconv.Itoa(len(values)) + `"/>`)
		for i, v := range values {
			if v != "" {
				fmt.Fprintf(&out, `<pt idx="%d"><v>%s</v></pt>`, i, html.EscapeString(v))
			}
		}
		fmt.Fprintf(&out, "</%sCache></%sRef>", m[1], m[1])
		return out.String()
	})
}
