package lifecycle

import (
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// The actions on objections.
const (
	ActionObject   Action = "object"
	ActionUnobject Action = "withdraw_objection"
)

// The types of events about objections.
const (
	TypeObjectionRaised    EventType = "lifecycle.objection_raised"
	TypeObjectionWithdrawn EventType = "lifecycle.objection_withdrawn"
)

// Object objects to a move in a role to which its gate gives a veto. It needs a
// reason, and like an approval it binds to the evidence that was shown. The
// gate stays blocked until the actor withdraws the objection or it is
// overridden; other evidence does not end it. Taking the move does.
type Object struct {
	Header
	Move     MoveID `json:"move"`
	Role     Role   `json:"role"`
	Evidence Digest `json:"evidence"`
}

// WithdrawObjection takes back the actor's own objection.
type WithdrawObjection struct {
	Header
	Move MoveID `json:"move"`
	Role Role   `json:"role"`
}

// Objection is an objection that stands.
type Objection struct {
	Move     MoveID    `json:"move"`
	Role     Role      `json:"role"`
	Actor    ActorID   `json:"actor"`
	At       time.Time `json:"at"`
	Version  Version   `json:"version"`
	Reason   string    `json:"reason"`
	Evidence Digest    `json:"evidence"` // what was shown
	Facts    Facts     `json:"facts"`    // the same, readable
}

// ObjectionRaised says that somebody objected to a move on the evidence shown.
type ObjectionRaised struct {
	Move     MoveID `json:"move"`
	Role     Role   `json:"role"`
	Evidence Digest `json:"evidence"`
	Facts    Facts  `json:"facts,omitzero"`
}

// ObjectionWithdrawn says that somebody took an objection back.
type ObjectionWithdrawn struct {
	Move MoveID `json:"move"`
	Role Role   `json:"role"`
}

// Action returns [ActionObject].
func (Object) Action() Action { return ActionObject }

// Action returns [ActionUnobject].
func (WithdrawObjection) Action() Action { return ActionUnobject }

// EventType returns [TypeObjectionRaised].
func (ObjectionRaised) EventType() EventType { return TypeObjectionRaised }

// EventType returns [TypeObjectionWithdrawn].
func (ObjectionWithdrawn) EventType() EventType { return TypeObjectionWithdrawn }

// Objections returns the objections that stand, in the order raised.
func (s State) Objections() []Objection {
	if s.oversight == nil {
		return nil
	}
	return slices.Clone(s.oversight.objections)
}

// is reports whether the objection is the one of that person in that role.
func (o *Objection) is(move MoveID, role Role, actor ActorID) bool {
	return o.Move == move && o.Role == role && o.Actor == actor
}

func (s *State) objects(move MoveID, role Role, actor ActorID) bool {
	return s.oversight != nil && slices.ContainsFunc(s.oversight.objections, func(o Objection) bool { return o.is(move, role, actor) })
}

func (w *weighing) object(c *Object) Body {
	if !w.project(c.Header) || !w.about(c.Move) {
		return nil
	}
	subject := finding.Ref{Kind: "move", ID: string(c.Move)}
	var may []Role
	if w.move.gate != nil {
		may = w.move.gate.vetoing()
	}
	if !slices.Contains(may, c.Role) {
		w.block(CodeObjectionNoVeto, subject, roleList(may), finding.Text(shorten(string(c.Role))), RemedyMendCommand)
	}
	if w.s.objects(c.Move, c.Role, c.Actor) {
		w.block(CodeObjectionGiven, subject, finding.Value{}, finding.Text(shorten(string(c.Role))), RemedyMendCommand)
	}
	if is := w.evidence(); c.Evidence != is {
		w.block(CodeEvidenceChanged, subject, finding.Text(string(is)), finding.Text(shorten(string(c.Evidence))), RemedyLookAgain)
	}
	w.reason(c.Header, subject, []Role{c.Role})
	w.roles([]Role{c.Role}, subject)
	if w.blocked() {
		return nil
	}
	return ObjectionRaised{c.Move, c.Role, c.Evidence, w.facts}
}

func (w *weighing) unobject(c *WithdrawObjection) Body {
	if !w.project(c.Header) {
		return nil
	}
	w.inSequence()
	if !w.s.objects(c.Move, c.Role, c.Actor) {
		subject := finding.Ref{Kind: "move", ID: shorten(string(c.Move))}
		w.block(CodeObjectionNone, subject, finding.Text(shorten(string(c.Role))), finding.Value{}, RemedyMendCommand)
	}
	if w.blocked() {
		return nil
	}
	return ObjectionWithdrawn{c.Move, c.Role}
}

// objections weighs the objections to the move in roles that have a veto.
func (w *weighing) objections(g *gate) {
	for i := range w.s.oversight.objections {
		o := &w.s.oversight.objections[i]
		if q := g.quorum(o.Role); o.Move != w.move.ID || q == nil || !q.Veto {
			continue
		}
		subject := finding.Ref{Kind: "objection", ID: string(o.Actor)}
		role := finding.Text(string(o.Role))
		if w.lets(subject, finding.Value{}, role, Overridden{Objection: o.Actor, Role: o.Role}) {
			continue
		}
		w.block(CodeObjectionStands, subject, finding.Value{}, role, RemedyWithdrawObjection)
		w.step(NextStep{Do: RemedyWithdrawObjection, Subject: subject, Want: role, Actor: o.Actor, Count: 1})
		if g.OverrideVeto {
			w.instead = addStep(w.instead, NextStep{Do: RemedyOverride, Subject: subject, Want: role, By: slices.Clone(g.Override), Count: 1})
		}
	}
}
