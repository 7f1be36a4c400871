package xlsx

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// sniffText tells what a file is that has no signature: some kind of text, or
// unknown.
func sniffText(head []byte, name string) FormatKind {
	if bytes.HasPrefix(head, []byte("\xFF\xFE")) || bytes.HasPrefix(head, []byte("\xFE\xFF")) {
		return FormatCSV // "Unicode 文本" as Excel saves it
	}
	head = bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF"))
	low := bytes.ToLower(bytes.TrimLeft(head, " \t\r\n"))
	switch {
	case bytes.Contains(low, []byte("urn:schemas-microsoft-com:office:spreadsheet")):
		return FormatXML2003
	case bytes.HasPrefix(low, []byte("mime-version:")):
		return FormatHTML // a web page in one file, which Excel names .xls
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<meta", "<table", "<style", "<div"} {
		if bytes.Contains(low, []byte(tag)) && low[0] == '<' {
			return FormatHTML
		}
	}
	if !isText(head) || len(low) > 0 && low[0] == '<' {
		return FormatUnknown
	}
	if bytes.ContainsAny(head, ",\t;") || strings.HasSuffix(name, ".csv") {
		return FormatCSV
	}
	return FormatUnknown
}

// isText says whether head is text in UTF-8 or GB 18030. The last characters
// may be cut.
func isText(head []byte) bool {
	for _, c := range head {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			return false
		}
	}
	for cut := 0; cut < utf8.UTFMax && cut <= len(head); cut++ {
		if utf8.Valid(head[:len(head)-cut]) {
			return true
		}
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(head)
	if err != nil {
		return false
	}
	bad := bytes.Count(text, []byte("\uFFFD"))
	return bad <= 1
}
