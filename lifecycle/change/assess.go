package change

import (
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Input is what an assessment looks at. Everything is only read.
type Input struct {
	Plan    *schedule.Plan
	Request Request
	// Baseline is compared with. Without tasks: no comparison.
	Baseline schedule.Baseline
	// Budget is the money for the whole project. Without a currency: none.
	Budget money.Amount
	Goals  []GoalLink
	// Register is the risk register as it stands. Without id and risks: none.
	Register risk.Register
	By       string // who has it computed
	At       calendar.DateTime
}

// Assess computes what a request would do: it makes the edits on a copy of the
// plan, computes both and compares. Doing nothing is always among the options.
//
// The error says why there is no comparison: the plan cannot be computed as it
// stands or as it would be ([*schedule.PlanError]), the edits do not fit it
// ([*schedule.EditError]) or the register ([*RefusedError]), or amounts are in two currencies. Record puts the
// impact on the request.
func Assess(in Input) (Impact, error) {
	before, err := look(in.Plan, money.Amount{})
	if err != nil {
		return Impact{}, fmt.Errorf("change: assess: as it stands: %w", err)
	}
	edited, err := schedule.Apply(in.Plan, in.Request.Edits)
	if err != nil {
		return Impact{}, fmt.Errorf("change: assess: %w", err)
	}
	after, err := look(edited, in.Request.CostDelta)
	if err != nil {
		return Impact{}, fmt.Errorf("change: assess: as requested: %w", err)
	}
	return in.compare(before, after)
}

// Record puts an impact on the request, which then waits for its decision. An
// earlier decision is dropped. The error is a [*RefusedError]: the step is not
// legal, or the impact is of another request or of this one before it was
// changed.
func Record(r Request, impact Impact, a Act) (Request, error) {
	next, err := r.step(MoveAssess, a, impact.changed(r))
	if err != nil {
		return Request{}, err
	}
	next.Impact, next.Decision = impact.Clone(), Decision{}
	return next, nil
}

// view is a plan with what follows from it.
type view struct {
	plan   *schedule.Plan
	result *schedule.Result
	digest string
	cost   money.Amount
	// milestones says when each finishes, 0 when it has no dates.
	milestones map[schedule.TaskID]calendar.DateTime
}

// look computes a plan. Its cost is that of all active tasks and what comes on
// top.
func look(p *schedule.Plan, onTop money.Amount) (view, error) {
	v := view{plan: p, milestones: map[schedule.TaskID]calendar.DateTime{}}
	var err error
	if v.result, err = schedule.Compute(p, schedule.Options{}); err != nil {
		return view{}, err
	}
	if v.digest, err = PlanDigest(p); err != nil {
		return view{}, err
	}
	costs, err := schedule.Costs(p)
	if err != nil {
		return view{}, err
	}
	for i := range p.Tasks {
		if p.Tasks[i].Milestone {
			v.milestones[p.Tasks[i].ID] = v.finish(p.Tasks[i].ID)
		}
		if v.active(p.Tasks[i].ID) {
			if v.cost, err = v.cost.Add(costs[i]); err != nil {
				return view{}, fmt.Errorf("cost of task %q: %w", p.Tasks[i].ID, err)
			}
		}
	}
	v.cost, err = v.cost.Add(onTop)
	return v, err
}

// active reports whether a task is in the plan and takes part in it.
func (v view) active(id schedule.TaskID) bool { return v.finish(id) != 0 }

// finish returns when a task finishes, 0 when it has no dates.
func (v view) finish(id schedule.TaskID) calendar.DateTime {
	times, _ := v.result.Times(id)
	return times.Finish
}

func (in Input) compare(before, after view) (Impact, error) {
	i := Impact{Request: in.Request.ID, By: in.By, At: in.At, PlanBefore: before.digest, PlanAfter: after.digest}
	var err error
	if i.RequestDigest, err = in.Request.Digest(); err != nil {
		return Impact{}, err
	}
	project, err := schedule.ProjectCalendar(after.plan)
	if err != nil {
		return Impact{}, fmt.Errorf("change: assess: %w", err)
	}
	c := comparison{before: before, after: after, project: project}
	if i.CostMoved, err = after.cost.Sub(before.cost); err != nil {
		return Impact{}, fmt.Errorf("change: assess: cost: %w", err)
	}
	if i.Baseline, err = in.baselineRef(); err != nil {
		return Impact{}, fmt.Errorf("change: assess: baseline: %w", err)
	}
	if i.Baselines, err = c.baselines(); err != nil {
		return Impact{}, fmt.Errorf("change: assess: baseline: %w", err)
	}
	if i.Risk, err = in.risks(); err != nil {
		return Impact{}, err
	}
	for _, o := range []struct {
		id OptionID
		view
	}{{DoNothing, before}, {Requested, after}} {
		option, err := in.option(o.id, o.view, project)
		if err != nil {
			return Impact{}, fmt.Errorf("change: assess: budget: %w", err)
		}
		i.Options = append(i.Options, option)
	}
	from, to := before.result.Finish(), after.result.Finish()
	i.FinishMoved, i.FinishMovedDays = project.Between(from, to), to.Date().DaysSince(from.Date())
	i.Tasks = schedule.Diff(before.result, after.result)
	i.Milestones, i.Load, i.Weeks, i.Variances = c.milestones(), c.load(), c.weeks(), c.variances(in.Baseline)
	i.Entered, i.Left = outOf(i.Options[1].Critical, i.Options[0].Critical), outOf(i.Options[0].Critical, i.Options[1].Critical)
	i.Goals = c.goals(in.Goals)
	i.Scope = c.scope(i)
	i.Findings = in.findings(i, c)
	return i, nil
}

func (in Input) baselineRef() (BaselineRef, error) {
	if len(in.Baseline.Tasks) == 0 {
		return BaselineRef{}, nil
	}
	digest, err := in.Baseline.Digest()
	return BaselineRef{in.Baseline.Name, digest}, err
}

// option describes the outlook under one option.
func (in Input) option(id OptionID, v view, project *calendar.Calendar) (Option, error) {
	o := Option{ID: id, Finish: v.result.Finish(), Cost: v.cost, Critical: v.result.CriticalPath(schedule.ByFloat), Conflicts: v.result.Findings(),
		Overloads: Overloads(v.plan, v.result)}
	if last := lastOf(in.Baseline); last != 0 {
		o.Variance = project.Between(last, o.Finish)
	}
	if in.Budget == (money.Amount{}) {
		return o, nil
	}
	left, err := in.Budget.Sub(v.cost)
	o.BudgetLeft = left
	return o, err
}

// lastOf returns the latest finish in a baseline, 0 without any.
func lastOf(b schedule.Baseline) calendar.DateTime {
	var last calendar.DateTime
	for i := range b.Tasks {
		last = max(last, b.Tasks[i].Finish)
	}
	return last
}

// outOf returns what is in the first list and not in the second, in its order.
func outOf(list, other []schedule.TaskID) []schedule.TaskID {
	in := make(map[schedule.TaskID]bool, len(other))
	for _, id := range other {
		in[id] = true
	}
	return slices.DeleteFunc(slices.Clone(list), func(id schedule.TaskID) bool { return in[id] })
}

// findings says what the change brings about that was not there before.
func (in Input) findings(i Impact, c comparison) []finding.Finding {
	found := append(c.unknownTasks(in.Goals), in.overBudget(i)...)
	for _, g := range i.Goals {
		if g.LateAfter && !g.LateBefore {
			found = append(found, finding.Finding{Code: CodeGoalLate, Severity: finding.Warn, Subject: finding.Ref{Kind: "goal", ID: g.Goal, Field: "due"},
				Want: finding.Date(g.Due.String()), Got: finding.Date(g.FinishAfter.Date().String()), Remedy: RemedyMoveGoal})
		}
	}
	type conflict struct {
		code    finding.Code
		subject finding.Ref
	}
	old := map[conflict]bool{}
	for _, f := range i.Options[0].Conflicts {
		old[conflict{f.Code, f.Subject}] = true
	}
	for _, f := range i.Options[1].Conflicts {
		if !old[conflict{f.Code, f.Subject}] {
			found = append(found, f)
		}
	}
	finding.Sort(found)
	return cloneFindings(found)
}

// overBudget says that the change costs more than is left of the budget after
// all that is spent and planned without it. A change that costs nothing or
// saves money takes no part in it, however little is left.
func (in Input) overBudget(i Impact) []finding.Finding {
	if i.CostMoved.Sign() <= 0 || i.Options[1].BudgetLeft.Sign() >= 0 {
		return nil
	}
	left, currency := i.Options[0].BudgetLeft, in.Budget.Currency().Code()
	return []finding.Finding{{Code: CodeOverBudget, Severity: finding.Warn, Subject: in.Request.ref("cost_delta"),
		Want: finding.Money(left.Text(), currency), Got: finding.Money(i.CostMoved.Text(), currency), Remedy: RemedyFindMoney}}
}
