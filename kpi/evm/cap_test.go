package evm

import (
	"errors"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Worked by hand: of 200, a cap of 0.8 leaves 160 of reports of 0.8, 0.9 and 1,
// 100 of 0.5, and all of it once the work is finished.
func TestCappedPercent(t *testing.T) {
	for _, row := range []struct {
		done, most kpi.Value
		finished   bool
		want       kpi.Value
	}{
		{number(t, "0.5"), number(t, "0.8"), false, cny(t, "100")}, {number(t, "0.8"), number(t, "0.8"), false, cny(t, "160")}, {number(t, "0.9"), number(t, "0.8"), false, cny(t, "160")},
		{number(t, "1"), number(t, "0.8"), false, cny(t, "160")}, {number(t, "1"), number(t, "0.8"), true, cny(t, "200")}, {number(t, "1"), kpi.Value{}, false, cny(t, "200")},
		{number(t, "0.5"), number(t, "0"), false, cny(t, "0")}, {kpi.Value{}, number(t, "0.8"), false, kpi.Unknown(kpi.ReasonMissingInput)},
		{number(t, "0.5"), kpi.Unknown(kpi.ReasonNoData), false, kpi.Unknown(kpi.ReasonNoData)},
	} {
		earnings, _, err := Earn([]Package{{ID: "a", Budget: cny(t, "200"), Percent: row.done, Cap: row.most, Finished: row.finished}})
		if err != nil {
			t.Fatal(err)
		}
		same(t, "package at "+row.done.String(), earnings.Total, row.want)
		if !row.most.IsZero() && row.most.IsUnknown() {
			continue // a baseline refuses it
		}
		task := Task{ID: "a", Start: at(t, "2026-03-02T08:00"), Finish: at(t, "2026-03-06T17:00"), Budget: amount(t, "200"), Calendar: week(t), Cap: row.most}
		report := Progress{TaskID: "a", Started: task.Start, Percent: row.done, ActualCost: cny(t, "1")}
		if row.finished {
			report.Finished = task.Finish
		}
		m, _, err := Measure(baseline(t, task), []Progress{report}, task.Finish)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "task at "+row.done.String(), m.Status.EV, row.want)
	}
}

func TestCapsOutsideTheScale(t *testing.T) {
	for _, most := range []kpi.Value{number(t, "1.01"), number(t, "-0.1"), kpi.Int(1, "h")} {
		_, _, err := Earn([]Package{{ID: "a", Budget: cny(t, "1"), Percent: number(t, "0"), Cap: most}})
		_, _, err2 := NewBaseline([]Task{{ID: "a", Start: at(t, "2026-03-02T08:00"), Finish: at(t, "2026-03-02T08:00"), Cap: most}})
		for _, err := range []error{err, err2} {
			var refused *finding.Error
			if !errors.As(err, &refused) || len(refused.Findings) != 1 || refused.Findings[0].Code != CodePackageShare || refused.Findings[0].Subject.Field != "cap" {
				t.Errorf("%v: got %v", most, err)
			}
		}
	}
}
