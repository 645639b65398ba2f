package sales

import (
	"slices"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Forecast says what will probably be won in a period, by the host's own
// history.
type Forecast struct {
	Period  Period    `json:"period"`
	Windows int64     `json:"windows"` // past periods it was learned from
	Skipped int64     `json:"skipped"` // deals without the dates that tell when they were open: not read
	Floor   int       `json:"floor"`
	Level   kpi.Value `json:"level"`

	Stages   []StageForecast `json:"stages"`   // in the order of the process; owned by the receiver
	Pipeline kpi.Value       `json:"pipeline"` // sum of Expected of the stages
	Fresh    kpi.Value       `json:"fresh"`    // mean of what past periods won from deals created in them
	Expected kpi.Value       `json:"expected"` // Pipeline + Fresh

	LeftOut      kpi.Value `json:"left_out"`       // open amounts in stages without a known chance, or in none: not in Expected
	LeftOutDeals int64     `json:"left_out_deals"` // their number, and of deals without an amount

	// Low and High are Expected plus the errors of past forecasts, made in the
	// same way, at a low and a high rank. They are unknown (insufficient-history)
	// while there are fewer than LeastErrors.
	Low         kpi.Value `json:"low"`
	High        kpi.Value `json:"high"`
	Errors      int64     `json:"errors"`
	LeastErrors int64     `json:"least_errors"`
}

// StageForecast is the part of a forecast that is open in one stage.
type StageForecast struct {
	Stage    string       `json:"stage"`
	Trials   int64        `json:"trials"`   // times that a deal was open in the stage when a past period began
	Won      int64        `json:"won"`      // of those, won in that period
	Chance   kpi.Value    `json:"chance"`   // won / trials; unknown (insufficient-history) below the floor
	Interval kpi.Interval `json:"interval"` // 95 % Wilson interval of the chance
	Deals    int64        `json:"deals"`    // open now
	Open     kpi.Value    `json:"open"`     // their amounts
	Expected kpi.Value    `json:"expected"` // Open * Chance
}

// Forecast forecasts what is won in the days after the day of the horizon. It
// cuts the past into periods of the same length and looks, for every stage, how
// many of the deals open in it when a period began were won within it; that share
// of the amount now open in the stage is expected, and besides what such periods
// won on average from deals that did not exist when they began.
//
// A stage with fewer cases than the floor has no chance: its amount is left out
// and said so, never weighed by a guess. With fewer past periods than the horizon
// asks for, or when all open deals are left out, nothing is expected (unknown,
// insufficient-history).
//
// The interval holds no assumption about how errors are spread: it is taken from
// the errors that forecasts of the same kind made at the beginnings of past
// periods, each from what was known then. [Process.BackTest] says how often such
// intervals held. Amounts are those recorded now: a host that changes them as
// deals close makes its past forecasts look better than they were.
//
// Errors are [ErrHorizon] and [*MissingRateError]. The caller owns the result.
// The order of the deals does not matter.
func (p *Process) Forecast(deals []Deal, h Horizon) (Forecast, error) {
	h, err := h.complete()
	if err != nil {
		return Forecast{}, err
	}
	w := p.history(deals, h)
	x, err := w.exchange()
	if err != nil {
		return Forecast{}, err
	}
	m := &model{past: w, process: p, exchange: x}
	return m.interval(0), nil
}

// model makes the forecasts at the beginnings of all windows.
type model struct {
	*past
	process  *Process
	exchange Exchange
	made     map[int]Forecast // forecasts without interval by window
}

// expect returns the forecast for window j, from the windows before it, without
// its interval.
func (m *model) expect(j int) Forecast {
	if f, done := m.made[j]; done {
		return f
	}
	h := m.horizon
	read := m.windows[min(j, m.known)+1 : min(j+h.Windows, m.known)+1]
	f := Forecast{
		Period: Period{m.day(j), h.start(j - 1)}, Windows: int64(len(read)), Skipped: m.skipped, Floor: h.Floor, Level: h.Level,
		Pipeline: kpi.Int(0, ""), LeftOut: kpi.Int(0, ""),
	}
	some := false
	for at, name := range m.process.stages {
		row := m.stage(&m.windows[j].stages[at], read, at)
		row.Stage = name
		some = f.take(row, m.windows[j].stages[at].noAmount) || some
	}
	f.leave(m.exchange.in(&m.windows[j].stages[m.stages].open), m.windows[j].stages[m.stages].trials)
	f.sum(m.fresh(read), some, len(read) >= h.LeastWindows)
	if m.made == nil {
		m.made = map[int]Forecast{}
	}
	m.made[j] = f
	return f
}

// stage returns what is expected of the deals that were open in a stage.
func (m *model) stage(now *windowStage, read []window, at int) StageForecast {
	var row StageForecast
	for i := range read {
		row.Trials += read[i].stages[at].trials
		row.Won += read[i].stages[at].won
	}
	past := Outcomes{Won: row.Won, Lost: row.Trials - row.Won}
	row.Chance, row.Interval = floored(past.WinRate(), row.Trials, m.horizon.Floor), past.Interval()
	if row.Trials == 0 {
		row.Chance = kpi.Unknown(kpi.ReasonInsufficientHistory)
	}
	row.Deals, row.Open = now.trials, m.exchange.in(&now.open)
	row.Expected = row.Open.Mul(row.Chance)
	return row
}

// fresh returns the mean of what the windows won from deals created in them.
func (m *model) fresh(read []window) kpi.Value {
	var list []kpi.Value
	for i := range read {
		list = append(list, m.exchange.in(&read[i].fresh))
	}
	return kpi.Mean(list)
}

// take adds a stage, or leaves it out. It reports whether open deals were added.
func (f *Forecast) take(row StageForecast, noAmount int64) bool {
	f.Stages = append(f.Stages, row)
	if row.Deals == 0 {
		return false
	}
	if row.Chance.IsUnknown() {
		f.leave(row.Open, row.Deals)
		return false
	}
	f.LeftOutDeals += noAmount
	f.Pipeline = f.Pipeline.Add(row.Expected)
	return true
}

func (f *Forecast) leave(open kpi.Value, deals int64) {
	f.LeftOut = f.LeftOut.Add(open)
	f.LeftOutDeals += deals
}

// sum adds up the parts, when there is enough history to say something.
func (f *Forecast) sum(fresh kpi.Value, some, enough bool) {
	f.Fresh = fresh
	if !enough {
		f.Fresh = kpi.Unknown(kpi.ReasonInsufficientHistory)
	}
	if !some && f.LeftOutDeals > 0 {
		f.Pipeline = kpi.Unknown(kpi.ReasonInsufficientHistory)
	}
	f.Expected = f.Pipeline.Add(f.Fresh)
}

// interval returns the forecast for window j with the interval by the errors of
// the forecasts for the windows before it.
func (m *model) interval(j int) Forecast {
	f, h := m.expect(j), m.horizon
	var errors []kpi.Value
	for i := j + 1; i <= min(j+h.Windows, m.known); i++ {
		if e := m.actual(i).Sub(m.expect(i).Expected); !e.IsUnknown() {
			errors = append(errors, e)
		}
	}
	f.Errors, f.LeastErrors = int64(len(errors)), h.leastErrors()
	rank := h.rank(len(errors))
	if rank < 1 {
		f.Low, f.High = kpi.Unknown(kpi.ReasonInsufficientHistory), kpi.Unknown(kpi.ReasonInsufficientHistory)
		return f
	}
	slices.SortFunc(errors, func(a, b kpi.Value) int {
		order, _ := a.Cmp(b) // amounts of one currency
		return order
	})
	f.Low, f.High = f.Expected.Add(errors[rank-1]), f.Expected.Add(errors[len(errors)-rank])
	return f
}

// actual returns what was won in window j.
func (m *model) actual(j int) kpi.Value { return m.exchange.in(&m.windows[j].won) }

// Check returns what is remarkable about the forecast, in sorted order: stages
// with open deals that are left out, and no interval (warn).
func (f Forecast) Check() []finding.Finding {
	var found []finding.Finding
	for _, s := range f.Stages {
		if s.Deals > 0 && s.Chance.IsUnknown() {
			found = append(found, finding.Finding{Code: CodeForecastLeftOut, Severity: finding.Warn, Subject: about("stage", s.Stage, "chance"), Got: s.Open.Finding(), Remedy: RemedyGatherHistory})
		}
	}
	if f.Low.IsUnknown() {
		found = append(found, finding.Finding{
			Code: CodeForecastNoRange, Severity: finding.Warn, Subject: about("indicator", keyForecast, ""),
			Want: finding.Number(f.LeastErrors, ""), Got: finding.Number(f.Errors, ""), Remedy: RemedyGatherHistory,
		})
	}
	finding.Sort(found)
	return found
}

// Figures returns the forecast and the ends of its interval with their traces.
// The caller owns the slices.
func (f Forecast) Figures() []kpi.Figure {
	return []kpi.Figure{
		figure(keyForecast, f.Expected, f.Pipeline, f.Fresh, f.LeftOut),
		figure(keyForecastLow, f.Low, f.Expected, count(f.Errors), f.Level),
		figure(keyForecastHigh, f.High, f.Expected, count(f.Errors), f.Level),
	}
}
