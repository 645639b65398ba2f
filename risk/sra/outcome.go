package sra

import (
	"fmt"
	"math"
	"math/big"
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Outcome is what a run found. The receiver owns it; its distributions are
// exact counts of what came out in the trials. The zero Outcome is one of no
// trials. It belongs to one goroutine.
type Outcome struct {
	Asked   int64 // trials the options ask for
	Trials  int64 // trials made
	Partial bool  // fewer than asked, and not because the percentile was known
	Seed    uint64

	Planned    calendar.DateTime // the finish as [schedule.Compute] gives it
	Finish     Dates             // of the project
	Milestones []Milestone       // in the order asked for
	Cost       Prices            // without trials where nothing costs
	Points     []Point           // of every so many trials, in their order; none where nothing costs

	Tasks     []TaskIndex   // every unfinished task that can vary, in plan order; none under FinishOnly
	Drivers   []DriverIndex // tornado by variance: the greatest share of the finish first; only with Indices
	Happened  []Happened    // in the order of the register, then closures
	Without   []Without     // tornado by removal, in the order asked for
	After     *After        // nil: not asked for
	Converged Known

	Findings []finding.Finding // sorted; what makes the figures misleading is among them

	study  *Study
	length *montecarlo.Counts // of the project, in working seconds
}

// Milestone is a task whose finish was kept.
type Milestone struct {
	Task    schedule.TaskID   `json:"task"`
	Planned calendar.DateTime `json:"planned"`
	Finish  Dates             `json:"finish"`
}

// Happened is how often an event happened.
type Happened struct {
	Driver Driver `json:"driver"`
	Trials int64  `json:"trials"`
}

// Without is the finish and cost with a driver taken out, from the same random
// numbers.
type Without struct {
	Driver Driver `json:"driver"`
	Finish Dates  `json:"finish"`
	Cost   Prices `json:"cost,omitzero"`
}

// After is the finish and cost after all responses, from the same random
// numbers. Cost includes what the responses that are still to be made cost.
type After struct {
	Finish Dates        `json:"finish"`
	Cost   Prices       `json:"cost,omitzero"`
	Spent  money.Amount `json:"spent,omitzero"` // on responses
}

// Known is how well the percentile of the finish that convergence is stated
// for is known.
type Known struct {
	Percent   int           `json:"percent"`
	HalfWidth calendar.Work `json:"half_width_s"` // of its 95 % interval, in working time
	Asked     calendar.Work `json:"asked_s"`      // 0: nothing was asked
	Reached   bool          `json:"reached"`      // also where nothing was asked
}

// Outcome computes all figures from a shard of this study, which may be merged
// from many; it stays the caller's. No shard or one without trials is
// [ErrNoTrials], one of another study [ErrStudy], and one that does not fit the
// study in its blocks, trials or points [ErrForm].
func (s *Study) Outcome(from *Shard) (*Outcome, error) {
	if from == nil || from.trials == 0 {
		return nil, fmt.Errorf("sra: outcome: %w", ErrNoTrials)
	}
	all, err := Merge(s.newShard(), from)
	if err == nil {
		err = s.fits(all)
	}
	if err != nil {
		return nil, fmt.Errorf("sra: outcome: %w", err)
	}
	return s.outcome(all), nil
}

// outcome computes all figures from a shard that it may keep.
func (s *Study) outcome(all *Shard) *Outcome {
	o := &Outcome{Asked: int64(s.options.Trials), Trials: all.trials, Seed: s.options.Seed, Planned: s.result.Finish(), study: s, length: &all.length}
	o.Finish, o.Cost = s.dates(all, 0), s.prices(all, 0)
	for i, task := range s.milestones {
		id := s.plan.Tasks[task].ID
		x, _ := s.result.Times(id)
		o.Milestones = append(o.Milestones, Milestone{id, x.Finish, Dates{counts: &all.milestones[i], project: s.project}})
	}
	o.Points = all.points
	o.Tasks, o.Drivers = s.indices(all), s.tornado(all)
	for i := range s.events {
		o.Happened = append(o.Happened, Happened{Risk(s.events[i].id), all.events[i]})
	}
	for i := range s.closures {
		o.Happened = append(o.Happened, Happened{Driver{KindClosure, s.closures[i].id}, all.closures[i]})
	}
	s.compare(o, all)
	half, ok := s.halfWidth(&all.scenes[0].Finish)
	o.Converged = Known{s.options.Stop.Percent, half, s.options.Stop.Within, ok && (s.options.Stop.Within == 0 || half <= s.options.Stop.Within)}
	o.Partial = all.trials < o.Asked && !(s.options.Stop.Within > 0 && o.Converged.Reached && s.whole(all))
	o.Findings = s.findings(o)
	return o
}

// whole reports whether the blocks are the first ones without a gap.
func (s *Study) whole(all *Shard) bool {
	return len(all.blocks) == 1 && all.blocks[0].first == 0
}

func (s *Study) dates(all *Shard, scene int) Dates {
	return Dates{counts: &all.scenes[scene].Finish, project: s.project}
}

func (s *Study) prices(all *Shard, scene int) Prices {
	return Prices{counts: &all.scenes[scene].Cost, currency: s.currency}
}

// compare fills in the scenes beside that of everything.
func (s *Study) compare(o *Outcome, all *Shard) {
	for k := 1; k < len(s.scenes); k++ {
		if s.scenes[k].model == 1 {
			spent, _ := money.Minor(s.spend, s.currency)
			o.After = &After{s.dates(all, k), s.prices(all, k), spent}
			continue
		}
		o.Without = append(o.Without, Without{s.scenes[k].without, s.dates(all, k), s.prices(all, k)})
	}
}

// findings adds what the run itself gives reason to say.
func (s *Study) findings(o *Outcome) []finding.Finding {
	list := slices.Clone(s.found)
	if o.Partial {
		list = append(list, finding.Finding{Code: CodePartial, Severity: finding.Warn, Subject: finding.Ref{Kind: "simulation"},
			Want: finding.Number(o.Asked, ""), Got: finding.Number(o.Trials, ""), Remedy: RemedyMoreTrials})
	}
	if !o.Converged.Reached && o.Converged.Asked > 0 {
		list = append(list, finding.Finding{Code: CodeNotConverged, Severity: finding.Warn, Subject: finding.Ref{Kind: "simulation"},
			Want: finding.Ratio(int64(o.Converged.Asked), 60, "min"), Got: finding.Ratio(int64(o.Converged.HalfWidth), 60, "min"), Remedy: RemedyMoreTrials})
	}
	finding.Sort(list)
	return list
}

// Joint returns the share of the trials kept in Points that finish at a date or
// before and cost no more than an amount; unknown without any.
func (o *Outcome) Joint(by calendar.DateTime, amount money.Amount) finding.Value {
	if len(o.Points) == 0 {
		return finding.Unknown("missing-input")
	}
	limit := money.Down.Round(new(big.Rat).Mul(amount.Rat(), new(big.Rat).SetInt64(pow10(o.study.currency.Places()))), 0)
	n := int64(0)
	for _, p := range o.Points {
		if p.Finish <= by && limit.Cmp(new(big.Rat).SetInt64(p.Cost)) >= 0 {
			n++
		}
	}
	return finding.Ratio(n, int64(len(o.Points)), "")
}

func pow10(n int) int64 { return int64(math.Round(math.Pow10(n))) }

// OnTime returns the share of trials that finish as planned or before. With
// several paths it lies below what any of them alone would give: paths that
// meet take the latest of them.
func (o *Outcome) OnTime() finding.Value { return o.Finish.By(o.Planned) }

// Reserve is a contingency in time and money. Both are exact, so minutes may be a
// fraction; see [Outcome.DayMinutes].
type Reserve struct {
	Time  finding.Value // working time in minutes behind the planned finish; negative: before it
	Money finding.Value // above the budget; unknown without budget or costs
}

// Reserve returns what a plan needs to be kept in at least the share percent of
// trials: the percentiles less what is planned.
func (o *Outcome) Reserve(percent int) Reserve {
	r := Reserve{finding.Unknown("no-data"), finding.Unknown("missing-input")}
	if at, ok := o.Finish.Percentile(percent); ok {
		r.Time = finding.Ratio(int64(o.study.project.Between(o.Planned, at)), 60, "min")
	}
	if x, ok := o.Cost.Percentile(percent); ok && o.study.options.Budget.Currency().Code() != "" {
		if over, err := x.Sub(o.study.options.Budget); err == nil {
			r.Money = finding.Money(over.Text(), over.Currency().Code())
		}
	}
	return r
}

// MeanReserve returns the same by the means instead of a percentile.
func (o *Outcome) MeanReserve() Reserve {
	r := Reserve{finding.Unknown("no-data"), finding.Unknown("missing-input")}
	s := o.study
	if s == nil {
		return r
	}
	if mean := o.length.Mean(); mean != nil {
		planned := int64(s.project.Worked(o.Planned)) - s.origin
		r.Time = minutes(new(big.Rat).Sub(mean, new(big.Rat).SetInt64(planned)))
	}
	if mean, ok := o.Cost.Mean(); ok && s.options.Budget.Currency().Code() != "" {
		if over, err := mean.Sub(s.options.Budget); err == nil {
			r.Money = finding.Money(over.Text(), over.Currency().Code())
		}
	}
	return r
}

// minutes returns seconds as minutes, to the hundredth.
func minutes(seconds *big.Rat) finding.Value {
	return finding.Rat(money.HalfEven.Round(new(big.Rat).Quo(seconds, big.NewRat(60, 1)), 2), "min")
}

// Earlier returns how much earlier a percentile of the finish lies without the
// driver, in minutes of working time; negative: later. Unknown without trials.
func (o *Outcome) Earlier(w Without, percent int) finding.Value { return o.gain(w.Finish, percent) }

// Cheaper returns how much less a percentile of the cost is without the driver;
// negative: more. Unknown where nothing costs.
func (o *Outcome) Cheaper(w Without, percent int) finding.Value {
	with, ok := o.Cost.Percentile(percent)
	without, okToo := w.Cost.Percentile(percent)
	if !ok || !okToo {
		return finding.Unknown("missing-input")
	}
	less, err := with.Sub(without)
	if err != nil {
		return finding.Unknown("missing-input")
	}
	return finding.Money(less.Text(), less.Currency().Code())
}

// Gain returns how much earlier a percentile of the finish lies after the
// responses, in minutes of working time. Unknown where that was not asked for.
func (o *Outcome) Gain(percent int) finding.Value {
	if o.After == nil {
		return finding.Unknown("missing-input")
	}
	return o.gain(o.After.Finish, percent)
}

func (o *Outcome) gain(other Dates, percent int) finding.Value {
	with, ok := o.Finish.Percentile(percent)
	without, okToo := other.Percentile(percent)
	if !ok || !okToo {
		return finding.Unknown("no-data")
	}
	return finding.Ratio(int64(o.study.project.Between(without, with)), 60, "min")
}

// DayMinutes returns how many working minutes make a day, as the plan states it:
// what turns the minutes of [Outcome.Earlier] and [Reserve] into days; 480 for
// the zero Outcome.
func (o *Outcome) DayMinutes() int64 {
	if o.study == nil {
		return 480
	}
	return o.study.day / 60
}

// Length returns the distribution of how long the project takes, in seconds of
// working time on its calendar from its start. The caller owns it.
func (o *Outcome) Length() *montecarlo.Counts {
	out := new(montecarlo.Counts)
	if o.length != nil {
		out.Merge(o.length)
	}
	return out
}
