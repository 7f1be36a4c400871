package engine

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"taizhang/templates"
	"taizhang/templates/cell"
)

// Dialect is the kind of server that a script is for.
type Dialect string

// The dialects there are scripts for.
const (
	Plain     Dialect = "plain"
	Citus     Dialect = "citus"
	OpenGauss Dialect = "opengauss"
)

// Dialects lists them.
var Dialects = []Dialect{Plain, Citus, OpenGauss}

// schemaName holds everything.
const schemaName = "taizhang"

// partitions is into how many parts a table is split by office.
const partitions = 8

// Columns that every table of a ledger has besides the ledger's own.
var rowColumns = []column{
	of("_office", "text NOT NULL"), of("_campaign", "text NOT NULL"), of("_id", "text NOT NULL"), of("_version", "integer NOT NULL"),
	of("_unit", "text"), of("_file", "text"), of("_digest", "text"), of("_sheet", "text"), of("_row", "integer"), of("_cell", "text"), of("_updated", "date"),
	of("_from", "integer NOT NULL"), // the merge since which the row is as it is
	of("_key", "text"), of("_ord", "integer NOT NULL"), of("_pending", "boolean NOT NULL"), of("_counts", "boolean NOT NULL"), of("_repeat", "boolean NOT NULL"),
	of("_hash", "text NOT NULL"),
}

type column struct {
	name, typ string
	secret    bool // 敏感, or tells what is
}

func of(name, typ string) column     { return column{name: name, typ: typ} }
func hidden(name, typ string) column { return column{name, typ, true} }

// table is one table of the schema.
type table struct {
	name    string
	columns []column
	key     []string
	indexes [][]string
	secret  bool // 限阅
}

// names are those of the columns.
func (t table) names() []string {
	out := make([]string, len(t.columns))
	for i, c := range t.columns {
		out[i] = c.name
	}
	return out
}

// Tables that hold what is not a ledger's.
const (
	loadsTable        = "入库登记"
	receiptsTable     = "收件登记"
	changesTable      = "变更记录"
	figuresTable      = "指标"
	findingsTable     = "校验结果"
	conservationTable = "收件明细"
	dictionaryTable   = "名单"
	pastTable         = "历次指标"
	holidaysTable     = "节假日"
	officesTable      = "单位角色"
)

func text(names ...string) (out []column) {
	for _, n := range names {
		out = append(out, of(n, "text"))
	}
	return out
}

var ofOffice = []column{of("_office", "text NOT NULL"), of("_campaign", "text NOT NULL")}

// common are the tables that every plan has.
func common() []table {
	with := func(columns ...column) []column { return append(slices.Clone(ofOffice), columns...) }
	seq := of("_ord", "integer NOT NULL")
	number := func(names ...string) (out []column) {
		for _, n := range names {
			out = append(out, of(n, "integer"))
		}
		return out
	}
	join := func(lists ...[]column) []column { return slices.Concat(lists...) }
	return []table{
		{name: loadsTable, key: []string{"_office", "_campaign", "load_id"}, columns: with(of("load_id", "integer NOT NULL"), of("master_digest", "text NOT NULL"), of("plan_version", "text"),
			of("serial", "integer"), of("as_of", "date"), of("status", "text NOT NULL"), hidden("row_count", "bigint"), hidden("counts", "text"), hidden("standing", "text"), hidden("note", "text"), of("loaded_at", "timestamptz NOT NULL DEFAULT now()"))},
		{name: receiptsTable, key: []string{"_office", "_campaign", "_ord"}, columns: with(join([]column{seq}, text("单位", "文件", "摘要"), []column{of("收到日期", "date")}, number("发放序号", "读入行数", "略过行数", "采纳", "未变", "退回", "待决", "被替代", "重复"), text("结论", "方案版本", "备注"), []column{of("限阅", "boolean"), of("已撤销", "boolean")})...)},
		{name: changesTable, key: []string{"_office", "_campaign", "_ord"}, columns: with(join([]column{seq}, number("合并序号"), []column{of("日期", "date")}, text("类型", "谁", "报送单位", "台账", "行标识", "栏目", "原值", "新值", "文件", "摘要", "工作表", "单元格"))...)},
		{name: figuresTable, key: []string{"_office", "_campaign", "代号"}, columns: with(join([]column{of("代号", "text NOT NULL")}, text("名称"), []column{of("值", "numeric")}, text("印出", "计量单位", "定义"), []column{of("限阅", "boolean")})...)},
		{name: pastTable, key: []string{"_office", "_campaign", "_ord", "代号"}, columns: with(seq, of("合并序号", "integer"), of("截至日", "date"), of("代号", "text NOT NULL"), of("印出", "text"),
			of("回看", "boolean NOT NULL"), of("留存", "boolean NOT NULL"), of("趋势", "boolean NOT NULL"), of("限阅", "boolean NOT NULL"))},
		{name: holidaysTable, key: []string{"_office", "_campaign", "日期"}, columns: with(of("日期", "date NOT NULL"), of("上班", "boolean NOT NULL"))},
		{name: findingsTable, key: []string{"_office", "_campaign", "_ord"}, columns: with(join([]column{seq}, text("级别", "规则", "单位", "文件", "工作表", "单元格", "台账", "行标识", "栏目", "问题", "改法"))...)},
		{name: conservationTable, key: []string{"_office", "_campaign", "_ord"}, columns: with(join([]column{seq}, text("摘要", "文件", "单位", "台账"), number("读入行数", "采纳", "未变", "退回", "待决", "被替代", "重复"), []column{of("限阅", "boolean")})...)},
		{name: dictionaryTable, key: []string{"_office", "_campaign", "名单", "名称", "栏目"}, columns: with(of("名单", "text NOT NULL"), of("名称", "text NOT NULL"), of("栏目", "text NOT NULL"), of("值", "text"))},
	}
}

// ledgerTable is the table of a ledger.
func ledgerTable(l *templates.Ledger) table {
	t := table{name: l.Name, key: []string{"_office", "_campaign", "_id"}, indexes: [][]string{{"_office", "_campaign", "_key"}}, columns: slices.Clone(rowColumns), secret: l.Restricted}
	for i, c := range t.columns { // a digest can be tried, a key quoted
		t.columns[i].secret = c.name == "_hash" || c.name == "_key" && slices.ContainsFunc(l.Key, func(k *templates.Column) bool { return k.Sensitive })
	}
	for _, c := range l.Columns {
		t.columns = append(t.columns, column{columnName(c), sqlType(c), c.Sensitive})
	}
	return t
}

// nameBytes is how long an identifier may be.
const nameBytes = 63

// columnName is the column's own name, shortened where the server would cut it.
func columnName(c *templates.Column) string {
	name := c.Name
	if strings.HasPrefix(name, "_") {
		name = "栏" + name
	}
	if len(name) <= nameBytes {
		return name
	}
	tail := "_" + strconv.Itoa(c.Index)
	cut := name
	for len(cut)+len(tail) > nameBytes {
		r := []rune(cut)
		cut = string(r[:len(r)-1])
	}
	return cut + tail
}

func sqlType(c *templates.Column) string {
	switch {
	case c.Type == cell.Date:
		return "date"
	case c.Numeric():
		return "numeric"
	}
	return "text"
}

// ident quotes an identifier, literal a text.
func ident(name string) string   { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
func literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

func qualified(name string) string { return schemaName + "." + ident(name) }

func idents(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = ident(n)
	}
	return strings.Join(out, ", ")
}

// tables are all tables of a plan.
func tables(p *templates.Plan) []table {
	out := common()
	for _, l := range p.Ledgers {
		out = append(out, ledgerTable(l))
	}
	return out
}

// Script is everything that a server needs before a plan's masters are loaded:
// tables, roles and row-level security. Running it again adds what is missing.
func Script(p *templates.Plan, d Dialect) string {
	var b strings.Builder
	fmt.Fprintf(&b, "-- 台账入库：%s\n-- 可以重复运行：只补上没有的。\nCREATE SCHEMA IF NOT EXISTS %s;\n\n", d, schemaName)
	for _, t := range tables(p) {
		b.WriteString(t.create(d))
		b.WriteString(t.evolve())
	}
	b.WriteString(roles(p, d))
	return b.String()
}

func (t table) create(d Dialect) string {
	lines := make([]string, 0, len(t.columns)+1)
	for _, c := range t.columns {
		lines = append(lines, "  "+ident(c.name)+" "+c.typ)
	}
	lines = append(lines, "  PRIMARY KEY ("+idents(t.key)+")")
	var b strings.Builder
	fmt.Fprintf(&b, "CREATE TABLE IF NOT EXISTS %s (\n%s\n)", qualified(t.name), strings.Join(lines, ",\n"))
	switch d {
	case Plain:
		b.WriteString(" PARTITION BY HASH (\"_office\");\n")
		for i := range partitions {
			fmt.Fprintf(&b, "CREATE TABLE IF NOT EXISTS %s PARTITION OF %s FOR VALUES WITH (MODULUS %d, REMAINDER %d);\n", qualified(partName(t.name, i)), qualified(t.name), partitions, i)
		}
	case Citus:
		fmt.Fprintf(&b, ";\nSELECT create_distributed_table(%s, '_office', colocate_with => %s)\n  WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = %s::regclass);\n",
			literal(qualified(t.name)), literal(colocated(t.name)), literal(qualified(t.name)))
	case OpenGauss:
		b.WriteString("\nPARTITION BY HASH (\"_office\") (")
		for i := range partitions {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "PARTITION p%d", i)
		}
		b.WriteString(");\n")
	}
	for _, on := range t.indexes {
		fmt.Fprintf(&b, "CREATE INDEX IF NOT EXISTS %s ON %s (%s);\n", ident(short(t.name+"_"+strings.Join(on, ""))), qualified(t.name), idents(on))
	}
	return b.String()
}

// colocated puts every table of an office on one node: all follow the first.
func colocated(name string) string {
	if name == loadsTable {
		return "none"
	}
	return qualified(loadsTable)
}

func partName(name string, i int) string { return short(name) + "_" + strconv.Itoa(i) }

// short leaves room for what is added to a name.
func short(name string) string {
	r := []rune(name)
	for len(string(r)) > nameBytes-4 {
		r = r[:len(r)-1]
	}
	return string(r)
}

// evolve adds the columns that a table made by an earlier plan has not. A column
// that the plan has no more, or that was of another type, stays as it is.
func (t table) evolve() string {
	var b strings.Builder
	for _, c := range t.columns {
		if !strings.Contains(c.typ, "NOT NULL") {
			fmt.Fprintf(&b, "ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s %s;\n", qualified(t.name), ident(c.name), c.typ)
		}
	}
	return b.String() + "\n"
}
