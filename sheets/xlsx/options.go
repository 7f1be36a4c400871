package xlsx

// Option changes how a workbook is opened.
type Option func(*options)

type options struct {
	limits  Limits
	name    string
	workers int
}

// WithLimits replaces the default limits; fields left zero keep theirs.
func WithLimits(l Limits) Option { return func(o *options) { o.limits = l } }

// WithName tells OpenReader and OpenBytes the file's name, which helps to name
// a foreign format. Open knows it.
func WithName(name string) Option { return func(o *options) { o.name = name } }

// WithWorkers says how many cores one sheet may use: with 1 it is inflated and
// parsed in turn, with 2 or more a large part is inflated ahead of the parser.
// The default is 2. A program that reads many files at a time gives 1.
func WithWorkers(n int) Option { return func(o *options) { o.workers = n } }
