package desk

import (
	"context"
	"net/http"
	"sync"
	"time"

	"taizhang/sheets/campaign"
)

// Server is one desk.
type Server struct {
	ctx   context.Context
	stop  func()
	opt   Options
	guard *guard
	mux   *http.ServeMux
	hub   *hub
	jobs  *jobs
	cache *cache

	mu       sync.Mutex
	dir      campaign.Dir
	asOf     string // chosen on the page; "" for the plan's
	settings settings
	shown    map[string]time.Time // restricted ledgers that somebody asked to see, and when
	used     time.Time
	idled    bool
	audited  *audited
	watcher  *watcher
}

// New is a desk that answers at an address.
func New(ctx context.Context, o Options, address string, stop func()) *Server {
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &Server{ctx: ctx, stop: stop, opt: o, guard: newGuard(address), hub: newHub(), shown: map[string]time.Time{}, used: time.Now()}
	s.jobs = newJobs(s)
	s.cache = newCache(s)
	s.settings = readSettings(o.Settings)
	s.routes()
	s.enter(campaign.Dir(o.Dir))
	return s
}

// Address is where the page is, with the key that opens it.
func (s *Server) Address() string { return s.guard.address() }

// Close ends what the desk has begun.
func (s *Server) Close() {
	s.mu.Lock()
	w := s.watcher
	s.watcher = nil
	s.mu.Unlock()
	w.close()
	s.hub.close()
}

// ServeHTTP answers what the guard lets through.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.guard.admit(w, r) {
		return
	}
	if r.URL.Path != "/events" {
		s.mu.Lock()
		s.used = time.Now()
		s.mu.Unlock()
	}
	s.mux.ServeHTTP(w, r)
}

// enter makes a folder the campaign that is worked on.
func (s *Server) enter(dir campaign.Dir) {
	s.mu.Lock()
	old := s.watcher
	s.dir, s.asOf, s.watcher = dir, "", nil
	s.shown = map[string]time.Time{}
	s.mu.Unlock()
	old.close()
	s.cache.forget()
	if dir != "" && planThere(dir) {
		s.remember(dir)
		w := watch(dir, s.changed)
		s.mu.Lock()
		s.watcher = w
		s.mu.Unlock()
	}
}

// changed tells the open pages that something in the campaign did.
func (s *Server) changed() { s.hub.send("changed", stampOf(s.campaign())+s.chosenDay()) }

func (s *Server) campaign() campaign.Dir {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dir
}

func (s *Server) who() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.settings.Name
}

func (s *Server) chosenDay() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asOf
}

// did writes down what somebody did.
func (s *Server) did(what, came string) {
	if dir := s.campaign(); dir != "" && planThere(dir) {
		_ = dir.Journal(s.opt.Now(), s.who(), what, came)
	}
}
