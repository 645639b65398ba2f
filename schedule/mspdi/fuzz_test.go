package mspdi_test

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

// FuzzDecode reads anything. Whatever it is, there is an error of this package
// or a plan whose parts fit together.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(smallFile))
	f.Add([]byte(faulty))
	f.Add([]byte(file(tasks("<Manual>1</Manual><Start>2026-03-02T08:00:00</Start><ConstraintType>7</ConstraintType>"), resources(resource(1, "<Rates><Rate/><Rate/></Rates>")))))
	for _, name := range []string{"alap.xml", "wsm.xml"} {
		f.Add(readFile(f, filepath.Join("..", "testdata", "truth", "schedule", name)))
	}
	f.Fuzz(func(t *testing.T, source []byte) { checkDecode(t, source) })
}

// checkDecode reads a file twice, strictly and tolerantly, and checks what
// comes out.
func checkDecode(t *testing.T, source []byte) {
	t.Helper()
	limits := mspdi.Limits{Bytes: 1 << 20, Elements: 50_000, Notes: 200}
	plan, notes, err := mspdi.Options{Limits: limits}.Decode(bytes.NewReader(source))
	if err != nil {
		if !errors.Is(err, mspdi.ErrSyntax) && !errors.Is(err, mspdi.ErrLimit) && !errors.Is(err, mspdi.ErrData) || plan != nil {
			t.Fatalf("%q: %v", source, err)
		}
	} else {
		checkPlan(t, source, plan)
	}
	tolerated, more, err2 := mspdi.Options{Limits: limits, Tolerant: true}.Decode(bytes.NewReader(source))
	switch {
	case err2 == nil:
		checkPlan(t, source, tolerated)
	case err == nil:
		t.Fatalf("%q: tolerant reading says %v", source, err2)
	}
	if err == nil && err2 == nil {
		if diff := planDiff(plan, tolerated); diff != "" || noted(notes) != noted(more) {
			t.Fatalf("%q: tolerant reading differs: %s", source, diff)
		}
	}
}

// checkPlan wants unique ids and references that resolve.
func checkPlan(t *testing.T, source []byte, plan *schedule.Plan) {
	t.Helper()
	seen := map[string]bool{"calendar ": true, "parent ": true, "resource ": true}
	add := func(kind, id string) {
		if key := kind + " " + id; id == "" || seen[key] {
			t.Fatalf("%q: %s %q is empty or twice", source, kind, id)
		} else {
			seen[key] = true
		}
	}
	want := func(kind string, id any, what string) {
		if !seen[fmt.Sprint(kind, " ", id)] {
			t.Fatalf("%q: %s names %s %q, which is not there", source, what, kind, id)
		}
	}
	for _, c := range plan.Calendars {
		add("calendar", string(c.ID))
	}
	for _, c := range plan.Calendars {
		want("calendar", c.Base, "calendar "+string(c.ID))
	}
	want("calendar", plan.Calendar, "the project")
	for _, task := range plan.Tasks {
		want("parent", task.Parent, "task "+string(task.ID))
		add("task", string(task.ID))
		seen["parent "+string(task.ID)] = true
		want("calendar", task.Calendar, "task "+string(task.ID))
		if p := task.Progress; p.Percent < 0 || p.Percent > 100 || task.Priority < 0 || task.Priority > 1000 {
			t.Fatalf("%q: task %q out of range", source, task.ID)
		}
	}
	for _, l := range plan.Links {
		want("task", l.To, "a link")
		if !l.External {
			want("task", l.From, "a link")
		}
	}
	for _, r := range plan.Resources {
		add("resource", string(r.ID))
		want("calendar", r.Calendar, "resource "+string(r.ID))
	}
	for _, a := range plan.Assignments {
		add("assignment", string(a.ID))
		want("task", a.Task, "assignment "+string(a.ID))
		want("resource", a.Resource, "assignment "+string(a.ID))
	}
}
