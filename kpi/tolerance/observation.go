package tolerance

import (
	"strings"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Observation is what a cycle of control says about one aspect of one place.
type Observation struct {
	On       calendar.Date `json:"on"` // the data date
	Place    string        `json:"place"`
	Aspect   Aspect        `json:"aspect"`
	Actual   kpi.Value     `json:"actual,omitzero"`    // deviation so far
	Forecast kpi.Value     `json:"forecast,omitzero"`  // deviation expected in the end
	Evidence []finding.Ref `json:"evidence,omitempty"` // what shows it; at least one
}

// judged returns the deviation that counts, the worse of forecast and actual. A
// forecast better than what has happened already is no comfort. It is unknown
// when both are.
func (o Observation) judged() kpi.Value {
	switch order, known := o.Forecast.Cmp(o.Actual); {
	case o.Forecast.IsUnknown():
		return o.Actual
	case o.Actual.IsUnknown() || known && order >= 0:
		return o.Forecast
	}
	return o.Actual
}

// beyond reports whether v is known and above the limit.
func beyond(v, limit kpi.Value) bool {
	order, known := v.Cmp(limit)
	return known && order > 0
}

// refuse returns why an observation cannot be judged, every reason in sorted
// order. last is the date of the observation before, if any.
func (b *book) refuse(o Observation, last calendar.Date) []finding.Finding {
	c := checker{subject: finding.Ref{Kind: "observation", ID: strings.TrimSuffix(o.Place+"/"+string(o.Aspect), "/")}}
	if _, exists := b.places[o.Place]; !exists {
		c.block(CodeObservationPlace, "place", finding.Value{}, said(o.Place), RemedySetID)
	}
	if !o.Aspect.known() {
		c.block(CodeObservationAspect, "aspect", words(Aspects()), said(string(o.Aspect)), RemedyChooseWord)
	}
	switch {
	case o.On.IsZero():
		c.block(CodeObservationNoDate, "on", finding.Value{}, finding.Value{}, RemedyMendDate)
	case !o.On.After(last):
		c.block(CodeObservationOrder, "on", finding.Date(last.String()), finding.Date(o.On.String()), RemedyMendDate)
	}
	if !hasEvidence(o.Evidence) {
		c.block(CodeObservationEvidence, "evidence", finding.Value{}, finding.Value{}, RemedyAddEvidence)
	}
	if len(c.found) > 0 {
		return c.sorted()
	}
	limit, found := b.limit(o.Place, o.Aspect)
	if !found || limit.Outer.IsUnknown() {
		c.add(CodeObservationNoLimit, finding.Warn, "aspect", finding.Value{}, said(string(o.Aspect)), RemedyAgreeLimit)
	} else {
		c.units(CodeObservationUnit, limit.Outer, []kpi.Input{{Name: "actual", Value: o.Actual}, {Name: "forecast", Value: o.Forecast}})
	}
	return c.sorted()
}

// hasEvidence reports whether a reference points at something.
func hasEvidence(refs []finding.Ref) bool {
	for _, r := range refs {
		if r.ID != "" {
			return true
		}
	}
	return false
}
