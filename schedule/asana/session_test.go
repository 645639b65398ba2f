package asana_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/asana"
)

var workspace = asana.Options{Workspace: "42"}

// send sends all that is left, and keeps the state after every answer.
func send(s *asana.Session, f *fakeAsana, state *asana.State) error {
	for r, more := s.Next(); more; r, more = s.Next() {
		answer, err := f.do(r.Method, r.Path, r.Body)
		if err != nil {
			return err
		}
		if err := s.Done(answer); err != nil {
			return err
		}
		*state = s.State()
	}
	return nil
}

func requests(t testing.TB, p *schedule.Plan, o asana.Options) []asana.Request {
	t.Helper()
	list, _, err := asana.Requests(p, o)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// A plan that went through the requests comes back as it was.
func TestRequestsRoundTrip(t *testing.T) {
	plan, f := samplePlan(t), newFake()
	var state asana.State
	if err := send(asana.NewSession(requests(t, plan, workspace)), f, &state); err != nil {
		t.Fatal(err)
	}
	back, notes := read(t, asana.Options{}, f.export())
	same(t, "plan", back, plan)
	same(t, "notes", reasons(notes), []string{"file.zone asana.date.zone_assumed 1"})
}

// Whichever request breaks, executed or not, with the state kept, old or lost:
// the project ends the same.
func TestEveryBreakEndsInTheSameProject(t *testing.T) {
	list := requests(t, samplePlan(t), workspace)
	whole := newFake()
	var state asana.State
	if err := send(asana.NewSession(list), whole, &state); err != nil {
		t.Fatal(err)
	}
	want := whole.shown()
	if len(want) < 9 || whole.calls != len(list) {
		t.Fatalf("%d calls for %d requests: %v", whole.calls, len(list), want)
	}
	for at := 1; at <= whole.calls; at++ {
		for _, executed := range []bool{false, true} {
			for _, kept := range []string{"kept", "old", "lost"} {
				t.Run(fmt.Sprint(at, executed, kept), func(t *testing.T) {
					f := newFake()
					f.breakAt, f.executed = at, executed
					breakAndResume(t, list, f, kept)
					same(t, "project", f.shown(), want)
				})
			}
		}
	}
}

// breakAndResume sends until the break, and then the rest.
func breakAndResume(t *testing.T, list []asana.Request, f *fakeAsana, kept string) {
	t.Helper()
	var state, old asana.State
	s := asana.NewSession(list)
	for {
		r, more := s.Next()
		if !more {
			t.Fatal("there was no break")
		}
		answer, err := f.do(r.Method, r.Path, r.Body)
		if errors.Is(err, errBroken) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Done(answer); err != nil {
			t.Fatal(err)
		}
		old, state = state, s.State()
	}
	state = map[string]asana.State{"kept": throughJSON(t, state), "old": old, "lost": {}}[kept]
	if err := send(asana.Resume(list, state), f, &state); err != nil {
		t.Fatal(err)
	}
	if len(state.Made) != len(list) {
		t.Errorf("%d of %d requests are done", len(state.Made), len(list))
	}
}

func throughJSON(t *testing.T, s asana.State) (back asana.State) {
	t.Helper()
	text, err := json.Marshal(s)
	if err == nil {
		err = json.Unmarshal(text, &back)
	}
	if err != nil {
		t.Fatal(err)
	}
	return back
}

// Breaks while resuming do no harm either.
func TestBreaksOfTheResumption(t *testing.T) {
	list := requests(t, samplePlan(t), workspace)
	whole := newFake()
	var state asana.State
	if err := send(asana.NewSession(list), whole, &state); err != nil {
		t.Fatal(err)
	}
	f, state := newFake(), asana.State{}
	for tries := 0; ; tries++ {
		if tries > 200 {
			t.Fatal("it does not end")
		}
		f.breakAt, f.executed = f.calls+9, tries%2 == 0
		if err := send(asana.Resume(list, state), f, &state); err == nil {
			break
		} else if !errors.Is(err, errBroken) {
			t.Fatal(err)
		}
	}
	same(t, "project", f.shown(), whole.shown())
}

// A second export of a changed plan updates the first.
func TestSecondExportUpdates(t *testing.T) {
	plan, f := samplePlan(t), newFake()
	var state asana.State
	if err := send(asana.NewSession(requests(t, plan, workspace)), f, &state); err != nil {
		t.Fatal(err)
	}
	tasks := len(f.tasks)
	changed := plan.Clone()
	changed.Tasks[5].Name, changed.Tasks[5].Finish = "Train all", at(t, "2026-04-07T12:00")
	if err := send(asana.Resume(requests(t, changed, workspace), asana.State{}), f, &state); err != nil {
		t.Fatal(err)
	}
	if len(f.tasks) != tasks || len(f.projects) != 1 || len(f.projects[0].sections) != 3 {
		t.Errorf("%d tasks instead of %d, %d projects, %d sections", len(f.tasks), tasks, len(f.projects), len(f.projects[0].sections))
	}
	back, _ := read(t, asana.Options{}, f.export())
	same(t, "plan", back, changed)
}

// Ten at a time make the same project.
func TestBatches(t *testing.T) {
	list := requests(t, samplePlan(t), workspace)
	one, ten := newFake(), newFake()
	var state asana.State
	if err := send(asana.NewSession(list), one, &state); err != nil {
		t.Fatal(err)
	}
	s := asana.NewSession(list)
	for ready := s.Ready(asana.MaxBatch); len(ready) > 0; ready = s.Ready(asana.MaxBatch) {
		batch, err := asana.Batch(ready)
		if err != nil {
			t.Fatal(err)
		}
		body, err := ten.do(batch.Method, batch.Path, batch.Body)
		if err != nil {
			t.Fatal(err)
		}
		answers, err := asana.Unbatch(body)
		if err != nil || len(answers) != len(ready) {
			t.Fatal(len(answers), err)
		}
		for i, r := range ready {
			if err := s.Answer(r.As, answers[i]); err != nil {
				t.Fatal(err)
			}
		}
	}
	same(t, "project", ten.shown(), one.shown())
	if ten.calls*3 > one.calls*2 {
		t.Errorf("%d calls instead of %d", ten.calls, one.calls)
	}
}

// An existing project is filled; nothing is made beside it.
func TestExistingProject(t *testing.T) {
	f := newFake()
	f.projects = []*fakeProject{{gid: "9", data: map[string]any{"name": "Ours"}, sections: []*fakeSection{{gid: "10", name: "Untitled section"}, {gid: "11", name: "准备"}}}}
	var state asana.State
	if err := send(asana.Resume(requests(t, samplePlan(t), asana.Options{Project: "9"}), state), f, &state); err != nil {
		t.Fatal(err)
	}
	same(t, "section that was there", state.Made["section:P1"], "11")
	same(t, "sections", len(f.projects[0].sections), 3)
	back, _ := read(t, asana.Options{}, f.export())
	want := samplePlan(t)
	want.Name = "Ours"
	same(t, "plan", back, want)
}

// Names and notes that look like references stay what they are.
func TestTextsAreNoReferences(t *testing.T) {
	plan := samplePlan(t)
	plan.Tasks[3].Name, plan.Tasks[3].Notes = "{{task:T1}}", `"{{task:T1}}" {task:T1} {{project}}`
	plan.Tasks[3].ID = `T"3}{/ä`
	plan.Links, plan.Assignments = []schedule.Link{{From: "T1", To: plan.Tasks[3].ID}}, nil
	f := newFake()
	var state asana.State
	if err := send(asana.NewSession(requests(t, plan, workspace)), f, &state); err != nil {
		t.Fatal(err)
	}
	back, _ := read(t, asana.Options{}, f.export())
	same(t, "plan", back, plan)
}

// At most 30 dependencies and dependents are shown at a task; the others come
// back all the same.
func TestThirtyDependencies(t *testing.T) {
	plan := &schedule.Plan{Name: "many", Start: at(t, "2026-03-02T08:00"), Tasks: []schedule.Task{{ID: "hub", Name: "hub"}}}
	for i := range 40 {
		id := schedule.TaskID(fmt.Sprint("t", i))
		plan.Tasks = append(plan.Tasks, schedule.Task{ID: id, Name: string(id)})
		plan.Links = append(plan.Links, schedule.Link{From: id, To: "hub"})
	}
	list, notes, err := asana.Requests(plan, workspace)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "notes", reasons(notes), []string{"link asana.write.many_links 10"})
	f := newFake()
	var state asana.State
	if err := send(asana.NewSession(list), f, &state); err != nil {
		t.Fatal(err)
	}
	back, _ := read(t, asana.Options{}, f.export())
	same(t, "links", back.Links, plan.Links)
}

// Answers that are none leave the request undone.
func TestBadAnswers(t *testing.T) {
	s := asana.NewSession(requests(t, samplePlan(t), workspace))
	if err := s.Done([]byte(`{"data":{"gid":"1"}}`)); !errors.Is(err, asana.ErrAnswer) {
		t.Errorf("an answer to nothing: %v", err)
	}
	first, _ := s.Next()
	for _, answer := range []string{"", "{", "[]", `{"data":{}}`, `{"errors":[{"message":"no"}]}`, `{"data":{"gid":true}}`, `{"data":{"gid":"1"}} 2`} {
		if err := s.Done([]byte(answer)); !errors.Is(err, asana.ErrAnswer) {
			t.Errorf("%s: %v", answer, err)
		}
		if again, _ := s.Next(); !reflect.DeepEqual(again, first) {
			t.Errorf("%s: next is %v", answer, again)
		}
	}
	if _, _, err := asana.Requests(samplePlan(t), asana.Options{}); !errors.Is(err, asana.ErrOptions) {
		t.Error(err)
	}
	if _, _, err := asana.Requests(nil, workspace); !errors.Is(err, asana.ErrNoPlan) {
		t.Error(err)
	}
	if _, err := asana.Batch(nil); !errors.Is(err, asana.ErrOptions) {
		t.Error(err)
	}
	if _, err := asana.Unbatch([]byte("{")); !errors.Is(err, asana.ErrAnswer) {
		t.Error(err)
	}
}
