package templates

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// Grade is the severity that a rule has from a day on.
type Grade struct {
	From     string // an ISO date or {参数}
	Severity finding.Severity
}

// SeverityOn is how serious a broken rule is on a day.
func (r *Rule) SeverityOn(p *Plan, day string) finding.Severity {
	out, since := r.Severity, ""
	for _, g := range r.Later {
		from := g.From
		if name, is := braced(from); is {
			from = p.Param(name)
		}
		if from != "" && day != "" && from <= day && from >= since {
			out, since = g.Severity, from
		}
	}
	return out
}

// grades reads 警告；2026-07-01起错误: the severity, and those from some days on.
func (e entry) grades(column string) (finding.Severity, []Grade) {
	parts := strings.FieldsFunc(e.get(column), func(r rune) bool { return r == '；' || r == ';' || r == '，' })
	how := "可填：" + strings.Join(finding.Labels, "、") + "；按日子改变的写成“警告；2026-07-01起错误”。"
	if len(parts) == 0 {
		parts = []string{""}
	}
	var later []Grade
	for i, part := range parts {
		part = strings.TrimSpace(part)
		from, label, found := strings.Cut(part, "起")
		if !found || i == 0 {
			from, label = "", part
		}
		label = strings.TrimSpace(label)
		iso, isDay := cell.ISODate(from)
		name, isParam := braced(strings.TrimSpace(from))
		switch {
		case !slices.Contains(finding.Labels, label), i > 0 && !isDay && !isParam:
			e.badOnce(column, fmt.Sprintf("“%s”不能是“%s”", column, e.get(column)), how)
			return "", nil
		case isParam && !e.ld.plan.HasParam(name):
			e.badOnce(column, fmt.Sprintf("参数“%s”不在“参数”表中", name), how)
			return "", nil
		case i == 0:
			continue
		case isDay:
			from = iso
		}
		later = append(later, Grade{strings.TrimSpace(from), finding.Labelled(label)})
	}
	return finding.Labelled(strings.TrimSpace(parts[0])), later
}

// badOnce reports a mistake at a column that two fields read.
func (e entry) badOnce(column, message, fix string) {
	before := len(e.ld.findings)
	e.bad(column, message, fix)
	if last := e.ld.findings[before]; slices.Contains(e.ld.findings[:before], last) {
		e.ld.findings = e.ld.findings[:before]
	}
}
