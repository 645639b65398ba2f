// Package sqlstore keeps the histories and documents of projects in the host's
// own database, through database/sql: SQLite and PostgreSQL. It imports no
// driver; the host brings its own.
//
// A first program: the tables are made once, at the start of every process, and
// then an order of the host and an event of its project are stored by one commit.
//
//	options := sqlstore.Options{Dialect: sqlstore.PostgreSQL}
//	if err := sqlstore.Migrate(ctx, db, options); err != nil {
//		return err
//	}
//	log, err := sqlstore.New(db, options)
//	if err != nil {
//		return err
//	}
//
//	tx, err := db.BeginTx(ctx, nil)
//	if err != nil {
//		return err
//	}
//	defer tx.Rollback()
//	if _, err := tx.ExecContext(ctx, "UPDATE deals SET state = 'won' WHERE id = 7"); err != nil {
//		return err
//	}
//	engine, err := lifecycle.New(lifecycle.Config{Log: log.In(tx), ...})
//	if err != nil {
//		return err
//	}
//	if _, err := engine.Do(ctx, "acme/deal-7", start); err != nil {
//		return err // the host's row is rolled back with it
//	}
//	return tx.Commit()
//
// [Log] is a lifecycle.Log, Feed, Waiter and Snapshotter. [Documents] is a
// store.Store of plans, registers, charters and whatever else is saved whole.
// Both have a method In that joins a transaction of the host. An engine is cheap:
// make one for each transaction, and one on the log itself for everything else.
//
// The fact sources of an engine in a transaction see what the host has just
// written only where they read through that same transaction; through the
// database they see what was committed before. With a pool of one connection
// they would wait for it for ever.
//
// # Errors
//
// Conflicts, invalid input and events too large are the errors of packages
// lifecycle and store; after them nothing was stored and the transaction of the
// host is as it was. Every other error is the driver's own value, so that the
// host's loop that repeats a transaction finds what it looks for: 40001 and 40P01
// of PostgreSQL, SQLITE_BUSY. Where the context has ended, errors.Is finds the
// context's error too. After such an error outside of a transaction the outcome
// is unknown: append again with the same ids and learn it. A repeated append is
// recognised for ever, whatever came after it, from the ids and the places of its
// events; there is no table of ids that grows or forgets.
//
// # SQLite
//
// SQLite has one writer at a time. The host opens its database so that writers
// wait for each other, readers are not in the way, and a commit survives a power
// cut; for modernc.org/sqlite that is
//
//	file:app.db?_txlock=immediate&_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)
//
// With synchronous(NORMAL) appends do not wait for the disk, and a power cut may
// take the last of them. Without _txlock=immediate a transaction of the host that
// reads before it appends may fail with SQLITE_BUSY when another wrote in between;
// it is then repeated from its beginning.
//
// # PostgreSQL
//
// An append is one statement, so it costs one round trip, and one row lock keeps
// the appends to a stream in line. The driver must take slices as arrays, as pgx
// does. A transaction at repeatable read or serializable works too, and is
// repeated by the host after 40001.
//
// Numbers from a sequence are not the order of commits: one who reads up to the
// number 2 while the transaction with the number 1 is still open would never see
// that one. Events therefore carry the id of their transaction, and the feed shows
// them once every older transaction has ended. So a transaction that writes for an
// hour, anywhere in the server, holds the feed back for an hour; appends and loads
// go on. Watch for such transactions.
//
// Ids of transactions belong to one server. After a dump has been restored into
// another, let the feed begin anew there: set gate to 3, the first id that there
// is, in the tables of streams and of events, and let the followers start from "".
//
// # Tables
//
// [Migrate] makes them and [Script] shows them: the version of the tables, streams,
// events, snapshots and documents, with comments in the SQL. All five names begin
// with Options.Prefix. Rows of events are never changed. Whoever deletes events
// makes a gap, which a load reports as lifecycle.ErrCorrupt.
//
// Stable: the exported names and the tables of version 1.
package sqlstore
