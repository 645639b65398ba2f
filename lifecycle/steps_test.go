package lifecycle

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// mended are the findings that steps can mend, or that do not stand in the way.
var mended = []finding.Code{
	CodeFactUnknown, CodeFactExpired, CodeFactDiffers, CodeFactEquals, CodeFactNotLess, CodeFactTooHigh,
	CodeFactNotGreater, CodeFactTooLow, CodeFactNotIn, CodeFactNotNone, CodeFactOtherKind, CodeFactFromFuture,
	CodeApprovalMissing, CodeRoleMissing, CodeMoveNoReason, CodeObjectionStands, CodeConditionMissed,
	CodeItemOpen, CodeMoveBeyondCap,
}

// mendable reports whether steps can mend everything that was found.
func mendable(refusal *Refusal) bool {
	return !slices.ContainsFunc(refusal.Findings, func(f finding.Finding) bool {
		return f.Severity == finding.Block && !slices.Contains(mended, f.Code)
	})
}

// walk is somebody taking the steps of a refusal on a state of their own, each
// by a person who can.
type walk struct {
	t       *testing.T
	p       *project
	s       State
	in      Input
	cmd     Command // what was refused
	m       *move
	refusal *Refusal
	values  map[FactName]finding.Value
	n       int
}

// newWalk begins a walk. It reports false where the random criteria cannot be
// met, or where an approval on other evidence could come to count again.
func newWalk(t *testing.T, p *project, cmd Command, in Input, refusal *Refusal) (*walk, bool) {
	t.Helper()
	w := &walk{t: t, p: p, cmd: cmd, in: in, m: p.def.move(refusal.Move), refusal: refusal, values: map[FactName]finding.Value{}}
	w.s = p.state
	for _, step := range refusal.Steps {
		if step.Subject.Kind == "fact" && !w.choose(FactName(step.Subject.ID)) {
			return nil, false
		}
	}
	return w, true
}

// choose chooses what a fact shall say: what it says, if it is only too old,
// or else a value that meets every criterion and that no approval saw.
func (w *walk) choose(name FactName) bool {
	var all []criterion
	for _, c := range w.m.gate.orNone() {
		if c.Fact == name {
			all = append(all, c)
		}
	}
	spec := w.p.def.facts[name]
	for _, k := range w.p.state.Conditions() {
		for _, c := range k.Criteria {
			if k.Status == ConditionOpen && k.OnMiss == MissHolds && w.in.Now.After(k.Due) && c.Fact == name {
				all = append(all, criterion{c, spec, c.Want.Items()})
			}
		}
	}
	meets := func(v finding.Value) bool {
		return !v.IsUnknown() && spec.holds(v) && !slices.ContainsFunc(all, func(c criterion) bool { return !c.met(v) })
	}
	forced := slices.ContainsFunc(all, func(c criterion) bool { return c.Op == OpEqual })
	var options []finding.Value
	if old, ok := (&weighing{s: w.p.state, in: w.in}).newest(name), true; ok && old != nil && meets(old.Value) {
		w.values[name] = old.Value
		return true
	}
	for n := range 5 {
		if spec.Kind != "list" || n < 5 {
			options = append(options, valueOf(*spec.FactSpec, min(n, 4)))
		}
	}
	options = append(options, finding.List(), finding.Number(0, spec.Unit))
	for _, v := range options {
		seen := slices.ContainsFunc(w.p.state.approvals, func(a Approval) bool {
			f, ok := a.Facts.Lookup(name)
			return a.Move == w.m.ID && ok && f.Value == v
		})
		if meets(v) && (forced || !seen) {
			w.values[name] = v
			return true
		}
	}
	return false
}

// orNone returns the criteria of a gate that may be missing.
func (g *gate) orNone() []criterion {
	if g == nil {
		return nil
	}
	return g.criteria
}

func (w *walk) head(actor ActorID) Header {
	w.n++
	return Header{ID: CommandID(fmt.Sprintf("s%d", w.n)), Actor: actor, Reason: "so"}
}

// do carries out a command if it is permitted.
func (w *walk) do(cmd Command, roles []Role) *Refusal {
	w.in.Roles = roles
	entries, refusal := Decide(w.p.def, w.s, cmd, w.in)
	for _, e := range entries {
		w.s = Apply(w.s, e)
	}
	return refusal
}

// take takes one step, by so many persons.
func (w *walk) take(step *NextStep, persons int) *Refusal {
	id := step.Subject.ID
	switch step.Do {
	case RemedyFulfilCondition:
		return w.do(FulfilCondition{w.head(step.Actor), ConditionID(id)}, nil)
	case RemedyWithdrawObjection:
		return w.do(WithdrawObjection{w.head(step.Actor), w.m.ID, Role(step.Want.Plain())}, nil)
	case RemedyApprove:
		for range persons {
			who := w.head("")
			who.Actor = ActorID("approver" + who.ID)
			evidence := Explain(w.p.def, w.s, RequestMove{Header: who, Move: w.m.ID}, w.in).Evidence
			if no := w.do(Approve{Header: who, Move: w.m.ID, Role: Role(id), Evidence: evidence}, step.By); no != nil {
				return no
			}
		}
		return nil
	case RemedyDisposeItem:
		return w.do(DisposeItem{w.head("scribe"), ItemID(id), ItemDone, ""}, step.By)
	case RemedyGiveReason, RemedyAskHolder, RemedyAskAuthority:
		return nil // by the request
	}
	if step.Subject.Kind != "fact" {
		w.t.Fatalf("no way to take the step %v", *step)
	}
	w.in.Facts = Facts{slices.DeleteFunc(slices.Clone(w.in.Facts.list), func(f *Fact) bool { return f.Name == FactName(id) })}
	fact := Fact{Name: FactName(id), Value: w.values[FactName(id)], At: w.p.now}
	return w.do(RecordFacts{w.head("scribe"), []Fact{fact}}, step.By)
}

// request asks again for what was refused, with a reason and by a holder of a
// role as far as the steps taken say so.
func (w *walk) request(without *NextStep, roles []Role) *Refusal {
	head := w.head(w.cmd.Head().Actor)
	head.Reason = w.cmd.Head().Reason
	for i := range w.refusal.Steps {
		switch step := &w.refusal.Steps[i]; {
		case step == without:
		case step.Do == RemedyGiveReason:
			head.Reason = "so"
		case step.Do == RemedyAskHolder || step.Do == RemedyAskAuthority:
			roles = step.By
		}
	}
	switch c := w.cmd.(type) {
	case RequestMove:
		c.Header = head
		return w.do(c, roles)
	case DecideGate:
		c.Header = head
		c.Evidence = ""
		return w.do(c, roles)
	}
	c := w.cmd.(RequestStep)
	c.Header = head
	return w.do(c, roles)
}

// walkable reports whether the command is one whose steps the law is about.
func walkable(cmd Command) bool {
	if !cmd.Head().At.IsZero() {
		return false
	}
	switch c := cmd.(type) {
	case RequestMove:
		return true
	case DecideGate:
		return c.Verdict == VerdictGo || c.Verdict == VerdictGoConditions
	}
	return false
}

// eachRefusal runs over refusals of random projects that steps can mend.
func eachRefusal(t *testing.T, visit func(t *testing.T, r *rand.Rand, again func() *walk)) {
	t.Helper()
	eachRandom(t, func(t *testing.T, r *rand.Rand) {
		p := newProject(t, r)
		for range 80 {
			p.trouble(r)
			cmd, in := p.step(r)
			entries, refusal := Decide(p.def, p.state, cmd, in)
			if refusal != nil && refusal.Move != "" && walkable(cmd) && mendable(refusal) {
				if _, ok := newWalk(t, p, cmd, in, refusal); ok {
					visit(t, r, func() *walk { w, _ := newWalk(t, p, cmd, in, refusal); return w })
				}
			}
			p.apply(entries)
		}
	})
}

// trouble lets somebody object, or puts a condition on record that is due soon,
// now and then.
func (p *project) trouble(r *rand.Rand) {
	p.wearOut(r)
	gated := slices.DeleteFunc(slices.Clone(p.def.moves), func(m move) bool {
		return m.gate == nil || !m.leaves(p.state.Phase) || m.Kind != MoveForward
	})
	if len(gated) == 0 || p.state.Standing != Active || r.IntN(4) > 0 {
		return
	}
	m := pick(r, gated)
	p.n++
	e := Entry{Command: CommandID(fmt.Sprintf("t%d", p.n)), Actor: pick(r, anyActors), At: p.state.Latest, Recorded: p.now, Reason: "trouble"}
	if veto := m.gate.vetoing(); r.IntN(2) == 0 && len(veto) > 0 {
		role := pick(r, veto)
		if !p.state.objects(m.ID, role, e.Actor) {
			e.Body = ObjectionRaised{Move: m.ID, Role: role}
			p.apply([]Entry{e})
		}
		return
	}
	k := AgreedCondition{Condition: Condition{ConditionID(e.Command), "", "a duty", e.Actor, p.now, MissHolds}, Deciders: some(r, anyRoles)}
	if len(m.gate.criteria) > 0 && r.IntN(2) == 0 {
		c := pick(r, m.gate.criteria)
		k.Fact, k.Criteria = c.Fact, []Criterion{c.Criterion}
	}
	e.Body = MoveTaken{
		Move: "before", Kind: MoveForward, Gate: m.Gate, From: p.state.Phase, To: p.state.Phase, Standing: Active,
		Round: p.state.Round, Regions: p.state.regions, Terms: &Terms{Verdict: VerdictGoConditions, Conditions: []AgreedCondition{k}},
	}
	p.apply([]Entry{e})
}

// TestStepsAreTheShortestWay is the law that taking the steps of a refusal,
// each by somebody who can, makes the command legal, and that leaving out any
// one of them, or one of the persons of one, does not.
func TestStepsAreTheShortestWay(t *testing.T) {
	led, wrong, kinds := 0, 0, map[finding.Code]int{}
	eachRefusal(t, func(t *testing.T, _ *rand.Rand, again func() *walk) {
		w := again()
		roles := w.in.Roles
		for i := range w.refusal.Steps {
			step := &w.refusal.Steps[i]
			kinds[step.Do]++
			if no := w.take(step, step.Count); no != nil {
				t.Fatalf("step %+v of %v: %v", *step, w.refusal, no)
			}
		}
		if no := w.request(nil, roles); no != nil {
			t.Fatalf("%s after all steps: %v\nbefore: %v\nsteps %+v", w.cmd.Action(), no, w.refusal, w.refusal.Steps)
		}
		led++
		for i := range w.refusal.Steps {
			leaveOut(t, again(), i)
			step := &w.refusal.Steps[i]
			for _, actor := range append(slices.Clone(anyActors), step.Not...) {
				if step.Do == RemedyApprove {
					takenBy(t, again(), i, actor, !slices.Contains(step.Not, actor))
				}
			}
			wrong += len(step.Not)
		}
	})
	t.Logf("%d refusals, steps %v, %d by the wrong person", led, kinds, wrong)
	if wrong < 20 {
		t.Errorf("only %d steps name somebody who may not take them", wrong)
	}
	for _, do := range []finding.Code{RemedyApprove, RemedyAskHolder, RemedyGiveReason, RemedyWithdrawObjection, RemedyFulfilCondition, RemedyMeetCriterion, RemedyDisposeItem, RemedyAskAuthority} {
		if kinds[do] < 3 {
			t.Errorf("%s was tried %d times", do, kinds[do])
		}
	}
}

// leaveOut takes every step but one person of one of them.
func leaveOut(t *testing.T, w *walk, out int) {
	t.Helper()
	roles := w.in.Roles
	for i := range w.refusal.Steps {
		step := &w.refusal.Steps[i]
		persons := step.Count
		if i == out {
			persons--
		}
		if persons > 0 {
			w.take(step, persons) // it may be refused: the one left out was needed
		}
	}
	if no := w.request(&w.refusal.Steps[out], roles); no == nil {
		t.Fatalf("%s is permitted without step %+v\nrefused before: %v\nsteps %+v", w.cmd.Action(), w.refusal.Steps[out], w.refusal, w.refusal.Steps)
	}
}

// takenBy takes every step, one of them with a certain person in place of one
// of its persons, which leads to a yes or not.
func takenBy(t *testing.T, w *walk, by int, actor ActorID, want bool) {
	t.Helper()
	roles := w.in.Roles
	for i := range w.refusal.Steps {
		step := &w.refusal.Steps[i]
		if i != by {
			w.take(step, step.Count)
			continue
		}
		w.take(step, step.Count-1)
		who := w.head(actor)
		evidence := Explain(w.p.def, w.s, RequestMove{Header: who, Move: w.m.ID}, w.in).Evidence
		w.do(Approve{Header: who, Move: w.m.ID, Role: Role(step.Subject.ID), Evidence: evidence}, step.By)
	}
	if no := w.request(nil, roles); (no == nil) != want {
		t.Fatalf("%s when %s took %+v: %v", w.cmd.Action(), actor, w.refusal.Steps[by], no)
	}
}

// TestEveryOtherWayLeadsToYes is the law that each of the other ways, taken
// instead of the step on the same subject, leads to a yes as well.
func TestEveryOtherWayLeadsToYes(t *testing.T) {
	kinds := map[finding.Code]int{}
	eachRefusal(t, func(t *testing.T, _ *rand.Rand, again func() *walk) {
		for i := range again().refusal.Instead {
			w := again()
			other := &w.refusal.Instead[i]
			roles := w.in.Roles
			kinds[other.Do]++
			if no := w.other(other); no != nil {
				t.Fatalf("%+v: %v", *other, no)
			}
			for k := range w.refusal.Steps {
				if step := &w.refusal.Steps[k]; step.Subject != other.Subject || step.Want != other.Want && step.Subject.Kind == "objection" {
					if no := w.take(step, step.Count); no != nil {
						t.Fatalf("step %+v after %+v: %v", *step, *other, no)
					}
				}
			}
			if no := w.request(nil, roles); no != nil {
				t.Fatalf("%s after %+v: %v\nbefore %v", w.cmd.Action(), *other, no, w.refusal)
			}
		}
	})
	t.Log(kinds)
	for _, do := range []finding.Code{RemedyOverride, RemedySetCondition, RemedyWaiveCondition, RemedyExtendCondition} {
		if kinds[do] < 3 {
			t.Errorf("%s was tried %d times", do, kinds[do])
		}
	}
}

// other takes another way, by somebody with the right.
func (w *walk) other(step *NextStep) *Refusal {
	later := w.in.Now.AddDate(0, 0, 1)
	who := w.head("chief")
	switch step.Do {
	case RemedyWaiveCondition:
		return w.do(WaiveCondition{who, ConditionID(step.Subject.ID)}, step.By)
	case RemedyExtendCondition:
		return w.do(ExtendCondition{who, ConditionID(step.Subject.ID), later}, step.By)
	case RemedySetCondition:
		c := Condition{ID: ConditionID(who.ID), Fact: FactName(step.Subject.ID), Owner: "owner", Due: later, OnMiss: MissExcept}
		decide := DecideGate{Move: w.m.ID, Verdict: VerdictGoConditions, Conditions: []Condition{c}}
		if before, ok := w.cmd.(DecideGate); ok {
			decide.Conditions = append(decide.Conditions, before.Conditions...)
		}
		decide.Header = w.cmd.Head()
		w.cmd = decide
		return nil
	}
	o := Override{Header: who, Move: w.m.ID, Until: later}
	switch step.Subject.Kind {
	case "fact":
		o.Facts = []FactName{FactName(step.Subject.ID)}
	case "role":
		o.Roles = []Role{Role(step.Subject.ID)}
	default:
		o.Objections = []Role{Role(step.Want.Plain())}
	}
	return w.do(o, step.By)
}
