package mspdi

import (
	"iter"
	"strings"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// header writes the fields of the project itself.
func (e *emitter) header() {
	p := e.plan
	e.about("project", "")
	e.int("SaveVersion", saveVersion)
	if strings.TrimSpace(p.Name) != "" {
		name, _ := cleanText(p.Name)
		e.string("Name", string(firstRunes(name, projectText)))
	}
	e.text("Title", "name", p.Name, longestText)
	e.flag("ScheduleFromStart", p.Rules.From == schedule.FromStart)
	e.span()
	e.criticalLimit()
	e.int("CurrencyDigits", int64(e.currency.Places()))
	e.string("CurrencySymbol", e.currency.Code())
	e.string("CurrencyCode", e.currency.Code())
	e.int("CalendarUID", e.projectCalendar())
	e.units()
	e.int("DurationFormat", formatOf(schedule.Days, false, false))
	e.flag("HonorConstraints", !p.Rules.LinksBeatConstraints)
	e.flag("MultipleCriticalPaths", p.Rules.MultipleCriticalPaths)
	e.flag("SplitsInProgressTasks", !p.Rules.NoSplitInProgress)
	e.date("StatusDate", "data_date", p.DataDate)
	e.lostOfProject()
}

func firstRunes(text string, most int) []rune {
	runes := []rune(text)
	return runes[:min(most, len(runes))]
}

// span writes start and finish of the project. One of them is an input, the
// other one follows from the tasks.
func (e *emitter) span() {
	p := e.plan
	start, finish := p.Start, p.Finish
	if p.Rules.From == schedule.FromStart {
		e.lost("finish", p.Finish.String(), !p.Finish.IsZero())
		finish = 0
	} else {
		e.lost("start", p.Start.String(), !p.Start.IsZero())
		start = 0
	}
	e.date("StartDate", "start", start)
	if start.IsZero() && e.result != nil {
		e.moment("StartDate", e.result.Start())
	}
	e.date("FinishDate", "finish", finish)
	if finish.IsZero() && e.result != nil {
		e.moment("FinishDate", e.result.Finish())
	}
}

// criticalLimit writes the limit in days, which is all that the format has.
func (e *emitter) criticalLimit() {
	day := calendar.Work(480) * calendar.Minute
	if n := e.minutesPerDay(); n > 0 {
		day = calendar.Work(n) * calendar.Minute
	}
	limit := e.plan.Rules.CriticalLimit
	days := int64(limit / day)
	if limit%day != 0 || days > 100_000 || days < -100_000 {
		e.add("rules.critical_limit", limit.String(), CodeNearest)
	}
	e.int("CriticalSlackLimit", min(max(days, -100_000), 100_000))
}

func (e *emitter) minutesPerDay() int { return min(max(e.plan.Units.MinutesPerDay, 0), 1440) }

// units writes how people write lengths of time; what is not set is left to
// the usual values.
func (e *emitter) units() {
	u := e.plan.Units
	if u.DefaultStart > 0 {
		e.clock("DefaultStartTime", u.DefaultStart)
	}
	if u.DefaultFinish > 0 {
		e.clock("DefaultFinishTime", u.DefaultFinish)
	}
	for _, f := range []struct {
		name, field string
		value, most int
	}{
		{"MinutesPerDay", "units.minutes_per_day", u.MinutesPerDay, 1440},
		{"MinutesPerWeek", "units.minutes_per_week", u.MinutesPerWeek, 7 * 1440},
		{"DaysPerMonth", "units.days_per_month", u.DaysPerMonth, 31},
	} {
		if f.value != 0 {
			e.int(f.name, e.within(f.field, int64(f.value), 0, int64(f.most)))
		}
	}
}

// within cuts a number to the range, with a note.
func (e *emitter) within(field string, value, low, high int64) int64 {
	if value < low || value > high {
		e.add(field, numberText(value), CodeRange)
	}
	return min(max(value, low), high)
}

// lostOfProject notes the choices that only Primavera P6 has, and what a file
// of this format cannot say about the whole project.
func (e *emitter) lostOfProject() {
	p, r := e.plan, e.plan.Rules
	e.lost("must_finish", p.MustFinish.String(), !p.MustFinish.IsZero())
	e.lost("rules.progress", r.Progress.String(), r.Progress != schedule.AsRecorded)
	e.lost("rules.data_date_binds", "true", r.DataDateBinds)
	e.lost("rules.lag_calendar", r.LagCalendar.String(), r.LagCalendar != schedule.SuccessorCalendar)
	e.lost("rules.total_float", r.TotalFloat.String(), r.TotalFloat != schedule.SmallerFloat)
	e.lost("rules.free_float_uncapped", "true", r.FreeFloatUncapped)
	e.lost("rules.late_by_free_float", "true", r.LateByFreeFloat)
	e.lost("rules.critical", numberText(int64(r.Critical)), r.Critical != schedule.ByFloat)
	e.lost("rules.open_ends_critical", "true", r.OpenEndsCritical)
	e.lost("rules.expected_finish", "true", r.ExpectedFinish)
	if !e.asPlanned {
		e.add("tasks", "", CodeReordered)
	}
	e.lostBaselines()
	e.lostLinks()
	for i, uid := range e.tasks.uid {
		if uid == leftOut {
			e.about("task", string(p.Tasks[i].ID))
			e.leftOut(string(p.Tasks[i].ID))
		}
	}
}

// amountsOf iterates over every amount of a plan that is written.
func amountsOf(p *schedule.Plan) iter.Seq[money.Amount] {
	return func(yield func(money.Amount) bool) {
		for i := range p.Tasks {
			if !yield(p.Tasks[i].FixedCost) || !yield(p.Tasks[i].Progress.ActualCost) {
				return
			}
		}
		for i := range p.Resources {
			if !yield(p.Resources[i].Rate) || !yield(p.Resources[i].CostPerUse) {
				return
			}
		}
		for i := range p.Baselines {
			for k := range p.Baselines[i].Tasks {
				if !yield(p.Baselines[i].Tasks[k].Cost) {
					return
				}
			}
		}
	}
}
