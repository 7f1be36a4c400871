// Package desk is the page on which an office does the whole job in a browser of
// the same computer.
//
// It has no logic of its own. What changes anything is a command line, run in
// this process as somebody at a terminal would run it, with the same lock, checks
// and sentences; what the office decides is written where Excel would write it.
// Pages show what the packages below say.
//
// It answers this computer only, and of its browsers the one that was handed the
// key: see guard.go.
package desk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"

	"taizhang/sheets/campaign"
)

// Options are how a desk is set up.
type Options struct {
	Dir     string        // the campaign's folder; one without a plan starts outside of any
	Port    int           // 0 = any that is free
	Idle    time.Duration // without a click for so long it stops; 0 = never
	Out     io.Writer
	Browser func(url string) error // opens the page; nil for none
	// Command runs a command line and says what a terminal would show.
	Command  Command
	Settings string // the file for the name and the recent campaigns; "" for none
	Now      func() time.Time
}

// Command runs one command line, without the program's name.
type Command func(ctx context.Context, args []string, out, errs io.Writer, progress func(what string, done, total int)) int

// Serve runs a desk until ctx ends, somebody stops it, or nobody has used it for
// a while.
func Serve(ctx context.Context, o Options) error {
	listener, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(o.Port)))
	if err != nil {
		return &campaign.Error{Message: fmt.Sprintf("界面打不开：端口 %d 已被占用。", o.Port), Fix: "请换一个 --port，或不写 --port 由程序自己选。"}
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s := New(ctx, o, listener.Addr().String(), stop)
	defer s.Close()
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	context.AfterFunc(ctx, func() {
		down, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		if server.Shutdown(down) != nil {
			_ = server.Close()
		}
	})
	fmt.Fprintf(o.Out, "%s\n", s.Address())
	fmt.Fprintln(o.Out, "界面已经打开；没有自己打开的，请把上面的地址复制到浏览器里。只有这台电脑能打开。")
	fmt.Fprintln(o.Out, "用完后在页面上点“停止”，或者关闭这个窗口（按 Ctrl+C）。")
	if o.Browser != nil {
		if err := o.Browser(s.Address()); err != nil {
			fmt.Fprintln(o.Out, "浏览器没有打开，请自己打开上面的地址。")
		}
	}
	go s.watchIdle()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	s.jobs.wait()
	fmt.Fprintln(o.Out, s.farewell())
	return nil
}

// farewell says why the desk has stopped.
func (s *Server) farewell() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.idled {
		return fmt.Sprintf("已有 %d 分钟没有人用，界面已停止。要用时再运行一次。", int(s.opt.Idle.Minutes()))
	}
	return "界面已停止。"
}

// watchIdle stops a desk that nobody uses; a long job is use.
func (s *Server) watchIdle() {
	if s.opt.Idle <= 0 {
		return
	}
	tick := time.NewTicker(max(s.opt.Idle/20, time.Millisecond))
	defer tick.Stop()
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-tick.C:
		}
		s.mu.Lock()
		idle := time.Since(s.used) > s.opt.Idle && !s.jobs.running()
		s.idled = s.idled || idle
		s.mu.Unlock()
		if idle {
			s.stop()
			return
		}
	}
}
