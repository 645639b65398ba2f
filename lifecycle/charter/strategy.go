package charter

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Strategy says how the project means to win: whom it sells what, through
// which channel, at what price, against whom, and what it takes for granted.
// The zero Strategy is none.
type Strategy struct {
	Segment     string       `json:"segment,omitempty"` // the customers it is for
	Offer       string       `json:"offer,omitempty"`   // what they are offered
	Channel     string       `json:"channel,omitempty"` // the way it reaches them
	Price       string       `json:"price,omitempty"`   // the stance on price
	Competitors []Competitor `json:"competitors,omitempty"`
	Assumptions []Assumption `json:"assumptions,omitempty"`
}

// Competitor is somebody who sells to the same customers.
type Competitor struct {
	Name     string `json:"name"`
	Strength string `json:"strength,omitempty"` // what speaks for them
	Answer   string `json:"answer,omitempty"`   // what is done about it
}

// IsZero reports whether there is no strategy at all.
func (s Strategy) IsZero() bool {
	return s.Segment == "" && s.Offer == "" && s.Channel == "" && s.Price == "" && len(s.Competitors)+len(s.Assumptions) == 0
}

// Clone returns a copy that shares nothing with the receiver.
func (s Strategy) Clone() Strategy {
	s.Competitors, s.Assumptions = slices.Clone(s.Competitors), slices.Clone(s.Assumptions)
	for i := range s.Assumptions {
		s.Assumptions[i] = s.Assumptions[i].Clone()
	}
	return s
}

// Check reports, sorted, what is missing or wrong in the strategy as a record.
// Whether its assumptions have been checked in time is asked by
// [Strategy.Due]. A zero Strategy has nothing wrong.
func (s Strategy) Check() []finding.Finding {
	var c checker
	c.strategy(s)
	return c.sorted()
}

func strategyRef(field string) finding.Ref { return finding.Ref{Kind: "strategy", Field: field} }

func (c *checker) strategy(s Strategy) {
	if s.IsZero() {
		return
	}
	for _, part := range []text{{"segment", s.Segment}, {"offer", s.Offer}, {"channel", s.Channel}, {"price", s.Price}} {
		if blank(part.value) {
			c.warn(CodeStrategyThin, strategyRef(part.field), nothing, nothing, RemedyCompleteStrategy)
		}
	}
	if len(s.Assumptions) == 0 {
		c.warn(CodeStrategyThin, strategyRef("assumptions"), nothing, nothing, RemedyCompleteStrategy)
	}
	for _, r := range s.Competitors {
		if blank(r.Name) {
			c.block(CodeRowIncomplete, strategyRef("competitors"), nothing, nothing, RemedyCompleteStrategy)
		}
	}
	seen := map[string]bool{}
	for _, a := range s.Assumptions {
		c.assumption(a, seen)
	}
}

// strategyLimits reports lists and texts beyond the limits of a charter.
func (c *checker) strategyLimits(s Strategy) {
	c.rowLimit(strategyRef("competitors"), len(s.Competitors))
	c.rowLimit(strategyRef("assumptions"), len(s.Assumptions))
	c.texts(strategyRef(""), s.Segment, s.Offer, s.Channel, s.Price)
	for _, r := range s.Competitors {
		c.texts(strategyRef("competitors"), r.Name, r.Strength, r.Answer)
	}
	for _, a := range s.Assumptions {
		at := finding.Ref{Kind: "assumption", ID: clip(a.ID)}
		c.texts(at, a.ID, a.Text, a.Owner, a.IfWrong)
		for _, rows := range []int{len(a.Trials), len(a.Tasks), len(a.Risks)} {
			c.rowLimit(at, rows)
		}
		c.texts(at, a.Tasks...)
		c.texts(at, a.Risks...)
		for _, t := range a.Trials {
			c.texts(at, t.By, t.Basis)
		}
	}
}

// Due reports, sorted, the assumptions that need attention on the day: those
// that were found not to hold, block; those that have expired, because the day
// by whose end they were to be checked has passed, warn. Both name the tasks
// and risks that rest on them. They belong on the agenda of the next meeting.
// A zero day asks nothing and finds nothing.
func (s Strategy) Due(on calendar.Date) []finding.Finding {
	var c checker
	if on.IsZero() {
		return nil
	}
	for _, a := range s.Assumptions {
		switch a.Standing(on) {
		case Failed:
			c.block(CodeAssumptionFailed, a.ref(""), nothing, finding.Date(a.lastTrial(on).On.String()), RemedyActOnAssumption, a.rests()...)
		case Expired:
			c.warn(CodeAssumptionExpired, a.ref("check_by"), finding.Date(a.checkBy(on).String()), finding.Date(on.String()), RemedyCheckAssumption, a.rests()...)
		}
	}
	return c.sorted()
}
