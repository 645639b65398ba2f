package schedule_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// attribute prints a slip as "total; cause moved (what moved, ...); ...", in
// hours.
func attribute(t *testing.T, before, after *schedule.Plan, o schedule.AttributionOptions) string {
	t.Helper()
	a, err := schedule.Attribute(context.Background(), before, after, o)
	if err != nil {
		t.Fatal(err)
	}
	checkSums(t, a)
	return shares(a)
}

func shares(a *schedule.Attribution) string {
	h := func(w calendar.Work) string { return fmt.Sprintf("%g", float64(w)/3600) }
	text := []string{h(a.Total)}
	for _, c := range a.Causes {
		var parts []string
		for _, p := range c.Parts {
			parts = append(parts, strings.TrimRight(p.What.ID+" "+p.What.Field+string(p.Task), " ")+" "+h(p.Moved))
		}
		text = append(text, fmt.Sprintf("%s %s (%s)", c.Cause, h(c.Moved), strings.Join(parts, ", ")))
	}
	return strings.Join(text, "; ")
}

// checkSums holds the shares to their total and the parts to their shares.
func checkSums(t *testing.T, a *schedule.Attribution) {
	t.Helper()
	var sum calendar.Work
	for _, c := range a.Causes {
		sum += c.Moved
		var parts calendar.Work
		for _, p := range c.Parts {
			parts += p.Moved
		}
		if parts != c.Moved && !a.Undivided && c.Cause != schedule.SlipRecord {
			t.Errorf("parts of %s sum to %d of %d", c.Cause, parts, c.Moved)
		}
	}
	if sum != a.Total {
		t.Errorf("shares sum to %d of %d", sum, a.Total)
	}
}

func done(from, to string) schedule.Progress {
	return schedule.Progress{ActualStart: at(from), ActualFinish: at(to), Percent: 100}
}

// Each case is the same plan, a 3 days, then b 2 days, then c 1 day, from
// Monday the 2nd to Monday the 9th at 17:00, with what happened to it. Times
// are hours; a day has eight.
func TestAttributeByHand(t *testing.T) {
	for _, c := range []struct {
		name string
		does func(p *schedule.Plan, o *schedule.AttributionOptions)
		want string
	}{
		{"nothing", func(*schedule.Plan, *schedule.AttributionOptions) {}, "0"},
		// b is estimated at 4 days instead of 2: 16 hours.
		{"estimate", func(p *schedule.Plan, _ *schedule.AttributionOptions) { task(p, "b").Duration.Length = 4 * day },
			"16; estimate 16 (b duration 16)"},
		// a took from Monday to Friday, 5 days instead of 3, and b begins the
		// Monday after: nothing of that is a late start of b.
		{"took longer", func(p *schedule.Plan, _ *schedule.AttributionOptions) {
			task(p, "a").Progress = done("2 08:00", "6 17:00")
		}, "16; estimate 16 (a duration 16)"},
		// a took 5 days; b began on Monday the 9th at noon, half a day late, and
		// took 1 day instead of 2: 16 + 4 - 8.
		{"late start and gain", func(p *schedule.Plan, _ *schedule.AttributionOptions) {
			task(p, "a").Progress = done("2 08:00", "6 17:00")
			task(p, "b").Progress = done("9 12:00", "10 12:00")
		}, "12; estimate 8 (a duration 16, b duration -8); late_start 4 (b start 4)"},
		// n, 2 days, comes between a and b, whose link is dropped.
		{"scope", func(p *schedule.Plan, _ *schedule.AttributionOptions) {
			p.Tasks = append(p.Tasks, schedule.Task{ID: "n", Duration: schedule.Duration{Length: 2 * day}})
			p.Links = []schedule.Link{{From: "a", To: "n"}, {From: "n", To: "b"}, {From: "b", To: "c"}}
		}, "16; scope 16 (n 16)"},
		// b is dropped, and c follows a: two days less.
		{"less scope", func(p *schedule.Plan, _ *schedule.AttributionOptions) {
			p.Tasks = append(p.Tasks[:1:1], p.Tasks[2])
			p.Links = []schedule.Link{{From: "a", To: "c"}}
		}, "-16; scope -16 (b -16)"},
		// Wednesday the 4th becomes a holiday: a day.
		{"calendar", func(p *schedule.Plan, _ *schedule.AttributionOptions) {
			p.Calendars[0].Times.Exceptions = []calendar.Exception{{From: calendar.DateOf(2026, 3, 4)}}
		}, "8; calendar 8 (p 8)"},
		// The project takes to a week of six days: all is done by Saturday the
		// 7th, on that calendar a day before Monday the 9th.
		{"another calendar", func(p *schedule.Plan, _ *schedule.AttributionOptions) {
			six := calendar.Standard()
			six.Week[6] = six.Week[5]
			p.Calendar, p.Calendars = "six", append(p.Calendars, schedule.Calendar{ID: "six", Times: six})
		}, "-8; calendar -8 ( calendar -8)"},
		// A lag of a day between b and c.
		{"logic", func(p *schedule.Plan, _ *schedule.AttributionOptions) { p.Links[1].Lag.Length = day },
			"8; logic 8 (c links 8)"},
		// c may not begin before Thursday the 12th: 3 days after the 9th.
		{"constraint", func(p *schedule.Plan, _ *schedule.AttributionOptions) {
			task(p, "c").Constraint = schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: at("12 08:00")}
		}, "24; logic 24 (c constraint 24)"},
		// The project starts on Wednesday: two days.
		{"project start", func(p *schedule.Plan, _ *schedule.AttributionOptions) { p.Start = at("4 08:00") },
			"16; late_start 16 ( start 16)"},
		// What b waits for from outside comes on Tuesday the 10th; it would have
		// begun on Thursday the 5th: 3 days.
		{"external", func(p *schedule.Plan, _ *schedule.AttributionOptions) {
			p.Links = append(p.Links, schedule.Link{From: "x", To: "b", External: true, Known: at("10 08:00")})
		}, "24; external 24 (b external 24)"},
		// b took 5 days instead of 2, of which the risk took 2 and a request 0.5:
		// 24 hours in all, 16 for the risk, 4 for the request, 4 left.
		{"risk and request", func(p *schedule.Plan, o *schedule.AttributionOptions) {
			task(p, "b").Progress = done("5 08:00", "11 17:00")
			task(p, "a").Progress = done("2 08:00", "4 17:00")
			o.Risks = []schedule.RiskDelay{{Risk: "R1", Task: "b", Delay: 2 * day}}
			o.Requests = []schedule.RequestedEdits{{ID: "C1", Edits: []schedule.Edit{{Kind: schedule.EditDuration, Task: "b", Duration: schedule.Duration{Length: 20 * hour}}}}}
		}, "24; estimate 4 (b duration 4); scope 4 (b duration 4); risk 16 (R1 b 16)"},
		// The risk kept b from beginning for one of the two days that it is late.
		{"risk at the start", func(p *schedule.Plan, o *schedule.AttributionOptions) {
			task(p, "a").Progress = done("2 08:00", "4 17:00")
			task(p, "b").Progress = done("9 08:00", "10 17:00")
			o.Risks = []schedule.RiskDelay{{Risk: "R1", Task: "b", Kind: schedule.StartDate, Delay: day}}
		}, "16; late_start 8 (b start 8); risk 8 (R1 b 8)"},
		// Nobody began a until the data date, Thursday the 5th: 3 days.
		{"not begun", func(p *schedule.Plan, _ *schedule.AttributionOptions) {
			p.DataDate, p.Rules.DataDateBinds = at("5 08:00"), true
		}, "24; logic 0 (); late_start 24 (a start 24)"},
		// b was done out of sequence, Monday and Tuesday, and c was tied to a, so
		// that c is on Thursday the 5th: 16 hours gained. The link alone changes
		// nothing; b alone would have let a and c end on Wednesday, 24 hours
		// gained. Link first: 0 and -16; b first: -24 and 8. Means: 4 and -20.
		{"out of sequence", func(p *schedule.Plan, _ *schedule.AttributionOptions) {
			p.Links = append(p.Links, schedule.Link{From: "a", To: "c"})
			task(p, "b").Progress = done("2 08:00", "3 17:00")
		}, "-16; logic 4 (c links 4); late_start -20 (b start -20)"},
		// c was to be on Thursday the 12th, all day, by hand; it took Friday and
		// Monday, two days instead of one, and began a day late.
		{"by hand", func(p *schedule.Plan, o *schedule.AttributionOptions) {
			byHand(p)
			task(p, "c").Progress = done("13 08:00", "16 17:00")
		}, "16; estimate 8 (c duration 8); late_start 8 (c start 8)"},
		// a takes 2 days more and c one: all in a row, so each counts in full.
		{"two estimates", func(p *schedule.Plan, _ *schedule.AttributionOptions) {
			task(p, "a").Duration.Length, task(p, "c").Duration.Length = 5*day, 2*day
		}, "24; estimate 24 (a duration 16, c duration 8)"},
	} {
		before, o := threeInARow(), schedule.AttributionOptions{}
		if c.name == "by hand" {
			byHand(before)
		}
		after := before.Clone()
		c.does(after, &o)
		if got := attribute(t, before, after, o); got != c.want {
			t.Errorf("%s: got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// byHand pins c to the 12th.
func byHand(p *schedule.Plan) {
	task(p, "c").Manual, task(p, "c").Start, task(p, "c").Finish = true, at("12 08:00"), at("12 17:00")
}

// threeInARow has a calendar of its own, so that there is one to change.
func threeInARow() *schedule.Plan {
	p := newPlan("a 3;b 2;c 1", "a>b;b>c")
	p.Calendar, p.Calendars = "p", []schedule.Calendar{{ID: "p", Times: calendar.Standard()}}
	return p
}

// Two causes act together: a and d run beside each other before b; a is longer
// by its estimate, d by a request. 3 and 3 days become 5 and 5, so each alone
// moves the finish by 16 hours, and both do so too. Each order of the two gives
// all to the first; the mean is 8 for each.
func TestAttributeSharesWhatIsCommon(t *testing.T) {
	before := newPlan("a 3;d 3;b 2", "a>b;d>b")
	after := before.Clone()
	task(after, "a").Duration.Length, task(after, "d").Duration.Length = 5*day, 5*day
	o := schedule.AttributionOptions{Requests: []schedule.RequestedEdits{{ID: "C1", Edits: []schedule.Edit{{Kind: schedule.EditDuration, Task: "d", Duration: schedule.Duration{Length: 5 * day}}}}}}
	if got, want := attribute(t, before, after, o), "16; estimate 8 (a duration 8); scope 8 (d duration 8)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	// In order, the first to be replaced gets all.
	o.Method = schedule.Sequential
	if got, want := attribute(t, before, after, o), "16; estimate 16 (a duration 16); scope 0 ()"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	o.Order = []schedule.SlipCause{schedule.SlipScope}
	if got, want := attribute(t, before, after, o), "16; estimate 0 (); scope 16 (d duration 16)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Three causes that need each other: a, d and e run beside each other, 3 days,
// one made 4 by its estimate, one by a request and one by a risk, but by 1, 2
// and 3 days. The airport game (Littlechild and Owen, 1973): the first day is
// shared by three, the second by two, the third is the last one's: 1/3, 1/3 +
// 1/2, 1/3 + 1/2 + 1 days = 160, 400 and 880 minutes.
func TestAttributeAirportGame(t *testing.T) {
	before := newPlan("a 3;d 3;e 3", "")
	after := before.Clone()
	task(after, "a").Duration.Length, task(after, "d").Duration.Length, task(after, "e").Duration.Length = 4*day, 5*day, 6*day
	a, err := schedule.Attribute(context.Background(), before, after, schedule.AttributionOptions{
		Requests: []schedule.RequestedEdits{{ID: "C1", Edits: []schedule.Edit{{Kind: schedule.EditDuration, Task: "d", Duration: schedule.Duration{Length: 5 * day}}}}},
		Risks:    []schedule.RiskDelay{{Risk: "R1", Task: "e", Delay: 3 * day}},
	})
	if err != nil {
		t.Fatal(err)
	}
	checkSums(t, a)
	for cause, minutes := range map[schedule.SlipCause]calendar.Work{schedule.SlipEstimate: 160, schedule.SlipScope: 400, schedule.SlipRisk: 880} {
		if got := a.Share(cause); got != minutes*calendar.Minute {
			t.Errorf("%s: %d s, want %d min", cause, got, minutes)
		}
	}
	if by := a.Causes[1].Parts[0].Requests; len(by) != 1 || by[0] != "C1" {
		t.Errorf("requests %v", by)
	}
}

// Parts of one cause are added forward and backward: of two tasks beside each
// other that both become 2 days longer each gets the half.
func TestAttributePartsAreFair(t *testing.T) {
	before := newPlan("a 3;d 3;b 2", "a>b;d>b")
	after := before.Clone()
	task(after, "a").Duration.Length, task(after, "d").Duration.Length = 5*day, 5*day
	if got, want := attribute(t, before, after, schedule.AttributionOptions{}), "16; estimate 16 (a duration 8, d duration 8)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Half of a person where there was a whole one, and a holiday of that person:
// both are matters of the resource.
func TestAttributeResources(t *testing.T) {
	before := newPlan("a 3;b 2", "a>b")
	before.Calendars = []schedule.Calendar{{ID: "r", Times: calendar.Standard()}}
	before.Resources = []schedule.Resource{{ID: "r", Calendar: "r"}}
	before.Assignments = []schedule.Assignment{{ID: "1", Task: "a", Resource: "r", Work: 24 * hour}}
	after := before.Clone()
	after.Calendars[0].Times.Exceptions = []calendar.Exception{{From: calendar.DateOf(2026, 3, 3)}}
	if got, want := attribute(t, before, after, schedule.AttributionOptions{}), "8; resource 8 (r 8)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	// It is the same when a is done: it took the three days that r worked.
	task(after, "a").Progress = done("2 08:00", "5 17:00")
	if got, want := attribute(t, before, after, schedule.AttributionOptions{}), "8; resource 8 (r 8)"; got != want {
		t.Errorf("done: got %s, want %s", got, want)
	}
	// A levelling delay of b.
	after = before.Clone()
	task(after, "b").LevelingDelay.Length = 2 * day
	if got, want := attribute(t, before, after, schedule.AttributionOptions{}), "16; resource 16 (b assignments 16)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Under retained logic the rest of b, begun out of sequence, waits for a: that a
// takes two days more is a matter of a alone. b did one of its two days at once,
// so c comes a day earlier than that.
func TestAttributeRetainedLogic(t *testing.T) {
	before := newPlan("a 3;b 2;c 1", "a>b;b>c")
	before.Rules = schedule.Primavera()
	after := before.Clone()
	after.DataDate = at("3 08:00")
	task(after, "a").Duration.Length = 5 * day
	task(after, "a").Progress = schedule.Progress{ActualStart: at("2 08:00"), Done: day, Remaining: 4 * day}
	task(after, "b").Progress = schedule.Progress{ActualStart: at("2 08:00"), Done: day, Remaining: day}
	// a ends on Friday the 6th, the rest of b on Monday, c on Tuesday the 10th:
	// 8 hours after Monday the 9th.
	if got, want := attribute(t, before, after, schedule.AttributionOptions{}), "8; estimate 16 (a duration 16); late_start -8 (b start -8)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// The slip of one task on a calendar of its own: seven days a week.
func TestAttributeOneTask(t *testing.T) {
	before := newPlan("a 5;m 0;b 9", "a>m")
	before.Calendars = []schedule.Calendar{{ID: "all", Times: roundTheClock()}}
	after := before.Clone()
	task(after, "a").Duration.Length = 6 * day
	// m moves from Friday 17:00 to Monday 17:00: 72 hours round the clock.
	o := schedule.AttributionOptions{Task: "m", On: "all", Before: "agreed"}
	if got, want := attribute(t, before, after, o), "72; estimate 72 (a duration 72)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	// The project's finish is that of b, which has not moved.
	if got, want := attribute(t, before, after, schedule.AttributionOptions{}), "0; estimate 0 ()"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A mix may be a cycle where neither plan is one: b>a is turned round by a task
// between them. It is taken with the logic of the later plan.
func TestAttributeOfCyclicMixes(t *testing.T) {
	before := newPlan("a 3;b 2", "b>a")
	after := newPlan("a 3;b 2;n 1", "a>n;n>b")
	a, err := schedule.Attribute(context.Background(), before, after, schedule.AttributionOptions{})
	if err != nil {
		t.Fatal(err)
	}
	checkSums(t, a)
	if a.Replaced == 0 || a.Total != day {
		t.Errorf("replaced %d, total %d", a.Replaced, a.Total)
	}
}

func TestAttributeFaults(t *testing.T) {
	p := newPlan("a 3;b 2", "a>b")
	for _, c := range []struct {
		name string
		o    schedule.AttributionOptions
		want error
	}{
		{"task", schedule.AttributionOptions{Task: "z"}, schedule.ErrNoTask},
		{"risk", schedule.AttributionOptions{Risks: []schedule.RiskDelay{{Task: "z"}}}, schedule.ErrAttribution},
		{"method", schedule.AttributionOptions{Method: 9}, schedule.ErrAttribution},
		{"order", schedule.AttributionOptions{Order: []schedule.SlipCause{schedule.SlipRecord}}, schedule.ErrAttribution},
	} {
		if _, err := schedule.Attribute(context.Background(), p, p, c.o); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	var plan *schedule.PlanError
	if _, err := schedule.Attribute(context.Background(), p, p, schedule.AttributionOptions{On: "z"}); !errors.As(err, &plan) {
		t.Errorf("calendar: got %v", err)
	}
	if _, err := schedule.Attribute(context.Background(), p, &schedule.Plan{}, schedule.AttributionOptions{}); !errors.As(err, &plan) {
		t.Errorf("plan: got %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := schedule.Attribute(ctx, p, p, schedule.AttributionOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("context: got %v", err)
	}
}

// What does not fit the limit is divided among causes alone, and not at all
// where not even they do.
func TestAttributeLimit(t *testing.T) {
	before := newPlan("a 3;b 2;c 1", "a>b;b>c")
	after := before.Clone()
	for i := range after.Tasks {
		after.Tasks[i].Duration.Length += hour
	}
	after.Links[0].Lag.Length = 2 * hour
	a, err := schedule.Attribute(context.Background(), before, after, schedule.AttributionOptions{Computes: 5})
	if err != nil || !a.Undivided || a.Share(schedule.SlipEstimate) != 3*hour || a.Share(schedule.SlipLogic) != 2*hour || a.Computed > 6 {
		t.Errorf("got %+v, %v", a, err)
	}
	checkSums(t, a)
	if _, err := schedule.Attribute(context.Background(), before, after, schedule.AttributionOptions{Computes: 3}); !errors.Is(err, schedule.ErrComputes) {
		t.Errorf("got %v", err)
	}
}

func ExampleAttribute() {
	agreed := newPlan("offer 3;talks 2;contract 1", "offer>talks;talks>contract")
	now := agreed.Clone()
	// The offer took five days, and the talks began half a day after it.
	now.Tasks[0].Progress = done("2 08:00", "6 17:00")
	now.Tasks[1].Progress = schedule.Progress{ActualStart: at("9 12:00")}
	a, err := schedule.Attribute(context.Background(), agreed, now, schedule.AttributionOptions{Before: "B1"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("since", a.Before, a.Total)
	for _, c := range a.Causes {
		for _, p := range c.Parts {
			fmt.Println(c.Cause, p.What.ID, p.What.Field, p.Moved)
		}
	}
	// Output:
	// since B1 20h
	// estimate offer duration 16h
	// late_start talks start 4h
}

// roundTheClock works at every hour of every day.
func roundTheClock() calendar.Definition {
	var d calendar.Definition
	for i := range d.Week {
		d.Week[i] = calendar.Working(calendar.Range{Start: 0, Finish: 24 * hour})
	}
	return d
}
