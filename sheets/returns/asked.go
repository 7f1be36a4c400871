package returns

import "taizhang/templates"

// asks is the issue whose request stands when an issue is out; 0 where its copy
// does not tell. One that does not say so asked for a return itself, unless it was
// sent again without a day.
func (s Sent) asks(issue int) int {
	switch {
	case s.Asks > 0 && s.Asks <= issue:
		return s.Asks
	case s.On == "" || issue > 1 && s.Dated && s.Due == "":
		return 0
	}
	return issue
}

// Asking is the newest issue up to one that asked anything of the unit, its day, and
// the day that it is to be back. What is sent again without asking anything leaves it
// standing. Where no copy tells, it is that issue itself.
func Asking(store Store, u *templates.Unit, upTo int, restricted bool) (int, Sent) {
	for n := upTo; n > 0; n-- {
		s := store.Sent(u, n, restricted)
		if asks := s.asks(n); asks > 0 {
			if asks < n {
				s.On = store.Sent(u, asks, restricted).On
			}
			return asks, s
		}
	}
	return upTo, store.Sent(u, upTo, restricted)
}
