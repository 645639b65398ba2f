package schedule

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// EditKind names what an edit does.
type EditKind string

// The kinds of edit, each with the fields of [Edit] that it uses. All of them
// are meant as they stand: an edit that leaves one out sets it to zero.
const (
	EditDuration         EditKind = "set_duration"       // Task, Duration
	EditConstraint       EditKind = "set_constraint"     // Task, Constraint
	EditDeadline         EditKind = "set_deadline"       // Task, Deadline; zero takes it away
	EditCalendar         EditKind = "set_calendar"       // Task, Calendar; empty: the project's
	EditManual           EditKind = "set_manual"         // Task, Start, Finish: pins the task there
	EditAutomatic        EditKind = "set_automatic"      // Task: takes its pin and both dates away
	EditProgress         EditKind = "set_progress"       // Task, Progress
	EditActive           EditKind = "set_active"         // Task, Active
	EditLeveling         EditKind = "set_leveling_delay" // Task, LevelingDelay
	EditAddTask          EditKind = "add_task"           // NewTask, Before
	EditRemoveTask       EditKind = "remove_task"        // Task, With
	EditAddLink          EditKind = "add_link"           // Link
	EditRemoveLink       EditKind = "remove_link"        // Link without its Lag
	EditLag              EditKind = "set_lag"            // Link, whose Lag is the new one
	EditUnits            EditKind = "set_units"          // Assignment, Units; zero: one full unit
	EditWork             EditKind = "set_work"           // Assignment, Work
	EditResource         EditKind = "set_resource"       // Assignment, Resource; empty: nobody yet
	EditAddAssignment    EditKind = "add_assignment"     // NewAssignment
	EditRemoveAssignment EditKind = "remove_assignment"  // Assignment

	EditAddCalendar      EditKind = "add_calendar"          // NewCalendar, upon its Base if it names one
	EditAddResource      EditKind = "add_resource"          // NewResource
	EditResourceCalendar EditKind = "set_resource_calendar" // Resource, Calendar; empty: the project's
)

// Edit is one change to a plan, as data: it can be kept, sent, shown and
// applied later. Kind says which of the other fields count; stating one that
// does not is a fault. An edit changes what it names and nothing else: a new
// duration leaves the work of the assignments as it is, a new lag adds no
// constraint.
type Edit struct {
	Kind EditKind
	Task TaskID

	Duration      Duration
	Constraint    Constraint
	Deadline      calendar.DateTime
	Calendar      CalendarID
	Start, Finish calendar.DateTime // at least one
	Progress      Progress          // replaces all that was recorded
	Active        bool
	LevelingDelay Duration

	// NewTask joins the children of its Parent (the top level when that is
	// empty): in front of the child named Before, or as the last one.
	NewTask Task
	Before  TaskID
	// With names every task inside the one that is removed, at all levels. The
	// links and assignments of removed tasks go with them.
	With []TaskID

	// Link is named by From, To and Type. Where several links of a plan share
	// those, the edit is about all of them.
	Link Link

	Assignment    AssignmentID
	Units         Share
	Work          calendar.Work
	Resource      ResourceID
	NewAssignment Assignment

	NewCalendar Calendar
	NewResource Resource
}

// ErrEdits is the kind of error that [Apply] gives.
var ErrEdits = errors.New("schedule: edits refused")

// EditError lists what is wrong with a list of edits. It unwraps to
// [ErrEdits].
type EditError struct {
	// Findings are sorted. Each has as its subject the kind "edit", the number
	// of the edit, counted from 1, and the field by its JSON name.
	Findings []finding.Finding
}

// Error lists the findings, at most ten.
func (e *EditError) Error() string {
	return finding.AsError(ErrEdits.Error(), e.Findings).Error()
}

// Unwrap returns [ErrEdits].
func (e *EditError) Unwrap() error { return ErrEdits }

// Apply returns a copy of the plan with the edits made in their order; each
// finds the plan as those before it left it. The plan is only read, and the
// copy shares nothing with it or with the edits.
//
// The error is an [*EditError] with the faults of all edits: a thing that does
// not exist or exists already, a value that no plan may hold, a field that the
// kind does not use. An edit with a fault is passed over for the later ones.
// What edits do together, such as links that form a cycle, [Check] finds in
// the copy.
func Apply(p *Plan, edits []Edit) (*Plan, error) {
	e := editor{plan: p.Clone()}
	for i := range edits {
		e.number, e.edit = i+1, &edits[i]
		e.apply()
	}
	if len(e.found) > 0 {
		finding.Sort(e.found)
		return nil, &EditError{Findings: e.found}
	}
	return e.plan, nil
}

// editor makes edits to a plan of its own.
type editor struct {
	plan   *Plan
	number int
	edit   *Edit
	found  []finding.Finding
}

func (e *editor) apply() {
	do, known := e.action()
	if !known {
		e.fault(finding.Finding{Code: CodeEditKind, Got: finding.Text(string(e.edit.Kind)), Remedy: RemedyUseNamedKind}, "kind")
		return
	}
	if e.unused() {
		return
	}
	do()
}

// action returns what the kind of the edit does.
func (e *editor) action() (do func(), known bool) {
	switch e.edit.Kind {
	case EditAddTask:
		return e.addTask, true
	case EditRemoveTask:
		return e.removeTask, true
	case EditAddLink:
		return e.addLink, true
	case EditRemoveLink:
		return e.removeLink, true
	case EditLag:
		return e.setLag, true
	case EditUnits, EditWork, EditResource:
		return e.setAssignment, true
	case EditAddAssignment:
		return e.addAssignment, true
	case EditRemoveAssignment:
		return e.removeAssignment, true
	case EditAddCalendar:
		return e.addCalendar, true
	case EditAddResource:
		return e.addResource, true
	case EditResourceCalendar:
		return e.setResourceCalendar, true
	}
	return e.setTask, len(e.edit.Kind.fields()) > 0
}

// unused reports whether the edit states fields that its kind does not use.
func (e *editor) unused() bool {
	uses, some := e.edit.Kind.fields(), false
	for _, f := range editFields {
		if !f.isZero(e.edit) && !slices.Contains(uses, f.name) {
			e.fault(finding.Finding{Code: CodeEditFieldUnused, Got: finding.Text(string(e.edit.Kind)), Remedy: RemedyDropField}, f.name)
			some = true
		}
	}
	if e.edit.Kind == EditRemoveLink && e.edit.Link.Lag != (Lag{}) {
		e.fault(finding.Finding{Code: CodeEditFieldUnused, Got: finding.Text(string(e.edit.Kind)), Remedy: RemedyDropField}, "link.lag")
		some = true
	}
	return some
}

// fault reports a finding about a field of the present edit.
func (e *editor) fault(f finding.Finding, field string) {
	f.Subject = finding.Ref{Kind: "edit", ID: strconv.Itoa(e.number), Field: field}
	e.found = append(e.found, f)
}

// missing reports an id that names nothing.
func (e *editor) missing(code finding.Code, field, id string) {
	e.fault(finding.Finding{Code: code, Got: finding.Text(id), Remedy: RemedyNameExisting}, field)
}

// taken reports an id that names something already.
func (e *editor) taken(field, id string) {
	e.fault(finding.Finding{Code: CodeEditTaken, Got: finding.Text(id), Remedy: RemedyUniqueID}, field)
}

// pass hands on the findings that block, as faults of a field of the edit, and
// reports whether there are none.
func (e *editor) pass(found []finding.Finding, field string) bool {
	for _, f := range found {
		f.Related = append([]finding.Ref{f.Subject}, f.Related...)
		e.fault(f, field)
	}
	return len(found) == 0
}

func (e *editor) taskAt(id TaskID) int {
	return slices.IndexFunc(e.plan.Tasks, func(t Task) bool { return t.ID == id })
}

// findTask returns the place of a task that must exist, or reports false.
func (e *editor) findTask(id TaskID, field string) (int, bool) {
	i := e.taskAt(id)
	if i < 0 {
		e.missing(CodeEditNoTask, field, string(id))
	}
	return i, i >= 0
}

func (e *editor) hasCalendar(id CalendarID, field string) bool {
	known := id == "" || slices.ContainsFunc(e.plan.Calendars, func(c Calendar) bool { return c.ID == id })
	if !known {
		e.missing(CodeEditNoCalendar, field, string(id))
	}
	return known
}

func (e *editor) hasResource(id ResourceID, field string) bool {
	known := id == "" || slices.ContainsFunc(e.plan.Resources, func(r Resource) bool { return r.ID == id })
	if !known {
		e.missing(CodeEditNoResource, field, string(id))
	}
	return known
}

// String returns the edit on one line without any language, for logs.
func (e Edit) String() string {
	data, err := e.MarshalJSON()
	if err != nil {
		return fmt.Sprintf("%s (%v)", e.Kind, err)
	}
	return string(data)
}
