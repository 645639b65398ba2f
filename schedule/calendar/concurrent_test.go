package calendar

import (
	"math/rand/v2"
	"sync"
	"testing"
)

// One calendar, one zone and one base serve many goroutines; run with -race.
func TestConcurrentUse(t *testing.T) {
	base := benchCalendar(t, 50)
	z := base.In(zone(t, "Europe/Berlin"))
	start := moment(t, "2026-03-02T08:00")
	want, err := base.Add(start, 1000*Hour)
	if err != nil {
		t.Fatal(err)
	}
	digest := base.Digest()
	var group sync.WaitGroup
	for n := range 8 {
		group.Go(func() {
			rng := rand.New(rand.NewPCG(uint64(n), 1))
			for range 50 {
				if got, err := base.Add(start, 1000*Hour); err != nil || got != want {
					t.Errorf("%s, %v", got, err)
				}
				_, _ = z.Add(start.In(nil), Work(rng.IntN(1e6)))
				_ = base.Ranges(start.Date().AddDays(rng.IntN(100)))
				_, _ = Compile(Definition{Exceptions: []Exception{{From: randomDay(rng)}}}, base)
				_, _ = Intersect(base, AlwaysOn())
			}
			if base.Digest() != digest {
				t.Error("the calendar changed")
			}
		})
	}
	group.Wait()
}
