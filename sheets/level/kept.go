package level

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"taizhang/sheets/campaign"
)

// agreedBefore is the agreement that was reported by last; nil if there was none. One
// for another office is not this one's: its rows would count as the other's.
func agreedBefore(ctx context.Context, d campaign.Dir, a *Agreement) (*Agreement, error) {
	path := d.Agreement(a.Campaign, a.Restricted)
	before, err := ReadAgreement(ctx, path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case before.Code != a.Code:
		return nil, &campaign.Error{Message: fmt.Sprintf("这份约定是发给“%s”的，本活动以前是以“%s”上报的，没有上报。", a.Unit, before.Unit),
			Fix: fmt.Sprintf("请用上级发给“%s”的约定；上级确实改了本单位代码的，把“%s”移到别处，再运行。", before.Unit, d.Relative(path))}
	case a.Issue < before.Issue:
		return nil, &campaign.Error{Message: fmt.Sprintf("这份约定是上级第 %d 次发放的，本活动已经按第 %d 次发放的上报过，没有上报。", a.Issue, before.Issue), Fix: "请用上级最近发来的那一份。"}
	}
	return before, nil
}

// keepAgreement keeps what is reported by, and what was reported by before, as long
// as there may be answers to it.
func keepAgreement(ctx context.Context, d campaign.Dir, a, before *Agreement, path string) error {
	at := d.Agreement(a.Campaign, a.Restricted)
	if before != nil && before.Issue != a.Issue {
		if err := campaign.CopyFile(ctx, d.EarlierAgreement(a.Campaign, before.Issue, a.Restricted), at); err != nil {
			return err
		}
	}
	return campaign.CopyFile(ctx, at, path)
}

// at is what the office above asked for when it sent out a form: this agreement, or
// one that is kept from before. Where it is lost, this one.
func (a *Agreement) at(ctx context.Context, d campaign.Dir, issue int) (*Agreement, error) {
	for _, path := range []string{d.Agreement(a.Campaign, a.Restricted), d.EarlierAgreement(a.Campaign, issue, a.Restricted)} {
		if a.Issue == issue {
			break
		}
		kept, err := ReadAgreement(ctx, path)
		if err == nil && kept.Issue == issue && kept.Code == a.Code {
			return kept, nil
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("“%s”读不出来：%w", filepath.Base(path), err)
		}
	}
	return a, nil
}

// asks reports whether a column of a ledger was asked for.
func (a *Agreement) asks(ledger, column string) bool {
	for _, l := range a.Ledgers {
		if l.Name == ledger {
			return slices.ContainsFunc(l.Columns, func(c AskedColumn) bool { return c.Name == column })
		}
	}
	return false
}
