package lifecycle

import (
	"math/big"
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// gates looks at every gate for itself.
func (l *lint) gates() {
	for i := range l.def.spec.Gates {
		g := l.def.gate(&l.def.spec.Gates[i])
		for _, name := range g.factNames() {
			l.contradiction(g, name)
		}
		l.conditional(g)
		l.verdicts(g)
		if l.team != nil {
			l.rights(g)
		}
	}
}

// movesThrough returns the moves that the gate stands before.
func (l *lint) movesThrough(g *gate) []*move {
	var list []*move
	for i := range l.def.moves {
		if m := &l.def.moves[i]; m.Gate == g.ID {
			list = append(list, m)
		}
	}
	return list
}

// contradiction looks for criteria on one fact that no value meets together.
func (l *lint) contradiction(g *gate, name FactName) {
	criteria := slices.DeleteFunc(slices.Clone(g.criteria), func(c criterion) bool { return c.Fact != name })
	if meetable(criteria) {
		return
	}
	var texts []string
	for i := range criteria {
		text := string(criteria[i].Op)
		if want := criteria[i].Want.String(); want != "" {
			text += " " + want
		}
		texts = append(texts, text)
	}
	l.add(finding.Block, CodeLintContradiction, finding.Ref{Kind: "fact", ID: string(name), Field: string(g.ID)},
		finding.List(texts...), finding.Value{}, RemedyMendDefinition)
}

// meetable reports whether some value meets all criteria, which are on one
// fact. It tries every value that could tell them apart: those they name, and
// one in every gap before, between and behind these.
func meetable(criteria []criterion) bool {
	if len(criteria) < 2 {
		return true
	}
	return slices.ContainsFunc(candidates(criteria), func(v finding.Value) bool {
		return !slices.ContainsFunc(criteria, func(c criterion) bool { return !c.admits(v) })
	})
}

// candidates returns the values that meetable tries.
func candidates(criteria []criterion) []finding.Value {
	f := criteria[0].fact
	var named []finding.Value
	for i := range criteria {
		if c := &criteria[i]; c.Op == OpIn {
			for _, item := range c.items {
				named = append(named, finding.Text(item))
			}
		} else if !c.Want.IsZero() {
			named = append(named, c.Want)
		}
	}
	switch f.kind {
	case finding.BoolKind:
		return []finding.Value{finding.Bool(true), finding.Bool(false)}
	case finding.TextKind:
		return append(named, finding.Text(other(named)))
	case finding.ListKind:
		return append(named, finding.List(), finding.List(other(named)))
	case finding.DateKind:
		return aroundDates(named)
	case finding.InstantKind:
		return aroundInstants(named)
	}
	return aroundNumbers(f, named)
}

// other returns a text that is longer than all that are named.
func other(named []finding.Value) string {
	text := "x"
	for _, v := range named {
		text += v.Plain()
	}
	return text
}

// aroundNumbers returns the numbers, 0, one in every gap between them and one
// at either end, in the kind and unit of the fact.
func aroundNumbers(f *declared, named []finding.Value) []finding.Value {
	list := []*big.Rat{new(big.Rat)}
	for _, v := range named {
		if r, ok := v.Rat(); ok {
			list = append(list, r)
		}
	}
	slices.SortFunc(list, (*big.Rat).Cmp)
	one, half := big.NewRat(1, 1), big.NewRat(1, 2)
	all := append(slices.Clone(list), new(big.Rat).Sub(list[0], one), new(big.Rat).Add(list[len(list)-1], one))
	for i := 1; i < len(list); i++ {
		middle := new(big.Rat).Add(list[i-1], list[i])
		all = append(all, middle.Mul(middle, half))
	}
	out := make([]finding.Value, len(all))
	for i, r := range all {
		out[i] = finding.Rat(r, f.Unit)
		if f.kind == finding.MoneyKind {
			out[i] = finding.Money(out[i].Plain(), f.Unit)
		}
	}
	return out
}

// aroundDates returns the dates and the days beside them.
func aroundDates(named []finding.Value) []finding.Value {
	var out []finding.Value
	for _, v := range named {
		day, err := time.Parse(time.DateOnly, v.Plain())
		if err != nil {
			continue
		}
		for _, d := range [...]int{-1, 0, 1} {
			out = append(out, finding.Date(day.AddDate(0, 0, d).Format(time.DateOnly)))
		}
	}
	return out
}

// aroundInstants returns the instants and the microseconds beside them.
func aroundInstants(named []finding.Value) []finding.Value {
	var out []finding.Value
	for _, v := range named {
		at, err := time.Parse(time.RFC3339Nano, v.Plain())
		if err != nil {
			continue
		}
		for _, d := range [...]time.Duration{-time.Microsecond, 0, time.Microsecond} {
			out = append(out, finding.Instant(at.Add(d)))
		}
	}
	return out
}

// conditional looks for criteria that may pass on conditions where nobody can
// set any: because no move through the gate is decided, or nobody is there to.
func (l *lint) conditional(g *gate) {
	if len(g.conditionals()) == 0 {
		return
	}
	var deciders []Role
	for _, m := range l.movesThrough(g) {
		if m.Kind == MoveForward || m.Kind == MoveRework {
			deciders = append(deciders, m.deciders()...)
		}
	}
	if len(deciders) == 0 || l.team != nil && len(l.holders(deciders, "")) == 0 {
		slices.Sort(deciders)
		l.add(finding.Warn, CodeLintConditional, finding.Ref{Kind: "gate", ID: string(g.ID)},
			roleList(slices.Compact(deciders)), finding.Value{}, RemedyNameHolder)
	}
}

// verdicts looks, at gates that name deciders, for verdicts that they cannot
// give because no single move carries them out.
func (l *lint) verdicts(g *gate) {
	if len(g.Deciders) == 0 {
		return
	}
	var phases []PhaseID
	for _, m := range l.movesThrough(g) {
		if m.Kind == MoveForward || m.Kind == MoveRework {
			phases = append(phases, m.From...)
		}
	}
	for _, v := range [...]struct {
		verdict Verdict
		kind    MoveKind
	}{{VerdictHold, MoveSuspend}, {VerdictStop, MoveCancel}} {
		for _, phase := range phases {
			if n := l.leaving(phase, v.kind); n != 1 {
				subject := finding.Ref{Kind: "gate", ID: string(g.ID)}
				l.add(finding.Info, CodeLintDecisionMove, subject, finding.Text(string(v.verdict)), finding.Number(int64(n), ""), RemedyMendDefinition)
				break
			}
		}
	}
}

func (l *lint) leaving(phase PhaseID, kind MoveKind) int {
	n := 0
	for i := range l.def.moves {
		if m := &l.def.moves[i]; m.Kind == kind && m.leaves(phase) {
			n++
		}
	}
	return n
}

// rights looks for vetoes and overrides that nobody in the team can use.
func (l *lint) rights(g *gate) {
	for _, role := range g.vetoing() {
		if len(l.holders([]Role{role}, "")) == 0 {
			l.add(finding.Warn, CodeLintVeto, finding.Ref{Kind: "role", ID: string(role), Field: string(g.ID)}, finding.Value{}, finding.Value{}, RemedyNameHolder)
		}
	}
	if len(g.Override) > 0 && len(l.holders(g.Override, "")) == 0 {
		l.add(finding.Warn, CodeLintOverride, finding.Ref{Kind: "gate", ID: string(g.ID)}, roleList(g.Override), finding.Value{}, RemedyNameHolder)
	}
}

// bench is who could approve in one role, and how many of them have to.
type bench struct {
	role  Role
	count int
	able  []ActorID
}

// seats reports whether every bench can be filled so that nobody sits on two
// that the gate keeps apart. It gives up, with yes, after many trials: a doubt
// is not a finding.
func seats(g *Gate, benches []bench) bool {
	if assignable(places(benches, func(bench) bool { return true })) {
		return true // even with nobody on two
	}
	if g.OneRoleEach {
		return false
	}
	for _, group := range g.Apart {
		if !assignable(places(benches, func(b bench) bool { return slices.Contains(group, b.role) })) {
			return false
		}
	}
	s := seating{g, benches, map[ActorID][]Role{}, 200_000}
	return s.fill(0, 0, 0)
}

// places lists who could take each place on the benches that are meant.
func places(benches []bench, meant func(bench) bool) [][]ActorID {
	var list [][]ActorID
	for _, b := range benches {
		if meant(b) {
			list = append(list, slices.Repeat([][]ActorID{b.able}, b.count)...)
		}
	}
	return list
}

// seating is a search for a way to fill the benches.
type seating struct {
	g       *Gate
	benches []bench
	on      map[ActorID][]Role
	left    int // trials
}

// fill fills the benches from one on, of which so many places are taken and
// the next is for one of those from a position on.
func (s *seating) fill(at, taken, from int) bool {
	if s.left--; s.left < 0 || at == len(s.benches) {
		return true
	}
	b := s.benches[at]
	if taken == b.count {
		return s.fill(at+1, 0, 0)
	}
	for i := from; i < len(b.able); i++ {
		actor := b.able[i]
		if slices.ContainsFunc(s.on[actor], func(r Role) bool { return s.g.parts(r, b.role) }) {
			continue
		}
		s.on[actor] = append(s.on[actor], b.role)
		if s.fill(at, taken+1, i+1) {
			return true
		}
		s.on[actor] = s.on[actor][:len(s.on[actor])-1]
	}
	return false
}
