package schedule

import (
	"fmt"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// The JSON forms of what edits carry. Kinds are their short names.

type durationWire struct {
	LengthS   calendar.Work `json:"length_s"`
	Elapsed   bool          `json:"elapsed,omitempty"`
	Estimated bool          `json:"estimated,omitempty"`
	Unit      string        `json:"unit,omitempty"`
}

func durationToWire(d Duration) durationWire {
	return durationWire{d.Length, d.Elapsed, d.Estimated, d.Unit.String()}
}

func (w durationWire) read() (Duration, error) {
	unit, err := kindNamed(w.Unit, PercentUnit)
	return Duration{w.LengthS, w.Elapsed, w.Estimated, unit}, err
}

type constraintWire struct {
	Kind string            `json:"kind"`
	Date calendar.DateTime `json:"date,omitzero"`
}

func constraintToWire(c Constraint) constraintWire { return constraintWire{c.Kind.String(), c.Date} }

func (w constraintWire) read() (Constraint, error) {
	kind, err := kindNamed(w.Kind, MandatoryFinish)
	return Constraint{kind, w.Date}, err
}

type progressWire struct {
	ActualStart  calendar.DateTime `json:"actual_start,omitzero"`
	ActualFinish calendar.DateTime `json:"actual_finish,omitzero"`
	Percent      int               `json:"percent,omitempty"`
	PercentWork  int               `json:"percent_work,omitempty"`
	DoneS        calendar.Work     `json:"done_s,omitempty"`
	RemainingS   calendar.Work     `json:"remaining_s,omitempty"`
	Stop         calendar.DateTime `json:"stop,omitzero"`
	Resume       calendar.DateTime `json:"resume,omitzero"`
	ActualCost   money.Amount      `json:"actual_cost,omitzero"`
}

func progressToWire(p Progress) progressWire {
	return progressWire{p.ActualStart, p.ActualFinish, p.Percent, p.PercentWork, p.Done, p.Remaining, p.Stop, p.Resume, p.ActualCost}
}

func (w progressWire) read() (Progress, error) {
	return Progress{w.ActualStart, w.ActualFinish, w.Percent, w.PercentWork, w.DoneS, w.RemainingS, w.Stop, w.Resume, w.ActualCost}, nil
}

type lagWire struct {
	LengthS calendar.Work `json:"length_s,omitempty"`
	Elapsed bool          `json:"elapsed,omitempty"`
	Percent int           `json:"percent,omitempty"`
	Unit    string        `json:"unit,omitempty"`
}

type linkWire struct {
	From     TaskID  `json:"from"`
	To       TaskID  `json:"to"`
	Type     string  `json:"type"`
	Lag      lagWire `json:"lag,omitzero"`
	External bool    `json:"external,omitempty"`

	Known calendar.DateTime `json:"known,omitzero"`
}

func linkToWire(l Link) linkWire {
	lag := lagWire{l.Lag.Length, l.Lag.Elapsed, l.Lag.Percent, l.Lag.Unit.String()}
	return linkWire{l.From, l.To, l.Type.String(), lag, l.External, l.Known}
}

func (w linkWire) read() (Link, error) {
	typ, err := kindNamed(w.Type, StartToFinish)
	if err != nil {
		return Link{}, err
	}
	unit, err := kindNamed(w.Lag.Unit, PercentUnit)
	return Link{w.From, w.To, typ, Lag{w.Lag.LengthS, w.Lag.Elapsed, w.Lag.Percent, unit}, w.External, w.Known}, err
}

type splitWire struct {
	AfterS calendar.Work `json:"after_s"`
	GapS   calendar.Work `json:"gap_s"`
}

type taskWire struct {
	ID                      TaskID            `json:"id"`
	Name                    string            `json:"name,omitempty"`
	WBS                     string            `json:"wbs,omitempty"`
	Parent                  TaskID            `json:"parent,omitempty"`
	Notes                   string            `json:"notes,omitempty"`
	Duration                durationWire      `json:"duration"`
	Milestone               bool              `json:"milestone,omitempty"`
	Type                    string            `json:"type"`
	EffortDriven            bool              `json:"effort_driven,omitempty"`
	Constraint              constraintWire    `json:"constraint"`
	Deadline                calendar.DateTime `json:"deadline,omitzero"`
	Calendar                CalendarID        `json:"calendar,omitempty"`
	IgnoreResourceCalendars bool              `json:"ignore_resource_calendars,omitempty"`
	Manual                  bool              `json:"manual,omitempty"`
	Start                   calendar.DateTime `json:"start,omitzero"`
	Finish                  calendar.DateTime `json:"finish,omitzero"`
	Inactive                bool              `json:"inactive,omitempty"`
	External                bool              `json:"external,omitempty"`
	Priority                int               `json:"priority,omitempty"`
	LevelingDelay           durationWire      `json:"leveling_delay,omitzero"`
	Progress                progressWire      `json:"progress,omitzero"`
	Splits                  []splitWire       `json:"splits,omitempty"`
	FixedCost               money.Amount      `json:"fixed_cost,omitzero"`

	Kind           string            `json:"kind,omitempty"`
	Second         constraintWire    `json:"second_constraint,omitzero"`
	ExpectedFinish calendar.DateTime `json:"expected_finish,omitzero"`
}

func taskToWire(t Task) taskWire {
	w := taskWire{t.ID, t.Name, t.WBS, t.Parent, t.Notes, durationToWire(t.Duration), t.Milestone, t.Type.String(), t.EffortDriven,
		constraintToWire(t.Constraint), t.Deadline, t.Calendar, t.IgnoreResourceCalendars, t.Manual, t.Start, t.Finish, t.Inactive,
		t.External, t.Priority, durationToWire(t.LevelingDelay), progressToWire(t.Progress), nil, t.FixedCost, "", constraintWire{}, t.ExpectedFinish}
	if t.Kind != WorkTask {
		w.Kind = t.Kind.String()
	}
	if t.Second != (Constraint{}) {
		w.Second = constraintToWire(t.Second)
	}
	for _, s := range t.Splits {
		w.Splits = append(w.Splits, splitWire{s.After, s.Gap})
	}
	return w
}

func (w taskWire) read() (Task, error) {
	t := Task{ID: w.ID, Name: w.Name, WBS: w.WBS, Parent: w.Parent, Notes: w.Notes, Milestone: w.Milestone, EffortDriven: w.EffortDriven,
		Deadline: w.Deadline, Calendar: w.Calendar, IgnoreResourceCalendars: w.IgnoreResourceCalendars, Manual: w.Manual, Start: w.Start,
		Finish: w.Finish, Inactive: w.Inactive, External: w.External, Priority: w.Priority, FixedCost: w.FixedCost, ExpectedFinish: w.ExpectedFinish}
	for _, s := range w.Splits {
		t.Splits = append(t.Splits, Split{s.AfterS, s.GapS})
	}
	var errs [7]error
	if w.Kind != "" {
		t.Kind, errs[5] = kindNamed(w.Kind, ResourceDependent)
	}
	if w.Second != (constraintWire{}) {
		t.Second, errs[6] = w.Second.read()
	}
	t.Duration, errs[0] = w.Duration.read()
	t.Type, errs[1] = kindNamed(w.Type, FixedWork)
	t.Constraint, errs[2] = w.Constraint.read()
	t.LevelingDelay, errs[3] = w.LevelingDelay.read()
	t.Progress, errs[4] = w.Progress.read()
	return t, firstOf(errs[:])
}

type segmentWire struct {
	Start  calendar.DateTime `json:"start"`
	Finish calendar.DateTime `json:"finish"`
	Work   calendar.Work     `json:"work_s,omitempty"`
	Actual bool              `json:"actual,omitempty"`
}

type assignmentWire struct {
	ID              AssignmentID      `json:"id"`
	Task            TaskID            `json:"task"`
	Resource        ResourceID        `json:"resource,omitempty"`
	UnitsMillionths Share             `json:"units_millionths,omitempty"`
	WorkS           calendar.Work     `json:"work_s,omitempty"`
	ActualWorkS     calendar.Work     `json:"actual_work_s,omitempty"`
	RemainingWorkS  calendar.Work     `json:"remaining_work_s,omitempty"`
	DelayS          calendar.Work     `json:"delay_s,omitempty"`
	LevelingDelay   durationWire      `json:"leveling_delay,omitzero"`
	Contour         string            `json:"contour"`
	ActualStart     calendar.DateTime `json:"actual_start,omitzero"`
	ActualFinish    calendar.DateTime `json:"actual_finish,omitzero"`
	Stop            calendar.DateTime `json:"stop,omitzero"`
	Resume          calendar.DateTime `json:"resume,omitzero"`
	Segments        []segmentWire     `json:"segments,omitempty"`
}

func assignmentToWire(a Assignment) assignmentWire {
	w := assignmentWire{a.ID, a.Task, a.Resource, a.Units, a.Work, a.ActualWork, a.RemainingWork, a.Delay, durationToWire(a.LevelingDelay),
		a.Contour.String(), a.ActualStart, a.ActualFinish, a.Stop, a.Resume, nil}
	for _, s := range a.Segments {
		w.Segments = append(w.Segments, segmentWire(s))
	}
	return w
}

func (w assignmentWire) read() (Assignment, error) {
	a := Assignment{ID: w.ID, Task: w.Task, Resource: w.Resource, Units: w.UnitsMillionths, Work: w.WorkS, ActualWork: w.ActualWorkS,
		RemainingWork: w.RemainingWorkS, Delay: w.DelayS, ActualStart: w.ActualStart, ActualFinish: w.ActualFinish, Stop: w.Stop, Resume: w.Resume}
	for _, s := range w.Segments {
		a.Segments = append(a.Segments, Segment(s))
	}
	var errs [2]error
	a.LevelingDelay, errs[0] = w.LevelingDelay.read()
	a.Contour, errs[1] = kindNamed(w.Contour, Contoured)
	return a, firstOf(errs[:])
}

// kindNamed returns the kind of a name; the kinds go from 0 to last. A kind
// that has no name, and is therefore faulty, has no JSON form to come back
// from.
func kindNamed[T interface {
	~uint8
	String() string
}](name string, last T) (T, error) {
	for k := T(0); k <= last; k++ {
		if k.String() == name {
			return k, nil
		}
	}
	return 0, fmt.Errorf("no kind %.40q", name)
}

func firstOf(errs []error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
