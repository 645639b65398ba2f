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
	"github.com/milepost-go/milepost/report/svg"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func march(day int) calendar.Date { return calendar.DateOf(2026, 3, day) }

func yuan(list ...int64) []finding.Value {
	var out []finding.Value
	for _, x := range list {
		out = append(out, finding.Money(fmt.Sprint(x), "CNY"))
	}
	return out
}

// twoCurves are a reserve and an exposure over four dates.
func twoCurves() *LineChart {
	return &LineChart{Title: "Reserve and exposure", Axis: report.Column{Name: "amount", Title: "Amount", Type: report.TypeMoney},
		Dates: []calendar.Date{march(2), march(9), march(16), march(30)},
		Series: []Series{
			{Key: "reserve", Name: "Contingency reserve", Step: true, Values: yuan(20_000, 17_500, 17_500, 9_000)},
			{Key: "exposure", Name: "Exposure", Values: yuan(30_000, 24_000, 12_000, 10_000)},
		}}
}

// TestLineChartKeepsTheClauses: figures of every kind stay inside their frame,
// with numbers only, and say the same in their table.
func TestLineChartKeepsTheClauses(t *testing.T) {
	gaps := twoCurves()
	gaps.Series[0].Values[1] = finding.Unknown("no-data")
	gaps.Series[1].Values = gaps.Series[1].Values[:2]
	gaps.Dates[2] = calendar.Date{}
	flat := &LineChart{Title: "flat", Dates: []calendar.Date{march(1)}, Series: []Series{{Values: []finding.Value{finding.Number(0, "")}}}}
	negative := &LineChart{Title: "below", Dates: []calendar.Date{march(1), march(2)}, Series: []Series{{Values: []finding.Value{finding.Number(-7, "min"), finding.Ratio(1, 3, "min")}}},
		Axis: report.Column{Type: report.TypeDuration}}
	huge := &LineChart{Title: "huge", Dates: []calendar.Date{march(1), march(2)}, Series: []Series{{Values: []finding.Value{finding.Decimal("1"+strings.Repeat("0", 400), ""), finding.Number(1e15, "")}}}}
	for name, d := range map[string]*LineChart{"two": twoCurves(), "gaps": gaps, "empty": {}, "flat": flat, "negative": negative, "huge": huge, "small": {Title: "x", Width: 1, Height: 1}, "nan": {Title: "x", Width: math.NaN()}} {
		if err := reporttest.CheckFigure(d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestRandomLineCharts: whatever the values, dates and names, nothing is drawn
// outside.
func TestRandomLineCharts(t *testing.T) {
	names := reporttest.HostileNames()
	for seed := range uint64(120) {
		r := rand.New(rand.NewPCG(seed, 3))
		d := &LineChart{Title: names[r.IntN(len(names))], Width: 100 + r.Float64()*900, Height: r.Float64() * 500, Lang: report.ZhCN}
		for range r.IntN(60) {
			d.Dates = append(d.Dates, march(1).AddDays(r.IntN(900)-400))
		}
		for range r.IntN(9) {
			s := Series{Name: names[r.IntN(len(names))], Step: r.IntN(2) == 0}
			for range r.IntN(70) {
				s.Values = append(s.Values, finding.Decimal(fmt.Sprintf("%.3f", (r.Float64()-0.3)*math.Pow(10, float64(r.IntN(9)))), ""))
			}
			d.Series = append(d.Series, s)
		}
		if err := reporttest.CheckFigure(d); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

// TestCurvesAreWhereTheValuesAre: the reserve falls at once, the exposure in
// straight lines, and both stand at the heights of their values.
func TestCurvesAreWhereTheValuesAre(t *testing.T) {
	d := twoCurves()
	p := newPlot(d)
	if p.scale.low != 0 || p.scale.high != 30_000 {
		t.Fatalf("scale from %v to %v", p.scale.low, p.scale.high)
	}
	if got := p.y(15_000); math.Abs(got-(p.top+p.bottom)/2) > 1e-9 {
		t.Errorf("the middle of the scale is at %v between %v and %v", got, p.top, p.bottom)
	}
	if got := p.x(march(16)); math.Abs(got-(p.left+p.right)/2) > 1e-9 {
		t.Errorf("the middle of the dates is at %v between %v and %v", got, p.left, p.right)
	}
	steps := func(series int) []report.Step {
		var r onePath
		p.drawSeries(&r, series)
		return r.steps
	}
	if got := steps(0); len(got) != 7 || got[1].To.Y != got[0].To.Y || got[2].To.X != got[1].To.X || got[2].To.Y <= got[1].To.Y {
		t.Errorf("steps of the reserve: %v", got)
	}
	if got := steps(1); len(got) != 4 || got[0].To != (report.Point{X: p.left, Y: p.top}) {
		t.Errorf("steps of the exposure: %v, from %v, %v", got, p.left, p.top)
	}
}

// onePath keeps the first path drawn.
type onePath struct{ steps []report.Step }

func (*onePath) Rect(report.Rect) {}
func (*onePath) Text(report.Text) {}
func (r *onePath) Path(p *report.Path) {
	if r.steps == nil {
		r.steps = append(r.steps, p.Steps...)
	}
}

// TestScale: steps are 1, 2 or 5 times a power of ten and hold every value.
func TestScale(t *testing.T) {
	for _, c := range []struct {
		low, high, unit float64
		steps           int
		ticks           []string
	}{
		{0, 100, 1, 5, []string{"0", "20", "40", "60", "80", "100"}},
		{-3, 11, 1, 3, []string{"-5", "0", "5", "10", "15"}},
		{0, 0.07, 1, 4, []string{"0", "1/50", "1/25", "3/50", "2/25"}},
		{0, 1000, 480, 2, []string{"0", "960", "1920"}}, // working days of eight hours
		{0, 0, 1, 1, []string{"0", "1"}},
	} {
		s := newScale(c.low, c.high, c.steps, c.unit)
		var got []string
		for i := range s.count {
			got = append(got, s.tick(i).RatString())
		}
		if fmt.Sprint(got) != fmt.Sprint(c.ticks) {
			t.Errorf("%v: %v, want %v", c, got, c.ticks)
		}
	}
}

// TestLineChartTable: a row a date, a column a series, gaps empty.
func TestLineChartTable(t *testing.T) {
	d := twoCurves()
	d.Series[1].Values = d.Series[1].Values[:3]
	d.Series = append(d.Series, Series{Values: yuan(1)})
	table := d.Table()
	if len(table.Columns) != 4 || table.Columns[1].Name != "reserve" || table.Columns[3].Name != "series_3" || table.Columns[1].Title != "Contingency reserve" {
		t.Errorf("columns %+v", table.Columns)
	}
	if len(table.Rows) != 4 || table.Rows[1].Cells[1] != finding.Money("17500", "CNY") || !table.Rows[3].Cells[2].IsZero() {
		t.Errorf("rows %+v", table.Rows)
	}
}

// TestTooManySeries: a line says how many are not drawn.
func TestTooManySeries(t *testing.T) {
	d := twoCurves()
	for len(d.Series) < MaxSeries+2 {
		d.Series = append(d.Series, d.Series[0])
	}
	var b strings.Builder
	if err := svg.Render(&b, d, svg.Options{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), ": 2<") {
		t.Error("nothing says that two series are missing")
	}
}

func ExampleLineChart() {
	d := twoCurves()
	f := d.Frame()
	fmt.Println(f.Title, f.Width, "x", f.Height)
	fmt.Println(f.Desc)
	// Output:
	// Reserve and exposure 720 x 320
	// Contingency reserve: CNY 9,000.00; Exposure: CNY 10,000.00
}
