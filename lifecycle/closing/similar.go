package closing

import (
	"cmp"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Suggestion is a lesson that may help a project, with the reasons.
type Suggestion struct {
	Lesson   Lesson   `json:"lesson"`
	Likeness Likeness `json:"likeness"`
}

// Traits returns what the lesson applies to: its traits, its phase and its
// tags. The caller owns the slice.
func (l Lesson) Traits() []Trait {
	list := slices.Clone(l.AppliesTo)
	if l.Phase != "" {
		list = append(list, Trait{TraitPhase, l.Phase})
	}
	for _, tag := range l.Tags {
		list = append(list, Trait{TraitTag, tag})
	}
	return list
}

// Similar returns the at most n lessons that are most likely to help a project
// of these traits, the likeliest first; n of 0 or less is all of them. Only
// lessons that were reviewed and accepted come into question; those that have
// nothing in common with the project are left out, and those that apply to any
// project come last. Lessons of equal score are in the order of their dates,
// the latest first, then of their ids: the order of the list does not count.
//
// A phase among the traits says what is being planned. The caller owns the
// slice, which shares nothing with the lessons.
func Similar(w Weights, project []Trait, lessons []Lesson, n int) []Suggestion {
	var list []Suggestion
	for _, l := range lessons {
		if l.Status != Accepted {
			continue
		}
		s := Suggestion{Lesson: l.clone(), Likeness: w.Like(l.Traits(), project)}
		if len(s.Likeness.Reasons) == 0 || exact(s.Likeness.Score).Sign() > 0 {
			list = append(list, s)
		}
	}
	rank(list, func(s Suggestion) finding.Value { return s.Likeness.Score }, func(a, b Suggestion) int {
		return cmp.Or(strings.Compare(b.Lesson.On.String(), a.Lesson.On.String()),
			strings.Compare(a.Lesson.ID, b.Lesson.ID), strings.Compare(a.Lesson.Situation, b.Lesson.Situation))
	})
	if n > 0 && len(list) > n {
		list = slices.Clone(list[:n])
	}
	return list
}
