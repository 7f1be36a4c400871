package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

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
