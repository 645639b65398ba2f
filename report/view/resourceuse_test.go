package view_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi/sales"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// building is a plan of walls of so many days from Wednesday 4 March 2026 and a
// roof of two, with its loads.
func building(t *testing.T, days int64) (*schedule.Plan, schedule.DailyLoads) {
	t.Helper()
	const day = 8 * calendar.Hour
	p := &schedule.Plan{Start: calendar.DateOf(2026, 3, 4).At(8 * calendar.Hour),
		Tasks:     []schedule.Task{{ID: "walls", Duration: schedule.Duration{Length: calendar.Work(days) * day}}, {ID: "roof", Duration: schedule.Duration{Length: 2 * day}}},
		Resources: []schedule.Resource{{ID: "idle"}, {ID: "bob", Name: "Bob"}, {ID: "ann"}},
		Assignments: []schedule.Assignment{{ID: "1", Task: "walls", Resource: "ann", Work: calendar.Work(days) * day}, {ID: "2", Task: "roof", Resource: "bob", Work: 2 * day},
			{ID: "3", Task: "roof", Resource: "ann", Work: 2 * day}, {ID: "4", Task: "roof", Work: day}}}
	r, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	loads, err := schedule.Loads(p, r)
	if err != nil {
		t.Fatal(err)
	}
	return p, loads
}

// sum adds up values.
func sum(t *testing.T, list []finding.Value) *big.Rat {
	t.Helper()
	all := new(big.Rat)
	for _, v := range list {
		r, ok := v.Rat()
		if !ok {
			t.Fatalf("%v is no number", v)
		}
		all.Add(all, r)
	}
	return all
}

// TestResourceHistogramIsTheLoad is the law that the hours of every resource add
// up to its work, by days and by weeks, that the periods follow one another, and
// that those without work are left out.
func TestResourceHistogramIsTheLoad(t *testing.T) {
	for _, days := range []int64{3, 60, 200} {
		plan, loads := building(t, days)
		c := view.ResourceHistogram(phrase.In(phrase.En), plan, loads)
		if len(c.Loads) != 3 || c.Loads[0].Name != "ann" || c.Loads[1].Name != "Bob" || c.Loads[2].Name != "Nobody yet" {
			t.Fatalf("%d days: loads %+v", days, c.Loads)
		}
		for i, l := range []schedule.DailyLoad{loads.Resources[2], loads.Resources[1], loads.Resources[3]} {
			if got, want := sum(t, c.Loads[i].Use), big.NewRat(int64(l.Total()), int64(calendar.Hour)); got.Cmp(want) != 0 {
				t.Errorf("%d days: %s has %s hours, want %s", days, c.Loads[i].Name, got, want)
			}
			if len(c.Loads[i].Use) != len(c.Periods) || l.Capacity != nil && len(c.Loads[i].Capacity) != len(c.Periods) {
				t.Errorf("%d days: %s has %d and %d figures for %d periods", days, c.Loads[i].Name, len(c.Loads[i].Use), len(c.Loads[i].Capacity), len(c.Periods))
			}
		}
		for i, p := range c.Periods {
			if i > 0 && p.From != c.Periods[i-1].To.AddDays(1) || days > 92 && i > 0 && p.From.Weekday() != 1 || days < 60 && p.From != p.To {
				t.Errorf("%d days: period %d from %s to %s", days, i, p.From, p.To)
			}
		}
		if last := c.Periods[len(c.Periods)-1].To; c.Periods[0].From != loads.First || last.DaysSince(loads.First)+1 != len(loads.Resources[0].Work) {
			t.Errorf("%d days: from %s to %s", days, c.Periods[0].From, last)
		}
		if err := reporttest.CheckFigure(c); err != nil {
			t.Error(err)
		}
	}
	if c := view.ResourceHistogram(phrase.In(phrase.En), nil, schedule.DailyLoads{}); len(c.Loads)+len(c.Periods) != 0 {
		t.Errorf("of nothing: %+v", c)
	}
}

// TestTeamShowsWhoIsOverloaded: on Wednesday and Thursday Ann has walls and roof.
func TestTeamShowsWhoIsOverloaded(t *testing.T) {
	plan, loads := building(t, 3)
	in := teamInput()
	in.Plan, in.Loads = plan, loads
	shown := shownIn(t, view.Team(phrase.In(phrase.En), in))
	wantsLines(t, shown, "Work against capacity", "| 2026-03-04 | 2026-03-04 | ann | 16 h | 8 h | 8 h |", "| 2026-03-06 | 2026-03-06 | ann | 8 h | 8 h | 0 h |")
	wantsLines(t, shownIn(t, view.Team(phrase.In(phrase.ZhCN), in)), "工作量与可用能力", "| 2026-03-04 | 2026-03-04 | ann | 16 小时 | 8 小时 | 8 小时 |")
}

// TestTeamShowsTheOverloadedAlone: who has too much has a figure of their own,
// the others have not; a team of nobody has none.
func TestTeamShowsTheOverloadedAlone(t *testing.T) {
	plan, loads := building(t, 3)
	in := teamInput()
	in.Plan, in.Loads = plan, loads
	var names []string
	for _, b := range view.Team(phrase.In(phrase.En), in).Blocks {
		if f, ok := b.(report.Figure); ok {
			names = append(names, f.Frame().Name+" "+f.Frame().Title)
		}
	}
	if got := strings.Join(names, ", "); got != "resource-histogram Work per day, resource-histogram-1 ann: Work per day" {
		t.Errorf("figures %s", got)
	}
	in.Loads = schedule.DailyLoads{}
	for _, b := range view.Team(phrase.In(phrase.En), in).Blocks {
		if f, ok := b.(report.Figure); ok {
			t.Errorf("a figure of nothing: %s", f.Frame().Name)
		}
	}
}

// TestTheOverloadedAreShownByDay: in a plan of a year the figure of who has too
// much shows the days of it, with all of the overload.
func TestTheOverloadedAreShownByDay(t *testing.T) {
	plan, loads := building(t, 200)
	in := teamInput()
	in.Plan, in.Loads = plan, loads
	for _, b := range view.Team(phrase.In(phrase.En), in).Blocks {
		c, ok := b.(*chart.LoadChart)
		if !ok || c.Name != "resource-histogram-1" {
			continue
		}
		if c.Title != "ann: Work per day" || c.Periods[0].From != loads.First || len(c.Periods) != 9 || !strings.Contains(c.Frame().Desc, "Overload 16 h") {
			t.Errorf("%s of %d periods from %s: %s", c.Title, len(c.Periods), c.Periods[0].From, c.Frame().Desc)
		}
		return
	}
	t.Error("no figure of who has too much")
}

// TestWorkloadsHaveTheirLoads: everybody has the loads of the resources that they
// are, within the window, and nobody those without anybody.
func TestWorkloadsHaveTheirLoads(t *testing.T) {
	plan, loads := building(t, 3)
	in := view.WorkloadInput{On: calendar.DateOf(2026, 3, 5), Last: calendar.DateOf(2026, 3, 6), Plan: plan, Loads: loads, Members: []string{"li", ""},
		Actor: func(r schedule.ResourceID) string { return map[schedule.ResourceID]string{"ann": "li", "bob": "li"}[r] }}
	var got []string
	for _, x := range view.Workloads(in) {
		for _, l := range x.Loads.Resources {
			got = append(got, fmt.Sprintf("%s %s/%s %d", x.Loads.First, x.Member, l.Resource, l.Total()/calendar.Hour))
		}
	}
	if want := "2026-03-05 li/bob 8, 2026-03-05 li/ann 24, 2026-03-05 /idle 0, 2026-03-05 / 4"; strings.Join(got, ", ") != want {
		t.Errorf("loads %s, want %s", strings.Join(got, ", "), want)
	}
	doc := view.PersonalWork(phrase.In(phrase.En), plan, view.Workloads(in)[0])
	wantsLines(t, shownIn(t, doc), "| 2026-03-05 | 2026-03-05 | ann | 16 h | 8 h | 8 h |")
}

// TestFunnelIsTheFunnel: counts, shares and amounts are those of the figures.
func TestFunnelIsTheFunnel(t *testing.T) {
	process, err := sales.NewProcess("lead", "offer", "order")
	if err != nil {
		t.Fatal(err)
	}
	var deals []sales.Deal
	for i := range 30 {
		d := sales.Deal{ID: fmt.Sprint(i), Amount: yuan(t, "1000"), Created: calendar.DateOf(2026, 1, 1)}
		for k, stage := range []string{"lead", "offer", "order"}[:1+i%3] {
			d.Visits = append(d.Visits, sales.Visit{Stage: stage, On: calendar.DateOf(2026, 1, 2+k)})
		}
		deals = append(deals, d)
	}
	f := process.Funnel(deals, sales.FunnelOptions{Floor: 15})
	p, err := process.Pipeline(deals, sales.PipelineOptions{})
	if err != nil {
		t.Fatal(err)
	}
	w := phrase.In(phrase.En)
	w.Name = func(r finding.Ref) string { return map[string]string{"stage lead": "Lead"}[r.Kind+" "+r.ID] }
	c := view.Funnel(w, f, &p)
	var got []string
	for _, s := range c.Stages {
		got = append(got, fmt.Sprint(s.Name, " ", s.Count, " ", s.Rate, " ", s.Amount))
	}
	want := []string{fmt.Sprint("Lead 30 ", finding.Ratio(2, 3, ""), " ", finding.Money("10000", "CNY")),
		fmt.Sprint("offer 20 ", finding.Ratio(1, 2, ""), " ", finding.Money("10000", "CNY")), fmt.Sprint("order 10 ", finding.Value{}, " ", finding.Money("10000", "CNY"))}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("stages\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for i, s := range f.Stages {
		if c.Stages[i].Count != s.Entered {
			t.Errorf("%s: %d, want %d", s.Stage, c.Stages[i].Count, s.Entered)
		}
	}
	if err := reporttest.CheckFigure(c); err != nil {
		t.Error(err)
	}
	if bare := view.Funnel(w, f, nil); !bare.Stages[0].Amount.IsZero() || len(bare.Stages) != 3 {
		t.Errorf("without a pipeline: %+v", bare.Stages)
	}
}

// TestRisksShowTheMatrix: the register's document draws the matrix that the
// table of risks speaks of, on the same basis.
func TestRisksShowTheMatrix(t *testing.T) {
	doc := view.RisksOn(phrase.In(phrase.En), rated(t, risk.Inherent), calendar.DateOf(2026, 3, 3), risk.Inherent)
	for _, b := range doc.Blocks {
		if g, ok := b.(*chart.Grid); ok {
			items := 0
			for _, row := range g.Cells {
				for _, cell := range row {
					items += len(cell.Items)
				}
			}
			if items == 0 {
				t.Error("no risk lies in the matrix")
			}
			if err := reporttest.CheckFigure(report.Figure(g)); err != nil {
				t.Error(err)
			}
			return
		}
	}
	t.Error("no matrix")
}
