package xlsx

import "testing"

// What a cell shows is what its number format makes of the number.
func TestShown(t *testing.T) {
	for _, c := range []struct{ code, value, want string }{
		{"General", "12", "12"},
		{"G/通用格式", "12.5", "12.5"},
		{"[DBNum1][$-804]General", "12", "一十二"},
		{"[DBNum1]G/通用格式", "105", "一百〇五"},
		{"[DBNum1][$-804]General", "10010", "一万〇一十"},
		{"[DBNum2][$-804]General", "2021", "贰仟零贰拾壹"},
		{"[DBNum1]0", "123", "一二三"},
		{"[DBNum2]0.00", "12.5", "壹贰.伍零"},
		{"[DBNum3]0", "123", "１２３"},
		{"0000", "7", "0007"},
		{"000-0000", "1234567", "123-4567"},
		{"00-00", "1234567", "12345-67"},
		{`"HK-"000`, "5", "HK-005"},
		{"0.00", "12.5", "12.50"},
		{"0.##", "12", "12."},
		{"#,##0", "1234567", "1,234,567"},
		{"#,##0.00_);(#,##0.00)", "-1234.5", "(1,234.50)"},
		{"0;-0;", "0", ""},
		{"0%", "0.8", "80%"},
		{`0.0,"千"`, "12345", "12.3千"},
		{`0"人次"`, "6", "6人次"},
		{"0.0", "0.30000000000000004", "0.3"},
		{`m"月"d"日"`, "44257", "3月2日"},
		{`yyyy"年"m"月"d"日";@`, "44414", "2021年8月6日"},
		{"yyyy/m/d", "44414", "2021/8/6"},
		{"yy-mm-dd", "44414", "21-08-06"},
		{"d-mmm", "44414", "6-Aug"},
		{`[DBNum1][$-804]yyyy"年"m"月"d"日"`, "44480", "二〇二一年十月十一日"},
		{"[$-804]aaaa", "44414", "星期五"},
		{"[$-F800]dddd, mmmm dd, yyyy", "44414", "2021年8月6日"},
		{"h:mm", "0.354166666666667", "8:30"},
		{"h:mm AM/PM", "0.854166666666667", "8:30 PM"},
		{`上午/下午h"时"mm"分"`, "0.354166666666667", "上午8时30分"},
		{"h:mm:ss", "0.354166666666667", "8:30:00"},
		{"[h]:mm", "1.5", "36:00"},
		{"[mm]:ss", "0.0625", "90:00"},
		{"mm:ss.0", "0.000011574", "00:01.0"},
		{"yyyy/m/d h:mm", "44414.5", "2021/8/6 12:00"},
	} {
		got, ok := Cell{Kind: Number, Text: c.value, Code: c.code}.Shown(false)
		if !ok || got != c.want {
			t.Errorf("%s of %s shows %q (%v), want %q", c.code, c.value, got, ok, c.want)
		}
	}
	for _, c := range []Cell{
		{Kind: Text, Text: "12"}, {Kind: Number, Text: "12", Code: "[>10]0"}, {Kind: Number, Text: "1.5", Code: "# ?/?"},
		{Kind: Number, Text: "12", Code: "0.00E+00"}, {Kind: Date, Text: "44414", Code: "ggge"}, {Kind: Date, Text: "-1", Code: "yyyy"},
	} {
		if got, ok := c.Shown(false); ok {
			t.Errorf("%+v shows %q", c, got)
		}
	}
	if got, _ := (Cell{Kind: Date, Text: "44257", Format: 58}).Shown(false); got != "3月2日" {
		t.Errorf("format 58 shows %q", got)
	}
	if got, _ := (Cell{Kind: Date, Text: "2021-08-06", Code: "yyyy/m/d"}).Shown(false); got != "2021/8/6" {
		t.Errorf("an ISO date shows %q", got)
	}
}

// The name that Chinese Excel has for its open format is no era.
func TestChineseGeneralIsANumber(t *testing.T) {
	for _, code := range []string{"G/通用格式", "G/通用格式;-G/通用格式", "[DBNum1]G/通用格式", `G/通用格式"栋"`} {
		if got := parseFormat(code); got.date {
			t.Errorf("%s was taken for a date", code)
		}
	}
}
