package campaign

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
)

// What is kept of every notice that was written, so that one edited by hand can
// be held against the draft it came from, stands in 历史 beside the master that it
// was written from.
var draftShape = regexp.MustCompile(`^通报-(.+)-底稿-(\d{4,})-[0-9a-f]{8}\.json\.gz$`)

// KeepDraft keeps a draft of a variant under the number of the merge it was
// written after. The same words after the same merge are kept once.
func (d Dir) KeepDraft(ctx context.Context, variant string, serial int, says, content []byte) error {
	sum := sha256.Sum256(says)
	path := d.Path(Ledger, History, fmt.Sprintf("通报-%s-底稿-%04d-%s.json.gz", variant, serial, hex.EncodeToString(sum[:4])))
	if exists(path) {
		return nil
	}
	return WriteBytes(ctx, path, content)
}

// Drafts lists the drafts that were kept, those after the latest merges first.
func (d Dir) Drafts() (paths []string) {
	type kept struct {
		serial int
		path   string
		at     int64
	}
	var all []kept
	for _, name := range fileNames(d.Path(Ledger, History)) {
		m := draftShape.FindStringSubmatch(name)
		if m == nil {
			continue
		}
		k := kept{path: d.Path(Ledger, History, name)}
		k.serial, _ = strconv.Atoi(m[2])
		if info, err := os.Stat(k.path); err == nil {
			k.at = info.ModTime().UnixNano()
		}
		all = append(all, k)
	}
	slices.SortFunc(all, func(a, b kept) int {
		return cmp.Or(cmp.Compare(b.serial, a.serial), cmp.Compare(b.at, a.at), cmp.Compare(a.path, b.path))
	})
	for _, k := range all {
		paths = append(paths, k.path)
	}
	return paths
}

var figuresShape = regexp.MustCompile(`^指标-(\d{4,})\.json\.gz$`)

// FiguresAsOf keeps what every figure was after merge number serial.
func (d Dir) FiguresAsOf(serial int) string {
	return d.Path(Ledger, History, fmt.Sprintf("指标-%04d.json.gz", serial))
}

// KeptFigures lists what was kept of the figures, the first merge first.
func (d Dir) KeptFigures() (paths []string) {
	for _, name := range fileNames(d.Path(Ledger, History)) {
		if figuresShape.MatchString(name) {
			paths = append(paths, d.Path(Ledger, History, name))
		}
	}
	slices.SortFunc(paths, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	return paths
}
