package evm

import (
	"slices"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// taskCheck gathers what is wrong with the tasks of a baseline and fills in
// what the baseline derives from them.
type taskCheck struct {
	b     *Baseline
	found []finding.Finding
}

func taskRef(id, field string) finding.Ref { return finding.Ref{Kind: "task", ID: id, Field: field} }

func (c *taskCheck) add(f finding.Finding) { c.found = append(c.found, f) }

func (c *taskCheck) task(i int, t *Task) {
	c.id(i, t)
	c.currency(t)
	c.earning(t)
	if c.dates(t) {
		c.spread(i, t)
	}
}

func (c *taskCheck) id(i int, t *Task) {
	if t.ID == "" {
		c.add(finding.Finding{Code: CodeTaskNoID, Subject: taskRef("", "id"), Got: finding.Number(int64(i), ""), Remedy: RemedySetID})
		return
	}
	if _, twice := c.b.at[t.ID]; twice {
		c.add(finding.Finding{Code: CodeTaskDuplicate, Subject: taskRef(t.ID, "id"), Remedy: RemedySetID})
		return
	}
	c.b.at[t.ID] = i
}

func (c *taskCheck) currency(t *Task) {
	own := t.Budget.Currency()
	switch {
	case own == c.b.currency || own == money.Currency{}:
	case c.b.currency == money.Currency{}:
		c.b.currency = own
	default:
		c.add(finding.Finding{Code: CodeTaskCurrency, Subject: taskRef(t.ID, "budget"), Want: finding.Text(c.b.currency.Code()), Got: finding.Text(own.Code()), Remedy: RemedyConvert})
	}
}

func (c *taskCheck) earning(t *Task) {
	switch t.Earning {
	case "", PercentComplete:
		if !t.Cap.IsZero() && !isShare(t.Cap) {
			c.add(finding.Finding{Code: CodePackageShare, Subject: taskRef(t.ID, "cap"), Want: finding.Text("0..1"), Got: t.Cap.Finding(), Remedy: RemedyMendShare})
		}
	case LevelOfEffort, Apportioned:
	case WeightedMilestones:
		c.milestones(t)
	case Units:
		if sign, known := t.Total.Sign(); !known || sign <= 0 || t.Total.Unit() != "" {
			c.add(finding.Finding{Code: CodeTaskUnits, Subject: taskRef(t.ID, "total"), Got: t.Total.Finding(), Remedy: RemedySetUnits})
		}
	case FixedSplit:
		if !t.AtStart.IsZero() && !isShare(t.AtStart) {
			c.add(finding.Finding{Code: CodeTaskShare, Subject: taskRef(t.ID, "at_start"), Want: finding.Text("0..1"), Got: t.AtStart.Finding(), Remedy: RemedyMendShare})
		}
	default:
		c.add(finding.Finding{Code: CodeTaskEarning, Subject: taskRef(t.ID, "earning"), Got: finding.Text(string(t.Earning)), Remedy: RemedyChooseMethod})
	}
}

// milestones wants values that sum to the budget.
func (c *taskCheck) milestones(t *Task) {
	total := kpi.Int(0, "")
	for _, m := range t.Milestones {
		total = total.Add(m.Value)
	}
	budget := kpi.Money(t.Budget)
	if order, comparable := total.Cmp(budget); !comparable || order != 0 {
		c.add(finding.Finding{Code: CodePackageMilestones, Subject: taskRef(t.ID, "milestones"), Want: budget.Finding(), Got: total.Finding(), Remedy: RemedyMendMilestones})
	}
}

// bases orders the tasks such that each comes after the one it follows, as
// packages are.
func (c *taskCheck) bases() {
	if !slices.ContainsFunc(c.b.tasks, func(t Task) bool { return t.Earning == Apportioned }) {
		return
	}
	packages := make([]Package, len(c.b.tasks))
	for i, t := range c.b.tasks {
		packages[i] = Package{ID: t.ID, Earning: t.Earning, Base: t.Base, Budget: kpi.Money(t.Budget)}
	}
	e := newEarnCheck(packages)
	e.at = c.b.at
	e.bases()
	for i := range packages {
		if packages[i].Earning == Apportioned {
			e.apportioned(&packages[i])
		}
	}
	for _, f := range e.found {
		f.Subject.Kind = "task"
		for k := range f.Related {
			f.Related[k].Kind = "task"
		}
		c.add(f)
	}
	c.b.order = e.order
}

func (c *taskCheck) dates(t *Task) bool {
	switch {
	case t.Start.IsZero() || t.Finish.IsZero():
		c.add(finding.Finding{Code: CodeTaskNoDates, Subject: taskRef(t.ID, "start"), Remedy: RemedySetDates})
	case t.Finish < t.Start:
		c.add(finding.Finding{Code: CodeTaskDatesReversed, Subject: taskRef(t.ID, "finish"), Want: finding.Date(t.Start.String()), Got: finding.Date(t.Finish.String()), Remedy: RemedySetDates})
	default:
		return true
	}
	return false
}

// spread finds the working time over which a budget becomes due.
func (c *taskCheck) spread(i int, t *Task) {
	switch {
	case t.Accrual != "" && t.Accrual != Uniform:
		if t.Accrual != AtStart && t.Accrual != AtFinish {
			c.add(finding.Finding{Code: CodeTaskAccrual, Subject: taskRef(t.ID, "accrual"), Got: finding.Text(string(t.Accrual)), Remedy: RemedyChooseMethod})
		}
	case t.Start == t.Finish:
	case t.Calendar == nil:
		c.add(finding.Finding{Code: CodeTaskNoCalendar, Subject: taskRef(t.ID, "calendar"), Remedy: RemedySetCalendar})
	default:
		c.b.work[i] = t.Calendar.Between(t.Start, t.Finish)
		if c.b.work[i] == 0 {
			c.add(finding.Finding{Code: CodeTaskNoWork, Severity: finding.Warn, Subject: taskRef(t.ID, "finish"), Got: finding.Date(t.Finish.String()), Remedy: RemedySetDates})
		}
	}
}
