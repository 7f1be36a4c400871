package summary

import (
	"context"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/disclosure"
	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/plantest"
)

// The examples of the manual come out as it says.
func TestFewInManual(t *testing.T) {
	manual, err := os.ReadFile("../../templates/README_zh.md")
	if err != nil {
		t.Fatal(err)
	}
	_, chapter, _ := strings.Cut(string(manual), "\n### 公开下限\n")
	chapter, _, _ = strings.Cut(chapter, "\n### ")
	count := regexp.MustCompile(`^(一般|重大)(已整改|待整改)? ([0-9]+)$`)
	n := 0
	for line := range strings.SplitSeq(chapter, "\n") {
		cells := strings.Split(line, "|")
		if len(cells) != 6 || !strings.Contains(cells[3], " ") || strings.Contains(cells[3], "各格") {
			continue
		}
		n++
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		p, err := plantest.Plan(map[string]string{
			"参数": "截至日|2026-07-31",
			"单位": "U1|一社区|社区",
			"选项": "等级|一般\n等级|重大\n状态|已整改|完成\n状态|待整改|未开始",
			"台账": "H|隐患|编号|社区||||||||||少于 3 不公开",
			"栏目": "隐患|编号|文本||||必|单位\n隐患|等级|选项||等级||选|单位\n隐患|状态|选项||状态||选|单位",
			"报表": "例|例|交叉表|隐患|" + cells[1] + "|" + cells[2] + "|计数",
		})
		if err != nil {
			t.Fatal(err)
		}
		d := sheets.NewData(p)
		for part := range strings.SplitSeq(cells[3], "、") {
			m := count.FindStringSubmatch(part)
			if m == nil {
				t.Fatalf("cannot read %q", part)
			}
			many, _ := strconv.Atoi(m[3])
			for range many {
				id := "H-" + strconv.Itoa(len(d.Rows(p.Ledgers[0]))+1)
				d.Add(&sheets.Row{Record: templates.Record{ID: id, Values: []string{id, m[1], m[2]}}, Ledger: p.Ledgers[0]})
			}
		}
		in := Input{Plan: p, Set: figure.New(d), AsOf: "2026-07-31", Control: disclosure.New(d)}
		var got []string
		for range 2 {
			pages, err := Pages(context.Background(), in)
			if err == nil {
				err = in.Control.Decide(context.Background())
			}
			if err != nil {
				t.Fatal(err)
			}
			got = got[:0]
			g := pages[0].Blocks[0].Grid
			for _, r := range g.Rows {
				for i, c := range r.Cells[1:] {
					if head := g.Head[i+1].Text; cells[2] != "" {
						got = append(got, r.Cells[0].Text+head+" "+c.Text)
					} else if head != "占比" {
						got = append(got, r.Cells[0].Text+" "+c.Text)
					}
				}
			}
		}
		if strings.Join(got, "、") != cells[4] {
			t.Errorf("%s prints %s, the manual says %s", cells[3], strings.Join(got, "、"), cells[4])
		}
	}
	if n < 4 {
		t.Errorf("%d examples", n)
	}
}
