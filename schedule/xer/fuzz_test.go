package xer_test

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/xer"
)

// FuzzDecode reads anything. Whatever it is, there is an error of this package
// or a plan whose parts fit together and which can be written and read again.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(file(activities("task_name target_drtn_hr_cnt cstr_type cstr_date act_start_date", "1,Dig,8,CS_MSO,2026-03-02 08:00,", "2,Gr\xf6\xdfe,4.5,,,2026-03-02 08:00"))))
	f.Add([]byte(faulty()))
	f.Add([]byte("\xff\xfe" + wide(file(activities("task_name", "1,x")))))
	for _, name := range []string{"p6-cases.xer", "p6-mdl4d.xer", "p6-mdl4ra.xer"} {
		f.Add(readFile(f, filepath.Join("..", "testdata", "truth", "schedule", name)))
	}
	for seed := range uint64(4) {
		source, _ := encode(f, newGenerator(seed, seed%2 == 0).plan(), xer.Options{})
		f.Add(source)
	}
	f.Fuzz(func(t *testing.T, source []byte) { checkDecode(t, source) })
}

// checkDecode reads a file twice, strictly and tolerantly, and checks what
// comes out.
func checkDecode(t *testing.T, source []byte) {
	t.Helper()
	limits := xer.Limits{Bytes: 1 << 20, Rows: 20_000, Notes: 200}
	doc, err := xer.Parse(bytes.NewReader(source), xer.Options{Limits: limits})
	if err != nil {
		if !errors.Is(err, xer.ErrSyntax) && !errors.Is(err, xer.ErrLimit) {
			t.Fatalf("%q: %v", source, err)
		}
		return
	}
	var written bytes.Buffer
	if _, err := doc.WriteTo(&written); err != nil || !bytes.Equal(written.Bytes(), source) {
		t.Fatalf("%q: written otherwise: %v", source, err)
	}
	plan, notes, err := doc.Plan(xer.Options{Limits: limits})
	if err != nil && !errors.Is(err, xer.ErrLimit) && !errors.Is(err, xer.ErrData) || (plan == nil) == (err == nil) {
		t.Fatalf("%q: %v", source, err)
	}
	tolerated, more, err2 := doc.Plan(xer.Options{Limits: limits, Tolerant: true})
	if err == nil && (err2 != nil || noted(notes) != noted(more) || len(lawDiff(plan, tolerated, nil)) > 0) {
		t.Fatalf("%q: tolerant reading differs: %v", source, err2)
	}
	if err2 == nil {
		checkPlan(t, source, tolerated)
		checkComesBack(t, source, tolerated)
	}
}

// checkComesBack writes a plan and reads it again.
func checkComesBack(t *testing.T, source []byte, plan *schedule.Plan) {
	t.Helper()
	file, notes := encode(t, plan, xer.Options{})
	back, _, err := xer.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatalf("%q: what was written cannot be read: %v", source, err)
	}
	if diff := lawDiff(plan, back, notes); len(diff) > 0 {
		t.Fatalf("%q: %s\n%s", source, diff, noted(notes))
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
		if p := task.Progress; p.Percent < 0 || p.Percent > 100 || task.Duration.Length < 0 || p.Done < 0 || p.Remaining < 0 {
			t.Fatalf("%q: task %q out of range", source, task.ID)
		}
	}
	for _, l := range plan.Links {
		if !l.External || !seen["task "+string(l.From)] {
			want("task", l.To, "a link")
		}
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
