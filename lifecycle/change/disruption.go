package change

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// DisruptionKind says what went wrong.
type DisruptionKind string

// The kinds of disruption, each with the fields of [Disruption] that it uses.
const (
	PersonAway       DisruptionKind = "person_away"       // Resource does not work from From to To
	ResourceLost     DisruptionKind = "resource_lost"     // Resource is gone from From on
	TaskLate         DisruptionKind = "task_late"         // Task takes Late longer
	RequirementAdded DisruptionKind = "requirement_added" // NewTask comes between After and Before
	SupplierLate     DisruptionKind = "supplier_late"     // Task cannot start before Until
	DateEarlier      DisruptionKind = "date_earlier"      // Task is due at Until
)

// DisruptionKinds returns every kind. The caller owns the slice.
func DisruptionKinds() []DisruptionKind {
	return []DisruptionKind{PersonAway, ResourceLost, TaskLate, RequirementAdded, SupplierLate, DateEarlier}
}

// Disruption is something that happens to a project, as data.
type Disruption struct {
	ID       string              `json:"id"` // names what it brings into the plan; one of its own
	Kind     DisruptionKind      `json:"kind"`
	Resource schedule.ResourceID `json:"resource,omitempty"`
	From     calendar.Date       `json:"from,omitzero"` // first day
	To       calendar.Date       `json:"to,omitzero"`   // last day, included
	Task     schedule.TaskID     `json:"task,omitempty"`
	Late     calendar.Work       `json:"late_s,omitempty"` // as the duration of the task counts: working or clock time
	Until    calendar.DateTime   `json:"until,omitzero"`

	NewTask       schedule.Task       `json:"new_task,omitzero"`
	NewAssignment schedule.Assignment `json:"new_assignment,omitzero"` // without an id: nobody is assigned
	After         []schedule.TaskID   `json:"after,omitempty"`         // finish before the new task starts
	Before        []schedule.TaskID   `json:"before,omitempty"`        // start after it has finished
}

func (d Disruption) ref(field string) finding.Ref {
	return finding.Ref{Kind: "disruption", ID: d.ID, Field: field}
}

// Check returns, sorted, what the disruption lacks or names that is not in the
// plan.
func (d Disruption) Check(p *schedule.Plan) []finding.Finding {
	var found []finding.Finding
	lack := func(missing bool, field string) {
		if missing {
			found = append(found, finding.Finding{Code: CodeDisruptionField, Subject: d.ref(field), Got: finding.Text(string(d.Kind)), Remedy: RemedyCompleteDisruption})
		}
	}
	lack(d.ID == "", "id")
	_, task := p.Task(d.Task)
	resource := slices.ContainsFunc(p.Resources, func(r schedule.Resource) bool { return r.ID == d.Resource })
	switch d.Kind {
	case PersonAway:
		lack(!resource, "resource")
		lack(d.From.IsZero(), "from")
		lack(d.To.IsZero() || d.To.Before(d.From), "to")
	case ResourceLost:
		lack(!resource, "resource")
		lack(d.From.IsZero(), "from")
	case TaskLate:
		lack(!task, "task")
		lack(d.Late <= 0, "late_s")
	case SupplierLate, DateEarlier:
		lack(!task, "task")
		lack(d.Until.IsZero(), "until")
	case RequirementAdded:
		lack(d.NewTask.ID == "", "new_task")
	default:
		found = append(found, unknownWord(d.ref("kind"), string(d.Kind), DisruptionKinds()))
	}
	finding.Sort(found)
	return found
}

// Edits returns what the disruption by itself does to the plan: a calendar with
// the days away, work that has lost whoever did it, a longer task, a further
// one, a constraint (in place of the one the task has) or an earlier deadline.
// The result must be that of the plan. The error is a [*RefusedError] with what
// [Disruption.Check] finds. The caller owns the slice.
func (d Disruption) Edits(p *schedule.Plan, r *schedule.Result) ([]schedule.Edit, error) {
	if err := refused(d.Check(p)); err != nil {
		return nil, err
	}
	t, _ := p.Task(d.Task)
	switch d.Kind {
	case PersonAway:
		off := calendar.Exception{Name: d.ID, From: d.From, To: d.To}
		return onCalendar(p, d.Resource, schedule.CalendarID("away:"+d.ID), []calendar.Exception{off}), nil
	case ResourceLost:
		return d.lose(p, r), nil
	case TaskLate:
		return d.lengthen(p, t), nil
	case RequirementAdded:
		return d.add(), nil
	case SupplierLate:
		bound := schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: d.Until}
		return []schedule.Edit{{Kind: schedule.EditConstraint, Task: d.Task, Constraint: bound}}, nil
	}
	return []schedule.Edit{{Kind: schedule.EditDeadline, Task: d.Task, Deadline: d.Until}}, nil
}

// onCalendar returns edits that let a resource work as before but for some
// exceptions.
func onCalendar(p *schedule.Plan, resource schedule.ResourceID, id schedule.CalendarID, exceptions []calendar.Exception) []schedule.Edit {
	i := slices.IndexFunc(p.Resources, func(r schedule.Resource) bool { return r.ID == resource })
	c := schedule.Calendar{ID: id, Name: string(id), Base: cmp.Or(p.Resources[i].Calendar, p.Calendar)}
	if c.Base == "" {
		c.Times = calendar.Standard()
	}
	c.Times.Exceptions = exceptions
	return []schedule.Edit{{Kind: schedule.EditAddCalendar, NewCalendar: c}, {Kind: schedule.EditResourceCalendar, Resource: resource, Calendar: id}}
}

// lose takes the resource off everything that it would not have finished.
func (d Disruption) lose(p *schedule.Plan, r *schedule.Result) []schedule.Edit {
	var edits []schedule.Edit
	for _, a := range p.Assignments {
		times, _ := r.Times(a.Task)
		if a.Resource == d.Resource && times.Finish > d.From.At(0) {
			edits = append(edits, schedule.Edit{Kind: schedule.EditResource, Assignment: a.ID})
		}
	}
	return edits
}

// lengthen makes the task longer, with the work on it and with what remains of
// it.
func (d Disruption) lengthen(p *schedule.Plan, t schedule.Task) []schedule.Edit {
	longer := t.Duration
	longer.Length += d.Late
	edits := []schedule.Edit{{Kind: schedule.EditDuration, Task: d.Task, Duration: longer}}
	if t.Progress.Done != 0 || t.Progress.Remaining != 0 {
		t.Progress.Remaining += d.Late
		edits = append(edits, schedule.Edit{Kind: schedule.EditProgress, Task: d.Task, Progress: t.Progress})
	}
	for _, a := range p.Assignments {
		if a.Task == d.Task && a.Work > 0 && !t.Duration.Elapsed {
			more := share(d.Late, calendar.Work(cmp.Or(a.Units, schedule.FullUnit)), calendar.Work(schedule.FullUnit))
			edits = append(edits, schedule.Edit{Kind: schedule.EditWork, Assignment: a.ID, Work: a.Work + more})
		}
	}
	return edits
}

// add brings the new task with its links.
func (d Disruption) add() []schedule.Edit {
	edits := []schedule.Edit{{Kind: schedule.EditAddTask, NewTask: d.NewTask}}
	for _, id := range d.After {
		edits = append(edits, schedule.Edit{Kind: schedule.EditAddLink, Link: schedule.Link{From: id, To: d.NewTask.ID}})
	}
	for _, id := range d.Before {
		edits = append(edits, schedule.Edit{Kind: schedule.EditAddLink, Link: schedule.Link{From: d.NewTask.ID, To: id}})
	}
	if d.NewAssignment.ID != "" {
		edits = append(edits, schedule.Edit{Kind: schedule.EditAddAssignment, NewAssignment: d.NewAssignment})
	}
	return cloneEdits(edits)
}

// happen returns the plan once the disruption has happened, and the edits.
func (d Disruption) happen(p *schedule.Plan) (*schedule.Plan, []schedule.Edit, error) {
	result, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		return nil, nil, fmt.Errorf("change: disruption: as it stands: %w", err)
	}
	edits, err := d.Edits(p, result)
	if err != nil {
		return nil, nil, err
	}
	happened, err := schedule.Apply(p, edits)
	if err != nil {
		return nil, nil, fmt.Errorf("change: disruption: %w", err)
	}
	return happened, edits, nil
}
