package audit

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"

	"taizhang/reports/docx"
	"taizhang/sheets/mark"
	"taizhang/templates/finding"
)

// Author signs the remarks in a marked copy.
const Author = "台账核对"

// Copy is a document with a remark beside what somebody has to see to; beside
// every number, if asked. The original is not changed. Left counts the remarks
// that found no room in it.
func Copy(file []byte, name string, t Text, r *Report, every bool) (marked []byte, left int, err error) {
	var told []Entry
	for _, e := range r.Entries {
		if every || e.Status != Agrees {
			told = append(told, e)
		}
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".docx":
		marked, err = copyDocument(file, t, told)
	case ".xlsx":
		marked, err = copyWorkbook(file, told)
	case ".pptx":
		on := map[int][]string{}
		for _, e := range told {
			at := t.Paragraphs[e.From.Paragraph].at
			on[at] = append(on[at], e.remark())
		}
		return commentSlides(file, Author, on)
	default:
		marked = copyText(t, told)
	}
	return marked, 0, err
}

// remark is an entry as a reviewer would write it.
func (e *Entry) remark() string {
	var b strings.Builder
	fmt.Fprintf(&b, "【%s】", e.Status.Label())
	if e.Number != "" && e.Status != Agrees {
		fmt.Fprintf(&b, "“%s”", clip(e.Number))
	}
	if e.Name != "" {
		fmt.Fprintf(&b, "（%s）", e.Name)
	}
	return strings.TrimSpace(b.String() + e.Note)
}

func copyDocument(file []byte, t Text, told []Entry) ([]byte, error) {
	var remarks []docx.Comment
	for _, e := range told {
		p := t.Paragraphs[e.From.Paragraph]
		c := docx.Comment{Paragraph: p.at, Start: e.From.Byte, End: e.To.Byte, Text: e.remark()}
		if e.To.Paragraph != e.From.Paragraph {
			c.End = len(p.Text)
		}
		if p.Aside {
			c.Paragraph = -1
		}
		remarks = append(remarks, c)
	}
	return docx.Annotate(file, Author, remarks)
}

func copyWorkbook(file []byte, told []Entry) ([]byte, error) {
	var all []finding.Finding
	for _, e := range told {
		f := finding.Finding{Severity: finding.Warning, Code: e.Status.Label(), Sheet: e.Sheet, Cell: e.Cell, Message: e.remark()}
		if e.Status == Contradicts {
			f.Severity = finding.Error
		}
		all = append(all, f)
	}
	var b bytes.Buffer
	_, err := mark.Write(&b, file, "", all)
	return b.Bytes(), err
}

// copyText writes the remarks of a text as numbered marks, and what they say at
// its end.
func copyText(t Text, told []Entry) []byte {
	var b, list strings.Builder
	n := 0
	for i, p := range t.Paragraphs {
		at := 0
		for _, e := range told {
			if e.From.Paragraph != i {
				continue
			}
			n++
			end := max(at, e.To.Byte)
			if e.To.Paragraph > i {
				end = len(p.Text)
			}
			fmt.Fprintf(&b, "%s〔核%d %s〕", p.Text[at:end], n, e.Status.Label())
			at = end
			fmt.Fprintf(&list, "%d. 第 %d 段：%s\n", n, i+1, e.remark())
		}
		b.WriteString(p.Text[at:])
		if i+1 < len(t.Paragraphs) && p.Row > 0 && t.Paragraphs[i+1].Row == p.Row {
			b.WriteString(" | ")
		} else {
			b.WriteString("\n\n")
		}
	}
	return []byte(b.String() + "核对意见：\n\n" + list.String())
}
