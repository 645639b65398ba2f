package sra_test

import (
	"context"
	"math"
	"testing"

	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/dist"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// TestTwoParallelTasks: the later of two normal tasks has the mean that Clark
// gives (Operations Research 9, 1961), and each is critical as often as it is
// the later one, at any correlation.
func TestTwoParallelTasks(t *testing.T) {
	start := calendar.DateOf(2026, 1, 5).At(8 * calendar.Hour)
	length := schedule.Duration{Length: 1000 * calendar.Hour, Elapsed: true}
	plan := &schedule.Plan{Start: start, Tasks: []schedule.Task{{ID: "a", Duration: length}, {ID: "b", Duration: length}}}
	a, b := dist.Normal{Mu: 1000, Sigma: 50}, dist.Normal{Mu: 1020, Sigma: 80}
	for _, rho := range []float64{0, 0.5, -0.8} {
		spread := math.Sqrt(50*50 + 80*80 - 2*rho*50*80)
		later := math.Erfc((b.Mu-a.Mu)/spread/math.Sqrt2) / 2
		want := a.Mu*later + b.Mu*(1-later) + spread*math.Exp(-square((b.Mu-a.Mu)/spread)/2)/math.Sqrt(2*math.Pi)
		out, err := sra.Run(context.Background(), plan, risk.Register{}, sra.Options{Trials: 100 * 1024, Seed: 11, Latin: true,
			Estimates:    []sra.Estimate{{Task: "a", Dist: a, Unit: calendar.Hour}, {Task: "b", Dist: b, Unit: calendar.Hour}},
			Correlations: []sra.Correlation{{A: sra.Task("a"), B: sra.Task("b"), Rank: 6 / math.Pi * math.Asin(rho/2)}},
		})
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for at, trials := range out.Finish.All {
			sum += float64(at-start) / 3600 * float64(trials)
		}
		if got := sum / (100 * 1024); math.Abs(got-want) > 0.5 {
			t.Errorf("correlation %v: mean %.2f hours, want %.2f", rho, got, want)
		}
		share, _ := out.Tasks[0].Criticality.Rat()
		if got, _ := share.Float64(); math.Abs(got-later) > 0.008 {
			t.Errorf("correlation %v: critical in %.4f of the trials, want %.4f", rho, got, later)
		}
	}
}

func square(x float64) float64 { return x * x }
