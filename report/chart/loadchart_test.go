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
	"github.com/milepost-go/milepost/schedule/calendar"
)

// TestOverload: what is above the capacity of the one who does it, worked out by
// hand; free time of others does not lessen it.
func TestOverload(t *testing.T) {
	table := crew(report.En).Table()
	over := map[string]string{}
	sums := map[string]finding.Value{}
	for _, r := range table.Rows {
		who := r.Cell(2).Plain()
		sums[who] = total(sums[who], r.Cell(3))
		if v := r.Cell(5); !v.IsZero() && v.Plain() != "0" {
			over[who] += r.Cell(0).Plain() + " " + v.Plain() + " "
		}
	}
	if got := over["Ann"]; got != "2026-03-03 4 2026-03-04 4 " {
		t.Errorf("Ann: %s", got)
	}
	if got := over["Bob"]; got != "2026-03-08 2 2026-03-12 2 " {
		t.Errorf("Bob: %s", got)
	}
	if over["nobody yet"] != "" || len(table.Rows) != 12+12+5 {
		t.Errorf("nobody: %s; %d rows", over["nobody yet"], len(table.Rows))
	}
	if got := sums["Ann"].String() + ", " + sums["Bob"].String() + ", " + sums["nobody yet"].String(); got != "68 h, 34 h, 21 h" {
		t.Errorf("sums %s", got)
	}
}

// TestStacksAreTrueToScale: bars stand on one another, as high as the hours, and
// the hatched part is as high as the overload.
func TestStacksAreTrueToScale(t *testing.T) {
	d := crew(report.En)
	p := newLoads(d)
	hour := p.y(0) - p.y(1)
	var r reporttest.Recorder
	d.Draw(&r)
	heights := map[string]float64{}
	for _, op := range r.Ops {
		if op.Rect != nil && op.Rect.Title != "" {
			heights[fmt.Sprint(op.Rect.Title, " ", op.Rect.Hatch)] = op.Rect.H / hour
		}
	}
	for title, want := range map[string]float64{"Ann, 2026-03-03: 12 h false": 8, "Ann, 2026-03-03: 12 h, Overload 4 h true": 4, "Bob, 2026-03-03: 2 h false": 2} {
		if got := heights[title]; math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: %v hours high, want %v", title, got, want)
		}
	}
}

// TestManyPeriodsAndPeople: neighbours are drawn as one bar and people as one
// part, nothing is lost, lines say so, and the table has everything.
func TestManyPeriodsAndPeople(t *testing.T) {
	d := &LoadChart{Title: "many"}
	for i := range 1000 {
		d.Periods = append(d.Periods, Period{march(2).AddDays(i), march(2).AddDays(i)})
	}
	all, over := 0.0, 0.0
	for k := range MaxLoads + 4 {
		l := Load{Name: fmt.Sprint("person ", k)}
		for i := range d.Periods {
			l.Use, l.Capacity = append(l.Use, finding.Number(int64(i%5), "h")), append(l.Capacity, finding.Number(3, "h"))
			all += float64(i % 5)
			over += max(float64(i%5)-3, 0)
		}
		d.Loads = append(d.Loads, l)
	}
	p := newLoads(d)
	drawn, above := 0.0, 0.0
	for _, s := range p.stacks {
		for k := range s.use {
			drawn, above = drawn+s.use[k], above+s.over[k]
		}
	}
	if drawn != all || above != over || len(p.rows) != MaxLoads+1 {
		t.Errorf("%v of %v, %v above of %v, %d rows", drawn, all, above, over, len(p.rows))
	}
	texts := drawnTexts(d)
	if !strings.Contains(texts, "Others (4)") || !strings.Contains(texts, fmt.Sprint("Periods drawn as one bar: ", p.each)) || len(d.Table().Rows) != 1000*(MaxLoads+4) {
		t.Errorf("not said: %s", texts)
	}
	if err := reporttest.CheckFigure(d); err != nil {
		t.Error(err)
	}
}

// TestOddLoads: nothing, one period, no capacity, units that differ, years at the
// ends of the calendar, and names that break writers.
func TestOddLoads(t *testing.T) {
	one := []Period{{march(2), march(2)}}
	odd := map[string]*LoadChart{
		"none": {}, "periods": {Periods: one}, "one": {Periods: one, Loads: []Load{{Name: "x", Use: hoursOf(3)}}},
		"nothing to do": {Periods: one, Loads: []Load{{Name: "x", Use: hoursOf(0), Capacity: hoursOf(0)}}},
		"ends":          {Periods: []Period{{calendar.DateOf(1, 1, 1), calendar.DateOf(1, 1, 7)}, {}, {calendar.DateOf(9999, 12, 25), calendar.DateOf(9999, 12, 31)}}, Loads: []Load{{Use: hoursOf(1, 2, 3)}}},
		"units":         {Periods: one, Loads: []Load{{Use: hoursOf(3), Capacity: []finding.Value{finding.Number(1, "day")}}}},
	}
	if v := (&odd["units"].Loads[0]).over(0); !v.IsUnknown() {
		t.Errorf("hours against days: %v", v)
	}
	names := reporttest.HostileNames()
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 14))
		d := &LoadChart{Title: names[r.IntN(len(names))], Lang: report.Langs()[seed%2], Width: r.Float64() * 1200, Height: r.Float64() * 600, Axis: report.Column{Type: report.Type(r.IntN(8))}}
		for i := range r.IntN(300) {
			d.Periods = append(d.Periods, Period{march(2).AddDays(7 * i), march(2).AddDays(7*i + 6)})
		}
		for range r.IntN(10) {
			l := Load{Name: names[r.IntN(len(names))]}
			for range r.IntN(310) {
				l.Use = append(l.Use, finding.Decimal(fmt.Sprintf("%.2f", (r.Float64()-0.1)*math.Pow(10, float64(r.IntN(12)))), "min"))
				l.Capacity = append(l.Capacity, []finding.Value{{}, finding.Unknown("no-data"), finding.Number(r.Int64N(1000), "min")}[r.IntN(3)])
			}
			d.Loads = append(d.Loads, l)
		}
		odd[fmt.Sprint("seed ", seed)] = d
	}
	for name, d := range odd {
		if err := reporttest.CheckFigure(d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
