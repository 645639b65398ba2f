package sra

import (
	"time"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Options say what is uncertain besides the risks of the register, how many
// trials are made, and what is measured. They are only read; slices stay the
// caller's. The zero Options make 10,000 trials of the open risks with seed 0.
type Options struct {
	// Trials is the most to be made, 1 to [montecarlo.MaxTrials]; 0 means
	// DefaultTrials.
	Trials int
	// Seed chooses the random numbers. It is repeated in the outcome.
	Seed uint64
	// Workers is how many goroutines work at once; 0 means 1. It has no
	// influence on results.
	Workers int
	// Latin stratifies every input within each block of 1,024 trials.
	Latin bool

	// Estimates say how long tasks may take, each task at most once.
	Estimates []Estimate
	// Others, if set, is the factor by which every other unfinished task may
	// take longer or shorter than planned: 1 is as planned.
	Others montecarlo.Quantiler
	// Impacts say on which tasks the risks of the register act. A risk may have
	// several.
	Impacts []Impact
	// Costs are lines of uncertain cost. What the plan carries, rates of
	// resources and fixed costs, counts only where it is stated here.
	Costs []Cost
	// Closures are events that stop work for a range of dates.
	Closures []Closure
	// Weather is time lost month by month.
	Weather []Weather
	// Correlations let inputs rise and fall together.
	Correlations []Correlation

	// At is the date whose ratings are used: the latest made at or before it.
	// Zero means the latest of all.
	At calendar.Date
	// Currency is that of costs where the register states none.
	Currency money.Currency
	// Budget is what the contingency in money is measured against: the money for
	// Costs and risks, and no more than these. Zero: none.
	Budget money.Amount

	// Detail says how much is measured about tasks.
	Detail Detail
	// Milestones are tasks whose finish is kept beside the project's.
	Milestones []schedule.TaskID
	// After repeats the trials with the ratings as they shall be after all
	// responses, from the same random numbers.
	After bool
	// Without repeats the trials once for each of these drivers, with that one
	// taken out, from the same random numbers: a risk, closure, weather or line
	// of cost is not there, a task takes what the plan says. What makes no
	// difference, such as a finished task, may be named.
	Without []Driver
	// WithoutEach adds every risk, closure and weather to Without.
	WithoutEach bool
	// Points is how many trials the scatter of date and cost keeps; 0 means
	// DefaultPoints.
	Points int
	// Years is how many years of weather are drawn, of which each trial lives
	// through one; 0 means DefaultYears.
	Years int

	// Stop, where its Within is set, ends the run before Trials are made once
	// the percentile is known well enough.
	Stop Convergence
	// Progress, if set, is told from time to time how many trials are done. It
	// may be called from any worker, one call at a time.
	Progress func(done, total int)
}

// Defaults and limits.
const (
	DefaultTrials = 10_000
	DefaultPoints = 4_096
	DefaultYears  = 32
	MaxInputs     = 1 << 17 // estimates, impacts and costs, each
	MaxScenes     = 1_000   // drivers to be taken out in one run
	MaxPoints     = 1 << 20
	MaxYears      = 256
	MaxClosures   = 16
	MaxVariants   = 4_096 // combinations of closures and years of weather
	MaxMilestones = 256
)

// Detail is how much is measured about tasks. More costs time: the criticality
// about as much again as the finish alone, the indices a few times that.
type Detail uint8

// The details.
const (
	Indices     Detail = iota // criticality, cruciality, significance, sensitivity and the tornado
	Criticality               // how often each task is critical
	FinishOnly                // nothing about tasks
)

// Estimate says how much of a task may still be to do. A task that has started
// varies in what remains of it; a finished one does not move.
type Estimate struct {
	Task schedule.TaskID
	// Dist is the distribution of the length from its start, or of what remains
	// of a started task: working time, or clock time for an elapsed duration.
	// Below one second it counts as one.
	Dist montecarlo.Quantiler
	// Unit is what 1 of the distribution stands for; zero means a minute.
	Unit calendar.Work
	// Factor makes Dist a factor on the length that the plan states.
	Factor bool
}

// Impact says what a risk does to a task, if it happens.
type Impact struct {
	Risk string          // id in the register
	Task schedule.TaskID // empty: none, the impact is on cost alone
	Size Size            // zero: the effect that the rating of the risk states
	// After is the size after the responses; nil: as Size, and where that is
	// zero what the rating then states.
	After *Size
}

// Size is how grave an impact is. A threat adds it, an opportunity takes it
// off, so sizes are not negative.
type Size struct {
	Delay montecarlo.Quantiler // time more; nil: none
	Unit  calendar.Work        // what 1 of Delay stands for; zero means a minute
	Share montecarlo.Quantiler // share of the task's own length in the trial: 0.1 is a tenth more; nil: none
	Cost  montecarlo.Quantiler // in the currency; nil in all impacts of a risk: as the rating states
}

func (s Size) isZero() bool { return s.Delay == nil && s.Share == nil && s.Cost == nil }

// Cost is one line of uncertain cost, still to come.
type Cost struct {
	ID string // unique among the costs
	// Task is whose length PerDay counts; empty means the whole project, from
	// the start of what is still to do to the finish.
	Task schedule.TaskID
	// PerDay is the cost of a working day, in the currency; nil: none. A day is
	// as long as the units of the plan say.
	PerDay montecarlo.Quantiler
	// Fixed does not depend on time, in the currency; nil: none.
	Fixed montecarlo.Quantiler
}

// Closure is an event that, if it happens, stops all work on calendars for a
// range of dates: a strike, a closed border, a shutdown.
type Closure struct {
	ID          string // unique among closures and weather
	Probability risk.Number
	From, To    calendar.Date         // both included; a zero To means From alone
	Calendars   []schedule.CalendarID // of the plan; empty: all. Derived calendars follow their base.
}

// Weather is time lost in months of a kind, in every year of the project: so
// many working days in one stretch that begins anywhere in the month.
type Weather struct {
	ID        string // unique among closures and weather
	Months    []time.Month
	Lost      montecarlo.Quantiler  // working days lost in each such month, rounded
	Calendars []schedule.CalendarID // of the plan; empty: all. Derived calendars follow their base.
}

// Correlation lets two inputs rise and fall together.
type Correlation struct {
	A, B Driver
	Rank float64 // Spearman's rank correlation, from -1 to 1
}

// Convergence is when a percentile counts as known.
type Convergence struct {
	Percent int           // of the finish, 1 to 99; 0 means 80
	Within  calendar.Work // half the width of its 95 % interval in working time, at most
}
