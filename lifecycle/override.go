package lifecycle

import (
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// ActionOverride is the action of [Override].
const ActionOverride Action = "override"

// TypeOverrideGiven is the type of [OverrideGiven].
const TypeOverrideGiven EventType = "lifecycle.override_given"

// Override lets named criteria, missing approvals and objections at the gate of
// a move pass, until it expires. It needs a reason, and one of the roles to
// which the gate gives the right; objections can be overridden only where the
// gate says so, and then those that stand when the override is given.
//
// Every answer that rests on it warns of it, the move taken under it records
// what passed, and [State.Overrides] keeps it for ever.
type Override struct {
	Header
	Move       MoveID     `json:"move"`
	Facts      []FactName `json:"facts,omitempty"`      // whose criteria may be unmet
	Roles      []Role     `json:"roles,omitempty"`      // whose approvals may be missing
	Objections []Role     `json:"objections,omitempty"` // whose objections do not block
	Until      time.Time  `json:"until"`                // the last moment at which it helps, after now
}

// OverrideGiven says that somebody let things pass at a gate.
type OverrideGiven struct {
	Move       MoveID     `json:"move"`
	Gate       GateID     `json:"gate"`
	Facts      []FactName `json:"facts,omitempty"`
	Roles      []Role     `json:"roles,omitempty"`
	Objections []Role     `json:"objections,omitempty"`
	Until      time.Time  `json:"until"`
}

// Overridden is one thing that passed by an override: a criterion's fact, the
// missing approvals of a role, or the objection of somebody in a role.
type Overridden struct {
	Override  CommandID `json:"override"`
	Fact      FactName  `json:"fact,omitempty"`
	Role      Role      `json:"role,omitempty"`
	Objection ActorID   `json:"objection,omitempty"` // who objected, in Role
}

// OverrideRecord is an override with what passed by it.
type OverrideRecord struct {
	OverrideGiven
	ID      CommandID     `json:"id"` // of the command that gave it
	Actor   ActorID       `json:"actor"`
	At      time.Time     `json:"at"`
	Reason  string        `json:"reason"`
	Version Version       `json:"version"`
	Ended   time.Time     `json:"ended,omitzero"` // when a migration left its move behind; zero: none did
	Uses    []OverrideUse `json:"uses,omitempty"` // the oldest first
}

// OverrideUse is one move that was taken under an override.
type OverrideUse struct {
	Version Version      `json:"version"` // of the move
	At      time.Time    `json:"at"`
	Passed  []Overridden `json:"passed"`
}

// Action returns [ActionOverride].
func (Override) Action() Action { return ActionOverride }

// EventType returns [TypeOverrideGiven].
func (OverrideGiven) EventType() EventType { return TypeOverrideGiven }

// Overrides returns every override ever given, used or not, the oldest first.
func (s State) Overrides() []OverrideRecord {
	if s.oversight == nil {
		return nil
	}
	out := slices.Clone(s.oversight.overrides)
	for i := range out {
		o := &out[i]
		o.Facts, o.Roles, o.Objections = slices.Clone(o.Facts), slices.Clone(o.Roles), slices.Clone(o.Objections)
		o.Uses = slices.Clone(o.Uses)
		for k := range o.Uses {
			o.Uses[k].Passed = slices.Clone(o.Uses[k].Passed)
		}
	}
	return out
}

// lets reports whether an override lets the thing pass, and warns of it.
func (w *weighing) lets(subject finding.Ref, want, got finding.Value, what Overridden) bool {
	o := w.overrideOf(what)
	if o == nil {
		return false
	}
	what.Override = o.ID
	if slices.Contains(w.passed, what) { // another criterion on the same fact
		return true
	}
	w.passed = append(w.passed, what)
	w.findings = append(w.findings, finding.Finding{
		Code: CodeOverridePasses, Severity: finding.Warn, Subject: subject, Want: want, Got: got,
		Related: []finding.Ref{{Kind: "override", ID: string(o.ID)}},
	})
	return true
}

// overrideOf returns an override that lets the thing pass now, or nil.
func (w *weighing) overrideOf(what Overridden) *OverrideRecord {
	if w.s.oversight == nil {
		return nil
	}
	for i := range w.s.oversight.overrides {
		o := &w.s.oversight.overrides[i]
		if o.Move == w.move.ID && o.Ended.IsZero() && !w.now.After(o.Until) && w.names(o, what) {
			return o
		}
	}
	return nil
}

// names reports whether the override is about the thing.
func (w *weighing) names(o *OverrideRecord, what Overridden) bool {
	switch {
	case what.Fact != "":
		return slices.Contains(o.Facts, what.Fact)
	case what.Objection == "":
		return slices.Contains(o.Roles, what.Role)
	}
	return w.move.gate.OverrideVeto && slices.Contains(o.Objections, what.Role) &&
		slices.ContainsFunc(w.s.oversight.objections, func(b Objection) bool {
			return b.is(o.Move, what.Role, what.Objection) && b.Version < o.Version
		})
}

// pass puts what passes by overrides into the terms of the move.
func (w *weighing) pass() {
	if w.terms == nil {
		w.terms = &Terms{}
	}
	w.terms.Overridden = w.passed
}

// couldOverride notes that somebody may let the thing pass instead.
func (w *weighing) couldOverride(g *gate, subject finding.Ref) {
	if len(g.Override) > 0 {
		w.instead = addStep(w.instead, NextStep{Do: RemedyOverride, Subject: subject, By: slices.Clone(g.Override), Count: 1})
	}
}

func (w *weighing) override(c *Override) Body {
	if !w.project(c.Header) || !w.about(c.Move) {
		return nil
	}
	subject := finding.Ref{Kind: "move", ID: string(c.Move)}
	g := w.move.gate
	if g == nil || len(g.Override) == 0 {
		w.block(CodeOverrideNoRight, subject, finding.Value{}, finding.Value{}, "")
		return nil
	}
	if len(c.Facts)+len(c.Roles)+len(c.Objections) == 0 {
		w.badCommand(CodeOverrideEmpty, "facts", finding.Value{}, finding.Value{})
	}
	text := func(r Role) string { return string(r) }
	named(w, "facts", c.Facts, names(g.factNames(), func(f FactName) string { return string(f) }))
	named(w, "roles", c.Roles, names(g.approving(), text))
	if len(c.Objections) > 0 && !g.OverrideVeto {
		w.block(CodeOverrideNoVeto, subject, finding.Value{}, finding.Value{}, "")
	} else {
		named(w, "objections", c.Objections, names(g.vetoing(), text))
	}
	w.after("until", c.Until, w.now)
	w.reason(c.Header, subject, g.Override)
	w.roles(g.Override, subject)
	if w.blocked() {
		return nil
	}
	return OverrideGiven{
		c.Move, w.move.Gate, slices.Clone(c.Facts), slices.Clone(c.Roles), slices.Clone(c.Objections), normalTime(c.Until),
	}
}
