package kpi

import (
	"errors"
	"fmt"
)

// Pattern is the kind of shape that a [Rule] looks for in scores, which are
// distances from the centre line in sigmas. All comparisons are strict: a point
// on a line is neither beyond nor inside it.
type Pattern string

// The patterns. A gap ends every one of them.
const (
	SameSide    Pattern = "same_side"   // Need of Of points beyond Sigma on one side, the last of them among these
	EitherSide  Pattern = "either_side" // Need points in a row beyond Sigma, on whichever side
	Inside      Pattern = "inside"      // Need points in a row nearer to the centre line than Sigma
	Monotone    Pattern = "monotone"    // Need points in a row, each above the last or each below it
	Alternating Pattern = "alternating" // Need points in a row, each step reversing the last
)

// Rule names a shape that chance alone seldom makes. It is data: a host may
// state its own beside [WesternElectric] and [Nelson].
type Rule struct {
	Name    string  `json:"name"`
	Pattern Pattern `json:"pattern"`
	Need    int     `json:"need"`           // points that make the shape
	Of      int     `json:"of,omitzero"`    // among so many in a row; SameSide only, 0 means Need
	Sigma   Value   `json:"sigma,omitzero"` // distance from the centre line; the zero Value means 0
}

// The eight shapes, and the two lengths of a run.
func beyond3s() Rule       { return Rule{"beyond_3s", SameSide, 1, 1, Int(3, "")} }
func twoOfThree2s() Rule   { return Rule{"two_of_three_2s", SameSide, 2, 3, Int(2, "")} }
func fourOfFive1s() Rule   { return Rule{"four_of_five_1s", SameSide, 4, 5, Int(1, "")} }
func trend6() Rule         { return Rule{"trend_6", Monotone, 6, 0, Value{}} }
func alternating14() Rule  { return Rule{"alternating_14", Alternating, 14, 0, Value{}} }
func fifteenInside() Rule  { return Rule{"fifteen_within_1s", Inside, 15, 0, Int(1, "")} }
func eightOutside1s() Rule { return Rule{"eight_outside_1s", EitherSide, 8, 0, Int(1, "")} }

// RunRule returns the rule that so many points in a row lie on one side of the
// centre line: 8 in the Western Electric rules, 9 in Nelson's, 7 in others. Its
// name is "run_" and the number.
func RunRule(points int) Rule {
	return Rule{fmt.Sprintf("run_%d", points), SameSide, points, points, Int(0, "")}
}

// WesternElectric returns the four rules of the Western Electric Statistical
// Quality Control Handbook (1956) in their order. The caller owns the slice.
func WesternElectric() []Rule {
	return []Rule{beyond3s(), twoOfThree2s(), fourOfFive1s(), RunRule(8)}
}

// Nelson returns the eight rules of L. S. Nelson (Journal of Quality Technology
// 16, 1984) in their order. The caller owns the slice.
func Nelson() []Rule {
	return []Rule{beyond3s(), RunRule(9), trend6(), alternating14(), twoOfThree2s(), fourOfFive1s(), fifteenInside(), eightOutside1s()}
}

// Signal says that a rule fired.
type Signal struct {
	Rule string `json:"rule"` // its name
	At   int    `json:"at"`   // index, from 0, of the point that completed the shape
}

// Signals returns where the rules fire on the scores, by rules in their order
// and then by points. A shape that goes on fires at each further point. A rule
// without an existing pattern, or that needs less than one point, never fires;
// [CheckRules] finds it. The caller owns the slice.
func Signals(scores []Value, rules []Rule) []Signal {
	var found []Signal
	for _, rule := range rules {
		from := 0 // first point since the last gap
		for i, z := range scores {
			if z.IsUnknown() {
				from = i + 1
			} else if rule.fires(scores[from : i+1]) {
				found = append(found, Signal{rule.Name, i})
			}
		}
	}
	return found
}

// ErrRule is the kind of what is wrong with a [Rule].
var ErrRule = errors.New("kpi: not a rule for signals")

// CheckRules returns an error that names the first rule that could never fire
// or has no name or that of another; it unwraps to [ErrRule].
func CheckRules(rules []Rule) error {
	seen := map[string]bool{}
	for _, r := range rules {
		if sign, known := r.sigma().Sign(); r.Name == "" || seen[r.Name] || !r.Pattern.exists() || r.Need < 1 || r.Of != 0 && r.Of < r.Need || !known || sign < 0 || r.Sigma.Unit() != "" {
			return fmt.Errorf("%w: %+v", ErrRule, r)
		}
		seen[r.Name] = true
	}
	return nil
}

func (p Pattern) exists() bool {
	switch p {
	case SameSide, EitherSide, Inside, Monotone, Alternating:
		return true
	}
	return false
}

// UnmarshalText reads the name of a pattern and refuses others.
func (p *Pattern) UnmarshalText(text []byte) error {
	if !Pattern(text).exists() {
		return fmt.Errorf("kpi: no pattern %.40q", text)
	}
	*p = Pattern(text)
	return nil
}
