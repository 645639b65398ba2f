package evm

import (
	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Earning names how a piece of work earns its budget.
type Earning string

// The earning methods. The empty Earning is PercentComplete.
const (
	PercentComplete    Earning = "percent_complete"    // budget times physical percent: with written criteria
	FixedSplit         Earning = "fixed_split"         // a share at the start, all at the finish: for one or two periods
	WeightedMilestones Earning = "weighted_milestones" // the value of the milestones reached
	Units              Earning = "units"               // budget times units done over units in all: repetitive work
	LevelOfEffort      Earning = "level_of_effort"     // EV is PV by definition: support, reported apart
	Apportioned        Earning = "apportioned"         // in the proportion in which another package has earned
)

// Milestone is a part of a package that earns its value when it is reached.
type Milestone struct {
	Name    string
	Value   kpi.Value // part of the budget
	Reached bool
}

// Package is a work package with what its earning method reads; the other
// fields are ignored.
type Package struct {
	ID      string
	Budget  kpi.Value
	Earning Earning

	Percent    kpi.Value   // PercentComplete: work done, 0 to 1
	Cap        kpi.Value   // PercentComplete: share that unfinished work earns at most, 0 to 1; zero Value: no cap
	Started    bool        // FixedSplit
	Finished   bool        // FixedSplit, and PercentComplete with a cap
	AtStart    kpi.Value   // FixedSplit: share earned at the start, 0 to 1; zero Value: nothing (0/100)
	Milestones []Milestone // WeightedMilestones: their values sum to the budget
	Done       kpi.Value   // Units
	Total      kpi.Value   // Units
	PV         kpi.Value   // LevelOfEffort: planned value at the status date
	Base       string      // Apportioned: id of the package that is followed
}

// Earned is what one package has earned.
type Earned struct {
	ID            string    `json:"id"`
	EV            kpi.Value `json:"ev"`
	LevelOfEffort bool      `json:"level_of_effort,omitempty"`
}

// Earnings is what packages have earned together.
type Earnings struct {
	Packages      []Earned  `json:"packages"` // in the order given
	Total         kpi.Value `json:"total"`
	LevelOfEffort kpi.Value `json:"level_of_effort"` // part of Total that says nothing about progress
}

// Earn computes what the packages have earned. The packages are only read. A
// package whose measure is missing has an unknown value, and so has the total;
// a finding of severity warn names it. Findings of severity block make up the
// error, a [*finding.Error], and there are no earnings then: ids that are
// missing or stand twice, methods that do not exist, shares outside 0 to 1,
// milestones that do not sum to the budget, different units, and packages
// apportioned to an unknown one or to each other. All results are in the unit of
// the budgets, 0 too; of no package they are 0 without a unit.
func Earn(packages []Package) (Earnings, []finding.Finding, error) {
	c := newEarnCheck(packages)
	c.ids()
	c.bases()
	for i := range packages {
		c.measure(&packages[i])
	}
	finding.Sort(c.found)
	if err := finding.AsError("evm: earn", c.found); err != nil {
		return Earnings{}, c.found, err
	}
	zero := c.budget.Sub(c.budget)
	var result Earnings
	for _, i := range c.order {
		c.ev[i] = zero.Add(c.earned(&packages[i])) // nothing earned has a unit too
	}
	var efforts []kpi.Value
	for i, p := range packages {
		effort := p.Earning == LevelOfEffort
		result.Packages = append(result.Packages, Earned{p.ID, c.ev[i], effort})
		if effort {
			efforts = append(efforts, c.ev[i])
		}
	}
	result.Total, result.LevelOfEffort = zero.Add(kpi.Sum(c.ev)), zero.Add(kpi.Sum(efforts))
	return result, c.found, nil
}

// earned returns the value of a package whose base, if any, is done.
func (c *earnCheck) earned(p *Package) kpi.Value {
	switch p.Earning {
	case FixedSplit:
		return p.Budget.Mul(fixedShare(p.Started, p.Finished, p.AtStart))
	case WeightedMilestones:
		return reachedValue(p.Milestones)
	case Units:
		return p.Budget.Mul(p.Done.Div(p.Total))
	case LevelOfEffort:
		return p.PV
	case Apportioned:
		base := c.at[p.Base]
		return p.Budget.Mul(c.ev[base].Div(c.packages[base].Budget))
	}
	return p.Budget.Mul(cappedShare(p.Percent, p.Finished, p.Cap))
}

// cappedShare returns the share of the work done that counts: of unfinished
// work no more than the cap.
func cappedShare(done kpi.Value, finished bool, most kpi.Value) kpi.Value {
	switch order, _ := done.Cmp(most); {
	case finished || most.IsZero() || done.IsUnknown():
		return done
	case most.IsUnknown() || order > 0:
		return most
	}
	return done
}

// fixedShare returns the share of the budget that a fixed split has earned.
func fixedShare(started, finished bool, atStart kpi.Value) kpi.Value {
	switch {
	case finished:
		return kpi.Int(1, "")
	case !started || atStart.IsZero():
		return kpi.Int(0, "")
	}
	return atStart
}

func reachedValue(milestones []Milestone) kpi.Value {
	total := kpi.Int(0, "")
	for _, m := range milestones {
		if m.Reached {
			total = total.Add(m.Value)
		}
	}
	return total
}

// isShare reports whether v is known to lie within 0 to 1, as a pure number.
func isShare(v kpi.Value) bool {
	low, ok1 := v.Cmp(kpi.Int(0, ""))
	high, ok2 := v.Cmp(kpi.Int(1, ""))
	return ok1 && ok2 && low >= 0 && high <= 0
}
