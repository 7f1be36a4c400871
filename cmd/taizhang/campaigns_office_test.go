package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/campaign"
)

// What befalls a campaign between its rounds.

func (p *play) plan(sheet, key string, pairs ...string) {
	if err := setRowTool(append([]string{p.dir.Plan(), sheet, key}, pairs...)); err != nil {
		p.fail("%v", err)
	}
}

func (p *play) renameUnit() {
	code := []string{"JK", "YK", "SQ"}[p.IntN(3)]
	p.n++
	old := p.unit[code]
	p.formers[code] = append(p.formers[code], old)
	p.unit[code] = fmt.Sprintf("单位%d", p.n)
	p.tell("%s becomes %s", old, p.unit[code])
	p.plan("单位", code, "单位名称="+p.unit[code], "曾用名="+strings.Join(p.formers[code], "、"))
}

// renameColumn gives a column another name in the row of the plan that defines it.
func (p *play) renameColumn() {
	column := []string{"进展", "备注", "责任人", "人数"}[p.IntN(4)]
	p.n++
	now := column + fmt.Sprint(p.n)
	old := append([]string{column}, p.names[column]...)
	p.names[column] = append(p.names[column], now)
	p.tell("%s becomes %s", old[len(old)-1], now)
	p.planRow("栏目", 1, old[len(old)-1], now, old)
}

func (p *play) renameOption() {
	p.n++
	old := append([]string{"进行中"}, p.names["进行中"]...)
	now := fmt.Sprintf("进行中%d", p.n)
	p.names["进行中"] = append(p.names["进行中"], now)
	p.tell("%s becomes %s", old[len(old)-1], now)
	p.planRow("选项", 1, old[len(old)-1], now, old)
}

// planRow changes the name in a column of a sheet of the plan, and writes down the
// former ones.
func (p *play) planRow(sheet string, column int, old, now string, former []string) {
	err := edit(p.dir.Plan(), func(wb *excelize.File) error {
		rows, err := wb.GetRows(sheet)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(rows, func(r []string) bool { return len(r) > column && r[column] == old })
		f := slices.Index(rows[1], "曾用名")
		if at < 0 || f < 0 {
			return fmt.Errorf("%s: no %s, or no 曾用名 in %v", sheet, old, rows[1])
		}
		for c, v := range map[int]string{column: now, f: strings.Join(former, "、")} {
			cell, _ := excelize.CoordinatesToCellName(c+1, at+1)
			if err := wb.SetCellValue(sheet, cell, v); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		p.fail("%v", err)
	}
}

func (p *play) merged() bool {
	_, err := os.Stat(p.dir.Master())
	return err == nil
}

func (p *play) loseMaster() {
	if p.merged() && !p.edited { // what nobody has merged is lost with it, and it says so
		p.tell("the master is lost")
		os.Remove(p.dir.Master())
	}
}

// prune clears away all copies of the master but the newest.
func (p *play) prune() {
	if copies := p.dir.MasterCopies(); len(copies) > 1 {
		p.tell("old copies of the master are cleared away")
		for _, c := range copies[1:] {
			os.Remove(c.Path)
		}
	}
}

// pruneIssued clears away the copies of the forms that nobody works on any more.
func (p *play) pruneIssued() {
	for code, last := range p.issues {
		for n := 1; n < last; n++ {
			if !slices.ContainsFunc(p.open[code], func(b *copyOf) bool { return b.issue == n }) {
				p.tell("the copy of %s's issue %d is cleared away", code, n)
				os.Remove(p.dir.IssuedCopy(code, n, false))
			}
		}
	}
}

// dropColumn deletes a column of the master by hand.
func (p *play) dropColumn() {
	if !p.merged() {
		return
	}
	column := []string{"进展", "备注", "责任人"}[p.IntN(3)]
	p.tell("somebody deletes %s from the master", column)
	if err := edit(p.dir.Master(), func(wb *excelize.File) error {
		rows, err := wb.GetRows("措施")
		if err != nil {
			return err
		}
		name, _ := excelize.ColumnNumberToName(p.column(rows, column) + 1)
		return wb.RemoveCol("措施", name)
	}); err != nil {
		p.fail("%v", err)
	}
}

// sortRows turns the rows of the master's ledgers round, with their ids or without, or
// leaves a blank line among them.
func (p *play) sortRows() {
	if !p.merged() {
		return
	}
	p.tell("somebody sorts the master")
	if err := edit(p.dir.Master(), func(wb *excelize.File) error {
		for _, sheet := range []string{"措施", "会议"} {
			rows, err := wb.GetRows(sheet, excelize.Options{RawCellValue: true})
			if err != nil {
				return err
			}
			rows = rows[3:]
			first, blank := 0, p.IntN(3) == 0
			if ids := slices.Clone(rows); !blank && p.IntN(2) == 0 {
				first = 2
				slices.Reverse(rows)
				for i := range rows {
					rows[i] = append(slices.Clone(ids[i][:2]), rows[i][2:]...)
				}
			} else if !blank {
				slices.Reverse(rows)
			} else {
				rows = append(rows[:len(rows)/2], append([][]string{{}}, rows[len(rows)/2:]...)...) // a blank line between them
			}
			for i, r := range rows {
				for c := first; c < 30; c++ {
					cell, _ := excelize.CoordinatesToCellName(c+1, i+4)
					if err := wb.SetCellValue(sheet, cell, retyped(r, c)); err != nil {
						return err
					}
				}
			}
		}
		return nil
	}); err != nil {
		p.fail("%v", err)
	}
}

// officeRow gives a unit another measure.
func (p *play) officeRow() {
	if !p.merged() {
		return
	}
	code := []string{"JK", "YK", "SQ"}[p.IntN(3)]
	p.n++
	key := fmt.Sprintf("2-%d", p.n)
	p.tell("the office gives %s %s", code, key)
	if err := edit(p.dir.Master(), func(wb *excelize.File) error {
		rows, err := wb.GetRows("措施")
		if err != nil {
			return err
		}
		state := append([]string{"进行中"}, p.names["进行中"]...)
		for column, v := range map[string]string{"措施编号": key, "内容": "任务" + key, "责任单位": p.unit[code], "期限": "2021-12-31", "状态": state[len(state)-1]} {
			p.set(wb, "措施", len(rows)+1, column, v)
		}
		return nil
	}); err != nil {
		p.fail("%v", err)
	}
	p.edited, p.rows[key] = true, code
	p.holds[place{key, "内容"}] = says{value: "任务" + key}
}

// publish freezes what stands, after what is unmerged is merged.
func (p *play) publish() {
	p.merge(nil)
	p.run([]int{exitDone, exitFindings}, "report", "--as-of", p.asOf())
	p.run([]int{exitDone, exitFindings}, "publish", "--as-of", p.asOf())
}

// carry begins the next year with what is open.
func (p *play) carry() *play {
	p.merge(nil)
	to := campaign.Dir(filepath.Join(filepath.Dir(string(p.dir)), "次年"))
	p.day = p.day.AddDate(0, 1, 0)
	s := command(context.Background(), p.dir, "init", "--carry", "--as-of", p.asOf(), string(p.dir), string(to))
	p.tell("init --carry: %d", s.code)
	if s.code != exitDone {
		p.fail("%s%s", s.out, s.err)
	}
	rows := p.rows
	p.dir = to
	p.begin()
	p.rows = map[string]string{}
	p.run([]int{exitDone}, "merge", "--as-of", p.asOf())
	wb, err := excelize.OpenFile(to.Master())
	if err != nil {
		p.fail("%v", err)
	}
	defer wb.Close()
	table, err := wb.GetRows("措施")
	if err != nil {
		p.fail("%v", err)
	}
	k, who := p.column(table, "措施编号"), p.column(table, "责任单位")
	for _, r := range table[3:] {
		for code, name := range p.unit {
			if k < len(r) && r[who] == name {
				p.rows[r[k]] = code
			}
		}
	}
	if len(p.rows) != len(rows) {
		p.fail("%d measures were open, %d were carried: %v\n%s", len(rows), len(p.rows), p.rows, s.out)
	}
	return p
}
