package issue

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"runtime"
	"sync"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/level"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
	"taizhang/templates/form"
)

// sending is one workbook on its way out.
type sending struct {
	Form
	form.Request
	path  string // where it goes
	last  int    // the issue before of which there is a copy, 0 for none
	noted int    // the highest number ever used
	kept  string // the copy of it
	same  bool   // it would be the same again
	text  []byte // else what is sent
	err   error
	done  chan bool
}

// share sorts the rows by the units that they name.
func (d *dispatch) share() {
	d.rows = map[*templates.Ledger]map[string][]*sheets.Row{}
	for _, l := range d.Plan.Ledgers {
		of := map[string][]*sheets.Row{}
		for _, row := range d.m.Rows[l] {
			for _, name := range l.Addressees(row.Record, row.Source.Unit, d.AsOf) {
				if list := of[name]; len(list) == 0 || list[len(list)-1] != row { // it may name a unit twice
					of[name] = append(list, row)
				}
			}
		}
		d.rows[l] = of
	}
}

// rowsOf are the rows of a ledger that go out to a unit.
func (d *dispatch) rowsOf(l *templates.Ledger, u *templates.Unit) []*sheets.Row {
	if u.Is(l.AlsoTo) {
		return d.m.Rows[l]
	}
	return d.rows[l][u.Name]
}

// prepare gathers one workbook of a unit, nil if it has nothing to fill in.
func (d *dispatch) prepare(u *templates.Unit, restricted bool) *sending {
	s := &sending{path: d.Dir.IssuedFile(u.Name, restricted), done: make(chan bool, 1)}
	s.Request = form.Request{Plan: d.Plan, Unit: u, Issued: d.AsOf, Due: d.due(), Rows: map[string][]templates.Record{}, NextSerial: map[string]int{}, Restricted: restricted,
		Tables: level.Tables(d.Plan, u, restricted)}
	s.Form = Form{Unit: u.Name, File: d.Dir.Relative(s.path), Restricted: restricted}
	for _, l := range d.Plan.Ledgers {
		if l.Restricted == restricted && l.Receives(u) {
			d.fill(s, l, u)
		}
	}
	if len(s.Request.Ledgers) == 0 {
		return nil
	}
	return s
}

// fill puts a ledger and the unit's rows of it into a workbook.
func (d *dispatch) fill(s *sending, l *templates.Ledger, u *templates.Unit) {
	r := &s.Request
	r.Ledgers = append(r.Ledgers, l)
	series, _ := master.SplitID(form.RowID(u.Code, l.Code, 1))
	r.NextSerial[l.Name] = d.serials[series] + 1
	for _, row := range d.rowsOf(l, u) {
		if row.Withdrawn() {
			s.Form.Withdrawn = append(s.Form.Withdrawn, row.ID)
			continue
		}
		r.Rows[l.Name] = append(r.Rows[l.Name], row.Record)
	}
	for _, rec := range d.Poured[l.Name] {
		rec.ID = form.RowID(u.Code, l.Code, r.NextSerial[l.Name])
		r.NextSerial[l.Name]++
		r.Rows[l.Name] = append(r.Rows[l.Name], rec)
	}
	s.Form.Ledgers = append(s.Form.Ledgers, l.Name)
	s.Form.Rows += len(r.Rows[l.Name])
}

// send draws the workbooks on all cores, a few ahead of putting them down one
// after the other, so that the order is always the same.
func (d *dispatch) send(ctx context.Context, all []*sending) error {
	ctx, stop := context.WithCancel(ctx)
	var work sync.WaitGroup
	defer work.Wait()
	defer stop()
	ahead := make(chan bool, runtime.GOMAXPROCS(0)+1)
	work.Go(func() {
		for _, s := range all {
			ahead <- true
			if ctx.Err() != nil {
				return
			}
			work.Go(func() {
				s.err = d.draw(ctx, s)
				s.done <- true
			})
		}
	})
	rows := 0
	for i, s := range all {
		<-s.done
		if err := cmp.Or(s.err, ctx.Err()); err != nil {
			stop()
			<-ahead
			return err
		}
		if err := d.put(ctx, s); err != nil {
			stop()
			<-ahead
			return err
		}
		s.text = nil
		d.sent.Forms = append(d.sent.Forms, s.Form)
		rows += s.Form.Rows
		if d.Progress != nil {
			d.Progress(i+1, len(all), rows)
		}
		<-ahead
	}
	return nil
}

// draw makes the form under the next issue number, unless it is the one that was
// sent last.
func (d *dispatch) draw(ctx context.Context, s *sending) (err error) {
	r := &s.Request
	s.last, s.noted = d.store.LastIssue(r.Unit.Code, r.Restricted), d.noted.LastIssue(r.Unit.Code, r.Restricted)
	if s.last > 0 {
		s.kept = d.Dir.IssuedCopy(r.Unit.Code, s.last, r.Restricted)
		if s.same, err = d.sameAsSent(ctx, s); err != nil || s.same && !d.redated(s) {
			return err
		}
	}
	if r.Issue = 1 + max(s.last, s.noted, d.m.LastIssue(r.Unit, r.Restricted)); s.same {
		r.Issue, s.same = s.last, false
	}
	if d.ask(ctx, s); ctx.Err() != nil {
		return ctx.Err()
	}
	r.Tag = d.key.Tag(d.Plan.Param(templates.ParamCampaignCode), r.Unit.Code, r.Issue, r.Restricted)
	var buf bytes.Buffer
	err = form.Write(ctx, &buf, *r)
	s.text = buf.Bytes()
	return err
}

// put puts a form down, with a copy of it.
func (d *dispatch) put(ctx context.Context, s *sending) error {
	if s.noted > s.last {
		d.sent.Findings = append(d.sent.Findings, finding.Finding{Severity: finding.Warning, Code: "下发留底", Unit: s.Form.Unit, File: s.Form.File,
			Message: fmt.Sprintf("“%s/%s”里没有第 %d 次下发给%s的留底，已接着往下编号。", campaign.Issued, campaign.History, s.noted, s.Form.Unit),
			Fix:     "有备份的，请放回去；没有的，那一次发出的表报回来时只能与总台账比较，分不清的由整改办定。"})
	}
	if s.last > 0 {
		if err := d.outputs.Own(ctx, s.path, s.kept); err != nil {
			return err
		}
	}
	if s.same {
		s.Form.Issue, s.Form.Unchanged = s.last, true
		return d.again(ctx, s.path, s.kept)
	}
	s.Form.Issue = s.Request.Issue
	kept := d.Dir.IssuedCopy(s.Request.Unit.Code, s.Request.Issue, s.Request.Restricted)
	if err := campaign.WriteBytes(ctx, kept, s.text); err != nil {
		return err
	}
	d.names[s.Request.Unit.Code] = s.Request.Unit.Name
	d.used.Use(s.Request.Unit.Code, s.Request.Restricted, s.Request.Issue)
	return d.outputs.Copy(ctx, s.path, kept)
}

// again leaves a form that is there already as it is, and says so if somebody
// has written in it.
func (d *dispatch) again(ctx context.Context, path, kept string) error {
	if _, err := os.Stat(path); err != nil {
		return d.outputs.Copy(ctx, path, kept)
	}
	if d.outputs.Edited(ctx, path) {
		name := d.Dir.Relative(path)
		d.sent.Findings = append(d.sent.Findings, finding.Finding{Severity: finding.Warning, Code: sheets.CodeEdited, File: name,
			Message: fmt.Sprintf("“%s”与下发时的留底不同，应是有人改过；没有动它。", name),
			Fix:     fmt.Sprintf("填好了的，请移到“%s”；要发原样的空表，请把它移走，再下发一次。", campaign.Inbox)})
	}
	return nil
}
