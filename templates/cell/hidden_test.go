package cell

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"taizhang/templates/finding"
)

// What does not show is named, and is not in the value.
func TestHiddenCharactersAreNamed(t *testing.T) {
	s := &Spec{Name: "内容", Type: LongText}
	for raw, want := range map[string]string{
		"甲\u202e乙\u202c": "甲乙", "甲\u200b乙": "甲乙", "甲\x1b[31m乙": "甲[31m乙", "甲\u2066乙\u2069": "甲乙", "甲\u00ad乙": "甲乙", "甲\u009b乙": "甲乙", "甲\ufeff乙": "甲乙",
		"甲\u2028乙": "甲\n乙", "甲\U000e0041乙": "甲乙", "甲\x00乙": "甲乙",
	} {
		v, issue := s.ParseText(raw)
		if v != want || issue == nil || issue.Severity != finding.Warning || !strings.Contains(issue.Message, "看不见的字符") || HasHidden(issue.Message) {
			t.Errorf("%q: %q, %+v", raw, v, issue)
		}
	}
	for _, plain := range []string{"甲乙", "甲\n乙", "a\tb", "é", "１２", "ａ㎡①"} {
		if v, issue := s.ParseText(plain); v != plain || issue != nil {
			t.Errorf("%q: %q, %+v", plain, v, issue)
		}
	}
	for _, raw := range []string{"问\u0336责\u0336七人", "1\u03382", "甲\u20e0乙"} {
		if v, issue := s.ParseText(raw); v != "" || issue == nil || issue.Severity != finding.Error || !strings.Contains(issue.Message, "划掉") {
			t.Errorf("%q: %q, %+v", raw, v, issue)
		}
	}
	if v, issue := s.ParseText("a=\u0338b"); v == "" || issue != nil && issue.Severity == finding.Error {
		t.Errorf("%q %+v", v, issue)
	}
	// An error of its own goes first.
	if _, issue := (&Spec{Name: "数", Type: Integer}).ParseText("1\u200b二"); issue == nil || issue.Severity != finding.Error {
		t.Errorf("%+v", issue)
	}
	if v, issue := (&Spec{Name: "数", Type: Integer}).ParseText("1\u200b2"); v != "12" || issue == nil || issue.Severity != finding.Warning {
		t.Errorf("%q %+v", v, issue)
	}
}

func TestShowHidden(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		if shown := ShowHidden(s); HasHidden(shown) {
			t.Fatalf("%q: %q", s, shown)
		}
		b, _ := json.Marshal(s)
		var back string
		if err := json.Unmarshal([]byte(ShowHidden(string(b))), &back); err != nil || back != strings.ToValidUTF8(s, "\ufffd") {
			t.Fatalf("%q: %q %v", s, back, err)
		}
	})
}
