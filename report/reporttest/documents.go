package reporttest

import (
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// Documents returns documents by what is special about them, in a fixed
// order: from nothing at all to one with every hostile name in every place.
func Documents() []NamedDocument {
	return []NamedDocument{
		{"empty", &report.Document{}},
		{"title only", &report.Document{Title: "Plan", Lang: report.ZhCN}},
		{"nil and empty blocks", &report.Document{Title: "Plan", Blocks: []report.Block{
			nil, report.Heading{}, report.Paragraph{}, report.List{}, report.Facts{}, report.Callout{}, report.FindingList{}, &report.Table{}, (*report.Table)(nil),
		}}},
		{"odd tables", oddTables()},
		{"odd levels", oddLevels()},
		{"own block", &report.Document{Title: "Plan", Blocks: []report.Block{ownBlock{"own block's cell"}}}},
		{"every value", everyValue()},
		{"hostile English", hostile(report.En)},
		{"hostile Chinese", hostile(report.ZhCN)},
	}
}

// NamedDocument is a document and what is special about it.
type NamedDocument struct {
	Name     string
	Document *report.Document
}

// ownBlock is a block that no renderer knows.
type ownBlock struct{ text string }

// Table returns one cell.
func (b ownBlock) Table() *report.Table {
	return &report.Table{Columns: []report.Column{{Name: "own"}}, Rows: []report.Row{{Cells: []finding.Value{finding.Text(b.text)}}}}
}

func oddTables() *report.Document {
	text := finding.Text
	return &report.Document{Title: "Tables", Blocks: []report.Block{
		&report.Table{Rows: []report.Row{{Cells: []finding.Value{text("no column")}}}},
		&report.Table{Columns: []report.Column{{Name: "only"}}},
		&report.Table{Columns: []report.Column{{Name: "a"}, {Name: "b"}, {Name: "c"}}, Rows: []report.Row{
			{}, {Cells: []finding.Value{text("short row")}}, {Cells: []finding.Value{text("1"), text("2"), text("3"), text("one too many")}},
			{Level: -3, Cells: []finding.Value{text("below")}}, {Level: 1000, Cells: []finding.Value{text("deep")}},
		}, Footer: []report.Row{{Cells: []finding.Value{text("sum")}}}},
		&report.Table{Columns: []report.Column{{Type: 200, Align: 99, Places: -5}, {Type: report.TypeNumber, Places: 9999}}, Rows: []report.Row{
			{Cells: []finding.Value{finding.Number(1, ""), finding.Ratio(1, 3, "")}},
		}},
	}}
}

func oddLevels() *report.Document {
	item := func(level int, text string) report.Item {
		return report.Item{Level: level, Runs: []report.Run{report.T(text)}}
	}
	return &report.Document{Title: "Levels", Lang: "xx", Blocks: []report.Block{
		report.Heading{Level: 9, Text: "nine", Name: "nine"}, report.Heading{Level: -1, Text: "minus one", Name: "nine"}, report.Heading{Level: 3, Text: "three"},
		report.List{Items: []report.Item{item(5, "five"), item(-1, "minus"), item(1, "one"), item(7, "seven"), item(0, "zero")}},
		report.List{Ordered: true, Items: []report.Item{item(0, "first"), item(1, "inner"), item(1, "inner two"), item(0, "second")}},
		report.P(report.R("to nowhere", "nowhere"), report.T(" "), report.R("script", "javascript:alert(1)"), report.R("nine", "nine"), report.R("site", "https://example.com/?a=1&b=\"2\"")),
		report.Callout{Severity: 77, Title: "odd severity", Runs: []report.Run{{Text: "odd style", Style: 99}}},
	}}
}

// Values returns one value of every kind, the zero value and unknown ones
// included.
func Values() []finding.Value {
	return []finding.Value{
		{}, finding.Text("words"), finding.Text(""), finding.Number(-1234567, ""), finding.Number(1, "day"), finding.Ratio(2, 3, ""), finding.Decimal("12345678901234567890.5", "h"),
		finding.Decimal("99.5", "%"), finding.Money("-1200.5", "CNY"), finding.Money("7", "JPY"), finding.Date("2026-03-02"), finding.Date("2026-03-02T17:00"),
		finding.Bool(true), finding.Bool(false), finding.List("one", "two|three"), finding.List(), finding.Unknown("no-data"), finding.Unknown(""), finding.Unknown("host's own <reason>"),
	}
}

func everyValue() *report.Document {
	values := Values()
	t := &report.Table{Name: "values", Title: "Values", Note: "Every value under every type.", Columns: []report.Column{{Name: "row", Type: report.TypeInteger}}}
	for kind := report.TypeText; kind <= report.TypeBool; kind++ {
		t.Columns = append(t.Columns, report.Column{Name: kind.String(), Type: kind})
	}
	facts := report.Facts{Title: "Facts"}
	for i, v := range values {
		row := report.Row{Level: i % 3, Strong: i%5 == 0, Cells: []finding.Value{finding.Number(int64(i), "")}}
		for range t.Columns[1:] {
			row.Cells = append(row.Cells, v)
		}
		t.Rows = append(t.Rows, row)
		facts.Items = append(facts.Items, report.Fact{Column: report.Column{Name: fmt.Sprint("fact_", i)}, Value: v})
	}
	return &report.Document{
		Title: "Values", AsOf: finding.Date("2026-03-02"), Prepared: finding.Unknown("no-data"),
		Blocks: []report.Block{report.Heading{Level: 1, Text: "Values", Name: "all"}, t, facts},
	}
}

func hostile(lang report.Lang) *report.Document {
	doc := &report.Document{Title: HostileNames()[0], Subtitle: HostileNames()[1], Lang: lang, AsOf: finding.Text(HostileNames()[2])}
	for i, name := range HostileNames() {
		ref := finding.Ref{Kind: "task", ID: name, Field: "name"}
		doc.Blocks = append(doc.Blocks,
			report.Heading{Level: 1 + i%5, Text: name, Name: name},
			report.P(report.T(name), report.B(name), report.C(name), report.R(name, name), report.R(name, "http://example.com/"+name)),
			report.List{Ordered: i%2 == 0, Items: []report.Item{{Runs: []report.Run{report.T(name)}}, {Level: 1, Runs: []report.Run{report.B(name)}}}},
			report.Facts{Name: name, Title: name, Items: []report.Fact{{Column: report.Column{Name: name, Title: name, Unit: name}, Value: finding.Text(name)}}},
			report.Callout{Severity: finding.Severity(i % 3), Title: name, Runs: []report.Run{report.T(name)}},
			report.FindingList{Name: name, Title: name, Items: []report.FindingItem{{
				Finding: finding.Finding{Code: finding.Code(name), Subject: ref, Got: finding.Text(name)}, Text: name, Remedy: name,
			}}},
		)
	}
	doc.Blocks = append(doc.Blocks, hostileTable(), HostileFigure{})
	return doc
}

func hostileTable() *report.Table {
	t := &report.Table{Name: "t", Title: HostileNames()[0], Note: HostileNames()[1], Columns: []report.Column{
		{Name: "name", Title: HostileNames()[1]}, {Name: "unit", Title: HostileNames()[5], Unit: HostileNames()[0]}, {Name: "n", Type: report.TypeInteger},
	}}
	for i, name := range HostileNames() {
		t.Rows = append(t.Rows, report.Row{Level: i % 12, Cells: []finding.Value{finding.Text(name), finding.Number(1, name), finding.Unknown(name)}})
	}
	t.Footer = []report.Row{{Strong: true, Cells: []finding.Value{finding.List(HostileNames()[:6]...)}}}
	return t
}

// HostileFigure is a figure with the hostile names as its words.
type HostileFigure struct{}

// Frame returns the size and hostile words.
func (HostileFigure) Frame() report.Frame {
	names := HostileNames()
	return report.Frame{Width: 400, Height: float64(len(names)) * 10, Name: names[0], Title: names[1], Desc: names[2]}
}

// Draw writes the names.
func (HostileFigure) Draw(c report.Canvas) {
	for i, name := range HostileNames() {
		c.Text(report.Text{X: 1, Y: float64(i) * 10, Text: name, Title: name})
	}
}

// Table returns the names.
func (HostileFigure) Table() *report.Table {
	t := &report.Table{Columns: []report.Column{{Name: "name"}}}
	for _, name := range HostileNames() {
		t.Rows = append(t.Rows, report.Row{Cells: []finding.Value{finding.Text(name)}})
	}
	return t
}
