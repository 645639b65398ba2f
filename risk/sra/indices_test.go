package sra_test

import (
	"math"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/dist"
	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// weekly returns the times of a calendar that works so many days of a week from
// Monday, between two hours.
func weekly(days, from, to int) calendar.Definition {
	var times calendar.Definition
	for d := range times.Week {
		times.Week[d] = calendar.Working()
		if (d+6)%7 < days { // Sunday is the first
			times.Week[d] = calendar.Working(calendar.Hours(from, to))
		}
	}
	return times
}

// TestSensitivityHasOneUnit: a task that alone makes up the project decides all
// of it, so its sensitivity is about 1 in whatever time it is measured; counted
// in its own time it would be 168/40 for clock time beside a week of 40 hours.
func TestSensitivityHasOneUnit(t *testing.T) {
	for name, edit := range map[string]func(*schedule.Plan, *schedule.Task){
		"project": func(*schedule.Plan, *schedule.Task) {},
		"elapsed": func(_ *schedule.Plan, x *schedule.Task) { x.Duration.Elapsed = true },
		"shifts": func(p *schedule.Plan, x *schedule.Task) {
			p.Calendars = append(p.Calendars, schedule.Calendar{ID: "shifts", Times: weekly(6, 6, 22)})
			x.Calendar = "shifts"
		},
		"short": func(p *schedule.Plan, x *schedule.Task) {
			p.Calendars = append(p.Calendars, schedule.Calendar{ID: "short", Times: weekly(2, 9, 13)})
			x.Calendar = "short"
		},
	} {
		p := &schedule.Plan{Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour), Tasks: []schedule.Task{{ID: "a", Duration: schedule.Duration{Length: 1000 * calendar.Hour}}}}
		edit(p, &p.Tasks[0])
		out := run(t, p, risk.Register{}, sra.Options{Trials: 4096, Latin: true,
			Estimates: []sra.Estimate{{Task: "a", Dist: dist.Uniform{Least: 500, Most: 1500}, Unit: calendar.Hour}}})
		x := out.Tasks[0]
		if got := ratio(x.Sensitivity); math.Abs(got-1) > 0.02 {
			t.Errorf("%s: sensitivity %v", name, got)
		}
		// Uniform over 1,000 hours: deviation 1000/sqrt(12) of the task's own hours.
		if got, want := ratio(x.Deviation)/60, 1000/math.Sqrt(12); math.Abs(got-want) > 1 {
			t.Errorf("%s: deviation %v hours, want %v", name, got, want)
		}
	}
}

// TestSensitivityWithoutWork: there is no measure beside a calendar on which
// the project does not work.
func TestSensitivityWithoutWork(t *testing.T) {
	p := site()
	p.Calendars = append(p.Calendars, schedule.Calendar{ID: "late", Times: calendar.Definition{Exceptions: []calendar.Exception{
		{From: calendar.DateOf(2030, 1, 1), To: calendar.DateOf(2030, 12, 31), Ranges: []calendar.Range{calendar.Hours(0, 24)}}}}})
	p.Tasks[3].Calendar = "late"
	out := run(t, p, risk.Register{}, sra.Options{Trials: 64, Estimates: []sra.Estimate{{Task: "roof", Dist: triangle{4, 5, 9}, Unit: day}}})
	i := slices.IndexFunc(out.Tasks, func(x sra.TaskIndex) bool { return x.Task == "roof" })
	if out.Tasks[i].Sensitivity.Reason() != "no-working-time" {
		t.Errorf("sensitivity %v", out.Tasks[i].Sensitivity)
	}
}

// TestKendallOfNormals: for normals with correlation r between a part and the
// whole tau is 2/pi*asin(r) and rho 6/pi*asin(r/2) (Kendall and Gibbons, Rank
// Correlation Methods): here the part has 9 of 25 parts of the variance, r = 0.6.
func TestKendallOfNormals(t *testing.T) {
	p := alwaysOn()
	o := sra.Options{Trials: 40 * montecarlo.Block, Seed: 11, Detail: sra.Indices}
	for _, x := range []struct {
		id    schedule.TaskID
		sigma float64
	}{{"a", 3}, {"b", 4}} {
		p.Tasks = append(p.Tasks, schedule.Task{ID: x.id, Duration: schedule.Duration{Length: 100 * calendar.Hour}})
		o.Estimates = append(o.Estimates, sra.Estimate{Task: x.id, Dist: dist.Normal{Mu: 100, Sigma: x.sigma}, Unit: calendar.Hour})
	}
	p.Links = []schedule.Link{{From: "a", To: "b"}}
	out := run(t, p, risk.Register{}, o)
	for i, r := range []float64{0.6, 0.8} {
		x := out.Tasks[i]
		for name, f := range map[string]struct {
			got  finding.Value
			want float64
		}{"pearson": {x.Cruciality, r}, "spearman": {x.Ranked, 6 / math.Pi * math.Asin(r/2)}, "kendall": {x.Kendall, 2 / math.Pi * math.Asin(r)}} {
			if math.Abs(ratio(f.got)-f.want) > 4/math.Sqrt(40*montecarlo.Block) {
				t.Errorf("%s of %s: %v, want %v", name, x.Task, f.got, f.want)
			}
		}
	}
}

// TestRanksAreThoseOfPoints: with one block of trials, Spearman's and Kendall's
// figures are those of the trials themselves, pair by pair, ties and all.
func TestRanksAreThoseOfPoints(t *testing.T) {
	for seed := range uint64(6) {
		p := alwaysOn()
		o := sra.Options{Trials: 200 + 150*int(seed), Seed: seed, Points: 2000}
		for _, id := range []schedule.TaskID{"a", "b", "c"} {
			p.Tasks = append(p.Tasks, schedule.Task{ID: id, Duration: schedule.Duration{Length: calendar.Hour}})
			// The cost is the length in hours: it shows d in the points.
			o.Estimates = append(o.Estimates, sra.Estimate{Task: id, Dist: few{[]float64{1, 2, 4, 5}, []float64{0.25, 0.25, 0.3, 0.2}}, Unit: calendar.Hour})
		}
		p.Units.MinutesPerDay = 60
		o.Costs, o.Currency = []sra.Cost{{ID: "a", Task: "a", PerDay: triangle{1, 1, 1}}}, currency(t)
		out := run(t, p, risk.Register{}, o)
		var d, finish []int64
		for _, x := range out.Points {
			d, finish = append(d, x.Cost), append(finish, int64(x.Finish))
		}
		if len(d) != o.Trials {
			t.Fatalf("%d points", len(d))
		}
		if got, want := ratio(out.Tasks[0].Kendall), slowTau(d, finish); math.Abs(got-want) > 1e-6 {
			t.Errorf("seed %d: tau-b %v, want %v", seed, got, want)
		}
		if got, want := ratio(out.Tasks[0].Ranked), slowRho(d, finish); math.Abs(got-want) > 1e-6 {
			t.Errorf("seed %d: rho %v, want %v", seed, got, want)
		}
	}
}

// slowTau is tau-b by looking at every pair.
func slowTau(a, b []int64) float64 {
	var s, na, nb float64
	for i := range a {
		for k := range i {
			x, y := sign(a[i]-a[k]), sign(b[i]-b[k])
			s, na, nb = s+x*y, na+x*x, nb+y*y
		}
	}
	return s / math.Sqrt(na*nb)
}

func sign(x int64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

// slowRho is Pearson's correlation of mid-ranks.
func slowRho(a, b []int64) float64 {
	ranks := func(list []int64) []float64 {
		out := make([]float64, len(list))
		for i, x := range list {
			for _, y := range list {
				out[i] += sign(x - y)
			}
		}
		return out
	}
	x, y := ranks(a), ranks(b)
	var xy, xx, yy float64
	for i := range x {
		xy, xx, yy = xy+x[i]*y[i], xx+x[i]*x[i], yy+y[i]*y[i]
	}
	return xy / math.Sqrt(xx*yy)
}
