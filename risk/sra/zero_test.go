package sra

import "testing"

// The zero Outcome is one of no trials: nothing in it is known, and nothing
// breaks.
func TestZeroOutcome(t *testing.T) {
	var o Outcome
	if o.DayMinutes() != 480 || o.Length().N() != 0 {
		t.Errorf("%d minutes a day, %d lengths", o.DayMinutes(), o.Length().N())
	}
	for name, r := range map[string]Reserve{"mean": o.MeanReserve(), "P80": o.Reserve(80)} {
		if !r.Time.IsUnknown() || !r.Money.IsUnknown() {
			t.Errorf("%s: %v", name, r)
		}
	}
	if !o.Gain(80).IsUnknown() || !o.Earlier(Without{}, 80).IsUnknown() || !o.Cheaper(Without{}, 80).IsUnknown() {
		t.Error("a gain is known")
	}
}
