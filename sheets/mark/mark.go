package mark

import (
	"errors"
	"io"

	"taizhang/templates"
)

// The sheets a marked copy has besides the unit's own.
const (
	ListSheet   = "问题列表"
	RecordSheet = "标记记录" // very hidden: what Strip needs
)

// Owns reports whether a sheet of that name is one of ours: no data is on it.
func Owns(sheet string) bool { return sheet == ListSheet || sheet == RecordSheet }

// Write makes the copy that goes back to the unit: its own workbook with every
// finding marked. Marks of an earlier check are removed first. The error is a
// Chinese sentence for the user.
func Write(w io.Writer, original []byte, unit string, findings []templates.Finding) error {
	return errors.New("还不能生成标注件。")
}

// Strip gives the workbook without our marks; a workbook that has none comes
// back as it is.
func Strip(marked []byte) ([]byte, error) {
	return marked, nil
}
