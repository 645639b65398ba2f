// Package sqlstore proves lifecycle/sqlstore on real databases: SQLite through
// modernc.org/sqlite and PostgreSQL through pgx. Its examples are first programs
// for hosts, its tests the conformance kits and the traps of each database, its
// benchmarks hold the store against the bare drivers.
//
// The tests of PostgreSQL need a server, see .ci/postgres.
package sqlstore
