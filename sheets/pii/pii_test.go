package pii

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The numbers are made up; their check digits are right.
func TestFind(t *testing.T) {
	own := On("", "值班电话138-0013-8000，总机022-65773023")
	for text, want := range map[string]string{
		"身份证110101199003077571。":            "身份证号 110101199003077571",
		"证件11010519491231002x。":             "身份证号 11010519491231002x",
		"证件110105 19491231 002X。":           "身份证号 110105 19491231 002X",
		"证件１１０１０５１９４９１２３１００２Ｘ。":             "身份证号 １１０１０５１９４９１２３１００２Ｘ",
		"证件110105194912310021错一位":           "身份证号 110105194912310021",
		"手机１３９００１３９０００，请回电":                 "手机号 １３９００１３９０００",
		"手机139 0013 9000。":                  "手机号 139 0013 9000",
		"手机139－0013－9000。":                  "手机号 139－0013－9000",
		"手机139  0013\u00a09000。":            "手机号 139  0013\u00a09000",
		"手机8613812345678。":                  "手机号 8613812345678",
		"手机+8613812345678。":                 "手机号 8613812345678",
		"手机008613812345678。":                "手机号 008613812345678",
		"手机+86 138 1234 5678。":              "手机号 86 138 1234 5678",
		"手机（86）138-1234-5678":               "手机号 138-1234-5678",
		"tel13812345678":                    "手机号 13812345678",
		"13812345678 13912345678":           "手机号 13812345678|手机号 13912345678",
		"13812345678—110101199003077571":    "手机号 13812345678|身份证号 110101199003077571",
		"3 138 1234 5678 20":                "手机号 138 1234 5678",
		"卡号 6222 0212 3456 7894 存":          "银行卡号 6222 0212 3456 7894",
		"卡号6222021234567890128。":            "银行卡号 6222021234567890128",
		"卡号4111111111111112。":               "",
		"卡号0000000000000000。":               "",
		"文号〔2021〕13800号，面积124007.70":        "",
		"电话13800138000是值班电话":                "",
		"电话+86 13800138000是值班电话":            "",
		"电话022-65773023。":                   "",
		"代码91120116MA05G1234X。":             "",
		"代码A13912345678B。":                  "",
		"编号20210806123。":                    "",
		"共 13 8 0 0123 456 处":               "手机号 13 8 0 0123 456",
		"表：15 2 13 800 13 8000 7":           "",
		"X 13812345678":                     "手机号 13812345678",
		"":                                  "",
		"+86(138)12345678":                  "手机号 138)12345678",
		"0086（138）1234-5678":                "手机号 0086（138）1234-5678",
		"邮箱zhang13812345678@163.com":        "手机号 13812345678",
		"编号AB13812345678":                   "",
		"2021-11-19 13812345678":            "手机号 13812345678",
		"022-25890000 13812345678":          "手机号 13812345678",
		"25890000-13812345678":              "手机号 13812345678",
		"138.1234.5678":                     "手机号 138.1234.5678",
		"138/1234/5678、139·1234·5678":       "手机号 138/1234/5678|手机号 139·1234·5678",
		"138\n1234\n5678":                   "手机号 138\n1234\n5678",
		"身份证11010519491231\u200b002X":       "身份证号 11010519491231\u200b002X",
		"身份证110105491231002":                "身份证号 110105491231002",
		"张三 110105194912310021 13812345678": "身份证号 110105194912310021|手机号 13812345678",
		"张三一三八一二三四五六七八":                     "手机号 一三八一二三四五六七八",
		"①13812345678②13912345678":          "手机号 13812345678|手机号 13912345678",
		"①③⑧ ①②③④ ⑤⑥⑦⑧":                     "手机号 ①③⑧ ①②③④ ⑤⑥⑦⑧",
		"٠١٣٨١٢٣٤٥٦٧٨":                      "手机号 ٠١٣٨١٢٣٤٥٦٧٨",
		"\u202e13812345678\u202c":           "手机号 13812345678",
		"13812345678.00":                    "手机号 13812345678",
		"13812345678.5月3日来访":                "手机号 13812345678",
		"13812345678.50":                    "",
		"13812345678元":                      "",
		"¥13812345678":                      "",
		"13,812,345,678":                    "",
		"117.13812345678":                   "",
		"66.3010204510193600%":              "",
		"1998-2021 305处":                    "",
		"13.5 2021-11-19":                   "",
		"192.168.10.101":                    "",
		"911201167949521234":                "",
		"120116202108060012":                "", // of a document
	} {
		var got []string
		for _, h := range Find(text, own) {
			got = append(got, h.Kind+" "+text[h.Start:h.End])
		}
		if g := strings.Join(got, "|"); g != want {
			t.Errorf("%s: %q, want %q", text, g, want)
		}
	}
}

func TestMask(t *testing.T) {
	for text, want := range map[string]string{
		"打8613812345678或１３９－００１３－９０００，总机13800138000": "打***或***，总机13800138000",
		"没有号码": "没有号码",
	} {
		if got := Mask(text, On("", "13800138000")); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// However a number is written and whatever stands beside it, it is found, at
// its place, and masking leaves nothing to find.
func TestFoundHoweverWritten(t *testing.T) {
	gaps := []string{"", "", "", " ", "-", "  ", " - ", "　", "－", "—", "–", "\u00a0", "\u200b", "−"}
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.SampledFrom([]string{"13812345678", "8613812345678", "008613812345678", "110101199003077571", "11010519491231002X", "6222021234567894", "6222021234567890128"}).Draw(t, "number")
		wide := rapid.Bool().Draw(t, "wide")
		var b strings.Builder
		for i, r := range number {
			if i > 0 {
				b.WriteString(rapid.SampledFrom(gaps).Draw(t, "gap"))
			}
			if wide {
				r += '０' - '0'
			}
			b.WriteRune(r)
		}
		before := rapid.SampledFrom([]string{"", "电话", "（", "+", "A，", "12.", "tel", "面积12，", "\n"}).Draw(t, "before")
		after := rapid.SampledFrom([]string{"", "号", "）", "，B", "。12", "；3", "\n5"}).Draw(t, "after")
		text := before + b.String() + after
		hits := Find(text, nil)
		if len(hits) != 1 || text[hits[0].Start:hits[0].End] != b.String() {
			t.Fatalf("%q: %v", text, hits)
		}
		if got := Mask(text, nil); got != before+"***"+after {
			t.Fatalf("%q masked: %q", text, got)
		}
		if hits := Find(text, On("", number)); len(hits) > 0 {
			t.Fatalf("%q: allowed and found", text)
		}
		word := "B" + strings.ReplaceAll(number, "X", "") + "C"
		if hits := Find(before+word+after, nil); len(hits) > 0 && before != "tel" {
			t.Fatalf("%q: found inside a word", before+word+after)
		}
	})
}

// Two numbers side by side are two hits.
func TestNeighbours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		numbers := []string{"13812345678", "110101199003077571", "6222 0212 3456 7894", "139-1234-5678"}
		a, b := rapid.SampledFrom(numbers).Draw(t, "a"), rapid.SampledFrom(numbers).Draw(t, "b")
		text := a + rapid.SampledFrom([]string{" ", "  ", "、", "—", "/", "\n", "和"}).Draw(t, "between") + b
		if hits := Find(text, nil); len(hits) != 2 {
			t.Fatalf("%q: %v", text, hits)
		}
	})
}

func FuzzMask(f *testing.F) {
	f.Add("电话+86 138-1234-5678，卡6222 0212 3456 7894")
	f.Fuzz(func(t *testing.T, text string) {
		for _, h := range Find(text, nil) {
			if h.Start < 0 || h.End <= h.Start || h.End > len(text) {
				t.Fatalf("%q: %v", text, h)
			}
		}
		if left := Find(Mask(text, nil), nil); len(left) > 0 {
			t.Fatalf("%q: %q still holds a number", text, Mask(text, nil))
		}
	})
}

// Who is old enough to be named with a mistyped number depends on the day of the text.
func TestBornLater(t *testing.T) {
	text := "李某 120116201508061236，文书120116202108060012"
	for day, want := range map[string]int{"": 0, "2021-11-19": 0, "2028-01-01": 0, "2029-01-01": 1, "2034-12-31": 1, "2035-01-01": 2} {
		if hits := Find(text, On(day)); len(hits) != want {
			t.Errorf("on %q: %+v, want %d", day, hits, want)
		}
	}
	if hits := Find("120116201508061236", nil); len(hits) != 0 {
		t.Errorf("%+v", hits)
	}
}
