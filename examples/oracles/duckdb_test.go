package oracles

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/parquet"
)

// query is a question to DuckDB; what it answers must be the rows wanted, or,
// without any, the answer of the query like it.
type query struct {
	Name string `json:"name"`
	SQL  string `json:"sql"`
	want [][]string
	like string
}

type answer struct {
	Name  string     `json:"name"`
	Rows  [][]string `json:"rows"`
	Error string     `json:"error"`
}

// duckDB answers queries in a database without tables of its own. It skips the
// test where DuckDB is not installed, as by
//
//	npm install --prefix "$MILEPOST_DUCKDB" @duckdb/node-api@1.5.6-r.1
func duckDB(t *testing.T, queries []query) map[string]answer {
	t.Helper()
	if os.Getenv("MILEPOST_DUCKDB") == "" {
		t.Skip("MILEPOST_DUCKDB names no folder with DuckDB")
	}
	var in bytes.Buffer
	for _, q := range queries {
		if err := json.NewEncoder(&in).Encode(q); err != nil {
			t.Fatal(err)
		}
	}
	node := exec.Command("node", "duckdb.mjs")
	node.Stdin, node.Stderr = &in, os.Stderr
	out, err := node.Output()
	if err != nil {
		t.Fatal(err)
	}
	answers := map[string]answer{}
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var a answer
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		answers[a.Name] = a
	}
	return answers
}

// asked asks queries and holds their answers.
func asked(t *testing.T, queries []query) {
	t.Helper()
	answers := duckDB(t, queries)
	for _, q := range queries {
		got, want := answers[q.Name], q.want
		if q.like != "" {
			want = answers[q.like].Rows
		}
		if got.Error != "" || fmt.Sprint(got.Rows) != fmt.Sprint(want) || len(want) == 0 {
			t.Errorf("%s: %v %s, want %v\n%s", q.Name, got.Rows, got.Error, want, q.SQL)
		}
	}
}

// saved writes tables as CSV and as Parquet.
func saved(t *testing.T, dir string, tables []dataset.Table) {
	t.Helper()
	for _, table := range tables {
		for ending, write := range map[string]func(io.Writer, dataset.Table) error{".csv": dataset.CSV{}.Write, ".parquet": parquet.Write} {
			var b bytes.Buffer
			if err := write(&b, table); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, table.Name+ending), b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// joins asks of each table, in both forms, that its key names a row and that
// every reference finds its row; and that both forms hold the same.
func joins(dir string, tables []dataset.Table) []query {
	var queries []query
	for _, table := range tables {
		for _, ending := range []string{".csv", ".parquet"} {
			queries = append(queries, keyed(dir, ending, table))
			for _, c := range table.Columns {
				if c.Refers != "" {
					queries = append(queries, orphans(dir, ending, table.Name, c))
				}
			}
		}
		for _, c := range table.Columns {
			queries = append(queries, same(dir, table.Name, c.Name)...)
		}
	}
	return queries
}

// from reads a file as a table, all of it as text where it is CSV: types are
// compared by the other form.
func from(dir, ending, table string) string {
	file := filepath.Join(dir, table+ending)
	if ending == ".csv" {
		return fmt.Sprintf("read_csv('%s', header = true, all_varchar = true, quote = '\"', escape = '\"', delim = ',')", file)
	}
	return fmt.Sprintf("read_parquet('%s')", file)
}

func keyed(dir, ending string, table dataset.Table) query {
	var keys []string
	for _, c := range table.Columns {
		if c.Key {
			keys = append(keys, `"`+c.Name+`"`)
		}
	}
	list := strings.Join(keys, ", ")
	return query{
		Name: table.Name + ending + " keys",
		SQL:  fmt.Sprintf("SELECT count(*) FROM (SELECT %s FROM %s GROUP BY %s HAVING count(*) > 1)", list, from(dir, ending, table.Name), list),
		want: [][]string{{"0"}},
	}
}

func orphans(dir, ending, table string, c dataset.Column) query {
	parent, key, _ := strings.Cut(c.Refers, ".")
	return query{
		Name: table + ending + " " + c.Name,
		SQL: fmt.Sprintf(`SELECT count(*) FROM %s c LEFT JOIN %s p ON c.%q = p.%q WHERE c.%q IS NOT NULL AND p.%q IS NULL`,
			from(dir, ending, table), from(dir, ending, parent), c.Name, key, c.Name, key),
		want: [][]string{{"0"}},
	}
}

// same asks for how many cells a column has in both forms.
func same(dir, table, column string) []query {
	name := func(ending string) string { return table + ending + " cells of " + column }
	ask := func(ending string) string {
		return fmt.Sprintf("SELECT count(*), count(%q), count(DISTINCT %q) FROM %s", column, column, from(dir, ending, table))
	}
	return []query{
		{Name: name(".csv"), SQL: ask(".csv"), like: name(".parquet")},
		{Name: name(".parquet"), SQL: ask(".parquet"), like: name(".csv")},
	}
}

// TestDuckDBReadsTypes holds that DuckDB finds the same figures in both forms
// of random rows of every type, with the types it chooses itself.
func TestDuckDBReadsTypes(t *testing.T) {
	dir := t.TempDir()
	table := anyRows(5000)
	saved(t, dir, []dataset.Table{table})
	const figures = `SELECT count(*), sum(whole::HUGEINT), sum(number::DECIMAL(38,12)), sum(cost::DECIMAL(38,12)), max(day::DATE), min(start::TIMESTAMP), sum(epoch_us(sent::TIMESTAMPTZ)), sum(part::DECIMAL(38,12)), sum(length_min::BIGINT), count(*) FILTER (critical::BOOLEAN), count(DISTINCT words) FROM `
	asked(t, append([]query{
		{Name: "csv", SQL: figures + from(dir, ".csv", "any"), like: "parquet"},
		{Name: "parquet", SQL: figures + from(dir, ".parquet", "any"), like: "csv"},
		{Name: "types", SQL: "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM " + from(dir, ".parquet", "any") + ")", want: [][]string{
			{"id", "VARCHAR"}, {"words", "VARCHAR"}, {"whole", "BIGINT"}, {"number", "DECIMAL(38,12)"}, {"cost", "DECIMAL(38,12)"}, {"cost_currency", "VARCHAR"},
			{"day", "DATE"}, {"start", "TIMESTAMP"}, {"sent", "TIMESTAMP WITH TIME ZONE"}, {"part", "DECIMAL(38,12)"}, {"length_min", "BIGINT"}, {"critical", "BOOLEAN"}, {"unknown", "VARCHAR"},
		}},
	}, joins(dir, []dataset.Table{table})...))
}
