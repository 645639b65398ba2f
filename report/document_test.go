package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
)

func TestCheckFindsEachFault(t *testing.T) {
	cells := func(n int) []finding.Value { return make([]finding.Value, n) }
	for _, c := range []struct {
		doc  report.Document
		want []finding.Code
	}{
		{report.Document{Title: "T"}, nil},
		{report.Document{Title: " "}, []finding.Code{report.CodeNoTitle}},
		{report.Document{Title: "T", Blocks: []report.Block{report.Heading{Level: 2}}}, []finding.Code{report.CodeSkippedLevel}},
		{report.Document{Title: "T", Blocks: []report.Block{report.Heading{Level: 1}, report.Heading{Level: 2}, report.Heading{Level: 1}}}, nil},
		{report.Document{Title: "T", Blocks: []report.Block{report.Heading{Level: 1, Name: "a"}, report.Facts{Name: "a"}}}, []finding.Code{report.CodeDuplicateName}},
		{report.Document{Title: "T", Blocks: []report.Block{report.Facts{Name: "A b"}}}, []finding.Code{report.CodeBadName}},
		{report.Document{Title: "T", Blocks: []report.Block{report.P(report.R("x", "gone"))}}, []finding.Code{report.CodeUnknownTarget}},
		{report.Document{Title: "T", Blocks: []report.Block{report.P(report.R("x", "")), nil}}, []finding.Code{report.CodeUnknownTarget}},
		{report.Document{Title: "T", Blocks: []report.Block{report.P(report.R("x", "javascript:alert(1)"))}}, []finding.Code{report.CodeUnknownTarget}},
		{report.Document{Title: "T", Blocks: []report.Block{report.P(report.R("x", "later"), report.R("y", "https://example.com")), &report.Table{Name: "later"}}}, nil},
		{report.Document{Title: "T", Blocks: []report.Block{report.List{Items: []report.Item{{Runs: []report.Run{report.R("x", "gone")}}}}}}, []finding.Code{report.CodeUnknownTarget}},
		{report.Document{Title: "T", Blocks: []report.Block{&report.Table{Rows: []report.Row{{}}}}}, []finding.Code{report.CodeNoColumns}},
		{report.Document{Title: "T", Blocks: []report.Block{&report.Table{Columns: []report.Column{{Name: "a"}, {Name: "a"}}}}}, []finding.Code{report.CodeColumnName}},
		{report.Document{Title: "T", Blocks: []report.Block{&report.Table{Columns: []report.Column{{Name: "a"}}, Footer: []report.Row{{Cells: cells(2)}}}}}, []finding.Code{report.CodeExtraCells}},
		{report.Document{Title: "T", Blocks: []report.Block{figure{}}}, []finding.Code{report.CodeNoSize, report.CodeNoFigureTitle}},
		{report.Document{Title: "T", Blocks: []report.Block{(*report.Table)(nil)}}, nil},
	} {
		found := c.doc.Check()
		var got []finding.Code
		for _, f := range found {
			got = append(got, f.Code)
			if !slices.Contains(report.Codes(), f.Code) || !slices.Contains(report.Codes(), f.Remedy) || f.Severity != finding.Warn {
				t.Errorf("%v is not listed, has no remedy or is no warning", f)
			}
		}
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%+v: got %v, want %v", c.doc.Blocks, got, c.want)
		}
	}
}

func TestCheckNamesThePlaces(t *testing.T) {
	doc := report.Document{Title: "T", Blocks: []report.Block{report.P(), report.Facts{Name: "a"}, report.Facts{Name: "a"}}}
	found := doc.Check()
	want := "warn report.block.duplicate_name: block 3.name, got a, with block 2, remedy report.remedy.rename"
	if len(found) != 1 || found[0].String() != want {
		t.Errorf("got %v", found)
	}
}

func TestCodesAreUniqueAndOurs(t *testing.T) {
	seen := map[finding.Code]bool{}
	for _, code := range report.Codes() {
		if seen[code] || !strings.HasPrefix(string(code), "report.") || strings.Count(string(code), ".") != 2 {
			t.Errorf("code %s", code)
		}
		seen[code] = true
	}
}

// figure is a figure without size or title.
type figure struct{}

func (figure) Frame() report.Frame { return report.Frame{} }
func (figure) Draw(report.Canvas)  {}
func (figure) Table() *report.Table {
	return &report.Table{Columns: []report.Column{{Name: "x"}}}
}

func TestEveryBlockHasATableForm(t *testing.T) {
	for _, d := range reporttest.Documents() {
		for i, b := range d.Document.Blocks {
			if b == nil {
				continue
			}
			table := b.Table()
			if table == nil {
				t.Fatalf("%s: block %d has none", d.Name, i)
			}
			if _, isTable := b.(*report.Table); isTable {
				continue
			}
			for _, row := range table.Rows {
				if len(row.Cells) != len(table.Columns) {
					t.Errorf("%s: block %d: %d cells under %d columns", d.Name, i, len(row.Cells), len(table.Columns))
				}
			}
		}
	}
}

func TestTableFormsHoldTheWords(t *testing.T) {
	found := report.FindingList{Name: "n", Title: "t", Items: []report.FindingItem{
		{Finding: finding.Finding{Code: "a.b", Severity: finding.Warn}, Text: "Words.", Remedy: "Do."},
		{Finding: finding.Finding{Code: "c.d"}},
	}}
	for _, c := range []struct {
		table *report.Table
		want  string
	}{
		{report.Heading{Level: 7, Text: "h"}.Table(), "5|h"},
		{report.P(report.T("a "), report.B("b"), report.C("c"), report.R("d", "x")).Table(), "a bcd"},
		{report.Callout{Severity: finding.Info, Title: "t", Runs: []report.Run{report.T("x")}}.Table(), "info|t|x"},
		{report.Facts{Items: []report.Fact{
			{Column: report.Column{Name: "p", Title: "进度", Type: report.TypePercent}, Value: finding.Ratio(1, 2, "")},
			{Column: report.Column{Name: "q", Title: "Q"}, Value: finding.Unknown("no-data")}, {Column: report.Column{Name: "r"}},
		}}.TableIn(report.Format{Lang: report.ZhCN}), "进度|50%/Q|unknown (no-data)/r|"},
		{found.TableIn(report.Format{Lang: report.ZhCN}), "警告|a.b|Words.|Do./阻断|c.d|block c.d|"},
		{report.List{Items: []report.Item{{Level: 3, Runs: []report.Run{report.T("x")}}, {Level: 3, Runs: []report.Run{report.T("y")}}}}.Table(), "x/+y"},
	} {
		var lines []string
		for _, row := range c.table.Rows {
			var cells []string
			for _, v := range row.Cells {
				cells = append(cells, v.String())
			}
			lines = append(lines, strings.Repeat("+", row.Level)+strings.Join(cells, "|"))
		}
		if got := strings.Join(lines, "/"); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestTableCopies(t *testing.T) {
	original := &report.Table{Columns: []report.Column{{Name: "a"}}, Rows: []report.Row{{Cells: []finding.Value{finding.Text("x")}}}}
	twin := original.Table()
	twin.Rows[0].Cells[0], twin.Columns[0].Name = finding.Text("y"), "b"
	if original.Rows[0].Cells[0] != finding.Text("x") || original.Columns[0].Name != "a" {
		t.Error("the table form shares memory with the table")
	}
}

func TestIsAddress(t *testing.T) {
	for target, want := range map[string]bool{
		"https://example.com": true, "HTTP://x": true, "mailto:a@b": true, "http://": false,
		"javascript:alert(1)": false, "data:text/html,x": false,
		"//example.com": false, "heading": false, "": false, "https://a b": false,
		"https://a\n": false, "java\tscript:x": false, "https://x\u202e": false,
	} {
		if got := report.IsAddress(target); got != want {
			t.Errorf("%q: got %v", target, got)
		}
	}
}

// readJSON reads the JSON form with no help of the encoder and returns all its
// strings, and the text of numbers as tables show them.
func readJSON(out []byte) (string, error) {
	var doc struct {
		Schema string           `json:"schema"`
		Title  string           `json:"title"`
		Lang   report.Lang      `json:"lang"`
		Blocks []map[string]any `json:"blocks"`
		Sub    string           `json:"subtitle"`
	}
	if err := json.Unmarshal(out, &doc); err != nil {
		return "", err
	}
	if doc.Schema != "milepost.report/1" {
		return "", errors.New("schema " + doc.Schema)
	}
	seen := []string{doc.Title, doc.Sub}
	for _, b := range doc.Blocks {
		seen = append(seen, stringsIn(b, report.Format{Lang: doc.Lang})...)
	}
	return strings.Join(seen, "\x00"), nil
}

func stringsIn(v any, f report.Format) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, x := range v {
			all = append(all, stringsIn(x, f)...)
		}
		return all
	case map[string]any:
		var all []string
		if kind, ok := v["kind"].(string); ok && kind != "" && v["id"] == nil {
			all = append(all, shown(v, f)...)
		}
		runs := ""
		list, _ := v["runs"].([]any)
		for _, r := range list {
			text, _ := r.(map[string]any)["text"].(string)
			runs += text
		}
		all = append(all, runs)
		for _, key := range slices.Sorted(func(yield func(string) bool) {
			for k := range v {
				if !yield(k) {
					return
				}
			}
		}) {
			all = append(all, stringsIn(v[key], f)...)
		}
		return all
	}
	return nil
}

// shown returns a value of the JSON form as each type of column shows it.
func shown(v map[string]any, f report.Format) []string {
	data, _ := json.Marshal(v)
	var value finding.Value
	if json.Unmarshal(data, &value) != nil {
		return nil
	}
	all := []string{value.String()}
	for kind := report.TypeText; kind <= report.TypeBool; kind++ {
		all = append(all, f.Cell(&report.Column{Type: kind}, value))
	}
	for _, places := range []int{-5, 9999} {
		all = append(all, f.Cell(&report.Column{Type: report.TypeNumber, Places: places}, value))
	}
	return all
}

func TestJSONKeepsTheClauses(t *testing.T) {
	reporttest.TestRenderer(t, report.JSON{}, readJSON)
}

func TestJSONForm(t *testing.T) {
	doc := &report.Document{Title: "T", Lang: report.ZhCN, AsOf: finding.Date("2026-03-02"), Blocks: []report.Block{
		report.Heading{Level: 1, Text: "H", Name: "h"}, report.P(report.T("a"), report.R("b", "h")),
		&report.Table{Name: "t", Columns: []report.Column{{Name: "cost", Title: "费用", Type: report.TypeMoney, Unit: "CNY"}}, Rows: []report.Row{
			{Cells: []finding.Value{finding.Money("0.10", "CNY")}}, {Level: 1, Strong: true},
			{Cells: []finding.Value{finding.Unknown("no-data")}},
		}},
		report.FindingList{Items: []report.FindingItem{{Finding: finding.Finding{Code: "a.b"}, Text: "x"}}},
	}}
	want := `{"schema":"milepost.report/1","lang":"zh-CN","title":"T","as_of":{"kind":"date","value":"2026-03-02"},"blocks":[
{"type":"heading","level":1,"text":"H","name":"h"},
{"type":"paragraph","runs":[{"text":"a","style":"text"},{"text":"b","style":"ref","target":"h"}]},
{"type":"table","name":"t","columns":[{"name":"cost","title":"费用","type":"money","unit":"CNY"}],"rows":[
{"cells":[{"kind":"money","value":"0.1","unit":"CNY"}]},
{"level":1,"strong":true,"cells":[null]},
{"cells":[{"kind":"unknown","value":"no-data"}]}]},
{"type":"findings","items":[{"finding":{"code":"a.b","severity":"block","subject":{}},"text":"x"}]}
]}
`
	var out bytes.Buffer
	if err := (report.JSON{}).Render(&out, doc); err != nil || out.String() != want {
		t.Errorf("%v, got\n%s", err, out.String())
	}
}

func TestDepths(t *testing.T) {
	list := report.List{}
	for _, level := range []int{4, 1, 3, 2, -1, 1, 50} {
		list.Items = append(list.Items, report.Item{Level: level})
	}
	if got := fmt.Sprint(list.Depths()); got != "[0 1 2 2 0 1 2]" {
		t.Errorf("got %s", got)
	}
}

// A nil document panics nowhere: it has a format, no title, and no rendering.
func TestNilDocument(t *testing.T) {
	var doc *report.Document
	if got := doc.Format(); got != (report.Format{}) {
		t.Errorf("got %v", got)
	}
	if found := doc.Check(); len(found) != 1 || found[0].Code != report.CodeNoTitle {
		t.Errorf("got %v", found)
	}
	var b strings.Builder
	if err := (report.JSON{}).Render(&b, doc); !errors.Is(err, report.ErrNoDocument) || b.Len() > 0 {
		t.Errorf("got %q, %v", b.String(), err)
	}
}
