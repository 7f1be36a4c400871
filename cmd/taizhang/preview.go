package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"taizhang/sheets/merge"
	"taizhang/templates/finding"
)

// preview prints what a merge would do, row by row, and writes no master.
func (e *env) preview(c *cli.Context, res *merge.Result) error {
	p := res.Preview()
	e.printPreview(c, p)
	e.printTold(c, res.Told())
	e.show(c, res.Findings)
	e.say(c, "预览：%s。没有合并，总台账没有改动。", finding.Count(append(res.Findings[:len(res.Findings):len(res.Findings)], res.LedgerFindings...)))
	e.say(c, "照这样合并：taizhang merge --expect %s", p.Fingerprint)
	object := mergeObject(res.Said())
	object["preview"] = p
	if err := e.object(c, object); err != nil {
		return err
	}
	return verdict(res.Findings, res.LedgerFindings)
}

// printPreview lists the rows of each kind, those that nothing happens to as a
// number only.
func (e *env) printPreview(c *cli.Context, p *merge.Preview) {
	if c.Bool("json") || c.Bool("quiet") {
		return
	}
	count, shown := map[string]int{}, map[string]int{}
	for _, r := range p.Rows {
		count[r.What]++
	}
	last := ""
	for _, r := range p.Rows {
		if r.What != last {
			last = r.What
			fmt.Fprintf(e.out, "%s %d 行\n", r.What, count[r.What])
		}
		if shown[r.What]++; r.What == merge.WhatUnchanged || e.limit > 0 && shown[r.What] > e.limit {
			continue
		}
		fmt.Fprintf(e.out, "  %s\n", previewLine(r))
		for _, x := range r.Cells {
			if x.Kind != "新增" {
				fmt.Fprintf(e.out, "      %s：%s → %s（%s）\n", x.Column, orBlank(x.Old), orBlank(x.New), x.By)
			}
		}
		for _, a := range r.Asks {
			fmt.Fprintf(e.out, "      %s：总台账“%s”，%s报“%s”（%s）\n", a.Column, a.Current, a.Unit, a.Value, a.Why)
		}
		for _, w := range r.Why {
			fmt.Fprintf(e.out, "      %s\n", w)
		}
	}
}

// previewLine names a row and where it comes from.
func previewLine(r merge.PreviewRow) string {
	parts := []string{r.Ledger}
	for _, s := range []string{r.RowID, r.Unit, r.File} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if r.Line > 0 {
		parts = append(parts, fmt.Sprintf("第 %d 行", r.Line))
	}
	return strings.Join(parts, "  ")
}
