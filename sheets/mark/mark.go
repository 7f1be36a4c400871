package mark

import (
	"bytes"
	"io"
	"slices"

	"taizhang/sheets/ooxml"
	"taizhang/sheets/xlsx"
	"taizhang/templates/finding"
)

// The sheets a marked copy has besides the unit's own.
const (
	ListSheet   = "问题列表"
	RecordSheet = "标记记录" // very hidden: what Strip needs
)

// Owns reports whether a sheet of that name is one of ours: no data is on it.
func Owns(sheet string) bool { return sheet == ListSheet || sheet == RecordSheet }

// Write makes the copy that goes back to the unit: its own workbook with every
// finding marked. Marks of an earlier check are removed first, and so is what
// could act when the copy is opened, which is listed in the copy and returned.
// The error is a Chinese sentence for the user.
func Write(w io.Writer, original []byte, unit string, findings []finding.Finding) (taken []finding.Finding, err error) {
	clean, err := Strip(original)
	if err != nil {
		return nil, err
	}
	k, err := open(clean)
	if err != nil {
		return nil, friendly(err)
	}
	if taken, err = k.disarm(); err != nil {
		return nil, friendly(err)
	}
	if err := k.mark(unit, slices.Concat(findings, taken)); err != nil {
		return nil, friendly(err)
	}
	return taken, k.pkg.Write(w)
}

// Strip gives the workbook without our marks; a workbook that has none comes
// back as it is.
func Strip(marked []byte) ([]byte, error) {
	k, err := open(marked)
	if err != nil {
		return nil, friendly(err)
	}
	changed, err := k.strip(marked)
	if err != nil {
		return nil, friendly(err)
	}
	if !changed {
		return marked, nil
	}
	var b bytes.Buffer
	if err := k.pkg.Write(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// item is a finding and the place in the workbook that it names, if any.
type item struct {
	finding.Finding
	sheet *sheet
	at    cell // where it shows
}

func (it item) linked() bool { return it.sheet != nil && it.sheet.visible && it.at.row > 0 }

// place is the sheet's name as the list shows it.
func (it item) place() string {
	if it.sheet != nil && !it.sheet.visible {
		return it.Sheet + "（已隐藏）"
	}
	return it.Sheet
}

// mostPainted is how large a sheet may be whose cells are marked: a larger one would have
// to be held several times over.
const mostPainted = 64 << 20

func (k *book) mark(unit string, findings []finding.Finding) error {
	styles, err := k.styles()
	if err != nil {
		return err
	}
	items := k.locateAll(findings)
	colours := newPalette(styles)
	room, unmarked := maxComments, 0
	var huge []string
	for _, s := range k.sheets {
		mine := items.on(s)
		if len(mine) == 0 {
			continue
		}
		if k.pkg.Size(s.part) > mostPainted {
			huge = append(huge, s.name)
			continue
		}
		left, err := k.markSheet(s, colours, mine, &room)
		if err != nil {
			return err
		}
		unmarked += left
	}
	list := k.listXML(styles.forList(), unit, items, limits(unmarked, len(items), huge))
	rec := k.recordXML(record{active: k.activeSheet(), covered: colours.covered})
	styles.save(k)
	if err := k.selectOnly(nil); err != nil {
		return err
	}
	return k.addSheets(list, rec, len(items))
}

type items []item

func (k *book) locateAll(findings []finding.Finding) items {
	out := make(items, len(findings))
	for i, f := range findings {
		out[i].Finding = f
		s := k.find(f.Sheet)
		if f.Sheet == "" || s == nil || !s.grid {
			continue
		}
		if c, ok := cellOf(f.Cell); ok {
			out[i].sheet, out[i].at = s, c
		}
	}
	return out
}

// on points at the items that belong to a sheet.
func (all items) on(s *sheet) []*item {
	var out []*item
	for i := range all {
		if all[i].sheet == s {
			out = append(out, &all[i])
		}
	}
	return out
}

// markSheet colours and comments the cells of one sheet. Information is listed
// only. It says how many cells got no comment for want of room.
func (k *book) markSheet(s *sheet, colours *palette, mine []*item, room *int) (unmarked int, err error) {
	b, err := k.pkg.Read(s.part)
	if err != nil {
		return 0, err
	}
	l, err := readLayout(b)
	if err != nil {
		return 0, err
	}
	marks, texts := map[cell]finding.Severity{}, map[cell]string{}
	var order []cell
	for _, it := range mine {
		it.at = l.shown(it.at)
		if it.Severity != finding.Error && it.Severity != finding.Warning {
			continue
		}
		if marks[it.at] != finding.Error {
			marks[it.at] = it.Severity
		}
		line := it.Severity.Label() + "：" + it.Text()
		if _, ok := texts[it.at]; ok {
			texts[it.at] += "\n" + line
			continue
		}
		texts[it.at] = line
		order = append(order, it.at)
	}
	if len(order) == 0 {
		return 0, nil
	}
	painted, err := paint(b, l, marks, colours.over)
	if err != nil {
		return 0, err
	}
	k.pkg.Set(s.part, painted)
	if len(order) > *room {
		unmarked = len(order) - *room
		order = order[:*room]
	}
	*room -= len(order)
	if len(order) == 0 {
		return unmarked, nil
	}
	return unmarked, k.annotate(s, l, texts, order)
}

// strip takes our marks off; changed says whether there were any.
func (k *book) strip(b []byte) (changed bool, err error) {
	w, err := xlsx.OpenBytes(b)
	if err != nil {
		return false, err
	}
	defer w.Close()
	rec, recorded := readRecord(w)
	var ours []*sheet
	for _, s := range k.sheets {
		if isList(w, s.name) {
			ours = append(ours, s)
		}
	}
	if recorded {
		if s := k.find(ListSheet); s != nil && len(ours) == 0 {
			ours = append(ours, s) // somebody wrote over its title
		}
		ours = append(ours, k.find(RecordSheet))
	}
	if len(ours) == len(k.sheets) || len(ours) == 0 && !k.commented() {
		return false, nil
	}
	if err := k.removeSheets(ours); err != nil {
		return false, err
	}
	styles, err := k.styles()
	if err != nil {
		return false, err
	}
	back := restore(styles, rec.covered)
	for _, s := range k.sheets {
		if err := k.clean(s, back); err != nil {
			return false, err
		}
	}
	styles.save(k)
	if err := k.leave(); err != nil {
		return false, err
	}
	return true, k.bringBack(rec.active)
}

// commented says whether a comment of ours is left: people delete sheets.
func (k *book) commented() bool {
	for _, s := range k.sheets {
		if part := k.related(s.part, "comments"); part != "" {
			if b, err := k.pkg.Read(part); err == nil && bytes.Contains(b, []byte(marker)) {
				return true
			}
		}
	}
	return false
}

func (k *book) clean(s *sheet, back map[int]int) error {
	if !s.grid {
		return nil
	}
	if len(back) > 0 {
		b, err := k.pkg.Read(s.part)
		if err != nil {
			return err
		}
		changed, err := repaint(b, back)
		if err != nil {
			return err
		}
		if changed != nil {
			k.pkg.Set(s.part, changed)
		}
	}
	return k.unannotate(s)
}

// bringBack shows the sheet that was in front before, or the first.
func (k *book) bringBack(name string) error {
	i := slices.IndexFunc(k.sheets, func(s *sheet) bool { return s.visible && s.name == name })
	if i < 0 {
		i = max(0, slices.IndexFunc(k.sheets, func(s *sheet) bool { return s.visible }))
	}
	if err := k.selectOnly(k.sheets[i]); err != nil {
		return err
	}
	return k.pkg.Edit(k.main, func(root *ooxml.Node, e *ooxml.Edits) error {
		front(root, e, i)
		return nil
	})
}
