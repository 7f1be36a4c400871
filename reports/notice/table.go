package notice

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"taizhang/reports/docx"
	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// Table is a block of the summary as a notice prints it, every number as it is
// shown there.
type Table struct {
	Head  []string
	Align []string // right, center; left else
	Rows  [][]string
	// Counted are the rows behind it, and Left those of them that a list leaves out
	// because they must not appear.
	Counted, Left []*sheets.Row
	Refused       string // why it must not be printed; "" if it may
	Fix           string
}

// What tables a page of a notice has room for.
const (
	mostColumns = 12
	mostLines   = 300
)

// tableWord begins the slot of a table; cellWord those of its cells, which the
// program writes.
const (
	tableWord = "表 "
	cellWord  = "格 "
)

// blockTable is a table that was put into the template.
type blockTable struct {
	*Table
	block *templates.Block
}

// tables are those that a template asks for, by what stands in the slot.
type tables struct {
	in   Input
	list []*blockTable
	of   map[string]*blockTable
}

// take makes the table that a slot asks for; nil where the slot is none of a
// table, or its compiler has to say why there is none.
func (ts *tables) take(expr string) *docx.Table {
	name, is := strings.CutPrefix(expr, tableWord)
	found := blocksNamed(ts.in.Plan, strings.TrimSpace(name))
	if !is || len(found) != 1 || ts.in.Table == nil || unfitKind(found[0]) || ts.in.Public && internal(found[0], ts.in.Plan) {
		return nil
	}
	t := &blockTable{ts.in.Table(found[0], ts.in.Public), found[0]}
	ts.of[expr] = t
	if t.Refused != "" || len(t.Rows) == 0 || len(t.Head) > mostColumns || len(t.Rows) > mostLines {
		return nil
	}
	ts.list = append(ts.list, t)
	out := &docx.Table{Header: 1, Widths: make([]int, len(t.Head))}
	for r, line := range append([][]string{t.Head}, t.Rows...) {
		var row docx.Row
		for c := range t.Head {
			text := ""
			if c < len(line) {
				text = line[c]
			}
			out.Widths[c] = max(out.Widths[c], narrowest, min(utf8.RuneCountInString(text)+2, widest))
			x := docx.Cell{Text: fmt.Sprintf("{{%s%d.%d.%d}}", cellWord, len(ts.list)-1, r, c)}
			if r > 0 && t.Align[c] != "left" {
				x.Align = map[string]docx.Align{"right": docx.AlignRight, "center": docx.AlignCenter}[t.Align[c]]
			}
			row.Cells = append(row.Cells, x)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// blocksNamed are the blocks that a name may mean: 区块, or 工作表/区块.
func blocksNamed(p *templates.Plan, name string) (out []*templates.Block) {
	for _, b := range p.Blocks {
		if b.Title == name || b.Sheet+"/"+b.Title == name {
			out = append(out, b)
		}
	}
	return out
}

// printable are the kinds of blocks that are tables of the ledger.
var printable = map[string]bool{"指标表": true, "交叉表": true, "明细": true, "完成率": true, "逾期": true, "临期": true, "趋势": true}

func unfitKind(b *templates.Block) bool { return !printable[b.Kind] }

// internal blocks are not for the public.
func internal(b *templates.Block, p *templates.Plan) bool { return b.Internal || b.Private(p) }

// table says why a slot of a table has stayed in the template.
func (c *compiler) table(it item, name string) value {
	found := blocksNamed(c.in.Plan, name)
	switch {
	case len(found) == 0:
		c.fault(it, fmt.Sprintf("方案“报表”里没有叫“%s”的区块", name), suggest(name, c.blockNames()))
		return unknown(it.token.expr)
	case len(found) > 1:
		c.fault(it, fmt.Sprintf("叫“%s”的区块有 %d 块，分不清是哪一块", name, len(found)), "写成 {{表 工作表/区块}}，如 {{表 "+found[0].Sheet+"/"+found[0].Title+"}}。")
		return unknown(it.token.expr)
	case unfitKind(found[0]):
		c.fault(it, fmt.Sprintf("区块“%s”是“%s”，不能印进通报", name, found[0].Kind), "可以印的有指标表、交叉表、明细、完成率、逾期、临期、趋势。")
		return unknown(it.token.expr)
	case c.in.Public && internal(found[0], c.in.Plan):
		return func(e *eval, _ *scope) []fill {
			f := e.private("区块“" + found[0].Title + "”只进内部汇总表，或取自限阅台账、敏感栏")
			f.Fix = "请换一个区块，或放进 {{如果 {变体} = 党内通报稿}} 和 {{完}} 之间。"
			e.add(f)
			return []fill{{text: "【不公开：" + found[0].Title + "】", mark: true}}
		}
	case c.in.Table == nil:
		return silent
	}
	t := c.tables.of[it.token.expr]
	switch {
	case t == nil || t.Refused == "" && len(t.Rows) > 0 && len(t.Head) <= mostColumns && len(t.Rows) <= mostLines:
		c.fault(it, "{{"+it.token.expr+"}} 要单独成一段，不能写在句子里、表格里、页眉页脚里", "请让它自己占一段。")
		return unknown(it.token.expr)
	case t.Refused != "":
		return func(e *eval, _ *scope) []fill {
			f := e.private("区块“" + t.block.Title + "”" + t.Refused)
			f.Fix = t.Fix
			e.add(f)
			return []fill{{text: "【不公开：" + t.block.Title + "】", mark: true}}
		}
	case len(t.Rows) == 0:
		return func(e *eval, _ *scope) []fill {
			e.add(finding.Finding{Severity: finding.Error, Code: codeSums, File: e.name, Sheet: Variant(e.in.Public), Message: fmt.Sprintf("区块“%s”的表格一行也没有。", t.block.Title),
				Fix: "请核对区块的条件和各行的公开级别；可能一行也没有的，把它放在 {{如果 …}} 和 {{完}} 之间。"})
			return e.missing("区块“" + t.block.Title + "”的表")
		}
	}
	c.fault(it, fmt.Sprintf("区块“%s”有 %d 列 %d 行，通报里放不下", t.block.Title, len(t.Head), len(t.Rows)),
		fmt.Sprintf("通报里的表最多 %d 列、%d 行：请另设一个列少些、用“前10”只取几行的区块。", mostColumns, mostLines))
	return unknown(it.token.expr)
}

func (c *compiler) blockNames() (out []string) {
	for _, b := range c.in.Plan.Blocks {
		if printable[b.Kind] {
			out = append(out, b.Title)
		}
	}
	return out
}

// tableCell prints a cell of a table; nil for what only looks like one.
func (c *compiler) tableCell(at string) value {
	var n [3]int
	parts := strings.Split(at, ".")
	if c.tables == nil || len(parts) != len(n) {
		return nil
	}
	for i, p := range parts {
		var err error
		if n[i], err = strconv.Atoi(p); err != nil {
			return nil
		}
	}
	if n[0] >= len(c.tables.list) {
		return nil
	}
	t := c.tables.list[n[0]]
	lines := append([][]string{t.Head}, t.Rows...)
	return func(e *eval, _ *scope) []fill {
		if n[1] == 0 && n[2] == 0 {
			e.stateTable(t)
		}
		if n[1] >= len(lines) || n[2] >= len(lines[n[1]]) {
			return nil
		}
		return []fill{{text: lines[n[1]][n[2]], code: "报表:" + t.block.Title}}
	}
}

// stateTable notes what a printed table rests on, and what it leaves out.
func (e *eval) stateTable(t *blockTable) {
	e.wrong.speaksOf(t.Counted...)
	if t.block.Ledger != nil && len(t.Left) > 0 {
		e.runs = append(e.runs, &run{loop: &loop{ledger: t.block.Ledger, when: t.block.When}, top: true, table: true, left: t.Left})
	}
}

// Shown says which rows may appear in a variant.
func Shown(in Input) func(*sheets.Row) bool {
	return (&eval{compiler: &compiler{in: in, seen: map[finding.Finding]bool{}}}).open
}
