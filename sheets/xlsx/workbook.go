package xlsx

import (
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Workbook is an open workbook. Its methods may be called from several
// goroutines; each Rows belongs to one.
type Workbook struct {
	pkg    *container
	book   *book
	links  []relation
	props  map[string]string
	closer io.Closer

	tables  sync.Once
	styles  *styles
	strings *sharedStrings
	failed  error // what kept the tables from being read

	mu     sync.Mutex
	merged map[string][]Range // of the sheets that were read to their end
}

// load reads what there is besides the sheets.
func (w *Workbook) load() error {
	types, err := w.pkg.contentTypes()
	if err != nil {
		return err
	}
	links, err := w.pkg.relations("")
	if err != nil {
		return err
	}
	main := find(links, "officeDocument")
	if main == "" || !w.pkg.has(main) {
		return &DamageError{Part: "xl/workbook.xml", Message: msgMissing, Fix: fixDamage}
	}
	if kind := types.of(main); !workbookTypes[kind] {
		return notWorkbook(foreignKind(kind))
	}
	if w.links, err = w.pkg.relations(main); err != nil {
		return err
	}
	if w.book, err = w.pkg.book(main, w.links); err != nil {
		return err
	}
	custom := find(links, "custom-properties")
	if custom == "" {
		custom = find(links, "customProperties") // the word of the strict form
	}
	w.props, err = w.pkg.properties(custom)
	return err
}

// loadTables reads styles and shared strings, once, when the first sheet asks.
func (w *Workbook) loadTables() error {
	w.tables.Do(func() {
		if w.styles, w.failed = w.pkg.styles(find(w.links, "styles")); w.failed == nil {
			w.strings, w.failed = w.pkg.sharedStrings(find(w.links, "sharedStrings"))
		}
	})
	return w.failed
}

// Close releases the file. Rows that are still open must not be used any more.
func (w *Workbook) Close() error {
	if w.closer == nil {
		return nil
	}
	c := w.closer
	w.closer = nil
	return c.Close()
}

// Sheets lists the sheets in their order.
func (w *Workbook) Sheets() []Sheet { return slices.Clone(w.book.sheets) }

// Names lists the defined names.
func (w *Workbook) Names() []DefinedName { return slices.Clone(w.book.names) }

// Properties gives the custom document properties, name to text.
func (w *Workbook) Properties() map[string]string { return maps.Clone(w.props) }

// Date1904 says whether serial dates count from 1904 instead of 1900.
func (w *Workbook) Date1904() bool { return w.book.date1904 }

// find gives the index of a worksheet. Sheet names ignore case.
func (w *Workbook) find(sheet string) (int, error) {
	i := slices.IndexFunc(w.book.sheets, func(s Sheet) bool { return s.Name == sheet })
	if i < 0 {
		i = slices.IndexFunc(w.book.sheets, func(s Sheet) bool { return strings.EqualFold(s.Name, sheet) })
	}
	if i < 0 {
		return 0, &SheetError{
			Sheet:   sheet,
			Message: "没有名为“" + sheet + "”的工作表。",
			Fix:     "请使用下发的模板填报，不要删除工作表或改动它们的名称。",
		}
	}
	if kind := w.book.sheets[i].Kind; kind != Worksheet {
		return 0, &SheetError{
			Sheet:   sheet,
			Message: "“" + sheet + "”是" + kind.String() + "，里面没有可以读取的单元格。",
			Fix:     "请把内容填在普通工作表里。",
		}
	}
	return i, nil
}

// Merged gives the merged ranges of a sheet. Unless its rows were read before,
// it reads the sheet to its end, and fails where reading the rows would.
func (w *Workbook) Merged(sheet string) ([]Range, error) {
	i, err := w.find(sheet)
	if err != nil {
		return nil, err
	}
	name := w.book.sheets[i].Name
	if merged, ok := w.mergedOf(name); ok {
		return merged, nil
	}
	rows, err := w.Rows(name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	merged, _ := w.mergedOf(name)
	return merged, nil
}

func (w *Workbook) mergedOf(name string) ([]Range, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	merged, ok := w.merged[name]
	return slices.Clone(merged), ok
}

func (w *Workbook) keepMerged(name string, merged []Range) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.merged == nil {
		w.merged = map[string][]Range{}
	}
	w.merged[name] = merged
}
