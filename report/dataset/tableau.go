package dataset

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// Tableau writes a data source for Tableau: a .tds file that names the CSV
// files, says what their columns are, and relates the tables. Nobody has to
// set types or draw relationships by hand.
//
// The .tds stands beside the folder with the files, one a table, named after
// it: data source "Projects.tds", files "Data/tasks.csv", "Data/risks.csv".
// They are what [CSV] writes; put the .tds and the folder into a zip named
// .tdsx, as [Tableau.Pack] does, to pass them on as one file.
//
// Tableau relates two tables once and draws no circles. Where references make
// one, those of keys and other filled columns hold and the rest is left out; a table that none of
// the rest refers to is left out too. Findings say which. The fields keep the
// names of the columns; where two tables have a column of one name, the later
// one is named as "task_id (risks.csv)", as Tableau does it: add tables at the
// end. Titles become captions, meanings comments, and every table a folder.
//
// The zero value is ready to use, by several goroutines at once.
type Tableau struct {
	Name     string      // what people call the data source; zero is "Milepost"
	Folder   string      // where the files are, relative to the .tds, with "/"; zero is "Data"
	Lang     report.Lang // of the words that are not the host's: "currency", "unknown"
	Measures []Measure   // become calculated fields; those that need a table left out are left out
}

// ErrFolder is the error for a folder that is not below the place of the file
// that names it.
var ErrFolder = errors.New("dataset: not a relative folder")

// Write writes the .tds file. It returns what the data source leaves out, as
// findings of severity [finding.Info]. Schemas that [Check] blocks and
// measures that [CheckMeasures] blocks give a [*finding.Error], a folder that
// is no relative one [ErrFolder]; nothing is written then.
func (t Tableau) Write(w io.Writer, schemas ...Schema) ([]finding.Finding, error) {
	s, err := t.source(schemas)
	if err != nil {
		return nil, err
	}
	_, err = io.WriteString(w, s.document())
	return s.left, err
}

// title is what people call the data source.
func (t Tableau) title() string {
	if name := strings.TrimSpace(report.CleanLine(t.Name)); name != "" {
		return name
	}
	return "Milepost"
}

func (t Tableau) folder() (string, error) {
	if t.Folder == "" {
		return "Data", nil
	}
	return t.Folder, checkFolder(t.Folder)
}

// checkFolder refuses what leads out of the place of the file.
func checkFolder(folder string) error {
	parts := strings.Split(folder, "/")
	for _, part := range parts {
		if part == "" || part == "." || part == ".." || strings.ContainsAny(part, `\:*?"<>|`) || part != report.CleanLine(part) {
			return fmt.Errorf("%w: %q", ErrFolder, folder)
		}
	}
	return nil
}

// source is a data source before it is written.
type source struct {
	Tableau
	dir      string
	tables   []sourceTable // those of the data source
	links    []join        // from a table nearer to the first, by place in tables
	measures []Measure
	left     []finding.Finding
}

type sourceTable struct {
	place    int // among the schemas
	schema   *Schema
	fields   []field
	names    []string // of the fields, with brackets
	captions []string
}

func (t Tableau) source(schemas []Schema) (*source, error) {
	found := append(Check(schemas...), CheckMeasures(t.Measures, schemas)...)
	if len(schemas) == 0 {
		found = append(found, finding.Finding{Code: CodeNoTables, Severity: finding.Block, Remedy: RemedyAddColumns})
	}
	if err := finding.AsError("dataset: tableau", found); err != nil {
		return nil, err
	}
	dir, err := t.folder()
	if err != nil {
		return nil, err
	}
	s := &source{Tableau: t, dir: dir}
	s.relate(schemas)
	s.name()
	s.choose()
	s.left = append(s.left, within(schemas)...)
	finding.Sort(s.left)
	return s, nil
}

// relate chooses the tables and how they hang together: the largest tree, from
// its table with the most relations outwards.
func (s *source) relate(schemas []Schema) {
	tree := grow(schemas, s)
	first := tree.first()
	order := []int{first}
	place := map[int]int{first: 0}
	for i := 0; i < len(order); i++ {
		for _, j := range tree.joins {
			if j.to == order[i] {
				j.from, j.fromColumn, j.to, j.toColumn = j.to, j.toColumn, j.from, j.fromColumn
			}
			if _, known := place[j.to]; j.from != order[i] || known {
				continue
			}
			place[j.to] = len(order)
			order = append(order, j.to)
			j.from, j.to = i, place[j.to]
			s.links = append(s.links, j)
		}
	}
	s.take(schemas, order, place)
}

// take keeps the tables of the tree in their order and says which stay apart.
func (s *source) take(schemas []Schema, order []int, place map[int]int) {
	for _, at := range order {
		s.tables = append(s.tables, sourceTable{place: at, schema: &schemas[at], fields: schemas[at].fields()})
	}
	for i := range schemas {
		if _, in := place[i]; !in {
			s.left = append(s.left, finding.Finding{
				Code: CodeApart, Severity: finding.Info, Subject: finding.Ref{Kind: "table", ID: schemas[i].Name}, Remedy: RemedyConnect,
			})
		}
	}
}

// tree is a forest of tables; its largest tree becomes the data source.
type tree struct {
	joins  []join
	root   []int // of each table
	degree []int
}

// grow takes the joins, the most important first, that close no circle; those
// to a calendar last, since Tableau knows months and years of any date.
func grow(schemas []Schema, s *source) *tree {
	t := &tree{root: make([]int, len(schemas)), degree: make([]int, len(schemas))}
	for i := range t.root {
		t.root[i] = i
	}
	joins := modelOf(schemas)
	slices.SortStableFunc(joins, func(a, b join) int { return cmp.Compare(a.late(schemas), b.late(schemas)) })
	for _, j := range joins {
		if t.root[j.from] == t.root[j.to] {
			s.left = append(s.left, j.about(CodeLeftOut, finding.Info, schemas))
			continue
		}
		t.join(j)
	}
	return t
}

// late is how late a join gets its turn.
func (j *join) late(schemas []Schema) int {
	late := 0
	if isDates(&schemas[j.to]) {
		late = 2
	}
	if !j.active {
		late++
	}
	return late
}

func (t *tree) join(j join) {
	old, with := t.root[j.from], t.root[j.to]
	for i, root := range t.root {
		if root == old {
			t.root[i] = with
		}
	}
	t.joins = append(t.joins, j)
	t.degree[j.from]++
	t.degree[j.to]++
}

// first returns the table of the largest tree that has the most relations.
func (t *tree) first() int {
	size := make([]int, len(t.root))
	for _, root := range t.root {
		size[root]++
	}
	best := 0
	for i, root := range t.root {
		bigger := size[root] - size[t.root[best]]
		if bigger > 0 || bigger == 0 && t.degree[i] > t.degree[best] {
			best = i
		}
	}
	return best
}

// name gives each field its name and caption, both unique in the data source,
// in the order of the schemas: a table more at their end renames nothing.
func (s *source) name() {
	names, captions := map[string]bool{}, map[string]bool{}
	inOrder := make([]*sourceTable, len(s.tables))
	for i := range s.tables {
		inOrder[i] = &s.tables[i]
	}
	slices.SortFunc(inOrder, func(a, b *sourceTable) int { return a.place - b.place })
	for _, t := range inOrder {
		for _, f := range t.fields {
			name := f.name
			if names[name] {
				name += " (" + t.file() + ")"
			}
			names[name] = true
			t.names = append(t.names, "["+name+"]")
			t.captions = append(t.captions, unique(captions, t.caption(f, s.Lang), " ("+t.title()+")"))
		}
	}
}

// unique returns the caption, with the suffix or a number after it where it is
// taken, and takes it. Tools know no names apart by their case alone.
func unique(taken map[string]bool, caption, suffix string) string {
	candidate := caption
	if taken[strings.ToLower(candidate)] {
		candidate = caption + suffix
	}
	for n := 2; taken[strings.ToLower(candidate)]; n++ {
		candidate = fmt.Sprintf("%s%s %d", caption, suffix, n)
	}
	taken[strings.ToLower(candidate)] = true
	return candidate
}

func (t *sourceTable) file() string { return t.schema.Name + ".csv" }

func (t *sourceTable) title() string { return titleOf(t.schema.Title, t.schema.Name) }

func (t *sourceTable) caption(f field, lang report.Lang) string { return t.schema.caption(f, lang) }

// titleOf is the title on one line, or the name where there is none.
func titleOf(title, name string) string {
	if title = strings.TrimSpace(report.CleanLine(title)); title != "" {
		return title
	}
	return name
}

// caption is what people read over a column as it is written.
func (s *Schema) caption(f field, lang report.Lang) string {
	switch f.part {
	case unknowns:
		return in(lang, "Unknown values", "未知的值")
	case currency:
		return titleOf(s.Columns[f.source].Title, s.Columns[f.source].Name) + in(lang, " (currency)", "（币种）")
	}
	return titleOf(s.Columns[f.source].Title, f.name)
}

// meaning is what a column says as it is written.
func (s *Schema) meaning(f field, lang report.Lang) string {
	switch f.part {
	case unknowns:
		return in(lang, "Names of the columns whose value is unknown in this row, with the reason.", "本行中值未知的列及其原因。")
	case currency:
		name := s.Columns[f.source].Name
		return in(lang, "Currency of "+name+", ISO 4217.", name+" 的币种（ISO 4217）。")
	}
	return strings.TrimSpace(report.Clean(s.Columns[f.source].Meaning))
}

// in returns the words of the language.
func in(lang report.Lang, en, zh string) string {
	if lang == report.ZhCN {
		return zh
	}
	return en
}
