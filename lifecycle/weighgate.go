package lifecycle

import (
	"cmp"
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
	for i := range g.asked {
		a := &g.asked[i]
		var fact *Fact
		if len(rest) > 0 && rest[0].Name == a.fact {
			fact, rest = rest[0], rest[1:]
		}
		for k := range a.criteria {
			if c := &a.criteria[k]; fact == nil || !w.passes(c, fact) {
				w.criterion(g, c, fact)
			}
		}
	}
	for i := range g.Approvals {
		w.quorum(g, &g.Approvals[i])
	}
	w.itemsDisposed(g)
	if w.s.oversight != nil {
		w.objections(g)
	}
}

// gather collects the facts that the criteria name: the later of what the
// history records and what the host says now, and the host's where they are of
// one time.
func (w *weighing) gather(g *gate) {
	if len(g.criteria) == 0 || w.run(g) {
		return
	}
	used := make([]*Fact, 0, len(g.asked))
	for i := range g.asked {
		a := &g.asked[i]
		old, now := w.s.facts.find(a.fact, a.at), w.in.Facts.find(a.fact, a.at)
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

// run takes the facts from the host's as they stand, where they stand in a row
// and the history records none of them.
func (w *weighing) run(g *gate) bool {
	list, first, n := w.in.Facts.list, g.asked[0].at, len(g.asked)
	if first+n > len(list) {
		return false
	}
	row := list[first : first+n : first+n]
	for i := range g.asked {
		a := &g.asked[i]
		if row[i].Name != a.fact || w.s.facts.find(a.fact, a.at) != nil {
			return false
		}
	}
	w.facts = Facts{row}
	return true
}

// asked is a fact that a gate asks for, with the criteria on it.
type asked struct {
	fact     FactName
	at       int // where it stands in a set of every fact declared
	criteria []criterion
}

// ask groups the criteria of the gate, which stand in order, by their facts.
func (g *gate) ask(declared []FactName) {
	for i := range g.criteria {
		name := g.criteria[i].Fact
		if i > 0 && g.criteria[i-1].Fact == name {
			last := &g.asked[len(g.asked)-1]
			last.criteria = g.criteria[i-len(last.criteria) : i+1]
			continue
		}
		at, _ := slices.BinarySearch(declared, name)
		g.asked = append(g.asked, asked{name, at, g.criteria[i : i+1]})
	}
}

// fault is how a fact falls short of a criterion; no code: it does not.
type fault struct {
	code      finding.Code
	want, got finding.Value
	remedy    finding.Code
	said      bool // what it said met the criterion, and may be found again
}

// fault weighs a fact by one criterion. What is not known, too old or of
// another kind never passes and is never taken for false.
func (w *weighing) fault(c *criterion, fact *Fact) fault {
	switch {
	case fact == nil:
		return fault{CodeFactUnknown, c.Want, finding.Unknown("missing"), RemedySupplyFact, false}
	case fact.Value.IsUnknown() || fact.Value.IsZero():
		return fault{CodeFactUnknown, c.Want, fact.Value, RemedySupplyFact, false}
	case fact.At.After(w.now):
		return fault{CodeFactFromFuture, finding.Instant(w.now), finding.Instant(fact.At), RemedyRefreshFact, c.admits(fact.Value)}
	case c.MaxAgeMin > 0 && w.age(fact) > c.MaxAgeMin*minute:
		old := finding.Number(w.age(fact)/minute, "min")
		return fault{CodeFactExpired, finding.Number(c.MaxAgeMin, "min"), old, RemedyRefreshFact, c.admits(fact.Value)}
	case !c.fact.holds(fact.Value):
		code, want, got, remedy := c.fact.misfit(fact.Value)
		return fault{code, want, got, remedy, false}
	case !c.met(fact.Value):
		return fault{c.Op.code(), c.Want, fact.Value, RemedyMeetCriterion, false}
	}
	return fault{}
}

// admits reports whether the value is of the kind declared and what is wanted.
func (c *criterion) admits(v finding.Value) bool {
	if c.Op == OpEqual {
		return v == c.Want // which is of that kind
	}
	return c.fact.holds(v) && c.met(v)
}

// passes reports whether the fact meets the criterion, as fault does.
func (w *weighing) passes(c *criterion, fact *Fact) bool {
	age := w.age(fact)
	if age <= 0 && fact.At.After(w.now) || c.MaxAgeMin > 0 && age > c.MaxAgeMin*minute {
		return false
	}
	if c.Op == OpEqual {
		return fact.Value == c.Want
	}
	return c.admits(fact.Value)
}

// criterion weighs one criterion of the gate that does not pass.
func (w *weighing) criterion(g *gate, c *criterion, fact *Fact) {
	f := w.fault(c, fact)
	if f.code == "" {
		return
	}
	subject, at := finding.Ref{Kind: "fact", ID: string(c.Fact)}, []finding.Ref{{Kind: "gate", ID: string(w.move.Gate)}}
	if w.covers(c) {
		w.findings = append(w.findings, finding.Finding{Code: CodeConditionCovers, Severity: finding.Warn, Subject: subject, Want: f.want, Got: f.got, Related: at})
		return
	}
	if w.lets(subject, f.want, f.got, Overridden{Fact: c.Fact}) {
		return
	}
	w.findings = append(w.findings, finding.Finding{Code: f.code, Subject: subject, Want: f.want, Got: f.got, Remedy: c.remedy(f), Related: at})
	w.mend(c, f)
	if slices.Contains(w.owed, c.Fact) {
		return
	}
	w.couldOverride(g, subject)
	if c.Conditional {
		w.instead = addStep(w.instead, NextStep{Do: RemedySetCondition, Subject: subject, By: slices.Clone(w.move.authority(&w.s)), Count: 1})
	}
}

// minute is one minute in microseconds.
const minute = int64(time.Minute / time.Microsecond)

// age returns how long ago the fact was measured, in microseconds.
func (w *weighing) age(f *Fact) int64 { return w.micro - f.At.UnixMicro() }

// remedy returns what mends the fault: what the fact declares, unless it only
// has to be stated anew.
func (c *criterion) remedy(f fault) finding.Code {
	if c.fact.Remedy != "" && f.remedy != RemedyRefreshFact && f.remedy != RemedyStateUnit {
		return c.fact.Remedy
	}
	return f.remedy
}

// changing is a fact that has to say something else before the answer can be
// yes.
type changing struct {
	fact   FactName
	want   finding.Value // what it then says, where only one value will do
	forced bool
}

// mend notes the step that brings the fact to what the criterion wants. One
// step for each fact will do: it has to meet them all.
func (w *weighing) mend(c *criterion, f fault) {
	if !f.said {
		w.changing = append(w.changing, changing{c.Fact, c.Want, c.Op == OpEqual})
	}
	subject := finding.Ref{Kind: "fact", ID: string(c.Fact)}
	for i := range w.steps {
		if s := &w.steps[i]; s.Subject == subject {
			s.Criteria = append(s.Criteria, c.Criterion)
			return
		}
	}
	w.steps = append(w.steps, NextStep{
		Do: c.remedy(f), Subject: subject, Want: c.Want, By: slices.Clone(c.fact.By), Count: 1, Criteria: []Criterion{c.Criterion},
	})
}

// settled returns the facts at the gate as they will be once all that has to
// change has changed. It reports false where they could be several.
func (w *weighing) settled() (Facts, bool) {
	var list []*Fact
	forced := map[FactName]bool{}
	for _, c := range w.changing {
		forced[c.fact] = forced[c.fact] || c.forced
		if c.forced {
			list = append(list, &Fact{Name: c.fact, Value: c.want})
		}
	}
	for _, name := range w.move.gate.factNames() {
		is, changes := forced[name]
		if changes && !is {
			return Facts{}, false
		}
		if now, ok := w.facts.Lookup(name); ok && !changes {
			list = append(list, &now)
		}
	}
	at := w.move.gate.factNames()
	list = slices.DeleteFunc(list, func(f *Fact) bool { return !slices.Contains(at, f.Name) })
	slices.SortStableFunc(list, func(a, b *Fact) int { return cmp.Compare(a.Name, b.Name) })
	return Facts{slices.CompactFunc(list, func(a, b *Fact) bool { return a.Name == b.Name })}, true
}

// newest returns the fact of that name as the history and the host know it, or nil.
func (w *weighing) newest(name FactName) *Fact {
	old, now := w.s.facts.find(name, 0), w.in.Facts.find(name, 0)
	if old == nil || now == nil {
		return cmp.Or(old, now)
	}
	return later(old, now)
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
	count := 0
	first := len(w.signed)
	for i := range w.s.approvals {
		a := &w.s.approvals[i]
		if a.Move == w.move.ID && a.Role == q.Role && w.counts(g, q, a, w.facts) {
			w.sign(a, len(g.Approvals))
		}
	}
	if count = len(w.signed) - first; count >= q.Count && len(w.changing) == 0 {
		return
	}
	subject := finding.Ref{Kind: "role", ID: string(q.Role)}
	if count >= q.Count && w.overrideOf(Overridden{Role: q.Role}) != nil {
		return
	}
	if count < q.Count {
		want, got := finding.Number(int64(q.Count), ""), finding.Number(int64(count), "")
		if w.lets(subject, want, got, Overridden{Role: q.Role}) {
			return
		}
		w.block(CodeApprovalMissing, subject, want, got, RemedyApprove)
		w.uncounted(g, q, subject)
	}
	w.askApproval(g, q, subject)
}

// counts reports whether an approval of the move in the role counts on the
// evidence given.
func (w *weighing) counts(g *gate, q *Quorum, a *Approval, on Facts) bool {
	return w.valid(g, q, a, on) && !w.doubles(g, a, on)
}

// valid is counts for the approval by itself.
func (w *weighing) valid(g *gate, q *Quorum, a *Approval, on Facts) bool {
	return !(g.NotProposer && w.proposes(a)) && !w.expired(q, a) && a.Facts.same(on)
}

// doubles reports whether an earlier approval is valid that one of the same
// persons gave in the role or in one kept apart from it. No command adds such an
// approval, but a migration may make one of what was in order before.
func (w *weighing) doubles(g *gate, a *Approval, on Facts) bool {
	for i := range w.s.approvals {
		b := &w.s.approvals[i]
		if b == a {
			return false
		}
		q := g.quorum(b.Role)
		if b.Move == a.Move && q != nil && (b.Role == a.Role || g.parts(a.Role, b.Role)) && b.shares(a) && w.valid(g, q, b, on) {
			return true
		}
	}
	return false
}

// expired reports whether the approval was given too long ago.
func (w *weighing) expired(q *Quorum, a *Approval) bool {
	return q.ValidMin > 0 && w.micro-a.At.UnixMicro() > q.ValidMin*minute
}

// lapsed reports whether the approval was given too long ago for its role.
func (w *weighing) lapsed(g *gate, a *Approval) bool {
	q := g.quorum(a.Role)
	return q != nil && w.expired(q, a)
}

// uncounted says why approvals that are there do not count.
func (w *weighing) uncounted(g *gate, q *Quorum, subject finding.Ref) {
	var stale, own, expired, given []finding.Ref
	for i := range w.s.approvals {
		a := &w.s.approvals[i]
		who := finding.Ref{Kind: "actor", ID: string(a.Actor)}
		switch {
		case a.Move != w.move.ID || a.Role != q.Role:
		case g.NotProposer && w.proposes(a):
			own = append(own, who)
		case w.expired(q, a):
			expired = append(expired, who)
		case !a.Facts.same(w.facts):
			stale = append(stale, who)
		case w.doubles(g, a, w.facts):
			given = append(given, who)
		}
	}
	w.discounted(CodeApprovalStale, subject, finding.Value{}, stale)
	w.discounted(CodeApprovalOwn, subject, finding.Value{}, own)
	w.discounted(CodeApprovalGiven, subject, finding.Value{}, given)
	w.discounted(CodeApprovalExpired, subject, finding.Number(q.ValidMin, "min"), expired)
}

// askApproval notes the approvals that will be missing when every fact says
// what it should: of those at hand only those count that rest on just that.
func (w *weighing) askApproval(g *gate, q *Quorum, subject finding.Ref) {
	on, sure := w.facts, true
	if len(w.changing) > 0 {
		on, sure = w.settled()
	}
	count := 0
	not := w.barred(g)
	for i := range w.s.approvals {
		a := &w.s.approvals[i]
		asked := g.quorum(a.Role)
		if !sure || a.Move != w.move.ID || asked == nil || !w.counts(g, asked, a, on) {
			continue
		}
		if a.Role == q.Role {
			count++
		}
		if a.Role == q.Role || g.parts(a.Role, q.Role) {
			not = addActors(not, a.Actor, a.OnBehalfOf)
		}
	}
	if count < q.Count {
		w.step(NextStep{Do: RemedyApprove, Subject: subject, By: []Role{q.Role}, Count: q.Count - count, Not: not})
		w.couldOverride(g, subject)
	}
}

// addActors adds who is somebody and not there yet.
func addActors(list []ActorID, actors ...ActorID) []ActorID {
	for _, actor := range actors {
		if actor != "" && !slices.Contains(list, actor) {
			list = append(list, actor)
		}
	}
	return list
}

// discounted notes approvals that do not count, beside what they are missing for.
func (w *weighing) discounted(code finding.Code, subject finding.Ref, want finding.Value, by []finding.Ref) {
	if len(by) > 0 {
		w.findings = append(w.findings, finding.Finding{
			Code: code, Severity: finding.Warn, Subject: subject, Want: want, Related: by, Remedy: RemedyApprove,
		})
	}
}

func (w *weighing) sign(a *Approval, roles int) {
	if w.signed == nil && roles == 1 {
		w.sheet = new(sheet)
		w.signed = w.sheet.signed[:0]
	} else if w.signed == nil {
		w.signed = make([]Signature, 0, roles)
	}
	w.signed = append(w.signed, Signature{a.Role, a.Actor, a.At, a.OnBehalfOf})
}

// proposes reports whether the approval is of somebody who proposed the move or
// requests it now.
func (w *weighing) proposes(a *Approval) bool {
	return a.by(w.head.Actor) || len(w.s.proposals) > 0 && a.by(w.s.proposer(w.move.ID))
}

// barred returns who may not approve because they proposed or request the move.
func (w *weighing) barred(g *gate) []ActorID {
	if !g.NotProposer {
		return nil
	}
	return addActors(nil, w.head.Actor, w.s.proposer(w.move.ID))
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
