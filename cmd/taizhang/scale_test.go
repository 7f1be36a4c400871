package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"taizhang/sheets/campaign"
	"taizhang/sheets/merge/mergetest"
	"taizhang/templates"
)

var (
	benchUnits = flag.Int("units", 30, "units of the district that is measured")
	benchRows  = flag.Int("rows", 170, "rows of each unit")
	benchDir   = flag.String("keep", "", "work in this folder and leave it")
)

// BenchmarkDistrict runs a whole campaign through the commands, each in a process
// of its own, and prints how long each took and how much memory it held, beside
// the floor of the same run: what one core takes to inflate all returns and to
// deflate the parts of the master that comes of them.
//
//	go test ./cmd/taizhang -run '^$' -bench District -units 300 -rows 500
func BenchmarkDistrict(b *testing.B) {
	d := measured(b)
	steps := []struct {
		name   string
		before func()
		args   []string
	}{
		{"template", nil, []string{"template"}},
		{"merge", func() { d.returns(0, d.Units, 1) }, []string{"merge"}},
		{"merge again", nil, []string{"merge"}},
		{"one return more", func() { d.returns(0, 1, 2) }, []string{"merge"}},
		{"report", nil, []string{"report"}},
		{"remind", nil, []string{"remind"}},
		{"trace", nil, []string{"trace", "大.合计"}},
		{"diff", nil, []string{"diff", d.Path(campaign.Ledger, campaign.History, "总台账-0001.xlsx"), d.Master()}},
		{"template again", nil, []string{"template"}},
		{"template, nothing new", nil, []string{"template"}},
		{"run, all anew", func() { d.forget() }, []string{"run"}},
	}
	floor := time.Duration(0)
	for _, s := range steps {
		if s.before != nil {
			s.before()
		}
		p := d.command(s.args...)
		if s.name == "merge" {
			floor = d.floor()
			fmt.Printf("%-24s %7.2f s\n", "floor", floor.Seconds())
		}
		if floor == 0 {
			fmt.Printf("%-24s %7.2f s %16s cpu %7.2f s %6d MB\n", s.name, p.wall.Seconds(), "", p.cpu.Seconds(), p.peak)
			continue
		}
		fmt.Printf("%-24s %7.2f s (%5.2f floors) cpu %7.2f s (%5.2f floors) %6d MB\n", s.name, p.wall.Seconds(), p.wall.Seconds()/floor.Seconds(), p.cpu.Seconds(), p.cpu.Seconds()/floor.Seconds(), p.peak)
		b.ReportMetric(p.wall.Seconds()/floor.Seconds(), name(s.name)+"-floors")
	}
}

func name(s string) string {
	out := []rune(s)
	for i, r := range out {
		if r == ' ' || r == ',' {
			out[i] = '-'
		}
	}
	return string(out)
}

// district is a campaign folder being measured.
type district struct {
	mergetest.District
	campaign.Dir
	tb   testing.TB
	plan *templates.Plan
}

// measured is the district of the flags.
func measured(tb testing.TB) *district { return newDistrict(tb, *benchUnits, *benchRows) }

func newDistrict(tb testing.TB, units, rows int) *district {
	root := *benchDir
	if root == "" {
		root = tb.TempDir()
	}
	d := &district{mergetest.District{Units: units, Rows: rows}, campaign.Dir(filepath.Join(root, "活动")), tb, nil}
	var err error
	if d.plan, err = d.District.Plan(); err != nil {
		tb.Fatal(err)
	}
	os.RemoveAll(string(d.Dir))
	d.command("init", string(d.Dir))
	d.write(d.Dir.Plan(), func(w io.Writer) error { return templates.WriteWorkbook(w, d.Tables()) })
	os.Remove(d.Path(campaign.NoticeFile))
	d.write(d.Path("通报模板.md"), func(w io.Writer) error {
		_, err := io.WriteString(w, "# 关于大活动的通报\n\n共收到{{大.行数}}行，合计{{大.合计}}元。\n")
		return err
	})
	return d
}

func (d *district) write(path string, fill func(io.Writer) error) {
	if err := campaign.WriteFile(context.Background(), path, fill); err != nil {
		d.tb.Fatal(err)
	}
}

// returns writes what some units return.
func (d *district) returns(from, to, version int) {
	for n := from; n < to; n++ {
		d.write(d.Path(campaign.Inbox, fmt.Sprintf("%s-%d.xlsx", mergetest.UnitName(n), version)), func(w io.Writer) error {
			return d.Return(context.Background(), w, d.plan, n, version)
		})
	}
}

// forget leaves only what was issued and what came in.
func (d *district) forget() {
	for _, path := range []string{d.Path(campaign.Ledger), d.Path(campaign.Inbox, campaign.Archive), d.Path(campaign.Summary)} {
		os.RemoveAll(path)
	}
}

// process is what a command took.
type process struct {
	wall, cpu time.Duration
	peak      int // MB
}

// command runs one in the campaign; what it finds in the data is no matter.
func (d *district) command(args ...string) process {
	if args[0] != "init" {
		args = append([]string{args[0], "-C", string(d.Dir), "--quiet"}, args[1:]...)
	}
	cmd := exec.Command("taizhang", args...)
	out, err := os.Create(filepath.Join(d.tb.TempDir(), "out"))
	if err != nil {
		d.tb.Fatal(err)
	}
	defer out.Close()
	cmd.Stdout, cmd.Stderr = out, out
	begin := time.Now()
	err = cmd.Run()
	p := process{wall: time.Since(begin), cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), peak: peakMB(cmd.ProcessState)}
	if code := cmd.ProcessState.ExitCode(); err != nil && code != exitFindings {
		said, _ := os.ReadFile(out.Name())
		d.tb.Fatalf("%v: %v\n%.2000s", args, err, said)
	}
	return p
}

// floor is what C zlib takes on one core.
func (d *district) floor() time.Duration {
	cmd := exec.Command("python3", "-c", `
import sys, zipfile, zlib
for path in sys.argv[2:]:
    z = zipfile.ZipFile(path)
    for n in z.namelist(): z.read(n)
z = zipfile.ZipFile(sys.argv[1])
for n in z.namelist():
    raw, c = z.open(n), zlib.compressobj(6)
    while b := raw.read(1 << 20): c.compress(b)
    c.flush()
`, d.Master())
	files, err := filepath.Glob(d.Path(campaign.Inbox, "*.xlsx"))
	if err != nil {
		d.tb.Fatal(err)
	}
	cmd.Args = append(cmd.Args, files...)
	if out, err := cmd.CombinedOutput(); err != nil {
		d.tb.Skipf("the floor takes python3: %v\n%s", err, out)
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}
