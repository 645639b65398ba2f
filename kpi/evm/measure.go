package evm

import (
	"maps"
	"slices"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Progress is what was reported about one task up to the status date. A report
// that leaves Percent or ActualCost zero does not state it: the figure is
// unknown, not 0. Work that has not begun is reported as kpi.Int(0, "").
type Progress struct {
	TaskID     string
	Started    calendar.DateTime // actual start; zero: not started
	Finished   calendar.DateTime // actual finish; zero: not finished
	Percent    kpi.Value         // physical percent complete as a fraction, 0 to 1, measured independently of cost; a finished task needs none
	ActualCost kpi.Value         // cost so far in the currency of the baseline

	Reached []string  // WeightedMilestones: names of the milestones reached
	Done    kpi.Value // Units: units done
}

// Row is the status of a task or of a group of tasks.
type Row struct {
	ID     string `json:"id"`
	Status Status `json:"status"`
}

// Measurement is the status of a project with its parts.
type Measurement struct {
	Status   Status `json:"status"`   // all tasks
	Discrete Status `json:"discrete"` // without level of effort, whose EV is its PV and hides variance: take schedule figures from here
	Tasks    []Row  `json:"tasks"`    // in the order of the baseline
	Groups   []Row  `json:"groups"`   // by name; a task counts in each of its groups once
}

// Measure compares the baseline, nil being one without tasks, with reported
// progress at a status date. The
// inputs are only read, the caller owns the result.
//
// EV is the baseline budget of the work that is done, by the earning method of
// each task; a finished task has earned all of it, unless it follows another.
// For a task without any report EV and AC are 0 if the task is to start after
// the status date, and unknown otherwise; an unknown part makes every sum it
// belongs to unknown. A finding of severity warn names each such task.
//
// Findings of severity block make up the error, a [*finding.Error], and there
// is no measurement then: no status date, reports for unknown tasks or two for
// one task, percent outside 0 to 1, more units than there are, percent below 1
// for a finished task, milestones that the task does not have, costs in another
// currency, actual dates that are reversed or after the status date.
func Measure(b *Baseline, progress []Progress, at calendar.DateTime) (Measurement, []finding.Finding, error) {
	if b == nil {
		b = &Baseline{}
	}
	c := progressCheck{b: b, at: at, reports: map[int]*Progress{}}
	c.all(progress)
	finding.Sort(c.found)
	if err := finding.AsError("evm: measure", c.found); err != nil {
		return Measurement{}, c.found, err
	}
	m := Measurement{Tasks: b.rows(c.reports, at)}
	var discrete []Row
	groups := map[string][]Row{}
	for i, t := range b.tasks {
		row := m.Tasks[i]
		if t.Earning != LevelOfEffort {
			discrete = append(discrete, row)
		}
		for k, g := range t.Groups {
			if !slices.Contains(t.Groups[:k], g) {
				groups[g] = append(groups[g], row)
			}
		}
	}
	m.Status, m.Discrete = rollUp(m.Tasks, at), rollUp(discrete, at)
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		m.Groups = append(m.Groups, Row{name, rollUp(groups[name], at)})
	}
	return m, c.found, nil
}

// rows returns the status of every task. An apportioned task is done when the
// one it follows is.
func (b *Baseline) rows(reports map[int]*Progress, at calendar.DateTime) []Row {
	var rows []Row
	for i, t := range b.tasks {
		rows = append(rows, Row{t.ID, b.status(i, reports[i], at)})
	}
	for _, i := range b.order {
		if b.tasks[i].Earning == Apportioned {
			base, s := rows[b.at[b.tasks[i].Base]].Status, &rows[i].Status
			s.EV = s.BAC.Mul(base.EV.Div(base.BAC))
		}
	}
	return rows
}

// status returns the status of one task.
func (b *Baseline) status(i int, p *Progress, at calendar.DateTime) Status {
	t := &b.tasks[i]
	s := Status{At: at, BAC: kpi.Money(t.Budget), PV: b.pv(i, at)}
	switch {
	case p != nil:
		s.EV, s.AC = earnedValue(t, p, s.BAC), p.ActualCost
	case t.Start > at:
		s.EV, s.AC = s.BAC.Mul(kpi.Int(0, "")), s.BAC.Mul(kpi.Int(0, ""))
	default:
		s.EV, s.AC = kpi.Unknown(kpi.ReasonMissingInput), kpi.Unknown(kpi.ReasonMissingInput)
	}
	if t.Earning == LevelOfEffort {
		s.EV = s.PV
	}
	return s
}

// earnedValue returns what a reported task has earned of its budget.
func earnedValue(t *Task, p *Progress, budget kpi.Value) kpi.Value {
	if t.Earning == WeightedMilestones && p.Finished.IsZero() {
		return budget.Mul(kpi.Int(0, "")).Add(reachedValue(marked(t.Milestones, p.Reached)))
	}
	return budget.Mul(earnedShare(t, p))
}

// earnedShare returns the share of its budget that a reported task has earned.
func earnedShare(t *Task, p *Progress) kpi.Value {
	switch {
	case t.Earning == FixedSplit:
		return fixedShare(!p.Started.IsZero(), !p.Finished.IsZero(), t.AtStart)
	case !p.Finished.IsZero():
		return kpi.Int(1, "")
	case t.Earning == Units:
		return p.Done.Div(t.Total)
	}
	return cappedShare(p.Percent, false, t.Cap)
}

// marked returns the milestones with those marked as reached that are named.
func marked(planned []Milestone, names []string) []Milestone {
	list := slices.Clone(planned)
	for i := range list {
		list[i].Reached = slices.Contains(names, list[i].Name)
	}
	return list
}

// RollUp returns one row for each name that of gives to a task, such as its
// control account or its phase, sorted by name: tasks without a name make up the
// row of the empty name. So the rows sum to the whole exactly. The caller owns
// the slice.
func (m Measurement) RollUp(of func(taskID string) string) []Row {
	parts := map[string][]Row{}
	for _, row := range m.Tasks {
		name := of(row.ID)
		parts[name] = append(parts[name], row)
	}
	var rows []Row
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		rows = append(rows, Row{name, rollUp(parts[name], m.Status.At)})
	}
	return rows
}

// rollUp adds up the figures of rows.
func rollUp(rows []Row, at calendar.DateTime) Status {
	var bac, pv, ev, ac []kpi.Value
	for _, r := range rows {
		bac, pv = append(bac, r.Status.BAC), append(pv, r.Status.PV)
		ev, ac = append(ev, r.Status.EV), append(ac, r.Status.AC)
	}
	return Status{At: at, BAC: kpi.Sum(bac), PV: kpi.Sum(pv), EV: kpi.Sum(ev), AC: kpi.Sum(ac)}
}
