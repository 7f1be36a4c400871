package xlsx

// Visibility says whether a sheet is shown.
type Visibility uint8

// A VeryHidden sheet can't be shown from the menu.
const (
	Visible Visibility = iota
	Hidden
	VeryHidden
)

// SheetKind says what a sheet holds.
type SheetKind uint8

// Only a Worksheet holds cells that can be read; the others are named.
const (
	Worksheet SheetKind = iota
	Chartsheet
	Dialogsheet
	Macrosheet
)

var sheetKindNames = [...]string{"工作表", "图表工作表", "对话框工作表", "宏表"}

func (k SheetKind) String() string {
	if int(k) < len(sheetKindNames) {
		return sheetKindNames[k]
	}
	return "未知类型的工作表"
}

// Sheet is one sheet of a workbook.
type Sheet struct {
	Name       string
	Visibility Visibility
	Kind       SheetKind
}

// DefinedName is a name that the workbook gives to a range or a formula.
type DefinedName struct {
	Name   string
	Refers string // the formula, without "="
	Sheet  string // the sheet it belongs to, "" for the whole workbook
	Hidden bool
}
