package engine

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/templates"
)

// Roles of the engine. Who logs in is made a member of one of them by the
// server's administrator; nobody gets a password here.
const (
	loaderRole   = "taizhang_loader"   // loads
	readerRole   = "taizhang_reader"   // other programs' queries: all offices, no 限阅 ledgers, no 敏感 columns
	internalRole = "taizhang_internal" // reports over all offices
	officeRole   = "taizhang_office"   // reports of its own office, and sees no other
)

// roles gives each role what it needs, and lets an office see its own rows only.
// Which office a login belongs to stands in 单位角色.
func roles(p *templates.Plan, d Dialect) string {
	var b strings.Builder
	b.WriteString("-- 角色：入库、查询（看不到限阅的台账和敏感的栏目）、汇总（全部单位）、单位（只看本单位的行）。登录用户由管理员建立，再 GRANT 其中一个角色。\n")
	for _, r := range []string{loaderRole, readerRole, internalRole, officeRole} {
		fmt.Fprintf(&b, "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '%s') THEN CREATE ROLE %s NOLOGIN; END IF; END $$;\n", r, r)
	}
	fmt.Fprintf(&b, "CREATE TABLE IF NOT EXISTS %s (\"角色\" text NOT NULL, \"_office\" text NOT NULL, PRIMARY KEY (\"角色\", \"_office\"));\n", qualified(officesTable))
	if d == Citus {
		fmt.Fprintf(&b, "SELECT create_reference_table(%s) WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = %s::regclass);\n", literal(qualified(officesTable)), literal(qualified(officesTable)))
	}
	fmt.Fprintf(&b, "GRANT USAGE ON SCHEMA %s TO %s, %s, %s, %s;\nGRANT SELECT ON %s TO %s, %s, %s, %s;\n\n", schemaName, loaderRole, readerRole, internalRole, officeRole,
		qualified(officesTable), loaderRole, readerRole, internalRole, officeRole)
	if d == Citus {
		fmt.Fprintf(&b, "-- 查询用户看 %s 里的视图；单位的登录用户，用户名就是单位名称。\nCREATE SCHEMA IF NOT EXISTS %s;\nGRANT USAGE ON SCHEMA %s TO %s;\n\n", viewSchema, viewSchema, viewSchema, readerRole)
	}
	for _, t := range tables(p) {
		b.WriteString(t.grants(d))
	}
	return b.String()
}

func (t table) grants(d Dialect) string {
	var b strings.Builder
	name := qualified(t.name)
	fmt.Fprintf(&b, "GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO %s;\nGRANT SELECT ON %s TO %s, %s;\n", name, loaderRole, name, internalRole, officeRole)
	// What a 限阅 ledger or a 敏感 column said stands in the log and the findings too, and
	// telephones in the lists. What was granted when a column was not 敏感 is taken back.
	fmt.Fprintf(&b, "REVOKE ALL ON %s FROM %s;\n", name, readerRole)
	if !t.secret && !slices.Contains([]string{changesTable, findingsTable, dictionaryTable}, t.name) {
		b.WriteString(t.forReaders(d))
	}
	fmt.Fprintf(&b, "ALTER TABLE %s ENABLE ROW LEVEL SECURITY;\n", name)
	own := fmt.Sprintf("\"_office\" IN (SELECT o.\"_office\" FROM %s o WHERE o.\"角色\" = current_user)", qualified(officesTable))
	if d == Citus { // a policy there holds no query
		own = "\"_office\" = current_user"
	}
	open := t.openRows()
	for _, policy := range []struct{ name, to, using string }{
		{"taizhang_all", loaderRole + ", " + internalRole, "true"},
		{"taizhang_read", readerRole, open},
		{"taizhang_own", officeRole, own},
	} {
		if d == OpenGauss {
			fmt.Fprintf(&b, "DROP ROW LEVEL SECURITY POLICY IF EXISTS %s ON %s;\nCREATE ROW LEVEL SECURITY POLICY %s ON %s TO %s USING (%s);\n", policy.name, name, policy.name, name, policy.to, policy.using)
			continue
		}
		fmt.Fprintf(&b, "DROP POLICY IF EXISTS %s ON %s;\nCREATE POLICY %s ON %s TO %s USING (%s);\n", policy.name, name, policy.name, name, policy.to, policy.using)
	}
	b.WriteString("\n")
	return b.String()
}

// forReaders lets the reader see the columns that hold nothing 敏感. Citus grants no
// single columns: there they stand in a view.
func (t table) forReaders(d Dialect) string {
	if d != Citus {
		return fmt.Sprintf("GRANT SELECT (%s) ON %s TO %s;\n", idents(t.open()), qualified(t.name), readerRole)
	}
	view := viewSchema + "." + ident(t.name)
	return fmt.Sprintf("DROP VIEW IF EXISTS %s;\nCREATE VIEW %s AS SELECT %s FROM %s WHERE %s;\nGRANT SELECT ON %s TO %s;\n", view, view, idents(t.open()), qualified(t.name), t.openRows(), view, readerRole)
}

// viewSchema holds the views of readers, where columns cannot be granted.
const viewSchema = schemaName + "_open"

// openRows are those that are not 限阅.
func (t table) openRows() string {
	if t.marked() {
		return "NOT COALESCE(\"限阅\", false)"
	}
	return "true"
}

// open are the columns that hold nothing 敏感.
func (t table) open() (out []string) {
	for _, c := range t.columns {
		if !c.secret {
			out = append(out, c.name)
		}
	}
	return out
}

// marked reports whether the table says of each of its rows whether it is 限阅.
func (t table) marked() bool {
	return slices.ContainsFunc(t.columns, func(c column) bool { return c.name == "限阅" })
}
