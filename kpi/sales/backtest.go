package sales

import (
	"github.com/milepost-go/milepost/kpi"
)

// BackTest says how forecasts of the past would have fared, each made from what
// was known when its period began.
type BackTest struct {
	Cases []BackTestCase `json:"cases"` // by time, the earliest first; owned by the receiver

	Stages  []Calibration `json:"stages"`  // in the order of the process; owned by the receiver
	Trials  int64         `json:"trials"`  // deals open in a stage with a known chance when a period began
	Squares kpi.Value     `json:"squares"` // sum over them of (chance - outcome)^2, the outcome 1 when won, else 0
	Brier   kpi.Value     `json:"brier"`   // Squares / Trials: 0 is perfect, 1/4 a chance of 1/2 for all

	Intervals int64        `json:"intervals"`  // cases with an interval
	Inside    int64        `json:"inside"`     // of those, where the actual sales lay within it, ends included
	Held      kpi.Value    `json:"held"`       // Inside / Intervals, to be compared with Level
	HeldRange kpi.Interval `json:"held_range"` // 95 % Wilson interval of Held

	Bias  kpi.Value `json:"bias"` // mean of actual - expected; unknown (no-data) without a case
	Level kpi.Value `json:"level"`
	Floor int       `json:"floor"` // below it Brier and Held are unknown (insufficient-history)
}

// BackTestCase is one past period: what would have been forecast, and what came.
type BackTestCase struct {
	Period   Period    `json:"period"`
	Expected kpi.Value `json:"expected"`
	Low      kpi.Value `json:"low"`
	High     kpi.Value `json:"high"`
	Actual   kpi.Value `json:"actual"`
	LeftOut  kpi.Value `json:"left_out"`
}

// Inside reports whether the actual sales lay within the interval, ends
// included, and whether there is one.
func (c BackTestCase) Inside() (inside, known bool) {
	low, ok1 := c.Actual.Cmp(c.Low)
	high, ok2 := c.Actual.Cmp(c.High)
	return ok1 && ok2 && low >= 0 && high <= 0, ok1 && ok2
}

// Calibration compares the chances given to the deals of a stage with what came.
type Calibration struct {
	Stage     string    `json:"stage"`
	Trials    int64     `json:"trials"`    // deals that were given a chance
	Predicted kpi.Value `json:"predicted"` // sum of the chances: how many were to be won
	Won       int64     `json:"won"`       // how many were
}

// BackTest makes the forecasts that [Process.Forecast] would have made at the
// beginning of each of the past periods of the horizon, and compares them with
// what was won. Periods before the first deal are none. Errors are [ErrHorizon]
// and [*MissingRateError]. The caller owns the result.
func (p *Process) BackTest(deals []Deal, h Horizon) (BackTest, error) {
	h, err := h.complete()
	if err != nil {
		return BackTest{}, err
	}
	w := p.history(deals, h)
	x, err := w.exchange()
	if err != nil {
		return BackTest{}, err
	}
	m := &model{past: w, process: p, exchange: x}
	b := BackTest{Squares: kpi.Int(0, ""), Level: h.Level, Floor: h.Floor}
	for _, name := range p.stages {
		b.Stages = append(b.Stages, Calibration{Stage: name, Predicted: kpi.Int(0, "")})
	}
	for j := min(h.Windows, m.known); j >= 1; j-- {
		b.add(m.interval(j), m.actual(j), &m.windows[j])
	}
	b.judge()
	return b, nil
}

// add compares a forecast with its window.
func (b *BackTest) add(f Forecast, actual kpi.Value, w *window) {
	c := BackTestCase{f.Period, f.Expected, f.Low, f.High, actual, f.LeftOut}
	b.Cases = append(b.Cases, c)
	if inside, known := c.Inside(); known {
		b.Intervals++
		if inside {
			b.Inside++
		}
	}
	for at := range f.Stages {
		if chance, s := f.Stages[at].Chance, w.stages[at]; !chance.IsUnknown() {
			b.stage(&b.Stages[at], chance, s.trials, s.won)
		}
	}
}

// stage adds the deals of a stage: won (1 - chance)^2 + (trials - won) chance^2.
func (b *BackTest) stage(c *Calibration, chance kpi.Value, trials, won int64) {
	miss := kpi.Int(1, "").Sub(chance)
	b.Trials += trials
	b.Squares = kpi.Sum([]kpi.Value{b.Squares, count(won).Mul(miss).Mul(miss), count(trials - won).Mul(chance).Mul(chance)})
	c.Trials += trials
	c.Won += won
	c.Predicted = c.Predicted.Add(count(trials).Mul(chance))
}

func (b *BackTest) judge() {
	var errors []kpi.Value
	for _, c := range b.Cases {
		errors = append(errors, c.Actual.Sub(c.Expected))
	}
	b.Bias = kpi.Mean(kpi.Known(errors))
	b.Brier = floored(perAnswer(b.Squares, count(b.Trials)), b.Trials, b.Floor)
	held := Outcomes{Won: b.Inside, Lost: b.Intervals - b.Inside}
	b.Held, b.HeldRange = floored(perAnswer(count(b.Inside), count(b.Intervals)), b.Intervals, b.Floor), held.Interval()
}

// Figures returns the Brier score and how often the intervals held, with their
// traces. The caller owns the slices.
func (b BackTest) Figures() []kpi.Figure {
	floor := count(int64(b.Floor))
	return []kpi.Figure{
		figure(keyBrier, b.Brier, b.Squares, count(b.Trials), floor),
		figure(keyHeld, b.Held, count(b.Inside), count(b.Intervals), floor),
	}
}
