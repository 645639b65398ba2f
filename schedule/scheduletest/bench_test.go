package scheduletest_test

import (
	"testing"

	"github.com/milepost-go/milepost/schedule/scheduletest"
)

func BenchmarkOracle12(b *testing.B) { benchmarkOracle(b, 12) }
func BenchmarkOracle40(b *testing.B) { benchmarkOracle(b, 40) }

func benchmarkOracle(b *testing.B, tasks int) {
	for i := 0; b.Loop(); i++ {
		scheduletest.Oracle(scheduletest.RandomPlan(uint64(i%100), scheduletest.Shape{Tasks: tasks}))
	}
}
