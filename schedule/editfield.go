package schedule

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// editField is one field of an edit by its JSON name.
type editField struct {
	name   string
	isZero func(*Edit) bool
	encode func(*Edit) ([]byte, error)
	decode func(*Edit, []byte) error
}

// editFields lists every field but the kind, in the order in which JSON has
// them.
var editFields = []editField{
	plainField("task", func(e *Edit) *TaskID { return &e.Task }),
	field("duration", func(e *Edit) *Duration { return &e.Duration }, durationToWire, durationWire.read),
	field("constraint", func(e *Edit) *Constraint { return &e.Constraint }, constraintToWire, constraintWire.read),
	plainField("deadline", func(e *Edit) *calendar.DateTime { return &e.Deadline }),
	plainField("calendar", func(e *Edit) *CalendarID { return &e.Calendar }),
	plainField("start", func(e *Edit) *calendar.DateTime { return &e.Start }),
	plainField("finish", func(e *Edit) *calendar.DateTime { return &e.Finish }),
	field("progress", func(e *Edit) *Progress { return &e.Progress }, progressToWire, progressWire.read),
	plainField("active", func(e *Edit) *bool { return &e.Active }),
	field("leveling_delay", func(e *Edit) *Duration { return &e.LevelingDelay }, durationToWire, durationWire.read),
	field("new_task", func(e *Edit) *Task { return &e.NewTask }, taskToWire, taskWire.read),
	plainField("before", func(e *Edit) *TaskID { return &e.Before }),
	plainField("with", func(e *Edit) *[]TaskID { return &e.With }),
	field("link", func(e *Edit) *Link { return &e.Link }, linkToWire, linkWire.read),
	plainField("assignment", func(e *Edit) *AssignmentID { return &e.Assignment }),
	plainField("units_millionths", func(e *Edit) *Share { return &e.Units }),
	plainField("work_s", func(e *Edit) *calendar.Work { return &e.Work }),
	plainField("resource", func(e *Edit) *ResourceID { return &e.Resource }),
	field("new_assignment", func(e *Edit) *Assignment { return &e.NewAssignment }, assignmentToWire, assignmentWire.read),
	field("new_calendar", func(e *Edit) *Calendar { return &e.NewCalendar }, calendarToWire, calendarWire.read),
	field("new_resource", func(e *Edit) *Resource { return &e.NewResource }, resourceToWire, resourceWire.read),
}

// fields returns the JSON names of the fields that a kind uses, in the order
// of editFields; none for a kind that does not exist.
func (k EditKind) fields() []string {
	switch k {
	case EditDuration, EditConstraint, EditDeadline, EditCalendar, EditProgress, EditActive, EditLeveling:
		return []string{"task", k.valueField()}
	case EditManual:
		return []string{"task", "start", "finish"}
	case EditAutomatic:
		return []string{"task"}
	case EditAddTask:
		return []string{"new_task", "before"}
	case EditRemoveTask:
		return []string{"task", "with"}
	case EditAddLink, EditRemoveLink, EditLag:
		return []string{"link"}
	case EditUnits:
		return []string{"assignment", "units_millionths"}
	case EditWork:
		return []string{"assignment", "work_s"}
	case EditResource:
		return []string{"assignment", "resource"}
	case EditAddAssignment:
		return []string{"new_assignment"}
	case EditRemoveAssignment:
		return []string{"assignment"}
	case EditAddCalendar:
		return []string{"new_calendar"}
	case EditAddResource:
		return []string{"new_resource"}
	case EditResourceCalendar:
		return []string{"calendar", "resource"}
	}
	return nil
}

// valueField returns the JSON name of what a kind sets in a task.
func (k EditKind) valueField() string {
	switch k {
	case EditDuration:
		return "duration"
	case EditConstraint:
		return "constraint"
	case EditDeadline:
		return "deadline"
	case EditCalendar:
		return "calendar"
	case EditManual:
		return "start"
	case EditProgress:
		return "progress"
	case EditActive:
		return "active"
	case EditLeveling:
		return "leveling_delay"
	}
	return "task"
}

// field describes a field of type T that JSON holds as W.
func field[T, W any](name string, at func(*Edit) *T, write func(T) W, read func(W) (T, error)) editField {
	return editField{
		name:   name,
		isZero: func(e *Edit) bool { return reflect.ValueOf(at(e)).Elem().IsZero() },
		encode: func(e *Edit) ([]byte, error) { return json.Marshal(write(*at(e))) },
		decode: func(e *Edit, data []byte) error {
			var w W
			if err := strictly(data, &w); err != nil {
				return err
			}
			value, err := read(w)
			*at(e) = value
			return err
		},
	}
}

// plainField describes a field that JSON holds as it is.
func plainField[T any](name string, at func(*Edit) *T) editField {
	same := func(value T) T { return value }
	return field(name, at, same, func(value T) (T, error) { return value, nil })
}

// strictly reads one JSON value without unknown members.
func strictly[W any](data []byte, into *W) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one value")
	}
	return nil
}

// MarshalJSON writes the kind and then every field that the kind uses, zero or
// not: {"kind":"set_deadline","task":"a","deadline":""}. Lengths of time are
// whole seconds and say so in their names, units of a resource are millionths,
// amounts are texts.
func (e Edit) MarshalJSON() ([]byte, error) {
	uses := e.Kind.fields()
	kind, err := json.Marshal(e.Kind)
	if len(uses) == 0 || err != nil {
		return nil, fmt.Errorf("schedule: no edit of kind %.40q", e.Kind)
	}
	b := append([]byte(`{"kind":`), kind...)
	for _, name := range uses {
		data, err := lookupField(name).encode(&e)
		if err != nil {
			return nil, fmt.Errorf("schedule: edit: %s: %w", name, err)
		}
		b = append(b, `,"`+name+`":`...)
		b = append(b, data...)
	}
	return append(b, '}'), nil
}

// UnmarshalJSON reads what MarshalJSON writes: exactly the members that the
// kind uses, each once and in any order.
func (e *Edit) UnmarshalJSON(data []byte) error {
	members, err := membersOf(data)
	if err != nil {
		return fmt.Errorf("schedule: edit: %w", err)
	}
	var read Edit
	if err := strictly(members["kind"], &read.Kind); err != nil {
		return fmt.Errorf("schedule: edit: kind: %w", err)
	}
	uses := read.Kind.fields()
	if len(uses) == 0 {
		return fmt.Errorf("schedule: no edit of kind %.40q", read.Kind)
	}
	for _, name := range uses {
		value, stated := members[name]
		if !stated {
			return fmt.Errorf("schedule: edit: %s needs %q", read.Kind, name)
		}
		if err := lookupField(name).decode(&read, value); err != nil {
			return fmt.Errorf("schedule: edit: %s: %w", name, err)
		}
	}
	if len(members) != len(uses)+1 {
		return fmt.Errorf("schedule: edit: %s takes only %q", read.Kind, uses)
	}
	*e = read
	return nil
}

func lookupField(name string) *editField {
	for i := range editFields {
		if editFields[i].name == name {
			return &editFields[i]
		}
	}
	return nil
}

// membersOf returns the members of a JSON object, refusing one given twice.
func membersOf(data []byte) (map[string]json.RawMessage, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return nil, errors.New("not an object")
	}
	members := map[string]json.RawMessage{}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		name, _ := token.(string)
		if _, twice := members[name]; twice {
			return nil, fmt.Errorf("member %.40q twice", name)
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, err
		}
		members[name] = value
	}
	if _, err := d.Token(); err != nil { // the closing brace
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one value")
	}
	return members, nil
}
