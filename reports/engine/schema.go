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
	{"_office", "text NOT NULL"}, {"_campaign", "text NOT NULL"}, {"_id", "text NOT NULL"}, {"_version", "integer NOT NULL"},
	{"_unit", "text"}, {"_file", "text"}, {"_digest", "text"}, {"_sheet", "text"}, {"_row", "integer"}, {"_cell", "text"}, {"_updated", "date"},
	{"_from", "integer NOT NULL"}, // the merge since which the row is as it is
	{"_key", "text"}, {"_ord", "integer NOT NULL"}, {"_pending", "boolean NOT NULL"}, {"_counts", "boolean NOT NULL"}, {"_repeat", "boolean NOT NULL"},
	{"_hash", "text NOT NULL"},
}

type column struct{ name, typ string }

// table is one table of the schema.
type table struct {
	name    string
	columns []column
	key     []string
	indexes [][]string
	secret  bool // 限阅
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
		out = append(out, column{n, "text"})
	}
	return out
}

var ofOffice = []column{{"_office", "text NOT NULL"}, {"_campaign", "text NOT NULL"}}

// common are the tables that every plan has.
func common() []table {
	with := func(columns ...column) []column { return append(slices.Clone(ofOffice), columns...) }
	seq := column{"_ord", "integer NOT NULL"}
	number := func(names ...string) (out []column) {
		for _, n := range names {
			out = append(out, column{n, "integer"})
		}
		return out
	}
	join := func(lists ...[]column) []column { return slices.Concat(lists...) }
	return []table{
		{name: loadsTable, key: []string{"_office", "_campaign", "load_id"}, columns: with(column{"load_id", "integer NOT NULL"}, column{"master_digest", "text NOT NULL"}, column{"plan_version", "text"},
			column{"serial", "integer"}, column{"as_of", "date"}, column{"status", "text NOT NULL"}, column{"row_count", "bigint"}, column{"counts", "text"}, column{"standing", "text"}, column{"note", "text"}, column{"loaded_at", "timestamptz NOT NULL DEFAULT now()"})},
		{name: receiptsTable, key: []string{"_office", "_campaign", "_ord"}, columns: with(join([]column{seq}, text("单位", "文件", "摘要"), []column{{"收到日期", "date"}}, number("发放序号", "读入行数", "略过行数", "采纳", "未变", "退回", "待决", "被替代", "重复"), text("结论", "方案版本", "备注"), []column{{"限阅", "boolean"}, {"已撤销", "boolean"}})...)},
		{name: changesTable, key: []string{"_office", "_campaign", "_ord"}, columns: with(join([]column{seq}, number("合并序号"), []column{{"日期", "date"}}, text("类型", "谁", "报送单位", "台账", "行标识", "栏目", "原值", "新值", "文件", "摘要", "工作表", "单元格"))...)},
		{name: figuresTable, key: []string{"_office", "_campaign", "代号"}, columns: with(join([]column{{"代号", "text NOT NULL"}}, text("名称"), []column{{"值", "numeric"}}, text("印出", "计量单位", "定义"), []column{{"限阅", "boolean"}})...)},
		{name: pastTable, key: []string{"_office", "_campaign", "_ord", "代号"}, columns: with(seq, column{"合并序号", "integer"}, column{"截至日", "date"}, column{"代号", "text NOT NULL"}, column{"印出", "text"},
			column{"回看", "boolean NOT NULL"}, column{"留存", "boolean NOT NULL"}, column{"趋势", "boolean NOT NULL"}, column{"限阅", "boolean NOT NULL"})},
		{name: holidaysTable, key: []string{"_office", "_campaign", "日期"}, columns: with(column{"日期", "date NOT NULL"}, column{"上班", "boolean NOT NULL"})},
		{name: findingsTable, key: []string{"_office", "_campaign", "_ord"}, columns: with(join([]column{seq}, text("级别", "规则", "单位", "文件", "工作表", "单元格", "台账", "行标识", "栏目", "问题", "改法"))...)},
		{name: conservationTable, key: []string{"_office", "_campaign", "_ord"}, columns: with(join([]column{seq}, text("摘要", "文件", "单位", "台账"), number("读入行数", "采纳", "未变", "退回", "待决", "被替代", "重复"))...)},
		{name: dictionaryTable, key: []string{"_office", "_campaign", "名单", "名称", "栏目"}, columns: with(column{"名单", "text NOT NULL"}, column{"名称", "text NOT NULL"}, column{"栏目", "text NOT NULL"}, column{"值", "text"})},
	}
}

// ledgerTable is the table of a ledger.
func ledgerTable(l *templates.Ledger) table {
	t := table{name: l.Name, key: []string{"_office", "_campaign", "_id"}, indexes: [][]string{{"_office", "_campaign", "_key"}}, columns: slices.Clone(rowColumns), secret: l.Restricted}
	for _, c := range l.Columns {
		t.columns = append(t.columns, column{columnName(c), sqlType(c)})
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
