package comms

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Section is a kind of agenda item. Its words are those of the label
// "agenda_" and its name.
type Section string

// The sections that are made from the state of the project.
const (
	SectionCarried     Section = "carried"     // open from earlier meetings; always first
	SectionOverdue     Section = "overdue"     // tasks past their date
	SectionRisks       Section = "risks"       // the gravest risks
	SectionDecisions   Section = "decisions"   // decisions that are due
	SectionChanges     Section = "changes"     // open change requests
	SectionFeedback    Section = "feedback"    // feedback without a reply
	SectionLoads       Section = "loads"       // how much of its time a resource is booked
	SectionShortages   Section = "shortages"   // resources that do not suffice
	SectionMilestones  Section = "milestones"  // milestone forecasts
	SectionAssumptions Section = "assumptions" // assumptions past their date
	SectionSigns       Section = "signs"       // early signs of trouble
)

// The sections that a template puts on the agenda whatever the state is.
const (
	SectionWelcome   Section = "welcome"
	SectionGoals     Section = "goals"
	SectionScope     Section = "scope"
	SectionRoles     Section = "roles"
	SectionPlan      Section = "plan"
	SectionWays      Section = "ways" // how we work and talk with each other
	SectionQuestions Section = "questions"
	SectionNextSteps Section = "next_steps"
)

// Sections lists every section. The caller owns the slice.
func Sections() []Section {
	return []Section{
		SectionCarried, SectionOverdue, SectionRisks, SectionDecisions, SectionChanges, SectionFeedback, SectionLoads, SectionShortages, SectionMilestones, SectionAssumptions, SectionSigns,
		SectionWelcome, SectionGoals, SectionScope, SectionRoles, SectionPlan, SectionWays, SectionQuestions, SectionNextSteps,
	}
}

// Label returns the key of the section's words in report/phrase.
func (s Section) Label() string { return "agenda_" + string(s) }

// fromState reports whether the items of the section come from the state.
func (s Section) fromState() bool {
	switch s {
	case SectionCarried, SectionOverdue, SectionRisks, SectionDecisions, SectionChanges, SectionFeedback, SectionLoads, SectionShortages, SectionMilestones, SectionAssumptions, SectionSigns:
		return true
	}
	return false
}

// Point is one thing that may be talked about: a record of the project with
// what matters for its place on the agenda.
type Point struct {
	About  finding.Ref   // the record
	Title  string        // in the host's words
	Owner  string        // actor id, "" if nobody
	Date   calendar.Date // its date: due, forecast, raised or expired; zero if it has none
	Figure finding.Value // its figure: days late, score, load, shortage; may be Unknown
	Links  []finding.Ref // further records, such as where an early sign was seen
}

// Situation is what an agenda is made from, as plain values. A host fills it from
// its plan, register and logs; an empty list means that there is nothing.
type Situation struct {
	Carried     []Item  // from [CarryOver]
	Overdue     []Point // tasks past their date; Date: due
	Risks       []Point // Figure: score
	Decisions   []Point // Date: due
	Changes     []Point // Date: requested
	Feedback    []Point // Date: received
	Loads       []Point // Figure: load
	Shortages   []Point // Figure: what is missing; Date: from when
	Milestones  []Point // Date: forecast
	Assumptions []Point // Date: expired
	Signs       []Point // Figure: how grave
}

// AgendaItem is one item of an agenda.
type AgendaItem struct {
	Point
	Minutes int           // its time box
	Origin  string        // carried: id of the meeting that raised it
	Raised  calendar.Date // carried: the day of that meeting
	Carried int           // carried: how many meetings it has stood in, this one included
}

// AgendaPart is a section of an agenda with its items. Minutes is the sum of
// their time boxes, or the box of a part that has none.
type AgendaPart struct {
	Section Section
	Minutes int
	Items   []AgendaItem
}

// LeftOut is an item that found no place on an agenda.
type LeftOut struct {
	Section Section
	AgendaItem
}

// Agenda is what a meeting will talk about, and for how long. It holds no
// words but those of the records. The caller owns its lists.
type Agenda struct {
	Meeting   string // id of the occurrence or single meeting
	On        calendar.Date
	LengthMin int          // minutes of the meeting
	Parts     []AgendaPart // those of the template that have items or are fixed, in its order
	FreeMin   int          // minutes that no part has: the whole length where there are none, else 0
	LeftOut   []LeftOut    // in the order of the template
}

// Check reports what found no place: a warning per section.
func (a Agenda) Check() []finding.Finding {
	var c checker
	rest := map[Section]int64{}
	for _, x := range a.LeftOut {
		rest[x.Section]++
	}
	for _, s := range Sections() {
		if rest[s] > 0 {
			at := finding.Ref{Kind: "meeting", ID: a.Meeting, Field: s.Label()}
			c.warn(CodeAgendaLeftOut, at, finding.Number(int64(a.LengthMin), "min"), finding.Number(rest[s], ""), RemedyLongerMeeting)
		}
	}
	return c.sorted()
}
