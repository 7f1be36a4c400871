package deadline

import (
	"fmt"
	"strings"

	"taizhang/sheets"
	"taizhang/templates"
)

// Closing is the columns of a ledger whose items are closed by the office.
type Closing struct {
	State, Done, Closed, Checker, Evidence, Filler *templates.Column
	Finished, Open, Struck                         *templates.Option
}

// ClosingOf finds them; false if nothing of the ledger is ever closed.
func ClosingOf(l *templates.Ledger) (Closing, bool) {
	c := Closing{
		State: l.Role(templates.RoleState), Done: l.Role(templates.RoleFinished), Closed: l.Role(templates.RoleClosed), Checker: l.Role(templates.RoleChecker),
		Evidence: l.Role(templates.RoleEvidence), Filler: l.Role(templates.RolePerson),
	}
	if c.State == nil || c.State.Group == nil || c.Closed == nil {
		return c, false
	}
	c.Finished, c.Open, c.Struck = c.State.Group.WithMeaning(templates.MeansDone), c.State.Group.WithMeaning(templates.MeansOngoing), c.State.Group.WithMeaning(templates.MeansClosed)
	return c, c.Finished != nil && c.Open != nil && c.Struck != nil
}

// Obstacles lists why an item cannot be closed yet; none if it can.
func Obstacles(row *sheets.Row, asOf string) []string {
	c, ok := ClosingOf(row.Ledger)
	if !ok {
		return nil
	}
	var out []string
	closed, done := row.Value(c.Closed), row.Value(c.Done)
	if m := c.State.Meaning(row.Value(c.State)); m != templates.MeansDone && m != templates.MeansClosed {
		out = append(out, "还没有报完成")
	}
	if c.Evidence != nil && row.Value(c.Evidence) == "" {
		out = append(out, "没有佐证材料")
	}
	if c.Checker != nil && row.Value(c.Checker) == "" {
		out = append(out, "没有审核人")
	}
	if checker := row.Value(c.Checker); checker != "" {
		if checker == row.Value(c.Filler) {
			out = append(out, "审核人和责任人是同一人")
		}
		if checker == row.Source.Filler {
			out = append(out, "审核人和填报人是同一人")
		}
	}
	switch {
	case closed == "":
		out = append(out, "没有销号日期")
	case done == "":
		out = append(out, "没有完成日期")
	case closed < done:
		out = append(out, fmt.Sprintf("销号日期（%s）早于完成日期（%s）", closed, done))
	case closed > asOf:
		out = append(out, fmt.Sprintf("销号日期（%s）晚于截至日（%s）", closed, asOf))
	}
	return out
}

// NotClosed says why an item that is to be closed is not.
func NotClosed(row *sheets.Row, obstacles []string) string {
	return fmt.Sprintf("“%s”还不能销号：%s。", row.ID, strings.Join(obstacles, "；"))
}

// Remedy is what to do about it.
func (c Closing) Remedy() string {
	return "补齐后再填销号日期；在此之前按“" + c.Finished.Name + "”统计。"
}
