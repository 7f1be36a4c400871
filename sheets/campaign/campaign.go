// Package campaign is the campaign folder on disk: the names of its places,
// what came in and what is kept, and how anything in it is written.
//
// Its layout is a contract with the people who work in it. What the package
// guarantees:
//
//   - a file is complete or absent: WriteFile writes aside, syncs and renames,
//     and leaves nothing behind when it fails or is interrupted;
//   - one command at a time writes: Lock says who holds the folder, and removes
//     what commands that were killed left half-written;
//   - what a unit sent is copied into the archive, never changed or deleted;
//   - no name that a person chose is ever taken for a pattern.
package campaign

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Dir is a campaign folder.
type Dir string

// Folders of a campaign.
const (
	Issued   = "1-下发"
	Inbox    = "2-收件"
	SentBack = "3-退回"
	Ledger   = "4-总台账"
	Summary  = "5-汇总"
	Papers   = "6-督办"
	History  = "历史" // in most of them: what no longer holds
	Archive  = "存档" // in the inbox: a store, never itself an inbox
	Evidence = "佐证"
	// Published, in the summary folder, holds a folder for everything that was
	// published, as it was then.
	Published = "定稿"
	// Marked, in the summary folder, holds copies of audited documents with remarks.
	Marked = "核对"
)

// Files of a campaign.
const (
	PlanFile            = "方案.xlsx"
	NoticeFile          = "通报模板.docx"
	MasterFile          = "总台账.xlsx"
	SummaryFile         = "汇总表.xlsx"
	LeadersSummaryFile  = "汇总表-领导版.xlsx"
	InternalSummaryFile = "汇总表-内部.xlsx"
	SummaryPage         = "汇总.html" // the same for a telephone, without a program
	InternalSummaryPage = "汇总-内部.html"
)

// Folders lists the six folders in the order of the work.
var Folders = []string{Issued, Inbox, SentBack, Ledger, Summary, Papers}

// Path joins parts below the campaign folder.
func (d Dir) Path(parts ...string) string {
	return filepath.Join(append([]string{string(d)}, parts...)...)
}

// Relative is a path inside the campaign as people write it.
func (d Dir) Relative(path string) string {
	rel, err := filepath.Rel(string(d), path)
	if err != nil {
		return path
	}
	return filepath.ToSlash(rel)
}

// Plan is the campaign's plan.
func (d Dir) Plan() string { return d.Path(PlanFile) }

// Master is the master ledger.
func (d Dir) Master() string { return d.Path(Ledger, MasterFile) }

// MasterAsWritten is the copy of the master as merge number serial wrote it;
// what differs from it was edited by hand.
func (d Dir) MasterAsWritten(serial int) string {
	return d.Path(Ledger, History, fmt.Sprintf("总台账-%04d.xlsx", serial))
}

// KeepEdited keeps the master with the office's edits, as the merge after number
// serial found it, beside what was kept before.
func (d Dir) KeepEdited(ctx context.Context, serial int) error {
	now, err := Digest(ctx, d.Master())
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		path := d.Path(Ledger, History, numbered(fmt.Sprintf("总台账-%04d-修改后", serial), ".xlsx", n))
		if was, err := Digest(ctx, path); err == nil && was == now {
			return nil
		}
		if !exists(path) {
			return CopyFile(ctx, path, d.Master())
		}
	}
}

// LastSerial is the highest number in 历史, whatever is missing below it; 0 for
// none.
func (d Dir) LastSerial() int {
	serials := []int{0}
	for _, c := range d.MasterCopies() {
		serials = append(serials, c.Serial)
	}
	return slices.Max(serials)
}

// Copy is a copy of the master in 历史.
type Copy struct {
	Serial int
	Path   string
	Edited bool // it holds the office's edits
}

// MasterCopies are the copies of the master in 历史, the newest state first.
func (d Dir) MasterCopies() (copies []Copy) {
	for _, name := range fileNames(d.Path(Ledger, History)) {
		rest, ours := strings.CutPrefix(name, "总台账-")
		digits := rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789"))]
		n, err := strconv.Atoi(digits)
		if path := d.Path(Ledger, History, name); ours && err == nil && filepath.Ext(name) == ".xlsx" {
			copies = append(copies, Copy{n, path, strings.HasPrefix(rest, digits+"-修改后")})
		}
	}
	slices.SortStableFunc(copies, func(a, b Copy) int {
		newest := func(c Copy) int {
			switch {
			case c.Edited:
				return 2
			case c.Path == d.MasterAsWritten(c.Serial):
				return 1
			}
			return 0
		}
		return -cmp.Or(cmp.Compare(a.Serial, b.Serial), cmp.Compare(newest(a), newest(b)), cmp.Compare(len(a.Path), len(b.Path)), cmp.Compare(a.Path, b.Path))
	})
	return copies
}

// IssuedFile is the form a unit was sent last.
func (d Dir) IssuedFile(unit string, restricted bool) string {
	return d.Path(Issued, unit+suffix(restricted)+".xlsx")
}

// IssuedCopy keeps exactly what the unit with a code was sent under an issue
// number.
func (d Dir) IssuedCopy(code string, issue int, restricted bool) string {
	return d.Path(Issued, History, fmt.Sprintf("%s-%03d%s.xlsx", code, issue, suffix(restricted)))
}

// Issues are the highest numbers that forms were sent out under, by the unit's
// code.
type Issues map[string]int

// Issues reads what was kept of the forms.
func (d Dir) Issues() Issues {
	is := Issues{}
	for _, name := range fileNames(d.Path(Issued, History)) {
		name, book := strings.CutSuffix(name, ".xlsx")
		name, restricted := strings.CutSuffix(name, suffix(true))
		at := strings.LastIndex(name, "-")
		if n, err := strconv.Atoi(name[at+1:]); book && at > 0 && err == nil {
			k := name[:at] + suffix(restricted)
			is[k] = max(is[k], n)
		}
	}
	return is
}

// issuesFile lists the numbers that forms were ever sent out under, should their
// copies be cleared away, and the names that the units had then.
func (d Dir) issuesFile() string { return d.Path(Issued, History, ".发放序号") }

// NotedIssues are the highest numbers ever used, whether the copies are still there
// or not.
func (d Dir) NotedIssues() Issues {
	is := d.Issues()
	text, _ := os.ReadFile(d.issuesFile())
	for line := range strings.Lines(string(text)) {
		k, number, _ := noted(line)
		if n, err := strconv.Atoi(number); err == nil {
			is[k] = max(is[k], n)
		}
	}
	return is
}

func noted(line string) (k, number, name string) {
	k, line, _ = strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
	number, name, _ = strings.Cut(line, "\t")
	return k, number, name
}

// Addressees are the names of the units that forms were sent out to, by code; "" for
// one that was not noted.
func (d Dir) Addressees() map[string]string {
	names := map[string]string{}
	for k := range d.Issues() {
		names[strings.TrimSuffix(k, suffix(true))] = ""
	}
	text, _ := os.ReadFile(d.issuesFile())
	for line := range strings.Lines(string(text)) {
		k, _, name := noted(line)
		code := strings.TrimSuffix(k, suffix(true))
		names[code] = cmp.Or(name, names[code])
	}
	return names
}

// NoteIssues notes the highest numbers used, and by whom.
func (d Dir) NoteIssues(ctx context.Context, is Issues, names map[string]string) error {
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(is)) {
		fmt.Fprintf(&b, "%s\t%d\t%s\n", k, is[k], names[strings.TrimSuffix(k, suffix(true))])
	}
	if old, err := os.ReadFile(d.issuesFile()); err == nil && string(old) == b.String() {
		return nil
	}
	return WriteBytes(ctx, d.issuesFile(), []byte(b.String()))
}

// Use notes that a number is used.
func (is Issues) Use(code string, restricted bool, issue int) {
	is[code+suffix(restricted)] = max(is[code+suffix(restricted)], issue)
}

// LastIssue is the highest number the unit with a code was sent a form under,
// whatever is missing below it; 0 for none.
func (is Issues) LastIssue(code string, restricted bool) int { return is[code+suffix(restricted)] }

// MarkedFile is the marked copy that goes back to a unit.
func (d Dir) MarkedFile(unit string, restricted bool) string {
	return d.Path(SentBack, unit+suffix(restricted)+".xlsx")
}

// Picture is the public page of the figures, as a drawing (.svg) or a document (.docx):
// under its final name, or as a draft while the notice is one.
func (d Dir) Picture(ext string, finished bool) string {
	name := "一图读懂"
	if !finished {
		name += "-未完成"
	}
	return d.Path(Summary, name+ext)
}

// NoticeDraft is a variant of the notice: under its final name, or as a draft
// that something blocks.
func (d Dir) NoticeDraft(variant string, finished bool) string {
	name := "通报-" + variant
	if !finished {
		name += "-未完成"
	}
	return d.Path(Summary, name+".docx")
}

// MarkedDocument is the copy of an audited document.
func (d Dir) MarkedDocument(stem, ext string) string {
	return d.Path(Summary, Marked, stem+"-核对"+ext)
}

// NoticeText is a finished variant as Markdown.
func (d Dir) NoticeText(variant string) string { return d.Path(Summary, "通报-"+variant+".md") }

func suffix(restricted bool) string {
	if restricted {
		return "-限阅"
	}
	return ""
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
