package schedule

import (
	"errors"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Lanes is how many variants of a plan a [Batch] computes at once.
const Lanes = 16

// ErrLength: a length given to a [Batch] is not between 0 and the longest one
// announced for its task.
var ErrLength = errors.New("schedule: length outside its limits")

// Batch computes many variants of a plan that differ only in how long tasks
// take, [Lanes] of them in one pass: for simulations. It honours all that
// [Compute] honours. Variant after variant, its dates and floats are those that
// Compute gives for the plan with these durations; the tests hold it to that.
//
// Set the lengths of the tasks that vary, call Run, read what is needed, and
// go on with the next lengths:
//
//	batch, err := network.NewBatch(longest)
//	for ... {
//		*batch.Lengths(task) = sampled
//		if err := batch.Run(); err != nil {
//			return err
//		}
//		finishes := batch.Finish()
//	}
//
// A Batch belongs to one goroutine; any number of them may share a [Network].
type Batch struct {
	net     *Network
	lengths [][Lanes]int32 // by task
	longest []int32
	kernel  *kernel    // nil where only whole passes give the right dates
	whole   *wholePass // nil where there is a kernel
	late    bool       // the late dates have been computed since Run
}

// Tasks returns how many tasks the plan has. They are numbered from 0 in the
// order of the plan.
func (n *Network) Tasks() int { return len(n.tasks) }

// Number returns the number of a task. It reports false when the plan has no
// such task.
func (n *Network) Number(id TaskID) (int, bool) {
	i, ok := n.index[id]
	return int(i), ok
}

// Length returns how much of a task is still to do: its duration before it has
// started, what remains of it afterwards, gaps between its parts included; 0
// when it is finished and for a summary. It is working time on the calendar the
// task runs on, or clock time for an elapsed duration.
func (n *Network) Length(task int) calendar.Work {
	t := &n.tasks[task]
	switch {
	case t.isSummary() || t.kind == inactive || t.state == finished:
		return 0
	case t.state == started:
		return t.remaining
	}
	return t.span
}

// Varies reports whether another length of the task would change its dates.
// It does not for a summary, a manual task, an instant, a level of effort and a
// task that is finished or inactive.
func (n *Network) Varies(task int) bool {
	t := &n.tasks[task]
	return t.kind == automatic && t.state != finished && t.sort != LevelOfEffort && n.Length(task) > 0
}

// NewBatch returns a batch whose lengths are those of the plan. Longest bounds
// the lengths that will be set, by task number, in the unit of [Network.Length];
// shorter than the plan's own counts as that. It may be nil when no length will
// exceed the plan's.
//
// The error is [ErrOutOfRange] when the plan with the longest lengths runs out
// of its calendars, and ErrLength when there are more of them than tasks or one
// exceeds what a task may last.
func (n *Network) NewBatch(longest []calendar.Work) (*Batch, error) {
	b := &Batch{net: n, lengths: make([][Lanes]int32, len(n.tasks)), longest: make([]int32, len(n.tasks))}
	if len(longest) > len(n.tasks) {
		return nil, fmt.Errorf("%w: %d lengths for %d tasks", ErrLength, len(longest), len(n.tasks))
	}
	for i := range n.tasks {
		length := n.Length(i)
		most := length
		if i < len(longest) && n.Varies(i) {
			most = max(most, longest[i])
		}
		if most > longestLane {
			return nil, fmt.Errorf("%w: task %q lasts up to %d seconds, more than %d", ErrLength, string(n.ids[i]), most, longestLane)
		}
		b.longest[i] = int32(most)
		for l := range b.lengths[i] {
			b.lengths[i][l] = int32(length)
		}
	}
	whole := newWholePass(n)
	reach, err := whole.reach(b.longest)
	if err != nil {
		return nil, err
	}
	if b.kernel = newKernel(n, reach); b.kernel == nil {
		b.whole = whole.open()
	}
	return b, nil
}

// Clone returns a batch for another goroutine, with the same limits: much
// faster than a new one, because it shares what b has compiled. Its lengths
// begin as those of b. Any number of goroutines may clone b at once as long as
// none runs it or writes its lengths.
func (b *Batch) Clone() *Batch {
	c := &Batch{net: b.net, lengths: slices.Clone(b.lengths), longest: b.longest}
	if b.kernel != nil {
		c.kernel = b.kernel.clone()
	} else {
		c.whole = newWholePass(b.net).open()
	}
	return c
}

// longestLane is the longest length in seconds: 34 years without a pause.
const longestLane = 1 << 30

// Lengths returns the lengths of a task in every lane, in seconds, to be read
// or set before Run; see [Network.Length]. Those of a task that does not vary
// say nothing. A length of a task that varies is at least 1: with 0 nothing is
// left to do and the task ends where its work would begin.
func (b *Batch) Lengths(task int) *[Lanes]int32 { return &b.lengths[task] }

// Kernel reports whether the fast kernel computes the plan. Where it is false,
// because of parts such as tasks as late as possible, links of summaries or
// several assignments that drive one task, or of dates more than some 17 years
// before the start or 34 after it, every variant is a pass of its own as Compute
// makes it, which is some hundred times slower.
func (b *Batch) Kernel() bool { return b.kernel != nil }

// Run computes the early dates of every lane. The error is ErrLength, naming
// a task with a length outside its limits; the dates say nothing then.
func (b *Batch) Run() error {
	b.late = false
	if b.kernel != nil {
		if wrong := b.kernel.forward(b.lengths, b.longest); wrong >= 0 {
			return b.outside(wrong)
		}
		return nil
	}
	for i := range b.lengths {
		for _, x := range b.lengths[i] {
			if x < 0 || x > b.longest[i] {
				return b.outside(int32(i))
			}
		}
	}
	return b.whole.run(b.lengths)
}

func (b *Batch) outside(task int32) error {
	return fmt.Errorf("%w: task %q, at most %d seconds", ErrLength, string(b.net.ids[task]), b.longest[task])
}

// Finish returns when the project finishes in each lane: the latest finish of
// all tasks, and the project start when there are none.
func (b *Batch) Finish() [Lanes]calendar.DateTime {
	if b.kernel != nil {
		return b.kernel.finish()
	}
	return b.whole.finish
}

// FinishOf returns when the task finishes in each lane; zero for an inactive
// one and for a summary without active tasks.
func (b *Batch) FinishOf(task int) [Lanes]calendar.DateTime {
	if b.kernel != nil {
		return b.kernel.finishOf(int32(task))
	}
	return b.whole.ef[task]
}

// StartOf returns when the task starts in each lane, as FinishOf does.
func (b *Batch) StartOf(task int) [Lanes]calendar.DateTime {
	if b.kernel != nil {
		return b.kernel.startOf(int32(task))
	}
	return b.whole.es[task]
}

// Floats returns the total float of the task in each lane, in seconds as the
// rules of the plan measure it, and computes the late dates when that has not
// been done since Run. It is 0 for what has no float: a summary, a finished or
// inactive task, and at most what 32 bits hold. The array is valid until the next Run and must not be written
// to.
func (b *Batch) Floats(task int) *[Lanes]int32 {
	if b.kernel == nil {
		return &b.whole.float[task]
	}
	if !b.late {
		b.kernel.backward(b.lengths)
		b.late = true
	}
	return &b.kernel.float[task]
}
