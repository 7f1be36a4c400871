package xlsx

import (
	"archive/zip"
	"errors"
	"io"
	"net/url"
	"path"
	"strings"
	"sync/atomic"
)

// container is the zip file that holds the parts.
type container struct {
	limits limits
	source *meteredReader
	parts  map[string]*zip.File // by folded name
	twice  map[string]bool      // folded names that occur more than once
	ahead  bool                 // large parts may use a second core
	budget atomic.Int64         // bytes that may still be inflated
}

// errDirectory is what the zip reader gets when the directory is too long.
var errDirectory = errors.New("directory too long")

// meteredReader stops reads once a budget is used up. It keeps a file that is
// all directory from filling the memory. It also remembers if the file itself
// could not be read, which is no damage to it.
type meteredReader struct {
	r      io.ReaderAt
	left   atomic.Int64
	free   atomic.Bool
	hit    atomic.Bool
	failed atomic.Pointer[error]
}

func (m *meteredReader) ReadAt(b []byte, off int64) (int, error) {
	if off < 0 { // a false directory, not a fault of the file system
		return 0, io.ErrUnexpectedEOF
	}
	if !m.free.Load() && m.left.Add(-int64(len(b))) < 0 {
		m.hit.Store(true)
		return 0, errDirectory
	}
	n, err := m.r.ReadAt(b, off)
	if err != nil && err != io.EOF {
		m.failed.Store(&err)
	}
	return n, err
}

// failure gives the last error of the file system, nil if there was none.
func (m *meteredReader) failure() error {
	if err := m.failed.Load(); err != nil {
		return *err
	}
	return nil
}

// directoryBytes is room for one entry of the zip directory, name included.
const directoryBytes = 1 << 10

func openContainer(r io.ReaderAt, size int64, most limits) (*container, error) {
	metered := &meteredReader{r: r}
	metered.left.Store(int64(most.Parts)*directoryBytes + 256<<10)
	z, err := zip.NewReader(metered, size)
	tooMany := &LimitError{Message: "文件内部的部分过多，不是正常的工作簿。", Fix: fixLimit}
	switch {
	case metered.hit.Load():
		return nil, tooMany
	case metered.failure() != nil:
		return nil, metered.failure()
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return nil, &DamageError{Message: "文件不完整：没有传完，或者在传输中损坏。", Fix: fixDamage}
	case len(z.File) > most.Parts:
		return nil, tooMany
	}
	metered.free.Store(true)
	c := &container{limits: most, source: metered, parts: make(map[string]*zip.File, len(z.File)), twice: map[string]bool{}}
	c.budget.Store(most.TotalBytes)
	for _, f := range z.File {
		name := foldName(f.Name)
		if strings.HasSuffix(name, "/") {
			continue
		}
		if _, ok := c.parts[name]; ok {
			c.twice[name] = true
		}
		c.parts[name] = f
	}
	return c, nil
}

// foldName makes part names comparable: they ignore case, and some programs
// write them with a leading slash or with backslashes.
func foldName(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	return strings.ToLower(strings.TrimPrefix(name, "/"))
}

// has says whether the package holds a part.
func (c *container) has(name string) bool {
	_, ok := c.parts[foldName(name)]
	return ok
}

// resolve turns a relationship's target into the name of a part. base is the
// part that the relationship belongs to.
func (c *container) resolve(base, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if !strings.HasPrefix(target, "/") {
		target = path.Join(path.Dir("/"+base), target)
	}
	name := path.Clean(target)[1:]
	if !c.has(name) {
		if plain, err := url.PathUnescape(name); err == nil && c.has(plain) {
			return plain
		}
	}
	return name
}

// open starts to read a part of at most limit bytes.
func (c *container) open(name string, limit int64) (*partReader, error) {
	key := foldName(name)
	f, ok := c.parts[key]
	switch {
	case !ok:
		return nil, &DamageError{Part: name, Message: msgMissing, Fix: fixDamage}
	case c.twice[key]:
		return nil, &DamageError{Part: name, Message: msgTwice, Fix: fixDamage}
	case f.Flags&1 != 0:
		return nil, &FormatError{
			Kind:    FormatEncrypted,
			Message: "文件被压缩软件加了密码，无法读取。",
			Fix:     "请先用压缩软件输入密码解开，再报送其中的 .xlsx 文件。",
		}
	}
	if err := c.spend(name, f, limit); err != nil {
		return nil, err
	}
	return newPartReader(name, f, c.source)
}

// spend checks the size that the directory states. The part reader then holds
// the part to it.
func (c *container) spend(name string, f *zip.File, most int64) error {
	size, stored := f.UncompressedSize64, f.CompressedSize64
	limit := func(message string) error {
		return &LimitError{Part: name, Message: message, Fix: fixLimit}
	}
	const always = 16 << 20 // a part of this size is harmless at any ratio
	switch {
	case size > uint64(most):
		return limit("解压后的内容过大。")
	case size > always && size/max(stored, 1) > uint64(c.limits.Ratio):
		return limit("压缩比例异常，疑似恶意构造的文件。")
	case c.budget.Add(-int64(size)) < 0:
		return limit("文件解压后的总量过大。")
	}
	return nil
}
