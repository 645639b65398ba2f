package lifecycletest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
)

// Harness is a log under test with what the kit may do to it. Fields that are
// nil or zero say that it cannot be done; the clauses that need it are skipped.
type Harness struct {
	// Log is the log, empty. That it is also a Feed, a Waiter or a Snapshotter
	// is found out by type assertion.
	Log lifecycle.Log
	// Reopen closes the log and opens it again on the same data, as after a
	// restart of the process.
	Reopen func(ctx context.Context) (lifecycle.Log, error)
	// Limit is the most bytes of Data that the log takes in one event, 1000 or
	// more.
	Limit int
	// Patience is how long a call may take that should come back soon; 0 means
	// 30 seconds. Make it shorter for a log that is known to hang.
	Patience time.Duration
	// Close frees the log and its data. It is called once, after the clause.
	Close func() error
}

// Open returns a harness with an empty log that shares nothing with any other.
type Open func(ctx context.Context) (*Harness, error)

// Clause is one demand of the contract.
type Clause struct {
	Number int
	Name   string // what is demanded, as in "empty stream loads nothing"
	Needs  string // what a harness must have for it: "feed", "waiter", "snapshotter", "reopen", "limit"; "" for nothing
	run    func(*trial) error
}

// Title returns the number and the name, as subtests are called.
func (c Clause) Title() string { return fmt.Sprintf("%02d %s", c.Number, c.Name) }

// Clauses returns every clause of the kit in the order in which they run. The
// caller owns the slice.
func Clauses() []Clause {
	return []Clause{
		{1, "empty stream loads nothing", "", emptyStream},
		{2, "versions count from 1 without gaps", "", versions},
		{3, "append stores all events or none", "", allOrNothing},
		{4, "load begins behind any version", "", loadAfter},
		{5, "leaving a load early frees what it held", "", earlyBreak},
		{6, "sequences can be iterated again", "", restartable},
		{7, "loaded events are copies", "", copiesOut},
		{8, "appended events are not kept or changed", "", copiesIn},
		{9, "writers of one stream lose nothing", "", manyWriters},
		{10, "writers of many streams do not disturb each other", "", manyStreams},
		{11, "conflict names the present version", "", conflictDetail},
		{13, "append repeated at once is a duplicate", "", replayAtOnce},
		{14, "append repeated after later ones is a duplicate", "", replayLater},
		{15, "append repeated after reopening is a duplicate", "reopen", replayReopened},
		{16, "part, more, other order or other ids conflict", "", notTheSame},
		{17, "append whose answer was lost can be repeated", "", lostAnswer},
		{18, "follow repeats but never skips", "feed", followRepeats},
		{19, "feed yields every event once at any page size", "feed", feedOnce},
		{20, "feed agrees with the versions of each stream", "feed", feedOrder},
		{22, "feed read while writing misses nothing", "feed", feedWhileWriting},
		{23, "cursor survives reopening", "feed, reopen", cursorReopened},
		{24, "failed appends leave no hole in the feed", "feed", feedNoHoles},
		{35, "an ended context ends the call", "", contexts},
		{37, "append works while a load is open", "", appendWhileLoading},
		{38, "data of any size up to the limit", "limit", sizes},
		{39, "ten thousand events, a thousand at once", "", manyEvents},
		{40, "ids are compared byte by byte", "", identities},
		{41, "nil and empty are the same", "", empties},
		{42, "times are kept in UTC microseconds", "", times},
		{43, "order comes from versions, never from clocks", "", clocks},
		{44, "random calls agree with a model", "", model},
		{45, "calls of several clients have one order", "", oneOrder},
		{46, "wrong appends store nothing", "", wrongAppends},
		{47, "any version appends behind whatever is there", "", anyVersion},
		{48, "tenants are apart", "", tenants},
		{49, "feed pages end where an append ends", "feed", pagesWhole},
		{50, "a cursor never issued is invalid", "feed", wrongCursor},
		{51, "wait returns when there is more", "waiter", waiting},
		{52, "snapshot of the highest version is kept", "snapshotter", snapshots},
	}
}

// TestLog runs every clause as a subtest with a fresh log. A clause that needs
// what the harness lacks is skipped.
func TestLog(t *testing.T, open Open) {
	t.Helper()
	for _, clause := range Clauses() {
		t.Run(clause.Title(), func(t *testing.T) {
			err := clause.try(t.Context(), open)
			if errors.Is(err, errSkipped) {
				t.Skip(err)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
}

// Check runs every clause with a fresh log and returns what failed, joined,
// each error beginning with the clause. Clauses that need what the harness
// lacks are passed over.
func Check(ctx context.Context, open Open) error {
	var faults []error
	for _, clause := range Clauses() {
		if err := clause.try(ctx, open); err != nil && !errors.Is(err, errSkipped) {
			faults = append(faults, fmt.Errorf("lifecycletest: clause %s: %w", clause.Title(), err))
		}
	}
	return errors.Join(faults...)
}

var errSkipped = errors.New("lifecycletest: the harness has no ")

// try runs the clause on a fresh log.
func (c Clause) try(ctx context.Context, open Open) (err error) {
	h, err := open(ctx)
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	if h.Close != nil {
		defer func() { err = errors.Join(err, h.Close()) }()
	}
	t := &trial{ctx: ctx, h: h, log: h.Log, seed: uint64(c.Number), patience: h.Patience}
	if t.patience == 0 {
		t.patience = 30 * time.Second
	}
	t.feed, _ = h.Log.(lifecycle.Feed)
	t.waiter, _ = h.Log.(lifecycle.Waiter)
	t.snapshotter, _ = h.Log.(lifecycle.Snapshotter)
	if lacks := t.lacks(c.Needs); lacks != "" {
		return fmt.Errorf("%w%s", errSkipped, lacks)
	}
	err = c.run(t)
	return errors.Join(append(t.faults, err)...)
}
