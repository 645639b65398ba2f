package schedule

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// claims are what of a task's length and late start is somebody else's doing
// than the estimate's: of a request, or of risks.
type claims struct {
	request calendar.Work
	risks   []RiskDelay
}

// sum adds up what risks have done to one date.
func (c claims) sum(kind DateKind, counts func(RiskDelay) bool) calendar.Work {
	var sum calendar.Work
	for _, r := range c.risks {
		if r.Kind == kind && counts(r) {
			sum += r.Delay
		}
	}
	return sum
}

// longer is what risks have added to the length of the task, later what they
// have added to its start.
func (c claims) longer() calendar.Work {
	return c.sum(FinishDate, func(RiskDelay) bool { return true })
}

func (c claims) later() calendar.Work {
	return c.sum(StartDate, func(RiskDelay) bool { return true })
}

// held is what the risks that are in the present mix add.
func (c claims) held(m *mixer, kind DateKind) calendar.Work {
	return c.sum(kind, func(r RiskDelay) bool { return m.holds(riskPart(r)) })
}

func riskPart(r RiskDelay) partKey {
	return partKey{what: riskDiffers, id: r.Risk, task: r.Task}
}

// claim notes what requests and risks claim of tasks that both plans have and
// whose lengths can be compared.
func (d *differ) claim(o AttributionOptions) {
	for _, r := range o.Requests {
		for i := range r.Edits {
			e := &r.Edits[i]
			if e.Kind != EditDuration || !d.comparable(e.Task) {
				continue
			}
			was := d.was.tasks[d.was.index[e.Task]].Duration
			if e.Duration.Elapsed == was.Elapsed {
				c := d.claims[e.Task]
				c.request = e.Duration.Length - was.Length
				d.claims[e.Task] = c
			}
		}
	}
	for _, r := range o.Risks {
		if d.comparable(r.Task) {
			c := d.claims[r.Task]
			c.risks = append(c.risks, r)
			d.claims[r.Task] = c
		}
	}
}

// comparable reports whether a task has a length of its own, of one kind, in
// both plans.
func (d *differ) comparable(id TaskID) bool {
	i, before := d.was.index[id]
	k, later := d.is.index[id]
	return before && later && !d.was.summary[i] && !d.is.summary[k] && d.was.tasks[i].Duration.Elapsed == d.is.tasks[k].Duration.Elapsed
}

// risks adds the claims of risks as differences.
func (d *differ) risks(list []RiskDelay) {
	known := map[partKey]bool{}
	for _, r := range list {
		if k := riskPart(r); d.comparable(r.Task) && !known[k] {
			known[k] = true
			d.add(SlipRisk, k, "risk", "", finding.Value{}, minutesOf(r.Delay))
		}
	}
}

// touchedBy returns which requests have to do with which difference.
func touchedBy(was, is *sidePlan, requests []RequestedEdits) map[partKey][]string {
	touched := map[partKey][]string{}
	for _, r := range requests {
		for i := range r.Edits {
			for _, k := range partsOf(&r.Edits[i], was, is) {
				if !slices.Contains(touched[k], r.ID) {
					touched[k] = append(touched[k], r.ID)
				}
			}
		}
	}
	return touched
}

// partsOf returns the differences that an edit can make.
func partsOf(e *Edit, was, is *sidePlan) []partKey {
	switch e.Kind {
	case EditDuration:
		return []partKey{taskPart(requestDiffers, e.Task), taskPart(durationDiffers, e.Task)}
	case EditConstraint, EditManual, EditAutomatic:
		return []partKey{taskPart(constraintDiffers, e.Task)}
	case EditCalendar:
		return []partKey{taskPart(taskCalendarDiffers, e.Task)}
	case EditProgress:
		return []partKey{taskPart(durationDiffers, e.Task), taskPart(lateDiffers, e.Task)}
	case EditActive:
		return []partKey{taskPart(activeDiffers, e.Task)}
	case EditLeveling:
		return []partKey{taskPart(assignmentsDiffer, e.Task)}
	case EditAddTask:
		return []partKey{taskPart(presenceDiffers, e.NewTask.ID)}
	case EditRemoveTask:
		list := []partKey{taskPart(presenceDiffers, e.Task)}
		for _, id := range e.With {
			list = append(list, taskPart(presenceDiffers, id))
		}
		return list
	case EditAddLink, EditRemoveLink, EditLag:
		return []partKey{taskPart(linksDiffer, e.Link.To), taskPart(externalDiffers, e.Link.To)}
	case EditAddAssignment:
		return []partKey{taskPart(assignmentsDiffer, e.NewAssignment.Task)}
	case EditResourceCalendar:
		return []partKey{{what: resourceDiffers, id: string(e.Resource)}}
	}
	return assignedParts(e.Assignment, was, is)
}

// assignedParts returns the differences that an edit of an assignment can make.
func assignedParts(id AssignmentID, was, is *sidePlan) []partKey {
	for _, s := range []*sidePlan{was, is} {
		for k := range s.plan.Assignments {
			if a := &s.plan.Assignments[k]; a.ID == id {
				return []partKey{taskPart(assignmentsDiffer, a.Task), taskPart(durationDiffers, a.Task)}
			}
		}
	}
	return nil
}
