package charter

import (
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Frozen is a success standard fixed at a gate, together with the terms of the
// goals it judges. It is a plain value; its digest shows whether it is still
// what was fixed.
type Frozen struct {
	Standard Standard      `json:"standard"`
	Terms    []Terms       `json:"terms"`
	Gate     string        `json:"gate"` // id of the gate at which it was fixed
	By       string        `json:"by"`   // actor id
	On       calendar.Date `json:"on"`
	Change   string        `json:"change,omitempty"`   // id of the approved change that amended it
	Previous Digest        `json:"previous,omitempty"` // digest of what it amended
	Digest   Digest        `json:"digest"`
}

// Terms are the parts of a goal that decide its verdict.
type Terms struct {
	Goal   string        `json:"goal"` // id
	Parent string        `json:"parent,omitempty"`
	Weight Number        `json:"weight,omitzero"`
	Metric Metric        `json:"metric"`
	Due    calendar.Date `json:"due,omitzero"`
}

// Freeze fixes the standard for the goals at a gate. It refuses, with a
// [*finding.Error], what [Standard.Check] or [CheckTree] (without capacities)
// blocks, and with [ErrFrozen] a gate, person or date that is missing.
func Freeze(s Standard, goals []Goal, gate, by string, on calendar.Date) (Frozen, error) {
	if blank(gate) {
		return Frozen{}, fmt.Errorf("%w: no gate", ErrFrozen)
	}
	return Frozen{Gate: gate}.fix(s, goals, by, on)
}

// Amend fixes another standard or other terms in place of this one. That takes
// an approved change: without its id the error is [ErrFrozen], as it is for a
// receiver that is no longer what was fixed. Other errors are those of
// [Freeze]. The receiver stays as it was and is named by digest in the result.
func (f Frozen) Amend(s Standard, goals []Goal, change, by string, on calendar.Date) (Frozen, error) {
	if blank(change) {
		return Frozen{}, fmt.Errorf("%w: amending takes a change", ErrFrozen)
	}
	if !f.Intact() {
		return Frozen{}, fmt.Errorf("%w: the standard to amend is not the one that was fixed", ErrFrozen)
	}
	return Frozen{Gate: f.Gate, Change: change, Previous: f.Digest}.fix(s, goals, by, on)
}

func (f Frozen) fix(s Standard, goals []Goal, by string, on calendar.Date) (Frozen, error) {
	if blank(by) || on.IsZero() {
		return Frozen{}, fmt.Errorf("%w: who fixes it and when is not stated", ErrFrozen)
	}
	found := append(s.Check(goals), CheckTree(goals, nil)...)
	if err := finding.AsError("charter: freeze", found); err != nil {
		return Frozen{}, err
	}
	f.Standard, f.Terms, f.By, f.On = s.clone(), termsOf(goals), by, on
	f.Digest = f.digest()
	return f, nil
}

// digest hashes everything but the digest itself.
func (f Frozen) digest() Digest {
	f.Digest = ""
	return digestOf("frozen", f)
}

// Intact reports whether the standard is still what was fixed.
func (f Frozen) Intact() bool { return f.Digest != "" && f.Digest == f.digest() }

func termsOf(goals []Goal) []Terms {
	terms := make([]Terms, len(goals))
	for i, g := range goals {
		terms[i] = Terms{Goal: g.ID, Parent: g.Parent, Weight: g.Weight, Metric: g.Metric, Due: g.Due}
	}
	return terms
}

// goals returns the terms as goals, for the tree and the sums.
func (f Frozen) goals() []Goal {
	goals := make([]Goal, len(f.Terms))
	for i, t := range f.Terms {
		goals[i] = Goal{ID: t.Goal, Parent: t.Parent, Weight: t.Weight, Metric: t.Metric, Due: t.Due}
	}
	return goals
}

func (s Standard) clone() Standard {
	s.Limits, s.Rule.Must = slices.Clone(s.Limits), slices.Clone(s.Rule.Must)
	return s
}

// CheckFrozen reports, sorted, where a standard and goals as they stand now
// differ from those that were fixed, and a frozen standard that was tampered
// with. Differences need an approved change (see [Frozen.Amend]).
func CheckFrozen(f Frozen, s Standard, goals []Goal) []finding.Finding {
	var c checker
	if !f.Intact() {
		c.block(CodeFrozenBroken, finding.Ref{Kind: "standard"}, finding.Text(string(f.Digest)), finding.Text(string(f.digest())), RemedyRestore)
	}
	if was, is := digestOf("standard", f.Standard), digestOf("standard", s); was != is {
		c.block(CodeStandardChanged, finding.Ref{Kind: "standard"}, finding.Text(string(was)), finding.Text(string(is)), RemedyRequestChange)
	}
	fixed := map[string]Terms{}
	for _, t := range f.Terms {
		fixed[t.Goal] = t
	}
	for _, t := range termsOf(goals) {
		was, known := fixed[t.Goal]
		at := finding.Ref{Kind: "goal", ID: t.Goal}
		if !known {
			c.block(CodeGoalAdded, at, nothing, nothing, RemedyRequestChange)
		} else if was != t {
			c.block(CodeTermsChanged, at, finding.Text(string(digestOf("terms", was))), finding.Text(string(digestOf("terms", t))), RemedyRequestChange)
		}
		delete(fixed, t.Goal)
	}
	for _, t := range f.Terms {
		if _, gone := fixed[t.Goal]; gone {
			c.block(CodeGoalRemoved, finding.Ref{Kind: "goal", ID: t.Goal}, nothing, nothing, RemedyRequestChange)
		}
	}
	return c.sorted()
}
