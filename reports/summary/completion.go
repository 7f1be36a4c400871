package summary

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/sheets/disclosure"
	"taizhang/templates"
	"taizhang/templates/lang"
)

// tally is how far the rows of one group have come. Open and overdue exclude
// each other, so that done, nearly, open and overdue add up to all.
type tally struct{ all, done, closed, nearly, open, overdue int }

func (m *maker) tally(rows []*sheets.Row) tally {
	t := tally{}
	for _, r := range rows {
		s, n := m.cal.Of(r), r.Weight()
		late := s.Late() || !s.Done && r.Fold != nil && r.Fold.Late
		t.all += n
		switch {
		case s.Done:
			t.done += n
			if s.Closed {
				t.closed += n
			}
		case late:
			t.overdue += n
		case s.Meaning == "基本完成":
			t.nearly += n
		default:
			t.open += n
		}
	}
	return t
}

// rate is the share that is done, exact.
func (t tally) rate() decimal.Decimal {
	if t.all == 0 {
		return decimal.Zero
	}
	return decimal.NewFromInt(int64(t.done)).DivRound(decimal.NewFromInt(int64(t.all)), lang.DivisionDigits)
}

// tallyColumn is one of the numbers that are said of a group.
type tallyColumn struct {
	head   string
	of     func(tally) int
	colour string // of its meaning
	brief  bool
}

// tallyColumns are the numbers that a ledger's states and deadlines tell apart.
func tallyColumns(w *deadline.Roles) []tallyColumn {
	out := []tallyColumn{
		{"总数", func(t tally) int { return t.all }, "", true},
		{cmp.Or(w.State.OptionMeaning(templates.MeansDone), "已完成"), func(t tally) int { return t.done }, colourDone, true},
	}
	if name := w.State.OptionMeaning(templates.MeansNearlyDone); name != "" {
		out = append(out, tallyColumn{name, func(t tally) int { return t.nearly }, colourNearly, false})
	}
	out = append(out, tallyColumn{"在办", func(t tally) int { return t.open }, colourOpen, false})
	if w.Due != nil {
		out = append(out, tallyColumn{"逾期", func(t tally) int { return t.overdue }, colourLate, true})
	}
	if w.State.OptionMeaning(templates.MeansClosed) != "" && w.State.OptionMeaning(templates.MeansDone) != "" {
		out = append(out, tallyColumn{"其中销号", func(t tally) int { return t.closed }, colourClosed, false})
	}
	return out
}

// completionTable is the table of completion without its rows: the groups, the
// counts, the rate, the rank, and the light where the ledger has deadlines.
func (m *maker) completionTable(b *templates.Block, down *dimension, parts []tallyColumn, lit bool) *table {
	t := &table{title: b.Title, note: b.Help, measure: m.countMeasure(b.Ledger), columns: []column{{head: down.label(), cap: 44}}}
	width, rateWidth, brief := 7.5, 10.0, b.Value == briefly
	if brief {
		t.columns[0].cap, width, rateWidth = briefName, 7, 9
	}
	for _, p := range parts {
		t.columns = append(t.columns, column{head: p.head, width: width, align: "right", format: "0"})
	}
	t.columns = append(t.columns, column{head: "完成率", width: rateWidth, align: "right", format: "0.0%", bars: true})
	if !brief {
		t.columns = append(t.columns, column{head: "名次", width: 6, align: "center", format: "0"})
	}
	if lit {
		t.columns = append(t.columns, column{head: "灯", width: 7, align: "center"})
	}
	return t
}

// completion shows for every group how much is done, closed, open and overdue,
// in protocol order, and how it ranks.
func (m *maker) completion(b *templates.Block) (*table, error) {
	w := deadline.RolesOf(b.Ledger)
	down, err := m.dimension(b.Ledger, b.Rows)
	switch {
	case err != nil:
		return nil, err
	case w == nil:
		return unfit(b, down.label(), 30, "台账没有状态栏，无法统计完成情况"), nil
	case m.sensitive(down.path):
		return unfit(b, down.label(), 30, restricted), nil
	}
	c := &completing{maker: m, block: b, down: down, brief: b.Value == briefly, lit: w.Due != nil, every: tallyColumns(w)}
	c.parts = slices.Clone(c.every)
	if c.brief {
		c.parts = slices.DeleteFunc(c.parts, func(p tallyColumn) bool { return !p.brief })
	}
	c.table = m.completionTable(b, down, c.parts, c.lit)
	rows := c.taken(w)
	if len(rows) == 0 {
		return c.table, nil
	}
	if !c.brief {
		c.table.marks = []string{"full:" + b.Ledger.Name + ":" + down.label()}
	}
	c.fill(rows)
	return c.table, nil
}

// completing is a table of completion on its way.
type completing struct {
	*maker
	block        *templates.Block
	down         *dimension
	every, parts []tallyColumn // every number of the ledger, and those that are shown
	brief, lit   bool
	few          *fewIn
	table        *table
}

// taken are the rows of the block; folded where no row's own deadline is asked for.
func (c *completing) taken(w *deadline.Roles) []*sheets.Row {
	if !c.lit {
		f := Folding{Ledger: c.block.Ledger, When: c.block.When, Late: true}
		f.by(w.State, "")
		if rows, ok := c.folded(f, c.down); ok {
			return rows
		}
	}
	return c.rows(c.block)
}

func (c *completing) fill(rows []*sheets.Row) {
	groups, names := c.split(c.down, rows), c.down.groups(rows)
	c.few = c.fewIn(c.block, c.every, inOrder(c.down, groups, names, rows))
	tallies := make([]tally, len(names))
	for i, g := range names {
		tallies[i] = c.tally(groups[g])
	}
	shown := make([]string, len(names))
	for i, g := range names {
		if shown[i] = c.down.show(g); c.brief && c.told == nil {
			shown[i] = inTwoLines(shown[i], briefName)
		}
	}
	kept := c.worstFew(shown, tallies)
	var listed []tally
	for i, g := range names {
		if !kept[i] {
			continue
		}
		listed = append(listed, tallies[i])
		name := c.down.place(g, c.brief)
		name.text = shown[i]
		c.line(name, []string{c.down.fact(g)}, groups[g], tallies[i], rankOf(tallies, i), body)
	}
	c.table.note = strings.TrimSpace(c.table.note + c.down.left())
	c.line(text("合计"), nil, rows, c.tally(rows), "", total)
	if c.table.sayHeld() {
		return
	}
	if len(listed) == len(tallies) { // else the total is of more than what stands there
		c.table.explainTotals(&aggregate{op: templates.OpCount}, c.down, nil, upTo(1, len(c.parts)))
	}
	if c.block.Chart != "" {
		c.table.chart = &chart{kind: c.block.Chart, title: c.block.Title, values: []int{1 + len(c.parts)}, format: "0%", whole: true, slices: rateTones(listed)}
	}
}

func (c *completing) line(name cell, fact []string, rows []*sheets.Row, v tally, rank string, kind rowKind) {
	shown := func(p tallyColumn) disclosure.Mark { return c.few.mark(p, rows, fact, kind) }
	r := row{kind: kind, cells: []cell{name}}
	for _, p := range c.parts {
		n := count(p.of(v))
		if mark := shown(p); mark != disclosure.Shown {
			n = heldCell(c.block.Ledger, mark)
		} else if p.colour == colourLate && kind == body && v.overdue > 0 {
			n.tone = bad
		}
		r.cells = append(r.cells, n)
	}
	rate, place, light := cell{}, number(rank), cell{}
	if v.all > 0 {
		rate = number(v.rate().Round(4).String())
	}
	if c.lit && kind == body {
		light = c.worst(rows)
	}
	if slices.ContainsFunc(c.every, func(p tallyColumn) bool { return shown(p) != disclosure.Shown }) {
		held := heldCell(c.block.Ledger, disclosure.Held)
		rate, place, light = held, held, held
	}
	r.cells = append(r.cells, rate)
	if !c.brief {
		r.cells = append(r.cells, place)
	}
	if c.lit && kind == body {
		r.cells = append(r.cells, light)
	}
	c.table.rows = append(c.table.rows, r)
}

// briefly is the 值 of a block that keeps to what fits beside another.
const briefly = "简表"

// How many groups fit on a first page, and how many lines their names may take.
const mostBrief, leastBrief, briefLines = 12, 4, 24

// briefName is how wide names are there.
const briefName = 20

// worstFew are the groups that a table lists: all, or of too many for a first page
// those furthest behind.
func (c *completing) worstFew(names []string, tallies []tally) map[int]bool {
	order, tall := make([]int, len(tallies)), 1.0
	for i := range order {
		order[i] = i
		tall = max(tall, textLines(names[i], briefName))
	}
	most := max(leastBrief, min(mostBrief, int(briefLines/tall)))
	if c.brief && len(order) > most {
		slices.SortStableFunc(order, func(a, b int) int {
			return cmp.Or(cmp.Compare(tallies[b].overdue, tallies[a].overdue), tallies[a].rate().Cmp(tallies[b].rate()))
		})
		order = order[:most]
		c.table.note = strings.TrimSpace(c.table.note + fmt.Sprintf("　共 %d 个，这里列逾期最多、完成率最低的 %d 个；合计是全部的。", len(tallies), most))
	}
	kept := map[int]bool{}
	for _, i := range order {
		kept[i] = true
	}
	return kept
}

// worst is the light of a group: that of its most urgent row, in words, too.
func (m *maker) worst(rows []*sheets.Row) cell {
	worst, open := deadline.NoLight, 0
	for _, r := range rows {
		if s := m.cal.Of(r); !s.Done {
			worst = max(worst, s.Light)
			open++
		}
	}
	switch {
	case len(rows) == 0:
		return cell{}
	case open == 0:
		return cell{text: "完成", tone: done}
	case worst == deadline.NoLight:
		return cell{text: "在办", tone: blue}
	}
	return cell{text: worst.Name(), tone: tones[worst]}
}

// rateTones colour the bars of the groups: all done, something late, or under way.
func rateTones(all []tally) []string {
	out := make([]string, len(all))
	for i, t := range all {
		switch {
		case t.overdue > 0:
			out[i] = colourLate
		case t.done == t.all:
			out[i] = colourDone
		default:
			out[i] = colourOpen
		}
	}
	return out
}

// rankOf is the place among the groups that have anything to do; equal shares
// share a place.
func rankOf(all []tally, i int) string {
	if all[i].all == 0 {
		return ""
	}
	n := 1
	for _, t := range all {
		if t.all > 0 && t.rate().GreaterThan(all[i].rate()) {
			n++
		}
	}
	return strconv.Itoa(n)
}
