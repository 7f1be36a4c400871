package quantity

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func keys(text string) string {
	var out []string
	for _, t := range Text(text) {
		out = append(out, t.Key)
	}
	return strings.Join(out, " ")
}

// Ways of writing one and the same.
func TestSame(t *testing.T) {
	for _, same := range [][]string{
		{"共召开3次", "共召开三次", "共 召 开 ３ 次", "共召开（3）次，", "共召开\n3次。"},
		{"整改完成率100%", "整改完成率百分之百", "整改完成率１００％", "整改完成率百分之一百", "整改完成率：100 %"},
		{"完成90%", "完成百分之九十", "完成九成", "完成九十%"},
		{"五分之四", "百分之八十", "80%", "八成", "80.0%"},
		{"6月3日", "六月三日", "６月３日", "6 月 3 日", "6月3号", "06月03日"},
		{"2021年8月6日", "二〇二一年八月六日", "二零二一年八月六日", "2021-08-06", "2021.8.6", "2021/8/6", "2021年08月06日", "二○二一年八月六日"},
		{"12.40077万㎡", "124007.7㎡", "124,007.7平方米", "12.40077 万平方米", "124007.70m²", "12.40077万m2", "１２４，００７．７平方米", "12.40077公顷"},
		{"58万元", "五十八万元", "580000元", "580,000元", "五十八万 元"},
		{"3月8日至4月23日", "3月8日—4月23日", "3月8日-4月23日", "3月8日到4月23日", "三月八日～四月二十三日", "3月8日——4月23日"},
		{"第十四轮", "第14轮", "第 14 轮"},
		{"一是", "—是"},
		{"一一记录", "——记录"},
		{"（一）强化", "(1)强化", "一、强化", "1.强化", "㈠强化", "①强化"},
		{"3亿5000万元", "3.5亿元", "三亿五千万元", "350000000元"},
		{"1.5万人", "一万五千人", "15000人", "1万5千人", "一点五万人"},
		{"电话022-65773023", "电话02265773023", "电话：022 65773023", "电话０２２-６５７７３０２３"},
		{"上午8:30", "上午8时30分", "上午8：30", "上午8点30分", "上午8: 30"},
		{"面积（㎡）", "面积（m²）", "面积（平方米）", "面积（m2）", "面积 平米"},
		{"七成半", "七 成半", "百分之七十五"},
		{"“回头看”《意见》", "回头看意见", "\"回头看\"，意见", "回\u200b头看意见"},
		{"增长5个百分点", "增长五个百分点", "增长5百分点"},
		{"3-5处", "3至5处", "3～5处", "三到五处"},
		{"两个维护", "2个维护", "二个维护"},
	} {
		want := keys(same[0])
		for _, x := range same[1:] {
			if got := keys(x); got != want {
				t.Errorf("%q is %s, %q is %s", same[0], want, x, got)
			}
		}
	}
}

// Changes of meaning, however small.
func TestDifferent(t *testing.T) {
	for _, x := range [][2]string{
		{"3次", "4次"}, {"三次", "四次"}, {"十四轮", "十五轮"}, {"90%", "9%"}, {"5%", "-5%"}, {"5%", "5‰"}, {"5%", "5个百分点"}, {"百分之九十", "百分之八十"},
		{"五分之四", "五分之三"}, {"六成", "六成五"}, {"五十八万元", "五十八元"}, {"300元", "300美元"}, {"24㎡", "24亩"}, {"24㎡", "24公顷"}, {"24㎡", "24米"},
		{"192户", "192户次"}, {"7处", "7起"}, {"6月3日", "6月30日"}, {"6月3日", "7月3日"}, {"2021年", "2020年"}, {"65773023", "65773032"}, {"近10处", "10处"},
		{"已完成", "未完成"}, {"1.64007万", "1.64007"}, {"7、8", "78"}, {"12.5", "125"}, {"3个月", "3月"}, {"3年", "3月"}, {"1万", "1亿"}, {"一是", "二是"}, {"> 3", "< 3"},
		{"负5%", "5%"}, {"+5%", "5%"}, {"A13", "A14"}, {"tgjzhb@tjbh.gov.cn", "tgjzhb@tjbh.gov.com"}, {"8:30", "8:31"}, {"3-5处", "3.5处"},
	} {
		if keys(x[0]) == keys(x[1]) {
			t.Errorf("%q and %q are both %s", x[0], x[1], keys(x[0]))
		}
	}
}

// written is an independent way of writing a number in Chinese.
func written(n int64) string {
	digit := []string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	if n == 0 {
		return digit[0]
	}
	group := func(v int64) string {
		out, zero := "", false
		for _, u := range []struct {
			of   int64
			word string
		}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
			d := v / u.of % 10
			if d == 0 {
				zero = out != ""
				continue
			}
			if zero {
				out += "零"
			}
			out, zero = out+digit[d]+u.word, false
		}
		return out
	}
	out, rest := "", n
	for _, u := range []struct {
		of   int64
		word string
	}{{1e8, "亿"}, {1e4, "万"}, {1, ""}} {
		v := rest / u.of
		rest %= u.of
		if v == 0 {
			continue
		}
		if out != "" && v < 1000 {
			out += "零"
		}
		out += group(v) + u.word
	}
	if strings.HasPrefix(out, "一十") {
		out = strings.TrimPrefix(out, "一")
	}
	return out
}

func TestChineseNumerals(t *testing.T) {
	check := func(n int64) error {
		for _, text := range []string{written(n), fmt.Sprint(n)} {
			ts := Text("共" + text + "户")
			if len(ts) != 3 || ts[1].Quantity == nil || !ts[1].Quantity.Value.Equal(decimal.NewFromInt(n)) {
				return fmt.Errorf("%d: %s reads %s", n, text, keys("共"+text+"户"))
			}
		}
		return nil
	}
	for n := range int64(12000) {
		if err := check(n); err != nil {
			t.Fatal(err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		if err := check(rapid.Int64Range(0, 1e12-1).Draw(t, "n")); err != nil {
			t.Fatal(err)
		}
	})
}

// wide writes text in full width.
func wide(text string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r <= '~' {
			return r - '!' + '！'
		}
		return r
	}, text)
}

func grouped(digits string) string {
	whole, fraction, point := strings.Cut(digits, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		whole += "." + fraction
	}
	return whole
}

// Whatever the amount, its spellings have one key, and another amount has
// another.
func TestSpellings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cents := rapid.Int64Range(1, 999_999_999).Draw(t, "cents")
		v := decimal.New(cents, -rapid.Int32Range(0, 4).Draw(t, "places"))
		unit := rapid.SampledFrom([]string{"元", "平方米", "处", "户", "亩"}).Draw(t, "unit")
		before := rapid.SampledFrom([]string{"共", "，", "（", "面积", " ", "。"}).Draw(t, "before")
		d := v.String()
		want := keys(before + d + unit)
		for _, text := range []string{wide(d) + unit, grouped(d) + unit, wide(grouped(d)) + unit, d + " " + unit, d + "\n" + unit, v.Shift(-4).String() + "万" + unit, v.Shift(-8).String() + "亿" + unit} {
			if got := keys(before + text); got != want {
				t.Fatalf("%s is %s, %s is %s", d+unit, want, text, got)
			}
		}
		other := decimal.New(rapid.Int64Range(1, 999_999_999).Draw(t, "other"), -rapid.Int32Range(0, 4).Draw(t, "its places"))
		if !other.Equal(v) && keys(before+other.String()+unit) == want {
			t.Fatalf("%s and %s are both %s", v, other, want)
		}
	})
}

func TestDates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y, m, d := rapid.Int64Range(1949, 2060).Draw(t, "y"), rapid.Int64Range(1, 12).Draw(t, "m"), rapid.Int64Range(1, 31).Draw(t, "d")
		digits := ""
		for _, r := range fmt.Sprint(y) {
			digits += string([]rune("〇一二三四五六七八九")[r-'0'])
		}
		want := keys(fmt.Sprintf("于%d年%d月%d日", y, m, d))
		for _, text := range []string{digits + "年" + written(m) + "月" + written(d) + "日", fmt.Sprintf("%d-%02d-%02d", y, m, d), fmt.Sprintf("%d.%d.%d", y, m, d),
			fmt.Sprintf("%d/%d/%d", y, m, d), wide(fmt.Sprintf("%d年%d月%d日", y, m, d)), fmt.Sprintf("%d 年\n%d 月 %d 日", y, m, d)} {
			if got := keys("于" + text); got != want {
				t.Fatalf("%s: %s, want %s", text, got, want)
			}
		}
		if keys(fmt.Sprintf("于%d年%d月%d日", y, m, d%31+1)) == want || keys(fmt.Sprintf("于%d年%d月%d日", y+1, m, d)) == want || keys(fmt.Sprintf("于%d月%d日", m, d)) == want {
			t.Fatal("another day has the same key")
		}
	})
}

// Marks, blanks and breaks between tokens change nothing; and tokens lie in
// order, each within the text.
func TestPlaces(t *testing.T) {
	words := []string{"共", "召开", "3", "次", "三", "12.5", "%", "万", "㎡", "2021年", "6月", "百分之", "近", "户次", "A13", "1,234", "-", "至", "—是", "十", "百", "点", "成", "分之", "亿", "负", "@", "：", "022-65773023", "½", "\xff", "\u200b", "零", "两"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 30).Draw(t, "words"), "")
		cut := rapid.IntRange(0, len(text)).Draw(t, "cut")
		ps := []Paragraph{{Text: text[:cut]}, {Text: text[cut:], Apart: rapid.Bool().Draw(t, "apart")}}
		last := Place{}
		for _, x := range Scan(ps) {
			if x.Key == "" || less(x.From, last) || less(x.To, x.From) || x.To.Byte > len(ps[x.To.Paragraph].Text) {
				t.Fatalf("%q: %+v after %+v", text, x, last)
			}
			last = x.To
		}
	})
}

func less(a, b Place) bool {
	return a.Paragraph < b.Paragraph || a.Paragraph == b.Paragraph && a.Byte < b.Byte
}

func TestApart(t *testing.T) {
	ts := Scan([]Paragraph{{Text: "12", Apart: true}, {Text: "万", Apart: true}, {Text: "2021年", Apart: true}, {Text: "8月", Apart: true}})
	if len(ts) != 4 {
		t.Errorf("%+v", ts)
	}
}
