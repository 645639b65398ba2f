package risk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Clues is what is known of a project and what is known of risks, from which
// [Register.Suggestions] makes suggestions.
type Clues struct {
	Signals   []string // patterns seen in the project, such as "single_supplier"; see [Signals]
	Checklist []Prompt
	Traits    []string // what the project is like
	Lessons   []Lesson
}

// Suggestion is a risk that somebody should think of, and why. It is no risk
// until it is accepted.
type Suggestion struct {
	Source   Source   `json:"source"` // the item of the checklist or the lesson
	Prompt   Prompt   `json:"prompt"`
	Because  []string `json:"because"`            // the signal seen, or the traits shared
	Likeness Number   `json:"likeness,omitzero"`  // of a lesson: traits shared of all traits of both projects
	Project  string   `json:"project,omitempty"`  // of a lesson
	Evidence string   `json:"evidence,omitempty"` // of a lesson
}

// PromptAnswer records what became of a suggestion.
type PromptAnswer struct {
	Source   Source        `json:"source"`
	Accepted bool          `json:"accepted"`
	Risk     string        `json:"risk,omitempty"` // id of the risk it became
	At       calendar.Date `json:"at"`
	By       string        `json:"by"`               // actor id
	Reason   string        `json:"reason,omitempty"` // why it was declined
}

// Suggestions lists the risks that the clues point at and that nobody has
// answered yet: the items of the checklist whose signal was seen, in its order,
// then the lessons that share a trait, the likest first, then by id. What a
// risk of the register came from, whatever its status, is not suggested again.
// The result shares nothing with the clues.
func (r Register) Suggestions(c Clues) []Suggestion {
	var list []Suggestion
	for _, p := range r.Suggest(c.Checklist, c.Signals) {
		p.Category = slices.Clone(p.Category)
		list = append(list, Suggestion{Source: Source{FromChecklist, p.ID}, Prompt: p, Because: []string{p.Signal}})
	}
	var learned []Suggestion
	for _, l := range c.Lessons {
		source := Source{FromLesson, l.ID}
		shared, share := likeness(c.Traits, l.Traits)
		if len(shared) > 0 && !r.answered(source) {
			learned = append(learned, Suggestion{source, l.prompt(), shared, share, l.Project, l.Evidence})
		}
	}
	slices.SortStableFunc(learned, func(a, b Suggestion) int {
		return cmp.Or(compare(b.Likeness, a.Likeness), strings.Compare(a.Source.ID, b.Source.ID))
	})
	return append(list, learned...)
}

// answered reports whether a risk came from the source or somebody decided on
// it.
func (r Register) answered(source Source) bool {
	return slices.ContainsFunc(r.Risks, func(x Risk) bool { return x.Source == source }) ||
		slices.ContainsFunc(r.Answers, func(a PromptAnswer) bool { return a.Source == source })
}

// Accept returns a register that holds the suggestion as a proposed risk,
// without owner or rating, and a record of who accepted it when. The answer
// needs the id of the new risk, a date and a person; its source and outcome
// are filled in. The receiver stays as it was. What is missing, an id in use
// and a suggestion answered before are a [*RecordError].
func (r Register) Accept(s Suggestion, a PromptAnswer) (Register, error) {
	a.Source, a.Accepted = s.Source, true
	if a.Risk == "" || r.index(a.Risk) >= 0 {
		return Register{}, a.refused("id")
	}
	if err := r.accepts(a); err != nil {
		return Register{}, err
	}
	r = r.Clone()
	risk := s.Prompt.Propose(a.Risk, a.At)
	risk.Source = s.Source
	r.Risks, r.Answers = append(r.Risks, risk), append(r.Answers, a)
	return r, nil
}

// Decline returns a register with a record of who declined the suggestion,
// when and why; it is not made again. The answer needs a date, a person and a
// reason. The receiver stays as it was. What is missing and a suggestion
// answered before are a [*RecordError].
func (r Register) Decline(s Suggestion, a PromptAnswer) (Register, error) {
	a.Source, a.Accepted, a.Risk = s.Source, false, ""
	if a.Reason == "" {
		return Register{}, a.refused("reason")
	}
	if err := r.accepts(a); err != nil {
		return Register{}, err
	}
	r = r.Clone()
	r.Answers = append(r.Answers, a)
	return r, nil
}

func (r Register) accepts(a PromptAnswer) error {
	switch {
	case a.At.IsZero():
		return a.refused("date")
	case a.By == "":
		return a.refused("by")
	case r.answered(a.Source):
		return a.refused("answered")
	}
	return nil
}

func (a PromptAnswer) refused(reason string) error {
	return &RecordError{About: fmt.Sprint(a.Source.Kind, " ", a.Source.ID), Reason: reason}
}
