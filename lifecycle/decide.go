package lifecycle

import (
	"strings"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Input is what the rules may know besides the definition, the state and the
// command. Nothing else enters a decision.
type Input struct {
	Now   time.Time // when the answer is given and recorded; must not be zero
	Actor ActorID   // who asks for [Choices]; commands carry their own
	Roles []Role    // the roles the actor holds in this project, as the host vouches
	Facts Facts     // what the host knows now

	// Definitions are those that a project can be started by. They only help
	// a refusal to name them; none: the one that is decided by.
	Definitions []DefinitionRef

	// Target is the definition that [Migrate] asks for; other commands do not
	// look at it.
	Target *Definition
}

// NextStep is one step on the way to yes.
type NextStep struct {
	Do      finding.Code  `json:"do"`              // what to do, one of the remedies
	Subject finding.Ref   `json:"subject"`         // about what: a fact, a role, the move
	Want    finding.Value `json:"want,omitzero"`   // what has to come of it
	By      []Role        `json:"by,omitempty"`    // who can take it; none means whoever is authorised, or the Actor alone where there is one
	Count   int           `json:"count,omitempty"` // how many different persons have to take it
	Not     []ActorID     `json:"not,omitempty"`   // who may not take it
	// Actor can take it whatever their roles: the owner of a condition, or who
	// raised an objection. "" means that By says all.
	// With an Actor and no By it is the Actor alone.
	Actor ActorID `json:"actor,omitempty"`
	// Criteria are all that a fact has to meet where that is more than Want.
	Criteria []Criterion `json:"criteria,omitempty"`
}

// Refusal is a no with all its reasons. It is an error that unwraps to
// [ErrRefused].
type Refusal struct {
	Command  CommandID         `json:"command"`
	Action   Action            `json:"action"`
	Move     MoveID            `json:"move,omitempty"`  // the move it is about, if any
	Findings []finding.Finding `json:"findings"`        // every one, the gravest first
	Steps    []NextStep        `json:"steps,omitempty"` // the shortest way to a yes, in the order to be taken
	// Instead holds other ways, such as an override: each takes the place of
	// the step on the same subject, and of what only that step needs.
	Instead []NextStep `json:"instead,omitempty"`
}

// Error lists the findings, at most ten.
func (r *Refusal) Error() string {
	text := (&finding.Error{Op: ErrRefused.Error() + ": " + string(r.Action), Findings: r.Findings}).Error()
	return strings.TrimSpace(text)
}

// Unwrap returns [ErrRefused].
func (r *Refusal) Unwrap() error { return ErrRefused }

// Decide answers a command: with the entries that carrying it out puts on
// record, or with a refusal that names everything in the way. Exactly one of
// the two is nil.
//
// Decide is pure: it changes nothing, reads no clock, and gives the same answer
// for the same arguments. The facts that decided are frozen in the entries, so
// that replay needs neither the host nor the definition. def may be nil only
// where there is none to be had; that is refused.
func Decide(def *Definition, s State, cmd Command, in Input) ([]Entry, *Refusal) {
	var w weighing // filled in place: a literal would be copied
	w.def, w.s, w.in = def, s, in
	body := w.weigh(cmd)
	if body == nil {
		return nil, w.refusal(cmd)
	}
	if w.sheet == nil {
		w.sheet = new(sheet)
	}
	w.sheet.entries[0] = Entry{
		Command: w.head.ID, Actor: w.head.Actor, At: w.at, Recorded: w.now,
		Reason: w.head.Reason, Body: body,
	}
	if w.second == nil {
		return w.sheet.entries[:], nil
	}
	second := w.sheet.entries[0]
	second.Body = w.second
	return append(w.sheet.entries[:], second), nil
}

func (w *weighing) refusal(cmd Command) *Refusal {
	r := &Refusal{Command: w.head.ID, Findings: w.findings, Steps: w.steps, Instead: w.instead}
	if !isNil(cmd) {
		r.Action = cmd.Action()
	}
	if w.move != nil {
		r.Move = w.move.ID
	}
	finding.Sort(r.Findings)
	sortSteps(r.Steps)
	sortSteps(r.Instead)
	return r
}
