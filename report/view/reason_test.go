package view_test

import (
	"testing"

	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

const workday = 8 * calendar.Hour

// pair is a plan that starts on Monday, 2 March 2026, 08:00, with a task a of
// five days, Monday to Friday, and a task b of two days that a link joins to a.
func pair(link schedule.Link) *schedule.Plan {
	link.From, link.To = "a", "b"
	return &schedule.Plan{
		Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour),
		Tasks: []schedule.Task{
			{ID: "a", Name: "Develop", Duration: schedule.Duration{Length: 5 * workday}},
			{ID: "b", Name: "Test", Duration: schedule.Duration{Length: 2 * workday}},
		},
		Links: []schedule.Link{link},
	}
}

// why returns the sentence for the start of a task, with lags as entered.
func why(t *testing.T, lang phrase.Lang, plan *schedule.Plan, id schedule.TaskID) string {
	t.Helper()
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	list := view.Why(phrase.In(lang), result.Why(id), plan.Links...)
	if len(list) == 0 {
		t.Fatalf("nothing explains %s", id)
	}
	return list[0]
}

// The dates are worked by hand on the standard calendar: 08:00 to 12:00 and
// 13:00 to 17:00 from Monday to Friday.
func TestReasonSaysWhatTheLinkAsks(t *testing.T) {
	days := func(n calendar.Work) schedule.Lag { return schedule.Lag{Length: n * workday, Unit: schedule.Days} }
	for _, c := range []struct {
		link   schedule.Link
		en, zh string
	}{
		{
			schedule.Link{},
			"Task b starts on 2026-03-09 08:00, because task a lets it from 2026-03-06 17:00 on.",
			"任务 b 于 2026-03-09 08:00 开始，因为任务 a 使其自 2026-03-06 17:00 起可以开始。",
		}, { // 65 % of 40 h are 26 h: three days before Friday evening, and two hours more
			schedule.Link{Lag: schedule.Lag{Percent: -65, Unit: schedule.PercentUnit}},
			"Task b starts on 2026-03-03 15:00, because its link lets it from 2026-03-03 15:00 on: task a, lag -65%.",
			"任务 b 于 2026-03-03 15:00 开始，因为其依赖关系使其自 2026-03-03 15:00 起可以开始：任务 a、滞后量 -65%。",
		}, { // a day and a half after Friday evening
			schedule.Link{Lag: schedule.Lag{Length: 12 * calendar.Hour, Unit: schedule.Days}},
			"Task b starts on 2026-03-10 13:00, because its link lets it from 2026-03-10 12:00 on: task a, lag 1.5 d.",
			"任务 b 于 2026-03-10 13:00 开始，因为其依赖关系使其自 2026-03-10 12:00 起可以开始：任务 a、滞后量 1.5 天。",
		}, {
			schedule.Link{Lag: schedule.Lag{Length: 3 * calendar.Hour, Unit: schedule.Hours}},
			"Task b starts on 2026-03-09 11:00, because its link lets it from 2026-03-09 11:00 on: task a, lag 3 h.",
			"任务 b 于 2026-03-09 11:00 开始，因为其依赖关系使其自 2026-03-09 11:00 起可以开始：任务 a、滞后量 3 小时。",
		}, { // Friday evening and four days by the clock: Tuesday evening
			schedule.Link{Lag: schedule.Lag{Length: 96 * calendar.Hour, Elapsed: true, Unit: schedule.Days}},
			"Task b starts on 2026-03-11 08:00, because its link lets it from 2026-03-10 17:00 on: task a, elapsed lag 4 d.",
			"任务 b 于 2026-03-11 08:00 开始，因为其依赖关系使其自 2026-03-10 17:00 起可以开始：任务 a、日历时间滞后量 4 天。",
		}, {
			schedule.Link{Type: schedule.StartToStart, Lag: days(2)},
			"Task b starts on 2026-03-04 08:00, because a start-to-start link lets it from 2026-03-03 17:00 on: task a, lag 2 d.",
			"任务 b 于 2026-03-04 08:00 开始，因为“开始到开始”依赖关系使其自 2026-03-03 17:00 起可以开始：任务 a、滞后量 2 天。",
		}, { // two days that end on Friday evening begin on Thursday
			schedule.Link{Type: schedule.FinishToFinish},
			"Task b starts on 2026-03-05 08:00, because a finish-to-finish link lets it finish from 2026-03-06 17:00 on: task a.",
			"任务 b 于 2026-03-05 08:00 开始，因为“完成到完成”依赖关系使其自 2026-03-06 17:00 起可以完成：任务 a。",
		}, { // four days after the start: Thursday evening, so b begins on Wednesday
			schedule.Link{Type: schedule.StartToFinish, Lag: days(4)},
			"Task b starts on 2026-03-04 08:00, because a start-to-finish link lets it finish from 2026-03-05 17:00 on: task a, lag 4 d.",
			"任务 b 于 2026-03-04 08:00 开始，因为“开始到完成”依赖关系使其自 2026-03-05 17:00 起可以完成：任务 a、滞后量 4 天。",
		},
	} {
		if got := why(t, phrase.En, pair(c.link), "b"); got != c.en {
			t.Errorf("got  %s\nwant %s", got, c.en)
		}
		if got := why(t, phrase.ZhCN, pair(c.link), "b"); got != c.zh {
			t.Errorf("got  %s\nwant %s", got, c.zh)
		}
	}
}

// Without the links of the plan a percentage is the time it comes to: 65 % of
// five days.
func TestReasonWithoutLinksGivesTheLagAsTime(t *testing.T) {
	plan := pair(schedule.Link{Lag: schedule.Lag{Percent: -65, Unit: schedule.PercentUnit}})
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := "Task b starts on 2026-03-03 15:00, because its link lets it from 2026-03-03 15:00 on: task a, lag -3.25 d."
	if got := view.Reason(phrase.In(phrase.En), result.Why("b").Steps[0]); got != want {
		t.Errorf("got %s", got)
	}
}

// summed is a plan whose summary s holds first a, then b; c follows the
// summary.
func summed() *schedule.Plan {
	plan := pair(schedule.Link{})
	tasks := []schedule.Task{{ID: "s", Name: "Build"}}
	for _, t := range plan.Tasks {
		t.Parent = "s"
		tasks = append(tasks, t)
	}
	plan.Tasks = append(tasks, schedule.Task{ID: "c", Name: "Ship", Duration: schedule.Duration{Length: workday}})
	plan.Links = append(plan.Links, schedule.Link{From: "s", To: "c"})
	return plan
}

// A chain that leads through the end of a summary speaks of its end.
func TestReasonOfASummary(t *testing.T) {
	plan := summed()
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := view.Why(phrase.In(phrase.En), result.Why("c"))
	want := []string{
		"Task c starts on 2026-03-11 08:00, because task s lets it from 2026-03-10 17:00 on.",
		"Task s finishes on 2026-03-10 17:00, as does the last in it: task b.",
		"Task b starts on 2026-03-09 08:00, because task a lets it from 2026-03-06 17:00 on.",
		"Task a starts on 2026-03-02 08:00, with the project.",
	}
	if len(got) != len(want) {
		t.Fatalf("got %q", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got  %s\nwant %s", got[i], want[i])
		}
	}
	if got, want := why(t, phrase.En, plan, "s"), "Task s starts on 2026-03-02 08:00, as does the first in it: task a."; got != want {
		t.Errorf("got %s", got)
	}
}

// A link into a summary names its type, its lag and the summary.
func TestReasonOfALinkIntoASummary(t *testing.T) {
	plan := summed()
	plan.Tasks = append(plan.Tasks, schedule.Task{ID: "d", Name: "Prepare", Duration: schedule.Duration{Length: 3 * workday}})
	plan.Links = append(plan.Links, schedule.Link{From: "d", To: "s", Type: schedule.StartToStart, Lag: schedule.Lag{Length: 4 * calendar.Hour, Unit: schedule.Hours}})
	want := "Task a starts on 2026-03-02 13:00, because a link of its summary lets it from 2026-03-02 12:00 on: task d, link SS, lag 4 h, summary task s."
	if got := why(t, phrase.En, plan, "a"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestReasonNamesTheConstraint(t *testing.T) {
	plan := pair(schedule.Link{})
	plan.Tasks[1].Constraint = schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: calendar.DateOf(2026, 3, 12).At(8 * calendar.Hour)}
	if got, want := why(t, phrase.En, plan, "b"), "Task b starts on 2026-03-12 08:00 by its constraint: Start No Earlier Than (SNET)."; got != want {
		t.Errorf("got %s", got)
	}
	if got, want := why(t, phrase.ZhCN, plan, "b"), "任务 b 因约束于 2026-03-12 08:00 开始：不得早于…开始（SNET）。"; got != want {
		t.Errorf("got %s", got)
	}
}
