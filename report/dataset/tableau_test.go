package dataset

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

func tds(t *testing.T, w Tableau, schemas ...Schema) (string, []finding.Finding) {
	t.Helper()
	var b bytes.Buffer
	left, err := w.Write(&b, schemas...)
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), left
}

func TestTableauGolden(t *testing.T) {
	for _, lang := range report.Langs() {
		got, left := tds(t, Tableau{Name: "Projects", Lang: lang, Measures: figures(lang)}, project(lang)...)
		golden(t, "project."+lang.Tag()+".tds", got)
		want := []string{
			"info dataset.reference.left_out: table costs_by_period.project_id, got projects.project_id",
			"info dataset.schema.stands_apart: table glossary, remedy dataset.remedy.connect_alone",
			"info dataset.reference.left_out: table risks.task_id, got tasks.task_id",
			"info dataset.reference.left_out: table tasks.finish_day, got calendar.date",
			"info dataset.reference.within_table: table tasks.parent_id, got tasks.task_id",
		}
		if got := codesOf(left); !slices.Equal(got, want) {
			t.Errorf("%s: left out %q", lang, got)
		}
	}
}

// node is any element of a .tds file.
type node struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []node     `xml:",any"`
	Text     string     `xml:",chardata"`
}

func (n *node) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// name is the name without the mark of the reader it is for.
func (n *node) name() string { return unmarked(n.XMLName.Local) }

func unmarked(name string) string {
	if _, after, found := strings.Cut(name, "..."); found {
		return after
	}
	return name
}

// all returns the elements of a name, at any depth.
func (n *node) all(name string) []*node {
	var list []*node
	for i := range n.Children {
		child := &n.Children[i]
		if child.name() == name {
			list = append(list, child)
		}
		list = append(list, child.all(name)...)
	}
	return list
}

func parse(t *testing.T, text string) *node {
	t.Helper()
	var n node
	if err := xml.Unmarshal([]byte(text), &n); err != nil {
		t.Fatal(err)
	}
	return &n
}

// truth opens a folder of published samples; the test is skipped where there
// are none.
func truth(t *testing.T, parts ...string) string {
	t.Helper()
	root := os.Getenv("MILEPOST_TRUTH")
	if root == "" {
		t.Skip("MILEPOST_TRUTH names no folder")
	}
	return filepath.Join(append([]string{root, "formats"}, parts...)...)
}

// paths gathers which elements stand in which, with their attributes, under
// names without marks.
func (n *node) paths(into map[string]bool) {
	for _, a := range n.Attrs {
		into[n.name()+"@"+unmarked(a.Name.Local)] = true
	}
	for i := range n.Children {
		into[n.name()+">"+n.Children[i].name()] = true
		n.Children[i].paths(into)
	}
}

// TestTableauShape holds the shape of the file against files that Tableau
// saved: no element stands where theirs has none, and no attribute is unknown,
// but for those that several tables and text files need.
func TestTableauShape(t *testing.T) {
	known := map[string]bool{}
	files, _ := filepath.Glob(truth(t, "tableau", "*.t*"))
	if len(files) != 5 {
		t.Fatalf("%d samples", len(files))
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		n := parse(t, string(text))
		n.paths(known)
	}
	for _, extra := range []string{
		// several tables: a collection of relations, fields by table, relationships
		"relation>relation", "connection>cols", "cols>map", "map@key", "map@value",
		"object-graph>relationships", "relationships>relationship", "relationship>expression", "relationship>first-end-point", "relationship>second-end-point",
		"first-end-point@object-id", "second-end-point@object-id",
		// text files: the columns of the head line
		"relation>columns", "columns>column", "columns@character-set", "columns@header", "columns@locale", "columns@separator", "column@ordinal",
		"connection@directory", "connection@filename", "connection@password",
	} {
		known[extra] = true
	}
	got, _ := tds(t, Tableau{Measures: figures(report.En)}, project(report.En)...)
	ours := map[string]bool{}
	n := parse(t, got)
	n.paths(ours)
	for path := range ours {
		if !known[path] {
			t.Errorf("no sample has %s", path)
		}
	}
}

// TestTableauColumnsAreTheHead holds each column list against the head of the
// CSV file, and every reference within the file against what it names.
func TestTableauColumnsAreTheHead(t *testing.T) {
	schemas := project(report.En)
	text, _ := tds(t, Tableau{Folder: "out/Data"}, schemas...)
	n := parse(t, text)
	heads := map[string]string{}
	for i := range schemas {
		var b bytes.Buffer
		if err := (CSV{NoBOM: true}).Write(&b, Table{Schema: schemas[i]}); err != nil {
			t.Fatal(err)
		}
		heads["["+schemas[i].Name+"#csv]"] = strings.TrimSpace(b.String())
	}
	seen := 0
	for _, relation := range n.all("relation") {
		if relation.attr("type") != "table" {
			continue
		}
		seen++
		var names []string
		for i, c := range relation.all("column") {
			names = append(names, c.attr("name"))
			if c.attr("ordinal") != fmt.Sprint(i) {
				t.Errorf("ordinal %s of column %d", c.attr("ordinal"), i)
			}
		}
		if got := strings.Join(names, ","); got != heads[relation.attr("table")] {
			t.Errorf("%s: columns %s, head %s", relation.attr("table"), got, heads[relation.attr("table")])
		}
	}
	if seen != 12 {
		t.Errorf("%d relations, want six tables twice", seen)
	}
	checkNames(t, n)
}

func attrs(list []*node, name string) map[string]bool {
	set := map[string]bool{}
	for _, n := range list {
		set[n.attr(name)] = true
	}
	return set
}

func checkNames(t *testing.T, n *node) {
	t.Helper()
	connections, fields, objects := attrs(n.all("named-connection"), "name"), attrs(n.all("map"), "key"), attrs(n.all("object"), "id")
	if len(fields) != len(n.all("map")) {
		t.Error("two columns have one field")
	}
	for _, relation := range n.all("relation") {
		if name := relation.attr("connection"); name != "" && !connections[name] {
			t.Errorf("relation by %q, which is no connection", name)
		}
	}
	for _, record := range n.all("local-name") {
		if !fields[record.Text] {
			t.Errorf("record of %q, which is no field", record.Text)
		}
	}
	for _, id := range n.all("object-id") {
		if !objects[strings.Trim(id.Text, "[]")] {
			t.Errorf("column of %q, which is no table", id.Text)
		}
	}
	for _, r := range n.all("relationship") {
		for _, e := range r.all("expression")[1:] {
			if !fields[e.attr("op")] {
				t.Errorf("related by %q, which is no field", e.attr("op"))
			}
		}
		if !objects[r.all("first-end-point")[0].attr("object-id")] || !objects[r.all("second-end-point")[0].attr("object-id")] {
			t.Error("a relationship ends in no table")
		}
	}
	for _, c := range n.all("connection") {
		if dir := c.attr("directory"); c.attr("class") == "textscan" && (dir == "" || strings.HasPrefix(dir, "/") || strings.Contains(dir, "..") || strings.Contains(dir, ":")) {
			t.Errorf("directory %q", dir)
		}
	}
}

// TestTableauFormulas holds the calculated fields against formulas written by
// hand in Tableau's language.
func TestTableauFormulas(t *testing.T) {
	text, _ := tds(t, Tableau{Measures: figures(report.En)}, project(report.En)...)
	got := map[string]string{}
	for _, c := range parse(t, text).all("column") {
		for _, f := range c.all("calculation") {
			got[c.attr("caption")] = f.attr("formula")
		}
	}
	ev, ac := calculated("EV"), calculated("AC")
	want := map[string]string{
		"Planned value to date":  "SUM(IF [period_start] <= [data_date] THEN [planned_value] END)",
		"Earned value":           "SUM([earned_value])",
		"Actual cost":            "SUM([actual_cost])",
		"Cost performance index": "(IF " + ac + " <> 0 THEN " + ev + " / " + ac + " END)",
		"Cost variance":          "(" + ev + " - " + ac + ")",
		"Critical tasks":         "COUNT(IF [is_critical] = TRUE THEN [task_id] END)",
		"P80 finish":             "MIN(IF [percentile] = 0.8 THEN [finish] END)",
	}
	for name, formula := range want {
		if got[name] != formula {
			t.Errorf("%s: got %s, want %s", name, got[name], formula)
		}
	}
}

// TestTableauHostileText puts whatever people write into titles and meanings
// and reads it back through the parser.
func TestTableauHostileText(t *testing.T) {
	hostile := `</run><script>'"&]]>` + "\x00\x1f\u202e" + `=cmd|' /C calc'!A0 [x] 任务 🚀` + strings.Repeat("x", 10_000)
	schema := Schema{Name: "tasks", Title: hostile, Meaning: hostile, Columns: []Column{
		{Name: "task_id", Key: true, Title: hostile, Meaning: hostile + "\nsecond line"},
		{Name: "name", Title: hostile, Meaning: hostile},
	}}
	text, _ := tds(t, Tableau{Name: hostile, Measures: []Measure{{Name: `a]b'"<c`, Table: "tasks", Title: hostile, Meaning: hostile, Type: report.TypeInteger, Formula: Rows("tasks", Condition{Column: "tasks.name", Value: finding.Text(`x" END`)})}}}, schema)
	n := parse(t, text)
	clean := report.CleanLine(hostile)
	if got := n.attr("caption"); got != clean {
		t.Errorf("caption %.80q", got)
	}
	runs := n.all("run")
	if len(runs) != 3 || runs[0].Text != clean+"\nsecond line" {
		t.Errorf("%d runs, first %.80q", len(runs), runs[0].Text)
	}
	if got := n.all("calculation")[0].attr("formula"); got != `COUNT(IF [name] = "x"" END" THEN [task_id] END)` {
		t.Errorf("formula %s", got)
	}
	if captions := attrs(n.all("column"), "caption"); !captions[clean] || !captions[clean+" ("+clean+")"] || !captions[clean+" ("+clean+") 2"] && len(captions) < 3 {
		t.Error("captions are not unique")
	}
}

func TestTableauRefuses(t *testing.T) {
	var b bytes.Buffer
	for _, folder := range []string{"/data", "..", "a/../b", `C:\x`, "a//b", ".", "a/", "http://x", "a\nb"} {
		if _, err := (Tableau{Folder: folder}).Write(&b, project(report.En)...); !errors.Is(err, ErrFolder) {
			t.Errorf("folder %q: %v", folder, err)
		}
	}
	var refused *finding.Error
	if _, err := (Tableau{}).Write(&b); !errors.As(err, &refused) || refused.Findings[0].Code != CodeNoTables {
		t.Errorf("no tables: %v", err)
	}
	if _, err := (Tableau{}).Write(&b, Schema{Name: "Tasks", Columns: []Column{{Name: "a]b"}}}); !errors.As(err, &refused) || len(refused.Findings) != 2 {
		t.Errorf("bad names: %v", err)
	}
	if b.Len() != 0 {
		t.Error("something was written")
	}
}

// TestPack opens a packed source, twice the same, and reads its files back.
func TestPack(t *testing.T) {
	tables := []Table{
		{Schema: project(report.En)[0], Rows: rows([]finding.Value{finding.Text("p1"), finding.Text("=1+1 \"CRM\", 项目"), finding.Date("9999-12-31")}, []finding.Value{finding.Text("p2"), {}, finding.Date("0001-01-01")})},
		{Schema: project(report.En)[6]},
	}
	var first, second bytes.Buffer
	left, err := Tableau{Name: `A/B: "C"?`}.Pack(&first, CSV{NoGuard: true}, tables...)
	if err != nil || len(left) != 1 || left[0].Code != CodeApart {
		t.Fatal(err, left)
	}
	if _, err := (Tableau{Name: `A/B: "C"?`}).Pack(&second, CSV{NoGuard: true}, tables...); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("not the same bytes twice", err)
	}
	archive, err := zip.NewReader(bytes.NewReader(first.Bytes()), int64(first.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range archive.File {
		names = append(names, f.Name)
		if f.Modified.Year() != 1980 {
			t.Errorf("%s is of %v", f.Name, f.Modified)
		}
	}
	if want := []string{"A_B_ _C__.tds", "Data/projects.csv", "Data/glossary.csv"}; !slices.Equal(names, want) {
		t.Fatalf("files %q", names)
	}
	file, err := archive.File[1].Open()
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff"))).ReadAll()
	if err != nil || len(records) != 3 || records[1][1] != `=1+1 "CRM", 项目` || records[2][2] != "0001-01-01" || records[1][2] != "9999-12-31" {
		t.Errorf("%q %v", records, err)
	}
	if _, err := (Tableau{}).Pack(io.Discard, CSV{}, Table{Schema: project(report.En)[0], Rows: rows([]finding.Value{{}, {}, {}})}); !errors.Is(err, ErrCell) {
		t.Errorf("a key without value: %v", err)
	}
}

func TestFileName(t *testing.T) {
	for in, want := range map[string]string{
		"Projects": "Projects", "a/b\\c": "a_b_c", "项目": "项目", "x. ": "x", "": "Milepost", "\x00..": "Milepost",
		strings.Repeat("项", 100): strings.Repeat("项", 26),
	} {
		if got := fileName(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// TestTableauOrder holds the order of the children of each element, and its
// attributes, against the schema that Tableau publishes for documents of
// release 2021.2.
func TestTableauOrder(t *testing.T) {
	rules := map[string][2]string{
		"datasource":      {"document-format-change-manifest connection aliases column folders-common layout object-graph", "caption formatted-name version inline user"},
		"metadata-record": {"remote-name remote-type local-name parent-name remote-alias ordinal family local-type aggregation contains-null object-id", "class"},
		"relation":        {"columns relation", "type name table connection"},
		"columns":         {"column", "character-set header locale separator"},
		"column":          {"calculation desc", "name role aggregation type datatype default-format caption ordinal"},
		"calculation":     {"", "class formula"},
		"desc":            {"formatted-text", ""}, "formatted-text": {"run", ""}, "run": {"", ""},
		"cols": {"map", ""}, "map": {"", "key value"},
		"folders-common": {"folder", ""}, "folder": {"folder-item", "name"}, "folder-item": {"", "type name"},
		"object-graph": {"objects relationships", ""}, "relationships": {"relationship", ""},
		"relationship": {"expression first-end-point second-end-point", ""},
		"expression":   {"expression", "op"}, "first-end-point": {"", "object-id"}, "second-end-point": {"", "object-id"},
	}
	checked := 0
	var check func(n *node)
	check = func(n *node) {
		if rule, known := rules[n.name()]; known {
			checked++
			order, last := strings.Fields(rule[0]), 0
			for i := range n.Children {
				at := slices.Index(order, n.Children[i].name())
				if at < last {
					t.Errorf("%s in %s is out of place", n.Children[i].name(), n.name())
				}
				last = max(last, at)
			}
			for _, a := range n.Attrs {
				if !slices.Contains(strings.Fields(rule[1]), unmarked(a.Name.Local)) {
					t.Errorf("%s has an attribute %s", n.name(), a.Name.Local)
				}
			}
		}
		for i := range n.Children {
			check(&n.Children[i])
		}
	}
	text, _ := tds(t, Tableau{Measures: figures(report.En)}, project(report.En)...)
	check(parse(t, text))
	if checked < 200 {
		t.Errorf("%d elements checked", checked)
	}
}

// doneAfter is a writer whose context is done after so many bytes.
type doneAfter int

func (d *doneAfter) Write(p []byte) (int, error) {
	if *d -= doneAfter(len(p)); *d < 0 {
		return 0, context.Canceled
	}
	return len(p), nil
}

func TestPackStops(t *testing.T) {
	left, drawn := doneAfter(100_000), 0
	table := many(1_000_000, "x")
	endless := table.Rows
	table.Rows = func(yield func([]finding.Value) bool) {
		for cells := range endless {
			drawn++
			if !yield([]finding.Value{cells[0], finding.Text(fmt.Sprint(drawn * 7919))}) {
				return
			}
		}
	}
	if _, err := (Tableau{}).Pack(&left, CSV{}, table); !errors.Is(err, context.Canceled) || drawn > 200_000 {
		t.Errorf("%v after %d rows", err, drawn)
	}
}

// TestLeftOut names what each tool cannot show: measures of a table that stands
// apart, and references to a part of a key.
func TestLeftOut(t *testing.T) {
	schemas := append(project(report.En), Schema{Name: "halves", Columns: []Column{
		{Name: "half_id", Key: true, Meaning: "x"}, {Name: "task_id", Refers: "costs_by_period.task_id", Meaning: "x"},
	}})
	words := Measure{Name: "Words", Table: "glossary", Meaning: "x", Type: report.TypeInteger, Formula: Rows("glossary")}
	share := Measure{Name: "Words a task", Table: "tasks", Meaning: "x", Type: report.TypeNumber, Formula: Divide(Of("Words"), Rows("tasks"))}
	measures := append(figures(report.En), words, share)
	text, left := tds(t, Tableau{Measures: measures}, schemas...)
	var out []string
	for _, f := range left {
		if f.Code == CodeMeasureLeftOut {
			out = append(out, f.Subject.ID)
		}
	}
	if !slices.Equal(out, []string{"Words", "Words a task"}) || strings.Contains(text, "Words") || len(parse(t, text).all("calculation")) != 7 {
		t.Errorf("left out %q", out)
	}
	files, left, err := PowerBI{Measures: measures}.Files(schemas...)
	if err != nil || !slices.ContainsFunc(left, func(f finding.Finding) bool { return f.Code == CodePartOfKey && f.Subject.ID == "halves" }) {
		t.Errorf("%v %v", left, err)
	}
	for _, f := range files {
		if strings.HasSuffix(f.Path, "/relationships.tmdl") && strings.Contains(string(f.Data), "halves") {
			t.Error("a relation to a part of a key")
		}
	}
}
