package view

import (
	"math/big"
	"slices"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// BurnPoint is how much there was to do at a date, and how much of it was done.
// Both have one unit; what is unknown leaves a gap.
type BurnPoint struct {
	At    calendar.Date
	Scope kpi.Value
	Done  kpi.Value
}

// left is what remains to be done.
func (p BurnPoint) left() kpi.Value { return p.Scope.Sub(p.Done) }

// BurnInput is what a burn-down or a burn-up chart is made of. The slice stays
// the caller's.
type BurnInput struct {
	Points []BurnPoint   // by date
	Start  calendar.Date // where the even pace begins; zero: at the first point
	Finish calendar.Date // when all is to be done; zero: no even pace is shown
	// Forecast is when all is forecast to be done, such as the finish of the
	// result; zero, or not after the last point: nothing is forecast.
	Forecast   calendar.Date
	DayMinutes int64 // working minutes of a day, for work in minutes; zero means 480
}

// WorkPoints returns the work of plans as reported at their data dates: the
// durations of all tasks that are no summaries and not inactive, and the part of
// them that is done by their percent complete, in working minutes. Plans without
// a data date are passed over. They are not changed; the caller owns the slice.
func WorkPoints(reports ...PlanInput) []BurnPoint {
	var points []BurnPoint
	for _, r := range reports {
		if r.Plan.DataDate.IsZero() {
			continue
		}
		_, parents := outline(r.Plan)
		var sum progress
		for i := range r.Plan.Tasks {
			if t := &r.Plan.Tasks[i]; !parents[t.ID] && !t.Inactive {
				var own progress
				own.own(t)
				sum.add(&own)
			}
		}
		work := func(n *big.Int) kpi.Value { return kpi.Rat(new(big.Rat).SetFrac(n, big.NewInt(6000)), "min") }
		points = append(points, BurnPoint{At: r.Plan.DataDate.Date(), Scope: work(&sum.whole), Done: work(&sum.done)})
	}
	return points
}

// ValuePoints returns the value of a record: the budget at completion and the
// earned value of every status of all its baselines. The caller owns the slice.
func ValuePoints(r evm.Record) []BurnPoint {
	var points []BurnPoint
	for _, stage := range r.Stages() {
		for _, s := range stage.Statuses {
			points = append(points, BurnPoint{At: s.At.Date(), Scope: s.BAC, Done: s.EV})
		}
	}
	return points
}

// BurnDown returns what remains to be done over time beside an even pace, with
// its forecast. Where the scope changed a note says by how much. The even pace
// runs by calendar days from the first scope that is known.
func BurnDown(w phrase.Printer, in BurnInput) *chart.LineChart {
	b := newBurn(w, in, "burn_down")
	b.ideal(func(scope, share kpi.Value) kpi.Value { return scope.Sub(scope.Mul(share)) })
	b.add(chart.Series{Key: "remaining", Name: w.Label("remaining")}, BurnPoint.left)
	b.forecast("remaining", BurnPoint.left, func(p BurnPoint) kpi.Value { return p.Scope.Sub(p.Scope) })
	b.changes("remaining", w.Label("scope")+" ")
	return b.LineChart
}

// BurnUp returns what is done over time against the scope, beside an even pace,
// with the forecast to the scope as it is now. Where the scope changed a note
// says by how much.
func BurnUp(w phrase.Printer, in BurnInput) *chart.LineChart {
	b := newBurn(w, in, "burn_up")
	b.ideal(func(scope, share kpi.Value) kpi.Value { return scope.Mul(share) })
	b.add(chart.Series{Key: "scope", Name: w.Label("scope"), Step: true}, func(p BurnPoint) kpi.Value { return p.Scope })
	b.add(chart.Series{Key: "done", Name: w.Label("done")}, func(p BurnPoint) kpi.Value { return p.Done })
	b.forecast("done", func(p BurnPoint) kpi.Value { return p.Done }, func(p BurnPoint) kpi.Value { return p.Scope })
	b.changes("scope", "")
	return b.LineChart
}

// burn is a burn chart being made.
type burn struct {
	*chart.LineChart
	w    phrase.Printer
	in   BurnInput
	unit string
}

func newBurn(w phrase.Printer, in BurnInput, label string) *burn {
	b := &burn{&chart.LineChart{Name: dashed(label), Title: w.Label(label), Lang: w.Lang}, w, in, ""}
	for _, p := range in.Points {
		b.hold(p.At)
		if !p.Scope.IsUnknown() {
			b.unit = p.Scope.Unit()
		}
	}
	b.Axis = figureAxis(w.Label("work"), b.unit)
	b.Axis.DayMinutes = in.DayMinutes
	if n := len(in.Points); n > 0 {
		b.Events = []chart.Moment{{At: in.Points[n-1].At, Name: w.Label("data_date"), Now: true}}
		b.hold(in.Start)
		b.hold(in.Finish)
		if b.forecasts() {
			b.hold(in.Forecast)
		}
	}
	return b
}

// figureAxis returns how figures of a unit are shown: working minutes as days,
// currencies as money.
func figureAxis(title, unit string) report.Column {
	axis := report.Column{Name: "value", Title: title, Type: report.TypeNumber}
	switch _, err := money.Lookup(unit); {
	case unit == "min":
		axis.Type = report.TypeDuration
	case unit == "%":
		axis.Type = report.TypePercent
	case err == nil:
		axis.Type = report.TypeMoney
	}
	return axis
}

// hold makes a date one of those shown.
func (b *burn) hold(at calendar.Date) {
	if k, found := slices.BinarySearchFunc(b.Dates, at, calendar.Date.Compare); !found && !at.IsZero() {
		b.Dates = slices.Insert(b.Dates, k, at)
	}
}

func (b *burn) place(at calendar.Date) int { return slices.Index(b.Dates, at) }

func (b *burn) forecasts() bool {
	n := len(b.in.Points)
	return n > 0 && b.in.Forecast.After(b.in.Points[n-1].At)
}

// add adds a series of a figure of the points.
func (b *burn) add(s chart.Series, of func(BurnPoint) kpi.Value) {
	s.Values = make([]finding.Value, len(b.Dates))
	for _, p := range b.in.Points {
		if k := b.place(p.At); k >= 0 {
			s.Values[k] = of(p).Finding()
		}
	}
	b.Series = append(b.Series, s)
}

// ideal adds the even pace: the first scope and the share of the days that have
// passed make the value of a date.
func (b *burn) ideal(at func(scope, share kpi.Value) kpi.Value) {
	first := slices.IndexFunc(b.in.Points, func(p BurnPoint) bool { return !p.Scope.IsUnknown() })
	if first < 0 {
		return
	}
	start, scope := b.in.Start, b.in.Points[first].Scope
	if start.IsZero() {
		start = b.in.Points[first].At
	}
	days := b.in.Finish.DaysSince(start)
	if b.in.Finish.IsZero() || days <= 0 {
		return
	}
	s := chart.Series{Key: "even_pace", Name: b.w.Label("even_pace"), Line: chart.LineIdeal, Values: make([]finding.Value, len(b.Dates))}
	for k, d := range b.Dates {
		if passed := d.DaysSince(start); passed >= 0 && passed <= days {
			s.Values[k] = at(scope, kpi.Ratio(int64(passed), int64(days), "")).Finding()
		}
	}
	b.Series = append(b.Series, s)
}

// forecast adds the way from the last point to the end.
func (b *burn) forecast(key string, from, to func(BurnPoint) kpi.Value) {
	if !b.forecasts() {
		return
	}
	last := b.in.Points[len(b.in.Points)-1]
	s := chart.Series{Key: "forecast", Name: b.w.Label("forecast"), Line: chart.LineForecast, Of: key, Values: make([]finding.Value, len(b.Dates))}
	s.Values[b.place(last.At)], s.Values[b.place(b.in.Forecast)] = from(last).Finding(), to(last).Finding()
	b.Series = append(b.Series, s)
	b.Events = append(b.Events, chart.Moment{At: b.in.Forecast, Name: b.w.Label("forecast_finish")})
}

// changes notes where the scope is another than at the point before that has
// one.
func (b *burn) changes(key, words string) {
	var before kpi.Value
	for _, p := range b.in.Points {
		if p.Scope.IsUnknown() {
			continue
		}
		if change := p.Scope.Sub(before); !before.IsUnknown() && !change.IsUnknown() {
			if sign, _ := change.Sign(); sign != 0 {
				b.Notes = append(b.Notes, chart.Note{Series: key, Date: b.place(p.At), Text: words + signed(b.w.Lang, &b.Axis, change.Finding())})
			}
		}
		before = p.Scope
	}
}

// signed shows a difference with its sign.
func signed(lang report.Lang, c *report.Column, v finding.Value) string {
	text := report.Format{Lang: lang}.Cell(c, v)
	if r, ok := v.Rat(); ok && r.Sign() > 0 {
		return "+" + text
	}
	return text
}
