package book

import "context"

// Watcher is told how far a long work on a workbook has come: so many rows, of
// so many if that is known and not 0; -1 once it is over.
type Watcher func(what string, rows, of int)

type watcherKey struct{}

// Watch has somebody told of the workbooks that are written, and of the ledgers
// that are read, under a context.
func Watch(ctx context.Context, tell Watcher) context.Context {
	return context.WithValue(ctx, watcherKey{}, tell)
}

// Watched is who is to be told; nobody is told nothing.
func Watched(ctx context.Context) Watcher {
	if tell, ok := ctx.Value(watcherKey{}).(Watcher); ok {
		return tell
	}
	return func(string, int, int) {}
}

// TellEvery is after how many rows somebody is told again.
const TellEvery = 4096

// Called says what the workbook is to those who watch it being written, and how
// many rows it will have, 0 where nobody knows.
func (b *Book) Called(what string, rows int) *Book {
	tell := Watched(b.ctx)
	b.tell = func(done int) {
		if done < 0 {
			what = ""
		}
		tell(what, done, rows)
	}
	return b
}

// wrote counts a row.
func (b *Book) wrote() {
	if b.rows++; b.rows%TellEvery == 0 && b.tell != nil {
		b.tell(b.rows)
	}
}
