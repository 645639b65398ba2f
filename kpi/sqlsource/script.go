package sqlsource

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed schema
var files embed.FS

const versionTable = DefaultPrefix + "schema"

// Script returns the SQL that makes the tables from nothing, for hosts that
// keep their schema by their own means, and for people to read. [Migrate] takes
// what it made for its own work. The error unwraps to ErrOptions.
func Script(o Options) (string, error) {
	o, err := o.filled()
	if err != nil {
		return "", err
	}
	steps, err := stepsFor(o)
	if err != nil {
		return "", err
	}
	text := "BEGIN;\n\n"
	if o.Schema != "" {
		text += "CREATE SCHEMA IF NOT EXISTS " + o.Schema + ";\nSET LOCAL search_path = " + o.Schema + ";\n\n"
	}
	return text + strings.Join(steps, "\n") + "\nCOMMIT;\n", nil
}

// stepsFor returns the texts that make the tables, the k-th of which brings
// them to version k and says so in the table of versions.
func stepsFor(o Options) ([]string, error) {
	names, err := fs.Glob(files, "schema/"+strings.ToLower(o.Dialect.String())+"/*.sql")
	if err != nil {
		return nil, err
	}
	var steps []string
	for i, name := range names { // in order of their names, which begin with the number
		text, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		record := fmt.Sprintf("INSERT INTO %s (version) VALUES (%d);\n", versionTable, i+1)
		steps = append(steps, strings.ReplaceAll(string(text)+"\n"+record, DefaultPrefix, o.Prefix))
	}
	return steps, nil
}

// statements takes a text apart: each statement ends with a semicolon at the
// end of a line, and no other line ends so.
func statements(text string) []string {
	var list []string
	for s := range strings.SplitAfterSeq(text, ";\n") {
		if strings.TrimSpace(s) != "" {
			list = append(list, s)
		}
	}
	return list
}
