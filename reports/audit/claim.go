package audit

import (
	"cmp"
	"slices"
	"strings"

	"taizhang/reports/audit/quantity"
)

// claim is a number that a document states, with the words that say of what.
type claim struct {
	said     *quantity.Quantity
	measure  string // keys of the word of measure behind it
	close    string // keys of the words that name it: its clause, its row and column
	wide     string // keys of the words around: the sentence, the title of the table
	after    string // keys of the words behind it
	number   string // as written
	sentence string
	from, to quantity.Place
	cell     string // of a workbook
	sheet    string
	table    bool
	must     string // keys of words of which the figure's name has to have some
	column   string // those words
	of       *tableColumn
	sum      bool // its row is that of a total
}

// claims lists the numbers of a text. A table is read by its rows and columns.
func claims(t *text) (out []claim) {
	for j, x := range t.tokens {
		if !t.stated(j) || x.Quantity.Kind > quantity.Share {
			continue
		}
		if j > 0 && t.tokens[j-1].Key == "第" {
			continue // which one, not how many
		}
		if t.paragraphs[x.From.Paragraph].Row > 0 && !t.prose(x.From.Paragraph) {
			continue
		}
		out = append(out, t.claim(j))
	}
	return append(out, t.tables()...)
}

// claim reads the words around a number.
func (t *text) claim(j int) claim {
	x, s := t.tokens[j], t.stretchOf(j)
	c := claim{said: x.Quantity, sentence: t.words(s), from: x.From, to: x.To}
	end := j + 1
	if end < s.to && t.tokens[end].Gap&^quantity.Blank == 0 && t.tokens[end].Quantity == nil {
		c.measure = t.tokens[end].Key
	}
	c.number = t.words(stretch{j, j + 1}) + c.measure
	from := j // the clause
	for from > s.from && t.tokens[from].Gap&(quantity.Mark|quantity.Colon|quantity.Stop) == 0 {
		from--
	}
	if from == j || !t.hasWords(stretch{from, j}) { // 4处/422㎡: what is said before the first
		for from > s.from && (t.tokens[from-1].Quantity != nil || t.tokens[from].Gap&(quantity.Stop) == 0) && j-from < 16 {
			from--
		}
	}
	c.close = t.wordKeys(stretch{from, j})
	c.wide = t.wordKeys(stretch{max(s.from, j-40), j})
	to := end
	for to < s.to && to-end < 8 && t.tokens[to].Quantity == nil && t.tokens[to].Gap&(quantity.Mark|quantity.Stop) == 0 {
		to++
	}
	c.after = t.wordKeys(stretch{end, to})
	return c
}

func (t *text) hasWords(s stretch) bool {
	n := 0
	for i := s.from; i < s.to; i++ {
		if t.tokens[i].Quantity == nil {
			n++
		}
	}
	return n >= 2
}

// wordKeys joins the words of a stretch; a number parts them.
func (t *text) wordKeys(s stretch) string {
	var b strings.Builder
	for i := s.from; i < s.to; i++ {
		if x := t.tokens[i]; x.Quantity == nil || x.Quantity.Idiom {
			b.WriteString(strings.TrimPrefix(x.Key, "Q:"))
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// prose says whether a cell holds a sentence rather than a value.
func (t *text) prose(p int) bool { return len([]rune(t.paragraphs[p].Text)) > longLabel }

// gridCell is a cell of a table.
type gridCell struct {
	text, ref string
	from, to  quantity.Place
}

// tables reads the tables of a text.
func (t *text) tables() (out []claim) {
	var grid [][]gridCell
	title := ""
	flush := func() {
		out = append(out, readGrid(grid, title, "")...)
		grid = nil
	}
	for i, p := range t.paragraphs {
		if p.Row == 0 {
			flush()
			if strings.TrimSpace(p.Text) != "" {
				title = p.Text
			}
			continue
		}
		if len(grid) == 0 || t.paragraphs[i-1].Row != p.Row {
			grid = append(grid, nil)
		}
		grid[len(grid)-1] = append(grid[len(grid)-1], gridCell{text: p.Text, from: quantity.Place{Paragraph: i}, to: quantity.Place{Paragraph: i, Byte: len(p.Text)}})
	}
	flush()
	return out
}

// longLabel is how long a cell may be to be a label.
const longLabel = 24

var sumRows = []string{"合计", "总计", "总数", "共计", "小计", "全部", "累计"}

// readGrid reads the numbers of a table by the labels of their row and column.
// The first column of numbers may be told by its rows alone; of the others the
// head of the column has to say something.
func readGrid(grid [][]gridCell, title, sheet string) (out []claim) {
	var head []string
	leftmost := -1 // column of numbers
	columns := map[int]*tableColumn{}
	for _, row := range grid {
		switch words, numbers := contents(row); {
		case words+numbers == 0, words == 1 && numbers == 0:
			head, leftmost = nil, -1 // a new table begins
			columns = map[int]*tableColumn{}
		case leftmost < 0 && words > 1 && numbers == 0:
			for c, x := range row {
				for len(head) <= c {
					head = append(head, "")
				}
				head[c] += " " + x.text
			}
		}
		left := ""
		for c, x := range row {
			q := soleQuantity(x.text)
			if q == nil || q.Kind > quantity.Share {
				if len([]rune(x.text)) <= longLabel {
					left += " " + x.text
				}
				continue
			}
			above := ""
			if c < len(head) {
				above = head[c]
			}
			if strings.TrimSpace(left+above) == "" || strings.ContainsAny(left, "+＋=＝×÷") {
				continue // no label, or a formula
			}
			unit := bracketed(above + left + title)
			if with := soleQuantity(x.text + unit); with != nil {
				q = with
			}
			said := claim{said: q, measure: unit, close: joinKeys(left, above), wide: joinKeys(title), number: x.text, sentence: strings.TrimSpace(left + " " + above + " " + x.text),
				from: x.from, to: x.to, cell: x.ref, sheet: sheet, table: true}
			if leftmost < 0 {
				leftmost = c
			}
			if columns[c] == nil {
				columns[c] = &tableColumn{c}
			}
			said.of = columns[c]
			said.sum = slices.ContainsFunc(sumRows, func(w string) bool { return strings.Contains(left, w) })
			if c > leftmost {
				said.must, said.column = joinKeys(above), cmp.Or(strings.TrimSpace(above), "（没有标题）")
			}
			out = append(out, said)
		}
	}
	return out
}

// contents counts the cells of a row that hold words, and those that hold numbers.
func contents(row []gridCell) (words, numbers int) {
	for _, x := range row {
		switch {
		case strings.TrimSpace(x.text) == "":
		case soleQuantity(x.text) != nil:
			numbers++
		default:
			words++
		}
	}
	return words, numbers
}

func joinKeys(texts ...string) string {
	var out []string
	for _, x := range texts {
		t := newText([]Paragraph{{Text: x}})
		out = append(out, t.wordKeys(stretch{0, len(t.tokens)}))
	}
	return strings.Join(out, " ")
}

// soleQuantity is the number that a cell consists of, but for its unit; nil for
// words.
func soleQuantity(text string) *quantity.Quantity {
	ts := quantity.Text(text)
	if len(ts) == 0 || len(ts) > 2 || ts[0].Quantity == nil || ts[0].Quantity.Idiom || len(ts) == 2 && (ts[1].Quantity != nil || len([]rune(ts[1].Key)) > 1) {
		return nil
	}
	return ts[0].Quantity
}

// bracketed is the unit in the last brackets of a label: 面积（万㎡）.
func bracketed(label string) string {
	for _, b := range [][2]string{{"（", "）"}, {"(", ")"}} {
		if i := strings.LastIndex(label, b[0]); i >= 0 {
			if unit, _, ok := strings.Cut(label[i+len(b[0]):], b[1]); ok && len([]rune(unit)) <= 6 {
				return strings.TrimPrefix(strings.TrimPrefix(unit, "单位："), "单位:")
			}
		}
	}
	return ""
}
