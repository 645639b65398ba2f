package risk

import (
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Risk is one uncertain event that matters to the project, written as cause,
// event and effect: "because of <cause>, <event> may happen, which would
// <effect>".
type Risk struct {
	ID       string   `json:"id"`
	Kind     Kind     `json:"kind"`
	Cause    string   `json:"cause"`
	Event    string   `json:"event"`
	Effect   string   `json:"effect"`
	Category []string `json:"category,omitempty"` // path in the category tree, the root first
	Source   Source   `json:"source,omitzero"`
	Owner    string   `json:"owner,omitempty"` // actor id

	Status   Status        `json:"status"`
	Raised   calendar.Date `json:"raised,omitzero"`   // when it was first written down
	Occurred calendar.Date `json:"occurred,omitzero"` // when the event happened, if it did
	Ended    calendar.Date `json:"ended,omitzero"`    // when it was closed or expired
	Issue    string        `json:"issue,omitempty"`   // id of the issue it became

	Proximity   Proximity    `json:"proximity,omitzero"`
	Assessments []Assessment `json:"assessments,omitempty"`
	Responses   []Response   `json:"responses,omitempty"`
	Triggers    []Trigger    `json:"triggers,omitempty"`
	Notes       []Note       `json:"notes,omitempty"`
}

// Kind says whether a risk harms or helps.
type Kind string

// The kinds of risk.
const (
	Threat      Kind = "threat"
	Opportunity Kind = "opportunity"
)

// Source says how a risk was found.
type Source struct {
	Kind SourceKind `json:"kind,omitempty"`
	ID   string     `json:"id,omitempty"` // the person, lesson, checklist item or signal
}

// SourceKind is the kind of thing that pointed at a risk.
type SourceKind string

// The kinds of source.
const (
	FromPerson    SourceKind = "person"
	FromLesson    SourceKind = "lesson"
	FromChecklist SourceKind = "checklist"
	FromSignal    SourceKind = "signal"
)

// Proximity is the window in which the event may happen. A zero date leaves
// that side open.
type Proximity struct {
	From calendar.Date `json:"from,omitzero"`
	To   calendar.Date `json:"to,omitzero"`
}

// Note is a dated remark.
type Note struct {
	At   calendar.Date `json:"at"`
	By   string        `json:"by,omitempty"`
	Text string        `json:"text"`
}
