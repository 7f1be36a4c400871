package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"taizhang/sheets/campaign"
	"taizhang/sheets/merge"
)

// TestPreview: a preview writes no master, names every row, and what it showed is
// what a merge that expects it does; one under which something changed is refused.
func TestPreview(t *testing.T) {
	ctx := context.Background()
	dir := smallCampaign(t, campaign.Dir(filepath.Join(t.TempDir(), "活动")))
	plain := copyCampaign(t, dir, "直接合并")
	var seen struct {
		Preview  merge.Preview `json:"preview"`
		ThisOne  merge.Told    `json:"this_merge"`
		Findings []any         `json:"findings"`
	}
	look := func() {
		t.Helper()
		said := must(t, command(ctx, dir, "merge", "--preview", "--json"), exitDone, exitFindings)
		if err := json.Unmarshal([]byte(said.out), &seen); err != nil {
			t.Fatal(err)
		}
	}
	look()
	if _, err := os.Stat(dir.Master()); err == nil {
		t.Error("the preview wrote a master")
	}
	whats := map[string]int{}
	for _, r := range seen.Preview.Rows {
		whats[r.What]++
		if r.What == merge.WhatBack && len(r.Why) == 0 {
			t.Errorf("%s goes back without a reason", r.RowID)
		}
	}
	if whats[merge.WhatBack] != seen.ThisOne.SentBack || whats[merge.WhatChanged] == 0 {
		t.Errorf("%v, told %+v", whats, seen.ThisOne)
	}

	b, err := os.ReadFile(dir.IssuedFile("甲科", false))
	if err != nil {
		t.Fatal(err)
	}
	changed := copyCampaign(t, dir, "又有来件")
	if err := os.WriteFile(changed.Path(campaign.Inbox, "又一份.xlsx"), b, 0o644); err != nil {
		t.Fatal(err)
	}
	must(t, command(ctx, changed, "merge", "--expect", seen.Preview.Fingerprint), exitFailed)
	must(t, command(ctx, dir, "merge", "--as-of", "2021-11-21", "--expect", seen.Preview.Fingerprint), exitFailed)
	for _, d := range []campaign.Dir{dir, changed} {
		if _, err := os.Stat(d.Master()); err == nil {
			t.Error("merged what nobody had seen")
		}
	}

	must(t, command(ctx, dir, "merge", "--expect", seen.Preview.Fingerprint), exitDone, exitFindings)
	must(t, command(ctx, plain, "merge"), exitDone, exitFindings)
	if a, b := masterText(t, dir), masterText(t, plain); a != b {
		t.Errorf("after a preview:\n%s\nwithout:\n%s", a, b)
	}
}

// masterText is everything a master says.
func masterText(t *testing.T, dir campaign.Dir) string {
	t.Helper()
	text, err := allText(dir.Master())
	if err != nil {
		t.Fatal(err)
	}
	return text
}
