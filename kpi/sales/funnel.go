package sales

import (
	"maps"
	"slices"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// FunnelOptions are the stated choices of [Process.Funnel]. The zero
// FunnelOptions is complete: deals as recorded, a floor of 10.
type FunnelOptions struct {
	On    calendar.Date // end of the day to look at; zero: everything recorded
	Floor int           // least number of deals that a rate needs; below 1: 10
}

// Funnel says how deals went through the stages of a process, by their own
// history.
type Funnel struct {
	Deals    int64         `json:"deals"`     // deals that existed
	NoStage  int64         `json:"no_stage"`  // visits to stages that the process does not have: left out
	BadDates int64         `json:"bad_dates"` // stays that end before they begin, or began on no day: not in the days
	Floor    int           `json:"floor"`
	Stages   []FunnelStage `json:"stages"` // in the order of the process; owned by the receiver
}

// FunnelStage is one stage of a funnel. Deals are counted once however often
// they came to the stage; stays are counted each.
type FunnelStage struct {
	Stage   string `json:"stage"`
	Entered int64  `json:"entered"` // distinct deals
	Open    int64  `json:"open"`    // open deals that are in it now
	Won     int64  `json:"won"`     // of the deals that entered it
	Lost    int64  `json:"lost"`    // of the deals that entered it

	// Step is entered next / entered, and Cumulative entered / entered first.
	// Below the floor of deals in the denominator they are unknown
	// (insufficient-history), for none zero-denominator. The last stage has no
	// step, the first nothing cumulative: there they are the zero Value.
	Step       kpi.Value `json:"step,omitzero"`
	Cumulative kpi.Value `json:"cumulative,omitzero"`

	// Chance is won / (won + lost): how many of the closed deals that entered the
	// stage were won. Below the floor of closed deals it is unknown
	// (insufficient-history). Interval is its 95 % Wilson interval, which small
	// numbers have too.
	Chance   kpi.Value    `json:"chance"`
	Interval kpi.Interval `json:"interval"`

	Stays      int64     `json:"stays"`       // stays that ended
	StayDays   int64     `json:"stay_days"`   // their calendar days in all
	MeanDays   kpi.Value `json:"mean_days"`   // of a stay that ended; unknown (no-data) without one
	MedianDays kpi.Value `json:"median_days"` // likewise
	MeanAge    kpi.Value `json:"mean_age"`    // days that the open deals have been in it at On; unknown (missing-input) without On
}

// Funnel reads the stages that each deal entered, in one pass. The caller owns
// the result.
func (p *Process) Funnel(deals []Deal, o FunnelOptions) Funnel {
	s := funnelSums{on: o.On, stages: make([]stageHistory, len(p.stages))}
	for i := range deals {
		if d := &deals[i]; d.existsOn(o.On) {
			s.deals++
			s.deal(p, d)
		}
	}
	f := Funnel{Deals: s.deals, NoStage: s.noStage, BadDates: s.badDates, Floor: floorOf(o.Floor)}
	for i := range s.stages {
		f.Stages = append(f.Stages, s.stages[i].row(p.stages[i], !o.On.IsZero(), f.Floor))
	}
	f.convert()
	return f
}

// funnelSums is a funnel while it is counted.
type funnelSums struct {
	on                       calendar.Date
	deals, noStage, badDates int64
	stages                   []stageHistory
}

// stageHistory is a stage while it is counted.
type stageHistory struct {
	entered, open, won, lost int64
	stays, days, age, aged   int64
	lengths                  map[int]int64 // how many stays had so many days
}

func (s *funnelSums) deal(p *Process, d *Deal) {
	outcome, seen := d.outcomeOn(s.on), uint64(0)
	for i := range d.Visits {
		v := &d.Visits[i]
		if !s.on.IsZero() && v.On.After(s.on) {
			break
		}
		at, known := p.index(v.Stage)
		if !known {
			s.noStage++
			continue
		}
		seen |= 1 << at
		s.stay(&s.stages[at], d, i, outcome)
	}
	for at := range s.stages {
		if seen&(1<<at) != 0 {
			s.stages[at].enter(outcome)
		}
	}
}

func (h *stageHistory) enter(o Outcome) {
	h.entered++
	switch o {
	case Won:
		h.won++
	case Lost:
		h.lost++
	}
}

// stay counts visit i of a deal: it ended by the next one or by the close, or
// goes on.
func (s *funnelSums) stay(h *stageHistory, d *Deal, i int, outcome Outcome) {
	from, end := d.Visits[i].On, d.Closed
	last := i == len(d.Visits)-1 || !s.on.IsZero() && d.Visits[i+1].On.After(s.on)
	if !last {
		end = d.Visits[i+1].On
	}
	if last && outcome == Open {
		h.open++
		end = s.on
		if !from.IsZero() && !end.IsZero() && !end.Before(from) {
			h.age += int64(end.DaysSince(from))
			h.aged++
		}
		return
	}
	if from.IsZero() || end.Before(from) {
		s.badDates++
		return
	}
	h.left(end.DaysSince(from))
}

func (h *stageHistory) left(days int) {
	if h.lengths == nil {
		h.lengths = map[int]int64{}
	}
	h.stays++
	h.days += int64(days)
	h.lengths[days]++
}

func (h *stageHistory) row(name string, dated bool, floor int) FunnelStage {
	closed := Outcomes{Won: h.won, Lost: h.lost}
	row := FunnelStage{
		Stage: name, Entered: h.entered, Open: h.open, Won: h.won, Lost: h.lost, Stays: h.stays, StayDays: h.days,
		Chance: floored(closed.WinRate(), h.won+h.lost, floor), Interval: closed.Interval(),
		MeanDays: perAnswer(kpi.Int(h.days, unitDay), count(h.stays)), MedianDays: h.median(),
	}
	if dated {
		row.MeanAge = perAnswer(kpi.Int(h.age, unitDay), count(h.aged))
	}
	return row
}

// median returns the middle of the lengths, the mean of the two middle ones
// where their number is even.
func (h *stageHistory) median() kpi.Value {
	if h.stays == 0 {
		return kpi.Unknown(kpi.ReasonNoData)
	}
	days := slices.Sorted(maps.Keys(h.lengths))
	nth := func(n int64) int64 {
		for _, d := range days {
			if n -= h.lengths[d]; n < 0 {
				return int64(d)
			}
		}
		return 0
	}
	return kpi.Ratio(nth((h.stays-1)/2)+nth(h.stays/2), 2, unitDay)
}

// convert fills in the rates between the stages.
func (f *Funnel) convert() {
	c := Convert(f.entered())
	for i := range c.Step {
		f.Stages[i].Step = floored(c.Step[i], f.Stages[i].Entered, f.Floor)
		f.Stages[i+1].Cumulative = floored(c.Cumulative[i], f.Stages[0].Entered, f.Floor)
	}
}

func (f *Funnel) entered() []kpi.Value {
	var entered []kpi.Value
	for _, s := range f.Stages {
		entered = append(entered, count(s.Entered))
	}
	return entered
}

// floored withholds a rate of fewer than floor cases; a rate of none keeps its
// own reason.
func floored(rate kpi.Value, n int64, floor int) kpi.Value {
	if n > 0 && n < int64(floor) {
		return kpi.Unknown(kpi.ReasonInsufficientHistory)
	}
	return rate
}

// Weigh returns the weighted pipeline by the chances of the stages instead of
// the sellers' views: the sum of open amount times [FunnelStage.Chance] over the
// stages of the pipeline. A stage whose chance is unknown is left out and its
// open amount is in leftOut; when all open amounts are, the sum is unknown
// (insufficient-history). The pipeline must be of the same process.
func (f Funnel) Weigh(p Pipeline) (weighted, leftOut kpi.Value) {
	weighted, leftOut = kpi.Int(0, ""), kpi.Int(0, "")
	if len(f.Stages) != len(p.Stages) {
		return kpi.Unknown(kpi.ReasonMissingInput), kpi.Unknown(kpi.ReasonMissingInput)
	}
	var some, none bool
	for i, row := range p.Stages {
		switch chance := f.Stages[i].Chance; {
		case row.Deals == 0:
		case chance.IsUnknown():
			leftOut, none = leftOut.Add(row.Open), true
		default:
			weighted, some = weighted.Add(row.Open.Mul(chance)), true
		}
	}
	if none && !some {
		weighted = kpi.Unknown(kpi.ReasonInsufficientHistory)
	}
	return weighted, leftOut
}

// Figures returns, stage by stage, the step to the next, the cumulative rate,
// the chance and the days, with their traces. The caller owns the slices.
func (f Funnel) Figures() []kpi.Figure {
	var list []kpi.Figure
	floor := count(int64(f.Floor))
	for i, s := range f.Stages {
		if i+1 < len(f.Stages) {
			list = append(list, figure(keyStep, s.Step, count(f.Stages[i+1].Entered), count(s.Entered)))
		}
		if i > 0 {
			list = append(list, figure(keyCumulative, s.Cumulative, count(s.Entered), count(f.Stages[0].Entered)))
		}
		list = append(list,
			figure(keyChance, s.Chance, count(s.Won), count(s.Lost), floor),
			figure(keyStageMean, s.MeanDays, kpi.Int(s.StayDays, unitDay), count(s.Stays)),
			figure(keyStageMedian, s.MedianDays, count(s.Stays)))
	}
	return list
}
