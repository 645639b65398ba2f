package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/sqlstore"
	"github.com/milepost-go/milepost/lifecycle/store"
)

const deal lifecycle.StreamID = "acme/deal-7"

func event(id string) lifecycle.Event {
	return lifecycle.Event{
		ID: id, Type: "test.happened", Schema: 1, At: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC),
		Data: []byte(`{"id":"` + id + `"}`), Meta: map[string]string{"actor": "tester", "hash": "sha256:" + id},
	}
}

func events(word string, n int) []lifecycle.Event {
	list := make([]lifecycle.Event, n)
	for i := range list {
		list[i] = event(fmt.Sprintf("%s%d", word, i+1))
	}
	return list
}

// ids loads a stream and returns the ids of its events.
func ids(t *testing.T, log lifecycle.Log, id lifecycle.StreamID) string {
	t.Helper()
	text := ""
	for r, err := range log.Load(t.Context(), id, 0) {
		if err != nil {
			t.Fatal(err)
		}
		text += r.ID + " "
	}
	return text
}

// feedIDs reads the feed behind a cursor and returns the ids and the last cursor.
func feedIDs(t *testing.T, feed lifecycle.Feed, after lifecycle.Cursor) (string, lifecycle.Cursor) {
	t.Helper()
	text := ""
	for r, err := range feed.Read(t.Context(), after, 0) {
		if err != nil {
			t.Fatal(err)
		}
		text += r.ID + " "
		after = r.Cursor
	}
	return text, after
}

func mustLog(t *testing.T, d *database) *sqlstore.Log {
	t.Helper()
	log, err := d.log()
	if err != nil {
		t.Fatal(err)
	}
	return log
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func appends(t *testing.T, log lifecycle.Log, id lifecycle.StreamID, expect lifecycle.Version, list ...lifecycle.Event) {
	t.Helper()
	result, err := log.Append(t.Context(), id, expect, list...)
	if err != nil || result != (lifecycle.AppendResult{Version: expect + lifecycle.Version(len(list))}) {
		t.Fatalf("append of %d behind %d: %+v, %v", len(list), expect, result, err)
	}
}

func begin(t *testing.T, db *sql.DB) *sql.Tx {
	t.Helper()
	tx, err := db.BeginTx(t.Context(), nil)
	must(t, err)
	t.Cleanup(func() { _ = tx.Rollback() })
	return tx
}

// crm makes a table of the host.
func crm(t *testing.T, d *database) (table string) {
	t.Helper()
	table = "crm"
	if d.options.Schema != "" {
		table = d.options.Schema + ".crm"
	}
	_, err := d.db.ExecContext(t.Context(), "CREATE TABLE "+table+" (id INTEGER PRIMARY KEY, state TEXT)")
	must(t, err)
	return table
}

func rowsIn(t *testing.T, db *sql.DB, table string) int {
	t.Helper()
	var n int
	must(t, db.QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&n))
	return n
}

// Clause 25: the row of the host and the events are stored by one commit, or
// neither is.
func TestHostRowAndEventAreOne(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		log, table := mustLog(t, d), crm(t, d)
		for i, commit := range []bool{false, true} {
			tx := begin(t, d.db)
			_, err := tx.ExecContext(t.Context(), "INSERT INTO "+table+" VALUES (7, 'won')")
			must(t, err)
			appends(t, log.In(tx), deal, 0, events("a", 3)...)
			if got := ids(t, log.In(tx), deal); got != "a1 a2 a3 " {
				t.Errorf("inside the transaction: %q", got)
			}
			if commit {
				must(t, tx.Commit())
			} else {
				must(t, tx.Rollback())
			}
			want := []string{"", "a1 a2 a3 "}[i]
			if got := ids(t, log, deal); got != want || rowsIn(t, d.db, table) != i {
				t.Errorf("commit %v: %q and %d rows of the host", commit, got, rowsIn(t, d.db, table))
			}
			if got, _ := feedIDs(t, log, ""); got != want {
				t.Errorf("commit %v: feed %q", commit, got)
			}
		}
	})
}

// Clause 26: a conflict inside the transaction of the host leaves it usable,
// and what it did before and does afterwards is committed.
func TestConflictLeavesTransactionUsable(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		log, table := mustLog(t, d), crm(t, d)
		appends(t, log, deal, 0, events("a", 2)...)
		tx := begin(t, d.db)
		in := log.In(tx)
		_, err := tx.ExecContext(t.Context(), "INSERT INTO "+table+" VALUES (1, 'before')")
		must(t, err)
		for _, expect := range []lifecycle.Version{0, 1, 3, 99, 1 << 63} {
			_, err := in.Append(t.Context(), deal, expect, event("x"))
			var conflict *lifecycle.ConflictError
			if !errors.As(err, &conflict) || *conflict != (lifecycle.ConflictError{Stream: deal, Expected: expect, Actual: 2}) {
				t.Errorf("behind %d: %v", expect, err)
			}
		}
		if r, err := in.Append(t.Context(), deal, 0, events("a", 2)...); err != nil || r != (lifecycle.AppendResult{Version: 2, Duplicate: true}) {
			t.Errorf("repeated: %+v, %v", r, err)
		}
		_, err = in.Append(t.Context(), deal, 2)
		if !errors.Is(err, lifecycle.ErrInvalid) {
			t.Errorf("append of nothing: %v", err)
		}
		appends(t, in, deal, 2, event("b"))
		_, err = tx.ExecContext(t.Context(), "INSERT INTO "+table+" VALUES (2, 'after')")
		must(t, err)
		must(t, tx.Commit())
		if got := ids(t, log, deal); got != "a1 a2 b " || rowsIn(t, d.db, table) != 2 {
			t.Errorf("%q and %d rows of the host", got, rowsIn(t, d.db, table))
		}
	})
}

// The same for documents.
func TestDocumentConflictLeavesTransactionUsable(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		plans, err := sqlstore.NewDocuments(d.db, "plan", sqlstore.Codec[string]{}, d.options)
		must(t, err)
		_, err = plans.Save(t.Context(), "p", 0, "one")
		must(t, err)
		for _, commit := range []bool{false, true} {
			tx := begin(t, d.db)
			in := plans.In(tx)
			for _, expect := range []store.Version{0, 2, 1 << 63, 1<<64 - 1} {
				_, err := in.Save(t.Context(), "p", expect, "lost")
				var conflict *store.ConflictError
				if !errors.As(err, &conflict) || *conflict != (store.ConflictError{ID: "p", Expected: expect, Actual: 1}) {
					t.Errorf("expected %d: %v", expect, err)
				}
			}
			v, err := in.Save(t.Context(), "p", 1, "two")
			if v != 2 || err != nil {
				t.Errorf("got %d, %v", v, err)
			}
			if doc, v, err := in.Load(t.Context(), "p"); doc != "two" || v != 2 || err != nil {
				t.Errorf("inside: %q, %d, %v", doc, v, err)
			}
			if commit {
				must(t, tx.Commit())
			} else {
				must(t, tx.Rollback())
			}
			want := map[bool]string{false: "one", true: "two"}[commit]
			if doc, _, err := plans.Load(t.Context(), "p"); doc != want || err != nil {
				t.Errorf("commit %v: %q, %v", commit, doc, err)
			}
		}
	})
}

// Clause 28: nobody else sees anything before the commit.
func TestInvisibleBeforeCommit(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		log := mustLog(t, d)
		appends(t, log, deal, 0, event("a"))
		tx := begin(t, d.db)
		appends(t, log.In(tx), deal, 1, event("b"))
		appends(t, log.In(tx), "acme/other", 0, event("c"))
		if got := ids(t, log, deal) + ids(t, log, "acme/other"); got != "a " {
			t.Errorf("outside: %q", got)
		}
		feed, at := feedIDs(t, log, "")
		must(t, tx.Commit())
		rest, _ := feedIDs(t, log, at)
		if feed+rest != "a b c " {
			t.Errorf("feed %q, then %q", feed, rest)
		}
	})
}

// A transaction begun by a statement on a connection can be joined, and a
// connection without one gets whole appends all the same.
func TestConnectionCanBeJoined(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		log := mustLog(t, d)
		conn, err := d.db.Conn(t.Context())
		must(t, err)
		defer conn.Close()
		for i, end := range []string{"ROLLBACK", "COMMIT"} {
			_, err = conn.ExecContext(t.Context(), "BEGIN")
			must(t, err)
			appends(t, log.In(conn), deal, 0, events("a", 2)...)
			_, err = conn.ExecContext(t.Context(), end)
			must(t, err)
			if got := ids(t, log, deal); got != []string{"", "a1 a2 "}[i] {
				t.Errorf("%s: %q", end, got)
			}
		}
		appends(t, log.In(conn), deal, 2, event("b"))
		appends(t, log.In(d.db), deal, 3, event("c"))
		if got := ids(t, log, deal); got != "a1 a2 b c " {
			t.Errorf("got %q", got)
		}
	})
}

// An append that fails midway leaves nothing in the transaction, even when the
// host commits in spite of it.
func TestHalfAnAppendCannotBeCommitted(t *testing.T) {
	d, err := openSQLite(t.Context())
	must(t, err)
	defer d.close()
	log := mustLog(t, d)
	appends(t, log, deal, 0, event("a"))
	_, err = d.db.ExecContext(t.Context(), "CREATE TRIGGER full BEFORE INSERT ON milepost_events WHEN NEW.id = 'b150' BEGIN SELECT RAISE(ABORT, 'no more'); END")
	must(t, err)
	tx := begin(t, d.db)
	if _, err := log.In(tx).Append(t.Context(), deal, 1, events("b", 200)...); err == nil {
		t.Fatal("the trigger did not fire")
	}
	appends(t, log.In(tx), deal, 1, event("c"))
	must(t, tx.Commit())
	if got := ids(t, log, deal); got != "a c " {
		t.Errorf("got %q", got)
	}
}

// Snapshots join too.
func TestSnapshotInTransaction(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		log := mustLog(t, d)
		tx := begin(t, d.db)
		in := log.In(tx).(lifecycle.Snapshotter)
		must(t, in.SaveSnapshot(t.Context(), deal, 3, 1, []byte("three")))
		if v, schema, data, err := in.LoadSnapshot(t.Context(), deal); v != 3 || schema != 1 || string(data) != "three" || err != nil {
			t.Errorf("inside: %d, %d, %q, %v", v, schema, data, err)
		}
		must(t, tx.Rollback())
		if _, _, _, err := log.LoadSnapshot(t.Context(), deal); !errors.Is(err, lifecycle.ErrNoSnapshot) {
			t.Errorf("after the rollback: %v", err)
		}
		if err := log.SaveSnapshot(t.Context(), deal, 1<<63, 1, nil); !errors.Is(err, lifecycle.ErrInvalid) {
			t.Errorf("a version that no stream gets to: %v", err)
		}
	})
}

// An engine on a joined log decides on what the transaction sees.
func TestEngineInTransaction(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		log := mustLog(t, d)
		tx := begin(t, d.db)
		engine, err := lifecycle.New(lifecycle.Config{
			Log: log.In(tx), Definitions: []*lifecycle.Definition{lifecycle.SalesProject()}, Auth: everybody{},
			Now: func() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) },
		})
		must(t, err)
		start := lifecycle.StartProject{Header: lifecycle.Header{ID: "c1", Actor: "kim"}, Definition: lifecycle.SalesProject().Ref().ID}
		_, err = engine.Do(t.Context(), deal, start)
		must(t, err)
		state, err := engine.State(t.Context(), deal)
		if err != nil || state.Version == 0 {
			t.Errorf("state at version %d, %v", state.Version, err)
		}
		must(t, tx.Rollback())
		if got := ids(t, log, deal); got != "" {
			t.Errorf("after the rollback: %q", got)
		}
	})
}

type everybody struct{}

func (everybody) Authorize(context.Context, lifecycle.StreamID, lifecycle.Ask) (lifecycle.Grant, error) {
	return lifecycle.Grant{Roles: []lifecycle.Role{lifecycle.RoleManager}}, nil
}
