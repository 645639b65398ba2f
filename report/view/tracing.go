package view

import (
	"slices"
	"strings"
	"unicode"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
)

// tracer gathers how the figures of a document came about, for its appendix.
type tracer struct {
	w      phrase.Printer
	traces []report.Block
	inputs []report.Block // tables that formulas go over
	known  map[string]bool
}

func newTracer(w phrase.Printer) *tracer { return &tracer{w: w, known: map[string]bool{}} }

// traceName is how cells call the trace of a figure.
func traceName(key string) string {
	return "trace-" + strings.NewReplacer("_", "-", ".", "-").Replace(key)
}

// add keeps a trace under the key of its figure, the first one where there are
// several, and returns its name. Words that are missing are spelled from the
// formula.
func (t *tracer) add(key string, x report.Trace) string {
	x.Name = traceName(key)
	if t.known[x.Name] {
		return x.Name
	}
	t.known[x.Name] = true
	if x.Words == "" && x.Formula != "" {
		x.Words = t.spelled(x)
	}
	if len(x.About) == 0 {
		x.About = about(t.w, key)
	}
	t.traces = append(t.traces, x)
	return x.Name
}

// called is what people call a thing, "" where the printer does not know.
func (t *tracer) called(r finding.Ref) string {
	if t.w.Name == nil {
		return ""
	}
	return t.w.Name(r)
}

// over keeps a table whose columns are inputs, under its title.
func (t *tracer) over(table *report.Table) {
	if t.known[table.Name] {
		return
	}
	t.known[table.Name] = true
	t.inputs = append(t.inputs, report.Heading{Level: 2, Text: t.w.Label(underlined(table.Name)), Name: "section-" + table.Name}, table)
}

// appendix returns the traces and the tables they go over, nothing where no
// figure was traced.
func (t *tracer) appendix() []report.Block {
	if len(t.traces) == 0 {
		return nil
	}
	blocks := append([]report.Block{heading(t.w, "how_computed")}, t.traces...)
	return append(blocks, t.inputs...)
}

// figure is the figure of a trace. Numbers are shown with four decimals, so
// that a reader can follow the computation.
func (t *tracer) figure(label string, kind report.Type, v finding.Value) report.Fact {
	f := fact(t.w, label, kind, v)
	if kind == report.TypeNumber && v.Kind() == finding.NumberKind && v.Unit() == "" {
		f.Column.Places = 4
	}
	return f
}

// symbol is an input that has a value of its own.
func (t *tracer) symbol(name, label string, kind report.Type, v finding.Value, from finding.Ref) report.TraceInput {
	f := t.figure(label, kind, v)
	f.Column.Name = name
	in := report.TraceInput{Fact: f, From: from}
	if from != (finding.Ref{}) {
		in.Origin = t.w.Ref(from)
	}
	return in
}

// row is an input that is a column of the table of the trace.
func (t *tracer) row(name string, kind report.Type) report.TraceInput {
	return report.TraceInput{Fact: fact(t.w, name, kind, finding.Value{})}
}

// spelled is a formula with the titles of its inputs in place of their names.
func (t *tracer) spelled(x report.Trace) string {
	titles := map[string]string{}
	for i := range x.Inputs {
		titles[x.Inputs[i].Column.Name] = x.Inputs[i].Column.Title
	}
	var b strings.Builder
	for rest := x.Formula; rest != ""; {
		n := strings.IndexFunc(rest, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		switch {
		case n < 0:
			n = len(rest)
		case n == 0:
			n = 1
		}
		part := rest[:n]
		rest = rest[n:]
		switch title := titles[part]; {
		case title != "":
			part = title
		case part == "*":
			part = "×"
		case part == "/":
			part = "÷"
		case part == "-":
			part = "−"
		}
		b.WriteString(part)
	}
	return b.String()
}

// aboutParts are what is said about an indicator, in this order.
var aboutParts = [...]string{"meaning", "limits_of_use", "decision_supported"}

// about says what an indicator means, where its use ends and which decision it
// supports, as far as the book has words for it under
// "about.KEY.meaning" and so on. Several methods of one figure share a key.
func about(w phrase.Printer, key string) []report.Fact {
	book := w.Book
	if book == nil {
		book = phrase.Standard()
	}
	key = indicator(key)
	var list []report.Fact
	for _, part := range aboutParts {
		if _, ok := book.Entry("about." + key + "." + part); ok {
			list = append(list, fact(w, part, report.TypeText, finding.Text(w.Text(finding.Code("about."+key+"."+part)))))
		}
	}
	return list
}

// indicator is the key of the indicator that a figure is one of: without
// numbers, and of a final figure the same for target and difference.
func indicator(key string) string {
	if strings.HasPrefix(key, "result_") {
		key = strings.TrimSuffix(strings.TrimSuffix(key, "_planned"), "_difference")
	}
	parts := slices.DeleteFunc(strings.Split(key, "_"), func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" })
	return strings.Join(parts, "_")
}

func underlined(s string) string { return strings.ReplaceAll(s, "-", "_") }

// inDaysOf shows the working time of a document in working days of the plan.
func inDaysOf(doc *report.Document, plan *schedule.Plan) *report.Document {
	day := dayMinutes(plan)
	set := func(c *report.Column) {
		if c.Type == report.TypeDuration && c.DayMinutes == 0 {
			c.DayMinutes = day
		}
	}
	for i, b := range doc.Blocks {
		switch b := b.(type) {
		case report.Facts:
			for k := range b.Items {
				set(&b.Items[k].Column)
			}
		case report.Trace:
			set(&b.Figure.Column)
			for k := range b.Inputs {
				set(&b.Inputs[k].Column)
			}
			doc.Blocks[i] = b
		case *report.Table:
			for k := range b.Columns {
				set(&b.Columns[k])
			}
		case *chart.BarChart:
			set(&b.Axis)
		}
	}
	return doc
}

// dayMinutes is how many working minutes make a day of the plan, 480 where it
// does not say.
func dayMinutes(plan *schedule.Plan) int64 {
	if plan != nil && plan.Units.MinutesPerDay > 0 {
		return int64(plan.Units.MinutesPerDay)
	}
	return usualDay
}

// usualDay is how many working minutes make a day where no plan says.
const usualDay = 480
