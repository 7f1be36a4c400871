package merge

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets/campaign"
	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// received is one file that was ever received, while it is merged.
type received struct {
	*intake.Return
	item     campaign.Item
	received string          // corrected by the office, if it did
	before   *master.Receipt // its line on 收件登记, nil on first sight
	assigned *templates.Unit // by the office
	excluded bool
	checked  bool            // the archived copy was compared with its digest
	damaged  bool            // and is not what came in
	restored finding.Finding // says that it was replaced

	current bool                       // its rows are looked at in this merge
	remarks int                        // findings that reading it made; -1 if there are errors among them
	again   map[*templates.Ledger]bool // sheets of which rows are decided anew
	issued  *issued
	goesOn  map[*templates.Ledger]bool // sheets of a book sent before that is filled in further
	lines   []*line
	rows    int
	read    map[*templates.Ledger]int // of them, by ledger
	decided map[master.Fate]int
	counted []master.Returned
	// firstCount is where they begin among those of all books.
	firstCount int
}

// known reports whether an earlier merge has read the file.
func (r *received) known() bool {
	return r.before != nil && r.before.Verdict != verdictUnread && (r.excluded || r.before.Verdict != verdictExcluded)
}

// filings are a unit's books of one kind, those of the highest issue first.
type filings struct {
	unit   *templates.Unit
	books  []*received
	cached *cachedFilings // of books that are decided, if there is nothing new to say of them
	alone  bool           // nothing but the books and their records was looked at to judge them
}

// top is the highest issue that came back.
func (f *filings) top() int { return f.books[0].Issue }

// receive archives the inbox and finds out whose each file is. Files known from
// earlier merges are not opened for it.
func (j *job) receive() ([]*received, error) {
	items, err := j.items()
	if err != nil {
		return nil, err
	}
	before := map[string]*master.Receipt{}
	for i := range j.m.Receipts {
		before[j.m.Receipts[i].Digest] = &j.m.Receipts[i]
	}
	var out []*received
	for _, it := range items {
		r := &received{item: it, received: it.Received, before: before[it.Digest]}
		if r.before != nil {
			r.received, r.excluded = r.before.Received, r.before.Excluded
			r.assigned = j.Plan.Unit(r.before.Assigned)
		}
		out = append(out, r)
	}
	if err := j.exclude(out); err != nil {
		return nil, err
	}
	inParallel(j.ctx, out, j.identify)
	return out, j.ctx.Err()
}

// items is everything ever received, or the files named.
func (j *job) items() ([]campaign.Item, error) {
	if len(j.Files) == 0 {
		items, unread, err := j.Dir.Collect(j.ctx, j.AsOf)
		for _, u := range unread {
			j.warn(notRead(u))
		}
		j.unread = settledUnread(unread)
		return items, err
	}
	var out []campaign.Item
	for i, path := range j.Files {
		digest, err := campaign.Digest(j.ctx, path)
		if err != nil {
			return nil, err
		}
		out = append(out, campaign.Item{Serial: i + 1, Received: j.AsOf, Digest: digest, Name: path, Path: path, Present: true, Inbox: path})
	}
	return out, nil
}

// exclude marks the files whose values are to be taken back. A name that several
// files came under is refused: the digest tells them apart.
func (j *job) exclude(files []*received) error {
	for _, name := range j.Exclude {
		var hits []*received
		for _, r := range files {
			if r.item.Name == name || r.item.Digest == name || strings.HasSuffix(r.item.Name, "/"+name) {
				hits = append(hits, r)
			}
		}
		switch len(hits) {
		case 0:
			return &campaign.Error{Message: fmt.Sprintf("没有收到过名为“%s”的文件，没有撤回什么。", name), Fix: "文件名见总台账“" + master.ReceiptSheet + "”，请照那里写。"}
		case 1:
			hits[0].excluded = true
		default:
			var digests []string
			for _, r := range hits {
				digests = append(digests, fmt.Sprintf("%s（%s 收到）", r.item.Digest, r.received))
			}
			return &campaign.Error{Message: fmt.Sprintf("名为“%s”的文件收到过 %d 份，分不清撤回哪一份。", name, len(hits)), Fix: "请改写摘要：" + strings.Join(digests, "、") + "。"}
		}
	}
	return nil
}

// identify finds out whose a file is, from 收件登记 if it says so.
func (j *job) identify(r *received) {
	b := r.before
	if b != nil && b.Verdict != verdictUnread && j.Plan.Unit(b.Unit) != nil && (r.assigned == nil || r.assigned.Name == b.Unit) {
		r.Return = &intake.Return{File: r.item.Name, Digest: r.item.Digest, Unit: j.Plan.Unit(b.Unit), Issue: b.Issue, Version: b.Version, Restricted: b.Restricted}
		return
	}
	if j.sound(r) {
		r.Return = intake.Identify(j.ctx, j.reading(r))
		j.dateBase(r)
	}
}

// sound makes sure that what is about to be read is what came in. A file that is
// not is refused; what was taken from it before stands.
func (j *job) sound(r *received) bool {
	if r.checked || len(j.Files) > 0 {
		return !r.damaged
	}
	restored, err := j.Dir.Sound(j.ctx, r.item)
	r.checked, r.damaged = true, err != nil
	if restored {
		r.restored = finding.Finding{Severity: finding.Warning, Code: codeArchive, File: r.item.Name,
			Message: fmt.Sprintf("存档的副本与收到时不同，已用“%s”里的原件换回。", campaign.Inbox), Fix: "不用处理；换下来的在存档的“损坏”里。请留意磁盘是否有坏道，平时做好备份。"}
	}
	if err == nil {
		return true
	}
	what, fix := finding.Explain(err)
	if r.Return == nil {
		r.Return = &intake.Return{File: r.item.Name, Digest: r.item.Digest}
	}
	r.Refused = true
	r.Findings = []finding.Finding{{Severity: finding.Error, Code: codeArchive, File: r.item.Name, Message: what, Fix: fix}}
	return false
}

const codeArchive = "存档"

// notRead says why an entry of the inbox was not read.
func notRead(u campaign.Unread) finding.Finding {
	f := finding.Finding{Severity: finding.Warning, Code: intake.CodeFile, File: u.Name, Message: u.Reason, Fix: u.Fix}
	if u.Err != nil {
		f.Message, f.Fix = finding.Explain(u.Err)
		f.Message += "，没有读入；其他文件照常合并。"
	}
	switch u.Weight {
	case campaign.Missed:
		f.Severity = finding.Error
	case campaign.Litter:
		f.Severity = finding.Info
	}
	return f
}

func (j *job) reading(r *received) intake.Reading {
	in := intake.Reading{Plan: j.Plan, Path: r.item.Path, File: r.item.Name, Digest: r.item.Digest, Unit: r.assigned, Sent: j.sent, Tag: j.tag}
	if j.checker != nil {
		in.Alone = j.checker.Alone
	}
	return in
}

// tag is that of a form as it was sent out.
func (j *job) tag(c intake.Claim) string {
	if tag, err := intake.Tag(j.ctx, j.Dir.IssuedCopy(c.Unit, c.Issue, c.Restricted)); err == nil {
		return tag
	}
	return j.Dir.Key().Tag(c.Campaign, c.Unit, c.Issue, c.Restricted)
}

// sent reports whether a form that claims to be ours was sent out so: its tag is
// of the campaign's key or on the copy that was kept, or it has no tag, as forms
// once had none, and there is such a copy. Where there is neither key nor copy,
// nothing can be held against it.
func (j *job) sent(c intake.Claim) bool {
	key := j.Dir.Key()
	if key != nil && c.Tag == key.Tag(c.Campaign, c.Unit, c.Issue, c.Restricted) {
		return true
	}
	tag, err := intake.Tag(j.ctx, j.Dir.IssuedCopy(c.Unit, c.Issue, c.Restricted))
	if err != nil {
		return key == nil
	}
	return c.Tag == "" || tag == c.Tag
}

// dateBase gives a file without metadata, which the office assigned to a unit,
// the issue that the unit had when it was assigned.
func (j *job) dateBase(r *received) {
	if r.Unit == nil || r.Issue > 0 {
		return
	}
	if r.before != nil {
		r.Issue = r.before.Issue
	}
	if r.Issue == 0 {
		r.Issue = j.Dir.Issues().LastIssue(r.Unit.Code, r.Restricted)
	}
}

// filings sorts the books by unit, in protocol order: the highest issue first,
// then the latest receipt. What cannot be read is reported.
func (j *job) filings() []*filings {
	groups := map[string]*filings{}
	var order []string
	for _, r := range j.returns {
		if r.Refused || r.Unit == nil {
			if !r.excluded && (r.Edition == 0 || r.item.Present) { // a package that was taken out has another in its place
				j.findings = append(j.findings, r.Findings...)
			}
			continue
		}
		j.issues[r.item.Digest] = r.Issue
		if r.excluded {
			continue
		}
		k := fmt.Sprintf("%06d %v", slices.Index(j.Plan.Units, r.Unit), r.Restricted)
		if groups[k] == nil {
			groups[k] = &filings{unit: r.Unit}
			order = append(order, k)
		}
		groups[k].books = append(groups[k].books, r)
	}
	slices.Sort(order)
	var out []*filings
	for _, k := range order {
		slices.SortFunc(groups[k].books, func(a, b *received) int {
			return -cmp.Or(cmp.Compare(a.Issue, b.Issue), cmp.Compare(a.received, b.received), cmp.Compare(a.item.Digest, b.item.Digest))
		})
		out = append(out, groups[k])
	}
	return out
}
