package risk

import (
	"fmt"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Benefit sets what a response costs against what it changes, in the currency
// of the register and in minutes of working time. Parts that cannot be
// computed state no number.
type Benefit struct {
	Risk     string `json:"risk"`     // id
	Response string `json:"response"` // id
	Before   Span   `json:"before"`   // expected cost by the current rating
	After    Span   `json:"after"`    // expected cost by the residual rating
	Cost     Number `json:"cost"`     // of the response; 0 when none is stated
	// Gain is what the response is expected to bring after its own cost: for
	// a threat Before less After less Cost, for an opportunity After less
	// Before less Cost. Negative: it costs more than it brings in money.
	Gain       Number `json:"gain,omitzero"`
	TimeGained Number `json:"time_gained,omitzero"` // expected minutes of working time
}

// Benefit weighs a response against the latest current rating made at or
// before a date (the zero date: ever). A response without residual rating
// leaves the rating as it is. An unknown risk or response is [ErrNoRisk], a
// cost in another currency [ErrMoney].
func (r Register) Benefit(riskID, responseID string, at calendar.Date) (Benefit, error) {
	risk, _ := r.Risk(riskID)
	response, ok := risk.Response(responseID)
	if !ok {
		return Benefit{}, fmt.Errorf("%w: response %q of risk %q", ErrNoRisk, clip(responseID), clip(riskID))
	}
	currency := r.Currency
	if err := sameCurrency(&currency, response.Cost); err != nil {
		return Benefit{}, err
	}
	before, _ := risk.Rated(at, Current)
	after := response.Residual
	if !after.rated() {
		after = before
	}
	b := Benefit{Risk: riskID, Response: responseID, Cost: RatNumber(response.Cost.Rat())}
	b.Before, b.After = r.Estimate(before, OnCost), r.Estimate(after, OnCost)
	b.Gain = add(gain(risk.Kind, b.Before, b.After), negative(b.Cost))
	b.TimeGained = gain(risk.Kind, r.Estimate(before, OnTime), r.Estimate(after, OnTime))
	return b, nil
}

// gain returns how far the expected figure moves in favour of the project.
func gain(kind Kind, before, after Span) Number {
	if kind == Opportunity {
		return add(after.Expected, negative(before.Expected))
	}
	return add(before.Expected, negative(after.Expected))
}

// Response returns the response of that id. It reports false when there is
// none. Its slices belong to the risk.
func (r Risk) Response(id string) (Response, bool) {
	for _, x := range r.Responses {
		if x.ID == id {
			return x, true
		}
	}
	return Response{}, false
}
