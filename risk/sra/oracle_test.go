package sra_test

import (
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// question is a plan, a register and options made at random, from which the
// oracle computes every trial anew.
type question struct {
	seed     uint64
	plan     *schedule.Plan
	register risk.Register
	options  sra.Options
	study    *sra.Study
	planned  *schedule.Result
}

const oracleTrials = 16

// common are the features that the fast kernel of a batch knows; every second
// plan has no others.
const common = scheduletest.Calendars | scheduletest.OddStart | scheduletest.OddDurations | scheduletest.Milestones | scheduletest.ElapsedDurations |
	scheduletest.LinkTypes | scheduletest.Lags | scheduletest.ElapsedLags | scheduletest.Constraints | scheduletest.Deadlines | scheduletest.Summaries |
	scheduletest.Inactive | scheduletest.Progress | scheduletest.LinksBeatConstraints

// someQuestion makes one of a few tasks with all there is: estimates, risks with
// delays, shares and costs, closures, weather, responses, constraints, progress.
func someQuestion(t *testing.T, seed uint64) (*question, bool) {
	r := rand.New(rand.NewPCG(seed, 7))
	without := scheduletest.Splits
	if seed%2 == 1 {
		without = scheduletest.Only(common)
	}
	q := &question{seed: seed, plan: scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 4 + r.IntN(8), Without: without})}
	if r.IntN(3) == 0 {
		q.plan.DataDate = q.plan.Start + calendar.DateTime(r.IntN(10*86400))
	}
	if r.IntN(4) == 0 {
		q.plan.Rules = schedule.Primavera()
	}
	q.register = risk.Register{ID: "r", Currency: currency(t)}
	q.options = sra.Options{Trials: oracleTrials, Seed: seed, Latin: r.IntN(2) == 0, Points: 1 << 12, After: r.IntN(3) > 0, WithoutEach: r.IntN(2) == 0, Years: 3}
	open := q.variable()
	if len(open) == 0 {
		return nil, false
	}
	q.estimates(r, open)
	q.risks(r, open)
	q.costs(r)
	q.breaks(r)
	q.options.Without = []sra.Driver{{Kind: sra.KindCost, ID: "hire"}}
	if len(q.options.Estimates) > 0 {
		q.options.Without = append(q.options.Without, sra.Task(q.options.Estimates[0].Task))
	}
	study, err := sra.Prepare(q.plan, q.register, q.options)
	if err != nil {
		var list *finding.Error
		if !errors.As(err, &list) {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for _, f := range list.Findings {
			if f.Code != sra.CodeBeyondCalendar {
				t.Fatalf("seed %d: %v", seed, err)
			}
		}
		return nil, false
	}
	q.study = study
	if q.planned, err = schedule.Compute(q.plan, schedule.Options{}); err != nil {
		t.Fatal(err)
	}
	return q, true
}

// variable returns the tasks whose length a plan can state: those where stating
// the planned one changes no date.
func (q *question) variable() []schedule.TaskID {
	study, err := sra.Prepare(q.plan, risk.Register{}, sra.Options{Trials: 1})
	if err != nil {
		return nil
	}
	planned, err := scheduletest.Computed(q.plan)
	if err != nil {
		return nil
	}
	var list []schedule.TaskID
	for i := range q.plan.Tasks {
		id := q.plan.Tasks[i].ID
		length, varies := study.Length(id)
		if !varies || q.keeps(&q.plan.Tasks[i]) {
			continue
		}
		same := q.plan.Clone()
		last(same, i, length, length)
		again, err := scheduletest.Computed(same)
		if err == nil && fmt.Sprint(again) == fmt.Sprint(planned) {
			list = append(list, id)
		}
	}
	return list
}

// keeps reports whether a task has begun and its whole duration, done and still
// to do, counts for a lag in percent or for a limit of its start. That stays as
// planned, which no plan with another length can state.
func (q *question) keeps(x *schedule.Task) bool {
	return !x.Progress.ActualStart.IsZero() && (x.Constraint.Kind != schedule.AsSoonAsPossible ||
		slices.ContainsFunc(q.plan.Links, func(l schedule.Link) bool { return l.From == x.ID && l.Lag.Percent != 0 }))
}

// last lets a task of a plan last so long from its start, or, where so much of it
// is left as planned, from now on.
func last(p *schedule.Plan, i int, planned, length calendar.Work) {
	x := &p.Tasks[i]
	if x.Progress.ActualStart.IsZero() {
		x.Duration.Length = length
		return
	}
	done := x.Duration.Length - planned
	x.Duration.Length, x.Progress.Done, x.Progress.Remaining = done+length, done, length
}

func (q *question) estimates(r *rand.Rand, open []schedule.TaskID) {
	for _, id := range open {
		switch low := r.Float64(); r.IntN(4) {
		case 0:
			q.options.Estimates = append(q.options.Estimates, sra.Estimate{Task: id, Dist: triangle{low, 1, 1 + r.Float64()}, Factor: true})
		case 1:
			q.options.Estimates = append(q.options.Estimates, sra.Estimate{Task: id, Dist: triangle{3 * low, 3, 3 + 5*r.Float64()}, Unit: day})
		case 2:
			q.options.Estimates = append(q.options.Estimates, sra.Estimate{Task: id, Dist: few{[]float64{60, 600, 6000}, []float64{0.2, 0.5, 0.3}}})
		}
	}
	if len(open) > 1 && len(q.options.Estimates) > 1 {
		a, b := q.options.Estimates[0].Task, q.options.Estimates[1].Task
		q.options.Correlations = []sra.Correlation{{A: sra.Task(a), B: sra.Task(b), Rank: 0.5}}
	}
	q.options.Milestones = append(q.options.Milestones, q.plan.Tasks[r.IntN(len(q.plan.Tasks))].ID)
}

func (q *question) risks(r *rand.Rand, open []schedule.TaskID) {
	for k := range r.IntN(4) {
		id := fmt.Sprintf("R%d", k)
		rating := func(p int64) risk.Rating { return risk.Rating{Probability: risk.Fraction(p, 100)} }
		x := risk.Risk{ID: id, Kind: risk.Threat, Status: risk.Open, Assessments: []risk.Assessment{
			{Basis: risk.Current, Rating: rating(40 + r.Int64N(40))}, {Basis: risk.Target, Rating: rating(r.Int64N(40))}}}
		if r.IntN(3) == 0 {
			x.Kind = risk.Opportunity
		}
		q.register.Risks = append(q.register.Risks, x)
		for range 1 + r.IntN(2) {
			im := sra.Impact{Risk: id, Task: open[r.IntN(len(open))]}
			if r.IntN(2) == 0 {
				im.Size.Delay, im.Size.Unit = triangle{0, 1, 4}, 3*calendar.Hour
			}
			if r.IntN(2) == 0 {
				im.Size.Share = triangle{0, 0.2, 0.9}
			}
			if r.IntN(2) == 0 || im.Size.Delay == nil && im.Size.Share == nil {
				im.Size.Cost = triangle{10, 20, 90}
			}
			if r.IntN(2) == 0 {
				im.After = &sra.Size{Delay: triangle{0, 0.5, 1}, Unit: calendar.Hour, Cost: triangle{1, 2, 3}}
			}
			q.options.Impacts = append(q.options.Impacts, im)
		}
	}
}

func (q *question) costs(r *rand.Rand) {
	q.options.Costs = []sra.Cost{{ID: "hire", PerDay: triangle{100, 120, 150}}}
	for k := range r.IntN(3) {
		c := sra.Cost{ID: fmt.Sprintf("C%d", k), Task: q.plan.Tasks[r.IntN(len(q.plan.Tasks))].ID, Fixed: triangle{-5, 10, 20}}
		if r.IntN(2) == 0 {
			c.PerDay = triangle{1, 2, 7}
		}
		q.options.Costs = append(q.options.Costs, c)
	}
}

func (q *question) breaks(r *rand.Rand) {
	start := q.plan.Start.Date()
	for k := range r.IntN(3) {
		from := start.AddDays(r.IntN(40))
		q.options.Closures = append(q.options.Closures, sra.Closure{ID: fmt.Sprintf("K%d", k), Probability: risk.Fraction(1, 2), From: from, To: from.AddDays(r.IntN(9))})
	}
	if r.IntN(2) == 0 {
		q.options.Weather = []sra.Weather{{ID: "rain", Months: []time.Month{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, Lost: triangle{0, 3, 8}}}
	}
}

// play is one way to compute a trial.
type play struct {
	model   int
	without sra.Driver
}

// trial is what one trial gives.
type trial struct {
	finish, milestone calendar.DateTime
	cost              int64
	critical          map[schedule.TaskID]bool
}

// compute makes one trial from what was drawn, by Compute on an edited plan.
func (q *question) compute(t *testing.T, d *sra.Draws, n int, how play) trial {
	t.Helper()
	p := q.plan.Clone()
	q.close(p, d, n, how)
	lengths := q.lengths(d, n, how)
	for i := range p.Tasks {
		if length, touched := lengths[p.Tasks[i].ID]; touched {
			planned, _ := q.study.Length(p.Tasks[i].ID)
			last(p, i, planned, length)
		}
	}
	result, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		t.Fatalf("seed %d trial %d: %v", q.seed, n, err)
	}
	out := trial{finish: result.Finish(), critical: map[schedule.TaskID]bool{}}
	x, _ := result.Times(q.options.Milestones[0])
	out.milestone = x.Finish
	for i := range p.Tasks {
		x, _ := result.Times(p.Tasks[i].ID)
		out.critical[p.Tasks[i].ID] = x.TotalFloat <= 0
	}
	out.cost = q.price(d, n, how, lengths, result.Finish())
	return out
}

// happens reports whether a risk or closure happens in a trial.
func (q *question) happens(d *sra.Draws, n int, x sra.Driver, p risk.Number, how play) bool {
	exact, _ := p.Rat()
	limit := exact.Mul(exact, new(big.Rat).SetInt64(1<<32))
	half := limit.Add(limit, big.NewRat(1, 2))
	whole := new(big.Int).Div(half.Num(), half.Denom())
	return how.without != x && int64(d.Number(n, x.String())) < whole.Int64()
}

// close takes days off the calendars.
func (q *question) close(p *schedule.Plan, d *sra.Draws, n int, how play) {
	if len(q.options.Closures)+len(q.options.Weather) == 0 {
		return
	}
	if p.Calendar == "" {
		p.Calendar = "own"
		p.Calendars = append(p.Calendars, schedule.Calendar{ID: "own", Times: calendar.Standard()})
	}
	off := func(id schedule.CalendarID, from, to calendar.Date) {
		for i := range p.Calendars {
			if c := &p.Calendars[i]; id == "" || c.ID == id || id == "standard" && c.ID == "own" {
				c.Times.Exceptions = append([]calendar.Exception{{From: from, To: to}}, c.Times.Exceptions...)
			}
		}
	}
	for _, c := range q.options.Closures {
		if q.happens(d, n, sra.Driver{Kind: sra.KindClosure, ID: c.ID}, c.Probability, how) {
			off("", c.From, c.To)
		}
	}
	for _, w := range q.options.Weather {
		if how.without == (sra.Driver{Kind: sra.KindWeather, ID: w.ID}) {
			continue
		}
		for _, x := range q.study.Year(w.ID, int(uint64(d.Number(n, "weather"))*uint64(q.options.Years)>>32)) {
			off(x.Calendar, x.From, x.To)
		}
	}
}

// lengths returns how long the tasks last that anything acts on.
func (q *question) lengths(d *sra.Draws, n int, how play) map[schedule.TaskID]calendar.Work {
	own := map[schedule.TaskID]int64{}
	of := func(id schedule.TaskID) int64 {
		if x, known := own[id]; known {
			return x
		}
		planned, _ := q.study.Length(id)
		return int64(planned)
	}
	for _, e := range q.options.Estimates {
		if x, known := d.Time(0, n, sra.Task(e.Task).String()); known && how.without != sra.Task(e.Task) {
			own[e.Task] = x
		}
	}
	total := map[schedule.TaskID]int64{}
	for id, x := range own {
		total[id] = x
	}
	q.impacts(func(k int, e *risk.Risk, im *sra.Impact) {
		name := fmt.Sprintf("risk %s impact %d", e.ID, k)
		if !q.happens(d, n, sra.Risk(e.ID), q.chance(e, how), how) {
			return
		}
		delay, _ := d.Time(how.model, n, name+" delay")
		share, _ := d.Time(how.model, n, name+" share")
		part := big.NewRat(of(im.Task)*share, 1_000_000)
		part.Add(part, big.NewRat(1, 2))
		delay += new(big.Int).Div(part.Num(), part.Denom()).Int64() // to the nearest second
		if e.Kind == risk.Opportunity {
			delay = -delay
		}
		if _, there := total[im.Task]; !there {
			total[im.Task] = of(im.Task)
		}
		total[im.Task] += delay
	})
	out := map[schedule.TaskID]calendar.Work{}
	for id, x := range total {
		out[id] = calendar.Work(max(x, 1))
	}
	return out
}

// impacts calls yield with every impact, numbered within its risk from 1.
func (q *question) impacts(yield func(k int, e *risk.Risk, im *sra.Impact)) {
	for i := range q.register.Risks {
		k := 0
		for j := range q.options.Impacts {
			if im := &q.options.Impacts[j]; im.Risk == q.register.Risks[i].ID {
				k++
				yield(k, &q.register.Risks[i], im)
			}
		}
	}
}

func (q *question) chance(e *risk.Risk, how play) risk.Number {
	return e.Assessments[how.model].Rating.Probability
}

// price adds up what a trial costs, in minor units.
func (q *question) price(d *sra.Draws, n int, how play, lengths map[schedule.TaskID]calendar.Work, finish calendar.DateTime) int64 {
	total := int64(0)
	project := q.planned.ProjectCalendar()
	for _, c := range q.options.Costs {
		name := "cost " + c.ID
		if how.without == (sra.Driver{Kind: sra.KindCost, ID: c.ID}) {
			continue
		}
		if c.Fixed != nil {
			x, _ := d.Amount(how.model, n, name)
			total += x
			name += " per day"
		}
		if c.PerDay == nil {
			continue
		}
		spent := project.Between(max(q.planned.Start(), q.plan.DataDate), finish)
		if c.Task != "" {
			spent, _ = q.study.Length(c.Task)
			if x, touched := lengths[c.Task]; touched {
				spent = x
			}
		}
		x, _ := d.Amount(how.model, n, name)
		total += nearest(x, int64(spent), int64(q.day()))
	}
	q.impacts(func(k int, e *risk.Risk, _ *sra.Impact) {
		x, some := d.Amount(how.model, n, fmt.Sprintf("risk %s impact %d cost", e.ID, k))
		if some && q.happens(d, n, sra.Risk(e.ID), q.chance(e, how), how) {
			if e.Kind == risk.Opportunity {
				x = -x
			}
			total += x
		}
	})
	return total
}

func (q *question) day() calendar.Work {
	if m := q.plan.Units.MinutesPerDay; m > 0 {
		return calendar.Work(m) * calendar.Minute
	}
	return day
}

// nearest is a*b/c, halves away from zero.
func nearest(a, b, c int64) int64 {
	x := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(a), big.NewInt(b)), big.NewInt(c))
	sign := int64(x.Sign())
	x.Abs(x).Add(x, big.NewRat(1, 2))
	return sign * new(big.Int).Div(x.Num(), x.Denom()).Int64()
}

// TestOracle: finish, milestones, criticality, costs and counts are those of a
// plan computed anew for every trial, exactly, with every scene.
func TestOracle(t *testing.T) {
	asked, slow, fast := 0, 0, 0
	for seed := range uint64(30) {
		q, ok := someQuestion(t, seed)
		if !ok {
			continue
		}
		asked++
		out := run(t, q.plan, q.register, q.options)
		if has(out.Findings, sra.CodeSlow) {
			slow++
		} else {
			fast++
		}
		q.hold(t, out)
		if t.Failed() {
			return
		}
	}
	t.Logf("%d questions, %d of them in whole passes", asked, slow)
	if fast < 8 || slow < 8 {
		t.Errorf("%d questions by the fast kernel, %d in whole passes", fast, slow)
	}
}

// hold compares an outcome with the oracle.
func (q *question) hold(t *testing.T, out *sra.Outcome) {
	t.Helper()
	d := q.study.Draws(0)
	milestones, critical := map[calendar.DateTime]int64{}, map[schedule.TaskID]int64{}
	happened := map[sra.Driver]int64{}
	finishes, costs := map[calendar.DateTime]int64{}, map[string]int64{}
	for n := range oracleTrials {
		x := q.compute(t, d, n, play{})
		if got := out.Points[n]; got.Finish != x.finish || got.Cost != x.cost || got.Trial != int64(n) {
			t.Errorf("seed %d trial %d: %+v, want finish %v and cost %d", q.seed, n, got, x.finish, x.cost)
		}
		finishes[x.finish]++
		costs[fmt.Sprint(x.cost)]++
		milestones[x.milestone]++
		for id, yes := range x.critical {
			if yes {
				critical[id]++
			}
		}
		q.happened(d, n, happened)
	}
	q.sameDates(t, "finish", out.Finish, finishes)
	if got := minors(out.Cost); fmt.Sprint(got) != fmt.Sprint(costs) {
		t.Errorf("seed %d: costs %v, want %v", q.seed, got, costs)
	}
	q.sameDates(t, "milestone", out.Milestones[0].Finish, milestones)
	for _, x := range out.Tasks {
		if want := finding.Ratio(critical[x.Task], oracleTrials, ""); x.Criticality != want {
			t.Errorf("seed %d: criticality of %s is %v, want %v", q.seed, x.Task, x.Criticality, want)
		}
	}
	for _, x := range out.Happened {
		if x.Trials != happened[x.Driver] {
			t.Errorf("seed %d: %v happened %d times, want %d", q.seed, x.Driver, x.Trials, happened[x.Driver])
		}
	}
	q.holdScenes(t, d, out)
}

func (q *question) happened(d *sra.Draws, n int, into map[sra.Driver]int64) {
	for i := range q.register.Risks {
		if e := &q.register.Risks[i]; q.happens(d, n, sra.Risk(e.ID), q.chance(e, play{}), play{}) {
			into[sra.Risk(e.ID)]++
		}
	}
	for _, c := range q.options.Closures {
		if x := (sra.Driver{Kind: sra.KindClosure, ID: c.ID}); q.happens(d, n, x, c.Probability, play{}) {
			into[x]++
		}
	}
}

// holdScenes compares the trials after the responses and without drivers.
func (q *question) holdScenes(t *testing.T, d *sra.Draws, out *sra.Outcome) {
	t.Helper()
	scene := func(name string, how play, finish sra.Dates, cost sra.Prices) {
		dates, amounts := map[calendar.DateTime]int64{}, map[string]int64{}
		for n := range oracleTrials {
			x := q.compute(t, d, n, how)
			dates[x.finish]++
			amounts[fmt.Sprint(x.cost)]++
		}
		q.sameDates(t, name, finish, dates)
		if got := minors(cost); fmt.Sprint(got) != fmt.Sprint(amounts) {
			t.Errorf("seed %d %s: costs %v, want %v", q.seed, name, got, amounts)
		}
	}
	if out.After != nil {
		scene("after", play{model: 1}, out.After.Finish, out.After.Cost)
	}
	for _, w := range out.Without {
		scene("without "+w.Driver.String(), play{without: w.Driver}, w.Finish, w.Cost)
	}
}

func (q *question) sameDates(t *testing.T, name string, got sra.Dates, want map[calendar.DateTime]int64) {
	t.Helper()
	all := map[calendar.DateTime]int64{}
	for at, n := range got.All {
		all[at] = n
	}
	if fmt.Sprint(all) != fmt.Sprint(want) {
		t.Errorf("seed %d %s: %v, want %v", q.seed, name, all, want)
	}
}

// minors returns how often each cost came, by its minor units.
func minors(p sra.Prices) map[string]int64 {
	out := map[string]int64{}
	for x, n := range p.All {
		minor, _ := x.Minor()
		out[fmt.Sprint(minor)] += n
	}
	return out
}
