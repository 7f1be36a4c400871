// Package cell is the one place where the content of a ledger's cell has its
// meaning: how it is read, compared, ordered, grouped and shown.
//
// A value is kept as canonical text: dates as 2021-08-06, numbers without
// separators or trailing zeros, 是 or 否, several choices joined by
// ListSeparator, anything else as it was typed but for invisible edges. Reading
// never guesses: what cannot be taken gives "" and an Issue that is an error,
// and a value that was read once reads again as itself.
package cell

import (
	"fmt"

	"taizhang/templates/finding"
)

// Type is what a cell of a column holds.
type Type string

const (
	Text     Type = "文本"
	LongText Type = "长文本"
	Date     Type = "日期"
	Integer  Type = "整数"
	Decimal  Type = "小数"
	Choice   Type = "选项"
	Choices  Type = "多选"
	YesNo    Type = "是否"
	Ref      Type = "引用"
	Refs     Type = "多引用"
	Formula  Type = "公式"
)

// TypeNames lists the types as a plan writes them.
func TypeNames() []string {
	var out []string
	for _, t := range []Type{Text, LongText, Date, Integer, Decimal, Choice, Choices, YesNo, Ref, Refs, Formula} {
		out = append(out, string(t))
	}
	return out
}

// The two values of YesNo.
const (
	Yes = "是"
	No  = "否"
)

// YesOrNo is the one that says it.
func YesOrNo(yes bool) string {
	if yes {
		return Yes
	}
	return No
}

// Spec is what a column says about each of its cells.
type Spec struct {
	Name      string `plan:"栏目"`
	Type      Type   `plan:"类型"`
	Decimals  int    `plan:"小数位,2"`
	Measure   string `plan:"计量单位"` // unit of measure
	Sensitive bool   `plan:"敏感"`   // masked wherever it is shown
	Code      bool   // other ledgers refer to it: its letters and digits are read in half width

	// Vocabulary is what choices and references are taken from; nil elsewhere.
	Vocabulary Vocabulary
}

// Vocabulary is what may stand in a cell of choices or references.
type Vocabulary interface {
	// Match finds the name that a text means; false if it means none.
	Match(text string) (string, bool)
	// Renamed: the text is what a name was before; it is taken without a word.
	Renamed(text string) bool
	// Open: any text is taken, and whether it exists is for others to check.
	Open() bool
	// Unknown says that a text, given as it may be shown, means no name.
	Unknown(shown string) (code, what, fix string)
}

// Issue is what reading one cell has to say: a value that could not be taken
// (Error), one that was taken in another form (Info), or one that may not be what
// was meant (Warning).
type Issue struct {
	Severity finding.Severity
	Code     string
	Message  string
	Fix      string
}

// Codes of the findings that reading a cell makes.
const (
	CodeType      = "格式"
	CodeOption    = "R-02"
	CodeReference = "R-06"
	CodeNormal    = "R-07"
	CodeFormula   = "公式"
	CodeHidden    = "字符"
	CodeDigits    = "位数"
	CodeFuzzy     = "R-78"
	CodeShown     = "显示"
)

// Numeric reports whether the values are numbers.
func (s *Spec) Numeric() bool { return s.Type == Integer || s.Type == Decimal || s.Type == Formula }

// Several reports whether a value may be a list.
func (s *Spec) Several() bool { return s.Type == Choices || s.Type == Refs }

// Free reports whether a person writes what they like.
func (s *Spec) Free() bool { return s.Type == Text || s.Type == LongText }

func (s *Spec) fail(code, what, fix string) *Issue {
	return &Issue{finding.Error, code, fmt.Sprintf("“%s”%s。", s.Name, what), fix}
}

// noteIf tells that a text was taken in another form, if it was.
func (s *Spec) noteIf(before, after string) *Issue {
	if before == after {
		return nil
	}
	return &Issue{finding.Info, CodeNormal, fmt.Sprintf("“%s”的“%s”已读作“%s”。", s.Name, s.Show(before), s.Show(after)), "不用改；下次请直接写成后一种样子。"}
}
