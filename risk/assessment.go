package risk

import (
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Assessment is one dated judgement of a risk. Re-assessing appends; nothing
// is overwritten.
type Assessment struct {
	At         calendar.Date `json:"at"`
	By         string        `json:"by"` // actor id
	Basis      Basis         `json:"basis"`
	Rating     Rating        `json:"rating"`
	Confidence Confidence    `json:"confidence,omitempty"`
	Note       string        `json:"note,omitempty"`
}

// Basis says of which state of affairs an assessment speaks.
type Basis string

// The bases of an assessment.
const (
	Inherent Basis = "inherent" // as if nothing were done
	Current  Basis = "current"  // with what has been done so far
	Target   Basis = "target"   // as it shall be after all responses
)

// Confidence says how far an assessment can be trusted. Empty: not stated.
type Confidence string

// The confidences.
const (
	LowConfidence    Confidence = "low"
	MediumConfidence Confidence = "medium"
	HighConfidence   Confidence = "high"
)

// Rating states how likely a risk is and what it would do. Likelihood is
// given by level, by probability or by both, and so is each effect.
type Rating struct {
	Likelihood  string   `json:"likelihood,omitempty"` // level id; empty: looked up from Probability
	Probability Number   `json:"probability,omitzero"` // 0 to 1; none: the range of the level
	Effects     []Effect `json:"effects,omitempty"`
}

// Effect is what a risk does in one dimension if it happens. Sizes are never
// negative: a threat costs or delays by them, an opportunity saves them.
type Effect struct {
	On     Dimension `json:"on"`
	Level  string    `json:"level,omitempty"` // level id; empty: looked up from Likely
	Low    Number    `json:"low,omitzero"`    // least size; none: Likely
	Likely Number    `json:"likely,omitzero"` // none: known by level only
	High   Number    `json:"high,omitzero"`   // greatest size; none: Likely
	Unit   string    `json:"unit,omitempty"`  // empty: the unit of the scale
}

// unitOfTime is the unit of effects on time: minutes of working time.
const unitOfTime = "min"

// Delay returns an effect on time of that working time.
func Delay(work calendar.Work) Effect {
	return Effect{On: OnTime, Likely: minutes(work), Unit: unitOfTime}
}

// minutes returns working time in minutes, exactly.
func minutes(work calendar.Work) Number { return Fraction(int64(work), int64(calendar.Minute)) }

// assessment returns the latest assessment of the basis made at or before a
// date; of several on one date the last in the list. The zero date means no
// limit. It reports false when there is none.
func (r Risk) assessment(at calendar.Date, basis Basis) (Assessment, bool) {
	latest := r.now(at, basis)
	if latest.place < 0 {
		return Assessment{}, false
	}
	return r.Assessments[latest.place], true
}

// Rated returns the latest rating on the basis that was made at or before a
// date; of several on one date the last in the list. The zero date means the
// latest of all. It reports false when there is none. The slices of the
// rating belong to the risk.
func (r Risk) Rated(at calendar.Date, basis Basis) (Rating, bool) {
	a, ok := r.assessment(at, basis)
	return a.Rating, ok
}

// CostOf returns an effect on cost of that amount, which is kept exactly.
func CostOf(amount money.Amount) Effect {
	return Effect{On: OnCost, Likely: RatNumber(amount.Rat()), Unit: amount.Currency().Code()}
}
