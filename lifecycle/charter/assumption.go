package charter

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Assumption is something that a strategy takes for granted and that may turn
// out otherwise. It expires unless it is checked in time, again and again.
type Assumption struct {
	ID      string        `json:"id"`
	Text    string        `json:"text"`
	Owner   string        `json:"owner"`              // actor id of who checks it
	CheckBy calendar.Date `json:"check_by,omitzero"`  // the last day on which the first check is in time
	Trials  []Trial       `json:"trials,omitempty"`   // the checks made, in the order of their days
	Tasks   []string      `json:"tasks,omitempty"`    // ids of the tasks that rest on it
	Risks   []string      `json:"risks,omitempty"`    // ids of the risks that it would be
	IfWrong string        `json:"if_wrong,omitempty"` // what to do when it does not hold
}

// Trial is one check of an assumption.
type Trial struct {
	On      calendar.Date `json:"on"`
	By      string        `json:"by"` // actor id
	Holds   bool          `json:"holds"`
	Basis   string        `json:"basis"`             // what the person relies on
	CheckBy calendar.Date `json:"check_by,omitzero"` // the last day for the next check; zero: none is needed
}

// AssumptionStanding says how far an assumption can be relied on.
type AssumptionStanding string

// The standings of an assumption.
const (
	Assumed   AssumptionStanding = "assumed"   // not checked yet, and not yet due
	Confirmed AssumptionStanding = "confirmed" // held when last checked, and the next check is not yet due
	Expired   AssumptionStanding = "expired"   // the day for the next check has passed, or none was ever set
	Failed    AssumptionStanding = "failed"    // did not hold when last checked
)

// Standing returns how far the assumption can be relied on that day, going by
// the trials made until then. An assumption with neither a day to be checked
// nor a trial is expired from the start: nobody means to check it.
func (a Assumption) Standing(on calendar.Date) AssumptionStanding {
	last := a.lastTrial(on)
	checked := !last.On.IsZero()
	due := a.checkBy(on)
	switch {
	case checked && !last.Holds:
		return Failed
	case due.IsZero() && !checked, !due.IsZero() && on.After(due):
		return Expired
	case checked:
		return Confirmed
	}
	return Assumed
}

// lastTrial returns the latest trial made until that day, of several on one
// day the last; the zero Trial when there is none.
func (a Assumption) lastTrial(on calendar.Date) Trial {
	var last Trial
	for _, t := range a.Trials {
		if !t.On.After(on) && !t.On.Before(last.On) {
			last = t
		}
	}
	return last
}

// checkBy returns the last day for the next check as it was set on that day.
func (a Assumption) checkBy(on calendar.Date) calendar.Date {
	if last := a.lastTrial(on); !last.On.IsZero() {
		return last.CheckBy
	}
	return a.CheckBy
}

// Try returns a copy of the assumption with a trial added.
func (a Assumption) Try(t Trial) Assumption {
	a = a.Clone()
	a.Trials = append(a.Trials, t)
	return a
}

// Clone returns a copy that shares nothing with the receiver.
func (a Assumption) Clone() Assumption {
	a.Trials, a.Tasks, a.Risks = slices.Clone(a.Trials), slices.Clone(a.Tasks), slices.Clone(a.Risks)
	return a
}

func (a Assumption) ref(field string) finding.Ref {
	return finding.Ref{Kind: "assumption", ID: a.ID, Field: field}
}

// rests returns the tasks and risks that rest on the assumption.
func (a Assumption) rests() []finding.Ref {
	var list []finding.Ref
	for _, id := range a.Tasks {
		list = append(list, finding.Ref{Kind: "task", ID: id})
	}
	for _, id := range a.Risks {
		list = append(list, finding.Ref{Kind: "risk", ID: id})
	}
	return list
}

// assumption checks one row of a strategy.
func (c *checker) assumption(a Assumption, seen map[string]bool) {
	c.id(a.ref("id"), a.ID, seen)
	c.present(CodeRowIncomplete, RemedyCompleteStrategy, a.ref, []text{{"text", a.Text}, {"owner", a.Owner}})
	if a.CheckBy.IsZero() && len(a.Trials) == 0 {
		c.block(CodeAssumptionUnchecked, a.ref("check_by"), nothing, nothing, RemedyCheckAssumption)
	}
	if len(a.Tasks)+len(a.Risks) == 0 {
		c.warn(CodeAssumptionUnlinked, a.ref(""), nothing, nothing, RemedyLinkAssumption)
	}
	for i, t := range a.Trials {
		c.present(CodeRowIncomplete, RemedyCompleteStrategy, a.ref, []text{{"trials", t.By}, {"trials", t.Basis}})
		switch {
		case t.On.IsZero():
			c.block(CodeTrialUndated, a.ref("trials"), nothing, nothing, RemedyCompleteStrategy)
		case i > 0 && t.On.Before(a.Trials[i-1].On):
			c.block(CodeTrialOrder, a.ref("trials"), finding.Date(a.Trials[i-1].On.String()), finding.Date(t.On.String()), RemedyCompleteStrategy)
		case !t.CheckBy.IsZero() && t.CheckBy.Before(t.On):
			c.block(CodeWindowReversed, a.ref("trials"), finding.Date(t.On.String()), finding.Date(t.CheckBy.String()), RemedyCompleteStrategy)
		}
	}
}
