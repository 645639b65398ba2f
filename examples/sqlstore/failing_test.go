package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"testing"

	"modernc.org/sqlite"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/sqlstore"
	"github.com/milepost-go/milepost/lifecycle/store"
)

var errWire = errors.New("the wire was cut")

// wire is a driver whose k-th operation fails, before it is done or, for
// commits, when late is set, after it.
type wire struct {
	dsn   string
	left  int // operations until the failure; below 0 none fails
	late  bool
	count int
}

// cut reports whether this operation fails.
func (w *wire) cut() bool {
	w.count++
	w.left--
	return w.left == 0
}

func (w *wire) Connect(context.Context) (driver.Conn, error) {
	if w.cut() {
		return nil, errWire
	}
	c, err := w.Driver().Open(w.dsn)
	return &wireConn{c, w}, err
}

func (w *wire) Driver() driver.Driver { return &sqlite.Driver{} }

type wireConn struct {
	driver.Conn
	w *wire
}

func (c *wireConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if c.w.cut() {
		return nil, errWire
	}
	r, err := c.Conn.(driver.ExecerContext).ExecContext(ctx, query, args)
	return wireResult{r, c.w}, err
}

func (c *wireConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if c.w.cut() {
		return nil, errWire
	}
	r, err := c.Conn.(driver.QueryerContext).QueryContext(ctx, query, args)
	return wireRows{r, c.w}, err
}

func (c *wireConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	if c.w.cut() {
		return nil, errWire
	}
	tx, err := c.Conn.(driver.ConnBeginTx).BeginTx(ctx, o)
	return wireTx{tx, c.w}, err
}

type wireTx struct {
	driver.Tx
	w *wire
}

func (t wireTx) Commit() error {
	if !t.w.cut() {
		return t.Tx.Commit()
	}
	if t.w.late {
		return errors.Join(errWire, t.Tx.Commit())
	}
	return errors.Join(errWire, t.Tx.Rollback())
}

type wireResult struct {
	driver.Result
	w *wire
}

func (r wireResult) RowsAffected() (int64, error) {
	if r.w.cut() {
		return 0, errWire
	}
	return r.Result.RowsAffected()
}

type wireRows struct {
	driver.Rows
	w *wire
}

func (r wireRows) Next(into []driver.Value) error {
	if r.w.cut() {
		return errWire
	}
	return r.Rows.Next(into)
}

// everyFailure runs what is to be tried once for each operation it takes, and
// lets that operation fail. It hands over a sound log and documents to look at
// what is left afterwards.
func everyFailure(t *testing.T, try func(t *testing.T, log *sqlstore.Log, notes *sqlstore.Documents[string]) error, left func(t *testing.T, log *sqlstore.Log, notes *sqlstore.Documents[string])) {
	t.Helper()
	for _, late := range []bool{false, true} {
		for k := 1; ; k++ {
			d, err := openSQLite(t.Context())
			must(t, err)
			sound := mustLog(t, d)
			notes, err := sqlstore.NewDocuments(d.db, "note", sqlstore.Codec[string]{}, d.options)
			must(t, err)
			appends(t, sound, deal, 0, events("a", 3)...)
			_, err = notes.Save(t.Context(), "n", 0, "one")
			must(t, err)
			w := &wire{dsn: d.dsn, left: k, late: late}
			db := sql.OpenDB(w)
			log, err := sqlstore.New(db, d.options)
			must(t, err)
			cutNotes, err := sqlstore.NewDocuments(db, "note", sqlstore.Codec[string]{}, d.options)
			must(t, err)
			err = try(t, log, cutNotes)
			cut := w.left <= 0
			if (err != nil) != cut && !late {
				t.Errorf("operation %d: cut %v, %v", k, cut, err)
			}
			if err != nil && !errors.Is(err, errWire) {
				t.Errorf("operation %d: %v does not hold the driver's error", k, err)
			}
			left(t, sound, notes)
			must(t, db.Close())
			must(t, d.close())
			if !cut {
				if k < 3 {
					t.Errorf("only %d operations", k-1)
				}
				break
			}
		}
	}
}

// Whatever fails of an append, the same append again tells how it ended, and
// the events are there once.
func TestEveryFailureOfAnAppend(t *testing.T) {
	for _, expect := range []lifecycle.Version{3, lifecycle.AnyVersion} {
		list := events("b", 100)
		everyFailure(t, func(t *testing.T, log *sqlstore.Log, _ *sqlstore.Documents[string]) error {
			_, err := log.Append(t.Context(), deal, expect, list...)
			return err
		}, func(t *testing.T, log *sqlstore.Log, _ *sqlstore.Documents[string]) {
			r, err := log.Append(t.Context(), deal, expect, list...)
			if err != nil || r.Version != 103 {
				t.Errorf("again: %+v, %v", r, err)
			}
			n := 0
			for _, err := range log.Load(t.Context(), deal, 3) {
				must(t, err)
				n++
			}
			if n != 100 {
				t.Errorf("%d events", n)
			}
		})
	}
}

// The same for an append that turns out to be a repetition or a conflict, for
// loads, the feed, snapshots, lists and documents: the driver's error comes
// through once, and what is stored stays.
func TestEveryFailureOfTheRest(t *testing.T) {
	for name, try := range map[string]func(*testing.T, *sqlstore.Log, *sqlstore.Documents[string]) error{
		"repetition": func(t *testing.T, log *sqlstore.Log, _ *sqlstore.Documents[string]) error {
			r, err := log.Append(t.Context(), deal, 0, events("a", 3)...)
			if err == nil && !r.Duplicate {
				t.Error("not a duplicate")
			}
			return err
		},
		"load": func(t *testing.T, log *sqlstore.Log, _ *sqlstore.Documents[string]) error {
			return only(t, 3, log.Load(t.Context(), deal, 0))
		},
		"feed": func(t *testing.T, log *sqlstore.Log, _ *sqlstore.Documents[string]) error {
			return only(t, 3, log.Read(t.Context(), "", 0))
		},
		"wait": func(t *testing.T, log *sqlstore.Log, _ *sqlstore.Documents[string]) error {
			return log.Wait(t.Context(), "")
		},
		"streams": func(t *testing.T, log *sqlstore.Log, _ *sqlstore.Documents[string]) error {
			list, err := log.Streams(t.Context(), "acme", "", 10)
			if err == nil && len(list) != 1 {
				t.Errorf("%q", list)
			}
			return err
		},
		"snapshot": func(t *testing.T, log *sqlstore.Log, _ *sqlstore.Documents[string]) error {
			if err := log.SaveSnapshot(t.Context(), deal, 3, 1, []byte("x")); err != nil {
				return err
			}
			_, _, data, err := log.LoadSnapshot(t.Context(), deal)
			if err == nil && string(data) != "x" {
				t.Errorf("%q", data)
			}
			return err
		},
		"document": func(t *testing.T, _ *sqlstore.Log, notes *sqlstore.Documents[string]) error {
			doc, v, err := notes.Load(t.Context(), "n")
			if err == nil && (doc != "one" || v != 1) {
				t.Errorf("%q, version %d", doc, v)
			}
			return err
		},
		"document conflict": func(t *testing.T, _ *sqlstore.Log, notes *sqlstore.Documents[string]) error {
			_, err := notes.Save(t.Context(), "n", 7, "lost")
			if errors.Is(err, store.ErrConflict) {
				return nil
			}
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			everyFailure(t, try, func(t *testing.T, log *sqlstore.Log, notes *sqlstore.Documents[string]) {
				if got := ids(t, log, deal); got != "a1 a2 a3 " {
					t.Errorf("left: %q", got)
				}
				if doc, v, err := notes.Load(t.Context(), "n"); doc != "one" || v != 1 || err != nil {
					t.Errorf("left: %q, version %d, %v", doc, v, err)
				}
			})
		})
	}
}

// only wants n events and no error, or fewer and one error at the end.
func only(t *testing.T, n int, seq func(func(lifecycle.Recorded, error) bool)) error {
	var failed error
	got := 0
	for _, err := range seq {
		if failed != nil {
			t.Error("the sequence goes on after its error")
		}
		if failed = err; err == nil {
			got++
		}
	}
	if failed == nil && got != n {
		t.Errorf("%d events and no error", got)
	}
	return failed
}

// Whatever fails of a migration, the next one makes the tables.
func TestEveryFailureOfAMigration(t *testing.T) {
	for k := 1; ; k++ {
		d, err := openSQLite(t.Context())
		must(t, err)
		o := d.options
		o.Prefix = "cut_"
		w := &wire{dsn: d.dsn, left: k}
		db := sql.OpenDB(w)
		err = sqlstore.Migrate(t.Context(), db, o)
		cut := w.left <= 0
		if err != nil && !errors.Is(err, errWire) {
			t.Errorf("operation %d: %v", k, err)
		}
		must(t, db.Close())
		must(t, sqlstore.Migrate(t.Context(), d.db, o))
		log, err := sqlstore.New(d.db, o)
		must(t, err)
		appends(t, log, deal, 0, event(fmt.Sprint(k)))
		must(t, d.close())
		if !cut {
			if k < 10 {
				t.Errorf("only %d operations", k-1)
			}
			return
		}
	}
}
