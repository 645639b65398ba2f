package kpi

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of the findings of this package.
const (
	CodeDefNoKey          finding.Code = "kpi.def.no_key"           // an indicator without key
	CodeDefDuplicateKey   finding.Code = "kpi.def.duplicate_key"    // two indicators with one key
	CodeDefNoFormula      finding.Code = "kpi.def.no_formula"       // an indicator without formula
	CodeDefNoInputs       finding.Code = "kpi.def.no_inputs"        // a formula without inputs
	CodeDefLimitSide      finding.Code = "kpi.def.limit_side"       // the limits do not fit the direction
	CodeDefLimitOrder     finding.Code = "kpi.def.limit_order"      // amber is not outside green
	CodeDefLimitUnit      finding.Code = "kpi.def.limit_unit"       // a limit or target in another unit
	CodeDefLimitNoNumber  finding.Code = "kpi.def.limit_no_number"  // a limit or target that is unknown
	CodeDefTargetNotGreen finding.Code = "kpi.def.target_not_green" // the target itself would not be green

	CodeYieldParts       finding.Code = "kpi.yield.parts"        // the parts do not add up to the total
	CodeRaterFewPeople   finding.Code = "kpi.rater.few_people"   // a rater rated too few people to be corrected
	CodeRaterOtherPeople finding.Code = "kpi.rater.other_people" // raters rated different people
	CodeScoresFewPeople  finding.Code = "kpi.scores.few_people"  // too few people to rank
)

// Remedies for them.
const (
	RemedySetKey       finding.Code = "kpi.remedy.set_key"
	RemedySetFormula   finding.Code = "kpi.remedy.set_formula"
	RemedyNameInputs   finding.Code = "kpi.remedy.name_inputs"
	RemedyMendLimits   finding.Code = "kpi.remedy.mend_limits"
	RemedyMendUnit     finding.Code = "kpi.remedy.mend_unit"
	RemedyReviewTarget finding.Code = "kpi.remedy.review_target"
	RemedyRecount      finding.Code = "kpi.remedy.recount"
	RemedyShowRaw      finding.Code = "kpi.remedy.show_raw"
	RemedyDoNotRank    finding.Code = "kpi.remedy.do_not_rank"
)

// Codes returns every code of this package, those of findings and of remedies.
// The caller owns the slice.
func Codes() []finding.Code {
	return append(customCodes(), []finding.Code{
		CodeDefNoKey, CodeDefDuplicateKey, CodeDefNoFormula, CodeDefNoInputs, CodeDefLimitSide, CodeDefLimitOrder, CodeDefLimitUnit, CodeDefLimitNoNumber, CodeDefTargetNotGreen,
		CodeYieldParts, CodeRaterFewPeople, CodeRaterOtherPeople, CodeScoresFewPeople, RemedyRecount, RemedyShowRaw, RemedyDoNotRank,
		RemedySetKey, RemedySetFormula, RemedyNameInputs, RemedyMendLimits, RemedyMendUnit, RemedyReviewTarget,
	}...)
}
