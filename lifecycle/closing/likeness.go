package closing

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Names of the traits that [UsualWeights] weighs. Hosts may have others.
const (
	TraitKind    = "kind"    // of project, such as launch
	TraitSize    = "size"    // such as small
	TraitMarket  = "market"  // such as north
	TraitSegment = "segment" // of customers, such as retail
	TraitTeam    = "team"    // such as spread
	TraitPhase   = "phase"   // what is planned or was learnt: a phase of the process
	TraitTag     = "tag"     // may have many values, each of which counts
)

// Weights says how much each trait counts when two things are compared. It is
// data: a host may have its own.
type Weights struct {
	Traits []Weight `json:"traits"`
	Other  int      `json:"other"` // of traits that are not listed
	// Damping is added to what could be reached, so that little in common, though
	// nothing speaks against it, is worth less than much.
	Damping int `json:"damping"`
}

// Weight is what one trait counts.
type Weight struct {
	Trait  string `json:"trait"`
	Points int    `json:"points"` // 0: not at all; less than 0 counts as 0
}

// UsualWeights returns the weights that are used unless the host has others:
// kind 5, segment 4, phase 4, market 3, size 3, team 2, tags 2 together, others
// 1, damping 3. They are a convention, not measured. The caller owns the slice.
func UsualWeights() Weights {
	return Weights{Traits: []Weight{{TraitKind, 5}, {TraitSegment, 4}, {TraitPhase, 4}, {TraitMarket, 3}, {TraitSize, 3}, {TraitTeam, 2}, {TraitTag, 2}},
		Other: 1, Damping: 3}
}

func (w Weights) of(trait string) int64 {
	for _, x := range w.Traits {
		if fold(x.Trait) == fold(trait) {
			return int64(max(0, x.Points))
		}
	}
	return int64(max(0, w.Other))
}

// Agreement says how a trait compares.
type Agreement string

// The agreements.
const (
	Agrees  Agreement = "agrees"     // a value in common
	Partly  Agreement = "partly"     // some of the tags in common
	Differs Agreement = "differs"    // no value in common
	Open    Agreement = "not_stated" // asked for, and not stated of the other
)

// TraitReason is what one trait adds to a likeness.
type TraitReason struct {
	Trait     string        `json:"trait"`
	Wanted    []string      `json:"wanted"` // values of what is compared
	Has       []string      `json:"has"`    // values of what it is compared with
	Agreement Agreement     `json:"agreement"`
	Weight    int64         `json:"weight"`
	Points    finding.Value `json:"points"` // the part of the weight that is given
}

// Likeness is how alike two things are, with the reasons.
type Likeness struct {
	// Score is the points given by the weight of all traits that are stated of
	// both, or asked for, and the damping: 0 to less than 1.
	Score   finding.Value `json:"score"`
	Reasons []TraitReason `json:"reasons,omitempty"` // the weightiest first
}

// exact returns a score as a number, 0 where there is none.
func exact(score finding.Value) *big.Rat {
	if r, ok := score.Rat(); ok {
		return r
	}
	return new(big.Rat)
}

// ranked is something with its score.
type ranked[T any] struct {
	it    T
	score *big.Rat
}

// rank sorts by score, the best first, then by the order of equal ones.
func rank[T any](list []T, score func(T) finding.Value, equal func(a, b T) int) []T {
	keyed := make([]ranked[T], len(list))
	for i, it := range list {
		keyed[i] = ranked[T]{it, exact(score(it))}
	}
	slices.SortStableFunc(keyed, func(a, b ranked[T]) int {
		if c := b.score.Cmp(a.score); c != 0 {
			return c
		}
		return equal(a.it, b.it)
	})
	for i, k := range keyed {
		list[i] = k.it
	}
	return list
}

// Like compares what something applies to with what a project is, in the
// manner of Gower's coefficient (1971), damped: of each trait that it states,
// the weight is given when the project has one of its values, and of the tags
// the share that the project has; nothing when it has others or none. Traits
// that it does not state do not count: it applies whatever they are. Case does
// not count: upper and lower case, of names and of values, and the order of
// traits, make no difference.
func (w Weights) Like(applies, project []Trait) Likeness {
	var l Likeness
	score := new(big.Rat)
	whole := new(big.Rat).SetInt64(int64(max(0, w.Damping)))
	want, has := valuesOf(applies), valuesOf(project)
	for _, name := range namesOf(applies) {
		r := w.weigh(name, want[fold(name)], has[fold(name)])
		points, _ := r.Points.Rat()
		score.Add(score, points)
		whole.Add(whole, new(big.Rat).SetInt64(r.Weight))
		l.Reasons = append(l.Reasons, r)
	}
	if whole.Sign() > 0 {
		score.Quo(score, whole)
	}
	slices.SortStableFunc(l.Reasons, func(a, b TraitReason) int { return int(b.Weight - a.Weight) })
	l.Score = finding.Rat(score, "")
	return l
}

// weigh compares one trait.
func (w Weights) weigh(name string, want, has []string) TraitReason {
	r := TraitReason{Trait: name, Wanted: want, Has: has, Weight: w.of(name), Agreement: Differs}
	common := int64(0)
	for _, v := range want {
		if slices.ContainsFunc(has, func(other string) bool { return fold(v) == fold(other) }) {
			common++
		}
	}
	n := int64(len(want))
	switch {
	case len(has) == 0:
		r.Agreement = Open
	case common == n, common > 0 && fold(name) != TraitTag:
		r.Agreement, common = Agrees, n
	case common > 0:
		r.Agreement = Partly
	}
	r.Points = finding.Ratio(r.Weight*common, n, "")
	return r
}

// valuesOf returns the different values of each trait, sorted, by its name
// without regard to case.
func valuesOf(traits []Trait) map[string][]string {
	values := map[string][]string{}
	traits = slices.Clone(traits) // sorted, so that of values that differ in case the first is always the same one
	slices.SortFunc(traits, func(a, b Trait) int { return strings.Compare(a.Value, b.Value) })
	for _, t := range traits {
		name := fold(t.Name)
		if !slices.ContainsFunc(values[name], func(v string) bool { return fold(v) == fold(t.Value) }) {
			values[name] = append(values[name], t.Value)
		}
	}
	return values
}

// namesOf returns the different names of traits, sorted; of names that differ
// in case only the first.
func namesOf(traits []Trait) []string {
	var names []string
	for _, t := range traits {
		names = append(names, t.Name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(strings.Compare(fold(a), fold(b)), strings.Compare(a, b)) })
	return slices.CompactFunc(names, func(a, b string) bool { return fold(a) == fold(b) })
}
