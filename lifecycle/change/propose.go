package change

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// OptionKind is a way to respond to a disruption.
type OptionKind string

// The ways to respond.
const (
	ByWaiting      OptionKind = "do_nothing" // take it as it comes
	ByResequencing OptionKind = "resequence" // drop soft links, put the lower priority behind
	ByReassigning  OptionKind = "reassign"   // to somebody who has the skills
	ByOvertime     OptionKind = "overtime"   // longer days within the limits
	ByAddingPeople OptionKind = "add_people" // share the work, after a time to learn
	ByCutting      OptionKind = "cut_scope"  // leave out what is optional
	ByMovingDates  OptionKind = "move_date"  // agree on a later date
)

// OptionKinds returns every way to respond, in the order in which equals are
// ranked. The caller owns the slice.
func OptionKinds() []OptionKind {
	return []OptionKind{ByWaiting, ByResequencing, ByReassigning, ByOvertime, ByAddingPeople, ByCutting, ByMovingDates}
}

// Means is what may be done about disruptions. The zero value permits nothing
// but another order by priority and later dates.
type Means struct {
	Soft       []schedule.Link   // links that are a choice, not a must; From, To and Type count
	Optional   []schedule.TaskID // tasks that may be left out
	Candidates []Candidate       // the better first, as [team.Match] has them
	Overtime   Overtime
	RampUp     RampUp
	Weights    []Weight // none: [StandardWeights]
}

// Overtime bounds longer days. Without a length of day: none.
type Overtime struct {
	Daily   calendar.Work // at the end of each working day, in seconds
	Days    int           // working days with overtime for each resource, from the day of the proposal on; at most 366
	Premium int           // percent of the rate that an hour of overtime costs on top of it
}

// RampUp is what it takes until a newcomer is of use.
type RampUp struct {
	Work calendar.Work // work that is lost while learning, in seconds
	Cost money.Amount  // on top of the rate, for each newcomer to a task
}

// Proposals are the options to respond to a disruption.
type Proposals struct {
	Disruption string            `json:"disruption"` // id
	At         calendar.DateTime `json:"at"`
	// Happening is what the disruption itself does to the plan; the edits of
	// the options come on top of it.
	Happening  []schedule.Edit `json:"happening,omitempty"`
	PlanBefore string          `json:"plan_before"` // see [PlanDigest]: undisturbed
	PlanAfter  string          `json:"plan_after"`  // with Happening
	Options    []Proposal      `json:"options"`     // the best first; doing nothing is one of them
}

// Proposal is one way to respond, with its outlook.
type Proposal struct {
	ID        string          `json:"id"` // kind and what it is about, such as "reassign:bob"
	Kind      OptionKind      `json:"kind"`
	Place     int             `json:"place"` // 1 is the best
	Edits     []schedule.Edit `json:"edits,omitempty"`
	CostDelta money.Amount    `json:"cost_delta,omitzero"` // besides what the plan carries: premiums, learning
	Impact    Impact          `json:"impact"`              // compared with doing nothing
	Measures  []Measure       `json:"measures"`            // why it has its place, in the order of the criteria
	Score     finding.Value   `json:"score"`               // weighted mean of the shares: 0 is the best in everything, 1 the worst
}

// Option returns the proposal of that id. It reports false when there is none.
func (p Proposals) Option(id string) (Proposal, bool) {
	for _, o := range p.Options {
		if o.ID == id {
			return o, true
		}
	}
	return Proposal{}, false
}

// Edits returns all that an option does to the undisturbed plan: what happened
// and the response. It is nil for an option that is not there. The caller owns
// the slice.
func (p Proposals) Edits(id string) []schedule.Edit {
	o, known := p.Option(id)
	if !known {
		return nil
	}
	return cloneEdits(slices.Concat(p.Happening, o.Edits))
}

// Propose lists what can be done about a disruption, within the means. Every
// option is a list of edits that was made and computed: one that the plan
// refuses, that brings a finding that blocks, that comes to the same as doing
// nothing, or that makes the plan of an earlier one at the same cost, is not
// listed. More people and single cuts are looked at for the
// 20 longest tasks that they might help. The request of the input is not looked at.
//
// The same question gives the same bytes. The error is a [*RefusedError] for a
// disruption that does not fit the plan, or that of [Assess] for a plan that
// cannot be computed.
func Propose(in Input, d Disruption, m Means) (Proposals, error) {
	happened, edits, err := d.happen(in.Plan)
	if err != nil {
		return Proposals{}, err
	}
	if d.Kind == PersonAway || d.Kind == ResourceLost {
		m.Candidates = slices.DeleteFunc(slices.Clone(m.Candidates), func(c Candidate) bool { return c.Resource.ID == d.Resource })
	}
	a := adviser{in: in, disruption: d, means: m, plan: happened}
	if a.before, err = look(in.Plan, money.Amount{}); err != nil {
		return Proposals{}, fmt.Errorf("change: propose: as it stands: %w", err)
	}
	if a.now, err = look(happened, money.Amount{}); err != nil {
		return Proposals{}, fmt.Errorf("change: propose: as it is now: %w", err)
	}
	options, err := a.options()
	if err != nil {
		return Proposals{}, err
	}
	if err := a.rank(options); err != nil {
		return Proposals{}, err
	}
	return Proposals{Disruption: d.ID, At: in.At, Happening: edits, PlanBefore: a.before.digest, PlanAfter: a.now.digest, Options: options}, nil
}

// adviser thinks of options.
type adviser struct {
	in         Input
	disruption Disruption
	means      Means
	plan       *schedule.Plan // in which the disruption has happened
	before     view           // the undisturbed plan
	now        view           // that plan, computed
}

// options returns every option that works, doing nothing first.
func (a adviser) options() ([]Proposal, error) {
	nothing := Proposal{ID: string(ByWaiting), Kind: ByWaiting}
	var err error
	if nothing.Impact, err = a.assess(nothing); err != nil {
		return nil, err
	}
	list := []Proposal{nothing}
	for _, think := range []func() []Proposal{a.resequence, a.reassign, a.overtime, a.addPeople, a.cutScope, a.moveDates} {
		for _, o := range think() {
			impact, err := a.assess(o)
			if err != nil || len(o.Edits) == 0 || finding.Blocks(impact.Options[1].Conflicts) || slices.ContainsFunc(list, o.sameAs) {
				continue
			}
			o.Impact = impact
			if !a.idle(o) && !slices.ContainsFunc(list, o.samePlan) {
				list = append(list, o)
			}
		}
	}
	return list, nil
}

// sameAs reports whether two options have one id.
func (p Proposal) sameAs(other Proposal) bool { return p.ID == other.ID }

// samePlan reports whether two options make the same plan at the same cost.
func (p Proposal) samePlan(other Proposal) bool {
	return p.Impact.PlanAfter == other.Impact.PlanAfter && p.CostDelta == other.CostDelta
}

func (a adviser) assess(o Proposal) (Impact, error) {
	in := a.in
	in.Plan = a.plan
	in.Request = Request{ID: a.disruption.ID + ":" + o.ID, Edits: o.Edits, CostDelta: o.CostDelta}
	return Assess(in)
}

// idle reports whether an option comes to the same as doing nothing.
func (a adviser) idle(o Proposal) bool {
	was, is := o.Impact.Options[0], o.Impact.Options[1]
	return o.Impact.FinishMoved == 0 && o.Impact.CostMoved.Sign() == 0 && excess(was.Overloads) == excess(is.Overloads) &&
		len(was.Conflicts) == len(is.Conflicts) && len(o.Impact.Load) == 0 && o.Impact.Scope == ScopeNone
}

// open returns the tasks that can still be changed: active, not begun, not
// pinned, no summaries, in plan order.
func (v view) open() []schedule.Task {
	outer := summaries(v.plan)
	var list []schedule.Task
	for i := range v.plan.Tasks {
		if t := v.plan.Tasks[i]; v.active(t.ID) && !outer[t.ID] && !t.Manual && t.Progress == (schedule.Progress{}) {
			list = append(list, t)
		}
	}
	return list
}

// critical returns those of the open tasks that are critical.
func (v view) critical() []schedule.Task {
	return slices.DeleteFunc(v.open(), func(t schedule.Task) bool {
		times, _ := v.result.Times(t.ID)
		return !times.Critical
	})
}

// staff returns the assignments of people to a task.
func staff(p *schedule.Plan, task schedule.TaskID) []schedule.Assignment {
	return slices.DeleteFunc(slices.Clone(p.Assignments), func(a schedule.Assignment) bool { return a.Task != task || a.Work <= 0 || !works(p, a.Resource) })
}

// works reports whether a resource is one that works, not a material or cost.
func works(p *schedule.Plan, id schedule.ResourceID) bool {
	return slices.ContainsFunc(p.Resources, func(r schedule.Resource) bool { return r.ID == id && r.Kind == schedule.WorkResource })
}

// units returns the units of an assignment.
func units(a schedule.Assignment) schedule.Share { return cmp.Or(a.Units, schedule.FullUnit) }
