package summary

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/templates"
)

func tangguData(t *testing.T) (*templates.Plan, *sheets.Data) {
	own, err := templates.ReadTables(os.DirFS("../../testdata/tanggu/方案"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := templates.Load(templates.Customise(templates.StandardTables(), own))
	if err != nil {
		for _, f := range err.(*templates.PlanError).Findings {
			fmt.Println(f)
		}
		t.Fatal(err)
	}
	d := sheets.SeedData(p)
	n := map[string]int{}
	for _, u := range p.Units {
		files, _ := filepath.Glob("../../testdata/tanggu/填报/" + u.Name + "/*.tsv")
		for _, fn := range files {
			l := p.Ledger(strings.TrimSuffix(filepath.Base(fn), ".tsv"))
			if l == nil {
				continue
			}
			fh, _ := os.Open(fn)
			sc := bufio.NewScanner(fh)
			var head []string
			for sc.Scan() {
				line := sc.Text()
				if strings.HasPrefix(line, "# ") {
					continue
				}
				c := strings.Split(line, "\t")
				if head == nil {
					head = c
					continue
				}
				vals := make([]string, len(l.Columns))
				key := ""
				for i, h := range head {
					if h == "行标识" {
						key = c[i]
					}
					col := l.Column(h)
					if col == nil || i >= len(c) {
						continue
					}
					v := strings.ReplaceAll(c[i], `\n`, "\n")
					if col.Type == templates.Choices || col.Type == templates.Refs {
						v = strings.ReplaceAll(v, "、", "；")
					}
					vals[col.Index] = v
					if col == l.Key[0] {
						key = v
					}
				}
				if r := d.Find(l, key); key != "" && r != nil && len(l.Key) == 1 {
					for i, v := range vals {
						if v != "" {
							r.Values[i] = v
						}
					}
					continue
				}
				n[l.Code+u.Code]++
				id := fmt.Sprintf("%s-%s-%04d", u.Code, l.Code, n[l.Code+u.Code])
				if len(l.Key) == 1 && vals[l.Key[0].Index] == "" {
					vals[l.Key[0].Index] = id
				}
				l.Compute(vals)
				d.Add(&sheets.Row{Record: templates.Record{ID: id, Values: vals}, Ledger: l, Unit: u.Name, File: u.Name + ".xlsx", Sheet: l.Name, Number: 5 + n[l.Code+u.Code]})
			}
			fh.Close()
		}
	}
	return p, d
}

func TestPreview(t *testing.T) {
	out := os.Getenv("PREVIEW")
	if out == "" {
		t.Skip()
	}
	p, d := tangguData(t)
	if os.Getenv("VARY") != "" {
		l := p.Ledger("整改任务")
		for i, r := range d.Rows(l) {
			put := func(c, v string) { r.Values[l.Column(c).Index] = v }
			switch i % 5 {
			case 0:
				put("状态", "进行中")
				put("完成日期", "")
				put("销号日期", "")
			case 1:
				put("状态", "已完成")
				put("销号日期", "")
			case 2:
				if i%2 == 0 {
					put("状态", "申请延期")
					put("完成日期", "")
					put("延期批准日期", "2021-10-01")
					put("新期限", "2021-12-0"+fmt.Sprint(1+i%9))
					put("未完成原因", "材料不齐，等上级批复")
				}
			}
		}
		for i, r := range d.Rows(p.Ledger("问题清单")) {
			if i%3 == 0 {
				r.Values[p.Ledger("问题清单").Column("整改状态").Index] = "正在整改"
			}
		}
		for i, r := range d.Rows(p.Ledger("民情走访")) {
			if i%29 == 0 {
				r.Values[p.Ledger("民情走访").Column("走访日期").Index] = "2021-11-02"
			}
		}
	}
	set := figure.New(d)
	prev := map[string]string{}
	for i, f := range p.Figures {
		prev[f.Code] = set.Get(f).Printed()
		if i%3 == 0 {
			prev[f.Code] = "3"
		}
	}
	asOf := os.Getenv("ASOF")
	if asOf == "" {
		asOf = "2021-11-20"
	}
	var rc []Receipt
	for i, u := range p.Units {
		r := Receipt{Unit: u.Name, Issue: "1", Due: "2021-11-18", Received: "2021-11-17", Verdict: "采纳", Rows: 20 + i, Accepted: 20 + i}
		if i == 3 {
			r.Received, r.Verdict, r.Overdue, r.Rows, r.Accepted = "", "", true, 0, 0
		}
		if i == 5 {
			r.Errors, r.Verdict, r.Accepted = 3, "退回待改", 15
		}
		rc = append(rc, r)
	}
	fs := figure.Findings(set.Checks())
	fs = append(fs, templates.Finding{Severity: templates.Warning, Code: "R-51", Unit: "第一社区", File: "第一社区.xlsx", Sheet: "民情走访", Cell: "C12", Ledger: "民情走访", Message: "党工委书记：走访0次，每月至少1次。", Fix: "请补走访，或补填漏登的走访。"})
	f, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := Write(f, Input{Plan: p, Set: set, AsOf: asOf, Findings: fs, Receipts: rc, Previous: prev, Internal: os.Getenv("INTERNAL") != ""}); err != nil {
		t.Fatal(err)
	}
}
