package dist

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of what [Check] finds. They name a parameter each.
const (
	CodeNoDistribution    finding.Code = "dist.distribution.missing"
	CodeInvalid           finding.Code = "dist.distribution.invalid"      // of the host; got is what it says
	CodeNotFinite         finding.Code = "dist.parameter.not_finite"      // no number, or infinite
	CodeTooLarge          finding.Code = "dist.parameter.too_large"       // beyond a limit of this package
	CodeBoundsReversed    finding.Code = "dist.bounds.reversed"           // want at least the lower bound
	CodeLikelyOutside     finding.Code = "dist.likely.outside_bounds"     // want the two bounds
	CodeNotPositive       finding.Code = "dist.parameter.not_positive"    // want more than 0
	CodeNegativeDeviation finding.Code = "dist.deviation.negative"        //
	CodeShapeTooSmall     finding.Code = "dist.shape.too_small"           //
	CodeProbabilityRange  finding.Code = "dist.probability.out_of_range"  //
	CodeProbabilitySum    finding.Code = "dist.probability.sum_not_one"   // got is the sum
	CodeNoEntries         finding.Code = "dist.entries.missing"           // no outcomes, values or parts
	CodeNotAscending      finding.Code = "dist.entries.not_ascending"     // want more than the one before
	CodeInterpolation     finding.Code = "dist.interpolation.unknown"     //
	CodeNothingLeft       finding.Code = "dist.truncation.nothing_left"   // got is the share left
	CodeTooMany           finding.Code = "dist.limit.too_many"            //
	CodeTooDeep           finding.Code = "dist.limit.too_deep"            // distributions within distributions
	CodeSmallSample       finding.Code = "dist.fit.small_sample"          // of a fit: few data, want the number that is enough
	CodeSkewBeyond        finding.Code = "dist.fit.skewness_beyond_shape" // of a fit: the data lean more than the shape can
)

// The remedies.
const (
	RemedyGiveDistribution finding.Code = "dist.remedy.give_distribution"
	RemedyMendParameter    finding.Code = "dist.remedy.mend_parameter"
	RemedyOrderPoints      finding.Code = "dist.remedy.order_points"
	RemedyScale            finding.Code = "dist.remedy.scale_probabilities"
	RemedySort             finding.Code = "dist.remedy.sort_entries"
	RemedyWidenBounds      finding.Code = "dist.remedy.widen_bounds"
	RemedySimplify         finding.Code = "dist.remedy.simplify"
	RemedyGatherData       finding.Code = "dist.remedy.gather_data"
	RemedyOtherShape       finding.Code = "dist.remedy.use_other_shape"
)

// Codes returns every code of this package, findings first, then remedies. The
// caller owns the slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodeNoDistribution, CodeInvalid, CodeNotFinite, CodeTooLarge, CodeNotPositive, CodeBoundsReversed, CodeLikelyOutside,
		CodeNegativeDeviation, CodeShapeTooSmall, CodeProbabilityRange, CodeProbabilitySum, CodeNoEntries,
		CodeNotAscending, CodeInterpolation, CodeNothingLeft, CodeTooMany, CodeTooDeep, CodeSmallSample, CodeSkewBeyond,
		RemedyGiveDistribution, RemedyMendParameter, RemedyOrderPoints, RemedyScale, RemedySort, RemedyWidenBounds,
		RemedySimplify, RemedyGatherData, RemedyOtherShape,
	}
}

// remedy returns what mends a fault.
func remedy(code finding.Code) finding.Code {
	switch code {
	case CodeNoDistribution, CodeNoEntries:
		return RemedyGiveDistribution
	case CodeBoundsReversed, CodeLikelyOutside:
		return RemedyOrderPoints
	case CodeProbabilitySum:
		return RemedyScale
	case CodeNotAscending:
		return RemedySort
	case CodeNothingLeft:
		return RemedyWidenBounds
	case CodeTooMany, CodeTooDeep:
		return RemedySimplify
	}
	return RemedyMendParameter
}
