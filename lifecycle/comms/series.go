package comms

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// DayOffRule says what becomes of a meeting whose day is no working day. It
// must be stated: there is no default.
type DayOffRule string

// The rules for days off. A working day is a day of which the calendar works
// at least a second, a make-up workday on a Saturday included.
const (
	KeepDay     DayOffRule = "keep"     // held all the same
	NextDay     DayOffRule = "next"     // moved to the next working day
	PreviousDay DayOffRule = "previous" // moved to the working day before
	DropDay     DayOffRule = "drop"     // not held
)

// Series is a meeting that comes again and again. It is what a calendar file
// holds as one event with a recurrence rule: the ID is its UID, the sequence
// goes up by one with every change, and [Series.Recurrence] gives rule and
// exceptions. Its dates come from [Series.Occurrences].
type Series struct {
	ID          string        `json:"id"`
	Sequence    int           `json:"sequence,omitempty"` // 0 for the first version
	Title       string        `json:"title,omitempty"`
	Template    string        `json:"template,omitempty"` // id of the agenda template
	Chair       string        `json:"chair"`              // actor id
	Members     []string      `json:"members,omitempty"`  // actor ids of those invited; the chair need not be among them
	Quorum      Quorum        `json:"quorum,omitzero"`
	Place       string        `json:"place,omitempty"` // a room or a link
	Cadence     Cadence       `json:"cadence"`
	From        calendar.Date `json:"from"`           // first day of the cadence
	Until       calendar.Date `json:"until,omitzero"` // last day of the cadence; zero: open
	At          TimeOfDay     `json:"at"`             // on the clock of the zone, summer and winter
	Zone        string        `json:"zone"`           // name of the time zone, such as "Asia/Shanghai"
	DurationMin int           `json:"duration_min"`   // elapsed minutes
	DayOff      DayOffRule    `json:"day_off"`
	Exceptions  []Exception   `json:"exceptions,omitempty"`
}

// ExceptionKind says what is different about one occurrence.
type ExceptionKind string

// The kinds of exception.
const (
	CancelledOnce ExceptionKind = "cancelled"
	MovedOnce     ExceptionKind = "moved"
)

// Exception changes one occurrence of a [Series]. It beats the rule for days
// off.
type Exception struct {
	On          calendar.Date     `json:"on"` // the day that the cadence says, whatever day it was moved to
	Kind        ExceptionKind     `json:"kind"`
	To          calendar.DateTime `json:"to,omitzero"`            // moved: the new moment on the clock of the series
	DurationMin int               `json:"duration_min,omitempty"` // moved: elapsed minutes; 0 is that of the series
	Reason      string            `json:"reason,omitempty"`
}

// Limits of a series.
const (
	MaxDurationMin = 7 * minutesOfDay // minutes of one meeting
	MaxWindowDays  = 7_320            // days that one call of Occurrences may span
	MaxCountDays   = 36_600           // days over which working days are counted
	MaxExceptions  = 1_000            // exceptions of one series
)

// Clone returns a copy that shares nothing with the receiver.
func (s Series) Clone() Series {
	s.Members, s.Cadence.Days, s.Exceptions = clone(s.Members), clone(s.Cadence.Days), clone(s.Exceptions)
	s.Quorum.Required = clone(s.Quorum.Required)
	return s
}

// With returns the next version of the series with one more exception, which
// takes the place of an earlier one for the same day.
func (s Series) With(x Exception) Series {
	next := s.Clone()
	next.Sequence++
	next.Exceptions = slices.DeleteFunc(next.Exceptions, func(old Exception) bool { return old.On == x.On })
	next.Exceptions = append(next.Exceptions, x)
	slices.SortFunc(next.Exceptions, func(a, b Exception) int { return a.On.Compare(b.On) })
	return next
}

// Check returns everything that is wrong with the series, sorted. It does not
// know the calendar: an exception for a day that a cadence of working days does
// not meet has no effect and is not found.
func (s Series) Check() []finding.Finding {
	var c checker
	c.series(s)
	return c.sorted()
}

func (s Series) ref() finding.Ref { return finding.Ref{Kind: "series", ID: s.ID} }

func (c *checker) series(s Series) {
	at := s.ref()
	if blank(s.ID) {
		c.block(CodeNoID, at, nothing, nothing, RemedyUniqueID)
	}
	if blank(s.Chair) {
		c.block(CodeNoChair, field(at, "chair"), nothing, nothing, RemedyNameParty)
	}
	c.cadence(at, s.Cadence, true)
	c.seriesTime(s)
	word(c, field(at, "day_off"), s.DayOff, KeepDay, NextDay, PreviousDay, DropDay)
	c.actors(field(at, "members"), s.Members)
	c.quorum(at, s.Quorum, append(clone(s.Members), s.Chair))
	c.exceptions(s)
}

// seriesTime checks days, clock, zone and length.
func (c *checker) seriesTime(s Series) {
	at := s.ref()
	if s.From.IsZero() {
		c.block(CodeSeriesUndated, field(at, "from"), nothing, nothing, RemedySetCadence)
	}
	if !s.Until.IsZero() && s.Until.Before(s.From) {
		c.block(CodeSeriesReversed, field(at, "until"), finding.Date(s.From.String()), finding.Date(s.Until.String()), RemedySetCadence)
	}
	if !s.At.Valid() {
		c.block(CodeSeriesClock, field(at, "at"), nothing, finding.Number(int64(s.At), "min"), RemedySetTime)
	}
	if blank(s.Zone) {
		c.block(CodeSeriesZone, field(at, "zone"), nothing, nothing, RemedySetTime)
	}
	if s.DurationMin < 1 || s.DurationMin > MaxDurationMin {
		c.block(CodeSeriesLength, field(at, "duration_min"), finding.Number(MaxDurationMin, "min"), finding.Number(int64(s.DurationMin), "min"), RemedySetTime)
	}
	if s.Sequence < 0 {
		c.block(CodeSeriesSequence, field(at, "sequence"), finding.Number(0, ""), finding.Number(int64(s.Sequence), ""), RemedySetSequence)
	}
}

// exceptions checks each exception, and that no day has two.
func (c *checker) exceptions(s Series) {
	seen := map[calendar.Date]bool{}
	if len(s.Exceptions) > MaxExceptions {
		c.block(CodeTooManyExceptions, field(s.ref(), "exceptions"), finding.Number(MaxExceptions, ""), finding.Number(int64(len(s.Exceptions)), ""), RemedySplitSeries)
	}
	for _, x := range s.Exceptions {
		at := finding.Ref{Kind: "meeting", ID: s.occurrenceID(x.On)}
		word(c, at, x.Kind, CancelledOnce, MovedOnce)
		if x.Kind == MovedOnce && (x.To.IsZero() || x.DurationMin < 0 || x.DurationMin > MaxDurationMin) {
			c.block(CodeExceptionTime, at, nothing, nothing, RemedySetTime)
		}
		if seen[x.On] {
			c.block(CodeExceptionTwice, at, nothing, nothing, RemedyMendException)
		}
		seen[x.On] = true
		if s.Cadence.Kind != WorkingDays && !s.meets(x.On, nil) {
			c.warn(CodeExceptionIdle, at, nothing, finding.Date(x.On.String()), RemedyMendException)
		}
	}
}

// meets reports whether the cadence has a meeting for the day.
func (s Series) meets(d calendar.Date, cal *calendar.Calendar) bool {
	if d.IsZero() || s.From.IsZero() || s.Cadence.misfit() != "" || d.Before(s.From) || !s.Until.IsZero() && d.After(s.Until) {
		return false
	}
	return len(s.Cadence.dates(s.From, cal, span{d, d})) > 0
}

// actors wants each actor named, and once.
func (c *checker) actors(at finding.Ref, list []string) {
	seen := map[string]bool{}
	for _, a := range list {
		if blank(a) {
			c.block(CodeNoParty, at, nothing, nothing, RemedyNameParty)
		} else if seen[a] {
			c.block(CodeActorTwice, at, nothing, finding.Text(a), RemedyNameParty)
		}
		seen[a] = true
	}
}
