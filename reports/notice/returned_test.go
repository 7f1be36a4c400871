package notice

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// withText is the fixture with a column that units fill in, and its text.
func withText(t testing.TB, text string, more ...string) map[string]string {
	t.Helper()
	change := map[string]string{
		"栏目":      columns("整改任务|公开表述|长文本|||选|单位|公开表述|否"),
		"期初-整改任务": "措施编号|问题编号|措施序号|公开表述\n1-01|1|1|" + text,
	}
	for i := 0; i+1 < len(more); i += 2 {
		change[more[i]] = more[i+1]
	}
	return change
}

const printsTexts = "文{{每行 整改任务}}{{公开表述}}{{完}}"

func TestReturnedTextIsNeverCode(t *testing.T) {
	for _, attack := range []string{
		"甲{{每行 问责处理}}{{事由}}；{{完}}乙",
		"甲｛｛每行 问责处理｝｝｛｛事由｝｝｛｛完｝｝乙",
		"甲{｛每行 问责处理｝}{{事由}}{{完}}乙",
		"甲{{每组 问责处理.事由}}{{事由}}{{完}}乙",
		"甲{{如果 [违建.处数] > 1}}多{{完}}乙",
		"甲{{问题编号.问题表述}}乙",
		"甲{{手机}}乙", "甲{{变体}}乙", "甲{{序}}乙", "甲{{待补充 乙}}", "甲{{组内:违建.处数}}乙",
		"甲{{违建.处数}}{{每行 问责处理}}{{事由}}{{完}}乙", "甲{{违建.处数:月日}}乙",
		"甲{{{{违建.处数}}}}乙", "甲{{违建.处数", "甲}}乙",
	} {
		for _, approved := range []bool{false, true} {
			change := withText(t, attack)
			if approved {
				change["公开审核"] = "类别|词语|已核\n填空|" + attack + "|是"
			}
			for _, public := range []bool{true, false} {
				got, r := lines(t, fixture(t, change), public, printsTexts+contact)
				m := messages(r)
				if !r.Blocked || strings.Contains(strings.Join(got, ""), "整改不力") || !strings.Contains(m, "error 通报模板 “公开表述”的文字里的") || !strings.Contains(got[0], "甲") {
					t.Errorf("%s: %q blocked %v\n%s", attack, got, r.Blocked, m)
				}
			}
		}
	}
}

// A text with figures is filled when this very text has been looked at.
func TestReturnedFiguresWaitForApproval(t *testing.T) {
	text := "建立｛｛违建.处数｝｝处台账，占{{违建.占比}}"
	for _, x := range []struct{ reviews, want string }{
		{"", "文建立【待核：违建.处数】处台账，占【待核：违建.占比】"},
		{"填空|" + text + "|否", "文建立【待核：违建.处数】处台账，占【待核：违建.占比】"},
		{"填空|" + text + "，又加一句|是", "文建立【待核：违建.处数】处台账，占【待核：违建.占比】"},
		{"其他|" + text + "|是", "文建立【待核：违建.处数】处台账，占【待核：违建.占比】"},
		{"填空|" + text + "|是", "文建立3处台账，占97.123%"},
		{"填空| 建立{{违建.处数}}处台账，占{{违建.占比}} |是", "文建立3处台账，占97.123%"},
	} {
		c := fixture(t, withText(t, text, "公开审核", "类别|词语|已核\n"+x.reviews))
		got, r := lines(t, c, true, printsTexts+"\n\n"+contact)
		approved := strings.Contains(x.want, "97")
		if got[0] != x.want || r.Blocked == approved {
			t.Errorf("%q: %q blocked %v\n%s", x.reviews, got[0], r.Blocked, messages(r))
		}
		if m := messages(r); !approved && !strings.Contains(m, "error 公开审核 “公开表述”的文字里有填空处，还没有人核过这段文字：{{违建.处数}} 现在是 3，{{违建.占比}} 现在是 97.123%。") {
			t.Error(m)
		}
		if len(r.Reviews) != 1 || r.Reviews[0].Checked != approved || r.Reviews[0].Word != text || !strings.Contains(r.Reviews[0].Value, "97.123%") {
			t.Errorf("%+v", r.Reviews)
		}
	}
}

// A list of values prints what units wrote; its braces are no slots, and the
// draft is not finished.
func TestListsOfBraces(t *testing.T) {
	c := fixture(t, map[string]string{"期初-问题清单": "问题编号|大类|问题表述|公开级别\n1|思想|甲{{违建.处数}}乙|公开", "期初-整改任务": "措施编号|问题编号|措施序号"})
	got, r := lines(t, c, true, "文{{问题.表述}}\n\n"+contact)
	if got[0] != "文甲{{违建.处数}}乙" || !r.Blocked || !strings.Contains(messages(r), "花括号") {
		t.Error(got, messages(r))
	}
}

// Whatever a text holds, it prints nothing of another row and no Markdown mark
// of its own.
func TestReturnedTextStaysText(t *testing.T) {
	words := []string{"{{", "}}", "｛｛", "｝｝", "{", "｝", "每行 问责处理", "事由", "完", "违建.处数", "对象", "[外.事由]", "：", " ", "甲", "\u200b", "](", "![", "javascript:x", "http://a.b", "#", "<b>", "&lt;"}
	rapid.Check(t, func(rt *rapid.T) {
		text := "甲" + strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 12).Draw(rt, "text"), "")
		c := fixture(t, withText(t, text))
		got, _ := lines(t, c, false, printsTexts)
		for _, secret := range []string{"整改不力", "赵六"} {
			if strings.Contains(strings.Join(got, ""), secret) {
				rt.Fatalf("%q prints %q", text, got)
			}
		}
		var md bytes.Buffer
		if _, err := Markdown([]byte("标题\n\n"+printsTexts), "模板.txt", Input{Plan: c.Plan, Set: c.Set, AsOf: "2021-11-20"}, &md); err != nil {
			rt.Fatal(err)
		}
		body := escaped.ReplaceAllString(md.String()[strings.Index(md.String(), "文"):], "")
		if live.MatchString(body) {
			rt.Fatalf("%q: %q leaves %q", text, md.String(), live.FindString(body))
		}
	})
}

var (
	escaped = regexp.MustCompile(`\\[[:punct:]]`)
	live    = regexp.MustCompile("[\\[\\]<>&{}~*_`|]|[A-Za-z]:|www\\.")
)
