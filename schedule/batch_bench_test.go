package schedule_test

import (
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// mixed is layered with a week of six days for a fifth of the tasks, and
// constraints and deadlines on some.
func mixed(n int) *schedule.Plan {
	p := layered(n)
	six := calendar.Definition{ID: "six", Week: calendar.Week{}}
	for d := range six.Week {
		if d != 0 {
			six.Week[d] = calendar.Working(calendar.Hours(7, 12), calendar.Hours(13, 16))
		}
	}
	p.Calendars = append(p.Calendars, schedule.Calendar{ID: "six", Times: six})
	for i := range p.Tasks {
		switch t := &p.Tasks[i]; i % 20 {
		case 1, 6, 11, 16:
			t.Calendar = "six"
		case 3:
			t.Constraint = schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: p.Start + calendar.DateTime(i)*calendar.DateTime(hour)}
		case 8:
			t.Deadline = p.Start + 900*calendar.DateTime(24*hour)
		}
	}
	return p
}

// BenchmarkBatch is one pass over sixteen variants; ns/task counts each
// variant.
func BenchmarkBatch(b *testing.B) {
	for _, c := range []struct {
		name string
		plan *schedule.Plan
		late bool
	}{
		{"early/tasks=1000", layered(1000), false},
		{"floats/tasks=1000", layered(1000), true},
		{"early/calendars/tasks=1000", mixed(1000), false},
		{"floats/calendars/tasks=1000", mixed(1000), true},
		{"early/tasks=100000", layered(100_000), false},
	} {
		b.Run(c.name, func(b *testing.B) {
			network, err := schedule.Compile(c.plan)
			if err != nil {
				b.Fatal(err)
			}
			batch, err := network.NewBatch(nil)
			if err != nil || !batch.Kernel() {
				b.Fatal(batch, err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if err := batch.Run(); err != nil {
					b.Fatal(err)
				}
				if c.late {
					batch.Floats(0)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(c.plan.Tasks)*schedule.Lanes), "ns/task")
		})
	}
}
