package audit

import (
	"slices"
	"testing"
)

// Each digit of each number that the campaign knows, changed into another: that
// number and no other is wrong, and the right one is named.
func TestEveryDigit(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of audits")
	}
	a, own := tanggu(t)
	base := a.Audit(Text{Paragraphs: own})
	text := slices.Clone(own)
	tried := 0
	for i, e := range base.Entries {
		if e.Figure == "" || e.From.Paragraph != e.To.Paragraph {
			continue
		}
		for at := e.From.Byte; at < e.To.Byte; at++ {
			p := own[e.From.Paragraph].Text
			if p[at] < '0' || p[at] > '9' {
				continue
			}
			for add := 1; add < 10; add += 4 {
				text[e.From.Paragraph].Text = p[:at] + string('0'+(p[at]-'0'+byte(add))%10) + p[at+1:]
				tried++
				bad := alarms(a.Audit(Text{Paragraphs: text}))
				if len(bad) == 0 || len(bad) > 2 || bad[0].From != e.From && bad[len(bad)-1].From != e.From {
					t.Errorf("%s → %s: %+v", e.Number, text[e.From.Paragraph].Text[e.From.Byte:e.To.Byte], bad)
				}
				if len(bad) == 1 && (bad[0].Status != Contradicts || bad[0].Expected != e.Number || bad[0].Figure != e.Figure) {
					t.Errorf("%d: %+v", i, bad[0])
				}
			}
			text[e.From.Paragraph].Text = p
		}
	}
	t.Logf("%d changes", tried)
}
