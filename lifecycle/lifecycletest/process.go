package lifecycletest

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
)

// Job is what another process is to do to a log: append batches of one to
// three events to one stream, trying again on conflict.
type Job struct {
	Data    string             `json:"data"`    // where the log is, for the harness to fill in; opaque to the kit
	Stream  lifecycle.StreamID `json:"stream"`  // to append to
	Word    string             `json:"word"`    // in the ids of the events
	Batches int                `json:"batches"` // how many; 0 means until the process is killed
}

// batch returns the events of the i-th batch, counted from 0.
func (j Job) batch(i int) []lifecycle.Event {
	return eventsOf(fmt.Sprintf("%s-%d-", j.Word, i), 1+i%3)
}

// Run carries out the job and writes a line to w for each batch after it was
// acknowledged. The first error that is no conflict ends it.
func (j Job) Run(ctx context.Context, log lifecycle.Log, w io.Writer) error {
	at := lifecycle.Version(0)
	for i := 0; j.Batches == 0 || i < j.Batches; {
		result, err := log.Append(ctx, j.Stream, at, j.batch(i)...)
		var conflict *lifecycle.ConflictError
		switch {
		case errors.As(err, &conflict):
			at = conflict.Actual
			continue
		case err != nil:
			return fmt.Errorf("lifecycletest: job %s, batch %d: %w", j.Word, i, err)
		case result.Duplicate:
			return fmt.Errorf("lifecycletest: job %s, batch %d: the first append was called a duplicate", j.Word, i)
		}
		at = result.Version
		if _, err := fmt.Fprintf(w, "ack %d %d\n", i, at); err != nil {
			return fmt.Errorf("lifecycletest: job %s: %w", j.Word, err)
		}
		i++
	}
	return nil
}

// Process is another process at work on a [Job].
type Process struct {
	// Out is what the job writes; it ends when the process has ended.
	Out io.Reader
	// Kill ends the process at once, as kill -9 does, or frees what is left of
	// it after it ended. It is called once.
	Kill func() error
}

// childArg is the first argument of a process that StartChild started.
const childArg = "milepost-lifecycletest-job"

// StartChild runs the present program once more to carry out the job. The
// program must call [Child] first of all, a test binary in its TestMain.
func StartChild(ctx context.Context, job Job) (*Process, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("lifecycletest: start child: %w", err)
	}
	text, err := json.Marshal(job)
	if err != nil {
		return nil, fmt.Errorf("lifecycletest: start child: %w", err)
	}
	cmd := exec.CommandContext(ctx, program, childArg, string(text))
	cmd.WaitDelay = 10 * time.Second
	out, in, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("lifecycletest: start child: %w", err)
	}
	cmd.Stdout, cmd.Stderr = in, in
	err = errors.Join(cmd.Start(), in.Close())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lifecycletest: start child: %w", err), out.Close())
	}
	return &Process{Out: out, Kill: func() error {
		killed := cmd.Process.Kill()
		if errors.Is(killed, os.ErrProcessDone) {
			killed = nil
		}
		_ = cmd.Wait() // says that it was killed
		return errors.Join(killed, out.Close())
	}}, nil
}

// Child carries out the job when the process was started by [StartChild], on
// the log that open returns for the job's Data, and ends the process. Otherwise
// it returns at once. Call it before anything else.
func Child(open func(ctx context.Context, data string) (lifecycle.Log, error)) {
	if len(os.Args) != 3 || os.Args[1] != childArg {
		return
	}
	if err := child(os.Args[2], open, os.Stdout); err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	os.Exit(0)
}

func child(text string, open func(ctx context.Context, data string) (lifecycle.Log, error), w io.Writer) error {
	var job Job
	if err := json.Unmarshal([]byte(text), &job); err != nil {
		return fmt.Errorf("lifecycletest: job: %w", err)
	}
	ctx := context.Background()
	log, err := open(ctx, job.Data)
	if err != nil {
		return err
	}
	return job.Run(ctx, log, w)
}

// acks reads what a process acknowledges, up to so many batches, 0 for all. It
// returns the version after each batch.
func acks(r *bufio.Scanner, most int) ([]lifecycle.Version, error) {
	var list []lifecycle.Version
	for r.Scan() {
		var i int
		var at lifecycle.Version
		if _, err := fmt.Sscanf(r.Text(), "ack %d %d", &i, &at); err != nil || i < 0 {
			return list, fmt.Errorf("another process says: %s", strings.TrimSpace(r.Text()))
		}
		list = append(list, at)
		if len(list) == most {
			return list, nil
		}
	}
	return list, r.Err()
}
