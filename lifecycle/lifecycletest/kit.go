package lifecycletest

import (
	"context"
	"errors"
	"fmt"
	"testing"
)

// Open returns a harness with an empty log that shares nothing with any other.
type Open func(ctx context.Context) (*Harness, error)

// Clause is one demand of the contract.
type Clause struct {
	Number int
	Name   string // what is demanded, as in "empty stream loads nothing"
	Needs  string // what it takes, joined by ", ": abilities of the log ("feed", "waiter", "snapshotter") and fields of the harness in lower case; "" for nothing
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
		{12, "writers in several processes lose nothing", "fork", manyProcesses},
		{13, "append repeated at once is a duplicate", "", replayAtOnce},
		{14, "append repeated after later ones is a duplicate", "", replayLater},
		{15, "append repeated after reopening is a duplicate", "reopen", replayReopened},
		{16, "part, more, other order or other ids conflict", "", notTheSame},
		{17, "append whose answer was lost can be repeated", "", lostAnswer},
		{18, "follow repeats but never skips", "feed", followRepeats},
		{19, "feed yields every event once at any page size", "feed", feedOnce},
		{20, "feed agrees with the versions of each stream", "feed", feedOrder},
		{21, "feed passes over nothing that commits late", "feed, intx", lateCommit},
		{22, "feed read while writing misses nothing", "feed", feedWhileWriting},
		{23, "cursor survives reopening", "feed, reopen", cursorReopened},
		{24, "failed appends leave no hole in the feed", "feed", feedNoHoles},
		{25, "transaction takes or drops events with the host's rows", "intx", txTogether},
		{26, "conflict leaves the transaction usable", "intx", txConflict},
		{27, "transaction reads what it appended", "intx", txReads},
		{28, "nothing is seen before the commit", "intx", txUnseen},
		{29, "deadlock passes through and can be tried again", "intx", txOpposite},
		{30, "killed writers lose nothing acknowledged", "fork", killed},
		{31, "acknowledged appends are forced to disk", "syncs", synced},
		{32, "torn journal ends early or is refused", "torn", torn},
		{33, "full disk is an error and passes", "full", fullDisk},
		{34, "append cut off can be repeated", "cut", cutOff},
		{35, "an ended context ends the call", "", contexts},
		{36, "restarted server goes on", "restart", restarted},
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
		{53, "order does not follow the clocks of writers", "skewed", skewedClocks},
		{54, "crashed server loses nothing acknowledged", "crash", crashed},
	}
}

// TestLog runs every clause as a subtest with a fresh log. A clause that needs
// what the harness lacks is skipped.
func TestLog(t *testing.T, open Open) {
	t.Helper()
	for _, clause := range Clauses() {
		t.Run(clause.Title(), func(t *testing.T) {
			err := clause.Try(t.Context(), open)
			if errors.Is(err, ErrUnable) {
				t.Skip(err)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
}

// Outcome is how one clause went.
type Outcome struct {
	Clause  Clause
	Err     error  // what is wrong; nil when the clause passed or was skipped
	Skipped string // what it lacks, in one line; "" when it was run
}

// Examine runs every clause with a fresh log and returns how each went, in
// their order: for programs that report on a log outside of tests.
func Examine(ctx context.Context, open Open) []Outcome {
	var list []Outcome
	for _, clause := range Clauses() {
		outcome := Outcome{Clause: clause, Err: clause.Try(ctx, open)}
		if errors.Is(outcome.Err, ErrUnable) {
			outcome.Skipped, outcome.Err = outcome.Err.Error(), nil
		}
		list = append(list, outcome)
	}
	return list
}

// Check runs every clause with a fresh log and returns what failed, joined,
// each error beginning with the clause. Clauses that need what the harness
// lacks are passed over; [Examine] tells which.
func Check(ctx context.Context, open Open) error {
	var faults []error
	for _, o := range Examine(ctx, open) {
		if o.Err != nil {
			faults = append(faults, fmt.Errorf("lifecycletest: clause %s: %w", o.Clause.Title(), o.Err))
		}
	}
	return errors.Join(faults...)
}

// ErrUnable is what a function of a [Harness] returns, wrapped, when the
// machine cannot do what it is asked for, as where a tool is not installed. The
// clause is then skipped with that error as the reason.
var ErrUnable = errors.New("lifecycletest: not possible here")

// Try runs the clause alone, on a fresh log, and returns what failed. An error
// that unwraps to ErrUnable says that it was skipped and why.
func (c Clause) Try(ctx context.Context, open Open) (err error) {
	h, err := open(ctx)
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	if h.Close != nil {
		defer func() { err = errors.Join(err, h.Close()) }()
	}
	t := newTrial(ctx, h, uint64(c.Number))
	if lacks := t.lacks(c.Needs); lacks != "" {
		return fmt.Errorf("%w: %s", ErrUnable, lacking(lacks))
	}
	err = c.run(t)
	return errors.Join(append(t.faults, err)...)
}
