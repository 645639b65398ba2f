package change

import (
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Effect is what implementing a change did to the plan at that moment.
type Effect struct {
	Request      string            `json:"request"`
	By           string            `json:"by"`
	At           calendar.DateTime `json:"at"`
	PlanBefore   string            `json:"plan_before"` // see [PlanDigest]
	PlanAfter    string            `json:"plan_after"`
	Baseline     string            `json:"baseline,omitempty"` // name of the new one; empty: none was taken
	FinishBefore calendar.DateTime `json:"finish_before"`
	FinishAfter  calendar.DateTime `json:"finish_after"`
	FinishMoved  calendar.Work     `json:"finish_moved_s,omitempty"` // working time of the project's calendar
	CostMoved    money.Amount      `json:"cost_moved,omitzero"`
	Tasks        schedule.Change   `json:"tasks,omitzero"`
}

// Implementation is what [Implement] gives: the request as implemented, the
// new plan, which holds the new baseline if one was asked for, and that
// baseline.
type Implementation struct {
	Request  Request
	Plan     *schedule.Plan
	Baseline schedule.Baseline // without a name: none
	Effect   Effect
	// Already says that the change was in the plan before, so that Plan is as
	// it was.
	Already bool
}

// Cause returns what a baseline states as its reason when a change made it.
func Cause(request string) string { return "change:" + request }

// Implement makes the edits of an approved request on a copy of the plan, and
// takes a new baseline of that name which cites the request; with an empty
// name it takes none. The plan is only read.
//
// Doing it twice changes nothing: a plan that holds the change already, by the
// digest that was assessed or by a baseline that cites the request, comes back
// as it is. A plan that has moved since the assessment otherwise is refused,
// and so is a request that was altered after it, a step that is not legal, and
// a baseline name that is taken; the error is a [*RefusedError] with every
// reason.
func Implement(p *schedule.Plan, r Request, baseline string, act Act) (Implementation, error) {
	now, err := PlanDigest(p)
	if err != nil {
		return Implementation{}, err
	}
	if r.within(p, now) {
		return again(p, r, act)
	}
	found := r.Impact.Stale(p, r)
	if baseline != "" && slices.ContainsFunc(p.Baselines, func(b schedule.Baseline) bool { return b.Name == baseline }) {
		found = append(found, finding.Finding{Code: CodeBaselineName, Subject: r.ref("effect.baseline"), Got: finding.Text(baseline), Remedy: RemedyNewName})
	}
	next, err := r.step(MoveImplement, act, found)
	if err != nil {
		return Implementation{}, err
	}
	return carryOut(p, next, baseline, act)
}

// within reports whether a plan holds the change already.
func (r Request) within(p *schedule.Plan, digest string) bool {
	if r.ID == "" || r.Impact.IsZero() || !slices.Contains([]State{Approved, Implemented, Verified}, r.Standing()) {
		return false
	}
	if _, cited := r.baselineIn(p); cited {
		return true
	}
	changes := r.Impact.PlanBefore != r.Impact.PlanAfter
	return digest == r.Impact.PlanAfter && (changes || r.Standing() != Approved)
}

// baselineIn returns the baseline of the plan that cites the request.
func (r Request) baselineIn(p *schedule.Plan) (schedule.Baseline, bool) {
	for _, b := range p.Baselines {
		if b.Reason == Cause(r.ID) {
			return b, true
		}
	}
	return schedule.Baseline{}, false
}

// again hands back a plan that holds the change. A request that does not say
// so yet, because its record was lost, is put right.
func again(p *schedule.Plan, r Request, act Act) (Implementation, error) {
	done := Implementation{Request: r.Clone(), Plan: p.Clone(), Already: true}
	if b, cited := r.baselineIn(done.Plan); cited {
		b.Tasks = slices.Clone(b.Tasks)
		done.Baseline = b
	}
	if r.Standing() == Approved {
		next, err := r.step(MoveImplement, act, r.Impact.changed(r))
		if err != nil {
			return Implementation{}, err
		}
		next.Effect = r.Impact.effect(done.Baseline.Name, act)
		done.Request = next
	}
	done.Effect = done.Request.Clone().Effect
	return done, nil
}

// effect returns what the change does by the assessment.
func (i Impact) effect(baseline string, act Act) Effect {
	before, _ := i.Option(DoNothing)
	after, _ := i.Option(Requested)
	return Effect{Request: i.Request, By: act.By, At: act.At, PlanBefore: i.PlanBefore, PlanAfter: i.PlanAfter, Baseline: baseline,
		FinishBefore: before.Finish, FinishAfter: after.Finish, FinishMoved: i.FinishMoved, CostMoved: i.CostMoved, Tasks: i.Clone().Tasks}
}

// carryOut makes the edits, and measures what they did anew rather than
// repeating what was computed before.
func carryOut(p *schedule.Plan, r Request, baseline string, act Act) (Implementation, error) {
	edited, err := schedule.Apply(p, r.Edits)
	if err != nil {
		return Implementation{}, fmt.Errorf("change: implement: %w", err)
	}
	before, err := look(p, money.Amount{})
	if err != nil {
		return Implementation{}, fmt.Errorf("change: implement: before: %w", err)
	}
	after, err := look(edited, r.CostDelta)
	if err != nil {
		return Implementation{}, fmt.Errorf("change: implement: after: %w", err)
	}
	done := Implementation{Request: r, Plan: edited}
	if baseline != "" {
		done.Baseline, err = schedule.TakeBaseline(baseline, act.At, act.By, Cause(r.ID), edited, after.result)
		if err != nil {
			return Implementation{}, fmt.Errorf("change: implement: baseline: %w", err)
		}
		kept := done.Baseline
		kept.Tasks = slices.Clone(kept.Tasks)
		edited.Baselines = append(edited.Baselines, kept)
	}
	if done.Effect, err = measure(before, after, r.ID, baseline, act); err != nil {
		return Implementation{}, err
	}
	done.Request.Effect = done.Effect
	done.Effect.Tasks.Tasks = slices.Clone(done.Effect.Tasks.Tasks)
	return done, nil
}

func measure(before, after view, request, baseline string, act Act) (Effect, error) {
	project, err := schedule.ProjectCalendar(after.plan)
	if err != nil {
		return Effect{}, fmt.Errorf("change: implement: %w", err)
	}
	e := Effect{Request: request, By: act.By, At: act.At, PlanBefore: before.digest, PlanAfter: after.digest, Baseline: baseline,
		FinishBefore: before.result.Finish(), FinishAfter: after.result.Finish(), Tasks: schedule.Diff(before.result, after.result)}
	e.FinishMoved = project.Between(e.FinishBefore, e.FinishAfter)
	if e.CostMoved, err = after.cost.Sub(before.cost); err != nil {
		return Effect{}, fmt.Errorf("change: implement: cost: %w", err)
	}
	return e, nil
}

// CheckBaselines reports, sorted, every baseline of the plan after the first
// that cites no change, or one that is not among the implemented requests
// given.
func CheckBaselines(p *schedule.Plan, requests []Request) []finding.Finding {
	made := map[string]bool{}
	for _, r := range requests {
		if r.Standing() == Implemented || r.Standing() == Verified {
			made[Cause(r.ID)] = true
		}
	}
	var found []finding.Finding
	for _, b := range p.Baselines[min(1, len(p.Baselines)):] {
		if !made[b.Reason] {
			found = append(found, finding.Finding{Code: CodeBaselineCause, Severity: finding.Warn, Subject: finding.Ref{Kind: "baseline", ID: b.Name, Field: "reason"},
				Got: finding.Text(b.Reason), Remedy: RemedyCiteChange})
		}
	}
	finding.Sort(found)
	return found
}
