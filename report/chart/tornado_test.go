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

// TestTornadoByReach: the order, the reach and the sides, worked out by hand: a
// side that is missing begins at the base.
func TestTornadoByReach(t *testing.T) {
	table := costSwings(report.En).Table()
	var got []string
	for _, r := range table.Rows {
		got = append(got, r.Cell(0).Plain()+" "+r.Cell(3).String())
	}
	want := []string{"Frost " + cny(90_000).String(), "Price of timber " + cny(60_000).String(), "Discount on tiles " + cny(30_000).String(),
		"Overtime " + cny(12_500).String(), "Ground, which nobody has looked at " + finding.Unknown("no-data").String()}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("rows\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if c := table.Columns; c[1].Title != "at its best" || c[2].Title != "at its worst" || table.Rows[0].Cell(4) != cny(500_000) {
		t.Errorf("columns %+v, base %v", c, table.Rows[0].Cell(4))
	}
}

// TestTornadoBarsAreWhereTheValuesAre: equal steps of the figure are equal steps
// on the canvas, on both sides of the base.
func TestTornadoBarsAreWhereTheValuesAre(t *testing.T) {
	p := newTornado(costSwings(report.En))
	one := p.x(10_000) - p.x(0)
	for off := -30_000.0; off <= 90_000; off += 10_000 {
		if got, want := p.x(off), p.x(0)+one*off/10_000; math.Abs(got-want) > 1e-6 {
			t.Errorf("%v is at %v, want %v", off, got, want)
		}
	}
	if p.x(-30_000) < p.left || p.x(90_000) > p.right {
		t.Errorf("bars from %v to %v leave %v to %v", p.x(-30_000), p.x(90_000), p.left, p.right)
	}
	var r reporttest.Recorder
	p.Draw(&r)
	widths := map[string]float64{}
	for _, op := range r.Ops {
		if op.Rect != nil && op.Rect.Title != "" {
			widths[op.Rect.Title] = op.Rect.W
		}
	}
	long, short := widths["Frost: CNY 590,000.00"], widths["Price of timber: CNY 540,000.00"]
	if math.Abs(long*40-short*90) > 1e-6 || long == 0 {
		t.Errorf("90,000 are %v wide and 40,000 are %v", long, short)
	}
}

// TestTornadoOfMany: the longest are drawn, and a line says how many are left
// and that none of them reaches further.
func TestTornadoOfMany(t *testing.T) {
	d := &Tornado{Title: "many"}
	for i := range 5000 {
		d.Swings = append(d.Swings, Swing{Name: fmt.Sprint("driver ", i), High: finding.Number(int64(i), "")})
	}
	if err := reporttest.CheckFigure(d); err != nil {
		t.Fatal(err)
	}
	texts := drawnTexts(d)
	for _, want := range []string{"driver 4999", "driver 4975", fmt.Sprintf("Not drawn: %d (≤ 4,974", 5000-MaxSwings)} {
		if !strings.Contains(texts, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if strings.Contains(texts, "driver 4974") || len(d.Table().Rows) != 5000 {
		t.Errorf("too much drawn, or too little in the table: %d rows", len(d.Table().Rows))
	}
}

// TestUnknownSwingsSayWhy: the reason that a driver brings is the one shown.
func TestUnknownSwingsSayWhy(t *testing.T) {
	d := &Tornado{Swings: []Swing{{Name: "x", High: finding.Unknown("zero-denominator")}, {Name: "y"}}}
	texts := drawnTexts(d)
	if !strings.Contains(texts, "division by zero") || !strings.Contains(texts, "no data") || d.Table().Rows[0].Cell(3).Reason() != "zero-denominator" {
		t.Errorf("%s\n%v", texts, d.Table().Rows)
	}
}

// TestRandomTornados: whatever the names and values, nothing leaves the picture.
func TestRandomTornados(t *testing.T) {
	names := reporttest.HostileNames()
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 11))
		d := &Tornado{Title: names[r.IntN(len(names))], Lang: report.Langs()[seed%2], Width: r.Float64() * 1500, LowName: names[r.IntN(len(names))], HighName: names[r.IntN(len(names))], Bare: r.IntN(3) == 0}
		value := func() finding.Value {
			switch r.IntN(8) {
			case 0:
				return finding.Value{}
			case 1:
				return finding.Unknown("no-data")
			case 2:
				return finding.Text("x")
			}
			return finding.Decimal(fmt.Sprintf("%.3f", (r.Float64()-0.5)*math.Pow(10, float64(r.IntN(16)))), "min")
		}
		d.Base, d.Axis.Type = value(), report.Type(r.IntN(8))
		for range r.IntN(40) {
			d.Swings = append(d.Swings, Swing{Name: names[r.IntN(len(names))], Low: value(), High: value()})
		}
		if err := reporttest.CheckFigure(d); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

// TestTornadoOfNothing: no driver, one driver, and drivers that move nothing.
func TestTornadoOfNothing(t *testing.T) {
	for name, d := range map[string]*Tornado{
		"none": {}, "one": {Swings: []Swing{{Name: "x", Low: finding.Number(-3, "")}}}, "still": {Base: cny(5), Swings: []Swing{{Low: cny(5), High: cny(5)}}},
		"huge": {Swings: []Swing{{High: finding.Decimal("1"+strings.Repeat("0", 500), "")}}}, "nan": {Width: math.NaN()},
	} {
		if err := reporttest.CheckFigure(d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
