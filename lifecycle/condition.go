package lifecycle

import (
	"fmt"
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// The actions on conditions.
const (
	ActionFulfil Action = "fulfil_condition"
	ActionWaive  Action = "waive_condition"
	ActionExtend Action = "extend_condition"
)

// The types of events about conditions.
const (
	TypeConditionFulfilled EventType = "lifecycle.condition_fulfilled"
	TypeConditionWaived    EventType = "lifecycle.condition_waived"
	TypeConditionExtended  EventType = "lifecycle.condition_extended"
)

const maxConditions = 100 // in one decision

// ConditionID names a condition, unique in the project: 1 to 128 bytes of
// UTF-8 without control characters.
type ConditionID string

// OnMiss says what follows when a condition is not fulfilled in time.
type OnMiss string

// The consequences. Both follow from the moment at which somebody asks.
const (
	MissHolds  OnMiss = "hold"      // forward moves and steps are refused
	MissExcept OnMiss = "exception" // every answer carries a warning
)

// Condition is a duty on which a gate is passed: a fact that has to meet the
// gate's conditional criteria by then, or something to be done, in words.
type Condition struct {
	ID     ConditionID `json:"id"`
	Fact   FactName    `json:"fact,omitempty"`                 // covers the gate's conditional criteria on it
	Text   string      `json:"text,omitempty" personal:"text"` // what is to be done, at most 2048 bytes; not both empty
	Owner  ActorID     `json:"owner"`
	Due    time.Time   `json:"due"` // after the decision
	OnMiss OnMiss      `json:"on_miss"`
}

// AgreedCondition is a condition with what the gate said when it was agreed.
type AgreedCondition struct {
	Condition
	Criteria []Criterion `json:"criteria,omitempty"` // that the fact has to meet
	Deciders []Role      `json:"deciders"`           // who may waive and extend it
}

// ConditionStatus says what became of a condition.
type ConditionStatus string

// The statuses of a condition.
const (
	ConditionOpen    ConditionStatus = "open"
	ConditionDone    ConditionStatus = "fulfilled"
	ConditionDropped ConditionStatus = "waived"
)

// ConditionRecord is a condition with its history.
type ConditionRecord struct {
	AgreedCondition                 // Due is the present one
	Gate            GateID          `json:"gate"`
	Move            MoveID          `json:"move"`
	Version         Version         `json:"version"` // of the decision
	At              time.Time       `json:"at"`      // of the decision
	Status          ConditionStatus `json:"status"`
	Ended           time.Time       `json:"ended,omitzero"`     // when it was fulfilled or waived
	Actor           ActorID         `json:"actor,omitempty"`    // who fulfilled or waived it
	Reason          string          `json:"reason,omitempty"`   // of that
	Facts           Facts           `json:"facts,omitzero"`     // that showed it fulfilled
	Extended        []Extension     `json:"extended,omitempty"` // the oldest first
}

// Extension is one extension of a condition.
type Extension struct {
	From   time.Time `json:"from"` // when it was due before
	To     time.Time `json:"to"`
	Actor  ActorID   `json:"actor"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
}

// FulfilCondition says that a condition is fulfilled. It is for its owner and
// for the gate's deciders. One that stands for criteria is fulfilled only when
// its fact meets them now.
type FulfilCondition struct {
	Header
	Condition ConditionID `json:"condition"`
}

// WaiveCondition lets a condition go. It is for the gate's deciders and needs a
// reason.
type WaiveCondition struct {
	Header
	Condition ConditionID `json:"condition"`
}

// ExtendCondition gives a condition more time. It is for the gate's deciders
// and needs a reason.
type ExtendCondition struct {
	Header
	Condition ConditionID `json:"condition"`
	Due       time.Time   `json:"due"` // later than it was, and than now
}

// ConditionFulfilled says that a condition was fulfilled, and by which fact.
type ConditionFulfilled struct {
	Condition ConditionID `json:"condition"`
	Facts     Facts       `json:"facts,omitzero"`
}

// ConditionWaived says that a condition was let go.
type ConditionWaived struct {
	Condition ConditionID `json:"condition"`
}

// ConditionExtended says that a condition is due later.
type ConditionExtended struct {
	Condition ConditionID `json:"condition"`
	Due       time.Time   `json:"due"`
}

// Action returns [ActionFulfil].
func (FulfilCondition) Action() Action { return ActionFulfil }

// Action returns [ActionWaive].
func (WaiveCondition) Action() Action { return ActionWaive }

// Action returns [ActionExtend].
func (ExtendCondition) Action() Action { return ActionExtend }

// EventType returns [TypeConditionFulfilled].
func (ConditionFulfilled) EventType() EventType { return TypeConditionFulfilled }

// EventType returns [TypeConditionWaived].
func (ConditionWaived) EventType() EventType { return TypeConditionWaived }

// EventType returns [TypeConditionExtended].
func (ConditionExtended) EventType() EventType { return TypeConditionExtended }

// Conditions returns every condition ever agreed, the oldest first, with what
// became of it.
func (s State) Conditions() []ConditionRecord {
	if s.oversight == nil {
		return nil
	}
	out := slices.Clone(s.oversight.conditions)
	for i := range out {
		c := &out[i]
		c.Criteria, c.Deciders, c.Extended = slices.Clone(c.Criteria), slices.Clone(c.Deciders), slices.Clone(c.Extended)
	}
	return out
}

// Exceptions returns what is overdue at that moment: conditions that were
// missed, those that hold the project blocking and the others as warnings, and
// a project on hold that was to be looked at again.
func Exceptions(s State, now time.Time) []finding.Finding {
	var found []finding.Finding
	for c := range s.missed(now) {
		f := finding.Finding{
			Code: CodeConditionMissed, Subject: c.ref(), Want: finding.Instant(c.Due), Got: finding.Instant(now),
			Remedy: RemedyFulfilCondition, Related: []finding.Ref{{Kind: "gate", ID: string(c.Gate)}, {Kind: "actor", ID: string(c.Owner)}},
		}
		if c.OnMiss == MissExcept {
			f.Code, f.Severity = CodeConditionException, finding.Warn
		}
		found = append(found, f)
	}
	if until, held := s.LookAgain(); held && now.After(until) {
		found = append(found, finding.Finding{
			Code: CodeReviewOverdue, Severity: finding.Warn, Subject: finding.Ref{Kind: "project"},
			Want: finding.Instant(until), Got: finding.Instant(now), Remedy: RemedyDecideAgain,
		})
	}
	finding.Sort(found)
	return found
}

// missed yields the open conditions that are past due.
func (s *State) missed(now time.Time) func(func(*ConditionRecord) bool) {
	return func(yield func(*ConditionRecord) bool) {
		if s.oversight == nil {
			return
		}
		for i := range s.oversight.conditions {
			c := &s.oversight.conditions[i]
			if c.Status == ConditionOpen && now.After(c.Due) && !yield(c) {
				return
			}
		}
	}
}

func (c *ConditionRecord) ref() finding.Ref { return finding.Ref{Kind: "condition", ID: string(c.ID)} }

// watch warns of what is overdue, whatever is asked.
func (w *weighing) watch() {
	if w.s.oversight == nil && w.s.Standing != Suspended {
		return
	}
	for _, f := range Exceptions(w.s, w.now) {
		f.Severity = finding.Warn
		w.findings = append(w.findings, f)
	}
}

// held blocks what leads forward while a condition that holds the project is
// missed.
func (w *weighing) held() {
	for c := range w.s.missed(w.now) {
		if c.OnMiss != MissHolds {
			continue
		}
		for i := range w.findings {
			if f := &w.findings[i]; f.Code == CodeConditionMissed && f.Subject == c.ref() {
				f.Severity = finding.Block
			}
		}
		if _, faults := w.meets(c); len(faults) > 0 {
			w.owed = append(w.owed, c.Fact)
		}
		w.step(NextStep{Do: RemedyFulfilCondition, Subject: c.ref(), By: slices.Clone(c.Deciders), Actor: c.Owner, Count: 1})
		for _, do := range [...]finding.Code{RemedyWaiveCondition, RemedyExtendCondition} {
			w.instead = addStep(w.instead, NextStep{Do: do, Subject: c.ref(), By: slices.Clone(c.Deciders), Count: 1})
		}
	}
}

// meets notes what keeps the fact of a condition from meeting its criteria, as
// steps only, and returns the fact and whether it meets them.
func (w *weighing) meets(c *ConditionRecord) (Facts, []fault) {
	var faults []fault
	var facts Facts
	for _, k := range c.Criteria {
		spec := w.def.facts[k.Fact]
		if spec == nil {
			faults = append(faults, fault{code: CodeFactUndeclared, got: finding.Text(string(k.Fact)), remedy: RemedyWaiveCondition})
			continue
		}
		full := criterion{k, spec, k.Want.Items()}
		if full.MaxAgeMin == 0 {
			full.MaxAgeMin = spec.MaxAgeMin
		}
		fact := w.newest(k.Fact)
		if fact != nil {
			facts = Facts{[]*Fact{fact}}
		}
		if f := w.fault(&full, fact); f.code != "" {
			faults = append(faults, f)
			w.mend(&full, f)
		}
	}
	return facts, faults
}

// agreed checks the conditions of a decision and returns them with what the
// gate says of each.
func (w *weighing) agreed(c *DecideGate) []AgreedCondition {
	if len(c.Conditions) > maxConditions {
		w.badCommand(CodeCommandBadLength, "conditions", finding.Number(maxConditions, ""), finding.Number(int64(len(c.Conditions)), ""))
		return nil
	}
	g := w.move.gate
	var out []AgreedCondition
	for i, k := range c.Conditions {
		k.Due = normalTime(k.Due)
		w.condition(fmt.Sprintf("conditions[%d]", i), &k)
		if w.s.condition(k.ID) != nil || slices.ContainsFunc(c.Conditions[:i], func(o Condition) bool { return o.ID == k.ID }) {
			w.block(CodeConditionTaken, finding.Ref{Kind: "condition", ID: shorten(string(k.ID))}, finding.Value{}, finding.Value{}, RemedyMendCommand)
		}
		out = append(out, AgreedCondition{k, g.conditional(k.Fact), slices.Clone(w.move.authority(&w.s))})
		if k.Fact != "" && len(out[i].Criteria) == 0 {
			could := names(g.conditionals(), func(f FactName) string { return string(f) })
			w.badCommand(CodeCommandUnknownName, fmt.Sprintf("conditions[%d].fact", i), finding.List(could...), finding.Text(shorten(string(k.Fact))))
		}
	}
	return out
}

// condition checks the parts of one condition.
func (w *weighing) condition(at string, k *Condition) {
	for _, id := range [...]struct{ field, text string }{{".id", string(k.ID)}, {".owner", string(k.Owner)}} {
		if !isID(id.text, maxActorID) {
			w.badCommand(CodeCommandBadID, at+id.field, finding.Number(maxActorID, "byte"), finding.Text(shorten(id.text)))
		}
	}
	if k.Fact == "" && k.Text == "" {
		w.badCommand(CodeConditionEmpty, at, finding.Value{}, finding.Value{})
	}
	w.text(at+".text", k.Text, 0, maxShortText)
	w.after(at+".due", k.Due, w.now)
	if k.OnMiss != MissHolds && k.OnMiss != MissExcept {
		want := finding.List(string(MissHolds), string(MissExcept))
		w.badCommand(CodeCommandUnknownName, at+".on_miss", want, finding.Text(shorten(string(k.OnMiss))))
	}
}

// conditional returns the gate's conditional criteria on the fact.
func (g *gate) conditional(name FactName) []Criterion {
	var list []Criterion
	for i := range g.criteria {
		if c := &g.criteria[i]; c.Conditional && c.Fact == name {
			list = append(list, c.Criterion)
		}
	}
	return list
}

// conditionals returns the facts with conditional criteria.
func (g *gate) conditionals() []FactName {
	return slices.DeleteFunc(g.factNames(), func(name FactName) bool { return len(g.conditional(name)) == 0 })
}

// covers reports whether a condition of the decision stands for the criterion.
func (w *weighing) covers(c *criterion) bool {
	return c.Conditional && w.terms != nil && slices.ContainsFunc(w.terms.Conditions, func(a AgreedCondition) bool { return a.Fact == c.Fact })
}

func (s *State) condition(id ConditionID) *ConditionRecord {
	if s.oversight == nil {
		return nil
	}
	for i := range s.oversight.conditions {
		if c := &s.oversight.conditions[i]; c.ID == id {
			return c
		}
	}
	return nil
}

// openCondition finds the condition that a command is about.
func (w *weighing) openCondition(h Header, id ConditionID) *ConditionRecord {
	if !w.project(h) {
		return nil
	}
	w.inSequence()
	c := w.s.condition(id)
	subject := finding.Ref{Kind: "condition", ID: shorten(string(id))}
	switch {
	case c == nil:
		var open []string
		for _, k := range w.s.Conditions() {
			if k.Status == ConditionOpen {
				open = append(open, string(k.ID))
			}
		}
		w.block(CodeConditionUnknown, subject, finding.List(open...), finding.Value{}, RemedyMendCommand)
	case c.Status != ConditionOpen:
		w.block(CodeConditionEnded, subject, finding.Value{}, finding.Text(string(c.Status)), RemedyMendCommand)
		return nil
	}
	return c
}

func (w *weighing) fulfil(c *FulfilCondition) Body {
	k := w.openCondition(c.Header, c.Condition)
	if k == nil {
		return nil
	}
	decides := slices.ContainsFunc(k.Deciders, func(r Role) bool { return slices.Contains(w.in.Roles, r) })
	if c.Actor != k.Owner && !decides {
		w.block(CodeConditionNotYours, k.ref(), roleList(k.Deciders), roleList(w.in.Roles), RemedyAskHolder)
		w.step(NextStep{Do: RemedyAskHolder, Subject: k.ref(), Want: roleList(k.Deciders), By: slices.Clone(k.Deciders), Actor: k.Owner, Count: 1})
	}
	facts, faults := w.meets(k)
	for _, f := range faults {
		w.block(f.code, finding.Ref{Kind: "fact", ID: string(k.Fact)}, f.want, f.got, f.remedy)
	}
	if w.blocked() {
		return nil
	}
	return ConditionFulfilled{c.Condition, facts}
}

func (w *weighing) waive(c *WaiveCondition) Body {
	k := w.openCondition(c.Header, c.Condition)
	if k == nil {
		return nil
	}
	w.reason(c.Header, k.ref(), k.Deciders)
	w.roles(k.Deciders, k.ref())
	if w.blocked() {
		return nil
	}
	return ConditionWaived{c.Condition}
}

func (w *weighing) extend(c *ExtendCondition) Body {
	k := w.openCondition(c.Header, c.Condition)
	if k == nil {
		return nil
	}
	w.reason(c.Header, k.ref(), k.Deciders)
	w.roles(k.Deciders, k.ref())
	least := w.now
	if k.Due.After(least) {
		least = k.Due
	}
	w.after("due", c.Due, least)
	if w.blocked() {
		return nil
	}
	return ConditionExtended{c.Condition, normalTime(c.Due)}
}

// reason checks that a reason is given, by one of the roles if not by this actor.
func (w *weighing) reason(h Header, subject finding.Ref, by []Role) {
	if h.Reason == "" {
		w.block(CodeCommandNoReason, subject, finding.Value{}, finding.Value{}, RemedyGiveReason)
		w.step(NextStep{Do: RemedyGiveReason, Subject: subject, By: slices.Clone(by), Count: 1})
	}
}

// after checks that a moment in a command comes after another.
func (w *weighing) after(field string, t, least time.Time) {
	switch t = normalTime(t); {
	case !t.IsZero() && !isYear(t):
		w.badCommand(CodeCommandBadTime, field, finding.Value{}, finding.Value{})
	case !t.After(least):
		got := finding.Value{}
		if !t.IsZero() {
			got = finding.Instant(t)
		}
		w.badCommand(CodeCommandBadSpan, field, finding.Instant(least), got)
	}
}
