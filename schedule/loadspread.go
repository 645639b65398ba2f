package schedule

import (
	"fmt"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// loads counts what has been placed.
func (l *loader) loads() (DailyLoads, error) {
	if len(l.placed) == 0 {
		l.first = calendar.Date{}
	}
	n := 0
	if !l.first.IsZero() {
		n = l.last.DaysSince(l.first) + 1
	}
	if n*(len(l.calendars)+1) > maxLoads {
		return DailyLoads{}, fmt.Errorf("%w: %d days of %d resources", ErrLoads, n, len(l.calendars))
	}
	out := DailyLoads{First: l.first}
	places := make([]int, len(l.calendars))
	for i := range l.plan.Resources {
		if r := &l.plan.Resources[i]; r.Kind == WorkResource {
			places[i] = len(out.Resources)
			out.Resources = append(out.Resources, DailyLoad{Resource: r.ID, Work: make([]calendar.Work, n), Capacity: l.capacity(i, n)})
		}
	}
	nobody := len(out.Resources)
	for k := range l.placed {
		m := &l.placed[k]
		at := nobody
		if m.resource >= 0 {
			at = places[m.resource]
		} else if len(out.Resources) == nobody {
			out.Resources = append(out.Resources, DailyLoad{Work: make([]calendar.Work, n)})
		}
		m.spread(out.Resources[at].Work[m.from.Date().DaysSince(l.first):])
	}
	return out, nil
}

// capacity returns what there is of a resource on each of so many days.
func (l *loader) capacity(i, n int) []calendar.Work {
	units := l.plan.Resources[i].Max
	if units <= 0 {
		units = FullUnit
	}
	list := make([]calendar.Work, n)
	for k := range list {
		from := l.first.AddDays(k).At(0)
		list[k] = portion(l.calendars[i].Between(from, from+86400), calendar.Work(units), calendar.Work(FullUnit))
	}
	return list
}

// spread adds the work of each day, from the first one on.
func (m *placement) spread(days []calendar.Work) {
	if m.cal == nil {
		days[0] += m.work
		return
	}
	all := m.cal.Between(m.from, m.to)
	parts := stretchesOf(m.gaps, all)
	whole, done := busy(parts, all), calendar.Work(0)
	for k := range lastDay(m.from, m.to).DaysSince(m.from.Date()) + 1 {
		midnight := m.from.Date().AddDays(k).At(0) + 86400
		sofar := portion(m.work, busy(parts, m.cal.Between(m.from, min(midnight, m.to))), whole)
		days[k] += sofar - done
		done = sofar
	}
}
