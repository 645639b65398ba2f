//go:build unix

package evm

import (
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"slices"
	"syscall"
	"testing"

	"github.com/shopspring/decimal"
)

// million returns a million tasks with cents and hundredths of a percent.
func million(seed uint64) []Figures {
	r := rand.New(rand.NewPCG(seed, 9))
	list := make([]Figures, 1_000_000)
	for i := range list {
		budget, planned := 10_000+r.Int64N(50_000_000), r.Int64N(10_001)
		done := min(10_000, planned*(70+r.Int64N(50))/100)
		list[i] = Figures{decimal.New(budget, -2), decimal.New(planned, -4), decimal.New(done, -4), decimal.New(budget*done/10_000*(80+r.Int64N(60))/100, -2)}
	}
	return list
}

// fromText returns the figures as they are read from text: as many decimal
// places as were written, here none to four, and memory as the reader leaves it.
func fromText(list []Figures) []Figures {
	read := slices.Clone(list)
	for i := range read {
		for _, d := range []*decimal.Decimal{&read[i].Budget, &read[i].Planned, &read[i].Done, &read[i].Cost} {
			*d = decimal.RequireFromString(d.String())
		}
	}
	return read
}

// BenchmarkTotals sums a million tasks, and adds the same decimals one by one
// in turn, so that whatever else the machine does slows both. cpu-ns/task and
// one-by-one-cpu-ns/task are processor time; ratio is how many times faster it is.
func BenchmarkTotals(b *testing.B) {
	c := yuan(b)
	for _, heap := range []struct {
		name string
		list func() []Figures
	}{{"tasks=1000000", func() []Figures { return million(9) }}, {"from-text/tasks=1000000", func() []Figures { return fromText(million(9)) }}} {
		b.Run(heap.name, func(b *testing.B) {
			debug.FreeOSMemory() // what was before leaves no holes to scatter the figures in
			list := heap.list()
			var quick, slow float64
			for b.Loop() {
				runtime.GC() // what adding one by one has left is not the totals' work
				begun := processorTime()
				got := Totals(c, list)
				between := processorTime()
				want := oneByOne(c, list)
				quick, slow = quick+between-begun, slow+processorTime()-between
				if !sameStatus(got, want) {
					b.Fatal(got, want)
				}
			}
			each := float64(b.N) * float64(len(list))
			b.ReportMetric(quick/each, "cpu-ns/task")
			b.ReportMetric(slow/each, "one-by-one-cpu-ns/task")
			b.ReportMetric(slow/quick, "ratio")
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
