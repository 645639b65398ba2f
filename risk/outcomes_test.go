package risk

import (
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"
)

// chances makes a register of open risks from pairs of percent and size, a
// negative size being an opportunity.
func chances(pairs ...[2]int64) Register {
	var r Register
	for i, pair := range pairs {
		risk := Risk{ID: fmt.Sprint("R", i), Kind: Threat, Status: Open}
		size := pair[1]
		if size < 0 {
			risk.Kind, size = Opportunity, -size
		}
		risk.Assessments = []Assessment{{Basis: Current, Rating: Rating{
			Probability: Fraction(pair[0], 100), Effects: []Effect{{On: OnCost, Likely: Whole(size)}}}}}
		r.Risks = append(r.Risks, risk)
	}
	return r
}

// TestOutcomesOracle walks through all subsets of a few risks.
func TestOutcomesOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 5))
	for range 60 {
		pairs := make([][2]int64, random.IntN(7))
		for i := range pairs {
			pairs[i] = [2]int64{random.Int64N(101), random.Int64N(9) - 4}
		}
		want := map[string]*big.Rat{}
		for subset := range 1 << len(pairs) {
			p, sum := big.NewRat(1, 1), int64(0)
			for i, pair := range pairs {
				if subset>>i&1 == 1 {
					p.Mul(p, big.NewRat(pair[0], 100))
					sum += pair[1]
				} else {
					p.Mul(p, big.NewRat(100-pair[0], 100))
				}
			}
			key := fmt.Sprint(sum)
			if want[key] == nil {
				want[key] = new(big.Rat)
			}
			want[key].Add(want[key], p)
		}
		got, err := chances(pairs...).Outcomes(ever, Current, OnCost)
		if err != nil {
			t.Fatal(err)
		}
		possible := 0
		for key, p := range want {
			if p.Sign() > 0 {
				possible++
			}
			below := got.AtMost(num(key)).rat()
			for _, x := range got.Points {
				if x.Value != num(key) && compare(x.Value, num(key)) < 0 {
					below.Sub(below, x.Probability.rat())
				}
			}
			if below.Cmp(p) != 0 {
				t.Fatalf("%v: P(%s) is %s, want %s", pairs, key, below, p)
			}
		}
		if possible != len(got.Points) {
			t.Fatalf("%v: %d values, want %d", pairs, len(got.Points), possible)
		}
	}
}

// TestOutcomesLaws: probabilities sum to one, values rise, the mean is the sum
// of the expected values and percentiles invert the distribution.
func TestOutcomesLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 9))
	for range 40 {
		pairs := make([][2]int64, 1+random.IntN(6))
		for i := range pairs {
			pairs[i] = [2]int64{1 + random.Int64N(99), random.Int64N(2000) - 800}
		}
		r := chances(pairs...)
		o, err := r.Outcomes(ever, Current, OnCost)
		if err != nil {
			t.Fatal(err)
		}
		total := new(big.Rat)
		for i, x := range o.Points {
			total.Add(total, x.Probability.rat())
			if i > 0 && compare(o.Points[i-1].Value, x.Value) >= 0 {
				t.Fatalf("%v: values do not rise", pairs)
			}
			if o.Percentile(RatNumber(total)) != x.Value {
				t.Fatalf("%v: the percentile at %s is not %s", pairs, total, x.Value)
			}
		}
		if total.Cmp(big.NewRat(1, 1)) != 0 || o.Mean() != r.Exposure(ever, Current).Cost.Net.Expected {
			t.Fatalf("%v: sums to %s with mean %s", pairs, total, o.Mean())
		}
	}
}

func TestOutcomesEdges(t *testing.T) {
	var none Outcomes
	if none.Mean() != Whole(0) || none.Variance() != Whole(0) || none.AtMost(Whole(0)) != Whole(1) || none.AtMost(Whole(-1)) != Whole(0) || none.Percentile(Fraction(1, 2)) != Whole(0) {
		t.Error("the zero Outcomes is 0 for certain")
	}
	certain, err := chances([2]int64{100, 7}, [2]int64{0, 900}).Outcomes(ever, Current, OnCost)
	if err != nil || len(certain.Points) != 1 || certain.Percentile(Fraction(1, 100)) != Whole(7) {
		t.Errorf("got %+v, %v", certain, err)
	}
	for _, p := range []Number{{}, Whole(0), Whole(-1), Fraction(101, 100)} {
		if got := certain.Percentile(p); !got.IsZero() {
			t.Errorf("percentile %s: got %s", p, got)
		}
	}
	if !certain.AtMost(Number{}).IsZero() {
		t.Error("no value has no probability")
	}
}

func TestOutcomesLimits(t *testing.T) {
	same := make([][2]int64, MaxEnumerated)
	doubled := make([][2]int64, 17)
	for i := range same {
		same[i] = [2]int64{50, 1}
	}
	for i := range doubled {
		doubled[i] = [2]int64{50, 1 << i}
	}
	if o, err := chances(same...).Outcomes(ever, Current, OnCost); err != nil || len(o.Points) != MaxEnumerated+1 {
		t.Errorf("%d points, %v", len(o.Points), err)
	}
	if _, err := chances(append(same, [2]int64{50, 1})...).Outcomes(ever, Current, OnCost); !errors.Is(err, ErrTooMany) {
		t.Error(err)
	}
	if _, err := chances(doubled...).Outcomes(ever, Current, OnCost); !errors.Is(err, ErrTooMany) {
		t.Error(err)
	}
	unknown := chances([2]int64{50, 1})
	unknown.Risks[0].Assessments = nil
	if _, err := unknown.Outcomes(ever, Current, OnCost); !errors.Is(err, ErrNumber) {
		t.Error(err)
	}
	absurd := chances([2]int64{150, 1})
	if _, err := absurd.Outcomes(ever, Current, OnCost); !errors.Is(err, ErrNumber) {
		t.Error(err)
	}
}
