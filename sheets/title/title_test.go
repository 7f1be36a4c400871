package title

import (
	"slices"
	"testing"
)

func TestFind(t *testing.T) {
	for text, want := range map[string][]Title{
		"《甲》和《乙》":  {{"甲", true}, {"乙", true}},
		"《甲，乙。《丙》": {{"甲", false}, {"丙", true}},
		"甲的方案》，乙":  {{"甲的方案", false}},
		"《甲":       {{"甲", false}},
		"没有":       nil,
		"《“三会一课”实务》课程》":     {{"“三会一课”实务", true}, {"课程", false}},
		"《关于〈甲〉的通知》":        {{"关于〈甲〉的通知", true}},
		"》前面很长很长的一段话是这样说的》": {{"", false}, {"长很长的一段话是这样说的", false}},
	} {
		if got := Find(text); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

func TestBare(t *testing.T) {
	for _, same := range [][2]string{
		{"《财务 报销规范》", "财务报销规范"}, {"“三会一课”实务", `"三会一课"实务`}, {"规范（试行）", "规范(试行)"}, {"甲，乙", "甲,乙"}, {"关于〈甲〉的通知", "关于《甲》的通知"},
	} {
		if Bare(same[0]) != Bare(same[1]) {
			t.Errorf("%s and %s differ: %s, %s", same[0], same[1], Bare(same[0]), Bare(same[1]))
		}
	}
	if Bare("规范（试行）") == Bare("规范") {
		t.Error("a trial version is another document")
	}
}

func TestRepeated(t *testing.T) {
	for text, want := range map[string][]string{
		"学习《甲》、《乙》":                nil,
		"学习《甲》、《乙》、《甲》、《甲》":        {"甲"},
		"学习《甲》。又学习《甲》":             nil,
		"学习《甲 （试行）》《甲(试行)》；《乙》《乙》": {"甲(试行)", "乙"},
		"学习《甲，《甲":                  nil,
	} {
		if got := Repeated(text); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
