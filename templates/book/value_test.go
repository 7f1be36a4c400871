package book

import (
	"strings"
	"testing"
)

func TestValue(t *testing.T) {
	for _, c := range []struct {
		kind Kind
		text string
		want any
	}{
		{Text, "", nil}, {Number, "", nil}, {Day, "", nil},
		{Text, "001", "001"}, {Text, "12345678901234567", "12345678901234567"},
		{Number, "0", 0.0}, {Number, "-1.5", -1.5}, {Number, "123456789012345", 123456789012345.0}, {Number, "-0.000000000000001", -1e-15},
		{Number, "1234567890123456", "1234567890123456"}, {Number, "12345678901234567.89", "12345678901234567.89"}, {Number, "1234567890.123456", "1234567890.123456"},
		{Number, "近10处", "近10处"}, {Number, "NaN", "NaN"}, {Number, "0x10", "0x10"}, {Number, "1e400", "1e400"}, {Number, "1e-400", "1e-400"},
		{Day, "1950-01-01", 18264}, {Day, "2021-08-06", 44414}, {Day, "2100-12-31", 73415},
		{Day, "1949-12-31", "1949-12-31"}, {Day, "2101-01-01", "2101-01-01"}, {Day, "2021-02-30", "2021-02-30"}, {Day, "2021-8-6", "2021-8-6"}, {Day, "2021--1-06", "2021--1-06"}, {Day, "2021-13-01", "2021-13-01"}, {Day, "2021-00-10", "2021-00-10"}, {Day, "2024-02-29", 45351}, {Day, "2023-02-29", "2023-02-29"},
		{Number, "007", 7.0}, {Number, "1.50", 1.5}, {Number, "-", "-"}, {Number, "1.", 1.0}, {Number, ".5", 0.5}, {Number, "1-2", "1-2"}, {Number, "1.2.3", "1.2.3"}, {Number, "0.000000000000001", 1e-15},
	} {
		if got := Value(c.kind, c.text); got != c.want {
			t.Errorf("%d %q: %#v, not %#v", c.kind, c.text, got, c.want)
		}
	}
	for day, want := range map[string]int{"1900-03-01": 61, "1900-02-28": 0, "2999-12-31": 401768, "1899-12-31": 0} {
		if n, ok := Serial(day); n != want || ok != (want > 0) {
			t.Errorf("%s: %d, %v", day, n, ok)
		}
	}
	for decimals, want := range map[int]string{-1: "0", 0: "0", 2: "0.00", 99: "0." + strings.Repeat("0", 15)} {
		if got := NumberFormat(decimals); got != want {
			t.Errorf("%d decimals: %s", decimals, got)
		}
	}
}

func TestMeasure(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float64
		want  float64
	}{
		{"", 10, 1}, {"甲乙丙丁", 9, 1}, {"甲乙丙丁戊", 9, 2}, {"甲\n乙", 9, 2}, {"\n", 9, 2}, {"abcdefgh", 9, 1}, {"abcdefghi", 9, 2},
		{"甲乙 abcdef", 9, 2}, {"甲乙丙 abcdef 丁", 9, 3}, {strings.Repeat("a", 80), 9, 10}, {"甲" + strings.Repeat("a", 80), 9, 11},
		{"“引”——号", 11, 2}, {"甲乙丙丁", 0, 4}, {"第一段\n第二段比较长", 11, 3},
	} {
		if got := Lines(c.text, c.width); got != c.want {
			t.Errorf("%q in %v: %v lines, not %v", c.text, c.width, got, c.want)
		}
	}
	if w := Width("a1 甲。①"); w != 9 {
		t.Errorf("width %v", w)
	}
	if h := Height(100, 10, 4); h != 409 {
		t.Errorf("height %v", h)
	}
}

func TestAddresses(t *testing.T) {
	for got, want := range map[string]string{
		Column(28): "AB", At(3, 5): "C5", Area(1, 2, 3, 4): "A2:C4", Quote("a'b"): "'a''b'",
		Fixed("甲", 27, 1): "'甲'!$AA$1", FixedArea("甲", 1, 2, 3, 4): "'甲'!$A$2:$C$4",
		Choices("是", `"x"`): `"是,""x"""`, Choices(): "", Choices(strings.Repeat("长", 256)): "",
	} {
		if got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}
