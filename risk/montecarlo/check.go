package montecarlo

import (
	"math"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Codes of what [New] finds.
const (
	CodeNoID             finding.Code = "montecarlo.input.no_id"
	CodeDuplicateID      finding.Code = "montecarlo.input.duplicate_id"
	CodeNoDistribution   finding.Code = "montecarlo.input.no_distribution"
	CodeBadDistribution  finding.Code = "montecarlo.input.bad_distribution" // a quantile or step is no number, or they fall
	CodeTooManyInputs    finding.Code = "montecarlo.model.too_many_inputs"
	CodeUnknownInput     finding.Code = "montecarlo.correlation.unknown_input"
	CodeSelfCorrelation  finding.Code = "montecarlo.correlation.self"
	CodeCorrelationTwice finding.Code = "montecarlo.correlation.twice"
	CodeCorrelationRange finding.Code = "montecarlo.correlation.out_of_range"
	CodeTooCorrelated    finding.Code = "montecarlo.correlation.too_many"
	// CodeRepaired: the correlations contradict each other and were moved to
	// the nearest that do not; got is the largest move.
	CodeRepaired finding.Code = "montecarlo.correlation.repaired"
)

// The remedies.
const (
	RemedyUniqueID         finding.Code = "montecarlo.remedy.give_unique_id"
	RemedyMendDistribution finding.Code = "montecarlo.remedy.mend_distribution"
	RemedyMendCorrelation  finding.Code = "montecarlo.remedy.mend_correlation"
	RemedySplitModel       finding.Code = "montecarlo.remedy.split_model"
	RemedyReviewTogether   finding.Code = "montecarlo.remedy.review_correlations"
)

// Codes returns every code of this package, findings first, then remedies. The
// caller owns the slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodeNoID, CodeDuplicateID, CodeNoDistribution, CodeBadDistribution, CodeTooManyInputs, CodeUnknownInput,
		CodeSelfCorrelation, CodeCorrelationTwice, CodeCorrelationRange, CodeTooCorrelated, CodeRepaired,
		RemedyUniqueID, RemedyMendDistribution, RemedyMendCorrelation, RemedySplitModel, RemedyReviewTogether,
	}
}

func inputRef(id string) finding.Ref { return finding.Ref{Kind: "input", ID: id} }

func (c Correlation) ref() finding.Ref { return finding.Ref{Kind: "correlation", ID: c.A + " " + c.B} }

// check returns every fault of the inputs and correlations.
func check(inputs []Input, correlations []Correlation) []finding.Finding {
	var found []finding.Finding
	report := func(code finding.Code, at finding.Ref, want, got finding.Value, remedy finding.Code) {
		found = append(found, finding.Finding{Code: code, Subject: at, Want: want, Got: got, Remedy: remedy})
	}
	if len(inputs) > MaxInputs {
		report(CodeTooManyInputs, finding.Ref{Kind: "model"}, finding.Number(MaxInputs, ""), finding.Number(int64(len(inputs)), ""), RemedySplitModel)
		return found
	}
	known := make(map[string]bool, len(inputs))
	for i, in := range inputs {
		at := inputRef(in.ID)
		switch {
		case in.ID == "":
			report(CodeNoID, inputRef(""), finding.Value{}, finding.Number(int64(i)+1, ""), RemedyUniqueID)
		case known[in.ID]:
			report(CodeDuplicateID, at, finding.Value{}, finding.Number(int64(i)+1, ""), RemedyUniqueID)
		}
		known[in.ID] = true
		switch {
		case in.Dist == nil:
			report(CodeNoDistribution, at, finding.Value{}, finding.Value{}, RemedyMendDistribution)
		case !sound(in.Dist), !(in.Scale >= 0) || math.IsInf(in.Scale, 1):
			report(CodeBadDistribution, at, finding.Value{}, finding.Value{}, RemedyMendDistribution)
		}
	}
	seen := map[[2]string]bool{}
	for _, c := range correlations {
		pair := [2]string{min(c.A, c.B), max(c.A, c.B)}
		for _, id := range pair {
			if !known[id] {
				report(CodeUnknownInput, c.ref(), finding.Value{}, finding.Text(id), RemedyMendCorrelation)
			}
		}
		switch {
		case c.A == c.B:
			report(CodeSelfCorrelation, c.ref(), finding.Value{}, finding.Value{}, RemedyMendCorrelation)
		case seen[pair]:
			report(CodeCorrelationTwice, c.ref(), finding.Value{}, finding.Value{}, RemedyMendCorrelation)
		}
		seen[pair] = true
		if !(c.Rank >= -1 && c.Rank <= 1) {
			report(CodeCorrelationRange, c.ref(), finding.List("-1", "1"), decimal(c.Rank), RemedyMendCorrelation)
		}
	}
	return found
}

// sound reports whether the quantiles of a distribution are numbers that do
// not fall.
func sound(d Quantiler) bool {
	last := math.Inf(-1)
	for _, p := range [...]float64{0.5 / points, 1e-6, 0.01, 0.25, 0.5, 0.75, 0.99, 1 - 1e-6, 1 - 0.5/points} {
		q := d.Quantile(p)
		if math.IsNaN(q) || math.IsInf(q, 0) || q < last {
			return false
		}
		last = q
	}
	s, ok := d.(Stepper)
	return !ok || soundSteps(s.Steps())
}

// soundSteps reports whether steps are ascending numbers with probabilities that
// sum to one, or none.
func soundSteps(values, probabilities []float64) bool {
	if len(values) != len(probabilities) {
		return false
	}
	last, sum := math.Inf(-1), 0.0
	for i, v := range values {
		if math.IsInf(v, 0) || !(v >= last) || !(probabilities[i] >= 0) {
			return false
		}
		last = v
		sum += probabilities[i]
	}
	return len(values) == 0 || math.Abs(sum-1) < 1e-6
}
