package figure_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"taizhang/templates"
)

// odd are columns whose names hold words and signs of the language.
const odd = `隐患|或|文本||||选|单位
隐患|且|文本||||选|单位
隐患|非|文本||||选|单位
隐患|空|文本||||选|单位
隐患|截至日|日期||||选|单位
隐患|金额（含税）|小数|2|||选|单位||||元
隐患|是/否整改|是否||||选|单位
隐患|2026年投入|小数|2|||选|单位||||万元
隐患|占 比|小数|2|||选|单位||||%
隐患|标签|多选||等级||选|单位
隐患|包含|文本||||选|单位
隐患|为空|文本||||选|单位`

// Ways in which a clerk may write a condition (testdata/conditions.tsv): each is
// read as it is meant, or refused with what to write instead.
func TestWaysOfWritingConditions(t *testing.T) {
	table, err := os.ReadFile("testdata/conditions.tsv")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.SplitSeq(strings.TrimSpace(string(table)), "\n") {
		n++
		cells := strings.Split(line, "\t")
		p, err := small(map[string]string{"参数": "几级|重大¦一般", "栏目": odd,
			"指标": example{"代号": "X", "名称": "x", "台账": "隐患", "运算": "计数", "条件": cells[0]}.line("指标")})
		got := "✓ "
		if err == nil {
			got += p.Figure("X").When.Words()
		} else {
			var bad *templates.PlanError
			if !errors.As(err, &bad) {
				t.Fatal(err)
			}
			message, _, placed := strings.Cut(bad.Findings[0].Message, "（条件“")
			if bad.Findings[0].Sheet != "指标" || bad.Findings[0].Cell != "F3" || !placed {
				t.Errorf("%s: %+v", cells[0], bad.Findings[0])
			}
			got = "✗ " + message + "\t" + bad.Findings[0].Fix
		}
		if want := strings.Join(cells[1:], "\t"); got != want {
			t.Errorf("%s: %s, want %s", cells[0], got, want)
		}
	}
	if n < 200 {
		t.Errorf("only %d ways", n)
	}
}
