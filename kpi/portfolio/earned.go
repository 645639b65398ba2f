package portfolio

import (
	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// SummaryCost says what the cost of a summary in a baseline is.
type SummaryCost uint8

// What a summary's cost is.
const (
	// OwnCost: what is stated on the summary itself, beside the cost of its
	// parts, as [schedule.TakeBaseline] has it.
	OwnCost SummaryCost = iota
	// RolledUpCost: the cost of its parts and its own, as tools write it that
	// sum up a plan for people.
	RolledUpCost
)

// Budgets returns a baseline of a plan as rows for [evm.NewBaseline]: a row for
// every task of the baseline with dates, in its order, with its budget spread
// evenly over the working time between them. The groups of a row are the
// summaries above it, nearest first. A summary has a row only for a cost of its
// own. Working time is that of the task's calendar in the result, which for a
// duration in clock time is every minute, and the project's for a task that is
// no longer in the plan; what was budgeted stays budgeted.
//
// A finding of severity warn names each task with a cost and without dates, and
// each summary whose cost seems to be of the other kind than stated; one of
// severity block, with the error, a summary whose rolled-up cost is below that
// of its parts or in another currency. The inputs are only read, the caller
// owns the rows.
func Budgets(p *schedule.Plan, r *schedule.Result, b schedule.Baseline, s SummaryCost) ([]evm.Task, []finding.Finding, error) {
	o := newOutline(p, b)
	parts := o.partCosts(b, s)
	var rows []evm.Task
	for i := range b.Tasks {
		t := &b.Tasks[i]
		cost := t.Cost
		if o.summary[t.ID] {
			if cost = o.own(t, parts[t.ID], s); cost.Sign() == 0 {
				continue
			}
		}
		if t.Start.IsZero() || t.Finish.IsZero() {
			if cost.Sign() != 0 {
				o.add(CodeCostWithoutDates, finding.Warn, t, finding.Value{}, kpi.Money(cost).Finding())
			}
			continue
		}
		rows = append(rows, evm.Task{
			ID: string(t.ID), Start: t.Start, Finish: t.Finish, Budget: cost, Calendar: o.calendar(r, t), Groups: o.above(t.ID),
		})
	}
	finding.Sort(o.found)
	if err := finding.AsError("portfolio: budgets", o.found); err != nil {
		return nil, o.found, err
	}
	return rows, o.found, nil
}

// Reports returns the progress of a plan as reports for [evm.Measure], one for
// every task that is active and no summary, in plan order; parts of a plan that
// the baseline does not have are left out, as they have no budget to earn.
//
// The share that is done is that of the duration, as [schedule.RollUp] states
// it: measured apart from cost. The actual cost is the one recorded on the
// task; without a record it is unknown for a task that has begun and 0 in the
// currency of its budget for one that has not.
func Reports(p *schedule.Plan, baseline []evm.Task) []evm.Progress {
	budget := make(map[string]money.Currency, len(baseline))
	for i := range baseline {
		budget[baseline[i].ID] = baseline[i].Budget.Currency()
	}
	var list []evm.Progress
	for i := range p.Tasks {
		t := &p.Tasks[i]
		currency, planned := budget[string(t.ID)]
		if !planned || t.Inactive {
			continue
		}
		g := &t.Progress
		list = append(list, evm.Progress{
			TaskID: string(t.ID), Started: g.ActualStart, Finished: g.ActualFinish, Percent: done(g), ActualCost: spent(g, currency),
		})
	}
	return list
}

// done is the share of a task's duration that lies behind it.
func done(g *schedule.Progress) kpi.Value {
	switch {
	case !g.ActualFinish.IsZero():
		return kpi.Int(1, "")
	case g.Done >= 0 && g.Remaining >= 0 && g.Done+g.Remaining > 0:
		return kpi.Ratio(int64(g.Done), int64(g.Done)+int64(g.Remaining), "")
	}
	return kpi.Ratio(int64(g.Percent), 100, "")
}

// spent is what a task has cost so far; the zero Value states nothing.
func spent(g *schedule.Progress, c money.Currency) kpi.Value {
	if g.ActualCost.Currency().Code() != "" {
		return kpi.Money(g.ActualCost)
	}
	if none, err := money.Minor(0, c); err == nil && g.ActualStart.IsZero() {
		return kpi.Money(none)
	}
	return kpi.Value{}
}

// outline is the tree of a plan's tasks, and what was found on the way.
type outline struct {
	parent  map[schedule.TaskID]schedule.TaskID
	summary map[schedule.TaskID]bool
	elapsed map[schedule.TaskID]bool
	clock   *calendar.Calendar
	found   []finding.Finding
}

func newOutline(p *schedule.Plan, b schedule.Baseline) *outline {
	o := &outline{parent: map[schedule.TaskID]schedule.TaskID{}, summary: map[schedule.TaskID]bool{}, elapsed: map[schedule.TaskID]bool{}}
	for i := range p.Tasks {
		o.parent[p.Tasks[i].ID] = p.Tasks[i].Parent
		o.summary[p.Tasks[i].Parent] = true
	}
	for i := range b.Tasks {
		if b.Tasks[i].Duration.Elapsed {
			o.elapsed[b.Tasks[i].ID] = true
			o.clock = everyMinute()
		}
	}
	return o
}

// everyMinute is the calendar of clock time.
func everyMinute() *calendar.Calendar {
	var def calendar.Definition
	for day := range def.Week {
		def.Week[day] = calendar.Working(calendar.Hours(0, 24))
	}
	c, err := calendar.Compile(def, nil)
	if err != nil {
		return nil
	}
	return c
}

// above returns the summaries above a task, nearest first. A plan whose
// parents run in a circle, which does not compute, ends after each once.
func (o *outline) above(id schedule.TaskID) []string {
	var list []string
	for up := o.parent[id]; up != "" && len(list) < len(o.parent); up = o.parent[up] {
		list = append(list, string(up))
	}
	return list
}

// calendar returns the working time in which a row's budget is spread.
func (o *outline) calendar(r *schedule.Result, t *schedule.BaselineTask) *calendar.Calendar {
	if o.elapsed[t.ID] {
		return o.clock
	}
	if c := r.Calendar(t.ID); c != nil {
		return c
	}
	return r.ProjectCalendar()
}

// partCosts returns by summary what the tasks directly below it cost: with
// all that is below them, where summaries do not say that themselves.
func (o *outline) partCosts(b schedule.Baseline, s SummaryCost) map[schedule.TaskID]money.Amount {
	sums := map[schedule.TaskID]money.Amount{}
	for i := range b.Tasks {
		t := &b.Tasks[i]
		if s == RolledUpCost {
			o.addCost(sums, o.parent[t.ID], t)
			continue
		}
		for _, up := range o.above(t.ID) {
			o.addCost(sums, schedule.TaskID(up), t)
		}
	}
	return sums
}

func (o *outline) addCost(sums map[schedule.TaskID]money.Amount, up schedule.TaskID, t *schedule.BaselineTask) {
	sum, err := sums[up].Add(t.Cost)
	if err != nil {
		o.add(CodeOtherCurrency, finding.Block, t, finding.Text(sums[up].Currency().Code()), finding.Text(t.Cost.Currency().Code()))
		return
	}
	sums[up] = sum
}

// own returns the cost of a summary that none of its parts carries.
func (o *outline) own(t *schedule.BaselineTask, parts money.Amount, s SummaryCost) money.Amount {
	rest, err := t.Cost.Sub(parts)
	same := err == nil && rest.Sign() == 0 && parts.Sign() != 0
	switch {
	case s == OwnCost && same:
		o.add(CodeSeemsRolledUp, finding.Warn, t, finding.Value{}, kpi.Money(t.Cost).Finding())
		return t.Cost
	case s == OwnCost:
		return t.Cost
	case err != nil || rest.Sign() < 0:
		o.add(CodeBelowParts, finding.Block, t, kpi.Money(parts).Finding(), kpi.Money(t.Cost).Finding())
	}
	return rest
}

func (o *outline) add(code finding.Code, severity finding.Severity, t *schedule.BaselineTask, want, got finding.Value) {
	o.found = append(o.found, finding.Finding{
		Code: code, Severity: severity, Subject: finding.Ref{Kind: "task", ID: string(t.ID), Field: "cost"}, Want: want, Got: got, Remedy: remedies[code],
	})
}
