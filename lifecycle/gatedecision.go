package lifecycle

import (
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// ActionDecide is the action of [DecideGate].
const ActionDecide Action = "decide_gate"

// TypeGateDecided is the type of [GateDecided].
const TypeGateDecided EventType = "lifecycle.gate_decided"

// Verdict is the outcome of a decision at a gate.
type Verdict string

// The verdicts.
const (
	VerdictGo           Verdict = "go"            // the move is taken
	VerdictGoConditions Verdict = "go_conditions" // the move is taken, and conditions are to be fulfilled
	VerdictRecycle      Verdict = "recycle"       // the phase goes on, to be decided again
	VerdictHold         Verdict = "hold"          // the project is suspended until it is looked at again
	VerdictStop         Verdict = "stop"          // the project goes into early closing
)

var verdicts = [...]Verdict{VerdictGo, VerdictGoConditions, VerdictRecycle, VerdictHold, VerdictStop}

// DecideGate decides at the gate of a forward or rework move. [RequestMove] is
// the short form of a go. It is for the gate's deciders, or for whoever may
// take the move where the gate names none.
//
// A go takes the move. A go on conditions takes it too, though criteria marked
// as conditional are unmet, when for each there is a condition. Recycle leaves
// everything as it is but ends the approvals and proposals of the move. Hold
// takes the one suspending move that leads from the phase, and stop the one
// cancelling move; the gate of that move is asked as well, and the explanation
// is about it. Recycle, hold and stop need a reason and ask neither the
// criteria nor the approvals of the gate that is decided on.
type DecideGate struct {
	Header
	Move       MoveID      `json:"move"`
	Verdict    Verdict     `json:"verdict"`
	Conditions []Condition `json:"conditions,omitempty"` // of a go on conditions, 1 to 100
	Until      time.Time   `json:"until,omitzero"`       // of a hold: when to look again
	Evidence   Digest      `json:"evidence,omitempty"`   // what the deciders were shown; "" when that does not matter
}

// Action returns [ActionDecide].
func (DecideGate) Action() Action { return ActionDecide }

// Terms says more about a decision than that it was a go.
type Terms struct {
	Verdict    Verdict           `json:"verdict,omitempty"` // "" where the move was simply requested
	Conditions []AgreedCondition `json:"conditions,omitempty"`
	Overridden []Overridden      `json:"overridden,omitempty"` // what passed by overrides
}

// GateDecided says that a gate was decided otherwise than by a go. The
// suspending or cancelling move of a hold or stop is an entry of its own, which
// follows.
type GateDecided struct {
	Gate      GateID      `json:"gate"`
	Move      MoveID      `json:"move"`
	Verdict   Verdict     `json:"verdict"`
	Phase     PhaseID     `json:"phase"`
	Round     int         `json:"round"`
	Until     time.Time   `json:"until,omitzero"`
	Facts     Facts       `json:"facts,omitzero"`
	Approvals []Signature `json:"approvals,omitempty"` // those that counted
}

// EventType returns [TypeGateDecided].
func (GateDecided) EventType() EventType { return TypeGateDecided }

// GateDecision is the record of one decision at a gate, whatever move or
// command it came by.
type GateDecision struct {
	Version    Version       `json:"version"` // of the entry that records it
	Gate       GateID        `json:"gate"`
	Move       MoveID        `json:"move"`
	Verdict    Verdict       `json:"verdict"`
	Phase      PhaseID       `json:"phase"` // in which it was decided
	Round      int           `json:"round"` // in which it was decided, of a go the one it led to
	Until      time.Time     `json:"until,omitzero"`
	Facts      Facts         `json:"facts,omitzero"` // as they were, kept for good
	Approvals  []Signature   `json:"approvals,omitempty"`
	Conditions []ConditionID `json:"conditions,omitempty"`
	Overridden []Overridden  `json:"overridden,omitempty"`
	Actor      ActorID       `json:"actor"`
	At         time.Time     `json:"at"`
	Reason     string        `json:"reason,omitempty"`
}

// decision is a GateDecision as a state keeps it: the body and reason of the
// entry where a move was taken, for the path has the rest, or else the whole.
type decision struct {
	version Version
	reason  string
	body    Body
}

// wholeDecision is a decision that needs no path.
type wholeDecision struct{ *GateDecision }

// EventType returns [TypeGateDecided].
func (wholeDecision) EventType() EventType { return TypeGateDecided }

// keep returns the decision as a state keeps it.
func (d *GateDecision) keep() decision { return decision{version: d.Version, body: wholeDecision{d}} }

// verdict returns the gate and what was decided there.
func (d *decision) verdict() (GateID, Verdict) {
	switch b := d.body.(type) {
	case wholeDecision:
		return b.Gate, b.Verdict
	case MoveTaken:
		if b.Terms != nil && b.Terms.Verdict != "" {
			return b.Gate, b.Terms.Verdict
		}
		return b.Gate, VerdictGo
	}
	return "", ""
}

// full returns the record with slices of its own, as far as the path is not
// needed for it.
func (d *decision) full() GateDecision {
	var out GateDecision
	switch b := d.body.(type) {
	case wholeDecision:
		out = *b.GateDecision
		out.Conditions = slices.Clone(out.Conditions)
	case MoveTaken:
		out = b.decision()
		out.Version, out.Reason = d.version, d.reason
	}
	out.Approvals, out.Overridden = slices.Clone(out.Approvals), slices.Clone(out.Overridden)
	return out
}

// decision returns what a move that was taken says of its gate.
func (b *MoveTaken) decision() GateDecision {
	out := GateDecision{
		Gate: b.Gate, Move: b.Move, Verdict: VerdictGo, Phase: b.From, Round: b.Round, Facts: b.Facts, Approvals: b.Approvals,
	}
	if t := b.Terms; t != nil {
		if t.Verdict != "" {
			out.Verdict = t.Verdict
		}
		out.Overridden = t.Overridden
		for i := range t.Conditions {
			out.Conditions = append(out.Conditions, t.Conditions[i].ID)
		}
	}
	return out
}

// Decisions returns every decision at a gate, the oldest first: those by
// [DecideGate] and the moves through gates that were simply requested.
func (s State) Decisions() []GateDecision {
	if s.decisions.n == 0 {
		return nil
	}
	path := s.Path()
	out := make([]GateDecision, 0, s.decisions.n)
	for d := range s.decisions.backwards {
		full := d.full()
		for len(path) > 0 && path[len(path)-1].Version > d.version {
			path = path[:len(path)-1]
		}
		if last := len(path) - 1; last >= 0 && path[last].Version == d.version {
			full.Actor, full.At = path[last].Actor, path[last].At
		}
		out = append(out, full)
	}
	slices.Reverse(out)
	return out
}

func decisionsOf(list []GateDecision) trail[decision] {
	var out trail[decision]
	for i := range list {
		out = out.add(list[i].keep())
	}
	return out
}

// Recycles returns how often the gate was decided with [VerdictRecycle]. The
// work on the phase is in the round after that.
func (s State) Recycles(gate GateID) int {
	n := 0
	for d := range s.decisions.backwards {
		if g, v := d.verdict(); g == gate && v == VerdictRecycle {
			n++
		}
	}
	return n
}

// LookAgain returns when a project that is held at a gate is to be looked at
// again. It reports false for one that is not held.
func (s State) LookAgain() (time.Time, bool) {
	if s.Standing != Suspended {
		return time.Time{}, false
	}
	for p := range s.path.backwards {
		return s.heldUntil(p.version)
	}
	return time.Time{}, false
}

// heldUntil returns the date of the hold that the suspension of that version
// came by.
func (s *State) heldUntil(suspended Version) (time.Time, bool) {
	for d := range s.decisions.backwards {
		if _, v := d.verdict(); d.version < suspended {
			return d.full().Until, v == VerdictHold && d.version+1 == suspended
		}
	}
	return time.Time{}, false
}

func (s *State) gateDecided(e *Entry, b *GateDecided, at Version) {
	s.decisions = s.decisions.add((&GateDecision{
		Version: at, Gate: b.Gate, Move: b.Move, Verdict: b.Verdict, Phase: b.Phase, Round: b.Round, Until: b.Until,
		Facts: b.Facts, Approvals: b.Approvals, Actor: e.Actor, At: e.At, Reason: e.Reason,
	}).keep())
	s.approvals = without(s.approvals, func(a *Approval) bool { return a.Move == b.Move })
	s.proposals = without(s.proposals, func(p *Proposal) bool { return p.Move == b.Move })
}

func (w *weighing) decideGate(c *DecideGate) Body {
	if !w.project(c.Header) {
		return nil
	}
	w.verdictFields(c)
	if c.Move == "" {
		w.badCommand(CodeCommandNoTarget, "move", finding.Value{}, finding.Value{})
		return nil
	}
	if w.move = w.choose(c.Move, "", MoveForward, MoveRework); w.move == nil {
		return nil
	}
	if w.move.gate == nil {
		w.block(CodeGateNone, finding.Ref{Kind: "move", ID: string(w.move.ID)}, finding.Value{}, finding.Value{}, RemedyChooseMove)
		return nil
	}
	w.shown(c.Evidence)
	switch c.Verdict {
	case VerdictGo, VerdictGoConditions:
		w.terms = &Terms{Verdict: c.Verdict, Conditions: w.agreed(c)}
		return w.take("")
	case VerdictRecycle:
		return w.notGo(c, "")
	case VerdictHold:
		return w.notGo(c, MoveSuspend)
	case VerdictStop:
		return w.notGo(c, MoveCancel)
	}
	return nil
}

// verdictFields checks the verdict and that what it needs is there, and
// nothing that it has no use for.
func (w *weighing) verdictFields(c *DecideGate) {
	if !slices.Contains(verdicts[:], c.Verdict) {
		list := names(verdicts[:], func(v Verdict) string { return string(v) })
		w.badCommand(CodeGateVerdict, "verdict", finding.List(list...), finding.Text(shorten(string(c.Verdict))))
		return
	}
	switch {
	case c.Verdict != VerdictGoConditions && len(c.Conditions) > 0:
		w.badCommand(CodeGateNotHere, "conditions", finding.Text(string(VerdictGoConditions)), finding.Text(string(c.Verdict)))
	case c.Verdict == VerdictGoConditions && len(c.Conditions) == 0:
		w.badCommand(CodeGateNoConditions, "conditions", finding.Value{}, finding.Value{})
	}
	switch {
	case c.Verdict == VerdictHold:
		w.after("until", c.Until, w.now)
	case !c.Until.IsZero():
		w.badCommand(CodeGateNotHere, "until", finding.Text(string(VerdictHold)), finding.Text(string(c.Verdict)))
	}
}

// shown checks that the evidence at the gate is what somebody looked at.
func (w *weighing) shown(seen Digest) {
	if seen == "" {
		return
	}
	w.gather(w.move.gate)
	if is := w.evidence(); is != seen {
		subject := finding.Ref{Kind: "move", ID: string(w.move.ID)}
		w.block(CodeEvidenceChanged, subject, finding.Text(string(is)), finding.Text(shorten(string(seen))), RemedyLookAgain)
	}
}

// notGo weighs a decision that does not take the move, but stays or takes the
// move of that kind.
func (w *weighing) notGo(c *DecideGate, kind MoveKind) Body {
	w.inSequence()
	w.here()
	m, subject := w.move, finding.Ref{Kind: "move", ID: string(w.move.ID)}
	if c.Reason == "" {
		w.block(CodeMoveNoReason, subject, finding.Value{}, finding.Value{}, RemedyGiveReason)
		w.step(NextStep{Do: RemedyGiveReason, Subject: subject, By: slices.Clone(m.authority(&w.s)), Count: 1})
	}
	w.takers(subject)
	b := GateDecided{Gate: m.Gate, Move: m.ID, Verdict: c.Verdict, Phase: w.s.Phase, Round: w.s.Round, Until: normalTime(c.Until)}
	w.look()
	b.Facts, b.Approvals = w.facts, w.signed
	if kind != "" {
		w.second = w.leave(kind)
	}
	if w.blocked() {
		return nil
	}
	return b
}

// look gathers the facts and the approvals that count without asking for more.
func (w *weighing) look() {
	found, steps, instead := w.findings, w.steps, w.instead
	w.gate()
	w.findings, w.steps, w.instead, w.changing, w.passed = found, steps, instead, nil, nil
}

// leave weighs the one move of the kind that leads from here, in the same
// decision, by whoever decides.
func (w *weighing) leave(kind MoveKind) Body {
	w.facts, w.signed = Facts{}, nil
	m := w.choose("", "", kind)
	if m == nil {
		return nil
	}
	w.move = m
	w.gate()
	if w.blocked() {
		return nil
	}
	return w.taken("")
}
