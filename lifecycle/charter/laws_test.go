package charter

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// TestAttainmentLaws: 0 at the baseline, 1 at the target, the same whatever
// unit the figures are in and wherever its zero lies, and the same for a
// metric and its mirror image.
func TestAttainmentLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(31, 1))
	for range 2000 {
		from, way, now := random.Int64N(400)-200, random.Int64N(100)+1, random.Int64N(600)-300
		m := Metric{Direction: Up, Baseline: Whole(from), Target: Whole(from + way)}
		if m.Attainment(m.Baseline) != Whole(0) || m.Attainment(m.Target) != Whole(1) {
			t.Fatalf("%+v: %s at the baseline, %s at the target", m, m.Attainment(m.Baseline), m.Attainment(m.Target))
		}
		got := m.Attainment(Whole(now))
		if got != Fraction(now-from, way) {
			t.Fatalf("%+v at %d: got %s", m, now, got)
		}
		scale, shift := Fraction(random.Int64N(9)+1, 7), Whole(random.Int64N(50))
		other := func(n Number) Number { return add(times(n, scale), shift) }
		moved := Metric{Direction: Up, Baseline: other(m.Baseline), Target: other(m.Target)}
		if moved.Attainment(other(Whole(now))) != got {
			t.Fatalf("%+v in another unit: %s, was %s", m, moved.Attainment(other(Whole(now))), got)
		}
		mirror := func(n Number) Number { return times(n, Whole(-1)) }
		down := Metric{Direction: Down, Baseline: mirror(m.Baseline), Target: mirror(m.Target)}
		if down.Attainment(mirror(Whole(now))) != got {
			t.Fatalf("%+v mirrored: %s, was %s", m, down.Attainment(mirror(Whole(now))), got)
		}
	}
}

// TestRollUpOracle sums over the leaves, each with the product of the weights
// on its way up, instead of level by level.
func TestRollUpOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(32, 1))
	for range 1000 {
		goals, _, actuals := randomProject(random)
		if random.IntN(2) == 0 {
			actuals = actuals[:random.IntN(len(actuals)+1)]
		}
		_, whole := RollUp(goals, actuals)
		low, high, missing := new(big.Rat), new(big.Rat), false
		byID := map[string]Goal{}
		parents := map[string]bool{}
		for _, g := range goals {
			byID[g.ID] = g
			parents[g.Parent] = true
		}
		for _, g := range goals {
			if parents[g.ID] {
				continue
			}
			weight := big.NewRat(1, 1)
			for up := g; ; up = byID[up.Parent] {
				weight.Mul(weight, up.Weight.rat())
				if up.Parent == "" {
					break
				}
			}
			i := slices.IndexFunc(actuals, func(a Actual) bool { return a.Goal == g.ID })
			if i < 0 {
				missing = true
				high.Add(high, weight)
				continue
			}
			share := g.Metric.Attainment(actuals[i].Value).rat()
			if share.Sign() < 0 {
				share = new(big.Rat)
			}
			if share.Cmp(big.NewRat(1, 1)) > 0 {
				share = big.NewRat(1, 1)
			}
			weight.Mul(weight, share)
			low.Add(low, weight)
			high.Add(high, weight)
		}
		if whole.Low != RatNumber(low) || whole.High != RatNumber(high) || whole.Share.IsZero() != missing || !missing && whole.Share != whole.Low {
			t.Fatalf("%+v: got %s, want %s to %s", goals, attainedText(whole), low, high)
		}
	}
}

// TestJudgeOracle combines the verdicts of the leaves by counting in a common
// denominator.
func TestJudgeOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(33, 1))
	seen := map[Verdict]int{}
	for range 2000 {
		goals, s, actuals := randomProject(random)
		j := frozen(t, s, goals).Judge(actuals)
		worst, sum := 2, new(big.Rat)
		must := 2
		for _, i := range newTree(goals).leaves() {
			g := goals[i]
			limit := s.Limits[slices.IndexFunc(s.Limits, func(l Limit) bool { return l.Goal == g.ID })]
			actual := actuals[slices.IndexFunc(actuals, func(a Actual) bool { return a.Goal == g.ID })]
			share := g.Metric.Attainment(actual.Value)
			points := 0
			if compare(share, limit.Partial) >= 0 {
				points = 1
			}
			if compare(share, limit.Pass) >= 0 {
				points = 2
			}
			weight := g.Weight.rat()
			if g.Parent != "" {
				weight.Mul(weight, goals[slices.IndexFunc(goals, func(p Goal) bool { return p.ID == g.Parent })].Weight.rat())
			}
			switch points {
			case 2:
				sum.Add(sum, weight)
			case 1:
				sum.Add(sum, weight.Mul(weight, s.Rule.Credit.rat()))
			}
			worst = min(worst, points)
			if slices.Contains(s.Rule.Must, g.ID) {
				must = min(must, points)
			}
		}
		whole := worst
		if s.Rule.Method == Weighted {
			whole = 0
			if sum.Cmp(s.Rule.PartialAt.rat()) >= 0 {
				whole = 1
			}
			if sum.Cmp(s.Rule.PassAt.rat()) >= 0 {
				whole = 2
			}
			whole = min(whole, must)
		}
		want := []Verdict{Fail, Partial, Pass}[whole]
		if j.Whole != want || j.Score != RatNumber(sum) {
			t.Fatalf("%+v\n%+v: got %s with %s, want %s with %s", goals, s, j.Whole, j.Score, want, sum)
		}
		seen[want]++
	}
	if seen[Pass] < 100 || seen[Partial] < 50 || seen[Fail] < 100 {
		t.Errorf("the verdicts were %v", seen)
	}
}

// TestFreezeIsIndifferentToOrder: the digest of a frozen standard depends on
// what was fixed and not on the order of goals and limits.
func TestFreezeIsIndifferentToOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(34, 1))
	for range 200 {
		goals, s, actuals := randomProject(random)
		first := frozen(t, s, goals)
		random.Shuffle(len(goals), func(i, j int) { goals[i], goals[j] = goals[j], goals[i] })
		random.Shuffle(len(s.Limits), func(i, j int) { s.Limits[i], s.Limits[j] = s.Limits[j], s.Limits[i] })
		second := frozen(t, s, goals)
		if first.Digest != second.Digest {
			t.Fatalf("%s and %s", first.Digest, second.Digest)
		}
		if a, b := first.Judge(actuals), second.Judge(actuals); a.Whole != b.Whole || a.Score != b.Score {
			t.Fatalf("%s with %s, then %s with %s", a.Whole, a.Score, b.Whole, b.Score)
		}
	}
}

// TestWeightSumOracle compares the levels with sums by parent.
func TestWeightSumOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(35, 1))
	good, bad := 0, 0
	for range 1500 {
		var goals []Goal
		n := 1 + random.IntN(6)
		for i := range n {
			g := Goal{ID: fmt.Sprint(i), Weight: Fraction(1+random.Int64N(3), 1+random.Int64N(3))}
			if i > 0 && random.IntN(2) == 0 {
				g.Parent = fmt.Sprint(random.IntN(i)) // no rings
			}
			goals = append(goals, g)
		}
		sums := map[string]*big.Rat{}
		for _, g := range goals {
			if sums[g.Parent] == nil {
				sums[g.Parent] = new(big.Rat)
			}
			sums[g.Parent].Add(sums[g.Parent], g.Weight.rat())
		}
		want := map[string]string{}
		for parent, sum := range sums {
			if sum.Cmp(big.NewRat(1, 1)) != 0 {
				want[parent] = RatNumber(sum).String()
			}
		}
		got := map[string]string{}
		for _, f := range CheckTree(goals, nil) {
			if f.Code == CodeWeightSum {
				got[f.Subject.ID] = f.Got.Plain()
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%+v: %s", goals, diff)
		}
		if len(want) > 0 {
			bad++
		} else {
			good++
		}
	}
	if good < 50 || bad < 50 {
		t.Errorf("%d good and %d bad trees: the test shows little", good, bad)
	}
}

// TestExperienceLaws: whether a target is beyond experience does not depend on
// the unit, and a target that passes makes every nearer one pass.
func TestExperienceLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(36, 1))
	beyond := 0
	for range 800 {
		c := smart{}
		c.goal.Metric = Metric{Name: "m", Unit: "u", Direction: []Direction{Up, Down}[random.IntN(2)], Baseline: Whole(100)}
		sign := int64(1)
		if c.goal.Metric.Direction == Down {
			sign = -1
		}
		for i := range 5 {
			from := random.Int64N(90) + 10
			c.context.Past = append(c.context.Past, Past{Project: fmt.Sprint(i), Metric: "M", Unit: "u", Direction: c.goal.Metric.Direction,
				Baseline: Whole(from), Result: Whole(from + sign*random.Int64N(from))})
		}
		reach := func(c smart, target int64) bool {
			c.goal.Metric.Target = Whole(100 + sign*target)
			judged, x := c.withinExperience()
			if !judged {
				t.Fatal("five projects are enough")
			}
			return x.ok
		}
		target := 1 + random.Int64N(99)
		ok := reach(c, target)
		if !ok {
			beyond++
		}
		if ok && !reach(c, 1+random.Int64N(target)) {
			t.Fatalf("%d passes, a nearer target does not: %+v", target, c.context.Past)
		}
		scaled := c
		scaled.context.Past = slices.Clone(c.context.Past)
		for i := range scaled.context.Past {
			p := &scaled.context.Past[i]
			p.Baseline, p.Result = times(p.Baseline, Whole(60)), times(p.Result, Whole(60))
		}
		if reach(scaled, target) != ok {
			t.Fatalf("%d: another unit, another answer: %+v", target, c.context.Past)
		}
	}
	if beyond < 50 || beyond > 750 {
		t.Errorf("%d of 800 were beyond experience", beyond)
	}
}

// TestChecksAreStable: the findings do not depend on the order in which a
// charter lists its rows.
func TestChecksAreStable(t *testing.T) {
	random := rand.New(rand.NewPCG(37, 1))
	x := full(t)
	x.Goals[0].Owner, x.Goals[1].Weight, x.Needs[0].Source, x.Team[0].Role = "", num("2"), "", ""
	x.Resources[0].Kind, x.Risks[0].Text = "moral", ""
	want := Check(x)
	if len(want) < 8 {
		t.Fatalf("only %v", want)
	}
	for range 30 {
		random.Shuffle(len(x.Goals), func(i, j int) { x.Goals[i], x.Goals[j] = x.Goals[j], x.Goals[i] })
		random.Shuffle(len(x.Needs), func(i, j int) { x.Needs[i], x.Needs[j] = x.Needs[j], x.Needs[i] })
		random.Shuffle(len(x.Resources), func(i, j int) { x.Resources[i], x.Resources[j] = x.Resources[j], x.Resources[i] })
		random.Shuffle(len(x.Past), func(i, j int) { x.Past[i], x.Past[j] = x.Past[j], x.Past[i] })
		if diff := cmp.Diff(codes(want), codes(Check(x))); diff != "" {
			t.Fatal(diff)
		}
	}
}

// TestEveryLimit passes one limit at a time by one and wants nothing but the
// finding on it.
func TestEveryLimit(t *testing.T) {
	long := strings.Repeat("x", MaxText+1)
	for name, test := range map[string]struct {
		harm func(*Charter)
		want finding.Code
	}{
		"aims":         {func(x *Charter) { x.Aims = make([]Aim, MaxRows+1) }, CodeTooMany},
		"needs":        {func(x *Charter) { x.Needs = make([]Need, MaxRows+1) }, CodeTooMany},
		"limits":       {func(x *Charter) { x.Standard.Limits = make([]Limit, MaxRows+1) }, CodeTooMany},
		"must":         {func(x *Charter) { x.Standard.Rule.Must = make([]string, MaxRows+1) }, CodeTooMany},
		"team":         {func(x *Charter) { x.Team = make([]Seat, MaxRows+1) }, CodeTooMany},
		"resources":    {func(x *Charter) { x.Resources = make([]Resource, MaxRows+1) }, CodeTooMany},
		"risks":        {func(x *Charter) { x.Risks = make([]FirstRisk, MaxRows+1) }, CodeTooMany},
		"constraints":  {func(x *Charter) { x.Constraints = make([]string, MaxRows+1) }, CodeTooMany},
		"authority":    {func(x *Charter) { x.Authority = make([]Authority, MaxRows+1) }, CodeTooMany},
		"tolerances":   {func(x *Charter) { x.Tolerances = make([]Tolerance, MaxRows+1) }, CodeTooMany},
		"capacity":     {func(x *Charter) { x.Capacity = make([]Capacity, MaxRows+1) }, CodeTooMany},
		"past":         {func(x *Charter) { x.Past = make([]Past, MaxRows+1) }, CodeTooMany},
		"deliverables": {func(x *Charter) { x.Needs[0].Deliverables = make([]string, MaxRows+1) }, CodeTooMany},
		"demands":      {func(x *Charter) { x.Goals[0].Demands = make([]Demand, MaxRows+1) }, CodeTooMany},
		"attestations": {func(x *Charter) { x.Goals[0].Attestations = make([]Attestation, MaxRows+1) }, CodeTooMany},
		"purpose":      {func(x *Charter) { x.Purpose = long }, CodeTextTooLong},
		"goal id":      {func(x *Charter) { x.Goals[0].ID = long }, CodeTextTooLong},
		"scope":        {func(x *Charter) { x.Goals[0].Scope = long }, CodeTextTooLong},
		"source":       {func(x *Charter) { x.Goals[0].Metric.Source = long }, CodeTextTooLong},
		"basis":        {func(x *Charter) { x.Goals[0].Attestations[0].Basis = long }, CodeTextTooLong},
		"need":         {func(x *Charter) { x.Needs[0].Statement = long }, CodeTextTooLong},
		"aim":          {func(x *Charter) { x.Aims[0].Text = long }, CodeTextTooLong},
		"risk":         {func(x *Charter) { x.Risks[0].Text = long }, CodeTextTooLong},
		"resource":     {func(x *Charter) { x.Resources[0].Name = long }, CodeTextTooLong},
		"role":         {func(x *Charter) { x.Team[0].Role = long }, CodeTextTooLong},
		"authority to": {func(x *Charter) { x.Authority[0].May = long }, CodeTextTooLong},
	} {
		x := full(t)
		test.harm(&x)
		found := Check(x)
		if len(found) == 0 {
			t.Errorf("%s: nothing found", name)
		}
		for _, f := range found {
			if f.Code != test.want || len(f.String()) > 1000 {
				t.Errorf("%s: want %s alone and short, got %s", name, test.want, f.Code)
			}
		}
		if s := Summarize(x); s.Blocking != len(found) {
			t.Errorf("%s: %d findings, %d block", name, len(found), s.Blocking)
		}
	}
}

// TestStatementsOfBothLanguages pairs what is said in English and in Chinese:
// both say the same number of outcomes and are vague or not alike.
func TestStatementsOfBothLanguages(t *testing.T) {
	for _, pair := range []struct {
		english, chinese string
		outcomes         int
		vague            bool
	}{
		{"Increase revenue in the east by 10 percent", "将东区销售额增长10%", 1, false},
		{"Increase revenue and reduce costs", "增加收入并降低成本", 2, false},
		{"Increase revenue; reduce costs; keep customers", "增加收入；降低成本；保持客户", 3, false},
		{"Increase revenue, reduce costs", "增加收入，降低成本", 2, false},
		{"Increase revenue as well as profit", "增加收入以及利润", 2, false},
		{"By June, raise the renewal rate to 75 percent", "到6月，将续约率提升到75%", 1, false},
		{"By June, raise the renewal rate to 75 percent and shorten the response time", "到6月，将续约率提升到75%，同时缩短响应时间", 2, false},
		{"Significantly increase revenue", "大幅增加收入", 1, true},
		{"Reduce costs as far as possible", "尽可能降低成本", 1, true},
		{"Increase sales in Beijing and Shanghai", "提高北京和上海的销售额", 1, false},
		{"Open 3 branches by the end of the year", "年底前新增3家分店", 1, false},
		{"Open 3 branches soon, open 4 later", "尽快新增3家分店，开拓4个县", 2, true},
	} {
		for _, text := range []string{pair.english, pair.chinese} {
			if got := outcomes(text); len(got) != pair.outcomes {
				t.Errorf("%s: %d outcomes %q, want %d", text, len(got), got, pair.outcomes)
			}
			if got := vagueWords(text); len(got) > 0 != pair.vague {
				t.Errorf("%s: vague words %q, want some: %v", text, got, pair.vague)
			}
		}
	}
}

// TestErrorsSayWhat: the texts of errors name their package and unwrap to
// their kind.
func TestErrorsSayWhat(t *testing.T) {
	_, err := ParseNumber(strings.Repeat("9", MaxNumberText+1))
	if err == nil || !strings.HasPrefix(err.Error(), "charter: not an exact number: ") || len(err.Error()) > 120 {
		t.Errorf("got %v", err)
	}
	for _, kind := range []error{ErrNumber, ErrTooMany, ErrForm, ErrFrozen} {
		if !strings.HasPrefix(kind.Error(), "charter: ") {
			t.Errorf("%v does not name the package", kind)
		}
	}
}
