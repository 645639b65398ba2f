package schedule_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// strains put one date or lag far from all others.
var strains = map[string]func(p *schedule.Plan, r *rand.Rand){
	"deadline to come":   func(p *schedule.Plan, r *rand.Rand) { someTask(p, r).Deadline = distant(r, 2060) },
	"deadline long past": func(p *schedule.Plan, r *rand.Rand) { someTask(p, r).Deadline = distant(r, 1700) },
	"late start": func(p *schedule.Plan, r *rand.Rand) {
		someTask(p, r).Constraint = schedule.Constraint{Kind: schedule.StartNoLaterThan, Date: distant(r, 2060)}
	},
	"late finish": func(p *schedule.Plan, r *rand.Rand) {
		someTask(p, r).Constraint = schedule.Constraint{Kind: schedule.FinishNoLaterThan, Date: distant(r, 2060)}
	},
	"finish to come":   func(p *schedule.Plan, r *rand.Rand) { p.MustFinish = distant(r, 2060) },
	"finish long past": func(p *schedule.Plan, r *rand.Rand) { p.MustFinish = distant(r, 1700) },
	"start":            func(p *schedule.Plan, r *rand.Rand) { p.Start = distant(r, 9680) },
	"lead":             func(p *schedule.Plan, r *rand.Rand) { lagBy(p, r, -calendar.Work(20+r.IntN(150))) },
	"lag":              func(p *schedule.Plan, r *rand.Rand) { lagBy(p, r, calendar.Work(1+r.IntN(8))) },
}

func someTask(p *schedule.Plan, r *rand.Rand) *schedule.Task { return &p.Tasks[r.IntN(len(p.Tasks))] }

func distant(r *rand.Rand, year int) calendar.DateTime {
	return calendar.DateOf(year+r.IntN(300), 3, 4).At(9 * hour)
}

func lagBy(p *schedule.Plan, r *rand.Rand, years calendar.Work) {
	if len(p.Links) > 0 {
		p.Links[r.IntN(len(p.Links))].Lag.Length = years * 365 * day
	}
}

// TestBatchFarDates: dates and lags that no 32 bits hold give in a batch what
// they give in Compute.
func TestBatchFarDates(t *testing.T) {
	for name, strain := range strains {
		for seed := range uint64(60) {
			plan := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 12, Without: scheduletest.Only(kernelFeatures)})
			varyRules(plan, seed)
			strain(plan, rand.New(rand.NewPCG(seed, 5)))
			if compareBatch(t, fmt.Sprintf("%s, seed %d", name, seed), plan, seed); t.Failed() {
				break
			}
		}
	}
}
