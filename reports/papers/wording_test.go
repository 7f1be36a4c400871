package papers

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"taizhang/reports/docx"
	"taizhang/sheets/campaign"
	"taizhang/templates"
)

// Titles and labels of the papers are the plan's: the words of 文书用语, else the
// columns' own names.
func TestPapersSpeakTheWordsOfThePlan(t *testing.T) {
	standard := []string{"整改任务单", "整改措施", "成果要求", "责任\n领导", "责任\n部门", "整改\n期限", "签收回执", "整改措施销号单", "整改办审核意见", "佐证材料"}
	own := maps.Clone(campaignTables)
	own["参数"] += "\n文书用语|任务单=消防整治任务书；措施=整治内容；成果=验收标准；签收回执=回执；销号单=隐患销号单；整改办审核意见=消防办意见"
	for _, c := range []struct {
		tables      map[string]string
		want, never []string
	}{
		{campaignTables, standard, []string{"消防"}},
		{own, []string{"消防整治任务书", "整治内容", "验收标准", "责任\n部门", "回执", "隐患销号单", "消防办意见"}, []string{"整改任务单", "整改措施", "成果要求", "签收回执", "整改办审核意见"}},
	} {
		text := papersText(t, loadPlan(t, c.tables))
		for _, w := range c.want {
			if !strings.Contains(text, w) {
				t.Errorf("no paper says %q", w)
			}
		}
		lines := strings.Split(text, "\n")
		for _, w := range c.never {
			if slices.Contains(lines, w) {
				t.Errorf("a paper says %q", w)
			}
		}
	}
}

// papersText is what stands on the task sheets and closing sheets of a day.
func papersText(t *testing.T, plan *templates.Plan) string {
	t.Helper()
	dir := campaign.Dir(t.TempDir())
	plan.SetAsOf("2021-06-01")
	res, err := Write(t.Context(), Input{Dir: dir, Plan: plan, AsOf: "2021-06-01"})
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, f := range res.Files {
		if filepath.Ext(f) != ".docx" {
			continue
		}
		b, err := os.ReadFile(dir.Path(filepath.FromSlash(f)))
		if err != nil {
			t.Fatal(err)
		}
		content, err := docx.Read(b)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range content.Paragraphs {
			text += p.Text + "\n"
		}
	}
	return text
}

// A word for what no paper says is a mistake of the plan, with its cell.
func TestUnknownPaperWordsAreRefused(t *testing.T) {
	for text, says := range map[string]string{"任务书=甲": "文书上没有“任务书”", "成果": "没有写明改成什么", "成果=": "没有写明改成什么"} {
		own := slices.Clone(templates.StandardTables())
		for i, table := range own {
			if table.Sheet != templates.SheetParams {
				continue
			}
			changed := *table
			changed.Rows = slices.Clone(table.Rows)
			for j, r := range changed.Rows {
				if r.Cells[0] == string(templates.ParamPaperWords) {
					changed.Rows[j].Cells = slices.Clone(r.Cells)
					changed.Rows[j].Cells[1] = text
				}
			}
			own[i] = &changed
		}
		_, err := templates.Load(own)
		bad, ok := err.(*templates.PlanError)
		if !ok || len(bad.Findings) != 1 || !strings.Contains(bad.Findings[0].Message, says) || bad.Findings[0].Cell == "" {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// Neither the list of papers nor a paper says of something that there are nought.
func TestPapersSayNothingOfNought(t *testing.T) {
	if got := countsOf(&Result{}); strings.Contains(got, "0") {
		t.Error(got)
	}
	if got := countsOf(&Result{Tracked: 3, Papers: []Paper{{}}}); got != "本日文书1份；未销号措施3条。" {
		t.Error(got)
	}
	plan := loadPlan(t, campaignTables)
	plan.SetAsOf("2021-07-15") // 1-02 comes near, and nothing of 财政办 is late
	res, err := Write(t.Context(), Input{Dir: campaign.Dir(t.TempDir()), Plan: plan, AsOf: "2021-07-15"})
	if err != nil {
		t.Fatal(err)
	}
	reminded := 0
	for _, p := range res.Papers {
		if p.Kind != reminder {
			continue
		}
		reminded++
		if body := strings.Join(p.body, ""); strings.Contains(body, "0项") {
			t.Errorf("%s: %s", p.Unit, body)
		}
	}
	if reminded == 0 {
		t.Error("nobody is reminded")
	}
}

// Long names get room in a paper's table, short ones what they always had.
func TestLongNamesGetRoom(t *testing.T) {
	base := []int{26, 92, 40}
	for text, want := range map[string]int{"办事处主任": 40, strings.Repeat("专班", 10): 41, strings.Repeat("专班", 30): widest} {
		made := table{widths: base}
		made.add(centred("1-01"), centred("措施"), centred(text))
		if got := made.spread().widths; got[2] != want || got[0] != 26 || got[1] != 92 {
			t.Errorf("%d characters: %v", len([]rune(text)), got)
		}
	}
}
