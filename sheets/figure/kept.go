package figure

import "taizhang/sheets/campaign"

// Moment is what every figure was after one merge, as it was printed. It is kept
// beside the master of that merge, which says the rest.
type Moment struct {
	Merge   int               `json:"merge"`
	AsOf    string            `json:"as_of"`
	Figures map[string]string `json:"figures"` // by code
}

// Keep takes the figures as they are after a merge.
func Keep(s *Set, merge int, asOf string) ([]byte, error) {
	m := Moment{merge, asOf, map[string]string{}}
	for _, f := range s.data.Plan.Figures {
		m.Figures[f.Code] = s.Get(f).Printed()
	}
	return campaign.Pack(m)
}

// Kept reads what Keep took.
func Kept(content []byte) (Moment, error) {
	var m Moment
	err := campaign.Unpack(content, &m)
	return m, err
}
