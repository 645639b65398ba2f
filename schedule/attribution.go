package schedule

import (
	"context"
	"errors"
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// SlipCause is one of the causes among which a slip is divided.
type SlipCause uint8

// The causes, in the order in which they are returned and, unless another one
// is asked for, replaced by [Sequential].
const (
	// SlipEstimate: tasks take longer or shorter than planned, by a new estimate
	// or by what really happened; splits; work of shared assignments.
	SlipEstimate SlipCause = iota
	// SlipScope: tasks added, removed, left out or moved in the outline, with
	// their links and assignments, and durations that a request has changed.
	SlipScope
	// SlipResource: who is assigned with how many units and which delays,
	// resources and their own calendars, levelling.
	SlipResource
	// SlipCalendar: working time of the project and its tasks.
	SlipCalendar
	// SlipLogic: links and lags between tasks of both plans, constraints, dates
	// set by hand, rules.
	SlipLogic
	// SlipLateStart: tasks began, or still have to, later than everything else
	// let them; or earlier, out of sequence; or the project did.
	SlipLateStart
	// SlipRisk: what the host says that risks which occurred have taken.
	SlipRisk
	// SlipExternal: dates of other projects.
	SlipExternal
	// SlipRecord is what the records hold and no mix of the two plans can show,
	// such as actual dates outside working time.
	SlipRecord
)

// SlipCauses returns every cause in its order. The caller owns the slice.
func SlipCauses() []SlipCause {
	list := make([]SlipCause, SlipRecord+1)
	for c := range list {
		list[c] = SlipCause(c)
	}
	return list
}

// String returns the cause in snake_case.
func (c SlipCause) String() string {
	return nameOf(c, "estimate", "scope", "resource", "calendar", "logic", "late_start", "risk", "external", "record")
}

// Code returns the code of its name in package report/phrase.
func (c SlipCause) Code() finding.Code { return finding.Code("schedule.slip.cause." + c.String()) }

// MarshalText writes the cause as [SlipCause.String] does.
func (c SlipCause) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (c *SlipCause) UnmarshalText(text []byte) (err error) {
	*c, err = kindNamed(string(text), SlipRecord)
	return err
}

// slipCodes returns the codes of the names of causes.
func slipCodes() []finding.Code {
	var list []finding.Code
	for _, c := range SlipCauses() {
		list = append(list, c.Code())
	}
	return list
}

// AttributionMethod says how causes that act together share what they do.
type AttributionMethod uint8

// The methods.
const (
	// Shapley gives each cause the mean of what it moves over all orders in
	// which the causes could have come about (L. S. Shapley, A Value for
	// n-Person Games, 1953): no cause gains by being looked at first, a cause
	// that never moves anything gets nothing, and two that always move the same
	// get the same. It is the default, because a slip has no natural order of
	// causes and anybody can bend the figures of the other method by choosing
	// one.
	Shapley AttributionMethod = iota
	// Sequential replaces one cause after the other in the order given, and
	// gives each what the finish then moves. It is the windows method of claims,
	// needs fewer plans, and depends on the order.
	Sequential
)

// String returns "shapley" or "sequential".
func (m AttributionMethod) String() string { return nameOf(m, "shapley", "sequential") }

// MarshalText writes the method as [AttributionMethod.String] does.
func (m AttributionMethod) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (m *AttributionMethod) UnmarshalText(text []byte) (err error) {
	*m, err = kindNamed(string(text), Sequential)
	return err
}

// RequestedEdits are the edits of an approved change.
type RequestedEdits struct {
	ID    string
	Edits []Edit
}

// RiskDelay is what a risk that occurred did to a task, as the host knows it:
// of what the task takes longer than planned, or with Kind StartDate of what it
// began later than it could, so much was the risk's. Negative is a gain. It
// counts where both plans have the task: one that is added is scope as a whole.
type RiskDelay struct {
	Risk  string
	Task  TaskID
	Kind  DateKind
	Delay calendar.Work // working time of the task, in seconds
}

// AttributionOptions are choices for [Attribute]. The zero value divides the
// slip of the project's finish.
type AttributionOptions struct {
	// Task is whose finish is meant; empty: the project's.
	Task TaskID
	// On is the calendar of the later plan that the slip is counted on; empty:
	// its project calendar.
	On     CalendarID
	Method AttributionMethod
	// Order is that of [Sequential]; causes that it leaves out follow in their
	// usual order.
	Order []SlipCause
	// Before is the name of the baseline or revision that the earlier plan is.
	Before string
	// Requests are the changes approved between the two plans. What they did to
	// durations is scope; for the rest they are evidence.
	Requests []RequestedEdits
	Risks    []RiskDelay
	// Computes is how many plans may be computed; of n causes it takes at most
	// 2^n and, for each part, 2^n more. Zero: 20,000. Where that does
	// not suffice for the parts, causes are not divided; where not even for the
	// causes, the error wraps [ErrComputes].
	Computes int
}

// Attribution divides the slip of a finish. Signs are the same everywhere:
// positive is later, negative is a gain. Times are seconds of working time of
// one calendar.
type Attribution struct {
	Task   TaskID            `json:"task,omitempty"`   // empty: the project
	Before string            `json:"before,omitempty"` // name of the earlier plan
	From   calendar.DateTime `json:"from"`             // the earlier finish
	To     calendar.DateTime `json:"to"`
	Total  calendar.Work     `json:"total_s"`
	Method AttributionMethod `json:"method"`
	// Causes are those in which the plans differ, in their order. They sum to
	// Total.
	Causes []CauseShare `json:"causes,omitempty"`
	// Undivided: there were too many parts to compute, so causes have none.
	Undivided bool `json:"undivided,omitempty"`
	// Replaced is how many mixes of the two plans could not be computed, because
	// their links form a cycle or the like, and were taken with the logic, then
	// also the scope, then all of the later plan.
	Replaced int `json:"replaced,omitempty"`
	Computed int `json:"computed"` // how many plans were computed
}

// CauseShare is what one cause has moved.
type CauseShare struct {
	Cause SlipCause     `json:"cause"`
	Moved calendar.Work `json:"moved_s"`
	// Parts sum to Moved; those that move nothing are left out.
	Parts []CausePart `json:"parts,omitempty"`
}

// CausePart is what one difference between the plans has moved, with the
// evidence.
type CausePart struct {
	What  finding.Ref   `json:"what"`           // of task, resource, calendar, risk or plan, what differs
	Task  TaskID        `json:"task,omitempty"` // of a risk: what it delayed
	Was   finding.Value `json:"was,omitzero"`
	Is    finding.Value `json:"is,omitzero"`
	Moved calendar.Work `json:"moved_s"`
	// Requests are the ids of the changes that touch it.
	Requests []string `json:"requests,omitempty"`
}

// Share returns what a cause has moved, 0 for one in which the plans do not
// differ.
func (a *Attribution) Share(c SlipCause) calendar.Work {
	for _, s := range a.Causes {
		if s.Cause == c {
			return s.Moved
		}
	}
	return 0
}

// ErrAttribution is the kind of error for options that [Attribute] cannot work
// with.
var ErrAttribution = errors.New("schedule: slip cannot be divided")

// Attribute divides what a finish has moved by between an earlier plan, such as
// the one that a baseline was taken of, and a later one with its progress,
// among causes and within each among the differences that make it up. The
// shares sum to the total, and the parts to the shares, always and to the
// second.
//
// Both plans are taken apart into differences: the duration of one task, the
// links into one task, one calendar, and so on. Of a task that has begun the
// time from its actual start to its finish is its duration, and the time from
// where everything else let it begin to where it did is its late start; so the
// late work of a predecessor is not counted again as the late start of what
// waited for it. Then plans are computed that hold some of the differences and
// not others, and what the finish moves by is credited to what was added.
//
// Within a cause the parts are added once in plan order and once against it,
// in each context of other causes, and each gets the mean, so that nothing
// depends on ids. Shares are exact fractions until the end and are rounded to
// seconds by largest remainder.
//
// The error is the [*PlanError] of the two plans, that of the context, or wraps
// [ErrNoTask] for a task that is not in both plans or has no dates,
// [ErrAttribution] or [ErrComputes]. Both plans are only read; the caller owns
// the result.
func Attribute(ctx context.Context, before, after *Plan, o AttributionOptions) (*Attribution, error) {
	g := &slipGame{ctx: ctx, options: o, memo: map[string]calendar.Work{}, limit: o.Computes}
	if g.limit <= 0 {
		g.limit = 20_000
	}
	if o.Method > Sequential {
		return nil, fmt.Errorf("%w: no method %d", ErrAttribution, o.Method)
	}
	for _, c := range o.Order {
		if c >= SlipRecord {
			return nil, fmt.Errorf("%w: no cause %d to order", ErrAttribution, c)
		}
	}
	a := &Attribution{Task: o.Task, Before: o.Before, Method: o.Method}
	if err := g.ends(before, after, a); err != nil {
		return nil, err
	}
	for _, r := range o.Risks {
		if !g.is.has(r.Task) && !g.was.has(r.Task) {
			return nil, fmt.Errorf("%w: risk %q names no task: %q", ErrAttribution, r.Risk, r.Task)
		}
	}
	g.mixer = newMixer(g.was, g.is, o)
	if err := g.play(a); err != nil {
		return nil, err
	}
	a.Replaced, a.Computed = g.replaced, g.computed
	return a, nil
}

// ends computes the two plans as they are.
func (g *slipGame) ends(before, after *Plan, a *Attribution) error {
	for _, side := range []struct {
		plan *Plan
		to   **sidePlan
		at   *calendar.DateTime
	}{{before, &g.was, &a.From}, {after, &g.is, &a.To}} {
		r, err := Compute(side.plan, Options{})
		if err != nil {
			return err
		}
		finish, ok := g.finish(r)
		if !ok {
			return fmt.Errorf("%w: %q", ErrNoTask, g.options.Task)
		}
		*side.to, *side.at = newSidePlan(side.plan, r), finish
	}
	g.computed = 2
	on, err := planCalendar(after, g.options.On)
	if err != nil {
		return err
	}
	g.on = on
	a.Total = on.Between(a.From, a.To)
	return nil
}

// finish returns the finish in question.
func (g *slipGame) finish(r *Result) (calendar.DateTime, bool) {
	if g.options.Task == "" {
		return r.Finish(), true
	}
	x, ok := r.Times(g.options.Task)
	return x.Finish, ok && x.Finish != 0
}

// planCalendar returns a calendar of a plan by its id, the project's for the
// empty one.
func planCalendar(p *Plan, id CalendarID) (*calendar.Calendar, error) {
	b := builder{checker: checker{plan: p}, net: &Network{}}
	b.workingTimes()
	at := b.calendarOf(id, finding.Ref{Kind: "calendar", ID: string(id)})
	if blocking := finding.Filter(b.found, func(f finding.Finding) bool { return f.Severity == finding.Block }); len(blocking) > 0 {
		finding.Sort(blocking)
		return nil, &PlanError{Findings: blocking}
	}
	return b.net.calendars[at], nil
}
