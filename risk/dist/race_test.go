package dist

import (
	"sync"
	"testing"
)

// Goroutines share distributions freely.
func TestConcurrentUse(t *testing.T) {
	list := append(continuous(), stepped()...)
	want := make([]float64, len(list))
	for i, d := range list {
		want[i] = d.Quantile(0.37) + d.Mean() + Variance(d)
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for i, d := range list {
				if got := d.Quantile(0.37) + d.Mean() + Variance(d); got != want[i] {
					t.Errorf("%s: got %v, want %v", name(d), got, want[i])
				}
			}
		})
	}
	wait.Wait()
}
