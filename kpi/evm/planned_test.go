package evm_test

import (
	"slices"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// A budget of 30 over three days from Monday and one of 12 due at its start:
// by hand 0 and 0 on Monday morning, 10 and 0 on Monday evening, 20 and 12 on
// Tuesday evening. The parts sum to the whole.
func TestPlannedByHand(t *testing.T) {
	week, err := calendar.Compile(calendar.Standard(), nil)
	if err != nil {
		t.Fatal(err)
	}
	yuan := func(text string) money.Amount {
		a, err := money.Parse(text, "CNY")
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	monday := calendar.DateOf(2026, 3, 2)
	baseline, _, err := evm.NewBaseline([]evm.Task{
		{ID: "even", Start: monday.At(8 * calendar.Hour), Finish: monday.AddDays(2).At(17 * calendar.Hour), Budget: yuan("30"), Calendar: week},
		{ID: "first", Start: monday.AddDays(1).At(8 * calendar.Hour), Finish: monday.AddDays(2).At(17 * calendar.Hour), Budget: yuan("12"), Calendar: week, Accrual: evm.AtStart},
	})
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[calendar.DateTime][]string{
		monday.At(8 * calendar.Hour):             {"0", "0"},
		monday.At(17 * calendar.Hour):            {"10", "0"},
		monday.AddDays(1).At(17 * calendar.Hour): {"20", "12"},
		monday.AddDays(9).At(0):                  {"30", "12"},
	} {
		var got []string
		var ids []string
		sum := kpi.Money(yuan("0"))
		for id, value := range baseline.Planned(at) {
			ids, got, sum = append(ids, id), append(got, value.Finding().Plain()), sum.Add(value)
		}
		if !slices.Equal(got, want) || !slices.Equal(ids, []string{"even", "first"}) || !sum.Equal(baseline.PV(at)) {
			t.Errorf("%v: %v of %v, want %v; sum %v, PV %v", at, got, ids, want, sum, baseline.PV(at))
		}
	}
	for _, value := range baseline.Planned(0) {
		if value.Reason() != kpi.ReasonMissingInput {
			t.Errorf("without a date: %v", value)
		}
		break
	}
	for id := range (*evm.Baseline)(nil).Planned(monday.At(0)) {
		t.Errorf("no baseline has the task %s", id)
	}
}
