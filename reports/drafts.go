package reports

import (
	"bytes"
	"context"
	"os"

	"taizhang/reports/audit"
	"taizhang/reports/notice"
	"taizhang/sheets/campaign"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
)

// keepDraft keeps what a notice says and where all of it came from.
func (in Input) keepDraft(ctx context.Context, ni notice.Input, serial int, name string, template, document []byte) error {
	if in.Sub != "" || in.into != nil {
		return nil // another office's: nobody edits it here; or nobody's
	}
	filled, _, err := notice.Text(template, name, ni)
	if err != nil {
		return err
	}
	d, err := audit.NewDraft(ni, serial, filled, document)
	if err != nil {
		return err
	}
	content, err := d.Encode()
	if err != nil {
		return err
	}
	return in.Dir.KeepDraft(ctx, d.Variant, serial, d.Says(), content)
}

// latestDrafts bounds how many drafts of the past are tried.
const latestDrafts = 60

// AuditAgainst gathers what a text is held against: the drafts that were kept, and
// the notices as they would be filled today.
func AuditAgainst(ctx context.Context, in Input) (audit.Campaign, error) {
	c := audit.Campaign{Plan: in.Plan, Today: map[string]*audit.Draft{}}
	var past []master.Past
	if in.Kept != nil {
		c.Set, past = in.Kept.Set, in.Kept.History
	} else {
		if in.Master == nil {
			var err error
			if in.Master, err = master.Open(ctx, in.Dir, in.Plan); err != nil {
				return c, err
			}
		}
		c.Set, past = figure.New(in.Master.Data()), history(ctx, in, in.Master)
	}
	in.lookBack(c.Set, past)
	serial, _ := in.merge()
	name, template, err := Template(in.Dir)
	if err != nil {
		return c, err
	}
	control, err := in.control(ctx, c.Set)
	if err != nil {
		return c, err
	}
	for _, public := range []bool{true, false} {
		ni := in.filling(c.Set, past, control, public, nil)
		filled, _, err := notice.Text(template, name, ni)
		if err != nil {
			return c, TemplateError(name, err)
		}
		var document bytes.Buffer
		if _, err := notice.Render(template, name, ni, &document); err != nil {
			return c, TemplateError(name, err)
		}
		today, err := audit.NewDraft(ni, serial, filled, document.Bytes())
		if err != nil {
			return c, err
		}
		c.Today[today.Variant] = today
	}
	if in.Kept == nil || in.Kept.Own { // those of another office are not here
		c.Drafts, err = drafts(ctx, in.Dir)
	}
	for _, public := range []bool{true, false} { // last: what was kept says more
		c.Drafts = append(c.Drafts, c.Today[notice.Variant(public)])
	}
	return c, err
}

// Audit holds a text against the draft that it came from.
func Audit(ctx context.Context, in Input, text audit.Text) (*audit.Report, error) {
	against, err := AuditAgainst(ctx, in)
	if err != nil {
		return nil, err
	}
	draft, _ := against.Choose(text)
	return audit.New(against, draft).Audit(text), nil
}

// drafts reads the latest drafts that were kept; one that cannot be read stops
// nobody: the text is held against today's.
func drafts(ctx context.Context, d campaign.Dir) (out []*audit.Draft, err error) {
	for _, path := range d.Drafts() {
		if len(out) == latestDrafts || ctx.Err() != nil {
			return out, ctx.Err()
		}
		content, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		if draft, err := audit.Decode(content); err == nil {
			out = append(out, draft)
		}
	}
	return out, nil
}
