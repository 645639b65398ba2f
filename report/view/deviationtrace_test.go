package view_test

import (
	"testing"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func traceOf(doc *report.Document, name string) (report.Trace, bool) {
	for _, b := range doc.Blocks {
		if x, ok := b.(report.Trace); ok && x.Name == name {
			return x, true
		}
	}
	return report.Trace{}, false
}

// The crossing leads to the event that told it, the worst figure to all that was
// observed; without observations it leads to the evidence. By hand: the crossing
// is the third event, and all four weeks saw the deviation.
func TestDeviationsLeadToEventsAndObservations(t *testing.T) {
	r, on := lateRollout(), calendar.DateOf(2026, 3, 27)
	state, events, _ := r.Replay()
	w := phrase.In(phrase.En)
	with := view.Deviations(w, view.DeviationsInput{Rules: r.Rules, State: state, Events: events, Observations: r.Observations, On: on})
	without := view.Deviations(w, view.DeviationsInput{Rules: r.Rules, State: state, On: on})
	crossed, ok := traceOf(with, "trace-deviation-1-crossed-by")
	position := 0
	for i, e := range events {
		if e.Value.Equal(state.Deviations()[0].CrossedBy) && e.On == state.Deviations()[0].Crossed {
			position = i + 1
		}
	}
	if !ok || len(crossed.Inputs) != 1 || crossed.Inputs[0].From.Kind != "event" || crossed.Inputs[0].From.ID != string(rune('0'+position)) {
		t.Errorf("got %+v, want event %d", crossed.Inputs, position)
	}
	worst, ok := traceOf(with, "trace-deviation-1-worst")
	if !ok || worst.Formula != "max(deviation_seen)" || len(tableOf(t, with, worst.Over).Rows) != 4 {
		t.Errorf("got %+v", worst)
	}
	bare, ok := traceOf(without, "trace-deviation-1-worst")
	if !ok || bare.Formula != "" || bare.Inputs[0].Origin != "report W1, report W2, report W3, report W4" {
		t.Errorf("got %+v", bare)
	}
	// Observations that do not give the state are not claimed to.
	other := r
	other.Observations = append(other.Observations[:0:0], r.Observations[:2]...)
	partly := view.Deviations(w, view.DeviationsInput{Rules: r.Rules, State: state, Observations: other.Observations, On: on})
	if x, _ := traceOf(partly, "trace-deviation-1-worst"); x.Formula != "" {
		t.Errorf("half of the observations are said to give %+v", x)
	}
}
