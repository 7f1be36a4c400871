package campaign

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Modes of what is written. The umask narrows them; what an office alone may
// read is for its owner alone.
const (
	fileMode    = 0o666
	folderMode  = 0o777
	privateMode = 0o600
)

// private reports whether what stands at a path is not for everybody who can see
// the folder: the ledger and what is kept of it, whatever came in, what was
// reported upward, and what is named for the restricted or the internal.
func private(path string) bool {
	parts := strings.Split(filepath.ToSlash(path), "/")
	base := parts[len(parts)-1]
	if slices.Contains(parts, Ledger) || slices.Contains(parts, Archive) || slices.Contains(parts, Upward) || base == MasterFile || strings.HasPrefix(base, "定稿清单") {
		return true
	}
	return slices.ContainsFunc([]string{"限阅", "内部", "党内通报稿"}, func(s string) bool { return strings.Contains(base, s) })
}

// modeFor is how a file at a path is to be made. What somebody has narrowed stays
// narrow.
func modeFor(path string) fs.FileMode {
	mode := fs.FileMode(fileMode)
	if private(path) {
		mode = privateMode
	}
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
		mode &= info.Mode().Perm() | 0o600
	}
	return mode
}

// createTemp makes the file that is written aside, in the mode of the one whose
// place it will take: so the umask applies as to any other file.
func createTemp(dir, path string) (*os.File, error) {
	for try := 0; ; try++ {
		name := filepath.Join(dir, fmt.Sprint(temporary, rand.Uint64()))
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, modeFor(path))
		if !errors.Is(err, fs.ErrExist) || try > 100 {
			return f, err
		}
	}
}
