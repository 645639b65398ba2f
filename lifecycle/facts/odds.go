package facts

import (
	"fmt"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk/sra"
)

// Facts of the simulation of plan and risks.
const (
	OddsOnTime    lifecycle.FactName = "odds.on_time"    // number, 0 to 1: share of trials that finish as planned or before
	OddsTrials    lifecycle.FactName = "odds.trials"     // number: trials made
	OddsWhole     lifecycle.FactName = "odds.complete"   // bool: as many trials as asked for, or as many as the precision took
	OddsFinish50  lifecycle.FactName = "odds.finish_p50" // date: by which half of the trials are done
	OddsFinish80  lifecycle.FactName = "odds.finish_p80" // date: by which four fifths of the trials are done
	OddsFinish90  lifecycle.FactName = "odds.finish_p90" // date: by which nine tenths of the trials are done
	OddsCost50    lifecycle.FactName = "odds.cost_p50"   // money: that half of the trials do not exceed
	OddsCost80    lifecycle.FactName = "odds.cost_p80"   // money: that four fifths of the trials do not exceed
	OddsCost90    lifecycle.FactName = "odds.cost_p90"   // money: that nine tenths of the trials do not exceed
	OddsMisgiving lifecycle.FactName = "odds.warnings"   // number: what makes the figures misleading
)

// oddsRow returns the row of a fact that is read from the outcome, by one at a
// time.
func oddsRow(name lifecycle.FactName, kind lifecycle.FactKind, value func(*sra.Outcome) finding.Value) row {
	return figure(name, kind, "", func(k *Known) finding.Value {
		k.odds.Lock()
		defer k.odds.Unlock()
		if k.in.Odds.Trials == 0 {
			return finding.Unknown("no-data")
		}
		return value(k.in.Odds)
	}, PartOdds)
}

func oddsRows() []row {
	rows := []row{
		oddsRow(OddsOnTime, "number", (*sra.Outcome).OnTime),
		oddsRow(OddsTrials, "number", func(o *sra.Outcome) finding.Value { return finding.Number(o.Trials, "") }),
		oddsRow(OddsWhole, "bool", func(o *sra.Outcome) finding.Value { return finding.Bool(!o.Partial) }),
		oddsRow(OddsMisgiving, "number", func(o *sra.Outcome) finding.Value {
			return number(len(finding.Filter(o.Findings, func(f finding.Finding) bool { return f.Severity != finding.Info })))
		}),
	}
	for _, percent := range []int{50, 80, 90} {
		rows = append(rows,
			oddsRow(lifecycle.FactName(fmt.Sprintf("odds.finish_p%d", percent)), "date", func(o *sra.Outcome) finding.Value {
				at, ok := o.Finish.Percentile(percent)
				if !ok {
					return finding.Unknown("no-data")
				}
				return day(at)
			}),
			oddsRow(lifecycle.FactName(fmt.Sprintf("odds.cost_p%d", percent)), "money", func(o *sra.Outcome) finding.Value {
				amount, ok := o.Cost.Percentile(percent)
				if !ok {
					return finding.Unknown("no-cost")
				}
				return finding.Money(amount.Text(), amount.Currency().Code())
			}))
	}
	return rows
}
