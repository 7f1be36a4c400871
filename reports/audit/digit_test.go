package audit

import "testing"

// Each digit of each number that the campaign knows, changed into each of the
// other nine: that number and no other is wrong, and the right one is named.
func TestEveryDigit(t *testing.T) {
	_, _, own := tanggu(t)
	for name, text := range map[string][]string{"own": own, "published": published(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			step := 1
			if name == "published" { // the same places again, among other words
				step = 4
			}
			everyDigit(t, text, step)
		})
	}
}

func everyDigit(t *testing.T, text []string, step int) {
	a, _, _ := tanggu(t)
	base := a.Audit(text)
	s := newStream(text)
	numbers := s.numbers()
	if len(numbers) != len(base.Entries) {
		t.Fatal(len(numbers), len(base.Entries))
	}
	tried := 0
	for i, n := range numbers {
		if code := base.Entries[i].Figure; code == "" || code == "序" {
			continue
		}
		for at := n.where.start; at < n.where.end; at++ {
			p := text[n.where.paragraph]
			if p[at] < '0' || p[at] > '9' {
				continue
			}
			for add := 1; add < 10; add += step {
				d := '0' + (p[at]-'0'+byte(add))%10
				text[n.where.paragraph] = p[:at] + string(d) + p[at+1:]
				r := a.Audit(text)
				tried++
				bad := 0
				for j, e := range r.Entries {
					switch {
					case j == i && (e.Status != Contradicts || e.Figure != base.Entries[i].Figure || e.Expected != base.Entries[i].Number):
						t.Errorf("%s → %s in %s: %+v", n.text, e.Number, e.Sentence, e)
					case j != i && e.Status != base.Entries[j].Status:
						t.Errorf("%s changed, and %+v is blamed", n.text, e)
					}
					if e.Status == Contradicts {
						bad++
					}
				}
				if bad != 1 {
					t.Errorf("%s: %d contradictions", n.text, bad)
				}
			}
			text[n.where.paragraph] = p
		}
	}
	t.Logf("%d changes", tried)
}
