package scheduletest

import (
	"fmt"
	"time"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// calendars gives the plan some calendars and one of them, or none, to the
// project.
func (g *generator) calendars() {
	kinds := []func() calendar.Definition{calendar.Standard, roundTheClock, nightShift, halfDays, fourDays, splitDays}
	if !g.shape.has(Calendars) {
		return
	}
	for i := range 1 + g.IntN(4) {
		c := schedule.Calendar{ID: schedule.CalendarID(fmt.Sprintf("C%d", i+1)), Times: pick(g, kinds...)()}
		if i > 0 && g.IntN(3) == 0 {
			c.Base, c.Times = pick(g, g.plan.Calendars...).ID, g.derived()
		}
		if g.IntN(2) == 0 {
			g.exceptions(&c.Times)
		}
		g.plan.Calendars = append(g.plan.Calendars, c)
	}
	if g.IntN(3) > 0 {
		g.plan.Calendar = pick(g, g.plan.Calendars...).ID
	}
}

// weekly returns a week that works the same on the days given and rests on the
// others.
func weekly(ranges []calendar.Range, days ...time.Weekday) calendar.Definition {
	var def calendar.Definition
	for d := range def.Week {
		def.Week[d] = calendar.Working()
	}
	for _, d := range days {
		def.Week[d] = calendar.Working(ranges...)
	}
	return def
}

// roundTheClock works without a break.
func roundTheClock() calendar.Definition {
	return weekly([]calendar.Range{calendar.Hours(0, 24)}, 0, 1, 2, 3, 4, 5, 6)
}

// nightShift works from the evening to the morning after, Monday to Friday.
func nightShift() calendar.Definition {
	def := weekly([]calendar.Range{calendar.Hours(22, 26)}, 1)
	for d := time.Tuesday; d <= time.Friday; d++ {
		def.Week[d] = calendar.Working(calendar.Hours(3, 7), calendar.Hours(22, 26))
	}
	def.Week[time.Saturday] = calendar.Working(calendar.Hours(3, 7))
	return def
}

// halfDays works in the mornings and, on Saturdays, a little.
func halfDays() calendar.Definition {
	def := weekly([]calendar.Range{calendar.Hours(8, 12)}, 1, 2, 3, 4, 5)
	def.Week[time.Saturday] = calendar.Working(calendar.Range{Start: 9*calendar.Hour + 1800, Finish: 11 * calendar.Hour})
	return def
}

// fourDays works ten hours from Monday to Thursday.
func fourDays() calendar.Definition {
	return weekly([]calendar.Range{calendar.Hours(7, 12), calendar.Hours(13, 18)}, 1, 2, 3, 4)
}

// splitDays works at odd times, with a shift that touches midnight.
func splitDays() calendar.Definition {
	ranges := []calendar.Range{{Start: 6*calendar.Hour + 420, Finish: 9*calendar.Hour + 1}, calendar.Hours(11, 12), calendar.Hours(20, 24)}
	return weekly(ranges, 0, 2, 3, 5)
}

// derived returns a definition that says something of one or two days only.
func (g *generator) derived() calendar.Definition {
	var def calendar.Definition
	def.Week[g.IntN(7)] = calendar.Working()
	def.Week[g.IntN(7)] = calendar.Working(calendar.Hours(9, 15))
	return def
}

// exceptions adds days off, days at other times, and a period with other
// weeks.
func (g *generator) exceptions(def *calendar.Definition) {
	day := func() calendar.Date { return calendar.DateOf(2025, 2, 20).AddDays(g.IntN(60)) }
	for range 1 + g.IntN(4) {
		e := calendar.Exception{From: day()}
		if g.IntN(2) == 0 {
			e.To = e.From.AddDays(g.IntN(5))
		}
		if g.IntN(3) == 0 {
			e.Ranges = []calendar.Range{pick(g, calendar.Hours(8, 12), calendar.Hours(10, 16), calendar.Hours(18, 27), calendar.Hours(0, 4))}
		}
		def.Exceptions = append(def.Exceptions, e)
	}
	if g.IntN(3) == 0 {
		from := day()
		ww := calendar.WorkWeek{From: from, To: from.AddDays(13)}
		ww.Week[1+g.IntN(5)] = calendar.Working(calendar.Hours(6, 20))
		ww.Week[g.IntN(7)] = calendar.Working()
		def.WorkWeeks = append(def.WorkWeeks, ww)
	}
}
