package health

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/schedule"
)

// unfit looks at the assignments of members of the team: whether they are
// there when their task starts and have the skills that must be.
func (d *diagnosis) unfit() *survey {
	s := &survey{code: SignUnfit, known: d.in.Team != nil && d.in.Plan != nil && d.in.Result != nil}
	if !s.known {
		return s
	}
	for _, j := range d.jobs() {
		actor := lifecycle.ActorID(j.who)
		if slices.ContainsFunc(d.in.Team.Members, func(m team.Member) bool { return m.Actor == actor }) {
			s.take(finding.Ref{Kind: "task", ID: string(j.task)}, d.in.PlanOn, d.fit(j, actor)...)
		}
	}
	return s
}

// fit returns what stands against one person for one task.
func (d *diagnosis) fit(j job, actor lifecycle.ActorID) []finding.Finding {
	ref, who := finding.Ref{Kind: "task", ID: string(j.task)}, []finding.Ref{{Kind: "member", ID: string(actor)}}
	start := j.start.Date()
	m, there := d.in.Team.Members.Member(actor, start)
	if !there {
		return []finding.Finding{{Code: CodeNotThere, Severity: finding.Warn, Subject: ref, Got: finding.Date(start.String()), Related: who, Remedy: team.RemedyFillRole}}
	}
	var found []finding.Finding
	for _, need := range d.skillsOf(j.task) {
		has, _ := m.Skilled(need.Skill, start)
		if least := max(1, need.Level); need.Must && has.Level < least {
			found = append(found, finding.Finding{Code: CodeSkillGap, Severity: finding.Warn, Subject: ref, Want: finding.Number(int64(least), ""),
				Got: finding.Number(int64(has.Level), ""), Related: append(slices.Clone(who), finding.Ref{Kind: "skill", ID: string(need.Skill)}), Remedy: team.RemedyTrain})
		}
	}
	return found
}

// skillsOf returns the skills that a task asks for.
func (d *diagnosis) skillsOf(task schedule.TaskID) []team.SkillNeed {
	var list []team.SkillNeed
	for _, n := range d.in.Team.Needs {
		if n.ID == string(task) {
			list = append(list, n.Skills...)
		}
	}
	return list
}

// shortfalls looks at the demands of work that is still to be done: a task that
// takes part in a shortfall is a bad case.
func (d *diagnosis) shortfalls() *survey {
	s := &survey{code: SignShortfall, known: d.in.Team != nil && len(d.in.Supply) > 0}
	if !s.known {
		return s
	}
	demands := d.demands()
	found := map[string][]finding.Finding{}
	for _, x := range team.Sufficiency(demands, d.in.Supply) {
		shortfall := x.Finding()
		for _, task := range x.Tasks {
			found[task] = append(found[task], shortfall)
		}
	}
	for _, task := range tasksOf(demands) {
		s.take(finding.Ref{Kind: "task", ID: task}, d.in.PlanOn, found[task]...)
	}
	return s
}

// demands returns the demands of tasks that are not finished and whose days
// have not passed.
func (d *diagnosis) demands() []team.Demand {
	done := map[string]bool{}
	if d.in.Plan != nil {
		for i := range d.in.Plan.Tasks {
			t := &d.in.Plan.Tasks[i]
			done[string(t.ID)] = !t.Progress.ActualFinish.IsZero()
		}
	}
	var list []team.Demand
	for _, x := range d.in.Team.Demands {
		if !done[x.Task] && (x.Planned.To.IsZero() || x.Planned.To.After(d.on)) {
			list = append(list, x)
		}
	}
	return list
}

// tasksOf returns the tasks of demands, each once and sorted.
func tasksOf(demands []team.Demand) []string {
	var list []string
	for _, x := range demands {
		list = append(list, x.Task)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// tools looks at the demands for equipment, licences and the like: one that
// comes after the start of its task is a bad case.
func (d *diagnosis) tools() *survey {
	s := &survey{code: SignToolsLate, known: d.in.Team != nil && len(d.in.Team.Technical) > 0}
	if !s.known {
		return s
	}
	demands := slices.DeleteFunc(d.demands(), func(x team.Demand) bool { return !d.technical(x.Resource) })
	for _, x := range demands {
		ref := finding.Ref{Kind: "task", ID: x.Task}
		var found []finding.Finding
		for _, late := range team.Delays(d.in.Team.Technical, []team.Demand{x}, d.on) {
			found = append(found, finding.Finding{Code: CodeToolLate, Severity: finding.Warn, Subject: ref, Want: finding.Date(late.Planned.String()),
				Got: finding.Date(late.Earliest.String()), Related: []finding.Ref{late.Resource.Ref()}, Remedy: team.RemedyOrderEarlier})
		}
		s.take(ref, d.in.PlanOn, found...)
	}
	return s
}

// technical reports whether a resource is one of the things of the team.
func (d *diagnosis) technical(r team.Resource) bool {
	return slices.ContainsFunc(d.in.Team.Technical, func(t team.Technical) bool { return t.Resource() == r })
}
