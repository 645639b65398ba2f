package closing_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func improvement(id string) closing.Improvement {
	return closing.Improvement{ID: id, What: "Name a deputy for every tester", From: []finding.Ref{{Kind: "lesson", ID: "L1"}}, Project: "first", Owner: "li", Raised: date(7, 1),
		Due: date(9, 1), Measure: closing.Measure{Name: "days lost to absence", Smaller: true, Before: finding.Number(14, "day"), Least: finding.Number(2, "day")}, State: closing.ImprovementOpen}
}

// The table by hand: from 14 days, where less is better and 2 days count.
func TestEffectOfAnImprovement(t *testing.T) {
	day := func(n int64) finding.Value { return finding.Number(n, "day") }
	for _, c := range []struct {
		before, after, least finding.Value
		smaller              bool
		want                 closing.Effect
	}{
		{day(14), day(12), day(2), true, closing.Better}, {day(14), day(13), day(2), true, closing.Unchanged}, {day(14), day(15), day(2), true, closing.Unchanged},
		{day(14), day(16), day(2), true, closing.Worse}, {day(14), day(12), day(2), false, closing.Worse}, {day(14), day(16), day(2), false, closing.Better},
		{day(14), day(14), finding.Value{}, true, closing.Unchanged}, {day(14), finding.Decimal("13.9", "day"), finding.Value{}, true, closing.Better},
		{finding.Money("10", "CNY"), finding.Money("9.99", "CNY"), finding.Value{}, true, closing.Better},
		{day(14), finding.Number(14, "min"), finding.Value{}, true, ""}, {day(14), finding.Unknown("no-data"), finding.Value{}, true, ""}, {day(14), finding.Value{}, finding.Value{}, true, ""},
		{finding.Value{}, day(14), finding.Value{}, true, ""}, {day(14), day(2), finding.Number(1, "min"), true, ""}, {day(14), day(2), finding.Unknown("x"), true, ""},
		{finding.Text("good"), finding.Text("bad"), finding.Value{}, true, ""},
	} {
		got, ok := closing.Measure{Before: c.before, After: c.after, Least: c.least, Smaller: c.smaller}.Effect()
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%v to %v by %v, smaller %v: %q %v, want %q", c.before, c.after, c.least, c.smaller, got, ok, c.want)
		}
	}
}

// An item of one project is carried to the next, applied there and judged.
func TestAnImprovementGoesFromProjectToProject(t *testing.T) {
	carried := closing.CarryTo("second", []closing.Improvement{improvement("I1")})
	if len(carried) != 1 || !slices.Equal(carried[0].Carried, []string{"second"}) {
		t.Fatalf("got %+v", carried)
	}
	if again := closing.CarryTo("second", carried); !slices.Equal(again[0].Carried, []string{"second"}) {
		t.Errorf("carried twice: %v", again[0].Carried)
	}
	if home := closing.CarryTo("first", []closing.Improvement{improvement("I1")}); len(home[0].Carried) != 0 {
		t.Errorf("carried home: %v", home[0].Carried)
	}
	i, found := carried[0].Take(closing.ImprovementStep{To: closing.ImprovementApplied, By: "li", On: date(8, 20), Project: "second"})
	same(t, "applied", found)
	_, found = i.Take(closing.ImprovementStep{To: closing.ImprovementJudged, By: "sponsor", On: date(12, 1), Project: "second"})
	same(t, "judged without a figure", found, "block closing.improvement.not_comparable: improvement I1.after, want 14 day, remedy closing.remedy.measure_same_figure")
	done, found := i.Take(closing.ImprovementStep{To: closing.ImprovementJudged, By: "sponsor", On: date(12, 1), Project: "second", After: finding.Number(3, "day")})
	same(t, "judged", found)
	if done.Verdict != closing.Better || done.Measure.After != finding.Number(3, "day") || i.Verdict != "" || !i.Measure.After.IsZero() {
		t.Errorf("got %+v from %+v", done, i)
	}
	same(t, "check", closing.CheckImprovements([]closing.Improvement{done}, date(12, 31)))
	if third := closing.CarryTo("third", []closing.Improvement{done}); len(third) != 0 {
		t.Errorf("a judged item was carried on: %+v", third)
	}
}

// Every pair of states: those listed are legal, no others.
func TestStepsOfAnImprovement(t *testing.T) {
	legal := map[[2]closing.ImprovementState]bool{
		{closing.ImprovementOpen, closing.ImprovementApplied}: true, {closing.ImprovementOpen, closing.ImprovementDropped}: true,
		{closing.ImprovementApplied, closing.ImprovementJudged}: true, {closing.ImprovementApplied, closing.ImprovementDropped}: true,
	}
	for _, from := range closing.ImprovementStates() {
		for _, to := range closing.ImprovementStates() {
			i := improvement("I")
			i.State = from
			_, found := i.Take(closing.ImprovementStep{To: to, By: "li", On: date(8, 1), Why: "so", After: finding.Number(1, "day")})
			if (len(found) == 0) != legal[[2]closing.ImprovementState{from, to}] {
				t.Errorf("%s to %s: %q", from, to, lines(found))
			}
		}
	}
	_, found := improvement("I").Take(closing.ImprovementStep{To: closing.ImprovementDropped, On: date(6, 30)})
	same(t, "bare", found,
		"block closing.improvement.step_incomplete: improvement I.by, remedy closing.remedy.complete_step",
		"block closing.improvement.step_incomplete: improvement I.on, want 2026-07-01, got 2026-06-30, remedy closing.remedy.complete_step",
		"block closing.improvement.step_incomplete: improvement I.why, remedy closing.remedy.complete_step")
}

func TestOverdueImprovements(t *testing.T) {
	late, later, applied := improvement("b"), improvement("a"), improvement("c")
	later.Due, applied.State = date(8, 1), closing.ImprovementApplied
	items := []closing.Improvement{late, later, applied}
	for day, want := range map[int][]string{1: {"a"}, 2: {"a", "b"}} {
		var got []string
		for _, i := range closing.OverdueImprovements(items, date(9, day)) {
			got = append(got, i.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("on 1 September + %d: %v, want %v", day-1, got, want)
		}
	}
	same(t, "check", closing.CheckImprovements(items, date(8, 2)),
		"warn closing.improvement.overdue: improvement a.due, want 2026-08-01, got 2026-08-02, remedy closing.remedy.apply_improvement")
}

func TestCheckImprovements(t *testing.T) {
	whole := improvement("I")
	same(t, "whole", closing.CheckImprovements([]closing.Improvement{whole}, date(8, 1)))
	for field, alter := range map[string]func(*closing.Improvement){
		"what": func(i *closing.Improvement) { i.What = "" }, "from": func(i *closing.Improvement) { i.From = nil }, "project": func(i *closing.Improvement) { i.Project = "" },
		"owner": func(i *closing.Improvement) { i.Owner = "" }, "raised": func(i *closing.Improvement) { i.Raised = calendar.Date{} }, "due": func(i *closing.Improvement) { i.Due = calendar.Date{} },
		"measure": func(i *closing.Improvement) { i.Measure.Name = "" }, "before": func(i *closing.Improvement) { i.Measure.Before = finding.Unknown("no-data") },
	} {
		i := whole
		alter(&i)
		same(t, field, closing.CheckImprovements([]closing.Improvement{i}, date(8, 1)),
			"block closing.improvement.incomplete: improvement I."+field+", remedy closing.remedy.complete_improvement")
		i.State = closing.ImprovementDropped
		same(t, "dropped", closing.CheckImprovements([]closing.Improvement{i}, date(8, 1)))
	}
	erased, _ := closing.EraseFromImprovements([]closing.Improvement{whole}, "li")
	same(t, "nobody sees to it any more", closing.CheckImprovements(erased, date(8, 1)), "block closing.improvement.incomplete: improvement I.owner, remedy closing.remedy.complete_improvement")
	odd := whole
	odd.State, odd.Verdict = "lost", closing.Better
	same(t, "odd", closing.CheckImprovements([]closing.Improvement{whole, odd}, date(8, 1)),
		"block closing.id.duplicate: improvement I.id, remedy closing.remedy.give_unique_id",
		"block closing.improvement.not_comparable: improvement I.verdict, got better, remedy closing.remedy.measure_same_figure",
		"block closing.value.unknown: improvement I.state, want improvement_open, improvement_applied, improvement_judged, improvement_dropped, got lost, remedy closing.remedy.use_named_word")
	flattering := whole
	flattering.State, flattering.Verdict, flattering.Measure.After = closing.ImprovementJudged, closing.Better, finding.Number(20, "day")
	same(t, "a verdict that the figures do not bear", closing.CheckImprovements([]closing.Improvement{flattering}, date(8, 1)),
		"block closing.improvement.not_comparable: improvement I.verdict, want worse, got better, remedy closing.remedy.measure_same_figure")
}

// Lessons, and figures that are worse than planned, are what to improve.
func TestProposeImprovements(t *testing.T) {
	figure := func(label string, area closing.Area, actual, off finding.Value) closing.Figure {
		return closing.Figure{Label: finding.Code(label), Area: area, Actual: actual, Off: off}
	}
	r := closing.Record{Project: "P", Lessons: []closing.Lesson{learnt("L1"), lesson()}, Figures: []closing.Figure{
		figure("finish", closing.Time, finding.Date("2026-03-04"), finding.Number(480, "min")),
		figure("early", closing.Time, finding.Date("2026-03-04"), finding.Number(-480, "min")),
		figure("on_time", closing.Time, finding.Ratio(1, 2, ""), finding.Ratio(-1, 2, "")),
		figure("cost", closing.Cost, finding.Money("90", "CNY"), finding.Money("-10", "CNY")),
		figure("faults", closing.Quality, finding.Number(80, "%"), finding.Number(-5, "%")),
		figure("tasks", closing.Scope, finding.Number(9, "task"), finding.Number(2, "task")),
		figure("unknown", closing.Cost, finding.Unknown("no-data"), finding.Unknown("no-data")),
	}}
	var got []string
	for _, i := range closing.ProposeImprovements(r, date(7, 1)) {
		got = append(got, fmt.Sprint(i.ID, " ", i.Measure.Smaller, " ", i.Measure.Before, " ", i.From[0].Kind))
		if i.Owner != "" || i.Project != "P" || i.State != closing.ImprovementOpen {
			t.Errorf("got %+v", i)
		}
	}
	want := []string{"L1 false  lesson", "P/finish true 480 min figure", "P/on_time false 0.5 figure", "P/faults false 80 % figure"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Items of several projects that missed the same figure keep apart in a memory.
func TestProposedImprovementsOfTwoProjects(t *testing.T) {
	late := []closing.Figure{{Label: "finish", Area: closing.Time, Off: finding.Number(480, "min")}}
	var all []closing.Improvement
	for _, project := range []string{"P", "Q"} {
		all = append(all, closing.ProposeImprovements(closing.Record{Project: project, Figures: late}, date(7, 1))...)
	}
	for _, f := range closing.CheckImprovements(all, date(7, 1)) {
		if f.Code == closing.CodeDuplicateID {
			t.Error(f)
		}
	}
	if len(all) != 2 || all[0].From[0] != all[1].From[0] {
		t.Errorf("got %+v", all)
	}
}

func ExampleImprovement_Take() {
	i := closing.Improvement{ID: "I1", What: "Name a deputy for every tester", Owner: "li", Raised: date(7, 1), Due: date(9, 1), State: closing.ImprovementOpen,
		Measure: closing.Measure{Name: "days lost to absence", Smaller: true, Before: finding.Number(14, "day")}}
	fmt.Println("overdue:", len(closing.OverdueImprovements([]closing.Improvement{i}, date(9, 2))))
	i, found := i.Take(closing.ImprovementStep{To: closing.ImprovementApplied, By: "li", On: date(9, 3)})
	fmt.Println(i.State, len(found))
	i, found = i.Take(closing.ImprovementStep{To: closing.ImprovementJudged, By: "sponsor", On: date(12, 1), After: finding.Number(3, "day")})
	fmt.Println(i.Verdict, len(found))
	// Output:
	// overdue: 1
	// improvement_applied 0
	// better 0
}
