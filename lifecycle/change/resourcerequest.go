package change

import (
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// ResourceRequest asks for people or means that the project has not got. It
// states what becomes of the plan either way; the difference is what the grant
// is worth.
type ResourceRequest struct {
	ID       string            `json:"id"`
	Title    string            `json:"title"`
	Why      string            `json:"why,omitempty"`
	Proposer string            `json:"proposer"` // actor id
	Raised   calendar.Date     `json:"raised"`
	NeedBy   calendar.Date     `json:"need_by"`         // from this day on it must be there
	Tasks    []schedule.TaskID `json:"tasks,omitempty"` // that wait for it

	Granted     []schedule.Edit `json:"granted"`           // the plan if it is granted
	GrantedCost money.Amount    `json:"granted_cost"`      // besides what the plan carries
	Refused     []schedule.Edit `json:"refused,omitempty"` // the plan otherwise; none: it stays as it is
	RefusedCost money.Amount    `json:"refused_cost,omitzero"`
}

// Request returns the draft of a change request that asks for the grant, to be
// assessed and decided by authority as any other.
func (r ResourceRequest) Request() Request {
	return Request{ID: r.ID, Title: r.Title, Why: r.Why, Origin: FromTeam, Kind: OfResource, Urgency: Normal, Proposer: r.Proposer, Raised: r.Raised,
		Edits: cloneEdits(r.Granted), CostDelta: r.GrantedCost}
}

// Weighing says what granting a resource request does against refusing it.
type Weighing struct {
	Request string        `json:"request"`
	NeedBy  calendar.Date `json:"need_by"`
	// Granted and Refused compare either outcome with the plan as it stands.
	Granted Impact `json:"granted"`
	Refused Impact `json:"refused"`
	// Saved is by how much earlier the project finishes with the grant than
	// without, in seconds of working time; negative: later.
	Saved     calendar.Work `json:"saved_s"`
	SavedDays int           `json:"saved_days"` // calendar days
	// Cost is what the project costs more with the grant than without;
	// negative: the grant saves money.
	Cost  money.Amount      `json:"cost"`
	Goals []string          `json:"goals,omitempty"` // in time with the grant and late without
	Found []finding.Finding `json:"found,omitempty"` // sorted
}

// Weigh computes a resource request both ways. Among the findings is a need-by
// date after the first start of the tasks that wait, as granted: then the grant
// comes too late for what it promises. The request of the input is not looked
// at. The error is that of [Assess], or of amounts in two currencies.
func (r ResourceRequest) Weigh(in Input) (Weighing, error) {
	assess := func(name string, edits []schedule.Edit, cost money.Amount) (Impact, error) {
		in.Request = Request{ID: r.ID + ":" + name, Edits: edits, CostDelta: cost}
		i, err := Assess(in)
		if err != nil {
			return Impact{}, fmt.Errorf("change: %s: %w", name, err)
		}
		return i, nil
	}
	w := Weighing{Request: r.ID, NeedBy: r.NeedBy}
	var err error
	if w.Granted, err = assess("granted", r.Granted, r.GrantedCost); err != nil {
		return Weighing{}, err
	}
	if w.Refused, err = assess("refused", r.Refused, r.RefusedCost); err != nil {
		return Weighing{}, err
	}
	project, err := schedule.ProjectCalendar(in.Plan)
	if err != nil {
		return Weighing{}, fmt.Errorf("change: weigh: %w", err)
	}
	with, without := w.Granted.Options[1], w.Refused.Options[1]
	w.Saved, w.SavedDays = project.Between(with.Finish, without.Finish), without.Finish.Date().DaysSince(with.Finish.Date())
	if w.Cost, err = with.Cost.Sub(without.Cost); err != nil {
		return Weighing{}, fmt.Errorf("change: weigh: cost: %w", err)
	}
	w.Goals, err = r.saves(in)
	if err != nil {
		return Weighing{}, err
	}
	w.Found, err = r.inTime(in)
	return w, err
}

// outcome computes the plan with some edits.
func outcome(in Input, edits []schedule.Edit) (view, error) {
	p, err := schedule.Apply(in.Plan, edits)
	if err != nil {
		return view{}, fmt.Errorf("change: weigh: %w", err)
	}
	return look(p, money.Amount{})
}

// saves lists the goals that are late without the grant and in time with it.
func (r ResourceRequest) saves(in Input) ([]string, error) {
	with, err := outcome(in, r.Granted)
	if err != nil {
		return nil, err
	}
	without, err := outcome(in, r.Refused)
	if err != nil {
		return nil, err
	}
	var saved []string
	for _, link := range in.Goals {
		if late(without.reached(link), link.Due) && !late(with.reached(link), link.Due) {
			saved = append(saved, link.Goal)
		}
	}
	return saved, nil
}

// reached returns when the last of a goal's tasks finishes, or the project.
func (v view) reached(link GoalLink) calendar.DateTime {
	if len(link.Tasks) == 0 {
		return v.result.Finish()
	}
	var last calendar.DateTime
	for _, id := range link.Tasks {
		last = max(last, v.finish(id))
	}
	return last
}

// inTime reports a need-by date after the first task that waits.
func (r ResourceRequest) inTime(in Input) ([]finding.Finding, error) {
	ref := func(field string) finding.Ref { return finding.Ref{Kind: "resource_request", ID: r.ID, Field: field} }
	if r.NeedBy.IsZero() {
		return []finding.Finding{{Code: CodeNoNeedBy, Severity: finding.Warn, Subject: ref("need_by"), Remedy: RemedyDateNeed}}, nil
	}
	with, err := outcome(in, r.Granted)
	if err != nil {
		return nil, err
	}
	var first calendar.DateTime
	for _, id := range r.Tasks {
		times, _ := with.result.Times(id)
		if times.Start != 0 && (first == 0 || times.Start < first) {
			first = times.Start
		}
	}
	if first == 0 || !r.NeedBy.After(first.Date()) {
		return nil, nil
	}
	return []finding.Finding{{Code: CodeNeedLate, Severity: finding.Warn, Subject: ref("need_by"), Want: finding.Date(first.Date().String()),
		Got: finding.Date(r.NeedBy.String()), Remedy: RemedyDateNeed}}, nil
}

// GrantBalance sets what was granted against what was forgone.
type GrantBalance struct {
	Granted   []GrantLine `json:"granted,omitempty"`
	Forgone   []GrantLine `json:"forgone,omitempty"`   // rejected or withdrawn
	Waiting   []GrantLine `json:"waiting,omitempty"`   // not decided yet
	Unweighed []string    `json:"unweighed,omitempty"` // ids of resource requests that nobody weighed
}

// GrantLine is one resource request in the balance.
type GrantLine struct {
	Request string        `json:"request"`
	State   State         `json:"state"`
	Level   string        `json:"level,omitempty"` // that decided
	Saved   calendar.Work `json:"saved_s"`         // working time that the grant saves
	Cost    money.Amount  `json:"cost"`            // what the grant costs more
	Goals   []string      `json:"goals,omitempty"` // that hang on it
	Reason  string        `json:"reason,omitempty"`
}

// BalanceGrants sorts the requests that are about resources by what became of
// them, each with its weighing, in the order given. The lines are not added
// up: two grants that save a week each need not save two. The caller owns the
// result.
func BalanceGrants(requests []Request, weighings []Weighing) GrantBalance {
	var b GrantBalance
	for _, r := range requests {
		if r.Kind != OfResource {
			continue
		}
		i := slices.IndexFunc(weighings, func(w Weighing) bool { return w.Request == r.ID })
		if i < 0 {
			b.Unweighed = append(b.Unweighed, r.ID)
			continue
		}
		w := weighings[i]
		line := GrantLine{Request: r.ID, State: r.Standing(), Level: r.Decision.Level, Saved: w.Saved, Cost: w.Cost, Goals: slices.Clone(w.Goals), Reason: r.Decision.Reason}
		switch r.Standing() {
		case Approved, Implemented, Verified:
			b.Granted = append(b.Granted, line)
		case Rejected, Withdrawn:
			b.Forgone = append(b.Forgone, line)
		default:
			b.Waiting = append(b.Waiting, line)
		}
	}
	return b
}
