package lifecycletest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/milepost-go/milepost/lifecycle"
)

// simple is what a log should do, as plainly as it can be said.
type simple struct {
	appends map[lifecycle.StreamID][][]lifecycle.Event
	order   []key
}

func (s *simple) events(id lifecycle.StreamID) []lifecycle.Event {
	return slices.Concat(s.appends[id]...)
}

func (s *simple) append(id lifecycle.StreamID, expect lifecycle.Version, events []lifecycle.Event) (lifecycle.AppendResult, error) {
	at := lifecycle.Version(0)
	for _, batch := range s.appends[id] {
		end := at + lifecycle.Version(len(batch))
		same := slices.EqualFunc(batch, events, func(a, b lifecycle.Event) bool { return a.ID == b.ID })
		if at == expect && same {
			return lifecycle.AppendResult{Version: end, Duplicate: true}, nil
		}
		at = end
	}
	if at != expect {
		return lifecycle.AppendResult{}, &lifecycle.ConflictError{Stream: id, Expected: expect, Actual: at}
	}
	s.appends[id] = append(s.appends[id], events)
	for i := range events {
		s.order = append(s.order, key{id, at + lifecycle.Version(i) + 1})
	}
	return lifecycle.AppendResult{Version: at + lifecycle.Version(len(events))}, nil
}

func model(t *trial) error {
	r := rand.New(rand.NewPCG(t.seed, 4))
	s := &simple{appends: map[lifecycle.StreamID][][]lifecycle.Event{}}
	for i := range 600 {
		id := lifecycle.StreamID(fmt.Sprintf("t%d/p%d", r.IntN(2), r.IntN(2)))
		if r.IntN(4) == 0 {
			all := s.events(id)
			after := r.IntN(len(all) + 3)
			t.holds(id, lifecycle.Version(after), all[min(after, len(all)):])
			continue
		}
		expect, events := s.guess(r, id, i)
		want, wantErr := s.append(id, expect, events)
		got, err := t.log.Append(t.ctx, id, expect, events...)
		var a, b *lifecycle.ConflictError
		conflicts := errors.As(err, &a) && errors.As(wantErr, &b) && *a == *b
		if got != want || (err != nil || wantErr != nil) && !conflicts {
			return fmt.Errorf("seed %d, call %d: append at %d of %q returned %+v, %v, the model %+v, %v", t.seed, i, expect, id, got, err, want, wantErr)
		}
	}
	for id := range s.appends {
		t.holds(id, 0, s.events(id))
	}
	if t.feed == nil {
		return nil
	}
	all, err := t.drain("", whole)
	same := slices.EqualFunc(all, s.order, func(r lifecycle.Recorded, k key) bool { return r.Stream == k.stream && r.Version == k.version })
	if !same {
		t.fault("seed %d: the feed yields %d events, the model %d, or in another order", t.seed, len(all), len(s.order))
	}
	return err
}

// guess returns an append that is right, old, repeated, or near to one of these.
func (s *simple) guess(r *rand.Rand, id lifecycle.StreamID, i int) (lifecycle.Version, []lifecycle.Event) {
	batches := s.appends[id]
	fresh := eventsOf(fmt.Sprintf("i%d-", i), 1+r.IntN(3))
	if len(batches) == 0 || r.IntN(2) == 0 {
		return lifecycle.Version(len(s.events(id))), fresh
	}
	which := r.IntN(len(batches))
	at := lifecycle.Version(len(slices.Concat(batches[:which]...)))
	again := slices.Clone(batches[which])
	switch r.IntN(6) {
	case 0:
		return at, fresh
	case 1:
		return at, again[:len(again)-r.IntN(len(again))]
	case 2:
		return at, append(again, fresh...)
	case 3:
		slices.Reverse(again)
		return at, again
	case 4:
		return at + lifecycle.Version(r.IntN(4)), again
	}
	return at, again
}
