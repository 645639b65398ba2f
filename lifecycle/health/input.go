package health

import (
	"time"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Input is what a project is diagnosed from: the records of its rooms as they
// stood at one moment. A part that is nil is not known, and what would be read
// from it is reported as missing; it never counts against the project. Nothing
// is changed or kept.
type Input struct {
	Charter   *charter.Charter
	CharterOn calendar.Date    // since when the charter reads as it does; zero: not known
	Actuals   []charter.Actual // measured figures of goals

	Plan     *schedule.Plan
	Result   *schedule.Result   // of the plan; nil: the plan cannot be judged
	Baseline *schedule.Baseline // in force; nil: none was taken
	PlanOn   calendar.Date      // since when the plan reads as it does; zero: not known

	// Team holds people, skills, acknowledgements and demand. A resource of the
	// plan is the member whose actor id is its id, and a need of the team is
	// that of the task with its id.
	Team      *team.Record
	Supply    []team.Supply  // for the demands of the team
	Calendars team.Calendars // of the availability of the members

	Talk *Talk

	Risks *risk.Register
	// Changes is the log of change requests. Kept says that there is one, even
	// if it is empty.
	Changes     []change.Request
	ChangesKept bool

	Limits Limits // zero: those of [StandardLimits]
}

// Talk is what is known of the communication of a project. What lies after the
// moment of the diagnosis does not count, so the newest record may be given
// for a moment of the past.
type Talk struct {
	Record comms.Record
	// Meetings are the occurrences of the series of the record, cancelled ones
	// included, from comms.Series.AllOccurrences.
	Meetings []comms.Occurrence
	Clock    *comms.IssueClock  // nil: issues have no limits
	Informed []comms.Informed   // who is to be informed of what
	Working  *calendar.Calendar // for ages in working days; nil: feedback is not judged
}

// moment is a point in time with its day on the clock it was given with.
type moment struct {
	at time.Time
	on calendar.Date
}

func momentOf(at time.Time) moment { return moment{at, dayOf(at)} }

// dayOf returns the day of an instant on the clock of its location.
func dayOf(at time.Time) calendar.Date {
	year, month, day := at.Date()
	return calendar.DateOf(year, month, day)
}

// start returns the first day of the project, zero if nothing states it.
func (in Input) start() calendar.Date {
	switch {
	case in.Charter != nil && !in.Charter.Start.IsZero():
		return in.Charter.Start
	case in.Plan != nil && !in.Plan.Start.IsZero():
		return in.Plan.Start.Date()
	}
	return calendar.Date{}
}
