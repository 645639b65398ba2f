package lifecycletest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
)

// Follower runs what a host built to follow a feed, such as an outbox or a
// projection, once: from the place that it last saved on, handing over pages of
// events to handle, to the end of the feed, as [lifecycle.Follow] does. Each
// call is a restart of the process. An error of the feed or of handle ends it
// and is returned. The kit calls it once at a time, with feeds that are no
// Waiter.
type Follower func(ctx context.Context, feed lifecycle.Feed, handle func(context.Context, []lifecycle.Recorded) error) error

// TestFollow runs the clauses for a follower as subtests: that every event is
// handed over, in order and without gaps; that a place is saved, though only
// after its events were handled; that nothing is lost when the handler fails,
// the feed breaks in any way, or more is appended meanwhile; and that an ended
// context ends it. Open returns a follower that has saved no place yet.
func TestFollow(t *testing.T, open func(ctx context.Context) (Follower, error)) {
	t.Helper()
	for _, clause := range followClauses() {
		t.Run(clause.name, func(t *testing.T) {
			if err := clause.try(t.Context(), open); err != nil {
				t.Error(err)
			}
		})
	}
}

// CheckFollow runs the clauses of [TestFollow] and returns what failed, joined.
func CheckFollow(ctx context.Context, open func(ctx context.Context) (Follower, error)) error {
	var faults []error
	for _, clause := range followClauses() {
		if err := clause.try(ctx, open); err != nil {
			faults = append(faults, fmt.Errorf("lifecycletest: follow: %s: %w", clause.name, err))
		}
	}
	return errors.Join(faults...)
}

type followClause struct {
	name string
	run  func(*following) error
}

func followClauses() []followClause {
	return []followClause{
		{"hands over every event in order", followAll},
		{"goes on where it stopped", followOn},
		{"keeps its place until the handler succeeded", followFailing},
		{"survives a feed that breaks", followBroken},
		{"misses nothing that is appended meanwhile", followGrowing},
		{"ends with its context", followContext},
	}
}

// following is one run of a clause.
type following struct {
	ctx  context.Context
	run  Follower
	log  *lifecycle.MemLog
	seen []lifecycle.Recorded // that the handler succeeded with
	at   map[lifecycle.StreamID]lifecycle.Version
	r    *rand.Rand
}

var errHandler = errors.New("lifecycletest: the handler fails")

func (c followClause) try(ctx context.Context, open func(ctx context.Context) (Follower, error)) error {
	run, err := open(ctx)
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	f := &following{ctx, run, new(lifecycle.MemLog), nil, map[lifecycle.StreamID]lifecycle.Version{}, rand.New(rand.NewPCG(8, uint64(len(c.name))))}
	if err := f.grow(300); err != nil {
		return err
	}
	return c.run(f)
}

// grow appends to several streams, by clocks that go back and forth.
func (f *following) grow(appends int) error {
	for range appends {
		id := lifecycle.StreamID(fmt.Sprintf("t%d/p%d", f.r.IntN(2), f.r.IntN(3)))
		events := eventsOf(fmt.Sprintf("v%d-", f.at[id]), 1+f.r.IntN(4))
		for i := range events {
			events[i].At = moment().Add(time.Duration(f.r.IntN(100)-50) * time.Hour)
		}
		if _, err := f.log.Append(f.ctx, id, f.at[id], events...); err != nil {
			return err
		}
		f.at[id] += lifecycle.Version(len(events))
	}
	return nil
}

// plainFeed is a feed that cannot be waited for.
type plainFeed struct{ lifecycle.Feed }

func (f *following) once(feed lifecycle.Feed) error {
	return f.run(f.ctx, plainFeed{feed}, func(_ context.Context, page []lifecycle.Recorded) error {
		f.seen = append(f.seen, page...)
		return nil
	})
}

// all returns what is in the feed.
func (f *following) all() []lifecycle.Recorded {
	list, _ := collect(f.log.Read(f.ctx, "", 0)) // it is in memory
	return list
}

// whole wants every event to have been handed over, each for the first time
// only after all before it in the feed.
func (f *following) whole() error {
	order := map[key]int{}
	all := f.all()
	for i, r := range all {
		order[key{r.Stream, r.Version}] = i
	}
	next := 0
	for _, r := range f.seen {
		switch i := order[key{r.Stream, r.Version}]; {
		case i > next:
			return fmt.Errorf("place %d of the feed was handed over before place %d", i+1, next+1)
		case i == next:
			next++
		}
		if diff := differ(r.Event, all[order[key{r.Stream, r.Version}]].Event); diff != "" {
			return fmt.Errorf("event %q: %s", r.ID, diff)
		}
	}
	if next != len(all) {
		return fmt.Errorf("%d of %d events were handed over", next, len(all))
	}
	return nil
}

func followAll(f *following) error {
	if err := f.once(f.log); err != nil {
		return err
	}
	if err := f.whole(); err != nil {
		return err
	}
	if n := len(f.all()); len(f.seen) != n {
		return fmt.Errorf("%d events were handed over of %d, though nothing went wrong", len(f.seen), n)
	}
	return nil
}

func followOn(f *following) error {
	if err := f.once(f.log); err != nil {
		return err
	}
	for _, more := range []int{0, 1, 20} {
		f.seen = nil
		before := len(f.all())
		if err := errors.Join(f.grow(more), f.once(f.log)); err != nil {
			return err
		}
		want := f.all()[before:]
		same := slices.EqualFunc(f.seen, want, func(a, b lifecycle.Recorded) bool { return a.Cursor == b.Cursor })
		if !same {
			return fmt.Errorf("started again it handed over %d events, not the %d that are new", len(f.seen), len(want))
		}
	}
	return nil
}

func followFailing(f *following) error {
	for range 40 {
		left := f.r.IntN(4)
		err := f.run(f.ctx, plainFeed{f.log}, func(_ context.Context, page []lifecycle.Recorded) error {
			if left == 0 {
				return errHandler
			}
			left--
			f.seen = append(f.seen, page...)
			return nil
		})
		if left == 0 && len(f.seen) < len(f.all()) && !errors.Is(err, errHandler) {
			return fmt.Errorf("a run whose handler failed returned %v", err)
		}
		if err != nil && !errors.Is(err, errHandler) {
			return err
		}
	}
	if err := f.once(f.log); err != nil {
		return err
	}
	return f.whole()
}

func followBroken(f *following) error {
	for i := range 30 {
		faults := []Fault{[]Fault{FailBefore, Cut, FailAfter, Twice, NoFault}[i%5], NoFault, []Fault{Cut, FailBefore, Twice}[i%3]}
		feed := Faulty(f.log, Plan{Reads: faults}).(lifecycle.Feed)
		if err := f.once(feed); err != nil && !errors.Is(err, ErrInjected) {
			return fmt.Errorf("a run whose feed broke returned %w", err)
		}
		if err := f.grow(5); err != nil {
			return err
		}
	}
	if err := f.once(f.log); err != nil {
		return err
	}
	return f.whole()
}

func followGrowing(f *following) error {
	for range 20 {
		err := f.run(f.ctx, plainFeed{f.log}, func(_ context.Context, page []lifecycle.Recorded) error {
			f.seen = append(f.seen, page...)
			if f.r.IntN(2) == 0 {
				return f.grow(3)
			}
			return nil
		})
		if err := errors.Join(err, f.grow(100)); err != nil {
			return err
		}
	}
	if err := f.once(f.log); err != nil {
		return err
	}
	return f.whole()
}

func followContext(f *following) error {
	ended, cancel := context.WithCancel(f.ctx)
	cancel()
	err := f.run(ended, plainFeed{f.log}, func(context.Context, []lifecycle.Recorded) error { return nil })
	if !errors.Is(err, context.Canceled) {
		return fmt.Errorf("with an ended context it returned %v", err)
	}
	if err := f.once(f.log); err != nil {
		return err
	}
	return f.whole()
}
