package change

import (
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// OriginShare is what the requests of one origin ask for and bring.
type OriginShare struct {
	Origin      Origin `json:"origin"`
	External    bool   `json:"external"`    // see [Origin.External]
	Requests    int    `json:"requests"`    // raised: all but drafts
	Approved    int    `json:"approved"`    // and not withdrawn since; the implemented are among them
	Implemented int    `json:"implemented"` // the verified are among them
	// FinishMoved and CostMoved add up what the implemented ones did, at the
	// moment of each. The cost is unknown when currencies differ.
	FinishMoved calendar.Work `json:"finish_moved_s"`
	CostMoved   finding.Value `json:"cost_moved"`
}

// ReasonCurrencies says that amounts in several currencies cannot be added.
const ReasonCurrencies = "several-currencies"

// ByOrigin tells external changes from those of the team: one row for each
// origin, in the order of [Origins]. The caller owns the slice.
func ByOrigin(requests []Request) []OriginShare {
	var list []OriginShare
	for _, origin := range Origins() {
		row := OriginShare{Origin: origin, External: origin.External()}
		var costs []money.Amount
		for _, r := range requests {
			if r.Origin != origin || r.Standing() == Draft {
				continue
			}
			row.Requests++
			done := r.Standing() == Implemented || r.Standing() == Verified
			if done || r.Standing() == Approved {
				row.Approved++
			}
			if done {
				row.Implemented++
				row.FinishMoved += r.Effect.FinishMoved
				costs = append(costs, r.Effect.CostMoved)
			}
		}
		row.CostMoved = finding.Unknown(ReasonCurrencies)
		if sum, err := money.Sum(costs); err == nil {
			row.CostMoved = amountValue(sum)
		}
		list = append(list, row)
	}
	return slices.Clip(list)
}
