package schedule_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// progressFindings prints what CheckProgress finds, one line each, the prefix
// of the codes and the remedies left out.
func progressFindings(t *testing.T, p *schedule.Plan) string {
	t.Helper()
	var lines []string
	for _, f := range schedule.CheckProgress(p, compute(t, p)) {
		if f.Remedy == "" {
			t.Errorf("%s has no remedy", f)
		}
		line, _, _ := strings.Cut(f.String(), ", remedy")
		lines = append(lines, strings.Replace(line, "schedule.progress.", "", 1))
	}
	return strings.Join(lines, "\n")
}

// whole writes times with their seconds, as findings do.
var whole = strings.NewReplacer("T08:00", "T08:00:00", "T12:00", "T12:00:00", "T17:00", "T17:00:00")

// TestCheckProgressByHand spoils one consistent plan in one way after the
// other: a is finished, b under way, c waits for b, and d is a milestone.
func TestCheckProgressByHand(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(p *schedule.Plan, a, b, c *schedule.Task)
		want   string
	}{
		{"nothing wrong", func(p *schedule.Plan, a, b, c *schedule.Task) {}, ""},
		{"40 h with 37 h done and 36 h left", func(p *schedule.Plan, a, b, c *schedule.Task) {
			b.Progress.Done, b.Progress.Remaining, b.Progress.Percent = 37*hour, 36*hour, 51
		}, "warn parts_differ: task b.progress, want 2400 min, got 4380 min"},
		{"the same where the rest may differ", func(p *schedule.Plan, a, b, c *schedule.Task) {
			b.Progress.Done, b.Progress.Remaining, b.Progress.Percent = 37*hour, 36*hour, 51
			p.Rules = schedule.Primavera()
		}, "info parts_differ: task b.progress, want 2400 min, got 4380 min"},
		{"40 h of work with 37 h done and 36 h left", func(p *schedule.Plan, a, b, c *schedule.Task) {
			p.Resources = []schedule.Resource{{ID: "r"}, {ID: "m", Kind: schedule.MaterialResource}}
			p.Assignments = []schedule.Assignment{
				{ID: "1", Task: "b", Resource: "r", Work: 40 * hour, ActualWork: 37 * hour, RemainingWork: 36 * hour},
				{ID: "2", Task: "b", Resource: "m", Work: 40 * hour, ActualWork: 37 * hour, RemainingWork: 36 * hour},
				{ID: "3", Task: "b", Work: 40 * hour, ActualWork: 4 * hour, RemainingWork: 36 * hour},
				{ID: "4", Task: "c", Resource: "r", Work: 40 * hour},
			}
		}, "warn work_differs: assignment 1.work, want 2400 min, got 4380 min, with task b"},
		{"a percentage beside the parts", func(p *schedule.Plan, a, b, c *schedule.Task) { b.Progress.Percent = 39 },
			"warn percent_differs: task b.percent, want 40 %, got 39 %"},
		{"a percentage cut to a whole one", func(p *schedule.Plan, a, b, c *schedule.Task) {
			b.Progress.Done, b.Progress.Remaining = 16*hour+20*calendar.Minute, 24*hour-20*calendar.Minute
		}, ""},
		{"finished at 80 %", func(p *schedule.Plan, a, b, c *schedule.Task) { a.Progress.Percent, a.Progress.Done = 80, 0 },
			"warn finished_partly: task a.percent, want 100 %, got 80 %"},
		{"finished with something left", func(p *schedule.Plan, a, b, c *schedule.Task) {
			a.Progress.Done, a.Progress.Remaining = 15*hour+59*calendar.Minute, calendar.Minute
		}, "warn finished_partly: task a.percent, want 100 %, got 100 %"},
		{"100 % and not finished", func(p *schedule.Plan, a, b, c *schedule.Task) {
			b.Progress.Percent, b.Progress.Done, b.Progress.Remaining = 100, 0, 0
		}, "warn complete_without_finish: task b.actual_finish, got 100 %"},
		{"all done and not finished", func(p *schedule.Plan, a, b, c *schedule.Task) {
			b.Progress.Percent, b.Progress.Done, b.Progress.Remaining = 99, 40*hour, 0
		}, "warn complete_without_finish: task b.actual_finish, got 99 %\nwarn percent_differs: task b.percent, want 100 %, got 99 %"},
		{"a percentage without a start", func(p *schedule.Plan, a, b, c *schedule.Task) { c.Progress.Percent = 10 },
			"warn percent_without_start: task c.actual_start, got 10 %"},
		{"a percentage of work without a start", func(p *schedule.Plan, a, b, c *schedule.Task) { c.Progress.PercentWork = 7 },
			"warn percent_without_start: task c.actual_start, got 7 %"},
		{"something done without a start", func(p *schedule.Plan, a, b, c *schedule.Task) {
			c.Progress.Done, c.Progress.Remaining = calendar.Minute, 16*hour-calendar.Minute
		}, "warn done_without_start: task c.actual_start, got 1 min"},
		{"a start after the data date", func(p *schedule.Plan, a, b, c *schedule.Task) {
			c.Progress.ActualStart = at("13 08:00")
		}, "warn actual_after_data_date: task c.actual_start, want 2026-03-05T17:00, got 2026-03-13T08:00"},
		{"out of sequence", func(p *schedule.Plan, a, b, c *schedule.Task) {
			c.Progress.ActualStart, c.Progress.Percent = at("5 08:00"), 50
		}, "warn out_of_sequence: task c.actual_start, want 2026-03-10T17:00, got 2026-03-05T08:00, with link b>c task b"},
		{"finished before a link to the finish allows", func(p *schedule.Plan, a, b, c *schedule.Task) {
			p.Links = append(p.Links, schedule.Link{From: "b", To: "x", Type: schedule.FinishToFinish})
		}, "warn out_of_sequence: task x.actual_finish, want 2026-03-10T17:00, got 2026-03-02T17:00, with link b>x task b"},
		{"against a link of its summary", func(p *schedule.Plan, a, b, c *schedule.Task) {
			p.Links = append(p.Links, schedule.Link{From: "x", To: "s"})
		}, "warn out_of_sequence: task a.actual_start, want 2026-03-02T17:00, got 2026-03-02T08:00, with link x>s task x"},
		{"before what another project is known to ask for", func(p *schedule.Plan, a, b, c *schedule.Task) {
			p.Links = append(p.Links, schedule.Link{From: "far", To: "b", External: true, Known: at("6 08:00")})
		}, "warn out_of_sequence: task b.actual_start, want 2026-03-06T08:00, got 2026-03-04T08:00, with link far>b task far"},
		{"a task that should have begun", func(p *schedule.Plan, a, b, c *schedule.Task) { p.DataDate = at("11 12:00") },
			"warn unfinished_before_data_date: task b.resume, want 2026-03-11T12:00, got 2026-03-06T08:00\n" +
				"warn unfinished_before_data_date: task c.start, want 2026-03-11T12:00, got 2026-03-11T08:00"},
		{"a summary with progress of its own", func(p *schedule.Plan, a, b, c *schedule.Task) {
			task(p, "s").Progress = schedule.Progress{ActualStart: at("2 08:00"), Percent: 60}
		}, "info on_summary: task s.progress, got 60 %"},
		{"what is left out is not judged", func(p *schedule.Plan, a, b, c *schedule.Task) {
			a.Progress.Percent, a.Inactive = 3, true
		}, ""},
	} {
		p := newPlan("s 0;a 2 in s;b 5;c 2;d 0;x 1", "a>b;b>c;c>d")
		p.DataDate = at("5 17:00")
		task(p, "x").Progress = schedule.Progress{ActualStart: at("2 08:00"), ActualFinish: at("2 17:00"), Percent: 100}
		first, second := task(p, "a"), task(p, "b")
		first.Progress = schedule.Progress{ActualStart: at("2 08:00"), ActualFinish: at("3 17:00"), Percent: 100, Done: 2 * day}
		second.Progress = schedule.Progress{ActualStart: at("4 08:00"), Percent: 40, Done: 2 * day, Remaining: 3 * day}
		c.change(p, first, second, task(p, "c"))
		if got := progressFindings(t, p); got != whole.Replace(c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// TestCheckProgressTrustsTheNight: a start on the evening on which its
// predecessor finished is in sequence, a milestone of Friday evening is not
// before a data date of Monday morning.
func TestCheckProgressTrustsTheNight(t *testing.T) {
	p := newPlan("a 5;b 1;m 0", "a>b;a>m")
	task(p, "a").Progress = schedule.Progress{ActualStart: at("2 08:00"), ActualFinish: at("7 09:00"), Percent: 100}
	task(p, "b").Progress = schedule.Progress{ActualStart: at("6 17:00"), Percent: 50}
	if got := progressFindings(t, p); got != "" {
		t.Error(got)
	}
	p = newPlan("a 5;m 0", "a>m")
	p.DataDate = at("9 08:00")
	task(p, "a").Progress = schedule.Progress{ActualStart: at("2 08:00"), ActualFinish: at("6 17:00"), Percent: 100}
	if got := progressFindings(t, p); got != "" {
		t.Error(got)
	}
}

// TestProgressAsPlannedIsConsistent: whoever works exactly by the plan until
// some data date has nothing to mend.
func TestProgressAsPlannedIsConsistent(t *testing.T) {
	under := 0
	shape := scheduletest.Shape{Without: scheduletest.Progress | scheduletest.Manual | scheduletest.Constraints | scheduletest.Alap | scheduletest.Splits}
	for seed := range uint64(500) {
		shape.Tasks = 3 + int(seed%17)
		p := scheduletest.RandomPlan(seed, shape)
		r := compute(t, p)
		p.DataDate = r.Start() + (r.Finish()-r.Start())*calendar.DateTime(seed%10)/9
		parents := map[schedule.TaskID]bool{}
		for i := range p.Tasks {
			parents[p.Tasks[i].Parent] = true
		}
		for i := range p.Tasks {
			if x, _ := r.Times(p.Tasks[i].ID); !parents[p.Tasks[i].ID] && x.Finish != 0 {
				under += workUntil(&p.Tasks[i], x, p.DataDate, r.Calendar(p.Tasks[i].ID))
			}
		}
		if found := schedule.CheckProgress(p, compute(t, p)); len(found) > 0 {
			t.Fatalf("%s by %s: %v\n%s", p.Name, p.DataDate, found, scheduletest.Dump(p))
		}
	}
	if under < 100 {
		t.Errorf("only %d tasks were under way", under)
	}
}

// workUntil records what is done of a task by a date that goes as planned. It
// returns 1 for a task that is under way then.
func workUntil(t *schedule.Task, x schedule.Times, date calendar.DateTime, on *calendar.Calendar) int {
	g := &t.Progress
	if x.Start >= date {
		return 0
	}
	g.ActualStart = x.Start
	if x.Finish <= date || on.Between(date, x.Finish) == 0 && !t.Duration.Elapsed {
		g.ActualFinish, g.Percent = min(x.Finish, date), 100
		return 0
	}
	g.Done = on.Between(x.Start, date)
	if t.Duration.Elapsed {
		g.Done = calendar.Work(date - x.Start)
	}
	g.Remaining = t.Duration.Length - g.Done
	g.Percent = int(100 * g.Done / t.Duration.Length)
	return 1
}

// TestNothingUnfinishedBeforeABindingDataDate: by rules that keep what is not
// done after the data date, nothing but what is set by hand lies before it.
func TestNothingUnfinishedBeforeABindingDataDate(t *testing.T) {
	without := scheduletest.Manual | scheduletest.Constraints | scheduletest.Deadlines | scheduletest.SummaryConstraints | scheduletest.Alap
	for seed := range uint64(500) {
		p := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 3 + int(seed%17), Without: without})
		p.Rules, p.DataDate = schedule.Primavera(), p.Start+86400*calendar.DateTime(seed%40)
		p.Rules.Progress = schedule.RetainedLogic + schedule.ProgressPolicy(seed%3)
		for _, f := range schedule.CheckProgress(p, compute(t, p)) {
			if f.Code == schedule.CodeUnfinishedPast {
				t.Fatalf("%s: %s\n%s", p.Name, f, scheduletest.Dump(p))
			}
		}
	}
}

func TestCheckProgressBlocksNothing(t *testing.T) {
	for seed := range uint64(200) {
		p := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 15})
		p.DataDate = p.Start + 86400*7
		if found := schedule.CheckProgress(p, compute(t, p)); finding.Blocks(found) {
			t.Fatal(found)
		}
	}
}

func ExampleCheckProgress() {
	plan := smallPlan()
	plan.Tasks[0].Progress = schedule.Progress{
		ActualStart: plan.Start, Percent: 50, Done: 10 * calendar.Hour, Remaining: 10 * calendar.Hour, // of 16 hours
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range schedule.CheckProgress(plan, result) {
		fmt.Println(f)
	}
	// Output:
	// warn schedule.progress.parts_differ: task offer.progress, want 960 min, got 1200 min, remedy schedule.remedy.record_done_and_left
}
