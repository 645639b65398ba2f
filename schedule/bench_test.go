package schedule_test

import (
	"fmt"
	"math"
	"strconv"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// layered returns a network of n tasks in layers of about the square root of
// n, with one to four links to each task from the one to three layers before:
// 80 % FS, 10 % SS, 5 % FF, 5 % SF, a fifth of them with a lag of one to five
// days. Each call gives the same network.
func layered(n int) *schedule.Plan {
	p := &schedule.Plan{Start: calendar.DateOf(2026, 1, 5).At(8 * hour), Tasks: make([]schedule.Task, n)}
	state := uint64(20260101)
	random := func(below int) int { // splitmix64
		state += 0x9E3779B97F4A7C15
		z := state
		z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
		z = (z ^ (z >> 27)) * 0x94D049BB133111EB
		return int((z ^ (z >> 31)) % uint64(below))
	}
	width := int(math.Round(math.Sqrt(float64(n))))
	back := [10]int{1, 1, 1, 1, 1, 1, 1, 2, 2, 3}
	for i := range p.Tasks {
		p.Tasks[i] = schedule.Task{ID: schedule.TaskID(strconv.Itoa(i)), Duration: schedule.Duration{Length: calendar.Work(1+random(20)) * day}}
		for k := 1 + random(4); i >= width && k > 0; k-- {
			layer := max(0, i/width-back[random(10)])
			l := schedule.Link{From: schedule.TaskID(strconv.Itoa(layer*width + random(width))), To: p.Tasks[i].ID}
			switch r := random(100); {
			case r >= 95:
				l.Type = schedule.StartToFinish
			case r >= 90:
				l.Type = schedule.FinishToFinish
			case r >= 80:
				l.Type = schedule.StartToStart
			}
			if random(100) < 20 {
				l.Lag.Length = calendar.Work(1+random(5)) * day
			}
			p.Links = append(p.Links, l)
		}
	}
	return p
}

var sizes = []int{1_000, 10_000, 100_000}

// BenchmarkCompute is the whole way: from the plan as structs with text ids to
// all dates, floats and flags, on a calendar with a week and holidays.
func BenchmarkCompute(b *testing.B) {
	for _, n := range sizes {
		p := layered(n)
		b.Run(fmt.Sprintf("tasks=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := schedule.Compute(p, schedule.Options{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/task")
		})
	}
}

// BenchmarkNetworkCompute is the same without compiling: the network is kept.
func BenchmarkNetworkCompute(b *testing.B) {
	for _, n := range sizes {
		network, err := schedule.Compile(layered(n))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("tasks=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := network.Compute(schedule.Options{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/task")
		})
	}
}
