package risk

import (
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Response is something done about a risk.
type Response struct {
	ID        string        `json:"id"`
	Strategy  Strategy      `json:"strategy"`
	Text      string        `json:"text,omitempty"`
	Owner     string        `json:"owner,omitempty"` // actor id
	Cost      money.Amount  `json:"cost,omitzero"`   // zero: none stated
	Due       calendar.Date `json:"due,omitzero"`
	Done      calendar.Date `json:"done,omitzero"`       // zero: not done yet
	Task      string        `json:"task,omitempty"`      // id of the plan task that does it
	Tasks     []string      `json:"tasks,omitempty"`     // ids of further plan tasks, where it takes several
	Planned   string        `json:"planned,omitempty"`   // what it is meant to change, in words
	To        string        `json:"to,omitempty"`        // who takes it over, where it is transferred, shared or escalated
	Residual  Rating        `json:"residual,omitzero"`   // what remains of the risk afterwards
	Secondary []string      `json:"secondary,omitempty"` // ids of the risks it brings along
}

// Strategy is the way a response works.
type Strategy string

// The strategies. Accept and Escalate leave the risk as it is, so they need no
// residual rating.
const (
	Avoid    Strategy = "avoid"    // threat: take away the cause
	Reduce   Strategy = "reduce"   // threat: make it less likely or less bad
	Transfer Strategy = "transfer" // threat: let somebody else carry the effect
	Exploit  Strategy = "exploit"  // opportunity: make sure that it happens
	Enhance  Strategy = "enhance"  // opportunity: make it likelier or better
	Share    Strategy = "share"    // opportunity: let somebody help to take it
	Accept   Strategy = "accept"   // either: do nothing beforehand
	Escalate Strategy = "escalate" // either: hand it to a higher level
)

// Strategies lists the strategies that fit a kind of risk, and none for
// another word. The caller owns the slice.
func Strategies(kind Kind) []Strategy {
	switch kind {
	case Threat:
		return []Strategy{Avoid, Reduce, Transfer, Accept, Escalate}
	case Opportunity:
		return []Strategy{Exploit, Enhance, Share, Accept, Escalate}
	}
	return nil
}

// Fits reports whether the strategy is one for that kind of risk.
func (s Strategy) Fits(kind Kind) bool { return slices.Contains(Strategies(kind), s) }

// Actions lists the ids of all plan tasks that do the response, Task first,
// each once. The caller owns the slice.
func (x Response) Actions() []string {
	var list []string
	for _, id := range append([]string{x.Task}, x.Tasks...) {
		if id != "" && !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list
}

// changes reports whether the strategy means to change the rating.
func (s Strategy) changes() bool { return s != Accept && s != Escalate }

// rated reports whether the rating says anything at all.
func (r Rating) rated() bool {
	return r.Likelihood != "" || !r.Probability.IsZero() || len(r.Effects) > 0
}
