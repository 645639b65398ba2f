package closing

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Lesson is what a project learnt, written so that another can use it: in this
// situation, that happened, because of this; so do that.
type Lesson struct {
	ID           string        `json:"id"`
	Project      string        `json:"project,omitempty"` // id of the one that learnt it; may be left out in its own record
	Situation    string        `json:"situation"`
	WhatHappened string        `json:"what_happened"`
	Cause        string        `json:"cause"`
	Advice       string        `json:"advice"`
	AppliesTo    []Trait       `json:"applies_to,omitempty"` // none: to any project
	Evidence     []finding.Ref `json:"evidence,omitempty"`
	Phase        string        `json:"phase,omitempty"` // id of the phase it was learnt in
	Tags         []string      `json:"tags,omitempty"`
	Author       string        `json:"author"` // actor id
	On           calendar.Date `json:"on"`     // when it was written down
	Status       LessonStatus  `json:"status"`
	Reviewer     string        `json:"reviewer,omitempty"` // actor id, not the author's
	ReviewedOn   calendar.Date `json:"reviewed_on,omitzero"`
}

// Trait is a property of projects, such as industry: food.
type Trait struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// LessonStatus is where a lesson stands.
type LessonStatus string

// The statuses of a lesson.
const (
	Captured LessonStatus = "captured" // written down, at any time
	Accepted LessonStatus = "accepted" // reviewed; later projects are offered it
	Declined LessonStatus = "declined" // reviewed, and not worth passing on
	Retired  LessonStatus = "retired"  // accepted once, no longer true
)

// LessonStatuses returns every status. The caller owns the slice.
func LessonStatuses() []LessonStatus {
	return []LessonStatus{Captured, Accepted, Declined, Retired}
}

// Next returns the statuses that may follow. The caller owns the slice.
func (s LessonStatus) Next() []LessonStatus {
	switch s {
	case Captured:
		return []LessonStatus{Accepted, Declined}
	case Accepted:
		return []LessonStatus{Retired}
	case Declined, Retired:
		return []LessonStatus{Captured}
	}
	return nil
}

// Review returns the lesson with another status, as a person other than its
// author decided on a day. The receiver stays as it was. What stands against
// it, all of it, comes as findings, and the lesson as it was.
func (l Lesson) Review(to LessonStatus, by string, on calendar.Date) (Lesson, []finding.Finding) {
	var found []finding.Finding
	add := func(code finding.Code, field string, want, got finding.Value, remedy finding.Code) {
		found = append(found, finding.Finding{Code: code, Subject: l.ref(field), Want: want, Got: got, Remedy: remedy})
	}
	if !slices.Contains(l.Status.Next(), to) {
		add(CodeLessonMove, "status", finding.List(words(l.Status.Next())...), finding.Text(string(to)), RemedyUseNamedWord)
	}
	if by == "" || by == l.Author {
		add(CodeReviewer, "reviewer", nothing, finding.Text(by), RemedyOtherReviewer)
	}
	if on.IsZero() || on.Before(l.On) {
		add(CodeReviewDate, "reviewed_on", dateValue(l.On), dateValue(on), RemedyMendDates)
	}
	if len(found) > 0 {
		finding.Sort(found)
		return l, found
	}
	l = l.clone()
	l.Status, l.Reviewer, l.ReviewedOn = to, by, on
	return l, nil
}

// clone returns a copy that shares nothing with the receiver.
func (l Lesson) clone() Lesson {
	l.AppliesTo, l.Evidence, l.Tags = slices.Clone(l.AppliesTo), slices.Clone(l.Evidence), slices.Clone(l.Tags)
	return l
}

func (l Lesson) ref(field string) finding.Ref {
	return finding.Ref{Kind: "lesson", ID: l.ID, Field: field}
}

// Check returns, sorted, what is missing in the lesson. Evidence is only
// warned about: advice without it is an opinion.
func (l Lesson) Check() []finding.Finding {
	var found []finding.Finding
	add := func(code finding.Code, severity finding.Severity, field string, want, got finding.Value, remedy finding.Code) {
		found = append(found, finding.Finding{Code: code, Severity: severity, Subject: l.ref(field), Want: want, Got: got, Remedy: remedy})
	}
	for _, f := range []struct{ name, text string }{{"id", l.ID}, {"situation", l.Situation}, {"what_happened", l.WhatHappened},
		{"cause", l.Cause}, {"advice", l.Advice}, {"author", l.Author}, {"on", l.On.String()}} {
		if f.text == "" {
			add(CodeLessonIncomplete, finding.Block, f.name, nothing, nothing, RemedyDescribeLesson)
		}
	}
	if !slices.Contains(LessonStatuses(), l.Status) {
		add(CodeUnknownWord, finding.Block, "status", finding.List(words(LessonStatuses())...), finding.Text(string(l.Status)), RemedyUseNamedWord)
	}
	if len(l.Evidence) == 0 {
		add(CodeLessonEvidence, finding.Warn, "evidence", nothing, nothing, RemedyGiveEvidence)
	}
	switch reviewed := l.Status == Accepted || l.Status == Declined || l.Status == Retired; {
	case reviewed && (l.Reviewer == "" || l.Reviewer == l.Author && l.Author != Erased):
		add(CodeReviewer, finding.Block, "reviewer", nothing, finding.Text(l.Reviewer), RemedyOtherReviewer)
	case reviewed && (l.ReviewedOn.IsZero() || l.ReviewedOn.Before(l.On)):
		add(CodeReviewDate, finding.Block, "reviewed_on", dateValue(l.On), dateValue(l.ReviewedOn), RemedyMendDates)
	}
	finding.Sort(found)
	return found
}

// CheckLessons returns, sorted, what [Lesson.Check] finds in each lesson, ids
// used twice, and lessons that nobody has reviewed, as all should be before a
// project is closed.
func CheckLessons(lessons []Lesson) []finding.Finding {
	var found []finding.Finding
	seen := map[string]bool{}
	for _, l := range lessons {
		found = append(found, l.Check()...)
		if l.ID != "" && seen[l.ID] {
			found = append(found, finding.Finding{Code: CodeDuplicateID, Subject: l.ref("id"), Remedy: RemedyUniqueID})
		}
		seen[l.ID] = true
		if l.Status == Captured {
			found = append(found, finding.Finding{Code: CodeNotReviewed, Severity: finding.Warn, Subject: l.ref("status"), Remedy: RemedyReview})
		}
	}
	finding.Sort(found)
	return found
}
