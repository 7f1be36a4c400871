// Package enginetest starts a real PostgreSQL for tests: on a socket in a
// temporary folder, as a user that is not root.
package enginetest

import (
	"context"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Server is a running server.
type Server struct {
	t      testing.TB
	dir    string // data and socket
	bin    string
	prefix []string // of every command: runs it as somebody who is not root
}

// Start starts a server, or skips the test where there is none to start.
func Start(t testing.TB) *Server {
	t.Helper()
	if testing.Short() {
		t.Skip("a server is not started in a short test")
	}
	s := &Server{t: t, bin: binaries()}
	if s.bin == "" {
		t.Skip("no PostgreSQL here (Debian: apt-get install postgresql): skipped")
	}
	if os.Getuid() == 0 {
		if _, err := user.Lookup("postgres"); err != nil {
			t.Skip("root cannot run a server and there is no user postgres: skipped")
		}
		s.prefix = []string{"runuser", "-u", "postgres", "--"}
	}
	dir, err := os.MkdirTemp("", "pg") // a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	s.dir = dir
	t.Cleanup(func() { os.RemoveAll(dir) })
	s.must(os.Chmod(dir, 0o777))
	s.run("initdb", "-D", s.data(), "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C")
	s.begin()
	t.Cleanup(func() { s.stop("immediate") })
	return s
}

func binaries() string {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path)
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return ""
	}
	return filepath.Dir(slices.Max(found))
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

func (s *Server) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *Server) command(name string, args ...string) *exec.Cmd {
	line := append(slices.Clone(s.prefix), append([]string{filepath.Join(s.bin, name)}, args...)...)
	c := exec.Command(line[0], line[1:]...)
	c.Dir = s.dir
	return c
}

func (s *Server) run(name string, args ...string) {
	s.t.Helper()
	if out, err := s.command(name, args...).CombinedOutput(); err != nil {
		s.t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

func (s *Server) begin() {
	s.t.Helper()
	if out, err := s.start().CombinedOutput(); err != nil {
		log, _ := os.ReadFile(filepath.Join(s.dir, "log"))
		s.t.Fatalf("pg_ctl: %v\n%s%s", err, out, log)
	}
}

func (s *Server) start() *exec.Cmd {
	return s.command("pg_ctl", "-D", s.data(), "-w", "-t", "60", "-l", filepath.Join(s.dir, "log"), "-o", "-c listen_addresses='' -c unix_socket_directories="+s.dir+" -c fsync=off -c max_connections=40", "start")
}

func (s *Server) stop(how string) {
	_ = s.command("pg_ctl", "-D", s.data(), "-m", how, "-w", "stop").Run()
}

// Kill ends the server and all its processes at once, as a power cut would.
func (s *Server) Kill() {
	s.t.Helper()
	file, err := os.ReadFile(filepath.Join(s.data(), "postmaster.pid"))
	s.must(err)
	first, _, _ := strings.Cut(string(file), "\n")
	pids := []string{first}
	if children, err := exec.Command("pgrep", "-P", first).Output(); err == nil {
		pids = append(pids, strings.Fields(string(children))...)
	}
	for _, text := range pids {
		pid, err := strconv.Atoi(text)
		s.must(err)
		if p, err := os.FindProcess(pid); err == nil {
			_ = p.Kill()
		}
	}
}

// Again starts it after Kill, once the killed processes have let go of the data.
func (s *Server) Again() {
	s.t.Helper()
	for range 40 {
		if s.start().Run() == nil {
			return
		}
		time.Sleep(250 * time.Millisecond)
	}
	s.begin()
}

// URL is the address of a database, for a user.
func (s *Server) URL(login, database string) string {
	q := url.Values{"host": {s.dir}}
	return "postgres://" + login + "@/" + database + "?" + q.Encode()
}

// Database makes a new, empty one and gives its address.
func (s *Server) Database(name string) string {
	s.t.Helper()
	s.Exec(s.URL("postgres", "postgres"), "CREATE DATABASE "+name)
	return s.URL("postgres", name)
}

// Exec runs a script.
func (s *Server) Exec(address, sql string) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, address)
	s.must(err)
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, sql); err != nil {
		s.t.Fatalf("%v\n%s", err, strings.TrimSpace(sql[:min(len(sql), 2000)]))
	}
}
