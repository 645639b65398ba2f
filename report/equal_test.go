package report_test

import (
	"bytes"
	"html"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	page "github.com/milepost-go/milepost/report/html"
	"github.com/milepost-go/milepost/report/markdown"
)

// randomTable is a table of n rows of random figures.
func randomTable(seed uint64, n int) *report.Table {
	r := rand.New(rand.NewPCG(seed, 8))
	t := &report.Table{Columns: []report.Column{
		{Name: "n", Type: report.TypeNumber}, {Name: "p", Type: report.TypePercent, Places: 1},
		{Name: "m", Type: report.TypeMoney}, {Name: "d", Type: report.TypeDuration, Unit: "day"},
		{Name: "i", Type: report.TypeInteger},
	}}
	for range n {
		t.Rows = append(t.Rows, report.Row{Cells: []finding.Value{
			finding.Ratio(r.Int64N(1e9)-5e8, 1+r.Int64N(9999), ""), finding.Ratio(r.Int64N(200), 1+r.Int64N(100), ""),
			finding.Money(finding.Ratio(r.Int64N(1e9)-5e8, 100, "").Plain(), []string{"CNY", "JPY", "KWD", "XXX"}[r.IntN(4)]),
			finding.Number(r.Int64N(1e6), "min"), finding.Number(r.Int64()-r.Int64(), ""),
		}})
	}
	return t
}

var figures = regexp.MustCompile(`-?\d[\d,.]*\d|-?\d`)

var tags = regexp.MustCompile(`<[^>]*>`)

// figuresIn returns the figures of the rows of a rendered table, in order.
func figuresIn(t *testing.T, r report.Renderer, doc *report.Document, from string) []string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Render(&b, doc); err != nil {
		t.Fatal(err)
	}
	_, rows, found := strings.Cut(b.String(), from)
	if !found {
		t.Fatalf("no %q", from)
	}
	return figures.FindAllString(html.UnescapeString(tags.ReplaceAllString(rows, " ")), -1)
}

// TestFiguresAreEqualInAllFormatsAndLanguages renders one table four times.
func TestFiguresAreEqualInAllFormatsAndLanguages(t *testing.T) {
	for seed := range uint64(20) {
		table := randomTable(seed, 30)
		var all [][]string
		for _, lang := range report.Langs() {
			doc := &report.Document{Title: "T", Lang: lang, Blocks: []report.Block{table}}
			all = append(all, figuresIn(t, page.Renderer{}, doc, "<tbody>"), figuresIn(t, markdown.Renderer{}, doc, "---: |\n"))
		}
		if len(all[0]) != 150 {
			t.Fatalf("seed %d: %d figures of 150", seed, len(all[0]))
		}
		for i := range all[1:] {
			if !slices.Equal(all[0], all[i+1]) {
				t.Fatalf("seed %d: figures differ in rendering %d", seed, i+1)
			}
		}
	}
}

// TestDecimalsOfCurrenciesAreThoseOfMoney compares the decimals of formatted
// amounts with the currency table of package money.
func TestDecimalsOfCurrenciesAreThoseOfMoney(t *testing.T) {
	f := report.Format{}
	all := money.Currencies()
	if len(all) < 100 {
		t.Fatalf("only %d currencies", len(all))
	}
	for _, currency := range all {
		shown := f.Value(finding.Money("1", currency.Code()))
		if _, decimals, _ := strings.Cut(shown, "."); len(decimals) != currency.Places() {
			t.Errorf("%q has not the %d decimals of %s", shown, currency.Places(), currency.Code())
		}
	}
}

func TestGroupingChangesNoDigit(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	f := report.Format{}
	for range 5000 {
		v := finding.Number(r.Int64()-r.Int64(), "")
		if shown := f.Value(v); strings.ReplaceAll(shown, ",", "") != v.Plain() {
			t.Fatalf("%v became %s", v, shown)
		}
	}
}
