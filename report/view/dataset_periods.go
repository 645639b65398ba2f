package view

import (
	"slices"

	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// reportPeriod is one reporting period, both days included.
type reportPeriod struct{ first, last calendar.Date }

// end is the moment at which the period ends.
func (p reportPeriod) end() calendar.DateTime { return endOf(p.last) }

// periods returns the reporting periods, one after the other, from the first to
// the last day on which anything is planned, done or measured.
func (p starProject) periods() []reportPeriod {
	stated := p.stated()
	worked := p.worked()
	if worked.first.IsZero() && len(stated) == 0 {
		return nil
	}
	var list []reportPeriod
	first := worked.first
	if len(stated) == 0 {
		first = mondayOf(first)
	} else if first.IsZero() || stated[0].Before(first) {
		first = stated[0]
	}
	for _, last := range stated {
		list = append(list, reportPeriod{first, last})
		first = last.AddDays(1)
	}
	for ; !first.IsZero() && !first.After(worked.last); first = first.AddDays(7) {
		list = append(list, reportPeriod{first, weekFrom(first)})
	}
	return list
}

// weekFrom is the last day of the seven days from a first one, within the years
// that there are.
func weekFrom(first calendar.Date) calendar.Date {
	if last := first.AddDays(6); !last.IsZero() {
		return last
	}
	return calendar.DateOf(9999, 12, 31)
}

// stated returns the days on which periods end by what the host says, in order.
func (p starProject) stated() []calendar.Date {
	var list []calendar.Date
	add := func(d calendar.Date) {
		if !d.IsZero() {
			list = append(list, d)
		}
	}
	for _, d := range p.Periods {
		add(d)
	}
	for i := range p.Measured {
		add(dayOf(p.Measured[i].Status.At))
	}
	slices.SortFunc(list, calendar.Date.Compare)
	return slices.Compact(list)
}

// worked is the time from the first to the last day on which something is
// planned or done.
func (p starProject) worked() span {
	var s span
	until := func(t calendar.DateTime) {
		if !t.IsZero() {
			s.add(dayOf(max(t-1, 1))) // what ends at midnight belongs to the day before
		}
	}
	base := p.baseline()
	plan := p.plan()
	for i := range plan.Tasks {
		t := &plan.Tasks[i]
		for _, c := range [...]evenWork{p.agreed(t, base), p.done(t)} {
			s.add(dayOf(c.start))
			until(c.finish)
		}
	}
	if p.Budget != nil {
		s.add(dayOf(p.Budget.Start()))
		until(p.Budget.Finish())
	}
	return s
}

// measured returns the measurements by their days, in order: of each day the
// last one given.
func (p starProject) measured() map[calendar.Date]*evm.Measurement {
	list := map[calendar.Date]*evm.Measurement{}
	for i := range p.Measured {
		if at := dayOf(p.Measured[i].Status.At); !at.IsZero() {
			list[at] = &p.Measured[i]
		}
	}
	return list
}

// periodAt returns the index of the first period that ends at or after a moment.
func periodAt(periods []reportPeriod, at calendar.DateTime) int {
	i, _ := slices.BinarySearchFunc(periods, at, func(p reportPeriod, at calendar.DateTime) int {
		return int(max(-1, min(1, p.end()-at)))
	})
	return i
}
