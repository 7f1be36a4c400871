package main

import (
	"context"
	"encoding/json"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"taizhang/sheets/campaign"
	"taizhang/sheets/intake"
)

// TestRunReadsReturnsOnce counts how often the rows of every returned file are
// read.
func TestRunReadsReturnsOnce(t *testing.T) {
	dir := smallCampaign(t, campaign.Dir(filepath.Join(t.TempDir(), "活动")))
	var mu sync.Mutex
	reads := map[string]int{}
	intake.Opened = func(path string) {
		mu.Lock()
		defer mu.Unlock()
		if strings.Contains(path, campaign.Archive) {
			reads[filepath.Base(path)]++
		}
	}
	defer func() { intake.Opened = nil }()
	for range 2 { // new returns, then known ones
		clear(reads)
		must(t, command(context.Background(), dir, "run"), exitFindings)
		if len(reads) != 2 {
			t.Errorf("read %v", reads)
		}
		for name, n := range reads {
			if n != 1 {
				t.Errorf("%s was read %d times", name, n)
			}
		}
	}
}

// TestRunIsTheThreeCommands: run prints, answers and leaves what validate, merge
// and report do one after the other.
func TestRunIsTheThreeCommands(t *testing.T) {
	one := smallCampaign(t, campaign.Dir(filepath.Join(t.TempDir(), "活动")))
	three := copyCampaign(t, one, "活动")
	answer := func(dir campaign.Dir, args ...string) (v map[string]any) {
		said := must(t, command(context.Background(), dir, append(args, "--json")...), exitDone, exitFindings)
		if err := json.Unmarshal([]byte(said.out), &v); err != nil {
			t.Fatal(err)
		}
		return v
	}
	together := answer(one, "run")
	for _, name := range []string{"validate", "merge", "report"} {
		if apart := answer(three, name); !reflect.DeepEqual(apart, together[name]) {
			t.Errorf("%s:\n%v\nin run:\n%v", name, apart, together[name])
		}
	}
}
