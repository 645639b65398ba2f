package risk

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// planned is the worked register with tasks: R1 names t1 and t2, R2 none, and
// R5, which has occurred, one that no plan has.
func planned(t testing.TB) Register {
	r := handWorked(t)
	r.Risks[0].Responses[0].Task, r.Risks[0].Responses[0].Tasks = "t1", []string{"t2"}
	r.Risks[1].Responses[0].Task, r.Risks[1].Responses[0].Tasks = "", nil
	r.Risks[4].Responses = []Response{{ID: "A", Strategy: Reduce, Task: "gone"}}
	return r
}

func TestActions(t *testing.T) {
	want := []Action{{"R1", "A", "t1"}, {"R1", "A", "t2"}}
	if diff := cmp.Diff(want, planned(t).Actions()); diff != "" {
		t.Error(diff)
	}
}

func TestCheckActions(t *testing.T) {
	for name, test := range map[string]struct {
		tasks []string
		harm  func(*Register)
		want  string
	}{
		"all planned": {[]string{"t2", "t1", "t9"}, func(r *Register) { r.Risks[1].Responses[0].Task = "t9" }, "[]"},
		"one missing": {[]string{"t1", "t9"}, func(r *Register) { r.Risks[1].Responses[0].Task = "t9" },
			"[block risk.response.task_unknown response R1/A.tasks]"},
		"no task":       {[]string{"t1", "t2"}, func(*Register) {}, "[warn risk.response.no_task response R2/A.tasks]"},
		"done already":  {[]string{"t1", "t2"}, func(r *Register) { r.Risks[1].Responses[0].Done = day("2026-04-01") }, "[]"},
		"only accepted": {[]string{"t1", "t2"}, func(r *Register) { r.Risks[1].Responses[0].Strategy = Accept }, "[]"},
		"no plan": {nil, func(*Register) {},
			"[block risk.response.task_unknown response R1/A.tasks block risk.response.task_unknown response R1/A.tasks warn risk.response.no_task response R2/A.tasks]"},
	} {
		r := planned(t)
		test.harm(&r)
		if got := fmt.Sprint(codesOf(r.CheckActions(test.tasks))); got != test.want {
			t.Errorf("%s: got %s", name, got)
		}
	}
}

// TestExactlyUsedUp: an allotment that is used up to the last unit is not
// overdrawn.
func TestExactlyUsedUp(t *testing.T) {
	r := reserved(t)
	r, err := r.Book("C", entry("5", "draw 2026-03-20 25000 R1"))
	if err != nil {
		t.Fatal(err)
	}
	if found := r.Check(); len(found) != 0 {
		t.Errorf("got %v", codesOf(found))
	}
	if r, err = r.Book("C", entry("6", "draw 2026-03-20 0.01 R1")); err != nil || !contains(r.Check(), CodeAllotmentOverdrawn) {
		t.Errorf("got %v, %v", codesOf(r.Check()), err)
	}
}
