package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets/mark"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/finding"
	"taizhang/templates/form"
)

// readLedgers reads every sheet that stands for a ledger: by the form's defined
// name or the sheet's own, else by its ids and header. A filled sheet that cannot
// be read is an error, or named where it is none of the ledgers'.
func (rd *reader) readLedgers(ctx context.Context) error {
	byName := rd.named()
	var rest []xlsx.Sheet
	for _, s := range rd.wb.Sheets() {
		switch l := byName[s.Name]; {
		case mark.Owns(s.Name) || l == nil && form.Own(s.Name):
		case l != nil:
			if err := rd.readAs(ctx, s.Name, l); err != nil {
				return err
			}
		case s.Kind == xlsx.Worksheet:
			rest = append(rest, s)
		}
	}
	unknown, err := rd.recognise(ctx, rest)
	if err != nil {
		return err
	}
	rd.absentLedgers()
	for _, x := range unknown {
		rd.unread(x)
	}
	return nil
}

// recognise reads the sheets that turn out to be a ledger's, and gives those that
// hold something else.
func (rd *reader) recognise(ctx context.Context, rest []xlsx.Sheet) (unknown []strange, err error) {
	for _, s := range rest {
		x, err := rd.look(ctx, s)
		switch {
		case err != nil:
			return nil, err
		case !x.filled:
		case x.ledger == nil:
			unknown = append(unknown, x)
		default:
			if err := rd.readAs(ctx, s.Name, x.ledger); err != nil {
				return nil, err
			}
			if rd.seen[x.ledger] == s.Name {
				rd.add(finding.Info, CodeSheet, s.Name, "", fmt.Sprintf("工作表“%s”按行标识和表头认作台账“%s”。", s.Name, x.ledger.Name), "不用处理；请尽量不改工作表的名称。")
			}
		}
	}
	return unknown, nil
}

// absentLedgers are those that 填报说明 lists and no sheet stands for.
func (rd *reader) absentLedgers() {
	for _, l := range rd.Plan.Ledgers {
		if said, sent := rd.ret.Nil[l]; sent && rd.seen[l] == "" && !said.Whole && l.Receives(rd.ret.Unit) {
			rd.ret.Absent = append(rd.ret.Absent, l)
		}
	}
}

// named are the ledgers by the names of their sheets.
func (rd *reader) named() map[string]*templates.Ledger {
	byName := map[string]*templates.Ledger{}
	for _, l := range rd.Plan.Ledgers {
		byName[l.Name] = l
		for _, name := range l.Former {
			byName[name] = l
		}
		want := form.LedgerName(l.Code)
		for _, n := range rd.wb.Names() {
			if n.Name == want {
				if sheet, _, ok := strings.Cut(n.Refers, "!"); ok {
					byName[strings.Trim(sheet, "'")] = l
				}
			}
		}
	}
	return byName
}

// readAs reads a sheet as one ledger's, unless it is not the unit's to file or
// has been read from another sheet.
func (rd *reader) readAs(ctx context.Context, name string, l *templates.Ledger) error {
	switch {
	case !l.Receives(rd.ret.Unit):
		rd.add(finding.Error, CodeSheet, name, "", fmt.Sprintf("台账“%s”不由%s填报，没有读入。", l.Name, rd.ret.Unit.Name), "请删去这张工作表；需要填报的，请整改办在方案“台账”表中加上本单位。")
	case rd.seen[l] != "":
		rd.add(finding.Error, CodeSheet, name, "", fmt.Sprintf("台账“%s”有两张工作表：“%s”和“%s”，后一张没有读入。", l.Name, rd.seen[l], name), "请把本单位的内容并到一张工作表里；别的单位的，请从这个文件里删去，由它自己报。")
	default:
		rd.seen[l] = name
		return rd.readSheet(ctx, name, l)
	}
	return nil
}

// unread names a filled sheet that nobody knows: an error if it looks like one of
// ours or if one of ours is missing.
func (rd *reader) unread(x strange) {
	switch {
	case x.like || x.sheet.Visibility == xlsx.Visible && rd.lacks():
		rd.add(finding.Error, CodeSheet, x.sheet.Name, "", fmt.Sprintf("工作表“%s”里有内容，但认不出是哪本台账，没有读入。", x.sheet.Name),
			"请把内容粘贴到下发的对应工作表里，再报；与台账无关的，请从这个文件里删去这张工作表。")
	case x.sheet.Visibility == xlsx.Visible:
		rd.add(finding.Warning, CodeSheet, x.sheet.Name, "", fmt.Sprintf("工作表“%s”不是本次的台账，里面的内容没有读入。", x.sheet.Name), "如果里面有要报的内容，请移到对应的台账工作表。")
	case x.sheet.Visibility == xlsx.Hidden:
		rd.add(finding.Warning, CodeSheet, x.sheet.Name, "", fmt.Sprintf("隐藏的工作表“%s”里有内容，没有读入。", x.sheet.Name), "如果里面有要报的内容，请取消隐藏，移到对应的台账工作表；不要的，请删去。")
	}
}

// lacks reports whether a ledger that the unit was sent has no sheet.
func (rd *reader) lacks() bool {
	if len(rd.ret.Nil) > 0 {
		return len(rd.ret.Absent) > 0
	}
	return slices.ContainsFunc(rd.Plan.Ledgers, func(l *templates.Ledger) bool {
		return l.Receives(rd.ret.Unit) && l.Restricted == rd.ret.Restricted && rd.seen[l] == ""
	})
}
