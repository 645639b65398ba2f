package report

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// jsonSchema names the form that [JSON] writes. The number grows when a field
// changes its meaning; a new field does not change it.
const jsonSchema = "milepost.report/1"

// JSON writes a document as one JSON object for programs: keys in snake_case,
// numbers exact and as texts, dates as texts, unknown values with their
// reason, empty cells as null. Every block is an object whose "type" is
// heading, paragraph, list, facts, callout, findings, table, figure or trace; a
// figure carries its table form, cells and facts name their trace. Blocks and rows stand on lines of their own.
// The zero value is ready to use.
type JSON struct{}

// Render writes the document. It returns the first error of w, and
// [ErrNoDocument] for nil.
func (JSON) Render(w io.Writer, doc *Document) error {
	if doc == nil {
		return ErrNoDocument
	}
	out := &jsonWriter{w: bufio.NewWriterSize(w, 1<<15), format: doc.Format()}
	out.text(`{"schema":`)
	out.value(jsonSchema)
	out.text(`,"lang":`)
	out.value(doc.Lang.Tag())
	out.text(`,"title":`)
	out.value(doc.Title)
	out.field("subtitle", doc.Subtitle)
	out.moment("as_of", doc.AsOf)
	out.moment("prepared", doc.Prepared)
	out.text(`,"blocks":[`)
	separator := "\n"
	for _, b := range doc.Blocks {
		if b != nil {
			out.text(separator)
			out.block(b)
			separator = ",\n"
		}
	}
	out.text("\n]}\n")
	if out.err != nil {
		return out.err
	}
	return out.w.Flush()
}

// jsonWriter keeps the first error and writes nothing after it.
type jsonWriter struct {
	w      *bufio.Writer
	format Format
	err    error
}

func (o *jsonWriter) text(s string) {
	if o.err == nil {
		_, o.err = o.w.WriteString(s)
	}
}

func (o *jsonWriter) value(v any) {
	data, err := json.Marshal(v)
	if o.err == nil {
		o.err = err
	}
	o.text(escapeControls(string(data)))
}

// escapeControls escapes the control characters that JSON allows as they are.
func escapeControls(s string) string {
	if !strings.ContainsFunc(s, isLateControl) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if isLateControl(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isLateControl reports whether r is DEL or one of the 32 controls after it.
func isLateControl(r rune) bool { return r >= 0x7f && r <= 0x9f }

// field writes a member that is left out where it is empty.
func (o *jsonWriter) field(key, text string) {
	if text != "" {
		o.text(`,"` + key + `":`)
		o.value(text)
	}
}

func (o *jsonWriter) moment(key string, v finding.Value) {
	if !v.IsZero() {
		o.text(`,"` + key + `":`)
		o.value(v)
	}
}

func (o *jsonWriter) block(b Block) {
	switch b := b.(type) {
	case Heading:
		o.value(headingWire{"heading", b.Depth(), b.Text, b.Name})
	case Paragraph:
		o.value(runsWire{Type: "paragraph", Runs: wireRuns(b.Runs)})
	case List:
		o.value(listWire{"list", b.Ordered, wireItems(b)})
	case Facts:
		o.value(factsWire{"facts", b.Name, b.Title, o.wireFacts(b.Items)})
	case Callout:
		o.value(runsWire{"callout", b.Severity.String(), b.Title, wireRuns(b.Runs)})
	case FindingList:
		o.value(findingsWire{"findings", b.Name, b.Title, wireFindings(b.Items)})
	case *Table:
		o.table(b)
	case Trace:
		o.trace(b)
	case Figure:
		frame := b.Frame()
		o.text(`{"type":"figure"`)
		o.field("name", frame.Name)
		o.field("title", frame.Title)
		o.field("desc", frame.Desc)
		o.text(`,"table":`)
		o.table(b.Table())
		o.text("}")
	default:
		o.table(b.Table())
	}
}

func (o *jsonWriter) table(t *Table) {
	if t == nil {
		t = &Table{}
	}
	o.text(`{"type":"table"`)
	o.field("name", t.Name)
	o.field("title", t.Title)
	o.field("note", t.Note)
	o.text(`,"columns":`)
	columns := make([]columnWire, len(t.Columns))
	for i := range t.Columns {
		c := &t.Columns[i]
		columns[i] = columnWire{c.Name, o.format.title(c), c.Type.String(), c.Unit, c.DayMinutes, c.Trace}
	}
	o.value(columns)
	o.rows("rows", t.Rows, len(columns))
	if len(t.Footer) > 0 {
		o.rows("footer", t.Footer, len(columns))
	}
	o.text("}")
}

func (o *jsonWriter) rows(key string, rows []Row, width int) {
	o.text(`,"` + key + `":[`)
	for i := range rows {
		r := &rows[i]
		if i > 0 {
			o.text(",")
		}
		o.text("\n")
		cells := make([]finding.Value, width)
		for j := range cells {
			cells[j] = r.Cell(j)
		}
		o.value(rowWire{r.ID, r.Depth(), r.Strong, cells, r.Traces})
	}
	o.text("]")
}

type headingWire struct {
	Type  string `json:"type"`
	Level int    `json:"level"`
	Text  string `json:"text"`
	Name  string `json:"name,omitempty"`
}

type runWire struct {
	Text   string `json:"text"`
	Style  string `json:"style"`
	Target string `json:"target,omitempty"`
}

type runsWire struct {
	Type     string    `json:"type"`
	Severity string    `json:"severity,omitempty"`
	Title    string    `json:"title,omitempty"`
	Runs     []runWire `json:"runs"`
}

type itemWire struct {
	Level int       `json:"level"`
	Runs  []runWire `json:"runs"`
}

type listWire struct {
	Type    string     `json:"type"`
	Ordered bool       `json:"ordered"`
	Items   []itemWire `json:"items"`
}

type factWire struct {
	Name  string        `json:"name"`
	Title string        `json:"title"`
	Type  string        `json:"type"`
	Value finding.Value `json:"value"`
	Trace string        `json:"trace,omitempty"`
}

type factsWire struct {
	Type  string     `json:"type"`
	Name  string     `json:"name,omitempty"`
	Title string     `json:"title,omitempty"`
	Items []factWire `json:"items"`
}

type findingWire struct {
	Finding finding.Finding `json:"finding"`
	Text    string          `json:"text"`
	Remedy  string          `json:"remedy_text,omitempty"`
}

type findingsWire struct {
	Type  string        `json:"type"`
	Name  string        `json:"name,omitempty"`
	Title string        `json:"title,omitempty"`
	Items []findingWire `json:"items"`
}

type columnWire struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Type  string `json:"type"`
	Unit  string `json:"unit,omitempty"`
	Day   int64  `json:"day_min,omitempty"`
	Trace string `json:"trace,omitempty"`
}

type rowWire struct {
	ID     string          `json:"id,omitempty"`
	Level  int             `json:"level,omitempty"`
	Strong bool            `json:"strong,omitempty"`
	Cells  []finding.Value `json:"cells"`
	Traces []string        `json:"traces,omitempty"`
}

func wireRuns(runs []Run) []runWire {
	wires := make([]runWire, len(runs))
	for i, r := range runs {
		wires[i] = runWire{r.Text, r.Style.String(), r.Target}
	}
	return wires
}

func wireItems(l List) []itemWire {
	wires := make([]itemWire, len(l.Items))
	for i, depth := range l.Depths() {
		wires[i] = itemWire{depth, wireRuns(l.Items[i].Runs)}
	}
	return wires
}

func (o *jsonWriter) wireFacts(items []Fact) []factWire {
	wires := make([]factWire, len(items))
	for i := range items {
		c := &items[i].Column
		wires[i] = factWire{c.Name, o.format.title(c), c.Type.String(), items[i].Value, c.Trace}
	}
	return wires
}

func wireFindings(items []FindingItem) []findingWire {
	wires := make([]findingWire, len(items))
	for i, item := range items {
		wires[i] = findingWire{item.Finding, item.Words(), item.Remedy}
	}
	return wires
}
