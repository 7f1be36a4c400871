package cell

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"taizhang/sheets/xlsx"
)

// What is taken at a glance is what reading in full gives.
func TestTheUsualIsReadAsInFull(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &Spec{Name: "数", Type: Decimal, Decimals: rapid.IntRange(0, 4).Draw(t, "decimals")}
		x := xlsx.Cell{Kind: xlsx.Number, Text: rapid.StringMatching(`-?[0-9]{0,16}(\.[0-9]{0,6})?(E-?[0-9])?`).Draw(t, "number")}
		if s.usualNumber(x) {
			if v, issue := s.readNumber(x, false); v != x.Text || issue != nil {
				t.Fatalf("%q with %d decimals: %q, %v", x.Text, s.Decimals, v, issue)
			}
		}
		x = xlsx.Cell{Kind: xlsx.Date, Text: fmt.Sprint(rapid.IntRange(firstSerial-10, lastSerial+10).Draw(t, "day"))}
		if day, usual := usualDay(x, false); usual {
			if v, issue := (&Spec{Name: "日", Type: Date}).readInFull(x, false); v != day || issue != nil {
				t.Fatalf("%s: %q, %q, %v", x.Text, day, v, issue)
			}
		}
		raw := rapid.StringMatching(`[ \r\n\t\x{a0}\x{3000}\x{200b}a甲]{0,8}`).Draw(t, "text")
		if got, want := repaired(raw), trimBlank(lineBreaks.Replace(raw)); got != want {
			t.Fatalf("%q: %q, not %q", raw, got, want)
		}
	})
	for text, want := range map[string]bool{"0": true, "-0": false, "0.5": true, "-0.5": true, "007": false, "1.50": false, "1.": false, ".5": false, "12.25": true, "12.255": false, "": false, "-": false, "1E3": false, "123456789012345": true, "1234567890123456": false} {
		if got := (&Spec{Decimals: 2}).usualNumber(xlsx.Cell{Kind: xlsx.Number, Text: text}); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// A picture that WPS has put into a cell is no text.
func TestAPictureInACellIsNoText(t *testing.T) {
	for _, kind := range []Type{Text, LongText, Decimal, Date} {
		v, issue := (&Spec{Name: "佐证", Type: kind}).Read(xlsx.Cell{Kind: xlsx.Text, Text: `=DISPIMG("ID_1",1)`, Formula: true, Cached: true}, false)
		if v != "" || issue == nil || issue.Code != CodeFormula {
			t.Errorf("%s: %q, %v", kind, v, issue)
		}
	}
}
