package intake

import (
	"context"
	"errors"

	"taizhang/sheets"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/finding"
	"taizhang/templates/form"
)

// Codes of findings about a whole file or sheet.
const (
	CodeFile     = "文件"
	CodeCampaign = "活动"
	CodeUnit     = "R-06"
	CodeVersion  = "R-05"
	CodeSheet    = "工作表"
	CodeHeader   = "表头"
	CodeID       = "行标识"
	CodeMerged   = "合并"
	CodeHidden   = "隐藏"
	CodeIgnored  = "略过"
)

// Return is one workbook as it came back.
type Return struct {
	File    string // as shown to people
	Digest  string
	Unit    *templates.Unit // nil if nobody knows whose it is
	Issue   int             // 发放序号
	Version string          // plan version of the form
	// Restricted workbooks hold 限阅 ledgers and nothing else.
	Restricted bool
	// Edition numbers the packages of an office below; 0 for a form.
	Edition int
	// Reasons say why rows change that were approved: ledger, row id, column.
	Reasons map[[3]string]string
	Filler  string
	Filled  string // 填报日期, ISO; "" if it is none
	Nil     map[*templates.Ledger]NilReport
	Sheets  []*Sheet
	Absent  []*templates.Ledger // listed on 填报说明, without a sheet and without 零报告
	// Findings of reading; checks add theirs elsewhere.
	Findings []finding.Finding
	// Refused returns have nothing that can be merged.
	Refused bool
	// Flooded: it is refused for the number of its errors, and the first are listed.
	Flooded bool
	// Unlisted counts errors and remarks that are not among the findings.
	Unlisted int
}

// NilReport is a unit's statement that it has nothing to report.
type NilReport struct {
	Whole bool
	Years []int
}

// Sheet is one ledger's sheet of a return.
type Sheet struct {
	Ledger  *templates.Ledger
	Name    string
	Rows    []*sheets.Row
	Ignored []Ignored
	Cols    []int               // sheet column of each ledger column, 0 = the sheet has none
	LastID  string              // the highest 行标识 in the sheet, prepared empty rows included
	Header  string              // cell of the first header
	Lacks   []*templates.Column // that must be filled in and have no column
	New     int                 // rows that were not issued, as far as a merge knows
}

// WhySample is why the worked example, which every form has, is ignored.
const WhySample = "样例行"

// Ignored is a line that is no data.
type Ignored struct {
	Row int    `json:"row"`
	Why string `json:"why"`
}

// Reading is what Read needs to know besides the file.
type Reading struct {
	Plan   *templates.Plan
	Path   string
	File   string // as shown
	Digest string
	Unit   *templates.Unit // assigned by the office, nil otherwise
	// Sent, if set, reports whether the form was sent out as it claims.
	Sent func(Claim) bool
	// Tag, if set, is the tag of the form that a package says it was made on.
	Tag func(Claim) string
	// Alone, if set, judges a row by itself.
	Alone func(*Return, *sheets.Row) []finding.Finding
}

// Claim is what a form says that it is.
type Claim struct {
	Campaign, Unit string // 活动代号, 单位代码
	Issue          int
	Restricted     bool
	Tag            string
}

// Opened, if set, is told of every return whose rows are read.
var Opened func(path string)

// Read reads a return. It never fails: what is wrong with the file is among
// the findings. What was read counts for nothing once ctx has ended.
func Read(ctx context.Context, in Reading) *Return {
	if Opened != nil {
		Opened(in.Path)
	}
	return in.open(func(rd *reader) error { return rd.read(ctx) })
}

// Identify finds out whose workbook it is, by what issue, without its rows.
func Identify(ctx context.Context, in Reading) *Return {
	return in.open(func(rd *reader) error {
		_, err := rd.check(ctx)
		return err
	})
}

func (in Reading) open(read func(*reader) error) *Return {
	r := &Return{File: in.File, Digest: in.Digest, Unit: in.Unit, Nil: map[*templates.Ledger]NilReport{}}
	wb, err := xlsx.Open(in.Path, xlsx.WithWorkers(1)) // the cores are busy with other files
	if err != nil {
		r.refuse(err)
		return r
	}
	defer wb.Close()
	rd := &reader{Reading: in, wb: wb, ret: r, seen: map[*templates.Ledger]string{}}
	if err := read(rd); err != nil {
		r.refuse(err)
	}
	return r
}

// refuse drops everything that was read: a damaged workbook is never half
// taken.
func (r *Return) refuse(err error) {
	r.Refused = true
	r.Sheets = nil
	f := finding.Finding{Severity: finding.Error, Code: CodeFile, File: r.File}
	if r.Unit != nil {
		f.Unit = r.Unit.Name
	}
	f.Message, f.Fix = finding.Explain(err)
	var damage *xlsx.DamageError
	var limit *xlsx.LimitError
	switch {
	case errors.As(err, &damage):
		f.Sheet, f.Cell = damage.Sheet, damage.Cell
		if f.Cell != "" && f.Cell[0] <= '9' {
			f.Cell = ""
		}
	case errors.As(err, &limit):
		f.Sheet = limit.Sheet
	case !xlsx.Unreadable(err):
		f.Message = "文件读不出来：" + f.Message
	}
	r.Findings = append(r.Findings, f)
}

// Rows counts the data rows of all sheets.
func (r *Return) Rows() (n int) {
	for _, s := range r.Sheets {
		n += len(s.Rows)
	}
	return n
}

// Tag reads the tag of a form; "" if it has none.
func Tag(ctx context.Context, path string) (string, error) {
	wb, err := xlsx.Open(path)
	if err != nil {
		return "", err
	}
	defer wb.Close()
	meta, err := (&reader{wb: wb}).pairs(ctx, form.MetaSheet)
	return meta[form.MetaTag], err
}
