package change

import (
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Impact is what a change would do, computed by branching the plan. Moves are
// positive where the change makes something later or dearer. Working time is
// in seconds.
type Impact struct {
	Request string            `json:"request"` // id
	By      string            `json:"by"`      // who had it computed
	At      calendar.DateTime `json:"at"`

	// The digests say what was assessed: the request, the plan as it stood
	// and the plan as it would be.
	RequestDigest string `json:"request_digest"`
	PlanBefore    string `json:"plan_before"`
	PlanAfter     string `json:"plan_after"`

	// Options holds doing nothing first and what was requested second.
	Options []Option `json:"options"`

	FinishMoved     calendar.Work `json:"finish_moved_s,omitempty"`    // working time of the project's calendar
	FinishMovedDays int           `json:"finish_moved_days,omitempty"` // calendar days
	CostMoved       money.Amount  `json:"cost_moved,omitzero"`
	Scope           Scope         `json:"scope"` // how far the change reaches

	Milestones []MilestoneMove   `json:"milestones,omitempty"` // those that move, in plan order
	Entered    []schedule.TaskID `json:"entered,omitempty"`    // on the critical path by the change
	Left       []schedule.TaskID `json:"left,omitempty"`       // off the critical path by the change
	Load       []LoadMove        `json:"load,omitempty"`       // resources whose work changes, in plan order
	Weeks      []WeekLoad        `json:"weeks,omitempty"`      // weeks in which the work of a resource changes
	Goals      []GoalEffect      `json:"goals,omitempty"`      // those touched, in the order given
	Baseline   BaselineRef       `json:"baseline,omitzero"`    // zero: there was none to compare with
	Variances  []VarianceMove    `json:"variances,omitempty"`  // tasks whose variance changes
	Baselines  []BaselineMove    `json:"baselines,omitempty"`  // every baseline of the plan, in its order
	Tasks      schedule.Change   `json:"tasks,omitzero"`       // every task that moves
	Risk       RiskEffect        `json:"risk,omitzero"`        // zero: no register was looked at
	Odds       Odds              `json:"odds,omitzero"`        // see [Simulate]; zero: not simulated
	Findings   []finding.Finding `json:"findings,omitempty"`   // what the change brings about, sorted
}

// OptionID names a way to answer a request.
type OptionID string

// The options that every impact has.
const (
	DoNothing OptionID = "do_nothing"
	Requested OptionID = "requested"
)

// Option is the outlook under one way to answer a request.
type Option struct {
	ID     OptionID          `json:"id"`
	Finish calendar.DateTime `json:"finish"`
	Cost   money.Amount      `json:"cost,omitzero"` // of all active tasks, with what the request costs besides
	// BudgetLeft is what remains of the budget, negative when it is not
	// enough; without a currency when there is no budget.
	BudgetLeft money.Amount      `json:"budget_left,omitzero"`
	Critical   []schedule.TaskID `json:"critical,omitempty"` // by float, without summaries
	// Variance is the working time from the finish of the baseline to this
	// one; 0 without a baseline.
	Variance  calendar.Work     `json:"variance_s,omitempty"`
	Conflicts []finding.Finding `json:"conflicts,omitempty"` // of the schedule, such as deadlines missed
	Overloads []Overload        `json:"overloads,omitempty"` // of resources, see [Overloads]
}

// MilestoneMove is a milestone that finishes at another time. A zero date
// means that it is not there, left out, or no milestone then; such a milestone
// has no moves.
type MilestoneMove struct {
	Task      schedule.TaskID   `json:"task"`
	Name      string            `json:"name,omitempty"`
	Before    calendar.DateTime `json:"before,omitzero"`
	After     calendar.DateTime `json:"after,omitzero"`
	Moved     calendar.Work     `json:"moved_s,omitempty"` // working time of the project's calendar
	MovedDays int               `json:"moved_days,omitempty"`
}

// LoadMove is the work of one resource, before and after. The empty resource
// stands for work that nobody has been found for.
type LoadMove struct {
	Resource schedule.ResourceID `json:"resource"`
	Name     string              `json:"name,omitempty"`
	Before   calendar.Work       `json:"before_s"`
	After    calendar.Work       `json:"after_s"`
}

// Hours returns the work before and after in hours, exactly.
func (l LoadMove) Hours() (before, after finding.Value) {
	return finding.Ratio(int64(l.Before), int64(calendar.Hour), "h"), finding.Ratio(int64(l.After), int64(calendar.Hour), "h")
}

// GoalLink says which tasks a goal hangs on, and when it is due.
type GoalLink struct {
	Goal  string            `json:"goal"`            // id
	Tasks []schedule.TaskID `json:"tasks,omitempty"` // none: the finish of the project
	Due   calendar.Date     `json:"due,omitzero"`    // last day in time; zero: none
}

// GoalEffect is a goal that a change touches: a task that it hangs on, or the
// project, finishes at another time, appears or vanishes.
type GoalEffect struct {
	Goal         string            `json:"goal"`
	Tasks        []schedule.TaskID `json:"tasks,omitempty"` // those that moved
	Due          calendar.Date     `json:"due,omitzero"`
	FinishBefore calendar.DateTime `json:"finish_before,omitzero"`
	FinishAfter  calendar.DateTime `json:"finish_after,omitzero"`
	// LateBefore and LateAfter say that the finish lies after the due day.
	LateBefore bool `json:"late_before,omitempty"`
	LateAfter  bool `json:"late_after,omitempty"`
}

// BaselineRef names the baseline that was compared with.
type BaselineRef struct {
	Name   string `json:"name"`
	Digest string `json:"digest"` // see [schedule.Baseline.Digest]
}

// BaselineMove is how far the project finishes from one baseline of the plan,
// before and after, in working time of the project's calendar, and the tasks
// whose variance from it changes.
type BaselineMove struct {
	BaselineRef
	Before calendar.Work  `json:"before_s"`
	After  calendar.Work  `json:"after_s"`
	Tasks  []VarianceMove `json:"tasks,omitempty"`
}

// VarianceMove is how far one task finishes from its baseline, before and
// after, in working time on its calendar.
type VarianceMove struct {
	Task   schedule.TaskID `json:"task"`
	Before calendar.Work   `json:"before_s"`
	After  calendar.Work   `json:"after_s"`
}

// Scope says how far a change reaches.
type Scope string

// The scopes, the narrowest first. Each takes in those before it.
const (
	ScopeNone       Scope = "none"       // dates, work or cost alone
	ScopeTasks      Scope = "tasks"      // tasks come or go
	ScopeMilestones Scope = "milestones" // milestones move
	ScopeGoals      Scope = "goals"      // goals are touched
)

// Scopes returns every scope, the narrowest first. The caller owns the slice.
func Scopes() []Scope { return []Scope{ScopeNone, ScopeTasks, ScopeMilestones, ScopeGoals} }

// IsZero reports whether nothing was assessed.
func (i Impact) IsZero() bool { return i.Request == "" && len(i.Options) == 0 }

// Option returns the option of that id. It reports false when there is none.
func (i Impact) Option(id OptionID) (Option, bool) {
	for _, o := range i.Options {
		if o.ID == id {
			return o, true
		}
	}
	return Option{}, false
}

// Stale returns why the impact no longer says what the request would do to
// the plan: it is of another request, the request has been changed, or the
// plan has moved. It is empty while the impact holds.
func (i Impact) Stale(p *schedule.Plan, r Request) []finding.Finding {
	found := i.changed(r)
	if now, err := PlanDigest(p); err != nil || now != i.PlanBefore {
		found = append(found, finding.Finding{Code: CodePlanMoved, Subject: r.ref("impact.plan_before"), Want: finding.Text(i.PlanBefore),
			Got: finding.Text(now), Remedy: RemedyAssess})
	}
	return found
}

// StaleRequests returns which of the requests wait for a decision or for being
// implemented by an impact that no longer holds: by [Impact.Stale], and with a
// register by [Impact.StaleRegister]. They are in the order given; their number
// hardly matters, since plan and register are looked at once. The caller owns
// the slice, which shares the requests' lists.
func StaleRequests(p *schedule.Plan, register *risk.Register, requests []Request) []Request {
	plan, planErr := PlanDigest(p)
	var risks string
	var risksErr error
	if register != nil {
		risks, risksErr = RegisterDigest(*register)
	}
	var list []Request
	for _, r := range requests {
		i := r.Impact
		moved := planErr != nil || plan != i.PlanBefore || len(i.changed(r)) > 0
		moved = moved || register != nil && !i.Risk.IsZero() && (risksErr != nil || risks != i.Risk.RegisterBefore)
		if waits := r.Standing() == Assessed || r.Standing() == Approved; waits && moved {
			list = append(list, r)
		}
	}
	return list
}

// changed returns whether the impact is of another request or of the request
// as it was before.
func (i Impact) changed(r Request) []finding.Finding {
	switch now, err := r.Digest(); {
	case i.IsZero():
		return []finding.Finding{{Code: CodeNotAssessed, Subject: r.ref("impact"), Remedy: RemedyAssess}}
	case i.Request != r.ID:
		return []finding.Finding{{Code: CodeOtherRequest, Subject: r.ref("impact.request"), Want: finding.Text(r.ID), Got: finding.Text(i.Request), Remedy: RemedyAssess}}
	case err != nil || now != i.RequestDigest:
		return []finding.Finding{{Code: CodeRequestChanged, Subject: r.ref("impact.request_digest"), Want: finding.Text(i.RequestDigest),
			Got: finding.Text(now), Remedy: RemedyAssess}}
	}
	return nil
}
