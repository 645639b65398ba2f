package dataset

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// randomSchemas are up to seven tables with keys that refer to each other at
// random, circles and references to halves of keys included.
func randomSchemas(seed uint64) []Schema {
	r := rand.New(rand.NewPCG(seed, 8))
	schemas := make([]Schema, 1+r.IntN(7))
	for i := range schemas {
		schemas[i] = Schema{Name: fmt.Sprint("t", i), Columns: []Column{{Name: "id", Key: true}}}
		if r.IntN(4) == 0 {
			schemas[i].Columns = append(schemas[i].Columns, Column{Name: "second", Key: true})
		}
		for c := range r.IntN(4) {
			schemas[i].Columns = append(schemas[i].Columns, Column{
				Name: fmt.Sprint("c", c), Key: r.IntN(3) == 0, Filled: r.IntN(3) == 0, Refers: fmt.Sprintf("t%d.id", r.IntN(len(schemas))),
			})
		}
	}
	return schemas
}

// TestFilesOfRandomSchemas writes both kinds of files for any schemas: never a
// panic, never two fields of one name, never a relation too many.
func TestFilesOfRandomSchemas(t *testing.T) {
	for seed := range uint64(300) {
		schemas := randomSchemas(seed)
		if finding.Blocks(Check(schemas...)) {
			continue
		}
		text, left := tds(t, Tableau{}, schemas...)
		n := parse(t, text)
		tables, relationships := len(n.all("object")), len(n.all("relationship"))
		if relationships != tables-1 {
			t.Fatalf("seed %d: %d tables, %d relationships", seed, tables, relationships)
		}
		apart := 0
		for _, f := range left {
			if f.Code == CodeApart {
				apart++
			}
		}
		if tables+apart != len(schemas) {
			t.Fatalf("seed %d: %d tables and %d apart of %d", seed, tables, apart, len(schemas))
		}
		if tables > 1 {
			checkNames(t, n)
		}
		filesOf(t, PowerBI{}, schemas...)
	}
}

func TestCheckMeasures(t *testing.T) {
	good := func(m Measure) Measure {
		m.Table, m.Meaning = "tasks", "x"
		if m.Type == report.TypeText {
			m.Type = report.TypeInteger
		}
		return m
	}
	sum := Sum("tasks.duration_min")
	for i, c := range []struct {
		measures []Measure
		want     finding.Code
	}{
		{[]Measure{good(Measure{Name: "", Formula: sum})}, CodeMeasureName},
		{[]Measure{good(Measure{Name: " a", Formula: sum})}, CodeMeasureName},
		{[]Measure{good(Measure{Name: "a\tb", Formula: sum})}, CodeMeasureName},
		{[]Measure{good(Measure{Name: strings.Repeat("项", 101), Formula: sum})}, CodeMeasureName},
		{[]Measure{good(Measure{Name: "A", Formula: sum}), good(Measure{Name: "a", Formula: sum})}, CodeMeasureTwice},
		{[]Measure{good(Measure{Name: "Done", Formula: sum})}, CodeMeasureTwice},
		{[]Measure{{Name: "a", Table: "none", Meaning: "x", Type: report.TypeInteger, Formula: sum}}, CodeMeasureNoTable},
		{[]Measure{good(Measure{Name: "a", Formula: Rows("none")})}, CodeMeasureNoTable},
		{[]Measure{good(Measure{Name: "a", Formula: Sum("tasks.none")})}, CodeMeasureNoColumn},
		{[]Measure{good(Measure{Name: "a", Formula: Sum("none")})}, CodeMeasureNoColumn},
		{[]Measure{good(Measure{Name: "a", Formula: Sum("tasks.duration_min", Condition{Column: "projects.name", Value: finding.Text("x")})})}, CodeMeasureNoColumn},
		{[]Measure{good(Measure{Name: "a", Formula: Sum("tasks.duration_min", Condition{Column: "tasks.finish_day", Other: "projects.none"})})}, CodeMeasureNoColumn},
		{[]Measure{good(Measure{Name: "a", Formula: Sum("tasks.task_id")})}, CodeMeasureType},
		{[]Measure{good(Measure{Name: "a", Formula: Sum("tasks.start")})}, CodeMeasureType},
		{[]Measure{good(Measure{Name: "a", Type: report.TypeBool, Formula: sum})}, CodeMeasureType},
		{[]Measure{good(Measure{Name: "a", Places: 10, Formula: sum})}, CodeMeasureType},
		{[]Measure{good(Measure{Name: "a", Formula: Rows("tasks", Condition{Column: "tasks.done", Value: finding.Text("x")})})}, CodeMeasureType},
		{[]Measure{good(Measure{Name: "a", Formula: Rows("tasks", Condition{Column: "tasks.start", Other: "projects.name"})})}, CodeMeasureType},
		{[]Measure{good(Measure{Name: "a", Formula: Rows("tasks", Condition{Column: "tasks.start", Other: "odds.finish"})})}, CodeMeasureNotJoined},
		{[]Measure{good(Measure{Name: "a", Formula: Of("none")})}, CodeMeasureNoMeasure},
		{[]Measure{good(Measure{Name: "a", Formula: Of("A")})}, CodeMeasureCircle},
		{[]Measure{good(Measure{Name: "a", Formula: Add(sum, Of("b"))}), good(Measure{Name: "b", Formula: Divide(Of("a"), sum)})}, CodeMeasureCircle},
		{[]Measure{good(Measure{Name: "a", Formula: Formula{Op: OpAdd, Args: []Formula{sum}}})}, CodeMeasureShape},
		{[]Measure{good(Measure{Name: "a", Formula: Formula{Op: 99}})}, CodeMeasureShape},
		{[]Measure{{Name: "a", Table: "tasks", Type: report.TypeInteger, Formula: sum}}, CodeMeasureNoMeaning},
	} {
		found := CheckMeasures(c.measures, project(report.En))
		if len(found) == 0 || found[0].Code != c.want {
			t.Errorf("%d: found %v, want %s", i, found, c.want)
		}
	}
	for _, lang := range report.Langs() {
		if found := CheckMeasures(figures(lang), project(lang)); len(found) != 0 {
			t.Errorf("%s: %v", lang, found)
		}
	}
}

// TestFilled holds that a column that is never empty never is.
func TestFilled(t *testing.T) {
	s := Schema{Name: "t", Columns: []Column{{Name: "id", Key: true}, {Name: "up", Filled: true}}}
	for _, v := range []finding.Value{{}, finding.Unknown("no-data")} {
		err := CSV{}.Write(io.Discard, Table{Schema: s, Rows: rows([]finding.Value{finding.Text("1"), v})})
		var cell *CellError
		if !errors.As(err, &cell) || cell.Column != "up" {
			t.Errorf("%v: %v", v, err)
		}
	}
	if err := (CSV{}).Write(io.Discard, Table{Schema: s, Rows: rows([]finding.Value{finding.Text("1"), finding.Text("0")})}); err != nil {
		t.Error(err)
	}
}

func TestFilledIsNotUnknown(t *testing.T) {
	for _, c := range []Column{{Name: "a", Key: true, CanBeUnknown: true, Meaning: "x"}, {Name: "a", Filled: true, CanBeUnknown: true, Meaning: "x"}} {
		if found := Check(Schema{Name: "t", Columns: []Column{{Name: "id", Key: true, Meaning: "x"}, c}}); len(found) != 1 || found[0].Code != CodeUnknownKey {
			t.Errorf("%+v: %v", c, found)
		}
	}
}
