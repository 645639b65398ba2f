package xlsx_test

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/report/xlsx"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// planField is one field of a plan and where a plan for it has it.
type planField struct {
	path string
	in   func(p *schedule.Plan) reflect.Value
}

// planFields lists every field of a plan by reflection.
func planFields() []planField {
	var list []planField
	add := func(kind string, in func(p *schedule.Plan) reflect.Value) {
		typ := in(bare()).Type()
		for i := range typ.NumField() {
			list = append(list, planField{kind + "." + typ.Field(i).Name, func(p *schedule.Plan) reflect.Value { return in(p).Field(i) }})
		}
	}
	of := func(get func(p *schedule.Plan) any) func(p *schedule.Plan) reflect.Value {
		return func(p *schedule.Plan) reflect.Value { return reflect.ValueOf(get(p)).Elem() }
	}
	task := func(p *schedule.Plan) *schedule.Task {
		return &p.Tasks[slices.IndexFunc(p.Tasks, func(t schedule.Task) bool { return t.Name == "Work" })]
	}
	add("Plan", of(func(p *schedule.Plan) any { return p }))
	add("Rules", of(func(p *schedule.Plan) any { return &p.Rules }))
	add("Units", of(func(p *schedule.Plan) any { return &p.Units }))
	add("Task", of(func(p *schedule.Plan) any { return task(p) }))
	add("Duration", of(func(p *schedule.Plan) any { return &task(p).Duration }))
	add("Progress", of(func(p *schedule.Plan) any { return &task(p).Progress }))
	add("Link", of(func(p *schedule.Plan) any { return &p.Links[0] }))
	add("Lag", of(func(p *schedule.Plan) any { return &p.Links[0].Lag }))
	add("Resource", of(func(p *schedule.Plan) any { return &p.Resources[0] }))
	add("Assignment", of(func(p *schedule.Plan) any { return &p.Assignments[0] }))
	return slices.DeleteFunc(list, func(f planField) bool { // those whose own fields are tried
		return slices.Contains([]string{"Plan.Tasks", "Plan.Links", "Plan.Resources", "Plan.Assignments", "Plan.Rules", "Plan.Units", "Task.Duration",
			"Task.Progress", "Link.Lag"}, f.path)
	})
}

// bare is a plan that says as little as possible.
func bare() *schedule.Plan {
	return &schedule.Plan{Name: "Bare", Start: day(2, 8),
		Tasks:       []schedule.Task{{ID: "S", Name: "Sum"}, {ID: "T", Name: "Work", Parent: "S"}, {ID: "U", Name: "Other", Parent: "S"}},
		Links:       []schedule.Link{{From: "U", To: "T"}},
		Resources:   []schedule.Resource{{ID: "R", Name: "Rita"}},
		Assignments: []schedule.Assignment{{ID: "1", Task: "T", Resource: "R"}}}
}

// standard is a calendar like any other.
func standard() []schedule.Calendar {
	return []schedule.Calendar{{ID: "C", Times: calendar.Standard()}}
}

// fill gives the field a value other than its zero.
func fill(t *testing.T, path string, v reflect.Value, p *schedule.Plan) {
	work := &p.Tasks[1]
	special := map[string]func(){
		"Task.ID": func() { work.ID, p.Links[0].To, p.Assignments[0].Task = "T2", "T2", "T2" }, "Task.Parent": func() { work.Parent = ""; p.Tasks[1], p.Tasks[2] = p.Tasks[2], p.Tasks[1] },
		"Plan.Calendar": func() { p.Calendars, p.Calendar = standard(), "C" }, "Plan.Calendars": func() { p.Calendars = standard() },
		"Task.Calendar":     func() { p.Calendars, work.Calendar = standard(), "C" },
		"Resource.Calendar": func() { p.Calendars, p.Resources[0].Calendar = standard(), "C" },
		"Plan.Baselines":    func() { p.Baselines = []schedule.Baseline{{Name: "B"}} },
		"Task.Splits":       func() { work.Duration.Length, work.Splits = 36000, []schedule.Split{{After: 3600, Gap: 3600}} },
		"Assignment.Segments": func() {
			p.Assignments[0].Segments = []schedule.Segment{{Start: day(3, 9), Finish: day(3, 10), Work: 3600}}
		},
		"Task.Start":  func() { work.Manual, work.Start = true, day(3, 9) },
		"Task.Finish": func() { work.Manual, work.Finish = true, day(3, 9) },
		"Task.Manual": func() { work.Manual, work.Start, work.Finish = true, day(3, 9), day(4, 9) },
		"Link.From":   func() { p.Tasks = append(p.Tasks, schedule.Task{ID: "V", Name: "More"}); p.Links[0].From = "V" }, "Link.To": func() { p.Links[0] = schedule.Link{From: "T", To: "U"} },
		"Lag.Unit":        func() { p.Links[0].Lag = schedule.Lag{Length: 3600, Unit: schedule.Hours} },
		"Resource.ID":     func() { p.Resources[0].ID, p.Assignments[0].Resource = "R2", "R2" },
		"Assignment.Task": func() { p.Assignments[0].Task = "U" },
		"Assignment.Resource": func() {
			p.Resources = append(p.Resources, schedule.Resource{ID: "Q", Name: "Quin"})
			p.Assignments[0].Resource = "Q"
		},
		"Progress.ActualFinish": func() {
			work.Progress = schedule.Progress{ActualStart: day(3, 9), ActualFinish: day(9, 11), Percent: 100}
		},
		"Rules.From": func() { p.Rules.From, p.Finish = schedule.FromFinish, day(27, 17) },
	}
	if f, is := special[path]; is {
		f()
		return
	}
	amount, err := money.Parse("12.50", "EUR")
	if err != nil {
		t.Fatal(err)
	}
	switch v.Interface().(type) {
	case calendar.DateTime:
		v.SetInt(int64(day(9, 11)))
	case money.Amount:
		v.Set(reflect.ValueOf(amount))
	case schedule.Constraint:
		v.Set(reflect.ValueOf(schedule.Constraint{Kind: schedule.MustFinishOn, Date: day(9, 11)}))
	case schedule.Duration:
		v.Set(reflect.ValueOf(schedule.Duration{Length: 3600}))
	default:
		fillKind(t, path, v)
	}
}

func fillKind(t *testing.T, path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("other 其他")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(61)
	case reflect.Uint8:
		v.SetUint(1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
	default:
		t.Fatalf("%s: no value for %s", path, v.Type())
	}
}

// Each field of a plan either comes back or stands in the list of those that do
// not, with a note when it says something.
func TestLossTable(t *testing.T) {
	lost, all := 0, 0
	for _, f := range planFields() {
		p := bare()
		fill(t, f.path, f.in(p), p)
		all++
		back, notes := thereAndBack(t, xlsx.Codec{}, p)
		kept := difference(p, back) == ""
		listed := slices.Contains(xlsx.NotCarried(), f.path)
		if kept == listed {
			t.Errorf("%s: kept %v, in the list %v\n%s", f.path, kept, listed, difference(p, back))
		}
		if listed {
			lost++
			kind, _, _ := strings.Cut(f.path, ".")
			noted := slices.ContainsFunc(notes, func(n schedule.LossNote) bool {
				return n.Reason == xlsx.CodeNotWritten && n.Subject.Kind == strings.ToLower(kind) && n.Value == "1"
			})
			if !noted {
				t.Errorf("%s is lost without a note: %v", f.path, notes)
			}
		} else if len(notes) > 0 {
			t.Errorf("%s is kept and yet noted: %v", f.path, notes)
		}
	}
	if lost != len(xlsx.NotCarried()) {
		t.Errorf("%d of %d entries of the list are fields of a plan", lost, len(xlsx.NotCarried()))
	}
	t.Logf("xlsx: %d fields lost of %d", lost, all)
}

// difference is where two plans differ, "" if nowhere.
func difference(a, b *schedule.Plan) string {
	if reflect.DeepEqual(a, b) {
		return ""
	}
	return fmt.Sprintf("%+v\n%+v", *a, *b)
}

// thereAndBack writes a plan and reads it again. The notes are those of both ways.
func thereAndBack(t testing.TB, c xlsx.Codec, p *schedule.Plan) (*schedule.Plan, []schedule.LossNote) {
	t.Helper()
	var b bytes.Buffer
	lost, err := c.Encode(&b, p)
	if err != nil {
		t.Errorf("%v", err)
		return &schedule.Plan{}, nil
	}
	back, notes, err := c.Decode(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return back, append(lost, notes...)
}

// day is a moment in March 2026.
func day(n, hour int) calendar.DateTime {
	return calendar.DateOf(2026, 3, n).At(calendar.Work(hour) * calendar.Hour)
}
