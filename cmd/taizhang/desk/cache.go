package desk

import (
	"context"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"taizhang/sheets/campaign"
)

// cache holds the state until a file it was read from changes.
type cache struct {
	s       *Server
	mu      sync.Mutex
	now     *state
	loading chan bool
}

func newCache(s *Server) *cache { return &cache{s: s} }

func (c *cache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = nil
}

// patience is how long a page waits for the state before it says that it is
// being read.
const patience = 120 * time.Millisecond

// get is the state as the files are now; nil while it is being read.
func (c *cache) get(ctx context.Context) *state {
	dir, day := c.s.campaign(), c.s.chosenDay()
	stamp := stampOf(dir) + day
	c.mu.Lock()
	if c.now != nil && c.now.stamp == stamp {
		defer c.mu.Unlock()
		return c.now
	}
	if c.loading == nil {
		c.loading = make(chan bool)
		go c.load(dir, day, stamp, c.loading)
	}
	wait := c.loading
	c.mu.Unlock()
	select {
	case <-wait:
	case <-ctx.Done():
		return nil
	case <-time.After(patience):
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.now == nil || c.now.stamp != stamp { // what was being read was older than the files
		return nil
	}
	return c.now
}

func (c *cache) load(dir campaign.Dir, day, stamp string, done chan bool) {
	st := read(c.s.ctx, dir, day)
	st.stamp = stamp
	c.mu.Lock()
	c.loading = nil
	if dir == c.s.campaign() {
		c.now = st
	}
	c.mu.Unlock()
	close(done)
	c.s.hub.send("ready", "")
}

// stampOf changes with every file that the pages are made of.
func stampOf(dir campaign.Dir) string {
	h := fnv.New64a()
	add := func(path string, info fs.FileInfo) {
		fmt.Fprintf(h, "%s %d %d\n", path, info.Size(), info.ModTime().UnixNano())
	}
	for _, path := range []string{dir.Plan(), dir.Master(), dir.Path(campaign.NoticeFile)} {
		if info, err := os.Stat(path); err == nil {
			add(path, info)
		}
	}
	for _, folder := range []string{campaign.Inbox, campaign.SentBack, campaign.Summary, campaign.Papers, filepath.Join(campaign.Issued, campaign.History)} {
		_ = filepath.WalkDir(dir.Path(folder), func(path string, e fs.DirEntry, err error) error {
			if err != nil {
				return nil
			}
			if e.IsDir() && e.Name() == campaign.Archive { // what comes in there came through the inbox
				return filepath.SkipDir
			}
			if info, err := e.Info(); err == nil && (!e.IsDir() || path == dir.Path(folder)) {
				add(path, info)
			}
			return nil
		})
	}
	return fmt.Sprintf("%x ", h.Sum64())
}
