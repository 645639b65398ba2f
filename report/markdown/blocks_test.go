package markdown

import (
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

func TestBlocks(t *testing.T) {
	for name, c := range map[string]struct {
		block report.Block
		want  string
	}{
		"paragraph": {report.P(report.T("a *b* "), report.B("c"), report.T(" "), report.C("d|e")), "a \\*b\\* **c** `d|e`\n"},
		"empty":     {report.P(), ""},
		"list":      {report.List{Items: []report.Item{{Runs: []report.Run{report.T("- a")}}, {Level: 1, Runs: []report.Run{report.T("1. b")}}, {}}}, "- \\- a\n  - 1\\. b\n-\n"},
		"facts":     {report.Facts{Title: "Now", Items: []report.Fact{{Column: report.Column{Name: "cost", Title: "Cost"}, Value: finding.Money("5", "CNY")}}}, "**Now**\n\n| Item | Value |\n| :--- | :--- |\n| Cost | CNY 5.00 |\n"},
		"callout":   {report.Callout{Severity: finding.Info, Title: "T|", Runs: []report.Run{report.T("# x")}}, "> **Note: T\\|**\n>\n> \\# x\n"},
		"findings":  {report.FindingList{Title: "F", Items: []report.FindingItem{{Finding: finding.Finding{Code: "a.b", Severity: finding.Warn}, Text: "Look.", Remedy: "Do."}}}, "**F**\n\n- **Warning** Look. `a.b`\n  - Remedy: Do.\n"},
		"nothing":   {report.FindingList{}, "No findings.\n"},
		"table": {
			&report.Table{Title: "C", Note: "- n", Columns: []report.Column{{Name: "i", Title: "I", Type: report.TypeInteger}, {Name: "n", Title: "N"}, {Name: "c", Title: "C", Align: report.AlignCenter}},
				Rows: []report.Row{{Strong: true, Cells: []finding.Value{finding.Number(1, ""), finding.Text("x\ny")}}, {Level: 1, Cells: []finding.Value{{}, finding.Text("z")}}}},
			"**C**\n\n| I | N | C |\n| ---: | :--- | :---: |\n| **1** | **x y** |  |\n|  | \u2003z |  |\n\n\\- n\n",
		},
		"no rows": {&report.Table{Columns: []report.Column{{Name: "a", Title: "A"}}}, "| A |\n| :--- |\n\nNo entries.\n"},
	} {
		if got := written(t, Renderer{}, &report.Document{Blocks: []report.Block{c.block}}); got != c.want {
			t.Errorf("%s: got\n%q\nwant\n%q", name, got, c.want)
		}
	}
}

func TestBlocksStandApart(t *testing.T) {
	doc := &report.Document{Title: "T", Subtitle: "+ s", AsOf: finding.Date("2026-03-02"), Prepared: finding.Unknown("no-data"), Blocks: []report.Block{
		report.Heading{Level: 3, Text: "a #"}, report.P(report.T("b")),
		report.List{Items: []report.Item{{Runs: []report.Run{report.T("c")}}}}, nil,
		report.P(report.T("d")),
	}}
	want := "# T\n\n\\+ s\n\nAs of: 2026-03-02 · Prepared: unknown (no data)\n\n## a \\#\n\nb\n\n- c\n\nd\n"
	if got := written(t, Renderer{}, doc); got != want {
		t.Errorf("got %q", got)
	}
}

// TestSlugs holds anchors as GitHub makes them.
func TestSlugs(t *testing.T) {
	for text, want := range map[string]string{
		"Risks": "risks", "Cost & time": "cost--time", "里程碑（一）": "里程碑一", "A_b-c 1.2": "a_b-c-12",
		"  x  ": "x", "!!!": "", "Über Ärger": "über-ärger",
	} {
		if got := slug(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestDestinations(t *testing.T) {
	for address, want := range map[string]string{
		"https://x.org/a?b=1&c=2": "https://x.org/a?b=1&amp;c=2",
		"https://x.org/(a)":       "https://x.org/%28a%29", "my figs/a.svg": "my%20figs/a.svg",
		"图/a.svg": "%E5%9B%BE/a.svg", "a\\b*": "a%5Cb%2A",
	} {
		if got := destination(address); got != want {
			t.Errorf("%q: got %q, want %q", address, got, want)
		}
	}
}

// TestFencesOutlastTheirText wraps texts with runs of backticks.
func TestFencesOutlastTheirText(t *testing.T) {
	for n := range 12 {
		text := "a" + strings.Repeat("`", n) + "b"
		words, err := inline(code(text))
		if err != nil || strings.TrimSpace(words) != text {
			t.Errorf("%d backticks: %q, %v", n, words, err)
		}
	}
}

func TestRunsKeepTheirBlanks(t *testing.T) {
	for _, c := range []struct {
		runs []report.Run
		want string
	}{
		{[]report.Run{report.T("a"), report.T("b")}, "ab"},
		{[]report.Run{report.T("a "), report.T("b")}, "a b"},
		{[]report.Run{report.T("a"), report.T(" b")}, "a b"},
		{[]report.Run{report.T(" a ")}, "a"}, {[]report.Run{report.C("x"), report.T(" y")}, "`x` y"},
		{[]report.Run{report.T("x:"), report.B("y")}, "x:**y**"}, {nil, ""}, {[]report.Run{{}}, ""},
	} {
		if got := (&page{}).runs(c.runs); got != c.want {
			t.Errorf("%v: got %q, want %q", c.runs, got, c.want)
		}
	}
}
