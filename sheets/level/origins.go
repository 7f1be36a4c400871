package level

import (
	"context"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/sheets/xlsx"
)

var (
	originHeader = []string{"台账", "行标识", "栏目", "单位", "谁", "类型", "日期", "文件", "摘要", "工作表", "单元格"}
	originWidths = []float64{12, 22, 16, 16, 16, 10, 12, 36, 18, 14, 9}
)

const originNote = "每一行在本级是从哪里来的：行标识空着的，是那份文件那张表里各栏所在的列；写了栏目的，是那一格后来改自哪里。由系统写，供上级溯源。"

// origins say of every row, and of every cell that was written apart from its
// row, which file below it was taken from.
func (c *content) origins(ctx context.Context, d campaign.Dir) ([][]any, error) {
	writers, returns := c.m.History(), intake.NewLocator(ctx, d, c.plan)
	var out [][]any
	laid := map[[3]string]bool{}
	for _, l := range c.ledgers {
		for _, r := range l.rows {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			whole := writers.Last(r)
			if whole.Digest == "" && r.Source.Digest != "" {
				whole = master.Change{Unit: r.Source.Unit, By: r.Source.Unit, File: r.Source.File, Digest: r.Source.Digest, Sheet: r.Source.Sheet, Cell: xlsx.CellName(1, r.Source.Row)}
			}
			if at := [3]string{l.Name, whole.Digest, whole.Sheet}; whole.Digest != "" && !laid[at] {
				laid[at] = true
				out = append(out, layout(l, whole, returns.Row(whole.Digest, whole.Unit, whole.Sheet, whole.Line()))...)
			}
			out = append(out, origin(l, c.id(r), "", whole))
			for _, col := range l.columns {
				w := writers.Last(r, col.own)
				if w.Column == "" || w.Digest == whole.Digest && w.Sheet == whole.Sheet && w.Line() == whole.Line() {
					continue
				}
				out = append(out, origin(l, c.id(r), col.Name, w))
			}
		}
	}
	return out, nil
}

func origin(l *lifted, id, column string, w master.Change) []any {
	return []any{l.Name, id, column, w.Unit, w.By, string(w.Kind), w.Date, w.File, w.Digest, w.Sheet, w.Cell}
}

// layout says in which columns of a returned sheet the ledger's stand.
func layout(l *lifted, w master.Change, row *sheets.Row) [][]any {
	if row == nil {
		return nil
	}
	var out [][]any
	for _, col := range l.columns {
		if at := row.Cols[col.own.Index]; at > 0 {
			w.Kind, w.Date, w.Cell, w.By = "", "", xlsx.ColumnName(at), ""
			out = append(out, origin(l, "", col.Name, w))
		}
	}
	return out
}

// Origin is where a value that came from below was taken from there.
type Origin struct {
	Unit, By, Kind, Date, File, Digest, Sheet, Cell string
}

// Origins are those of a package, read for tracing.
type Origins struct {
	rows    map[[3]string]Origin // ledger, row, column; "" for the row
	columns map[[4]string]string // ledger, digest, sheet, column
}

func originsOf(lines []map[string]string) *Origins {
	o := &Origins{map[[3]string]Origin{}, map[[4]string]string{}}
	for _, r := range lines {
		if r["行标识"] == "" {
			o.columns[[4]string{r["台账"], r["摘要"], r["工作表"], r["栏目"]}] = r["单元格"]
			continue
		}
		o.rows[[3]string{r["台账"], r["行标识"], r["栏目"]}] = Origin{r["单位"], r["谁"], r["类型"], r["日期"], r["文件"], r["摘要"], r["工作表"], r["单元格"]}
	}
	return o
}

// Of says where a cell of a row came from; column "" asks for the row.
func (o *Origins) Of(ledger, id, column string) (Origin, bool) {
	if at, ok := o.rows[[3]string{ledger, id, column}]; ok {
		return at, true
	}
	at, ok := o.rows[[3]string{ledger, id, ""}]
	if letter := o.columns[[4]string{ledger, at.Digest, at.Sheet, column}]; ok && letter != "" {
		col, _, okCol := xlsx.ParseCell(letter + "1")
		if _, row, okRow := xlsx.ParseCell(at.Cell); okCol && okRow {
			at.Cell = xlsx.CellName(col, row)
		}
	}
	return at, ok
}
