package templates

import (
	"slices"
	"strings"

	"taizhang/templates/finding"
)

// A plan is read to its end whatever is wrong with it, so that everything is
// said at once; what is said only because a row before it is wrong is left out.

// visit reads one row.
func (ld *loader) visit(e entry, read func(entry)) {
	before := len(ld.findings)
	read(e)
	if len(ld.findings) == before {
		return
	}
	ld.findings = slices.Concat(ld.findings[:before], slices.DeleteFunc(slices.Clone(ld.findings[before:]), ld.echoes))
	if name := e.lost(); name != "" {
		ld.broken[name] = true
	}
}

// echoes: the finding misses, or misjudges, what a wrong row should have said.
func (ld *loader) echoes(f finding.Finding) bool {
	for name := range ld.broken {
		if strings.Contains(f.Message, "“"+name+"”") {
			return true
		}
	}
	return false
}

// lost is the name that a wrong row should have brought into the plan and did
// not; "" if it did.
func (e entry) lost() string {
	p := e.ld.plan
	switch e.table.Sheet {
	case SheetUnits:
		if name := e.get("单位名称"); p.units[name] == nil {
			return name
		}
	case SheetLedgers:
		if name := e.get("名称"); p.Ledger(name) == nil || len(p.Ledger(name).Columns) == 0 {
			return name
		}
	case SheetColumns:
		if l, name := p.Ledger(e.get("台账")), e.get("栏目"); l == nil || l.Column(name) == nil || l.Column(name).broken {
			return name
		}
	case SheetFigures:
		if code := e.get("代号"); p.figures[code] == nil {
			return code
		}
	}
	return ""
}

// spoil makes a column whose type or content is wrong one that nothing further
// can be said of.
func (c *Column) spoil() {
	c.broken = true
	c.Type, c.Vocabulary, c.Group, c.Dict, c.Target = "文本", nil, nil, nil, nil
}
