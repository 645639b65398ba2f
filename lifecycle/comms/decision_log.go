package comms

import (
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Decided is a decision with where it was made and whether it still holds.
type Decided struct {
	Decision
	Meeting      string        // id of the meeting
	On           calendar.Date // the day of it
	Quorate      bool          // the meeting had its quorum
	SupersededBy string        // id of the later decision that took its place; "" while it holds
}

// DecisionLog returns every decision of the latest minutes, in the order of
// the meetings. A decision is superseded by the first later one that says so.
// The caller owns the list.
func DecisionLog(all []Minutes) []Decided {
	var list []Decided
	for _, m := range Latest(all) {
		for _, d := range m.Decisions {
			d.About = clone(d.About)
			supersede(list, d)
			list = append(list, Decided{Decision: d, Meeting: m.Meeting, On: m.On, Quorate: m.Quorate()})
		}
	}
	return list
}

// supersede marks the decision that d takes the place of.
func supersede(earlier []Decided, d Decision) {
	for i := range earlier {
		if d.Supersedes != "" && earlier[i].ID == d.Supersedes && earlier[i].SupersededBy == "" {
			earlier[i].SupersededBy = d.ID
			return
		}
	}
}

// Holding returns the decisions that have not been superseded. The caller
// owns the list.
func Holding(log []Decided) []Decided {
	var list []Decided
	for _, d := range log {
		if d.SupersededBy == "" {
			d.About = clone(d.About)
			list = append(list, d)
		}
	}
	return list
}
