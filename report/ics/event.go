package ics

import (
	"time"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Method says what a calendar program is to do with a file.
type Method string

// Methods.
const (
	Publish Method = "PUBLISH" // show these events; the zero Method too
	Request Method = "REQUEST" // invite the attendees
	Cancel  Method = "CANCEL"  // take the events back
)

// Status says whether an event takes place.
type Status string

// Statuses. The zero Status is not written.
const (
	Confirmed Status = "CONFIRMED"
	Tentative Status = "TENTATIVE"
	Cancelled Status = "CANCELLED"
)

// Calendar is one calendar file.
type Calendar struct {
	Product string // who made it, such as "-//Example//CRM//EN"; required
	Name    string // how calendar programs call it; optional
	Method  Method
	Events  []Event // written in this order
}

// Event is one entry of a calendar.
type Event struct {
	UID      string    // the same for ever and nowhere else, such as "m17@crm.example"; required
	Sequence int       // 0 for the first version
	Stamp    time.Time // when this version was made; required

	Start When
	// Finish is the moment at which the event is over, or its last day. The
	// zero When is none: an event of no duration, or of the day of Start.
	Finish When

	// Rule is the value of an RRULE, such as "FREQ=WEEKLY;BYDAY=MO". Dates are
	// occurrences beside it, Excluded those of it that are not held, both on the
	// clock of Start, or at 00:00 for a day.
	Rule     string
	Dates    []calendar.DateTime
	Excluded []calendar.DateTime
	// Instance makes the event stand for one occurrence of the series with its
	// UID: the one that would have begun then.
	Instance When

	Summary     string // one line
	Description string
	Location    string
	URL         string
	Categories  []string
	Status      Status
	Transparent bool // takes nobody's time: a milestone, a deadline

	Organizer Person
	Attendees []Person
	Reminders []calendar.Work // clock seconds before the start
}

// Person is an organizer or an attendee.
type Person struct {
	Name  string
	Email string // required
	// Optional is set for one who need not come.
	Optional bool
}

// When is a day, or a time of day in a zone or in none. The zero When is not
// set.
type When struct {
	Day   calendar.Date
	Local calendar.DateTime
	Zone  *time.Location // nil: whatever clock hangs on the wall
}

// On returns a whole day.
func On(day calendar.Date) When { return When{Day: day} }

// At returns what the clock of a zone shows. A nil zone is any clock.
func At(local calendar.DateTime, zone *time.Location) When { return When{Local: local, Zone: zone} }

// AtInstant returns an instant, in UTC. The zero time is not set.
func AtInstant(t time.Time) When {
	if t.IsZero() {
		return When{}
	}
	return When{Local: calendar.DateTimeOf(t.UTC()), Zone: time.UTC}
}

// IsZero reports whether w is not set.
func (w When) IsZero() bool { return w.Day.IsZero() && w.Local.IsZero() }

// IsDay reports whether w is a whole day.
func (w When) IsDay() bool { return !w.Day.IsZero() }

// Instant returns the instant of w, and whether it has one: a day and a clock
// without a zone have none.
func (w When) Instant() (time.Time, bool) {
	if w.IsZero() || w.IsDay() || w.Zone == nil {
		return time.Time{}, false
	}
	return w.Local.In(w.Zone), true
}

// before compares two moments of the same kind.
func (w When) before(other When) bool {
	a, known := w.Instant()
	b, both := other.Instant()
	if known && both {
		return a.Before(b)
	}
	return w.Day.Before(other.Day) || w.Local < other.Local
}
