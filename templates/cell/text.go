package cell

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"taizhang/templates/finding"
)

// ParseText reads what a person typed. Characters that do not show are taken out
// and named, unless something graver is wrong.
func (s *Spec) ParseText(raw string) (string, *Issue) {
	if raw = trimBlank(raw); struck(raw) {
		return "", s.fail(CodeHidden, "里有划掉文字的字符，分不清划掉的还算不算", "要删的请直接删去，要留的请重新输入。")
	}
	if !HasHidden(raw) {
		return s.parseText(raw)
	}
	v, issue := s.parseText(WithoutHidden(raw))
	if issue == nil || issue.Severity == finding.Info {
		issue = &Issue{finding.Warning, CodeHidden, fmt.Sprintf("“%s”里有看不见的字符（零宽、方向控制或控制字符），已去掉，读作“%s”。", s.Name, s.Show(Shorten(v, 60))), "请在这一格重新输入，不要从网页或聊天窗口粘贴。"}
	}
	return v, issue
}

func (s *Spec) parseText(raw string) (string, *Issue) {
	text := repaired(raw)
	if text == "" {
		return "", nil
	}
	if (slices.Contains(blanks, text) || text == "无" && !s.Free()) && !s.offers(text) {
		return "", s.noteIf(raw, "空")
	}
	switch s.Type {
	case Text, LongText:
		if s.Code {
			code := NarrowCode(text)
			return code, s.noteIf(text, code)
		}
		return text, nil
	case Date:
		if iso, ok := ISODate(text); ok {
			return iso, s.noteIf(text, iso)
		}
		return "", s.fail(CodeType, fmt.Sprintf("不是能认出的日期：“%s”", s.Show(text)), "请写成 2021-08-06 的样子。")
	case Integer, Decimal:
		return s.parseNumber(text)
	case YesNo:
		switch width.Narrow.String(text) {
		case Yes, "√", "Y", "y", "有":
			return Yes, s.noteIf(text, Yes)
		case No, "×", "N", "n":
			return No, s.noteIf(text, No)
		}
		return "", s.fail(CodeOption, fmt.Sprintf("只能填“是”或“否”，现在是“%s”", s.Show(text)), "请从下拉列表中选择。")
	case Choices, Refs:
		return s.parseList(text)
	}
	v, ok := s.Vocabulary.Match(text)
	if !ok {
		return "", s.unknown(text)
	}
	return v, s.noteName(text, v)
}

// offers: the text is one of the choices, whatever it means elsewhere.
func (s *Spec) offers(text string) bool {
	if s.Vocabulary == nil || s.Vocabulary.Open() {
		return false
	}
	_, ok := s.Vocabulary.Match(text)
	return ok
}

// noteName tells that a name was typed otherwise; that it is called otherwise by
// now is nobody's mistake.
func (s *Spec) noteName(text, v string) *Issue {
	if s.Vocabulary.Renamed(text) {
		return nil
	}
	return s.noteIf(text, v)
}

// blanks are what people write where there is nothing to write.
var blanks = []string{"/", "／", "—", "——", "-", "－", "--", "\\"}

var lineBreaks = strings.NewReplacer("\u00a0", " ", "\r\n", "\n", "\r", "\n")

// trimBlank takes off what can't be seen.
func trimBlank(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' })
}

// NarrowCode writes the letters, digits and dashes of a code in half width, so
// that a code and what refers to it agree however they were typed. Brackets
// stay: they belong to the name.
func NarrowCode(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ' || r == '－':
			return r - '０' + '0'
		}
		return r
	}, s)
}

var punctuation = strings.NewReplacer(" ", "", "\u3000", "", "\n", "", "（", "(", "）", ")", "，", ",", "：", ":", "“", `"`, "”", `"`)

// Fold is a key for comparing names that people type: width, spaces and
// brackets do not matter.
func Fold(s string) string { return width.Narrow.String(punctuation.Replace(s)) }

func (s *Spec) unknown(text string) *Issue { return s.fail(s.Vocabulary.Unknown(s.Show(text))) }
