package view

import (
	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
)

func starCosts() starTable {
	return starTable{name: "costs_by_period", rows: starProject.costRows, columns: []dataset.Column{
		isKey(refers("task_id", "tasks.task_id")), isKey(dated("period_start")), on("period_end"),
		perhaps("planned_value", report.TypeMoney), perhaps("earned_value", report.TypeMoney), perhaps("actual_cost", report.TypeMoney),
	}}
}

// costRows writes what the figures of every task grew by in each period. Those
// of a measurement grow since the last one that knew them, so that the rows up
// to a day sum to what was measured on it. After the last measurement the
// budget goes on, if there is one.
func (p starProject) costRows(yield func([]finding.Value) bool) {
	ledger := costLedger{project: p, before: map[string]evm.Status{}}
	measured := p.measured()
	left := len(measured)
	for _, period := range p.periods() {
		at, isMeasured := measured[period.last]
		switch {
		case isMeasured:
			left--
			if !ledger.measure(period, at, yield) {
				return
			}
		case left == 0 && !ledger.plan(period, p.Budget, yield):
			return
		}
	}
}

// costLedger holds the last known figures of every task.
type costLedger struct {
	project starProject
	before  map[string]evm.Status
	order   []string // of the tasks, as they were first met
}

// measure writes what a measurement adds. A task that it has no more goes back
// to nothing.
func (l *costLedger) measure(in reportPeriod, m *evm.Measurement, yield func([]finding.Value) bool) bool {
	there := make(map[string]bool, len(m.Tasks))
	for _, t := range m.Tasks {
		there[t.ID] = true
		if !l.enter(in, t.ID, t.Status, yield) {
			return false
		}
	}
	for _, id := range l.order {
		if there[id] {
			continue
		}
		was := l.before[id]
		gone := evm.Status{PV: nothing(was.PV), EV: nothing(was.EV), AC: nothing(was.AC)}
		if !l.enter(in, id, gone, yield) {
			return false
		}
	}
	return true
}

// plan writes what the budget adds in a period that was not measured.
func (l *costLedger) plan(in reportPeriod, budget *evm.Baseline, yield func([]finding.Value) bool) bool {
	for id, value := range budget.Planned(in.end()) {
		if !l.enter(in, id, evm.Status{PV: value}, yield) {
			return false
		}
	}
	return true
}

// enter writes what the figures of a task grew by, if they did. Figures that
// are the zero Value say nothing.
func (l *costLedger) enter(in reportPeriod, id string, now evm.Status, yield func([]finding.Value) bool) bool {
	was, known := l.before[id]
	if !known {
		l.order = append(l.order, id)
	}
	cells := [3]finding.Value{}
	changed := false
	for i, f := range [...]struct{ now, was *kpi.Value }{{&now.PV, &was.PV}, {&now.EV, &was.EV}, {&now.AC, &was.AC}} {
		grown := grownBy(*f.now, *f.was)
		cells[i] = paid(grown, l.currency(now, was))
		sign, _ := grown.Sign()
		changed = changed || sign != 0 || cells[i].IsUnknown()
		if !f.now.IsUnknown() {
			*f.was = *f.now
		}
	}
	l.before[id] = was
	if !changed {
		return true
	}
	return yield([]finding.Value{l.project.ref(id), day(in.first), day(in.last), cells[0], cells[1], cells[2]})
}

// currency is that of the budget of a task.
func (l *costLedger) currency(list ...evm.Status) string {
	for _, s := range list {
		for _, v := range [...]kpi.Value{s.BAC, s.PV, s.EV, s.AC} {
			if v.Unit() != "" {
				return v.Unit()
			}
		}
	}
	return ""
}

// nothing is zero in the unit of a value, and the zero Value where that is not
// known.
func nothing(v kpi.Value) kpi.Value {
	if v.IsUnknown() {
		return kpi.Value{}
	}
	return v.Mul(kpi.Int(0, ""))
}

// grownBy is the difference to what was known before.
func grownBy(now, was kpi.Value) kpi.Value {
	if now.IsUnknown() || was.IsUnknown() {
		return now
	}
	return now.Sub(was)
}

// paid is an amount as a cell. Zero of no currency takes the one given; what
// is no amount of money is unknown.
func paid(v kpi.Value, currency string) finding.Value {
	cell := v.Finding()
	sign, known := v.Sign()
	switch {
	case cell.IsZero() || cell.IsUnknown():
		return cell
	case known && sign == 0 && v.Unit() == "":
		if currency == "" {
			return finding.Value{}
		}
		return finding.Money("0", currency)
	case cell.Kind() != finding.MoneyKind:
		return finding.Unknown("unit-mismatch")
	}
	return cell
}
