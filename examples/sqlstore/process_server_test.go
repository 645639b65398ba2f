package sqlstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// server is a PostgreSQL of these tests' own, which they may kill.
type server struct {
	bin, folder string
	port        int
}

// ownServer is started when a test first needs it and ends with the tests.
var ownServer struct {
	once sync.Once
	s    *server
	err  error
}

var errNoServer = errors.New("no initdb here: install PostgreSQL")

// needServer returns the server. Without the programs the test is skipped, in
// CI it fails.
func needServer(t *testing.T) *server {
	t.Helper()
	ownServer.once.Do(func() { ownServer.s, ownServer.err = newServer(context.Background()) })
	switch err := ownServer.err; {
	case errors.Is(err, errNoServer) && os.Getenv("CI") != "true":
		t.Skip(err)
	case err != nil:
		t.Fatal(err)
	}
	return ownServer.s
}

func stopServer() error {
	if ownServer.s == nil {
		return nil
	}
	_ = ownServer.s.control("-m", "immediate", "stop") // a test may have left it dead
	return os.RemoveAll(ownServer.s.folder)
}

// findServer returns the folder of PostgreSQL's programs.
func findServer() (string, error) {
	var folders []string
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
		folders = append(folders, strings.TrimSpace(string(out)))
	}
	if file, err := exec.LookPath("initdb"); err == nil {
		folders = append(folders, filepath.Dir(file))
	}
	more, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	for _, folder := range append(folders, more...) {
		if _, err := os.Stat(filepath.Join(folder, "initdb")); err == nil {
			if _, err := os.Stat(filepath.Join(folder, "pg_ctl")); err == nil {
				return folder, nil
			}
		}
	}
	return "", errNoServer
}

func newServer(ctx context.Context) (*server, error) {
	bin, err := findServer()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "milepost-postgres")
	if err != nil {
		return nil, err
	}
	s := &server{bin: bin, folder: folder}
	if err := s.hand(); err != nil {
		return nil, err
	}
	if err := s.run("initdb", "-N", "-D", s.data(), "-U", "app", "--auth=trust", "--no-locale", "-E", "UTF8"); err != nil {
		return nil, err
	}
	return s, s.start(ctx)
}

func (s *server) data() string { return filepath.Join(s.folder, "data") }

// hand gives the folder to the user who may run the server: root may not.
func (s *server) hand() error {
	if os.Getuid() != 0 {
		return nil
	}
	who, err := user.Lookup("postgres")
	if err != nil {
		return fmt.Errorf("%w: root cannot run it and there is no user postgres", errNoServer)
	}
	id, err := strconv.Atoi(who.Uid)
	if err != nil {
		return err
	}
	return os.Chown(s.folder, id, -1)
}

// run runs a program of the server as the user who may.
func (s *server) run(program string, args ...string) error {
	words := append([]string{filepath.Join(s.bin, program)}, args...)
	cmd := exec.Command(words[0], words[1:]...)
	if os.Getuid() == 0 {
		for i, w := range words {
			words[i] = "'" + w + "'"
		}
		cmd = exec.Command("su", "postgres", "-s", "/bin/sh", "-c", strings.Join(words, " "))
	}
	var out bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.folder, &out, &out
	cmd.WaitDelay = time.Second // a server keeps what it inherits
	if err := cmd.Run(); err != nil && !errors.Is(err, exec.ErrWaitDelay) {
		return fmt.Errorf("%s: %w: %s", program, err, out.String())
	}
	return nil
}

func (s *server) control(args ...string) error {
	return s.run("pg_ctl", append([]string{"-D", s.data(), "-l", filepath.Join(s.folder, "log"), "-w", "-s"}, args...)...)
}

// start starts the server, on the port it had or a free one. What a killed
// server left behind may take a moment to go. What is acknowledged before it is
// on disk stays off it for long, so that a kill loses it.
func (s *server) start(ctx context.Context) error {
	var err error
	for range 50 {
		if s.port == 0 {
			if s.port, err = freePort(); err != nil {
				return err
			}
		}
		options := fmt.Sprintf("-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c max_connections=60 -c wal_writer_delay=10s", s.port, s.folder)
		if err = s.control("-o", options, "start"); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
	return err
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

// kill ends the server at once and waits until it is gone.
func (s *server) kill() error {
	text, err := os.ReadFile(filepath.Join(s.data(), "postmaster.pid"))
	if err != nil {
		return err
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		return err
	}
	process, err := os.FindProcess(pid)
	if err != nil {
		return err
	}
	if err := process.Kill(); err != nil {
		return err
	}
	for range 500 {
		if _, err := os.Stat(fmt.Sprintf("/proc/%d", pid)); err != nil || isZombie(pid) {
			return nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return fmt.Errorf("process %d of the server does not end", pid)
}

// isZombie reports whether the process has ended and nobody asked how.
func isZombie(pid int) bool {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return true
	}
	_, state, _ := strings.Cut(string(text), ") ")
	return strings.HasPrefix(state, "Z")
}

func (s *server) address() string { return fmt.Sprintf("127.0.0.1:%d", s.port) }

func sourceAt(address string) string {
	return "postgres://app@" + address + "/postgres?sslmode=disable"
}
