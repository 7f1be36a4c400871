package mark

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets/ooxml"
)

var afterNames = []string{"calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes",
	"webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"}

// addSheets puts the list in front and the record at the end.
func (k *book) addSheets(list, rec string, findings int) error {
	name := ListSheet
	for n := 2; k.find(name) != nil; n++ {
		name = ListSheet + strconv.Itoa(n)
	}
	if k.find(RecordSheet) != nil {
		return errForm
	}
	_, listID, err := k.attach(k.main, "worksheets/sheet_list%d.xml", "worksheet", typeBase+"worksheet+xml", []byte(list))
	if err != nil {
		return err
	}
	_, recID, err := k.attach(k.main, "worksheets/sheet_record%d.xml", "worksheet", typeBase+"worksheet+xml", []byte(rec))
	if err != nil {
		return err
	}
	return k.pkg.Edit(k.main, func(root *ooxml.Node, e *ooxml.Edits) error {
		sheets, next := root.Child("sheets"), 0
		for _, n := range sheets.Children {
			id, _ := strconv.Atoi(n.Attr("sheetId"))
			next = max(next, id)
		}
		p := root.Prefix()
		entry := func(name, id, state string) string {
			next++
			return fmt.Sprintf(`<%ssheet xmlns:r="%s" name="%s" sheetId="%d"%s r:id="%s"/>`, p, strings.TrimSuffix(k.rels, "/"), name, next, state, id)
		}
		e.Insert(sheets.Inner[0], entry(name, listID, ""))
		e.Insert(sheets.Inner[1], entry(RecordSheet, recID, ` state="veryHidden"`))
		k.renumber(root, e, func(i int) int { return i + 1 })
		front(root, e, 0)
		local := func(kind, hidden, refers string) string {
			return fmt.Sprintf(`<%[1]sdefinedName name="%[2]s" localSheetId="0"%[3]s>'%[4]s'!%[5]s</%[1]sdefinedName>`, p, kind, hidden, name, refers)
		}
		names := local("_xlnm._FilterDatabase", ` hidden="1"`, fmt.Sprintf("$A$%d:$H$%d", headerRow, headerRow+findings)) +
			local("_xlnm.Print_Titles", "", fmt.Sprintf("$%d:$%[1]d", headerRow))
		if n := root.Child("definedNames"); n != nil {
			n.Append(e, names)
		} else {
			root.InsertInOrder(e, "<"+p+"definedNames>"+names+"</"+p+"definedNames>", afterNames...)
		}
		return nil
	})
}

// renumber moves names that belong to one sheet along with it; a name whose
// sheet is gone (below 0) goes too.
func (k *book) renumber(root *ooxml.Node, e *ooxml.Edits, to func(int) int) {
	names := root.Child("definedNames")
	gone := 0
	for _, n := range names.All("definedName") {
		i, err := strconv.Atoi(n.Attr("localSheetId"))
		if err != nil {
			continue
		}
		if t := to(i); t < 0 {
			e.Replace(n.Start, n.Stop, "")
			gone++
		} else {
			e.Replace(n.Start, n.End, n.With("localSheetId", strconv.Itoa(t)))
		}
	}
	if gone > 0 && gone == len(names.Children) {
		e.Replace(names.Start, names.Inner[0], "")
		e.Replace(names.Inner[1], names.Stop, "")
	}
}

// front says which sheet a program shows first.
func front(root *ooxml.Node, e *ooxml.Edits, index int) {
	for _, v := range root.Child("bookViews").All("workbookView") {
		sc := ooxml.NewScanner([]byte(v.With("activeTab", strconv.Itoa(index))))
		sc.Next()
		e.Replace(v.Start, v.End, sc.Without("firstSheet"))
	}
}

// activeSheet is the name of the sheet shown first.
func (k *book) activeSheet() string {
	root, err := k.pkg.Parse(k.main)
	if err != nil {
		return ""
	}
	for _, v := range root.Child("bookViews").All("workbookView") {
		if i, _ := strconv.Atoi(v.Attr("activeTab")); i >= 0 && i < len(k.sheets) {
			return k.sheets[i].name
		}
	}
	return ""
}

// selectOnly leaves one sheet selected, or none for nil: typing into several at
// once would overwrite data.
func (k *book) selectOnly(only *sheet) error {
	for _, s := range k.sheets {
		b, err := k.pkg.Read(s.part)
		if err != nil {
			return err
		}
		var e ooxml.Edits
		sc := ooxml.NewScanner(b)
		for sc.Next() && !sc.Is("sheetData") {
			if !sc.Is("sheetView") || sc.Close {
				continue
			}
			on := sc.Attr("tabSelected") == "1" || sc.Attr("tabSelected") == "true"
			switch {
			case s == only && !on:
				e.Replace(sc.Start, sc.End, sc.With("tabSelected", "1"))
			case s != only && on:
				e.Replace(sc.Start, sc.End, sc.Without("tabSelected"))
			}
		}
		if sc.Err() != nil {
			return sc.Err()
		}
		if !e.None() {
			k.pkg.Set(s.part, e.Apply(b))
		}
	}
	return nil
}

// removeSheets takes sheets of ours away with everything that hangs on them.
func (k *book) removeSheets(gone []*sheet) error {
	for _, s := range gone {
		links, err := k.pkg.Rels(s.part)
		if err != nil {
			return err
		}
		for _, l := range links {
			switch l.Kind {
			case "printerSettings", "comments", "vmlDrawing", "drawing", "table", "threadedComment":
				if err := k.pkg.Drop(s.part, l.Part); err != nil {
					return err
				}
			}
		}
		if err := k.pkg.Drop(k.main, s.part); err != nil {
			return err
		}
	}
	at := map[int]int{}
	var kept []*sheet
	for i, s := range k.sheets {
		at[i] = -1
		if !slices.Contains(gone, s) {
			at[i] = len(kept)
			kept = append(kept, s)
		}
	}
	err := k.pkg.Edit(k.main, func(root *ooxml.Node, e *ooxml.Edits) error {
		for i, n := range root.Child("sheets").All("sheet") {
			if at[i] < 0 {
				e.Replace(n.Start, n.Stop, "")
			}
		}
		k.renumber(root, e, func(i int) int {
			if to, ok := at[i]; ok {
				return to
			}
			return -1
		})
		return nil
	})
	k.sheets = kept
	return err
}
