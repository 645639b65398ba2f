package tolerance

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of what [Rules.Check] finds.
const (
	CodePlaceNoID        finding.Code = "tolerance.place.no_id"          // a place without id
	CodePlaceDuplicate   finding.Code = "tolerance.place.duplicate_id"   // two places with one id
	CodePlaceLevel       finding.Code = "tolerance.place.level"          // a level that does not exist
	CodePlaceParent      finding.Code = "tolerance.place.unknown_parent" // the parent does not exist, or a part of a project has none
	CodePlaceParentLevel finding.Code = "tolerance.place.parent_level"   // the parent is of a lower level
	CodePlaceCycle       finding.Code = "tolerance.place.cycle"          // a place is a part of itself

	CodeLimitAspect    finding.Code = "tolerance.limit.aspect"        // an aspect that does not exist
	CodeLimitTarget    finding.Code = "tolerance.limit.target"        // for no place and no level, or for both
	CodeLimitPlace     finding.Code = "tolerance.limit.unknown_place" // for a place that does not exist
	CodeLimitLevel     finding.Code = "tolerance.limit.level"         // for a level that does not exist
	CodeLimitDuplicate finding.Code = "tolerance.limit.duplicate"     // two limits for the same
	CodeLimitNoOuter   finding.Code = "tolerance.limit.no_outer"      // the outer limit is missing
	CodeLimitNoInner   finding.Code = "tolerance.limit.no_inner"      // the inner limit is missing: it may open and clear by turns
	CodeLimitOrder     finding.Code = "tolerance.limit.order"         // the inner limit lies beyond the outer one
	CodeLimitUnit      finding.Code = "tolerance.limit.unit"          // units that cannot be compared
	CodeLimitCycles    finding.Code = "tolerance.limit.cycles"        // a negative number of cycles
	CodeLimitLooser    finding.Code = "tolerance.limit.looser"        // wider than what the place is a part of has
)

// Codes of observations that are refused: they change nothing.
const (
	CodeObservationPlace    finding.Code = "tolerance.observation.unknown_place"
	CodeObservationAspect   finding.Code = "tolerance.observation.aspect"
	CodeObservationNoDate   finding.Code = "tolerance.observation.no_date"
	CodeObservationOrder    finding.Code = "tolerance.observation.order" // not later than the one before
	CodeObservationEvidence finding.Code = "tolerance.observation.no_evidence"
	CodeObservationUnit     finding.Code = "tolerance.observation.unit"
	CodeObservationNoLimit  finding.Code = "tolerance.observation.no_limit" // nothing to judge it by
)

// Codes of what [Exception.Check] and [Record.Check] find.
const (
	CodeExceptionNoCause       finding.Code = "tolerance.exception.no_cause"
	CodeExceptionNoConsequence finding.Code = "tolerance.exception.no_consequence"
	CodeExceptionFewOptions    finding.Code = "tolerance.exception.few_options" // fewer than two ways to go on
	CodeExceptionOption        finding.Code = "tolerance.exception.option"      // an option without id, or an id twice
	CodeExceptionNoEffect      finding.Code = "tolerance.exception.no_effect"   // an option without effects, or an effect without number
	CodeExceptionUnit          finding.Code = "tolerance.exception.effect_unit" // an effect in another unit than the limit
	CodeExceptionNoAdvice      finding.Code = "tolerance.exception.no_recommendation"
	CodeExceptionAdvice        finding.Code = "tolerance.exception.unknown_recommendation" // of an option that is not listed
	CodeExceptionNoLesson      finding.Code = "tolerance.exception.no_lesson"              // cleared, and nothing learnt
	CodeAccountUnknown         finding.Code = "tolerance.account.unknown_exception"
	CodeAccountDuplicate       finding.Code = "tolerance.account.duplicate"
)

// Remedies for them.
const (
	RemedySetID       finding.Code = "tolerance.remedy.set_id"
	RemedySetParent   finding.Code = "tolerance.remedy.set_parent"
	RemedyChooseWord  finding.Code = "tolerance.remedy.choose_word"
	RemedyAim         finding.Code = "tolerance.remedy.aim_limit"
	RemedySetLimits   finding.Code = "tolerance.remedy.set_limits"
	RemedyMendUnit    finding.Code = "tolerance.remedy.mend_unit"
	RemedyTighten     finding.Code = "tolerance.remedy.tighten"
	RemedyMendDate    finding.Code = "tolerance.remedy.mend_date"
	RemedyAddEvidence finding.Code = "tolerance.remedy.add_evidence"
	RemedyAgreeLimit  finding.Code = "tolerance.remedy.agree_limit"
	RemedyExplain     finding.Code = "tolerance.remedy.explain"
	RemedyAddOptions  finding.Code = "tolerance.remedy.add_options"
	RemedyStateEffect finding.Code = "tolerance.remedy.state_effect"
	RemedyRecommend   finding.Code = "tolerance.remedy.recommend"
	RemedyLearn       finding.Code = "tolerance.remedy.record_lesson"
	RemedyMendAccount finding.Code = "tolerance.remedy.mend_account"
)

// Codes returns every code of this package, findings first. The caller owns
// the slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodePlaceNoID, CodePlaceDuplicate, CodePlaceLevel, CodePlaceParent, CodePlaceParentLevel, CodePlaceCycle,
		CodeLimitAspect, CodeLimitTarget, CodeLimitPlace, CodeLimitLevel, CodeLimitDuplicate, CodeLimitNoOuter, CodeLimitNoInner, CodeLimitOrder, CodeLimitUnit, CodeLimitCycles, CodeLimitLooser,
		CodeObservationPlace, CodeObservationAspect, CodeObservationNoDate, CodeObservationOrder, CodeObservationEvidence, CodeObservationUnit, CodeObservationNoLimit,
		CodeExceptionNoCause, CodeExceptionNoConsequence, CodeExceptionFewOptions, CodeExceptionOption, CodeExceptionNoEffect, CodeExceptionUnit, CodeExceptionNoAdvice, CodeExceptionAdvice, CodeExceptionNoLesson,
		CodeAccountUnknown, CodeAccountDuplicate,
		RemedySetID, RemedySetParent, RemedyChooseWord, RemedyAim, RemedySetLimits, RemedyMendUnit, RemedyTighten, RemedyMendDate, RemedyAddEvidence, RemedyAgreeLimit,
		RemedyExplain, RemedyAddOptions, RemedyStateEffect, RemedyRecommend, RemedyLearn, RemedyMendAccount,
	}
}
