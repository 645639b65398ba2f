package kpi_test

import (
	"math/big"
	"testing"
	"time"

	"github.com/milepost-go/milepost/kpi"
)

// Worked by hand: 9 of 10 in each of 5000 stages is 9^5000 / 10^5000, whatever
// the order; what nobody could write down ends early.
func TestRolledYieldOfManyStages(t *testing.T) {
	begin := time.Now()
	many := make(kpi.Stages, 5000)
	for i := range many {
		many[i] = kpi.Stage{In: kpi.Int(10, ""), Good: kpi.Int(9, "")}
	}
	power := func(n int64) *big.Int { return new(big.Int).Exp(big.NewInt(n), big.NewInt(5000), nil) }
	if got, known := many.RolledYield().Rat(); !known || got.Cmp(new(big.Rat).SetFrac(power(9), power(10))) != 0 {
		t.Errorf("known: %v", known)
	}
	longer := make(kpi.Stages, 200_000)
	for i := range longer {
		longer[i] = kpi.Stage{In: kpi.Int(10, ""), Good: kpi.Int(9, "")}
	}
	if got := longer.RolledYield(); got.Reason() != kpi.ReasonTooLarge {
		t.Errorf("got %v", got.Reason())
	}
	longer[199_999].In = kpi.Int(0, "")
	if got := longer.RolledYield(); got.Reason() != kpi.ReasonUndefinedFactor {
		t.Errorf("got %v", got.Reason())
	}
	if took := time.Since(begin); took > 20*time.Second { // one by one it is many minutes
		t.Errorf("took %v", took)
	}
}
