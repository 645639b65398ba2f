package kpi

import (
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Utilisation is the time a person or team had and what went into it, all in
// one unit such as "h".
type Utilisation struct {
	Gross    Value `json:"gross_hours"`    // working time by calendar or contract
	Leave    Value `json:"leave_hours"`    // absence of every kind
	Worked   Value `json:"worked_hours"`   // spent on work that counts
	Billable Value `json:"billable_hours"` // of it, what a customer pays for
}

// Capacity returns gross - leave.
func (u Utilisation) Capacity() Value { return u.Gross.Sub(u.Leave) }

// Pct returns the time worked in percent of the capacity. More than 100 is
// legal and means overtime. A capacity of 0 gives unknown with
// [ReasonZeroDenominator], one below 0 with [ReasonNonPositiveDenominator].
func (u Utilisation) Pct() Value { return percent(u.Worked, notNegative(u.Capacity())) }

// BillablePct returns the billable time in percent of the capacity, unknown as
// [Utilisation.Pct] is.
func (u Utilisation) BillablePct() Value { return percent(u.Billable, notNegative(u.Capacity())) }

// Figures returns the three figures with their trace. The caller owns the
// slices.
func (u Utilisation) Figures() []Figure {
	return figuresOf(utilisationLines(), u, []Input{{"gross", u.Gross}, {"leave", u.Leave}, {"worked", u.Worked}, {"billable", u.Billable}})
}

func utilisationLines() []line[Utilisation] {
	return []line[Utilisation]{
		sheet("resource.capacity", "h", Neutral, "gross - leave", "gross leave", Utilisation.Capacity),
		sheet("resource.utilisation_pct", "%", Band, "100 * worked / (gross - leave)", "gross leave worked", Utilisation.Pct),
		sheet("resource.billable_pct", "%", Band, "100 * billable / (gross - leave)", "gross leave billable", Utilisation.BillablePct),
	}
}

// DayLoad is what a resource can do and is asked to do on one day, in one unit
// such as "h".
type DayLoad struct {
	Date      calendar.Date `json:"date,omitzero"` // for the reader; the order of the list counts
	Capacity  Value         `json:"capacity"`      // 0: a day without capacity, on which all work is over
	Allocated Value         `json:"allocated"`
}

// Over returns max(0, allocated - capacity).
func (d DayLoad) Over() Value { return larger(d.Allocated.Sub(d.Capacity), Int(0, "")) }

// Allocation is the load of one resource day by day. It is judged per day: a
// weekly total hides an overbooked day behind a free one.
type Allocation []DayLoad

// Over returns the sum of what is over on each day, 0 without days.
func (a Allocation) Over() Value { return Sum(a.over()) }

// OverDays returns on how many days something is over, unknown when one of the
// days is.
func (a Allocation) OverDays() Value {
	days := 0
	for _, over := range a.over() {
		sign, known := over.Sign()
		if !known {
			return over
		}
		days += sign
	}
	return count(days)
}

// Peak returns the most that is over on a day, 0 when none is.
func (a Allocation) Peak() Value {
	peak := Int(0, "")
	for _, over := range a.over() {
		peak = larger(peak, over)
	}
	return peak
}

// OverallPct returns all that is allocated in percent of all capacity. No
// capacity gives unknown with [ReasonZeroDenominator]. Never judge by it alone.
func (a Allocation) OverallPct() Value {
	var capacity, allocated []Value
	for _, day := range a {
		capacity, allocated = append(capacity, day.Capacity), append(allocated, day.Allocated)
	}
	return percent(Sum(allocated), Sum(capacity))
}

// OverDates returns the dates on which something is over, in the order of the
// days. The caller owns the slice.
func (a Allocation) OverDates() []calendar.Date {
	var dates []calendar.Date
	for _, day := range a {
		if sign, known := day.Over().Sign(); known && sign > 0 {
			dates = append(dates, day.Date)
		}
	}
	return dates
}

func (a Allocation) over() []Value {
	var list []Value
	for _, day := range a {
		list = append(list, day.Over())
	}
	return list
}

// Figures returns the four figures with their trace. The caller owns the
// slices.
func (a Allocation) Figures() []Figure {
	var inputs []Input
	for i, day := range a {
		inputs = append(inputs, Input{row("capacity", i), day.Capacity}, Input{row("allocated", i), day.Allocated})
	}
	return figuresOf(allocationLines(), a, inputs)
}

func allocationLines() []line[Allocation] {
	const both = "capacity allocated"
	return []line[Allocation]{
		sheet("resource.over", "h", Lower, "sum(max(0, allocated - capacity))", both, Allocation.Over),
		sheet("resource.over_days", "", Lower, "count(allocated > capacity)", both, Allocation.OverDays),
		sheet("resource.over_peak", "h", Lower, "max(0, allocated - capacity)", both, Allocation.Peak),
		sheet("resource.overall_pct", "%", Band, "100 * sum(allocated) / sum(capacity)", both, Allocation.OverallPct),
	}
}

// Movable is work that may be done at any time within a window of days.
type Movable struct {
	Work Value `json:"work"` // in the unit of the capacity
	From int   `json:"from"` // first day, counted from 1
	To   int   `json:"to"`   // last day, included
}

// Demand is movable work on one resource with a capacity for each day. Work and
// capacity are 0 or more: the condition says nothing about negative ones.
type Demand struct {
	Capacity []Value   `json:"capacity"` // day 1 first
	Items    []Movable `json:"items"`
}

// Feasibility says whether movable work fits.
type Feasibility struct {
	Over     Value `json:"over"`     // the most by which a window is short of capacity; 0: the work fits
	From     int   `json:"from"`     // that window, the first of several; 0 when the work fits or nothing is known
	To       int   `json:"to"`       // its last day
	Feasible bool  `json:"feasible"` // false also when Over is unknown
}

// Feasibility reports whether the work can be placed so that no day exceeds its
// capacity. By Hall's condition that is so exactly when no window of days has
// more work confined to it than capacity; work may be divided at will. It is
// unknown with [ReasonMissingInput] when an item has no window within the days
// of the capacity, and with their reason when a figure is.
func (d Demand) Feasibility() Feasibility {
	total := d.known()
	if total.IsUnknown() {
		return Feasibility{Over: total}
	}
	over, from, to := d.worst()
	return Feasibility{Over: total.with(over), From: from, To: to, Feasible: over.Sign() == 0}
}

// known returns an unknown value when a figure or window is missing or the
// units differ.
func (d Demand) known() Value {
	total := Sum(d.Capacity)
	for _, item := range d.Items {
		if item.From < 1 || item.To < item.From || item.To > len(d.Capacity) {
			return Unknown(ReasonMissingInput)
		}
		total = total.Add(item.Work)
	}
	return total
}

// Figures returns the shortage with its trace, the windows included. The
// caller owns the slices.
func (d Demand) Figures() []Figure {
	var inputs []Input
	for i, capacity := range d.Capacity {
		inputs = append(inputs, Input{row("capacity", i), capacity})
	}
	for i, item := range d.Items {
		inputs = append(inputs, Input{row("work", i), item.Work}, Input{row("from", i), count(item.From)}, Input{row("to", i), count(item.To)})
	}
	return figuresOf(demandLines(), d, inputs)
}

func demandLines() []line[Demand] {
	return []line[Demand]{sheet("resource.shortage", "h", Lower, "max over windows of (sum(work confined to it) - sum(capacity))", "capacity work from to",
		func(d Demand) Value { return d.Feasibility().Over })}
}
