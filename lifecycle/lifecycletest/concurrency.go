package lifecycletest

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/milepost-go/milepost/lifecycle"
)

// together runs f for 0 to n-1 at the same time and waits for all.
func together(n int, f func(i int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { f(i) })
	}
	all.Wait()
}

// version returns how many events the stream has.
func (t *trial) version(id lifecycle.StreamID) (lifecycle.Version, error) {
	v := lifecycle.Version(0)
	for _, err := range t.log.Load(t.ctx, id, 0) {
		if err != nil {
			return 0, err
		}
		v++
	}
	return v, nil
}

// contend appends n batches to a stream against all others, trying again on
// conflict, and returns the ids it stored.
func (t *trial) contend(id lifecycle.StreamID, word string, n int) []string {
	var stored []string
	at, err := t.version(id)
	for i := 0; i < n && err == nil; {
		batch := eventsOf(fmt.Sprintf("%s-%d-", word, i), 1+i%3)
		var result lifecycle.AppendResult
		result, err = t.log.Append(t.ctx, id, at, batch...)
		var conflict *lifecycle.ConflictError
		switch {
		case errors.As(err, &conflict):
			if conflict.Actual == at {
				t.fault("conflict at version %d names the same version as present", at)
			}
			at, err = conflict.Actual, nil
		case err == nil && result.Duplicate:
			t.fault("first append of %q was called a duplicate", batch[0].ID)
			i++
		case err == nil:
			at = result.Version
			i++
			for _, e := range batch {
				stored = append(stored, e.ID)
			}
		}
	}
	if err != nil {
		t.fault("writer %s: %v", word, err)
	}
	return stored
}

// holdsIDs wants the stream to hold exactly these ids, in any order, without gaps.
func (t *trial) holdsIDs(id lifecycle.StreamID, want []string) {
	got, err := collect(t.log.Load(t.ctx, id, 0))
	if err != nil {
		t.fault("load of %q: %v", id, err)
	}
	var ids []string
	for i, r := range got {
		if r.Version != lifecycle.Version(i)+1 {
			t.fault("version %d of %q in place %d", r.Version, id, i+1)
		}
		ids = append(ids, r.ID)
	}
	slices.Sort(ids)
	slices.Sort(want)
	if !slices.Equal(ids, want) {
		t.fault("%q holds %d events, %d were acknowledged", id, len(ids), len(want))
	}
}

func manyWriters(t *trial) error {
	stored := make([][]string, 8)
	together(len(stored), func(i int) { stored[i] = t.contend(stream, fmt.Sprintf("w%d", i), 20) })
	t.holdsIDs(stream, slices.Concat(stored...))
	return nil
}

func manyStreams(t *trial) error {
	const writers, streams = 6, 5
	var stored [writers][streams][]string
	together(writers, func(i int) {
		for s := range streams {
			id := lifecycle.StreamID(fmt.Sprintf("tenant%d/p", (i+s)%streams))
			stored[i][(i+s)%streams] = t.contend(id, fmt.Sprintf("w%d", i), 6)
		}
	})
	for s := range streams {
		var want []string
		for i := range writers {
			want = append(want, stored[i][s]...)
		}
		t.holdsIDs(lifecycle.StreamID(fmt.Sprintf("tenant%d/p", s)), want)
	}
	return nil
}

// appendWhileLoading gives up on a log that waits for itself.
func appendWhileLoading(t *trial) error {
	return t.soon("append while a load is open", t.appendInLoad)
}

func (t *trial) appendInLoad() error {
	list := eventsOf("e", 50)
	if err := t.append(stream, 0, list...); err != nil {
		return err
	}
	n := 0
	for r, err := range t.log.Load(t.ctx, stream, 0) {
		if err != nil {
			return err
		}
		if n++; r.Version%10 == 0 {
			if err := t.append("acme/other", r.Version/10-1, event(r.ID)); err != nil {
				return err
			}
		}
		if r.Version == 25 {
			if err := t.append(stream, 50, event("more")); err != nil {
				return err
			}
		}
	}
	if n != 50 && n != 51 {
		t.fault("the open load yielded %d events, not 50, or 51 with the one appended meanwhile", n)
	}
	t.holds(stream, 0, append(list, event("more")))
	return nil
}
