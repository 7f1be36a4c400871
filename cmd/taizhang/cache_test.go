package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/campaign"
	"taizhang/sheets/merge"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// TestMergeCache: a merge with nothing new is answered from what is kept, in
// the same words, and whatever a merge reads may not have changed for it.
func TestMergeCache(t *testing.T) {
	t.Parallel()
	ctx, dir := t.Context(), smallCampaign(t, campaign.Dir(t.TempDir()))
	kept := dir.Path(campaign.Ledger, ".合并结果")
	merged := func(args ...string) said {
		return must(t, command(ctx, dir, append([]string{"merge"}, args...)...), exitDone, exitFindings)
	}
	in := func(change func(*merge.Input)) merge.Input {
		plan, err := templates.ReadWorkbook(dir.Plan())
		if err != nil {
			t.Fatal(err)
		}
		day := plan.Param(templates.ParamAsOf)
		if day == "" {
			day = time.Now().Format(time.DateOnly)
		}
		in := merge.Input{Dir: dir, Plan: plan, AsOf: day}
		plan.SetAsOf(day)
		if change != nil {
			change(&in)
		}
		return in
	}
	answered := func() bool { return merge.OpenCache(ctx, in(nil), thisProgram()).Said != nil }
	settle := func() {
		t.Helper()
		for range 3 {
			if merged(); answered() {
				return
			}
		}
		t.Fatal("a merge that changes nothing is not kept")
	}
	settle()
	for _, args := range [][]string{{}, {"--json"}, {"--quiet"}} {
		fast := merged(args...)
		if err := os.Remove(kept); err != nil {
			t.Fatal(err)
		}
		if slow := merged(args...); fast != slow {
			t.Errorf("merge %q says\n%s%s\nand without what is kept\n%s%s", args, fast.out, fast.err, slow.out, slow.err)
		}
	}
	for name, program := range map[string]string{"another program": "x", "no program": ""} {
		if merge.OpenCache(ctx, in(nil), program).Said != nil {
			t.Errorf("%s is believed", name)
		}
	}
	for name, change := range map[string]func(*merge.Input){
		"another day":   func(in *merge.Input) { in.AsOf = "2021-12-31" },
		"exclude":       func(in *merge.Input) { in.Exclude = []string{"甲科.xlsx"} },
		"backwards":     func(in *merge.Input) { in.Backwards = true },
		"files":         func(in *merge.Input) { in.Files = []string{"甲科.xlsx"} },
		"preview":       func(in *merge.Input) { in.Lines = true },
		"another place": func(in *merge.Input) { in.Dir = campaign.Dir(string(dir) + "/.") },
	} {
		if merge.OpenCache(ctx, in(change), thisProgram()).Said != nil {
			t.Errorf("%s: what is kept is believed", name)
		}
	}
	for i, c := range changesOf(t, dir) {
		if testing.Short() && i%4 > 0 {
			continue
		}
		if !answered() {
			t.Fatalf("before %s nothing is kept", c.name)
		}
		c.do()
		switch cache := merge.OpenCache(ctx, in(nil), thisProgram()); {
		case cache.Said != nil:
			t.Errorf("%s: what is kept is believed", c.name)
		case cache.Holds() && !strings.HasPrefix(c.name, "inbox: "):
			t.Errorf("%s: books would not be read", c.name)
		}
		if c.undo != nil {
			c.undo()
		}
		settle()
	}
}

type campaignChange struct {
	name     string
	do, undo func()
}

// changesOf changes everything a merge reads, one thing after the other.
func changesOf(t *testing.T, dir campaign.Dir) (list []campaignChange) {
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	one := func(parts ...string) string {
		t.Helper()
		found, err := filepath.Glob(dir.Path(parts...))
		if err != nil || len(found) == 0 {
			t.Fatal(parts, err)
		}
		return found[0]
	}
	put := func(content string, parts ...string) func() {
		return func() {
			check(os.MkdirAll(filepath.Dir(dir.Path(parts...)), 0o755))
			check(os.WriteFile(dir.Path(parts...), []byte(content), 0o644))
		}
	}
	// flip changes one byte and nothing else that can be seen.
	flip := func(path func() string) func() {
		return func() {
			p := path()
			info, err := os.Stat(p)
			check(err)
			b, err := os.ReadFile(p)
			check(err)
			b[len(b)/2] ^= 1
			check(os.WriteFile(p, b, 0o644))
			check(os.Chtimes(p, info.ModTime(), info.ModTime()))
		}
	}
	inboxFile, archived, copied := dir.Path(campaign.Inbox, "甲科.xlsx"), func() string { return one(campaign.Inbox, campaign.Archive, "*甲科.xlsx") }, func() string { return one(campaign.Issued, campaign.History, "*.xlsx") }
	written := func() string { return dir.MasterAsWritten(dir.LastSerial()) }
	master := func(b *excelize.File) error { return b.SetCellValue("措施", "I5", "改过") }
	return []campaignChange{
		{"inbox: a file that is no return", put("不是工作簿", campaign.Inbox, "新.xlsx"), nil},
		{"inbox: a file in a folder", put("也不是", campaign.Inbox, "一", "二", "新.xlsx"), nil},
		{"inbox: an empty folder", func() { check(os.MkdirAll(dir.Path(campaign.Inbox, "空"), 0o755)) }, nil},
		{"inbox: a file left by a system", put("", campaign.Inbox, ".DS_Store"), nil},
		{"inbox: another name", func() { check(os.Rename(inboxFile, dir.Path(campaign.Inbox, "改名.xlsx"))) }, func() { check(os.Rename(dir.Path(campaign.Inbox, "改名.xlsx"), inboxFile)) }},
		{"inbox: a byte of a return", flip(func() string { return inboxFile }), nil},
		{"inbox: a return taken out", func() { check(os.Remove(inboxFile)) }, nil},
		{"inbox: a link", func() { check(os.Symlink(dir.Plan(), dir.Path(campaign.Inbox, "链接.xlsx"))) }, nil},
		{"inbox: a byte in the archive", flip(archived), flip(archived)},
		{"inbox: something in the archive", put("放进来的", campaign.Inbox, campaign.Archive, "别的.xlsx"), func() { check(os.Remove(dir.Path(campaign.Inbox, campaign.Archive, "别的.xlsx"))) }},
		{"the plan", func() {
			check(edit(dir.Plan(), func(b *excelize.File) error { return b.SetCellValue("单位", "H40", "") }))
		}, nil},
		{"the master", func() { check(edit(dir.Master(), master)) }, nil},
		{"a byte of the master's copy", flip(written), flip(written)},
		{"one copy of the master more", put("总台账", campaign.Ledger, campaign.History, "总台账-0001 - 副本.xlsx"), nil},
		{"a byte of a form's copy", flip(copied), flip(copied)},
		{"a form's copy more", put("表", campaign.Issued, campaign.History, "X-001.xlsx"), nil},
		{"a folder of evidence", put("图", campaign.Evidence, "甲科", "会.jpg"), nil},
		{"a piece of evidence", put("图", campaign.Evidence, "甲科", "再", "开会.jpg"), nil},
		{"what was agreed on above", put("约定", campaign.Summary, campaign.Upward, "约定-X.xlsx"), func() { check(os.RemoveAll(dir.Path(campaign.Summary, campaign.Upward))) }},
		{"a byte of what is kept", flip(func() string { return dir.Path(campaign.Ledger, ".合并结果") }), nil},
		{"the beginning of what is kept", func() { check(os.Truncate(dir.Path(campaign.Ledger, ".合并结果"), 40)) }, nil},
		{"something made by hand", put(strings.Repeat("合并", 100), campaign.Ledger, ".合并结果"), nil},
		{"another key", put(strings.Repeat("ab", 32), campaign.Issued, campaign.History, ".发放密钥"), nil},
	}
}

// TestMergePredicts: a merge that only took what came in knows what the next one
// will say.
func TestMergePredicts(t *testing.T) {
	if testing.Short() {
		t.Skip("a small district")
	}
	d := measured(t)
	dir, ctx := d.Dir, t.Context()
	must(t, command(ctx, dir, "template"), exitDone)
	kept := dir.Path(campaign.Ledger, ".合并结果")
	d.Units = 4
	for from := 0; from < d.Units; from += 2 {
		d.returns(from, from+2, 1)
		if from > 0 { // books that are not read again come to the same
			verifyCache = compareWithCache
		}
		must(t, command(ctx, dir, "merge"), exitDone, exitFindings)
		verifyCache = nil
		if _, err := os.Stat(kept); err != nil {
			t.Fatal("nothing is kept of a merge that had nothing to ask")
		}
		for _, args := range [][]string{{"merge", "--json"}, {"merge"}} {
			fast := command(ctx, dir, args...)
			if err := os.Rename(kept, kept+"-"); err != nil {
				t.Fatal(err)
			}
			if slow := command(ctx, dir, args...); fast != slow {
				t.Errorf("was predicted\n%.2000s\nis\n%.2000s", fast.out, slow.out)
			}
			if err := os.Rename(kept+"-", kept); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Remove(kept); err != nil {
			t.Fatal(err)
		}
	}
}

// TestMergePredictsOnlyWhatItRead: nothing is kept where anything has changed since
// the merge looked at it.
func TestMergePredictsOnlyWhatItRead(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(campaign.Dir) error{
		"nothing":          nil,
		"a file that came": func(d campaign.Dir) error { return os.WriteFile(d.Path(campaign.Inbox, "新.xlsx"), nil, 0o644) },
		"an edited master": func(d campaign.Dir) error { return edit(d.Master(), func(*excelize.File) error { return nil }) },
		"a file in the store": func(d campaign.Dir) error {
			return os.WriteFile(d.Path(campaign.Inbox, campaign.Archive, "x"), nil, 0o644)
		},
		"a later copy": func(d campaign.Dir) error { return os.WriteFile(d.MasterAsWritten(9), nil, 0o644) },
		"another plan": func(d campaign.Dir) error { return edit(d.Plan(), func(*excelize.File) error { return nil }) },
	} {
		dir, ctx := campaign.Dir(t.TempDir()), t.Context()
		if _, err := newCampaign(ctx, dir, smallTables(t), "通报\n"); err != nil {
			t.Fatal(err)
		}
		must(t, command(ctx, dir, "template"), exitDone)
		plan, err := templates.ReadWorkbook(dir.Plan())
		if err != nil {
			t.Fatal(err)
		}
		in := merge.Input{Dir: dir, Plan: plan, AsOf: "2021-11-20"}
		cache := merge.OpenCache(ctx, in, "x")
		res, err := merge.Run(ctx, cache.Input())
		if err != nil {
			t.Fatal(err)
		}
		if err := res.Save(ctx, dir); err != nil {
			t.Fatal(err)
		}
		if change != nil {
			if err := change(dir); err != nil {
				t.Fatal(err)
			}
		}
		if err := cache.Keep(ctx, res); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(dir.Path(campaign.Ledger, ".合并结果")); (err == nil) != (change == nil) {
			t.Errorf("%s: kept: %v", name, err == nil)
		}
	}
}

// compareWithCache holds what was found with a cache, and what the cache says, against
// a merge without one.
func compareWithCache(ctx context.Context, cache *merge.Cache, in merge.Input, res *merge.Result) {
	text := func(s *merge.Said) string {
		var b strings.Builder
		err := json.NewEncoder(&b).Encode(s)
		printConservation(&b, s.Conservation)
		return fmt.Sprint(b.String(), err)
	}
	if slices.ContainsFunc(res.Findings, func(f finding.Finding) bool { return f.Code == "存档" }) {
		return // put right by now
	}
	afresh, err := merge.Run(ctx, in)
	if err != nil {
		panic(err)
	}
	want := text(afresh.Said()) + afresh.Fingerprint()
	if got := text(res.Said()) + res.Fingerprint(); got != want {
		panic("kept:\n" + got + "\nfound:\n" + want)
	}
	if cache.Said != nil && text(cache.Said)+afresh.Fingerprint() != want {
		panic("kept:\n" + text(cache.Said) + "\nfound:\n" + want)
	}
}
