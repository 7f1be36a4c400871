package returns

import (
	"context"
	"slices"

	"taizhang/sheets/master"
	"taizhang/templates"
)

// ask says what is asked of the unit, and by when.
func (p *Part) ask(plan *templates.Plan, store Store) {
	if p.Due = plan.Param(templates.ParamReturnsDue); p.Of.From > p.Due {
		p.Due = "" // that day was not set for it
	}
	if p.Issue == 0 {
		return
	}
	p.Issued = store.Sent(p.Of, p.Issue, p.Restricted).On
	asked, sent := Asking(store, p.Of, p.Issue, p.Restricted)
	if p.Asked, p.AskedOn = asked, sent.On; sent.Dated {
		p.Due = sent.Due
	}
}

// judge says where the workbook stands from the books that came of it. They answer
// what is asked if they were made on it, or came after it.
func (p *Part) judge(ctx context.Context, asOf string, books []*master.Receipt, store Store) error {
	late := func(day string) bool { return p.Due != "" && day > p.Due }
	p.Status, p.Overdue = NotReturned, late(asOf)
	if p.Issue == 0 {
		p.Status = NotIssued
	}
	if len(books) == 0 {
		return nil
	}
	p.Newest = slices.MaxFunc(books, Compare)
	p.Received, p.Verdict, p.Returned = p.Newest.Received, p.Newest.Verdict, p.Newest.Issue
	answers := slices.DeleteFunc(slices.Clone(books), func(r *master.Receipt) bool {
		return r.Issue > 0 && r.Issue < p.Asked && r.Received < p.AskedOn
	})
	if len(answers) == 0 {
		// One sent out after the day is due on no day that is set.
		p.Overdue = p.Overdue && p.AskedOn <= p.Due
		return nil
	}
	filled, err := p.filled(ctx, answers, store)
	switch waits := func(r *master.Receipt) bool { return r.Fates[master.SentBack] > 0 }; {
	case err != nil:
		return err
	case len(filled) == 0:
		p.Status = NeverOpened
		return nil
	case slices.ContainsFunc(books, waits), again(slices.MaxFunc(filled, Compare).Verdict): // rows of any of its books wait to come again
		p.Status = SentBack
		return nil
	}
	p.Status, p.Overdue = Returned, late(firstTaken(filled))
	if p.Overdue {
		p.Status = Late
	}
	return nil
}

// filled leaves out the books that were sent back as they were sent out.
func (p *Part) filled(ctx context.Context, books []*master.Receipt, store Store) (out []*master.Receipt, err error) {
	for _, r := range books {
		if r.Fates[master.Adopted] == 0 && r.Issue > 0 {
			if same, err := store.Untouched(ctx, p.Of, r); err != nil {
				return nil, err
			} else if same {
				continue
			}
		}
		out = append(out, r)
	}
	return out, nil
}

func again(verdict string) bool {
	return verdict == master.VerdictSentBack || verdict == master.VerdictPartly
}

// firstTaken is when the first of the books came that did not have to come again:
// what a unit adds later does not make it late.
func firstTaken(books []*master.Receipt) string {
	first := slices.MaxFunc(books, Compare).Received
	for _, r := range books {
		if !again(r.Verdict) && r.Note != master.NoteMended && r.Received < first {
			first = r.Received
		}
	}
	return first
}
