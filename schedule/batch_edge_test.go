package schedule_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func newBatch(t *testing.T, p *schedule.Plan, longest []calendar.Work) (*schedule.Network, *schedule.Batch) {
	t.Helper()
	network, err := schedule.Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	batch, err := network.NewBatch(longest)
	if err != nil {
		t.Fatal(err)
	}
	return network, batch
}

// lateOnes makes a plan one that the kernel does not know.
func lateOnes(p *schedule.Plan) *schedule.Plan {
	p.Tasks[len(p.Tasks)-1].Constraint.Kind = schedule.AsLateAsPossible
	return p
}

func TestLengthsOutsideTheirLimits(t *testing.T) {
	for name, p := range map[string]*schedule.Plan{"kernel": layered(40), "whole": lateOnes(layered(40))} {
		network, batch := newBatch(t, p, []calendar.Work{0, 100 * day})
		if batch.Kernel() != (name == "kernel") {
			t.Fatalf("%s: kernel %v", name, batch.Kernel())
		}
		own := int32(network.Length(1))
		for _, c := range []struct {
			task   int
			length int32
			ok     bool
		}{{1, 0, true}, {1, int32(100 * day), true}, {1, int32(100*day) + 1, false}, {1, -1, false}, {1, -1 << 31, false}, {1, 1<<31 - 1, false},
			{0, int32(network.Length(0)), true}, {0, int32(network.Length(0)) + 1, false}} {
			before := *batch.Lengths(c.task)
			batch.Lengths(c.task)[13] = c.length
			err := batch.Run()
			if c.ok && err != nil || !c.ok && (!errors.Is(err, schedule.ErrLength) || !strings.Contains(err.Error(), fmt.Sprintf("task %q", p.Tasks[c.task].ID))) {
				t.Errorf("%s: task %d with %d of %d: %v", name, c.task, c.length, own, err)
			}
			*batch.Lengths(c.task) = before
		}
	}
}

func TestBatchRefuses(t *testing.T) {
	network, err := schedule.Compile(layered(3))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := network.NewBatch(make([]calendar.Work, 4)); !errors.Is(err, schedule.ErrLength) {
		t.Errorf("more lengths than tasks: %v", err)
	}
	if _, err := network.NewBatch([]calendar.Work{1 << 40}); !errors.Is(err, schedule.ErrLength) || !strings.Contains(err.Error(), `"0"`) {
		t.Errorf("a length without end: %v", err)
	}
	p := layered(3)
	p.Start = calendar.DateOf(9999, 12, 1).At(8 * hour)
	if network, err = schedule.Compile(p); err != nil {
		t.Fatal(err)
	}
	if _, err := network.NewBatch([]calendar.Work{300 * day}); !errors.Is(err, schedule.ErrOutOfRange) {
		t.Errorf("beyond the calendar: %v", err)
	}
}

// TestEmptyBatch: without tasks, and with only a summary without any, the
// project ends where it starts.
func TestEmptyBatch(t *testing.T) {
	start := calendar.DateOf(2026, 1, 5).At(8 * hour)
	for _, tasks := range [][]schedule.Task{nil, {{ID: "a", Inactive: true}}} {
		_, batch := newBatch(t, &schedule.Plan{Start: start, Tasks: tasks}, nil)
		if err := batch.Run(); err != nil || batch.Finish()[3] != start {
			t.Errorf("%d tasks: %v, %v", len(tasks), batch.Finish(), err)
		}
	}
}

// TestBatchAllocatesNothing: a pass works in what the batch has.
func TestBatchAllocatesNothing(t *testing.T) {
	_, batch := newBatch(t, mixed(200), nil)
	if !batch.Kernel() {
		t.Fatal("no kernel")
	}
	if n := testing.AllocsPerRun(20, func() {
		if batch.Run() != nil {
			t.Error("refused")
		}
		batch.Finish()
		batch.Floats(7)
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestBatchClone: clones begin with the lengths of what they are made of, give
// the dates that a new batch gives, and share neither lengths nor dates.
func TestBatchClone(t *testing.T) {
	for name, p := range map[string]*schedule.Plan{"kernel": mixed(60), "whole": lateOnes(layered(60))} {
		longest := make([]calendar.Work, 60)
		for i := range longest {
			longest[i] = 100 * day
		}
		network, first := newBatch(t, p, longest)
		first.Lengths(3)[5] = int32(50 * day)
		a, b := first.Clone(), first.Clone()
		_, fresh := newBatch(t, p, longest)
		fresh.Lengths(3)[5] = int32(50 * day)
		b.Lengths(2)[5] = int32(90 * day)
		for _, x := range []*schedule.Batch{b, a, fresh} {
			if err := x.Run(); err != nil {
				t.Fatal(name, err)
			}
		}
		_ = b.Floats(1)
		if a.Kernel() != (name == "kernel") || a.Finish() != fresh.Finish() || a.Lengths(2)[5] == b.Lengths(2)[5] || b.FinishOf(2) == a.FinishOf(2) {
			t.Errorf("%s: kernel %v, finish %v, want %v", name, a.Kernel(), a.Finish(), fresh.Finish())
		}
		for i := range network.Tasks() {
			if a.StartOf(i) != fresh.StartOf(i) || a.FinishOf(i) != fresh.FinishOf(i) || *a.Floats(i) != *fresh.Floats(i) {
				t.Errorf("%s: task %d differs", name, i)
			}
		}
	}
}

// How far does the finish move when one task takes one to sixteen days?
func ExampleBatch() {
	plan := &schedule.Plan{
		Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour),
		Tasks: []schedule.Task{
			{ID: "offer", Duration: schedule.Duration{Length: 8 * calendar.Hour}},
			{ID: "survey", Duration: schedule.Duration{Length: 24 * calendar.Hour}},
			{ID: "sign"},
		},
		Links: []schedule.Link{{From: "offer", To: "sign"}, {From: "survey", To: "sign"}},
	}
	network, err := schedule.Compile(plan)
	if err != nil {
		fmt.Println(err)
		return
	}
	batch, err := network.NewBatch([]calendar.Work{schedule.Lanes * 8 * calendar.Hour})
	if err != nil {
		fmt.Println(err)
		return
	}
	offer, _ := network.Number("offer")
	for lane := range batch.Lengths(offer) {
		batch.Lengths(offer)[lane] = int32(lane+1) * int32(8*calendar.Hour)
	}
	if err := batch.Run(); err != nil {
		fmt.Println(err)
		return
	}
	finish, float := batch.Finish(), batch.Floats(offer)
	for _, lane := range []int{0, 2, 15} {
		fmt.Println(finish[lane], calendar.Work(float[lane]))
	}
	// Output:
	// 2026-03-04T17:00:00 16h
	// 2026-03-04T17:00:00 0s
	// 2026-03-23T17:00:00 0s
}
