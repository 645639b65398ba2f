package schedule_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// remedies prints one line for each remedy: what, how much, and the day and
// hour reached.
func remedies(t *testing.T, p *schedule.Plan, w schedule.Wish, l schedule.EarlierLimits) string {
	t.Helper()
	list, err := schedule.Earlier(p, compute(t, p), w, l)
	if err != nil {
		t.Fatal(err)
	}
	lines := make([]string, len(list))
	for i, m := range list {
		what := string(m.Edit.Task) + string(m.Edit.Assignment)
		if m.Edit.Link != (schedule.Link{}) {
			what = fmt.Sprintf("%s>%s", m.Edit.Link.From, m.Edit.Link.To)
		}
		size := fmt.Sprintf("%gh", float64(m.Size)/3600)
		if m.Whole {
			size = "whole"
		}
		if !m.Enough {
			size += " short"
		}
		_, _, d := m.Reached.Date().Civil()
		h, minute, _ := m.Reached.Clock()
		lines[i] = fmt.Sprintf("%s %s %s %d %02d:%02d", m.Edit.Kind, what, size, d, h, minute)
	}
	return strings.Join(lines, "\n")
}

func TestEarlierByHand(t *testing.T) {
	for _, c := range []struct {
		name, tasks, links string
		change             func(*schedule.Plan)
		wish               schedule.Wish
		limits             schedule.EarlierLimits
		want               string
	}{
		{name: "durations of a chain, and its links", tasks: "a 3;b 2;c 1", links: "a>b;b>c",
			// a takes Monday to Wednesday, b Thursday and Friday, c the Monday after.
			wish: schedule.Wish{Task: "c", Finish: at("6 17:00")},
			want: "set_duration c 8h 6 17:00\nset_duration b 8h 6 17:00\nset_duration a 8h 6 17:00\nremove_link b>c whole 2 17:00\nremove_link a>b whole 4 17:00"},
		{name: "the way to a start leads not over the task itself", tasks: "a 3;c 1", links: "a>c",
			wish: schedule.Wish{Task: "c", Start: at("4 08:00")},
			want: "set_duration a 8h 4 08:00\nremove_link a>c whole 2 08:00"},
		{name: "a wish that one change cannot grant", tasks: "a 3;b 2;c 1", links: "a>b;b>c",
			wish: schedule.Wish{Task: "c", Finish: at("4 17:00")},
			want: "set_duration a 24h 4 17:00\nremove_link b>c whole 2 17:00\nremove_link a>b whole 4 17:00\nset_duration b 16h short 5 17:00\nset_duration c 8h short 6 17:00"},
		{name: "a lag, and another path that binds as well", tasks: "a 1;b 2;c 1", links: "a>c FS+2d;b>c",
			// The lag asks for Thursday, b for Wednesday.
			wish: schedule.Wish{Task: "c", Start: at("4 08:00")},
			want: "set_lag a>c 8h 4 08:00\nset_duration a 8h 4 08:00\nremove_link a>c whole 4 08:00"},
		{name: "beyond the other path none of them helps alone", tasks: "a 1;b 2;c 1", links: "a>c FS+2d;b>c",
			wish: schedule.Wish{Task: "c", Start: at("3 08:00")},
			want: "set_lag a>c 16h short 4 08:00\nremove_link a>c whole short 4 08:00\nset_duration a 8h short 4 08:00"},
		{name: "a lead, if wished", tasks: "a 3;c 1", links: "a>c", limits: schedule.EarlierLimits{Leads: true},
			wish: schedule.Wish{Task: "c", Start: at("4 13:00")},
			want: "set_lag a>c 4h 4 13:00\nset_duration a 4h 4 13:00\nremove_link a>c whole 2 08:00"},
		{name: "a percentage lag", tasks: "a 5;c 1", links: "a>c",
			// 42 hours of work lie before the wish: 30 and 40 % of them, or 40 and 5 %.
			change: func(p *schedule.Plan) { p.Links[0].Lag.Percent = 40 },
			wish:   schedule.Wish{Task: "c", Start: at("9 10:00")},
			want:   "set_duration a 10h 9 10:00\nset_lag a>c 14h 9 10:00\nremove_link a>c whole 2 08:00"},
		{name: "a constraint moves as far as it must", tasks: "a 1;b 1", links: "a>b",
			change: func(p *schedule.Plan) {
				task(p, "b").Constraint = schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: at("6 08:00")}
			},
			wish: schedule.Wish{Task: "b", Start: at("4 08:00")},
			want: "set_constraint b 16h 4 08:00\nremove_link a>b whole short 6 08:00\nset_duration a 8h short 6 08:00"},
		{name: "a constraint that is not alone", tasks: "a 1;b 1", links: "a>b",
			change: func(p *schedule.Plan) {
				task(p, "b").Constraint = schedule.Constraint{Kind: schedule.FinishNoEarlierThan, Date: at("6 17:00")}
			},
			wish: schedule.Wish{Task: "b", Finish: at("2 17:00")},
			want: "set_constraint b whole short 3 17:00\nset_duration b 8h short 6 17:00\nremove_link a>b whole short 6 17:00\nset_duration a 8h short 6 17:00"},
		{name: "dates set by hand", tasks: "a 1;b 1;c 1", links: "a>b;b>c",
			change: func(p *schedule.Plan) { task(p, "b").Manual, task(p, "b").Start = true, at("9 08:00") },
			wish:   schedule.Wish{Task: "c", Finish: at("9 17:00")},
			want:   "set_duration c 8h 9 17:00\nset_duration b 8h 9 17:00\nset_manual b 8h 9 17:00\nremove_link b>c whole 2 17:00"},
		{name: "a levelling delay", tasks: "a 1;b 1", links: "a>b",
			change: func(p *schedule.Plan) { task(p, "b").LevelingDelay.Length = 2 * day },
			wish:   schedule.Wish{Task: "b", Start: at("4 08:00")},
			want:   "set_leveling_delay b 8h 4 08:00\nset_duration a 8h 4 08:00\nremove_link a>b whole 4 08:00"},
		{name: "what remains, by the rules of P6", tasks: "a 1;b 1", links: "a>b",
			change: func(p *schedule.Plan) {
				p.Rules = schedule.Primavera()
				task(p, "a").Progress.Remaining = 3 * day
				task(p, "b").Progress.Remaining = day
			},
			wish: schedule.Wish{Task: "b", Start: at("4 08:00")},
			want: "set_progress a 8h 4 08:00\nremove_link a>b whole 2 08:00"},
		{name: "as late as possible", tasks: "a 1;b 5", links: "",
			change: func(p *schedule.Plan) { task(p, "a").Constraint.Kind = schedule.AsLateAsPossible },
			wish:   schedule.Wish{Task: "a", Start: at("2 08:00")},
			want:   "set_constraint a whole 2 08:00"},
		{name: "the project", tasks: "a 1;b 3;c 2", links: "a>c",
			wish: schedule.Wish{Finish: at("4 12:00")},
			want: "set_duration b 24h short 4 17:00"},
		{name: "a wish that has come true", tasks: "a 1", links: "", wish: schedule.Wish{Task: "a", Finish: at("2 17:00")}},
	} {
		p := newPlan(c.tasks, c.links)
		if c.change != nil {
			c.change(p)
		}
		if got := remedies(t, p, c.wish, c.limits); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestEarlierThroughSummariesAndCrews(t *testing.T) {
	p := newPlan("s 0;a 2 in s;b 3 in s;m 0;c 1 in m", "s>m")
	if got, want := remedies(t, p, schedule.Wish{Task: "m", Finish: at("4 17:00")}, schedule.EarlierLimits{}),
		"set_duration c 8h 4 17:00\nset_duration b 8h 4 17:00\nremove_link s>m whole 2 17:00"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	task(p, "m").Constraint = schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: at("9 08:00")}
	if got, want := remedies(t, p, schedule.Wish{Task: "c", Start: at("6 08:00")}, schedule.EarlierLimits{}),
		"set_constraint m 8h 6 08:00"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	task(p, "m").Constraint = schedule.Constraint{}
	task(p, "m").Manual, task(p, "m").Start, task(p, "m").Finish = true, at("9 08:00"), at("10 17:00")
	if got, want := remedies(t, p, schedule.Wish{Task: "c", Start: at("6 08:00")}, schedule.EarlierLimits{}),
		"set_manual m 8h 6 08:00"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}

	crew := newPlan("a 2;b 1", "a>b")
	other := calendar.Standard() // as ever, but one day many weeks later
	other.Exceptions = []calendar.Exception{{From: calendar.DateOf(2026, 12, 24)}}
	crew.Calendars = []schedule.Calendar{{ID: "other", Times: other}}
	crew.Resources = []schedule.Resource{{ID: "one"}, {ID: "two", Calendar: "other"}}
	crew.Assignments = []schedule.Assignment{
		{ID: "first", Task: "a", Resource: "one", Work: 2 * day}, {ID: "second", Task: "a", Resource: "two", Work: day},
	}
	if got, want := remedies(t, crew, schedule.Wish{Task: "b", Start: at("3 08:00")}, schedule.EarlierLimits{}),
		"set_work first 8h 3 08:00\nset_duration a 16h 2 08:00\nremove_link a>b whole 2 08:00\nset_work second 7.983333333333333h short 4 08:00"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestEarlierRefuses(t *testing.T) {
	p := newPlan("a 3;b 2", "a>b")
	task(p, "b").Inactive = true
	r := compute(t, p)
	for _, w := range []schedule.Wish{
		{Task: "a"}, {Task: "a", Start: at("2 08:00"), Finish: at("2 17:00")}, {Start: at("2 08:00")}, {},
		{Task: "nobody", Start: at("2 08:00")}, {Task: "b", Start: at("2 08:00")},
	} {
		if list, err := schedule.Earlier(p, r, w, schedule.EarlierLimits{}); list != nil || !errors.Is(err, schedule.ErrWish) {
			t.Errorf("%+v: %v, %v", w, list, err)
		}
	}
	list, err := schedule.Earlier(p, r, schedule.Wish{Task: "a", Finish: at("3 17:00")}, schedule.EarlierLimits{Computes: 3})
	if !errors.Is(err, schedule.ErrComputes) || len(list) != 1 || !list[0].Enough {
		t.Errorf("with three computations: %+v, %v", list, err)
	}
}

// TestEarlierKeepsItsPromise: every remedy, applied and computed, gives the
// date it promises. Those that are enough make the wish come true, and a grain
// less of them does not.
func TestEarlierKeepsItsPromise(t *testing.T) {
	const grain = calendar.Minute
	enough, short := 0, 0
	for seed := range uint64(80) {
		p := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 3 + int(seed%13)})
		if seed%4 == 1 {
			byPrimavera(p)
		}
		r := compute(t, p)
		before := p.Clone()
		for id, x := range r.All() {
			w := schedule.Wish{Task: id, Start: x.Start - 3600*calendar.DateTime(1+seed%40)}
			if seed%2 == 0 {
				w = schedule.Wish{Task: id, Finish: x.Finish - 3600*calendar.DateTime(1+seed%40)}
			}
			if x.Finish == 0 {
				continue
			}
			list, err := schedule.Earlier(p, r, w, schedule.EarlierLimits{Leads: seed%3 == 0})
			if err != nil {
				t.Fatalf("%s: %v", p.Name, err)
			}
			for _, m := range list {
				if fault := promise(t, p, r, w, m, grain); fault != "" {
					t.Fatalf("%s: %s, wish %+v: %s\n%+v\n%s", p.Name, id, w, fault, m, scheduletest.Dump(p))
				}
				if m.Enough {
					enough++
				} else {
					short++
				}
			}
		}
		if !reflect.DeepEqual(p, before) {
			t.Fatalf("%s was changed", p.Name)
		}
	}
	if enough < 100 || short < 100 {
		t.Errorf("only %d remedies enough and %d short", enough, short)
	}
}

// byPrimavera gives a plan the rules of Primavera P6, by which what remains of
// a task counts.
func byPrimavera(p *schedule.Plan) {
	beat := p.Rules.LinksBeatConstraints
	p.Rules, p.DataDate = schedule.Primavera(), p.Start+86400*3
	p.Rules.LinksBeatConstraints = beat
	for i := range p.Tasks {
		if t := &p.Tasks[i]; t.Progress == (schedule.Progress{}) && len(t.Splits) == 0 {
			t.Progress.Remaining = t.Duration.Length + hour
		}
	}
}

// promise says how a remedy fails to keep what it promises.
func promise(t *testing.T, p *schedule.Plan, r *schedule.Result, w schedule.Wish, m schedule.Remedy, grain calendar.Work) string {
	t.Helper()
	with := func(e schedule.Edit) (reached, finish calendar.DateTime) {
		result := compute(t, apply(t, p, e))
		x, _ := result.Times(w.Task)
		if w.Start.IsZero() {
			return x.Finish, result.Finish()
		}
		return x.Start, result.Finish()
	}
	wished := w.Start + w.Finish
	reached, finish := with(m.Edit)
	switch {
	case reached != m.Reached || finish != m.Finish:
		return fmt.Sprintf("reaches %s, the project %s", reached, finish)
	case m.Enough != (reached <= wished):
		return "is enough or not"
	case m.Whole || !m.Enough:
		return ""
	}
	less, some := smaller(p, r, m, grain)
	if !some {
		return ""
	}
	if reached, _ := with(less); reached <= wished {
		return fmt.Sprintf("a smaller change is enough too: %v reaches %s", less, reached)
	}
	return ""
}

// smaller returns the edit of a remedy made one grain smaller. It reports false
// where that is no change at all.
func smaller(p *schedule.Plan, r *schedule.Result, m schedule.Remedy, grain calendar.Work) (schedule.Edit, bool) {
	less := (m.Size - 1) / grain * grain // the next smaller multiple
	e := m.Edit
	i := 0
	for k := range p.Tasks {
		if p.Tasks[k].ID == e.Task {
			i = k
		}
	}
	t := p.Tasks[i]
	back := func(date calendar.DateTime, finish bool) calendar.DateTime {
		if date.IsZero() {
			return 0
		}
		cal := r.Calendar(t.ID)
		moved, _ := cal.Add(date, -less)
		if finish {
			moved, _ = cal.Previous(moved)
		}
		return moved
	}
	switch e.Kind {
	case schedule.EditDuration:
		e.Duration.Length = t.Duration.Length - less
	case schedule.EditProgress:
		e.Progress.Remaining = t.Progress.Remaining - less
	case schedule.EditLeveling:
		e.LevelingDelay.Length = t.LevelingDelay.Length - less
	case schedule.EditLag:
		for _, l := range p.Links {
			if l.From == e.Link.From && l.To == e.Link.To && l.Type == e.Link.Type {
				if l.Lag.Percent != 0 {
					e.Link.Lag.Percent++
					return e, e.Link.Lag.Percent < l.Lag.Percent && e.Link.Lag.Percent != 0
				}
				e.Link.Lag.Length = l.Lag.Length - less
			}
		}
	case schedule.EditConstraint:
		finish := e.Constraint.Kind == schedule.FinishNoEarlierThan || e.Constraint.Kind == schedule.MustFinishOn
		e.Constraint.Date = back(t.Constraint.Date, finish)
	case schedule.EditManual:
		if e.Start == t.Start && t.Start != 0 {
			e.Finish = back(t.Finish, true)
		} else {
			e.Start, e.Finish = back(t.Start, false), back(t.Finish, true)
			if t.Finish != 0 {
				e.Finish = max(e.Start, e.Finish)
			}
		}
	}
	return e, less > 0
}

// TestAnotherPlansResult: whoever gives a plan the result of another one gets
// nonsense, but no crash.
func TestAnotherPlansResult(t *testing.T) {
	for seed := range uint64(60) {
		p := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 3 + int(seed%17)})
		r := compute(t, scheduletest.RandomPlan(seed+7, scheduletest.Shape{Tasks: 3 + int((seed+5)%17)}))
		p.DataDate = p.Start + 86400*14
		for _, id := range []schedule.TaskID{"T1", "T2", "T9", ""} {
			_, _ = schedule.Earlier(p, r, schedule.Wish{Task: id, Finish: p.Start}, schedule.EarlierLimits{Computes: 20})
			_, _ = schedule.Drag(p, r, id)
		}
		base, err := schedule.TakeBaseline("0", 0, "", "", p, r)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := base.Variances(p, r); err != nil {
			t.Fatal(err)
		}
		schedule.CheckProgress(p, r)
		schedule.Milestones(p, r, base)
		schedule.Windows(p, r, base, []schedule.Phase{{ID: "x", Tasks: []schedule.TaskID{"T1", "T5"}, Gate: "T2"}})
	}
}
