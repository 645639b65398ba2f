package dataset

import (
	"crypto/sha1"
	"fmt"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/report"
)

// The marks by which Tableau knows which reader an element is for.
const (
	modelOnly  = "_.fcp.ObjectModelEncapsulateLegacy.true..."
	tableOnly  = "_.fcp.ObjectModelTableType.true..."
	schemaOnly = "_.fcp.SchemaViewerObjectModel.true..."
	schemaNot  = "_.fcp.SchemaViewerObjectModel.false..."
)

// document returns the .tds file.
func (s *source) document() string {
	m := &markup{}
	m.b.WriteString("<?xml version='1.0' encoding='utf-8' ?>\n")
	title := s.title()
	m.start("datasource", "caption", title, "formatted-name", "federated."+digest(title)[:28], "inline", "true",
		"version", "18.1", "xmlns:user", "http://www.tableausoftware.com/xml/user")
	m.start("document-format-change-manifest")
	m.empty(modelOnly + "ObjectModelEncapsulateLegacy")
	m.empty(tableOnly + "ObjectModelTableType")
	m.empty(schemaOnly + "SchemaViewerObjectModel")
	m.end()
	s.connection(m)
	m.empty("aliases", "enabled", "yes")
	s.columns(m)
	s.folders(m)
	m.empty("layout", schemaNot+"dim-percentage", "0.5", schemaNot+"measure-percentage", "0.4",
		"dim-ordering", "alphabetic", "measure-ordering", "alphabetic", "show-structure", "true")
	s.graph(m)
	m.end()
	return m.b.String()
}

// digest names a thing by its name: 40 hexadecimal digits.
func digest(name string) string { return fmt.Sprintf("%x", sha1.Sum([]byte(name))) }

func (t *sourceTable) connection() string { return "textscan." + digest(t.schema.Name)[:28] }

func (t *sourceTable) object() string {
	return t.file() + "_" + strings.ToUpper(digest("object " + t.schema.Name)[:32])
}

func (s *source) connection(m *markup) {
	m.start("connection", "class", "federated")
	m.start("named-connections")
	for i := range s.tables {
		t := &s.tables[i]
		m.start("named-connection", "caption", t.schema.Name, "name", t.connection())
		m.empty("connection", "class", "textscan", "directory", s.dir, "filename", t.file(), "password", "", "server", "")
		m.end()
	}
	m.end()
	s.relations(m)
	s.cols(m)
	m.start("metadata-records")
	for i := range s.tables {
		s.tables[i].records(m)
	}
	m.end()
	m.end()
}

func (s *source) relations(m *markup) {
	if len(s.tables) == 1 {
		s.tables[0].relation(m, modelOnly)
		return
	}
	m.start(modelOnly+"relation", "type", "collection")
	for i := range s.tables {
		s.tables[i].relation(m, "")
	}
	m.end()
}

func (t *sourceTable) relation(m *markup, mark string) {
	m.start(mark+"relation", "connection", t.connection(), "name", t.file(), "table", "["+t.schema.Name+"#csv]", "type", "table")
	m.start("columns", "character-set", "UTF-8", "header", "yes", "locale", "en_US", "separator", ",")
	for i, f := range t.fields {
		m.empty("column", "datatype", t.kind(f).name, "name", f.name, "ordinal", strconv.Itoa(i))
	}
	m.end()
	m.end()
}

// cols says which column of which file each field is.
func (s *source) cols(m *markup) {
	if len(s.tables) == 1 {
		return
	}
	m.start("cols")
	for i := range s.tables {
		t := &s.tables[i]
		for j, f := range t.fields {
			m.empty("map", "key", t.names[j], "value", "["+t.file()+"].["+f.name+"]")
		}
	}
	m.end()
}

// tableauKind is a type of Tableau.
type tableauKind struct{ name, remote, aggregation, role, scale string }

var (
	tableauText     = tableauKind{"string", "129", "Count", "dimension", "nominal"}
	tableauBool     = tableauKind{"boolean", "11", "Count", "dimension", "nominal"}
	tableauDate     = tableauKind{"date", "133", "Year", "dimension", "ordinal"}
	tableauDateTime = tableauKind{"datetime", "135", "Year", "dimension", "ordinal"}
	tableauInteger  = tableauKind{"integer", "20", "Sum", "measure", "quantitative"}
	tableauReal     = tableauKind{"real", "5", "Sum", "measure", "quantitative"}
)

// kind is how Tableau reads and shows a column: numbers are summed, ratios and
// indices averaged, and numbers that name things or days are not reckoned with.
func (t *sourceTable) kind(f field) tableauKind {
	if f.part != value {
		return tableauText
	}
	c := &t.schema.Columns[f.source]
	kind := tableauText
	switch f.kind {
	case report.TypeInteger, report.TypeDuration:
		kind = tableauInteger
	case report.TypeMoney:
		kind = tableauReal
	case report.TypeNumber, report.TypePercent:
		kind = tableauReal
		kind.aggregation = "Avg"
	case report.TypeBool:
		kind = tableauBool
	case report.TypeDate:
		kind = [...]tableauKind{tableauText, tableauDate, tableauDateTime, tableauDateTime}[min(c.Grain, Instant)]
	}
	if kind.role == "measure" && (c.Key || c.Refers != "" || isDates(t.schema)) {
		kind.aggregation, kind.role, kind.scale = "Count", "dimension", "ordinal"
	}
	return kind
}

// records describe the columns of a file.
func (t *sourceTable) records(m *markup) {
	for i, f := range t.fields {
		kind := t.kind(f)
		m.start("metadata-record", "class", "column")
		m.leaf("remote-name", f.name)
		m.leaf("remote-type", kind.remote)
		m.leaf("local-name", t.names[i])
		m.leaf("parent-name", "["+t.file()+"]")
		m.leaf("remote-alias", f.name)
		m.leaf("ordinal", strconv.Itoa(i))
		m.leaf("family", t.file())
		m.leaf("local-type", kind.name)
		m.leaf("aggregation", kind.aggregation)
		m.leaf("contains-null", strconv.FormatBool(f.part != value || !t.schema.Columns[f.source].Key))
		m.leaf(modelOnly+"object-id", "["+t.object()+"]")
		m.end()
	}
}

// columns gives the fields their captions, roles and comments.
func (s *source) columns(m *markup) {
	for i := range s.tables {
		t := &s.tables[i]
		for j, f := range t.fields {
			s.column(m, t, j, f)
		}
	}
	for i := range s.measures {
		s.calculation(m, &s.measures[i])
	}
	for i := range s.tables {
		t := &s.tables[i]
		m.empty(tableOnly+"column", "caption", t.title(), "datatype", "table",
			"name", "[__tableau_internal_object_id__].["+t.object()+"]", "role", "measure", "type", "quantitative")
	}
}

func (s *source) column(m *markup, t *sourceTable, at int, f field) {
	kind := t.kind(f)
	var attributes []string
	if kind.role == "measure" {
		attributes = append(attributes, "aggregation", kind.aggregation)
	}
	attributes = append(attributes, "caption", t.captions[at], "datatype", kind.name)
	if f.part == value && f.kind == report.TypePercent {
		attributes = append(attributes, "default-format", "p0.0%")
	}
	s.described(m, append(attributes, "name", t.names[at], "role", kind.role, "type", kind.scale), t.schema.meaning(f, s.Lang), "")
}

// described writes a column with its comment and its formula, either of which
// may be "".
func (s *source) described(m *markup, attributes []string, meaning, formula string) {
	if meaning == "" && formula == "" {
		m.empty("column", attributes...)
		return
	}
	m.start("column", attributes...)
	if formula != "" {
		m.empty("calculation", "class", "tableau", "formula", formula)
	}
	if meaning != "" {
		m.start("desc")
		m.start("formatted-text")
		m.leaf("run", meaning)
		m.end()
		m.end()
	}
	m.end()
}

// folders puts the fields of each table into a folder named after it.
func (s *source) folders(m *markup) {
	taken := map[string]bool{}
	m.start(schemaOnly + "folders-common")
	for i := range s.tables {
		t := &s.tables[i]
		m.start("folder", "name", unique(taken, t.title(), ""))
		for _, name := range t.names {
			m.empty("folder-item", "name", name, "type", "field")
		}
		for j := range s.measures {
			if s.measures[j].Table == t.schema.Name {
				m.empty("folder-item", "name", calculated(s.measures[j].Name), "type", "field")
			}
		}
		m.end()
	}
	m.end()
}

// graph holds the tables and how they are related.
func (s *source) graph(m *markup) {
	m.start(modelOnly + "object-graph")
	m.start("objects")
	for i := range s.tables {
		t := &s.tables[i]
		m.start("object", "caption", t.title(), "id", t.object())
		m.start("properties", "context", "")
		t.relation(m, "")
		m.end()
		m.end()
	}
	m.end()
	if len(s.links) > 0 {
		m.start("relationships")
		for i := range s.links {
			s.relationship(m, &s.links[i])
		}
		m.end()
	}
	m.end()
}

func (s *source) relationship(m *markup, j *join) {
	m.start("relationship")
	m.start("expression", "op", "=")
	m.empty("expression", "op", s.field(j.from, j.fromColumn))
	m.empty("expression", "op", s.field(j.to, j.toColumn))
	m.end()
	m.empty("first-end-point", "object-id", s.tables[j.from].object())
	m.empty("second-end-point", "object-id", s.tables[j.to].object())
	m.end()
}

// field returns the name of the field of a column.
func (s *source) field(table, column int) string {
	t := &s.tables[table]
	for i, f := range t.fields {
		if f.part == value && f.source == column {
			return t.names[i]
		}
	}
	return ""
}
