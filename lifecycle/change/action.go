package change

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// ActionKind says whether an action mends a deviation or keeps one from coming.
type ActionKind string

// The kinds of action.
const (
	Corrective ActionKind = "corrective"
	Preventive ActionKind = "preventive"
)

// ActionKinds returns every kind of action. The caller owns the slice.
func ActionKinds() []ActionKind { return []ActionKind{Corrective, Preventive} }

// ActionState says where an action stands.
type ActionState string

// The states of an action, in order.
const (
	ActionOpen   ActionState = "open"   // to be done; also the empty state
	ActionDone   ActionState = "done"   // done; its effect is not judged yet
	ActionClosed ActionState = "closed" // judged, or closed without
)

// ActionStates returns every state of an action. The caller owns the slice.
func ActionStates() []ActionState { return []ActionState{ActionOpen, ActionDone, ActionClosed} }

// Bound says how a real figure is held against an expected one.
type Bound string

// The bounds. Figures that cannot be ordered, such as texts, know Exactly only.
const (
	Exactly Bound = "exactly" // also the empty bound
	AtLeast Bound = "at_least"
	AtMost  Bound = "at_most"
)

// Bounds returns every bound. The caller owns the slice.
func Bounds() []Bound { return []Bound{Exactly, AtLeast, AtMost} }

// Expectation is a figure that an action is to bring about.
type Expectation struct {
	Subject finding.Ref   `json:"subject"` // the indicator, task or the like
	Bound   Bound         `json:"bound,omitempty"`
	Value   finding.Value `json:"value"`
}

// Met reports whether a real figure keeps the expectation. A figure that is
// unknown, of another kind or in another unit does not.
func (e Expectation) Met(real finding.Value) bool {
	order, comparable := finding.CompareValues(real, e.Value)
	switch e.Bound {
	case AtLeast:
		return comparable && order >= 0
	case AtMost:
		return comparable && order <= 0
	}
	return real == e.Value && !real.IsUnknown() && !real.IsZero()
}

// Action answers a deviation: what is done about it, what that is expected to
// bring about, and what it brought about. It is a value, as [Request] is.
type Action struct {
	ID        string        `json:"id"`
	Title     string        `json:"title"`
	Kind      ActionKind    `json:"kind"`
	Deviation finding.Ref   `json:"deviation"` // what it answers: an indicator out of its limits, a late task, a crossing
	Owner     string        `json:"owner"`     // actor id
	Due       calendar.Date `json:"due"`
	Expected  []Expectation `json:"expected"`
	CheckOn   calendar.Date `json:"check_on"`         // when its effect is to be judged
	Change    string        `json:"change,omitempty"` // id of the change request that carries it out; empty: none is needed

	State   ActionState       `json:"state,omitempty"`
	Done    calendar.DateTime `json:"done,omitzero"`   // since it was done
	Closed  calendar.DateTime `json:"closed,omitzero"` // since it was closed
	By      string            `json:"by,omitempty"`    // who took the last step
	Reason  string            `json:"reason,omitempty"`
	Effects []ActionEffect    `json:"effects,omitempty"` // one for each expectation, since it was judged
}

// ActionEffect holds what an action brought about against what was expected.
type ActionEffect struct {
	Expectation
	Real finding.Value `json:"real"`
	Met  bool          `json:"met"`
}

// Clone returns a copy that shares nothing with the receiver.
func (a Action) Clone() Action {
	a.Expected, a.Effects = slices.Clone(a.Expected), slices.Clone(a.Effects)
	return a
}

func (a Action) ref(field string) finding.Ref {
	return finding.Ref{Kind: "action", ID: a.ID, Field: field}
}

// standing returns the state, open for an action that has none yet.
func (a Action) standing() ActionState {
	if a.State == "" {
		return ActionOpen
	}
	return a.State
}

// Check returns, sorted, what the action lacks.
func (a Action) Check() []finding.Finding {
	var found []finding.Finding
	lack := func(missing bool, field string) {
		if missing {
			found = append(found, finding.Finding{Code: CodeActionField, Subject: a.ref(field), Remedy: RemedyCompleteAction})
		}
	}
	lack(a.ID == "", "id")
	lack(a.Title == "", "title")
	lack(a.Deviation == finding.Ref{}, "deviation")
	lack(a.Owner == "", "owner")
	lack(a.Due.IsZero(), "due")
	lack(len(a.Expected) == 0, "expected")
	lack(a.CheckOn.IsZero() || a.CheckOn.Before(a.Due), "check_on")
	if !slices.Contains(ActionKinds(), a.Kind) {
		found = append(found, unknownWord(a.ref("kind"), string(a.Kind), ActionKinds()))
	}
	if !slices.Contains(ActionStates(), a.standing()) {
		found = append(found, unknownWord(a.ref("state"), string(a.State), ActionStates()))
	}
	for _, e := range a.Expected {
		if e.Bound != "" && !slices.Contains(Bounds(), e.Bound) {
			found = append(found, unknownWord(a.ref("expected"), string(e.Bound), Bounds()))
		}
	}
	finding.Sort(found)
	return found
}

// Complete says that an open action is done. The error is a [*RefusedError]
// with what [Action.Check] finds, a state other than open, or a missing person
// or moment.
func (a Action) Complete(act Act) (Action, error) {
	return a.step(ActionOpen, ActionDone, act, a.Check())
}

// Judge closes an action that was done, with its real effect: a figure for
// each expectation, in their order; those beyond the figures given are unknown.
// An expectation that is not met needs a reason. The error is a
// [*RefusedError].
func (a Action) Judge(real []finding.Value, act Act) (Action, error) {
	var effects []ActionEffect
	var found []finding.Finding
	for i, e := range a.Expected {
		effect := ActionEffect{Expectation: e, Real: finding.Unknown(ReasonNoFigure)}
		if i < len(real) {
			effect.Real, effect.Met = real[i], e.Met(real[i])
		}
		effects = append(effects, effect)
	}
	if len(real) != len(a.Expected) || len(real) == 0 {
		found = append(found, finding.Finding{Code: CodeActionFigures, Subject: a.ref("effects"), Want: finding.Number(int64(len(a.Expected)), ""),
			Got: finding.Number(int64(len(real)), ""), Remedy: RemedyVerify})
	}
	if act.Reason == "" && slices.ContainsFunc(effects, func(e ActionEffect) bool { return !e.Met }) {
		found = append(found, finding.Finding{Code: CodeStepNoReason, Subject: a.ref("reason"), Got: finding.Text(string(ActionClosed)), Remedy: RemedyExplainEffect})
	}
	next, err := a.step(ActionDone, ActionClosed, act, found)
	next.Effects = effects
	if err != nil {
		return Action{}, err
	}
	return next, nil
}

// Close closes an action without judging its effect, for a reason; open or
// done. [CheckActions] goes on reporting it. The error is a [*RefusedError].
func (a Action) Close(act Act) (Action, error) {
	var found []finding.Finding
	if act.Reason == "" {
		found = append(found, finding.Finding{Code: CodeStepNoReason, Subject: a.ref("reason"), Got: finding.Text(string(ActionClosed)), Remedy: RemedyGiveReason})
	}
	from := a.standing()
	if from == ActionClosed {
		from = ActionDone // closed already: refused
	}
	return a.step(from, ActionClosed, act, found)
}

// ReasonNoFigure says that nobody gave the real figure.
const ReasonNoFigure = "no-figure"

// step takes an action from one state to another.
func (a Action) step(from, to ActionState, act Act, found []finding.Finding) (Action, error) {
	if a.standing() != from {
		found = append(found, finding.Finding{Code: CodeNotLegal, Subject: a.ref("state"), Want: finding.Text(string(from)), Got: finding.Text(string(a.standing())), Remedy: RemedyLegalMove})
	}
	if act.By == "" {
		found = append(found, finding.Finding{Code: CodeStepNoActor, Subject: a.ref("by"), Remedy: RemedyNameActor})
	}
	if act.At.IsZero() || act.At < a.Done {
		found = append(found, finding.Finding{Code: CodeStepUndated, Subject: a.ref("at"), Remedy: RemedyDateStep})
	}
	if err := refused(found); err != nil {
		return Action{}, err
	}
	a = a.Clone()
	a.State, a.By, a.Reason = to, act.By, act.Reason
	if to == ActionDone {
		a.Done = act.At
	} else {
		a.Closed = act.At
	}
	return a, nil
}

// CheckActions reports, sorted, as of a day: what each action lacks, ids used
// twice, actions past their due day, effects past the day they were to be
// judged, actions closed without a judgement of their effect, and effects that
// stay behind what was expected.
func CheckActions(actions []Action, on calendar.Date) []finding.Finding {
	var found []finding.Finding
	seen := map[string]bool{}
	for _, a := range actions {
		found = append(found, a.Check()...)
		if a.ID != "" && seen[a.ID] {
			found = append(found, finding.Finding{Code: CodeDuplicateID, Subject: a.ref("id"), Remedy: RemedyUniqueID})
		}
		seen[a.ID] = true
		found = append(found, a.due(on)...)
	}
	finding.Sort(found)
	return found
}

// due returns what should have happened to the action by a day.
func (a Action) due(on calendar.Date) []finding.Finding {
	warn := func(code finding.Code, field string, want calendar.Date, remedy finding.Code) []finding.Finding {
		return []finding.Finding{{Code: code, Severity: finding.Warn, Subject: a.ref(field), Want: finding.Date(want.String()), Got: finding.Date(on.String()), Remedy: remedy}}
	}
	switch {
	case a.standing() == ActionOpen && !a.Due.IsZero() && on.After(a.Due):
		return warn(CodeActionLate, "due", a.Due, RemedyDoAction)
	case a.standing() == ActionDone && !a.CheckOn.IsZero() && on.After(a.CheckOn):
		return warn(CodeActionUnjudged, "check_on", a.CheckOn, RemedyVerify)
	case a.standing() == ActionClosed && len(a.Effects) == 0:
		return []finding.Finding{{Code: CodeActionUnchecked, Severity: finding.Warn, Subject: a.ref("effects"), Remedy: RemedyVerify}}
	}
	var found []finding.Finding
	for _, e := range a.Effects {
		if !e.Met {
			found = append(found, finding.Finding{Code: CodeActionMissed, Severity: finding.Warn, Subject: a.ref("effects"), Want: e.Value, Got: e.Real,
				Remedy: RemedyExplainEffect, Related: []finding.Ref{e.Subject}})
		}
	}
	return found
}
