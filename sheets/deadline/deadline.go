// Package deadline says where an item stands against its deadline: the one rule
// that the summary, the papers, the plan's rules and its figures share, so that
// on one day an item is late everywhere or nowhere, by the same number of the
// same days.
//
// An extension is in force from its approval, where the ledger records one. An
// item that a later look found not to have held, and that is open again, has
// the new deadline set then, if that is the later one. Done items are never
// late. Ledgers and columns are known by their roles, states by their meanings.
package deadline

import (
	"strconv"
	"strings"
	"sync"
	"time"

	"taizhang/sheets"
	"taizhang/templates"
)

// Light is how near a deadline is.
type Light int

// The lights, the most urgent last.
const (
	NoLight Light = iota
	Green
	Yellow
	Red
)

// Name is the light as options of the plan mean it.
func (l Light) Name() string { return [...]string{"", "绿", "黄", "红"}[l] }

// Param is the parameter that says from how many days on a light shows.
func (l Light) Param() templates.ParamName { return templates.ParamName("提示天数" + l.Name()) }

// Roles are the columns of a ledger that tell where its rows stand. Those but
// State may be nil.
type Roles struct{ State, Due, NewDue, Approved, DoneOn *templates.Column }

// RolesOf finds the roles; nil for a ledger whose rows have no state.
func RolesOf(l *templates.Ledger) *Roles {
	r := &Roles{State: l.Role(templates.RoleState), Due: l.Role(templates.RoleDue), NewDue: l.Role(templates.RoleNewDue), Approved: l.Role(templates.RoleExtension), DoneOn: l.Role(templates.RoleFinished)}
	if r.State == nil {
		r.State, r.Due, r.DoneOn = l.Role(templates.RolePaperState), l.Role(templates.RoleReplyDue), l.Role(templates.RoleReplied)
	}
	if r.State == nil {
		return nil
	}
	return r
}

// Day is a campaign's deadlines as they stand on one day.
type Day struct {
	*templates.Calendar
	AsOf string
	// Unread are the parameters of lights that are no numbers; such a light, and
	// one the plan leaves empty, never shows.
	Unread []string

	days  map[Light]int
	roles map[*templates.Ledger]*Roles
	data  *sheets.Data
	once  sync.Once
	looks map[*sheets.Row][]Look // made when somebody first asks for a row's
}

// On prepares the deadlines of the rows for a day.
func On(asOf string, data *sheets.Data) *Day {
	d := &Day{Calendar: templates.NewCalendar(data.Plan), AsOf: asOf, days: map[Light]int{}, roles: map[*templates.Ledger]*Roles{}, data: data}
	for l := Green; l <= Red; l++ {
		v := data.Plan.ParamOrStandard(l.Param())
		if n, err := strconv.Atoi(v); err == nil {
			d.days[l] = n
		} else if v != "" {
			d.Unread = append(d.Unread, string(l.Param()))
		}
	}
	for _, l := range data.Plan.Ledgers {
		d.roles[l] = RolesOf(l)
	}
	return d
}

// Threshold is from how many days left on a light shows; false if it never
// does.
func (d *Day) Threshold(l Light) (int, bool) {
	n, ok := d.days[l]
	return n, ok
}

// Standing is where a row stands on the day.
type Standing struct {
	Meaning  templates.Meaning // of its state
	Closed   bool
	Done     bool              // claimed, closed or withdrawn
	Due      string            // the deadline in force, ISO; "" if there is none
	Original string            // the first deadline, if another is in force
	Column   *templates.Column // of the row, that holds Due or would hold it
	ByLook   bool              // Due was set by a later look and stands on its row
	Left     int               // days to the deadline, below zero when past
	Light    Light             // none once it is done
	words    string
}

// Dated: the row has a deadline.
func (s Standing) Dated() bool { return s.Due != "" }

// Late: open, and the deadline in force has gone by.
func (s Standing) Late() bool { return !s.Done && s.Dated() && s.Left < 0 }

// Remaining says the days left as people do.
func (s Standing) Remaining() string { return s.words }

// Words says the light and the days left: colour alone says nothing in print.
func (s Standing) Words() string { return strings.TrimSpace(s.Light.Name() + " " + s.words) }

// Done reports whether a state of that meaning is claimed or closed.
func Done(meaning templates.Meaning) bool {
	return meaning == templates.MeansClosed || meaning == templates.MeansDone || meaning == templates.MeansReplied
}

// Of is where a row stands; a row of a ledger without states stands nowhere.
func (d *Day) Of(r *sheets.Row) Standing {
	roles := d.roles[r.Ledger]
	if roles == nil {
		return Standing{}
	}
	s := Standing{Meaning: roles.State.Meaning(r.Value(roles.State)), Column: roles.Due, words: "未定期限"}
	s.Closed = s.Meaning == templates.MeansClosed
	s.Done = Done(s.Meaning) || r.Withdrawn()
	if due := r.Value(roles.Due); isDay(due) {
		s.Due = due
	}
	if approved := r.Value(roles.Approved); roles.Approved == nil || approved != "" && approved <= d.AsOf {
		s.extend(r.Value(roles.NewDue), roles)
	}
	for _, l := range d.Looks(r) {
		if later := l.Row.Value(l.NewDue); !s.Done && l.Rebound() && later > s.Due {
			s.extend(later, roles)
			s.ByLook = true
		}
	}
	if left, ok := d.Between(d.AsOf, s.Due); ok {
		s.Left, s.words = left, d.Words(left)
		if !s.Done {
			s.Light = d.LightOn(d.AsOf, s.Due)
		}
	}
	return s
}

// extend puts another deadline in force.
func (s *Standing) extend(later string, roles *Roles) {
	if !isDay(later) {
		return
	}
	if s.Original == "" {
		s.Original = s.Due
	}
	s.Due = later
	if roles.NewDue != nil {
		s.Column = roles.NewDue
	}
}

func isDay(iso string) bool {
	_, err := time.Parse(time.DateOnly, iso)
	return err == nil
}

// LightOn is the light that a deadline has on some day.
func (d *Day) LightOn(day, due string) Light {
	if left, ok := d.Between(day, due); ok {
		for l := Red; l > NoLight; l-- {
			if n, set := d.days[l]; set && left <= n {
				return l
			}
		}
	}
	return NoLight
}

// Looks are the later looks at a row up to the day, in order.
func (d *Day) Looks(r *sheets.Row) []Look {
	d.once.Do(func() { d.looks = looks(d.data, d.AsOf) })
	return d.looks[r]
}

// Rebounds counts the looks that found the row not to have held.
func (d *Day) Rebounds(r *sheets.Row) (n int) {
	for _, l := range d.Looks(r) {
		if l.Rebound() {
			n++
		}
	}
	return n
}
