package dataset

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/report"
)

// schemaRoot is where the schemas of the parts of reports are published.
const schemaRoot = "https://developer.microsoft.com/json-schemas/fabric/item/report/"

// member is a member of a JSON object; an object keeps their order.
type member struct {
	name  string
	value any
}

type members []member

// MarshalJSON writes the members in their order.
func (list members) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range list {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(appendString(nil, m.name))
		b.WriteByte(':')
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(m.value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// encode returns a JSON file. All values are texts, numbers, truth values and
// lists of them, which always encode.
func encode(value any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(value); err != nil {
		return nil
	}
	return b.Bytes()
}

// platform says what a folder is.
func (m *model) platform(kind string) []byte {
	return encode(members{
		{"$schema", "https://developer.microsoft.com/json-schemas/fabric/gitIntegration/platformProperties/2.0.0/schema.json"},
		{"metadata", members{{"type", kind}, {"displayName", m.title}}},
		{"config", members{{"version", "2.0"}, {"logicalId", identity("item", kind, m.title)}}},
	})
}

// report returns the files of the report and the one that opens the project.
func (m *model) report() []File {
	at := m.title + ".Report/"
	page := short("page")
	files := []File{
		{m.title + ".pbip", encode(members{
			{"$schema", "https://developer.microsoft.com/json-schemas/fabric/pbip/pbipProperties/1.0.0/schema.json"},
			{"version", "1.0"},
			{"artifacts", []members{{{"report", members{{"path", m.title + ".Report"}}}}}},
			{"settings", members{{"enableAutoRecovery", true}}},
		})},
		{at + ".platform", m.platform("Report")},
		{at + "definition.pbir", encode(members{
			{"$schema", schemaRoot + "definitionProperties/2.0.0/schema.json"},
			{"version", "4.0"},
			{"datasetReference", members{{"byPath", members{{"path", "../" + m.modelFolder()}}}}},
		})},
		{at + "definition/version.json", encode(members{{"$schema", schemaRoot + "definition/versionMetadata/1.0.0/schema.json"}, {"version", "2.0.0"}})},
		{at + "definition/report.json", encode(members{{"$schema", schemaRoot + "definition/report/3.3.0/schema.json"}, {"themeCollection", members{}}})},
		{at + "definition/pages/pages.json", encode(members{
			{"$schema", schemaRoot + "definition/pagesMetadata/1.1.0/schema.json"}, {"pageOrder", []string{page}}, {"activePageName", page},
		})},
		{at + "definition/pages/" + page + "/page.json", encode(members{
			{"$schema", schemaRoot + "definition/page/2.1.0/schema.json"}, {"name", page},
			{"displayName", titleOf(m.Page.Title, m.title)}, {"displayOption", "FitToPage"}, {"height", pageHeight}, {"width", pageWidth},
		})},
	}
	for _, v := range m.visuals() {
		files = append(files, File{at + "definition/pages/" + page + "/visuals/" + v.name + "/visual.json", encode(v.members())})
	}
	return files
}

// short names a part of a report: 20 hexadecimal digits.
func short(name string) string { return digest("part " + name)[:20] }

// The page, in points.
const (
	pageWidth, pageHeight = 1280, 720
	edge, gap, cardHeight = 24, 16, 120
)

// visual is one thing on the page.
type visual struct {
	name, kind, title string
	x, y, w, h, order int
	roles             members // the fields by their role
}

// visuals lays the page out: cards above, then the lines, then the table;
// what is there shares the height.
func (m *model) visuals() []visual {
	var list []visual
	top := edge
	for i, name := range m.Page.Cards {
		width := (pageWidth - 2*edge - gap*(len(m.Page.Cards)-1)) / len(m.Page.Cards)
		list = append(list, visual{name: short(fmt.Sprint("card ", i)), kind: "card", title: m.called(name),
			x: edge + i*(width+gap), y: top, w: width, h: cardHeight, roles: members{{"Values", m.figures(name)}}})
	}
	if len(list) > 0 {
		top += cardHeight + gap
	}
	var below []visual
	if m.Page.Axis != "" && len(m.Page.Lines) > 0 {
		below = append(below, visual{name: short("lines"), kind: "lineChart", title: m.listed(m.Page.Lines),
			roles: members{{"Category", m.fields(m.Page.Axis)}, {"Y", m.figures(m.Page.Lines...)}}})
	}
	if len(m.Page.Rows) > 0 {
		table, _ := m.place(m.Page.Rows[0])
		below = append(below, visual{name: short("rows"), kind: "tableEx", title: titleOf(table.Title, table.Name), roles: members{{"Values", m.fields(m.Page.Rows...)}}})
	}
	for i := range below {
		height := (pageHeight - edge - top - gap*(len(below)-1)) / len(below)
		below[i].x, below[i].y, below[i].w, below[i].h = edge, top+i*(height+gap), pageWidth-2*edge, height
	}
	list = append(list, below...)
	for i := range list {
		list[i].order = 1000 * (i + 1)
	}
	return list
}

// place finds a column with its table.
func (m *model) place(name string) (*Schema, *Column) {
	at, column := m.star.column(name)
	return &m.schemas[at], column
}

// called is what people call a measure.
func (m *model) called(name string) string {
	measure := measureIn(m.Measures, name)
	return titleOf(measure.Title, measure.Name)
}

func (m *model) listed(names []string) string {
	titles := make([]string, len(names))
	for i, name := range names {
		titles[i] = m.called(name)
	}
	return strings.Join(titles, in(m.Lang, ", ", "、"))
}

// figures are measures as the fields of a role, each once.
func (m *model) figures(names ...string) members {
	var list []members
	for i, name := range names {
		if measure := measureIn(m.Measures, name); !slices.Contains(names[:i], name) {
			list = append(list, projection("Measure", measure.Table, measure.Name, m.called(name)))
		}
	}
	return members{{"projections", list}}
}

// fields are columns as the fields of a role, each once.
func (m *model) fields(names ...string) members {
	var list []members
	for i, name := range names {
		if table, column := m.place(name); !slices.Contains(names[:i], name) {
			list = append(list, projection("Column", table.Name, column.Name, titleOf(column.Title, column.Name)))
		}
	}
	return members{{"projections", list}}
}

func projection(kind, table, name, title string) members {
	field := members{{kind, members{{"Expression", members{{"SourceRef", members{{"Entity", table}}}}}, {"Property", name}}}}
	return members{{"field", field}, {"queryRef", table + "." + name}, {"nativeQueryRef", name}, {"displayName", title}}
}

// members returns the file of a visual.
func (v *visual) members() members {
	return members{
		{"$schema", schemaRoot + "definition/visualContainer/2.8.0/schema.json"},
		{"name", v.name},
		{"position", members{{"x", v.x}, {"y", v.y}, {"z", v.order}, {"height", v.h}, {"width", v.w}, {"tabOrder", v.order}}},
		{"visual", members{
			{"visualType", v.kind},
			{"query", members{{"queryState", v.roles}}},
			{"visualContainerObjects", members{
				{"title", properties(members{{"show", literal("true")}, {"text", literal(quotedLiteral(v.title))}})},
				{"general", properties(members{{"altText", literal(quotedLiteral(v.title))}})},
			}},
			{"drillFilterOtherVisuals", true},
		}},
	}
}

func properties(list members) []members { return []members{{{"properties", list}}} }

func literal(text string) members {
	return members{{"expr", members{{"Literal", members{{"Value", text}}}}}}
}

// quotedLiteral is a text as the expressions of reports have it.
func quotedLiteral(s string) string {
	return "'" + strings.ReplaceAll(report.CleanLine(s), "'", "''") + "'"
}
