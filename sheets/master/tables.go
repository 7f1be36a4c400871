package master

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// The plain sheets of the workbook: how their lines are written, and read back
// by header text, so that the office may move columns.

var (
	receiptHeader  = []string{"序号", "单位", "文件", "摘要", "收到日期", "发放序号", "方案版本", "读入行数", "略过行数", "略过的行", "采纳", "未变", "退回", "待决", "被替代", "重复", "结论", "指定单位", "更正收到日期", "限阅", "已撤销", "备注", "零报告", "填报人"}
	receiptWidths  = []float64{6, 18, 34, 10, 12, 8, 10, 8, 8, 24, 7, 7, 7, 7, 7, 7, 10, 16, 14, 6, 8, 30, 30, 12}
	returnedHeader = []string{"摘要", "文件", "单位", "台账", "读入行数", "采纳", "未变", "退回", "待决", "被替代", "重复", "退回的行", "待决的行"}
	returnedWidths = []float64{10, 34, 18, 12, 8, 7, 7, 7, 7, 7, 7, 24, 24}
	conflictHeader = []string{"台账", "行标识", "栏目", "下发时的值", "总台账的值", "报送的值", "报送单位", "文件", "摘要", "单元格", "原因", "选用", "填报日期", "同组"}
	conflictWidths = []float64{12, 18, 14, 20, 20, 20, 16, 30, 10, 9, 30, 8, 12, 14}
	suspectHeader  = []string{"台账", "行标识", "疑似重复于", "相似度", "相同之处"}
	suspectWidths  = []float64{12, 18, 18, 8, 60}
	changeHeader   = []string{"合并序号", "日期", "类型", "谁", "报送单位", "台账", "行标识", "栏目", "原值", "新值", "文件", "摘要", "工作表", "单元格"}
	changeWidths   = []float64{8, 12, 12, 16, 16, 12, 18, 14, 24, 24, 30, 10, 12, 9}
)

// notReturned stands in place of a verdict for a unit that has returned nothing.
const notReturned = "未报"

func (m *Master) receiptLines() lines {
	return lines{len(m.Receipts) + len(m.Missing), func(i int, put func(...any)) {
		if i >= len(m.Receipts) {
			u := m.Missing[i-len(m.Receipts)]
			for _, h := range receiptHeader {
				put(map[string]any{"单位": u.Unit, "结论": notReturned, "限阅": yes(u.Restricted)}[h])
			}
			return
		}
		r := m.Receipts[i]
		put(r.Serial, r.Unit, r.File, r.Digest, r.Received, r.Issue, r.Version, r.Rows, r.Ignored, r.Passed)
		for _, f := range Fates {
			put(r.Fates[f])
		}
		put(r.Verdict, r.Assigned, "", yes(r.Restricted), yes(r.Excluded), r.Note, r.Nil, r.Filler)
	}}
}

func (m *Master) readReceipt(line map[string]string) {
	r := Receipt{
		Serial: number(line["序号"]), Unit: line["单位"], File: line["文件"], Digest: line["摘要"], Received: line["收到日期"],
		Issue: number(line["发放序号"]), Version: line["方案版本"], Rows: number(line["读入行数"]), Ignored: number(line["略过行数"]), Passed: line["略过的行"],
		Fates: map[Fate]int{}, Verdict: line["结论"], Assigned: line["指定单位"], Restricted: line["限阅"] == "是", Excluded: line["已撤销"] == "是", Note: line["备注"], Nil: line["零报告"], Filler: line["填报人"],
	}
	for _, f := range Fates {
		r.Fates[f] = number(line[string(f)])
	}
	if r.Digest == "" {
		if r.Verdict == notReturned {
			m.Missing = append(m.Missing, Awaited{r.Unit, r.Restricted})
		}
		return
	}
	if d := line["更正收到日期"]; d != "" {
		if iso, ok := cell.ISODate(d); ok {
			r.Received = iso
		} else {
			m.doubt(fmt.Sprintf("“%s”的更正收到日期“%s”不是能认出的日期，没有采用。", r.File, d), "请写成 2021-08-06 的样子。")
		}
	}
	if r.Assigned != "" && m.Plan.Unit(r.Assigned) == nil {
		m.doubt(fmt.Sprintf("“%s”的指定单位“%s”不在方案的“单位”表中，没有采用。", r.File, r.Assigned), "请写单位的全称或代码。")
	}
	m.Receipts = append(m.Receipts, r)
}

func (m *Master) doubt(message, fix string) {
	m.Doubts = append(m.Doubts, finding.Finding{Severity: finding.Error, Code: ReceiptSheet, File: FileName, Sheet: ReceiptSheet, Message: message, Fix: fix})
}

func (m *Master) returnedLines() lines {
	var of [][3]int // receipt, sheet, and which of its lines
	for i, r := range m.Receipts {
		for n, s := range r.Sheets {
			for part := range max(1, pieceCount(s.Back), pieceCount(s.Open)) {
				of = append(of, [3]int{i, n, part})
			}
		}
	}
	return lines{len(of), func(i int, put func(...any)) {
		r := m.Receipts[of[i][0]]
		s, part := r.Sheets[of[i][1]], of[i][2]
		put(r.Digest, r.File, r.Unit, s.Ledger)
		if part > 0 { // goes on: its counts are said already
			for range 1 + len(Fates) {
				put(nil)
			}
		} else {
			put(s.Rows)
			for _, f := range Fates {
				put(s.Fates[f])
			}
		}
		put(numbers(piece(s.Back, part)), numbers(piece(s.Open, part)))
	}}
}

// mostNumbers is how many row numbers a cell lists: more text than it holds would
// be cut, and the rows behind it be taken for decided.
const mostNumbers = 3000

func pieceCount(rows []int) int { return (len(rows) + mostNumbers - 1) / mostNumbers }

// piece is the part of a list of rows that a line of its own holds.
func piece(rows []int, part int) []int {
	from := min(part*mostNumbers, len(rows))
	return rows[from:min(from+mostNumbers, len(rows))]
}

// readReturned keeps a line until the receipts are read too.
func (m *Master) readReturned(line map[string]string) {
	s := Returned{Ledger: line["台账"], Rows: number(line["读入行数"]), Fates: map[Fate]int{}, Back: rowNumbers(line["退回的行"]), Open: rowNumbers(line["待决的行"])}
	for _, f := range Fates {
		s.Fates[f] = number(line[string(f)])
	}
	all := m.returned[line["摘要"]]
	i := slices.IndexFunc(all, func(o Returned) bool { return o.Ledger == s.Ledger })
	if i < 0 {
		m.returned[line["摘要"]] = append(all, s)
		return
	}
	o := &all[i] // one of its lines has the counts
	o.Rows += s.Rows
	for f, n := range s.Fates {
		o.Fates[f] += n
	}
	o.Back, o.Open = append(o.Back, s.Back...), append(o.Open, s.Open...)
}

// numbers writes row numbers as people do.
func numbers(rows []int) string {
	var out []string
	for _, n := range rows {
		out = append(out, strconv.Itoa(n))
	}
	return strings.Join(out, "、")
}

func rowNumbers(text string) []int {
	var out []int
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' }) {
		out = append(out, number(s))
	}
	return out
}

func (m *Master) conflictLines() lines {
	return lines{len(m.Conflicts), func(i int, put func(...any)) {
		c := m.Conflicts[i]
		put(c.Ledger, c.RowID, c.Column, c.Base, c.Current, c.Value, c.Unit, c.File, c.Digest, c.Cell, c.Why, c.Choice, c.Filled, c.Group)
	}}
}

func (m *Master) readConflict(line map[string]string) {
	m.Conflicts = append(m.Conflicts, Conflict{
		Ledger: line["台账"], RowID: line["行标识"], Column: line["栏目"], Base: line["下发时的值"], Current: line["总台账的值"], Value: line["报送的值"],
		Unit: line["报送单位"], File: line["文件"], Digest: line["摘要"], Cell: line["单元格"], Why: line["原因"], Filled: line["填报日期"], Group: line["同组"], Choice: line["选用"],
	})
}

func (m *Master) suspectLines() lines {
	return lines{len(m.Suspects), func(i int, put func(...any)) {
		s := m.Suspects[i]
		put(s.Ledger, s.RowID, s.Other, s.Score, s.What)
	}}
}

func (m *Master) changeLines() lines {
	return lines{len(m.Changes), func(i int, put func(...any)) {
		c := m.Changes[i]
		put(c.Merge, c.Date, string(c.Kind), c.By, c.Unit, c.Ledger, c.RowID, c.Column, c.Old, c.New, c.File, c.Digest, c.Sheet, c.Cell)
	}}
}

func (m *Master) readChange(line map[string]string) {
	m.Changes = append(m.Changes, Change{
		Merge: number(line["合并序号"]), Date: line["日期"], Kind: ChangeKind(line["类型"]), By: line["谁"], Unit: line["报送单位"],
		Ledger: line["台账"], RowID: line["行标识"], Column: line["栏目"], Old: line["原值"], New: line["新值"],
		File: line["文件"], Digest: line["摘要"], Sheet: line["工作表"], Cell: line["单元格"],
	})
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		fmt.Sscanf(s, "%d", &n)
	}
	return n
}
