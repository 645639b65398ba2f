package evm

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// evaluate computes a formula from the named inputs of its trace.
func evaluate(e ast.Expr, inputs []kpi.Input) (kpi.Value, error) {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return evaluate(e.X, inputs)
	case *ast.BasicLit:
		return kpi.Parse(e.Value, "")
	case *ast.Ident:
		for _, in := range inputs {
			if in.Name == e.Name {
				return in.Value, nil
			}
		}
		return kpi.Value{}, fmt.Errorf("%s is not among the inputs", e.Name)
	case *ast.BinaryExpr:
		x, err := evaluate(e.X, inputs)
		if err != nil {
			return x, err
		}
		y, err := evaluate(e.Y, inputs)
		return map[token.Token]func(kpi.Value) kpi.Value{token.ADD: x.Add, token.SUB: x.Sub, token.MUL: x.Mul, token.QUO: x.Div}[e.Op](y), err
	case *ast.CallExpr:
		x, err := evaluate(e.Args[0], inputs)
		if err != nil {
			return x, err
		}
		y, err := evaluate(e.Args[1], inputs)
		if order, _ := x.Cmp(y); order < 0 {
			x = y
		}
		return x, err
	}
	return kpi.Value{}, fmt.Errorf("%T is no formula", e)
}

func randomBasis(r *rand.Rand, s Status) Basis {
	b := Basis{
		Timing: Timing{AT: kpi.Ratio(r.Int64N(90)+1, 10, "week"), ES: kpi.Ratio(r.Int64N(90)+1, 10, "week"), PD: kpi.Int(10, "week")},
		ETC:    s.BAC, CPIWeight: kpi.Ratio(r.Int64N(11), 10, ""), Duration: kpi.Int(r.Int64N(9)+10, "week"),
		Activities: []Adherence{{"a", s.PV, s.EV}, {"b", s.BAC, s.EV}},
	}
	for i := range int64(7) {
		share := kpi.Ratio(i+1, 7, "")
		b.History = append(b.History, Point{s.EV.Mul(share).Mul(share), s.AC.Mul(share)})
	}
	return b
}

// Every figure is what its stated formula gives for its stated inputs, so that
// a reader of the trace can repeat it.
func TestFiguresFollowTheirFormulas(t *testing.T) {
	const seed = 53
	r := rand.New(rand.NewPCG(seed, 1))
	for range 100 {
		s := randomStatus(r)
		s.AC = s.AC.Div(kpi.Int(3, "")) // keep money left, so that every figure is known
		if order, _ := s.AC.Cmp(s.BAC); order >= 0 {
			continue
		}
		for _, f := range s.Figures(randomBasis(r, s)) {
			formula, err := parser.ParseExpr(f.Formula)
			if err != nil {
				t.Fatalf("%s: %v", f, err)
			}
			want, err := evaluate(formula, f.Inputs)
			if err != nil || want.IsUnknown() || !f.Value.Equal(want) {
				t.Fatalf("seed %d: %s, by its formula %v, %v", seed, f, want, err)
			}
			named := map[string]bool{}
			ast.Inspect(formula, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok && id.Name != "max" {
					named[id.Name] = true
				}
				return true
			})
			if len(named) != len(f.Inputs) {
				t.Fatalf("%s lists other inputs than its formula reads", f)
			}
		}
	}
}

func TestEveryFigureHasAnUnknownCase(t *testing.T) {
	for _, f := range (Status{}).Figures(Basis{}) {
		if !f.Value.IsUnknown() {
			t.Errorf("%s is known without any input", f)
		}
	}
}

func TestDefs(t *testing.T) {
	defs := Defs()
	if found := kpi.CheckDefs(defs); len(found) > 0 {
		t.Error(found)
	}
	figures := (Status{}).Figures(Basis{})
	if len(figures) != len(defs) {
		t.Fatalf("%d figures, %d definitions", len(figures), len(defs))
	}
	for i, d := range defs {
		if figures[i].Key != d.Key || figures[i].Formula != d.Formula || d.Source == "" || !strings.HasPrefix(d.Key, "evm.") {
			t.Errorf("%+v with %v", d, figures[i])
		}
	}
	for _, key := range []string{"evm.cpi", "evm.spi", "evm.cv", "evm.sv", "evm.eac_cpi", "evm.eac_bottom_up", "evm.vac_w82_t", "evm.tcpi_bac", "evm.spi_t", "evm.duration_es_spi_t"} {
		if !slices.ContainsFunc(defs, func(d kpi.Def) bool { return d.Key == key }) {
			t.Errorf("%s is not defined", key)
		}
	}
}

// Directions of the definition sheet: a better input moves the figure the way
// its direction calls better.
func TestDirections(t *testing.T) {
	want := map[string]kpi.Direction{
		"evm.cv": kpi.Higher, "evm.sv": kpi.Higher, "evm.cpi": kpi.Higher, "evm.spi": kpi.Higher, "evm.sci": kpi.Higher, "evm.complete": kpi.Higher, "evm.spent": kpi.Neutral,
		"evm.planned": kpi.Neutral, "evm.tcpi_bac": kpi.Lower, "evm.tcpi_cpi": kpi.Lower, "evm.eac_cpi": kpi.Lower, "evm.etc_cpi": kpi.Lower, "evm.vac_cpi": kpi.Higher,
		"evm.tspi_ed": kpi.Lower, "evm.p_factor": kpi.Higher, "evm.sv_t": kpi.Higher, "evm.spi_t": kpi.Higher, "evm.tspi_pd": kpi.Lower, "evm.duration_pv_1": kpi.Lower, "evm.duration_es_1": kpi.Lower,
	}
	for _, d := range Defs() {
		if direction, listed := want[d.Key]; listed && d.Direction != direction {
			t.Errorf("%s is %v, want %v", d.Key, d.Direction, direction)
		}
		delete(want, d.Key)
	}
	if len(want) > 0 {
		t.Errorf("not defined: %v", want)
	}
}

func TestTrace(t *testing.T) {
	s := Status{BAC: cny(t, "1000"), EV: cny(t, "400"), AC: cny(t, "500")}
	for _, f := range s.Figures(Basis{}) {
		if f.Key == "evm.eac_cpi" {
			if got := f.String(); got != "evm.eac_cpi = ac + (bac - ev) / cpi = 1250 CNY with ac 500 CNY, bac 1000 CNY, ev 400 CNY, cpi 0.8" {
				t.Errorf("got %s", got)
			}
		}
		if f.Key == "evm.spi" {
			if got := f.String(); got != "evm.spi = ev / pv = unknown (missing-input) with ev 400 CNY, pv unknown (missing-input)" {
				t.Errorf("got %s", got)
			}
		}
	}
}

func TestCodesAreDistinct(t *testing.T) {
	seen := map[finding.Code]bool{}
	for _, code := range Codes() {
		if seen[code] || !strings.HasPrefix(string(code), "evm.") {
			t.Errorf("%s", code)
		}
		seen[code] = true
	}
	if len(seen) != 54 {
		t.Errorf("%d codes", len(seen))
	}
}
