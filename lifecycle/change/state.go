package change

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// State is where a request stands.
type State string

// The states.
const (
	Draft       State = "draft"       // being written
	Submitted   State = "submitted"   // waiting for its assessment
	Assessed    State = "assessed"    // its impact is known; waiting for the decision
	Approved    State = "approved"    // to be implemented
	Rejected    State = "rejected"    // turned down, for the reason on record; final
	Deferred    State = "deferred"    // put off, for the reason on record
	Implemented State = "implemented" // in the plan
	Verified    State = "verified"    // its real effect was compared with the computed one; final
	Withdrawn   State = "withdrawn"   // taken back; final
)

// States returns every state, in the order above. The caller owns the slice.
func States() []State {
	return []State{Draft, Submitted, Assessed, Approved, Rejected, Deferred, Implemented, Verified, Withdrawn}
}

// Move is what is done with a request.
type Move string

// The moves.
const (
	MoveSubmit    Move = "submit"
	MoveRevise    Move = "revise" // back to the proposer; drops assessment and decision
	MoveAssess    Move = "assess" // also once more, when the plan has moved; drops the decision
	MoveApprove   Move = "approve"
	MoveReject    Move = "reject"
	MoveDefer     Move = "defer"
	MoveImplement Move = "implement"
	MoveVerify    Move = "verify"
	MoveWithdraw  Move = "withdraw"
)

// Moves returns every move, in the order above. The caller owns the slice.
func Moves() []Move {
	return []Move{MoveSubmit, MoveRevise, MoveAssess, MoveApprove, MoveReject, MoveDefer, MoveImplement, MoveVerify, MoveWithdraw}
}

// Transition is one move that is legal in one state.
type Transition struct {
	From        State `json:"from"`
	Move        Move  `json:"move"`
	To          State `json:"to"`
	NeedsReason bool  `json:"needs_reason,omitempty"`
}

// Transitions returns everything that is legal; what is not listed is not. The
// caller owns the slice.
func Transitions() []Transition {
	return []Transition{
		{Draft, MoveSubmit, Submitted, false},
		{Draft, MoveWithdraw, Withdrawn, true},
		{Submitted, MoveRevise, Draft, true},
		{Submitted, MoveAssess, Assessed, false},
		{Submitted, MoveWithdraw, Withdrawn, true},
		{Assessed, MoveRevise, Draft, true},
		{Assessed, MoveAssess, Assessed, false},
		{Assessed, MoveApprove, Approved, false},
		{Assessed, MoveReject, Rejected, true},
		{Assessed, MoveDefer, Deferred, true},
		{Assessed, MoveWithdraw, Withdrawn, true},
		{Approved, MoveAssess, Assessed, false},
		{Approved, MoveImplement, Implemented, false},
		{Approved, MoveWithdraw, Withdrawn, true},
		{Deferred, MoveSubmit, Submitted, false},
		{Deferred, MoveRevise, Draft, true},
		{Deferred, MoveWithdraw, Withdrawn, true},
		{Implemented, MoveVerify, Verified, false},
	}
}

// Act says who makes a move, when and why.
type Act struct {
	By     string            // actor id; required
	At     calendar.DateTime // required; not before the last step
	Reason string            // required where the transition says so
}

// Step is a move that was made.
type Step struct {
	Move   Move              `json:"move"`
	From   State             `json:"from"`
	To     State             `json:"to"`
	By     string            `json:"by"`
	At     calendar.DateTime `json:"at"`
	Reason string            `json:"reason,omitempty"`
}

// Standing returns the state, and [Draft] for a request that has none yet.
func (r Request) Standing() State { return cmp.Or(r.State, Draft) }

// Moves returns the moves that are legal now, in the order of the table. The
// caller owns the slice.
func (r Request) Moves() []Move {
	var moves []Move
	for _, t := range Transitions() {
		if t.From == r.Standing() {
			moves = append(moves, t.Move)
		}
	}
	return moves
}

// Submit hands in a draft or a deferred request. The error is a
// [*RefusedError] with everything that blocks: what [Request.Check] finds, a
// step that is not legal or that lacks who, when or why.
func Submit(r Request, a Act) (Request, error) {
	return r.step(MoveSubmit, a, r.Check())
}

// Revise gives a request back to its proposer. Assessment and decision are
// dropped. The error is a [*RefusedError].
func Revise(r Request, a Act) (Request, error) {
	next, err := r.step(MoveRevise, a, nil)
	next.Impact, next.Decision = Impact{}, Decision{}
	return next, err
}

// Withdraw takes a request back for good. The error is a [*RefusedError].
func Withdraw(r Request, a Act) (Request, error) { return r.step(MoveWithdraw, a, nil) }

// step makes a move, unless the findings given or its own block it.
func (r Request) step(m Move, a Act, found []finding.Finding) (Request, error) {
	t, mine := r.transition(m, a)
	if err := refused(slices.Concat(found, mine)); err != nil {
		return Request{}, err
	}
	next := r.Clone()
	next.State = t.To
	next.History = append(next.History, Step{m, t.From, t.To, a.By, a.At, a.Reason})
	return next, nil
}

// transition returns the transition of a move, and what stands against it.
func (r Request) transition(m Move, a Act) (Transition, []finding.Finding) {
	list := Transitions()
	i := slices.IndexFunc(list, func(t Transition) bool { return t.From == r.Standing() && t.Move == m })
	if i < 0 {
		return Transition{}, []finding.Finding{{Code: CodeNotLegal, Subject: r.ref("state"), Want: finding.List(words(r.Moves())...),
			Got: finding.Text(string(m)), Remedy: RemedyLegalMove}}
	}
	return list[i], r.checkAct(list[i], a)
}

func (r Request) checkAct(t Transition, a Act) []finding.Finding {
	var found []finding.Finding
	if a.By == "" {
		found = append(found, finding.Finding{Code: CodeStepNoActor, Subject: r.ref("by"), Remedy: RemedyNameActor})
	}
	if t.NeedsReason && a.Reason == "" {
		found = append(found, finding.Finding{Code: CodeStepNoReason, Subject: r.ref("reason"), Got: finding.Text(string(t.Move)), Remedy: RemedyGiveReason})
	}
	switch last := r.last(); {
	case a.At.IsZero():
		found = append(found, finding.Finding{Code: CodeStepUndated, Subject: r.ref("at"), Remedy: RemedyDateStep})
	case a.At < last:
		found = append(found, finding.Finding{Code: CodeStepEarly, Subject: r.ref("at"), Want: finding.Date(last.String()),
			Got: finding.Date(a.At.String()), Remedy: RemedyDateStep})
	}
	return found
}

// last returns when the last step was taken, the first moment without any.
func (r Request) last() calendar.DateTime {
	if len(r.History) == 0 {
		return 0
	}
	return r.History[len(r.History)-1].At
}

func (r Request) ref(field string) finding.Ref {
	return finding.Ref{Kind: "change", ID: r.ID, Field: field}
}

func words[T ~string](list []T) []string {
	texts := make([]string, len(list))
	for i, word := range list {
		texts[i] = string(word)
	}
	return texts
}
