package report_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	page "github.com/milepost-go/milepost/report/html"
	"github.com/milepost-go/milepost/report/markdown"
)

// cpi is a figure of 400 over 450 with its trace, in a table and as a fact.
func cpi(lang report.Lang) *report.Document {
	money := func(name, title, amount string) report.Fact {
		return report.Fact{Column: report.Column{Name: name, Title: title, Type: report.TypeMoney}, Value: finding.Money(amount, "CNY")}
	}
	trace := report.Trace{
		Name: "trace-cpi", Formula: "ev / ac", Words: "Earned per spent",
		Figure: report.Fact{Column: report.Column{Name: "cpi", Title: "CPI [1]", Type: report.TypeNumber, Places: 4}, Value: finding.Ratio(8, 9, "")},
		Inputs: []report.TraceInput{{Fact: money("ev", "Earned", "400"), From: finding.Ref{Kind: "status", ID: "7"}},
			{Fact: money("ac", "Spent", "450"), Origin: "ledger <b>"}},
		About: []report.Fact{{Column: report.Column{Name: "limits", Title: "Limits"}, Value: finding.Text("Not early.")}},
	}
	trace.Inputs[1].Column.Trace = "trace-ac"
	ac := report.Trace{Name: "trace-ac", Figure: money("ac", "Spent", "450"), Formula: "sum(ac)", Over: "costs", Inputs: []report.TraceInput{{Fact: report.Fact{Column: report.Column{Name: "ac"}}}}}
	return &report.Document{Title: "T", Lang: lang, Blocks: []report.Block{
		report.Facts{Items: []report.Fact{{Column: report.Column{Name: "cpi", Title: "CPI", Type: report.TypeNumber, Trace: "trace-cpi"}, Value: finding.Ratio(8, 9, "")}}},
		&report.Table{Name: "t", Columns: []report.Column{{Name: "what"}, {Name: "v", Type: report.TypeNumber}, {Name: "d", Type: report.TypeDuration, Trace: "trace-ac"}},
			Rows: []report.Row{{ID: "x", Cells: []finding.Value{finding.Text("a"), finding.Ratio(8, 9, ""), finding.Number(1, "h")}, Traces: []string{"", "trace-cpi"}}}},
		report.Heading{Level: 1, Text: "How", Name: "how"}, trace, ac,
		report.Heading{Level: 2, Text: "Costs by task", Name: "c"},
		&report.Table{Name: "costs", Columns: []report.Column{{Name: "ac", Type: report.TypeMoney}}, Rows: []report.Row{{ID: "x", Cells: []finding.Value{finding.Money("450", "CNY")}}}},
	}}
}

func rendered(t *testing.T, r report.Renderer, doc *report.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Render(&b, doc); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTracesAreReachedInEveryFormat(t *testing.T) {
	doc := cpi(report.En)
	for _, f := range doc.Check() {
		t.Error(f)
	}
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"markdown": {rendered(t, markdown.Renderer{}, doc), []string{
			"| CPI | [0.89](#cpi-1) |", "| a | [0.89](#cpi-1) | 0.125 d |", "| what | v | [d](#spent) |", "### CPI \\[1\\]\n", "| **ev / ac** | **CPI \\[1\\]** | **0.8889** |  |",
			"| ev | Earned | CNY 400.00 | status 7 |", "| ac | Spent | [CNY 450.00](#spent) | ledger &lt;b&gt; |", "Earned per spent\n", "**Limits**: Not early.\n", "[Inputs, row by row](#costs-by-task)\n",
		}},
		"html": {rendered(t, page.Renderer{}, doc), []string{
			`<dd><a class="tr" href="#b-trace-cpi">0.89</a></dd>`, `<td class="r"><a class="tr" href="#b-trace-cpi">0.89</a></td><td class="r">0.125 d</td>`,
			`<th scope="col" class="r"><a class="tr" href="#b-trace-ac">d</a></th>`, `<section class="trace" id="b-trace-cpi"><h3>CPI [1]</h3>`,
			`ledger &lt;b&gt;`, `<a class="tr" href="#b-trace-ac">CNY 450.00</a>`, `<dt>Limits</dt><dd>Not early.</dd>`, `<a href="#b-costs">Inputs, row by row</a>`,
		}},
	} {
		for _, want := range c.want {
			if !strings.Contains(c.text, want) {
				t.Errorf("%s: no %s in\n%s", name, want, c.text)
			}
		}
	}
}

func TestTracesInJSON(t *testing.T) {
	var wire struct {
		Blocks []struct {
			Type, Name, Formula, Over string
			Figure                    struct{ Value finding.Value }
			Inputs                    []struct {
				Name, Trace, Origin string
				Value               finding.Value
				From                finding.Ref
			}
			About   []struct{ Title string }
			Items   []struct{ Trace string }
			Columns []struct{ Trace string }
			Rows    []struct {
				ID     string
				Traces []string
			}
		}
	}
	if err := json.Unmarshal([]byte(rendered(t, report.JSON{}, cpi(report.ZhCN))), &wire); err != nil {
		t.Fatal(err)
	}
	b := wire.Blocks
	if b[0].Items[0].Trace != "trace-cpi" || b[1].Columns[2].Trace != "trace-ac" || b[1].Rows[0].ID != "x" || b[1].Rows[0].Traces[1] != "trace-cpi" {
		t.Errorf("references: %+v", b[:2])
	}
	x := b[3]
	if x.Type != "trace" || x.Name != "trace-cpi" || x.Formula != "ev / ac" || x.Figure.Value != finding.Ratio(8, 9, "") || len(x.About) != 1 {
		t.Errorf("got %+v", x)
	}
	if x.Inputs[0].From.ID != "7" || x.Inputs[1].Trace != "trace-ac" || x.Inputs[1].Origin != "ledger <b>" || x.Inputs[0].Value != finding.Money("400", "CNY") || b[4].Over != "costs" {
		t.Errorf("inputs: %+v", x.Inputs)
	}
}

// The table form holds all of it, for writers that know nothing but tables.
func TestTraceAsTable(t *testing.T) {
	table := cpi(report.En).Blocks[3].Table()
	if len(table.Rows) != 4 || table.Rows[3].Cells[2].Plain() != "Not early." || table.Note != "Earned per spent" || table.Rows[2].Traces[2] != "trace-ac" {
		t.Errorf("got %+v", table)
	}
	empty := report.Trace{}.Table()
	if len(empty.Rows) != 1 || !empty.Rows[0].Cells[2].IsZero() {
		t.Errorf("got %+v", empty)
	}
}

func TestTraceOfACell(t *testing.T) {
	table := cpi(report.En).Blocks[1].(*report.Table)
	row := &table.Rows[0]
	for i, want := range []string{"", "trace-cpi", "trace-ac", ""} {
		if got := table.TraceOf(row, i); got != want {
			t.Errorf("column %d: %q", i, got)
		}
	}
	if got := table.TraceOf(&report.Row{}, 2); got != "" {
		t.Errorf("an empty cell has the trace %q", got)
	}
}

// Every place that can name a trace is checked.
func TestMissingTracesAreFound(t *testing.T) {
	doc := &report.Document{Title: "T", Blocks: []report.Block{
		report.Facts{Items: []report.Fact{{Column: report.Column{Name: "a", Trace: "no-1"}}}},
		&report.Table{Columns: []report.Column{{Name: "a", Trace: "no-2"}}, Rows: []report.Row{{Traces: []string{"no-3"}}}},
		report.Trace{Over: "no-4", Inputs: []report.TraceInput{{Fact: report.Fact{Column: report.Column{Trace: "no-5"}}}}},
	}}
	seen := map[string]bool{}
	for _, f := range doc.Check() {
		if f.Code == report.CodeUnknownTarget && f.Subject.Field == "trace" {
			seen[f.Got.Plain()] = true
		}
	}
	if len(seen) != 5 {
		t.Errorf("found %v", seen)
	}
}
