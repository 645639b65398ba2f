package asana_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/asana"
)

// small are limits that keep a fuzzer quick.
var small = asana.Options{Limits: asana.Limits{Bytes: 1 << 18, Rows: 2000, Values: 50_000, Tasks: 2000, Links: 5000, Notes: 50}}

// FuzzCSV reads anything as CSV.
func FuzzCSV(f *testing.F) {
	f.Add(fullExport)
	f.Add(export(`1,"A, B",,,C`, "2,A,C,,", `3,C,,"A, B",`))
	text, _ := write(f, asana.Options{}, samplePlan(f))
	f.Add(text)
	f.Add("Name;Due Date\r\n'=1;3/4/2026\r")
	f.Fuzz(func(t *testing.T, source string) {
		if head := strings.TrimLeft(source, "\xef\xbb\xbf \t\r\n"); !strings.HasPrefix(head, "{") && !strings.HasPrefix(head, "[") {
			checkDecode(t, source)
		}
	})
}

// FuzzJSON reads anything as answers.
func FuzzJSON(f *testing.F) {
	f.Add(pages)
	f.Add(`{"data":[{"gid":1e3,"name":"\ud83d","parent":{"gid":"1"},"resource_type":"task","due_on":"2026-02-30","due_on":7,"memberships":[{}],"assignee":"me"}]}`)
	fake := newFake()
	var state asana.State
	if err := send(asana.NewSession(requests(f, samplePlan(f), workspace)), fake, &state); err != nil {
		f.Fatal(err)
	}
	f.Add(fake.export())
	f.Fuzz(func(t *testing.T, source string) { checkDecode(t, source) })
}

// mayBlock are the findings that an honest file can have: Asana knows no cycles
// it could refuse in time, and a file need not say when it starts.
var mayBlock = map[finding.Code]bool{schedule.CodeCycle: true, schedule.CodeNoStart: true}

// checkDecode reads a file: an error of this package, or a plan that holds
// together, and that is the same when it is read again.
func checkDecode(t *testing.T, source string) {
	t.Helper()
	plan, notes, err := small.Decode(strings.NewReader(source))
	if err != nil {
		if plan != nil || !errors.Is(err, asana.ErrSyntax) && !errors.Is(err, asana.ErrLimit) {
			t.Fatalf("%q: %v", source, err)
		}
		return
	}
	if len(notes) > 51 {
		t.Fatalf("%d notes", len(notes))
	}
	again, _, err := small.Decode(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "second reading", again, plan)
	if strings.Contains(source, "[milepost]") {
		return // a card may say anything that a plan can
	}
	for _, f := range schedule.Check(plan) {
		if f.Severity == finding.Block && !mayBlock[f.Code] {
			t.Fatalf("%q: %v", source, f)
		}
	}
	checkComesBack(t, source, plan)
}

// checkComesBack writes a plan and reads it again: ids, names, parents, dates
// and links are the same.
func checkComesBack(t *testing.T, source string, plan *schedule.Plan) {
	t.Helper()
	var b bytes.Buffer
	if _, err := small.Encode(&b, plan); err != nil {
		t.Fatal(err)
	}
	back, _, err := asana.Decode(&b)
	if err != nil {
		t.Fatalf("%q: %v", source, err)
	}
	was, is := byID(plan), byID(back)
	if len(was) != len(is) {
		t.Fatalf("%q: %d tasks became %d", source, len(was), len(is))
	}
	for id, a := range was {
		if b := is[id]; a.Parent != b.Parent || a.Name != b.Name || a.Start != b.Start || a.Finish != b.Finish || a.Milestone != b.Milestone || a.Progress != b.Progress {
			t.Fatalf("%q: %+v became %+v", source, a, b)
		}
	}
	same(t, "links", linkSet(back), linkSet(plan))
}

func byID(p *schedule.Plan) map[schedule.TaskID]schedule.Task {
	tasks := map[schedule.TaskID]schedule.Task{}
	for _, t := range p.Tasks {
		tasks[t.ID] = t
	}
	return tasks
}

// linkSet counts the links into tasks of the plan.
func linkSet(p *schedule.Plan) map[schedule.Link]int {
	set, tasks := map[schedule.Link]int{}, byID(p)
	for _, l := range p.Links {
		if _, known := tasks[l.To]; known {
			set[l]++
		}
	}
	return set
}
