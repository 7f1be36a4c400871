package level

import (
	"cmp"
	"context"
	"fmt"

	"github.com/shopspring/decimal"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
	"taizhang/templates/form"
)

// CodeSums is the finding of a figure that is not the sum of those below.
const CodeSums = "分级核对"

// Sum is an additive figure of this office against those of the offices below.
type Sum struct {
	Figure *templates.Figure
	Parts  []Part
	Rest   decimal.Decimal // over the rows that came from no office below
	Total  decimal.Decimal // of this office
	OK     bool
}

// Part is an office below in a sum: what it says and what its rows here come to.
type Part struct {
	Unit       *templates.Unit
	Said       bool // it has said it, on the same day where days matter
	Below      decimal.Decimal
	Here       decimal.Decimal
	Sent, Open int // rows that went back or wait, of the package
}

// Reported are the newest packages of the offices below, as the master took them.
type Reported struct {
	Unit     *templates.Unit
	Receipts []*master.Receipt
	Packages []*Package
}

// ReportedBy reads the packages that count in a master.
func ReportedBy(ctx context.Context, d campaign.Dir, m *master.Master) ([]Reported, error) {
	var out []Reported
	for _, u := range m.Plan.Lowers() {
		r := Reported{Unit: u}
		for _, restricted := range []bool{false, true} {
			newest, p, err := newestPackage(ctx, d, m, u, restricted)
			if err != nil {
				return nil, err
			}
			if p != nil {
				r.Receipts, r.Packages = append(r.Receipts, newest), append(r.Packages, p)
			}
		}
		if len(r.Packages) > 0 {
			out = append(out, r)
		}
	}
	return out, nil
}

// newestPackage is the package with the highest edition on the newest form.
func newestPackage(ctx context.Context, d campaign.Dir, m *master.Master, u *templates.Unit, restricted bool) (newest *master.Receipt, pack *Package, err error) {
	issue := 0
	for i := range m.Receipts {
		r := &m.Receipts[i]
		if r.Unit == u.Name && r.Restricted == restricted && !r.Excluded && r.Verdict != master.VerdictUnread {
			issue = max(issue, r.Issue)
		}
	}
	for i := range m.Receipts {
		r := &m.Receipts[i]
		if r.Unit != u.Name || r.Restricted != restricted || r.Excluded || r.Verdict == master.VerdictUnread || r.Issue != issue {
			continue
		}
		path := d.ArchivedFile(ctx, r.Digest)
		if path == "" {
			continue
		}
		p, err := ReadPackage(ctx, path)
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		if err == nil && (pack == nil || atoi(p.Meta[form.MetaEdition]) > atoi(pack.Meta[form.MetaEdition])) {
			newest, pack = r, p
		}
	}
	return newest, pack, nil
}

// Sums holds every additive figure against the offices below; nil where there are
// none.
func Sums(ctx context.Context, d campaign.Dir, m *master.Master, set *figure.Set) ([]Sum, error) {
	reported, err := ReportedBy(ctx, d, m)
	if err != nil || len(reported) == 0 {
		return nil, err
	}
	var rest []*sheets.Row
	of := map[string][]*sheets.Row{}
	for _, l := range m.Plan.Ledgers {
		for _, r := range m.Rows[l] {
			if r.Scope == "" {
				rest = append(rest, r)
			} else {
				of[r.Scope] = append(of[r.Scope], r)
			}
		}
	}
	others := set.Within(rest)
	within := map[*templates.Unit]*figure.Set{}
	for _, r := range reported {
		within[r.Unit] = set.Within(of[r.Unit.Name])
	}
	var out []Sum
	for _, f := range m.Plan.Figures {
		if !figure.Additive(f) || !figure.Alike(m.Plan, f) {
			continue
		}
		s := Sum{Figure: f, Total: set.Get(f).Value, Rest: others.Get(f).Value, OK: true}
		sum := s.Rest
		for _, r := range reported {
			p := r.part(f, m.AsOf)
			p.Here = within[r.Unit].Get(f).Value
			sum = sum.Add(p.Here)
			s.OK = s.OK && (!p.Said || p.Here.Equal(p.Below))
			s.Parts = append(s.Parts, p)
		}
		if s.OK = s.OK && sum.Equal(s.Total); anySaid(s.Parts) {
			out = append(out, s)
		}
	}
	return out, nil
}

func anySaid(parts []Part) bool {
	for _, p := range parts {
		if p.Said {
			return true
		}
	}
	return false
}

// part is what an office below says of a figure.
func (r Reported) part(f *templates.Figure, asOf string) Part {
	p := Part{Unit: r.Unit}
	for i, pack := range r.Packages {
		p.Sent += r.Receipts[i].Fates[master.SentBack]
		p.Open += r.Receipts[i].Fates[master.Undecided]
		if figure.Dated(f) && pack.Meta[form.MetaAsOf] != asOf {
			continue
		}
		for _, line := range pack.Figures {
			if d, err := decimal.NewFromString(line["值"]); line["代号"] == f.Code && err == nil {
				p.Said, p.Below = true, d
			}
		}
	}
	return p
}

// SumFindings name the offices below whose figures are not what their rows come
// to here.
func SumFindings(sums []Sum) (out []finding.Finding) {
	for _, s := range sums {
		if s.OK {
			continue
		}
		for _, p := range s.Parts {
			if !p.Said || p.Here.Equal(p.Below) {
				continue
			}
			why := ""
			if p.Sent+p.Open > 0 {
				why = fmt.Sprintf("它有 %d 行退回、%d 行待决，还没有算进来。", p.Sent, p.Open)
			}
			out = append(out, finding.Finding{Severity: finding.Warning, Code: CodeSums, Unit: p.Unit.Name, Sheet: master.FigureSheet,
				Message: fmt.Sprintf("“%s”%s报的是 %s，按收下的行算是 %s，相差 %s。%s", s.Figure.Name, p.Unit.Name, p.Below, p.Here, p.Below.Sub(p.Here), why),
				Fix:     cmp.Or(map[bool]string{true: "请看回执里退回、待决的行。"}[why != ""], "请用“taizhang trace "+s.Figure.Code+"”核对；本级改过它的行的，请与它核对后统一。")})
		}
	}
	return out
}
