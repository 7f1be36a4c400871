package propose

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/sheets/xlsx"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// column is a column of an old table, and what was made of it.
type column struct {
	at      int // in the sheet; 0 for one that the program adds
	header  string
	help    string // what the header says besides the name
	spec    cell.Spec
	options []string // of choices, in the order in which they came
	target  *table   // of references to another table
	units   bool     // names units
	role    string
	filled  int      // rows that hold something
	why     string   // what the type was guessed from
	values  []string // of a column that the program adds
	read    []string // canonical values as a column of the type below
	as      cell.Type
}

const (
	mostOptions   = 12
	longestOption = 15
	longText      = 40
)

// infer finds the narrowest type under which every cell of a column reads.
func (c *column) infer(cells []xlsx.Cell, date1904 bool) {
	c.filled = len(cells)
	c.spec.Type = cell.Text
	switch {
	case len(cells) == 0:
		c.why = "旧表里没有内容，照文本处理"
	case coded(c.spec.Name):
		c.why = "是编号一类，照原样当文字"
	case c.takes(cells, date1904, cell.YesNo), c.takes(cells, date1904, cell.Date):
		c.why = fmt.Sprintf("%d 格内容都是%s", len(cells), map[cell.Type]string{cell.Date: "日期", cell.YesNo: "是或否"}[c.spec.Type])
	case c.number(cells, date1904):
		c.why = fmt.Sprintf("%d 格内容都是数字", len(cells))
	case c.choices(cells, date1904):
		c.why = fmt.Sprintf("%d 格内容只有 %d 种，列成了选项", len(cells), len(c.options))
	default:
		c.text(cells, date1904)
	}
}

// coded: numbers under such a name are names.
func coded(name string) bool {
	return regexp.MustCompile(`(编号|编码|代码|证号|号码|户码|门牌|楼栋|楼号|房号|栋号|单元|电话|手机|账号|文号|凭证号|邮编|信用代码|号)$`).MatchString(name)
}

// takes reports whether every cell is one of the type, and sets it then.
func (c *column) takes(cells []xlsx.Cell, date1904 bool, t cell.Type) bool {
	s := cell.Spec{Name: c.spec.Name, Type: t}
	for _, x := range cells {
		v, issue := s.Read(x, date1904)
		if issue != nil && issue.Severity == finding.Error || v == "" {
			return false
		}
		if t == cell.Date && (clock(x, date1904) || x.Kind == xlsx.Number && len(x.Text) != 8 && !dated(c.spec.Name)) || t == cell.YesNo && x.Kind == xlsx.Text && !slices.Contains([]string{"是", "否", "√", "×"}, squeeze(x.Text)) {
			return false
		}
	}
	c.spec.Type = t
	return true
}

// dated: a bare number under such a name is a day.
func dated(name string) bool {
	return regexp.MustCompile(`(日期|时间|期限|时限|日)$`).MatchString(name)
}

// clock: the cell says a time of day, which a date would lose.
func clock(x xlsx.Cell, date1904 bool) bool {
	if x.Kind != xlsx.Date {
		return false
	}
	t, err := x.Time(date1904)
	return err == nil && cell.Clock(t) != ""
}

var measured = regexp.MustCompile(`^[-+]?[0-9０-９.,，]+\s*([^0-9０-９.,，\s]{1,4})$`)

// number finds the unit of measure and the decimals of a column of numbers.
func (c *column) number(cells []xlsx.Cell, date1904 bool) bool {
	s := cell.Spec{Name: c.spec.Name, Type: cell.Decimal, Decimals: 15, Measure: c.spec.Measure}
	for _, x := range cells {
		unit := measureOf(x)
		switch {
		case unit == "%":
			s.Measure = "%"
		case s.Measure == "":
			s.Measure = unit
		}
	}
	decimals := 0
	for _, x := range cells {
		v, issue := s.Read(x, date1904)
		d, err := decimal.NewFromString(v)
		if issue != nil && issue.Severity == finding.Error || err != nil || named(x) {
			return false
		}
		decimals = max(decimals, int(-d.Exponent()))
	}
	c.spec.Type, c.spec.Decimals, c.spec.Measure = cell.Decimal, decimals, s.Measure
	if decimals == 0 {
		c.spec.Type = cell.Integer
	}
	return true
}

// measureOf is the unit that a cell writes behind its number.
func measureOf(x xlsx.Cell) string {
	m := measured.FindStringSubmatch(squeeze(x.Text))
	switch {
	case x.Percent && x.Kind == xlsx.Number:
		return "%"
	case m == nil || x.Kind != xlsx.Text:
		return ""
	case m[1] == "％":
		return "%"
	}
	return m[1]
}

// named: the digits are no number but a name: 007, a telephone.
func named(x xlsx.Cell) bool {
	text := squeeze(x.Text)
	return x.Kind == xlsx.Text && (len(text) > 1 && text[0] == '0' && text[1] != '.' || len(text) > 10 && strings.Trim(text, "0123456789") == "")
}

// choices: few words come again and again.
func (c *column) choices(cells []xlsx.Cell, date1904 bool) bool {
	s := cell.Spec{Name: c.spec.Name, Type: cell.Text}
	var whole, parts []string
	several := false
	for _, x := range cells {
		v, issue := s.Read(x, date1904)
		if issue != nil && issue.Severity == finding.Error || strings.ContainsAny(v, "|\n") {
			return false
		}
		if v == "" {
			continue
		}
		whole = append(whole, v)
		p := strings.FieldsFunc(v, func(r rune) bool { return strings.ContainsRune("、；;", r) })
		several = several || len(p) > 1
		for _, w := range p {
			parts = append(parts, strings.TrimSpace(w))
		}
	}
	likely := kinds(c.spec.Name)
	one, isOne := repeated(whole, likely)
	some, isSome := repeated(parts, likely)
	// What stands together in one cell stands alone in another.
	alone := !slices.ContainsFunc(some, func(w string) bool { return !slices.Contains(whole, w) })
	switch {
	case several && isSome && (alone || !isOne):
		c.spec.Type, c.options = cell.Choices, some
	case isOne:
		c.spec.Type, c.options = cell.Choice, one
	}
	return len(c.options) > 0
}

// kinds: a column of such a name holds one of a few words, even where some of
// them came once.
func kinds(name string) bool {
	return regexp.MustCompile(`(状态|等级|级别|类型|类别|分类|性质|方式|等次|结果|来源|种类|阶段|进度)$`).MatchString(name)
}

// repeated are the different words, if they are few and short and most of them
// come more than once; likely says that the column is one for such words.
func repeated(words []string, likely bool) ([]string, bool) {
	var out []string
	seen := map[string]int{}
	for _, w := range words {
		key := cell.Fold(w)
		if seen[key]++; seen[key] == 1 {
			out = append(out, w)
		}
		if len([]rune(w)) > longestOption || w == "" {
			return nil, false
		}
	}
	again := 0
	for _, n := range seen {
		if n > 1 {
			again++
		}
	}
	if likely {
		return out, len(out) <= mostOptions && again > 0
	}
	return out, len(words) >= 4 && len(out) <= mostOptions && 2*len(out) <= len(words) && 2*again >= len(out)
}

// text takes what it finds, and says what most of it looks like.
func (c *column) text(cells []xlsx.Cell, date1904 bool) {
	longest := 0
	for _, x := range cells {
		longest = max(longest, len([]rune(x.Text)))
		if strings.Contains(x.Text, "\n") {
			longest = longText + 1
		}
	}
	c.why = "内容多样，照文本处理"
	if longest > longText {
		c.spec.Type = cell.LongText
		c.why = "内容较长，照长文本处理"
		return
	}
	for _, t := range []cell.Type{cell.Date, cell.Decimal} {
		s := cell.Spec{Name: c.spec.Name, Type: t, Decimals: 15, Measure: c.spec.Measure}
		var odd []string
		for _, x := range cells {
			if v, issue := s.Read(x, date1904); v == "" || issue != nil && issue.Severity == finding.Error || t == cell.Date && x.Kind == xlsx.Number {
				odd = append(odd, cell.Shorten(c.spec.Show(squeeze(x.Text)), 12))
			}
		}
		if n := len(odd); n > 0 && 5*n <= 2*len(cells) {
			c.why = fmt.Sprintf("多数像%s，有 %d 格不是（如“%s”），照文本处理；把它们改好以后，可以把类型改成%s", t, n, odd[0], t)
			return
		}
	}
}
