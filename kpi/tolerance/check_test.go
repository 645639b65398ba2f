package tolerance_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func brief(found []finding.Finding) []string {
	var list []string
	for _, f := range found {
		list = append(list, string(f.Code)+" "+f.Subject.String())
	}
	return list
}

func expect(t *testing.T, name string, found []finding.Finding, want ...string) {
	t.Helper()
	if got := brief(found); !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", name, got, want)
	}
	for _, f := range found {
		if f.Remedy == "" || f.Subject.Kind == "" {
			t.Errorf("%s: %v has no remedy or subject", name, f)
		}
	}
}

func TestRulesAreSound(t *testing.T) {
	expect(t, "the rules of the examples", rollout().Check())
	expect(t, "no rules", tolerance.Rules{}.Check())
}

func TestRulesCheck(t *testing.T) {
	place := func(id string, level tolerance.Level, parent string) func(*tolerance.Rules) {
		return func(r *tolerance.Rules) {
			r.Places = append(r.Places, tolerance.Place{ID: id, Level: level, Parent: parent})
		}
	}
	limit := func(l tolerance.Limit) func(*tolerance.Rules) {
		return func(r *tolerance.Rules) { r.Limits = append(r.Limits, l) }
	}
	ten, five := days(10), days(5)
	for _, c := range []struct {
		name   string
		change func(*tolerance.Rules)
		want   []string
	}{
		{"no id", place("", tolerance.Project, ""), []string{"tolerance.place.no_id place.id"}},
		{"twice", place("crm", tolerance.Project, ""), []string{"tolerance.place.duplicate_id place crm.id"}},
		{"level", place("x", "programme", ""), []string{"tolerance.place.level place x.level"}},
		{"no parent", place("x", tolerance.Phase, ""), []string{"tolerance.place.unknown_parent place x.parent"}},
		{"unknown parent", place("x", tolerance.Task, "y"), []string{"tolerance.place.unknown_parent place x.parent"}},
		{"project in project", place("x", tolerance.Project, "crm"), []string{"tolerance.place.parent_level place x.parent"}},
		{"phase in task", place("x", tolerance.Phase, "import"), []string{"tolerance.place.parent_level place x.parent"}},
		{"task in task", place("x", tolerance.Task, "import"), nil},
		{"phase in phase", place("x", tolerance.Phase, "build"), nil},
		{"itself", place("x", tolerance.Task, "x"), []string{"tolerance.place.cycle place x.parent"}},
		{"circle", func(r *tolerance.Rules) {
			place("y", tolerance.Phase, "z")(r)
			place("z", tolerance.Phase, "x")(r)
			place("x", tolerance.Phase, "y")(r)
			place("w", tolerance.Phase, "x")(r)
		}, []string{"tolerance.place.cycle place x.parent"}},
		{"aspect", limit(tolerance.Limit{Aspect: "luck", Place: "crm", Outer: ten, Inner: five}), []string{"tolerance.limit.aspect limit crm/luck.aspect"}},
		{"no target", limit(tolerance.Limit{Aspect: tolerance.Risk, Outer: ten, Inner: five}), []string{"tolerance.limit.target limit /risk.place"}},
		{"two targets", limit(tolerance.Limit{Aspect: tolerance.Risk, Place: "crm", Level: tolerance.Task, Outer: ten, Inner: five}), []string{"tolerance.limit.target limit crm/risk.place"}},
		{"unknown place", limit(tolerance.Limit{Aspect: tolerance.Risk, Place: "x", Outer: ten, Inner: five}), []string{"tolerance.limit.unknown_place limit x/risk.place"}},
		{"unknown level", limit(tolerance.Limit{Aspect: tolerance.Risk, Level: "x", Outer: ten, Inner: five}), []string{"tolerance.limit.level limit x/risk.level"}},
		{"duplicate", limit(tolerance.Limit{Aspect: tolerance.Time, Place: "crm", Outer: ten, Inner: five}), []string{"tolerance.limit.duplicate limit crm/time"}},
		{"no outer", limit(tolerance.Limit{Aspect: tolerance.Risk, Place: "crm", Inner: five}), []string{"tolerance.limit.no_outer limit crm/risk.outer"}},
		{"no inner", limit(tolerance.Limit{Aspect: tolerance.Risk, Place: "crm", Outer: ten}), []string{"tolerance.limit.no_inner limit crm/risk.inner"}},
		{"order", limit(tolerance.Limit{Aspect: tolerance.Risk, Place: "crm", Outer: five, Inner: ten}), []string{"tolerance.limit.order limit crm/risk.inner"}},
		{"unit", limit(tolerance.Limit{Aspect: tolerance.Risk, Place: "crm", Outer: ten, Inner: kpi.Int(5, "h")}), []string{"tolerance.limit.unit limit crm/risk.inner"}},
		{"cycles", limit(tolerance.Limit{Aspect: tolerance.Risk, Place: "crm", Outer: ten, Inner: five, Cycles: -1}), []string{"tolerance.limit.cycles limit crm/risk.cycles"}},
		{"looser", limit(tolerance.Limit{Aspect: tolerance.Time, Level: tolerance.Phase, Outer: days(11), Inner: five}), []string{"tolerance.limit.looser limit phase/time.outer"}},
		{"looser once for many places", func(r *tolerance.Rules) {
			place("test", tolerance.Phase, "crm")(r)
			limit(tolerance.Limit{Aspect: tolerance.Time, Level: tolerance.Phase, Outer: days(11), Inner: five})(r)
		}, []string{"tolerance.limit.looser limit phase/time.outer"}},
		{"as wide", limit(tolerance.Limit{Aspect: tolerance.Time, Level: tolerance.Phase, Outer: ten, Inner: five}), nil},
	} {
		rules := rollout()
		c.change(&rules)
		expect(t, c.name, rules.Check(), c.want...)
	}
}

func TestCircleNamesItsMembers(t *testing.T) {
	rules := tolerance.Rules{Places: []tolerance.Place{{ID: "b", Level: tolerance.Task, Parent: "c"}, {ID: "c", Level: tolerance.Task, Parent: "a"}, {ID: "a", Level: tolerance.Task, Parent: "b"}}}
	found := rules.Check()
	if len(found) != 1 || fmt.Sprint(found[0].Related) != "[place b place c]" {
		t.Errorf("%v", found)
	}
	if _, ok := rules.For("a", tolerance.Time); ok {
		t.Error("a limit out of nothing")
	}
}

func TestObservationsRefused(t *testing.T) {
	good := weekly(1)[0]
	for _, c := range []struct {
		name   string
		change func(*tolerance.Observation)
		want   []string
	}{
		{"good", func(*tolerance.Observation) {}, nil},
		{"unknown figures", func(o *tolerance.Observation) { o.Actual, o.Forecast = kpi.Value{}, kpi.Unknown(kpi.ReasonNoData) }, nil},
		{"place", func(o *tolerance.Observation) { o.Place = "x" }, []string{"tolerance.observation.unknown_place observation x/time.place"}},
		{"aspect", func(o *tolerance.Observation) { o.Aspect = "luck" }, []string{"tolerance.observation.aspect observation build/luck.aspect"}},
		{"date", func(o *tolerance.Observation) { o.On = calendar.Date{} }, []string{"tolerance.observation.no_date observation build/time.on"}},
		{"evidence", func(o *tolerance.Observation) { o.Evidence = nil }, []string{"tolerance.observation.no_evidence observation build/time.evidence"}},
		{"unit", func(o *tolerance.Observation) { o.Forecast = kpi.Int(3, "h") }, []string{"tolerance.observation.unit observation build/time.forecast"}},
		{"no limit", func(o *tolerance.Observation) { o.Aspect = tolerance.Benefit }, []string{"tolerance.observation.no_limit observation build/benefit.aspect"}},
		{"everything", func(o *tolerance.Observation) { *o = tolerance.Observation{} }, []string{
			"tolerance.observation.aspect observation.aspect", "tolerance.observation.no_date observation.on",
			"tolerance.observation.no_evidence observation.evidence", "tolerance.observation.unknown_place observation.place",
		}},
	} {
		o := good
		c.change(&o)
		state, events, found := tolerance.State{}.Observe(rollout(), o)
		expect(t, c.name, found, c.want...)
		if len(c.want) > 0 && (len(state.Watches) > 0 || len(events) > 0) {
			t.Errorf("%s: refused, yet %v %v", c.name, state, events)
		}
	}
}

func TestObservationsComeInOrder(t *testing.T) {
	list := weekly(1, 2, 3)
	list[1], list[2] = list[2], list[1]
	_, _, found := tolerance.Replay(rollout(), list)
	expect(t, "late arrival", found, "tolerance.observation.order observation build/time.on")
	if found[0].Want.String() != "2026-03-20" || found[0].Got.String() != "2026-03-13" {
		t.Errorf("%v", found[0])
	}
	_, _, found = tolerance.Replay(rollout(), append(weekly(1), weekly(1)...))
	expect(t, "same date twice", found, "tolerance.observation.order observation build/time.on")
}

func TestLimitWithoutNumberJudgesNothing(t *testing.T) {
	rules := rollout()
	rules.Limits[0].Outer = kpi.Unknown(kpi.ReasonNoData)
	_, _, found := tolerance.Replay(rules, weekly(99))
	expect(t, "no outer limit", found, "tolerance.observation.no_limit observation build/time.aspect")
}

func TestExceptionCheck(t *testing.T) {
	state, _, _ := tolerance.Replay(rollout(), weekly(12, 11))
	relief := []tolerance.Effect{{Aspect: tolerance.Time, Change: days(-8)}}
	full := tolerance.Account{
		Exception: "build/time/1", Cause: "c", Consequence: "d", Recommendation: "b", Lesson: "l",
		Options: []tolerance.Option{{ID: "a", Effects: []tolerance.Effect{{Aspect: tolerance.Time, Change: days(0)}}}, {ID: "b", Effects: relief}},
	}
	for _, c := range []struct {
		name   string
		change func(*tolerance.Account)
		want   []string
	}{
		{"full", func(*tolerance.Account) {}, nil},
		{"no lesson yet", func(a *tolerance.Account) { a.Lesson = "" }, nil},
		{"option twice", func(a *tolerance.Account) { a.Options[0].ID = "b" }, []string{"tolerance.exception.option exception build/time/1.options"}},
		{"option without id", func(a *tolerance.Account) { a.Options[0].ID = "" }, []string{"tolerance.exception.option exception build/time/1.options"}},
		{"no effects", func(a *tolerance.Account) { a.Options[0].Effects = nil }, []string{"tolerance.exception.no_effect exception build/time/1.effects"}},
		{"no number", func(a *tolerance.Account) { a.Options[0].Effects[0].Change = kpi.Value{} }, []string{"tolerance.exception.no_effect exception build/time/1.effects"}},
		{"aspect", func(a *tolerance.Account) { a.Options[0].Effects[0].Aspect = "luck" }, []string{"tolerance.exception.no_effect exception build/time/1.effects"}},
		{"unit", func(a *tolerance.Account) { a.Options[0].Effects[0].Change = kpi.Int(3, "h") }, []string{"tolerance.exception.effect_unit exception build/time/1.effects"}},
		{"other aspect, other unit", func(a *tolerance.Account) {
			a.Options[0].Effects[0] = tolerance.Effect{Aspect: tolerance.Cost, Change: kpi.Int(3, "%")}
		}, nil},
		{"advice", func(a *tolerance.Account) { a.Recommendation = "z" }, []string{"tolerance.exception.unknown_recommendation exception build/time/1.recommendation"}},
		{"no advice", func(a *tolerance.Account) { a.Recommendation = "" }, []string{"tolerance.exception.no_recommendation exception build/time/1.recommendation"}},
		{"one option", func(a *tolerance.Account) { a.Options = a.Options[1:] }, []string{"tolerance.exception.few_options exception build/time/1.options"}},
	} {
		a := state.Exceptions([]tolerance.Account{full})[0].Account
		c.change(&a)
		expect(t, c.name, state.Exceptions([]tolerance.Account{a})[0].Check(), c.want...)
	}
	if len(full.Options) != 2 || full.Options[0].ID != "a" || !full.Options[0].Effects[0].Change.Equal(days(0)) {
		t.Error("an account shares memory with the record made of it")
	}
}

func TestRecordCheckOfAccounts(t *testing.T) {
	account := tolerance.Account{
		Exception: "build/time/1", Cause: "c", Consequence: "d", Recommendation: "a",
		Options: []tolerance.Option{{ID: "a", Effects: []tolerance.Effect{{tolerance.Time, days(0)}}}, {ID: "b", Effects: []tolerance.Effect{{tolerance.Time, days(-1)}}}},
	}
	other := account
	other.Exception, other.Cause = "build/time/2", "x"
	record := tolerance.Record{Rules: rollout(), Observations: weekly(12), Accounts: []tolerance.Account{account, account, other}}
	expect(t, "accounts", record.Check(), "tolerance.account.duplicate account build/time/1.exception", "tolerance.account.unknown_exception account build/time/2.exception")
}

func TestCodesAreDistinct(t *testing.T) {
	seen := map[finding.Code]bool{}
	for _, code := range tolerance.Codes() {
		if seen[code] {
			t.Errorf("%s stands twice", code)
		}
		seen[code] = true
	}
	if len(seen) != 51 {
		t.Errorf("%d codes", len(seen))
	}
}
