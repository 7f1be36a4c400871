package engine

import (
	"encoding/json"
	"fmt"

	"taizhang/sheets/master"
	"taizhang/sheets/returns"
	"taizhang/templates"
)

// readReturns reads where the units of one office stood with their returns.
func (s *Source) readReturns() error {
	if s.all() {
		return nil
	}
	var standing *string
	err := s.conn.QueryRow(s.ctx, fmt.Sprintf(`SELECT l.standing FROM %s l WHERE %s AND l.status = %s ORDER BY l.load_id DESC LIMIT 1`, qualified(loadsTable), s.where("l"), literal(statusComplete))).Scan(&standing)
	if err != nil || standing == nil {
		return explain(err)
	}
	s.Returns, err = readStanding(s.plan, *standing)
	return err
}

// standing is where the units stood, as it is kept with a load.
type standing struct {
	returns.Part
	Rows  int                 `json:"rows"`
	Fates map[master.Fate]int `json:"fates"`
	Note  string              `json:"note"`
	Came  bool                `json:"came"`
}

func writeStanding(units []returns.Unit) (string, error) {
	var list []standing
	for _, u := range units {
		for _, p := range u.Parts {
			x := standing{Part: p}
			if r := p.Newest; r != nil {
				x.Rows, x.Fates, x.Note, x.Came = r.Rows, r.Fates, r.Note, true
			}
			list = append(list, x)
		}
	}
	text, err := json.Marshal(list)
	return string(text), err
}

func readStanding(p *templates.Plan, text string) (out []returns.Unit, err error) {
	var list []standing
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		return nil, err
	}
	for _, x := range list {
		u := p.Unit(x.Unit)
		if u == nil {
			continue
		}
		if x.Of = u; x.Asked == 0 { // loaded before this was told
			x.Asked, x.AskedOn = x.Issue, x.Issued
		}
		if x.Came {
			x.Newest = &master.Receipt{Unit: x.Unit, Rows: x.Rows, Fates: x.Fates, Note: x.Note, Restricted: x.Restricted, Received: x.Received, Verdict: x.Verdict}
		}
		if n := len(out); n == 0 || out[n-1].Unit != u {
			out = append(out, returns.Unit{Unit: u})
		}
		out[len(out)-1].Parts = append(out[len(out)-1].Parts, x.Part)
	}
	return out, nil
}
