package docx

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// The look by which the parts of an official document are known. A slot may stand where a number,
// a name or a date will be.
var (
	level1Shape     = regexp.MustCompile(`^[一二三四五六七八九十百]+、`)
	level2Shape     = regexp.MustCompile(`^[(（](?:[一二三四五六七八九十百]+[)）]|\{\{[^{}]*\}\}[)）].)`)
	level3Shape     = regexp.MustCompile(`^(?:\d{1,3}|\{\{[^{}]*\}\})(?:[.．][^\d]|、)`)
	problemShape    = regexp.MustCompile(`^问题\s*(?:\d+|\{\{[^{}]*\}\})\s*[.．:：、]`)
	bracketShape    = regexp.MustCompile(`^[(（\[【〔][^()（）]+[)）\]】〕]$`)
	dateShape       = regexp.MustCompile(`^(?:\d{4}|[〇○零一二三四五六七八九]{4}|X{2,4})\s*年\s*[\d一二三四五六七八九十X]{1,3}\s*月\s*[\d一二三四五六七八九十X]{1,3}\s*日$`)
	signedShape     = regexp.MustCompile(`^([^\s,.;，。；：！？]{3,40})[\s　]+(\d{4}年\d{1,2}月\d{1,2}日)$`)
	dateSlotShape   = regexp.MustCompile(`^\{\{[^{}]*(?:日期|成文日)[^{}]*\}\}$`)
	attachNoteShape = regexp.MustCompile(`^附件\s*[:：]\s*\S`)
	attachItemShape = regexp.MustCompile(`^\d{1,2}\s*[.．]\s*\S`)
	attachMarkShape = regexp.MustCompile(`^附件\s*\d{0,2}$`)
	fileNumberShape = regexp.MustCompile(`^[^，。,]{1,20}[〔\[(（]\d{4}[〕\])）]\s*\d+\s*号$`)
)

// controlShape is a paragraph that only opens or closes a part of a template.
var controlShape = regexp.MustCompile(`^(?:\{\{(?:如果 [^{}]*|[^{}]*\{[^{}]*\}[^{}]*|否则|完)\}\})+$`)

// numberSlotShape is a slot for a document's number.
var numberSlotShape = regexp.MustCompile(`^\{\{[^{}]*(?:字号|文号)[^{}]*\}\}$`)

// imprintShape is a line of the 版记.
var imprintShape = regexp.MustCompile(`^抄送[：:]|印发$`)

// isDate says whether a line is nothing but a date, or a slot for one.
func isDate(line string) bool { return dateShape.MatchString(line) || dateSlotShape.MatchString(line) }

// headingStyle knows a heading or a numbered problem by its beginning.
func headingStyle(line string) (Style, bool) {
	switch {
	case problemShape.MatchString(line):
		return Problem, true
	case level1Shape.MatchString(line):
		return Level1, true
	case level2Shape.MatchString(line):
		return Level2, true
	case level3Shape.MatchString(line):
		return Level3, true
	}
	return Body, false
}

// endsSentence says whether a line ends with a mark after which a paragraph may end.
func endsSentence(line string) bool {
	r, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(`。！？；：!?;:…”"」』）)}】`, r)
}

// runIn splits a paragraph that begins with a heading, as in “(一)强化政治担当。街道党工委……”: the
// heading keeps the typeface of its level, the text after it is set in that of the body.
func runIn(style Style, runs []Run) []Run {
	if style != Level1 && style != Level2 {
		return runs
	}
	var out []Run
	heading := true
	for _, r := range runs {
		if !heading {
			r.Font = FontFangSong
			out = append(out, r)
			continue
		}
		i := strings.Index(r.Text, "。")
		if i < 0 {
			out = append(out, r)
			continue
		}
		heading = false
		i += len("。")
		head, rest := r, r
		head.Text, rest.Text, rest.Font = r.Text[:i], r.Text[i:], FontFangSong
		out = append(out, head)
		if rest.Text != "" {
			out = append(out, rest)
		}
	}
	return out
}
