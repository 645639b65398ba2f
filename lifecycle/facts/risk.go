package facts

import (
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Facts of the risk register.
const (
	RiskBlocking      lifecycle.FactName = "risk.blocking"          // list: what blocks the register, [risk.Register.Check]
	RisksOpen         lifecycle.FactName = "risk.open"              // number: accepted risks that may still happen
	RisksSevere       lifecycle.FactName = "risk.severe"            // number: of them, in the gravest class of the matrix
	RisksUnrated      lifecycle.FactName = "risk.unrated"           // number: proposed and open risks without a rating that the matrix can place
	RiskReviewsDue    lifecycle.FactName = "risk.reviews_due"       // number: reviews due by the day, [risk.Register.Due]
	RiskResponsesLate lifecycle.FactName = "risk.responses_overdue" // number: responses past their date, [risk.Register.OverdueResponses]
	RiskTriggersWait  lifecycle.FactName = "risk.triggers_waiting"  // number: triggers that fired and nobody answered, [risk.Register.Unanswered]
	RiskExposureCost  lifecycle.FactName = "risk.exposure_cost"     // money: expected net cost of the open risks, [risk.Register.Exposure]
	RiskExposureMin   lifecycle.FactName = "risk.exposure_min"      // number, min: expected net delay of the open risks, in working time
	RiskReserveCost   lifecycle.FactName = "risk.reserve_cost"      // money: what remains of the contingency reserves
	RiskReserveMin    lifecycle.FactName = "risk.reserve_min"       // number, min: what remains of the contingency reserves
	RiskShortCost     lifecycle.FactName = "risk.short_cost"        // money: exposure less contingency; above 0: too little is left, [risk.Register.Cover]
	RiskShortMin      lifecycle.FactName = "risk.short_min"         // number, min: the same in working time
)

const (
	riskProcessPrefix = "risk.process."
	unitOfTime        = "min"
	reasonUnstated    = "missing-input"
)

// RiskProcess returns the name of the fact of a measure of the risk process: a
// share from 0 to 1, [risk.Register.Process].
func RiskProcess(m risk.MeasureName) lifecycle.FactName {
	return lifecycle.FactName(riskProcessPrefix + string(m))
}

func riskRows() []row {
	n := func(name lifecycle.FactName, value func(*Known) int) row { return count(name, "", value, PartRisks) }
	rows := []row{
		blocking(RiskBlocking, lifecycle.RemedyPlanRisks, (*Known).riskCheck, PartRisks),
		n(RisksOpen, func(k *Known) int { return k.riskExposure().Open }),
		n(RisksSevere, func(k *Known) int {
			gravest := len(k.in.Risks.Matrix.Classes) - 1
			return k.countRanked(func(r risk.Ranking) bool { return r.Status == risk.Open && r.Rated && r.Spot.Rank == gravest })
		}),
		n(RisksUnrated, func(k *Known) int { return k.countRanked(func(r risk.Ranking) bool { return !r.Rated }) }),
		n(RiskReviewsDue, func(k *Known) int { return len(k.in.Risks.Due(k.on)) }),
		n(RiskResponsesLate, func(k *Known) int { return len(k.in.Risks.OverdueResponses(k.on)) }),
		n(RiskTriggersWait, func(k *Known) int { return len(k.in.Risks.Unanswered(k.on)) }),
		onCost(RiskExposureCost, func(k *Known) risk.Number { return k.riskExposure().Cost.Net.Expected }),
		onTime(RiskExposureMin, func(k *Known) risk.Number { return k.riskExposure().Time.Net.Expected }),
		onCost(RiskReserveCost, func(k *Known) risk.Number { return k.riskCover().Cost.Contingency }),
		onTime(RiskReserveMin, func(k *Known) risk.Number { return k.riskCover().Time.Contingency }),
		onCost(RiskShortCost, func(k *Known) risk.Number { return k.riskCover().Cost.Short }),
		onTime(RiskShortMin, func(k *Known) risk.Number { return k.riskCover().Time.Short }),
	}
	for _, m := range []risk.MeasureName{risk.PlanPresent, risk.ReviewsOnTime, risk.TriggersAnswered, risk.ResponsesOnTime, risk.FoundBefore} {
		rows = append(rows, figure(RiskProcess(m), "number", "", func(k *Known) finding.Value { return k.processMeasure(m) }, PartRisks))
	}
	return append(rows, figure(RiskProcess(risk.NeverRisks), "number", "", (*Known).neverRisks, PartRisks, PartComms))
}

func (k *Known) riskCheck() []finding.Finding {
	return k.riskFound.of(func() []finding.Finding { return k.in.Risks.Check() })
}

func (k *Known) riskExposure() risk.Exposure {
	return k.exposure.of(func() risk.Exposure { return k.in.Risks.Exposure(k.on, risk.Current) })
}

func (k *Known) riskCover() risk.Cover {
	return k.cover.of(func() risk.Cover { return k.in.Risks.Cover([]calendar.Date{k.on})[0] })
}

// riskProcess holds the measures but for that of the issues.
func (k *Known) riskProcess() risk.Process {
	return k.process.of(func() risk.Process { return k.in.Risks.Process(k.on, nil) })
}

func (k *Known) processMeasure(name risk.MeasureName) finding.Value {
	m, _ := k.riskProcess().Measure(name)
	return m.Value
}

// neverRisks takes the issues from the communication record.
func (k *Known) neverRisks() finding.Value {
	var issues []risk.IssueRef
	for _, i := range k.in.Comms.Issues {
		ref := risk.IssueRef{ID: i.ID}
		if !i.Raised.IsZero() {
			ref.Raised = calendar.DateTimeOf(i.Raised.In(k.at.Location())).Date()
		}
		if i.Source.Kind == "risk" {
			ref.Risk = i.Source.ID
		}
		issues = append(issues, ref)
	}
	m, _ := k.in.Risks.Process(k.on, issues).Measure(risk.NeverRisks)
	return m.Value
}

// countRanked counts the risks that can still happen by their latest rating.
func (k *Known) countRanked(is func(risk.Ranking) bool) int {
	n := 0
	for _, r := range k.in.Risks.Ranked(k.on, risk.Current) {
		if is(r) {
			n++
		}
	}
	return n
}

// onCost returns the row of an amount in the currency of the register.
func onCost(name lifecycle.FactName, value func(*Known) risk.Number) row {
	return figure(name, "money", "", func(k *Known) finding.Value {
		n, unit := value(k), k.in.Risks.Currency.Code()
		if n.IsZero() || unit == "" {
			return finding.Unknown(reasonUnstated)
		}
		return finding.Money(n.String(), unit)
	}, PartRisks)
}

// onTime returns the row of working time in minutes.
func onTime(name lifecycle.FactName, value func(*Known) risk.Number) row {
	return figure(name, "number", unitOfTime, func(k *Known) finding.Value {
		if n := value(k); !n.IsZero() {
			return n.Value(unitOfTime)
		}
		return finding.Unknown(reasonUnstated)
	}, PartRisks)
}
