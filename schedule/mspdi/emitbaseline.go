package mspdi

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/milepost-go/milepost/schedule"
)

// maxBaseline is the number of the last of the eleven baselines of Microsoft
// Project.
const maxBaseline = 10

// baselineIndex finds what the baselines keep of a task.
type baselineIndex struct {
	number []int // by baseline of the plan: its number, -1 without one
	refs   []baselineRef
	of     chains // by task: places in refs
}

type baselineRef struct{ baseline, at int32 }

// indexBaselines numbers the baselines: those named by a number keep it, the
// others get the first ones that are free.
func indexBaselines(p *schedule.Plan, tasks *numbers) baselineIndex {
	x := baselineIndex{number: make([]int, len(p.Baselines))}
	var taken [maxBaseline + 1]bool
	for i := range p.Baselines {
		n, ok := plainNumber(p.Baselines[i].Name, 0)
		if x.number[i] = -1; ok && n <= maxBaseline && !taken[n] {
			x.number[i], taken[n] = int(n), true
		}
	}
	for i := range p.Baselines {
		if free := slices.Index(taken[:], false); x.number[i] < 0 && free >= 0 {
			x.number[i], taken[free] = free, true
		}
	}
	order := make([]int, len(p.Baselines))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(x.number[a], x.number[b]) })
	for _, i := range order {
		for k := range p.Baselines[i].Tasks {
			if x.number[i] >= 0 {
				x.refs = append(x.refs, baselineRef{int32(i), int32(k)})
			}
		}
	}
	x.of = chainsOf(len(p.Tasks), len(x.refs), func(k int) int {
		r := x.refs[k]
		if task, ok := tasks.place(string(p.Baselines[r.baseline].Tasks[r.at].ID)); ok {
			return task
		}
		return -1
	})
	return x
}

// baselinesOf writes what the baselines keep of a task.
func (e *emitter) baselinesOf(task int) {
	for _, k := range e.baselines.of.of(task) {
		r := e.baselines.refs[k]
		b := &e.plan.Baselines[r.baseline].Tasks[r.at]
		number := strconv.Itoa(e.baselines.number[r.baseline])
		e.out.open("Baseline")
		e.string("Number", number)
		e.date("Start", "baseline."+number+".start", b.Start)
		e.date("Finish", "baseline."+number+".finish", b.Finish)
		if b.Duration != (schedule.Duration{}) {
			e.work("Duration", b.Duration.Length)
			e.int("DurationFormat", formatOf(b.Duration.Unit, b.Duration.Elapsed, b.Duration.Estimated))
		}
		e.works("Work", b.Work)
		e.money("Cost", "baseline."+number+".cost", b.Cost, 2)
		e.out.close("Baseline")
	}
}

// lostBaselines notes what the format does not keep of baselines.
func (e *emitter) lostBaselines() {
	for i := range e.plan.Baselines {
		b := &e.plan.Baselines[i]
		e.about("baseline", b.Name)
		switch number := e.baselines.number[i]; {
		case number < 0 || len(b.Tasks) == 0:
			e.add("", b.Name, CodeNotWritten)
			continue
		case strconv.Itoa(number) != b.Name:
			e.add("name", strconv.Itoa(number), CodeIDReplaced)
		}
		e.lost("taken", b.Taken.String(), !b.Taken.IsZero())
		e.lost("author", b.Author, b.Author != "")
		e.lost("reason", b.Reason, b.Reason != "")
		for k := range b.Tasks {
			if e.unknownTask(string(b.Tasks[k].ID)) {
				e.add("tasks", string(b.Tasks[k].ID), CodeUnknownReference)
			}
		}
	}
}
