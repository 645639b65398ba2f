package report

import (
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Heading opens a section.
type Heading struct {
	Level int    // 1 for the sections of the document, to 5; others count as the nearest of these
	Text  string // one line
	Name  string // what references call it: lower-case letters, digits, '-', '_'; "" for none
}

// Table returns one row with the text.
func (h Heading) Table() *Table {
	return &Table{
		Columns: []Column{{Name: "level", Type: TypeInteger}, {Name: "heading"}},
		Rows:    []Row{{Cells: []finding.Value{finding.Number(int64(h.Depth()), ""), finding.Text(h.Text)}}},
	}
}

// Depth returns the level as renderers use it, from 1 to 5.
func (h Heading) Depth() int { return min(max(h.Level, 1), 5) }

// Paragraph is running text.
type Paragraph struct {
	Runs []Run
}

// P returns a paragraph of the runs.
func P(runs ...Run) Paragraph { return Paragraph{Runs: runs} }

// Table returns one row with the text.
func (p Paragraph) Table() *Table { return textTable([]string{PlainText(p.Runs)}, nil) }

// Item is one entry of a list.
type Item struct {
	Runs  []Run
	Level int // depth in the outline, 0 for the outermost; at most one more than the item before
}

// maxDepth bounds the levels of lists that are shown.
const maxDepth = 9

// List is an enumeration, numbered or not.
type List struct {
	Ordered bool // numbered 1, 2, 3 on each level
	Items   []Item
}

// Table returns one row an item.
func (l List) Table() *Table {
	texts := make([]string, len(l.Items))
	for i, item := range l.Items {
		texts[i] = PlainText(item.Runs)
	}
	return textTable(texts, l.Depths())
}

// Depths returns the level of every item as renderers use it, from 0 to 9 and
// no deeper than one below the item before. The caller owns the slice.
func (l List) Depths() []int {
	depths := make([]int, len(l.Items))
	limit := 0
	for i, item := range l.Items {
		depths[i] = min(max(item.Level, 0), limit, maxDepth)
		limit = depths[i] + 1
	}
	return depths
}

// Fact is one labelled value.
type Fact struct {
	Column Column        // name, title and type of the value; the title is the label that is shown
	Value  finding.Value // zero is shown as an empty value
}

// Facts is a short list of labelled values, such as the head of a report.
type Facts struct {
	Name  string // what references call it, "" for none
	Title string // shown above, "" for none
	Items []Fact
}

// Table returns one row a fact. The values are formatted texts in no
// language but numbers and dates; [Facts.TableIn] formats them in one.
func (f Facts) Table() *Table { return f.TableIn(Format{}) }

// TableIn returns the table form with the values formatted by the format.
func (f Facts) TableIn(format Format) *Table {
	t := &Table{Name: f.Name, Title: f.Title, Columns: []Column{{Name: "item"}, {Name: "value"}}}
	for _, fact := range f.Items {
		row := Row{Cells: []finding.Value{finding.Text(format.Title(&fact.Column)), fact.shown(format)}}
		if fact.Column.Trace != "" {
			row.Traces = []string{"", fact.Column.Trace}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Callout sets a short text off from the rest because it matters.
type Callout struct {
	Severity finding.Severity // how grave; the zero value is Block
	Title    string           // one line, "" for the word of the severity
	Runs     []Run
}

// Table returns one row with severity, title and text.
func (c Callout) Table() *Table {
	return &Table{
		Columns: []Column{{Name: "severity"}, {Name: "title"}, {Name: "text"}},
		Rows: []Row{{Cells: []finding.Value{
			finding.Text(c.Severity.String()), finding.Text(c.Title), finding.Text(PlainText(c.Runs)),
		}}},
	}
}

// FindingItem is a finding with its words. Package report/phrase makes them.
type FindingItem struct {
	Finding finding.Finding
	Text    string // the finding as a sentence in the document's language; "" shows the code
	Remedy  string // the remedy as a sentence, "" for none
}

// FindingList shows what checks found, in the order given.
type FindingList struct {
	Name  string // what references call it, "" for none
	Title string // shown above, "" for none
	Items []FindingItem
}

// Table returns one row a finding: severity, code, text and remedy.
func (l FindingList) Table() *Table { return l.TableIn(Format{}) }

// TableIn returns the table form with the severities in the language of the
// format.
func (l FindingList) TableIn(format Format) *Table {
	t := &Table{Name: l.Name, Title: l.Title, Columns: []Column{{Name: "severity"}, {Name: "code"}, {Name: "finding"}, {Name: "remedy"}}}
	for _, item := range l.Items {
		t.Rows = append(t.Rows, Row{Cells: []finding.Value{
			finding.Text(format.Severity(item.Finding.Severity)), finding.Text(string(item.Finding.Code)),
			finding.Text(item.Words()), optionalText(item.Remedy),
		}})
	}
	return t
}

// Words returns the sentence of the finding, or the finding without language
// where no sentence was given.
func (i FindingItem) Words() string {
	if i.Text != "" {
		return i.Text
	}
	return strings.TrimSpace(i.Finding.String())
}

func optionalText(s string) finding.Value {
	if s == "" {
		return finding.Value{}
	}
	return finding.Text(s)
}

func textTable(texts []string, levels []int) *Table {
	t := &Table{Columns: []Column{{Name: "text"}}}
	for i, text := range texts {
		row := Row{Cells: []finding.Value{finding.Text(text)}}
		if levels != nil {
			row.Level = levels[i]
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
