package sales

import (
	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// past is the history of the deals cut into windows of one length. Window j
// holds what was known when it began and what came of it; window 0 begins on the
// day of the forecast and has not come to anything.
type past struct {
	horizon Horizon
	stages  int
	windows []window
	known   int // windows 1 to known lie within the history
	skipped int64
}

// window is one period. The last of its stages holds the deals that were in
// none of the process.
type window struct {
	stages     []windowStage
	won, fresh sums // closed in it: all, and of those the deals created in it
}

// windowStage are the deals that were open in a stage when a window began.
type windowStage struct {
	trials, won int64
	noAmount    int64
	open        sums
}

// history cuts the deals into the windows that a forecast for window 0, its
// interval and the back-test of both need. Each deal is looked at once.
func (p *Process) history(deals []Deal, h Horizon) *past {
	w := &past{horizon: h, stages: len(p.stages)}
	first := h.On
	for i := range deals {
		if d := &deals[i]; usable(d) && d.Created.Before(first) {
			first = d.Created
		}
	}
	w.known = min(h.On.DaysSince(first)/h.Days, 3*h.Windows)
	w.windows = make([]window, w.known+1)
	for j := range w.windows {
		w.windows[j].stages = make([]windowStage, len(p.stages)+1)
	}
	for i := range deals {
		if d := &deals[i]; !usable(d) {
			w.skipped++
		} else if !d.Created.After(h.On) {
			w.deal(p, d)
		}
	}
	return w
}

// usable reports whether a deal states the dates that tell when it was open.
func usable(d *Deal) bool {
	return !d.Created.IsZero() && (d.Outcome == Open || !d.Closed.Before(d.Created))
}

// deal enters a deal into the window in which it closed, and as a trial into
// every window at whose beginning it was open.
func (w *past) deal(p *Process, d *Deal) {
	days := w.horizon.Days
	closed := 0 // window in which it closed; 0: not by the day of the forecast
	if d.Outcome != Open && !d.Closed.After(w.horizon.On) {
		closed = w.horizon.On.DaysSince(d.Closed)/days + 1
		w.close(d, closed)
	}
	last := min(w.horizon.On.DaysSince(d.Created)/days, w.known)
	for j := closed; j <= last; j++ {
		at, known := p.index(d.stageOn(w.horizon.start(j)))
		if !known {
			at = w.stages
		}
		w.windows[j].stages[at].enter(d, j == closed && closed > 0 && d.Outcome == Won)
	}
}

func (w *past) close(d *Deal, j int) {
	if d.Outcome != Won || j > w.known {
		return
	}
	w.windows[j].won.add(d.Amount)
	if d.Created.After(w.horizon.start(j)) {
		w.windows[j].fresh.add(d.Amount)
	}
}

func (s *windowStage) enter(d *Deal, won bool) {
	s.trials++
	if won {
		s.won++
	}
	if d.Amount.Currency() == (money.Currency{}) {
		s.noAmount++
	}
	s.open.add(d.Amount)
}

// exchange returns how to convert, settled on one currency for all windows.
func (w *past) exchange() (Exchange, error) {
	x := w.horizon.Exchange
	var all []part
	for j := range w.windows {
		all = merge(all, w.windows[j].won.byCurrency())
		for s := range w.windows[j].stages {
			all = merge(all, w.windows[j].stages[s].open.byCurrency())
		}
	}
	if x.To == (money.Currency{}) && len(all) == 1 {
		x.To = all[0].currency
	}
	_, err := x.total(all)
	return x, err
}

// in converts sums whose currencies were found to have rates.
func (x Exchange) in(s *sums) kpi.Value {
	v, _ := x.total(s.byCurrency())
	return v
}

// day returns the first day of window j.
func (w *past) day(j int) calendar.Date { return w.horizon.start(j).AddDays(1) }
