package xlsx

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// NotCarried returns the fields of a plan that a workbook does not carry, each
// as its type and name: "Task.Splits". A field of a list stands for all that is
// in it. Every other field comes back from a workbook that was written here,
// as long as it is text that a cell can hold. The caller owns the slice.
func NotCarried() []string {
	return strings.Fields(`
	Plan.Calendar Plan.Calendars Plan.Baselines
	Rules.LinksBeatConstraints Rules.CriticalLimit Rules.MultipleCriticalPaths Rules.NoSplitInProgress Rules.Progress
	Rules.DataDateBinds Rules.LagCalendar Rules.TotalFloat Rules.FreeFloatUncapped Rules.LateByFreeFloat Rules.Critical
	Rules.OpenEndsCritical Rules.ExpectedFinish
	Units.MinutesPerDay Units.MinutesPerWeek Units.DaysPerMonth Units.DefaultStart Units.DefaultFinish
	Task.Kind Task.Type Task.EffortDriven Task.Second Task.ExpectedFinish Task.Calendar Task.IgnoreResourceCalendars
	Task.External Task.LevelingDelay Task.Splits Task.FixedCost Duration.Unit
	Progress.PercentWork Progress.Done Progress.Remaining Progress.Stop Progress.Resume Progress.ActualCost
	Link.External Link.Known Lag.Unit
	Resource.Calendar Resource.Rate Resource.CostPerUse
	Assignment.ID Assignment.Work Assignment.ActualWork Assignment.RemainingWork Assignment.Delay Assignment.LevelingDelay
	Assignment.Contour Assignment.ActualStart Assignment.ActualFinish Assignment.Stop Assignment.Resume Assignment.Segments`)
}

// losses counts what a plan says in those fields, by type and name.
type losses struct {
	fields map[string][]reflect.StructField
	counts map[string]int
}

func newLosses() *losses {
	types := map[string]reflect.Type{
		"Plan": reflect.TypeFor[schedule.Plan](), "Rules": reflect.TypeFor[schedule.Rules](), "Units": reflect.TypeFor[schedule.Units](),
		"Task": reflect.TypeFor[schedule.Task](), "Duration": reflect.TypeFor[schedule.Duration](), "Progress": reflect.TypeFor[schedule.Progress](),
		"Link": reflect.TypeFor[schedule.Link](), "Lag": reflect.TypeFor[schedule.Lag](),
		"Resource": reflect.TypeFor[schedule.Resource](), "Assignment": reflect.TypeFor[schedule.Assignment](),
	}
	l := &losses{fields: map[string][]reflect.StructField{}, counts: map[string]int{}}
	for _, name := range NotCarried() {
		kind, field, _ := strings.Cut(name, ".")
		if f, known := types[kind].FieldByName(field); known && name != "Assignment.ID" {
			l.fields[kind] = append(l.fields[kind], f)
		}
	}
	return l
}

// count counts the fields of one thing that say something.
func (l *losses) count(kind string, v reflect.Value) {
	for _, f := range l.fields[kind] {
		if !v.FieldByIndex(f.Index).IsZero() {
			l.counts[kind+"."+f.Name]++
		}
	}
}

// plan counts all of a plan.
func (l *losses) plan(p *schedule.Plan) {
	l.count("Plan", reflect.ValueOf(p).Elem())
	l.count("Rules", reflect.ValueOf(&p.Rules).Elem())
	l.count("Units", reflect.ValueOf(&p.Units).Elem())
	for i := range p.Tasks {
		t := &p.Tasks[i]
		l.count("Task", reflect.ValueOf(t).Elem())
		l.count("Duration", reflect.ValueOf(&t.Duration).Elem())
		l.count("Progress", reflect.ValueOf(&t.Progress).Elem())
	}
	for i := range p.Links {
		l.count("Link", reflect.ValueOf(&p.Links[i]).Elem())
		l.count("Lag", reflect.ValueOf(&p.Links[i].Lag).Elem())
	}
	for i := range p.Resources {
		l.count("Resource", reflect.ValueOf(&p.Resources[i]).Elem())
	}
	for i := range p.Assignments {
		l.count("Assignment", reflect.ValueOf(&p.Assignments[i]).Elem())
	}
}

// notes returns one note for each field that says something, in the order of
// NotCarried, with how many things say it.
func (l *losses) notes() []schedule.LossNote {
	var list []schedule.LossNote
	for _, name := range NotCarried() {
		if n := l.counts[name]; n > 0 {
			kind, field, _ := strings.Cut(name, ".")
			subject := finding.Ref{Kind: strings.ToLower(kind), Field: snake(field)}
			list = append(list, schedule.LossNote{Subject: subject, Value: strconv.Itoa(n), Reason: CodeNotWritten})
		}
	}
	return list
}

// snake turns "CostPerUse" into "cost_per_use".
func snake(name string) string {
	if name == "ID" {
		return "id"
	}
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
