package summary

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets/figure"
	"taizhang/templates"
	canon "taizhang/templates/cell"
	"taizhang/templates/finding"
)

// header is what stands over a sheet, with a mark when figures do not agree.
func (m *maker) header(pages []*sheetPlan, pg *sheetPlan, first bool) header {
	sheet := pg.name
	h := header{asOf: canon.ChineseDate(m.in.AsOf), title: sheet}
	if name := m.in.Plan.Param(templates.ParamCampaign); name != "" {
		h.title = name + "　" + sheet
	}
	if m.in.Internal {
		h.title += "（内部）"
	}
	broken, blocked := m.reasons()
	if broken > 0 {
		h.warning = fmt.Sprintf("勾稽有 %d 条不符，数字待核", broken)
	}
	home := func(p *sheetPlan) bool { return p.has("校验") }
	at := slices.IndexFunc(pages, home)
	switch unfinished := fmt.Sprintf("通报还不能定稿：还有 %d 处要核对或补充，逐条见", len(blocked)); {
	case first && m.in.Leaders && len(blocked) > 0:
		h.banner = unfinished + "汇总表。"
	case home(pg) || first && at < 0:
		h.banner, h.last = banner(blocked), !first
	case first && len(blocked) > 0:
		h.banner, h.links = unfinished+"“"+pages[at].name+"”。", []string{"sheet:" + pages[at].name}
	}
	return h
}

// reasons are how many cross-checks do not agree, and why the notice is not finished.
func (m *maker) reasons() (broken int, blocked []string) {
	said := slices.Clone(m.in.BlockedBy)
	for _, c := range m.checks {
		if c.OK || c.Skipped || c.Relation.Excuse != "" || c.Relation.Severity == finding.Info {
			continue
		}
		broken++
		if c.Blocks() {
			blocked = append(blocked, fmt.Sprintf("勾稽 %s %s：%s", c.Relation.Code, c.Relation.Name, m.brokenWords(c)))
			said = slices.DeleteFunc(said, func(s string) bool { return strings.Contains(s, c.Relation.Name+"：") })
		}
	}
	return broken, append(blocked, said...)
}

// has reports whether the sheet has a block of a kind.
func (pg *sheetPlan) has(kind string) bool {
	return slices.ContainsFunc(pg.blocks, func(b *templates.Block) bool { return b.Kind == kind })
}

// banner says why the notice is not finished: the first few reasons, each cut
// to a line or two.
func banner(reasons []string) string {
	if len(reasons) == 0 {
		return ""
	}
	b := "通报还不能定稿："
	for i, s := range reasons {
		if i == 4 {
			return b + fmt.Sprintf("\n…… 另有 %d 条", len(reasons)-i)
		}
		b += "\n· " + canon.Shorten(s, 120)
	}
	return b
}

func (m *maker) brokenWords(c figure.Check) string {
	if !m.in.Internal && (c.Relation.Private() || m.heldSides(c.Relation)) {
		return "不符，数字见内部汇总表。"
	}
	return fmt.Sprintf("%s 应 %s %s，相差 %s。%s", c.Left, c.Relation.Op, c.Right, c.Difference, c.Relation.Message)
}
