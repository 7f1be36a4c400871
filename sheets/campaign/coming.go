package campaign

import (
	"context"
	"runtime"
	"sync"
)

// coming are the files of the inbox on their way into the archive: what takes long
// is done for several at a time, before they get their numbers one by one.
type coming struct {
	digests []string
	errs    []error
	copies  []*aside // of those that are new, nil for the others
}

// comingIn digests files, and copies the first of every digest that is not known.
func (d Dir) comingIn(ctx context.Context, files []string, known map[string]int) *coming {
	in := &coming{make([]string, len(files)), make([]error, len(files)), make([]*aside, len(files))}
	several(len(files), func(i int) { in.digests[i], in.errs[i] = Digest(ctx, files[i]) })
	var fresh []int
	seen := map[string]bool{}
	for i, digest := range in.digests {
		if _, old := known[digest]; !old && in.errs[i] == nil && !seen[digest] {
			seen[digest] = true
			fresh = append(fresh, i)
		}
	}
	several(len(fresh), func(n int) {
		i := fresh[n]
		in.errs[i] = copyFrom(files[i], func(fill fill) (err error) {
			in.copies[i], err = writeAside(ctx, d.Path(Inbox, Archive, in.digests[i]), fill)
			return err
		})
	})
	return in
}

// archive puts the copy of a file into its place.
func (in *coming) archive(ctx context.Context, at int, it Item) error {
	a := in.copies[at]
	if a == nil { // the first of its digest could not be kept
		return archive(ctx, it)
	}
	in.copies[at] = nil
	return a.take(it.Path, it.unchanged)
}

// drop removes the copies that have come to nothing.
func (in *coming) drop() {
	for _, a := range in.copies {
		if a != nil {
			a.drop()
		}
	}
}

// several does the work for each of n, more than one for every core: most of the
// time goes by waiting for the disk.
func several(n int, work func(i int)) {
	var all sync.WaitGroup
	next := make(chan int)
	for range min(n, 4*runtime.GOMAXPROCS(0)) {
		all.Go(func() {
			for i := range next {
				work(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	all.Wait()
}
