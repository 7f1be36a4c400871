package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// job is one piece of work, as a person asked for it.
type job struct {
	ID   int
	What string // in words
	Args []string
	Back string // the page to go on to

	mu       sync.Mutex
	out      bytes.Buffer
	step     string
	done     int
	total    int
	since    time.Time // of the step
	code     int
	ended    bool
	canceled bool
	cancel   context.CancelFunc
	finished chan bool
}

// Exit codes of command lines.
const (
	codeDone        = 0
	codeFindings    = 3
	codeInterrupted = 130
)

// Write takes what the command says.
func (j *job) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.out.Write(p)
}

// jobs runs one piece of work at a time: the campaign has one lock.
type jobs struct {
	s    *Server
	mu   sync.Mutex
	list []*job // the last ones
	next int
	at   *job // under way
	wg   sync.WaitGroup
}

func newJobs(s *Server) *jobs { return &jobs{s: s, next: 1} }

const mostJobs = 50

// errBusy says that something else is under way.
type errBusy struct{ what string }

func (e errBusy) Error() string { return fmt.Sprintf("正在“%s”，还没有做完。", e.what) }

func (errBusy) Advice() string { return "请等它做完，或者先取消。" }

// start begins a command line. What follows is run once it has come to its end.
func (js *jobs) start(what, back string, args []string, then func(code int)) (*job, error) {
	return js.begin(what, back, args, func(ctx context.Context, j *job) int {
		code := js.s.opt.Command(ctx, args, j, j, j.progress(js.s))
		if then != nil && ctx.Err() == nil {
			then(code)
		}
		return code
	})
}

// begin runs work that can be watched and canceled.
func (js *jobs) begin(what, back string, args []string, work func(context.Context, *job) int) (*job, error) {
	js.mu.Lock()
	defer js.mu.Unlock()
	if js.at != nil {
		return nil, errBusy{js.at.What}
	}
	ctx, cancel := context.WithCancel(js.s.ctx)
	j := &job{ID: js.next, What: what, Args: args, Back: back, cancel: cancel, since: time.Now(), finished: make(chan bool)}
	js.next++
	js.at = j
	js.list = append(js.list, j)
	js.list = js.list[max(0, len(js.list)-mostJobs):]
	js.wg.Add(1)
	go js.run(ctx, j, work)
	return j, nil
}

func (js *jobs) run(ctx context.Context, j *job, work func(context.Context, *job) int) {
	defer js.wg.Done()
	code := work(ctx, j)
	j.mu.Lock()
	j.code, j.ended, j.canceled = code, true, ctx.Err() != nil
	j.mu.Unlock()
	j.cancel()
	if len(j.Args) > 0 {
		js.s.did(j.What, j.came())
	}
	js.mu.Lock()
	js.at = nil
	js.mu.Unlock()
	close(j.finished)
	js.s.hub.send("done", fmt.Sprint(j.ID))
	js.s.changed()
}

// find is a job by its number; nil if it is forgotten.
func (js *jobs) find(id int) *job {
	js.mu.Lock()
	defer js.mu.Unlock()
	if i := slices.IndexFunc(js.list, func(j *job) bool { return j.ID == id }); i >= 0 {
		return js.list[i]
	}
	return nil
}

func (js *jobs) current() *job {
	js.mu.Lock()
	defer js.mu.Unlock()
	return js.at
}

func (js *jobs) running() bool { return js.current() != nil }

// wait waits for what is under way; it has been canceled with the desk.
func (js *jobs) wait() { js.wg.Wait() }

// progress tells the open pages how far the work has come, a few times a second.
func (j *job) progress(s *Server) func(string, int, int) {
	var told time.Time
	return func(what string, done, total int) {
		j.mu.Lock()
		if what != j.step {
			j.step, j.since = what, time.Now()
		}
		j.done, j.total = done, total
		tell := time.Since(told) > 200*time.Millisecond || done == total
		if tell {
			told = time.Now()
		}
		j.mu.Unlock()
		if tell {
			b, err := json.Marshal(j.status())
			if err == nil {
				s.hub.send("progress", string(b))
			}
		}
	}
}

// status is how far a job has come.
type status struct {
	ID    int    `json:"id"`
	What  string `json:"what"`
	Step  string `json:"step"`
	Done  int    `json:"done"`
	Total int    `json:"total"`
	Left  string `json:"left"`
}

func (j *job) status() status {
	j.mu.Lock()
	defer j.mu.Unlock()
	st := status{ID: j.ID, What: j.What, Step: j.step, Done: j.done, Total: j.total}
	if j.done > 0 && j.total > j.done {
		st.Left = leftWords(time.Since(j.since) / time.Duration(j.done) * time.Duration(j.total-j.done))
	}
	return st
}

func leftWords(d time.Duration) string {
	switch {
	case d < 2*time.Second:
		return "马上就好"
	case d < time.Minute:
		return fmt.Sprintf("大约还要 %d 秒", int(d.Seconds()+0.5))
	}
	return fmt.Sprintf("大约还要 %d 分钟", int(d.Minutes()+0.5))
}

// came is what came of a job, in a few words.
func (j *job) came() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	switch {
	case !j.ended:
		return "正在做"
	case j.canceled || j.code == codeInterrupted:
		return "已取消"
	case j.code == codeDone:
		return "做完了"
	case j.code == codeFindings:
		return "做完了，数据有错误要改"
	}
	return "没有做成"
}

// lines is what the command has said.
func (j *job) lines() []string {
	j.mu.Lock()
	defer j.mu.Unlock()
	text := strings.TrimRight(j.out.String(), "\n")
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

// run runs a command line at once and gives what it said.
func (s *Server) run(ctx context.Context, args ...string) (code int, out, errs string) {
	var o, e bytes.Buffer
	code = s.opt.Command(ctx, args, &o, &e, func(string, int, int) {})
	return code, o.String(), e.String()
}
