package scheduletest

import (
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// lawful is a plan in which every law has something to say.
func lawful() *schedule.Plan {
	const day = 8 * calendar.Hour
	work := func(id string) schedule.Task {
		return schedule.Task{ID: schedule.TaskID(id), Duration: schedule.Duration{Length: day}}
	}
	in := func(t schedule.Task, parent schedule.TaskID) schedule.Task { t.Parent = parent; return t }
	first, next, point, late, hand := work("first"), work("next"), work("point"), work("late"), work("hand")
	begun, done, off, pin, free := work("begun"), work("done"), work("off"), work("pin"), work("free")
	point.Duration.Length = 0
	late.Constraint.Kind = schedule.AsLateAsPossible
	hand.Manual, hand.Start, hand.Finish = true, march(4, 9, 0), march(5, 9, 0)
	begun.Progress = schedule.Progress{ActualStart: march(3, 8, 0), Percent: 50}
	done.Progress = schedule.Progress{ActualStart: march(3, 8, 0), ActualFinish: march(3, 15, 0), Percent: 100}
	off.Inactive = true
	pin.Constraint = schedule.Constraint{Kind: schedule.MustStartOn, Date: march(4, 8, 0)}
	return &schedule.Plan{
		Start: march(3, 8, 0),
		Tasks: []schedule.Task{{ID: "sum"}, in(first, "sum"), in(next, "sum"), point, late, hand, begun, done, off, pin, free,
			{ID: "tail", Duration: schedule.Duration{Length: 5 * day}}},
		Links: []schedule.Link{{From: "first", To: "next"}, {From: "next", To: "point"},
			{From: "free", To: "tail", Type: schedule.FinishToFinish, Lag: schedule.Lag{Length: day}}},
	}
}

// TestLawsBroken bends one field at a time; the law about it must say so.
func TestLawsBroken(t *testing.T) {
	p := lawful()
	if found := broken(p, Oracle(p)); found != nil {
		t.Fatalf("a sound result breaks %q\n%s", found, Dump(p))
	}
	const hour = calendar.DateTime(3600)
	for _, c := range []struct {
		task, law string
		bend      func(*schedule.Times)
	}{
		{"off", "being left out", func(x *schedule.Times) { x.LateFinish = march(3, 8, 0) }},
		{"off", "being left out", func(x *schedule.Times) { x.Critical = true }},
		{"first", "all six dates", func(x *schedule.Times) { x.Finish = 0 }},
		{"point", "starts before it finishes", func(x *schedule.Times) { x.Start = x.Finish + 1 }},
		{"point", "starts early before", func(x *schedule.Times) { x.EarlyStart = x.EarlyFinish + 1 }},
		{"point", "starts late before", func(x *schedule.Times) { x.LateStart = x.LateFinish + 1 }},
		{"first", "begins in working time", func(x *schedule.Times) { x.EarlyStart = march(3, 7, 0) }},
		{"first", "takes its duration early", func(x *schedule.Times) { x.EarlyFinish -= hour }},
		{"first", "takes its duration late", func(x *schedule.Times) { x.LateStart += hour }},
		{"first", "ends late at the end of work", func(x *schedule.Times) { x.LateFinish = march(8, 9, 0) }},
		{"first", "not begin before the project", func(x *schedule.Times) { x.EarlyStart, x.EarlyFinish = march(1, 8, 0), march(3, 17, 0) }},
		{"first", "is shown early", func(x *schedule.Times) { x.Start += hour }},
		{"late", "is shown late", func(x *schedule.Times) { x.Start = x.EarlyStart }},
		{"late", "no total float", func(x *schedule.Times) { x.TotalFloat = 60 }},
		{"hand", "starts where its owner says", func(x *schedule.Times) { x.EarlyStart += hour }},
		{"hand", "finishes where its owner says", func(x *schedule.Times) { x.EarlyFinish += hour }},
		{"begun", "lies where it began", func(x *schedule.Times) { x.LateStart += hour }},
		{"begun", "finish float as total float", func(x *schedule.Times) { x.TotalFloat = 0 }},
		{"done", "ends where it ended", func(x *schedule.Times) { x.LateFinish += hour }},
		{"done", "lies where it began", func(x *schedule.Times) { x.EarlyStart += hour }},
		{"done", "no total float", func(x *schedule.Times) { x.TotalFloat = 60 }},
		{"done", "critical by the rule", func(x *schedule.Times) { x.Critical = true }},
		{"pin", "no more total float", func(x *schedule.Times) { x.TotalFloat = x.StartFloat + 60 }},
		{"free", "smaller float as total", func(x *schedule.Times) { x.TotalFloat += 60 }},
		{"free", "no negative free float", func(x *schedule.Times) { x.FreeFloat = -60 }},
		{"free", "no more free float", func(x *schedule.Times) { x.FreeFloat = x.TotalFloat + 60 }},
		{"free", "critical by the rule", func(x *schedule.Times) { x.Critical = !x.Critical }},
		{"sum", "covers its children", func(x *schedule.Times) { x.Finish += hour }},
		{"sum", "covers the early dates", func(x *schedule.Times) { x.EarlyStart -= hour }},
		{"sum", "covers the late dates", func(x *schedule.Times) { x.LateStart += hour }},
		{"sum", "no wider than the late dates", func(x *schedule.Times) { x.LateFinish += hour }},
		{"next", "does not shorten first -> next FS", func(x *schedule.Times) { x.EarlyStart, x.EarlyFinish = march(3, 8, 0), march(3, 17, 0) }},
		{"tail", "does not shorten free -> tail FF +8h", func(x *schedule.Times) { x.EarlyFinish = march(3, 17, 0) }},
		{"first", "leaves room late for first -> next", func(x *schedule.Times) { x.LateFinish = march(7, 17, 0) }},
	} {
		times := Oracle(p)
		x := times[schedule.TaskID(c.task)]
		c.bend(&x)
		times[schedule.TaskID(c.task)] = x
		if found := strings.Join(broken(p, times), "\n"); !strings.Contains(found, c.task+": ") || !strings.Contains(found, c.law) {
			t.Errorf("%s: %q goes unnoticed, found %q", c.task, c.law, found)
		}
	}
	if found := broken(p, nil); len(found) < len(p.Tasks) {
		t.Errorf("no times at all: %q", found)
	}
}

// TestLawOfTheEnd: what ends last has no float, unless tasks wait for their
// late dates, which may move others past the end.
func TestLawOfTheEnd(t *testing.T) {
	p := lawful()
	p.Tasks[4].Constraint = schedule.Constraint{}
	times := Oracle(p)
	x := times["tail"]
	x.LateStart, x.LateFinish = march(10, 8, 0), march(14, 17, 0)
	x.StartFloat, x.FinishFloat, x.TotalFloat, x.Critical = 60, 60, 60, false
	times["tail"] = x
	found := strings.Join(broken(p, times), "\n")
	if found != "tail: finishes late within the project\ntail: has no float, ending last" {
		t.Errorf("%q", found)
	}
}

// TestInvariantsOfCompute joins the two public ends.
func TestInvariantsOfCompute(t *testing.T) {
	p := lawful()
	result, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if found := Invariants(p, result); found != nil {
		t.Error(found)
	}
	p.Start += 7 * 24 * 3600 // the result is of another plan now
	if Invariants(p, result) == nil {
		t.Error("a result of another plan is found sound")
	}
}
