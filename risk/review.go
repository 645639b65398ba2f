package risk

import (
	"cmp"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Review is a risk that somebody has to look at again.
type Review struct {
	Risk     string        `json:"risk"` // id
	Owner    string        `json:"owner,omitempty"`
	Reason   ReviewReason  `json:"reason"`
	Class    string        `json:"class,omitempty"` // class id of its current rating, if it has one
	Last     calendar.Date `json:"last,omitzero"`   // its last current assessment; zero: never
	Due      calendar.Date `json:"due"`
	DaysLate int           `json:"days_late"` // 0: due on that very day
}

// ReviewReason says why a review is due.
type ReviewReason string

// The reasons of a review.
const (
	NeverRated   ReviewReason = "never_rated"   // no current rating the matrix can place
	CadencePast  ReviewReason = "cadence_past"  // the cadence of its class has run out
	WindowPassed ReviewReason = "window_passed" // it was expected earlier: expire or re-date it
)

// Due lists the proposed and open risks whose review is due at or before a
// date: the oldest first, then by id. Whatever was assessed after that date
// does not count. A risk without a current rating is due since it was raised;
// one whose window has passed is due the day after. A risk is listed once, for
// the earliest reason.
func (r Register) Due(at calendar.Date) []Review {
	var list []Review
	for _, risk := range r.Risks {
		if risk.Status != Proposed && risk.Status != Open {
			continue
		}
		if review := r.review(risk, at); !review.Due.IsZero() && !review.Due.After(at) {
			review.DaysLate = at.DaysSince(review.Due)
			list = append(list, review)
		}
	}
	slices.SortStableFunc(list, func(a, b Review) int {
		return cmp.Or(a.Due.Compare(b.Due), strings.Compare(a.Risk, b.Risk))
	})
	return list
}

// review returns the next review of a risk; its Due is zero when none is.
func (r Register) review(risk Risk, at calendar.Date) Review {
	review := Review{Risk: risk.ID, Owner: risk.Owner, Reason: CadencePast}
	last, _ := risk.assessment(at, Current)
	spot, err := r.Place(last.Rating)
	review.Last, review.Class = last.At, spot.Class
	if err != nil {
		review.Reason, review.Due = NeverRated, risk.Raised
		if review.Due.IsZero() {
			review.Due = at
		}
	} else if days := r.cadence(spot.Class); days > 0 {
		review.Due = last.At.AddDays(days)
	}
	passed := risk.Proximity.To.AddDays(1)
	if !passed.IsZero() && (review.Due.IsZero() || passed.Before(review.Due)) {
		review.Reason, review.Due = WindowPassed, passed
	}
	return review
}

// cadence returns the days between reviews of a class, 0 if it has none.
func (r Register) cadence(class string) int {
	for _, c := range r.Cadences {
		if c.Class == class {
			return c.Days
		}
	}
	return 0
}

// Overdue is a response that should have been done.
type Overdue struct {
	Risk     string        `json:"risk"`     // id
	Response string        `json:"response"` // id
	Owner    string        `json:"owner,omitempty"`
	Due      calendar.Date `json:"due"`
	DaysLate int           `json:"days_late"` // at least 1
}

// OverdueResponses lists the responses of proposed and open risks that were
// due before a date and not done by then: the oldest first, then by the ids of
// risk and response.
func (r Register) OverdueResponses(at calendar.Date) []Overdue {
	var list []Overdue
	for _, risk := range r.Risks {
		if risk.Status != Proposed && risk.Status != Open {
			continue
		}
		for _, x := range risk.Responses {
			done := !x.Done.IsZero() && !x.Done.After(at)
			if !x.Due.IsZero() && x.Due.Before(at) && !done {
				list = append(list, Overdue{risk.ID, x.ID, x.Owner, x.Due, at.DaysSince(x.Due)})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Overdue) int {
		return cmp.Or(a.Due.Compare(b.Due), strings.Compare(a.Risk, b.Risk), strings.Compare(a.Response, b.Response))
	})
	return list
}
