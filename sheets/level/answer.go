package level

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"taizhang/sheets/campaign"
	"taizhang/sheets/seal"
	"taizhang/sheets/xlsx"
	"taizhang/templates/cell"
	"taizhang/templates/form"
)

// Sheets of an answer (回执).
const (
	AnswerSheet   = form.AnswerSheet
	RowsSheet     = "逐行结果"
	ApprovedSheet = "已核准"
)

// Headers of an answer's tables.
var (
	RowsHeader     = []string{"台账", "行标识", "结果", "核准日期", "说明"}
	RowsWidths     = []float64{14, 24, 10, 14, 80}
	ApprovedHeader = []string{"台账", "行标识", "核准日期", "栏目", "值"}
	ApprovedWidths = []float64{14, 24, 14, 18, 50}
)

// Answer is what the office above says of a package.
type Answer struct {
	Meta     map[string]string
	Summary  []string // lines for people
	Rows     []Answered
	approved map[[2]string]*approval // by ledger and row id, as they stand above
	asked    *Agreement              // what was reported by
}

// Answered is what became of one row.
type Answered struct {
	Ledger   string `json:"ledger"`
	RowID    string `json:"row_id"`
	Result   string `json:"result"`
	Approved string `json:"approved,omitempty"`
	Why      string `json:"why,omitempty"`
}

// Mark says in one line what became of the row.
func (a Answered) Mark() string {
	switch {
	case a.Approved != "":
		return "已核准 " + a.Approved
	case a.Why != "":
		return a.Result + "：" + a.Why
	}
	return a.Result
}

type approval struct {
	on     string
	values map[string]string
}

// Edition is the package that is answered, Merge the merge above that answers.
func (a *Answer) Edition() int { return atoi(a.Meta[form.MetaEdition]) }
func (a *Answer) Merge() int   { return atoi(a.Meta[form.MetaSerial]) }

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }

// readAnswer reads an answer and makes sure of its seal with the tag of the form that
// it answers: that of the agreement, or of one before it.
func readAnswer(ctx context.Context, d campaign.Dir, path string, a *Agreement) (*Answer, error) {
	wb, err := xlsx.Open(path)
	if err != nil {
		return nil, err
	}
	defer wb.Close()
	if !hasSheet(wb, AnswerSheet) || !hasSheet(wb, form.MetaSheet) || !seal.Sealed(wb) {
		return nil, notAnswer(path)
	}
	meta, err := pairs(ctx, wb)
	if err != nil {
		return nil, err
	}
	asked, err := a.at(ctx, d, atoi(meta[form.MetaIssue]))
	if err != nil {
		return nil, err
	}
	edits, err := seal.Check(ctx, wb, asked.Tag)
	if err != nil {
		return nil, err
	}
	if len(edits) > 0 {
		e := edits[0]
		return nil, &campaign.Error{Message: fmt.Sprintf("“%s”被改过，没有收下：%s%s%s", filepath.Base(path), e.Sheet, e.Cell, e.Message), Fix: "请用上级发来的原件。"}
	}
	out := &Answer{Meta: meta, asked: asked, approved: map[[2]string]*approval{}}
	err = wb.Each(ctx, AnswerSheet, func(r *xlsx.Row) {
		if len(r.Cells) > 0 && r.Number > 1 && r.Cells[0].Text != "" {
			out.Summary = append(out.Summary, r.Cells[0].Text)
		}
	})
	if err != nil {
		return nil, err
	}
	rows, err := Lines(ctx, wb, RowsSheet)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		out.Rows = append(out.Rows, Answered{r["台账"], r["行标识"], r["结果"], r["核准日期"], r["说明"]})
	}
	cells, err := Lines(ctx, wb, ApprovedSheet)
	for _, r := range cells {
		k := [2]string{r["台账"], r["行标识"]}
		if out.approved[k] == nil {
			out.approved[k] = &approval{r["核准日期"], map[string]string{}}
		}
		out.approved[k].values[r["栏目"]] = r["值"]
	}
	return out, err
}

func notAnswer(path string) error {
	return &campaign.Error{Message: fmt.Sprintf("“%s”不是上级的回执。", filepath.Base(path)), Fix: "回执在上级的“" + campaign.SentBack + "”里，文件名是“单位-回执.xlsx”，请用原件。"}
}

// Receive keeps an answer beside what was reported. One that is not whole, is not
// for this office, or is older than what came before is refused.
func Receive(ctx context.Context, d campaign.Dir, path string) (*Answer, *Agreement, error) {
	wb, err := xlsx.Open(path)
	if err != nil {
		return nil, nil, err
	}
	if !hasSheet(wb, form.MetaSheet) {
		wb.Close()
		return nil, nil, notAnswer(path)
	}
	meta, err := pairs(ctx, wb)
	wb.Close()
	if err != nil {
		return nil, nil, err
	}
	restricted := meta[form.MetaRestricted] == cell.Yes
	agreement, err := ReadAgreement(ctx, d.Agreement(meta[form.MetaCampaign], restricted))
	if os.IsNotExist(err) {
		return nil, nil, &campaign.Error{Message: fmt.Sprintf("本活动没有向“%s”上报过，没有收下“%s”。", meta[form.MetaCampaignName], filepath.Base(path)), Fix: "请核对是不是发给本单位的回执，-C 的文件夹对不对。"}
	}
	if err != nil {
		return nil, nil, err
	}
	if meta[form.MetaUnit] != agreement.Code {
		return nil, nil, &campaign.Error{Message: fmt.Sprintf("这是发给%s的回执，没有收下。", meta[form.MetaUnitName]), Fix: "请用发给本单位的那一份。"}
	}
	a, err := readAnswer(ctx, d, path, agreement)
	if err != nil {
		return nil, nil, err
	}
	n := d.LastAnswer(agreement.Campaign, restricted)
	if n > 0 {
		last, err := readAnswer(ctx, d, d.Answer(agreement.Campaign, n, restricted), agreement)
		if err == nil && a.Merge() < last.Merge() {
			return nil, nil, &campaign.Error{Message: fmt.Sprintf("这份回执是上级第 %d 次合并写的，已经收过第 %d 次的，没有收下。", a.Merge(), last.Merge()), Fix: "请向上级要最近的回执。"}
		}
		if same(path, d.Answer(agreement.Campaign, n, restricted)) {
			return a, agreement, nil
		}
	}
	return a, agreement, campaign.CopyFile(ctx, d.Answer(agreement.Campaign, n+1, restricted), path)
}

func same(a, b string) bool {
	x, errX := os.ReadFile(a)
	y, errY := os.ReadFile(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// lastAnswer is what the office above said last; nil if nothing has come yet.
func lastAnswer(ctx context.Context, d campaign.Dir, a *Agreement) (*Answer, error) {
	n := d.LastAnswer(a.Campaign, a.Restricted)
	if n == 0 {
		return nil, nil
	}
	out, err := readAnswer(ctx, d, d.Answer(a.Campaign, n, a.Restricted), a)
	if err != nil { // damaged, say: no lock is lifted
		return nil, fmt.Errorf("“%s”读不出来：%w", d.Relative(d.Answer(a.Campaign, n, a.Restricted)), err)
	}
	return out, nil
}
