package quality

import (
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Verdict says how a check ended.
type Verdict uint8

// The verdicts. A check of nothing, or one whose inputs are missing, neither
// passes nor fails.
const (
	NotApplicable Verdict = iota
	Pass
	Fail
	Unjudged // measured, but no limit is set
)

var verdictNames = []string{"not_applicable", "pass", "fail", "unjudged"}

// String returns "not_applicable", "pass", "fail" or "unjudged".
func (v Verdict) String() string { return nameOf(v, verdictNames...) }

// MarshalText returns the name of the verdict.
func (v Verdict) MarshalText() ([]byte, error) {
	if v > Unjudged {
		return nil, fmt.Errorf("quality: no verdict %d", uint8(v))
	}
	return []byte(v.String()), nil
}

// UnmarshalText reads the name of a verdict.
func (v *Verdict) UnmarshalText(text []byte) error {
	i := slices.Index(verdictNames, string(text))
	if i < 0 {
		return fmt.Errorf("quality: no verdict %q", text)
	}
	*v = Verdict(i)
	return nil
}

// Check is one point, measured.
type Check struct {
	Point Point `json:"point"`
	// Count is how many of the Population the point speaks of: the offenders
	// of a point whose ratio must be small, those in order of one whose ratio
	// must be large. Population 0 leaves nothing to judge.
	Count      int64 `json:"count"`
	Population int64 `json:"population"`
	// Unit of both: "task", "link", "summary", or "s" for working time.
	Unit string `json:"unit"`
	// Ratio is Count/Population, exact, or unknown with the reason: "zero-denominator"
	// for an empty population, "non-positive-denominator" for a critical path
	// without length, "missing-input" where a date or figure was not stated.
	Ratio finding.Value `json:"ratio"`
	// Limit is what the ratio must not exceed, or must reach where
	// [Point.AtLeast]. The zero Value: none was set.
	Limit   finding.Value `json:"limit,omitzero"`
	Verdict Verdict       `json:"verdict"`
	// Found holds a finding for each offence, sorted: of severity Warn where
	// the check failed, else Info. A task may offend twice.
	Found []finding.Finding `json:"found,omitempty"`
}

// Offenders returns the ids of what Found speaks of, each once and sorted;
// a link is named "from>to". The caller owns the slice.
func (c Check) Offenders() []string {
	var ids []string
	for _, f := range c.Found {
		ids = append(ids, f.Subject.ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Summary returns the check as one finding about the plan of that name, with
// the limit as Want and the ratio as Got: of severity Warn where the check
// failed, and Info where a check with a limit could not be made. It reports
// false where there is nothing to say.
func (c Check) Summary(plan string) (finding.Finding, bool) {
	r, _ := c.Point.find()
	f := finding.Finding{Code: r.code, Severity: finding.Warn, Want: c.Limit, Got: c.Ratio,
		Subject: finding.Ref{Kind: "plan", ID: plan, Field: string(c.Point)}}
	if c.Verdict == NotApplicable {
		f.Code, f.Severity, f.Want, f.Remedy = CodeNotApplicable, finding.Info, finding.Value{}, remedyOf(c.Ratio)
		return f, c.Limit.Kind() == finding.NumberKind
	}
	return f, c.Verdict == Fail
}

// remedyOf returns what makes an unknown ratio known.
func remedyOf(ratio finding.Value) finding.Code {
	if ratio.Reason() == missingInput {
		return RemedyStateInput
	}
	return ""
}

// Reasons why a ratio is unknown.
const (
	missingInput   = "missing-input"
	nonPositiveDen = "non-positive-denominator"
)

// ratio returns the check with its ratio from its count and population.
func (c Check) ratio() Check {
	c.Ratio = finding.Ratio(c.Count, c.Population, "")
	return c
}

// unknown returns the check without anything counted.
func unknown(reason string) Check { return Check{Ratio: finding.Unknown(reason)} }

// judge completes a measured check: its limit, its verdict and how grave its
// findings are.
func (c Check) judge(r rule, limit finding.Value) Check {
	c.Point, c.Unit, c.Limit = r.point, r.unit, limit
	c.Verdict = verdict(c.Ratio, limit, r.atLeast)
	severity := finding.Info
	if c.Verdict == Fail {
		severity = finding.Warn
	}
	for i := range c.Found {
		c.Found[i].Severity = severity
	}
	finding.Sort(c.Found)
	return c
}

// verdict compares a ratio with its limit; the limit itself passes.
func verdict(ratio, limit finding.Value, atLeast bool) Verdict {
	if ratio.IsUnknown() {
		return NotApplicable
	}
	order, comparable := finding.CompareValues(ratio, limit)
	switch {
	case !comparable:
		return Unjudged
	case atLeast && order >= 0, !atLeast && order <= 0:
		return Pass
	}
	return Fail
}
