package xlsx_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/report/xlsx"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// bareOf takes out of a plan what the list says that a workbook does not carry,
// and what a summary has none of.
func bareOf(p *schedule.Plan) *schedule.Plan {
	p = p.Clone()
	zero := func(kind string, v reflect.Value) {
		for _, name := range xlsx.NotCarried() {
			if of, field, _ := strings.Cut(name, "."); of == kind && name != "Assignment.ID" {
				v.Elem().FieldByName(field).SetZero()
			}
		}
	}
	zero("Plan", reflect.ValueOf(p))
	zero("Rules", reflect.ValueOf(&p.Rules))
	zero("Units", reflect.ValueOf(&p.Units))
	summaries := map[schedule.TaskID]bool{}
	for i := range p.Tasks {
		summaries[p.Tasks[i].Parent] = true
	}
	for i := range p.Tasks {
		t := &p.Tasks[i]
		t.Name = "Task " + string(t.ID)
		zero("Task", reflect.ValueOf(t))
		zero("Duration", reflect.ValueOf(&t.Duration))
		zero("Progress", reflect.ValueOf(&t.Progress))
		if summaries[t.ID] {
			t.Progress = schedule.Progress{}
			if !t.Manual {
				t.Duration = schedule.Duration{}
			}
		}
	}
	for i := range p.Links {
		zero("Link", reflect.ValueOf(&p.Links[i]))
		zero("Lag", reflect.ValueOf(&p.Links[i].Lag))
	}
	return p
}

// Random plans come back as they were, but for what the list names, in both
// languages, whatever language reads them.
func TestRandomPlansComeBack(t *testing.T) {
	tried := 0
	for seed := range uint64(150) {
		p := bareOf(scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 20}))
		if _, err := schedule.Compute(p, schedule.Options{}); err != nil {
			continue
		}
		tried++
		var b bytes.Buffer
		lost, err := xlsx.Codec{Chinese: seed%2 == 1}.Encode(&b, p)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		back, notes, err := xlsx.Codec{}.Decode(bytes.NewReader(b.Bytes()))
		if err != nil || len(lost)+len(notes) > 0 {
			t.Fatalf("seed %d: %v %v %v", seed, err, lost, notes)
		}
		sortLinks(p)
		sortLinks(back)
		for i := range p.Tasks {
			if !reflect.DeepEqual(p.Tasks[i], back.Tasks[i]) {
				t.Fatalf("seed %d: task\n%+v\n%+v", seed, p.Tasks[i], back.Tasks[i])
			}
		}
		if diff := difference(p, back); diff != "" {
			t.Fatalf("seed %d:\n%s", seed, diff)
		}
	}
	if tried < 100 {
		t.Errorf("%d plans of 150 could be tried", tried)
	}
}

// sortLinks puts the links of each task together: links have no order.
func sortLinks(p *schedule.Plan) {
	var links []schedule.Link
	for i := range p.Tasks {
		for _, l := range p.Links {
			if l.To == p.Tasks[i].ID {
				links = append(links, l)
			}
		}
	}
	p.Links = links
}

// Texts that look like something else stay what they are.
func TestHostileTexts(t *testing.T) {
	long := strings.Repeat("很长 ", 3333) + "end"
	texts := []string{
		`=HYPERLINK("http://x","y")`, "+1", "-1", "@SUM(A1)", "<b>&amp;</b>", "_x0041_", "שלום עולם", "😀👨‍👩‍👧", "line\nbreak", "'quoted", "03/04/2026", "1.0000000000000001", "1e5", "007", "00:15", "TRUE", "是",
		"3FS+2d", "#REF!", long,
	}
	p := &schedule.Plan{Name: "=1+1", Start: day(2, 8)}
	for i, text := range texts {
		id := schedule.TaskID(strings.Split(text, "\n")[0])
		if len(id) > 100 {
			id = "long"
		}
		p.Tasks = append(p.Tasks, schedule.Task{ID: id, Name: text, Notes: text, WBS: text, Duration: schedule.Duration{Length: calendar.Work(i+1) * calendar.Hour}})
		p.Resources = append(p.Resources, schedule.Resource{ID: schedule.ResourceID(id), Name: text, Group: text, Email: text})
	}
	p.Links = []schedule.Link{{From: "007", To: "1e5", Type: schedule.StartToStart, Lag: schedule.Lag{Length: -calendar.Hour}}, {From: "-1", To: "+1"}, {From: "3FS+2d", To: "TRUE", Lag: schedule.Lag{Percent: -50}}}
	sortLinks(p)
	back, notes := thereAndBack(t, xlsx.Codec{}, p)
	if len(notes) > 0 || difference(p, back) != "" {
		t.Errorf("%v\n%s", notes, difference(p, back))
	}
}

// What a cell cannot give back is noted, and nothing else is lost with it.
func TestTextsThatChange(t *testing.T) {
	p := &schedule.Plan{Name: " blanks ", Start: day(2, 8), Tasks: []schedule.Task{
		{ID: "a,b", Name: "tab\there"}, {ID: " c ", Name: "bell\a"}, {ID: "d", Name: ""}, {ID: "e", Name: strings.Repeat("x", 40_000)}, {ID: "f", Name: "right\u202eto left", Notes: "half \xff"},
		{ID: "g", Name: "g", Duration: schedule.Duration{Length: 90}},
	}, Links: []schedule.Link{{From: "a,b", To: "g"}, {From: " c ", To: "g"}, {From: "d", To: "g"}}, Resources: []schedule.Resource{{ID: "r[1]", Name: "r[1]"}, {ID: "s", Name: "S"}},
		Assignments: []schedule.Assignment{{ID: "1", Task: "g", Resource: "r[1]"}, {ID: "2", Task: "g", Resource: "s", Units: 333_333}}}
	back, notes := thereAndBack(t, xlsx.Codec{}, p)
	want := map[string]bool{}
	for _, n := range notes {
		want[n.Subject.Kind+" "+n.Subject.ID+" "+n.Subject.Field] = true
	}
	for _, key := range []string{"plan  name", "task a,b name", "task  c  id", "task  c  name", "task d name", "task e name", "task f name", "task f notes", "link a,b>g ", "link  c >g ", "assignment 1 resource"} {
		if !want[key] {
			t.Errorf("no note of %q in %v", key, want)
		}
	}
	if len(back.Tasks) != 6 || back.Tasks[2].Name != "d" || len(back.Links) != 1 || len(back.Assignments) != 1 || back.Assignments[0].Units != 333_333 || back.Tasks[5].Duration.Length != 90 {
		t.Errorf("%d tasks, %+v %+v", len(back.Tasks), back.Links, back.Assignments)
	}
}

// No task, one task, the first and the last year that a date may have.
func TestEdges(t *testing.T) {
	for _, year := range []int{1, 1899, 1900, 1904, 9998} {
		p := &schedule.Plan{Name: "Edge", Start: calendar.DateOf(year, 1, 4).At(8 * calendar.Hour), Tasks: []schedule.Task{{ID: "1", Name: "one", Deadline: calendar.DateOf(year, 12, 31).At(0)}}}
		if back, notes := thereAndBack(t, xlsx.Codec{}, p); len(notes) > 0 || difference(p, back) != "" {
			t.Errorf("year %d: %v\n%s", year, notes, difference(p, back))
		}
	}
	var b bytes.Buffer
	if _, err := (xlsx.Codec{}).Encode(&b, &schedule.Plan{Start: day(2, 8)}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := (xlsx.Codec{}).Decode(&b); err == nil {
		t.Error("a workbook without tasks is a plan")
	}
}
