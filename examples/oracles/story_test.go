package oracles

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/report/dataset"
)

// TestDuckDBJoinsTheSalesProject reads the tables that the example writes, from
// CSV and from Parquet, and joins them by nothing but their dictionary: no key
// twice, no reference without its row.
func TestDuckDBJoinsTheSalesProject(t *testing.T) {
	if os.Getenv("MILEPOST_DUCKDB") == "" {
		t.Skip("MILEPOST_DUCKDB names no folder with DuckDB")
	}
	dir := filepath.Join(t.TempDir(), "papers")
	if out, err := exec.Command("go", "run", "../salesproject", "-out", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	dir = filepath.Join(dir, "dataset")
	tables := described(t, filepath.Join(dir, "dictionary.en.csv"))
	references := 0
	for _, table := range tables {
		for _, c := range table.Columns {
			if c.Refers != "" {
				references++
			}
		}
	}
	t.Logf("%d tables, %d references", len(tables), references)
	if len(tables) < 16 || references < 20 {
		t.Errorf("only %d tables with %d references", len(tables), references)
	}
	asked(t, joins(dir, tables))
}

// described reads a data dictionary.
func described(t *testing.T, path string) []dataset.Table {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	place := map[string]int{}
	for i, name := range rows[0] {
		place[name] = i
	}
	var tables []dataset.Table
	for _, row := range rows[1:] {
		at := func(name string) string { return row[place[name]] }
		if len(tables) == 0 || tables[len(tables)-1].Name != at("table_name") {
			tables = append(tables, dataset.Table{Schema: dataset.Schema{Name: at("table_name")}})
		}
		last := &tables[len(tables)-1]
		last.Columns = append(last.Columns, dataset.Column{Name: at("column_name"), Key: at("is_key") == "true", Refers: at("refers_to")})
	}
	return tables
}
