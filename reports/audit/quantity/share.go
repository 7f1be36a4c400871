package quantity

import "github.com/shopspring/decimal"

// shareKey makes a share of a number of hundredths or the like.
func shareKey(q *Quantity, rate decimal.Decimal) string {
	q.Kind, q.Value, q.Step = Share, q.Value.Mul(rate), q.Step.Mul(rate)
	return "S:" + q.Value.String()
}

// tenths says whether 成 behind a number means tenths.
func (s *scanner) tenths(n numeral, at int) bool {
	if n.value.GreaterThan(decimal.NewFromInt(10)) || !n.plain || s.in[at].gap&^Blank != 0 {
		return false
	}
	return at+1 >= len(s.in) || s.in[at+1].gap != 0 || !containsRune("立为员果效功本文长都绩就交不了熟", s.in[at+1].r)
}

// putTenths puts 六成, 六成五 and 六成半.
func (s *scanner) putTenths(q *Quantity, end int) bool {
	k := shareKey(q, decimal.New(1, -1))
	end++
	if end < len(s.in) && s.in[end].gap&^Blank == 0 {
		d, ok := chineseDigits[s.in[end].r]
		ok = ok && s.in[end].gap == 0
		if s.in[end].r == '半' {
			d, ok = 5, true
		}
		if ok {
			q.Value, q.Step = q.Value.Add(decimal.New(d, -2)), hundredth
			k, end = "S:"+q.Value.String(), end+1
		}
	}
	s.put(k, end, q)
	return true
}

// share reads 百分之九十, 千分之五 and 五分之四.
func (s *scanner) share() bool {
	i := s.at
	negative := s.in[i].r == '负' && i+1 < len(s.in)
	if negative {
		i++
	}
	var whole decimal.Decimal
	end := i
	switch s.in[i].r {
	case '百':
		whole, end = decimal.NewFromInt(100), i+1
	case '千':
		whole, end = decimal.NewFromInt(1000), i+1
	case '万':
		whole, end = decimal.NewFromInt(10000), i+1
	default:
		n, at, ok := s.numeral(i)
		if !ok || n.value.IsZero() {
			return false
		}
		whole, end = n.value, at
	}
	end, ok := s.spells(end, "分之")
	if !ok || end >= len(s.in) || s.in[end].gap.closed() {
		return false
	}
	part, at := numeral{}, end
	if s.in[end].r == '百' || s.in[end].r == '千' { // 百分之百
		part, at = numeral{value: decimal.NewFromInt(map[rune]int64{'百': 100, '千': 1000}[s.in[end].r]), step: decimal.NewFromInt(1)}, end+1
	} else if part, at, ok = s.numeral(end); !ok {
		return false
	}
	q := &Quantity{Kind: Share, Value: part.value.DivRound(whole, 20), Step: part.step.DivRound(whole, 20)}
	if negative {
		q.Value = q.Value.Neg()
	}
	s.put("S:"+q.Value.String(), at, q)
	return true
}
