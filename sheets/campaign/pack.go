package campaign

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
)

// mostPacked bounds what is read of something packed.
const mostPacked = 64 << 20

// Pack writes what is kept beside a master for later commands, which no person opens.
func Pack(v any) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if err := json.NewEncoder(z).Encode(v); err != nil {
		return nil, err
	}
	err := z.Close()
	return b.Bytes(), err
}

// Unpack reads what Pack wrote into v.
func Unpack(packed []byte, v any) error {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return err
	}
	return json.NewDecoder(io.LimitReader(z, mostPacked)).Decode(v)
}
