package docx

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSlots(t *testing.T) {
	for _, c := range []struct {
		text, normal string
		exprs        []string
		broken       int
	}{
		{"没有槽位 {单} “引号”", "没有槽位 {单} “引号”", nil, 0},
		{"{{甲}}和｛｛ 乙 ｝｝", "{{甲}}和{{ 乙 }}", []string{"甲", "乙"}, 0},
		{"“外”｛{如果=“是”　‘否’}｝“外”", `“外”{{如果="是" '否'}}“外”`, []string{`如果="是" '否'`}, 0},
		{"{{甲", "{{甲", nil, 1},
		{"甲｝｝", "甲}}", nil, 1},
		{"｛｛甲｛｛乙｝｝", "{{甲{{乙}}", []string{"乙"}, 1},
		{"{{}}", "{{}}", []string{""}, 0},
		{"{{甲}}}", "{{甲}}}", []string{"甲"}, 0},
		{"{{如果 {甲} < {乙}}}、{{{丙} 非空}}", "{{如果 {甲} < {乙}}}、{{{丙} 非空}}", []string{"如果 {甲} < {乙}", "{丙} 非空"}, 0},
		{"｛｛如果 {甲}=｛乙｝｝｝。", "{{如果 {甲}=｛乙｝}}。", []string{"如果 {甲}=｛乙｝"}, 0},
	} {
		normal := NormalizeSlots(c.text)
		if normal != c.normal {
			t.Errorf("%s: normalised to %s, want %s", c.text, normal, c.normal)
		}
		slots, broken := FindSlots(normal)
		var exprs []string
		for _, s := range slots {
			exprs = append(exprs, s.Expr)
		}
		if !reflect.DeepEqual(exprs, c.exprs) || len(broken) != c.broken {
			t.Errorf("%s: slots %q and %d broken, want %q and %d", c.text, exprs, len(broken), c.exprs, c.broken)
		}
	}
}

func FuzzSlots(f *testing.F) {
	f.Add("{{甲}}和｛｛ “乙” ｝｝}}{{")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		normal := NormalizeSlots(text)
		if utf8.RuneCountInString(normal) != utf8.RuneCountInString(text) {
			t.Fatalf("%q became %q", text, normal)
		}
		if NormalizeSlots(normal) != normal {
			t.Fatalf("%q is not stable", normal)
		}
		slots, broken := FindSlots(normal)
		end := 0
		for _, s := range slots {
			if s.Start < end || s.End > len(normal) || normal[s.Start:s.Start+2] != "{{" || normal[s.End-2:s.End] != "}}" || strings.Contains(s.Expr, "{{") {
				t.Fatalf("slot %+v in %q", s, normal)
			}
			end = s.End
		}
		for _, b := range broken {
			if b < 0 || b+2 > len(normal) {
				t.Fatalf("broken at %d in %q", b, normal)
			}
		}
	})
}
