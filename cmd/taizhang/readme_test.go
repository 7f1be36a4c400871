package main

import (
	"os"
	"strings"
	"testing"
)

// TestWalkthrough: every command of the README's year stands in the
// script that runs them, in the same order.
func TestWalkthrough(t *testing.T) {
	script, err := os.ReadFile("testdata/script/walkthrough.txtar")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../../README_zh.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(readme), "## 一年怎么过")
	if !found {
		t.Fatal("the README lacks the walkthrough")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	rest, commands := string(script), 0
	for _, line := range strings.Split(section, "\n") {
		if !strings.HasPrefix(line, "taizhang ") {
			continue
		}
		commands++
		_, after, found := strings.Cut(rest, line+"\n")
		if !found {
			t.Errorf("the script does not run, in this order: %s", line)
			continue
		}
		rest = after
	}
	if commands < 18 {
		t.Errorf("only %d commands", commands)
	}
}
