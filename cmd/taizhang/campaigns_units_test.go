package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/campaign"
)

// What the units of a campaign write and send in.

// comeBack returns a book: the newest form begun anew, or one that the unit works
// on already, with more in it.
func (p *play) comeBack(code string) bool {
	list := p.open[code]
	var b *copyOf
	if fresh := p.IntN(len(list)+1) == 0; fresh {
		p.n++
		b = &copyOf{path: p.dir.IssuedCopy(code, p.issues[code], false), issue: p.issues[code], reports: map[place]string{}}
	} else {
		b = list[p.IntN(len(list))]
	}
	p.n++
	to := p.dir.Path(campaign.Inbox, fmt.Sprintf("%03d.xlsx", p.n))
	content, err := os.ReadFile(b.path)
	if err != nil {
		p.fail("%v", err)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		p.fail("%v", err)
	}
	if err := os.WriteFile(to, content, 0o644); err != nil {
		p.fail("%v", err)
	}
	next := &copyOf{path: to, issue: b.issue, reports: map[place]string{}}
	for at, v := range b.reports {
		next.reports[at] = v
	}
	written := 0
	if err := edit(to, func(wb *excelize.File) error {
		for range 1 + p.IntN(3) {
			if p.write(wb, code, next, list) {
				written++
			}
		}
		return nil
	}); err != nil {
		p.fail("%v", err)
	}
	if written == 0 {
		os.Remove(to)
		return false
	}
	p.open[code] = append(slices.DeleteFunc(list, func(o *copyOf) bool { return o == b }), next)
	p.tell("%s sends %s, of issue %d: %v", code, filepath.Base(to), b.issue, next.reports)
	for at, v := range next.reports {
		p.today[at] = true
		if was, ok := p.holds[at]; !ok || next.issue >= was.issue {
			p.holds[at] = says{v, next.issue}
		}
	}
	return true
}

// write fills in one cell or row that nobody in the unit reports in another book of
// the same issue, or of a later one, and none twice before the next merge: then a
// person would have to choose.
func (p *play) write(wb *excelize.File, code string, b *copyOf, others []*copyOf) bool {
	p.n++
	if p.IntN(3) == 0 {
		return p.writeMeeting(wb, code, b)
	}
	var mine []place
	for key, owner := range p.rows {
		for _, column := range []string{"进展", "备注", "责任人"} {
			at := place{key, column}
			if owner == code && !p.today[at] && !slices.ContainsFunc(others, func(o *copyOf) bool {
				_, told := o.reports[at]
				_, own := b.reports[at]
				return told && !own && o.issue >= b.issue || told && own && o.reports[at] != b.reports[at] && o.issue >= b.issue
			}) {
				mine = append(mine, at)
			}
		}
	}
	slices.SortFunc(mine, inPlace)
	if len(mine) == 0 {
		return false
	}
	at := mine[p.IntN(len(mine))]
	value := fmt.Sprintf("第%d次说", p.n)
	if !p.put(wb, "措施", "措施编号", at.key, at.column, value) {
		return false // the row came later than the form
	}
	b.reports[at] = value
	return true
}

func (p *play) writeMeeting(wb *excelize.File, code string, b *copyOf) bool {
	for _, at := range slices.SortedFunc(maps.Keys(b.reports), inPlace) { // the number of persons is mended
		if at.column == "人数" && !p.today[at] && p.IntN(2) == 0 && p.holds[at].issue <= b.issue {
			return p.mendMeeting(wb, at, b)
		}
	}
	name := fmt.Sprintf("第%d次会", p.n)
	rows, err := wb.GetRows("会议", excelize.Options{RawCellValue: true})
	if err != nil {
		p.fail("%v", err)
	}
	line := len(rows) + 1
	if p.IntN(4) > 0 {
		for i, r := range rows[3:] {
			if len(r) > 0 && r[0] != "示例" && blankAfter(r, r[0]) {
				line = i + 4
				break
			}
		}
	}
	persons := fmt.Sprint(p.n)
	for column, v := range map[string]string{"日期": p.asOf(), "名称": name, "人数": persons} {
		p.set(wb, "会议", line, column, v)
	}
	p.meeting[name] = code
	b.reports[place{name, "人数"}] = persons
	return true
}

func (p *play) mendMeeting(wb *excelize.File, at place, b *copyOf) bool {
	v := fmt.Sprint(p.n)
	if !p.put(wb, "会议", "名称", at.key, "人数", v) {
		p.fail("no %s in the book that reported it", at.key)
	}
	b.reports[at] = v
	return true
}

// put writes a cell of the row with a key.
func (p *play) put(wb *excelize.File, sheet, by, key, column, value string) bool {
	rows, err := wb.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		p.fail("%v", err)
	}
	k := p.column(rows, by)
	for i, r := range rows[3:] {
		if k < len(r) && r[k] == key && r[0] != "示例" {
			p.set(wb, sheet, i+4, column, value)
			return true
		}
	}
	return false
}

func (p *play) set(wb *excelize.File, sheet string, row int, column, value string) {
	rows, err := wb.GetRows(sheet)
	if err != nil {
		p.fail("%v", err)
	}
	c := p.column(rows, column)
	if c < 0 {
		p.fail("%s has no %s: %v", sheet, column, rows[2])
	}
	cell, _ := excelize.CoordinatesToCellName(c+1, row)
	if err := wb.SetCellValue(sheet, cell, typed(value)); err != nil {
		p.fail("%v", err)
	}
}

// column finds a column by any name that it ever had.
func (p *play) column(rows [][]string, name string) int {
	all := append([]string{name}, p.names[name]...)
	return slices.IndexFunc(rows[2], func(h string) bool { return slices.Contains(all, strings.Trim(h, "*")) })
}
