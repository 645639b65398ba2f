package asana_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/asana"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// fields lists the paths of all fields of a plan. What is a value of another
// package, or one that has no meaning in parts, is one field.
func fields(of reflect.Type, path string, add func(path string)) {
	switch {
	case of == reflect.TypeFor[calendar.Definition]() || of == reflect.TypeFor[money.Amount]():
		add(path)
	case of.Kind() == reflect.Slice:
		fields(of.Elem(), path, add)
	case of.Kind() == reflect.Struct:
		for i := range of.NumField() {
			name := of.Field(i).Name
			if path != "" {
				name = path + "." + name
			}
			fields(of.Field(i).Type, name, add)
		}
	default:
		add(path)
	}
}

// lossPlan is a plan in which every list has something.
func lossPlan(t testing.TB) *schedule.Plan {
	p := samplePlan(t)
	p.Calendars = []schedule.Calendar{{ID: "base", Name: "Base", Times: calendar.Standard()}, {ID: "c", Name: "C", Times: calendar.Standard()}}
	p.Calendars[0].Times.Name, p.Calendars[1].Times.Name = "", ""
	p.Calendars[0].Times.ID, p.Calendars[1].Times.ID = "", ""
	p.Tasks[3].Splits = []schedule.Split{{After: calendar.Hour, Gap: calendar.Hour}}
	p.Assignments[1].Segments = []schedule.Segment{{Start: at(t, "2026-03-09T08:00"), Finish: at(t, "2026-03-09T12:00"), Work: calendar.Hour}}
	p.Baselines = []schedule.Baseline{{Name: "0", Tasks: []schedule.BaselineTask{{ID: "T1"}}}}
	return p
}

// element returns the field of a path in a plan; of lists, the element that may
// be changed without breaking what others refer to.
func element(v reflect.Value, path string) reflect.Value {
	for _, name := range strings.Split(path, ".") {
		if v.Kind() == reflect.Slice {
			v = v.Index(min(v.Len()-1, map[string]int{"Task": 3, "Link": 1, "Assignment": 1, "Resource": 1, "Calendar": 1}[v.Type().Elem().Name()]))
		}
		v = v.FieldByName(name)
	}
	return v
}

// change gives a field another value that a plan may have.
func change(t testing.TB, v reflect.Value, path string) {
	amount, err := money.Parse("7.50", "CNY")
	if err != nil {
		t.Fatal(err)
	}
	definition := calendar.Standard()
	definition.ID, definition.Name, definition.Week[6] = "", "", calendar.Working(calendar.Hours(9, 12))
	ids := map[string]string{"Tasks.Parent": "P1", "Links.From": "T2", "Links.To": "M1", "Calendar": "c", "Calendars.Base": "base", "Tasks.Calendar": "c",
		"Resources.Calendar": "c", "Assignments.Task": "T2", "Assignments.Resource": "li"}
	switch {
	case v.Type() == reflect.TypeFor[money.Amount]():
		v.Set(reflect.ValueOf(amount))
	case v.Type() == reflect.TypeFor[calendar.Definition]():
		v.Set(reflect.ValueOf(definition))
	case v.Type() == reflect.TypeFor[calendar.DateTime]():
		v.SetInt(int64(at(t, "2026-03-12T10:00")))
	case v.Kind() == reflect.String && ids[path] != "":
		v.SetString(ids[path])
	case v.Kind() == reflect.String:
		v.SetString("changed")
	case v.Kind() == reflect.Bool:
		v.SetBool(!v.Bool())
	case v.CanInt():
		v.SetInt(v.Int() + 2)
	case v.CanUint():
		v.SetUint((v.Uint() + 1) % 2)
	default:
		t.Fatalf("no value for %s", path)
	}
}

// rename carries a new id to what refers to it.
func rename(p *schedule.Plan, path string) {
	switch path {
	case "Tasks.ID":
		for i := range p.Links {
			for _, id := range []*schedule.TaskID{&p.Links[i].From, &p.Links[i].To} {
				if *id == "T3" {
					*id = "changed"
				}
			}
		}
		p.Assignments[1].Task = "changed"
	case "Resources.ID":
		p.Assignments[1].Resource = "changed"
	}
}

// ways are the ways through Asana and back.
var ways = map[string]func(testing.TB, *schedule.Plan) *schedule.Plan{
	"CSV": func(t testing.TB, p *schedule.Plan) *schedule.Plan {
		text, _ := write(t, asana.Options{}, p)
		back, _ := read(t, asana.Options{}, text)
		return back
	},
	"REST": func(t testing.TB, p *schedule.Plan) *schedule.Plan {
		f := newFake()
		var state asana.State
		if err := send(asana.NewSession(requests(t, p, workspace)), f, &state); err != nil {
			t.Fatal(err)
		}
		back, _ := read(t, asana.Options{}, f.export())
		return back
	},
}

// TestLosses changes every field of a plan in turn, sends it both ways, and
// compares what comes back with the table.
func TestLosses(t *testing.T) {
	var paths []string
	fields(reflect.TypeFor[schedule.Plan](), "", func(path string) { paths = append(paths, path) })
	used := map[string]bool{}
	for _, way := range []string{"CSV", "REST"} {
		lost := 0
		for _, path := range paths {
			p := lossPlan(t)
			change(t, element(reflect.ValueOf(p).Elem(), path), path)
			rename(p, path)
			want := fmt.Sprintf("%+v", element(reflect.ValueOf(p).Elem(), path))
			got := "nothing"
			if back := ways[way](t, p); reaches(back, path) {
				got = fmt.Sprintf("%+v", element(reflect.ValueOf(back).Elem(), path))
			}
			told := toldLost(path, way, used)
			if got != want {
				lost++
			}
			if (got != want) != told {
				t.Errorf("%s, %s: want %s, got %s; the table says lost: %v", way, path, want, got, told)
			}
		}
		fmt.Printf("asana: %d fields lost of %d (%s)\n", lost, len(paths), way)
	}
	for _, l := range asana.Losses() {
		if !used[l.Field] || l.Why == "" {
			t.Errorf("%s is no field, or has no reason", l.Field)
		}
	}
}

// reaches reports whether the plan has the list that the path leads into.
func reaches(p *schedule.Plan, path string) bool {
	switch list, _, _ := strings.Cut(path, "."); list {
	case "Tasks":
		return len(p.Tasks) == 7
	case "Links":
		return len(p.Links) == 4
	case "Calendars":
		return len(p.Calendars) == 2
	case "Assignments":
		return len(p.Assignments) == 3
	case "Resources":
		return len(p.Resources) == 2
	case "Baselines":
		return len(p.Baselines) == 1
	}
	return true
}

func toldLost(path, way string, used map[string]bool) bool {
	for _, l := range asana.Losses() {
		if path == l.Field || strings.HasPrefix(path, l.Field+".") {
			used[l.Field] = true
			return way == "CSV" && l.CSV || way == "REST" && l.REST
		}
	}
	return false
}
