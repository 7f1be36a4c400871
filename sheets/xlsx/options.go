package xlsx

// Option changes how a workbook is opened.
type Option func(*options)

type options struct {
	limits  limits
	name    string
	workers int
}

// withName tells the file's name, which helps to name a foreign format.
func withName(name string) Option { return func(o *options) { o.name = name } }

// WithWorkers says how many cores one sheet may use: with 1 it is inflated and
// parsed in turn, with 2 or more a large part is inflated ahead of the parser.
// The default is 2. A program that reads many files at a time gives 1.
func WithWorkers(n int) Option { return func(o *options) { o.workers = n } }

// Own says that the file is the program's own, or what people made of it, and may
// be as large as the format allows. What comes from others never is.
func Own() Option { return func(o *options) { o.limits = ownLimits() } }
