package asana

import (
	"encoding/json"
	"strings"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// cardMark begins the line that a written task has at the end of its notes.
const cardMark = "[milepost] "

// card is what the plan knows of a task and Asana has no field for, and how the
// fields of Asana stood when it was written: what somebody changed there later
// counts more than the card.
type card struct {
	ID          schedule.TaskID     `json:"id"`
	Start       string              `json:"start,omitempty"` // as written, YYYY-MM-DD
	Due         string              `json:"due,omitempty"`
	Done        bool                `json:"done,omitempty"`
	Parent      schedule.TaskID     `json:"parent,omitempty"`
	Section     schedule.TaskID     `json:"section,omitempty"`
	SectionName string              `json:"section_name,omitempty"`
	Lifted      bool                `json:"lifted,omitempty"` // Asana was not told the parent
	Name        []string            `json:"name,omitempty"`   // as written and as it was, where the two differ
	Assignee    schedule.ResourceID `json:"assignee,omitempty"`

	Task    *schedule.Edit  `json:"task,omitempty"`         // without names, notes and amounts
	Summary *schedule.Edit  `json:"section_task,omitempty"` // in the first task of a section
	Links   []cardLink      `json:"links,omitempty"`        // those into this task
	Work    []schedule.Edit `json:"assignments,omitempty"`  // those of this task
	Plan    *planCard       `json:"plan,omitempty"`         // in the first task of the plan
}

// cardLink is a link into the task of the card.
type cardLink struct {
	Link  schedule.Edit `json:"link"`
	Shown bool          `json:"shown,omitempty"` // Asana has it as a dependency
}

// planCard is what the plan knows of itself.
type planCard struct {
	Name       string              `json:"name,omitempty"`
	Start      calendar.DateTime   `json:"start,omitzero"`
	Finish     calendar.DateTime   `json:"finish,omitzero"`
	MustFinish calendar.DateTime   `json:"must_finish,omitzero"`
	DataDate   calendar.DateTime   `json:"data_date,omitzero"`
	Calendar   schedule.CalendarID `json:"calendar,omitempty"`
	Calendars  []schedule.Edit     `json:"calendars,omitempty"`
	Resources  []schedule.Edit     `json:"resources,omitempty"`
}

// line returns the card as one line.
func (c *card) line() (string, bool) {
	text, err := json.Marshal(c)
	return cardMark + string(text), err == nil
}

// splitNotes takes the card off the end of notes. It reports false when there
// is a line that says it is one and cannot be read.
func splitNotes(notes string) (text string, c *card, ok bool) {
	at := strings.LastIndex(notes, cardMark)
	if at < 0 || at > 0 && notes[at-1] != '\n' {
		return notes, nil, true
	}
	c = &card{}
	line := strings.TrimRight(notes[at+len(cardMark):], " \r\n\t")
	if json.Unmarshal([]byte(line), c) != nil || c.ID == "" {
		return notes, nil, false
	}
	text = strings.TrimSuffix(strings.TrimSuffix(notes[:at], "\n"), "\r")
	return text, c, true
}

// joinNotes puts a card under notes.
func joinNotes(text, line string) string {
	if text == "" {
		return line
	}
	return text + "\n" + line
}
