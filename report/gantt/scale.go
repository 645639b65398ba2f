package gantt

import (
	"strconv"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// unitKind is a length that the axis is cut into.
type unitKind uint8

const (
	hours unitKind = iota
	days
	weeks
	months
	years
)

// unit is a step of the axis. A step wider than least pixels has room for its
// label; major is the unit of the line above.
type unit struct {
	kind  unitKind
	step  int // how many of the kind
	least float64
	major unitKind
}

// units are the steps from fine to coarse.
var units = [...]unit{
	{hours, 1, 28, days}, {hours, 3, 28, days}, {hours, 6, 28, days},
	{days, 1, 17, months}, {weeks, 1, 19, months}, {months, 1, 30, years}, {months, 3, 26, years},
	{years, 1, 34, years}, {years, 5, 34, years}, {years, 10, 34, years}, {years, 50, 34, years}, {years, 100, 34, years}, {years, 500, 34, years}, {years, 1000, 0, years},
}

// days returns how many days a step is long, roughly.
func (u unit) days() float64 {
	return float64(u.step) * [...]float64{hours: 1.0 / 24, days: 1, weeks: 7, months: 30.4, years: 365.2}[u.kind]
}

// choose returns the finest unit whose labels fit.
func choose(pixelsPerDay float64) unit {
	for _, u := range units {
		if u.days()*pixelsPerDay >= u.least {
			return u
		}
	}
	return units[len(units)-1]
}

// floor returns the beginning of the step that t lies in, the first moment
// there is where that would lie before the year 1.
func (u unit) floor(t calendar.DateTime) calendar.DateTime {
	d := t.Date()
	y, m, _ := d.Civil()
	switch u.kind {
	case hours:
		return t.AddSeconds(-int64(t.SecondOfDay() % (u.step * 3600)))
	case weeks:
		if monday := d.AddDays(-(int(d.Weekday()) + 6) % 7); !monday.IsZero() {
			d = monday
		}
	case months:
		d = calendar.DateOf(y, m-time.Month((int(m)-1)%u.step), 1)
	case years:
		d = calendar.DateOf(max(y-y%u.step, 1), 1, 1)
	}
	return d.At(0)
}

// next returns the beginning of the step after the one that begins at t, zero
// where there is none.
func (u unit) next(t calendar.DateTime) calendar.DateTime {
	d := t.Date()
	y, m, _ := d.Civil()
	switch u.kind {
	case hours:
		return t.AddSeconds(int64(u.step) * 3600)
	case days:
		d = d.AddDays(1)
	case weeks:
		d = d.AddDays(7)
	case months:
		after := int(m) - 1 + u.step
		d = calendar.DateOf(y+after/12, time.Month(after%12+1), 1)
	case years:
		d = calendar.DateOf((y/u.step+1)*u.step, 1, 1)
	}
	return d.At(0)
}

// label returns the short name of the step that begins at t.
func (u unit) label(f report.Format, t calendar.DateTime) string {
	y, m, d := t.Date().Civil()
	switch u.kind {
	case hours:
		return strconv.Itoa(t.SecondOfDay() / 3600)
	case days, weeks:
		return strconv.Itoa(d)
	case months:
		if u.step == 3 {
			return "Q" + strconv.Itoa((int(m)+2)/3)
		}
		return f.ShortMonth(int(m))
	}
	return strconv.Itoa(y)
}

// majorLabel returns the full name of a step of the line above.
func majorLabel(kind unitKind, f report.Format, t calendar.DateTime) string {
	y, m, _ := t.Date().Civil()
	switch {
	case kind == days:
		return f.LongDate(finding.Date(t.Date().String()))
	case kind == months && f.Lang == report.ZhCN:
		return strconv.Itoa(y) + "年" + f.ShortMonth(int(m))
	case kind == months:
		return f.ShortMonth(int(m)) + " " + strconv.Itoa(y)
	case f.Lang == report.ZhCN:
		return strconv.Itoa(y) + "年"
	}
	return strconv.Itoa(y)
}
