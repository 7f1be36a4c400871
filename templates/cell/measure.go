package cell

import (
	"slices"
	"strings"

	"golang.org/x/text/width"

	"taizhang/sheets/xlsx"
)

// measures are the spellings of one unit of measure, in half width and small
// letters. 万 stands alone in none of them: it would change the value.
var measures = [][]string{
	{"㎡", "m2", "m²", "m^2", "平方米", "平米", "平方"},
	{"m³", "m3", "立方米", "立方"},
	{"m", "米"}, {"km", "公里", "千米"}, {"kg", "公斤", "千克"}, {"t", "吨"},
	{"元", "圆", "rmb"},
	{"%", "百分点", "个百分点"},
	{"天", "日"}, {"人", "名"}, {"小时", "h"},
}

// counters are words that only count: where a column names no unit of measure,
// they say nothing that could be wrong.
var counters = []string{"个", "处", "户", "项", "次", "人", "条", "件", "家", "名", "起", "宗", "份", "栋", "套", "间", "人次", "户次"}

// measuredIn reports whether the unit behind a number is the column's own.
func (s *Spec) measuredIn(unit string) bool {
	unit, own := foldMeasure(unit), foldMeasure(s.Measure)
	if own == "" {
		return slices.Contains(counters, unit)
	}
	return unit == own || slices.ContainsFunc(measures, func(same []string) bool {
		return slices.Contains(same, unit) && slices.Contains(same, own)
	})
}

// shownUnit is what a number's format shows, if it shows another unit than the
// column's own.
func (s *Spec) shownUnit(x xlsx.Cell, date1904 bool) (shown string, other bool) {
	if !speaks(x.Code) {
		return "", false
	}
	shown, ok := x.Shown(date1904)
	if !ok {
		return "", false
	}
	text := width.Narrow.String(shown)
	if strings.ContainsAny(text, "¥$€£") {
		return shown, !strings.Contains(text, "¥") || !s.measuredIn("元")
	}
	unit := foldMeasure(strings.TrimLeft(text, "-+0123456789.,() "))
	known := slices.Contains(counters, unit) || slices.ContainsFunc(measures, func(same []string) bool { return slices.Contains(same, unit) })
	return shown, known && !s.measuredIn(unit)
}

func foldMeasure(unit string) string {
	return strings.ToLower(width.Narrow.String(strings.TrimSpace(unit)))
}
