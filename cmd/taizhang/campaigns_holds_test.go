package main

import (
	"encoding/json"

	"github.com/xuri/excelize/v2"
)

// What must hold of a campaign after every merge.

// merge merges, and holds the master against what was reported.
func (p *play) merge(came map[string]bool) {
	s := p.run([]int{exitDone}, "merge", "--as-of", p.asOf(), "--json")
	var out struct {
		This struct {
			Waiting  int `json:"waiting"`
			SentBack int `json:"sent_back"`
		} `json:"this_merge"`
	}
	if err := json.Unmarshal([]byte(s.out), &out); err != nil {
		p.fail("%v", err)
	}
	if out.This.Waiting+out.This.SentBack > 0 {
		p.fail("%d wait, %d go back\n%s", out.This.Waiting, out.This.SentBack, s.out)
	}
	clear(p.today)
	p.edited = false
	p.holdsAll(s)
	s = p.run([]int{exitDone, exitFindings}, "remind", "--as-of", p.asOf(), "--json")
	var chase struct {
		Returns []struct {
			Unit, Status string
			Restricted   bool
		}
	}
	if err := json.Unmarshal([]byte(s.out), &chase); err != nil {
		p.fail("%v", err)
	}
	for _, r := range chase.Returns {
		for code, name := range p.unit {
			if came[code] && name == r.Unit && !r.Restricted && r.Status != "已报" && r.Status != "迟报" {
				p.fail("%s has returned, and is %s", name, r.Status)
			}
		}
	}
}

// holdsAll reads the master.
func (p *play) holdsAll(s said) {
	wb, err := excelize.OpenFile(p.dir.Master())
	if err != nil {
		p.fail("%v", err)
	}
	defer wb.Close()
	got := map[place]string{}
	for sheet, by := range map[string]string{"措施": "措施编号", "会议": "名称"} {
		rows, err := wb.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			p.fail("%v", err)
		}
		k := p.column(rows, by)
		for _, r := range rows[3:] {
			if k >= len(r) || r[k] == "" {
				continue
			}
			if sheet == "措施" && r[0] != r[k] {
				p.fail("%s stands under %s", r[k], r[0])
			}
			for _, column := range []string{"进展", "备注", "责任人", "人数", "内容"} {
				if c := p.column(rows, column); c >= 0 {
					at := place{r[k], column}
					if _, twice := got[at]; twice {
						p.fail("%s stands twice", r[k])
					}
					if got[at] = ""; c < len(r) {
						got[at] = r[c]
					}
				}
			}
		}
	}
	for at, want := range p.holds {
		if got[at] != want.value {
			p.fail("%s %s is %q, not %q\n%s", at.key, at.column, got[at], want.value, s.out)
		}
	}
	for at := range got {
		if at.column == "人数" && p.meeting[at.key] == "" {
			p.fail("nobody reported %s", at.key)
		}
	}
}
