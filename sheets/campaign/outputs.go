package campaign

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// outputRecord lists, one a line, the digest and the place of every output ever
// written. A file that it does not account for is taken for a person's work.
const outputRecord = ".写出记录"

// Outputs writes what people may go on working on: forms, marked copies,
// summaries, notices, papers. What somebody has changed since it was written is
// never written over but kept beside under a name that says so. The caller holds
// the lock.
type Outputs struct {
	Kept []Kept

	dir   Dir
	wrote map[string]bool // lines of the record
	came  map[string]bool // digests in the archive
}

// Kept is a changed output and the name it was given, relative to the campaign.
type Kept struct{ File, As string }

// Outputs reads what was written so far.
func (d Dir) Outputs() *Outputs {
	o := &Outputs{dir: d, wrote: map[string]bool{}, came: map[string]bool{}}
	text, _ := os.ReadFile(d.Path(Ledger, outputRecord)) // lost: everything is kept
	for line := range strings.Lines(string(text)) {
		o.wrote[strings.TrimSuffix(line, "\n")] = true
	}
	items, _ := d.Archived()
	for _, it := range items {
		o.came[it.Digest] = true
	}
	return o
}

// Write creates or replaces an output.
func (o *Outputs) Write(ctx context.Context, path string, fill func(io.Writer) error) error {
	return write(ctx, path, fill, func(_, digest string) error {
		if err := o.keep(ctx, path, digest); err != nil {
			return err
		}
		return o.record(path, digest)
	})
}

// Copy writes an output that is the copy of another file.
func (o *Outputs) Copy(ctx context.Context, dst, src string) error {
	return copyFrom(src, func(fill fill) error { return o.Write(ctx, dst, fill) })
}

// Retire moves an output that no longer holds into 历史 beside it.
func (o *Outputs) Retire(ctx context.Context, path string) error {
	if err := o.keep(ctx, path, ""); err != nil {
		return err
	}
	return KeepAside(path)
}

// kept are the names that changed outputs are given.
var kept = regexp.MustCompile(`-手改[0-9]{4}\.[a-z]+$`)

// Remove takes away an output that is made anew on every run.
func (o *Outputs) Remove(ctx context.Context, path string) error {
	if kept.MatchString(path) {
		return nil
	}
	if err := o.keep(ctx, path, ""); err != nil || !exists(path) {
		return err
	}
	return os.Remove(path)
}

// Edited reports whether a file stands there that is not as it was written.
// What has come in is in the archive, whoever changed it.
func (o *Outputs) Edited(ctx context.Context, path string) bool {
	return exists(path) && !o.known(ctx, path, "")
}

// EditedIn lists the workbooks of a folder that are not as they were written.
func (o *Outputs) EditedIn(ctx context.Context, folder string) (paths []string) {
	for _, name := range fileNames(o.dir.Path(folder)) {
		path := o.dir.Path(folder, name)
		if strings.EqualFold(filepath.Ext(name), ".xlsx") && !litter(name) && regular(path) && o.Edited(ctx, path) {
			paths = append(paths, path)
		}
	}
	return paths
}

// Own takes an output for what was written if it is the same as the copy that
// was kept of it.
func (o *Outputs) Own(ctx context.Context, path, copied string) error {
	was, err := Digest(ctx, copied)
	if err != nil || !o.Edited(ctx, path) || !o.known(ctx, path, was) {
		return ctx.Err()
	}
	return o.record(path, was)
}

// known reports whether a file is what was written, what came in, or what is
// about to be written.
func (o *Outputs) known(ctx context.Context, path, next string) bool {
	now, err := Digest(ctx, path)
	return err == nil && (now == next || o.came[now] || o.wrote[o.line(path, now)])
}

// keep gives a changed file another name.
func (o *Outputs) keep(ctx context.Context, path, next string) error {
	if !exists(path) || o.known(ctx, path, next) {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	as := free(path, func(stem, ext string, n int) string { return fmt.Sprintf("%s-手改%04d%s", stem, n+1, ext) })
	if err := os.Rename(path, as); err != nil {
		return err
	}
	o.Kept = append(o.Kept, Kept{o.dir.Relative(path), o.dir.Relative(as)})
	return nil
}

func (o *Outputs) line(path, digest string) string { return digest + " " + o.dir.Relative(path) }

// record remembers an output before it stands under its name: should the rest be
// cut off, a line too many does no harm.
func (o *Outputs) record(path, digest string) error {
	line := o.line(path, digest)
	if o.wrote[line] {
		return nil
	}
	if err := os.MkdirAll(o.dir.Path(Ledger), folderMode); err != nil {
		return err
	}
	f, err := os.OpenFile(o.dir.Path(Ledger, outputRecord), os.O_APPEND|os.O_CREATE|os.O_WRONLY, privateMode)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.WriteString("\n" + line + "\n"); err != nil { // whatever was cut off before stands alone
		return err
	}
	o.wrote[line] = true
	return f.Close()
}

// free is the first of the names made of a path that is not taken.
func free(path string, name func(stem, ext string, n int) string) string {
	ext := filepath.Ext(path)
	stem := strings.TrimSuffix(path, ext)
	for n := 0; ; n++ {
		if to := name(stem, ext, n); !exists(to) {
			return to
		}
	}
}

// KeepAside moves a file that no longer holds into 历史 beside it; a file that
// is not there is fine, and one that lies there under its name stays.
func KeepAside(path string) error {
	if !exists(path) {
		return nil
	}
	dir := filepath.Join(filepath.Dir(path), History)
	if err := os.MkdirAll(dir, folderMode); err != nil {
		return err
	}
	return os.Rename(path, free(filepath.Join(dir, filepath.Base(path)), numbered))
}

// numbered leaves the first name as it is and counts from the second.
func numbered(stem, ext string, n int) string {
	if n == 0 {
		return stem + ext
	}
	return fmt.Sprintf("%s-%04d%s", stem, n+1, ext)
}
