package sra_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// answered is the register of hazards with responses of every kind.
func answered(t *testing.T) risk.Register {
	t.Helper()
	r := hazards(t)
	cost, err := money.Parse("90.00", "CNY")
	if err != nil {
		t.Fatal(err)
	}
	due := calendar.DateOf(2026, 3, 6)
	r.Risks[0].Responses = []risk.Response{
		{ID: "dam", Strategy: risk.Reduce, Text: "build a dam", Cost: cost, Due: due, Task: "T1", Tasks: []string{"dig", "T2"}},
		{ID: "done", Strategy: risk.Reduce, Done: due, Task: "T9"},
		{ID: "wait", Strategy: risk.Accept},
	}
	r.Risks[1].Responses = []risk.Response{{ID: "guard", Strategy: risk.Avoid}}
	r.Risks[3].Responses = []risk.Response{{ID: "late", Strategy: risk.Avoid, Task: "T8"}} // of a closed risk
	return r
}

// TestResponsesAppearInTheSchedule: every response still to be done has a task
// with dates, its deadline and its cost, and the register says which.
func TestResponsesAppearInTheSchedule(t *testing.T) {
	register, plan := answered(t), site()
	before := fmt.Sprintf("%+v", plan)
	p, r, added := sra.Planned(plan, register, 2*day)
	if want := []schedule.TaskID{"T1", "T2", "theft/guard"}; !slices.Equal(added, want) {
		t.Fatalf("added %v, want %v", added, want)
	}
	result, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range added {
		// Two working days from Monday on.
		if x, ok := result.Times(id); !ok || x.Finish != calendar.DateOf(2026, 3, 3).At(17*calendar.Hour) {
			t.Errorf("%s finishes at %v", id, x.Finish)
		}
	}
	first, second := p.Tasks[4], p.Tasks[5]
	if first.Name != "build a dam" || first.FixedCost.Text() != "90.00" || second.FixedCost.Sign() != 0 || first.Deadline != calendar.DateOf(2026, 3, 7).At(0) {
		t.Errorf("%+v, %+v", first, second)
	}
	if got := r.Risks[1].Responses[0].Task; got != "theft/guard" {
		t.Errorf("the response names %q", got)
	}
	ids := []string{"T8", "T9"}
	for _, x := range p.Tasks {
		ids = append(ids, string(x.ID))
	}
	if found := r.CheckActions(ids); len(found) > 0 {
		t.Errorf("%v", found)
	}
	if fmt.Sprintf("%+v", plan) != before || register.Risks[1].Responses[0].Task != "" {
		t.Error("plan or register was changed")
	}
	again, _, more := sra.Planned(p, r, day)
	if len(more) != 0 || len(again.Tasks) != len(p.Tasks) {
		t.Errorf("a second time adds %v", more)
	}
	if p, _, added := sra.Planned(nil, register, day); p != nil || added != nil {
		t.Error("tasks without a plan")
	}
}

// Responses take time: the plan with and without them.
func ExamplePlanned() {
	plan, register := house()
	register.Risks[0].Responses = []risk.Response{{ID: "A", Strategy: risk.Reduce, Text: "heat the site", Due: calendar.DateOf(2026, 3, 6)}}
	planned, linked, added := sra.Planned(plan, register, 16*calendar.Hour)
	planned.Links = append(planned.Links, schedule.Link{From: added[0], To: "walls"})
	result, err := schedule.Compute(planned, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(linked.Risks[0].Responses[0].Task, result.Finish().Date())
	// Output: frost/A 2026-03-24
}
