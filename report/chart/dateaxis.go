package chart

import (
	"strings"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// firstDay is where days are counted from.
func firstDay() calendar.Date { return calendar.DateOf(1, 1, 1) }

func numberOf(d calendar.Date) float64 { return float64(d.DaysSince(firstDay())) }

// dayOf returns the day of a value that is a date, else the zero date.
func dayOf(v finding.Value) calendar.Date {
	if v.Kind() != finding.DateKind && v.Kind() != finding.InstantKind {
		return calendar.Date{}
	}
	text, _, _ := strings.Cut(v.Plain(), "T")
	d, err := calendar.ParseDate(text)
	if err != nil {
		return calendar.Date{}
	}
	return d
}

// dayNumber returns the day of a date as a number.
func dayNumber(v finding.Value) (float64, bool) {
	d := dayOf(v)
	return numberOf(d), !d.IsZero()
}

// dateStep is the time from one line of a scale of dates to the next.
type dateStep struct{ days, months int }

// dateSteps are the steps, shortest first.
var dateSteps = [...]dateStep{
	{days: 1}, {days: 2}, {days: 7}, {days: 14}, {months: 1}, {months: 2}, {months: 3}, {months: 6}, {months: 12}, {months: 24}, {months: 60},
	{months: 120}, {months: 240}, {months: 600}, {months: 1200}, {months: 2400}, {months: 6000}, {months: 12000}, {months: 24000}, {months: 60000},
}

func (s dateStep) length() float64 { return float64(s.days) + 30.44*float64(s.months) }

// dateScale returns a scale from one day to another with about so many lines:
// days, Mondays, the first days of months or years.
func dateScale(low, high float64, lines int) (scale, []tick) {
	if high <= low {
		low, high = low-1, high+1
	}
	step := dateSteps[len(dateSteps)-1]
	for _, s := range dateSteps {
		if (high-low)/s.length() <= float64(max(lines, 1)) {
			step = s
			break
		}
	}
	var ticks []tick
	last := firstDay().AddDays(int(high))
	for d := step.from(firstDay().AddDays(int(max(low, 0)))); !d.IsZero() && !d.After(last); d = step.next(d) {
		if at := numberOf(d); at >= low {
			ticks = append(ticks, tick{value: at, text: d.String()})
		}
	}
	return scale{low: low, high: high}, ticks
}

// from returns the last line at or before a day.
func (s dateStep) from(d calendar.Date) calendar.Date {
	year, month, _ := d.Civil()
	n := year*12 + int(month) - 1
	switch {
	case s.months > 0:
		n -= n % s.months
		if n < 12 {
			return firstDay()
		}
		return monthOf(n)
	case s.days%7 == 0:
		for range 6 {
			if d.Weekday() != time.Monday && d.After(firstDay()) {
				d = d.AddDays(-1)
			}
		}
	}
	return d
}

func (s dateStep) next(d calendar.Date) calendar.Date {
	if s.months == 0 {
		return d.AddDays(s.days)
	}
	year, month, _ := d.Civil()
	n := year*12 + int(month) - 1
	return monthOf(n - n%s.months + s.months)
}

// monthOf returns the first day of a month counted from January of year 0, zero
// after the last year there is.
func monthOf(n int) calendar.Date {
	if n/12 > 9999 {
		return calendar.Date{}
	}
	return calendar.DateOf(n/12, time.Month(n%12+1), 1)
}

// drawCalendar writes the dates of a scale below, whatever the dates of the
// values.
func (p *plot) drawCalendar(c report.Canvas) {
	if p.first.IsZero() || p.first == p.last {
		return
	}
	_, ticks := dateScale(numberOf(p.first), numberOf(p.last), int((p.right-p.left)/85))
	for i := range ticks {
		x := p.x(firstDay().AddDays(int(ticks[i].value)))
		var line report.Path
		line.Reset(report.Style{Stroke: report.InkGrid})
		line.Move(x, p.top)
		line.Line(x, p.bottom)
		c.Path(&line)
		w := report.TextWidth(ticks[i].text, axisSize)
		p.drawDate(c, x, min(max(x, w/2+2), p.width-w/2-2), ticks[i].text)
	}
}

// over reports whether a line has met the diagonal for good at the date that
// stands in a place of the order: its value lies not after the date, and stays.
func (p *plot) over(s *Series, place int) bool {
	k := p.order[place]
	value := dayOf(s.Values[k])
	if !p.diagonal() || value.IsZero() || value.After(p.Dates[k]) {
		return false
	}
	for _, later := range p.order[place+1:] {
		if later < len(s.Values) && !s.Values[later].IsZero() && dayOf(s.Values[later]) != value {
			return false
		}
	}
	return true
}

// drawDiagonal shades the dates that lie before the date across.
func (p *plot) drawDiagonal(c report.Canvas) {
	if !p.diagonal() || p.first.IsZero() {
		return
	}
	low, high := p.scale.low, p.scale.high
	x := func(day float64) float64 {
		if p.first == p.last {
			return p.left + (p.right-p.left)*(day-low)/(high-low)
		}
		return p.x(firstDay().AddDays(int(day)))
	}
	words := phrase.In(p.Lang).Label("on_diagonal")
	var area, line report.Path
	area.Reset(report.Style{Fill: report.InkShade, Title: words})
	line.Reset(report.Style{Stroke: report.InkGridStrong, Width: 1.6, Title: words})
	area.Move(x(low), p.y(low))
	area.Line(x(high), p.y(high))
	area.Line(x(high), p.y(low))
	area.Close()
	line.Move(x(low), p.y(low))
	line.Line(x(high), p.y(high))
	c.Path(&area)
	c.Path(&line)
	text, _ := report.ClipText(words, axisSize, (p.right-p.left)/2)
	c.Text(report.Text{X: p.right - 8, Y: p.bottom - 10, Text: text, Size: axisSize, Anchor: report.AnchorEnd, Ink: report.InkMuted, Title: full(text, words)})
}
