// Package sqlsource keeps the measurements of a host in its own database,
// through database/sql: SQLite and PostgreSQL. It imports no driver; the host
// brings its own.
//
// A first program: the table is made once, at the start of every process, then
// measurements are recorded and an indicator is computed from them.
//
//	options := sqlsource.Options{Dialect: sqlsource.PostgreSQL}
//	if err := sqlsource.Migrate(ctx, db, options); err != nil {
//		return err
//	}
//	source, err := sqlsource.New(db, options)
//	if err != nil {
//		return err
//	}
//	err = source.Record(ctx, kpi.Reading{Metric: "service.asked", Subject: "north", At: sunday, Value: kpi.Int(40, "")})
//	if err != nil {
//		return err
//	}
//	parts, err := indicator.Collect(ctx, source, from, to)
//
// [Source] is a kpi.Recorder. Numbers are kept as exact texts, a third as 1/3,
// with their unit or currency; a gap is kept with its reason. [Source.In] joins a
// transaction of the host, so that a measurement is stored with the rows that it
// was taken from, or not at all.
//
// # Errors
//
// What is wrong with readings and queries is an error of package kpi; after it
// nothing was stored and the transaction of the host is as it was. Every other
// error is the driver's own value, so that the host's loop that repeats a
// transaction finds what it looks for. Where the context has ended, errors.Is
// finds the context's error too. Recording again does no harm: it gives the same
// rows.
//
// # Databases
//
// SQLite has one writer at a time; the host opens its database such that writers
// wait for each other. For modernc.org/sqlite that is
//
//	file:app.db?_txlock=immediate&_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)
//
// In PostgreSQL rows are written in one order, so recorders that meet wait for
// each other and do not block each other for good. A sequence of readings is
// fetched page by page and holds no connection while the host looks at it.
//
// [Script] shows the tables: their version, and one row a reading. The SQL of a
// host may read them, and write them where it writes what the comments there say.
//
// Stable: the exported names, and the tables by the numbers of their versions.
package sqlsource
