package facts

import (
	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Facts of the earned value status and of the scorecard. Any other indicator has
// a name of its own, [Indicator].
const (
	StatusCPI        lifecycle.FactName = "status.cpi"         // number: cost performance index
	StatusSPI        lifecycle.FactName = "status.spi"         // number: schedule performance index
	StatusComplete   lifecycle.FactName = "status.complete"    // number: part of the budget that was earned
	StatusSpent      lifecycle.FactName = "status.spent"       // number: part of the budget that was spent
	StatusTCPI       lifecycle.FactName = "status.tcpi"        // number: performance that the rest needs to keep the budget
	StatusCV         lifecycle.FactName = "status.cv"          // money: cost variance
	StatusSV         lifecycle.FactName = "status.sv"          // money: schedule variance
	StatusEAC        lifecycle.FactName = "status.eac"         // money: estimate at completion, at the cost performance so far
	StatusOver       lifecycle.FactName = "status.over_budget" // money: that estimate less the budget
	ScorecardScore   lifecycle.FactName = "scorecard.score"    // number: the weighted score
	ScorecardCovered lifecycle.FactName = "scorecard.coverage" // number, 0 to 1: share of the weight that was rated
)

const indicatorPrefix = "indicator."

// Indicator returns the name of the fact of an indicator by the key of its
// definition, such as "indicator.sales.win_rate".
func Indicator(key string) lifecycle.FactName { return lifecycle.FactName(indicatorPrefix + key) }

// IndicatorDef returns what the fact of an indicator is. An amount of money has
// yet to be given its currency, [Def.In].
func IndicatorDef(d kpi.Def) Def {
	def := Def{Name: Indicator(d.Key), Kind: "number", Unit: d.Unit, Room: RoomIndicators, Needs: []Part{PartFigures}, MaxAgeMin: 31 * minutesOfDay}
	if d.Unit == kpi.MoneyUnit {
		def.Kind, def.Unit = "money", ""
	}
	return def
}

// indicator returns the value of the figure of that key, of several the last.
func (k *Known) indicator(key string) finding.Value {
	if !k.in.Given(PartFigures) {
		return PartFigures.missing()
	}
	if k.in.Taken[PartFigures].After(k.at) {
		return finding.Unknown("not-yet")
	}
	for i := len(k.in.Figures) - 1; i >= 0; i-- {
		if k.in.Figures[i].Key == key {
			return plain(k.in.Figures[i].Value)
		}
	}
	return finding.Unknown("no-data")
}

// plain returns a value of an indicator; one that was not stated is unknown.
func plain(v kpi.Value) finding.Value {
	if v.IsZero() {
		return finding.Unknown(string(kpi.ReasonMissingInput))
	}
	return v.Finding()
}

func indicatorRows() []row {
	status := func(name lifecycle.FactName, kind lifecycle.FactKind, value func(evm.Status) kpi.Value) row {
		return figure(name, kind, "", func(k *Known) finding.Value { return plain(value(*k.in.Status)) }, PartStatus)
	}
	eac := func(s evm.Status) kpi.Value { return s.EAC(evm.ByCPI, evm.Basis{}) }
	score := func(name lifecycle.FactName, value func(kpi.ScoreResult) kpi.Value) row {
		return figure(name, "number", "", func(k *Known) finding.Value { return plain(value(k.scored())) }, PartScorecard)
	}
	return []row{
		status(StatusCPI, "number", evm.Status.CPI), status(StatusSPI, "number", evm.Status.SPI),
		status(StatusComplete, "number", evm.Status.Complete), status(StatusSpent, "number", evm.Status.Spent),
		status(StatusTCPI, "number", func(s evm.Status) kpi.Value { return s.TCPI(s.BAC) }),
		status(StatusCV, "money", evm.Status.CV), status(StatusSV, "money", evm.Status.SV), status(StatusEAC, "money", eac),
		status(StatusOver, "money", func(s evm.Status) kpi.Value { return eac(s).Sub(s.BAC) }),
		score(ScorecardScore, func(r kpi.ScoreResult) kpi.Value { return r.Score }),
		score(ScorecardCovered, func(r kpi.ScoreResult) kpi.Value { return r.Coverage }),
	}
}

func (k *Known) scored() kpi.ScoreResult {
	return k.score.of(func() kpi.ScoreResult { return k.in.Scorecard.Compute() })
}
