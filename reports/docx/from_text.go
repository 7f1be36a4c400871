package docx

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"unicode/utf8"
)

// FromText pours plain text (UTF-8) or Markdown into the standard form.
//
// Slots {{…}} may stand for numbers, names and dates. The first paragraph, or `# `, is the title; a line in brackets under it the 稿别; a line ending in a
// colon after that the 主送机关. 一、 (一) 1. and 问题1. begin their levels, as do `##` to `#####`. A
// date at the end, and the short line before it, are date and signature. 附件：1. … is the list of
// attachments, 附件1 on a line of its own begins one. Tables are Markdown's, with pipes.
func FromText(r io.Reader) (*Document, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxText+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxText {
		return nil, &Error{Message: "文本太大（超过 16 MB），不像是一篇公文，请核对文件"}
	}
	text = bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF"))
	if !utf8.Valid(text) {
		return nil, &Error{Message: "文本不是 UTF-8 编码，请在记事本中用“另存为”选择 UTF-8 编码后重试"}
	}
	lines := splitSigned(readLines(string(text)))
	doc := &Document{}
	var fixed []bool // by block: the style was given by a Markdown heading
	for i := 0; i < len(lines); {
		if n := tableLines(lines[i:]); n > 0 {
			doc.Add(pipeTable(lines[i : i+n]))
			fixed = append(fixed, true)
			i += n
			continue
		}
		doc.Add(Paragraph{Style: lines[i].style, Runs: parseInline(lines[i].text)})
		fixed = append(fixed, lines[i].fixed)
		i++
	}
	assignRoles(doc, fixed)
	return doc, nil
}

const maxText = 16 << 20

// line is one paragraph of the source text.
type line struct {
	text  string
	style Style
	fixed bool // the style was given by a Markdown heading
	first bool // a blank line, or nothing, stands before it
}

// readLines splits text into paragraphs. A line is a paragraph, as in a text editor; only a long line
// that breaks off without a mark, the way wrapped text does, goes on in the next.
func readLines(text string) []line {
	var out []line
	blank := true
	sc := bufio.NewScanner(strings.NewReader(text))
	sc.Buffer(nil, maxText+1)
	for sc.Scan() {
		raw := strings.TrimRight(sc.Text(), " \t\r　")
		s := NormalizeSlots(strings.TrimLeft(raw, " \t　\f"))
		if s == "" {
			blank = true
			continue
		}
		l := markdownLine(s)
		l.first = blank
		indented := strings.HasPrefix(raw, "　") || strings.HasPrefix(raw, "    ")
		if n := len(out); n > 0 && !blank && !indented && !l.fixed && wraps(out[n-1], l.text) {
			out[n-1].text += glue(out[n-1].text, l.text) + l.text
		} else if l.text != "" {
			out = append(out, l)
		}
		blank = false
	}
	return out
}

// splitSigned parts a signature from the date behind it where both stand on one line.
func splitSigned(lines []line) []line {
	for i, l := range lines {
		m := signedShape.FindStringSubmatch(l.text)
		if m == nil || l.fixed || i == 0 {
			continue
		}
		name, date := l, l
		name.text, date.text = m[1], m[2]
		return append(append(lines[:i:i], name, date), lines[i+1:]...)
	}
	return lines
}

// markdownLine takes the marks of headings, lists and quotes off a line.
func markdownLine(s string) line {
	if rest := strings.TrimLeft(s, "#"); rest != s && (rest == "" || rest[0] == ' ') {
		levels := [...]Style{Title, Level1, Level2, Level3, Problem}
		n := min(len(s)-len(rest), len(levels))
		return line{text: strings.TrimSpace(rest), style: levels[n-1], fixed: true}
	}
	for _, mark := range []string{"- ", "* ", "+ ", "> "} {
		if rest, ok := strings.CutPrefix(s, mark); ok {
			s = strings.TrimSpace(rest)
			break
		}
	}
	l := line{text: s}
	l.style, _ = headingStyle(s)
	return l
}

func wraps(prev line, next string) bool {
	if prev.fixed || utf8.RuneCountInString(prev.text) < 20 || endsSentence(prev.text) {
		return false
	}
	if _, ok := headingStyle(next); ok {
		return false
	}
	return !isDate(next) && !attachNoteShape.MatchString(next) && !attachMarkShape.MatchString(next) &&
		!strings.HasPrefix(next, "|") && !strings.HasPrefix(prev.text, "|") && !strings.HasPrefix(next, "{{")
}

// glue is a space between two Latin words and nothing in Chinese text.
func glue(a, b string) string {
	if a[len(a)-1] < utf8.RuneSelf && b[0] < utf8.RuneSelf {
		return " "
	}
	return ""
}

// parseInline reads **bold** and backslash escapes. Slots are left alone.
func parseInline(text string) []Run {
	var runs []Run
	var b strings.Builder
	bold := false
	flush := func() {
		if b.Len() > 0 {
			runs = append(runs, Run{Text: b.String(), Bold: bold})
			b.Reset()
		}
	}
	for i := 0; i < len(text); {
		rest := text[i:]
		switch {
		case strings.HasPrefix(rest, "{{"):
			n := strings.Index(rest, "}}")
			if n < 0 {
				n = len(rest)
			} else {
				n += len("}}")
			}
			b.WriteString(rest[:n])
			i += n
		case rest[0] == '\\' && len(rest) > 1 && strings.IndexByte("\\`*_{}[]()#+-.!|<>&~:=", rest[1]) >= 0:
			b.WriteByte(rest[1])
			i += 2
		case strings.HasPrefix(rest, "**") && (bold || strings.Contains(rest[2:], "**")):
			flush()
			bold = !bold
			i += 2
		default:
			b.WriteByte(rest[0])
			i++
		}
	}
	flush()
	return runs
}
