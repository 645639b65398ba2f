package view

import (
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
)

func starChanges() starTable {
	return starTable{name: "changes", rows: starProject.changeRows, columns: []dataset.Column{
		keyed("change_id"), worded("title"), worded("reason"), worded("origin"), worded("kind"), worded("urgency"), worded("state"),
		refers("proposer_id", "people.person_id"), dated("raised"), dated("assessed"), length("expected_finish_moved_min"), priced("expected_cost_moved"),
		worded("outcome"), dated("decided"), refers("decided_by_id", "people.person_id"), dated("implemented"), length("finish_moved_min"), priced("cost_moved"),
	}}
}

func (p starProject) changeRows(yield func([]finding.Value) bool) {
	for i := range p.Changes {
		r := &p.Changes[i]
		row := []finding.Value{
			p.ref(r.ID), text(r.Title), text(r.Why), text(string(r.Origin)), text(string(r.Kind)), text(string(r.Urgency)), text(string(r.Standing())),
			p.ref(r.Proposer), day(r.Raised),
		}
		row = append(row, expected(r)...)
		row = append(row, text(string(r.Decision.Outcome)), day(dayOf(r.Decision.At)), p.ref(r.Decision.By))
		if !yield(append(row, came(r)...)) {
			return
		}
	}
}

// expected is what the change was computed to bring about, empty before that.
func expected(r *change.Request) []finding.Value {
	if r.Impact.IsZero() {
		return make([]finding.Value, 3)
	}
	return []finding.Value{day(dayOf(r.Impact.At)), wholeMinutes(r.Impact.FinishMoved), amount(r.Impact.CostMoved)}
}

// came is what it did to the plan, empty before that.
func came(r *change.Request) []finding.Value {
	if r.Effect.At.IsZero() {
		return make([]finding.Value, 3)
	}
	return []finding.Value{day(dayOf(r.Effect.At)), wholeMinutes(r.Effect.FinishMoved), amount(r.Effect.CostMoved)}
}

func starChangeEffects() starTable {
	return starTable{name: "change_effects", rows: starProject.changeEffectRows, columns: []dataset.Column{
		keyed("change_effect_id"), belongs("change_id", "changes.change_id"), dated("checked"), worded("subject_kind"), refers("task_id", "tasks.task_id"),
		timed("expected_date"), timed("real_date"), perhaps("off_min", report.TypeDuration),
		perhaps("expected_cost", report.TypeMoney), perhaps("real_cost", report.TypeMoney), perhaps("off_cost", report.TypeMoney),
	}}
}

func (p starProject) changeEffectRows(yield func([]finding.Value) bool) {
	n := 0
	for i := range p.Changes {
		report := &p.Changes[i].Verified
		for _, e := range report.Rows {
			n++
			row := []finding.Value{
				p.ref(strconv.Itoa(n)), p.ref(p.Changes[i].ID), day(dayOf(report.At)), text(e.Subject.Kind), p.ref(taskOf(e.Subject)),
			}
			if !yield(append(row, effectCells(e)...)) {
				return
			}
		}
	}
}

// effectCells puts dates and amounts into columns of their own.
func effectCells(e change.EffectRow) []finding.Value {
	cells := make([]finding.Value, 6)
	put := func(at int, v finding.Value, kinds ...finding.Kind) {
		for _, k := range kinds {
			if v.Kind() == k {
				cells[at] = v
			}
		}
	}
	put(0, e.Expected, finding.DateKind)
	put(1, e.Real, finding.DateKind)
	put(3, e.Expected, finding.MoneyKind)
	put(4, e.Real, finding.MoneyKind)
	put(5, e.Off, finding.MoneyKind)
	if e.Off.Unit() == "min" {
		cells[2] = wholeNumber(e.Off, "min")
	}
	if e.Off.IsUnknown() {
		at := 2
		if e.Expected.Kind() == finding.MoneyKind || e.Real.Kind() == finding.MoneyKind {
			at = 5
		}
		cells[at] = e.Off
	}
	return cells
}
