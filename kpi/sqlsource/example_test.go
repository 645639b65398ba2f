package sqlsource_test

import (
	"fmt"
	"strings"

	"github.com/milepost-go/milepost/kpi/sqlsource"
)

// A host that keeps its schema by its own means takes the SQL from here. The
// examples that open a database are in the module examples, folder sqlsource,
// which has the drivers.
func ExampleScript() {
	script, err := sqlsource.Script(sqlsource.Options{Dialect: sqlsource.PostgreSQL, Schema: "projects", Prefix: "pm_"})
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
	// CREATE TABLE pm_readings
}
