package templates

import (
	"fmt"
	"regexp"
	"strconv"
)

// FewHeader heads the column of 台账 that keeps small groups from the public.
const FewHeader = "公开下限"

// leastFew: of a number that is known to be under two nothing is left to know.
const leastFew = 3

var fewWords = regexp.MustCompile(`^(?:少于|不足|<)?\s*([0-9]+)\s*(?:[条个人户处件]?\s*的?\s*不公开)?$`)

// few reads 少于 3 不公开; 0 for an empty cell.
func (e entry) few() int {
	text := e.get(FewHeader)
	if text == "" {
		return 0
	}
	m := fewWords.FindStringSubmatch(text)
	if m == nil {
		e.bad(FewHeader, fmt.Sprintf("看不懂“%s”", text), "请写成“少于 3 不公开”的样子，不限就空着。")
		return 0
	}
	n, err := strconv.Atoi(m[1])
	if err != nil || n < leastFew || n > 100 {
		e.bad(FewHeader, fmt.Sprintf("公开下限是 %s，不在 %d 到 100 之间", m[1], leastFew), "少于 2 的只有 1，写明就等于公开了；请至少写“少于 3 不公开”。")
	}
	return n
}

// FewWords say in a public output that a number is of fewer rows than the limit.
func (l *Ledger) FewWords() string { return fmt.Sprintf("少于%d，不公开", l.Few) }

// HeldWords say that a number is not public because a smaller one would follow from it.
const HeldWords = "不公开"
