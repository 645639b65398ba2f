package schedule_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

func TestWindowsByHand(t *testing.T) {
	p := offering()
	base := baseline(t, "0", p)
	task(p, "a").Duration.Length = 4 * day
	task(p, "a").Progress = schedule.Progress{ActualStart: at("2 08:00"), Percent: 50}
	phases := []schedule.Phase{{ID: "offer", Tasks: []schedule.TaskID{"p1"}, Gate: "m1"}, {ID: "deal", Tasks: []schedule.TaskID{"b", "m2"}, Gate: "m2"}}
	rows, found := schedule.Windows(p, compute(t, p), base, phases)
	want := []schedule.PhaseWindow{
		{Phase: "offer", Planned: schedule.Window{Start: at("2 08:00"), Finish: at("4 17:00")}, Forecast: schedule.Window{Start: at("2 08:00"), Finish: at("5 17:00")},
			Actual: schedule.Window{Start: at("2 08:00")}, FinishVariance: day, GatePlanned: at("4 17:00"), GateForecast: at("5 17:00")},
		{Phase: "deal", Planned: schedule.Window{Start: at("5 08:00"), Finish: at("10 17:00")}, Forecast: schedule.Window{Start: at("6 08:00"), Finish: at("11 17:00")},
			StartVariance: day, FinishVariance: day, GatePlanned: at("10 17:00"), GateForecast: at("11 17:00")},
	}
	if fmt.Sprint(rows) != fmt.Sprint(want) || len(found) > 0 {
		t.Errorf("got  %v\nwant %v\n%v", rows, want, found)
	}
	// A gate-bound task that moves takes the forecast of its phase along.
	task(p, "a").Duration.Length = 6 * day
	if moved, _ := schedule.Windows(p, compute(t, p), base, phases); moved[0].GateForecast != at("9 17:00") || moved[0].FinishVariance != 3*day {
		t.Errorf("%+v", moved[0])
	}
	for _, id := range []schedule.TaskID{"a", "m1"} {
		task(p, id).Progress = schedule.Progress{ActualStart: at("2 08:00"), ActualFinish: at("6 17:00"), Percent: 100}
	}
	if done, _ := schedule.Windows(p, compute(t, p), base, phases); done[0].Actual != (schedule.Window{Start: at("2 08:00"), Finish: at("6 17:00")}) || done[0].GateActual != at("6 17:00") {
		t.Errorf("%+v", done[0])
	}
}

func TestWindowsOfWhatABaselineDoesNotKnow(t *testing.T) {
	p := newPlan("a 3;b 1", "a>b")
	base := baseline(t, "0", p)
	p = newPlan("s 0;a 3 in s;b 1 in s;c 1", "a>b;b>c")
	phases := []schedule.Phase{{ID: "x", Tasks: []schedule.TaskID{"s"}, Gate: "c"}, {ID: "y", Tasks: []schedule.TaskID{"c"}, Gate: "c"}}
	rows, found := schedule.Windows(p, compute(t, p), base, phases)
	if rows[0].Planned != (schedule.Window{Start: at("2 08:00"), Finish: at("5 17:00")}) {
		t.Errorf("a new summary of tasks that were planned: %+v", rows[0])
	}
	if rows[1].Planned != (schedule.Window{}) || rows[1].FinishVariance != 0 || rows[1].GatePlanned != 0 || len(found) > 0 {
		t.Errorf("what was not planned: %+v, %v", rows[1], found)
	}
}

func TestWindowsFindWhatIsMissing(t *testing.T) {
	p := offering()
	task(p, "p1").Inactive = true
	phases := []schedule.Phase{
		{ID: "empty", Gate: "m2"}, {ID: "off", Tasks: []schedule.TaskID{"p1"}, Gate: "m1"}, {ID: "open", Tasks: []schedule.TaskID{"p2"}},
		{ID: "open", Tasks: []schedule.TaskID{"p2", "who"}, Gate: "where"},
	}
	_, found := schedule.Windows(p, compute(t, p), schedule.Baseline{}, phases)
	want := `block phase.twice: phase open.id, remedy remedy.give_unique_id
block phase.unknown_task: phase open.gate, got where, remedy remedy.name_existing
block phase.unknown_task: phase open.tasks, got who, remedy remedy.name_existing
warn phase.no_tasks: phase empty.tasks, remedy remedy.tie_tasks
warn phase.no_gate: phase off.gate, remedy remedy.tie_gate
warn phase.no_tasks: phase off.tasks, remedy remedy.tie_tasks
warn phase.no_gate: phase open.gate, remedy remedy.tie_gate`
	if got := listed(found); len(found) != 7 || !sameLines(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// sameLines compares texts whatever the order of their lines.
func sameLines(a, b string) bool {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// TestPhaseOfEverything on random plans: one phase of all top tasks spans what
// the result spans, and has not moved from a baseline of the same result.
func TestPhaseOfEverything(t *testing.T) {
	for seed := range uint64(200) {
		p := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 3 + int(seed%17)})
		r := compute(t, p)
		all := schedule.Phase{ID: "all"}
		span := schedule.Window{}
		for i := range p.Tasks {
			if p.Tasks[i].Parent == "" {
				all.Tasks = append(all.Tasks, p.Tasks[i].ID)
			}
			x, _ := r.Times(p.Tasks[i].ID)
			if x.Start != 0 && (span.Start == 0 || x.Start < span.Start) {
				span.Start = x.Start
			}
			span.Finish = max(span.Finish, x.Finish)
		}
		rows, _ := schedule.Windows(p, r, baseline(t, "0", p), []schedule.Phase{all})
		if rows[0].Forecast != span || rows[0].Planned != span || rows[0].StartVariance != 0 || rows[0].FinishVariance != 0 {
			t.Fatalf("%s: %+v, want %v\n%s", p.Name, rows[0], span, scheduletest.Dump(p))
		}
	}
}

func ExampleWindows() {
	plan := smallPlan()
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	rows, found := schedule.Windows(plan, result, schedule.Baseline{}, []schedule.Phase{{ID: "closing the deal", Tasks: []schedule.TaskID{"offer", "contract"}}})
	fmt.Println(rows[0].Phase, rows[0].Forecast.Start, rows[0].Forecast.Finish)
	fmt.Println(found[0].Code)
	// Output:
	// closing the deal 2026-03-02T08:00:00 2026-03-04T17:00:00
	// schedule.phase.no_gate
}
