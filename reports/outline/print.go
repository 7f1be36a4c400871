package outline

import (
	"fmt"
	"io"
	"strings"
)

// Print writes the outline for a person; columns one by one only where all is
// asked for.
func (o Outline) Print(w io.Writer, all bool) {
	fmt.Fprintf(w, "方案：%s\n", o.Campaign)
	for _, u := range o.Units {
		fmt.Fprintf(w, "  %s %d 个：%s\n", u.Type, len(u.Names), strings.Join(u.Names, "、"))
	}
	fmt.Fprintf(w, "\n一、台账 %d 本\n", len(o.Ledgers))
	for _, l := range o.Ledgers {
		fmt.Fprintf(w, "  %s %s：%s\n", l.Code, l.Name, l.Sentence)
		for _, by := range l.fillers() {
			fmt.Fprintf(w, "    %s填：%s\n", by.who, strings.Join(by.columns, "、"))
		}
		if all {
			for _, c := range l.Columns {
				fmt.Fprintf(w, "      %s（%s）：%s。%s\n", c.Name, c.Required, c.Sentence, c.Does)
			}
		}
	}
	section(w, "二、指标", o.Figures)
	section(w, "三、勾稽", o.Relations)
	if all {
		section(w, "四、规则", o.Rules)
		section(w, "五、报表", o.Blocks)
		return
	}
	fmt.Fprintf(w, "\n四、规则 %d 条，报表 %d 块；加 --all 逐条、逐栏列出。\n", len(o.Rules), len(o.Blocks))
}

func section(w io.Writer, title string, lines []Line) {
	fmt.Fprintf(w, "\n%s %d 个\n", title, len(lines))
	for _, l := range lines {
		fmt.Fprintf(w, "  %s %s：%s\n", l.Code, l.Name, l.Sentence)
	}
}

type filler struct {
	who     string
	columns []string
}

// fillers are the columns by who fills them in; required ones have a star.
func (l Ledger) fillers() []filler {
	var out []filler
	at := map[string]int{}
	for _, c := range l.Columns {
		who := strings.Join(c.FilledBy, "、")
		if _, known := at[who]; !known {
			at[who] = len(out)
			out = append(out, filler{who: who})
		}
		name := c.Name
		if c.Required == "必" {
			name += "*"
		}
		out[at[who]].columns = append(out[at[who]].columns, name)
	}
	return out
}
