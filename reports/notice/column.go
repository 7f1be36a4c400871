package notice

import (
	"fmt"
	"strings"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// column finds a column of the loops around a slot, the innermost first;
// 外. starts one loop further out.
func (c *compiler) column(it item, text string, format string, f *frame) (value, bool) {
	levels := 0
	path := text
	for {
		rest, out := strings.CutPrefix(path, "外.")
		if !out || f == nil {
			break
		}
		path, f, levels = rest, f.outer, levels+1
	}
	if levels > 0 && f.ledger() == nil {
		c.fault(it, "{{"+it.token.expr+"}} 外面没有循环", "“外.”只能写在循环里的循环中。")
		return unknown(it.token.expr), true
	}
	explicit := levels > 0
	for ; f.ledger() != nil; f, levels = f.outer, levels+1 {
		p, err := c.in.Plan.ParsePath(path, f.loop.ledger, nil)
		if err == nil {
			return c.columnValue(it, p, format, f, levels), true
		}
		if explicit {
			c.fault(it, err.Error(), suggest(path, columnNames(f.loop.ledger)))
			return unknown(it.token.expr), true
		}
	}
	return nil, false
}

func (c *compiler) columnValue(it item, p templates.Path, format string, f *frame, levels int) value {
	c.format(it, format)
	for _, col := range p.Columns {
		if col.Sensitive {
			c.fault(it, fmt.Sprintf("“%s”的“%s”是敏感栏，不能写进通报", col.Ledger.Name, col.Name), "请删去这个填空处。")
			return silent
		}
	}
	last := p.Columns[len(p.Columns)-1]
	listed := c.sources[it.source].Table > 0 && len(p.Columns) == 1 && p.Extra == ""
	code := last.Ledger.Name + "." + last.Name
	if p.Extra != "" {
		code += "." + p.Extra
	}
	return func(e *eval, s *scope) []fill {
		s = s.up(levels)
		row := s.row
		if r := e.hiddenOn(row, p); r != nil {
			e.add(row.Finding(finding.Error, codeTemplate, p.Columns[0],
				fmt.Sprintf("{{%s}} 引用了“%s”中不公开的一行（%s）。", it.token.expr, r.Ledger.Name, r.Key()), "请改引用，或者把这一行也定为不公开。"))
			return []fill{{text: "【不公开】", mark: true}}
		}
		if e.lends(s, p) {
			return []fill{{text: "【不公开】", mark: true}}
		}
		v := p.Value(row.Values, e.env(s.outer))
		if strings.TrimSpace(v) == "" {
			if listed && last.LeftEmpty(row.Values, e.env(s.outer)) {
				return []fill{{text: "—"}} // nothing is wanted there
			}
			return e.missing(strings.TrimSpace(row.Key() + " " + p.Text))
		}
		if p.Extra == "" {
			v = last.Print(v, format)
			if !last.Free() {
				return []fill{{text: v, code: code, group: row.Key()}}
			}
			if !last.OfficeAlone() {
				return e.returned(fill{text: v, code: code, group: row.Key()}, row, last)
			}
		}
		return e.expand(fill{text: v, code: code, group: row.Key()}, f, s, func(message, fix string) {
			e.add(row.Finding(finding.Error, codeTemplate, p.Columns[0], "“"+last.Name+"”的文字"+message+"。", fix))
		})
	}
}

// hiddenOn is the first row that a path leads to and that must not appear.
func (e *eval) hiddenOn(row *sheets.Row, p templates.Path) *sheets.Row {
	data := e.in.Set.Data()
	for _, c := range p.Columns[:len(p.Columns)-1] {
		if row = data.Find(c.Target, row.Value(c)); row == nil {
			return nil
		}
		if !e.shown(row) {
			return row
		}
	}
	return nil
}
