package sales

import "github.com/milepost-go/milepost/kpi"

// Units of the figures besides money.
const (
	unitDay     = "day"
	unitPercent = "%"
	unitPoint   = "point"
)

// Keys of the definitions.
const (
	keyAttainment      = "sales.quota_attainment"
	keyGap             = "sales.quota_gap"
	keyWinRate         = "sales.win_rate"
	keyWinRateLow      = "sales.win_rate_low"
	keyWinRateHigh     = "sales.win_rate_high"
	keyWinRateValue    = "sales.win_rate_value"
	keyWinRateAll      = "sales.win_rate_all"
	keyWinRateAllValue = "sales.win_rate_all_value"
	keyVelocity        = "sales.velocity"
	keyOpen            = "sales.pipeline_open"
	keyWeighted        = "sales.pipeline_weighted"
	keyRemaining       = "sales.quota_remaining"
	keyCoverage        = "sales.coverage"
	keyStep            = "sales.stage_conversion"
	keyCumulative      = "sales.stage_cumulative"
	keyChance          = "sales.stage_chance"
	keyStageMean       = "sales.stage_days_mean"
	keyStageMedian     = "sales.stage_days_median"
	keyCycleMean       = "sales.cycle_mean"
	keyCycleMedian     = "sales.cycle_median"
	keyCAC             = "sales.cac"
	keyChurn           = "sales.churn"
	keyRetention       = "sales.retention"
	keyOnTime          = "sales.on_time"
	keyNPS             = "sales.nps"
	keyNPSMargin       = "sales.nps_margin"
	keyCSAT            = "sales.csat"
	keyResponse        = "sales.response_rate"
	keyForecast        = "sales.forecast"
	keyForecastLow     = "sales.forecast_low"
	keyForecastHigh    = "sales.forecast_high"
	keyBrier           = "sales.forecast_brier"
	keyHeld            = "sales.forecast_held"
)

const (
	byPractice = "common practice of sales teams"
	byWilson   = "Wilson score interval; Newcombe 1998"
	bySurvey   = "common practice of customer surveys"
	byHistory  = "closed deals of the host"
	byBrier    = "Brier 1950"
)

func define(key, unit string, better kpi.Direction, formula, source string, inputs ...string) kpi.Def {
	return kpi.Def{Key: key, Unit: unit, Direction: better, Formula: formula, Inputs: inputs, Source: source, Frequency: "period"}
}

// Defs returns the definitions of all indicators of this package, without
// targets and limits, which are the host's; those of the ready pack are in
// [Success.Defs]. The caller owns them.
func Defs() []kpi.Def {
	return append(append(dealDefs(), historyDefs()...), customerDefs()...)
}

func dealDefs() []kpi.Def {
	return []kpi.Def{
		define(keyAttainment, "", kpi.Higher, "actual / quota", byPractice, "actual", "quota"),
		define(keyGap, kpi.MoneyUnit, kpi.Higher, "actual - quota", byPractice, "actual", "quota"),
		define(keyWinRate, "", kpi.Higher, "won / (won + lost)", byPractice, "won", "lost"),
		define(keyWinRateLow, "", kpi.Neutral, "wilson_low(won, won + lost, z)", byWilson, "won", "lost", "z"),
		define(keyWinRateHigh, "", kpi.Neutral, "wilson_high(won, won + lost, z)", byWilson, "won", "lost", "z"),
		define(keyWinRateValue, "", kpi.Higher, "won_value / (won_value + lost_value)", byPractice, "won_value", "lost_value"),
		define(keyWinRateAll, "", kpi.Higher, "won / (won + lost + open)", byPractice, "won", "lost", "open"),
		define(keyWinRateAllValue, "", kpi.Higher, "won_value / (won_value + lost_value + open_value)", byPractice, "won_value", "lost_value", "open_value"),
		define(keyVelocity, kpi.MoneyUnit, kpi.Higher, "opportunities * average_deal * win_rate / cycle_days", byPractice, "opportunities", "average_deal", "win_rate", "cycle_days"),
		define(keyOpen, kpi.MoneyUnit, kpi.Higher, "sum(amount) of open deals", byPractice, "deals", "no_amount"),
		define(keyWeighted, kpi.MoneyUnit, kpi.Higher, "sum(amount * probability) of open deals", byPractice, "open", "deals", "no_amount", "no_probability"),
		define(keyRemaining, kpi.MoneyUnit, kpi.Lower, "quota - closed_won", byPractice, "quota", "closed_won"),
		define(keyCoverage, "", kpi.Higher, "open_pipeline / (quota - closed_won)", byPractice, "open_pipeline", "quota", "closed_won"),
		define(keyCycleMean, unitDay, kpi.Lower, "total / n", byPractice, "total", "n"),
		define(keyCycleMedian, unitDay, kpi.Lower, "median of n lengths", byPractice, "n", "missing"),
	}
}

func historyDefs() []kpi.Def {
	return []kpi.Def{
		define(keyStep, "", kpi.Higher, "entered_next / entered", byPractice, "entered_next", "entered"),
		define(keyCumulative, "", kpi.Higher, "entered / entered_first", byPractice, "entered", "entered_first"),
		define(keyChance, "", kpi.Higher, "won / (won + lost) of closed deals that entered the stage", byHistory, "won", "lost", "floor"),
		define(keyStageMean, unitDay, kpi.Lower, "total / stays", byHistory, "total", "stays"),
		define(keyStageMedian, unitDay, kpi.Lower, "median of the stays", byHistory, "stays"),
		define(keyForecast, kpi.MoneyUnit, kpi.Higher, "pipeline + fresh", byHistory, "pipeline", "fresh", "left_out"),
		define(keyForecastLow, kpi.MoneyUnit, kpi.Neutral, "forecast + error of the lower rank", byHistory, "forecast", "errors", "level"),
		define(keyForecastHigh, kpi.MoneyUnit, kpi.Neutral, "forecast + error of the upper rank", byHistory, "forecast", "errors", "level"),
		define(keyBrier, "", kpi.Lower, "sum((probability - outcome)^2) / trials", byBrier, "squares", "trials", "floor"),
		define(keyHeld, "", kpi.Band, "inside / intervals", byHistory, "inside", "intervals", "floor"),
	}
}

func customerDefs() []kpi.Def {
	effort := func(q EffortQuestion, s EffortStatistic, unit, formula string, better kpi.Direction) kpi.Def {
		return define("sales.ces_"+string(q)+"_"+string(s), unit, better, formula, bySurvey, "total", "n")
	}
	return []kpi.Def{
		define(keyCAC, kpi.MoneyUnit, kpi.Lower, "spend / new_customers", byPractice, "spend", "new_customers"),
		define(keyChurn, "", kpi.Lower, "lost / start", byPractice, "lost", "start"),
		define(keyRetention, "", kpi.Higher, "1 - lost / start", byPractice, "lost", "start"),
		define(keyOnTime, "", kpi.Higher, "on_time / delivered", byPractice, "on_time", "delivered"),
		define(keyNPS, unitPoint, kpi.Higher, "100 * (promoters - detractors) / n", bySurvey, "promoters", "passives", "detractors"),
		define(keyNPSMargin, unitPoint, kpi.Lower, "100 * z * root((p + d - (p - d)^2) / n)", bySurvey, "promoters", "passives", "detractors", "z"),
		define(keyCSAT, unitPercent, kpi.Higher, "100 * top / n", bySurvey, "top", "n"),
		define(keyResponse, "", kpi.Higher, "n / asked", bySurvey, "n", "asked"),
		effort(AsksEase, EffortMean, "", "total / n", kpi.Higher),
		effort(AsksEase, EffortShare, unitPercent, "100 * total / n", kpi.Higher),
		effort(AsksEffort, EffortMean, "", "total / n", kpi.Lower),
		effort(AsksEffort, EffortShare, unitPercent, "100 * total / n", kpi.Lower),
	}
}

// figure traces a value: the inputs in the order of the definition.
func figure(key string, v kpi.Value, inputs ...kpi.Value) kpi.Figure {
	for _, d := range Defs() {
		if d.Key == key {
			return traced(d, v, inputs...)
		}
	}
	return kpi.Figure{}
}

func traced(d kpi.Def, v kpi.Value, inputs ...kpi.Value) kpi.Figure {
	f := kpi.Figure{Key: d.Key, Value: v, Formula: d.Formula}
	for i, name := range d.Inputs[:min(len(d.Inputs), len(inputs))] {
		f.Inputs = append(f.Inputs, kpi.Input{Name: name, Value: inputs[i]})
	}
	return f
}
