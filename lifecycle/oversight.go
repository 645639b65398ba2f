package lifecycle

import (
	"slices"
)

// oversight is what a state knows of conditions, objections, delegations and
// overrides. It is never written to after it is built.
type oversight struct {
	conditions  []ConditionRecord
	objections  []Objection
	delegations []Delegation
	overrides   []OverrideRecord
}

// oversightJSON is its JSON form.
type oversightJSON struct {
	Conditions  []ConditionRecord `json:"conditions,omitempty"`
	Objections  []Objection       `json:"objections,omitempty"`
	Delegations []Delegation      `json:"delegations,omitempty"`
	Overrides   []OverrideRecord  `json:"overrides,omitempty"`
}

func (o *oversight) form() oversightJSON {
	if o == nil {
		return oversightJSON{}
	}
	return oversightJSON{o.conditions, o.objections, o.delegations, o.overrides}
}

func (j *oversightJSON) oversight() *oversight {
	if len(j.Conditions)+len(j.Objections)+len(j.Delegations)+len(j.Overrides) == 0 {
		return nil
	}
	return &oversight{j.Conditions, j.Objections, j.Delegations, j.Overrides}
}

// oversee gives the state an oversight of its own, to be written to by whoever
// replaces the slices that it changes.
func (s *State) oversee() *oversight {
	var own oversight
	if s.oversight != nil {
		own = *s.oversight
	}
	s.oversight = &own
	return s.oversight
}

// with returns a fresh list with the item behind it.
func with[T any](list []T, item T) []T {
	return append(slices.Clip(slices.Clone(list)), item)
}

// altered returns a fresh list with every item changed that is meant.
func altered[T any](list []T, meant func(*T) bool, change func(*T)) []T {
	list = slices.Clone(list)
	for i := range list {
		if meant(&list[i]) {
			change(&list[i])
		}
	}
	return list
}

// passGate records the decision to take a move through a gate, and what
// follows from it.
func (s *State) passGate(e *Entry, b *MoveTaken, at Version) {
	if b.Gate != "" {
		*s.decisions.grow() = decision{at, e.Reason, e.Body}
	}
	if s.objectedTo(b.Move) {
		o := s.oversee()
		o.objections = without(o.objections, func(k *Objection) bool { return k.Move == b.Move })
	}
	if b.Terms == nil {
		return
	}
	for _, agreed := range b.Terms.Conditions {
		o := s.oversee()
		o.conditions = with(o.conditions, ConditionRecord{
			AgreedCondition: agreed, Gate: b.Gate, Move: b.Move, Version: at, At: e.At, Status: ConditionOpen,
		})
	}
	if len(b.Terms.Overridden) > 0 {
		s.use(e, b.Terms.Overridden, at)
	}
}

func (s *State) objectedTo(move MoveID) bool {
	return s.oversight != nil && slices.ContainsFunc(s.oversight.objections, func(o Objection) bool { return o.Move == move })
}

// use notes what passed by each override.
func (s *State) use(e *Entry, passed []Overridden, at Version) {
	o := s.oversee()
	o.overrides = altered(o.overrides, func(*OverrideRecord) bool { return true }, func(k *OverrideRecord) {
		mine := without(passed, func(p *Overridden) bool { return p.Override != k.ID })
		if len(mine) > 0 {
			k.Uses = with(k.Uses, OverrideUse{at, e.At, mine})
		}
	})
}

// applyOversight applies the entries of decisions, conditions, objections,
// delegations and overrides. It reports false for any other.
func (s *State) applyOversight(e *Entry, at Version) bool {
	switch b := e.Body.(type) {
	case GateDecided:
		s.gateDecided(e, &b, at)
	case ConditionFulfilled:
		s.endCondition(e, b.Condition, ConditionDone, b.Facts)
	case ConditionWaived:
		s.endCondition(e, b.Condition, ConditionDropped, Facts{})
	case ConditionExtended:
		s.extendCondition(e, &b)
	case ObjectionRaised:
		o := s.oversee()
		o.objections = with(o.objections, Objection{b.Move, b.Role, e.Actor, e.At, at, e.Reason, b.Evidence, b.Facts})
	case ObjectionWithdrawn:
		o := s.oversee()
		o.objections = without(o.objections, func(k *Objection) bool { return k.is(b.Move, b.Role, e.Actor) })
	case RoleDelegated:
		o := s.oversee()
		o.delegations = with(o.delegations, Delegation{
			ID: e.Command, By: e.Actor, To: b.To, Role: b.Role, Moves: b.Moves, From: b.From, Until: b.Until, Reason: e.Reason, Version: at,
		})
	case DelegationRevoked:
		o := s.oversee()
		o.delegations = altered(o.delegations, func(d *Delegation) bool { return d.ID == b.Delegation && d.By == e.Actor },
			func(d *Delegation) { d.Revoked = e.At })
	case OverrideGiven:
		o := s.oversee()
		o.overrides = with(o.overrides, OverrideRecord{
			OverrideGiven: b, ID: e.Command, Actor: e.Actor, At: e.At, Reason: e.Reason, Version: at,
		})
	default:
		return false
	}
	s.reached(e)
	return true
}

func (s *State) endCondition(e *Entry, id ConditionID, status ConditionStatus, facts Facts) {
	o := s.oversee()
	o.conditions = altered(o.conditions, func(c *ConditionRecord) bool { return c.ID == id }, func(c *ConditionRecord) {
		c.Status, c.Ended, c.Actor, c.Reason, c.Facts = status, e.At, e.Actor, e.Reason, facts
	})
}

func (s *State) extendCondition(e *Entry, b *ConditionExtended) {
	o := s.oversee()
	o.conditions = altered(o.conditions, func(c *ConditionRecord) bool { return c.ID == b.Condition }, func(c *ConditionRecord) {
		c.Extended = with(c.Extended, Extension{c.Due, b.Due, e.Actor, e.At, e.Reason})
		c.Due = b.Due
	})
}

// oversightKind returns how events of these types are read.
func oversightKind(t EventType) (bodyKind, bool) {
	switch t {
	case TypeGateDecided:
		return bodyKind{decode: decode[GateDecided]}, true
	case TypeConditionFulfilled:
		return bodyKind{decode: decode[ConditionFulfilled]}, true
	case TypeConditionWaived:
		return bodyKind{decode: decode[ConditionWaived]}, true
	case TypeConditionExtended:
		return bodyKind{decode: decode[ConditionExtended]}, true
	case TypeObjectionRaised:
		return bodyKind{decode: decode[ObjectionRaised]}, true
	case TypeObjectionWithdrawn:
		return bodyKind{decode: decode[ObjectionWithdrawn]}, true
	case TypeRoleDelegated:
		return bodyKind{decode: decode[RoleDelegated]}, true
	case TypeDelegationRevoked:
		return bodyKind{decode: decode[DelegationRevoked]}, true
	case TypeOverrideGiven:
		return bodyKind{decode: decode[OverrideGiven]}, true
	}
	return bodyKind{}, false
}

// weighOversight weighs the commands of decisions, conditions, objections,
// delegations and overrides. It reports false for any other.
func (w *weighing) weighOversight(cmd Command) (Body, bool) {
	switch c := cmd.(type) {
	case DecideGate:
		return w.decideGate(&c), true
	case FulfilCondition:
		return w.fulfil(&c), true
	case WaiveCondition:
		return w.waive(&c), true
	case ExtendCondition:
		return w.extend(&c), true
	case Object:
		return w.object(&c), true
	case WithdrawObjection:
		return w.unobject(&c), true
	case Delegate:
		return w.delegate(&c), true
	case RevokeDelegation:
		return w.revoke(&c), true
	case Override:
		return w.override(&c), true
	}
	return nil, false
}
