package sra_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/dist"
	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

const day = 8 * calendar.Hour

// site is a small plan on the built-in calendar: dig, then walls and pipes side
// by side, then roof.
func site() *schedule.Plan {
	p := &schedule.Plan{Name: "site", Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour)}
	for _, t := range []struct {
		id   schedule.TaskID
		days calendar.Work
	}{{"dig", 5}, {"walls", 10}, {"pipes", 8}, {"roof", 6}} {
		p.Tasks = append(p.Tasks, schedule.Task{ID: t.id, Duration: schedule.Duration{Length: t.days * day}})
	}
	p.Links = []schedule.Link{{From: "dig", To: "walls"}, {From: "dig", To: "pipes"}, {From: "walls", To: "roof"}, {From: "pipes", To: "roof"}}
	return p
}

// hazards are two threats and an opportunity.
func hazards(t testing.TB) risk.Register {
	cny, err := money.Lookup("CNY")
	if err != nil {
		t.Fatal(err)
	}
	rated := func(basis risk.Basis, p int64, days calendar.Work, cost int64) risk.Assessment {
		effects := []risk.Effect{risk.Delay(days * day), {On: risk.OnCost, Likely: risk.Whole(cost)}}
		return risk.Assessment{Basis: basis, Rating: risk.Rating{Probability: risk.Fraction(p, 100), Effects: effects}}
	}
	return risk.Register{ID: "r", Currency: cny, Risks: []risk.Risk{
		{ID: "flood", Kind: risk.Threat, Status: risk.Open, Assessments: []risk.Assessment{rated(risk.Current, 40, 5, 1000), rated(risk.Target, 10, 2, 300)}},
		{ID: "theft", Kind: risk.Threat, Status: risk.Open, Assessments: []risk.Assessment{rated(risk.Current, 20, 3, 700)}},
		{ID: "crane", Kind: risk.Opportunity, Status: risk.Open, Assessments: []risk.Assessment{rated(risk.Current, 50, 2, 200)}},
		{ID: "past", Kind: risk.Threat, Status: risk.Closed},
	}}
}

// whole asks for everything at once.
func whole() sra.Options {
	days := func(a, m, b float64) montecarlo.Quantiler { return triangle{a, m, b} }
	return sra.Options{
		Trials: 3*montecarlo.Block + 500, Seed: 5, After: true, WithoutEach: true, Without: []sra.Driver{sra.Task("walls")},
		Estimates: []sra.Estimate{{Task: "walls", Dist: days(8, 10, 16), Unit: day}, {Task: "pipes", Dist: days(6, 8, 15), Unit: day}},
		Impacts: []sra.Impact{{Risk: "flood", Task: "dig"}, {Risk: "flood", Task: "walls", Size: sra.Size{Share: triangle{0.1, 0.2, 0.5}}},
			{Risk: "theft", Task: "pipes"}, {Risk: "crane", Task: "roof"}},
		Costs:        []sra.Cost{{ID: "hire", PerDay: triangle{100, 120, 150}}, {ID: "stone", Task: "walls", Fixed: triangle{900, 1000, 1400}}},
		Correlations: []sra.Correlation{{A: sra.Task("walls"), B: sra.Task("pipes"), Rank: 0.6}},
		Milestones:   []schedule.TaskID{"walls"},
	}
}

func run(t testing.TB, p *schedule.Plan, r risk.Register, o sra.Options) *sra.Outcome {
	t.Helper()
	out, err := sra.Run(context.Background(), p, r, o)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func text(t testing.TB, v json.Marshaler) string {
	t.Helper()
	data, err := v.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestSameBytes: workers and shards in any order and grouping, through JSON and
// back, give the bytes of one worker; with and without calendars that vary.
func TestSameBytes(t *testing.T) {
	for name, change := range map[string]func(*sra.Options){
		"plain": func(*sra.Options) {},
		"closed": func(o *sra.Options) {
			o.Closures = []sra.Closure{{ID: "strike", Probability: risk.Fraction(1, 3), From: calendar.DateOf(2026, 3, 10), To: calendar.DateOf(2026, 3, 13)}}
			o.Weather = []sra.Weather{{ID: "rain", Months: []time.Month{time.March, time.April}, Lost: triangle{0, 2, 6}}}
			o.Years = 8
		},
	} {
		o := whole()
		change(&o)
		want := text(t, run(t, site(), hazards(t), o))
		for _, workers := range []int{2, 4, 16} {
			o.Workers = workers
			if got := text(t, run(t, site(), hazards(t), o)); got != want {
				t.Errorf("%s: %d workers give other bytes", name, workers)
			}
		}
		o.Workers = 1
		study, err := sra.Prepare(site(), hazards(t), o)
		if err != nil {
			t.Fatal(err)
		}
		var shards []*sra.Shard
		for b := range study.Blocks() {
			s, err := study.Shard(context.Background(), b, b+1)
			if err != nil {
				t.Fatal(err)
			}
			back := new(sra.Shard)
			if err := back.UnmarshalJSON([]byte(text(t, s))); err != nil {
				t.Fatal(err)
			}
			if text(t, back) != text(t, s) {
				t.Errorf("%s: block %d does not come back from JSON", name, b)
			}
			shards = append(shards, back)
		}
		left := merge(t, merge(t, shards[3], shards[1]), merge(t, &sra.Shard{}, shards[0]), shards[2])
		right := merge(t, shards[0], merge(t, shards[2], merge(t, shards[1], shards[3])))
		if text(t, left) != text(t, right) {
			t.Errorf("%s: the order of merging matters", name)
		}
		out, err := study.Outcome(left)
		if err != nil {
			t.Fatal(err)
		}
		if text(t, out) != want {
			t.Errorf("%s: shards give other bytes than a run", name)
		}
		if _, err := sra.Merge(left, shards[1]); !errors.Is(err, sra.ErrOverlap) {
			t.Errorf("%s: shards with common blocks merge: %v", name, err)
		}
	}
}

func merge(t *testing.T, shards ...*sra.Shard) *sra.Shard {
	t.Helper()
	out, err := sra.Merge(shards...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestOtherStudy: shards of another question do not merge, however small the
// difference.
func TestOtherStudy(t *testing.T) {
	for name, other := range map[string]func(*schedule.Plan, *sra.Options){
		"seed":    func(_ *schedule.Plan, o *sra.Options) { o.Seed++ },
		"latin":   func(_ *schedule.Plan, o *sra.Options) { o.Latin = !o.Latin },
		"closure": func(_ *schedule.Plan, o *sra.Options) { o.Closures[0].To = o.Closures[0].To.AddDays(1) },
		"calendar": func(p *schedule.Plan, _ *sra.Options) {
			p.Calendars = append(p.Calendars, schedule.Calendar{ID: "x", Times: calendar.Standard()})
		},
	} {
		otherStudy(t, name, other)
	}
}

func otherStudy(t *testing.T, name string, other func(*schedule.Plan, *sra.Options)) {
	t.Helper()
	var shards []*sra.Shard
	for i := range 2 {
		o, plan := whole(), site()
		o.Closures = []sra.Closure{{ID: "fair", Probability: risk.Fraction(1, 10), From: calendar.DateOf(2031, 3, 3), To: calendar.DateOf(2031, 3, 4)}}
		if i == 1 {
			other(plan, &o)
		}
		study, err := sra.Prepare(plan, hazards(t), o)
		if err != nil {
			t.Fatal(err)
		}
		s, err := study.Shard(context.Background(), 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		shards = append(shards, s)
		if _, err := study.Shard(context.Background(), 2, 99); !errors.Is(err, sra.ErrBlocks) {
			t.Errorf("blocks that do not exist: %v", err)
		}
	}
	if _, err := sra.Merge(shards...); !errors.Is(err, sra.ErrStudy) {
		t.Errorf("%s: merged: %v", name, err)
	}
}

// TestNothingUncertain: probabilities of zero and one, and estimates without
// width, give the dates that Compute gives, exactly.
func TestNothingUncertain(t *testing.T) {
	r := hazards(t)
	for i := range r.Risks {
		for k := range r.Risks[i].Assessments {
			r.Risks[i].Assessments[k].Rating.Probability = risk.Whole(0)
		}
	}
	o := whole()
	o.Estimates = []sra.Estimate{{Task: "walls", Dist: triangle{10, 10, 10}, Unit: day}, {Task: "pipes", Dist: triangle{1, 1, 1}, Factor: true}}
	out := run(t, site(), r, o)
	result, err := schedule.Compute(site(), schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []int{0, 50, 100} {
		if at, ok := out.Finish.Percentile(p); !ok || at != result.Finish() {
			t.Errorf("P%d is %v, want %v", p, at, result.Finish())
		}
	}
	if got := out.OnTime(); got != finding.Ratio(1, 1, "") {
		t.Errorf("on time: %v", got)
	}
	// A certain delay of five days moves the finish by five working days: a week.
	r.Risks[0].Assessments[0].Rating.Probability = risk.Whole(1)
	o.Impacts = []sra.Impact{{Risk: "flood", Task: "dig"}}
	certain := run(t, site(), r, o)
	if at, _ := certain.Finish.Percentile(0); at != result.Finish()+7*86400 {
		t.Errorf("a delay of five days moves %v to %v", result.Finish(), at)
	}
	for _, w := range certain.Without {
		want := finding.Number(0, "min")
		if w.Driver == sra.Risk("flood") {
			want = finding.Number(5*8*60, "min")
		}
		if got := certain.Earlier(w, 80); got != want {
			t.Errorf("without %v the P80 is %v earlier, want %v", w.Driver, got, want)
		}
	}
	if got := certain.Gain(80); got != finding.Number(5*8*60, "min") { // its target has probability 0
		t.Errorf("responses gain %v", got)
	}
}

// TestFinishedStays: what is done does not move, what has begun varies in what
// remains.
func TestFinishedStays(t *testing.T) {
	p := site()
	p.Tasks[0].Progress = schedule.Progress{ActualStart: p.Start, ActualFinish: p.Start + 4*86400 + calendar.DateTime(9*calendar.Hour), Percent: 100}
	o := sra.Options{Trials: 1000, Estimates: []sra.Estimate{{Task: "dig", Dist: triangle{1, 20, 90}, Unit: day}}, Impacts: []sra.Impact{{Risk: "flood", Task: "dig"}}}
	out := run(t, p, hazards(t), o)
	low, _ := out.Finish.Percentile(0)
	high, _ := out.Finish.Percentile(100)
	if low != out.Planned || high != out.Planned {
		t.Errorf("from %v to %v, planned %v", low, high, out.Planned)
	}
	if !has(out.Findings, sra.CodeDoesNotVary) {
		t.Error("nothing says that the task does not vary")
	}
}

// TestClosure: a strike of a week happens as often as its probability says, and
// then costs five working days.
func TestClosure(t *testing.T) {
	const trials = 20 * montecarlo.Block
	out := run(t, site(), risk.Register{}, sra.Options{Trials: trials, Seed: 3, Latin: true, WithoutEach: true,
		Closures: []sra.Closure{{ID: "strike", Probability: risk.Fraction(1, 4), From: calendar.DateOf(2026, 3, 9), To: calendar.DateOf(2026, 3, 15)}}})
	happened := out.Happened[0].Trials
	if math.Abs(float64(happened)/trials-0.25) > 4*math.Sqrt(0.25*0.75/trials) {
		t.Errorf("happened %d times of %d", happened, trials)
	}
	values := map[calendar.DateTime]int64{}
	for at, n := range out.Finish.All {
		values[at] = n
	}
	if len(values) != 2 || values[out.Planned] != trials-happened || values[out.Planned+7*86400] != happened {
		t.Errorf("finishes %v, planned %v, %d closures", values, out.Planned, happened)
	}
	if at, _ := out.Without[0].Finish.Percentile(100); at != out.Planned {
		t.Errorf("without the strike %v", at)
	}
}

// TestWeather: three days lost in March, for certain, move the finish by three
// working days, wherever in the month before the finish they fall.
func TestWeather(t *testing.T) {
	p := site()
	p.Tasks = append(p.Tasks, schedule.Task{ID: "paint", Duration: schedule.Duration{Length: 20 * day}})
	p.Links = append(p.Links, schedule.Link{From: "roof", To: "paint"}) // beyond March
	out := run(t, p, risk.Register{}, sra.Options{Trials: 2000, Years: 5,
		Weather: []sra.Weather{{ID: "rain", Months: []time.Month{time.March}, Lost: triangle{3, 3, 3}}}})
	std, err := calendar.Compile(calendar.Standard(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for at := range out.Finish.All {
		// Days lost before 2 March, on which the project starts, lie in no work.
		if lost := std.Between(out.Planned, at); lost != 3*day {
			t.Errorf("finish %v is %v after the planned %v", at, lost, out.Planned)
		}
	}
}

// TestParallelMergeBias: of two equal parallel tasks with probability 1/2 each
// of being on time, both are with probability 1/4; one task alone with 1/2.
// Sampled within three standard errors of the analytic figures, 50 seeds of
// which a few may lie outside three.
func TestParallelMergeBias(t *testing.T) {
	const trials = 4 * montecarlo.Block
	outside := [2]int{}
	for seed := range uint64(50) {
		p := alwaysOn()
		o := sra.Options{Trials: trials, Seed: seed, Detail: sra.FinishOnly}
		for k, id := range []schedule.TaskID{"A", "B"} {
			p.Tasks = append(p.Tasks, schedule.Task{ID: id, Duration: schedule.Duration{Length: 10 * 86400}})
			o.Estimates = append(o.Estimates, sra.Estimate{Task: id, Dist: triangle{0, 10, 20}, Unit: 86400})
			want := math.Pow(0.5, float64(k+1))
			got := ratio(run(t, p, risk.Register{}, o).OnTime())
			if math.Abs(got-want) > 3*math.Sqrt(want*(1-want)/trials) {
				outside[k]++
			}
		}
	}
	if outside[0] > 2 || outside[1] > 2 { // more than two of 50 outside three: about one in 2,000
		t.Errorf("outside three standard errors: %v of 50 seeds", outside)
	}
}

func has(list []finding.Finding, code finding.Code) bool {
	for _, f := range list {
		if f.Code == code {
			return true
		}
	}
	return false
}

// TestAllFaults: every fault at once, each with its code.
func TestAllFaults(t *testing.T) {
	r := hazards(t)
	r.Risks[0].Assessments[0].Rating.Probability = risk.Fraction(3, 2)
	_, err := sra.Run(context.Background(), site(), r, sra.Options{
		Trials: -4,
		Estimates: []sra.Estimate{{Task: "nobody", Dist: triangle{1, 2, 3}}, {Task: "walls", Dist: dist.Triangular{Least: 5, Likely: 1, Most: 2}}, {Task: "pipes"},
			{Task: "pipes", Dist: triangle{1, 2, 3}}, {Task: "roof", Dist: triangle{-9, 1, 2}}, {Task: "dig", Dist: triangle{1, 2, 1e12}}},
		Impacts:      []sra.Impact{{Risk: "ghost", Task: "dig"}, {Risk: "theft", Task: "void"}},
		Costs:        []sra.Cost{{ID: "x"}, {}},
		Closures:     []sra.Closure{{ID: "c", Probability: risk.Whole(2), From: calendar.DateOf(2026, 3, 9), To: calendar.DateOf(2026, 3, 1), Calendars: []schedule.CalendarID{"moon"}}},
		Correlations: []sra.Correlation{{A: sra.Task("walls"), B: sra.Risk("ghost"), Rank: 2}},
		Without:      []sra.Driver{{Kind: "luck", ID: "x"}},
	})
	var faults *finding.Error
	if !errors.As(err, &faults) {
		t.Fatalf("got %v", err)
	}
	if !slices.ContainsFunc(faults.Findings, func(f finding.Finding) bool {
		return strings.HasPrefix(string(f.Code), "dist.") && f.Subject.ID == "walls"
	}) {
		t.Error("nothing says that the least lies above the likely")
	}
	for _, code := range []finding.Code{sra.CodeTrials, sra.CodeUnknownTask, sra.CodeNoDistribution, sra.CodeTwice, sra.CodeNegative,
		sra.CodeTooLong, sra.CodeUnknownRisk, sra.CodeNoID, sra.CodeProbability, sra.CodeRange, sra.CodeUnknownCalendar, sra.CodeUnknownDriver, sra.CodeCorrelation} {
		if !has(faults.Findings, code) {
			t.Errorf("%s is missing", code)
		}
	}
}

// TestCancelled: a run that is stopped returns what it has, and says so.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	o := whole()
	o.Trials = 100 * montecarlo.Block
	o.Progress = func(done, _ int) {
		if done >= 2*montecarlo.Block {
			cancel()
		}
	}
	out, err := sra.Run(ctx, site(), hazards(t), o)
	if !errors.Is(err, context.Canceled) || out == nil || !out.Partial || out.Trials != 2*montecarlo.Block || out.Finish.Trials() != out.Trials {
		t.Fatalf("%v, %+v", err, out)
	}
	if !has(out.Findings, sra.CodePartial) {
		t.Error("no finding says so")
	}
}

// TestConvergence: a run stops once the percentile is known.
func TestConvergence(t *testing.T) {
	o := whole()
	o.Trials, o.Stop = 200*montecarlo.Block, sra.Convergence{Percent: 80, Within: day / 4}
	out := run(t, site(), hazards(t), o)
	if out.Partial || out.Trials >= out.Asked || !out.Converged.Reached || out.Converged.HalfWidth > day/4 {
		t.Errorf("%d trials, %+v", out.Trials, out.Converged)
	}
}

// TestPoorPlan: open ends and hard constraints are said to mislead.
func TestPoorPlan(t *testing.T) {
	p := site()
	p.Links = p.Links[:1]
	p.Tasks[3].Constraint = schedule.Constraint{Kind: schedule.MustFinishOn, Date: p.Start + 60*86400}
	out := run(t, p, hazards(t), whole())
	for _, code := range []finding.Code{sra.CodeLogic, sra.CodeHardConstraints} {
		if !has(out.Findings, code) {
			t.Errorf("%s is missing", code)
		}
	}
}

// TestStartAndEnd: the one start and the one end of a network are no missing
// logic; a second one is, and a task that ends nowhere beside a last milestone.
func TestStartAndEnd(t *testing.T) {
	for name, c := range map[string]struct {
		change func(p *schedule.Plan)
		want   bool
	}{
		"one start, one end": {func(*schedule.Plan) {}, false},
		"behind and before a milestone": {func(p *schedule.Plan) {
			p.Tasks = append(p.Tasks, schedule.Task{ID: "go"}, schedule.Task{ID: "done"})
			p.Links = append(p.Links, schedule.Link{From: "go", To: "dig"}, schedule.Link{From: "roof", To: "done"})
		}, false},
		"one task alone": {func(p *schedule.Plan) { p.Tasks, p.Links = p.Tasks[:1], nil }, false},
		"two starts":     {func(p *schedule.Plan) { p.Links = p.Links[1:] }, true},
		"two ends":       {func(p *schedule.Plan) { p.Links = p.Links[:3] }, true},
		"an end beside the last milestone": {func(p *schedule.Plan) {
			p.Tasks = append(p.Tasks, schedule.Task{ID: "done"})
			p.Links = append(p.Links, schedule.Link{From: "walls", To: "done"})
		}, true},
	} {
		p := site()
		c.change(p)
		out := run(t, p, risk.Register{}, sra.Options{Trials: 32, Others: triangle{0.9, 1, 1.5}})
		if got := has(out.Findings, sra.CodeLogic); got != c.want {
			t.Errorf("%s: missing logic %v, want %v: %v", name, got, c.want, out.Findings)
		}
	}
}

// TestShardForm: JSON that no run can have led to is refused.
func TestShardForm(t *testing.T) {
	study, err := sra.Prepare(site(), hazards(t), whole())
	if err != nil {
		t.Fatal(err)
	}
	s, err := study.Shard(context.Background(), 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	good := []byte(text(t, s))
	for i, bad := range [][]byte{nil, []byte("{}"), []byte("null"), bytes.Replace(good, []byte(`"trials":1024`), []byte(`"trials":1023`), 1),
		bytes.Replace(good, []byte(`[[0,1]]`), []byte(`[[1,0]]`), 1), bytes.Replace(good, []byte("shard/1"), []byte("shard/9"), 1)} {
		if err := new(sra.Shard).UnmarshalJSON(bad); !errors.Is(err, sra.ErrForm) {
			t.Errorf("case %d: %v", i, err)
		}
	}
}

// TestCodesOnce: codes are listed once.
func TestCodesOnce(t *testing.T) {
	seen := map[finding.Code]bool{}
	for _, c := range sra.Codes() {
		if seen[c] {
			t.Error(fmt.Sprint(c, " twice"))
		}
		seen[c] = true
	}
}
