package propose_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"taizhang/sheets/propose"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
)

// Whatever stands in an old workbook: the plan loads, every line is a row or is
// named, and every cell is carried over or is named.
func TestNothingIsLost(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	rounds := 120
	if testing.Short() {
		rounds = 25
	}
	heads := []string{"序号", "编号", "单位", "责任单位", "日期", "整改期限", "状态", "金额（元）", "面积(㎡)", "内容", "备注", "联系电话", "类别", "a.b|c", "是否完成", "行标识", "“引号”", "占比", "门牌", "领导、部门"}
	kinds := []func() string{
		func() string { return fmt.Sprintf("2021.%d.%d", 1+r.IntN(12), 1+r.IntN(28)) },
		func() string { return fmt.Sprint(r.IntN(1000)) },
		func() string { return fmt.Sprintf("%d.%d", r.IntN(99), r.IntN(999)) },
		func() string { return fmt.Sprintf("%d元", r.IntN(99)) },
		func() string { return []string{"甲社区", "乙科", "丙村", "丁公司"}[r.IntN(4)] },
		func() string { return []string{"已完成", "未完成", "整改中"}[r.IntN(3)] },
		func() string { return []string{"是", "否"}[r.IntN(2)] },
		func() string {
			return []string{"甲、乙", "甲", "乙；丙", "—", "无", "/", "待定", "[x]", "{y}", "a=b", "《某办法》", "3-2", "007", "～"}[r.IntN(14)]
		},
		func() string { return strings.Repeat("长", 1+r.IntN(60)) },
		func() string { return fmt.Sprintf("H-%03d", r.IntN(40)) },
	}
	for round := range rounds {
		var lines []string
		names := slices.Clone(heads)
		r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		n := 2 + r.IntN(8)
		for i := range names[:n] {
			names[i] = strings.ReplaceAll(names[i], "|", "/")
			if r.IntN(12) == 0 {
				names[i] = names[r.IntN(n)] // twice
			}
		}
		lines = append(lines, strings.Join(names[:n], "|"))
		of := make([]func() string, n)
		for i := range of {
			of[i] = kinds[r.IntN(len(kinds))]
		}
		for range 1 + r.IntN(14) {
			cells := make([]string, n)
			for i := range cells {
				if r.IntN(10) > 0 {
					cells[i] = of[i]()
				}
				if r.IntN(15) == 0 {
					cells[i] = kinds[r.IntN(len(kinds))]()
				}
			}
			lines = append(lines, strings.Join(cells, "|"))
		}
		s := old{sheet: "旧表", lines: strings.Join(lines, "\n")}
		p, plan := from(t, s)
		conserved(t, fmt.Sprintf("round %d\n%s", round, s.lines), lines, p.Sheets[0].Ledger, plan, func(row int) bool {
			return slices.ContainsFunc(p.Sheets[0].Ignored, func(x propose.Ignored) bool { return x.Row == row })
		}, func(ref string) bool {
			for _, f := range p.Findings {
				if f.Cell == ref {
					return true
				}
			}
			return false
		})
	}
}

func conserved(t *testing.T, what string, lines []string, ledger string, plan *templates.Plan, ignored func(row int) bool, said func(ref string) bool) {
	t.Helper()
	l := plan.Ledger(ledger)
	seeds, at := plan.Seeds[ledger], 0
	for n, line := range lines[1:] {
		if strings.Trim(line, "| ") == "" || ignored(n+2) {
			continue
		}
		if at >= len(seeds) {
			t.Fatalf("%s\nline %d is lost", what, n+2)
		}
		values := strings.Join(seeds[at].Values, "\x00")
		at++
		for c, text := range strings.Split(line, "|") {
			if text == "" || strings.Trim(text, "—/～") == "" || strings.HasPrefix(strings.Split(lines[0], "|")[c], "序号") || strings.HasPrefix(strings.Split(lines[0], "|")[c], "编号") {
				continue
			}
			if number, err := decimal.NewFromString(text); err == nil {
				text = number.String() // as it stands in the workbook
			}
			digits := strings.TrimRight(strings.TrimRight(strings.TrimSuffix(text, "元"), "0"), ".")
			parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、；", r) })
			kept := strings.Contains(values, text) || strings.Contains(values, digits) || strings.HasPrefix(text, "2021.") && strings.Contains(values, "2021-") ||
				len(parts) > 1 && strings.Contains(values, parts[0]) && strings.Contains(values, parts[1])
			if !kept && !said(xlsx.CellName(c+1, n+2)) {
				t.Errorf("%s\nline %d, “%s” is lost: %q of %d columns", what, n+2, text, values, len(l.Columns))
			}
		}
	}
	if at != len(seeds) {
		t.Errorf("%s\n%d rows of %d", what, len(seeds), at)
	}
}
