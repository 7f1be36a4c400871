package main

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		name    string
		columns int
		want    string
	}{
		{"甲.xlsx", 20, "甲.xlsx"},
		{"滨海新区塘沽街道第一社区居民委员会终稿2.xlsx", 20, "滨海新区塘沽…2.xlsx"},
		{"abcdefghij", 5, "ab…ij"},
	} {
		if got := shorten(c.name, c.columns); got != c.want {
			t.Errorf("%s in %d: %s, want %s", c.name, c.columns, got, c.want)
		}
	}
}

// Nothing is wider than the screen, and no character is lost.
func TestColumnsFit(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"整改", "，", "。", "“", "”", "a", "merge ", "2021-11-20", "（", "）", "--as-of"})).Draw(rt, "text"), "")
		columns := rapid.IntRange(16, 90).Draw(rt, "columns")
		lines := wrap(s, columns)
		for _, line := range lines {
			// A mark that may not begin a line hangs over.
			if width(strings.TrimRight(line, "，。”）")) > columns && len(words(line)) > 1 {
				rt.Fatalf("%q is wider than %d", line, columns)
			}
		}
		if got := strings.ReplaceAll(strings.Join(lines, ""), " ", ""); got != strings.ReplaceAll(s, " ", "") {
			rt.Fatalf("%q became %q", s, got)
		}
		if short := shorten(s, columns); width(short) > columns {
			rt.Fatalf("%q is wider than %d", short, columns)
		}
	})
}

// What a terminal shows is broken between words and set in; what fits, and what is
// drawn over itself, stays.
func TestBroken(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"  短的\n", "  短的\n"},
		{"提示：写数字", "提示：写数字"},
		{"  " + strings.Repeat("整改", 10) + "。\n后\n", "  " + strings.Repeat("整改", 8) + "\n    整改整改。\n后\n"},
		{"\r" + strings.Repeat("进", 30), "\r" + strings.Repeat("进", 30)},
		{"长文件名：aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.xlsx\n", "长文件名：\n  aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.xlsx\n"},
	} {
		if got := broken(c.text, 40); got != c.want {
			t.Errorf("%q became %q, want %q", c.text, got, c.want)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		s := strings.Repeat(" ", rapid.IntRange(0, 60).Draw(rt, "indent")) + strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"整改", "，", "”。", "a", "merge ", "2021-11-20", "（", "）"})).Draw(rt, "text"), "")
		for line := range strings.Lines(broken(s+"\n", 80)) {
			if w := width(strings.TrimSuffix(line, "\n")); w > 80 && len(words(strings.TrimSpace(line))) > 2 {
				rt.Fatalf("%q is %d wide", line, w)
			}
		}
	})
}

func TestAligned(t *testing.T) {
	got := aligned("选项：\n   run（全流程）\t一次做完\n   -C DIR\t活动文件夹，很长很长的一句说明", 40)
	want := "选项：\n   run（全流程）  一次做完\n   -C DIR         活动文件夹，很长很长的\n                  一句说明"
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
