package lifecycletest

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
)

// manyProcesses lets two processes and this one write to one stream.
func manyProcesses(t *trial) error {
	const batches = 25
	var mu sync.Mutex
	var want []string
	var faults []error
	note := func(ids []string, err error) {
		mu.Lock()
		defer mu.Unlock()
		want, faults = append(want, ids...), append(faults, err)
	}
	together(3, func(i int) {
		if i == 2 {
			note(t.contend(stream, "own", batches), nil)
			return
		}
		note(t.complete(Job{Stream: stream, Word: fmt.Sprintf("p%d", i), Batches: batches}))
	})
	if err := errors.Join(faults...); err != nil {
		return err
	}
	t.holdsIDs(stream, want)
	return nil
}

// complete lets another process carry out a job to its end and returns the ids
// that it stored.
func (t *trial) complete(job Job) ([]string, error) {
	p, err := t.h.Fork(t.ctx, job)
	if err != nil {
		return nil, fmt.Errorf("fork: %w", err)
	}
	done, err := acks(bufio.NewScanner(p.Out), 0)
	if err := errors.Join(err, p.Kill()); err != nil {
		return nil, err
	}
	if len(done) != job.Batches {
		return nil, fmt.Errorf("another process acknowledged %d of %d batches", len(done), job.Batches)
	}
	var ids []string
	for i := range done {
		for _, e := range job.batch(i) {
			ids = append(ids, e.ID)
		}
	}
	return ids, nil
}

// killed kills one process after the other while it writes.
func killed(t *trial) error {
	r := rand.New(rand.NewPCG(t.seed, 5))
	for round := range 4 {
		job := Job{Stream: stream, Word: fmt.Sprintf("k%d", round)}
		done, err := t.killAfter(job, 1+r.IntN(25), time.Duration(r.IntN(3000))*time.Microsecond)
		if err != nil {
			return fmt.Errorf("round %d: %w", round+1, err)
		}
		if t.h.Reopen != nil {
			if err := t.reopen(); err != nil {
				return err
			}
		}
		if err := t.survived(job, done); err != nil {
			return fmt.Errorf("seed %d, round %d: %w", t.seed, round+1, err)
		}
	}
	return nil
}

// killAfter starts a process, kills it a moment after so many acknowledgements,
// and returns all that it acknowledged.
func (t *trial) killAfter(job Job, n int, moment time.Duration) ([]lifecycle.Version, error) {
	p, err := t.h.Fork(t.ctx, job)
	if err != nil {
		return nil, fmt.Errorf("fork: %w", err)
	}
	lines := bufio.NewScanner(p.Out)
	done, err := acks(lines, n)
	if err == nil && len(done) < n {
		err = fmt.Errorf("another process ended after %d batches", len(done))
	}
	if err != nil {
		return nil, errors.Join(err, p.Kill())
	}
	rest := make(chan []lifecycle.Version, 1)
	go func() { // what it said before it died
		more, _ := acks(lines, 0)
		rest <- more
	}()
	time.Sleep(moment)
	killed := p.Kill()
	return append(done, <-rest...), killed
}

// survived wants the batches of a job that was killed to be stored as far as
// they were acknowledged, at their versions and whole, and perhaps the one that
// was under way; and all of them to be recognised when they come again.
//
// The one that was under way may still arrive: a server does not know at once
// that a client is dead. An append behind what is there puts an end to that.
func (t *trial) survived(job Job, done []lifecycle.Version) error {
	for tries := 0; ; tries++ {
		history, err := t.loadSoon(job.Stream)
		if err != nil {
			return fmt.Errorf("load after the kill: %w", err)
		}
		at, err := places(history)
		if err != nil {
			return err
		}
		stored, err := job.storedAt(at, done)
		if err != nil {
			return err
		}
		_, err = t.insist(t.log, job.Stream, lifecycle.Version(len(history)), event(job.Word+"-after"))
		if errors.Is(err, lifecycle.ErrConflict) && stored == len(done) && tries < 3 {
			continue // the one under way came in between, and there is no other
		}
		if err != nil {
			return fmt.Errorf("append after the kill: %w", err)
		}
		for i := range stored {
			batch := job.batch(i)
			t.repeatOn(t.log, job.Stream, at[batch[0].ID]-1, batch...)
		}
		return nil
	}
}

// places returns the version of each event by id.
func places(history []lifecycle.Recorded) (map[string]lifecycle.Version, error) {
	at := map[string]lifecycle.Version{}
	for i, r := range history {
		if r.Version != lifecycle.Version(i)+1 {
			return nil, fmt.Errorf("after the kill version %d is in place %d", r.Version, i+1)
		}
		if at[r.ID] != 0 {
			return nil, fmt.Errorf("after the kill event %q is stored twice", r.ID)
		}
		at[r.ID] = r.Version
	}
	return at, nil
}

// storedAt returns how many batches of the job are stored, and an error when
// that or the place of one is not what was acknowledged.
func (j Job) storedAt(at map[string]lifecycle.Version, done []lifecycle.Version) (int, error) {
	stored := 0
	for ; ; stored++ {
		batch := j.batch(stored)
		has := lifecycle.Version(0)
		for _, e := range batch {
			v := at[e.ID]
			if v == 0 {
				continue
			}
			has++
			if stored < len(done) && v != done[stored]-lifecycle.Version(len(batch))+has {
				return 0, fmt.Errorf("event %q of an acknowledged batch is at version %d, the batch ended at %d", e.ID, v, done[stored])
			}
		}
		if has == 0 {
			break
		}
		if int(has) != len(batch) {
			return 0, fmt.Errorf("after the kill %d of %d events of batch %d are stored", has, len(batch), stored)
		}
	}
	if stored < len(done) || stored > len(done)+1 {
		return 0, fmt.Errorf("%d batches are stored, %d were acknowledged and at most one was under way", stored, len(done))
	}
	return stored, nil
}

// crashed crashes the server under several writers.
func crashed(t *trial) error {
	r := rand.New(rand.NewPCG(t.seed, 6))
	for round := range 2 {
		const writers = 4
		jobs := make([]Job, writers)
		acked := make([]*ackList, writers)
		var all sync.WaitGroup
		for i := range jobs {
			jobs[i] = Job{Stream: lifecycle.StreamID(fmt.Sprintf("t%d/p", i)), Word: fmt.Sprintf("s%d-%d", round, i)}
			acked[i] = new(ackList)
			log := t.log
			all.Go(func() { _ = jobs[i].Run(t.ctx, log, acked[i]) }) // ends when the server does
		}
		time.Sleep(time.Duration(20+r.IntN(100)) * time.Millisecond)
		log, err := t.h.Crash(t.ctx)
		for i := range acked {
			acked[i].stop() // a log that lives through the crash
		}
		if err != nil {
			return fmt.Errorf("crash: %w", err)
		}
		if err := t.soon("a writer whose server crashed", func() error { all.Wait(); return nil }); err != nil {
			return err
		}
		t.use(log)
		for i := range jobs {
			if err := t.survived(jobs[i], acked[i].versions()); err != nil {
				return fmt.Errorf("seed %d, round %d, writer %d: %w", t.seed, round+1, i, err)
			}
		}
	}
	return nil
}

// ackList keeps what a job of this process acknowledges.
type ackList struct {
	mu      sync.Mutex
	list    []lifecycle.Version
	stopped bool
}

var errStopped = errors.New("lifecycletest: stopped")

// Write takes one acknowledgement.
func (a *ackList) Write(line []byte) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	var i int
	var at lifecycle.Version
	if _, err := fmt.Sscanf(string(line), "ack %d %d", &i, &at); err != nil {
		return 0, err
	}
	a.list = append(a.list, at)
	if a.stopped {
		return 0, errStopped
	}
	return len(line), nil
}

func (a *ackList) stop() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.stopped = true
}

func (a *ackList) versions() []lifecycle.Version {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.list)
}

// restarted restarts the server between an append and a load.
func restarted(t *trial) error {
	list := eventsOf("e", 3)
	if err := t.append(stream, 0, list...); err != nil {
		return err
	}
	var place lifecycle.Cursor
	if t.feed != nil {
		got, err := t.drain("", whole)
		if err != nil || len(got) != 3 {
			return fmt.Errorf("the feed yields %d events, not 3: %v", len(got), err)
		}
		place = got[2].Cursor
	}
	if err := t.h.Restart(t.ctx); err != nil {
		return fmt.Errorf("restart: %w", err)
	}
	if _, err := t.loadSoon(stream); err != nil {
		return fmt.Errorf("load after the restart: %w", err)
	}
	t.holds(stream, 0, list)
	if _, err := t.insist(t.log, stream, 3, event("more")); err != nil {
		return fmt.Errorf("append after the restart: %w", err)
	}
	t.repeat(0, list...)
	t.holds(stream, 3, []lifecycle.Event{event("more")})
	if t.feed == nil {
		return nil
	}
	rest, err := t.drain(place, whole)
	if err != nil || len(rest) != 1 {
		t.fault("after the restart the feed yields %d events behind its cursor, %v, not 1", len(rest), err)
	}
	return nil
}
