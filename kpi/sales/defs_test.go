package sales_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/sales"
)

func everyDef() []kpi.Def { return append(sales.Defs(), sales.Success{}.Defs()...) }

func TestDefsAreSound(t *testing.T) {
	for _, f := range kpi.CheckDefs(everyDef()) {
		t.Error(f)
	}
}

// everyFigure returns the figures of one example of each type.
func everyFigure(t *testing.T) []kpi.Figure {
	t.Helper()
	p := process(t, "lead", "proposal")
	pipe, err := p.Pipeline(sixDeals(), sales.PipelineOptions{})
	if err != nil {
		t.Fatal(err)
	}
	forecast, err := p.Forecast(sixDeals(), byHand())
	if err != nil {
		t.Fatal(err)
	}
	test, err := p.BackTest(sixDeals(), byHand())
	if err != nil {
		t.Fatal(err)
	}
	list := slices.Concat(
		sales.Outcomes{Won: 3, Lost: 1}.Figures(), sales.Velocity{}.Figures(), sales.Quota{}.Figures(), sales.Coverage{}.Figures(), sales.CycleOfDeals(sixDeals()).Figures(),
		sales.Acquisition{}.Figures(), sales.Retention{}.Figures(), sales.Delivery{}.Figures(), sales.NPS{}.Figures(), five(1, 2, 3).Figures(),
		pipe.Figures(), p.Funnel(sixDeals(), sales.FunnelOptions{}).Figures(), forecast.Figures(), test.Figures(),
		sales.Convert([]kpi.Value{kpi.Int(4, ""), kpi.Int(2, "")}).Figures([]kpi.Value{kpi.Int(4, ""), kpi.Int(2, "")}),
	)
	for _, asks := range []sales.EffortQuestion{sales.AsksEase, sales.AsksEffort} {
		mean, err1 := sales.EffortByMean(five(1, 2, 3), asks)
		share, err2 := sales.EffortByShare(five(1, 2, 3), asks, 4)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		list = append(list, mean.Figure(), share.Figure())
	}
	for _, v := range (sales.Success{}).Judge(sales.Results{}) {
		list = append(list, v.Figure)
	}
	return list
}

// Every definition has a figure, and every figure says its formula and all its
// inputs.
func TestEveryDefHasItsFigure(t *testing.T) {
	left := map[string]kpi.Def{}
	all := map[string]kpi.Def{}
	for _, d := range everyDef() {
		left[d.Key], all[d.Key] = d, d
	}
	for _, f := range everyFigure(t) {
		d, known := all[f.Key]
		if !known || f.Formula != d.Formula {
			t.Errorf("%q is not defined, or by another formula than %q", f.Key, f.Formula)
		}
		var names []string
		for _, in := range f.Inputs {
			names = append(names, in.Name)
		}
		if !slices.Equal(names, d.Inputs) {
			t.Errorf("%s: inputs %v, want %v", f.Key, names, d.Inputs)
		}
		delete(left, f.Key)
	}
	for key := range left {
		t.Errorf("%s has no figure", key)
	}
}

// The trace is enough to compute the value again.
func TestTracesCompute(t *testing.T) {
	for _, f := range everyFigure(t) {
		in := map[string]kpi.Value{}
		for _, i := range f.Inputs {
			in[i.Name] = i.Value
		}
		var want kpi.Value
		switch f.Formula {
		case "won / (won + lost)":
			want = in["won"].Div(in["won"].Add(in["lost"]))
		case "total / n":
			want = in["total"].Div(in["n"])
		case "100 * total / n", "100 * top / n":
			want = in["total"].Add(in["top"])
			if want.IsUnknown() { // one of the two is not an input
				want = in["total"]
				if _, has := in["top"]; has {
					want = in["top"]
				}
			}
			want = want.Mul(kpi.Int(100, "%")).Div(in["n"])
		case "entered_next / entered":
			want = in["entered_next"].Div(in["entered"])
		case "pipeline + fresh":
			want = in["pipeline"].Add(in["fresh"])
		case "sum((probability - outcome)^2) / trials":
			want = in["squares"].Div(in["trials"])
		default:
			continue
		}
		if !want.IsUnknown() && !f.Value.IsUnknown() {
			same(t, f.Key, f.Value, want)
		}
	}
}

// The table in the documentation names each definition once, a function that
// exists and a test that exists.
func TestTableOfDefinitions(t *testing.T) {
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	declared := declarations(t)
	keys := map[string]int{}
	row := regexp.MustCompile(`(?m)^//\t((?:sales|success)\.\S+) +(.+?)  +(Test\S+(?:, Test\S+)*)$`)
	for _, m := range row.FindAllStringSubmatch(string(text), -1) {
		keys[m[1]]++
		for _, name := range append(strings.Split(m[2], ", "), strings.Split(m[3], ", ")...) {
			if !declared[name] {
				t.Errorf("%s: there is no %s", m[1], name)
			}
		}
	}
	for _, d := range everyDef() {
		if keys[d.Key] != 1 {
			t.Errorf("%s stands %d times in the table", d.Key, keys[d.Key])
		}
		delete(keys, d.Key)
	}
	for key := range keys {
		t.Errorf("%s is not defined", key)
	}
}

// declarations returns the functions of the folder, and those of the runner of
// published cases above it, as "F" or "T.F".
func declarations(t *testing.T) map[string]bool {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	declared := map[string]bool{}
	for _, name := range append(files, filepath.Join("..", "truth_test.go")) {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				declared[receiver(f)+f.Name.Name] = true
			}
		}
	}
	return declared
}

func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return ""
	}
	kind := f.Recv.List[0].Type
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	return kind.(*ast.Ident).Name + "."
}

func TestDealJSON(t *testing.T) {
	deals := sixDeals()
	deals[0].Probability = sales.Percent(25)
	deals = append(deals, sales.Deal{})
	data, err := json.Marshal(deals)
	if err != nil {
		t.Fatal(err)
	}
	const first = `{"id":"a","amount":{"amount":"100.00","currency":"CNY"},"probability":"0.25","outcome":"won","created":"2026-01-21","closed":"2026-01-26","visits":[{"stage":"lead","on":"2026-01-21"}]}`
	if !strings.HasPrefix(string(data), "["+first) {
		t.Errorf("got %s", data)
	}
	var again []sales.Deal
	if err := json.Unmarshal(data, &again); err != nil || !reflect.DeepEqual(again, deals) {
		t.Errorf("%v: %v", err, again)
	}
	for _, bad := range []string{`{"outcome":"maybe"}`, `{"probability":"2"}`, `{"probability":0.5}`, `{"amount":5}`} {
		var d sales.Deal
		if err := json.Unmarshal([]byte(bad), &d); err == nil {
			t.Errorf("%s is read", bad)
		}
	}
	if _, err := json.Marshal(sales.Outcome(9)); err == nil {
		t.Error("an outcome that does not exist is written")
	}
}
