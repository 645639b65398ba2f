package risk

import (
	"cmp"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Age says how long a risk has been on the register and how long ago somebody
// looked at it, in calendar days.
type Age struct {
	Risk       string        `json:"risk"` // id
	Owner      string        `json:"owner,omitempty"`
	Status     Status        `json:"status"`
	Seen       calendar.Date `json:"seen"`                // when it was first known
	Days       int           `json:"days"`                // since then
	Reviewed   calendar.Date `json:"reviewed,omitzero"`   // last current assessment; zero: never
	Unreviewed int           `json:"days_since_reviewed"` // since the last assessment, or since it was first known
	Reviews    int           `json:"reviews"`             // days on which it was assessed
}

// Ages lists the proposed and open risks that were known at a date, the longest
// unreviewed first, then the oldest, then by id. Assessments made later do not
// count. A risk that is not dated at all is not listed: [Register.Check] asks
// for its assessment.
func (r Register) Ages(at calendar.Date) []Age {
	var list []Age
	for _, risk := range r.Risks {
		seen := risk.Seen()
		if !risk.pending() || !doneBy(seen, at) {
			continue
		}
		age := Age{Risk: risk.ID, Owner: risk.Owner, Status: risk.Status, Seen: seen, Days: at.DaysSince(seen), Unreviewed: at.DaysSince(seen)}
		if made := risk.reviews(at); len(made) > 0 {
			age.Reviews, age.Reviewed = len(made), made[len(made)-1].At
			age.Unreviewed = at.DaysSince(age.Reviewed)
		}
		list = append(list, age)
	}
	slices.SortStableFunc(list, func(a, b Age) int {
		return cmp.Or(b.Unreviewed-a.Unreviewed, b.Days-a.Days, strings.Compare(a.Risk, b.Risk))
	})
	return list
}

// reviews lists the current assessments made at or before a date (the zero
// date: all), by date, of each day the last.
func (r Risk) reviews(at calendar.Date) []Assessment {
	var list []Assessment
	for _, a := range r.Assessments {
		if a.Basis == Current && within(a.At, at) {
			list = append(list, a)
		}
	}
	slices.SortStableFunc(list, func(a, b Assessment) int { return a.At.Compare(b.At) })
	var days []Assessment
	for i, a := range list {
		if i+1 == len(list) || list[i+1].At != a.At {
			days = append(days, a)
		}
	}
	return days
}

// reviewsOnTime follows each risk from assessment to assessment: the cadence of
// the class it then had says when the next was due.
func (r Register) reviewsOnTime(m *Measure, at calendar.Date) {
	m.Name = ReviewsOnTime
	for _, risk := range r.Risks {
		made, over := risk.reviews(at), risk.over()
		for i, a := range made {
			spot, err := r.Place(a.Rating)
			days := r.cadence(spot.Class)
			if err != nil || days < 1 {
				continue
			}
			due := a.At.AddDays(days)
			switch {
			case i+1 < len(made):
				m.count(!made[i+1].At.After(due))
			case !at.IsZero() && due.Before(at) && (over.IsZero() || due.Before(over)):
				m.count(false)
			}
		}
	}
}
