package sales_test

import (
	"errors"
	"math"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/kpi/sales"
)

func same(t *testing.T, what string, got, want kpi.Value) {
	t.Helper()
	if !got.Equal(want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func five(counts ...int64) sales.Answers {
	return sales.Answers{Scale: sales.Scale{Low: 1, High: 5}, Counts: counts}
}

func TestCSAT(t *testing.T) {
	same(t, "two top boxes of five", five(4, 6, 15, 50, 25).CSAT(), kpi.Int(75, "%"))
	same(t, "no answers", five(0, 0, 0, 0, 0).CSAT(), kpi.Unknown(kpi.ReasonNoData))
	same(t, "zero", sales.Answers{}.CSAT(), kpi.Unknown(kpi.ReasonNoData))
	same(t, "a count below zero", five(1, -1).CSAT(), kpi.Unknown(kpi.ReasonMissingInput))
	same(t, "more counts than answers on the scale", five(1, 1, 1, 1, 1, 1).Mean(), kpi.Unknown(kpi.ReasonMissingInput))
	same(t, "boxes left out at the end are empty", five(1, 3).Mean(), kpi.Ratio(7, 4, ""))
}

func TestAnswersOf(t *testing.T) {
	a := sales.AnswersOf(sales.Scale{Low: 1, High: 5}, []int{5, 4, 0, 6, 1, 5}, 12)
	same(t, "n", a.N(), kpi.Int(4, ""))
	same(t, "top", a.TopShare(5), kpi.Int(50, "%"))
	if a.Rejected != 2 {
		t.Errorf("rejected %d", a.Rejected)
	}
	for _, bad := range []sales.Scale{{Low: 5, High: 1}, {Low: 0, High: 1 << 30}, {Low: math.MinInt, High: math.MaxInt}} {
		a := sales.AnswersOf(bad, []int{1, 2}, 0)
		if a.Rejected != 2 || !a.N().Equal(kpi.Int(0, "")) {
			t.Errorf("scale %v: %+v", bad, a)
		}
	}
}

func TestResponseRate(t *testing.T) {
	a := five(0, 0, 1, 1, 1)
	same(t, "not stated", a.ResponseRate(), kpi.Unknown(kpi.ReasonMissingInput))
	a.Asked = 12
	same(t, "3 of 12", a.ResponseRate(), kpi.Ratio(1, 4, ""))
	if !a.Weak(0) || !a.Weak(4) || a.Weak(3) {
		t.Error("three answers are weak below ten, and below four, not below three")
	}
}

// The published example of seven points: 8 of 10 answer 5 or more, mean 5.
func TestEffort(t *testing.T) {
	a := sales.Answers{Scale: sales.Scale{Low: 1, High: 7}, Counts: []int64{1, 1, 0, 0, 3, 3, 2}}
	share, err := sales.EffortByShare(a, sales.AsksEase, 5)
	if err != nil {
		t.Fatal(err)
	}
	mean, err := sales.EffortByMean(a, sales.AsksEffort)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "share", share.Value, kpi.Int(80, "%"))
	same(t, "mean", mean.Value, kpi.Int(5, ""))
	if share.Scale != a.Scale || share.Statistic != sales.EffortShare || share.From != 5 || mean.Statistic != sales.EffortMean {
		t.Errorf("scale and statistic are not stored: %+v %+v", share, mean)
	}
	if key := mean.Figure().Key; key != "sales.ces_effort_mean" {
		t.Error(key)
	}
	if _, err := sales.EffortByMean(a, "mood"); !errors.Is(err, sales.ErrQuestion) {
		t.Error(err)
	}
}

func TestCustomersUnknown(t *testing.T) {
	zero, missing := kpi.Unknown(kpi.ReasonZeroDenominator), kpi.Unknown(kpi.ReasonMissingInput)
	nothing := kpi.Int(0, "")
	same(t, "no new customers", sales.Acquisition{Spend: kpi.Int(5, ""), NewCustomers: nothing}.CAC(), zero)
	same(t, "nothing stated", sales.Acquisition{}.CAC(), missing)
	same(t, "no start", sales.Retention{Start: nothing, Lost: nothing}.Rate(), zero)
	same(t, "nothing stated", sales.Retention{}.Churn(), missing)
	same(t, "nothing delivered", sales.Delivery{OnTime: nothing, Delivered: nothing}.Rate(), zero)
	same(t, "a group below zero", sales.NPS{Promoters: 3, Detractors: -1}.Score(), missing)
	same(t, "a group below zero", sales.NPS{Promoters: 3, Detractors: -1}.Margin(), missing)
	same(t, "no scores", sales.Recommend(nil).Mean, kpi.Unknown(kpi.ReasonNoData))
}

func TestFewAnswersAreWeak(t *testing.T) {
	n := sales.NPS{Promoters: 7}
	same(t, "margin of seven promoters", n.Margin(), kpi.Int(0, "point"))
	if !n.Weak(0) || n.Weak(7) || !n.Weak(8) || !(sales.NPS{Promoters: 20, Detractors: -1}).Weak(0) {
		t.Error("seven answers are fewer than ten, and than eight; a count below zero is none")
	}
}

func TestRecommendSortsEveryAnswer(t *testing.T) {
	r := sales.Recommend([]kpi.Value{kpi.Int(9, ""), kpi.Ratio(899, 100, ""), kpi.Int(7, ""), kpi.Ratio(699, 100, ""), kpi.Int(0, ""), kpi.Int(10, ""), kpi.Ratio(1001, 100, ""), kpi.Int(-1, ""), {}, kpi.Int(9, "h")})
	if r.NPS != (sales.NPS{Promoters: 2, Passives: 2, Detractors: 2}) || r.Rejected != 4 {
		t.Errorf("got %+v", r)
	}
}

// The margin is z times the standard error of the mean of answers worth +100, 0
// and -100 points, so its square is 100^2 z^2 variance / n.
func TestNPSMarginIsOfTheVariance(t *testing.T) {
	for p := range int64(6) {
		for s := range int64(6) {
			for d := range int64(6) {
				n := p + s + d
				if n == 0 {
					continue
				}
				mean := kpi.Ratio(p-d, n, "")
				off := func(x int64) kpi.Value { y := kpi.Int(x, "").Sub(mean); return y.Mul(y) }
				variance := off(1).Mul(kpi.Int(p, "")).Add(off(0).Mul(kpi.Int(s, ""))).Add(off(-1).Mul(kpi.Int(d, ""))).Div(kpi.Int(n*n, ""))
				want := variance.Mul(kpi.Z95()).Mul(kpi.Z95()).Mul(kpi.Int(10000, ""))
				m, _ := (sales.NPS{Promoters: p, Passives: s, Detractors: d}).Margin().Rat()
				if got := kpi.Rat(m.Mul(m, m), ""); got.Round(25, money.HalfEven) != want.Round(25, money.HalfEven) {
					t.Fatalf("%d %d %d: %v, want %v", p, s, d, got, want)
				}
			}
		}
	}
}
