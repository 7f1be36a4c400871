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

// Memory answers for a merge with nothing new: what it would say is kept, under a
// digest of all that a merge reads.
type Memory struct {
	Said *Said // what this merge would say; nil if it has to be found out

	in             Input
	program        string
	around, inside string // what the merge finds; "" if that cannot be said
}

// answer is what is kept.
type answer struct {
	Key  string
	Said Said
}

// Remember looks whether it is known what the merge would say. program names the
// program that runs, so that no other's answer is believed.
func Remember(ctx context.Context, in Input, program string) *Memory {
	m := &Memory{in: in, program: program}
	if program == "" || len(in.Exclude)+len(in.Files) > 0 || in.Backwards || in.Lines {
		return m // wants more than the campaign as it stands
	}
	if m.around = around(ctx, in); m.around == "" {
		return m
	}
	if _, err := os.Stat(in.Dir.Master()); err != nil {
		return m
	}
	m.inside = inside(ctx, in)
	var a answer
	if m.inside != "" && in.Dir.KeptAnswer(&a) && a.Key == m.key(m.inside) {
		for i := range a.Said.Conservation {
			a.Said.Conservation[i].again = true
		}
		m.Said = &a.Said
	}
	return m
}

// Keep keeps what the next merge will say: just the same as this one if it changed
// nothing, else what it foresaw. If anything has changed around the merge since it
// began, it may not have seen what lies there now, and nothing is kept.
func (m *Memory) Keep(ctx context.Context, res *Result) error {
	said, d := res.next, m.in.Dir
	if res.Same {
		said = res.Said()
	}
	if said == nil || m.around == "" || res.Master.Serial != d.LastSerial() || around(ctx, m.in) != m.around {
		return ctx.Err()
	}
	now := inside(ctx, m.in)
	if res.Same && now != m.inside || !res.Same && !m.asLeft(ctx, res) || now == "" {
		return ctx.Err()
	}
	return d.KeepAnswer(ctx, answer{m.key(now), *said})
}

// asLeft reports whether the master and the archive are what the merge made of
// them.
func (m *Memory) asLeft(ctx context.Context, res *Result) bool {
	same := func(path, as string) bool {
		digest, err := campaign.Digest(ctx, path)
		return err == nil && digest == as
	}
	written, err := campaign.Digest(ctx, m.in.Dir.MasterAsWritten(res.Master.Serial))
	entries, errArchive := os.ReadDir(m.in.Dir.Path(campaign.Inbox, campaign.Archive))
	if err != nil || errArchive != nil || len(entries) != len(res.Returns) || !same(m.in.Dir.Master(), written) {
		return false
	}
	return !slices.ContainsFunc(res.Returns, func(r Return) bool {
		kept := slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() == filepath.Base(r.Path) })
		return !kept || !same(r.Path, r.Digest)
	})
}

func (m *Memory) key(inside string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %s %s", m.program, m.in.Dir, m.in.AsOf, m.around, inside))
	return hex.EncodeToString(sum[:])
}

// around is a digest of what a merge reads and others write.
func around(ctx context.Context, in Input) string {
	return in.Dir.Seen(ctx,
		campaign.Place{Path: []string{campaign.PlanFile}},
		campaign.Place{Path: []string{campaign.Inbox}, But: campaign.Archive},
		campaign.Place{Path: []string{campaign.Issued, campaign.History}},
		campaign.Place{Path: []string{campaign.Summary, campaign.Upward}},
		campaign.Place{Path: []string{campaign.Evidence}, Names: true})
}

// inside is a digest of what merges read and write. Of the earlier masters it is
// only their names that count, unless the plan looks back.
func inside(ctx context.Context, in Input) string {
	d := in.Dir
	return d.Seen(ctx,
		campaign.Place{Path: []string{campaign.Ledger, campaign.MasterFile}},
		campaign.Place{Path: []string{d.Relative(d.MasterAsWritten(d.LastSerial()))}},
		campaign.Place{Path: []string{campaign.Ledger, campaign.History}, Names: !in.Plan.LooksBack()},
		campaign.Place{Path: []string{campaign.Inbox, campaign.Archive}})
}
