// Package joined loads tables that were written as CSV into SQLite and looks
// whether they join. It knows nothing of who wrote them: what tables there are,
// what names a row and what refers to what it takes from the data dictionary
// beside them.
package joined

import (
	"context"
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the database
)

// Column is a row of the data dictionary.
type Column struct {
	Table, Name, Type, Refers string
	Key                       bool
}

// Tables is a folder of tables in a database. It belongs to one goroutine.
type Tables struct {
	*sql.DB
	Columns []Column
}

// Open reads the dictionary of that name in a folder, and every table that it
// names from TABLE.csv in the same folder, into a database in memory. All
// cells are text, empty ones are NULL. A table whose head is not what the
// dictionary says is an error. The caller closes the database.
func Open(ctx context.Context, folder, dictionary string) (*Tables, error) {
	columns, err := read(filepath.Join(folder, dictionary))
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	t := &Tables{DB: db, Columns: columns}
	for _, name := range t.Names() {
		if err := t.load(ctx, name, filepath.Join(folder, name+".csv")); err != nil {
			return nil, errors.Join(fmt.Errorf("%s: %w", name, err), db.Close())
		}
	}
	return t, nil
}

// Names returns the tables in the order of the dictionary.
func (t *Tables) Names() []string {
	var names []string
	for _, c := range t.Columns {
		if len(names) == 0 || names[len(names)-1] != c.Table {
			names = append(names, c.Table)
		}
	}
	return names
}

// Faults returns a line for every key that stands twice or is empty, and for
// every reference that names no row.
func (t *Tables) Faults(ctx context.Context) ([]string, error) {
	var faults []string
	ask := func(what, query string) error {
		var n int
		if err := t.QueryRowContext(ctx, query).Scan(&n); err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
		if n > 0 {
			faults = append(faults, fmt.Sprintf("%s: %d rows", what, n))
		}
		return nil
	}
	keys := map[string][]string{}
	for _, c := range t.Columns {
		if c.Key {
			keys[c.Table] = append(keys[c.Table], quote(c.Name))
			if err := ask(c.Table+"."+c.Name+" is empty", "SELECT count(*) FROM "+quote(c.Table)+" WHERE "+quote(c.Name)+" IS NULL"); err != nil {
				return nil, err
			}
		}
	}
	for _, name := range t.Names() {
		by := strings.Join(keys[name], ", ")
		if err := ask("key of "+name+" stands twice", "SELECT count(*) FROM (SELECT 1 FROM "+quote(name)+" GROUP BY "+by+" HAVING count(*) > 1)"); err != nil {
			return nil, err
		}
	}
	for _, c := range t.Columns {
		to, column, ok := strings.Cut(c.Refers, ".")
		if !ok {
			continue
		}
		query := fmt.Sprintf("SELECT count(*) FROM %s a LEFT JOIN %s b ON a.%s = b.%s WHERE a.%[3]s IS NOT NULL AND b.%[4]s IS NULL",
			quote(c.Table), quote(to), quote(c.Name), quote(column))
		if err := ask(c.Table+"."+c.Name+" names no row of "+to, query); err != nil {
			return nil, err
		}
	}
	return faults, nil
}

// Figure returns the only value of a query, as text.
func (t *Tables) Figure(ctx context.Context, query string, args ...any) (string, error) {
	var v sql.NullString
	err := t.QueryRowContext(ctx, query, args...).Scan(&v)
	return v.String, err
}

// read reads the dictionary.
func read(file string) ([]Column, error) {
	rows, err := records(file)
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	var columns []Column
	for _, row := range rows[1:] {
		columns = append(columns, Column{
			Table: row[at["table_name"]], Name: row[at["column_name"]], Type: row[at["type"]], Refers: row[at["refers_to"]], Key: row[at["is_key"]] == "true",
		})
	}
	return columns, nil
}

// records reads a file of comma-separated values with a byte-order mark.
func records(file string) ([][]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	mark := make([]byte, 3)
	if _, err := io.ReadFull(f, mark); err != nil || string(mark) != "\xef\xbb\xbf" {
		return nil, fmt.Errorf("%s has no byte-order mark (%v)", file, err)
	}
	return csv.NewReader(f).ReadAll()
}

// load writes one file into a table.
func (t *Tables) load(ctx context.Context, name, file string) error {
	rows, err := records(file)
	if err != nil {
		return err
	}
	var head, marks []string
	for _, c := range t.Columns {
		if c.Table == name {
			head, marks = append(head, c.Name), append(marks, "?")
		}
	}
	if strings.Join(head, ",") != strings.Join(rows[0], ",") {
		return fmt.Errorf("the head is %v, the dictionary says %v", rows[0], head)
	}
	quoted := make([]string, len(head))
	for i := range head {
		quoted[i] = quote(head[i]) + " TEXT"
	}
	if _, err := t.ExecContext(ctx, "CREATE TABLE "+quote(name)+" ("+strings.Join(quoted, ", ")+")"); err != nil {
		return err
	}
	tx, err := t.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, row := range rows[1:] {
		args := make([]any, len(row))
		for i, cell := range row {
			if cell != "" {
				args[i] = cell
			}
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO "+quote(name)+" VALUES ("+strings.Join(marks, ", ")+")", args...); err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	return tx.Commit()
}

func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
