package intake

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
	"taizhang/templates/form"
)

type reader struct {
	Reading
	wb   *xlsx.Workbook
	ret  *Return
	seen map[*templates.Ledger]string // the sheet that each was read from
	meta map[string]string            // what identifies the form

	faults, remarks int // about cells and lines
	tested, broken  int // rows judged before all are read, and what is wrong with them
	against         []finding.Finding
}

func (rd *reader) add(severity finding.Severity, code, sheet, cell, message, fix string) {
	rd.ret.Findings = append(rd.ret.Findings, rd.finding(severity, code, sheet, cell, message, fix))
}

func (rd *reader) finding(severity finding.Severity, code, sheet, cell, message, fix string) finding.Finding {
	f := finding.Finding{Severity: severity, Code: code, File: rd.ret.File, Sheet: sheet, Cell: cell, Message: message, Fix: fix}
	if rd.ret.Unit != nil {
		f.Unit = rd.ret.Unit.Name
	}
	return f
}

func (rd *reader) read(ctx context.Context) error {
	if known, err := rd.check(ctx); err != nil || !known {
		return err
	}
	if err := rd.readHelp(ctx); err != nil {
		return err
	}
	if err := rd.readLedgers(ctx); err != nil {
		return err
	}
	rd.bound()
	return nil
}

// check refuses a workbook that cannot be a return of anybody's.
func (rd *reader) check(ctx context.Context) (bool, error) {
	if rd.wb.Date1904() {
		rd.add(finding.Error, CodeFile, "", "", "这个文件用的是 1904 日期系统，日期会差四年，没有读入。", "请在 Excel 的“选项—高级”中取消“使用 1904 日期系统”，核对日期后重新报送。")
		rd.ret.Refused = true
		return false, nil
	}
	known, err := rd.identify(ctx)
	rd.ret.Refused = err != nil || !known
	return known, err
}

// identify finds out whose workbook it is, by the metadata of the form or by
// the office's assignment.
func (rd *reader) identify(ctx context.Context) (bool, error) {
	meta, err := rd.pairs(ctx, form.MetaSheet)
	if err != nil {
		return false, err
	}
	if len(meta) == 0 {
		// The hidden sheet may be deleted; the document's properties say the same.
		meta = rd.wb.Properties()
	}
	rd.meta = meta
	if meta[form.MetaCampaign] == "" && rd.Unit == nil {
		fix := "请用下发的模板填报；确认是哪个单位的，由整改办在总台账“收件登记”的“指定单位”栏写上单位名称。"
		if !slices.ContainsFunc(rd.wb.Sheets(), func(s xlsx.Sheet) bool { return rd.Plan.Ledger(s.Name) != nil }) {
			fix = "如果放错了文件，请移走；如果是填报表，请把内容填到下发的模板里再报。"
		}
		rd.add(finding.Error, CodeCampaign, "", "", "这不是本次下发的填报表，认不出是哪个单位的，没有读入。", fix)
		return false, nil
	}
	if id := meta[form.MetaCampaign]; id != "" && id != rd.Plan.Param(templates.ParamCampaignCode) {
		rd.add(finding.Error, CodeCampaign, "", "", fmt.Sprintf("这是另一次活动“%s”的填报表，没有读入。", meta[form.MetaCampaignName]), "请改用本次下发的模板填报。")
		return false, nil
	}
	rd.ret.Issue, _ = strconv.Atoi(meta[form.MetaIssue])
	rd.ret.Version = meta[form.MetaVersion]
	rd.ret.Restricted = meta[form.MetaRestricted] == cell.Yes
	if ok, err := rd.packaged(ctx, meta); err != nil || !ok {
		return false, err
	}
	if !rd.sent(meta) {
		return false, nil
	}
	if rd.ret.Unit == nil {
		rd.ret.Unit = rd.Plan.Unit(meta[form.MetaUnit])
	}
	if rd.ret.Unit == nil {
		rd.add(finding.Error, CodeUnit, "", "", fmt.Sprintf("填报单位“%s”（%s）不在方案的“单位”表中，没有读入。", meta[form.MetaUnitName], meta[form.MetaUnit]), "请核对方案“单位”表；如果单位改了代码，请由整改办在“收件登记”里指定单位。")
		return false, nil
	}
	if v := rd.ret.Version; v != "" && v != rd.Plan.Version {
		rd.add(finding.Info, CodeVersion, "", "", "这份表是按较早的模板填的，已按它现有的栏目读入。", "不用重填；下次请用新下发的模板。")
	}
	return true, nil
}

// sent holds a form that was never sent out for the office: it must not outrank
// what units really return. One that the office has assigned counts as the last
// one sent.
func (rd *reader) sent(meta map[string]string) bool {
	c := Claim{meta[form.MetaCampaign], meta[form.MetaUnit], rd.ret.Issue, rd.ret.Restricted, meta[form.MetaTag]}
	if rd.Sent == nil || c.Campaign == "" || rd.ret.Edition > 0 || rd.Sent(c) {
		return true
	}
	if rd.Unit != nil {
		rd.ret.Issue = 0
		return true
	}
	rd.add(finding.Error, CodeUnit, "", "",
		fmt.Sprintf("这份表写的是%s第 %d 次下发的表，但没有下发过这样一份，没有读入。", meta[form.MetaUnitName], c.Issue),
		"请核对是谁报的；确认以后，由整改办在总台账“收件登记”的“指定单位”栏写上单位名称，再合并一次。")
	return false
}

// pairs reads column A → column B of a sheet; nil if there is no such sheet.
func (rd *reader) pairs(ctx context.Context, sheet string) (map[string]string, error) {
	if !slices.ContainsFunc(rd.wb.Sheets(), func(s xlsx.Sheet) bool { return s.Name == sheet }) {
		return nil, nil
	}
	out := map[string]string{}
	err := rd.wb.Each(ctx, sheet, func(r *xlsx.Row) {
		var key, value string
		for _, c := range r.Cells {
			switch c.Col {
			case 1:
				key = strings.TrimSpace(c.Text)
			case 2:
				value = strings.TrimSpace(c.Text)
			}
		}
		if key != "" && out[key] == "" {
			out[key] = value
		}
	})
	return out, err
}

// readHelp reads what the unit wrote on 填报说明: who filled it in, and what
// it has nothing to report on.
func (rd *reader) readHelp(ctx context.Context) error {
	if !slices.ContainsFunc(rd.wb.Sheets(), func(s xlsx.Sheet) bool { return s.Name == form.HelpSheet }) {
		return nil
	}
	var nilTable map[string]int
	ended := false
	return rd.wb.Each(ctx, form.HelpSheet, func(r *xlsx.Row) {
		texts := map[int]string{}
		for _, c := range r.Cells {
			texts[c.Col] = strings.TrimSpace(cell.Plain(c, rd.wb.Date1904()))
		}
		switch texts[1] {
		case form.FieldFiller:
			rd.ret.Filler = texts[2]
		case form.FieldDate:
			rd.ret.Filled, _ = cell.ISODate(texts[2])
		}
		if texts[1] == form.NilLedger && nilTable == nil {
			t := map[string]int{}
			for col, text := range texts {
				t[text] = col
			}
			if t[form.NilReport] > 0 {
				nilTable = t
			}
			return
		}
		l := rd.Plan.Ledger(texts[1])
		switch {
		case nilTable == nil || ended:
			return
		case l == nil:
			ended = true // what follows the table is help, and names ledgers too
			return
		}
		rd.ret.Nil[l] = nilReport(texts[nilTable[form.NilReport]], texts[nilTable[form.NilYears]])
	})
}

func nilReport(whole, years string) NilReport {
	n := NilReport{Whole: whole == cell.Yes}
	for _, y := range strings.FieldsFunc(years, func(r rune) bool { return r < '0' || r > '9' }) {
		if year, err := strconv.Atoi(y); err == nil {
			n.Years = append(n.Years, year)
		}
	}
	return n
}
