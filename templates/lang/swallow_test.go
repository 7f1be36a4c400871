package lang

import (
	"errors"
	"testing"
)

// A word of a text is not what was meant for another condition, and quotes quote.
func TestWordsDoNotSwallowConditions(t *testing.T) {
	for _, x := range []struct{ text, says string }{
		{"备注 = 甲店；完成 = 是", "“甲店；完成 = 是”里像是还有一个条件"},
		{"备注 = 甲店，完成 = 是", "里像是还有一个条件"},
		{"备注 = 甲店 和 完成 ＝ 是", "里像是还有一个条件"},
		{"备注 = 甲店 并且 面积 > 1", "里像是还有一个条件"},
		{"备注 ≠ 甲店 AND 面积 ＞ 1", "里像是还有一个条件"},
		{"备注 = 甲店或者完成≠是", "里像是还有一个条件"},
		{"备注 含 甲 并且 面积 ≥ 100", "里像是还有一个条件"},
		{"备注 属于 甲|乙；面积 < 3", "“乙；面积 < 3”里像是还有一个条件"},
		{"备注 = “甲店", "的引号没有配对"},
		{"备注 = 甲店”", "的引号没有配对"},
		{"备注 = 「甲店」", "的引号不是程序认得的引号"},
		{"备注 属于 『甲』|乙", "的引号不是程序认得的引号"},
		{"备注 含 ‘甲’", "的引号不是程序认得的引号"},
		{"备注 = '甲店'", "的引号不是程序认得的引号"},
		{"备注 = 【甲店】", "的引号不是程序认得的引号"},
		{"备注 = 甲店、乙店", "“甲店、乙店”像是几个词"},
		{"备注 属于 甲店，乙店", "像是几个词"},
		{"备注 含 甲｜乙", "像是几个词"},
		{"备注 = 甲店,乙店", "像是几个词"},
		{"备注 ≠ 甲店或乙店", "像是几个词"},
		{"备注 = 甲*", "里的“*”不代表别的字"},
		{"备注 = 甲店。", "末尾有句号"},
		{"备注 = 空", "是几个字，不是没有填"},
		{"备注 ≠ null", "是几个字，不是没有填"},
		{"备注 含 有 甲", "里多了“有”字"},
	} {
		_, err := ParseCondition(x.text, odd)
		place := len([]rune(x.text[:indexOfWords(x.text)])) + 1
		check(t, x.text, err, place, x.says)
	}
	for text, want := range map[string]string{
		"备注 = “甲店；完成 = 是”": "<备注> = ‹甲店；完成 = 是›",
		"备注 = “甲店、乙店”":     "<备注> = ‹甲店、乙店›",
		"备注 = 满1,000元":     "<备注> = ‹满1,000元›",
		"备注 = “空”":         "<备注> = ‹空›",
		"备注 = 或许":          "<备注> = ‹或许›",
		"备注 含 “a>b”|c":     "<备注> 含 ‹a>b|c›",
		"备注 = 学习「二十大」精神":   "<备注> = ‹学习「二十大」精神›",
		"备注 = “”":          "<备注> = ‹›",
	} {
		n, err := ParseCondition(text, odd)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if got := show(n); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// A comparison said in words is refused with the sign to write.
func TestSpokenComparisons(t *testing.T) {
	for text, fix := range map[string]string{
		"面积 大于等于 3": "“大于等于”请写成“≥”。", "面积 大于 3": "“大于”请写成“>”。", "面积 不超过 3": "“不超过”请写成“≤”。",
		"备注 是 甲": "“是”请写成“=”。", "备注 不是 甲": "“不是”请写成“≠”。", "备注 包含 甲": "“包含”请写成“含”。", "备注 没填": "“没填”请写成“为空”。",
		"备注 是空的": "“是空”请写成“为空”。", "备注 不是空": "“不是空”请写成“非空”。", "备注 == 甲": "请只写一个“=”。", "备注 ＝＝ 甲": "请只写一个“=”。",
		"备注 在 甲、乙": "“在”请写成“属于 甲|乙”。", "面积 在 1 到 3 之间": "“在”请写成“面积 ≥ … 且 面积 ≤ …”。", "面积 不在 1 到 3 之间": "“不在”请写成“面积 < … 或 面积 > …”。",
		"备注是甲": "“是”请写成“=”。", "面积大于3": "“大于”请写成“>”。", "面积 > 1 且 备注没填": "“没填”请写成“为空”。",
	} {
		_, err := ParseCondition(text, odd)
		var e *Error
		if !errors.As(err, &e) || e.Fix != fix {
			t.Errorf("%s: %v; want %s", text, err, fix)
		}
	}
}

// indexOfWords is the byte at which the compared words begin: behind the second
// blank.
func indexOfWords(text string) int {
	blanks := 0
	for i, r := range text {
		if r == ' ' {
			if blanks++; blanks == 2 {
				return i + 1
			}
		}
	}
	return len(text)
}
