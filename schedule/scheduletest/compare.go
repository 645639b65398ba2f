package scheduletest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// CompareOracle computes a plan with [schedule.Compute] and with [Oracle] and
// fails the test where any field of any task differs. It shrinks the plan as
// far as some field still differs, and prints what is left. A plan that Compute
// refuses fails the test as well.
func CompareOracle(t testing.TB, plan *schedule.Plan) {
	t.Helper()
	if report := disagreement(plan, Computed); report != "" {
		t.Error(report)
	}
}

// Computed returns the times of every task by [schedule.Compute], in the form
// that [ShiftLaw] takes. The caller owns the map. The error is that of Compute.
func Computed(plan *schedule.Plan) (map[schedule.TaskID]schedule.Times, error) {
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		return nil, err
	}
	return timesOf(plan, result), nil
}

// solver is a way to compute a plan: the times of every task by id.
type solver func(*schedule.Plan) (map[schedule.TaskID]schedule.Times, error)

// disagreement reports where a solver and the oracle differ on a plan, shrunk,
// and nothing where they agree.
func disagreement(plan *schedule.Plan, solve solver) string {
	got, err := solve(plan)
	if err != nil {
		return fmt.Sprintf("%s is refused: %v\n%s", plan.Name, err, Dump(plan))
	}
	if len(differences(plan, got)) == 0 {
		return ""
	}
	small := Shrink(plan, func(p *schedule.Plan) bool {
		got, err := solve(p)
		return err == nil && len(differences(p, got)) > 0
	})
	got, _ = solve(small)
	return fmt.Sprintf("%s differs from the oracle; what is left of it:\n%s%s", plan.Name, Dump(small),
		strings.Join(differences(small, got), "\n"))
}

// differences lists the fields that are not what the oracle says, by task and
// field in the order of the plan.
func differences(plan *schedule.Plan, got map[schedule.TaskID]schedule.Times) []string {
	var list []string
	want := Oracle(plan)
	for i := range plan.Tasks {
		id := plan.Tasks[i].ID
		times, ok := got[id]
		if !ok {
			list = append(list, fmt.Sprintf("  %s: no times at all", id))
			continue
		}
		wanted := fields(want[id])
		for j, f := range fields(times) {
			if f != wanted[j] {
				list = append(list, fmt.Sprintf("  %s %s: computed %s, oracle %s", id, f.name, f.text, wanted[j].text))
			}
		}
	}
	return list
}

// field is one of the times of a task in words.
type field struct{ name, text string }

func fields(t schedule.Times) []field {
	date := func(name string, d calendar.DateTime) field { return field{name, orNone(moment(d))} }
	return slices.Concat(
		[]field{date("start", t.Start), date("finish", t.Finish), date("early start", t.EarlyStart), date("early finish", t.EarlyFinish)},
		[]field{date("late start", t.LateStart), date("late finish", t.LateFinish)},
		[]field{{"start float", t.StartFloat.String()}, {"finish float", t.FinishFloat.String()}},
		[]field{{"total float", t.TotalFloat.String()}, {"free float", t.FreeFloat.String()}, {"critical", fmt.Sprint(t.Critical)}},
	)
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}
