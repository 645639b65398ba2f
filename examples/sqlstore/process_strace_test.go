package sqlstore

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/milepost-go/milepost/lifecycle/lifecycletest"
)

// syncs counts how often the processes force data to disk while work runs.
func syncs(ctx context.Context, pids []int, work func() error) (int, error) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		return 0, fmt.Errorf("%w: no strace to count fsync with: apt-get install strace", lifecycletest.ErrUnable)
	}
	folder, err := os.MkdirTemp("", "strace")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, "calls")
	args := []string{"-f", "-e", "trace=fsync,fdatasync", "-o", file}
	for _, pid := range pids {
		args = append(args, "-p", strconv.Itoa(pid))
	}
	cmd := exec.CommandContext(ctx, strace, args...)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return 0, err
	}
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	attached := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(stderr)
		lines.Scan()
		attached <- lines.Text()
		for lines.Scan() {
		}
	}()
	first := <-attached
	if !strings.Contains(first, "attached") {
		_ = cmd.Wait()
		return 0, fmt.Errorf("%w: strace says %q", lifecycletest.ErrUnable, first)
	}
	time.Sleep(200 * time.Millisecond) // until all threads are attached
	worked := work()
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		return 0, err
	}
	_ = cmd.Wait() // says that it was interrupted
	calls, err := os.ReadFile(file)
	if err != nil || worked != nil {
		return 0, errors.Join(worked, err)
	}
	n := 0
	for line := range bytes.Lines(calls) {
		if bytes.Contains(line, []byte("sync(")) { // not where a call resumes
			n++
		}
	}
	return n, nil
}
