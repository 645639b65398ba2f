package kpi

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of findings on the records of hosts and on scorecards.
const (
	CodeCustomFormula     finding.Code = "kpi.custom.formula"     // a formula that does not compile; Got says where and why
	CodeCustomAggregation finding.Code = "kpi.custom.aggregation" // no aggregation, or formulas that do not belong to it
	CodeCustomUnit        finding.Code = "kpi.custom.unit"        // the formula gives another unit than the record states
	CodeCustomSample      finding.Code = "kpi.custom.sample"      // n is no pure number, or the least n is negative
	CodeCustomDates       finding.Code = "kpi.custom.dates"       // limits not in ascending order of their days
	CodeCustomNoOwner     finding.Code = "kpi.custom.no_owner"    // nobody answers for the indicator

	CodeSeriesSignal finding.Code = "kpi.series.signal" // a rule fired on a series; Got is its name

	CodeScoreWeight    finding.Code = "kpi.score.weight"        // a weight that is no positive pure number
	CodeScoreDuplicate finding.Code = "kpi.score.duplicate_key" // two rows with one key
	CodeScoreScale     finding.Code = "kpi.score.scale"         // a score outside 0 to the best
	CodeScoreUnrated   finding.Code = "kpi.score.unrated"       // a row without score: its weight is not used
)

// Remedies for them.
const (
	RemedyMendFormula       finding.Code = "kpi.remedy.mend_formula"
	RemedyChooseAggregation finding.Code = "kpi.remedy.choose_aggregation"
	RemedyMendSample        finding.Code = "kpi.remedy.mend_sample"
	RemedyOrderDates        finding.Code = "kpi.remedy.order_dates"
	RemedySetOwner          finding.Code = "kpi.remedy.set_owner"
	RemedySetWeight         finding.Code = "kpi.remedy.set_weight"
	RemedyMendScore         finding.Code = "kpi.remedy.mend_score"
	RemedyRate              finding.Code = "kpi.remedy.rate"
	RemedySeekCause         finding.Code = "kpi.remedy.seek_cause"
)

func customCodes() []finding.Code {
	return []finding.Code{
		CodeCustomFormula, CodeCustomAggregation, CodeCustomUnit, CodeCustomSample, CodeCustomDates, CodeCustomNoOwner,
		CodeSeriesSignal, CodeScoreWeight, CodeScoreDuplicate, CodeScoreScale, CodeScoreUnrated,
		RemedyMendFormula, RemedyChooseAggregation, RemedyMendSample, RemedyOrderDates, RemedySetOwner, RemedySetWeight, RemedyMendScore, RemedyRate, RemedySeekCause,
	}
}
