package finding

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// kind is what findings have in common that a person deals with together: one
// rule, one column, and one sentence but for what it quotes and counts.
type kind struct {
	severity Severity
	code     string
	column   string
	ending   string // no error's: of the message, without what varies
}

func (f Finding) kind() kind {
	if f.Severity == Error {
		return kind{severity: f.Severity, code: f.Code}
	}
	return kind{f.Severity, f.Code, f.Column, ending(f.Message)}
}

// ending is the last words of a message without its quotations, its numbers and
// names of files: what varies comes first in nearly every sentence.
func ending(message string) string {
	quoted := 0
	plain := []rune(strings.Map(func(r rune) rune {
		switch {
		case r == '“':
			quoted++
		case r == '”':
			quoted--
		case quoted == 0 && r > 0x7f:
			return r
		}
		return -1
	}, message))
	return string(plain[max(0, len(plain)-endingLength):])
}

const endingLength = 8

// fewOfAKind are printed one by one.
const fewOfAKind = 2

// mostListed is how many more findings of a kind are named on one line.
const mostListed = 12

// printKind prints findings of one kind that are no errors: the first in full,
// of the rest how many there are and which.
func printKind(w io.Writer, fs []Finding) {
	fmt.Fprintln(w, "  "+fs[0].Line())
	list := strings.Join(labels(fs)[1:min(len(fs), mostListed+1)], "、")
	if len(fs) > mostListed+1 {
		list += " 等"
	}
	fmt.Fprintf(w, "      同类共 %d 处，另有：%s\n", len(fs), list)
}

// labels tell the findings of one kind apart: by their place, what two places
// share said once; without a place, by what their messages do not share.
func labels(fs []Finding) []string {
	out := make([]string, len(fs))
	before, after := common(fs)
	for i, f := range fs {
		switch {
		case f.Cell == "":
			out[i] = clause(f.Message, before, len(f.Message)-after)
			if out[i] == "" {
				out[i] = strings.Trim(f.Unit+" "+f.Place(), " ")
			}
		case i > 0 && fs[i-1].File == f.File && fs[i-1].Sheet == f.Sheet:
			out[i] = f.Cell
		default:
			out[i] = f.Place()
		}
		if r := []rune(out[i]); len(r) > 30 {
			out[i] = string(r[:29]) + "…"
		}
	}
	return out
}

// clause is a stretch of a message, widened to the marks around it.
func clause(message string, from, to int) string {
	const marks = "，。；：！？"
	if i := strings.LastIndexAny(message[:from], marks); i >= 0 {
		_, n := utf8.DecodeRuneInString(message[i:])
		from = i + n
	} else {
		from = 0
	}
	if i := strings.IndexAny(message[to:], marks); i >= 0 {
		to += i
	} else {
		to = len(message)
	}
	return strings.TrimSpace(message[from:max(from, to)])
}

// common is how many bytes all messages begin and end with.
func common(fs []Finding) (before, after int) {
	first := fs[0].Message
	before, after = len(first), len(first)
	for _, f := range fs[1:] {
		n := 0
		for n < min(before, len(f.Message)) && f.Message[n] == first[n] {
			n++
		}
		before = n
		m := 0
		for m < min(after, len(f.Message), len(first)) && f.Message[len(f.Message)-1-m] == first[len(first)-1-m] {
			m++
		}
		after = m
	}
	for before > 0 && before < len(first) && !utf8.RuneStart(first[before]) {
		before--
	}
	for after > 0 && !utf8.RuneStart(first[len(first)-after]) {
		after--
	}
	for _, f := range fs { // a message that is all beginning and end
		after = min(after, max(0, len(f.Message)-before))
	}
	return before, after
}
