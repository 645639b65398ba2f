package view

import (
	"strconv"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func starPhases() starTable {
	return starTable{name: "phases", rows: starProject.phaseRows, columns: []dataset.Column{
		keyed("phase_id"), worded("name"), count("position"), worded("kind"), flag("is_current"), dated("planned_start"), dated("planned_finish"),
		dated("forecast_start"), dated("forecast_finish"), dated("actual_start"), dated("actual_finish"), count("times_entered"),
	}}
}

// phaseRows writes the phases of the definition in their order, then those that
// are only mentioned.
func (p starProject) phaseRows(yield func([]finding.Value) bool) {
	kinds := map[string]string{}
	for _, phase := range p.spec().Phases {
		kinds[string(phase.ID)] = string(phase.Kind)
	}
	windows := p.windows()
	seen := map[string]bool{}
	goOn, position := true, 0
	p.mentionedPhases(func(id string) {
		if !goOn || !once(seen, id) {
			return
		}
		position++
		row := append([]finding.Value{
			p.ref(id), text(nameOf(p, "phase", id)), whole(position), text(kinds[id]), finding.Bool(string(p.State.Phase) == id),
		}, windows[id].cells()...)
		goOn = yield(row)
	})
}

// nameOf is the name of a part of a process: as the host calls it, or by the
// book.
func nameOf(p starProject, kind, id string) string {
	if name := p.called(kind, id); !name.IsZero() {
		return name.Plain()
	}
	return bookText(p.words, "name."+kind+"."+id)
}

func (p starProject) spec() lifecycle.Spec {
	if p.Definition == nil {
		return lifecycle.Spec{}
	}
	return p.Definition.Spec()
}

// mentionedPhases visits the phases of the definition and those that dates,
// milestones and gates name.
func (p starProject) mentionedPhases(visit func(string)) {
	spec := p.spec()
	for _, phase := range spec.Phases {
		visit(string(phase.ID))
	}
	for _, x := range p.Phases {
		visit(x.Phase)
	}
	for _, x := range p.State.Windows(p.At) {
		visit(string(x.Phase))
	}
	visit(string(p.State.Phase))
	for _, m := range p.Milestones {
		visit(m.Phase)
	}
	for _, m := range spec.Moves {
		for _, from := range m.From {
			visit(string(from))
		}
		visit(string(m.To))
	}
}

// window is when a phase happens, in civil dates.
type window struct {
	planned, forecast, actual [2]calendar.Date
	entered                   int
}

func (x window) cells() []finding.Value {
	var cells []finding.Value
	for _, dates := range [...][2]calendar.Date{x.planned, x.forecast, x.actual} {
		cells = append(cells, day(dates[0]), day(dates[1]))
	}
	return append(cells, whole(x.entered))
}

// windows returns the windows of the phases by the history, with the dates of
// the plan where there are some.
func (p starProject) windows() map[string]window {
	list := map[string]window{}
	for _, x := range p.State.Windows(p.At) {
		list[string(x.Phase)] = window{
			planned:  [2]calendar.Date{p.on(x.PlannedStart), p.on(x.PlannedFinish)},
			forecast: [2]calendar.Date{p.on(x.ForecastStart), p.on(x.ForecastFinish)},
			actual:   [2]calendar.Date{p.on(x.ActualStart), p.on(x.ActualFinish)}, entered: x.Entered,
		}
	}
	for _, x := range p.Phases {
		row := list[x.Phase]
		row.planned, row.forecast = daysOf(x.Planned), daysOf(x.Forecast)
		if !x.Actual.Start.IsZero() {
			row.actual = daysOf(x.Actual)
		}
		list[x.Phase] = row
	}
	return list
}

func daysOf(w schedule.Window) [2]calendar.Date {
	return [2]calendar.Date{dayOf(w.Start), lastDay(w.Finish)}
}

func starGates() starTable {
	return starTable{name: "gates", rows: starProject.gateRows, columns: []dataset.Column{
		keyed("gate_id"), worded("name"), refers("phase_id", "phases.phase_id"), refers("to_phase_id", "phases.phase_id"),
		dated("planned"), dated("forecast"), dated("passed"), flag("stands"),
	}}
}

// gateRows writes the gates of the definition, then those that are only
// mentioned in the history.
func (p starProject) gateRows(yield func([]finding.Value) bool) {
	moves := map[lifecycle.GateID]lifecycle.Move{}
	for _, m := range p.spec().Moves {
		if _, there := moves[m.Gate]; !there {
			moves[m.Gate] = m
		}
	}
	passed := map[lifecycle.GateID]lifecycle.GateResult{}
	for _, g := range p.State.Gates() {
		passed[g.Gate] = g
	}
	planned := map[lifecycle.GateID]lifecycle.Window{}
	for _, x := range p.State.Windows(p.At) {
		planned[x.Gate] = x
	}
	seen := map[string]bool{}
	goOn := true
	p.mentionedGates(func(id lifecycle.GateID) {
		if !goOn || !once(seen, string(id)) {
			return
		}
		m, g, x := moves[id], passed[id], planned[id]
		from := finding.Value{}
		if len(m.From) > 0 {
			from = p.ref(string(m.From[0]))
		}
		goOn = yield([]finding.Value{
			p.ref(string(id)), text(nameOf(p, "gate", string(id))), from, p.ref(string(m.To)),
			day(p.on(x.GateDate)), day(p.on(x.GateForecast)), day(p.on(g.At)), finding.Bool(p.State.Stands(id)),
		})
	})
}

func (p starProject) mentionedGates(visit func(lifecycle.GateID)) {
	for _, g := range p.spec().Gates {
		visit(g.ID)
	}
	for _, g := range p.State.Gates() {
		visit(g.Gate)
	}
	for _, d := range p.State.Decisions() {
		visit(d.Gate)
	}
	for _, x := range p.State.Windows(p.At) {
		visit(x.Gate)
	}
}

func starGateDecisions() starTable {
	return starTable{name: "gate_decisions", rows: starProject.gateDecisionRows, columns: []dataset.Column{
		keyed("gate_decision_id"), belongs("gate_id", "gates.gate_id"), on("decided"), worded("verdict"), count("round"),
		refers("decided_by_id", "people.person_id"), worded("reason"),
	}}
}

func (p starProject) gateDecisionRows(yield func([]finding.Value) bool) {
	for _, d := range p.State.Decisions() {
		if !yield([]finding.Value{
			p.ref(strconv.FormatUint(uint64(d.Version), 10)), p.ref(string(d.Gate)), day(p.on(d.At)), text(string(d.Verdict)), whole(d.Round),
			p.ref(string(d.Actor)), text(d.Reason),
		}) {
			return
		}
	}
}
