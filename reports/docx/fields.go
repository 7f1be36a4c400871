package docx

import (
	"regexp"
	"slices"
	"strings"

	"taizhang/sheets/ooxml"
)

// fields are the words of the fields of a part, each field's by themselves.
func fields(root *ooxml.Node) (out []string) {
	look := func(words string) {
		if words = strings.TrimSpace(words); words != "" {
			out = append(out, words)
		}
	}
	var words strings.Builder // they may be spread over runs
	root.Walk(func(n *ooxml.Node) {
		switch n.Kind {
		case "w:fldSimple":
			look(n.KindAttr("w:instr"))
		case "w:instrText":
			words.WriteString(n.Chars())
		case "w:fldChar":
			look(words.String())
			words.Reset()
		}
	})
	look(words.String())
	return out
}

// fieldName says what a field does: PAGE, or = for a sum.
func fieldName(words string) string {
	words = strings.ToUpper(words)
	if strings.HasPrefix(words, "=") {
		return "="
	}
	if end := strings.IndexAny(words, " \t\r\n　\\\"(“"); end > 0 {
		return words[:end]
	}
	return words
}

// steady are the fields that show what stands in the document itself.
var steady = []string{"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "HYPERLINK", "TOC", "TC", "REF", "PAGEREF", "NOTEREF", "SEQ", "STYLEREF", "EQ", "="}

var (
	circled  = regexp.MustCompile(`^EQ\s*\\O\s*\\AC\s*\(\s*\S\s*[,;，；]\s*\S{1,2}\s*\)$`) // 带圈字符
	constant = regexp.MustCompile(`\pN{4}`)
)

// shownWords says of a field whose words themselves are what the page shows that
// nobody reads them: letters put together, and a sum of written numbers.
func shownWords(words string) bool {
	switch fieldName(words) {
	case "EQ":
		return !circled.MatchString(strings.ToUpper(words))
	case "=":
		return constant.MatchString(words)
	}
	return false
}

var fetching = []string{"INCLUDETEXT", "INCLUDEPICTURE", "DDE", "DDEAUTO", "LINK", "IMPORT", "DATABASE", "RD", "MACROBUTTON", "HTMLCONTROL", "EMBED"}

// remoteField is the first field that fetches or runs something.
func remoteField(root *ooxml.Node) string {
	for _, f := range fields(root) {
		if name := fieldName(f); slices.Contains(fetching, name) {
			return name
		}
	}
	return ""
}
