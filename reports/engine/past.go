package engine

import (
	"fmt"

	"github.com/jackc/pgx/v5"

	"taizhang/sheets"
)

// past reads what earlier merges of one office said. Of several there is no merge
// that they had in common.
func (s *Source) past() error {
	if s.all() {
		return nil
	}
	rows, err := s.conn.Query(s.ctx, fmt.Sprintf(`SELECT p."_ord", p."合并序号", COALESCE(to_char(p."截至日", 'YYYY-MM-DD'), ''), p."代号", COALESCE(p."印出", ''), p."回看", p."留存", p."趋势" FROM %s p WHERE %s ORDER BY p."_ord"`,
		qualified(pastTable), s.where("p")))
	if err != nil {
		return explain(err)
	}
	var ord int
	var one Past
	var code, printed string
	last := -1
	_, err = pgx.ForEachRow(rows, []any{&ord, &one.Serial, &one.AsOf, &code, &printed, &one.LookedBack, &one.Kept, &one.Trend}, func() error {
		if ord != last {
			last, one.Figures = ord, map[string]string{}
			s.Past = append(s.Past, one)
		}
		s.Past[len(s.Past)-1].Figures[code] = printed
		return nil
	})
	return explain(err)
}

// History are the points of the trend.
func (s *Source) History() []sheets.Past { return s.pastWhere(func(p Past) bool { return p.Trend }) }

// Moments are what documents are held against.
func (s *Source) Moments() []sheets.Past { return s.pastWhere(func(p Past) bool { return p.Kept }) }

func (s *Source) pastWhere(is func(Past) bool) (out []sheets.Past) {
	for _, p := range s.Past {
		if is(p) {
			out = append(out, p.Past)
		}
	}
	return out
}
