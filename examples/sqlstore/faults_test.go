package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"modernc.org/sqlite"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/sqlstore"
)

// Clause 37, the hard way: one connection in the pool, and appends, snapshots
// and documents inside of loads and reads.
func TestOneConnectionIsEnough(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		d.db.SetMaxOpenConns(1)
		log := mustLog(t, d)
		notes, err := sqlstore.NewDocuments(d.db, "note", sqlstore.Codec[string]{}, d.options)
		must(t, err)
		appends(t, log, deal, 0, events("a", 300)...)
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		at := lifecycle.Version(0)
		for r, err := range log.Load(ctx, deal, 0) {
			must(t, err)
			if at++; at%100 == 0 {
				_, err := log.Append(ctx, deal, 300+at/100-1, event("b"+r.ID))
				must(t, err)
				must(t, log.SaveSnapshot(ctx, deal, at, 1, r.Data))
				_, err = notes.Save(ctx, r.ID, 0, "x")
				must(t, err)
				for _, err := range log.Read(ctx, "", 1) {
					must(t, err)
				}
			}
		}
		if at != 300 {
			t.Errorf("the load yields %d events, not the 300 that were there when it began", at)
		}
		n := 0
		for _, err := range log.Read(ctx, "", 0) {
			must(t, err)
			if n++; n%100 == 0 {
				_, err := log.Append(ctx, deal, lifecycle.AnyVersion, event("c"+string(rune('0'+n/100))))
				must(t, err)
			}
		}
		if n < 303 {
			t.Errorf("the feed yields %d events", n)
		}
	})
}

// Large events come in small pages: the store never holds the whole stream.
func TestPagesOfLargeEvents(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		log := mustLog(t, d)
		big := events("big", 40)
		for i := range big {
			big[i].Data = []byte(strings.Repeat(string(rune('a'+i%26)), 1<<20))
			appends(t, log, deal, lifecycle.Version(i), big[i])
		}
		n := 0
		for r, err := range log.Load(t.Context(), deal, 0) {
			must(t, err)
			if len(r.Data) != 1<<20 || r.Data[0] != big[n].Data[0] {
				t.Fatalf("event %d has %d bytes", n+1, len(r.Data))
			}
			n++
		}
		got, _ := feedIDs(t, log, "")
		if n != 40 || len(strings.Fields(got)) != 40 {
			t.Errorf("%d loaded, %d in the feed", n, len(strings.Fields(got)))
		}
	})
}

// A read-only database refuses appends with the driver's error and goes on
// answering loads.
func TestReadOnly(t *testing.T) {
	d, err := openSQLite(t.Context())
	must(t, err)
	defer d.close()
	appends(t, mustLog(t, d), deal, 0, event("a"))
	db, err := sql.Open("sqlite", d.dsn+"&_pragma=query_only(1)")
	must(t, err)
	defer db.Close()
	log, err := sqlstore.New(db, d.options)
	must(t, err)
	_, err = log.Append(t.Context(), deal, 1, event("b"))
	if _, same := err.(*sqlite.Error); !same { // unwrapped is what is wanted
		t.Errorf("got %T %v", err, err)
	}
	if got := ids(t, log, deal); got != "a " {
		t.Errorf("got %q", got)
	}
}

// A full disk refuses the append whole; with room again it works.
func TestDiskFull(t *testing.T) {
	d, err := openSQLiteWith(t.Context(), "_pragma=max_page_count(60)")
	must(t, err)
	defer d.close()
	d.db.SetMaxOpenConns(1)
	log := mustLog(t, d)
	appends(t, log, deal, 0, event("a"))
	big := events("big", 3)
	for i := range big {
		big[i].Data = make([]byte, 150_000)
	}
	_, err = log.Append(t.Context(), deal, 1, big...)
	var full *sqlite.Error
	if !errors.As(err, &full) || full.Code() != 13 { // SQLITE_FULL
		t.Fatalf("got %v", err)
	}
	if got := ids(t, log, deal); got != "a " {
		t.Errorf("after the failure: %q", got)
	}
	_, err = d.db.ExecContext(t.Context(), "PRAGMA max_page_count = 100000")
	must(t, err)
	appends(t, log, deal, 1, big...)
}

// Another process holds the write lock: the driver's SQLITE_BUSY comes through,
// unwrapped.
func TestBusyPassesThrough(t *testing.T) {
	d, err := openSQLite(t.Context())
	must(t, err)
	defer d.close()
	hasty, err := sql.Open("sqlite", strings.Replace(d.dsn, "busy_timeout(20000)", "busy_timeout(0)", 1))
	must(t, err)
	defer hasty.Close()
	log, err := sqlstore.New(hasty, d.options)
	must(t, err)
	holder := begin(t, d.db)
	appends(t, mustLog(t, d).In(holder), deal, 0, event("a"))
	_, err = log.Append(t.Context(), deal, 0, event("b"))
	busy, same := err.(*sqlite.Error) // unwrapped is what is wanted
	if !same || busy.Code()&0xff != 5 {
		t.Errorf("got %T %v, not SQLITE_BUSY", err, err)
	}
	must(t, holder.Commit())
	appends(t, log, deal, 1, event("b"))
}

// A gap and meta that cannot be read are found and named by their place.
func TestCorruptTablesAreNamed(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		log := mustLog(t, d)
		table := "milepost_events"
		if d.options.Schema != "" {
			table = d.options.Schema + "." + table
		}
		for _, c := range []struct {
			stream  lifecycle.StreamID
			harm    string
			version lifecycle.Version
			why     string
		}{
			{"acme/middle", "DELETE FROM " + table + " WHERE stream = 'acme/middle' AND version = 3", 3, string(lifecycle.CodeHistoryGap)},
			{"acme/first", "DELETE FROM " + table + " WHERE stream = 'acme/first' AND version = 1", 1, string(lifecycle.CodeHistoryGap)},
			{"acme/last", "DELETE FROM " + table + " WHERE stream = 'acme/last' AND version = 5", 5, string(lifecycle.CodeHistoryGap)},
			{"acme/meta", "UPDATE " + table + " SET meta = '{\"a\":' WHERE stream = 'acme/meta' AND version = 2", 2, string(lifecycle.CodeHistoryUnreadable)},
		} {
			appends(t, log, c.stream, 0, events("e", 5)...)
			_, err := d.db.ExecContext(t.Context(), c.harm)
			must(t, err)
			var found error
			n := lifecycle.Version(0)
			for _, err := range log.Load(t.Context(), c.stream, 0) {
				if found != nil {
					t.Error("the sequence goes on after its error")
				}
				if found = err; err == nil {
					n++
				}
			}
			var corrupt *lifecycle.CorruptError
			if !errors.As(found, &corrupt) || corrupt.Stream != c.stream || corrupt.Version != c.version || string(corrupt.Why) != c.why || n != c.version-1 {
				t.Errorf("%s: %d events, then %v", c.stream, n, found)
			}
		}
	})
}

// Lists of streams are those of the tenant alone, in the order of their bytes.
func TestStreamsOfATenant(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		log := mustLog(t, d)
		for _, id := range []lifecycle.StreamID{"b/1", "a/2", "a/10", "a/Z", "a/\u00e9", "a/ä/x", "a0/1", "a-/1", "A/1", "aa/1", "a/~"} {
			appends(t, log, id, 0, event("e"))
		}
		want := []lifecycle.StreamID{"a/10", "a/2", "a/Z", "a/~", "a/ä/x", "a/\u00e9"}
		for _, limit := range []int{1, 2, 5, 6, 100} {
			var got []lifecycle.StreamID
			after := lifecycle.StreamID("")
			for {
				page, err := log.Streams(t.Context(), "a", after, limit)
				must(t, err)
				got = append(got, page...)
				if len(page) < limit {
					break
				}
				after = page[len(page)-1]
			}
			if len(got) != len(want) {
				t.Fatalf("limit %d: %q", limit, got)
			}
			for i := range got {
				if got[i] != want[i] {
					t.Errorf("limit %d: %q, not %q", limit, got, want)
				}
			}
		}
		for _, bad := range []string{"", "a/", "\x00", "\xff"} {
			if _, err := log.Streams(t.Context(), bad, "", 10); !errors.Is(err, lifecycle.ErrInvalid) {
				t.Errorf("tenant %q: %v", bad, err)
			}
		}
		if _, err := log.Streams(t.Context(), "a", "", 0); !errors.Is(err, lifecycle.ErrInvalid) {
			t.Errorf("limit 0: %v", err)
		}
	})
}

// The clock of the host is kept to the microsecond; without one the database's
// is close to ours.
func TestStoredAt(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		appends(t, mustLog(t, d), deal, 0, event("a"))
		moment := time.Date(1999, 12, 31, 23, 59, 59, 123456789, time.UTC)
		o := d.options
		o.Now = func() time.Time { return moment }
		clocked, err := sqlstore.New(d.db, o)
		must(t, err)
		appends(t, clocked, deal, 1, event("b"))
		var at []time.Time
		for r, err := range clocked.Load(t.Context(), deal, 0) {
			must(t, err)
			at = append(at, r.StoredAt)
		}
		if away := time.Since(at[0]); away < -time.Minute || away > time.Minute || at[0].Location() != time.UTC {
			t.Errorf("the database's clock says %v", at[0])
		}
		if want := moment.Truncate(time.Microsecond); !at[1].Equal(want) {
			t.Errorf("the host's clock said %v, kept is %v", want, at[1])
		}
	})
}

// Cursors that are well formed but lie ahead of the feed are not of this feed.
func TestCursorAhead(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		log := mustLog(t, d)
		appends(t, log, deal, 0, events("a", 3)...)
		ahead, other := lifecycle.Cursor("4"), lifecycle.Cursor("4.4.4")
		if d.options.Dialect == sqlstore.PostgreSQL {
			ahead, other = "9000000000000000000.1.1", "4"
		}
		for _, c := range []lifecycle.Cursor{ahead, other, "01", "1.", ".1", "1.1", "1.1.1.1", "+1", "1 ", "0", "0.0.0"} {
			for _, err := range log.Read(t.Context(), c, 0) {
				if !errors.Is(err, lifecycle.ErrInvalid) {
					t.Errorf("read behind %q: %v", c, err)
				}
				break
			}
			if err := log.Wait(t.Context(), c); !errors.Is(err, lifecycle.ErrInvalid) {
				t.Errorf("wait behind %q: %v", c, err)
			}
		}
	})
}

// Writers that append behind any version never lose an event nor store it twice,
// though each call is made twice.
func TestAnyVersionFromManySides(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		log := mustLog(t, d)
		var all sync.WaitGroup
		const writers, each = 6, 15
		for w := range writers {
			all.Go(func() {
				for i := range each {
					if _, err := log.Append(t.Context(), deal, lifecycle.AnyVersion, event(string(rune('a'+w))+string(rune('a'+i)))); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		seen := map[string]int{}
		for _, id := range strings.Fields(ids(t, log, deal)) {
			seen[id]++
		}
		if len(seen) != writers*each {
			t.Errorf("%d events of %d", len(seen), writers*each)
		}
		for id, n := range seen {
			if n != 1 {
				t.Errorf("%s is there %d times", id, n)
			}
		}
	})
}

// Two pools, as two processes have them, write one SQLite file.
func TestTwoPoolsOnOneFile(t *testing.T) {
	d, err := openSQLite(t.Context())
	must(t, err)
	defer d.close()
	second, err := sql.Open("sqlite", (&database{dsn: d.dsn}).dsn)
	must(t, err)
	defer second.Close()
	other, err := sqlstore.New(second, d.options)
	must(t, err)
	var all sync.WaitGroup
	for i, log := range []*sqlstore.Log{mustLog(t, d), other} {
		all.Go(func() {
			for k := range 40 {
				if _, err := log.Append(t.Context(), deal, lifecycle.AnyVersion, event(string(rune('a'+i))+string(rune('A'+k)))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	got, _ := feedIDs(t, other, "")
	if n := len(strings.Fields(got)); n != 80 || len(strings.Fields(ids(t, other, deal))) != 80 {
		t.Errorf("%d events in the feed", n)
	}
}

// A file in a folder that is not there is an error of the driver, not a panic.
func TestNoSuchFile(t *testing.T) {
	db, err := sql.Open("sqlite", sqliteDSN(filepath.Join(t.TempDir(), "none", "x.db")))
	must(t, err)
	defer db.Close()
	o := sqlstore.Options{Dialect: sqlstore.SQLite}
	if err := sqlstore.Migrate(t.Context(), db, o); err == nil {
		t.Error("no error")
	}
	log, err := sqlstore.New(db, o)
	must(t, err)
	if _, err := log.Append(t.Context(), deal, 0, event("a")); err == nil {
		t.Error("no error")
	}
	for _, err := range log.Load(t.Context(), deal, 0) {
		if err == nil {
			t.Error("an event from nowhere")
		}
	}
}

// Waiting for the write lock of SQLite ends with the context.
func TestCancelWhileWaitingForTheLock(t *testing.T) {
	d, err := openSQLite(t.Context())
	must(t, err)
	defer d.close()
	log := mustLog(t, d)
	holder := begin(t, d.db)
	appends(t, log.In(holder), deal, 0, event("a"))
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	if _, err := log.Append(ctx, deal, 0, event("b")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if took := time.Since(start); took > time.Minute {
		t.Errorf("it came back after %v", took)
	}
	must(t, holder.Commit())
	appends(t, log, deal, 1, event("b"))
}
