package sqlstore_test

import (
	"fmt"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/sqlstore"
)

// A host that keeps its schema by its own means takes the SQL from here. The
// examples that open a database are in the module examples, folder sqlstore,
// which has the drivers.
func ExampleScript() {
	script, err := sqlstore.Script(sqlstore.Options{Dialect: sqlstore.PostgreSQL, Schema: "projects", Prefix: "pm_"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for line := range strings.SplitSeq(script, "\n") {
		if strings.HasPrefix(line, "CREATE") {
			fmt.Println(strings.TrimSuffix(line, " ("))
		}
	}
	// Output:
	// CREATE SCHEMA IF NOT EXISTS projects;
	// CREATE TABLE pm_schema
	// CREATE TABLE pm_streams
	// CREATE SEQUENCE pm_appends;
	// CREATE TABLE pm_events
	// CREATE UNIQUE INDEX pm_events_feed ON pm_events (gate, pos, part);
	// CREATE TABLE pm_snapshots
	// CREATE TABLE pm_documents
}

func ExampleOptions() {
	_, err := sqlstore.New(nil, sqlstore.Options{Prefix: "my-tables"})
	fmt.Println(err)
	// Output:
	// sqlstore: bad options: Dialect is Dialect(0); name SQLite or PostgreSQL
	// sqlstore: bad options: Prefix "my-tables" is not a lower-case letter and up to 31 of a-z, 0-9 and _
	// sqlstore: bad options: no database
}
