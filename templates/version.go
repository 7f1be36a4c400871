package templates

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
)

// version digests what shapes a form, and the names that are read on it: a plan
// whose seeds or figures change keeps its version.
func version(tables []*Table) string {
	h := sha256.New()
	for _, name := range []string{SheetLedgers, SheetColumns, SheetOptions, SheetUnits, SheetLeaders, SheetEstates} {
		for _, t := range tables {
			if t.Sheet != name {
				continue
			}
			for _, r := range t.Rows {
				if cells := shaping(t, r.Cells); cells != nil {
					fmt.Fprintf(h, "%q\n", cells)
				}
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:8]
}

// shaping is what a row of the plan says about forms; nil if it says nothing. A
// list of names counts only by the names that are no more.
func shaping(t *Table, cells []string) []string {
	if at := slices.Index(t.Header, ConfirmHeader); at >= 0 {
		confirmed := *t
		confirmed.Header = slices.Delete(slices.Clone(t.Header), at, at+1)
		return shaping(&confirmed, slices.Delete(slices.Clone(cells), at, at+1))
	}
	former := slices.Index(t.Header, FormerHeader)
	if dictKeys[t.Sheet] != "" {
		if former < 0 || cells[former] == "" {
			return nil
		}
		return []string{t.Sheet, cells[0], cells[former]}
	}
	if t.Sheet == SheetColumns {
		if role := slices.Index(t.Header, "用途"); role >= 0 && (&Column{Role: Role(cells[role])}).Withdraws() {
			return nil // stands on no form
		}
	}
	// Columns that came later say nothing where they are empty.
	var out []string
	for i, c := range cells {
		if t.Header[i] == FewHeader {
			continue // nothing that a form shows
		}
		if c != "" || !slices.Contains(laterColumns, t.Header[i]) || t.Sheet == SheetColumns && t.Header[i] == FormerHeader {
			out = append(out, c)
		}
	}
	return out
}
