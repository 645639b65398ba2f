package dataset

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/report"
)

// folderName is the parameter of the model that names the folder of the files.
const folderName = "DataFolder"

// modelFolder is the folder of the semantic model.
func (m *model) modelFolder() string { return m.title + ".SemanticModel" }

// model returns the files of the semantic model.
func (m *model) model() []File {
	at := m.modelFolder() + "/"
	files := []File{
		{at + ".platform", m.platform("SemanticModel")},
		{at + "definition.pbism", encode(members{
			{"$schema", "https://developer.microsoft.com/json-schemas/fabric/item/semanticModel/definitionProperties/1.0.0/schema.json"},
			{"version", "4.2"}, {"settings", members{}},
		})},
		{at + "definition/database.tmdl", []byte("database\n\tcompatibilityLevel: 1600\n\n")},
		{at + "definition/model.tmdl", m.root()},
		{at + "definition/expressions.tmdl", m.parameters()},
	}
	if relations := m.relations(); len(relations) > 0 {
		files = append(files, File{at + "definition/relationships.tmdl", relations})
	}
	for i := range m.schemas {
		files = append(files, File{at + "definition/tables/" + m.schemas[i].Name + ".tmdl", m.table(&m.schemas[i])})
	}
	for _, w := range m.wordings() {
		files = append(files, File{at + "definition/cultures/" + culture(w.Lang) + ".tmdl", m.culture(&w)})
	}
	return files
}

// culture is the name of a language in models.
func culture(lang report.Lang) string {
	if lang == report.ZhCN {
		return "zh-CN"
	}
	return "en-US"
}

// wordings are the words of the project in all its languages, each once.
func (m *model) wordings() []Wording {
	all := append([]Wording{{Lang: m.Lang, Schemas: m.schemas, Measures: m.Measures}}, m.Also...)
	var list []Wording
	seen := map[string]bool{}
	for _, w := range all {
		if !seen[culture(w.Lang)] {
			seen[culture(w.Lang)] = true
			list = append(list, w)
		}
	}
	slices.SortFunc(list, func(a, b Wording) int { return strings.Compare(culture(a.Lang), culture(b.Lang)) })
	return list
}

// root returns model.tmdl.
func (m *model) root() []byte {
	t := &tmdl{}
	t.open("model Model", "")
	t.property("culture", culture(m.Lang))
	t.property("defaultPowerBIDataSourceVersion", "powerBI_V3")
	t.property("sourceQueryCulture", "en-US")
	t.open("dataAccessOptions", "")
	t.line("legacyRedirects")
	t.line("returnErrorValuesAsNull")
	t.close()
	t.close()
	names := []string{folderName}
	for i := range m.schemas {
		names = append(names, m.schemas[i].Name)
	}
	order, err := json.Marshal(names)
	if err != nil {
		order = []byte("[]") // texts always encode
	}
	t.space()
	t.line("annotation __PBI_TimeIntelligenceEnabled = 0")
	t.space()
	t.line("annotation PBI_QueryOrder = " + string(order))
	t.space()
	for _, name := range names[1:] {
		t.line("ref table " + tmdlName(name))
	}
	t.space()
	for _, w := range m.wordings() {
		t.line("ref cultureInfo " + culture(w.Lang))
	}
	t.space()
	return []byte(t.b.String())
}

// parameters returns expressions.tmdl.
func (m *model) parameters() []byte {
	folder := strings.TrimRight(report.CleanLine(m.Folder), `\`)
	if folder == "" {
		folder = `C:\Milepost\Data`
	}
	t := &tmdl{}
	about := in(m.Lang, "Folder that holds the CSV files.", "存放 CSV 文件的文件夹。")
	t.open("expression "+folderName+" = "+mText(folder)+` meta [IsParameterQuery=true, Type="Text", IsParameterQueryRequired=true]`, about)
	t.property("lineageTag", identity("expression", folderName))
	t.space()
	return []byte(t.b.String())
}

// relations returns relationships.tmdl, in the order of the schemas.
func (m *model) relations() []byte {
	joins := slices.Clone(m.joins)
	slices.SortFunc(joins, inOrder)
	t := &tmdl{}
	for _, j := range joins {
		if !j.unique {
			continue
		}
		from := tmdlName(m.schemas[j.from].Name) + "." + tmdlName(m.schemas[j.from].Columns[j.fromColumn].Name)
		to := tmdlName(m.schemas[j.to].Name) + "." + tmdlName(m.schemas[j.to].Columns[j.toColumn].Name)
		t.open("relationship "+identity("relationship", from, to), "")
		if !j.active {
			t.property("isActive", "false")
		}
		t.property("fromColumn", from)
		t.property("toColumn", to)
		t.close()
		t.space()
	}
	return []byte(t.b.String())
}

// table returns the file of a table: measures, columns, and the query that
// fills it.
func (m *model) table(s *Schema) []byte {
	t := &tmdl{}
	t.open("table "+tmdlName(s.Name), s.Meaning)
	t.property("lineageTag", identity("table", s.Name))
	if isDates(s) {
		t.property("dataCategory", "Time")
	}
	t.space()
	for i := range m.Measures {
		if m.Measures[i].Table == s.Name {
			measureTMDL(t, &m.Measures[i])
		}
	}
	for _, f := range s.fields() {
		m.column(t, s, f)
	}
	t.open("partition "+tmdlName(s.Name)+" = m", "")
	t.property("mode", "import")
	t.line("source =")
	t.body(s.query())
	t.close()
	t.space()
	t.line("annotation PBI_ResultType = Table")
	t.space()
	return []byte(t.b.String())
}

func measureTMDL(t *tmdl, m *Measure) {
	t.open("measure "+tmdlName(m.Name)+" = "+dax(&m.Formula), m.Meaning)
	t.property("formatString", daxFormat(m))
	t.property("lineageTag", identity("measure", strings.ToLower(m.Name)))
	t.close()
	t.space()
}

func (m *model) column(t *tmdl, s *Schema, f field) {
	kind := s.typeOf(f)
	t.open("column "+tmdlName(f.name), s.meaning(f, m.Lang))
	t.property("dataType", kind.model)
	if f.part == value && isDates(s) && s.Columns[f.source].Key {
		t.line("isKey")
	}
	if kind.format != "" {
		t.property("formatString", kind.format)
	}
	t.property("lineageTag", identity("column", s.Name, f.name))
	t.property("summarizeBy", kind.summarize)
	t.property("sourceColumn", tmdlText(f.name))
	t.space()
	t.line("annotation SummarizationSetBy = Automatic")
	if kind.query == "type date" {
		t.space()
		t.line("annotation UnderlyingDateTimeDataType = Date")
	}
	t.close()
	t.space()
}

// culture returns the file of a language: captions, which are unique where
// names must be, and descriptions.
func (m *model) culture(w *Wording) []byte {
	t := &tmdl{}
	t.open("cultureInfo "+culture(w.Lang), "")
	t.space()
	t.open("translations", "")
	t.open("model Model", "")
	tables, measures := map[string]bool{}, map[string]bool{}
	for i := range m.schemas {
		for j := range w.Schemas {
			if w.Schemas[j].Name == m.schemas[i].Name {
				m.words(t, &m.schemas[i], &w.Schemas[j], w, tables, measures)
				break
			}
		}
	}
	t.space()
	return []byte(t.b.String())
}

// words translates a table with its columns and measures.
func (m *model) words(t *tmdl, s, words *Schema, w *Wording, tables, measures map[string]bool) {
	t.space()
	t.open("table "+tmdlName(s.Name), "")
	t.text("caption", unique(tables, titleOf(words.Title, s.Name), " ("+s.Name+")"))
	t.text("description", words.Meaning)
	columns := map[string]bool{}
	known := words.fields()
	for _, f := range s.fields() {
		for _, k := range known {
			if k.name == f.name {
				translated(t, "column "+tmdlName(f.name), unique(columns, words.caption(k, w.Lang), " ("+f.name+")"), words.meaning(k, w.Lang))
				break
			}
		}
	}
	for i := range m.Measures {
		if to := measureIn(w.Measures, m.Measures[i].Name); to != nil && m.Measures[i].Table == s.Name {
			title := unique(measures, titleOf(to.Title, m.Measures[i].Name), " ("+m.Measures[i].Name+")")
			translated(t, "measure "+tmdlName(m.Measures[i].Name), unique(columns, title, " ("+m.Measures[i].Name+")"), to.Meaning)
		}
	}
	t.close()
}

func translated(t *tmdl, head, caption, description string) {
	t.space()
	t.open(head, "")
	t.text("caption", caption)
	t.text("description", description)
	t.close()
}
