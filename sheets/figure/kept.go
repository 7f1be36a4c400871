package figure

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
)

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
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if err := json.NewEncoder(z).Encode(m); err != nil {
		return nil, err
	}
	err := z.Close()
	return b.Bytes(), err
}

// maxMoment bounds what is read of one.
const maxMoment = 64 << 20

// Kept reads what Keep took.
func Kept(content []byte) (Moment, error) {
	var m Moment
	z, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		return m, err
	}
	err = json.NewDecoder(io.LimitReader(z, maxMoment)).Decode(&m)
	return m, err
}
