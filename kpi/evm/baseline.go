package evm

import (
	"math/big"
	"slices"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Accrual says when the budget of a task becomes due.
type Accrual string

// The accruals. The empty Accrual is Uniform.
const (
	Uniform  Accrual = "uniform"   // evenly over the working time from start to finish
	AtStart  Accrual = "at_start"  // all of it when the task is to start
	AtFinish Accrual = "at_finish" // all of it when the task is to finish
)

// Task is a row of the baseline: work with a budget between two dates.
type Task struct {
	ID       string
	Start    calendar.DateTime
	Finish   calendar.DateTime // equal to Start for a milestone
	Budget   money.Amount      // negative for a credit; the zero Amount is no budget
	Calendar *calendar.Calendar
	Accrual  Accrual
	Earning  Earning
	AtStart  kpi.Value // FixedSplit: share earned at the start, 0 to 1; zero Value: nothing (0/100)
	Cap      kpi.Value // PercentComplete: share that unfinished work earns at most, 0 to 1; zero Value: no cap
	Groups   []string  // roll-ups that the task counts in, such as its phase and its summary tasks

	Milestones []Milestone // WeightedMilestones: their values sum to Budget; whether they are reached is reported, not read here
	Total      kpi.Value   // Units: units in all, above 0
	Base       string      // Apportioned: id of the task that is followed
}

// Baseline is the time-phased budget of a project: immutable, safe for
// concurrent use. Work that was agreed on stays in it unchanged; a change of
// plan makes another baseline.
type Baseline struct {
	tasks    []Task
	at       map[string]int
	work     []calendar.Work // of each task, from start to finish
	order    []int           // every task after its base; nil if none is apportioned
	currency money.Currency
	bac      kpi.Value
}

// NewBaseline checks the tasks and returns their baseline. The slices are
// copied. Findings of severity block make up the error, a [*finding.Error]: ids
// that are missing or stand twice, dates that are missing or reversed, budgets
// of different currencies, uniform accrual without a calendar, methods that do
// not exist, a share or cap outside 0 to 1, milestones that do not sum to the budget, no
// units in all, tasks apportioned to an unknown one or to each other. A task
// without any working time between start and finish is a warning, its budget
// becomes due at the finish; so is one apportioned to a task without a budget,
// it will have no known value.
func NewBaseline(tasks []Task) (*Baseline, []finding.Finding, error) {
	b := &Baseline{tasks: slices.Clone(tasks), at: map[string]int{}, work: make([]calendar.Work, len(tasks))}
	c := taskCheck{b: b}
	budgets := make([]kpi.Value, len(tasks))
	for i := range b.tasks {
		task := &b.tasks[i]
		task.Groups, task.Milestones = slices.Clone(task.Groups), slices.Clone(task.Milestones)
		c.task(i, task)
		budgets[i] = kpi.Money(task.Budget)
	}
	c.bases()
	finding.Sort(c.found)
	if err := finding.AsError("evm: baseline", c.found); err != nil {
		return nil, c.found, err
	}
	b.bac = kpi.Sum(budgets)
	return b, c.found, nil
}

// BAC returns the budget at completion, the sum of all budgets: 0 without a
// unit if there is none.
func (b *Baseline) BAC() kpi.Value { return b.bac }

// Start returns the earliest start of a task; zero without tasks.
func (b *Baseline) Start() calendar.DateTime {
	var first calendar.DateTime
	for i, t := range b.tasks {
		if i == 0 || t.Start < first {
			first = t.Start
		}
	}
	return first
}

// Finish returns the latest finish of a task; zero without tasks.
func (b *Baseline) Finish() calendar.DateTime {
	var last calendar.DateTime
	for _, t := range b.tasks {
		last = max(last, t.Finish)
	}
	return last
}

// PV returns the planned value at a date, exact: the budget that was due up to
// that moment. A zero date makes it unknown (missing-input).
func (b *Baseline) PV(at calendar.DateTime) kpi.Value {
	if at.IsZero() {
		return kpi.Unknown(kpi.ReasonMissingInput)
	}
	var sum planned
	for i := range b.tasks {
		sum.add(b, i, at)
	}
	return sum.total(b.currency)
}

// Curve returns the planned value at the start, which is 0, and at each of the
// dates: the curve that [EarnedSchedule] reads when the dates are the ends of
// the periods and the last one is at or after [Baseline.Finish]. The caller owns
// the slice.
func (b *Baseline) Curve(ends []calendar.DateTime) []kpi.Value {
	curve := []kpi.Value{kpi.MoneyRat(new(big.Rat), b.currency)}
	for _, at := range ends {
		curve = append(curve, b.PV(at))
	}
	return curve
}

// due returns which part of a task's budget is due at a date, as done/all
// units of work.
func (b *Baseline) due(i int, at calendar.DateTime) (done, all calendar.Work) {
	t := &b.tasks[i]
	switch {
	case at >= t.Finish, t.Accrual == AtStart && at >= t.Start:
		return 1, 1
	case at <= t.Start, t.Accrual == AtStart, t.Accrual == AtFinish, b.work[i] == 0:
		return 0, 1
	}
	return t.Calendar.Between(t.Start, at), b.work[i]
}

// pv returns the planned value of one task at a date.
func (b *Baseline) pv(i int, at calendar.DateTime) kpi.Value {
	done, all := b.due(i, at)
	return kpi.Money(b.tasks[i].Budget).Mul(kpi.Ratio(int64(done), int64(all), ""))
}

// planned sums up budgets that are due. Parts of budgets are kept apart by
// their denominator until the end, which is what keeps exact sums of thousands
// of different fractions fast.
type planned struct {
	whole money.Amount
	parts map[int64]*big.Rat // denominator to sum of numerators
}

func (p *planned) add(b *Baseline, i int, at calendar.DateTime) {
	budget := b.tasks[i].Budget
	done, all := b.due(i, at)
	if done == 0 {
		return
	}
	if sum, err := p.whole.Add(budget); done == all && err == nil {
		p.whole = sum
		return
	}
	if p.parts == nil {
		p.parts = map[int64]*big.Rat{}
	}
	share := new(big.Rat).SetInt64(int64(done))
	share.Mul(share, budget.Rat())
	if sum := p.parts[int64(all)]; sum != nil {
		share.Add(share, sum)
	}
	p.parts[int64(all)] = share
}

func (p *planned) total(c money.Currency) kpi.Value {
	terms := []*big.Rat{p.whole.Rat()}
	for all, part := range p.parts { // exact, so the order does not matter
		terms = append(terms, part.Quo(part, new(big.Rat).SetInt64(all)))
	}
	for len(terms) > 1 { // in pairs, so that few sums have great denominators
		half := (len(terms) + 1) / 2
		for i, term := range terms[half:] {
			terms[i].Add(terms[i], term)
		}
		terms = terms[:half]
	}
	return kpi.MoneyRat(terms[0], c)
}
