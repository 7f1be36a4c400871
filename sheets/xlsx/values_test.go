package xlsx

import (
	"testing"
	"time"
)

func TestTime(t *testing.T) {
	cases := []struct {
		text     string
		date1904 bool
		want     string
	}{
		{"44414", false, "2021-08-06T00:00:00"},
		{"44414.5", false, "2021-08-06T12:00:00"},
		{"44414.604166666664", false, "2021-08-06T14:30:00"},
		{"44414.999999999", false, "2021-08-07T00:00:00"},
		{"4.4414E4", false, "2021-08-06T00:00:00"},
		{"1", false, "1900-01-01T00:00:00"},
		{"59", false, "1900-02-28T00:00:00"},
		{"60", false, ""},
		{"60.5", false, ""},
		{"61", false, "1900-03-01T00:00:00"},
		{"0.25", false, "1899-12-31T06:00:00"},
		{"0", false, "1899-12-31T00:00:00"},
		{"-1", false, ""},
		{"2958465", false, "9999-12-31T00:00:00"},
		{"2958466", false, ""},
		{"1e300", false, ""},
		{"42952", true, "2021-08-06T00:00:00"},
		{"0", true, "1904-01-01T00:00:00"},
		{"60", true, "1904-03-01T00:00:00"},
		{"2957003", true, "9999-12-31T00:00:00"},
		{"2957004", true, ""},
		{"2021-08-06", false, "2021-08-06T00:00:00"},
		{"2021-08-06T08:30:00", true, "2021-08-06T08:30:00"},
		{"2021-08-06T08:30:00.25Z", false, "2021-08-06T08:30:00.25"},
		{"2021-08-06T08:30:00+08:00", false, "2021-08-06T08:30:00"},
		{"08:30:00", false, "1899-12-31T08:30:00"},
		{"2021-13-06", false, ""},
		{"", false, ""},
	}
	for _, c := range cases {
		got, err := Cell{Kind: Date, Text: c.text}.Time(c.date1904)
		if c.want == "" {
			if err == nil {
				t.Errorf("%q: got %v, want an error", c.text, got)
			}
			continue
		}
		want, parseErr := time.Parse("2006-01-02T15:04:05", c.want)
		if parseErr != nil {
			t.Fatal(parseErr)
		}
		if err != nil || !got.Equal(want) {
			t.Errorf("%q: got %v, %v, want %v", c.text, got, err, want)
		}
	}
	if _, err := (Cell{Kind: Number, Text: "44414"}).Time(false); err == nil {
		t.Error("a number was taken for a date")
	}
}

func TestNumberFormats(t *testing.T) {
	dates := []string{
		"yyyy-mm-dd", "yyyy/m/d h:mm", `yyyy"年"m"月"d"日"`, `[$-804]yyyy"年"m"月"`, "m/d;@", `[DBNum1][$-804]m"月"d"日"`, "e/m/d",
		`aaaa`, "[h]:mm", "[mm]:ss", "mm:ss.0", "h:mm AM/PM", "上午/下午h时", "D", `[$-F800]dddd, mmmm dd, yyyy`, "[红色]yyyy", "gge",
		`\y yyyy`, `yyyy\-mm`,
	}
	percents := []string{"0%", "0.00%", "#,##0.0 %", "[Red]0%;-0%"}
	plain := []string{
		"General", "general", "0", "0.00", "#,##0.00_);[Red](#,##0.00)", "0.00E+00", "##0.0E+0", "@", `"共"0"处"`, `0"m"`, `0\d`, `0_d`, `0*y`,
		`_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ `, `[Red]0`, `[>100]0;0`, `[$¥-804]#,##0`, `[DBNum2]0`, "# ?/?", `"100%"`, `0\%`, "", `"`, `\`, "[", "0;yyyy",
	}
	for want, list := range map[numFormat][]string{{date: true}: dates, {percent: true}: percents, {}: plain} {
		for _, code := range list {
			if got := parseFormat(code); got != want {
				t.Errorf("%s: got %+v, want %+v", code, got, want)
			}
		}
	}
	for id := range 200 {
		date := id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58 || id >= 71 && id <= 81
		want := numFormat{date: date, percent: id == 9 || id == 10, missing: id >= 164}
		if got := builtinFormat(id); got != want {
			t.Errorf("%d: got %+v, want %+v", id, got, want)
		}
	}
}

func TestAddresses(t *testing.T) {
	for col, name := range map[int]string{1: "A", 26: "Z", 27: "AA", 52: "AZ", 53: "BA", 702: "ZZ", 703: "AAA", 16384: "XFD", 0: "", -1: ""} {
		if got := ColumnName(col); got != name {
			t.Errorf("column %d: got %q, want %q", col, got, name)
		}
	}
	for col := 1; col <= maxCol; col++ {
		name := CellName(col, 5)
		if c, r, ok := parseRef([]byte(name)); c != col || r != 5 || !ok {
			t.Fatalf("%s: got %d, %d, %v", name, c, r, ok)
		}
	}
	for _, bad := range []string{"", "A", "1", "A0", "A-1", "A1B", "XFE1", "AAAA1", "A1048577", "A99999999", "$A1", "A 1", "Ａ1", "A１", "[1", "`1", "A1:"} {
		if c, r, ok := parseRef([]byte(bad)); ok {
			t.Errorf("%q: got %d, %d", bad, c, r)
		}
	}
	for text, want := range map[string]string{"A1:C5": "A1:C5", "C5:A1": "A1:C5", "B2": "B2:B2"} {
		if r, ok := parseRange([]byte(text)); !ok || r.String() != want {
			t.Errorf("%s: got %v, %v", text, r, ok)
		}
	}
	for _, bad := range []string{"", ":", "A1:", ":A1", "A1:B2:C3", "A:B", "1:2"} {
		if r, ok := parseRange([]byte(bad)); ok {
			t.Errorf("%q: got %v", bad, r)
		}
	}
}
