package lifecycletest

import (
	"context"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
)

// Harness is a log under test with what the kit may do to it. Fields that are
// nil or zero say that it cannot be done; the clauses that need it are skipped.
// A function that finds that it cannot be done on this machine returns
// [ErrUnable].
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

	// InTx begins a transaction of the host and runs work in it. Then it commits
	// when commit is true and work returned nil, and rolls back otherwise. It
	// returns what work returned, or else what the commit said. It is called
	// from several goroutines at the same time; Log stays in use meanwhile, so
	// that a pool needs three connections. It needs Rows.
	InTx func(ctx context.Context, commit bool, work func(Tx) error) error
	// Rows returns the keys of the host's own rows that are committed, sorted.
	Rows func(ctx context.Context) ([]string, error)
	// Retry reports whether an error that ended a transaction is the
	// database's own way to ask for another try, as after a deadlock. Without
	// it every error that is none of lifecycle's passes for one.
	Retry func(err error) bool

	// Fork starts another process that opens the log on the same data and
	// carries out the job there, see [StartChild].
	Fork func(ctx context.Context, job Job) (*Process, error)
	// Crash ends what keeps the data at once, as kill -9 of the server does,
	// starts it again and returns the log on what is left. Calls of the old log
	// that are under way fail.
	Crash func(ctx context.Context) (lifecycle.Log, error)
	// Restart stops the server in order and starts it again. Log goes on; its
	// calls may fail for a while.
	Restart func(ctx context.Context) error
	// Cut breaks the connection of the next append of Log: before the server
	// gets the append or, if stored is true, after it stored it and before the
	// answer arrives. Calls after that go well.
	Cut func(ctx context.Context, stored bool) error
	// Full returns a log on the same data that finds no room, or will soon find
	// none, and what makes room for it again.
	Full func(ctx context.Context) (log lifecycle.Log, free func() error, err error)
	// Torn copies the data as a crash at this moment would leave it, puts the
	// file that is written last, the journal, through damage, and opens the
	// copy. An error of the database that refuses to open it is returned.
	Torn func(ctx context.Context, damage func(journal []byte) []byte) (lifecycle.Log, error)
	// Syncs runs work and returns how often data was forced to disk meanwhile.
	// Set it for a log whose appends survive a loss of power.
	Syncs func(ctx context.Context, work func() error) (int, error)
	// Skewed returns another log on the same data whose own clock is wrong by
	// so much.
	Skewed func(ctx context.Context, by time.Duration) (lifecycle.Log, error)
}

// Tx is a transaction of the host with a log that takes part in it.
type Tx struct {
	Log lifecycle.Log
	// Row writes a row of the host's own in the same transaction.
	Row func(ctx context.Context, key string) error
}
