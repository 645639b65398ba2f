package tolerance_test

import (
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/tolerance"
)

// kinds runs the weekly forecasts through the rules and returns what happened,
// a blank between the weeks.
func kinds(t *testing.T, rules tolerance.Rules, list []tolerance.Observation) string {
	t.Helper()
	var weeks []string
	state := tolerance.State{}
	for _, o := range list {
		next, events, found := state.Observe(rules, o)
		if len(found) > 0 {
			t.Fatal(found)
		}
		var week []string
		for _, e := range events {
			week = append(week, string(e.Kind))
		}
		if len(week) == 0 {
			week = []string{"-"}
		}
		weeks, state = append(weeks, strings.Join(week, "+")), next
	}
	return strings.Join(weeks, " ")
}

// Hand-worked: outer limit 10, inner limit 5, three worse cycles warn.
func TestHandWorkedHistories(t *testing.T) {
	for _, c := range []struct {
		name string
		days []int64
		want string
	}{
		{"the limits themselves are within", []int64{5, 10, 5}, "- seen cleared"},
		{"wavering about the outer limit is one exception", []int64{11, 9, 11, 6, 12, 5}, "seen+crossed - - - - cleared"},
		{"a second excursion is a second exception", []int64{11, 5, 11}, "seen+crossed cleared seen+crossed"},
		{"watched without an exception", []int64{6, 9, 4}, "seen - cleared"},
		{"three worse cycles warn once", []int64{1, 2, 3, 4, 5, 4}, "- - - seen+warned - cleared"},
		{"a row that starts again warns again", []int64{0, 1, 2, 3, 1, 2, 3, 4}, "- - - seen+warned cleared - - seen+warned"},
		{"getting worse and better than planned is no warning", []int64{-9, -8, -7, -6, -5}, "- - - - -"},
		{"from better than planned to worse", []int64{-3, -2, -1, 1}, "- - - seen+warned"},
		{"standing still is not worse", []int64{1, 2, 2, 3, 3}, "- - - - -"},
		{"no clearing while it gets worse, even inside", []int64{12, 2, 3, 4, 5, 5}, "seen+crossed cleared - - seen+warned cleared"},
	} {
		if got := kinds(t, rollout(), weekly(c.days...)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// What has happened counts even when the forecast is rosy, and without a
// forecast nothing is within.
func TestPastAndForecast(t *testing.T) {
	list := weekly(1, 1, 1, 1, 1)
	list[0].Forecast = kpi.Unknown(kpi.ReasonNoData)
	list[1].Actual = kpi.Int(11, "day")
	list[2].Forecast = kpi.Value{}
	list[3].Actual, list[3].Forecast = kpi.Value{}, kpi.Value{}
	want := []tolerance.Status{tolerance.Unclear, tolerance.Exceeded, tolerance.Exceeded, tolerance.Exceeded, tolerance.Within}
	state := tolerance.State{}
	for i, o := range list {
		state, _, _ = state.Observe(rollout(), o)
		if w, _ := state.Watch("build", tolerance.Time); w.Status != want[i] {
			t.Errorf("week %d: %s, want %s", i+1, w.Status, want[i])
		}
	}
	if d := state.Deviations(); len(d) != 1 || d[0].Open() || d[0].Cleared != list[4].On {
		t.Errorf("%v", d)
	}
}

// An inner limit that is missing, or beyond the outer one, is the outer one.
func TestWithoutHysteresis(t *testing.T) {
	for _, inner := range []kpi.Value{{}, days(99)} {
		rules := rollout()
		rules.Limits[0].Inner, rules.Limits[0].Cycles = inner, 0
		if got := kinds(t, rules, weekly(10, 11, 10, 11)); got != "- seen+crossed cleared seen+crossed" {
			t.Errorf("inner %v: %s", inner, got)
		}
	}
}

// Limits may be agreed anew while a deviation is open: the record shows the
// limit that it was last judged by, and no crossing is told twice.
func TestLimitsAgreedAnew(t *testing.T) {
	wide, narrow := rollout(), rollout()
	wide.Limits[0].Outer = days(20)
	state, _, _ := tolerance.Replay(wide, weekly(12))
	all := weekly(12, 12, 12)
	state, events, _ := state.Observe(narrow, all[1])
	if len(events) != 1 || events[0].Kind != tolerance.Crossed {
		t.Errorf("%v", events)
	}
	state, events, _ = state.Observe(narrow, all[2])
	if d := state.Deviations()[0]; len(events) != 0 || !d.Limit.Outer.Equal(days(10)) || d.FirstSeen != all[0].On || d.Crossed != all[1].On {
		t.Errorf("%v %v", events, d)
	}
}

func TestInheritance(t *testing.T) {
	rules := tolerance.Rules{
		Places: []tolerance.Place{
			{ID: "p", Level: tolerance.Project}, {ID: "f", Level: tolerance.Phase, Parent: "p"}, {ID: "g", Level: tolerance.Phase, Parent: "p"},
			{ID: "a", Level: tolerance.Task, Parent: "f"}, {ID: "b", Level: tolerance.Task, Parent: "a"}, {ID: "c", Level: tolerance.Task, Parent: "g"},
		},
		Limits: []tolerance.Limit{
			{Aspect: tolerance.Time, Place: "p", Outer: days(1)}, {Aspect: tolerance.Time, Place: "f", Outer: days(2), HereOnly: true}, {Aspect: tolerance.Time, Place: "b", Outer: days(3)},
			{Aspect: tolerance.Cost, Level: tolerance.Phase, Outer: days(4)}, {Aspect: tolerance.Cost, Place: "g", Outer: days(5)},
			{Aspect: tolerance.Risk, Place: "p", Outer: days(6), HereOnly: true},
			{Aspect: tolerance.Scope, Level: tolerance.Task, Outer: days(7)}, {Aspect: tolerance.Scope, Place: "f", Outer: days(8)},
		},
	}
	for aspect, want := range map[tolerance.Aspect]string{
		tolerance.Time: "p1 f2 g1 a1 b3 c1", tolerance.Cost: "p- f4 g5 a4 b4 c5", tolerance.Risk: "p6 f- g- a- b- c-", tolerance.Scope: "p- f8 g- a7 b7 c7", tolerance.Quality: "p- f- g- a- b- c-",
	} {
		var got []string
		for _, p := range rules.Places {
			text := p.ID + "-"
			if l, ok := rules.For(p.ID, aspect); ok {
				text = p.ID + l.Outer.Round(0, 0)
			}
			got = append(got, text)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", aspect, got, want)
		}
	}
	if _, ok := rules.For("x", tolerance.Time); ok {
		t.Error("a place that does not exist has a limit")
	}
}

// Outlooks keep an exceeded aspect exceeded until it is inside the inner limit,
// add up the effects of an option, and judge other aspects by their limits.
func TestOutlooks(t *testing.T) {
	rules := rollout()
	cost := weekly(1)
	cost[0].Aspect, cost[0].Forecast, cost[0].Actual = tolerance.Cost, kpi.Int(2, "%"), kpi.Value{}
	state, _, _ := tolerance.Replay(rules, append(weekly(12), cost...))
	effects := func(time int, percent ...int64) []tolerance.Effect {
		list := []tolerance.Effect{{tolerance.Time, days(time)}}
		for _, p := range percent {
			list = append(list, tolerance.Effect{Aspect: tolerance.Cost, Change: kpi.Int(p, "%")})
		}
		return list
	}
	e := state.Exceptions([]tolerance.Account{{Exception: "build/time/1", Options: []tolerance.Option{
		{ID: "a", Effects: effects(-6)}, {ID: "b", Effects: effects(-7, 1, 2)}, {ID: "c", Effects: effects(-12, 7)}, {ID: "d"},
	}}})[0]
	want := []string{"a exceeded 6", "b within 5, watched 5", "c within 0, exceeded 9", "d exceeded 12"}
	for i, look := range state.Outlooks(rules, e) {
		var parts []string
		for _, o := range look.Outcomes {
			parts = append(parts, string(o.Status)+" "+o.After.Round(0, 0))
		}
		if got := look.Option + " " + strings.Join(parts, ", "); got != want[i] || look.Clears != strings.Contains(got, "within") {
			t.Errorf("got %s, clears %v, want %s", got, look.Clears, want[i])
		}
	}
}

// Records are listed by first sight, whatever the names of the places.
func TestDeviationsByFirstSight(t *testing.T) {
	early, late := weekly(12), weekly(0, 12)
	early[0].Place, late[1].Place = "import", "crm"
	state, _, _ := tolerance.Replay(rollout(), []tolerance.Observation{late[1], early[0]})
	var ids []string
	for _, d := range state.Deviations() {
		ids = append(ids, d.ID)
	}
	if got := strings.Join(ids, " "); got != "import/time/1 crm/time/1" {
		t.Error(got)
	}
}
