//go:build unix

package evm

import (
	"math/rand/v2"
	"syscall"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/milepost-go/milepost/kpi/money"
)

// BenchmarkTotals sums a million tasks, beside adding the decimals one by one.
// cpu-ns/task is processor time, whatever else the machine does.
func BenchmarkTotals(b *testing.B) {
	c := yuan(b)
	r := rand.New(rand.NewPCG(9, 9))
	list := make([]Figures, 1_000_000)
	for i := range list {
		budget, planned := 10_000+r.Int64N(50_000_000), r.Int64N(10_001)
		done := min(10_000, planned*(70+r.Int64N(50))/100)
		list[i] = Figures{decimal.New(budget, -2), decimal.New(planned, -4), decimal.New(done, -4), decimal.New(budget*done/10_000*(80+r.Int64N(60))/100, -2)}
	}
	for _, way := range []struct {
		name string
		sum  func(money.Currency, []Figures) Status
	}{{"tasks=1000000", Totals}, {"one-by-one/tasks=1000000", oneByOne}} {
		b.Run(way.name, func(b *testing.B) {
			b.ReportAllocs()
			begun := processorTime()
			for b.Loop() {
				s := way.sum(c, list)
				if cpi := s.CPI(); cpi.IsUnknown() {
					b.Fatal(cpi)
				}
			}
			b.ReportMetric((processorTime()-begun)/float64(b.N)/float64(len(list)), "cpu-ns/task")
		})
	}
}

// processorTime returns the nanoseconds that the process has computed.
func processorTime() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Utime.Nano() + u.Stime.Nano())
}
