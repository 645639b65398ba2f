package asana_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/asana"
)

// pages are answers as the interface gives them: the project, its sections, two
// pages of tasks and the subtasks of one.
const pages = `{"data":{"gid":"10","resource_type":"project","name":"CRM","start_on":"2026-03-02","due_on":"2026-05-29"}}
{"data":[{"gid":"22","resource_type":"section","name":"Prepare"},{"gid":"21","resource_type":"section","name":"Untitled section"},{"gid":"23","resource_type":"section","name":"Later"}]}
{"data":[{"gid":"1","resource_type":"task","name":"A","resource_subtype":"default_task","completed":true,"completed_at":"2026-03-03T16:30:00.000Z","start_on":"2026-03-02","due_on":"2026-03-03",
 "assignee":{"gid":"7","name":"Li","resource_type":"user"},"memberships":[{"project":{"gid":"10"},"section":{"gid":"22","name":"Prepare"}},{"project":{"gid":"11","name":"Other"},"section":{"gid":"30","name":"Inbox"}}],
 "dependencies":[],"dependents":[{"gid":"2","resource_type":"task"}],"tags":[{"gid":"5","name":"vip"}],"custom_fields":[{"gid":"6","name":"Effort","display_value":"3"},{"gid":"8","name":"Cost","display_value":null}],"notes":"n"}],
 "next_page":{"offset":"x","path":"/p","uri":"u"}}
{"data":[{"gid":"2","resource_type":"task","name":"B","due_at":"2026-03-05T16:30:00.000Z","start_at":"2026-03-05T01:00:00Z","due_on":"2026-03-05","memberships":[{"project":{"gid":"10"},"section":{"gid":"22","name":"Prepare"}}],"dependencies":[{"gid":"1"},{"gid":"99"}]},
 {"gid":"3","resource_type":"task","resource_subtype":"milestone","name":"M","due_on":"2026-03-06","memberships":[{"project":{"gid":"10"},"section":{"gid":"21","name":"Untitled section"}}]}],"next_page":null}
{"data":[{"gid":"4","resource_type":"task","name":"C","completed":false,"parent":{"gid":"2","resource_type":"task"},"html_notes":"<body>a <b>&lt;b&gt;</b><ul><li>c</li></ul></body>"}]}
`

func TestPages(t *testing.T) {
	shanghai := time.FixedZone("CST", 8*3600)
	plan, notes := read(t, asana.Options{Zone: shanghai}, pages)
	same(t, "outline", outline(plan), []string{"/3 M", "/section:22 Prepare", "section:22/1 A", "section:22/2 B", "2/4 C", "/section:23 Later"})
	same(t, "links", plan.Links, []schedule.Link{{From: "1", To: "2"}, {From: "99", To: "2", External: true}})
	// 16:30 UTC is half past midnight of the next day in Shanghai.
	same(t, "completed", task(t, plan, "1").Progress, schedule.Progress{ActualStart: at(t, "2026-03-02T08:00"), ActualFinish: at(t, "2026-03-04T00:30"), Percent: 100})
	same(t, "due_at", task(t, plan, "2").Finish, at(t, "2026-03-06T00:30"))
	same(t, "start_at", task(t, plan, "2").Start, at(t, "2026-03-05T09:00"))
	same(t, "milestone", task(t, plan, "3"), schedule.Task{ID: "3", Name: "M", Milestone: true, Manual: true, Finish: at(t, "2026-03-06T17:00")})
	same(t, "markup", task(t, plan, "4").Notes, "a <b>\nc")
	same(t, "project", []any{plan.Name, plan.Start, plan.MustFinish}, []any{"CRM", at(t, "2026-03-02T08:00"), at(t, "2026-05-29T17:00")})
	same(t, "resources", plan.Resources, []schedule.Resource{{ID: "7", Name: "Li"}})
	same(t, "notes", reasons(notes), []string{
		"task 1.memberships asana.task.other_home Other/Inbox",
		"task section:23 asana.section.empty Later",
		"task 2.dependencies asana.reference.unknown 99",
		"task.Effort asana.field.not_carried 1",
		"task.actual_start asana.task.began_assumed 1",
		"task.duration asana.task.duration_unknown 1",
		"task.html_notes asana.notes.markup 1",
		"task.tags asana.field.not_carried 1",
	})
	_, notes = read(t, asana.Options{}, pages)
	same(t, "zone", reasons(notes)[1], "file.zone asana.date.zone_assumed 3")
	_, notes = read(t, asana.Options{}, `{"data":[{"gid":"1","resource_type":"task","name":"A"}],"next_page":{"offset":"x"}}`)
	same(t, "more pages", has(notes, asana.CodeMorePages), true)
}

// The shapes in which tasks come.
func TestEnvelopes(t *testing.T) {
	one := `{"gid":"1","resource_type":"task","name":"A","due_on":"2026-03-02"}`
	want, _ := read(t, asana.Options{}, one)
	for _, text := range []string{`{"data":` + one + `}`, `[` + one + `]`, `{"data":[` + one + `]}`, `[{"data":[` + one + `]}]`, " \n" + `{"data":[` + one + `]}` + "\n\n",
		`[{"status_code":200,"headers":{},"body":{"data":` + one + `}}]`, `{"data":[]}` + one, `{"gid":"1","name":"A","due_on":"2026-03-02"}`,
		`{"data":[{"gid":"1","resource_type":"task","name":"A"}]}` + one} {
		got, _ := read(t, asana.Options{}, text)
		same(t, text, got, want)
	}
	nested, _ := read(t, asana.Options{}, `{"data":{"gid":"1","resource_type":"task","name":"A","subtasks":[{"gid":"2","resource_type":"task","name":"B","subtasks":[{"gid":"3","resource_type":"task","name":"C"}]}]}}`)
	same(t, "nested", outline(nested), []string{"/1 A", "1/2 B", "2/3 C"})
}

// Values of the wrong type, ids as numbers, names that stand twice, and text that
// is none: each is told with its place.
func TestJSONFaultsInside(t *testing.T) {
	for _, c := range []struct{ task, note string }{
		{`"gid":12345678901234567890`, "task.gid asana.id.number 1"},
		{`"gid":1.2e15`, "place /0/data asana.id.damaged 1.2e15"},
		{`"gid":true`, "place /0/data.gid asana.value.wrong_type true"},
		{`"gid":"1","name":7`, "task 1.name asana.value.wrong_type 7"},
		{`"gid":"1","completed":"true"`, "task 1.completed asana.value.wrong_type true"},
		{`"gid":"1","due_on":"03/04/2026"`, "task 1.due_on asana.date.unreadable 03/04/2026"},
		{`"gid":"1","due_on":20260304`, "task 1.due_on asana.value.wrong_type 20260304"},
		{`"gid":"1","due_at":"2026-03-04"`, "task 1.due_at asana.date.unreadable 2026-03-04"},
		{`"gid":"1","dependencies":{}`, "task 1.dependencies asana.value.wrong_type "},
		{`"gid":"1","dependencies":[7]`, "task 1.dependencies asana.value.wrong_type 7"},
		{`"gid":"1","resource_subtype":"epic"`, "task 1.resource_subtype asana.value.unknown_kind epic"},
		{`"gid":"1","name":"a","name":"b"`, "place /0/data/name asana.file.twice "},
		{"\"gid\":\"1\",\"name\":\"\xff\"", "place /0/data/name asana.text.not_utf8 "},
		{`"gid":"1","parent":{"gid":"9"}`, "task 1.parent asana.reference.unknown 9"},
		{`"gid":"1","parent":{"gid":"1"}`, "task 1.parent asana.reference.self 1"},
		{`"gid":"1","dependencies":[{"gid":"1"}]`, "task 1.dependencies asana.reference.self 1"},
		{`"gid":"1","start_on":"2026-03-09","due_on":"2026-03-02"`, "task 1.start asana.date.reversed 2026-03-09"},
	} {
		plan, notes := read(t, asana.Options{}, `{"data":{"resource_type":"task",`+c.task+`}}`)
		if len(plan.Tasks) != 1 || !strings.Contains("\n"+strings.Join(reasons(notes), "\n")+"\n", "\n"+c.note+"\n") {
			t.Errorf("%s: %d tasks, %q", c.task, len(plan.Tasks), reasons(notes))
		}
	}
	_, notes := read(t, asana.Options{}, `{"data":[{"gid":"1","resource_type":"task","completed":true},{"gid":"1","resource_type":"task","completed":false},"x",{"a":1}]}`)
	same(t, "list", reasons(notes)[:3], []string{"task 1 asana.id.duplicate 1", "place /0/data/2 asana.value.wrong_type x", "place /0/data/3 asana.value.unknown_kind a"})
}

// What is no JSON, or too much of it, is an error.
func TestJSONFaults(t *testing.T) {
	for _, text := range []string{`{`, `{"data":[}`, `{"data":[1,]}`, `{"a" 1}`, `{1:2}`, `{"data":01}`, `{"data":1.}`, `{"data":1e}`, `{"data":-}`, `{"data":tru}`, `{"data":"\x"}`, `{"data":"\u12g4"}`,
		"{\"data\":\"a\nb\"}", `{"data":"a`, `{"data":[]} x`, `{"data":"\`, `{"data":"\u12`, `{}`, `{"TaskResponse":{"gid":{"type":"string"}}}`} {
		if _, _, err := asana.Decode(strings.NewReader(text)); !errors.Is(err, asana.ErrSyntax) {
			t.Errorf("%s: %v", text, err)
		}
	}
	deep := `{"data":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + `}`
	for _, c := range []struct {
		text   string
		limits asana.Limits
	}{
		{deep, asana.Limits{}}, {pages, asana.Limits{Values: 20}}, {pages, asana.Limits{Tasks: 2}}, {pages, asana.Limits{Links: 1}}, {pages, asana.Limits{Bytes: 20}},
	} {
		if _, _, err := (asana.Options{Limits: c.limits}).Decode(strings.NewReader(c.text)); !errors.Is(err, asana.ErrLimit) {
			t.Errorf("%.30s %+v: %v", c.text, c.limits, err)
		}
	}
}

// Escapes and characters outside the first plane are read as they are meant.
func TestEscapes(t *testing.T) {
	plan, _ := read(t, asana.Options{}, `{"data":{"gid":"1","resource_type":"task","name":"\u4e2d\t\"\\\/\ud83d\ude80\ud83d!","notes":"🚀"}}`)
	same(t, "name", plan.Tasks[0].Name, "中\t\"\\/🚀\uFFFD!")
	same(t, "notes", plan.Tasks[0].Notes, "🚀")
}

// A chain of parents as long as a file allows is no problem.
func TestLongChain(t *testing.T) {
	var b strings.Builder
	b.WriteString("[")
	const n = 50_000
	for i := range n {
		fmt.Fprintf(&b, `{"gid":"%d","resource_type":"task","name":"t","parent":{"gid":"%d"}},`, i, i+1)
	}
	fmt.Fprintf(&b, `{"gid":"%d","resource_type":"task","name":"top","parent":{"gid":"0"}}]`, n)
	plan, notes := read(t, asana.Options{}, b.String())
	if len(plan.Tasks) != n+1 || !has(notes, asana.CodeSelf) {
		t.Errorf("%d tasks", len(plan.Tasks))
	}
}
