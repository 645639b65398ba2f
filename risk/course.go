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
// not stated, or from ever where neither is, until it occurred or ended. One that ended without ever having
// been assessed was a proposal and never counts.
func (r Register) Course(dates []calendar.Date) []CoursePoint {
	points, sums := make([]CoursePoint, len(dates)), r.adder()
	for i, at := range dates {
		open := r.openAt(at)
		points[i] = CoursePoint{At: at, Open: len(open),
			Before: sums.outlook(open, func(x Risk) rated { return x.before(at) }),
			Now:    sums.outlook(open, func(x Risk) rated { return x.now(at, Current) }),
			After:  sums.outlook(open, func(x Risk) rated { return x.after(at) })}
	}
	return points
}

// openAt lists the positions of the risks that were open at a date (the zero
// date: that are open), in the order of the register.
func (r Register) openAt(at calendar.Date) []int {
	var list []int
	for i, risk := range r.Risks {
		if risk.openAt(at) {
			list = append(list, i)
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
	return !r.Seen().After(at) && !ended
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

// rated is a rating of a risk with its place among the assessments and, after
// them, the responses of the risk; -1 is a rating that says nothing.
type rated struct {
	Rating
	place int
}

// now returns the latest rating on a basis made at or before a date; of several
// on one date the last in the list.
func (r Risk) now(at calendar.Date, basis Basis) rated {
	latest := rated{place: -1}
	for i, a := range r.Assessments {
		if a.Basis != basis || !at.IsZero() && a.At.After(at) {
			continue
		}
		if latest.place < 0 || !a.At.Before(r.Assessments[latest.place].At) {
			latest = rated{a.Rating, i}
		}
	}
	return latest
}

// before returns the rating without any response.
func (r Risk) before(at calendar.Date) rated {
	if inherent := r.now(at, Inherent); inherent.place >= 0 {
		return inherent
	}
	first := rated{place: -1}
	for i, a := range r.Assessments {
		if a.Basis == Current && (at.IsZero() || !a.At.After(at)) && (first.place < 0 || a.At.Before(r.Assessments[first.place].At)) {
			first = rated{a.Rating, i}
		}
	}
	for _, x := range r.Responses {
		if first.place >= 0 && doneBy(x.Done, r.Assessments[first.place].At) {
			return rated{place: -1}
		}
	}
	return first
}

// after returns the rating that the responses aim at.
func (r Risk) after(at calendar.Date) rated {
	if target := r.now(at, Target); target.place >= 0 {
		return target
	}
	aim := r.now(at, Current)
	for i, x := range r.Responses {
		if x.Residual.rated() && aim.Rating.rated() {
			aim = rated{x.Residual, len(r.Assessments) + i}
		}
	}
	return aim
}
