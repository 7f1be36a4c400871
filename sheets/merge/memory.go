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

// Memory is what the last merge left for the next: what that would say with nothing
// new, and the books that it need not read again. Each holds under a digest of all
// that it follows from.
type Memory struct {
	Said *Said // what this merge would say; nil if it has to be found out

	in      Input
	program string
	// Digests of what the merge finds; "" if that cannot be said.
	settled, inbox, masters, archive string
	quiet                            map[string]*quietFilings // by digest of the newest book
}

// answer is what is kept.
type answer struct {
	Settled string // what Quiet follows from
	Whole   string // what Said does
	Said    *Said
	Quiet   []quietFilings
}

// Remember looks what is known of the merge before. program names the program that
// runs, so that no other's answer is believed.
func Remember(ctx context.Context, in Input, program string) *Memory {
	m := &Memory{in: in, program: program}
	if program == "" || len(in.Exclude)+len(in.Files) > 0 || in.Backwards || in.Lines {
		return m // wants more than the campaign as it stands
	}
	m.settled, m.inbox = settled(ctx, in), inbox(ctx, in)
	if _, err := os.Stat(in.Dir.Master()); err != nil || m.settled == "" {
		return m
	}
	m.masters, m.archive = masters(ctx, in), archive(ctx, in)
	var a answer
	if m.masters == "" || !in.Dir.KeptAnswer(&a) || a.Settled != m.key(m.settled, m.masters) {
		return m
	}
	m.quiet = map[string]*quietFilings{}
	for i, q := range a.Quiet {
		m.quiet[q.Books[0].Digest] = &a.Quiet[i]
	}
	if a.Said != nil && m.inbox != "" && m.archive != "" && a.Whole == m.key(a.Settled, m.inbox, m.archive) {
		m.Said = a.Said
		for i := range m.Said.Conservation {
			m.Said.Conservation[i].again = true
		}
	}
	return m
}

// Holds reports whether anything is known.
func (m *Memory) Holds() bool { return m.Said != nil || len(m.quiet) > 0 }

// Input is that of a merge with the memory.
func (m *Memory) Input() Input {
	in := m.in
	if m.settled != "" {
		in.memory = m
	}
	return in
}

// Keep keeps what the next merge can go by. If anything has changed around the
// merge since it began, it may not have seen what lies there now: then nothing is
// kept that would follow from it.
func (m *Memory) Keep(ctx context.Context, res *Result) error {
	d := m.in.Dir
	if m.settled == "" || res.Master.Serial != d.LastSerial() || settled(ctx, m.in) != m.settled {
		return ctx.Err()
	}
	now := masters(ctx, m.in)
	if now == "" || res.Same && now != m.masters || !res.Same && !m.asWritten(ctx, res) {
		return ctx.Err()
	}
	a := answer{Settled: m.key(m.settled, now), Quiet: res.quiet, Said: res.next}
	if res.Same {
		a.Said = res.Said()
	}
	lies, store := inbox(ctx, m.in), archive(ctx, m.in)
	if lies == "" || store == "" || lies != m.inbox || res.Same && store != m.archive || !res.Same && !m.stored(ctx, res) {
		a.Said = nil
	}
	a.Whole = m.key(a.Settled, lies, store)
	if a.Said == nil && len(a.Quiet) == 0 {
		return ctx.Err()
	}
	return d.KeepAnswer(ctx, a)
}

// asWritten reports whether the master is what the merge wrote.
func (m *Memory) asWritten(ctx context.Context, res *Result) bool {
	written, err := campaign.Digest(ctx, m.in.Dir.MasterAsWritten(res.Master.Serial))
	return err == nil && sameFile(ctx, m.in.Dir.Master(), written)
}

// stored reports whether the archive holds just what was merged.
func (m *Memory) stored(ctx context.Context, res *Result) bool {
	entries, err := os.ReadDir(m.in.Dir.Path(campaign.Inbox, campaign.Archive))
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

func (m *Memory) key(parts ...string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q", m.program, m.in.Dir, m.in.AsOf, parts))
	return hex.EncodeToString(sum[:])
}

// settled is a digest of what a merge reads besides books and masters.
func settled(ctx context.Context, in Input) string {
	return in.Dir.Seen(ctx,
		campaign.Place{Path: []string{campaign.PlanFile}},
		campaign.Place{Path: []string{campaign.Issued, campaign.History}},
		campaign.Place{Path: []string{campaign.Summary, campaign.Upward}},
		campaign.Place{Path: []string{campaign.Evidence}, Names: true})
}

func inbox(ctx context.Context, in Input) string {
	return in.Dir.Seen(ctx, campaign.Place{Path: []string{campaign.Inbox}, But: campaign.Archive})
}

func archive(ctx context.Context, in Input) string {
	return in.Dir.Seen(ctx, campaign.Place{Path: []string{campaign.Inbox, campaign.Archive}})
}

// masters is a digest of the master and its copies. Of the earlier ones it is only
// their names that count, unless the plan looks back.
func masters(ctx context.Context, in Input) string {
	d := in.Dir
	return d.Seen(ctx,
		campaign.Place{Path: []string{campaign.Ledger, campaign.MasterFile}},
		campaign.Place{Path: []string{d.Relative(d.MasterAsWritten(d.LastSerial()))}},
		campaign.Place{Path: []string{campaign.Ledger, campaign.History}, Names: !in.Plan.LooksBack()})
}
