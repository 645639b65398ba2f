package health

import (
	"encoding/json"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// The number of cases that a step asks for is enough, whichever way a mended
// case counts afterwards, and one fewer is not, where mended cases vanish.
func TestStepsAreEnoughAndNoMore(t *testing.T) {
	within := func(bad, of int, limit *big.Rat) bool {
		return of == 0 || big.NewRat(int64(bad), int64(of)).Cmp(limit) <= 0
	}
	beyond := 0
	for of := 1; of <= 24; of++ {
		for bad := 0; bad <= of; bad++ {
			for _, limit := range []*big.Rat{big.NewRat(0, 1), big.NewRat(1, 4), big.NewRat(1, 3), big.NewRat(1, 2), big.NewRat(9, 10)} {
				if within(bad, of, limit) {
					continue
				}
				beyond++
				k := mended(bad, of, limit)
				if !within(bad-k, of-k, limit) || !within(bad-k, of, limit) || within(bad-k+1, of-k+1, limit) {
					t.Errorf("%d of %d, limit %v: mend %d", bad, of, limit, k)
				}
				n := further(bad, of, limit)
				if limit.Sign() == 0 && n != 0 || limit.Sign() > 0 && (!within(bad, of+n, limit) || within(bad, of+n-1, limit)) {
					t.Errorf("%d of %d, limit %v: %d further", bad, of, limit, n)
				}
			}
		}
	}
	if beyond < 500 {
		t.Errorf("only %d shares beyond a limit", beyond)
	}
}

// drawn is a survey of random size for each sign.
func drawn(rng *rand.Rand) []*survey {
	var list []*survey
	for _, s := range specs() {
		x := &survey{code: s.code, known: true}
		for k := range rng.IntN(12) {
			ref := finding.Ref{Kind: "thing", ID: string(rune('a' + k))}
			var found []finding.Finding
			if rng.IntN(3) == 0 {
				found = append(found, finding.Finding{Code: "x.y", Subject: ref})
			}
			x.take(ref, calendar.DateOf(2026, 3, 1+rng.IntN(28)), found...)
		}
		list = append(list, x)
	}
	return list
}

func judged(surveys []*survey) *diagnosis {
	d := &diagnosis{moment: moment{on: calendar.DateOf(2026, 4, 30)}, limits: Limits{}.filled()}
	for _, s := range surveys {
		d.signs = append(d.signs, s.sign(d.limits.At[s.code]))
	}
	return d
}

// A case that goes bad, and a bad case that comes to light, never lower the
// strength or the weight of a cause, and never acquit it.
func TestFurtherEvidenceNeverWeakens(t *testing.T) {
	rank := map[Verdict]int{NotEnough: 0, NotShown: 0, Hinted: 1, Shown: 2}
	rose := 0
	for seed := range uint64(400) {
		rng := rand.New(rand.NewPCG(seed, 3))
		surveys := drawn(rng)
		before := judged(surveys)
		x := surveys[rng.IntN(len(surveys))]
		if x.bad < x.of && rng.IntN(2) == 0 {
			x.bad++
		} else {
			x.take(finding.Ref{Kind: "thing", ID: "new"}, calendar.DateOf(2026, 4, 1), finding.Finding{Code: "x.y"})
		}
		after := judged(surveys)
		for _, n := range Causes() {
			a, b := before.cause(n), after.cause(n)
			if order, ok := finding.CompareValues(b.Strength, a.Strength); ok && order < 0 || b.Weight < a.Weight || rank[b.Verdict] < rank[a.Verdict] {
				t.Errorf("seed %d, %s, one more bad case of %s: %v %d %s, before %v %d %s", seed, n, x.code, b.Strength, b.Weight, b.Verdict, a.Strength, a.Weight, a.Verdict)
			} else if ok && order > 0 {
				rose++
			}
		}
		for _, n := range Factors() {
			a, b := before.cause(n), after.cause(n)
			if order, ok := finding.CompareValues(b.Strength, a.Strength); ok && order > 0 {
				t.Errorf("seed %d: %s grew by one more bad case of %s", seed, n, x.code)
			}
		}
	}
	if rose < 20 {
		t.Errorf("the strength rose only %d times", rose)
	}
}

// A slow reading of the rule of the verdict, word by word.
func TestVerdictByTheRule(t *testing.T) {
	seen := map[Verdict]int{}
	for seed := range uint64(300) {
		surveys := drawn(rand.New(rand.NewPCG(seed, 4)))
		d := judged(surveys)
		for _, n := range Causes() {
			weight, enough := 0, 0
			var worst *big.Rat
			for _, s := range surveys {
				def, _ := specOf(s.code)
				if def.cause != n || s.of < def.sample {
					continue
				}
				enough++
				if share := big.NewRat(int64(s.bad), max(1, int64(s.of))); s.of > 0 && share.Cmp(big.NewRat(def.num, def.den)) > 0 {
					weight += s.bad
					if worst == nil || share.Cmp(worst) > 0 {
						worst = share
					}
				}
			}
			want := NotEnough
			switch {
			case weight >= 3:
				want = Shown
			case weight > 0:
				want = Hinted
			case enough >= 3:
				want = NotShown
			}
			c := d.cause(n)
			seen[want]++
			strength, known := c.Strength.Rat()
			if c.Verdict != want || c.Weight != weight || known != (enough > 0) || worst != nil && strength.Cmp(worst) != 0 || worst == nil && known && strength.Sign() != 0 {
				t.Errorf("seed %d, %s: %s, weight %d, strength %v; want %s, %d, %v", seed, n, c.Verdict, c.Weight, c.Strength, want, weight, worst)
			}
		}
	}
	for _, v := range []Verdict{Shown, Hinted, NotShown} {
		if seen[v] == 0 {
			t.Errorf("%s never came up", v)
		}
	}
}

// The first date is the one by which the stated amount of evidence was there.
func TestFirstDate(t *testing.T) {
	on := func(day int) Evidence { return Evidence{On: calendar.DateOf(2026, 3, day)} }
	for _, c := range []struct {
		list []Evidence
		want int
	}{
		{[]Evidence{on(9), on(2), on(5), on(7)}, 7}, // the third of 2, 5, 7, 9
		{[]Evidence{on(9), on(2)}, 31},              // not all of it can be named
		{[]Evidence{on(9), on(2), {}}, 31},          // one is not dated: it shows now
		{[]Evidence{{}, on(9), on(2), on(4)}, 9},
	} {
		if got := firstBy(c.list, calendar.DateOf(2026, 3, 31), Limits{}.filled().Evidence); got != calendar.DateOf(2026, 3, c.want) {
			t.Errorf("%v: %s", c.list, got)
		}
	}
}

// Every sign has a name, a limit that can be used, and stands with one cause
// or with the fifth factor alone.
func TestSpecs(t *testing.T) {
	var all []finding.Code
	for _, n := range Causes() {
		all = append(all, n.Signs()...)
	}
	for i, n := range Factors()[:4] {
		if got := n.Signs(); !slices.Equal(got, Causes()[i].Signs()) {
			t.Errorf("%s is judged by %v", n, got)
		}
	}
	all = append(all, FlexibleResponse.Signs()...)
	if len(all) != len(specs()) {
		t.Errorf("%d signs stand with a cause or factor, of %d", len(all), len(specs()))
	}
	seen := map[finding.Code]bool{}
	for _, code := range Codes() {
		if seen[code] || !strings.HasPrefix(string(code), "health.") {
			t.Errorf("%s", code)
		}
		seen[code] = true
	}
	for _, s := range specs() {
		if !seen[s.remedy] || s.sample < 1 || s.num < 1 || s.num >= s.den || len(Name("none").Signs()) != 0 {
			t.Errorf("%+v", s)
		}
	}
}

func TestLimitsCheck(t *testing.T) {
	if found := StandardLimits().Check(); len(found) != 0 {
		t.Errorf("the standard has faults: %v", found)
	}
	bad := Limits{Evidence: -1, At: map[finding.Code]Bound{"health.nothing": {}, SignLoose: {Limit: finding.Number(1, "")}, SignCoarse: {Sample: -2},
		SignNobody: {Limit: finding.Decimal("0.2", "day")}, SignGuessed: {Sample: 9, Limit: finding.Decimal("0.2", "")}}}
	var got []string
	for _, f := range bad.Check() {
		got = append(got, string(f.Code)+" "+f.Subject.String())
	}
	want := []string{"health.limits.range limits.evidence", "health.limits.range sign health.plan.coarse", "health.limits.range sign health.plan.loose",
		"health.limits.range sign health.plan.nobody", "health.limits.no_sign sign health.nothing"}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("found %q", got)
	}
	filled, standard := bad.filled(), StandardLimits()
	if filled.Evidence != 3 || filled.At[SignLoose] != standard.At[SignLoose] || filled.At[SignGuessed] != bad.At[SignGuessed] || len(filled.At) != len(standard.At) {
		t.Errorf("filled to %+v", filled)
	}
	data, err := json.Marshal(bad)
	var back Limits
	if err != nil || json.Unmarshal(data, &back) != nil || back.At[SignGuessed] != bad.At[SignGuessed] {
		t.Errorf("%s, %v", data, err)
	}
}

func TestScaled(t *testing.T) {
	for seed := range uint64(500) {
		rng := rand.New(rand.NewPCG(seed, 9))
		a, b, c := rng.Int64N(1<<40), rng.Int64N(1<<40), 1+rng.Int64N(1<<40)
		want := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
		if want.Quo(want, big.NewInt(c)); want.IsInt64() && want.Int64() < 1<<50 && scaled(a, b, c) != want.Int64() {
			t.Errorf("%d * %d / %d = %d, want %s", a, b, c, scaled(a, b, c), want)
		}
	}
	if scaled(1, 1, 0) != 0 || scaled(-1, 1, 1) != 0 || scaled(1<<62, 1<<62, 1) <= 1<<50 {
		t.Error("edges")
	}
}
