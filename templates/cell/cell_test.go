package cell

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"golang.org/x/text/width"
	"pgregory.net/rapid"

	"taizhang/sheets/xlsx"
)

func TestRead(t *testing.T) {
	area := &Spec{Name: "面积", Type: Decimal, Decimals: 2, Measure: "㎡"}
	share := &Spec{Name: "比例", Type: Decimal, Decimals: 2, Measure: "%"}
	people := &Spec{Name: "人数", Type: Integer, Measure: "人"}
	visits := &Spec{Name: "人次", Type: Integer, Measure: "人次"}
	firms := &Spec{Name: "家数", Type: Integer, Measure: "家"}
	plain := &Spec{Name: "数量", Type: Integer}
	day := &Spec{Name: "日期", Type: Date}
	text := &Spec{Name: "内容", Type: Text}
	code := &Spec{Name: "编号", Type: Text, Code: true}
	yes := &Spec{Name: "属实", Type: YesNo}
	for _, c := range []struct {
		spec       *Spec
		cell       xlsx.Cell
		want, says string
	}{
		{area, xlsx.Cell{Kind: xlsx.Number, Text: "0.30000000000000004"}, "0.3", ""},
		{area, xlsx.Cell{Kind: xlsx.Text, Text: "1，234.50㎡"}, "1234.5", CodeNormal},
		{area, xlsx.Cell{Kind: xlsx.Text, Text: "近10处"}, "", CodeFuzzy},
		{area, xlsx.Cell{Kind: xlsx.Text, Text: "12.5 平米"}, "12.5", CodeNormal},
		{area, xlsx.Cell{Kind: xlsx.Text, Text: "12.5元"}, "", CodeType},
		{area, xlsx.Cell{Kind: xlsx.Text, Text: "￥12.5"}, "", CodeType},
		{area, xlsx.Cell{Kind: xlsx.Text, Text: "12.5%"}, "", CodeType},
		{area, xlsx.Cell{Kind: xlsx.Text, Text: "12.5处"}, "", CodeType},
		{area, xlsx.Cell{Kind: xlsx.Number, Text: "0.125", Percent: true}, "", CodeType},
		{area, xlsx.Cell{Kind: xlsx.Number, Text: "12.5", Code: `0.0"元"`}, "", CodeType},
		{area, xlsx.Cell{Kind: xlsx.Number, Text: "12.5", Code: `¥#,##0.00`}, "", CodeType},
		{area, xlsx.Cell{Kind: xlsx.Number, Text: "12.5", Code: `0.0"平方米"`}, "12.5", ""},
		{area, xlsx.Cell{Kind: xlsx.Number, Text: "12345", Code: `0.0,"千"`}, "12345", ""},
		{area, xlsx.Cell{Kind: xlsx.Number, Text: "12.5", Code: "#,##0.00_ "}, "12.5", ""},
		{people, xlsx.Cell{Kind: xlsx.Text, Text: "30人"}, "30", CodeNormal},
		{people, xlsx.Cell{Kind: xlsx.Text, Text: "30人次"}, "", CodeType},
		{visits, xlsx.Cell{Kind: xlsx.Text, Text: "6人次"}, "6", CodeNormal},
		{firms, xlsx.Cell{Kind: xlsx.Text, Text: "１２家"}, "12", CodeNormal},
		{firms, xlsx.Cell{Kind: xlsx.Text, Text: "12户"}, "", CodeType},
		{plain, xlsx.Cell{Kind: xlsx.Text, Text: "12处"}, "12", CodeNormal},
		{plain, xlsx.Cell{Kind: xlsx.Text, Text: "12元"}, "", CodeType},
		{area, xlsx.Cell{Kind: xlsx.Number, Text: "1.234"}, "", CodeType},
		{area, xlsx.Cell{Kind: xlsx.Text, Text: strings.Repeat("9", 30_000)}, "", CodeType},
		{area, xlsx.Cell{Kind: xlsx.Number, Text: strings.Repeat("9", 30_000)}, "", CodeType},
		{text, xlsx.Cell{Kind: xlsx.Number, Text: strings.Repeat("9", 30_000)}, "", CodeType},
		{area, xlsx.Cell{Kind: xlsx.Empty, Formula: true}, "", CodeFormula},
		{area, xlsx.Cell{Kind: xlsx.Date, Text: "44414"}, "", CodeType},
		{share, xlsx.Cell{Kind: xlsx.Number, Text: "0.8", Percent: true}, "80", ""},
		{day, xlsx.Cell{Kind: xlsx.Date, Text: "44414"}, "2021-08-06", ""},
		{day, xlsx.Cell{Kind: xlsx.Date, Text: "44414.0"}, "2021-08-06", ""},
		{day, xlsx.Cell{Kind: xlsx.Date, Text: "44414.604166666664"}, "2021-08-06", CodeNormal},
		{day, xlsx.Cell{Kind: xlsx.Date, Text: "2021-08-06T14:30:00"}, "2021-08-06", CodeNormal},
		{day, xlsx.Cell{Kind: xlsx.Number, Text: "44414"}, "2021-08-06", CodeNormal},
		{day, xlsx.Cell{Kind: xlsx.Text, Text: "2021年8月6日"}, "2021-08-06", CodeNormal},
		{day, xlsx.Cell{Kind: xlsx.Text, Text: "2021-02-30"}, "", CodeType},
		{text, xlsx.Cell{Kind: xlsx.Date, Text: "44257", Format: 58}, "3月2日", CodeShown},
		{text, xlsx.Cell{Kind: xlsx.Date, Text: "44414", Format: 14}, "2021/8/6", CodeShown},
		{text, xlsx.Cell{Kind: xlsx.Date, Text: "0.354166666666667", Format: 20}, "8:30", CodeShown},
		{text, xlsx.Cell{Kind: xlsx.Date, Text: "1.5", Format: 46}, "36:00:00", CodeShown},
		{text, xlsx.Cell{Kind: xlsx.Number, Text: "12", Code: "[DBNum1][$-804]General"}, "一十二", CodeShown},
		{text, xlsx.Cell{Kind: xlsx.Number, Text: "7", Code: "0000"}, "0007", CodeShown},
		{text, xlsx.Cell{Kind: xlsx.Number, Text: "0.8", Format: 9, Percent: true}, "80%", CodeShown},
		{text, xlsx.Cell{Kind: xlsx.Number, Text: "12", Code: "G/通用格式"}, "12", ""},
		{text, xlsx.Cell{Kind: xlsx.Number, Text: "1234.5", Format: 4}, "1234.5", ""},
		{text, xlsx.Cell{Kind: xlsx.Number, Text: "3.7", Format: 1}, "3.7", ""},
		{code, xlsx.Cell{Kind: xlsx.Number, Text: "7", Code: "[DBNum3]0000"}, "0007", CodeShown},
		{text, xlsx.Cell{Kind: xlsx.Text, Text: "甲\r\n乙\u3000"}, "甲\n乙", ""},
		{text, xlsx.Cell{Kind: xlsx.Text, Text: "——"}, "", CodeNormal},
		{text, xlsx.Cell{Kind: xlsx.Number, Text: "120101199001011234"}, "", CodeDigits},
		{text, xlsx.Cell{Kind: xlsx.Error, Text: "#N/A"}, "", CodeFormula},
		{code, xlsx.Cell{Kind: xlsx.Text, Text: "２０２５－０１（移入）"}, "2025-01（移入）", CodeNormal},
		{yes, xlsx.Cell{Kind: xlsx.Bool, Text: "TRUE"}, Yes, ""},
		{yes, xlsx.Cell{Kind: xlsx.Text, Text: "×"}, No, CodeNormal},
		{yes, xlsx.Cell{Kind: xlsx.Text, Text: "可能"}, "", CodeOption},
	} {
		got, issue := c.spec.Read(c.cell, false)
		says := ""
		if issue != nil {
			says = issue.Code
		}
		if got != c.want || says != c.says {
			t.Errorf("%s of %q: got %q (%s), want %q (%s)", c.spec.Name, c.cell.Text, got, says, c.want, c.says)
		}
	}
}

func TestShow(t *testing.T) {
	open, closed := &Spec{Type: LongText}, &Spec{Type: LongText, Sensitive: true}
	long := string(slices.Repeat([]rune("长"), 50))
	for _, c := range []struct{ got, want string }{
		{open.Show(long), string([]rune(long)[:40]) + "…"},
		{closed.Show("户主"), "户***"},
		{closed.Show(""), ""},
		{(&Spec{Type: Date}).Print("2021-08-06", ""), "2021年8月6日"},
		{(&Spec{Type: Date}).Print("2021-08-06", "月日"), "8月6日"},
		{(&Spec{Type: Choices}).Print("甲；乙", ""), "甲、乙"},
		{open.Print("甲；\r\n乙", ""), "甲；乙"},
		{PrintDate("2021-08-06", "年月"), "2021年8月"},
		{PrintDate("待定", "年月日"), "待定"},
		{PrintWritten("20210806", ""), "20210806"},
		{PrintWritten("2021.8.6", ""), "2021年8月6日"},
		{MonthsAfter("2021-11-30", 3), "2022-02-28"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// A period prints the same in a finding and in a summary, and sorts as text.
func TestPeriods(t *testing.T) {
	for _, c := range []struct{ unit, want, prints string }{
		{Month, "2021-06", "2021年6月"}, {Quarter, "2021-2", "2021年第2季度"}, {Year, "2021", "2021年"}, {HalfYear, "2021-H1", "2021年上半年"},
		{TenDays, "2021-06-3", "2021年6月下旬"}, {Week, "2021-W26", "2021年第26周（6月28日起）"}, {DayUnit, "2021-06-30", "2021年6月30日"}, {"abc", "", ""},
	} {
		if got := Period("2021-06-30", c.unit); got != c.want || PrintPeriod(got) != c.prints {
			t.Errorf("%s: %q prints %q", c.unit, got, PrintPeriod(got))
		}
	}
	for _, w := range [][3]string{
		{"2021年6月", Month, "2021-06"}, {"2021.6", Month, "2021-06"}, {"2021-13", Month, ""}, {"6", Month, ""}, {"2021年第2季度", Quarter, "2021-2"},
		{"2021年二季度", Quarter, "2021-2"}, {"2021年下半年", HalfYear, "2021-H2"}, {"2021年6月中旬", TenDays, "2021-06-2"}, {"2021年第53周", Week, ""},
		{"2020年第53周", Week, "2020-W53"}, {"2021.6.3", DayUnit, "2021-06-03"}, {"2021年度", Year, "2021"},
	} {
		if got, ok := ReadPeriod(w[0], w[1]); ok != (w[2] != "") || ok && got != w[2] {
			t.Errorf("%s is read as %q", w[0], got)
		}
	}
	for day := time.Date(2019, 12, 20, 0, 0, 0, 0, time.UTC); day.Year() < 2022; day = day.AddDate(0, 0, 1) {
		iso := day.Format(time.DateOnly)
		for _, unit := range PeriodUnits {
			p := Period(iso, unit)
			start, ok := PeriodStart(p, unit)
			if again := Period(start, unit); !ok || again != p || start > iso {
				t.Fatalf("%s of %s is %s from %s", unit, iso, p, start)
			}
			if both := Periods(start, iso, unit); len(both) != 1 || both[0] != p {
				t.Fatalf("%s to %s by %s: %v", start, iso, unit, both)
			}
		}
	}
	for _, odd := range []string{"", "（未填）", "2021-9", "无"} {
		if PrintPeriod(odd) != odd {
			t.Errorf("%q prints %q", odd, PrintPeriod(odd))
		}
	}
	if got := Periods("2021-11-30", "2022-02-01", Month); !slices.Equal(got, []string{"2021-11", "2021-12", "2022-01", "2022-02"}) {
		t.Errorf("months: %v", got)
	}
	if got := Periods("2021-05-31", "2021-10-01", Quarter); !slices.Equal(got, []string{"2021-2", "2021-3", "2021-4"}) {
		t.Errorf("quarters: %v", got)
	}
	if got := Periods("无", "2021-10-01", Year); got != nil {
		t.Errorf("from no day: %v", got)
	}
}

func TestCompare(t *testing.T) {
	for _, sorted := range [][]string{
		{"-10", "-2", "0", "1.5", "2", "10"},
		{"1-2", "1-10", "2-1"},
		{"2021-08-06", "2021-11-01"},
		{"整改办-T01-0009", "整改办-T01-0010", "整改办-T01-123456789012345678901"},
		{"甲", "甲01", "甲1", "甲2", "甲10"},
	} {
		mixed := slices.Clone(sorted)
		slices.Reverse(mixed)
		slices.SortFunc(mixed, Compare)
		if !slices.Equal(mixed, sorted) {
			t.Errorf("got %v, want %v", mixed, sorted)
		}
	}
	if Compare("1.0", "1") != 0 || Compare("甲01", "甲1") == 0 {
		t.Error("only the same number may be equal in two spellings")
	}
}

// Natural is an order: no set of texts can be sorted in two ways.
func TestNaturalIsAnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SliceOfN(rapid.StringMatching(`[ab01290-]{0,5}`), 3, 3).Draw(t, "texts")
		a, b, c := s[0], s[1], s[2]
		if Natural(a, b) != -Natural(b, a) || Natural(a, b) == 0 && a != b {
			t.Fatalf("%q and %q", a, b)
		}
		if Natural(a, b) <= 0 && Natural(b, c) <= 0 && Natural(a, c) > 0 {
			t.Fatalf("%q, %q, %q", a, b, c)
		}
	})
}

// Codes that differ in nothing but how they are typed are the same; others are
// not, whatever else they share.
func TestSameCodes(t *testing.T) {
	code := &Spec{Type: Text}
	for _, same := range [][]string{
		{"HK-001", "hk-001", "ＨＫ－００１", "HK001", "HK 1", "hk_001", "HK—1"},
		{"1-101", "01-101", "1－101", "1/101", "1 101"},
		{"2021.08.06", "2021-8-6"},
		{"A座101", "a座0101", "A座-101"},
		{"0", "00"},
	} {
		for _, v := range same {
			if got, want := code.Same(v), code.Same(same[0]); got != want {
				t.Errorf("%q is %q, %q is %q", v, got, same[0], want)
			}
		}
	}
	for _, two := range [][2]string{{"1-11", "11-1"}, {"1.05", "1.5"}, {"HK1", "HK10"}, {"A+", "A"}, {"1-101", "1101"}, {"-", "—"}, {"甲1", "乙1"}} {
		if code.Same(two[0]) == code.Same(two[1]) {
			t.Errorf("%q and %q are taken for one", two[0], two[1])
		}
	}
	for _, s := range []*Spec{{Type: Date}, {Type: Decimal}, {Type: LongText}, {Type: YesNo}} {
		if s.Same("A-01") != "A-01" {
			t.Errorf("%s folds its values", s.Type)
		}
	}
	for _, c := range []struct {
		a, b string
		bare bool
	}{{"1-101", "1101", true}, {"1-1-11", "1-11-1", false}} {
		x, bare1 := Resembles(code.Same(c.a))
		y, bare2 := Resembles(code.Same(c.b))
		if x != y || (bare1 || bare2) != c.bare {
			t.Errorf("%q and %q: %q, %q, %v", c.a, c.b, x, y, bare1 || bare2)
		}
	}
}

// TestPlausible: what is passed at a glance is nothing to ask about.
func TestPlausible(t *testing.T) {
	number := rapid.Map(rapid.Float64Range(-1e12, 1e12), func(f float64) string { return decimal.NewFromFloat(f).Round(3).String() })
	small := rapid.SampledFrom([]string{"", "0", "-0.5", "999", "1000", "-1000", "999.99", "9999999", "10000000", "99999999", "100000000", "x", "1e9", "1941-09-30", "1941-10-01", "1940-12-31", "2051-09-30", "2051-10-01", "2050-12-31", "2021-13-01", "20211-01-01"})
	rapid.Check(t, func(t *rapid.T) {
		s := &Spec{Name: "数", Type: rapid.SampledFrom([]Type{Decimal, Integer, Date}).Draw(t, "type"), Measure: rapid.SampledFrom([]string{"%", "元", "万元", "㎡"}).Draw(t, "measure"), Decimals: 2}
		v := rapid.OneOf(number, small).Draw(t, "value")
		doubtful := s.Type == Date && s.doubtDate(v, "2021-09-30") != ""
		if d, err := decimal.NewFromString(v); s.Type != Date && err == nil {
			doubtful = d.Abs().GreaterThanOrEqual(s.mostSensible())
		}
		if s.plausible(v, "2021-09-30") && doubtful {
			t.Fatalf("%q passes", v)
		}
	})
}

// TestLooksLike: what resembles each other has the same number.
func TestLooksLike(t *testing.T) {
	for r := rune(1); r < 0x30000; r++ {
		if want := []rune(strings.ToLower(width.Narrow.String(string(r)))); len(want) != 1 || want[0] != plainRune(r) && r != utf8.RuneError && utf8.ValidRune(r) {
			t.Errorf("%U is %q, not %U", r, string(want), plainRune(r))
		}
	}
	for r := '\u4e00'; r <= '\u9fff'; r++ {
		if plainRune(r) != r || strings.ContainsRune(Separators, r) {
			t.Errorf("%U is more than it looks", r)
		}
	}
	code := rapid.StringOfN(rapid.SampledFrom([]rune("0011aAｂ９０-－.．、 \u3000号Ⅻ\u00a0")), 0, 6, -1)
	spec := Spec{Type: Text}
	likeness := func(v string) string { like, _ := Resembles(spec.Same(v)); return like }
	seen := map[string]string{}
	rapid.Check(t, func(t *rapid.T) {
		v := code.Draw(t, "code")
		if other, ok := seen[likeness(v)]; ok && v != "" && LooksLike(other) != LooksLike(v) {
			t.Fatalf("%q and %q resemble each other and have different numbers", v, other)
		} else if !ok {
			seen[likeness(v)] = v
		}
	})
}

func TestDoubt(t *testing.T) {
	for _, c := range []struct {
		spec    Spec
		v       string
		doubted bool
	}{
		{Spec{Type: Decimal, Measure: "㎡"}, "10000000000000000", true},
		{Spec{Type: Decimal, Measure: "㎡"}, "99999", false},
		{Spec{Type: Decimal, Measure: "元"}, "2000000000", false},
		{Spec{Type: Decimal, Measure: "%"}, "8000", true},
		{Spec{Type: Integer}, "-100000000", true},
		{Spec{Type: Date}, "1921-08-06", true},
		{Spec{Type: Date}, "2121-08-06", true},
		{Spec{Type: Date}, "1955-08-06", false},
		{Spec{Type: Date}, "2030-01-01", false},
		{Spec{Type: Date}, "", false},
		{Spec{Type: Text}, "1921-08-06", false},
	} {
		if got := c.spec.Doubt(c.v, "2021-09-30"); (got != "") != c.doubted {
			t.Errorf("%s %s: %q", c.spec.Type, c.v, got)
		}
	}
}
