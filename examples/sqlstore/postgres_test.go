package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/sqlstore"
)

func postgres(t *testing.T) *database {
	t.Helper()
	needPostgres(t)
	d, err := openPostgres(t.Context())
	must(t, err)
	t.Cleanup(func() { must(t, d.close()) })
	return d
}

// Clause 21: a transaction writes first and commits last. A reader that has
// passed by in between still gets its events.
func TestSlowTransactionIsNotSkipped(t *testing.T) {
	d := postgres(t)
	log := mustLog(t, d)
	slow := begin(t, d.db)
	appends(t, log.In(slow), "acme/slow", 0, events("slow", 2)...)
	appends(t, log, "acme/fast", 0, events("fast", 2)...)
	before, at := feedIDs(t, log, "")
	must(t, slow.Commit())
	after, _ := feedIDs(t, log, at)
	if got := before + after; got != "slow1 slow2 fast1 fast2 " {
		t.Errorf("before the commit %q, after it %q", before, after)
	}

	// The test can fail: by number alone the slow events are lost.
	var lost int
	must(t, d.db.QueryRowContext(t.Context(), "SELECT count(*) FROM "+d.options.Schema+".milepost_events e WHERE id LIKE 'slow%' AND pos < "+
		"(SELECT min(pos) FROM "+d.options.Schema+".milepost_events WHERE id LIKE 'fast%')").Scan(&lost))
	if lost != 2 {
		t.Errorf("the slow events do not have the lower numbers: %d", lost)
	}
}

// A transaction gets its id before another one, but appends to the same stream
// after it. The feed must still agree with the versions.
func TestFeedAgreesWithVersionsWhateverTheIDs(t *testing.T) {
	d := postgres(t)
	log, table := mustLog(t, d), crm(t, d)
	old := begin(t, d.db)
	_, err := old.ExecContext(t.Context(), "INSERT INTO "+table+" VALUES (1, 'x')") // takes an id
	must(t, err)
	appends(t, log, deal, 0, event("first"))
	appends(t, log, "acme/other", 0, event("other"))
	early, at := feedIDs(t, log, "")
	appends(t, log.In(old), deal, 1, event("second"))
	appends(t, log.In(old), "acme/third", 0, events("third", 2)...)
	must(t, old.Commit())
	late, _ := feedIDs(t, log, at)
	got := early + late
	if strings.Index(got, "first") > strings.Index(got, "second") || len(strings.Fields(got)) != 5 {
		t.Errorf("the feed is %q", got)
	}
	whole, _ := feedIDs(t, log, "")
	if whole != got {
		t.Errorf("read at once it is %q, in two %q", whole, got)
	}
}

// Clause 24: a transaction that is rolled back leaves no hole to wait at.
func TestRollbackDoesNotHoldTheFeed(t *testing.T) {
	d := postgres(t)
	log := mustLog(t, d)
	gone := begin(t, d.db)
	appends(t, log.In(gone), "acme/gone", 0, event("gone"))
	appends(t, log, deal, 0, event("a"))
	must(t, gone.Rollback())
	if got, _ := feedIDs(t, log, ""); got != "a " {
		t.Errorf("the feed is %q", got)
	}
}

func code(err error) string {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code
	}
	return ""
}

// Clause 29: two transactions take two streams in opposite order. One is told of
// the deadlock by the driver's own error and succeeds when it is repeated.
func TestDeadlockPassesThrough(t *testing.T) {
	d := postgres(t)
	log := mustLog(t, d)
	appends(t, log, "acme/a", 0, event("a1"))
	appends(t, log, "acme/b", 0, event("b1"))
	one, two := begin(t, d.db), begin(t, d.db)
	appends(t, log.In(one), "acme/a", 1, event("a2"))
	appends(t, log.In(two), "acme/b", 1, event("b2"))
	failed := make(chan error, 2)
	finish := func(tx *sql.Tx, id lifecycle.StreamID, e string) {
		_, err := log.In(tx).Append(context.Background(), id, 1, event(e))
		if err != nil {
			_ = tx.Rollback()
		} else {
			err = tx.Commit()
		}
		failed <- err
	}
	go finish(one, "acme/b", "b3")
	go finish(two, "acme/a", "a3")
	var dead int
	for range 2 {
		if err := <-failed; err != nil {
			if _, same := err.(*pgconn.PgError); !same || code(err) != "40P01" { // unwrapped is what is wanted
				t.Errorf("got %T %v, not the driver's 40P01", err, err)
			}
			dead++
		}
	}
	if dead != 1 {
		t.Errorf("%d deadlocks", dead)
	}
	again := begin(t, d.db)
	_, err := log.In(again).Append(t.Context(), "acme/a", 2, event("a4"))
	must(t, err)
	_, err = log.In(again).Append(t.Context(), "acme/b", 2, event("b4"))
	must(t, err)
	must(t, again.Commit())
}

// A serializable transaction that lost is told by 40001.
func TestSerializationFailurePassesThrough(t *testing.T) {
	d := postgres(t)
	log := mustLog(t, d)
	appends(t, log, deal, 0, event("a"))
	for _, level := range []sql.IsolationLevel{sql.LevelRepeatableRead, sql.LevelSerializable} {
		for _, id := range []lifecycle.StreamID{deal, lifecycle.StreamID(fmt.Sprintf("acme/new-%d", level))} {
			v := lifecycle.Version(strings.Count(ids(t, log, id), " "))
			tx, err := d.db.BeginTx(t.Context(), &sql.TxOptions{Isolation: level})
			must(t, err)
			ids(t, log.In(tx), id) // takes the snapshot
			appends(t, log, id, v, event(fmt.Sprintf("faster%d", level)))
			_, err = log.In(tx).Append(t.Context(), id, v, event("slower"))
			if _, same := err.(*pgconn.PgError); !same || code(err) != "40001" { // unwrapped is what is wanted
				t.Errorf("%v, %s: got %T %v, not the driver's 40001", level, id, err, err)
			}
			must(t, tx.Rollback())
		}
	}
}

// A connection that is cut midway: the driver's error comes through, and the
// same append again tells how it ended.
func TestCutConnection(t *testing.T) {
	d := postgres(t)
	log := mustLog(t, d)
	appends(t, log, deal, 0, event("a"))
	d.db.SetMaxOpenConns(1)
	tx := begin(t, d.db)
	var pid int
	must(t, tx.QueryRowContext(t.Context(), "SELECT pg_backend_pid()").Scan(&pid))
	other, err := d.open()
	must(t, err)
	defer other.Close()
	_, err = other.ExecContext(t.Context(), "SELECT pg_terminate_backend($1)", pid)
	must(t, err)
	_, err = log.In(tx).Append(t.Context(), deal, 1, event("b"))
	if err == nil || errors.Is(err, lifecycle.ErrConflict) || errors.Is(err, lifecycle.ErrInvalid) {
		t.Errorf("through a connection that was cut: %v", err)
	}
	_ = tx.Rollback()
	appends(t, log, deal, 1, event("b"))
}

func TestCancelWhileWaitingForTheStream(t *testing.T) {
	d := postgres(t)
	log := mustLog(t, d)
	appends(t, log, deal, 0, event("a"))
	holder := begin(t, d.db)
	appends(t, log.In(holder), deal, 1, event("b"))
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := log.Append(ctx, deal, 1, event("c")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	must(t, holder.Commit())
	appends(t, log, deal, 2, event("c"))
}

// A database in another encoding cannot keep every text and is refused.
func TestOtherEncodingIsRefused(t *testing.T) {
	d := postgres(t)
	name := "latin_" + d.options.Schema
	_, err := d.db.ExecContext(t.Context(), "CREATE DATABASE "+name+" ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
	must(t, err)
	latin, err := d.openOther(name)
	must(t, err)
	defer func() {
		must(t, latin.Close())
		_, err := d.db.ExecContext(context.Background(), "DROP DATABASE "+name)
		must(t, err)
	}()
	if err := sqlstore.Migrate(t.Context(), latin, d.options); !errors.Is(err, sqlstore.ErrEncoding) {
		t.Errorf("got %v", err)
	}
}

// After a dump is restored into a server that has counted fewer transactions,
// the feed stands still until the gates are set back, as the documentation of
// the package says; then it shows everything, in an order that agrees with the
// versions.
func TestFeedAfterRestoring(t *testing.T) {
	d := postgres(t)
	log := mustLog(t, d)
	want := 0
	for v := range lifecycle.Version(5) {
		for _, id := range []lifecycle.StreamID{"acme/a", "acme/b", "acme/c"} {
			appends(t, log, id, 2*v, events(fmt.Sprintf("e%d-", v), 2)...)
			want += 2
		}
	}
	in := d.options.Schema + "."
	for _, text := range []string{"UPDATE " + in + "milepost_streams SET gate = gate + 1000000000", "UPDATE " + in + "milepost_events SET gate = gate + 1000000000"} {
		_, err := d.db.ExecContext(t.Context(), text) // as if from a busier server
		must(t, err)
	}
	if got, _ := feedIDs(t, log, ""); got != "" {
		t.Errorf("the feed shows %q", got)
	}
	for _, text := range []string{"UPDATE " + in + "milepost_streams SET gate = 3", "UPDATE " + in + "milepost_events SET gate = 3"} {
		_, err := d.db.ExecContext(t.Context(), text)
		must(t, err)
	}
	appends(t, log, "acme/b", 10, event("after"))
	last, n := map[lifecycle.StreamID]lifecycle.Version{}, 0
	for r, err := range log.Read(t.Context(), "", 0) {
		must(t, err)
		if r.Version != last[r.Stream]+1 {
			t.Errorf("%s: version %d after %d", r.Stream, r.Version, last[r.Stream])
		}
		last[r.Stream] = r.Version
		n++
	}
	if n != want+1 {
		t.Errorf("%d events of %d", n, want+1)
	}
}
