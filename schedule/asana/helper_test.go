package asana_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/asana"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// at reads a moment, written by hand in the tests.
func at(t testing.TB, text string) calendar.DateTime {
	t.Helper()
	moment, err := calendar.ParseDateTime(text)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

// read decodes a text that has to be readable.
func read(t testing.TB, o asana.Options, text string) (*schedule.Plan, []schedule.LossNote) {
	t.Helper()
	plan, notes, err := o.Decode(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return plan, notes
}

// write encodes a plan as CSV.
func write(t testing.TB, o asana.Options, p *schedule.Plan) (string, []schedule.LossNote) {
	t.Helper()
	var b bytes.Buffer
	notes, err := o.Encode(&b, p)
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), notes
}

// same compares two values.
func same(t testing.TB, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b finding.Value) bool { return a == b }), cmp.Comparer(func(a, b calendar.Date) bool { return a == b })); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// reasons returns the reasons of notes that are about a thing, by place and
// field.
func reasons(notes []schedule.LossNote) (list []string) {
	for _, n := range notes {
		list = append(list, n.Subject.String()+" "+string(n.Reason)+" "+n.Value)
	}
	return list
}

// has reports whether there is a note with the reason.
func has(notes []schedule.LossNote, reason finding.Code) bool {
	for _, n := range notes {
		if n.Reason == reason {
			return true
		}
	}
	return false
}

// links returns the links as "from>to", in order.
func links(p *schedule.Plan) (list []string) {
	for _, l := range p.Links {
		list = append(list, string(l.From)+">"+string(l.To))
	}
	return list
}

// outline returns the tasks as "parent/id name".
func outline(p *schedule.Plan) (list []string) {
	for _, t := range p.Tasks {
		list = append(list, string(t.Parent)+"/"+string(t.ID)+" "+t.Name)
	}
	return list
}

// task returns the task of an id.
func task(t testing.TB, p *schedule.Plan, id schedule.TaskID) schedule.Task {
	t.Helper()
	for _, task := range p.Tasks {
		if task.ID == id {
			return task
		}
	}
	t.Fatalf("no task %s among %v", id, outline(p))
	return schedule.Task{}
}

// samplePlan is a small plan with a bit of everything that has to come back.
func samplePlan(t testing.TB) *schedule.Plan {
	day := func(n int) schedule.Duration {
		return schedule.Duration{Length: calendar.Work(n) * 8 * calendar.Hour, Unit: schedule.Days}
	}
	return &schedule.Plan{
		Name: "华东区 CRM 上线", Start: at(t, "2026-03-02T08:00"), MustFinish: at(t, "2026-05-29T17:00"),
		Tasks: []schedule.Task{
			{ID: "P1", Name: "准备", WBS: "1"},
			{ID: "T1", Parent: "P1", Name: "访谈, 调研", Notes: "两天\n三家", Duration: day(3), WBS: "1.1",
				Progress: schedule.Progress{ActualStart: at(t, "2026-03-02T08:00"), ActualFinish: at(t, "2026-03-04T17:00"), Percent: 100}},
			{ID: "T2", Parent: "P1", Name: "=SUM(A1)", Duration: day(2), Constraint: schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: at(t, "2026-03-09T08:00")}},
			{ID: "T3", Parent: "T2", Name: "Load data", Duration: day(5)},
			{ID: "P2", Name: "Roll-out"},
			{ID: "T4", Parent: "P2", Name: "Train", Manual: true, Start: at(t, "2026-04-01T09:30"), Finish: at(t, "2026-04-03T12:00"), Duration: day(2)},
			{ID: "M1", Parent: "P2", Name: "上线", Milestone: true},
		},
		Links: []schedule.Link{
			{From: "T1", To: "T3"},
			{From: "T3", To: "T4", Type: schedule.StartToStart, Lag: schedule.Lag{Length: 8 * calendar.Hour, Unit: schedule.Days}},
			{From: "T1", To: "M1", Lag: schedule.Lag{Length: 16 * calendar.Hour}},
			{From: "T4", To: "M1"},
		},
		Resources: []schedule.Resource{{ID: "li", Name: "李雷", Email: "li@example.com"}, {ID: "han", Name: "韩梅梅"}},
		Assignments: []schedule.Assignment{
			{ID: "a1", Task: "T1", Resource: "li", Units: schedule.FullUnit / 2, Work: 12 * calendar.Hour},
			{ID: "a2", Task: "T3", Resource: "han"},
			{ID: "a3", Task: "T4", Resource: "li"},
		},
	}
}
