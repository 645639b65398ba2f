package charter

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// workedStandard is the standard of testdata/rollup.md.
func workedStandard(method Method) Standard {
	s := Standard{Rule: Rule{Method: method, PassAt: num("0.8"), PartialAt: num("0.4")}}
	for _, id := range []string{"A1", "A2", "A3", "B"} {
		s.Limits = append(s.Limits, Limit{Goal: id, Pass: num("1"), Partial: num("1/2")})
	}
	s.Limits[1].Pass = num("0.7")
	return s
}

func frozen(t testing.TB, s Standard, goals []Goal) Frozen {
	t.Helper()
	f, err := Freeze(s, goals, "planning", "li.na", day("2026-02-01"))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestVerdictsByHand(t *testing.T) {
	for _, test := range []struct {
		name    string
		rule    Rule
		actuals []Actual
		goals   string
		want    string
	}{
		{"every", Rule{Method: Every}, workedActuals(), "[unknown partial pass pass fail]", "fail 0.45 0.45 0.45"},
		{"weighted", Rule{Method: Weighted, PassAt: num("0.8"), PartialAt: num("0.4")}, workedActuals(), "[unknown partial pass pass fail]", "partial 0.45 0.45 0.45"},
		{"weighted low", Rule{Method: Weighted, PassAt: num("0.45"), PartialAt: num("0.4")}, workedActuals(), "[unknown partial pass pass fail]", "pass 0.45 0.45 0.45"},
		{"weighted high", Rule{Method: Weighted, PassAt: num("0.9"), PartialAt: num("0.46")}, workedActuals(), "[unknown partial pass pass fail]", "fail 0.45 0.45 0.45"},
		{"weighted without credit", Rule{Method: Weighted, PassAt: num("0.9"), PartialAt: num("0.3"), Credit: num("0")}, workedActuals(), "[unknown partial pass pass fail]", "partial 0.3 0.3 0.3"},
		{"must", Rule{Method: Weighted, PassAt: num("0.4"), PartialAt: num("0.3"), Must: []string{"A1"}}, workedActuals(), "[unknown partial pass pass fail]", "partial 0.45 0.45 0.45"},
		{"must failed", Rule{Method: Weighted, PassAt: num("0.4"), PartialAt: num("0.3"), Must: []string{"B"}}, workedActuals(), "[unknown partial pass pass fail]", "fail 0.45 0.45 0.45"},
		{"B unknown, matters", Rule{Method: Weighted, PassAt: num("0.8"), PartialAt: num("0.4")}, workedActuals()[:4], "[unknown partial pass pass unknown]", "unknown  0.45 0.85"},
		{"B unknown, does not matter", Rule{Method: Weighted, PassAt: num("0.9"), PartialAt: num("0.4")}, workedActuals()[:4], "[unknown partial pass pass unknown]", "partial  0.45 0.85"},
		{"all unknown", Rule{Method: Every}, nil, "[unknown unknown unknown unknown unknown]", "unknown  0 1"},
	} {
		s := workedStandard(Every)
		s.Rule = test.rule
		j := frozen(t, s, worked()).Judge(test.actuals)
		var goals []Verdict
		for _, v := range j.Goals {
			goals = append(goals, v.Verdict)
		}
		if got := fmt.Sprint(goals); got != test.goals {
			t.Errorf("%s: goals %s, want %s", test.name, got, test.goals)
		}
		if got := fmt.Sprint(j.Whole, " ", j.Score, " ", j.Low, " ", j.High); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

func TestJudgeKeepsEvidence(t *testing.T) {
	f := frozen(t, workedStandard(Every), worked())
	j := f.Judge([]Actual{{Goal: "B", Value: num("3300000"), On: day("2026-12-01"), Source: "ledger"}, {Goal: "Z", Value: num("1")}})
	want := GoalVerdict{Goal: "B", Verdict: Partial, Actual: num("3300000"), Attained: num("0.5"), On: day("2026-12-01"), Source: "ledger"}
	if j.Goals[4] != want {
		t.Errorf("got %+v", j.Goals[4])
	}
	if j := (Frozen{}).Judge(nil); j.Whole != Unknown || len(j.Goals) != 0 {
		t.Errorf("nothing was fixed: %+v", j)
	}
}

// randomProject makes a tree of goals whose weights sum to one on each level,
// limits and a rule for it, and actuals for its leaves.
func randomProject(random *rand.Rand) ([]Goal, Standard, []Actual) {
	var goals []Goal
	var actuals []Actual
	s := Standard{Rule: Rule{Method: []Method{Every, Weighted}[random.IntN(2)], Credit: Fraction(random.Int64N(5), 4)}}
	s.Rule.PartialAt = Fraction(random.Int64N(5), 10)
	s.Rule.PassAt = add(s.Rule.PartialAt, Fraction(random.Int64N(6), 10))
	level := func(parent string, n int64) {
		for i := range n {
			weight := Fraction(1, n)
			g := Goal{ID: fmt.Sprint(parent, i), Parent: parent, Weight: weight, Metric: Metric{Name: fmt.Sprint(parent, i), Direction: Up}}
			from, way := random.Int64N(100)-50, random.Int64N(50)+1
			if random.IntN(2) == 0 {
				way, g.Metric.Direction = -way, Down
			}
			g.Metric.Baseline, g.Metric.Target = Whole(from), Whole(from+way)
			goals = append(goals, g)
		}
	}
	level("", 1+random.Int64N(3))
	level("0", random.Int64N(4))
	for _, i := range newTree(goals).leaves() {
		partial := Fraction(random.Int64N(10), 10)
		s.Limits = append(s.Limits, Limit{goals[i].ID, add(partial, Fraction(random.Int64N(5), 10)), partial})
		if random.IntN(4) == 0 {
			s.Rule.Must = append(s.Rule.Must, goals[i].ID)
		}
		actuals = append(actuals, Actual{Goal: goals[i].ID, Value: Whole(random.Int64N(200) - 100)})
	}
	return goals, s, actuals
}

// TestVerdictIsMonotone: a figure that gets better never makes a verdict or
// the roll-up worse.
func TestVerdictIsMonotone(t *testing.T) {
	random := rand.New(rand.NewPCG(21, 8))
	moved := 0
	for range 3000 {
		goals, s, actuals := randomProject(random)
		f := frozen(t, s, goals)
		before := f.Judge(actuals)
		_, sumBefore := RollUp(goals, actuals)
		k := random.IntN(len(actuals))
		for i, g := range goals {
			if g.ID != actuals[k].Goal {
				continue
			}
			step := Whole(random.Int64N(80))
			if goals[i].Metric.Direction == Down {
				step = times(step, Whole(-1))
			}
			actuals[k].Value = add(actuals[k].Value, step)
		}
		after := f.Judge(actuals)
		_, sumAfter := RollUp(goals, actuals)
		if rankOf(after.Whole) < rankOf(before.Whole) || compare(after.Score, before.Score) < 0 || compare(sumAfter.Share, sumBefore.Share) < 0 {
			t.Fatalf("%+v\n%+v\nturned from %+v\nto %+v", goals, s, before, after)
		}
		for i := range before.Goals {
			if rankOf(after.Goals[i].Verdict) < rankOf(before.Goals[i].Verdict) {
				t.Fatalf("goal %s turned from %s to %s", before.Goals[i].Goal, before.Goals[i].Verdict, after.Goals[i].Verdict)
			}
		}
		if after.Whole != before.Whole {
			moved++
		}
	}
	if moved < 100 {
		t.Errorf("only %d verdicts moved at all", moved)
	}
}

// TestKnownVerdictHolds: where the whole is known although figures are missing,
// no value of theirs changes it; where it is unknown, some value does.
func TestKnownVerdictHolds(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 30))
	known, unknown := 0, 0
	for range 800 {
		goals, s, actuals := randomProject(random)
		f := frozen(t, s, goals)
		k := random.IntN(len(actuals))
		missing := actuals[k].Goal
		without := append(append([]Actual{}, actuals[:k]...), actuals[k+1:]...)
		whole := f.Judge(without).Whole
		seen := map[Verdict]bool{}
		for _, value := range []int64{-100000, -60, -30, 0, 30, 60, 100000} {
			seen[f.Judge(append(without, Actual{Goal: missing, Value: Whole(value)})).Whole] = true
		}
		if whole != Unknown && (len(seen) != 1 || !seen[whole]) {
			t.Fatalf("said %s, but could be %v", whole, seen)
		}
		if whole == Unknown && len(seen) < 2 {
			t.Fatalf("unknown, but always %v", seen)
		}
		if whole == Unknown {
			unknown++
		} else {
			known++
		}
	}
	if known < 50 || unknown < 50 {
		t.Errorf("%d known, %d unknown: the test shows little", known, unknown)
	}
}

func TestStandardFaults(t *testing.T) {
	for _, test := range []struct {
		name string
		harm func(*Standard)
		want finding.Code
	}{
		{"goal without limit", func(s *Standard) { s.Limits = s.Limits[:3] }, CodeNoLimit},
		{"limit without goal", func(s *Standard) { s.Limits = append(s.Limits, Limit{"Z", num("1"), num("1")}) }, CodeLimitUnknownGoal},
		{"limit twice", func(s *Standard) { s.Limits = append(s.Limits, s.Limits[0]) }, CodeLimitTwice},
		{"limit unstated", func(s *Standard) { s.Limits[0].Partial = Number{} }, CodeLimitMissing},
		{"limits reversed", func(s *Standard) { s.Limits[0].Partial = num("1.01") }, CodeLimitOrder},
		{"no method", func(s *Standard) { s.Rule.Method = "" }, CodeUnknownWord},
		{"must without limit", func(s *Standard) { s.Rule.Must = []string{"A"} }, CodeMustUnlimited},
		{"rule unstated", func(s *Standard) { s.Rule.PassAt = Number{} }, CodeRuleMissing},
		{"rule reversed", func(s *Standard) { s.Rule.PassAt = num("0.3") }, CodeRuleOrder},
		{"rule above one", func(s *Standard) { s.Rule.PassAt = num("1.1") }, CodeRuleBounds},
		{"credit negative", func(s *Standard) { s.Rule.Credit = num("-0.1") }, CodeRuleBounds},
	} {
		s := workedStandard(Weighted)
		if found := s.Check(worked()); len(found) != 0 {
			t.Fatalf("clean: %v", found)
		}
		test.harm(&s)
		if found := s.Check(worked()); !holds(found, test.want) {
			t.Errorf("%s: want %s, got %v", test.name, test.want, found)
		}
		var blocked *finding.Error
		if _, err := Freeze(s, worked(), "planning", "li.na", day("2026-02-01")); !errors.As(err, &blocked) {
			t.Errorf("%s: frozen all the same: %v", test.name, err)
		}
	}
}

func TestFreezeNeedsWhoWhenWhere(t *testing.T) {
	s, on := workedStandard(Every), day("2026-02-01")
	for _, test := range []struct {
		gate, by string
		on       calendar.Date
	}{{"", "li.na", on}, {"planning", " ", on}, {"planning", "li.na", calendar.Date{}}} {
		if _, err := Freeze(s, worked(), test.gate, test.by, test.on); !errors.Is(err, ErrFrozen) {
			t.Errorf("%+v: %v", test, err)
		}
	}
	ring := worked()
	ring[4].Parent = "B"
	if _, err := Freeze(s, ring, "planning", "li.na", on); err == nil {
		t.Error("a ring of goals was fixed")
	}
}

// TestFrozenCannotChange: after the gate nothing that decides the verdict
// changes unseen, and only an approved change amends it.
func TestFrozenCannotChange(t *testing.T) {
	s, goals := workedStandard(Weighted), worked()
	f := frozen(t, s, goals)
	if found := CheckFrozen(f, s, goals); len(found) != 0 || !f.Intact() {
		t.Fatalf("unchanged: %v", found)
	}
	for _, test := range []struct {
		name string
		harm func(*Standard, *[]Goal)
		want finding.Code
	}{
		{"rule", func(s *Standard, _ *[]Goal) { s.Rule.PassAt = num("0.7") }, CodeStandardChanged},
		{"limit", func(s *Standard, _ *[]Goal) { s.Limits[2].Pass = num("0.9") }, CodeStandardChanged},
		{"target", func(_ *Standard, g *[]Goal) { (*g)[1].Metric.Target = num("70") }, CodeTermsChanged},
		{"weight", func(_ *Standard, g *[]Goal) { (*g)[1].Weight = num("0.1") }, CodeTermsChanged},
		{"due date", func(_ *Standard, g *[]Goal) { (*g)[1].Due = day("2027-01-01") }, CodeTermsChanged},
		{"goal added", func(_ *Standard, g *[]Goal) { *g = append(*g, Goal{ID: "C"}) }, CodeGoalAdded},
		{"goal removed", func(_ *Standard, g *[]Goal) { *g = (*g)[:4] }, CodeGoalRemoved},
	} {
		later, terms := s.clone(), worked()
		test.harm(&later, &terms)
		if diff := cmp.Diff([]string{string(test.want)}, codes(CheckFrozen(f, later, terms))); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
	turned := worked()
	turned[1], turned[4] = turned[4], turned[1]
	turned[2].Statement, turned[2].Owner = "another wording", "another owner"
	if found := CheckFrozen(f, s, turned); len(found) != 0 {
		t.Errorf("order, wording and owner decide no verdict: %v", found)
	}
	forged := f
	forged.Standard.Rule.PartialAt = num("0.1")
	if forged.Intact() || !holds(CheckFrozen(forged, s, goals), CodeFrozenBroken) {
		t.Error("a forged standard passed")
	}
}

func TestAmendTakesAChange(t *testing.T) {
	s, goals, on := workedStandard(Weighted), worked(), day("2026-06-01")
	f := frozen(t, s, goals)
	milder := s.clone()
	milder.Rule.PassAt = num("0.5")
	if _, err := f.Amend(milder, goals, "", "li.na", on); !errors.Is(err, ErrFrozen) {
		t.Errorf("amended without a change: %v", err)
	}
	amended, err := f.Amend(milder, goals, "CR-7", "li.na", on)
	if err != nil {
		t.Fatal(err)
	}
	if amended.Previous != f.Digest || amended.Digest == f.Digest || amended.Change != "CR-7" || amended.Gate != "planning" || !amended.Intact() {
		t.Errorf("got %+v", amended)
	}
	if f.Standard.Rule.PassAt != num("0.8") || !f.Intact() {
		t.Error("the receiver changed")
	}
	if found := CheckFrozen(amended, milder, goals); len(found) != 0 {
		t.Errorf("got %v", found)
	}
	f.By = "somebody else"
	if _, err := f.Amend(milder, goals, "CR-8", "li.na", on); !errors.Is(err, ErrFrozen) {
		t.Errorf("amended what was forged: %v", err)
	}
	s.Limits[0].Pass = num("9")
	if amended.Standard.Limits[0].Pass == num("9") {
		t.Error("the frozen standard shares the caller's limits")
	}
}
