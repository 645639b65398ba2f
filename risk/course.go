package risk

import (
	"github.com/milepost-go/milepost/schedule/calendar"
)

// CoursePoint is what the risks that were open at a date were expected to do:
// before all responses, as things stood, and after all responses. In each the
// figures are those of [Exposure].
type CoursePoint struct {
	At     calendar.Date `json:"at"`
	Open   int           `json:"open"` // risks that were open then
	Before Outlook       `json:"before"`
	Now    Outlook       `json:"now"`
	After  Outlook       `json:"after"`
}

// Outlook is an expected value in money and in working time.
type Outlook struct {
	Cost Total `json:"cost"`
	Time Total `json:"time"`
}

// Course follows the exposure over the dates given, by the dated assessments:
// nothing that was assessed, occurred or ended later counts at an earlier date.
//
// Before is the latest inherent rating made by the date; without one the first
// current rating, unless a response had been done by then. Now is the latest
// current rating. After is the latest target rating; without one the residual
// of the last response that states it, once there is a rating now; without one
// the rating now. What a rating does not state leaves the sum unstated, with
// the risk listed as unknown.
//
// A risk is open from the date it was raised, or first assessed where that is
// not stated, until it occurred or ended. One that ended without ever having
// been assessed was a proposal and never counts.
func (r Register) Course(dates []calendar.Date) []CoursePoint {
	points := make([]CoursePoint, len(dates))
	for i, at := range dates {
		open := r.openAt(at)
		points[i] = CoursePoint{At: at, Open: len(open),
			Before: r.outlook(open, func(x Risk) Rating { return x.before(at) }),
			Now:    r.outlook(open, func(x Risk) Rating { return x.now(at) }),
			After:  r.outlook(open, func(x Risk) Rating { return x.after(at) })}
	}
	return points
}

// openAt lists the risks that were open at a date (the zero date: that are
// open), in the order of the register.
func (r Register) openAt(at calendar.Date) []Risk {
	var list []Risk
	for _, risk := range r.Risks {
		if risk.openAt(at) {
			list = append(list, risk)
		}
	}
	return list
}

func (r Risk) openAt(at calendar.Date) bool {
	if at.IsZero() || r.Status == Proposed {
		return r.Status == Open
	}
	if r.Status != Open && len(r.Assessments) == 0 {
		return false
	}
	ended := r.Status == Occurred && r.Occurred.IsZero() || doneBy(r.Occurred, at) || doneBy(r.Ended, at) ||
		(r.Status == Closed || r.Status == Expired) && r.Ended.IsZero()
	return doneBy(r.Seen(), at) && !ended
}

// Seen returns when the risk was first known: when it was raised, and where
// that is not stated when it was first assessed. It is zero when neither is
// dated.
func (r Risk) Seen() calendar.Date {
	first := r.Raised
	if !first.IsZero() {
		return first
	}
	for _, a := range r.Assessments {
		if first.IsZero() || !a.At.IsZero() && a.At.Before(first) {
			first = a.At
		}
	}
	return first
}

func (r Risk) now(at calendar.Date) Rating {
	rating, _ := r.Rated(at, Current)
	return rating
}

// before returns the rating without any response.
func (r Risk) before(at calendar.Date) Rating {
	if rating, ok := r.Rated(at, Inherent); ok {
		return rating
	}
	first, found := Assessment{}, false
	for _, a := range r.Assessments {
		if a.Basis == Current && (at.IsZero() || !a.At.After(at)) && (!found || a.At.Before(first.At)) {
			first, found = a, true
		}
	}
	for _, x := range r.Responses {
		if doneBy(x.Done, first.At) {
			return Rating{}
		}
	}
	return first.Rating
}

// after returns the rating that the responses aim at.
func (r Risk) after(at calendar.Date) Rating {
	if rating, ok := r.Rated(at, Target); ok {
		return rating
	}
	rating := r.now(at)
	for _, x := range r.Responses {
		if x.Residual.rated() && rating.rated() {
			rating = x.Residual
		}
	}
	return rating
}

func (r Register) outlook(open []Risk, rated func(Risk) Rating) Outlook {
	return Outlook{Cost: r.sum(open, rated, OnCost), Time: r.sum(open, rated, OnTime)}
}

// sum adds up the expected values of some risks in one dimension.
func (r Register) sum(open []Risk, rated func(Risk) Rating, on Dimension) Total {
	none := exactly(Whole(0))
	t := Total{Unit: r.unit(on), Threats: none, Opportunities: none}
	for _, risk := range open {
		figure := r.Estimate(rated(risk), on)
		if figure.Expected.IsZero() {
			t.Unknown = append(t.Unknown, risk.ID)
		}
		if risk.Kind == Opportunity {
			t.Opportunities = t.Opportunities.plus(figure)
		} else {
			t.Threats = t.Threats.plus(figure)
		}
	}
	t.Net = t.Threats.minus(t.Opportunities)
	return t
}
