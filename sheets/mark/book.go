package mark

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"taizhang/sheets/ooxml"
	"taizhang/sheets/xlsx"
)

// book is a workbook whose parts are being changed.
type book struct {
	pkg    *ooxml.Package
	main   string // the workbook part
	rels   string // what the types of its links begin with
	ns     string // the main namespace
	sheets []*sheet

	talking bool // a discussion still holds a word of ours
}

// sheet is one sheet of the workbook, of whatever kind.
type sheet struct {
	name    string
	part    string
	visible bool
	grid    bool // it has cells
}

var errForm = errors.New("文件的内部结构特殊，不能在上面做标注。请用 Excel 或 WPS 打开原文件，另存为新的 .xlsx 后重新校验。")

// open reads what the strict reader accepts.
func open(b []byte) (*book, error) {
	w, err := xlsx.OpenBytes(b)
	if err != nil {
		return nil, err
	}
	defer w.Close()
	pkg, err := ooxml.Open(b)
	if err != nil {
		return nil, errForm
	}
	k := &book{pkg: pkg}
	if err := k.locate(); err != nil {
		return nil, err
	}
	nodes, err := k.sheetNodes()
	if err != nil {
		return nil, err
	}
	listed := w.Sheets()
	links, err := pkg.Rels(k.main)
	if err != nil || len(nodes) != len(listed) {
		return nil, errForm
	}
	for i, n := range nodes {
		s := &sheet{name: listed[i].Name, visible: listed[i].Visibility == xlsx.Visible, grid: listed[i].Kind == xlsx.Worksheet}
		s.part = ooxml.Linked(links, n.PrefixedAttr("id"))
		if !pkg.Has(s.part) {
			return nil, errForm
		}
		k.sheets = append(k.sheets, s)
	}
	return k, nil
}

func (k *book) locate() error {
	links, err := k.pkg.Rels("")
	if err != nil {
		return err
	}
	for _, l := range links {
		if l.Kind == "officeDocument" {
			k.main, k.rels = l.Part, strings.TrimSuffix(l.Type, l.Kind)
		}
	}
	k.ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	if strings.HasPrefix(k.rels, "http://purl.oclc.org/") {
		k.ns = "http://purl.oclc.org/ooxml/spreadsheetml/main"
	}
	if !k.pkg.Has(k.main) {
		return errForm
	}
	return nil
}

func (k *book) sheetNodes() ([]*ooxml.Node, error) {
	root, err := k.pkg.Parse(k.main)
	if err != nil {
		return nil, err
	}
	return root.Child("sheets").All("sheet"), nil
}

// find is the sheet of that name, or nil.
func (k *book) find(name string) *sheet {
	for _, s := range k.sheets {
		if s.name == name {
			return s
		}
	}
	for _, s := range k.sheets {
		if strings.EqualFold(s.name, name) {
			return s
		}
	}
	return nil
}

// dir is the folder of the workbook part, where new parts go.
func (k *book) dir() string { return path.Dir(k.main) }

// related is the part that another part links to with that kind of link.
func (k *book) related(part, kind string) string {
	name, err := k.pkg.Related(part, kind)
	if err != nil {
		return ""
	}
	return name
}

const typeBase = "application/vnd.openxmlformats-officedocument.spreadsheetml."

// attach adds a part next to the workbook and links part to it.
func (k *book) attach(to, pattern, kind, contentType string, data []byte) (name, id string, err error) {
	name = k.pkg.Free(path.Join(k.dir(), pattern))
	k.pkg.Set(name, data)
	if contentType != "" {
		if err = k.pkg.SetType(name, contentType); err != nil {
			return "", "", err
		}
	}
	typ := kind
	if !strings.Contains(kind, "://") {
		typ = k.rels + kind
	}
	id, err = k.pkg.AddRel(to, typ, name)
	return name, id, err
}

// relatedOrNew is the part that another part links to with that kind of link,
// attached where there is none.
func (k *book) relatedOrNew(to, kind, pattern, contentType, empty string) (string, error) {
	word := kind[strings.LastIndexByte(kind, '/')+1:]
	if part := k.related(to, word); part != "" {
		return part, nil
	}
	part, _, err := k.attach(to, pattern, kind, contentType, []byte(ooxml.Head+empty))
	return part, err
}

// friendly makes a sentence of what went wrong inside.
func friendly(err error) error {
	var format *xlsx.FormatError
	var damage *xlsx.DamageError
	var limit *xlsx.LimitError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &format), errors.As(err, &damage), errors.As(err, &limit):
		return fmt.Errorf("不能生成标注件：%w", err)
	case errors.Is(err, ooxml.ErrTooLarge):
		return errors.New("不能生成标注件：文件过大。请删去多余的空行和工作表后重新报送。")
	}
	return fmt.Errorf("不能生成标注件：%w", errForm)
}
