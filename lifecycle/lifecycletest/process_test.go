package lifecycletest

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
)

func TestMain(m *testing.M) {
	Child(func(_ context.Context, data string) (lifecycle.Log, error) {
		if data != "memory" {
			return nil, errors.New("no such data: " + data)
		}
		return new(lifecycle.MemLog), nil
	})
	os.Exit(m.Run())
}

func TestStartChild(t *testing.T) {
	p, err := StartChild(t.Context(), Job{Data: "memory", Stream: stream, Word: "w", Batches: 4})
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(p.Out)
	if err != nil || string(text) != "ack 0 1\nack 1 3\nack 2 6\nack 3 7\n" { // batches of 1, 2, 3, 1
		t.Errorf("got %q, %v", text, err)
	}
	if err := p.Kill(); err != nil {
		t.Error(err)
	}
}

func TestKillChild(t *testing.T) {
	p, err := StartChild(t.Context(), Job{Data: "memory", Stream: stream, Word: "w"})
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(p.Out)
	done, err := acks(lines, 3)
	if err != nil || len(done) != 3 {
		t.Errorf("got %v, %v", done, err)
	}
	over := make(chan int, 1)
	go func() {
		rest, _ := acks(lines, 0)
		over <- len(rest)
	}()
	if err := p.Kill(); err != nil {
		t.Error(err)
	}
	<-over // the job has no end of its own
}

func TestChildFails(t *testing.T) {
	for _, job := range []Job{{Data: "elsewhere", Stream: stream, Word: "w", Batches: 1}, {Data: "memory", Stream: "no tenant", Word: "w", Batches: 1}} {
		p, err := StartChild(t.Context(), job)
		if err != nil {
			t.Fatal(err)
		}
		done, err := acks(bufio.NewScanner(p.Out), 0)
		if len(done) > 0 || err == nil || !strings.Contains(err.Error(), "another process says: error") {
			t.Errorf("%+v: %v, %v", job, done, err)
		}
		if err := p.Kill(); err != nil {
			t.Error(err)
		}
	}
	if err := child("no job", nil, io.Discard); err == nil {
		t.Error("what is no job was taken for one")
	}
}

func TestJobRun(t *testing.T) {
	log := new(lifecycle.MemLog)
	if _, err := log.Append(t.Context(), stream, 0, event("before")); err != nil {
		t.Fatal(err)
	}
	job := Job{Stream: stream, Word: "w", Batches: 2}
	var out bytes.Buffer
	if err := job.Run(t.Context(), log, &out); err != nil || out.String() != "ack 0 2\nack 1 4\n" {
		t.Errorf("got %q, %v", out.String(), err)
	}
	if err := job.Run(t.Context(), Faulty(log, Plan{Appends: []Fault{FailBefore}}), &out); !errors.Is(err, ErrInjected) {
		t.Errorf("got %v", err)
	}
	twice := Faulty(new(lifecycle.MemLog), Plan{Appends: []Fault{Twice}})
	if err := job.Run(t.Context(), twice, &out); err == nil {
		t.Error("a first append called a duplicate passed")
	}
}

// TestUnableIsSkipped wants a clause that the machine cannot run to be skipped
// with the reason.
func TestUnableIsSkipped(t *testing.T) {
	list := Examine(t.Context(), func(context.Context) (*Harness, error) {
		return &Harness{Log: new(lifecycle.MemLog), Syncs: func(context.Context, func() error) (int, error) {
			return 0, errors.Join(ErrUnable, errors.New("no strace"))
		}}, nil
	})
	if len(list) != len(Clauses()) {
		t.Fatalf("%d outcomes", len(list))
	}
	for _, o := range list {
		switch needs := o.Clause.Needs; {
		case o.Err != nil:
			t.Errorf("%s: %v", o.Clause.Title(), o.Err)
		case needs == "syncs" && !strings.Contains(o.Skipped, "no strace"):
			t.Errorf("skipped for %q", o.Skipped)
		case needs == "intx" && o.Skipped != "lifecycletest: not possible here: the harness has no InTx with Rows":
			t.Errorf("skipped for %q", o.Skipped)
		case needs == "" && o.Skipped != "":
			t.Errorf("%s: skipped for %q", o.Clause.Title(), o.Skipped)
		}
	}
}
