package desk

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/deadline"
	"taizhang/sheets/entry"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// decision is one thing that waits for a person: both sides, where they come
// from, and what can be written.
type decision struct {
	kind    string
	about   string // the row or file
	href    string
	ledger  *templates.Ledger
	why     string
	sides   []side
	choices []choice
	key     string // names it in a form
}

// choice is one way to decide: the cells that it fills in, where somebody with
// Excel would.
type choice struct {
	button  string
	fields  []field // what the person adds
	entries func(given func(string) string) ([]entry.Entry, error)
	plan    bool // the cells are the plan's
	note    string
}

// Kinds of decisions, in the order in which they are listed.
const (
	kindConflict  = string(master.ForChoice)
	kindUnknown   = string(master.ForUnit)
	kindClosing   = string(master.ForClosing)
	kindExtension = string(master.ForExtension)
	kindSuspect   = string(master.ForRepeats)
	kindReview    = "公开审核"
)

// decisions lists everything that waits.
func (st *state) decisions() []decision {
	if st.master == nil || st.plan == nil {
		return nil
	}
	st.once.Do(func() {
		for _, w := range st.master.Waiting(st.day) {
			st.waits = append(st.waits, st.decision(w))
		}
		st.waits = append(st.waits, st.reviews()...)
		for i := range st.waits {
			st.waits[i].key = st.waits[i].kind + " " + strings.ReplaceAll(st.waits[i].key, "\x00", " ")
		}
	})
	return st.waits
}

// decision is what waits in the master, with what may be written.
func (st *state) decision(w master.Waiting) decision {
	switch w.For {
	case master.ForChoice:
		c := w.Conflicts[0]
		return st.conflict(strings.Join([]string{c.Ledger, c.RowID, cmp.Or(c.Group, c.Column)}, "\x00"), w.Conflicts)
	case master.ForUnit:
		return st.unknownFile(w.File)
	case master.ForClosing:
		return st.closing(w.Row)
	case master.ForExtension:
		return st.extension(w.Row)
	}
	return st.suspect(w)
}

func (st *state) conflict(key string, list []master.Conflict) decision {
	c := list[0]
	l := st.plan.Ledger(c.Ledger)
	d := decision{kind: kindConflict, about: c.Ledger + " " + c.RowID, ledger: l, why: c.Why, key: key}
	if l != nil {
		d.href = path("rows", l.Name, c.RowID)
	}
	showIn := func(column, v string) string {
		if l != nil && l.Column(column) != nil {
			return l.Column(column).Show(v)
		}
		return v
	}
	seen, digests := map[string]bool{}, []string{}
	for _, x := range list {
		if x.Column != "" && !seen[x.Column] {
			seen[x.Column] = true
			where, forms := st.writtenIn(l, x)
			d.sides = append(d.sides, side{Who: x.Column + "：总台账", Value: showIn(x.Column, x.Current), Where: where + "下发时“" + cmp.Or(showIn(x.Column, x.Base), "空") + "”", Forms: forms})
		}
		d.sides = append(d.sides, side{Who: cmp.Or(x.Column, "报来的行") + "：" + x.Unit + "报", Value: showIn(x.Column, x.Value), Where: x.File + " " + x.Cell, Forms: st.original(x.Digest)})
		if !slices.Contains(digests, x.Digest) {
			digests = append(digests, x.Digest)
		}
	}
	for _, digest := range digests {
		i := slices.IndexFunc(list, func(x master.Conflict) bool { return x.Digest == digest })
		name := "采用" + list[i].Unit + "报的"
		if len(digests) > 1 {
			name += "（" + list[i].File + "）"
		}
		if c.Column == "" {
			name = "用报来的这一行换下“" + c.Current + "”"
		}
		d.choices = append(d.choices, choice{button: name, entries: chosen(list, digest)})
	}
	keep := "维持总台账的"
	if c.Column == "" {
		keep = "不要报来的这一行"
	}
	d.choices = append(d.choices, choice{button: keep, entries: chosen(list, "")})
	return d
}

// writtenIn says who wrote the master's side of a conflict and in which cell, and opens
// that file.
func (st *state) writtenIn(l *templates.Ledger, x master.Conflict) (where string, forms []form) {
	if l == nil || st.byID[l][x.RowID] == nil || l.Column(x.Column) == nil || x.Current == "" {
		return "", nil
	}
	st.tracing.Lock()
	defer st.tracing.Unlock()
	w := st.tracer.Writer(st.byID[l][x.RowID], l.Column(x.Column))
	where = strings.Join(strings.Fields(w.By+" "+w.File+" "+w.Cell), " ")
	if where != "" {
		where += "，"
	}
	return where, st.original(w.Digest)
}

// chosen fills in 选用: 是 for the lines of one file, 否 for the others.
func chosen(list []master.Conflict, digest string) func(func(string) string) ([]entry.Entry, error) {
	return func(func(string) string) (out []entry.Entry, err error) {
		for _, x := range list {
			v := "否"
			if x.Digest == digest {
				v = "是"
			}
			out = append(out, entry.Entry{Sheet: master.ConflictSheet, Column: "选用", Value: v,
				Line: map[string]string{"台账": x.Ledger, "行标识": x.RowID, "栏目": x.Column, "摘要": x.Digest, "单元格": x.Cell}})
		}
		return out, nil
	}
}

// unknownFile is a file of which nobody can tell the unit.
func (st *state) unknownFile(x *master.Receipt) decision {
	d := decision{kind: kindUnknown, about: x.File, why: x.Note, key: x.Digest, sides: []side{{Who: "收到 " + x.Received, Value: x.File, Where: "摘要 " + x.Digest, Forms: st.original(x.Digest)}}}
	d.choices = []choice{{button: "是这个单位报的", fields: []field{{Name: "unit", Label: "单位", Type: "select", Required: true, Options: st.unitOptions("请选单位")}},
		entries: func(given func(string) string) ([]entry.Entry, error) {
			if st.plan.Unit(given("unit")) == nil {
				return nil, &campaign.Error{Message: "没有选单位。", Fix: "请从名单里选一个单位。"}
			}
			return []entry.Entry{{Sheet: master.ReceiptSheet, Line: map[string]string{"摘要": x.Digest}, Column: "指定单位", Value: given("unit")}}, nil
		}}}
	return d
}

// closing is an item that a unit has reported done and that nobody has closed.
func (st *state) closing(r *sheets.Row) decision {
	roles, checker, closed := deadline.RolesOf(r.Ledger), r.Ledger.Role(templates.RoleChecker), r.Ledger.Role(templates.RoleClosed)
	d := st.about(kindClosing, r, "单位报“"+r.Value(roles.State)+"”，等整改办审核。")
	for _, c := range []*templates.Column{roles.DoneOn, r.Ledger.Role(templates.RoleProgress), r.Ledger.Role(templates.RoleEvidence)} {
		if c != nil {
			d.sides = append(d.sides, side{Who: c.Name, Value: c.Show(r.Value(c))})
		}
	}
	d.choices = []choice{{button: "同意销号", note: "写进总台账这一行，下次合并时销号", fields: []field{{Name: "checker", Label: checker.Name, Type: "text", Required: true}, {Name: "day", Label: closed.Name, Type: "date", Value: st.asOf, Required: true}},
		entries: func(given func(string) string) ([]entry.Entry, error) {
			return []entry.Entry{rowEntry(r, checker, given("checker")), rowEntry(r, closed, given("day"))}, nil
		}}}
	return d
}

// about starts a decision on a row of the master.
func (st *state) about(kind string, r *sheets.Row, why string) decision {
	return decision{kind: kind, about: r.Ledger.Name + " " + cmp.Or(r.Key(), r.ID) + "　" + r.Source.Unit, href: path("rows", r.Ledger.Name, r.ID), ledger: r.Ledger, why: why, key: r.Ledger.Code + "\x00" + r.ID}
}

// rowEntry fills in a cell of a row of the master.
func rowEntry(r *sheets.Row, c *templates.Column, value string) entry.Entry {
	return entry.Entry{Sheet: r.Ledger.Name, Line: map[string]string{templates.IDHeader: r.ID}, Column: c.Name, Was: r.Value(c), Value: value}
}

// extension is a new deadline that nobody has approved.
func (st *state) extension(r *sheets.Row) decision {
	newDue, approved, due := r.Ledger.Role(templates.RoleNewDue), r.Ledger.Role(templates.RoleExtension), r.Ledger.Role(templates.RoleDue)
	d := st.about(kindExtension, r, "写了新期限，还没有批准；批准以前按原期限算。")
	d.sides = []side{{Who: "原期限", Value: r.Value(due)}, {Who: newDue.Name, Value: r.Value(newDue)}}
	d.choices = []choice{{button: "批准延期", fields: []field{{Name: "day", Label: approved.Name, Type: "date", Value: st.asOf, Required: true}},
		entries: func(given func(string) string) ([]entry.Entry, error) {
			return []entry.Entry{rowEntry(r, approved, given("day"))}, nil
		}}}
	return d
}

// suspect is a pair of rows that look like one.
func (st *state) suspect(x master.Waiting) decision {
	a, b, l := x.Row, x.Other, x.Row.Ledger
	d := st.about(kindSuspect, a, fmt.Sprintf("相似 %d%%：%s", x.Score, x.Alike))
	d.key += "\x00" + b.ID
	for _, pair := range [][2]*sheets.Row{{a, b}, {b, a}} {
		this, other := pair[0], pair[1]
		d.sides = append(d.sides, side{Who: cmp.Or(this.Source.Unit, "整改办") + "　" + cmp.Or(this.Key(), this.ID), Value: brief(this), Where: this.Source.File, Href: path("rows", l.Name, this.ID), Forms: st.original(this.Source.Digest)})
		d.choices = append(d.choices, choice{button: "“" + cmp.Or(this.Key(), this.ID) + "”是重复的", entries: func(func(string) string) ([]entry.Entry, error) {
			return []entry.Entry{rowEntry(this, l.Role(templates.RoleRepeats), cmp.Or(other.Key(), other.ID))}, nil
		}})
	}
	return d
}

// brief is a row in a few words.
func brief(r *sheets.Row) string {
	var parts []string
	for _, c := range r.Ledger.Columns {
		if v := r.Value(c); v != "" && !c.Sensitive && len(parts) < 6 && !slices.Contains(r.Ledger.Key, c) {
			parts = append(parts, c.Show(v))
		}
	}
	return strings.Join(parts, "，")
}

// decide writes a decision where Excel would write it.
func (s *Server) decide(_ http.ResponseWriter, r *http.Request) (string, error) {
	st := s.cache.get(r.Context())
	if st == nil || st.err != nil {
		return "", &campaign.Error{Message: "内容正在重新读取，没有写。", Fix: "请回到上一页再定一次。"}
	}
	key := r.PostFormValue("key")
	all := st.decisions()
	i := slices.IndexFunc(all, func(d decision) bool { return d.key == key })
	n, err := strconv.Atoi(r.PostFormValue("choice"))
	if i < 0 || err != nil || n < 0 || n >= len(all[i].choices) {
		return "", &campaign.Error{Message: "这一件已经定了，或者内容有了变化，没有写。", Fix: "请刷新页面，看过以后再定。"}
	}
	d, c := all[i], all[i].choices[n]
	if r.PostFormValue("seen") != d.seen() {
		return "", &campaign.Error{Message: "这一件的内容在您看过以后有了变化，没有写。", Fix: "请刷新页面，看过以后再定。"}
	}
	entries, err := c.entries(func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) })
	if err != nil {
		return "", err
	}
	if err := write(r.Context(), st.dir, c.plan, entries); err != nil {
		s.did(d.kind+" "+d.about+"："+c.button, "没有写")
		return "", err
	}
	s.did(d.kind+" "+d.about+"："+c.button, "已写进"+map[bool]string{true: "方案", false: "总台账"}[c.plan]+"，合并后生效")
	return cmp.Or(r.PostFormValue("back"), "/decide"), nil
}

func write(ctx context.Context, dir campaign.Dir, plan bool, entries []entry.Entry) error {
	unlock, err := dir.Lock("在界面上定")
	if err != nil {
		return err
	}
	defer unlock()
	if plan {
		return entry.Plan(ctx, dir, entries)
	}
	return entry.Master(ctx, dir, entries)
}
