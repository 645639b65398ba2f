package comms

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Recurrence is a series as calendar files state it (RFC 5545): a first
// moment, a rule or dates, what is left out and what is elsewhere. All moments
// are on the clock of the zone. The caller owns the lists.
type Recurrence struct {
	UID         string
	Sequence    int
	Zone        string
	Start       calendar.DateTime   // DTSTART: the first occurrence by the cadence
	DurationMin int                 // elapsed minutes
	Rule        string              // RRULE; "" where no rule can say it
	Dates       []calendar.DateTime // RDATE: the occurrences after the first, where there is no rule
	Excluded    []calendar.DateTime // EXDATE: not held
	Overrides   []Override          // held at another time, each an event with a RECURRENCE-ID
}

// Override is an occurrence that is not where the rule puts it.
type Override struct {
	ID          string            // id of the occurrence
	Original    calendar.DateTime // RECURRENCE-ID: when the rule puts it
	Start       calendar.DateTime
	DurationMin int
	Reason      string
}

// Recurrence returns the series from its first day to the last day given, or
// to its own end if that is earlier. A series without an end stops there:
// later days off may not have been announced. Rule, dates and exceptions say
// together exactly what [Series.Occurrences] gives, occurrences that are moved
// beyond the last day included. The errors are those of
// [Series.Occurrences]; [ErrTooMany] as well for more than [MaxWindowDays]. A
// series without any day gives a Recurrence with a zero Start.
func (s Series) Recurrence(cal *calendar.Calendar, loc *time.Location, last calendar.Date) (Recurrence, error) {
	if err := s.ready(cal, loc, s.From, last); err != nil {
		return Recurrence{}, err
	}
	if !s.Until.IsZero() {
		last = earliest(last, s.Until)
	}
	r := Recurrence{UID: s.ID, Sequence: s.Sequence, Zone: s.Zone, DurationMin: s.DurationMin}
	days := s.Cadence.dates(s.From, cal, span{s.From, last})
	if len(days) == 0 {
		return r, nil
	}
	r.Start, r.Rule = s.clock(days[0]), s.rule(s.clock(days[len(days)-1]).In(loc))
	if r.Rule == "" {
		for _, d := range days[1:] {
			r.Dates = append(r.Dates, s.clock(d))
		}
	}
	r.exceptions(s, s.resolved(cal, span{s.From, last}), days)
	return r, nil
}

// exceptions notes what is not as the rule says.
func (r *Recurrence) exceptions(s Series, all []Occurrence, days []calendar.Date) {
	for _, o := range all {
		switch {
		case o.Fate == AsPlanned || !slices.Contains(days, o.Nominal):
		case o.Fate.Held():
			r.Overrides = append(r.Overrides, Override{o.ID, s.clock(o.Nominal), o.Local, o.DurationMin, o.Reason})
		default:
			r.Excluded = append(r.Excluded, s.clock(o.Nominal))
		}
	}
}

// rule returns the recurrence rule that ends with an instant, "" where the
// cadence has none.
func (s Series) rule(until time.Time) string {
	c := s.Cadence
	var by string
	switch c.Kind {
	case Weekly:
		by = "FREQ=WEEKLY;WKST=MO;BYDAY=" + c.ruleDays("")
	case MonthlyDate:
		by = "FREQ=MONTHLY;BYMONTHDAY=" + strconv.Itoa(c.MonthDay)
	case MonthlyWeekday:
		by = "FREQ=MONTHLY;BYDAY=" + c.ruleDays(strconv.Itoa(c.Nth))
	default:
		return ""
	}
	return fmt.Sprintf("%s;INTERVAL=%d;UNTIL=%s", by, c.every(), until.UTC().Format("20060102T150405Z"))
}

// ruleDays lists the days of the week in their order, each with a prefix.
func (c Cadence) ruleDays(prefix string) string {
	var list []string
	for _, d := range weekdays() {
		if slices.Contains(c.Days, d) {
			list = append(list, prefix+d.rule())
		}
	}
	return strings.Join(list, ",")
}
