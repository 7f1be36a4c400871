package desk

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
)

// hub sends events to the pages that are open.
type hub struct {
	mu     sync.Mutex
	ears   map[chan event]bool
	closed bool
}

type event struct{ name, data string }

func newHub() *hub { return &hub{ears: map[chan event]bool{}} }

// send tells every open page; one that does not listen misses it and reads the
// page anew later.
func (h *hub) send(name, data string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for ear := range h.ears {
		select {
		case ear <- event{name, data}:
		default:
		}
	}
}

func (h *hub) listen() (ear chan event, leave func()) {
	ear = make(chan event, 64)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		close(ear)
		return ear, func() {}
	}
	h.ears[ear] = true
	return ear, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		if h.ears[ear] {
			delete(h.ears, ear)
			close(ear)
		}
	}
}

func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for ear := range h.ears {
		delete(h.ears, ear)
		close(ear)
	}
}

// events is the stream that an open page listens to.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	w.WriteHeader(http.StatusOK)
	ear, leave := s.hub.listen()
	defer leave()
	now := "" // what a page that was away may have missed
	if dir := s.campaign(); dir != "" {
		now = stampOf(dir) + s.chosenDay()
	}
	if _, err := fmt.Fprintf(w, "retry: 2000\n\nevent: changed\ndata: %s\n\n", now); err != nil || out.Flush() != nil {
		return
	}
	beat := time.NewTicker(20 * time.Second)
	defer beat.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-s.ctx.Done():
			fmt.Fprint(w, "event: stopped\ndata: \n\n")
			_ = out.Flush()
			return
		case e, ok := <-ear:
			if !ok {
				return
			}
			fmt.Fprintf(w, "event: %s\ndata: %s\n\n", e.name, strings.ReplaceAll(e.data, "\n", "\ndata: "))
		case <-beat.C:
			fmt.Fprint(w, ": \n\n")
		}
		if out.Flush() != nil {
			return
		}
	}
}
