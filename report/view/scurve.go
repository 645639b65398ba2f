package view

import (
	"slices"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// CurveInput is what an S-curve is made of. The slices stay the caller's.
type CurveInput struct {
	Record   evm.Record          // what was measured, over all baselines; may be empty
	Baseline *evm.Baseline       // the one in force; nil: what was planned is known at the status dates only
	Ends     []calendar.DateTime // where the planned value is shown after the last status; empty: at up to some twenty days evenly apart
	Basis    evm.Basis           // what the forecast of the cost goes by, as in [StatusInput]
	Method   evm.Method          // of that forecast; "" is [evm.ByCPI]
	// Finish is when the project is forecast to finish: there the earned value
	// is the budget, and the cost the estimate at completion. Zero, or not after
	// the last status: nothing is forecast.
	Finish calendar.DateTime
	Spread bool // with a band between the least and the greatest estimate of all methods
}

// SCurve returns the course of planned value, earned value and actual cost,
// cumulative, with the forecast of both to their end: an S-curve. Its rows are
// the status dates, the start and the finish of the baseline, the ends after the
// last status, and the forecast finish. Each number is that of the status, of
// [evm.Baseline.PV], [evm.Status.EAC] or [evm.SpreadOf], unrounded; lines between
// two dates are straight. A change of the baseline is noted at the budget.
func SCurve(w phrase.Printer, in CurveInput) *chart.LineChart {
	c := newCourse(w, in)
	d := &chart.LineChart{Name: "s-curve", Title: w.Label("s_curve"), Lang: w.Lang, Height: 380, Axis: column("amount", report.TypeMoney)}
	for _, at := range c.dates {
		d.Dates = append(d.Dates, at.Date())
	}
	d.Series = []chart.Series{
		{Key: "bac", Name: w.Label("bac"), Line: chart.LineLevel, Step: true, Values: c.values(c.bac)},
		{Key: "pv", Name: w.Label("pv"), Values: c.values(c.pv)},
		{Key: "ev", Name: w.Label("ev"), Values: c.values(c.measured(func(s evm.Status) kpi.Value { return s.EV }))},
		{Key: "ac", Name: w.Label("ac"), Values: c.values(c.measured(func(s evm.Status) kpi.Value { return s.AC }))},
	}
	d.Notes = c.changes(w)
	c.events(w, d)
	if c.forecasts() {
		c.foresee(w, d)
	}
	return d
}

// course is an S-curve being made.
type course struct {
	in       CurveInput
	statuses []evm.Status
	renewed  map[int]string // status that is the first under another baseline: its name
	now      evm.Status     // the last status, as a change of the baseline left it
	dates    []calendar.DateTime
}

func newCourse(w phrase.Printer, in CurveInput) *course {
	c := &course{in: in, renewed: map[int]string{}}
	for n, stage := range in.Record.Stages() {
		if n > 0 {
			c.renewed[len(c.statuses)] = stage.Baseline
			c.now = stage.Change.After
		}
		c.statuses = append(c.statuses, stage.Statuses...)
		if len(stage.Statuses) > 0 {
			c.now = c.statuses[len(c.statuses)-1]
		}
	}
	for _, s := range c.statuses {
		c.dates = append(c.dates, s.At)
	}
	c.addAhead()
	return c
}

// last is the last status date, zero without a status.
func (c *course) last() calendar.DateTime {
	if len(c.statuses) == 0 {
		return 0
	}
	return c.statuses[len(c.statuses)-1].At
}

// addAhead adds the dates of the plan: its start, and what lies after the last
// status. Of two moments of one day the status stays, else the later.
func (c *course) addAhead() {
	ahead := slices.Clone(c.in.Ends)
	if b := c.in.Baseline; b != nil {
		if len(ahead) == 0 {
			ahead = evenly(max(b.Start(), c.last()), b.Finish())
		}
		ahead = append(ahead, b.Finish())
		if len(c.statuses) == 0 || b.Start().Date().Before(c.statuses[0].At.Date()) {
			c.dates = append(c.dates, b.Start())
		}
	}
	if c.forecasts() {
		ahead = append(ahead, c.in.Finish)
	}
	slices.Sort(ahead)
	for _, at := range slices.Backward(ahead) {
		sameDay := func(t calendar.DateTime) bool { return t.Date() == at.Date() }
		if at > c.last() && !slices.ContainsFunc(c.dates, sameDay) {
			c.dates = append(c.dates, at)
		}
	}
	slices.Sort(c.dates)
}

// evenly returns the ends of up to some twenty days from one date to another,
// one or several weeks apart where that leaves at least three, so that no
// weekends show.
func evenly(from, to calendar.DateTime) []calendar.DateTime {
	var list []calendar.DateTime
	days := to.Date().DaysSince(from.Date())
	step := max((days+19)/20, 1)
	if days >= 21 {
		step = (step + 6) / 7 * 7
	}
	for d := from.Date().AddDays(step); d.Before(to.Date()) && !d.IsZero(); d = d.AddDays(step) {
		list = append(list, d.At(0).AddSeconds(86400-1))
	}
	return list
}

// forecasts reports whether there is a status to forecast from and a finish
// after it.
func (c *course) forecasts() bool {
	return len(c.statuses) > 0 && c.in.Finish.Date().After(c.last().Date())
}

// values returns a figure at every date.
func (c *course) values(of func(calendar.DateTime) kpi.Value) []finding.Value {
	list := make([]finding.Value, len(c.dates))
	for i, at := range c.dates {
		list[i] = of(at).Finding()
	}
	return list
}

// status returns the status of a date.
func (c *course) status(at calendar.DateTime) (evm.Status, bool) {
	k, found := slices.BinarySearchFunc(c.statuses, at, func(s evm.Status, at calendar.DateTime) int { return int(s.At.Date().DaysSince(at.Date())) })
	if !found {
		return evm.Status{}, false
	}
	return c.statuses[k], true
}

// measured returns a figure of the statuses, nothing at other dates.
func (c *course) measured(of func(evm.Status) kpi.Value) func(calendar.DateTime) kpi.Value {
	return func(at calendar.DateTime) kpi.Value {
		if s, ok := c.status(at); ok {
			return of(s)
		}
		return kpi.Value{}
	}
}

// pv is the planned value: that of the status, else that of the baseline until
// its finish.
func (c *course) pv(at calendar.DateTime) kpi.Value {
	s, ok := c.status(at)
	switch {
	case ok:
		return s.PV
	case c.in.Baseline == nil || at.Date().After(c.in.Baseline.Finish().Date()):
		return kpi.Value{}
	}
	return c.in.Baseline.PV(at)
}

// bac is the budget in force: before the first status that of it.
func (c *course) bac(at calendar.DateTime) kpi.Value {
	switch {
	case len(c.statuses) == 0 && c.in.Baseline == nil:
		return kpi.Value{}
	case len(c.statuses) == 0:
		return c.in.Baseline.BAC()
	case at > c.last():
		return c.now.BAC
	}
	for _, s := range c.statuses {
		if s.At.Date().Compare(at.Date()) >= 0 {
			return s.BAC
		}
	}
	return c.now.BAC
}

// changes notes at the budget where another baseline is in force for the first
// time.
func (c *course) changes(w phrase.Printer) []chart.Note {
	var notes []chart.Note
	for k, at := range c.dates {
		for n, name := range c.renewed {
			if n < len(c.statuses) && c.statuses[n].At == at {
				notes = append(notes, chart.Note{Series: "bac", Date: k, Text: w.Label("baseline") + " " + name})
			}
		}
	}
	return notes
}

func (c *course) events(w phrase.Printer, d *chart.LineChart) {
	add := func(at calendar.DateTime, label string, now bool) {
		if !at.IsZero() {
			d.Events = append(d.Events, chart.Moment{At: at.Date(), Name: w.Label(label), Now: now})
		}
	}
	add(c.last(), "data_date", true)
	if c.in.Baseline != nil {
		add(c.in.Baseline.Finish(), "planned_finish", false)
	}
	if c.forecasts() {
		add(c.in.Finish, "forecast_finish", false)
	}
}

// foresee adds the forecasts, from the last status to the finish.
func (c *course) foresee(w phrase.Printer, d *chart.LineChart) {
	method := c.in.Method
	if method == "" {
		method = evm.ByCPI
	}
	eac := c.now.EAC(method, c.in.Basis)
	d.Series = append(d.Series,
		chart.Series{Key: "ev_forecast", Name: w.Label("ev_forecast"), Line: chart.LineForecast, Of: "ev", Values: c.span(c.now.EV, c.now.BAC)},
		chart.Series{Key: "ac_forecast", Name: w.Label("ac_forecast"), Line: chart.LineForecast, Of: "ac", Values: c.span(c.now.AC, eac)})
	for k, at := range c.dates {
		if at.Date() == c.in.Finish.Date() && !eac.IsUnknown() {
			d.Notes = append(d.Notes, chart.Note{Series: "ac_forecast", Date: k, Text: "EAC " + report.Format{Lang: w.Lang}.Cell(&d.Axis, eac.Finding())})
		}
	}
	if spread := evm.SpreadOf(c.now.Forecasts(c.in.Basis)); c.in.Spread {
		d.Bands = []chart.Band{{Key: "eac", Name: w.Label("eac_spread"), Low: c.span(c.now.AC, spread.Low), High: c.span(c.now.AC, spread.High)}}
	}
}

// span returns a figure at the last status and at the forecast finish, nothing
// at other dates.
func (c *course) span(from, to kpi.Value) []finding.Value {
	return c.values(func(at calendar.DateTime) kpi.Value {
		switch at.Date() {
		case c.last().Date():
			return from
		case c.in.Finish.Date():
			return to
		}
		return kpi.Value{}
	})
}
