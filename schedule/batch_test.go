package schedule_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// kernelFeatures are what the fast kernel of a batch knows.
const kernelFeatures = scheduletest.Calendars | scheduletest.OddStart | scheduletest.OddDurations | scheduletest.Milestones |
	scheduletest.ElapsedDurations | scheduletest.LinkTypes | scheduletest.Lags | scheduletest.ElapsedLags | scheduletest.Constraints |
	scheduletest.Deadlines | scheduletest.Summaries | scheduletest.Manual | scheduletest.Inactive | scheduletest.Progress |
	scheduletest.Levelling | scheduletest.Splits | scheduletest.LinksBeatConstraints

// TestBatchIsCompute: lane by lane, a batch gives the dates and floats that
// Compute gives for the plan with those durations, on random plans of
// everything and on such as the kernel knows.
func TestBatchIsCompute(t *testing.T) {
	plans := 600
	if testing.Short() {
		plans = 60
	}
	kernels := 0
	for seed := range uint64(plans) {
		for k, shape := range []scheduletest.Shape{{Tasks: 14}, {Tasks: 14, Without: scheduletest.Only(kernelFeatures)}, {Tasks: 30, Without: scheduletest.Only(kernelFeatures &^ scheduletest.Manual)}} {
			plan := scheduletest.RandomPlan(seed, shape)
			varyRules(plan, seed)
			if compareBatch(t, fmt.Sprintf("seed %d shape %d", seed, k), plan, seed) && k > 0 {
				kernels++
			}
			if t.Failed() {
				return
			}
		}
	}
	t.Logf("%d of %d plans of the kernel's own shape", kernels, 2*plans)
	if !testing.Short() && kernels*4 < plans*2*3 { // of a small sample the share says little
		t.Errorf("the kernel computed %d of %d plans of its own shape", kernels, 2*plans)
	}
}

// varyRules gives some plans other rules than those of Microsoft Project.
func varyRules(p *schedule.Plan, seed uint64) {
	switch seed % 5 {
	case 1:
		beat := p.Rules.LinksBeatConstraints
		p.Rules = schedule.Primavera()
		p.Rules.LinksBeatConstraints = beat
		p.DataDate = p.Start + calendar.DateTime(seed%30)*calendar.DateTime(7*calendar.Hour)
	case 2:
		p.Rules.MultipleCriticalPaths = true
	case 3:
		p.Rules.TotalFloat = schedule.FloatMeasure(seed / 5 % 3)
		p.MustFinish = p.Start + calendar.DateTime(20*24*calendar.Hour)
	}
}

// compareBatch reports whether the kernel computed the plan.
func compareBatch(t *testing.T, name string, plan *schedule.Plan, seed uint64) bool {
	t.Helper()
	net, err := schedule.Compile(plan)
	if err != nil {
		return false
	}
	r := rand.New(rand.NewPCG(seed, 99))
	longest := make([]calendar.Work, net.Tasks())
	for i := range longest {
		longest[i] = 3*net.Length(i) + 7200
	}
	batch, err := net.NewBatch(longest)
	if err != nil {
		if !errors.Is(err, schedule.ErrOutOfRange) {
			t.Errorf("%s: %v", name, err)
		}
		return false
	}
	for round := range 2 {
		if round > 0 {
			for i := range longest {
				for l := range batch.Lengths(i) {
					if net.Varies(i) && r.IntN(3) > 0 {
						batch.Lengths(i)[l] = 1 + r.Int32N(int32(longest[i]))
					}
				}
			}
		}
		if err := batch.Run(); err != nil {
			t.Errorf("%s: %v", name, err)
			return false
		}
		for _, l := range []int{0, r.IntN(schedule.Lanes)} {
			compareLane(t, fmt.Sprintf("%s round %d lane %d", name, round, l), plan, net, batch, l)
		}
	}
	return batch.Kernel()
}

// compareLane holds one lane against Compute of the plan with its lengths.
func compareLane(t *testing.T, name string, plan *schedule.Plan, net *schedule.Network, batch *schedule.Batch, l int) {
	t.Helper()
	variant := plan.Clone()
	for i := range variant.Tasks {
		task := &variant.Tasks[i]
		if !net.Varies(i) || batch.Lengths(i)[l] == int32(net.Length(i)) {
			continue
		}
		if !task.Progress.ActualStart.IsZero() {
			return // what remains of a started task cannot always be stated in a plan
		}
		delta := calendar.Work(batch.Lengths(i)[l]) - net.Length(i)
		if task.Progress.Remaining > 0 || len(task.Splits) > 0 {
			return // nor a length that ends before a gap
		}
		task.Duration.Length += delta
	}
	result, err := schedule.Compute(variant, schedule.Options{})
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	if got := batch.Finish()[l]; got != result.Finish() {
		t.Errorf("%s: finish %v, want %v (kernel %v)", name, got, result.Finish(), batch.Kernel())
	}
	for i := range variant.Tasks {
		id := variant.Tasks[i].ID
		want, _ := result.Times(id)
		if want.Finish.IsZero() {
			continue
		}
		if start, finish := batch.StartOf(i)[l], batch.FinishOf(i)[l]; start != want.Start || finish != want.Finish {
			t.Errorf("%s: task %s from %v to %v, want %v to %v (kernel %v)", name, id, start, finish, want.Start, want.Finish, batch.Kernel())
		}
		float := want.TotalFloat
		if isSummary(variant, i) || !variant.Tasks[i].Progress.ActualFinish.IsZero() {
			float = 0
		}
		if got := batch.Floats(i)[l]; calendar.Work(got) != min(max(float, math.MinInt32), math.MaxInt32) {
			t.Errorf("%s: task %s has total float %d, want %d (kernel %v)", name, id, got, float, batch.Kernel())
		}
	}
}

func isSummary(p *schedule.Plan, i int) bool {
	return slices.ContainsFunc(p.Tasks, func(t schedule.Task) bool { return t.Parent == p.Tasks[i].ID })
}
