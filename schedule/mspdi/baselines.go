package mspdi

import (
	"slices"
	"strconv"

	"github.com/milepost-go/milepost/schedule"
)

// baseline reads what one of the eleven baselines keeps of a task.
func (m *mapper) baseline(at int32, task schedule.TaskID) {
	b := schedule.BaselineTask{ID: task}
	number, format := 0, 0
	m.children(at, func(at int32, name sym) {
		switch name {
		case symNumber:
			number = m.within(at, 0, 10)
		case symStart:
			b.Start = m.moment(at)
		case symFinish:
			b.Finish = m.moment(at)
		case symDuration:
			b.Duration.Length = m.work(at)
		case symDurationFormat:
			format = m.within(at, 0, 53)
		case symWork:
			b.Work = m.work(at)
		case symCost:
			b.Cost = m.cost(at)
		}
	})
	b.Duration.Unit, b.Duration.Elapsed = unitOf(format)
	b.Duration.Estimated = format >= estimatedFormat
	if m.records.baselines == nil {
		m.records.baselines = map[int][]schedule.BaselineTask{}
	}
	m.records.baselines[number] = append(m.records.baselines[number], b)
}

// finishBaselines puts the baselines into the plan by their number.
func (m *mapper) finishBaselines() {
	var numbers []int
	for n := range m.records.baselines {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		m.plan.Baselines = append(m.plan.Baselines, schedule.Baseline{Name: strconv.Itoa(n), Tasks: m.records.baselines[n]})
	}
}
