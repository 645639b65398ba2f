package view

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func starProjects() starTable {
	return starTable{name: "projects", rows: starProject.projectRows, columns: []dataset.Column{
		worded("name"), worded("purpose"), refers("sponsor_id", "people.person_id"),
		worded("standing"), refers("phase_id", "phases.phase_id"),
		timed("data_date"), timed("start"), timed("finish"), timed("baseline_finish"), perhaps("budget_at_completion", report.TypeMoney),
		dated("status_date"),
	}}
}

func (p starProject) projectRows(yield func([]finding.Value) bool) {
	name, plan := p.Name, p.plan()
	for _, other := range []string{plan.Name, p.Charter.Name} {
		if name == "" {
			name = other
		}
	}
	start, finish, agreed := plan.Start, plan.Finish, finding.Value{}
	if p.planned() {
		start, finish = p.Result.Start(), p.Result.Finish()
	}
	if p.Baseline != nil {
		agreed = moment(baselineFinish(*p.Baseline))
	}
	yield([]finding.Value{
		text(name), text(p.Charter.Purpose), p.ref(p.Charter.Sponsor), text(string(p.State.Standing)), p.ref(string(p.State.Phase)),
		moment(plan.DataDate), moment(start), moment(finish), agreed, p.budget(),
		day(p.lastMeasured()),
	})
}

// lastMeasured is the last day on which earned value was measured.
func (p starProject) lastMeasured() calendar.Date {
	var last calendar.Date
	for at := range p.measured() {
		if last.IsZero() || last.Before(at) {
			last = at
		}
	}
	return last
}

// budget is the budget at completion as measured last, else as the baseline
// has it.
func (p starProject) budget() finding.Value {
	if n := len(p.Measured); n > 0 {
		return paid(p.Measured[n-1].Status.BAC, "")
	}
	if p.Budget != nil {
		return paid(p.Budget.BAC(), "")
	}
	return finding.Value{}
}
