package risk

import (
	"cmp"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Near is a risk whose window is open or opens soon.
type Near struct {
	Risk      string    `json:"risk"` // id
	Owner     string    `json:"owner,omitempty"`
	Proximity Proximity `json:"proximity"`
	Days      int       `json:"days"`     // until the window opens; 0: it is open
	Answered  bool      `json:"answered"` // a response is done, or the risk is accepted or escalated
}

// Near lists the proposed and open risks whose window is open at a date or
// opens within so many days of it, the nearest first, then by id. A risk
// without any window is not listed, one whose window has passed neither: see
// [Register.Due] for that. A number of days below 0 counts as 0.
func (r Register) Near(at calendar.Date, days int) []Near {
	var list []Near
	for _, risk := range r.Risks {
		p := risk.Proximity
		if !risk.pending() || p == (Proximity{}) || !p.To.IsZero() && p.To.Before(at) {
			continue
		}
		until := 0
		if p.From.After(at) {
			until = p.From.DaysSince(at)
		}
		if until <= max(days, 0) {
			list = append(list, Near{risk.ID, risk.Owner, p, until, risk.answeredBy(at)})
		}
	}
	slices.SortStableFunc(list, func(a, b Near) int { return cmp.Or(a.Days-b.Days, strings.Compare(a.Risk, b.Risk)) })
	return list
}

// answeredBy reports whether something has been done about the risk by a date:
// a response is done, or one of them is to leave the risk as it is.
func (r Risk) answeredBy(at calendar.Date) bool {
	return slices.ContainsFunc(r.Responses, func(x Response) bool {
		return doneBy(x.Done, at) || x.Strategy == Accept || x.Strategy == Escalate
	})
}
