package risk

import (
	"slices"
)

// Lesson is what an earlier project learned about a risk, as far as it helps
// to see the same coming: traits of that project, and the risk in words.
type Lesson struct {
	ID       string   `json:"id"`
	Project  string   `json:"project,omitempty"`
	Traits   []string `json:"traits"` // what the project was like, such as "new_market"
	Kind     Kind     `json:"kind"`
	Category []string `json:"category,omitempty"`
	Cause    string   `json:"cause"`
	Event    string   `json:"event"`
	Effect   string   `json:"effect"`
	Evidence string   `json:"evidence,omitempty"` // where it can be read or how it was measured
}

// prompt returns the lesson as a prompt.
func (l Lesson) prompt() Prompt {
	return Prompt{ID: l.ID, Kind: l.Kind, Category: slices.Clone(l.Category), Cause: l.Cause, Event: l.Event, Effect: l.Effect}
}

// likeness compares the traits of two projects: those they share, sorted, and
// how many that is of all traits of either (P. Jaccard, 1901). Traits given
// twice count once. Without any trait the likeness is unstated.
func likeness(a, b []string) (shared []string, share Number) {
	all := distinct(append(slices.Clone(a), b...))
	for _, trait := range all {
		if slices.Contains(a, trait) && slices.Contains(b, trait) {
			shared = append(shared, trait)
		}
	}
	return shared, Fraction(int64(len(shared)), int64(len(all)))
}

// distinct returns the texts sorted, each once, without the empty one.
func distinct(list []string) []string {
	list = slices.Compact(slices.Sorted(slices.Values(list)))
	return slices.DeleteFunc(list, func(s string) bool { return s == "" })
}
