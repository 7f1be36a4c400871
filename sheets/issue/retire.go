package issue

import "taizhang/sheets/campaign"

// Retired is a form that nobody is asked to fill in any more.
type Retired struct {
	Unit string `json:"unit"`
	File string `json:"file"`
	Kept string `json:"kept"`
	Why  string `json:"why"`
}

// Retire puts the forms away that lie in 1-下发 under a name that the unit has no
// more, or for a unit that is not asked on the day.
func Retire(in Input) ([]Retired, error) {
	units := in.Units
	if len(units) == 0 {
		units = in.Plan.Units
	}
	var out []Retired
	for _, u := range units {
		names, why := u.Former, "单位已改名为“"+u.Name+"”"
		if w := u.Closed(in.AsOf); w != "" {
			names, why = append([]string{u.Name}, names...), w
		}
		for _, name := range names {
			for _, restricted := range []bool{false, true} {
				path := in.Dir.IssuedFile(name, restricted)
				kept, err := campaign.Retire(path)
				if err != nil {
					return out, err
				}
				if kept != "" {
					out = append(out, Retired{u.Name, in.Dir.Relative(path), in.Dir.Relative(kept), why})
				}
			}
		}
	}
	return out, nil
}
