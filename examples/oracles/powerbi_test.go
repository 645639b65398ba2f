package oracles

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
)

// elsewhere stands for the schemas that the published ones refer to and that
// are not at hand: it takes everything. What it hides are filters and
// formatting selectors, of which we write none.
type elsewhere struct{}

func (elsewhere) Load(string) (any, error) {
	return map[string]any{"definitions": map[string]any{"Selector": true, "QueryExpressionContainer": true}}, nil
}

// fabric compiles a published schema of a part of a project.
func fabric(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	root := os.Getenv("MILEPOST_TRUTH")
	if root == "" {
		t.Skip("MILEPOST_TRUTH names no folder of schemas")
	}
	data, err := os.ReadFile(filepath.Join(root, "formats", "powerbi", name))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.UseLoader(elsewhere{})
	at := "https://schemas.test/" + name
	if id, ok := doc.(map[string]any)["$id"].(string); ok {
		at = id
	}
	if err := c.AddResource(at, doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(at)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// part compiles one definition of the push API.
func part(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	root := os.Getenv("MILEPOST_TRUTH")
	if root == "" {
		t.Skip("MILEPOST_TRUTH names no folder of schemas")
	}
	data, err := os.ReadFile(filepath.Join(root, "formats", "powerbi", "push-dataset.definitions.json"))
	if err != nil {
		t.Fatal(err)
	}
	// Go's expressions write \uD7FF as \x{D7FF}, and know no code points beyond
	// as \u10000.
	text := strings.NewReplacer(`\\uD7FF`, `\\x{D7FF}`, `\\uE000`, `\\x{E000}`, `\\uFFFD`, `\\x{FFFD}`, `\\u10000`, `\\x{10000}`, `\\u10FFFF`, `\\x{10FFFF}`).Replace(string(data))
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft7)
	if err := c.AddResource("https://schemas.test/push", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("https://schemas.test/push#/definitions/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func valid(t *testing.T, schema *jsonschema.Schema, name string, data []byte) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Errorf("%s: %v\n%s", name, err, data)
	}
}

// star is a small star whose words are whatever people write.
func star(word string) ([]dataset.Schema, []dataset.Measure) {
	return []dataset.Schema{
		{Name: "projects", Title: word, Meaning: word, Columns: []dataset.Column{{Name: "project_id", Key: true, Title: word, Meaning: word}}},
		{Name: "tasks", Title: word, Meaning: word, Columns: []dataset.Column{
			{Name: "task_id", Key: true, Title: word, Meaning: word},
			{Name: "project_id", Refers: "projects.project_id", Title: word, Meaning: word},
			{Name: "start", Type: report.TypeDate, Meaning: word}, {Name: "cost", Type: report.TypeMoney, Meaning: word},
			{Name: "done", Type: report.TypePercent, CanBeUnknown: true, Meaning: word}, {Name: "is_late", Type: report.TypeBool, Meaning: word},
			{Name: "float_min", Type: report.TypeDuration, Meaning: word},
		}},
	}, []dataset.Measure{{Name: "Total cost", Table: "tasks", Title: word, Meaning: word, Type: report.TypeMoney, Places: 2, Formula: dataset.Sum("tasks.cost")}}
}

// words are ordinary ones in both languages, and one that means harm.
func words() []string {
	return []string{"Costs & so on", "成本", `"}]}</script>'` + "\x00\u202e\r\n=1+1 🚀" + strings.Repeat("x", 10_000)}
}

// TestPowerBIParts validates each JSON file of projects against its published
// schema. Visuals have none at hand; package dataset reads them strictly.
func TestPowerBIParts(t *testing.T) {
	schemas := map[string]*jsonschema.Schema{
		".pbip":           fabric(t, "schema-fabric-pbip-pbipProperties-1.0.0-schema.json"),
		".platform":       fabric(t, "schema-fabric-gitIntegration-platformProperties-2.1.0-schema.json"),
		"definition.pbir": fabric(t, "schema-fabric-item-report-definitionProperties-2.0.0-schema.json"), "definition.pbism": fabric(t, "schema-fabric-item-semanticModel-definitionProperties-1.0.0-schema.json"),
		"report.json": fabric(t, "schema-fabric-item-report-definition-report-3.3.0-schema.json"), "version.json": fabric(t, "schema-fabric-item-report-definition-versionMetadata-1.0.0-schema.json"),
		"pages.json": fabric(t, "schema-fabric-item-report-definition-pagesMetadata-1.1.0-schema.json"), "page.json": fabric(t, "schema-fabric-item-report-definition-page-2.1.0-schema.json"),
	}
	checked := 0
	for _, word := range words() {
		tables, measures := star(word)
		project := dataset.PowerBI{Name: word, Measures: measures, Page: dataset.Page{Title: word, Cards: []string{"Total cost"}, Rows: []string{"tasks.task_id"}}}
		files, _, err := project.Files(tables...)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			schema := schemas[path.Base(f.Path)]
			if path.Ext(f.Path) == ".pbip" {
				schema = schemas[".pbip"]
			}
			if schema != nil {
				valid(t, schema, f.Path, f.Data)
				checked++
			}
		}
	}
	bad, err := jsonschema.UnmarshalJSON(strings.NewReader(`{"$schema": "x", "name": "p", "displayName": "P", "displayOption": "FitToPage"}`))
	if err != nil || schemas["page.json"].Validate(bad) == nil {
		t.Error("the schema of pages takes another schema's name", err)
	}
	if checked != 9*len(words()) {
		t.Errorf("%d files checked", checked)
	}
}

// TestPushBodies validates the bodies of push models against the definitions
// of the service's interface.
func TestPushBodies(t *testing.T) {
	definition, batch := part(t, "CreateDatasetRequest"), part(t, "PostRowsRequest")
	for _, word := range words() {
		tables, measures := star(word)
		body, _, err := dataset.Push{Name: word, Measures: measures}.Definition(tables...)
		if err != nil {
			t.Fatal(err)
		}
		valid(t, definition, "definition", body)
		rows := func(yield func([]finding.Value) bool) {
			for i := range 20 {
				if !yield([]finding.Value{finding.Text(fmt.Sprint(i)), finding.Text(word), finding.Date("2026-03-02T08:00"), finding.Money("12.5", "CNY"), finding.Unknown("no-data"), finding.Bool(true), finding.Number(480, "min")}) {
					return
				}
			}
		}
		for b, err := range (dataset.Push{}).Batches(dataset.Table{Schema: tables[1], Rows: rows}) {
			if err != nil {
				t.Fatal(err)
			}
			valid(t, batch, "batch", b.Body)
		}
	}
	for _, bad := range []string{`{"tables":[]}`, `{"name":"x","tables":[{"name":"a/b","columns":[]}]}`, `{"name":"x","tables":[],"defaultMode":"Other"}`} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(bad))
		if err != nil {
			t.Fatal(err)
		}
		if definition.Validate(doc) == nil {
			t.Errorf("the schema takes %s", bad)
		}
	}
}
