package templates

import "testing"

func BenchmarkConditions(b *testing.B) {
	plan, err := Load(StandardTables())
	if err != nil {
		b.Fatal(err)
	}
	plan.SetAsOf("2021-08-31")
	l := plan.Ledger("违法建设")
	values := make([]string, len(l.Columns))
	for name, v := range map[string]string{"面积": "1200.5", "发现日期": "2021-08-06", "处置方式": "拆除", "计入总量": "是", "分类处置类别": "公建违建"} {
		values[l.Column(name).Index] = v
	}
	for name, text := range map[string]string{
		"words": "处置方式 = 拆除 且 计入总量 ≠ 否", "day": "发现日期 < {截至日}", "number": "面积 > 0", "option param": "分类处置类别 属于 {限制交易类别}", "arithmetic": "{截至日}-发现日期 > 30",
	} {
		c, err := plan.ParseCondition(text, l, nil)
		if err != nil {
			b.Fatal(err)
		}
		env := Env{Plan: plan}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				c.Holds(values, env)
			}
		})
	}
}
