package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/campaign"
)

var (
	campaigns = flag.Int("campaigns", 4, "how many random campaigns to play through files")
	firstSeed = flag.Uint64("seed", 1, "the first of them")
)

// TestCampaignsInFiles plays random campaigns of people who do nothing wrong, through
// real files and the command line, while the plan is renamed, the master is lost,
// copies are cleared away, columns are deleted by hand, and one year follows
// another. What a unit has reported stands, nothing goes back or waits, and nobody
// who has returned is said not to have.
func TestCampaignsInFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("whole campaigns")
	}
	for seed := *firstSeed; seed < *firstSeed+uint64(*campaigns); seed++ {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			p := newPlay(t, seed, campaign.Dir(filepath.Join(t.TempDir(), "头一年")))
			if _, err := newCampaign(context.Background(), p.dir, smallTables(t), "通报\n"); err != nil {
				t.Fatal(err)
			}
			p.year(2 + p.IntN(4))
			if p.IntN(2) == 0 {
				p.carry().year(1 + p.IntN(3))
			}
		})
	}
}

// place is a cell of a measure, by the measure's number, or the number of persons
// of a meeting, by its name.
type place struct{ key, column string }

func inPlace(a, b place) int { return strings.Compare(a.key+a.column, b.key+b.column) }

// says is what stands in a cell, and by which issue the unit said so last.
type says struct {
	value string
	issue int
}

// copyOf is one workbook that somebody in a unit works on.
type copyOf struct {
	path    string
	issue   int
	reports map[place]string
}

type play struct {
	*rand.Rand
	t     *testing.T
	dir   campaign.Dir
	story []string
	day   time.Time
	n     int

	unit    map[string]string // names by code
	formers map[string][]string
	names   map[string][]string // of columns and options, the present one last
	rows    map[string]string   // the units' codes by the measures' numbers
	meeting map[string]string   // and by the meetings' names
	holds   map[place]says
	open    map[string][]*copyOf // what a unit works on
	issues  map[string]int
	today   map[place]bool // said since the last merge
	edited  bool           // the office wrote into the master since
}

func newPlay(t *testing.T, seed uint64, dir campaign.Dir) *play {
	p := &play{Rand: rand.New(rand.NewPCG(seed, 11)), t: t, dir: dir, day: time.Date(2021, 6, 1, 0, 0, 0, 0, time.UTC),
		unit: map[string]string{"JK": "甲科", "YK": "乙科", "SQ": "一社区"}, formers: map[string][]string{}, names: map[string][]string{},
		rows: map[string]string{"1-1": "JK", "1-3": "SQ", "1-4": "YK"}}
	p.begin()
	return p
}

func (p *play) begin() {
	p.meeting, p.holds, p.open, p.issues, p.today = map[string]string{}, map[place]says{}, map[string][]*copyOf{}, map[string]int{}, map[place]bool{}
}

func (p *play) tell(format string, args ...any) {
	p.story = append(p.story, fmt.Sprintf("%s ", p.day.Format(time.DateOnly))+fmt.Sprintf(format, args...))
}

func (p *play) fail(format string, args ...any) {
	p.t.Helper()
	p.t.Fatalf("%s\n%s", strings.Join(p.story, "\n"), fmt.Sprintf(format, args...))
}

func (p *play) run(codes []int, args ...string) said {
	p.t.Helper()
	s := command(context.Background(), p.dir, args...)
	p.tell("taizhang %s: %d", strings.Join(args, " "), s.code)
	if !slices.Contains(codes, s.code) {
		p.fail("%s%s", s.out, s.err)
	}
	return s
}

func (p *play) asOf() string { return p.day.Format(time.DateOnly) }

func (p *play) year(rounds int) {
	p.send()
	for range rounds {
		p.day = p.day.AddDate(0, 0, 1+p.IntN(20))
		if p.n > 0 {
			for range p.IntN(3) {
				[]func(){p.renameUnit, p.renameColumn, p.renameOption, p.loseMaster, p.prune, p.pruneIssued, p.dropColumn, p.officeRow, p.publish, p.sortRows}[p.IntN(10)]()
			}
		}
		came := map[string]bool{}
		for _, code := range []string{"JK", "YK", "SQ"} {
			for range p.IntN(3) {
				came[code] = p.comeBack(code) || came[code]
			}
		}
		p.merge(came)
		if p.IntN(2) == 0 {
			p.send()
		}
	}
}

// send sends the forms out.
func (p *play) send() {
	args := []string{"template", "--as-of", p.asOf()}
	if p.IntN(2) == 0 {
		args = append(args, "--due", p.day.AddDate(0, 0, 10).Format(time.DateOnly))
	}
	p.run([]int{exitDone}, args...)
	for code := range p.unit {
		p.issues[code] = p.dir.Issues().LastIssue(code, false)
	}
}

// comeBack returns a book: the newest form begun anew, or one that the unit works
// on already, with more in it.
func (p *play) comeBack(code string) bool {
	list := p.open[code]
	var b *copyOf
	if fresh := p.IntN(len(list)+1) == 0; fresh {
		p.n++
		b = &copyOf{path: p.dir.IssuedCopy(code, p.issues[code], false), issue: p.issues[code], reports: map[place]string{}}
	} else {
		b = list[p.IntN(len(list))]
	}
	p.n++
	to := p.dir.Path(campaign.Inbox, fmt.Sprintf("%03d.xlsx", p.n))
	content, err := os.ReadFile(b.path)
	if err != nil {
		p.fail("%v", err)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		p.fail("%v", err)
	}
	if err := os.WriteFile(to, content, 0o644); err != nil {
		p.fail("%v", err)
	}
	next := &copyOf{path: to, issue: b.issue, reports: map[place]string{}}
	for at, v := range b.reports {
		next.reports[at] = v
	}
	written := 0
	if err := edit(to, func(wb *excelize.File) error {
		for range 1 + p.IntN(3) {
			if p.write(wb, code, next, list) {
				written++
			}
		}
		return nil
	}); err != nil {
		p.fail("%v", err)
	}
	if written == 0 {
		os.Remove(to)
		return false
	}
	p.open[code] = append(slices.DeleteFunc(list, func(o *copyOf) bool { return o == b }), next)
	p.tell("%s sends %s, of issue %d: %v", code, filepath.Base(to), b.issue, next.reports)
	for at, v := range next.reports {
		p.today[at] = true
		if was, ok := p.holds[at]; !ok || next.issue >= was.issue {
			p.holds[at] = says{v, next.issue}
		}
	}
	return true
}

// write fills in one cell or row that nobody in the unit reports in another book of
// the same issue, or of a later one, and none twice before the next merge: then a
// person would have to choose.
func (p *play) write(wb *excelize.File, code string, b *copyOf, others []*copyOf) bool {
	p.n++
	if p.IntN(3) == 0 {
		return p.writeMeeting(wb, code, b)
	}
	var mine []place
	for key, owner := range p.rows {
		for _, column := range []string{"进展", "备注", "责任人"} {
			at := place{key, column}
			if owner == code && !p.today[at] && !slices.ContainsFunc(others, func(o *copyOf) bool {
				_, told := o.reports[at]
				_, own := b.reports[at]
				return told && !own && o.issue >= b.issue || told && own && o.reports[at] != b.reports[at] && o.issue >= b.issue
			}) {
				mine = append(mine, at)
			}
		}
	}
	slices.SortFunc(mine, inPlace)
	if len(mine) == 0 {
		return false
	}
	at := mine[p.IntN(len(mine))]
	value := fmt.Sprintf("第%d次说", p.n)
	if !p.put(wb, "措施", "措施编号", at.key, at.column, value) {
		return false // the row came later than the form
	}
	b.reports[at] = value
	return true
}

func (p *play) writeMeeting(wb *excelize.File, code string, b *copyOf) bool {
	for _, at := range slices.SortedFunc(maps.Keys(b.reports), inPlace) { // the number of persons is mended
		if at.column == "人数" && !p.today[at] && p.IntN(2) == 0 && p.holds[at].issue <= b.issue {
			return p.mendMeeting(wb, at, b)
		}
	}
	name := fmt.Sprintf("第%d次会", p.n)
	rows, err := wb.GetRows("会议", excelize.Options{RawCellValue: true})
	if err != nil {
		p.fail("%v", err)
	}
	line := len(rows) + 1
	if p.IntN(4) > 0 {
		for i, r := range rows[3:] {
			if len(r) > 0 && r[0] != "示例" && blankAfter(r, r[0]) {
				line = i + 4
				break
			}
		}
	}
	persons := fmt.Sprint(p.n)
	for column, v := range map[string]string{"日期": p.asOf(), "名称": name, "人数": persons} {
		p.set(wb, "会议", line, column, v)
	}
	p.meeting[name] = code
	b.reports[place{name, "人数"}] = persons
	return true
}

func (p *play) mendMeeting(wb *excelize.File, at place, b *copyOf) bool {
	v := fmt.Sprint(p.n)
	if !p.put(wb, "会议", "名称", at.key, "人数", v) {
		p.fail("no %s in the book that reported it", at.key)
	}
	b.reports[at] = v
	return true
}

// put writes a cell of the row with a key.
func (p *play) put(wb *excelize.File, sheet, by, key, column, value string) bool {
	rows, err := wb.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		p.fail("%v", err)
	}
	k := p.column(rows, by)
	for i, r := range rows[3:] {
		if k < len(r) && r[k] == key && r[0] != "示例" {
			p.set(wb, sheet, i+4, column, value)
			return true
		}
	}
	return false
}

func (p *play) set(wb *excelize.File, sheet string, row int, column, value string) {
	rows, err := wb.GetRows(sheet)
	if err != nil {
		p.fail("%v", err)
	}
	c := p.column(rows, column)
	if c < 0 {
		p.fail("%s has no %s: %v", sheet, column, rows[2])
	}
	cell, _ := excelize.CoordinatesToCellName(c+1, row)
	if err := wb.SetCellValue(sheet, cell, typed(value)); err != nil {
		p.fail("%v", err)
	}
}

// column finds a column by any name that it ever had.
func (p *play) column(rows [][]string, name string) int {
	all := append([]string{name}, p.names[name]...)
	return slices.IndexFunc(rows[2], func(h string) bool { return slices.Contains(all, strings.Trim(h, "*")) })
}

// merge merges, and holds the master against what was reported.
func (p *play) merge(came map[string]bool) {
	s := p.run([]int{exitDone}, "merge", "--as-of", p.asOf(), "--json")
	var out struct {
		This struct {
			Waiting  int `json:"waiting"`
			SentBack int `json:"sent_back"`
		} `json:"this_merge"`
	}
	if err := json.Unmarshal([]byte(s.out), &out); err != nil {
		p.fail("%v", err)
	}
	if out.This.Waiting+out.This.SentBack > 0 {
		p.fail("%d wait, %d go back\n%s", out.This.Waiting, out.This.SentBack, s.out)
	}
	clear(p.today)
	p.edited = false
	p.holdsAll(s)
	s = p.run([]int{exitDone, exitFindings}, "remind", "--as-of", p.asOf(), "--json")
	var chase struct {
		Returns []struct {
			Unit, Status string
			Restricted   bool
		}
	}
	if err := json.Unmarshal([]byte(s.out), &chase); err != nil {
		p.fail("%v", err)
	}
	for _, r := range chase.Returns {
		for code, name := range p.unit {
			if came[code] && name == r.Unit && !r.Restricted && r.Status != "已报" && r.Status != "迟报" {
				p.fail("%s has returned, and is %s", name, r.Status)
			}
		}
	}
}

// holdsAll reads the master.
func (p *play) holdsAll(s said) {
	wb, err := excelize.OpenFile(p.dir.Master())
	if err != nil {
		p.fail("%v", err)
	}
	defer wb.Close()
	got := map[place]string{}
	for sheet, by := range map[string]string{"措施": "措施编号", "会议": "名称"} {
		rows, err := wb.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			p.fail("%v", err)
		}
		k := p.column(rows, by)
		for _, r := range rows[3:] {
			if k >= len(r) || r[k] == "" {
				continue
			}
			if sheet == "措施" && r[0] != r[k] {
				p.fail("%s stands under %s", r[k], r[0])
			}
			for _, column := range []string{"进展", "备注", "责任人", "人数", "内容"} {
				if c := p.column(rows, column); c >= 0 {
					at := place{r[k], column}
					if _, twice := got[at]; twice {
						p.fail("%s stands twice", r[k])
					}
					if got[at] = ""; c < len(r) {
						got[at] = r[c]
					}
				}
			}
		}
	}
	for at, want := range p.holds {
		if got[at] != want.value {
			p.fail("%s %s is %q, not %q\n%s", at.key, at.column, got[at], want.value, s.out)
		}
	}
	for at := range got {
		if at.column == "人数" && p.meeting[at.key] == "" {
			p.fail("nobody reported %s", at.key)
		}
	}
}
