package lifecycle

import (
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// gate weighs the criteria and approvals of the move.
func (w *weighing) gate() {
	g := w.move.gate
	if g == nil {
		return
	}
	w.gather(g)
	rest := w.facts.list // in the order of the criteria, without those not known
	var fact *Fact
	for i := range g.criteria {
		c := &g.criteria[i]
		if i > 0 && g.criteria[i-1].Fact != c.Fact && fact != nil {
			rest = rest[1:]
		}
		fact = nil
		if len(rest) > 0 && rest[0].Name == c.Fact {
			fact = rest[0]
		}
		w.criterion(c, fact)
	}
	for i := range g.Approvals {
		w.quorum(g, &g.Approvals[i])
	}
	w.itemsDisposed(g)
}

// gather collects the facts that the criteria name: the later of what the
// history records and what the host says now, and the host's where they are of
// one time.
func (w *weighing) gather(g *gate) {
	if len(g.criteria) == 0 {
		return
	}
	used := make([]*Fact, 0, len(g.criteria))
	a, b := w.s.facts.list, w.in.Facts.list
	for i := range g.criteria {
		name := g.criteria[i].Fact
		if i > 0 && g.criteria[i-1].Fact == name {
			continue
		}
		var old, now *Fact
		a, old = seek(a, name)
		b, now = seek(b, name)
		switch {
		case old != nil && now != nil:
			used = append(used, later(old, now))
		case old != nil:
			used = append(used, old)
		case now != nil:
			used = append(used, now)
		}
	}
	if len(used) > 0 {
		w.facts = Facts{used}
	}
}

// seek returns what is left of an ordered list from the name on, and the fact
// of that name, if any.
func seek(list []*Fact, name FactName) ([]*Fact, *Fact) {
	for i, fact := range list {
		switch {
		case fact.Name == name:
			return list[i:], fact
		case fact.Name > name:
			return list[i:], nil
		}
	}
	return nil, nil
}

// criterion weighs one criterion. What is not known, too old or of another
// kind never passes and is never taken for false.
func (w *weighing) criterion(c *criterion, fact *Fact) {
	switch {
	case fact == nil:
		w.unmet(CodeFactUnknown, c, c.Want, finding.Unknown("missing"), RemedySupplyFact)
	case fact.Value.IsUnknown() || fact.Value.IsZero():
		w.unmet(CodeFactUnknown, c, c.Want, fact.Value, RemedySupplyFact)
	case fact.At.After(w.now):
		w.unmet(CodeFactFromFuture, c, finding.Instant(w.now), finding.Instant(fact.At), RemedyRefreshFact)
	case c.MaxAgeMin > 0 && w.age(fact) > c.MaxAgeMin*minute:
		w.unmet(CodeFactExpired, c, finding.Number(c.MaxAgeMin, "min"), finding.Number(w.age(fact)/minute, "min"), RemedyRefreshFact)
		// What it said may be found again, which leaves approvals as they are.
		w.changes = w.changes || !c.fact.holds(fact.Value) || !c.met(fact.Value)
	case !c.fact.holds(fact.Value):
		code, want, got, remedy := c.fact.misfit(fact.Value)
		w.unmet(code, c, want, got, remedy)
	case !c.met(fact.Value):
		w.unmet(c.Op.code(), c, c.Want, fact.Value, RemedyMeetCriterion)
	}
}

// minute is one minute in microseconds.
const minute = int64(time.Minute / time.Microsecond)

// age returns how long ago the fact was measured, in microseconds.
func (w *weighing) age(f *Fact) int64 { return w.now.UnixMicro() - f.At.UnixMicro() }

// unmet notes a criterion that is not met and the step that would meet it.
func (w *weighing) unmet(code finding.Code, c *criterion, want, got finding.Value, remedy finding.Code) {
	if c.fact.Remedy != "" && remedy != RemedyRefreshFact && remedy != RemedyStateUnit {
		remedy = c.fact.Remedy
	}
	w.changes = w.changes || code != CodeFactExpired
	subject := finding.Ref{Kind: "fact", ID: string(c.Fact)}
	w.findings = append(w.findings, finding.Finding{
		Code: code, Subject: subject, Want: want, Got: got, Remedy: remedy,
		Related: []finding.Ref{{Kind: "gate", ID: string(w.move.Gate)}},
	})
	w.step(NextStep{Do: remedy, Subject: subject, Want: c.Want, By: slices.Clone(c.fact.By), Count: 1})
}

// holds reports whether the value is of the kind and unit declared.
func (f *declared) holds(v finding.Value) bool { return v.Kind() == f.kind && v.Unit() == f.Unit }

// misfit says how the value differs from what is declared, in kind or else in
// unit, and what to do about it.
func (f *declared) misfit(v finding.Value) (code finding.Code, want, got finding.Value, remedy finding.Code) {
	switch {
	case v.Kind() != f.kind:
		return CodeFactOtherKind, finding.Text(string(f.Kind)), brief(v), RemedySupplyFact
	case f.Unit == "":
		return CodeFactUnitExtra, finding.Value{}, finding.Text(shorten(v.Unit())), RemedyStateUnit
	case v.Unit() == "":
		return CodeFactUnitMissing, finding.Text(f.Unit), finding.Value{}, RemedyStateUnit
	}
	return CodeFactOtherUnit, finding.Text(f.Unit), finding.Text(shorten(v.Unit())), RemedyStateUnit
}

// met reports whether the value, which is comparable, is what is wanted.
func (c *criterion) met(v finding.Value) bool {
	switch c.Op {
	case OpPresent:
		return true
	case OpNone:
		return v.Plain() == "0" || v.Plain() == "[]"
	case OpIn:
		return slices.Contains(c.items, v.Plain())
	case OpEqual:
		return v == c.Want
	case OpNotEqual:
		return v != c.Want
	}
	order, ok := finding.CompareValues(v, c.Want)
	switch c.Op {
	case OpLess:
		return ok && order < 0
	case OpAtMost:
		return ok && order <= 0
	case OpGreater:
		return ok && order > 0
	case OpAtLeast:
		return ok && order >= 0
	}
	return false
}

// code returns the code for a value that the operator does not admit.
func (o Op) code() finding.Code {
	switch o {
	case OpEqual:
		return CodeFactDiffers
	case OpNotEqual:
		return CodeFactEquals
	case OpLess:
		return CodeFactNotLess
	case OpAtMost:
		return CodeFactTooHigh
	case OpGreater:
		return CodeFactNotGreater
	case OpAtLeast:
		return CodeFactTooLow
	case OpIn:
		return CodeFactNotIn
	case OpNone:
		return CodeFactNotNone
	}
	return CodeFactUnknown
}

// quorum weighs the approvals of one role.
func (w *weighing) quorum(g *gate, q *Quorum) {
	count := int64(0)
	var stale, own []finding.Ref
	for i := range w.s.approvals {
		a := &w.s.approvals[i]
		switch {
		case a.Move != w.move.ID || a.Role != q.Role:
		case g.NotProposer && w.proposes(a.Actor):
			own = append(own, finding.Ref{Kind: "actor", ID: string(a.Actor)})
		case !a.Facts.same(w.facts):
			stale = append(stale, finding.Ref{Kind: "actor", ID: string(a.Actor)})
		default:
			count++
			w.sign(a, len(g.Approvals))
		}
	}
	want := int64(q.Count)
	if count < want {
		subject := finding.Ref{Kind: "role", ID: string(q.Role)}
		w.block(CodeApprovalMissing, subject, finding.Number(want, ""), finding.Number(count, ""), RemedyApprove)
		w.discounted(CodeApprovalStale, subject, stale)
		w.discounted(CodeApprovalOwn, subject, own)
	}
	if w.changes {
		count = 0 // what is approved now will be stale by then
	}
	if count < want {
		w.step(NextStep{
			Do: RemedyApprove, Subject: finding.Ref{Kind: "role", ID: string(q.Role)},
			By: []Role{q.Role}, Count: int(want - count), Not: w.barred(g),
		})
	}
}

// discounted notes approvals that do not count, beside what they are missing for.
func (w *weighing) discounted(code finding.Code, subject finding.Ref, by []finding.Ref) {
	if len(by) > 0 {
		w.findings = append(w.findings, finding.Finding{Code: code, Severity: finding.Warn, Subject: subject, Related: by, Remedy: RemedyApprove})
	}
}

func (w *weighing) sign(a *Approval, roles int) {
	if w.signed == nil {
		w.signed = make([]Signature, 0, roles)
	}
	w.signed = append(w.signed, Signature{a.Role, a.Actor, a.At})
}

// proposes reports whether the actor proposed the move or requests it now.
func (w *weighing) proposes(actor ActorID) bool {
	return actor == w.head.Actor || actor == w.s.proposer(w.move.ID)
}

// barred returns who may not approve because they proposed or request the move.
func (w *weighing) barred(g *gate) []ActorID {
	var list []ActorID
	if !g.NotProposer {
		return nil
	}
	for _, actor := range [...]ActorID{w.head.Actor, w.s.proposer(w.move.ID)} {
		if actor != "" && !slices.Contains(list, actor) {
			list = append(list, actor)
		}
	}
	return list
}

// evidence returns the digest of the evidence at the gate of the move: the
// definition, the move, its gate, and name and value of every fact that the
// gate asks for. When and by whom a fact was measured is not part of it.
func (w *weighing) evidence() Digest {
	if w.move == nil || w.move.gate == nil {
		return ""
	}
	c := newCanon("milepost.evidence.1")
	c.text(string(w.def.digest))
	c.text(string(w.move.ID))
	c.text(string(w.move.Gate))
	c.facts(w.facts)
	return c.digest()
}
