package trello

import (
	"reflect"
	"strings"

	"github.com/milepost-go/milepost/schedule"
)

// NotCarried returns the fields of a plan that a board does not carry, each as
// its type and name: "Task.Splits". A field of a list stands for all that is in
// it. Every other field comes back from a board that was written here. The
// caller owns the slice.
func NotCarried() []string {
	return strings.Fields(`
	Plan.Calendar Plan.Calendars Plan.Baselines
	Rules.LinksBeatConstraints Rules.CriticalLimit Rules.MultipleCriticalPaths Rules.NoSplitInProgress Rules.Progress
	Rules.DataDateBinds Rules.LagCalendar Rules.TotalFloat Rules.FreeFloatUncapped Rules.LateByFreeFloat Rules.Critical
	Rules.OpenEndsCritical Rules.ExpectedFinish
	Task.Calendar Task.LevelingDelay Task.Splits Task.FixedCost Progress.ActualCost
	Resource.Calendar Resource.Rate Resource.CostPerUse
	Assignment.ActualWork Assignment.RemainingWork Assignment.Delay Assignment.LevelingDelay Assignment.Contour
	Assignment.ActualStart Assignment.ActualFinish Assignment.Stop Assignment.Resume Assignment.Segments`)
}

// noteLosses counts what the plan says in those fields.
func (e *encoder) noteLosses() {
	p := e.plan
	e.count("Plan", reflect.ValueOf(p).Elem())
	e.count("Rules", reflect.ValueOf(&p.Rules).Elem())
	for i := range p.Tasks {
		e.count("Task", reflect.ValueOf(&p.Tasks[i]).Elem())
		e.count("Progress", reflect.ValueOf(&p.Tasks[i].Progress).Elem())
	}
	for i := range p.Resources {
		e.count("Resource", reflect.ValueOf(&p.Resources[i]).Elem())
	}
	for i := range p.Assignments {
		e.count("Assignment", reflect.ValueOf(&p.Assignments[i]).Elem())
	}
	e.notes.sumOf(CodeNotWritten, e.lost)
}

// count counts the fields of one thing that say something.
func (e *encoder) count(kind string, v reflect.Value) {
	for _, f := range e.lossFields[kind] {
		if !v.FieldByIndex(f.Index).IsZero() {
			e.lost[[2]string{strings.ToLower(kind), snake(f.Name)}]++
		}
	}
}

// lossFields returns the fields that are not carried, by type.
func lossFields() map[string][]reflect.StructField {
	types := map[string]reflect.Type{"Plan": reflect.TypeFor[schedule.Plan](), "Rules": reflect.TypeFor[schedule.Rules](),
		"Task": reflect.TypeFor[schedule.Task](), "Progress": reflect.TypeFor[schedule.Progress](),
		"Resource": reflect.TypeFor[schedule.Resource](), "Assignment": reflect.TypeFor[schedule.Assignment]()}
	fields := map[string][]reflect.StructField{}
	for _, path := range NotCarried() {
		kind, name, _ := strings.Cut(path, ".")
		if f, known := types[kind].FieldByName(name); known {
			fields[kind] = append(fields[kind], f)
		}
	}
	return fields
}

// snake turns "CostPerUse" into "cost_per_use".
func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if r >= 'A' && r <= 'Z' {
			if i > 0 {
				b.WriteByte('_')
			}
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}
