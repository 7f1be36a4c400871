package xlsx

import (
	"path"
	"strings"
)

const contentTypesPart = "[Content_Types].xml"

// contentTypes says what each part is, as the package declares it.
type contentTypes struct {
	byName      map[string]string
	byExtension map[string]string
}

func (c *container) contentTypes() (*contentTypes, error) {
	t := &contentTypes{byName: map[string]string{}, byExtension: map[string]string{}}
	err := c.read(contentTypesPart, nsContentTypes, "Types", func(d *document) {
		kind := strings.ToLower(string(d.attr("ContentType")))
		switch {
		case d.is(nsContentTypes, "Override"):
			set(d, t.byName, foldName(string(d.attr("PartName"))), kind)
		case d.is(nsContentTypes, "Default"):
			set(d, t.byExtension, strings.ToLower(string(d.attr("Extension"))), kind)
		}
		if len(t.byName)+len(t.byExtension) > 2*c.limits.Parts {
			d.err = tooMany(contentTypesPart, "登记的部分过多。")
		}
	})
	return t, err
}

// set notes the type of a part; two types for one part are an error.
func set(d *document, m map[string]string, key, kind string) {
	if old, ok := m[key]; key == "" || kind == "" || ok && old != kind {
		d.fail(msgAttr)
	}
	m[key] = kind
}

// of gives the type of a part, "" if none is declared.
func (t *contentTypes) of(part string) string {
	if kind, ok := t.byName[foldName(part)]; ok {
		return kind
	}
	return t.byExtension[strings.TrimPrefix(strings.ToLower(path.Ext(part)), ".")]
}

// workbookTypes are the main parts that can be read: workbooks and templates,
// with macros and without.
var workbookTypes = map[string]bool{
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml":    true,
	"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": true,
	"application/vnd.ms-excel.sheet.macroenabled.main+xml":                          true,
	"application/vnd.ms-excel.template.macroenabled.main+xml":                       true,
	"application/vnd.ms-excel.addin.macroenabled.main+xml":                          true,
}

// foreignKind names the format of a main part that is not a workbook.
func foreignKind(contentType string) FormatKind {
	switch {
	case strings.Contains(contentType, "sheet.binary"):
		return FormatXLSB
	case strings.Contains(contentType, "wordprocessingml"), strings.Contains(contentType, "ms-word"):
		return FormatDOCX
	case strings.Contains(contentType, "presentationml"), strings.Contains(contentType, "ms-powerpoint"):
		return FormatPPT
	}
	return FormatUnknown
}
