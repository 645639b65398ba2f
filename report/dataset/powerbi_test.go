package dataset

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// everything is a project that uses all there is, in English with Chinese.
func everything() PowerBI {
	return PowerBI{
		Name: "Projects", Folder: `D:\Reports\`, Lang: report.En, Measures: figures(report.En),
		Page: Page{
			Title: "Overview", Cards: []string{"CPI", "CV", "Critical tasks", "p80 finish"},
			Axis: "calendar.month_start", Lines: []string{"PV", "EV", "AC"}, Rows: []string{"tasks.task_id", "tasks.start", "tasks.done"},
		},
		Also: []Wording{{Lang: report.ZhCN, Schemas: project(report.ZhCN), Measures: figures(report.ZhCN)}},
	}
}

func filesOf(t *testing.T, p PowerBI, schemas ...Schema) map[string]string {
	t.Helper()
	if schemas == nil {
		schemas = project(p.Lang)
	}
	files, _, err := p.Files(schemas...)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range files {
		if all[f.Path] != "" || len(f.Data) == 0 {
			t.Errorf("%s is empty or twice", f.Path)
		}
		all[f.Path] = string(f.Data)
	}
	return all
}

func TestPowerBIGolden(t *testing.T) {
	chinese := everything()
	chinese.Lang, chinese.Measures, chinese.Page.Title, chinese.Also = report.ZhCN, figures(report.ZhCN), "概览", nil
	for name, p := range map[string]PowerBI{"project.en.pbip": everything(), "project.zh-CN.pbip": chinese} {
		files, left, err := p.Files(project(p.Lang)...)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, f := range files {
			fmt.Fprintf(&b, "==== %s\n%s", f.Path, f.Data)
		}
		golden(t, name+".txt", b.String())
		want := []string{
			"info dataset.reference.inactive: table costs_by_period.project_id, got projects.project_id",
			"info dataset.reference.inactive: table risks.task_id, got tasks.task_id",
			"info dataset.reference.inactive: table tasks.finish_day, got calendar.date",
			"info dataset.reference.within_table: table tasks.parent_id, got tasks.task_id",
		}
		if got := codesOf(left); !slices.Equal(got, want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// tables reads the tables of a model.
func tables(t *testing.T, files map[string]string) map[string]*object {
	t.Helper()
	all := map[string]*object{}
	for path, text := range files {
		if strings.Contains(path, "/tables/") {
			for _, table := range mustRead(t, path, text).all("table") {
				all[table.name] = table
			}
		}
	}
	return all
}

// TestModelHangsTogether follows every name from one file to the other.
func TestModelHangsTogether(t *testing.T) {
	files := filesOf(t, everything())
	all := tables(t, files)
	at := "Projects.SemanticModel/definition/"
	root := mustRead(t, "model", files[at+"model.tmdl"])
	if len(root.all("ref table")) != 7 || len(all) != 7 {
		t.Errorf("%d tables, %d named", len(all), len(root.all("ref table")))
	}
	for _, ref := range root.all("ref table") {
		if all[ref.name] == nil {
			t.Errorf("no table %s", ref.name)
		}
	}
	for _, ref := range root.all("ref cultureInfo") {
		if files[at+"cultures/"+ref.name+".tmdl"] == "" {
			t.Errorf("no culture %s", ref.name)
		}
	}
	relations := mustRead(t, "relations", files[at+"relationships.tmdl"]).all("relationship")
	if len(relations) != 8 {
		t.Errorf("%d relations", len(relations))
	}
	for _, r := range relations {
		for _, end := range []string{"fromColumn", "toColumn"} {
			table, column, _ := strings.Cut(r.properties[end], ".")
			if all[table] == nil || all[table].one("column", column) == nil {
				t.Errorf("%s: %s ends nowhere", r.name, r.properties[end])
			}
		}
	}
	if table := all["calendar"]; table.properties["dataCategory"] != "Time" || len(table.one("column", "date").all("isKey")) != 1 {
		t.Error("the calendar is not marked")
	}
	checkTags(t, files)
}

var uuid5 = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

func checkTags(t *testing.T, files map[string]string) {
	t.Helper()
	seen := map[string]bool{}
	for path, text := range files {
		for line := range strings.Lines(text) {
			tag, found := strings.CutPrefix(strings.TrimSpace(line), "lineageTag: ")
			if found && (seen[tag] || !uuid5.MatchString(tag)) {
				t.Errorf("%s: tag %s", path, tag)
			}
			if found {
				seen[tag] = true
			}
		}
	}
	if len(seen) != 45 { // 7 tables, 30 columns, 7 measures, 1 parameter
		t.Errorf("%d tags", len(seen))
	}
}

// TestIdentity holds the UUID against the example that RFC 9562 gives for
// version 5 (appendix A.4).
func TestIdentity(t *testing.T) {
	dns := []byte{0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}
	if got := fmt.Sprintf("%x", hash(dns, "www.example.com")); got != "2ed6657de927568b95e12665a8aea6a2" {
		t.Errorf("got %s", got)
	}
	if identity("a", "bc") == identity("ab", "c") || !uuid5.MatchString(identity("")) {
		t.Error("names run into each other")
	}
}

// TestOneWay holds the active relations of random schemas against a slow count
// of the ways between any two tables.
func TestOneWay(t *testing.T) {
	for seed := range uint64(200) {
		schemas := randomSchemas(seed)
		joins := modelOf(schemas)
		var active []join
		for _, j := range joins {
			if j.active {
				active = append(active, j)
			}
		}
		for a := range schemas {
			for b := range schemas {
				if n := ways(active, a, b, len(schemas)); n > 1 || a == b && n > 0 {
					t.Fatalf("seed %d: %d ways from %d to %d", seed, n, a, b)
				}
			}
		}
		for _, j := range joins {
			if !j.active && j.unique && ways(append(slices.Clone(active), j), j.from, j.to, len(schemas)) < 2 && ways(active, j.to, j.from, len(schemas)) == 0 && !second(active, j, len(schemas)) {
				t.Fatalf("seed %d: %d to %d could be active", seed, j.from, j.to)
			}
		}
	}
}

// ways counts the ways of at least one step, up to a bound of steps.
func ways(joins []join, from, to, steps int) int {
	if steps == 0 {
		return 0
	}
	n := 0
	for _, j := range joins {
		if j.from == from {
			if j.to == to {
				n++
			}
			n += ways(joins, j.to, to, steps-1)
		}
	}
	return n
}

// second reports whether one more join makes a second way between any tables.
func second(active []join, more join, tables int) bool {
	all := append(slices.Clone(active), more)
	for a := range tables {
		for b := range tables {
			if ways(all, a, b, tables) > 1 {
				return true
			}
		}
	}
	return false
}

// TestActiveRelations are cases by hand: which of two ways holds.
func TestActiveRelations(t *testing.T) {
	key := func(name, refers string) Column { return Column{Name: name, Key: true, Refers: refers} }
	plain := func(name, refers string) Column { return Column{Name: name, Refers: refers} }
	filled := func(name, refers string) Column { return Column{Name: name, Filled: true, Refers: refers} }
	day := func(name, refers string) Column { return Column{Name: name, Type: report.TypeDate, Refers: refers} }
	schemas := []Schema{
		{Name: "links", Columns: []Column{key("from_id", "tasks.task_id"), key("to_id", "tasks.task_id")}},
		{Name: "moves", Columns: []Column{filled("project_id", "projects.project_id"), key("parent_id", "tasks.task_id")}},
		{Name: "tasks", Columns: []Column{filled("project_id", "projects.project_id"), key("task_id", ""), plain("parent_id", "tasks.task_id"), plain("phase_id", "phases.phase_id"), day("start", "calendar.date")}},
		{Name: "phases", Columns: []Column{key("phase_id", ""), filled("project_id", "projects.project_id")}},
		{Name: "notes", Columns: []Column{key("note_id", ""), filled("project_id", "projects.project_id"), filled("task_id", "tasks.task_id"), plain("owner_id", "people.person_id")}},
		{Name: "people", Columns: []Column{key("person_id", ""), filled("project_id", "projects.project_id")}},
		{Name: "projects", Columns: []Column{key("project_id", ""), plain("sponsor_id", "people.person_id"), day("data_date", "calendar.date")}},
		{Name: "costs", Columns: []Column{key("project_id", "projects.project_id"), key("task_id", "tasks.task_id"), {Name: "period", Key: true, Type: report.TypeDate, Refers: "calendar.date"}}},
		{Name: "calendar", Columns: []Column{{Name: "date", Key: true, Type: report.TypeDate}}},
		{Name: "pairs", Columns: []Column{plain("half", "links.from_id")}},
	}
	want := []string{ // active, by hand
		"costs.task_id", "costs.period", "links.from_id", "tasks.project_id", "phases.project_id",
		"notes.task_id", "people.project_id", "moves.parent_id",
	}
	var got []string
	for _, j := range modelOf(schemas) {
		if j.active {
			got = append(got, schemas[j.from].Name+"."+schemas[j.from].Columns[j.fromColumn].Name)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("active %q, want %q", got, want)
	}
}

// TestDatesComeLate holds that a relation to a calendar gives way to others.
func TestDatesComeLate(t *testing.T) {
	schemas := []Schema{
		{Name: "gates", Columns: []Column{{Name: "gate_id", Key: true}, {Name: "passed", Type: report.TypeDate, Refers: "calendar.date"}}},
		{Name: "notes", Columns: []Column{{Name: "note_id", Key: true}, {Name: "taken", Type: report.TypeDate, Refers: "calendar.date"}, {Name: "gate_id", Refers: "gates.gate_id"}}},
		{Name: "calendar", Columns: []Column{{Name: "date", Key: true, Type: report.TypeDate}}},
	}
	for _, j := range modelOf(schemas) {
		if name := schemas[j.from].Columns[j.fromColumn].Name; j.active != (name != "taken") {
			t.Errorf("%s filters: %v", name, j.active)
		}
	}
}

// TestQueries holds the query of each table against the head of its file.
func TestQueries(t *testing.T) {
	schemas := project(report.En)
	all := tables(t, filesOf(t, everything()))
	for i := range schemas {
		var b bytes.Buffer
		if err := (CSV{NoBOM: true}).Write(&b, Table{Schema: schemas[i]}); err != nil {
			t.Fatal(err)
		}
		head := strings.Split(strings.TrimSpace(b.String()), ",")
		table := all[schemas[i].Name]
		partition := table.one("partition", schemas[i].Name)
		source := strings.Join(partition.all("source")[0].body, "\n")
		if want := `Table.SelectColumns(Headers, {"` + strings.Join(head, `", "`) + `"}, MissingField.UseNull)`; !strings.Contains(source, want) {
			t.Errorf("%s: no %s in\n%s", schemas[i].Name, want, source)
		}
		if !strings.Contains(source, `File.Contents(#"DataFolder" & "\`+schemas[i].Name+`.csv")`) || partition.properties["mode"] != "import" {
			t.Errorf("%s reads another file:\n%s", schemas[i].Name, source)
		}
		var columns []string
		for _, c := range table.all("column") {
			columns = append(columns, c.properties["sourceColumn"])
			if c.description == "" || c.properties["dataType"] == "" || c.properties["summarizeBy"] == "" {
				t.Errorf("%s.%s: %v", table.name, c.name, c)
			}
		}
		if !slices.Equal(columns, head) {
			t.Errorf("%s: columns %q, head %q", table.name, columns, head)
		}
	}
}

// TestDAX holds the measures against formulas written by hand.
func TestDAX(t *testing.T) {
	all := tables(t, filesOf(t, everything()))
	for name, want := range map[string][3]string{
		"costs_by_period.PV":   {"SUMX(FILTER('costs_by_period', NOT ISBLANK('costs_by_period'[period_start]) && NOT ISBLANK(RELATED('projects'[data_date])) && 'costs_by_period'[period_start] <= RELATED('projects'[data_date])), 'costs_by_period'[planned_value])", "#,0.00"},
		"costs_by_period.EV":   {"SUM('costs_by_period'[earned_value])", "#,0.00"},
		"costs_by_period.CPI":  {"DIVIDE([EV], [AC])", "#,0.00"},
		"costs_by_period.CV":   {"(VAR __a = [EV] VAR __b = [AC] RETURN IF(NOT ISBLANK(__a) && NOT ISBLANK(__b), __a - __b))", "#,0.00"},
		"tasks.Critical tasks": {"COUNTROWS(FILTER('tasks', NOT ISBLANK('tasks'[is_critical]) && 'tasks'[is_critical] = TRUE()))", "#,0"},
		"odds.P80 finish":      {"MINX(FILTER('odds', NOT ISBLANK('odds'[percentile]) && 'odds'[percentile] = 0.8), 'odds'[finish])", "yyyy-mm-dd"},
	} {
		table, measure, _ := strings.Cut(name, ".")
		m := all[table].one("measure", measure)
		if m == nil || m.value != want[0] || m.properties["formatString"] != want[1] || m.description == "" {
			t.Errorf("%s: %+v", name, m)
		}
	}
	for got, want := range map[string]string{
		daxLiteral(finding.Text(`a"b`)):                  `"a""b"`,
		daxLiteral(finding.Date("2026-03-02")):           "DATE(2026, 3, 2)",
		daxLiteral(finding.Date("2026-03-02T08:30")):     "(DATE(2026, 3, 2) + TIME(8, 30, 0))",
		daxLiteral(finding.Ratio(1, 3, "")):              "0.333333333333",
		daxLiteral(finding.Unknown("none")):              "0",
		daxTable("O'Neil"):                               "'O''Neil'",
		daxMeasure("a]b"):                                "[a]]b]",
		quotedLiteral("O'Neil\n"):                        "'O''Neil '",
		mText("a\"b#(lf)\nc"):                            `"a""b#(#)(lf) c"`,
		dax(&Formula{Op: OpRows, Table: "t"}):            "COUNTROWS('t')",
		dax(p(Add(Of("a"), Multiply(Of("b"), Of("c"))))): "(VAR __a = [a] VAR __b = ([b] * [c]) RETURN IF(NOT ISBLANK(__a) && NOT ISBLANK(__b), __a + __b))",
		dax(p(Greatest("t.x", Condition{Column: "t.y", Is: NotEqual, Value: finding.Text("z")}))): `MAXX(FILTER('t', NOT ISBLANK('t'[y]) && 't'[y] <> "z"), 't'[x])`,
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func p[T any](v T) *T { return &v }

// TestCultures looks for every table, column and measure in both languages.
func TestCultures(t *testing.T) {
	files := filesOf(t, everything())
	all := tables(t, files)
	for _, name := range []string{"en-US", "zh-CN"} {
		file := mustRead(t, name, files["Projects.SemanticModel/definition/cultures/"+name+".tmdl"])
		model := file.one("cultureInfo", name).all("translations")[0].one("model", "Model")
		for _, table := range all {
			words := model.one("table", table.name)
			if words == nil || words.properties["caption"] == "" || words.properties["description"] == "" {
				t.Fatalf("%s: table %s", name, table.name)
			}
			for _, kind := range []string{"column", "measure"} {
				captions := map[string]bool{}
				for _, c := range table.all(kind) {
					w := words.one(kind, c.name)
					if w == nil || w.properties["caption"] == "" || w.properties["description"] == "" || captions[w.properties["caption"]] {
						t.Fatalf("%s: %s %s.%s: %+v", name, kind, table.name, c.name, w)
					}
					captions[w.properties["caption"]] = true
					if isChinese := strings.ContainsAny(w.properties["description"], "的。"); isChinese != (name == "zh-CN") {
						t.Errorf("%s: %s", name, w.properties["description"])
					}
				}
			}
		}
	}
}

// visualFile is what the published schema of visuals has, as far as we use it.
type visualFile struct {
	Schema   string `json:"$schema"`
	Name     string
	Position struct{ X, Y, Z, Width, Height, TabOrder int }
	Visual   struct {
		VisualType string
		Query      struct {
			QueryState map[string]struct {
				Projections []struct {
					Field map[string]struct {
						Expression struct{ SourceRef struct{ Entity string } }
						Property   string
					}
					QueryRef, NativeQueryRef, DisplayName string
				}
			}
		}
		VisualContainerObjects struct {
			Title, General []struct {
				Properties map[string]struct {
					Expr struct{ Literal struct{ Value string } }
				}
			}
		}
		DrillFilterOtherVisuals bool
	}
}

// TestPage reads the visuals strictly, follows their fields into the model,
// and checks that they lie on the page and not on each other.
func TestPage(t *testing.T) {
	twice := everything()
	twice.Page.Rows = append(twice.Page.Rows, twice.Page.Rows[0])
	files := filesOf(t, everything())
	if !maps.Equal(files, filesOf(t, twice)) {
		t.Error("a column named twice is shown twice")
	}
	all := tables(t, files)
	kinds := map[string]int{}
	var boxes []visualFile
	for name, text := range files {
		if path.Base(name) != "visual.json" {
			continue
		}
		var v visualFile
		d := json.NewDecoder(strings.NewReader(text))
		d.DisallowUnknownFields()
		if err := d.Decode(&v); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if path.Base(path.Dir(name)) != v.Name || len(v.Visual.VisualContainerObjects.Title[0].Properties["text"].Expr.Literal.Value) < 3 {
			t.Errorf("%s: %+v", name, v)
		}
		kinds[v.Visual.VisualType]++
		boxes = append(boxes, v)
		for _, role := range v.Visual.Query.QueryState {
			for _, field := range role.Projections {
				for kind, f := range field.Field {
					table := all[f.Expression.SourceRef.Entity]
					if table == nil || table.one(strings.ToLower(kind), f.Property) == nil || field.QueryRef != table.name+"."+f.Property {
						t.Errorf("%s shows %s %+v", name, kind, f)
					}
				}
			}
		}
	}
	if kinds["card"] != 4 || kinds["lineChart"] != 1 || kinds["tableEx"] != 1 || len(kinds) != 3 {
		t.Errorf("visuals %v", kinds)
	}
	for i, a := range boxes {
		p := a.Position
		if p.X < 0 || p.Y < 0 || p.Width < 100 || p.Height < 100 || p.X+p.Width > pageWidth || p.Y+p.Height > pageHeight {
			t.Errorf("off the page: %+v", p)
		}
		for _, b := range boxes[i+1:] {
			q := b.Position
			if p.X < q.X+q.Width && q.X < p.X+p.Width && p.Y < q.Y+q.Height && q.Y < p.Y+p.Height {
				t.Errorf("%+v lies on %+v", p, q)
			}
		}
	}
}

// TestPowerBIHostileText puts whatever people write into names, titles and
// meanings, and reads it back.
func TestPowerBIHostileText(t *testing.T) {
	hostile := "\"a'b]c\" = x: y\t///\r\n\r\n// z\n\ttable t\x00\u202e 任务 🚀 #(lf) " + strings.Repeat("x", 10_000)
	schema := Schema{Name: "tasks", Title: hostile, Meaning: hostile, Columns: []Column{{Name: "task_id", Key: true, Title: hostile, Meaning: hostile}}}
	name := `O'Neil = "a.b]": (任务) 100 %`
	p := PowerBI{Name: hostile, Folder: `C:\"x"#(lf)`, Measures: []Measure{{Name: name, Table: "tasks", Title: hostile, Meaning: hostile, Type: report.TypeInteger, Formula: Rows("tasks", Condition{Column: "tasks.task_id", Value: finding.Text(hostile)})}}, Page: Page{Title: hostile, Cards: []string{name}, Rows: []string{"tasks.task_id"}}}
	files := filesOf(t, p, schema)
	all := tables(t, files)
	table := all["tasks"]
	if table == nil || len(table.children) < 3 || table.description != strings.ReplaceAll(strings.TrimSpace(report.Clean(hostile)), " \n", "\n")+"\n" {
		t.Fatalf("table %.200q", table.description)
	}
	m := table.one("measure", name)
	if m == nil || !strings.Contains(m.value, `"""a'b]c"" = x: y`) || m.properties["formatString"] != "#,0" {
		t.Errorf("measure %.200v", m)
	}
	for path, text := range files {
		if strings.HasSuffix(path, ".tmdl") {
			mustRead(t, path, text)
		} else if !json.Valid([]byte(text)) {
			t.Errorf("%s is no JSON", path)
		}
		if len(path) > 260 || strings.ContainsAny(path, `\:*?"<>|`) {
			t.Errorf("path %q", path)
		}
	}
	for name, text := range files {
		if strings.HasSuffix(name, "/expressions.tmdl") && !strings.Contains(text, `= "C:\""x""#(#)(lf)" meta [`) {
			t.Errorf("%s", text)
		}
	}
}

func TestPowerBIRefuses(t *testing.T) {
	for code, c := range map[finding.Code]struct {
		p       PowerBI
		schemas []Schema
	}{
		CodeNoTables: {PowerBI{}, nil},
		CodeReserved: {PowerBI{}, []Schema{{Name: "measures", Columns: []Column{{Name: "a", Key: true}}}}},
		CodeBadName:  {PowerBI{}, []Schema{{Name: "a'b", Columns: []Column{{Name: "a", Key: true}}}}},
		CodeNotShown: {PowerBI{Page: Page{Cards: []string{"CPI"}}}, project(report.En)},
	} {
		files, _, err := c.p.Files(c.schemas...)
		var refused *finding.Error
		if !errors.As(err, &refused) || refused.Findings[0].Code != code || files != nil {
			t.Errorf("%s: %v", code, err)
		}
	}
	nine := everything()
	nine.Page.Cards = slices.Repeat([]string{"CPI"}, 9)
	if _, _, err := nine.Files(project(report.En)...); err == nil {
		t.Error("nine cards")
	}
	nine.Page = Page{Axis: "calendar.none", Rows: []string{"x"}, Lines: []string{"y"}}
	var refused *finding.Error
	if _, _, err := nine.Files(project(report.En)...); !errors.As(err, &refused) || len(refused.Findings) != 3 {
		t.Errorf("three things that do not exist: %v", err)
	}
}
