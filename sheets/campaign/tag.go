package campaign

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// Key signs the forms that are sent out, so that a return cannot claim a unit or
// an issue that never was. It stays with the campaign and secures nothing else.
type Key []byte

func (d Dir) keyFile() string { return d.Path(Issued, History, ".发放密钥") }

// Key reads the campaign's key; nil if it has none yet.
func (d Dir) Key() Key {
	text, err := os.ReadFile(d.keyFile())
	if err != nil {
		return nil
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) == 0 {
		return nil
	}
	return key
}

// MakeKey reads the campaign's key, or makes it one. A file that holds no key is
// left alone.
func (d Dir) MakeKey(ctx context.Context) (Key, error) {
	if key := d.Key(); key != nil {
		return key, nil
	}
	if _, err := os.Stat(d.keyFile()); !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("“%s”读不出来，认不出哪些表是本活动发的；请从备份恢复这个文件，没有备份的请删去它", d.Relative(d.keyFile()))
	}
	key := make(Key, 32)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	return key, WriteBytes(ctx, d.keyFile(), []byte(hex.EncodeToString(key)+"\n"))
}

// Tag is what the key makes of one form that is sent out.
func (k Key) Tag(campaign, unit string, issue int, restricted bool) string {
	h := hmac.New(sha256.New, k)
	fmt.Fprintf(h, "%q %q %d %t", campaign, unit, issue, restricted)
	return hex.EncodeToString(h.Sum(nil))[:20]
}

// sealed puts the key's seal in front of what was kept for the campaign itself.
func (k Key) sealed(content []byte) []byte { return append(k.seal(content), content...) }

// unsealed is what was sealed; nil unless it was by this key.
func (k Key) unsealed(kept []byte) []byte {
	if len(k) == 0 || len(kept) < sha256.Size || !hmac.Equal(kept[:sha256.Size], k.seal(kept[sha256.Size:])) {
		return nil
	}
	return kept[sha256.Size:]
}

func (k Key) seal(content []byte) []byte {
	h := hmac.New(sha256.New, k)
	io.WriteString(h, "kept\x00") // no tag of a form is one
	h.Write(content)
	return h.Sum(nil)
}
