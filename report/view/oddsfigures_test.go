package view_test

import (
	"context"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/dist"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// uncertain is a simulation of two tasks and two risks whose finish and cost
// spread over about so many working days.
func uncertain(t *testing.T, days float64) *sra.Outcome {
	t.Helper()
	const day = 8 * calendar.Hour
	plan := &schedule.Plan{Name: "house", Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour),
		Tasks: []schedule.Task{{ID: "walls", Duration: schedule.Duration{Length: 10 * day}}, {ID: "roof", Duration: schedule.Duration{Length: 5 * day}}},
		Links: []schedule.Link{{From: "walls", To: "roof"}}}
	cny, err := money.Lookup("CNY")
	if err != nil {
		t.Fatal(err)
	}
	rated := func(id string, kind risk.Kind, effects ...risk.Effect) risk.Risk {
		return risk.Risk{ID: id, Kind: kind, Status: risk.Open, Assessments: []risk.Assessment{
			{Basis: risk.Current, Rating: risk.Rating{Probability: risk.Whole(1), Effects: effects}}}}
	}
	cost := func(x int64) risk.Effect { return risk.Effect{On: risk.OnCost, Likely: risk.Whole(x)} }
	register := risk.Register{ID: "house", Currency: cny, Risks: []risk.Risk{
		rated("frost", risk.Threat, risk.Delay(3*day), cost(600)), rated("discount", risk.Opportunity, cost(100))}}
	out, err := sra.Run(context.Background(), plan, register, sra.Options{Trials: 700, Seed: 5, WithoutEach: true, Impacts: []sra.Impact{{Risk: "frost", Task: "walls"}},
		Estimates: []sra.Estimate{{Task: "walls", Dist: dist.Triangular{Least: 5, Likely: 10, Most: 5 + days}, Unit: day}, {Task: "roof", Dist: dist.Uniform{Least: 4, Most: 7}, Unit: day}},
		Costs:     []sra.Cost{{ID: "site", PerDay: dist.Uniform{Least: 900, Most: 1300}}}})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestHistogramsCountEveryTrial is the law that the bins of finish and cost hold
// every trial once, that the share at the end of a bin is what the outcome says
// of that date or amount, and that P50, P80 and the plan are those of the
// outcome.
func TestHistogramsCountEveryTrial(t *testing.T) {
	for _, days := range []float64{8, 60, 600, 6000} {
		o := uncertain(t, days)
		w := phrase.In(phrase.En)
		finish, cost := view.FinishHistogram(w, o), view.CostHistogram(w, o)
		if len(finish.Bins) < 2 || len(finish.Bins) > 46 || len(cost.Bins) < 5 || len(cost.Bins) > 60 {
			t.Errorf("%v days: %d bins of dates, %d of cost", days, len(finish.Bins), len(cost.Bins))
		}
		sofar := int64(0)
		for i, b := range finish.Bins {
			sofar += b.Count
			to, err := calendar.ParseDate(b.To.Plain())
			if err != nil {
				t.Fatal(err)
			}
			if got, want := finding.Ratio(sofar, o.Trials, ""), o.Finish.By(to.At(86400)); got != want {
				t.Errorf("%v days: by %s %v, want %v", days, to, got, want)
			}
			if from, _ := calendar.ParseDate(b.From.Plain()); i > 0 && from.AddDays(-1).String() != finish.Bins[i-1].To.Plain() {
				t.Errorf("%v days: a gap before %s", days, from)
			}
		}
		if sofar != o.Trials {
			t.Errorf("%v days: %d of %d trials", days, sofar, o.Trials)
		}
		spent := int64(0)
		for i, b := range cost.Bins {
			spent += b.Count
			if got, want := finding.Ratio(spent, o.Trials, ""), o.Cost.AtMost(yuan(t, b.To.Plain())); got != want {
				t.Errorf("%v days: at most %s %v, want %v", days, b.To, got, want)
			}
			if i > 0 && b.From != cost.Bins[i-1].To {
				t.Errorf("%v days: a gap before %s", days, b.From)
			}
		}
		if spent != o.Trials {
			t.Errorf("%v days: cost of %d of %d trials", days, spent, o.Trials)
		}
		marked(t, finish, o)
	}
}

// marked holds the marks of a histogram to the outcome.
func marked(t *testing.T, h *chart.Histogram, o *sra.Outcome) {
	t.Helper()
	p50, _ := o.Finish.Percentile(50)
	p80, _ := o.Finish.Percentile(80)
	want := map[string]string{"Planned finish": o.Planned.String(), "P50": p50.String(), "P80": p80.String()}
	if len(h.Marks) != len(want) {
		t.Errorf("%d marks", len(h.Marks))
	}
	for _, m := range h.Marks {
		if m.At.Plain() != want[m.Name] {
			t.Errorf("%s is marked at %s, want %s", m.Name, m.At.Plain(), want[m.Name])
		}
	}
}

// TestTornadosSayWhatTheTablesSay: every swing is the negative of what the
// outcome says the finish gains, and the cost without the driver, for the same
// drivers.
func TestTornadosSayWhatTheTablesSay(t *testing.T) {
	o := uncertain(t, 60)
	w := phrase.In(phrase.En)
	finish, cost := view.Tornado(w, o), view.CostTornado(w, o)
	if len(finish.Swings) != len(o.Without) || len(cost.Swings) != len(o.Without) || len(o.Without) == 0 {
		t.Fatalf("%d and %d swings of %d", len(finish.Swings), len(cost.Swings), len(o.Without))
	}
	for i, x := range o.Without {
		side := finish.Swings[i].Low
		if side.IsZero() {
			side = finish.Swings[i].High
		}
		shift, _ := side.Rat()
		if earlier, _ := o.Earlier(x, 80).Rat(); shift.Add(shift, earlier).Sign() != 0 {
			t.Errorf("%s: off by %s", x.Driver, shift)
		}
		price, _ := x.Cost.Percentile(80)
		side = cost.Swings[i].Low
		if side.IsZero() {
			side = cost.Swings[i].High
		}
		if side != finding.Money(price.Text(), "CNY") {
			t.Errorf("%s: costs %s, want %s", x.Driver, side, price.Text())
		}
	}
	closely := view.DriverTornado(w, o)
	if len(closely.Swings) != len(o.Drivers) || len(o.Drivers) == 0 {
		t.Fatalf("%d swings of %d drivers", len(closely.Swings), len(o.Drivers))
	}
	for i, d := range o.Drivers {
		if s := closely.Swings[i]; s.Low != d.Finish && s.High != d.Finish {
			t.Errorf("%s: %v, want %v", d.Driver, s, d.Finish)
		}
	}
}

// TestOddsAreDrawn: the document holds both histograms and the tornados, each
// under a name of its own, in both languages, and all keep the clauses.
func TestOddsAreDrawn(t *testing.T) {
	o := uncertain(t, 60)
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		doc := view.Odds(phrase.In(lang), o)
		var names []string
		for _, b := range doc.Blocks {
			if f, drawn := b.(report.Figure); drawn {
				names = append(names, f.Frame().Name)
				if err := reporttest.CheckFigure(f); err != nil {
					t.Errorf("%s: %v", f.Frame().Name, err)
				}
			}
		}
		if got := strings.Join(names, " "); got != "finish-histogram cost-histogram chance-by-date driver-tornado finish-tornado cost-tornado" {
			t.Errorf("%s: figures %s", lang, got)
		}
		if found := doc.Check(); len(found) > 0 {
			t.Errorf("%s: %v", lang, found)
		}
	}
}

// TestNothingIsDrawnOfNothing: an outcome without trials has no bins and no
// swings, and at most the plan is marked.
func TestNothingIsDrawnOfNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	plan := &schedule.Plan{Start: calendar.DateOf(2026, 3, 2).At(0), Tasks: []schedule.Task{{ID: "a"}}}
	o, err := sra.Run(ctx, plan, risk.Register{}, sra.Options{Trials: 10})
	if err == nil || o == nil {
		t.Fatalf("%v, %v", o, err)
	}
	w := phrase.In(phrase.En)
	if h := view.FinishHistogram(w, o); len(h.Bins) != 0 || len(h.Marks) > 1 {
		t.Errorf("%+v", h)
	}
	if h := view.CostHistogram(w, o); len(h.Bins) != 0 || len(h.Marks) != 0 {
		t.Errorf("%+v", h)
	}
	if n := len(view.Tornado(w, o).Swings) + len(view.CostTornado(w, o).Swings) + len(view.DriverTornado(w, o).Swings); n != 0 {
		t.Errorf("%d swings", n)
	}
}

// A simulation knows things by their ids; both tornados call them as the
// printer does.
func TestTornadosUseTheNamesOfThePrinter(t *testing.T) {
	o, w := uncertain(t, 60), phrase.In(phrase.En)
	w.Name = func(r finding.Ref) string { return "Name of " + r.ID }
	swings := append(view.Tornado(w, o).Swings, view.DriverTornado(w, o).Swings...)
	for _, s := range swings {
		if !strings.Contains(s.Name, "Name of ") {
			t.Errorf("a driver is called %q", s.Name)
		}
	}
	if len(swings) == 0 {
		t.Error("nothing is drawn")
	}
}
