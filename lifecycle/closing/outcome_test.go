package closing_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func date(month, day int) calendar.Date {
	d, err := calendar.ParseDate("2026-" + two(month) + "-" + two(day))
	if err != nil {
		panic(err)
	}
	return d
}

func two(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }

func num(text string) charter.Number {
	n, err := charter.ParseNumber(text)
	if err != nil {
		panic(err)
	}
	return n
}

// goal goes from 0 to 100 in percent, with half of the weight.
func goal(id string) charter.Goal {
	return charter.Goal{ID: id, Statement: "Raise " + id, Weight: num("1/2"), Due: date(6, 30),
		Metric: charter.Metric{Name: id + " rate", Unit: "percent", Direction: charter.Up, Baseline: num("0"), Target: num("100"), Source: "ledger"}}
}

// standard passes a goal from 90 % of the way on, and half passes it from 50 %.
func standard(t testing.TB, rule charter.Rule, goals ...charter.Goal) charter.Frozen {
	t.Helper()
	s := charter.Standard{Rule: rule}
	for _, g := range goals {
		s.Limits = append(s.Limits, charter.Limit{Goal: g.ID, Pass: num("0.9"), Partial: num("1/2")})
	}
	f, err := charter.Freeze(s, goals, "planning", "li.na", date(2, 1))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func actual(goal, value string) charter.Actual {
	return charter.Actual{Goal: goal, Value: num(value), On: date(6, 30), Source: "ledger of June"}
}

func lines(list []finding.Finding) []string {
	var all []string
	for _, f := range list {
		all = append(all, f.String())
	}
	return all
}

func same(t *testing.T, what string, found []finding.Finding, want ...string) {
	t.Helper()
	if got := lines(found); !slices.Equal(got, want) {
		t.Errorf("%s: got\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// The verdicts follow from the limits 0.9 and 0.5 by hand: a figure of 89 is
// just short of passing, one of 49 just short of half passing.
func TestVerdictTable(t *testing.T) {
	every, weighted := charter.Rule{Method: charter.Every}, charter.Rule{Method: charter.Weighted, PassAt: num("1"), PartialAt: num("1/2")}
	later := []closing.Measurement{{Goal: "b", Owner: "chen.jie", On: date(12, 31)}}
	for _, c := range []struct {
		a, b  string
		later bool
		rule  charter.Rule
		goals [2]charter.Verdict
		whole charter.Verdict
	}{
		{"90", "120", false, every, [2]charter.Verdict{charter.Pass, charter.Pass}, charter.Pass},
		{"89", "90", false, every, [2]charter.Verdict{charter.Partial, charter.Pass}, charter.Partial},
		{"50", "49", false, every, [2]charter.Verdict{charter.Partial, charter.Fail}, charter.Fail},
		{"90", "", false, every, [2]charter.Verdict{charter.Pass, charter.Unknown}, charter.Unknown},
		{"90", "", true, every, [2]charter.Verdict{charter.Pass, closing.Later}, closing.Later},
		{"0", "", true, every, [2]charter.Verdict{charter.Fail, closing.Later}, charter.Fail},
		{"", "", true, every, [2]charter.Verdict{charter.Unknown, closing.Later}, charter.Unknown},
		{"90", "95", true, every, [2]charter.Verdict{charter.Pass, charter.Pass}, charter.Pass},
		{"90", "0", false, weighted, [2]charter.Verdict{charter.Pass, charter.Fail}, charter.Partial},
		{"90", "", true, weighted, [2]charter.Verdict{charter.Pass, closing.Later}, closing.Later},
	} {
		var actuals []charter.Actual
		for id, value := range map[string]string{"a": c.a, "b": c.b} {
			if value != "" {
				actuals = append(actuals, actual(id, value))
			}
		}
		var duties []closing.Measurement
		if c.later {
			duties = later
		}
		o, found := closing.Judge(standard(t, c.rule, goal("a"), goal("b")), actuals, duties, date(7, 15))
		if o.Goals[0].Verdict != c.goals[0] || o.Goals[1].Verdict != c.goals[1] || o.Whole != c.whole {
			t.Errorf("%q %q later %v: %v %v, whole %v, want %v, %v", c.a, c.b, c.later, o.Goals[0].Verdict, o.Goals[1].Verdict, o.Whole, c.goals, c.whole)
		}
		open := c.goals[0] == charter.Unknown || c.goals[1] == charter.Unknown
		if finding.Blocks(found) != open {
			t.Errorf("%q %q later %v: %q", c.a, c.b, c.later, lines(found))
		}
	}
}

func TestOutcomeShowsWhatWasPlannedAndReached(t *testing.T) {
	sum, part := goal("all"), goal("part")
	sum.Weight, part.Weight, part.Parent = num("1"), num("1"), "all"
	s := charter.Standard{Rule: charter.Rule{Method: charter.Every}, Limits: []charter.Limit{{Goal: "part", Pass: num("0.9"), Partial: num("1/2")}}}
	f, err := charter.Freeze(s, []charter.Goal{sum, part}, "planning", "li.na", date(2, 1))
	if err != nil {
		t.Fatal(err)
	}
	o, found := closing.Judge(f, []charter.Actual{actual("part", "75")}, nil, date(7, 15))
	same(t, "sound", found)
	want := closing.GoalOutcome{Goal: "part", Judged: true, Metric: "part rate", Unit: "percent", Baseline: num("0"), Planned: num("100"),
		Actual: num("75"), Attained: num("0.75"), Share: num("0.75"), Verdict: charter.Partial, Due: date(6, 30), On: date(6, 30), Source: "ledger of June"}
	if o.Goals[1] != want {
		t.Errorf("got %+v", o.Goals[1])
	}
	if up := o.Goals[0]; up.Judged || up.Share != num("0.75") || up.Verdict != charter.Unknown {
		t.Errorf("the sum: %+v", up)
	}
	if o.Standard != f.Digest || o.On != date(7, 15) || o.Whole != charter.Partial {
		t.Errorf("got %+v", o)
	}
}

func TestALaterMeasurementNamesWhoAndWhen(t *testing.T) {
	f := standard(t, charter.Rule{Method: charter.Every}, goal("a"), goal("b"))
	o, found := closing.Judge(f, []charter.Actual{actual("a", "95")}, []closing.Measurement{{Goal: "b", Owner: "chen.jie", On: date(12, 31)}}, date(7, 15))
	same(t, "sound", found)
	if b := o.Goals[1]; b.Owner != "chen.jie" || b.MeasureOn != date(12, 31) || !o.Score.IsZero() {
		t.Errorf("got %+v", o)
	}
}

func TestJudgeNamesEveryFault(t *testing.T) {
	f := standard(t, charter.Rule{Method: charter.Every}, goal("a"), goal("b"))
	f.Terms[0].Metric.Target = num("50")
	actuals := []charter.Actual{{Goal: "a", Value: num("1")}, {Goal: "zoo", Value: num("1"), On: date(6, 1), Source: "x"}, {Goal: "a", Value: num("40"), On: date(8, 1), Source: "x"}}
	later := []closing.Measurement{{Goal: "zoo", Owner: "x", On: date(9, 1)}, {Goal: "a", On: date(7, 15)}, {Goal: "a", Owner: "x"}}
	_, found := closing.Judge(f, actuals, later, date(7, 15))
	same(t, "faults", found,
		"block closing.outcome.no_such_goal: actual zoo.goal, got zoo, remedy closing.remedy.name_goal_of_standard",
		"block closing.outcome.measured_after_closing: goal a.on, want 2026-07-15, got 2026-08-01, remedy closing.remedy.state_source_and_date",
		"block closing.outcome.no_date: goal a.on, remedy closing.remedy.state_source_and_date",
		"block closing.outcome.no_source: goal a.source, remedy closing.remedy.state_source_and_date",
		"block closing.outcome.not_measured: goal b.actual, got unknown (no-data), remedy closing.remedy.measure_or_plan_measuring",
		"block closing.measurement.no_owner: measurement a.owner, remedy closing.remedy.mend_measuring_duty",
		"block closing.measurement.not_after_closing: measurement a.on, want 2026-07-15, got 2026-07-15, remedy closing.remedy.mend_measuring_duty",
		"block closing.measurement.not_after_closing: measurement a.on, want 2026-07-15, remedy closing.remedy.mend_measuring_duty",
		"block closing.measurement.twice: measurement a, remedy closing.remedy.mend_measuring_duty",
		"block closing.outcome.no_such_goal: measurement zoo.goal, got zoo, remedy closing.remedy.name_goal_of_standard",
		"block closing.outcome.standard_broken: standard, got "+string(f.Digest)+", remedy closing.remedy.restore_standard",
	)
}
