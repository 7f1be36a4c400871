package xlsx

import "math"

// limits bound what a workbook may cost.
type limits struct {
	FileBytes  int64 // size of the file itself
	Parts      int   // parts in the package
	PartBytes  int64 // one part, inflated
	TotalBytes int64 // all parts read, inflated; a part read twice counts twice
	Ratio      int64 // inflated to stored size of a part over 16 MB
	Sheets     int   // sheets in the workbook
	Rows       int   // rows present in one sheet
	Columns    int   // the last column that may hold a value
	Cells      int   // cells present in one sheet
	RowBytes   int64 // the texts of one row, those of the shared table apart
	Strings    int   // shared strings
	TextBytes  int64 // all shared strings together
	StringLen  int   // characters in one text, counted as Excel counts them
	Styles     int   // cell styles
	Names      int   // defined names, merged ranges, custom properties: of each
}

// MostCells is how many cells a sheet that comes from others may hold: a form of
// more could never be taken back.
const MostCells = 20_000_000

// defaultLimits leave room for a sheet several times the largest return of a
// district (200,000 rows of 20 columns), and keep what any file can make the
// reader hold below 300 MB.
func defaultLimits() limits {
	return limits{
		FileBytes:  256 << 20,
		Parts:      5_000,
		PartBytes:  640 << 20,
		TotalBytes: 2 << 30,
		Ratio:      250,
		Sheets:     1_000,
		Rows:       maxRow,
		Columns:    2_000,
		Cells:      MostCells,
		RowBytes:   16 << 20,
		Strings:    4_000_000,
		TextBytes:  96 << 20,
		StringLen:  32_767,
		Styles:     65_536,
		Names:      65_536,
	}
}

// ownLimits are those of what the program wrote itself, and of what spreadsheet
// programs make of it: as large as the format allows.
func ownLimits() limits {
	l := defaultLimits()
	l.FileBytes, l.PartBytes, l.TotalBytes = 16<<30, 64<<30, 1<<40
	l.Ratio, l.Columns, l.Cells = math.MaxInt64, maxCol, math.MaxInt
	l.RowBytes, l.Strings, l.TextBytes = 1<<30, 1<<30, 64<<30
	return l
}
