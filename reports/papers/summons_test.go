package papers

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"testing"

	"taizhang/sheets/campaign"
	"taizhang/templates"
)

// A letter of the committee of 2 August, due on the 9th, about what was due on 31
// July, and nothing after it.
const unanswered = `文书编号|文书类型|文号|制发单位|制发日期|收文单位|关联措施|主要内容|回复时限|状态
JGW-T03-0001|督促函|纪督〔2021〕1号|纪工委|2021-08-02|财政办|1-02|限期完成|2021-08-09|待回复`

// summonsed are the drafts of a summons of a day: unit and measures.
func summonsed(t *testing.T, day string, own map[string]string) []Paper {
	t.Helper()
	plan := loadPlan(t, own)
	plan.SetAsOf(day)
	res, err := Write(t.Context(), Input{Dir: campaign.Dir(t.TempDir()), Plan: plan, AsOf: day})
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(res.Drafts, func(p Paper) bool { return p.Kind != "约谈" })
}

// Who is summoned, about what, and when not, is said by rows of the plan.
func TestSummonsIsCalledForByThePlan(t *testing.T) {
	talked := unanswered + "\nJGW-T03-0002|约谈|约谈2021-1|纪工委|2021-08-20|财政办|1-02|当面说明||已销账"
	answered := strings.ReplaceAll(unanswered, "待回复", "已回复")
	cases := []struct {
		name, day, params, log, want string
	}{
		{"within the days", "2021-08-29", "", "", ""},
		{"past the days", "2021-08-30", "", "", "财政办 1-02"},
		{"fewer days", "2021-08-12", "约谈超期天数|10", "", "财政办 1-02"},
		{"before the day for the answer", "2021-08-09", "约谈超期天数|1", "", ""},
		{"another kind of paper", "2021-08-31", "约谈依据|督办单", "", ""},
		{"by the name of an option", "2021-08-31", "约谈依据|督促函", "", "财政办 1-02"},
		{"switched off", "2021-08-31", "约谈依据|", "", ""},
		{"measures of the condition", "2021-08-31", "约谈条件|整改类型 = 集中整改", "", "财政办 1-02"},
		{"none of the condition", "2021-08-31", "约谈条件|整改类型 = 持续整改", "", ""},
		{"held already", "2021-08-31", "", talked, ""},
		{"answered", "2021-08-31", "", answered, ""},
	}
	for _, c := range cases {
		own := maps.Clone(campaignTables)
		own["参数"] += "\n" + c.params
		own["期初-督办文书"] = cmp.Or(c.log, unanswered)
		var got []string
		for _, p := range summonsed(t, c.day, own) {
			got = append(got, p.Unit+" "+strings.Join(p.Measures, "、"))
		}
		if s := strings.Join(got, "；"); s != c.want {
			t.Errorf("%s: %q, not %q", c.name, s, c.want)
		}
	}
}

// What a summons says is the plan's: whom it asks for, why, and what is filled in.
func TestSummonsIsWordedByThePlan(t *testing.T) {
	own := maps.Clone(campaignTables)
	own["期初-督办文书"] = unanswered
	p := summonsed(t, "2021-08-31", own)[0]
	if p.title != "约谈通知书" || p.signature != "纪工委" || !strings.Contains(p.numberLine, "草稿") || p.Date != "" {
		t.Errorf("%q of %q, %q, %q", p.title, p.signature, p.numberLine, p.Date)
	}
	body := strings.Join(p.body, "\n")
	for _, w := range []string{"2021年8月2日印发的纪督〔2021〕1号", "财政办主任", "1项", "30天"} {
		if !strings.Contains(body, w) {
			t.Errorf("%q is not said: %s", w, body)
		}
	}
	if strings.Contains(body, "{") || len(p.body) < 4 {
		t.Errorf("%q", p.body)
	}
	own["参数"] += "\n约谈正文|请{约谈对象}来一下。\n约谈对象|责任领导|单位负责人\n文书用语|约谈通知书=提醒谈话通知"
	if p = summonsed(t, "2021-08-31", own)[0]; p.title != "提醒谈话通知" || p.body[0] != "请办事处主任来一下。" {
		t.Errorf("%q: %q", p.title, p.body)
	}
}

// What moved to another unit since is not asked of the one that had it.
func TestNobodyIsChasedForWhatIsAnothersNow(t *testing.T) {
	own := maps.Clone(campaignTables)
	own["参数"] += "\n约谈超期天数|1"
	own["期初-督办文书"] = strings.ReplaceAll(unanswered, "财政办", "综合办")
	if got := summonsed(t, "2021-08-31", own); len(got) != 0 {
		t.Errorf("%s is summoned for %v", got[0].Unit, got[0].Measures)
	}
}

// A mistake in what calls for a summons has its cell.
func TestSummonsOfThePlanIsChecked(t *testing.T) {
	for text, says := range map[string]string{
		"约谈条件|整改类别 = 集中整改": "整改类别", "约谈条件|整改类型 = 集中": "集中", "约谈依据|督促书": "督促书", "约谈超期天数|一个月": "一个月",
	} {
		own := maps.Clone(campaignTables)
		own["参数"] += "\n" + text
		bad := planProblems(t, own)
		if len(bad) != 1 || !strings.Contains(bad[0].Message, says) || bad[0].Sheet != templates.SheetParams || bad[0].Cell == "" {
			t.Errorf("%s: %+v", text, bad)
		}
	}
}
