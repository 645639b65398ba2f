package schedule_test

import (
	"errors"
	"fmt"
	"math/big"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// halfDone has a summary of two days half done, six days begun and a milestone.
func halfDone(t *testing.T) *schedule.Plan {
	t.Helper()
	p := newPlan("s 0;a 2 in s;b 6 in s;m 0 in s;x 1", "")
	task(p, "a").Progress = schedule.Progress{ActualStart: at("2 08:00"), Percent: 50}
	task(p, "b").Progress = schedule.Progress{ActualStart: at("2 08:00"), Percent: 16, Done: day, Remaining: 5 * day}
	rate, err := money.Parse("10", "EUR")
	if err != nil {
		t.Fatal(err)
	}
	fixed, _ := money.Parse("240", "EUR")
	p.Resources = []schedule.Resource{{ID: "r", Rate: rate}}
	p.Assignments = []schedule.Assignment{{ID: "1", Task: "a", Resource: "r", Work: 2 * day}, {ID: "2", Task: "b", Resource: "r", Work: 2 * day}}
	task(p, "m").FixedCost = fixed
	task(p, "b").FixedCost = fixed
	return p
}

func percent(t *testing.T, p *schedule.Plan, id schedule.TaskID, by schedule.Weighting) string {
	t.Helper()
	c, err := schedule.RollUp(p, id, by)
	if err != nil {
		t.Fatal(err)
	}
	if c.Percent.IsUnknown() {
		return c.Percent.Reason()
	}
	return c.Percent.Plain()
}

func TestRollUpByHand(t *testing.T) {
	p := halfDone(t)
	for _, c := range []struct {
		id   schedule.TaskID
		by   schedule.Weighting
		want string
	}{
		{"s", schedule.WeightDuration, "25"}, // (2*50 + 6*100/6) / 8
		{"s", schedule.WeightCount, "100/3"}, // (50 + 100/6) / 2
		{"s", schedule.WeightWork, "100/3"},  // two days each
		{"s", schedule.WeightCost, "550/21"}, // (160*50 + 400*100/6) / 560
		{"a", schedule.WeightDuration, "50"},
		{"b", schedule.WeightCount, "50/3"},
		{"", schedule.WeightDuration, "200/9"}, // (2*50 + 6*100/6 + 1*0) / 9
		{"x", schedule.WeightWork, "no-weight"},
		{"m", schedule.WeightCost, "0"}, // nothing but a milestone
	} {
		if got := percent(t, p, c.id, c.by); got != c.want {
			t.Errorf("%q by %s: %s, want %s", c.id, c.by, got, c.want)
		}
	}
}

func TestRollUpExplains(t *testing.T) {
	c, err := schedule.RollUp(halfDone(t), "s", schedule.WeightDuration)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(c.Leaves), "[{a 50 % 960 min} {b 50/3 % 2880 min} {m 0 % 0 min}]"; got != want || c.Open != 3 || c.By.String() != "duration" {
		t.Errorf("got %s, %d open", got, c.Open)
	}
	c, _ = schedule.RollUp(halfDone(t), "s", schedule.WeightCost)
	if got, want := fmt.Sprint(c.Leaves), "[{a 50 % 160 EUR} {b 50/3 % 400 EUR} {m 0 % 0 EUR}]"; got != want {
		t.Errorf("got %s", got)
	}
}

func TestRollUpIsNever100Early(t *testing.T) {
	p := newPlan("s 0;a 2 in s;m 0 in s", "")
	task(p, "a").Progress = schedule.Progress{ActualStart: at("2 08:00"), Percent: 100}
	if got := percent(t, p, "s", schedule.WeightDuration); got != "99" {
		t.Errorf("the milestone is open: %s", got)
	}
	task(p, "m").Inactive = true
	if got := percent(t, p, "s", schedule.WeightDuration); got != "100" {
		t.Errorf("the milestone is left out: %s", got)
	}
	task(p, "m").Inactive = false
	task(p, "m").Progress = schedule.Progress{ActualStart: at("3 17:00"), ActualFinish: at("3 17:00")}
	if got := percent(t, p, "s", schedule.WeightDuration); got != "100" {
		t.Errorf("the milestone is reached: %s", got)
	}
	task(p, "a").Progress.Done, task(p, "a").Progress.Remaining = 2*day-1, 1 // one second
	if got := percent(t, p, "s", schedule.WeightDuration); got == "100" || got == "99" {
		t.Errorf("a second is left: %s", got)
	}
}

func TestRollUpOfMilestonesAlone(t *testing.T) {
	p := newPlan("s 0;m 0 in s;n 0 in s;o 4 in s", "")
	task(p, "o").Milestone = true
	task(p, "m").Progress = schedule.Progress{ActualStart: at("2 08:00"), ActualFinish: at("2 08:00")}
	for _, by := range []schedule.Weighting{schedule.WeightDuration, schedule.WeightWork, schedule.WeightCost, schedule.WeightCount} {
		if got := percent(t, p, "s", by); got != "100/3" {
			t.Errorf("one of three by %s: %s", by, got)
		}
	}
}

func TestRollUpUnknown(t *testing.T) {
	p := newPlan("s 0;a 1 in s;b 1 in s", "")
	euro, _ := money.Parse("5", "EUR")
	yuan, _ := money.Parse("5", "CNY")
	task(p, "a").FixedCost, task(p, "b").FixedCost = euro, yuan
	if got := percent(t, p, "s", schedule.WeightCost); got != "currencies-differ" {
		t.Error(got)
	}
	task(p, "b").FixedCost = euro.Neg()
	if got := percent(t, p, "s", schedule.WeightCost); got != "negative-weight" {
		t.Error(got)
	}
	if got := percent(t, p, "s", schedule.WeightWork); got != "no-weight" {
		t.Error(got)
	}
	task(p, "s").Inactive = true
	if got := percent(t, p, "s", schedule.WeightCount); got != "no-tasks" {
		t.Error(got)
	}
	if got := percent(t, p, "", schedule.WeightCount); got != "no-tasks" {
		t.Error(got)
	}
	if _, err := schedule.RollUp(p, "nobody", schedule.WeightCount); !errors.Is(err, schedule.ErrNoTask) {
		t.Error(err)
	}
	if _, err := schedule.RollUps(p, 9); err == nil || schedule.Weighting(9).String() != "?" {
		t.Error("a weighting without name")
	}
}

// TestRollUpLaws: by every weighting a summary is at 100 exactly when all below
// it is, it lies between the least and the most done of its leaves unless
// milestones hold it at 99, and the leaves and weights that it names give the
// percentage.
func TestRollUpLaws(t *testing.T) {
	full := 0
	for seed := range uint64(400) {
		p := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 3 + int(seed%17)})
		for i := range p.Tasks {
			if seed%3 == 0 && p.Tasks[i].Progress.ActualStart != 0 { // most is done
				p.Tasks[i].Progress.ActualFinish = p.Tasks[i].Progress.ActualStart
			}
			if id := p.Tasks[i].ID; i%3 > 0 {
				p.Assignments = append(p.Assignments, schedule.Assignment{ID: schedule.AssignmentID(id), Task: id, Work: calendar.Work(i) * hour})
			}
		}
		for by := schedule.WeightDuration; by <= schedule.WeightCount; by++ {
			list, err := schedule.RollUps(p, by)
			if err != nil || len(list) == 0 || list[0].Task != "" {
				t.Fatalf("%s: %v, %v", p.Name, list, err)
			}
			for _, c := range list {
				if fault := rollUpFault(c); fault != "" {
					t.Fatalf("%s by %s: %s: %+v", p.Name, by, fault, c)
				}
				if c.Open == 0 && len(c.Leaves) > 0 {
					full++
				}
			}
		}
	}
	if full < 20 {
		t.Errorf("only %d summaries were complete", full)
	}
}

func rollUpFault(c schedule.Completion) string {
	got, known := c.Percent.Rat()
	if !known {
		if none := c.Percent.Reason() == "no-tasks"; none == (len(c.Leaves) == 0) && (none || c.Percent.Reason() == "no-weight") {
			return ""
		}
		return "unknown"
	}
	least, most, sum, weights := big.NewRat(100, 1), new(big.Rat), new(big.Rat), new(big.Rat)
	for _, leaf := range c.Leaves {
		done, _ := leaf.Percent.Rat()
		weight, _ := leaf.Weight.Rat()
		weights.Add(weights, weight)
		sum.Add(sum, new(big.Rat).Mul(weight, done))
		if done.Cmp(least) < 0 {
			least = done
		}
		if done.Cmp(most) > 0 {
			most = done
		}
	}
	all := least.Cmp(big.NewRat(100, 1)) == 0
	switch {
	case all != (got.Cmp(big.NewRat(100, 1)) == 0), all != (c.Open == 0):
		return "100 too early or too late"
	case got.Cmp(least) < 0 || got.Cmp(most) > 0:
		return "out of bounds"
	case c.Percent.Plain() != "99" && got.Cmp(sum.Quo(sum, weights)) != 0:
		return "not what the leaves say"
	}
	return ""
}

func ExampleRollUp() {
	plan := smallPlan()
	plan.Tasks[0].Progress = schedule.Progress{ActualStart: plan.Start, Percent: 75}
	done, err := schedule.RollUp(plan, "", schedule.WeightDuration)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(done.Percent, "by", done.By)
	for _, leaf := range done.Leaves {
		fmt.Println(leaf.Task, leaf.Percent, "of", leaf.Weight)
	}
	// Output:
	// 50 % by duration
	// offer 75 % of 960 min
	// contract 0 % of 480 min
}
