package dataset

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// FuzzWords writes any words into the files of all tools and reads them back
// by the grammar of each.
func FuzzWords(f *testing.F) {
	for _, word := range []string{"", "CPI", "成本", "a'b", `"x"`, `"`, "]]>", "/// x", "a\r\n\r\nb", "\ttable t", "\x00\xff\u202e", "#(lf)", "= 1", "x: y", "\u2028", "🚀"} {
		f.Add(word, word)
	}
	f.Fuzz(func(t *testing.T, name, word string) {
		schemas := []Schema{{Name: "tasks", Title: word, Meaning: word, Columns: []Column{
			{Name: "task_id", Key: true, Title: word, Meaning: word}, {Name: "note", Title: name, Meaning: name},
		}}}
		measures := []Measure{{Name: name, Table: "tasks", Title: word, Meaning: word, Type: report.TypeInteger, Formula: Rows("tasks", Condition{Column: "tasks.note", Value: finding.Text(word)})}}
		if finding.Blocks(CheckMeasures(measures, schemas)) {
			measures[0].Name = "Rows"
		}
		checkProject(t, measures, schemas, word)
		var b bytes.Buffer
		if _, err := (Tableau{Name: word, Measures: measures}).Write(&b, schemas...); err != nil {
			t.Fatal(err)
		}
		if err := xml.Unmarshal(b.Bytes(), &node{}); err != nil {
			t.Fatal(err)
		}
		body, _, err := Push{Name: word, Measures: measures}.Definition(schemas...)
		if err != nil || !json.Valid(body) {
			t.Fatal(err)
		}
		for batch, err := range (Push{}).Batches(Table{Schema: schemas[0], Rows: rows([]finding.Value{finding.Text("1"), finding.Text(word)})}) {
			if err != nil || !json.Valid(batch.Body) {
				t.Fatal(err)
			}
		}
	})
}

// checkProject reads a project back: its measure has its name, and no word has
// become an object or property of its own.
func checkProject(t *testing.T, measures []Measure, schemas []Schema, word string) {
	t.Helper()
	name := measures[0].Name
	files, _, err := PowerBI{Name: word, Folder: word, Measures: measures, Page: Page{Title: word, Cards: []string{name}}}.Files(schemas...)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !strings.HasSuffix(file.Path, ".tmdl") {
			if !json.Valid(file.Data) {
				t.Fatalf("%s is no JSON", file.Path)
			}
			continue
		}
		o, err := readTMDL(string(file.Data))
		if err != nil {
			t.Fatalf("%s: %v\n%s", file.Path, err, file.Data)
		}
		if table := o.one("table", "tasks"); strings.Contains(file.Path, "/tables/") && (table == nil || table.one("measure", name) == nil || len(table.children) != 5 || len(o.children) != 1) {
			t.Fatalf("%s: %+v\n%s", file.Path, table, file.Data)
		}
	}
}
