package sales

import (
	"errors"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

func about(kind, id, field string) finding.Ref { return finding.Ref{Kind: kind, ID: id, Field: field} }

// Check returns what is wrong or remarkable, in sorted order: counts below 0
// (block), rates by value that credits pushed outside 0 to 1 (warn).
func (o Outcomes) Check() []finding.Finding {
	var found []finding.Finding
	for _, in := range []struct {
		field string
		n     int64
	}{{"won", o.Won}, {"lost", o.Lost}, {"open", o.Open}} {
		found = append(found, negative(in.field, in.n)...)
	}
	for _, in := range []kpi.Input{{Name: keyWinRateValue, Value: o.WinRateByValue()}, {Name: keyWinRateAllValue, Value: o.WinRateOverAllByValue()}} {
		if !in.Value.IsUnknown() && (!atLeast(in.Value, 0) || !atLeast(in.Value.Neg(), -1)) {
			found = append(found, finding.Finding{
				Code: CodeRateOutside, Severity: finding.Warn, Subject: about("indicator", in.Name, ""), Want: finding.Text("0..1"), Got: in.Value.Finding(), Remedy: RemedyReviewCredits,
			})
		}
	}
	finding.Sort(found)
	return found
}

func negative(field string, n int64) []finding.Finding {
	if n >= 0 {
		return nil
	}
	return []finding.Finding{{Code: CodeCountNegative, Severity: finding.Block, Subject: about("input", field, ""), Got: finding.Number(n, ""), Remedy: RemedyMendCount}}
}

// Check returns what is remarkable, in sorted order: a stage that more deals
// entered than the one before (warn), and a stage with too few closed deals for
// a chance (info).
func (f Funnel) Check() []finding.Finding {
	var found []finding.Finding
	for i, s := range f.Stages {
		if i > 0 && s.Entered > f.Stages[i-1].Entered {
			found = append(found, finding.Finding{
				Code: CodeStageAboveOne, Severity: finding.Warn, Subject: about("stage", s.Stage, "entered"),
				Want: finding.Number(f.Stages[i-1].Entered, ""), Got: finding.Number(s.Entered, ""), Remedy: RemedyReviewStages,
			})
		}
		if s.Chance.IsUnknown() {
			found = append(found, finding.Finding{
				Code: CodeStageBelowFloor, Severity: finding.Info, Subject: about("stage", s.Stage, "chance"),
				Want: finding.Number(int64(f.Floor), ""), Got: finding.Number(s.Won+s.Lost, ""), Remedy: RemedyGatherHistory,
			})
		}
	}
	finding.Sort(found)
	return found
}

// Check returns what is remarkable about the answers, in sorted order: fewer
// than floor of them (warn; a floor below 1 means 10), answers outside the scale
// (info), counts below 0 (block).
func (a Answers) Check(floor int) []finding.Finding {
	var found []finding.Finding
	for _, n := range a.Counts {
		found = append(found, negative("counts", n)...)
	}
	if len(found) == 0 && a.Weak(floor) {
		found = append(found, finding.Finding{
			Code: CodeSurveyFew, Severity: finding.Warn, Subject: about("survey", "", "answers"),
			Want: finding.Number(int64(floorOf(floor)), ""), Got: a.N().Finding(), Remedy: RemedyAskMore,
		})
	}
	if a.Rejected > 0 {
		found = append(found, finding.Finding{
			Code: CodeSurveyRejected, Severity: finding.Info, Subject: about("survey", "", "answers"), Got: finding.Number(a.Rejected, ""), Remedy: RemedyReviewSurvey,
		})
	}
	finding.Sort(found)
	return found
}

// RateFindings returns a finding (block) for every currency that an error of
// this package names as one without rate, in sorted order; none for any other
// error.
func RateFindings(err error) []finding.Finding {
	var fault *MissingRateError
	if !errors.As(err, &fault) {
		return nil
	}
	var found []finding.Finding
	for _, c := range fault.Missing {
		found = append(found, finding.Finding{
			Code: CodeCurrencyNoRate, Severity: finding.Block, Subject: about("currency", c.Code(), ""), Related: fault.to(), Remedy: RemedyGiveRate,
		})
	}
	finding.Sort(found)
	return found
}

// to returns the currency that is converted to, if one was stated.
func (e *MissingRateError) to() []finding.Ref {
	if e.To == (money.Currency{}) {
		return nil
	}
	return []finding.Ref{about("currency", e.To.Code(), "")}
}
