package evm

import (
	"iter"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Planned returns the planned value of every task at a date, by task id in the
// order of the baseline: the parts of [Baseline.PV], exact. A zero date makes
// them unknown (missing-input). A nil baseline has no tasks.
func (b *Baseline) Planned(at calendar.DateTime) iter.Seq2[string, kpi.Value] {
	return func(yield func(string, kpi.Value) bool) {
		if b == nil {
			return
		}
		for i := range b.tasks {
			value := kpi.Unknown(kpi.ReasonMissingInput)
			if !at.IsZero() {
				value = b.pv(i, at)
			}
			if !yield(b.tasks[i].ID, value) {
				return
			}
		}
	}
}
