package noticetest

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/figure"
	"taizhang/templates"
)

// Campaign is the sample campaign, computed.
type Campaign struct {
	Plan     *templates.Plan
	Set      *figure.Set
	Template []byte // without the lists of attachments, which the published notice has not
	Whole    []byte
}

// Tanggu loads the sample campaign once.
var Tanggu = sync.OnceValues(func() (*Campaign, error) {
	_, here, _, _ := runtime.Caller(0)
	dir := filepath.Join(filepath.Dir(here), "..", "..", "..", "testdata", "tanggu")
	own, err := templates.ReadTables(os.DirFS(filepath.Join(dir, "方案")))
	if err != nil {
		return nil, err
	}
	p, err := templates.Load(templates.Customise(templates.StandardTables(), own))
	if err != nil {
		if pe, ok := err.(*templates.PlanError); ok {
			return nil, fmt.Errorf("%w: %+v", err, pe.Findings)
		}
		return nil, err
	}
	data := Seeds(p)
	files, err := filepath.Glob(filepath.Join(dir, "填报", "*", "*.tsv"))
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if err := addReturn(data, f); err != nil {
			return nil, err
		}
	}
	c := &Campaign{Plan: p, Set: figure.New(data)}
	if c.Whole, err = os.ReadFile(filepath.Join(dir, "方案", "通报模板.txt")); err != nil {
		return nil, err
	}
	text := string(c.Whole)
	head, rest, _ := strings.Cut(text, "附件：1.")
	signature := rest[strings.Index(rest, "{{署名}}"):]
	body, _, _ := strings.Cut(signature, "附件1")
	c.Template = []byte(head + body)
	return c, nil
})

// Seeds holds the rows the plan starts with.
func Seeds(p *templates.Plan) *sheets.Data {
	d := sheets.NewData(p)
	for _, l := range p.Ledgers {
		for i, rec := range p.Seeds[l.Name] {
			d.Add(&sheets.Row{Record: rec, Ledger: l, File: campaign.PlanFile, Sheet: templates.SeedPrefix + l.Name, Number: templates.PlanHeaderRow + 1 + i})
		}
	}
	return d
}

// addReturn reads one unit's table of one ledger: rows that name a 行标识 fill
// in a row of the plan, the others are new.
func addReturn(data *sheets.Data, path string) error {
	unit, name := filepath.Base(filepath.Dir(path)), strings.TrimSuffix(filepath.Base(path), ".tsv")
	l := data.Plan.Ledger(name)
	u := data.Plan.Unit(unit)
	if l == nil || u == nil {
		return nil // 零报告
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	t, err := templates.ParseTSV(name, f)
	if err != nil {
		return err
	}
	for i, row := range t.Rows {
		rec := templates.Record{Values: make([]string, len(l.Columns))}
		var known *sheets.Row
		for j, h := range t.Header {
			if h == templates.IDHeader {
				if rec.ID = row.Cells[j]; rec.ID != "" {
					known = data.Find(l, rec.ID)
				}
			}
		}
		if known != nil {
			rec = known.Record
		} else if rec.ID == "" {
			rec.ID = fmt.Sprintf("%s-%s-%04d", u.Code, l.Code, i+1)
		}
		for j, h := range t.Header {
			if c := l.Column(h); c != nil {
				rec.Values[c.Index], _ = c.ParseText(row.Cells[j])
			}
		}
		if k := l.Key; len(k) == 1 && rec.Values[k[0].Index] == "" {
			rec.Values[k[0].Index] = rec.ID
		}
		l.Compute(rec.Values)
		if known == nil {
			data.Add(&sheets.Row{Record: rec, Ledger: l, Unit: unit, File: unit + ".xlsx", Sheet: name, Number: i + 5})
		}
	}
	return nil
}
