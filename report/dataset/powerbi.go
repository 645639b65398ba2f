package dataset

import (
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// PowerBI makes a Power BI project (.pbip): a folder of text files with a
// semantic model over CSV files and a report of one page. The model knows the
// types of all columns, how the tables are related, which table is the
// calendar, and the measures.
//
// Relations filter in one direction, from the table referred to. Where there
// would be two ways from one table to another, one relation is kept inactive:
// a reference in a key or another column that is never empty goes before one
// that may be, and one that another table repeats comes last. Findings say which.
//
// Amounts are fixed decimals, which have four places there; other numbers that
// are not whole are doubles. Amounts beyond 922,337,203,685,477 and dates before
// 1900 have no place there: Power BI shows such a cell as an error.
//
// Tables, columns and measures keep their names in every language; titles and
// meanings become translations, one culture a language, and the words of the
// report page.
//
// The zero value makes a project without measures and with an empty page. It is
// only read, so several goroutines may use it at once.
type PowerBI struct {
	Name     string      // of the project and its files; zero is "Milepost"
	Folder   string      // folder of the CSV files on the reader's computer, as C:\Reports\Data; zero is C:\Milepost\Data. It is a parameter of the model
	Lang     report.Lang // language of the schemas, the measures and the page
	Measures []Measure
	Page     Page
	Also     []Wording // the same tables and measures in other languages
}

// Page is what the page of the report shows. What is left out is not shown; a
// page that shows nothing is an empty page.
type Page struct {
	Title string   // name of the page; zero is the name of the project
	Cards []string // measures shown as single figures, at most eight
	Axis  string   // column along the line chart, as "calendar.month_start"
	Lines []string // measures drawn as lines over the axis
	Rows  []string // columns of the table below, as "tasks.name"
}

// Wording is the words of tables and measures in one more language. Tables,
// columns and measures are matched by name; what it lacks stays untranslated.
type Wording struct {
	Lang     report.Lang
	Schemas  []Schema
	Measures []Measure
}

// File is one file of a project.
type File struct {
	Path string // relative, with "/"
	Data []byte
}

// maxCards is how many single figures stand in a row.
const maxCards = 8

// Files returns the files of the project, sorted by path, and what it does not
// show as it is, as findings of severity [finding.Info]. Schemas that [Check]
// blocks, measures that [CheckMeasures] blocks and a page of things that do
// not exist give a [*finding.Error]. The files are the caller's.
func (p PowerBI) Files(schemas ...Schema) ([]File, []finding.Finding, error) {
	found := append(Check(schemas...), CheckMeasures(p.Measures, schemas)...)
	found = append(found, p.check(schemas)...)
	if err := finding.AsError("dataset: power bi", found); err != nil {
		return nil, nil, err
	}
	m := &model{PowerBI: p, title: fileName(strings.TrimSpace(report.CleanLine(p.Name))), star: newStar(schemas)}
	files := append(m.model(), m.report()...)
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, m.left(), nil
}

// model is a project as it is written.
type model struct {
	PowerBI
	*star
	title string
}

// check reports what the page shows that does not exist, and names that the
// tool reserves.
func (p PowerBI) check(schemas []Schema) []finding.Finding {
	var found []finding.Finding
	add := func(code finding.Code, kind, id string, remedy finding.Code) {
		found = append(found, finding.Finding{Code: code, Severity: finding.Block, Subject: finding.Ref{Kind: kind, ID: id}, Got: finding.Text(id), Remedy: remedy})
	}
	if len(schemas) == 0 {
		found = append(found, finding.Finding{Code: CodeNoTables, Severity: finding.Block, Remedy: RemedyAddColumns})
	}
	for i := range schemas {
		if schemas[i].Name == "measures" {
			add(CodeReserved, "table", schemas[i].Name, RemedyRename)
		}
	}
	s := newStar(schemas)
	for _, column := range append(p.Page.columns(), p.Page.Rows...) {
		if _, c := s.column(column); c == nil {
			add(CodeNotShown, "column", column, RemedyShowWhatExists)
		}
	}
	for _, name := range append(slices.Clone(p.Page.Cards), p.Page.Lines...) {
		if measureIn(p.Measures, name) == nil {
			add(CodeNotShown, "measure", name, RemedyShowWhatExists)
		}
	}
	if len(p.Page.Cards) > maxCards {
		add(CodeNotShown, "measure", p.Page.Cards[maxCards], RemedyShowWhatExists)
	}
	return found
}

func (p *Page) columns() []string {
	if p.Axis == "" {
		return nil
	}
	return []string{p.Axis}
}

// measureIn finds a measure by its name, whatever its case; nil where there is
// none.
func measureIn(measures []Measure, name string) *Measure {
	for i := range measures {
		if strings.EqualFold(measures[i].Name, name) {
			return &measures[i]
		}
	}
	return nil
}

// left says which references the model does not follow.
func (m *model) left() []finding.Finding {
	var left []finding.Finding
	for i := range m.joins {
		switch j := &m.joins[i]; {
		case !j.unique:
			left = append(left, j.about(CodePartOfKey, finding.Info, m.schemas))
		case !j.active:
			left = append(left, j.about(CodeInactive, finding.Info, m.schemas))
		}
	}
	left = append(left, within(m.schemas)...)
	finding.Sort(left)
	return left
}

// within finds the references of tables to themselves.
func within(schemas []Schema) []finding.Finding {
	var found []finding.Finding
	for i := range schemas {
		for j := range schemas[i].Columns {
			c := &schemas[i].Columns[j]
			if table, _, is := strings.Cut(c.Refers, "."); is && table == schemas[i].Name {
				found = append(found, finding.Finding{
					Code: CodeWithin, Severity: finding.Info, Got: finding.Text(c.Refers),
					Subject: finding.Ref{Kind: "table", ID: schemas[i].Name, Field: c.Name},
				})
			}
		}
	}
	return found
}
