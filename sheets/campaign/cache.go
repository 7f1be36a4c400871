package campaign

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/gob"
	"errors"
	"io"
	"os"
)

// cacheFile keeps what the last merge said, for one that would say the same.
const cacheFile = ".合并结果"

// KeepCache keeps what a merge said, sealed with the campaign's key; without a
// key there is nothing to know it by, and it is not kept.
func (d Dir) KeepCache(ctx context.Context, v any) error {
	key := d.Key()
	if key == nil {
		return nil
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if err := errors.Join(gob.NewEncoder(z).Encode(v), z.Close()); err != nil { // not JSON: names of files need be no UTF-8
		return err
	}
	return WriteBytes(ctx, d.Path(Ledger, cacheFile), key.sealed(b.Bytes()))
}

// KeptCache reads what KeepCache kept, and reports whether it is just that:
// nothing damaged, of another campaign or made by hand is read.
func (d Dir) KeptCache(v any) bool {
	kept, err := os.ReadFile(d.Path(Ledger, cacheFile))
	if err != nil {
		return false
	}
	content := d.Key().unsealed(kept)
	if content == nil {
		return false
	}
	z, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		return false
	}
	whole, err := io.ReadAll(z)
	return err == nil && gob.NewDecoder(bytes.NewReader(whole)).Decode(v) == nil
}
