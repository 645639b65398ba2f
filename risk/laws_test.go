package risk

import (
	"cmp"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// randomRegister makes a lawful register on the scales of the worked one: any
// mix of kinds and statuses, ratings by level, by number or by both, several
// of them over time.
func randomRegister(t testing.TB, random *rand.Rand) Register {
	t.Helper()
	r := handWorked(t)
	r.Risks, r.Categories = nil, nil
	for i := range 1 + random.IntN(12) {
		risk := Risk{
			ID: fmt.Sprint("R", i), Kind: []Kind{Threat, Opportunity}[random.IntN(2)],
			Cause: "c", Event: "e", Effect: "f", Owner: "o",
			Status: Statuses()[random.IntN(5)], Raised: day("2026-01-05").AddDays(random.IntN(60)),
		}
		switch risk.Status {
		case Occurred:
			risk.Occurred, risk.Issue = day("2026-03-01"), "I"
		case Closed, Expired:
			risk.Ended = day("2026-03-01")
		}
		for range random.IntN(3) + 1 {
			risk.Assessments = append(risk.Assessments, Assessment{
				At: day("2026-02-01").AddDays(random.IntN(90)), By: "o", Basis: Current, Rating: randomRating(r, random),
			})
		}
		r.Risks = append(r.Risks, risk)
	}
	return r
}

// randomRating makes a rating that its scales can place.
func randomRating(r Register, random *rand.Rand) Rating {
	var rating Rating
	if random.IntN(3) > 0 {
		rating.Probability = Fraction(random.Int64N(101), 100)
	} else {
		rating.Likelihood = r.Matrix.Likelihoods[random.IntN(5)]
	}
	for _, on := range Dimensions() {
		effect := Effect{On: on}
		switch random.IntN(4) {
		case 0:
			continue
		case 1:
			effect.Level = r.Matrix.Effects[random.IntN(5)]
		default:
			likely := random.Int64N(20_000)
			effect.Likely = Whole(likely)
			effect.Low, effect.High = Whole(likely-random.Int64N(likely+1)), Whole(likely+random.Int64N(500))
			if on == OnQuality || on == OnCustomer {
				effect.Level = r.Matrix.Effects[random.IntN(5)] // these have no scale here
			}
		}
		rating.Effects = append(rating.Effects, effect)
	}
	if len(rating.Effects) == 0 {
		rating.Effects = []Effect{{On: OnCost, Level: "3"}}
	}
	return rating
}

func TestRandomRegistersAreLawful(t *testing.T) {
	random := rand.New(rand.NewPCG(77, 1))
	for range 200 {
		r := randomRegister(t, random)
		if found := r.Check(); finding.Blocks(found) {
			t.Fatalf("%v\n%s", codesOf(found), encoded(t, r))
		}
	}
}

// TestEstimateLaws: the bounds of an estimate enclose it, and a rating twice
// as likely is expected to cost twice as much.
func TestEstimateLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	r := handWorked(t)
	for range 2000 {
		rating := randomRating(r, random)
		for _, on := range Dimensions() {
			s := r.Estimate(rating, on)
			for _, pair := range [][2]Number{{s.Low, s.Expected}, {s.Expected, s.High}, {s.Low, s.High}} {
				if !pair[0].IsZero() && !pair[1].IsZero() && compare(pair[0], pair[1]) > 0 {
					t.Fatalf("%+v on %s: %s", rating, on, spanText(s))
				}
			}
			if rating.Probability.IsZero() || compare(rating.Probability, Fraction(1, 2)) > 0 {
				continue
			}
			double := rating
			double.Probability = times(rating.Probability, Whole(2))
			d := r.Estimate(double, on)
			if d.Expected != times(s.Expected, Whole(2)) || d.Low != times(s.Low, Whole(2)) || d.High != times(s.High, Whole(2)) {
				t.Fatalf("%+v on %s: %s, doubled %s", rating, on, spanText(s), spanText(d))
			}
		}
	}
}

// TestPlaceIsMonotone: a likelier or greater threat never lands in a milder
// class.
func TestPlaceIsMonotone(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 6))
	r := handWorked(t)
	changed := 0
	for range 2000 {
		p, size := random.Int64N(100), random.Int64N(1_500_000)
		rating := func(p, size int64) Rating {
			return Rating{Probability: Fraction(p, 100), Effects: []Effect{{On: OnCost, Likely: Whole(size)}}}
		}
		mild, err := r.Place(rating(p, size))
		if err != nil {
			t.Fatal(err)
		}
		grave, err := r.Place(rating(p+random.Int64N(101-p), size+random.Int64N(1_000_000)))
		if err != nil {
			t.Fatal(err)
		}
		if r.Matrix.graver(grave, mild) < 0 {
			t.Fatalf("%d%% of %d: %+v then %+v", p, size, mild, grave)
		}
		if grave.Class != mild.Class {
			changed++
		}
	}
	if changed < 200 {
		t.Errorf("only %d classes changed", changed)
	}
}

// TestGravestEffectCounts: the cell of several effects is the gravest of the
// cells of each alone.
func TestGravestEffectCounts(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 8))
	r := handWorked(t)
	for range 1000 {
		rating := randomRating(r, random)
		whole, err := r.Place(rating)
		if err != nil {
			t.Fatal(err)
		}
		gravest := -1
		for _, effect := range rating.Effects {
			alone := rating
			alone.Effects = []Effect{effect}
			spot, err := r.Place(alone)
			if err != nil {
				t.Fatal(err)
			}
			gravest = max(gravest, spot.Cell.Effect)
		}
		if whole.Cell.Effect != gravest {
			t.Fatalf("%+v: %d, alone %d", rating, whole.Cell.Effect, gravest)
		}
	}
}

// TestExposureAddsUp compares with a plain sum over the open risks and splits
// the register in two: the parts add up to the whole.
func TestExposureAddsUp(t *testing.T) {
	random := rand.New(rand.NewPCG(12, 3))
	unknown, known := 0, 0
	for range 600 {
		r := randomRegister(t, random)
		whole := r.Exposure(ever, Current).Cost
		sum, missing := new(big.Rat), false
		for _, risk := range r.Risks {
			if risk.Status != Open {
				continue
			}
			last := risk.Assessments[0]
			for _, a := range risk.Assessments {
				if a.At.Compare(last.At) >= 0 {
					last = a
				}
			}
			exact, ok := r.Estimate(last.Rating, OnCost).Expected.Rat()
			missing = missing || !ok
			if ok && risk.Kind == Opportunity {
				exact.Neg(exact)
			}
			if ok {
				sum.Add(sum, exact)
			}
		}
		if missing != whole.Net.Expected.IsZero() || !missing && whole.Net.Expected != RatNumber(sum) {
			t.Fatalf("got %s, want %s (missing %v)", whole.Net.Expected, sum, missing)
		}
		if missing != (len(whole.Unknown) > 0) {
			t.Fatalf("unknown %v, missing %v", whole.Unknown, missing)
		}
		if missing {
			unknown++
		} else {
			known++
		}
		left, right := r.Clone(), r.Clone()
		cut := random.IntN(len(r.Risks))
		left.Risks, right.Risks = left.Risks[:cut], right.Risks[cut:]
		a, b := left.Exposure(ever, Current).Cost.Net, right.Exposure(ever, Current).Cost.Net
		if a.plus(b) != whole.Net {
			t.Fatalf("%s and %s do not add up to %s", spanText(a), spanText(b), spanText(whole.Net))
		}
	}
	if unknown < 20 || known < 20 {
		t.Errorf("%d unknown and %d known sums: the test shows little", unknown, known)
	}
}

// TestRankedOracle compares with an order by explicit keys, worst first.
func TestRankedOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(13, 13))
	for range 300 {
		r := randomRegister(t, random)
		type key struct {
			id          string
			rank, score int
			cost, time  *big.Rat
		}
		var keys []key
		for _, risk := range r.Risks {
			if risk.Status != Proposed && risk.Status != Open {
				continue
			}
			rating, _ := risk.Rated(ever, Current)
			spot, err := r.Place(rating)
			if err != nil {
				t.Fatal(err)
			}
			k := key{id: risk.ID, rank: spot.Rank, score: (spot.Cell.Likelihood + 1) * (spot.Cell.Effect + 1), cost: big.NewRat(-1, 1), time: big.NewRat(-1, 1)}
			if n, ok := r.Estimate(rating, OnCost).Expected.Rat(); ok {
				k.cost = n
			}
			if n, ok := r.Estimate(rating, OnTime).Expected.Rat(); ok {
				k.time = n
			}
			keys = append(keys, k)
		}
		slices.SortFunc(keys, func(a, b key) int {
			return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(b.score, a.score), b.cost.Cmp(a.cost), b.time.Cmp(a.time), strings.Compare(a.id, b.id))
		})
		got := r.Ranked(ever, Current)
		if len(got) != len(keys) {
			t.Fatalf("%d lines, want %d", len(got), len(keys))
		}
		for i, k := range keys {
			if got[i].Risk != k.id || got[i].Place != i+1 {
				t.Fatalf("place %d: got %s, want %s", i+1, got[i].Risk, k.id)
			}
		}
	}
}

// TestDueOracle goes through the days one by one: a review is due on the first
// day on which as many days as the cadence have passed since the assessment.
func TestDueOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(14, 2))
	days := map[string]int{"low": 30, "medium": 14, "high": 7}
	listed := 0
	for range 150 {
		r := randomRegister(t, random)
		at := day("2026-03-01").AddDays(random.IntN(60))
		want := map[string]string{}
		for _, risk := range r.Risks {
			if risk.Status != Proposed && risk.Status != Open {
				continue
			}
			rating, rated := risk.Rated(at, Current)
			if !rated {
				if !risk.Raised.After(at) {
					want[risk.ID] = fmt.Sprint(NeverRated, " ", risk.Raised)
				}
				continue
			}
			spot, err := r.Place(rating)
			if err != nil {
				t.Fatal(err)
			}
			var last calendar.Date
			for _, a := range risk.Assessments {
				if !a.At.After(at) && a.At.After(last) {
					last = a.At
				}
			}
			for d := last; !d.After(at); d = d.AddDays(1) {
				if d.DaysSince(last) == days[spot.Class] {
					want[risk.ID] = fmt.Sprint(CadencePast, " ", d)
				}
			}
		}
		got := map[string]string{}
		before := calendar.Date{}
		for _, v := range r.Due(at) {
			got[v.Risk] = fmt.Sprint(v.Reason, " ", v.Due)
			if v.Due.Before(before) || v.DaysLate != at.DaysSince(v.Due) {
				t.Fatalf("out of order or wrongly late: %+v", v)
			}
			before = v.Due
			listed++
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Fatalf("at %s: %s", at, diff)
		}
	}
	if listed < 100 {
		t.Errorf("only %d reviews were due", listed)
	}
}

// TestRandomWalksStayLawful moves risks at random: what the life allows never
// leaves a register that its check blocks.
func TestRandomWalksStayLawful(t *testing.T) {
	random := rand.New(rand.NewPCG(15, 4))
	moves := 0
	for range 60 {
		r := randomRegister(t, random)
		at := day("2026-06-01")
		for range 20 {
			risk := r.Risks[random.IntN(len(r.Risks))]
			change := Change{Risk: risk.ID, To: Statuses()[random.IntN(5)], At: at, Issue: []string{"", "I-1"}[random.IntN(2)]}
			next, err := r.Move(change)
			if err != nil {
				continue
			}
			moves++
			at = at.AddDays(1)
			if found := next.Check(); finding.Blocks(found) {
				t.Fatalf("after %+v: %v", change, codesOf(found))
			}
			r = next
		}
	}
	if moves < 100 {
		t.Errorf("only %d moves were made", moves)
	}
}

// TestCheckIsStable: the same findings in the same order, however the register
// is written down.
func TestCheckIsStable(t *testing.T) {
	random := rand.New(rand.NewPCG(16, 4))
	for range 40 {
		r := randomRegister(t, random)
		for range 1 + random.IntN(4) { // some faults
			risk := &r.Risks[random.IntN(len(r.Risks))]
			switch random.IntN(4) {
			case 0:
				risk.Owner = ""
			case 1:
				risk.Assessments[0].Rating.Likelihood = "9"
			case 2:
				risk.Kind = "hope"
			default:
				risk.Responses = []Response{{ID: "A", Strategy: Avoid}}
			}
		}
		want := codesOf(r.Check())
		random.Shuffle(len(r.Risks), func(i, j int) { r.Risks[i], r.Risks[j] = r.Risks[j], r.Risks[i] })
		if diff := gocmp.Diff(want, codesOf(r.Check())); diff != "" {
			t.Fatal(diff)
		}
	}
}

// TestScaledMatrixKeepsItsVerdict: stretching an axis changes the figures of
// the axioms and none of the verdicts; turning the axes around changes neither.
func TestScaledMatrixKeepsItsVerdict(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 4))
	for range 300 {
		n := 2 + random.IntN(3)
		rows := make([]string, n)
		for i := range rows {
			for j := range n {
				rows[i] += string("GGYYRRRR"[min((n-i)*(j+1)*6/(n*n)+random.IntN(3), 7)])
			}
		}
		m := paint(rows...)
		want := m.Cox()
		stretched := m.Clone()
		for i := range n + 1 {
			stretched.EffectEdges = append(stretched.EffectEdges, Fraction(int64(7*i), int64(n)))
		}
		got := stretched.Cox()
		if got.MaxGreen != times(want.MaxGreen, Whole(7)) || got.MinRed != times(want.MinRed, Whole(7)) {
			t.Fatalf("%q: %s and %s became %s and %s", rows, want.MaxGreen, want.MinRed, got.MaxGreen, got.MinRed)
		}
		got.MaxGreen, got.MinRed = want.MaxGreen, want.MinRed
		if diff := gocmp.Diff(want, got, gocmp.Comparer(func(a, b Number) bool { return a == b })); diff != "" {
			t.Fatalf("%q: %s", rows, diff)
		}
		turned := m.Clone()
		for _, c := range m.cells() {
			turned.Cells[c.Effect][c.Likelihood] = m.Cells[c.Likelihood][c.Effect]
		}
		x := turned.Cox()
		if x.MaxGreen != want.MaxGreen || x.MinRed != want.MinRed || x.Passes() != want.Passes() || len(x.Jumps) != len(want.Jumps) || len(x.MustBeRed) != len(want.MustBeRed) {
			t.Fatalf("%q turned: %+v, was %+v", rows, x, want)
		}
	}
}

// TestDecideOracle values random options by counting in hundredths.
func TestDecideOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(18, 4))
	for range 300 {
		var options []Option
		var values []int64 // a hundred times the expected value
		for i := range 1 + random.IntN(4) {
			cost := random.Int64N(100)
			option := Option{ID: fmt.Sprint(i), Cost: amount(t, fmt.Sprint(cost), "CNY")}
			left, value := int64(100), int64(0)
			for left > 0 {
				p := min(left, 1+random.Int64N(60))
				pay := random.Int64N(300) - 50
				option.Branches = append(option.Branches, Branch{Fraction(p, 100), amount(t, fmt.Sprint(pay), "CNY")})
				value += p * (pay - cost)
				left -= p
			}
			options, values = append(options, option), append(values, value)
		}
		d, err := Decide(options)
		if err != nil {
			t.Fatal(err)
		}
		best := 0
		for i, v := range values {
			if d.Options[i].Expected != Fraction(v, 100) {
				t.Fatalf("option %d: got %s, want %d/100", i, d.Options[i].Expected, v)
			}
			if v > values[best] {
				best = i
			}
		}
		if d.Best != options[best].ID {
			t.Fatalf("got %s, want %s of %v", d.Best, options[best].ID, values)
		}
		if n, ok := d.Information.Rat(); ok && n.Sign() < 0 {
			t.Fatalf("knowing more never costs: %s", n)
		}
	}
}
