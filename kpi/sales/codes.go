package sales

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of the findings of this package.
const (
	CodeDealNoID          finding.Code = "sales.deal.no_id"            // a deal without id
	CodeDealDuplicate     finding.Code = "sales.deal.duplicate_id"     // two deals with one id
	CodeDealNoAmount      finding.Code = "sales.deal.no_amount"        // an open or won deal without an amount
	CodeDealNoProbability finding.Code = "sales.deal.no_probability"   // an open deal without a probability
	CodeDealNoStage       finding.Code = "sales.deal.no_stage"         // a deal that entered no stage
	CodeDealUnknownStage  finding.Code = "sales.deal.unknown_stage"    // a stage that the process does not have
	CodeDealNoDate        finding.Code = "sales.deal.no_date"          // a date that the figures need is not stated
	CodeDealStillOpen     finding.Code = "sales.deal.still_open"       // an open deal with a closing date
	CodeDealDatesReversed finding.Code = "sales.deal.dates_reversed"   // closed before created, or stages out of order
	CodeCurrencyNoRate    finding.Code = "sales.currency.no_rate"      // a currency without rate
	CodeCountNegative     finding.Code = "sales.count.negative"        // a count below 0
	CodeRateOutside       finding.Code = "sales.rate.outside"          // credits pushed a rate by value outside 0 to 1
	CodeStageAboveOne     finding.Code = "sales.stage.above_one"       // more deals entered a stage than the one before
	CodeStageBelowFloor   finding.Code = "sales.stage.below_floor"     // too few closed deals for a chance
	CodeForecastLeftOut   finding.Code = "sales.forecast.left_out"     // open deals whose stage has no known chance
	CodeForecastNoRange   finding.Code = "sales.forecast.no_interval"  // too few past forecasts for an interval
	CodeSurveyFew         finding.Code = "sales.survey.few_answers"    // fewer answers than the floor
	CodeSurveyRejected    finding.Code = "sales.survey.rejected"       // answers outside the scale
	CodeActivityDuplicate finding.Code = "sales.activity.duplicate_id" // two events with one id
	CodeActivityNoType    finding.Code = "sales.activity.no_type"      // an event without type
	CodeActivityDiffers   finding.Code = "sales.activity.differs"      // a reported count is not that of the events
)

// Remedies for them.
const (
	RemedySetID          finding.Code = "sales.remedy.set_id"
	RemedySetAmount      finding.Code = "sales.remedy.set_amount"
	RemedySetProbability finding.Code = "sales.remedy.set_probability"
	RemedyMendStage      finding.Code = "sales.remedy.mend_stage"
	RemedySetDates       finding.Code = "sales.remedy.set_dates"
	RemedyGiveRate       finding.Code = "sales.remedy.give_rate"
	RemedyMendCount      finding.Code = "sales.remedy.mend_count"
	RemedyReviewCredits  finding.Code = "sales.remedy.review_credits"
	RemedyReviewStages   finding.Code = "sales.remedy.review_stages"
	RemedyGatherHistory  finding.Code = "sales.remedy.gather_history"
	RemedyAskMore        finding.Code = "sales.remedy.ask_more"
	RemedyReviewSurvey   finding.Code = "sales.remedy.review_survey"
	RemedyReconcile      finding.Code = "sales.remedy.reconcile"
	RemedySetType        finding.Code = "sales.remedy.set_type"
)

// Codes returns every code of this package, findings first. The caller owns
// the slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodeDealNoID, CodeDealDuplicate, CodeDealNoAmount, CodeDealNoProbability, CodeDealNoStage, CodeDealUnknownStage, CodeDealNoDate, CodeDealStillOpen, CodeDealDatesReversed,
		CodeCurrencyNoRate, CodeCountNegative, CodeRateOutside, CodeStageAboveOne, CodeStageBelowFloor, CodeForecastLeftOut, CodeForecastNoRange,
		CodeSurveyFew, CodeSurveyRejected, CodeActivityDuplicate, CodeActivityNoType, CodeActivityDiffers,
		RemedySetID, RemedySetAmount, RemedySetProbability, RemedyMendStage, RemedySetDates, RemedyGiveRate, RemedyMendCount, RemedyReviewCredits,
		RemedyReviewStages, RemedyGatherHistory, RemedyAskMore, RemedyReviewSurvey, RemedyReconcile, RemedySetType,
	}
}
