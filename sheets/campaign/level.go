package campaign

import (
	"fmt"
	"strconv"
	"strings"
)

// Upward, in the summary folder, keeps what passes between this office and the
// one above.
const Upward = "上报"

// Package is an edition of what was reported to a campaign above.
func (d Dir) Package(code string, edition int, restricted bool) string {
	return d.Path(Summary, Upward, fmt.Sprintf("上报-%s-第%03d次%s.xlsx", code, edition, suffix(restricted)))
}

// LastPackage is the highest edition that was reported to a campaign above,
// whatever is missing below it; 0 for none.
func (d Dir) LastPackage(code string, restricted bool) (last int) {
	return d.lastNumbered("上报-"+code+"-第", "次"+suffix(restricted)+".xlsx")
}

func (d Dir) lastNumbered(prefix, suffix string) (last int) {
	for _, name := range fileNames(d.Path(Summary, Upward)) {
		rest, ours := strings.CutPrefix(name, prefix)
		rest, book := strings.CutSuffix(rest, suffix)
		if n, err := strconv.Atoi(rest); ours && book && err == nil {
			last = max(last, n)
		}
	}
	return last
}

// Agreement is the copy of what a campaign above asked for last.
func (d Dir) Agreement(code string, restricted bool) string {
	return d.Path(Summary, Upward, fmt.Sprintf("约定-%s%s.xlsx", code, suffix(restricted)))
}

// EarlierAgreement is the copy of what it asked for by an earlier form: what came
// back is sealed by the form that was answered.
func (d Dir) EarlierAgreement(code string, issue int, restricted bool) string {
	return d.Path(Summary, Upward, fmt.Sprintf("以前的约定-%s-第%03d次发放%s.xlsx", code, issue, suffix(restricted)))
}

// Agreements lists those that hold now.
func (d Dir) Agreements() (paths []string) {
	for _, name := range fileNames(d.Path(Summary, Upward)) {
		if strings.HasPrefix(name, "约定-") && strings.HasSuffix(name, ".xlsx") {
			paths = append(paths, d.Path(Summary, Upward, name))
		}
	}
	return paths
}

// Answer is what the campaign above said last; the numbers before it are what it
// said earlier.
func (d Dir) Answer(code string, n int, restricted bool) string {
	return d.Path(Summary, Upward, fmt.Sprintf("回执-%s-%03d%s.xlsx", code, n, suffix(restricted)))
}

// LastAnswer is the highest number of an answer of a campaign above; 0 for none.
func (d Dir) LastAnswer(code string, restricted bool) int {
	return d.lastNumbered("回执-"+code+"-", suffix(restricted)+".xlsx")
}

// AnswerFile is what goes back to an office below.
func (d Dir) AnswerFile(unit string, restricted bool) string {
	return d.Path(SentBack, unit+"-回执"+suffix(restricted)+".xlsx")
}
