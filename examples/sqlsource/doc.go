// Package sqlsource proves kpi/sqlsource on real databases: SQLite through
// modernc.org/sqlite and PostgreSQL through pgx. Its example is a first program
// for hosts, its tests are the conformance kit, migrations and transactions.
//
// The tests of PostgreSQL need a server, see .ci/postgres.
package sqlsource
