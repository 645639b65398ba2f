package charter

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// northStrategy is a strategy with nothing wrong before June 2026.
func northStrategy() Strategy {
	return Strategy{
		Segment: "Food plants in the north with three lines or more", Offer: "Service contract with four hours' response",
		Channel: "Own visits", Price: "Above the market, by what an hour of standstill costs",
		Competitors: []Competitor{{"Bohai Service", "lower price", "guaranteed response"}},
		Assumptions: []Assumption{
			{ID: "A1", Text: "Bohai keeps its price", Owner: "wang.wei", CheckBy: day("2026-04-15"), Tasks: []string{"T4"}, Risks: []string{"R1"}, IfWrong: "offer two levels"},
			{ID: "A2", Text: "Plants run in summer", Owner: "zhao.min", CheckBy: day("2026-05-31"), Tasks: []string{"T7"}},
		},
	}
}

func texts(found []finding.Finding) []string {
	list := []string{}
	for _, f := range found {
		list = append(list, f.String())
	}
	return list
}

// TestStandingOverTime follows one assumption through its life, by hand: the
// last day for a check is still in time, the day after is not.
func TestStandingOverTime(t *testing.T) {
	a := northStrategy().Assumptions[0]
	a = a.Try(Trial{On: day("2026-04-15"), By: "wang.wei", Holds: true, Basis: "price list of April", CheckBy: day("2026-07-15")})
	a = a.Try(Trial{On: day("2026-07-20"), By: "wang.wei", Holds: false, Basis: "offer to Hua Foods"})
	a = a.Try(Trial{On: day("2026-08-03"), By: "wang.wei", Holds: true, Basis: "offer withdrawn"})
	for on, want := range map[string]AssumptionStanding{
		"2026-01-05": Assumed, "2026-04-14": Assumed,
		"2026-04-15": Confirmed, "2026-07-15": Confirmed,
		"2026-07-16": Expired, "2026-07-19": Expired,
		"2026-07-20": Failed, "2026-08-02": Failed,
		"2026-08-03": Confirmed, "2030-01-01": Confirmed, // no further check was asked for
	} {
		if got := a.Standing(day(on)); got != want {
			t.Errorf("on %s it is %s, want %s", on, got, want)
		}
	}
	untried := northStrategy().Assumptions[0]
	if untried.Standing(day("2026-04-15")) != Assumed || untried.Standing(day("2026-04-16")) != Expired {
		t.Error("the last day for the check is in time, the next is not")
	}
	if (Assumption{}).Standing(day("2026-01-01")) != Expired {
		t.Error("what nobody means to check cannot be relied on")
	}
}

func TestDueAssumptions(t *testing.T) {
	s := northStrategy()
	s.Assumptions[1] = s.Assumptions[1].Try(Trial{On: day("2026-05-20"), By: "zhao.min", Basis: "calls to ten plants", CheckBy: day("2026-06-30")})
	if got := s.Due(day("2026-04-15")); len(got) != 0 {
		t.Errorf("nothing is due yet: %v", got)
	}
	if got := s.Due(calendar.Date{}); got != nil {
		t.Errorf("no day asks nothing: %v", got)
	}
	got := s.Due(day("2026-06-01"))
	want := []string{
		"block charter.assumption.failed: assumption A2, got 2026-05-20, remedy charter.remedy.act_on_assumption, see task T7",
		"warn charter.assumption.expired: assumption A1.check_by, want 2026-04-15, got 2026-06-01, remedy charter.remedy.check_assumption, see task T4, risk R1",
	}
	if len(got) != 2 || got[0].Code != CodeAssumptionFailed || got[1].Code != CodeAssumptionExpired {
		t.Fatalf("got %q, want %q", texts(got), want)
	}
	if diff := cmp.Diff([]finding.Ref{{Kind: "task", ID: "T4"}, {Kind: "risk", ID: "R1"}}, got[1].Related); diff != "" {
		t.Error(diff)
	}
	if got[1].Want != finding.Date("2026-04-15") || got[1].Got != finding.Date("2026-06-01") {
		t.Errorf("got %v", got[1])
	}
}

func TestStrategyFaults(t *testing.T) {
	if found := northStrategy().Check(); len(found) != 0 {
		t.Fatalf("the good strategy has %v", texts(found))
	}
	if found := (Strategy{}).Check(); found != nil {
		t.Fatalf("no strategy has %v", texts(found))
	}
	trial := Trial{On: day("2026-03-01"), By: "li.na", Holds: true, Basis: "calls"}
	for _, c := range []struct {
		name string
		harm func(*Strategy)
		want finding.Code
		at   string
	}{
		{"no segment", func(s *Strategy) { s.Segment = " " }, CodeStrategyThin, "strategy.segment"},
		{"no offer", func(s *Strategy) { s.Offer = "" }, CodeStrategyThin, "strategy.offer"},
		{"no channel", func(s *Strategy) { s.Channel = "" }, CodeStrategyThin, "strategy.channel"},
		{"no price", func(s *Strategy) { s.Price = "" }, CodeStrategyThin, "strategy.price"},
		{"no assumptions", func(s *Strategy) { s.Assumptions = nil }, CodeStrategyThin, "strategy.assumptions"},
		{"competitor unnamed", func(s *Strategy) { s.Competitors[0].Name = "" }, CodeRowIncomplete, "strategy.competitors"},
		{"assumption without id", func(s *Strategy) { s.Assumptions[0].ID = "" }, CodeNoID, "assumption.id"},
		{"assumption twice", func(s *Strategy) { s.Assumptions[0].ID = "A2" }, CodeDuplicateID, "assumption A2.id"},
		{"assumption without text", func(s *Strategy) { s.Assumptions[0].Text = "" }, CodeRowIncomplete, "assumption A1.text"},
		{"assumption without owner", func(s *Strategy) { s.Assumptions[0].Owner = "" }, CodeRowIncomplete, "assumption A1.owner"},
		{"never checked", func(s *Strategy) { s.Assumptions[0].CheckBy = calendar.Date{} }, CodeAssumptionUnchecked, "assumption A1.check_by"},
		{"nothing rests on it", func(s *Strategy) { s.Assumptions[1].Tasks = nil }, CodeAssumptionUnlinked, "assumption A2"},
		{"trial by nobody", func(s *Strategy) { s.Assumptions[0].Trials = []Trial{{On: trial.On, Basis: "calls"}} }, CodeRowIncomplete, "assumption A1.trials"},
		{"trial undated", func(s *Strategy) { s.Assumptions[0].Trials = []Trial{{By: "li.na", Basis: "calls"}} }, CodeTrialUndated, "assumption A1.trials"},
		{"trials out of order", func(s *Strategy) {
			s.Assumptions[0].Trials = []Trial{trial, {On: day("2026-02-28"), By: "li.na", Basis: "calls"}}
		}, CodeTrialOrder, "assumption A1.trials"},
		{"next check before this one", func(s *Strategy) {
			s.Assumptions[0].Trials = []Trial{{On: trial.On, By: "li.na", Basis: "calls", CheckBy: day("2026-02-01")}}
		}, CodeWindowReversed, "assumption A1.trials"},
	} {
		s := northStrategy()
		c.harm(&s)
		found := s.Check()
		if len(found) != 1 || found[0].Code != c.want || found[0].Subject.String() != c.at {
			t.Errorf("%s: got %q, want %s at %s", c.name, texts(found), c.want, c.at)
		}
	}
}

// TestStandingLaws holds on random lives of an assumption: only a trial can
// make it fail or be confirmed, a later day without a trial never makes it
// better, and the order in which trials of other days are listed is no matter.
func TestStandingLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	start := day("2026-01-01")
	for range 2000 {
		a := Assumption{CheckBy: start.AddDays(r.IntN(60))}
		tried := map[int]bool{}
		for range r.IntN(4) {
			on := r.IntN(90)
			if tried[on] {
				continue
			}
			tried[on] = true
			trial := Trial{On: start.AddDays(on), Holds: r.IntN(2) == 0}
			if r.IntN(3) > 0 {
				trial.CheckBy = trial.On.AddDays(r.IntN(40))
			}
			a = a.Try(trial)
		}
		rank := map[AssumptionStanding]int{Confirmed: 2, Assumed: 1, Expired: 0, Failed: 0}
		for n := 1; n < 120; n++ {
			before, now := a.Standing(start.AddDays(n-1)), a.Standing(start.AddDays(n))
			if before != now && !tried[n] && (now == Failed || rank[now] > rank[before]) {
				t.Fatalf("day %d: from %s to %s without a trial: %+v", n, before, now, a)
			}
		}
		shuffled := a.Clone()
		r.Shuffle(len(shuffled.Trials), func(i, k int) {
			shuffled.Trials[i], shuffled.Trials[k] = shuffled.Trials[k], shuffled.Trials[i]
		})
		if on := start.AddDays(r.IntN(120)); shuffled.Standing(on) != a.Standing(on) {
			t.Fatalf("the order of trials matters: %+v", a)
		}
	}
}

func TestStrategyInCharter(t *testing.T) {
	x := full(t)
	clone := x.Clone()
	clone.Strategy.Assumptions[0].Tasks[0] = "other"
	if x.Strategy.Assumptions[0].Tasks[0] != "T4" {
		t.Error("the clone shares its tasks")
	}
	x.Strategy.Assumptions[0].Text = strings.Repeat("x", MaxText+1)
	if found := Check(x); len(found) != 1 || found[0].Code != CodeTextTooLong || found[0].Subject.ID != "A1" {
		t.Errorf("got %q", texts(found))
	}
}
