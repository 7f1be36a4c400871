package xlsx

import (
	"errors"
	"strings"
)

// FormatKind names what a file is when it is not a readable .xlsx workbook.
type FormatKind string

// The kinds of file that are told apart.
const (
	FormatEncrypted FormatKind = "encrypted" // a workbook behind a password
	FormatXLS       FormatKind = "xls"
	FormatXLSB      FormatKind = "xlsb"
	FormatET        FormatKind = "et"
	FormatODS       FormatKind = "ods"
	FormatNumbers   FormatKind = "numbers"
	FormatXML2003   FormatKind = "xml2003" // "XML 表格 2003", often named .xls
	FormatDOC       FormatKind = "doc"
	FormatDOCX      FormatKind = "docx"
	FormatPPT       FormatKind = "ppt"
	FormatCSV       FormatKind = "csv"
	FormatHTML      FormatKind = "html"
	FormatPDF       FormatKind = "pdf"
	FormatImage     FormatKind = "image"
	FormatZip       FormatKind = "zip"
	FormatArchive   FormatKind = "archive" // rar, 7z, gzip
	FormatLock      FormatKind = "lock"    // the ~$ file of a workbook that is open
	FormatEmpty     FormatKind = "empty"
	FormatUnknown   FormatKind = "unknown"
)

// FormatError says that the file is not an .xlsx workbook that can be opened.
type FormatError struct {
	Kind    FormatKind
	Message string
	Fix     string
}

func (e *FormatError) Error() string { return e.Message }

// Advice says what to do about it.
func (e *FormatError) Advice() string { return e.Fix }

// DamageError says that the workbook is damaged, and where.
type DamageError struct {
	Part    string // the part inside the package, "" for the package itself
	Sheet   string // the sheet's name where one is known
	Cell    string // "C5", or "5" for a whole row, where one is known
	Message string
	Fix     string
}

func (e *DamageError) Error() string { return place(e.Sheet, e.Cell, e.Part) + e.Message }

// Advice says what to do about it.
func (e *DamageError) Advice() string { return e.Fix }

// LimitError says that the workbook is larger than the limits allow.
type LimitError struct {
	Part    string
	Sheet   string
	Cell    string
	Message string
	Fix     string
}

func (e *LimitError) Error() string { return place(e.Sheet, e.Cell, e.Part) + e.Message }

// Advice says what to do about it.
func (e *LimitError) Advice() string { return e.Fix }

// SheetError says that a sheet can't be read: there is none of that name, or
// it is not a sheet of cells.
type SheetError struct {
	Sheet   string
	Message string
	Fix     string
}

func (e *SheetError) Error() string { return e.Message }

// Advice says what to do about it.
func (e *SheetError) Advice() string { return e.Fix }

// Unreadable reports whether it is the content of a workbook that is at fault,
// not the disk or a caller who stopped.
func Unreadable(err error) bool {
	var format *FormatError
	var damage *DamageError
	var limit *LimitError
	var sheet *SheetError
	return errors.As(err, &format) || errors.As(err, &damage) || errors.As(err, &limit) || errors.As(err, &sheet)
}

// OfficeError is an error about a workbook of the office's own. The advice above
// is for units, which can send a workbook again; restore says how the office
// gets this one back. Other errors pass unchanged.
func OfficeError(err error, name, restore string) error {
	if !Unreadable(err) {
		return err
	}
	var format *FormatError
	if errors.As(err, &format) && format.Kind == FormatEncrypted {
		restore = "请用 Excel 或 WPS 打开它，在“文件—信息—保护工作簿”里取消打开密码，保存后再运行。"
	}
	return &officeError{name, restore, err}
}

type officeError struct {
	name, fix string
	err       error
}

func (e *officeError) Error() string  { return e.name + "读不出来：" + e.err.Error() }
func (e *officeError) Advice() string { return e.fix }
func (e *officeError) Unwrap() error  { return e.err }

const (
	fixDamage = "请用 Excel 或 WPS 打开原文件，另存为新的 .xlsx 后重新报送；如果打不开或提示修复，请找回未损坏的原件。"
	fixLimit  = "请删去多余的行、列和工作表，只保留填报内容，另存为新的 .xlsx 后重新报送。"
)

// place puts the position in front of a sentence.
func place(sheet, cell, part string) string {
	var b strings.Builder
	if sheet != "" {
		b.WriteString("工作表“" + sheet + "”")
	}
	switch {
	case cell == "":
	case cell[0] <= '9':
		b.WriteString("第 " + cell + " 行")
	default:
		b.WriteString(cell + " 单元格")
	}
	if sheet == "" && part != "" {
		b.WriteString("文件内部的 " + part + " ")
	}
	if b.Len() > 0 {
		return strings.TrimSuffix(b.String(), " ") + "："
	}
	return ""
}
