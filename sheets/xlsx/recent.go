package xlsx

// recent remembers short texts that cells had lately: in a ledger most columns say
// the same over and over, and a sheet that is kept then holds it once.
type recent [512]string

// worthRemembering is how many rows a sheet has that is no small one.
const worthRemembering = 20

// mostRecent is how long a text may be that is worth looking up.
const mostRecent = 48

func recentPlace(n int, first, middle, last byte) int {
	return (n*131 + int(first)*31 + int(middle)*17 + int(last)*7) % len(recent{})
}

// find gives the string with a text; "" if it is not remembered.
func (t *recent) find(text []byte) string {
	n := len(text)
	if t == nil || n == 0 || n > mostRecent {
		return ""
	}
	if s := t[recentPlace(n, text[0], text[n/2], text[n-1])]; s == string(text) {
		return s
	}
	return ""
}

func (t *recent) note(s string) {
	if n := len(s); t != nil && n > 0 && n <= mostRecent {
		t[recentPlace(n, s[0], s[n/2], s[n-1])] = s
	}
}
