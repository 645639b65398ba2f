package sales

import (
	"errors"
	"math/big"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// PipelineOptions are the stated choices of [Process.Pipeline]. The zero
// PipelineOptions is complete: deals as recorded, all of one currency.
type PipelineOptions struct {
	On       calendar.Date // end of the day to look at; zero: everything recorded
	Exchange Exchange
}

// Pipeline is the sum of the open deals, exact. What was left out is counted.
type Pipeline struct {
	Deals         int64 `json:"deals"`          // open deals, those left out included
	NoAmount      int64 `json:"no_amount"`      // open deals without an amount: in no sum
	NoProbability int64 `json:"no_probability"` // open deals with an amount and no probability: not in Weighted
	NoStage       int64 `json:"no_stage"`       // open deals in no stage of the process: in no row of Stages

	Open       kpi.Value `json:"open"`       // sum of the amounts
	Unweighted kpi.Value `json:"unweighted"` // part of Open that has no probability
	Weighted   kpi.Value `json:"weighted"`   // sum of amount times probability

	WonDeals int64     `json:"won_deals"` // reported apart, never part of the pipeline
	Won      kpi.Value `json:"won"`

	Stages []StagePipeline `json:"stages"` // in the order of the process; owned by the receiver
}

// StagePipeline is what of the pipeline stands in one stage.
type StagePipeline struct {
	Stage    string    `json:"stage"`
	Deals    int64     `json:"deals"`
	Open     kpi.Value `json:"open"`
	Weighted kpi.Value `json:"weighted"`
}

// Pipeline sums up the open deals in one pass. Amounts of several currencies
// are converted as the options say; when a rate is missing the amounts are
// unknown (missing-rate), the counts stand, and the error, a
// [*MissingRateError], names every currency without one. The caller owns the
// result.
func (p *Process) Pipeline(deals []Deal, o PipelineOptions) (Pipeline, error) {
	s := pipelineSums{stages: make([]stageSums, len(p.stages))}
	for i := range deals {
		d := &deals[i]
		if !d.existsOn(o.On) {
			continue
		}
		switch d.outcomeOn(o.On) {
		case Won:
			s.result.WonDeals++
			s.won.add(d.Amount)
		case Open:
			s.open(p, d, o.On)
		}
	}
	return s.finish(p, o.Exchange)
}

type stageSums struct {
	deals    int64
	amounts  sums
	weighted weights
}

// pipelineSums is a pipeline while it is summed up.
type pipelineSums struct {
	result          Pipeline
	won, unweighted sums
	elsewhere       stageSums
	stages          []stageSums
}

func (s *pipelineSums) open(p *Process, d *Deal, on calendar.Date) {
	stage := &s.elsewhere
	if i, known := p.index(d.stageOn(on)); known {
		stage = &s.stages[i]
	} else {
		s.result.NoStage++
	}
	s.result.Deals++
	stage.deals++
	switch {
	case d.Amount.Currency() == money.Currency{}:
		s.result.NoAmount++
		return
	case d.Probability.IsZero():
		s.result.NoProbability++
		s.unweighted.add(d.Amount)
	}
	stage.amounts.add(d.Amount)
	stage.weighted.add(d.Amount, d.Probability)
}

// finish converts the sums. Every currency met is in the sums of all stages or
// of the won deals, so that one conversion of those finds all missing rates.
func (s *pipelineSums) finish(p *Process, x Exchange) (Pipeline, error) {
	var amounts, weighted, all []part
	for _, stage := range append(s.stages, s.elsewhere) {
		amounts = merge(amounts, stage.amounts.byCurrency())
		weighted = merge(weighted, stage.weighted.byCurrency())
	}
	all = merge(merge(all, amounts), s.won.byCurrency())
	if x.To == (money.Currency{}) && len(all) == 1 {
		x.To = all[0].currency
	}
	_, err := x.total(all)
	r := s.result
	in := func(parts []part) kpi.Value {
		if err != nil {
			return kpi.Unknown(kpi.ReasonMissingRate)
		}
		v, _ := x.total(parts) // its currencies are among all
		return v
	}
	r.Open, r.Weighted, r.Unweighted, r.Won = in(amounts), in(weighted), in(s.unweighted.byCurrency()), in(s.won.byCurrency())
	for i, stage := range s.stages {
		r.Stages = append(r.Stages, StagePipeline{p.stages[i], stage.deals, in(stage.amounts.byCurrency()), in(stage.weighted.byCurrency())})
	}
	return r, err
}

// merge adds the second parts to the first.
func merge(into, parts []part) []part {
	for _, p := range parts {
		into = addPart(into, p.currency, new(big.Rat).Set(p.sum))
	}
	return into
}

// Figures returns the open and the weighted pipeline with their traces. The
// caller owns the slices.
func (p Pipeline) Figures() []kpi.Figure {
	deals, noAmount := count(p.Deals), count(p.NoAmount)
	return []kpi.Figure{
		figure(keyOpen, p.Open, deals, noAmount),
		figure(keyWeighted, p.Weighted, p.Open, deals, noAmount, count(p.NoProbability)),
	}
}

// RoundEach returns the weighted sum of the open deals as a report prints it
// that rounds each deal to the minor unit and adds up the rounded amounts. It
// serves to explain the difference to such a report; the figure to use is
// Weighted of [Pipeline], which is exact until it is rounded once. Errors are
// [*MissingRateError] for several currencies and [money.ErrRange].
func RoundEach(deals []Deal, mode money.Rounding) (money.Amount, error) {
	var total money.Amount
	var seen sums
	for i := range deals {
		d := &deals[i]
		if d.Outcome != Open || d.Probability.IsZero() || d.Amount.Currency() == (money.Currency{}) {
			continue
		}
		chance, _ := d.Probability.Value().Rat()
		each, err := d.Amount.MulRat(chance, mode)
		if err != nil {
			return money.Amount{}, err
		}
		seen.add(each)
		if total, err = total.Add(each); err != nil {
			_, missing := Exchange{}.total(seen.byCurrency())
			return money.Amount{}, errors.Join(missing, err)
		}
	}
	return total, nil
}
