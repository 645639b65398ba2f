package chart

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
)

// TestWaterfallLeadsToTheSum is the law that each step begins where the one
// before it ended, that the last bar reaches from nought to where they lead, and
// that steps which are too many stay in the sum.
func TestWaterfallLeadsToTheSum(t *testing.T) {
	many := &BarChart{Title: "many", Waterfall: true}
	for i := range 3000 {
		many.Bars = append(many.Bars, Bar{Name: fmt.Sprint(i), Value: finding.Number(int64(i%11-4), "day")})
	}
	for name, d := range map[string]*BarChart{"slip": slip(report.En), "many": many} {
		p := newBars(d)
		at := 0.0
		for i, r := range p.rows[:len(p.rows)-1] {
			if r.from != at {
				t.Errorf("%s: step %d begins at %v, not at %v", name, i, r.from, at)
			}
			at = r.to
		}
		sum, _ := height(d.Sum())
		last := p.rows[len(p.rows)-1]
		if last.from != 0 || last.to != at || last.to != sum || len(p.rows) > MaxBars+2 {
			t.Errorf("%s: %d rows lead to %v, the last from %v to %v, sum %v", name, len(p.rows), at, last.from, last.to, sum)
		}
		if err := reporttest.CheckFigure(d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := slip(report.En).Sum(); got != finding.Number(7*480, "min") {
		t.Errorf("6 + 3 - 4 + 2 days are %v", got)
	}
	if texts := drawnTexts(many); !strings.Contains(texts, fmt.Sprintf("Others (%d)", 3000-MaxBars)) || len(many.Table().Rows) != 3000 {
		t.Error("nothing says how many steps are drawn as one")
	}
}

// TestBarChartTable: values and targets as given; a waterfall has the sum below
// and no targets.
func TestBarChartTable(t *testing.T) {
	table := goals(report.En).Table()
	if len(table.Columns) != 3 || len(table.Rows) != 4 || table.Rows[0].Cell(2) != finding.Ratio(3, 4, "") || !table.Rows[2].Cell(1).IsUnknown() || len(table.Footer) != 0 {
		t.Errorf("%+v", table)
	}
	table = slip(report.En).Table()
	if len(table.Columns) != 2 || len(table.Footer) != 1 || table.Footer[0].Cell(1) != finding.Number(3360, "min") {
		t.Errorf("%+v", table)
	}
}

// TestBarsAreTrueToScale: bars begin at nought and are as long as their values;
// the target stands at its own.
func TestBarsAreTrueToScale(t *testing.T) {
	d := goals(report.En)
	p := newBars(d)
	var r reporttest.Recorder
	d.Draw(&r)
	one := p.x(1) - p.x(0)
	found := 0
	for _, op := range r.Ops {
		switch {
		case op.Rect != nil && op.Rect.Title == "North: 82% (Target 75%)":
			found++
			if math.Abs(op.Rect.X-p.x(0)) > 1e-9 || math.Abs(op.Rect.W-0.82*one) > 1e-9 {
				t.Errorf("82 %% from %v, %v wide", op.Rect.X, op.Rect.W)
			}
		case op.Path != nil && op.Path.Title == "Target, South: 70%":
			found++
			if got := op.Path.Steps[0].To.X; math.Abs(got-p.x(0)-0.7*one) > 1e-9 {
				t.Errorf("the target of 70 %% is at %v", got)
			}
		}
	}
	if found != 2 {
		t.Errorf("found %d of 2 shapes", found)
	}
}

// TestOddBars: nothing, one bar, values of different units, more than are drawn,
// and names that break writers.
func TestOddBars(t *testing.T) {
	many := &BarChart{Title: "many"}
	for i := range 2000 {
		many.Bars = append(many.Bars, Bar{Name: fmt.Sprint(i), Value: finding.Number(int64(i), "")})
	}
	if !strings.Contains(drawnTexts(many), fmt.Sprint("Not drawn: ", 2000-MaxBars)) {
		t.Error("nothing says how many are not drawn")
	}
	mixed := &BarChart{Waterfall: true, Bars: []Bar{{Value: cny(3)}, {Value: finding.Number(4, "day")}}}
	if !mixed.Sum().IsUnknown() {
		t.Errorf("money and days are %v", mixed.Sum())
	}
	odd := map[string]*BarChart{"none": {}, "no steps": {Waterfall: true}, "one": {Bars: []Bar{{Name: "x", Value: finding.Number(-1, "")}}}, "mixed": mixed, "many": many,
		"huge": {Bars: []Bar{{Value: finding.Decimal("1"+strings.Repeat("0", 400), ""), Target: finding.Number(1, "")}}, Width: math.NaN()}}
	names := reporttest.HostileNames()
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 15))
		d := &BarChart{Title: names[r.IntN(len(names))], Lang: report.Langs()[seed%2], Waterfall: r.IntN(2) == 0, Width: r.Float64() * 1300, Up: names[r.IntN(len(names))], Down: names[r.IntN(len(names))],
			Axis: report.Column{Type: report.Type(r.IntN(8))}}
		for range r.IntN(50) {
			b := Bar{Name: names[r.IntN(len(names))], Value: finding.Decimal(fmt.Sprintf("%.3f", (r.Float64()-0.5)*math.Pow(10, float64(r.IntN(15)))), "min")}
			if r.IntN(3) == 0 {
				b.Target = finding.Number(r.Int64N(1_000_000)-500_000, "min")
			}
			if r.IntN(6) == 0 {
				b.Value = []finding.Value{{}, finding.Unknown("no-data"), finding.Text("x")}[r.IntN(3)]
			}
			d.Bars = append(d.Bars, b)
		}
		odd[fmt.Sprint("seed ", seed)] = d
	}
	for name, d := range odd {
		if err := reporttest.CheckFigure(d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
