package templates

import "testing"

// What counts nothing is not said; a nought beside another count is.
func TestNoughtIsNotSaid(t *testing.T) {
	words := map[string]Word{
		"零": {"0", true}, "零点": {"0.00", true}, "三": {"3", true}, "空": {"", true}, "甲": {"甲科", false}, "天数": {"10", false}, "藏": {"不公开", true},
	}
	for text, want := range map[string]string{
		"共{零}条，完成{零点}条。":             "",
		"共{三}条，完成{零}条。":              "共3条，完成0条。",
		"共{三}条（其中超期{零}条）。请办。":        "共3条。请办。",
		"共{三}条（其中超期{三}条）。":           "共3条（其中超期3条）。",
		"共{零}条（其中超期{零}条）；{甲}最慢。":     "甲科最慢。",
		"共{三}条；{天数}天内到期{零}条；没报{零}个。": "共3条。",
		"共{三}条；{天数}天内到期{三}条。":        "共3条；10天内到期3条。",
		"{甲}请办。\n约谈地点：":              "甲科请办。\n约谈地点：",
		"共{藏}条；完成{空}条。":              "共不公开条；完成条。",
		"本表共0条。":                     "本表共0条。",
		"甲 + 乙 = {零}个；丙{三}个":         "丙3个",
	} {
		if got := Fill(text, func(name string) Word { return words[name] }); got != want {
			t.Errorf("%s: %q, not %q", text, got, want)
		}
	}
}
