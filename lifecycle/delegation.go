package lifecycle

import (
	"fmt"
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// The actions on delegations.
const (
	ActionDelegate Action = "delegate"
	ActionRevoke   Action = "revoke_delegation"
)

// The types of events about delegations.
const (
	TypeRoleDelegated     EventType = "lifecycle.role_delegated"
	TypeDelegationRevoked EventType = "lifecycle.delegation_revoked"
)

// Delegate lets somebody else approve in a role that the actor holds, for a
// time. It needs a reason. Who approves through it says so by OnBehalfOf of
// [Approve]. A delegation cannot be passed on, and is for approving alone.
//
// An approval through a delegation counts as one of both persons: neither may
// approve again in that role or in one kept apart from it, and where the
// proposer does not approve, neither may be the proposer. It stays when the
// delegation ends later, for it was valid when it was given. Nothing here
// learns that the delegator lost the role: revoke the delegation then. It has to
// hold both when the approval takes effect and when it is recorded.
type Delegate struct {
	Header
	To    ActorID   `json:"to"`
	Role  Role      `json:"role"`
	Moves []MoveID  `json:"moves,omitempty"` // none: every move
	From  time.Time `json:"from,omitzero"`   // zero: when the command takes effect
	Until time.Time `json:"until"`           // the last moment
}

// RevokeDelegation ends a delegation that the actor gave.
type RevokeDelegation struct {
	Header
	Delegation CommandID `json:"delegation"` // the id of the command that gave it
}

// Delegation is a delegation of a role, with what became of it.
type Delegation struct {
	ID      CommandID `json:"id"` // of the command that gave it
	By      ActorID   `json:"by"`
	To      ActorID   `json:"to"`
	Role    Role      `json:"role"`
	Moves   []MoveID  `json:"moves,omitempty"` // none: every move
	From    time.Time `json:"from"`
	Until   time.Time `json:"until"`
	Reason  string    `json:"reason"`
	Version Version   `json:"version"`
	Revoked time.Time `json:"revoked,omitzero"` // zero: it was not
}

// RoleDelegated says that somebody let another approve in a role.
type RoleDelegated struct {
	To    ActorID   `json:"to"`
	Role  Role      `json:"role"`
	Moves []MoveID  `json:"moves,omitempty"`
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
}

// DelegationRevoked says that a delegation was ended.
type DelegationRevoked struct {
	Delegation CommandID `json:"delegation"`
}

// Action returns [ActionDelegate].
func (Delegate) Action() Action { return ActionDelegate }

// Action returns [ActionRevoke].
func (RevokeDelegation) Action() Action { return ActionRevoke }

// EventType returns [TypeRoleDelegated].
func (RoleDelegated) EventType() EventType { return TypeRoleDelegated }

// EventType returns [TypeDelegationRevoked].
func (DelegationRevoked) EventType() EventType { return TypeDelegationRevoked }

// Delegations returns every delegation ever given, the oldest first.
func (s State) Delegations() []Delegation {
	if s.oversight == nil {
		return nil
	}
	out := slices.Clone(s.oversight.delegations)
	for i := range out {
		out[i].Moves = slices.Clone(out[i].Moves)
	}
	return out
}

// lapsed returns the moment that the time t has passed or not reached; zero
// when the delegation holds at t.
func (d *Delegation) lapsed(t time.Time) time.Time {
	switch {
	case t.Before(d.From):
		return d.From
	case !d.Revoked.IsZero() && !t.Before(d.Revoked):
		return d.Revoked
	case t.After(d.Until):
		return d.Until
	}
	return time.Time{}
}

// by reports whether the approval is the actor's, given directly or on their
// behalf.
func (a *Approval) by(actor ActorID) bool {
	return actor != "" && (a.Actor == actor || a.OnBehalfOf == actor)
}

// shares reports whether one person stands behind both approvals.
func (a *Approval) shares(b *Approval) bool { return a.by(b.Actor) || a.by(b.OnBehalfOf) }

// delegated checks that the role was delegated to the approver.
func (w *weighing) delegated(c *Approve, subject finding.Ref) {
	var passed time.Time
	for _, d := range w.s.Delegations() {
		if d.By != c.OnBehalfOf || d.To != c.Actor || d.Role != c.Role || len(d.Moves) > 0 && !slices.Contains(d.Moves, c.Move) {
			continue
		}
		if passed = d.lapsed(w.at); passed.IsZero() {
			passed = d.lapsed(w.now) // nobody makes use of it later by stating an earlier time
		}
		if passed.IsZero() {
			return
		}
	}
	if passed.IsZero() {
		w.block(CodeDelegationNone, subject, finding.Text(shorten(string(c.Role))), finding.Text(shorten(string(c.OnBehalfOf))), RemedyDelegate)
	} else {
		w.block(CodeDelegationLapsed, subject, finding.Instant(passed), finding.Instant(w.at), RemedyDelegate)
	}
	w.step(NextStep{Do: RemedyDelegate, Subject: subject, Want: finding.Text(shorten(string(c.Role))), Actor: c.OnBehalfOf, Count: 1})
}

func (w *weighing) delegate(c *Delegate) Body {
	if !w.project(c.Header) {
		return nil
	}
	w.inSequence()
	subject := finding.Ref{Kind: "role", ID: shorten(string(c.Role))}
	if !isID(string(c.To), maxActorID) {
		w.badCommand(CodeCommandBadID, "to", finding.Number(maxActorID, "byte"), finding.Text(shorten(string(c.To))))
	}
	if c.To == c.Actor {
		w.block(CodeDelegationSelf, subject, finding.Value{}, finding.Text(shorten(string(c.To))), RemedyMendCommand)
	}
	if !slices.Contains(w.def.spec.Roles, c.Role) {
		w.badCommand(CodeCommandUnknownName, "role", roleList(w.def.spec.Roles), finding.Text(shorten(string(c.Role))))
	}
	w.delegatedMoves(c.Moves)
	from := w.at
	if !c.From.IsZero() {
		from = normalTime(c.From)
		w.after("from", from, w.at.Add(-1))
	}
	w.after("until", c.Until, from)
	w.reason(c.Header, subject, []Role{c.Role})
	w.roles([]Role{c.Role}, subject)
	if w.blocked() {
		return nil
	}
	return RoleDelegated{c.To, c.Role, slices.Clone(c.Moves), from, normalTime(c.Until)}
}

func (w *weighing) delegatedMoves(moves []MoveID) {
	named(w, "moves", moves, names(w.def.moves, func(m move) string { return string(m.ID) }))
}

// named checks that each of the names is one of those there are, and comes once.
func named[N ~string](w *weighing, field string, list []N, all []string) {
	if len(list) > maxParts {
		w.badCommand(CodeCommandBadLength, field, finding.Number(maxParts, ""), finding.Number(int64(len(list)), ""))
		return
	}
	for i, name := range list {
		at := fmt.Sprintf("%s[%d]", field, i)
		switch {
		case !slices.Contains(all, string(name)):
			w.badCommand(CodeCommandUnknownName, at, finding.List(all...), finding.Text(shorten(string(name))))
		case slices.Contains(list[:i], name):
			w.badCommand(CodeCommandTwice, at, finding.Value{}, finding.Text(shorten(string(name))))
		}
	}
}

func (w *weighing) revoke(c *RevokeDelegation) Body {
	if !w.project(c.Header) {
		return nil
	}
	w.inSequence()
	list := w.s.Delegations()
	i := slices.IndexFunc(list, func(d Delegation) bool { return d.ID == c.Delegation && d.By == c.Actor })
	subject := finding.Ref{Kind: "delegation", ID: shorten(string(c.Delegation))}
	switch {
	case i < 0:
		w.block(CodeDelegationUnknown, subject, finding.Value{}, finding.Value{}, RemedyMendCommand)
	case !list[i].Revoked.IsZero():
		w.block(CodeDelegationEnded, subject, finding.Value{}, finding.Instant(list[i].Revoked), RemedyMendCommand)
	}
	if w.blocked() {
		return nil
	}
	return DelegationRevoked{c.Delegation}
}
