package tolerance_test

import (
	"testing"

	"github.com/milepost-go/milepost/kpi/tolerance"
)

// A hundred thousand observations of one spot, each with evidence of its own.
func BenchmarkReplay100k(b *testing.B) {
	forecasts := make([]int64, 100_000)
	for i := range forecasts {
		forecasts[i] = int64(6 + i*7%11) // stays beyond the inner limit
	}
	list := weekly(forecasts...)
	for i := range list {
		list[i].On = firstDay.AddDays(i)
	}
	for b.Loop() {
		state, _, found := tolerance.Replay(rollout(), list)
		if d := state.Deviations(); len(found) > 0 || len(d) != 1 || len(d[0].Evidence) != len(list) {
			b.Fatal(len(found), len(d))
		}
	}
}
