package merge

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"taizhang/sheets/campaign"
)

// Cache is what the last merge left for the next: what that would say with nothing
// new, and the books that it need not read again. Each holds under a digest of all
// that it follows from.
type Cache struct {
	Said *Said // what this merge would say; nil if it has to be found out

	in      Input
	program string
	// Digests of what the merge finds; "" if that cannot be said.
	settled, inbox, masters, archive string
	cached                           map[string]*cachedFilings // by digest of the newest book
}

// kept is the cache as it is filed.
type kept struct {
	Settled string // what Filings follow from
	Whole   string // what Said does
	Said    *Said
	Filings []cachedFilings
}

// OpenCache reads what the merge before has kept. program names the program that
// runs, so that no other's answer is believed.
func OpenCache(ctx context.Context, in Input, program string) *Cache {
	c := &Cache{in: in, program: program}
	if program == "" || len(in.Exclude)+len(in.Files) > 0 || in.Backwards || in.Lines {
		return c // wants more than the campaign as it stands
	}
	c.settled, c.inbox = settled(ctx, in), inbox(ctx, in)
	if _, err := os.Stat(in.Dir.Master()); err != nil || c.settled == "" {
		return c
	}
	c.masters, c.archive = masters(ctx, in), archive(ctx, in)
	var k kept
	if c.masters == "" || !in.Dir.KeptCache(&k) || k.Settled != c.key(c.settled, c.masters) {
		return c
	}
	c.cached = map[string]*cachedFilings{}
	for i, q := range k.Filings {
		c.cached[q.Books[0].Digest] = &k.Filings[i]
	}
	if k.Said != nil && c.inbox != "" && c.archive != "" && k.Whole == c.key(k.Settled, c.inbox, c.archive) {
		c.Said = k.Said
		for i := range c.Said.Conservation {
			c.Said.Conservation[i].again = true
		}
	}
	return c
}

// Holds reports whether anything is in it.
func (c *Cache) Holds() bool { return c.Said != nil || len(c.cached) > 0 }

// Input is that of a merge with the cache.
func (c *Cache) Input() Input {
	in := c.in
	if c.settled != "" {
		in.cache = c
	}
	return in
}

// Keep keeps what the next merge can go by. If anything has changed around the
// merge since it began, it may not have seen what lies there now: then nothing is
// kept that would follow from it.
func (c *Cache) Keep(ctx context.Context, res *Result) error {
	d := c.in.Dir
	if c.settled == "" || res.Master.Serial != d.LastSerial() || settled(ctx, c.in) != c.settled {
		return ctx.Err()
	}
	now := masters(ctx, c.in)
	if now == "" || res.Same && now != c.masters || !res.Same && !c.asWritten(ctx, res) {
		return ctx.Err()
	}
	k := kept{Settled: c.key(c.settled, now), Filings: res.cached, Said: res.next}
	if res.Same {
		k.Said = res.Said()
	}
	lies, store := inbox(ctx, c.in), archive(ctx, c.in)
	if lies == "" || store == "" || lies != c.inbox || res.Same && store != c.archive || !res.Same && !c.stored(ctx, res) {
		k.Said = nil
	}
	k.Whole = c.key(k.Settled, lies, store)
	if k.Said == nil && len(k.Filings) == 0 {
		return ctx.Err()
	}
	return d.KeepCache(ctx, k)
}

// asWritten reports whether the master is what the merge wrote.
func (c *Cache) asWritten(ctx context.Context, res *Result) bool {
	written, err := campaign.Digest(ctx, c.in.Dir.MasterAsWritten(res.Master.Serial))
	return err == nil && sameFile(ctx, c.in.Dir.Master(), written)
}

// stored reports whether the archive holds just what was merged.
func (c *Cache) stored(ctx context.Context, res *Result) bool {
	entries, err := os.ReadDir(c.in.Dir.Path(campaign.Inbox, campaign.Archive))
	if err != nil || len(entries) != len(res.Returns) {
		return false
	}
	return !slices.ContainsFunc(res.Returns, func(r Return) bool {
		kept := slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() == filepath.Base(r.Path) })
		return !kept || !sameFile(ctx, r.Path, r.Digest)
	})
}

func sameFile(ctx context.Context, path, as string) bool {
	digest, err := campaign.Digest(ctx, path)
	return err == nil && digest == as
}

func (c *Cache) key(parts ...string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q", c.program, c.in.Dir, c.in.AsOf, parts))
	return hex.EncodeToString(sum[:])
}

// settled is a digest of what a merge reads besides books and masters.
func settled(ctx context.Context, in Input) string {
	return in.Dir.Fingerprint(ctx,
		campaign.Place{Path: []string{campaign.PlanFile}},
		campaign.Place{Path: []string{campaign.Issued, campaign.History}},
		campaign.Place{Path: []string{campaign.Summary, campaign.Upward}},
		campaign.Place{Path: []string{campaign.Evidence}, Names: true})
}

func inbox(ctx context.Context, in Input) string {
	return in.Dir.Fingerprint(ctx, campaign.Place{Path: []string{campaign.Inbox}, But: campaign.Archive})
}

func archive(ctx context.Context, in Input) string {
	return in.Dir.Fingerprint(ctx, campaign.Place{Path: []string{campaign.Inbox, campaign.Archive}})
}

// masters is a digest of the master and its copies. Of the earlier ones it is only
// their names that count, unless the plan looks back.
func masters(ctx context.Context, in Input) string {
	d := in.Dir
	return d.Fingerprint(ctx,
		campaign.Place{Path: []string{campaign.Ledger, campaign.MasterFile}},
		campaign.Place{Path: []string{d.Relative(d.MasterAsWritten(d.LastSerial()))}},
		campaign.Place{Path: []string{campaign.Ledger, campaign.History}, Names: !in.Plan.LooksBack()})
}
