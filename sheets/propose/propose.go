package propose

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// Proposal is a plan drafted from an old workbook, and what became of every
// sheet of it.
type Proposal struct {
	Tables   []*templates.Table
	Sheets   []Sheet
	Findings []finding.Finding // cells and sheets that could not be carried over
}

// Sheet is what became of one sheet.
type Sheet struct {
	Name    string    `json:"name"`
	Ledger  string    `json:"ledger"` // "" where no table was found
	Header  int       `json:"header_row"`
	Rows    int       `json:"rows"`
	Columns int       `json:"columns"`
	Merged  int       `json:"filled_from_merged"`
	Ignored []Ignored `json:"ignored"`
}

// From drafts a plan from a workbook.
func From(ctx context.Context, path string) (*Proposal, error) {
	wb, err := xlsx.Open(path)
	if err != nil {
		return nil, xlsx.OfficeError(err, "旧台账“"+filepath.Base(path)+"”", "请核对文件；打得开的，另存为 .xlsx 再试。")
	}
	defer wb.Close()
	p := &Proposal{}
	var sources []*source
	for _, s := range wb.Sheets() {
		if s.Kind != xlsx.Worksheet {
			continue
		}
		g, err := readGrid(ctx, wb, s)
		if err != nil {
			return nil, err
		}
		for _, one := range g.all() {
			if h, ok := one.findHeader(); ok {
				sources = append(sources, newSource(one, h))
			} else {
				p.noTable(one)
			}
		}
	}
	if len(sources) == 0 {
		return nil, noTables(filepath.Base(path))
	}
	d := &draft{title: strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))}
	d.join(sources)
	d.findUnits()
	d.findReferences()
	for _, t := range d.tables {
		t.chooseKey()
		t.giveRoles()
		for _, s := range t.sources {
			p.Sheets = append(p.Sheets, Sheet{s.name, t.name, s.lines[s.header.to].number, len(s.rows), len(t.columns), s.merged, s.noted()})
		}
		for _, c := range t.columns {
			p.Findings = append(p.Findings, t.unread(c)...)
		}
	}
	for i := range p.Findings {
		p.Findings[i].File = filepath.Base(path)
	}
	p.Tables, err = d.sound()
	return p, err
}

type noTables string

func (n noTables) Error() string {
	return fmt.Sprintf("“%s”里没有找到台账：没有哪张工作表有一行表头、下面还有数据", string(n))
}

func (noTables) Advice() string {
	return "请把台账整理成一行表头、下面一行一条的样子再试；或用 taizhang init --blank 从空方案写起。"
}

func (s *source) noted() []Ignored {
	if s.ignored == nil {
		return []Ignored{}
	}
	return s.ignored
}

func (p *Proposal) noTable(g *grid) {
	if len(g.lines) == 0 {
		return
	}
	var ignored []Ignored
	for _, l := range g.lines {
		ignored = append(ignored, Ignored{l.number, "没有表头", g.text(l)})
	}
	p.Sheets = append(p.Sheets, Sheet{Name: g.name, Ignored: ignored})
	p.Findings = append(p.Findings, finding.Finding{
		Severity: finding.Warning, Code: templates.CodeGuess, Sheet: g.name, Message: fmt.Sprintf("工作表“%s”里没有找到表头，%d 行都没有搬。", g.name, len(g.lines)),
		Fix: "如果是台账，请整理成一行表头、下面一行一条的样子再试；是说明一类的，不用管。",
	})
}

// draft is the plan being written.
type draft struct {
	title  string
	tables []*table
	units  []string
	kinds  map[string]string // of units
}

// join makes tables of the sheets, and names them.
func (d *draft) join(sources []*source) {
	byShape := map[string][]*source{}
	var order []string
	for _, s := range sources {
		k := s.shape()
		if byShape[k] == nil {
			order = append(order, k)
		}
		byShape[k] = append(byShape[k], s)
	}
	for _, k := range order {
		t := newTable(byShape[k])
		t.code = fmt.Sprintf("T%02d", len(d.tables)+1)
		t.name = d.free(t.called(d.title))
		d.tables = append(d.tables, t)
	}
}

var plainSheet = regexp.MustCompile(`^(?i)(sheet|工作表|表)\s*\d*$`)

// called is the ledger's name: the sheet's, or the title over the table.
func (t *table) called(file string) string {
	s := t.sources[0]
	name := s.name
	if plainSheet.MatchString(name) || len(t.sources) > 1 || s.below && s.title != "" {
		if name = s.title; name == "" || label(squeeze(name)) {
			name = file
		}
	}
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]'.\/:*?"<>|{}!：:；`, r) || r <= ' ' {
			return -1
		}
		return r
	}, name)
	if r := []rune(name); len(r) > longestLedger {
		name = string(r[:longestLedger])
	}
	if name == "" {
		name = "台账"
	}
	return name
}

const longestLedger = 20

func (d *draft) free(name string) string {
	for n := 2; slices.ContainsFunc(d.tables, func(t *table) bool { return t.name == name }); n++ {
		r := []rune(name)
		name = fmt.Sprintf("%s%d", string(r[:min(len(r), longestLedger-2)]), n)
	}
	return name
}

// findUnits lists the units that the tables name, and makes the columns that
// name them references.
func (d *draft) findUnits() {
	d.kinds = map[string]string{}
	for _, t := range d.tables {
		t.route = t.unitColumn()
		if t.route == nil {
			continue
		}
		for _, u := range t.texts(t.route) {
			if !slices.Contains(d.units, u) {
				d.units = append(d.units, u)
				d.kinds[u], _ = kindOf(u)
			}
		}
	}
	for _, t := range d.tables {
		for _, c := range t.columns {
			all := t.texts(c)
			if c.spec.Type == cell.Date || c.spec.Numeric() || len(all) == 0 || slices.ContainsFunc(all, func(v string) bool { return !slices.Contains(d.units, v) }) {
				continue
			}
			c.units, c.options = true, nil
			c.why = "填的都是单位"
			c.spec.Type = cell.Ref
			for i := range t.rows {
				if len(several(t.raw(i, c))) > 1 {
					c.spec.Type = cell.Refs
				}
			}
		}
	}
}

// raw is a value as a text.
func (t *table) raw(i int, c *column) string {
	s := *c
	s.spec.Type = cell.Text
	if c.at > 0 {
		return t.readValue(i, &s)
	}
	return t.value(i, &s)
}

// findReferences makes columns that hold nothing but another table's keys
// references to it. A table that is referred to is found by that one column.
func (d *draft) findReferences() {
	for _, of := range d.tables {
		k := of.number()
		if k == nil {
			continue
		}
		keys := of.texts(k)
		for _, t := range d.tables {
			c := t.column(k.spec.Name)
			if t == of || c == nil || c.spec.Type != cell.Text || len(t.texts(c)) == 0 || slices.ContainsFunc(t.texts(c), func(v string) bool { return !slices.Contains(keys, v) }) {
				continue
			}
			c.spec.Type, c.target = cell.Ref, of
			c.why = fmt.Sprintf("填的都是“%s”里有的编号", of.name)
			of.key, of.keyWhy = []*column{k}, fmt.Sprintf("“%s”引用它", t.name)
		}
	}
}

// number is the first column that numbers the rows; nil if none does.
func (t *table) number() *column {
	i := slices.IndexFunc(t.columns, func(c *column) bool {
		return coded(c.spec.Name) && c.spec.Type == cell.Text && c.filledIn(t) == len(t.rows) && t.unique(c)
	})
	if i < 0 {
		return nil
	}
	return t.columns[i]
}

// giveRoles guesses what the columns are for, each role once.
func (t *table) giveRoles() {
	given := map[string]bool{}
	for _, r := range roleNames {
		for _, c := range t.columns {
			if role := string(roleOf(c)); role == string(r.role) && !given[role] && t.suits(c, r.role) {
				c.role, given[role] = role, true
			}
		}
	}
}

// suits: a state has choices that mean something.
func (t *table) suits(c *column, r templates.Role) bool {
	return r != templates.RoleState || slices.ContainsFunc(c.options, func(o string) bool { return meaningOf(o) != "" })
}
