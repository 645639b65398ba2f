package kpi

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// DefectDensity is how many defects were found in how much work.
type DefectDensity struct {
	Defects Value `json:"defects"`
	Size    Value `json:"size"`         // name the unit: "line", "page", "function point"
	Per     Value `json:"per,omitzero"` // the amount the density is stated for, in the unit of Size; the zero Value: 1
}

// Value returns defects * per / size: the defects in an amount per of the work.
// A size of 0 gives unknown with [ReasonZeroDenominator].
func (d DefectDensity) Value() Value { return d.Defects.Mul(d.per().Div(d.Size)) }

func (d DefectDensity) per() Value {
	if d.Per.IsZero() {
		return Int(1, d.Size.Unit())
	}
	return d.Per
}

// Figures returns the density with its trace. The caller owns the slices.
func (d DefectDensity) Figures() []Figure {
	return figuresOf(densityLines(), d, []Input{{"defects", d.Defects}, {"size", d.Size}, {"per", d.per()}})
}

func densityLines() []line[DefectDensity] {
	return []line[DefectDensity]{sheet("quality.defect_density", "", Lower, "defects * per / size", "defects size per", DefectDensity.Value)}
}

// Yield counts what became of the units that entered an inspection.
type Yield struct {
	Total     Value `json:"total"`
	FirstPass Value `json:"first_pass"` // accepted without rework
	Reworked  Value `json:"reworked"`   // accepted after rework
	Scrapped  Value `json:"scrapped"`   // never accepted
}

// FirstPassPct returns the units that passed the first time in percent of all.
// A total of 0 gives unknown with [ReasonZeroDenominator], here and below.
func (y Yield) FirstPassPct() Value { return percent(y.FirstPass, y.Total) }

// ReworkPct returns the reworked units in percent of all. For hours of rework
// see [ReworkEffort]: the two are never mixed.
func (y Yield) ReworkPct() Value { return percent(y.Reworked, y.Total) }

// FailPct returns the scrapped units in percent of all.
func (y Yield) FailPct() Value { return percent(y.Scrapped, y.Total) }

// FinalPct returns what was accepted in the end, with rework or without, in
// percent of all.
func (y Yield) FinalPct() Value { return percent(y.FirstPass.Add(y.Reworked), y.Total) }

// Check returns a warning when the parts do not add up to the total.
func (y Yield) Check() []finding.Finding {
	parts := y.FirstPass.Add(y.Reworked).Add(y.Scrapped)
	if order, known := parts.Cmp(y.Total); !known || order == 0 {
		return nil
	}
	return []finding.Finding{{
		Code: CodeYieldParts, Severity: finding.Warn, Subject: finding.Ref{Kind: "indicator", ID: "quality.first_pass_pct", Field: "total"},
		Want: y.Total.Finding(), Got: parts.Finding(), Remedy: RemedyRecount,
	}}
}

// Figures returns the four rates with their trace. The caller owns the slices.
func (y Yield) Figures() []Figure {
	return figuresOf(yieldLines(), y, []Input{{"total", y.Total}, {"first_pass", y.FirstPass}, {"reworked", y.Reworked}, {"scrapped", y.Scrapped}})
}

func yieldLines() []line[Yield] {
	return []line[Yield]{
		sheet("quality.first_pass_pct", "%", Higher, "100 * first_pass / total", "total first_pass", Yield.FirstPassPct),
		sheet("quality.rework_pct", "%", Lower, "100 * reworked / total", "total reworked", Yield.ReworkPct),
		sheet("quality.fail_pct", "%", Lower, "100 * scrapped / total", "total scrapped", Yield.FailPct),
		sheet("quality.final_pct", "%", Higher, "100 * (first_pass + reworked) / total", "total first_pass reworked", Yield.FinalPct),
	}
}

// ReworkEffort is the effort that went into doing work again.
type ReworkEffort struct {
	Rework Value `json:"rework_hours"` // both in one unit, such as "h"
	Total  Value `json:"total_hours"`
}

// Pct returns the rework in percent of all effort. No effort gives unknown with
// [ReasonZeroDenominator].
func (r ReworkEffort) Pct() Value { return percent(r.Rework, r.Total) }

// Figures returns the share with its trace. The caller owns the slices.
func (r ReworkEffort) Figures() []Figure {
	return figuresOf(reworkLines(), r, []Input{{"rework", r.Rework}, {"total", r.Total}})
}

func reworkLines() []line[ReworkEffort] {
	return []line[ReworkEffort]{sheet("quality.rework_effort_pct", "%", Lower, "100 * rework / total", "rework total", ReworkEffort.Pct)}
}

// Stage is one step of a process.
type Stage struct {
	In   Value `json:"in"`   // units that entered
	Good Value `json:"good"` // of them, without rework
}

// Yield returns good / in. Nothing entered gives unknown with
// [ReasonZeroDenominator].
func (s Stage) Yield() Value { return s.Good.Div(s.In) }

// Stages are the steps of a process in their order.
type Stages []Stage

// RolledYield returns the rolled throughput yield, the product of the yields of
// all stages: the share of units that pass every step untouched. A stage whose
// yield is unknown makes it unknown with [ReasonUndefinedFactor], and
// [Stage.Yield] says why; a product too long to be written does with [ReasonTooLarge], no
// stages do with [ReasonNoData].
func (s Stages) RolledYield() Value {
	if len(s) == 0 {
		return Unknown(ReasonNoData)
	}
	var yields []Value
	for _, stage := range s {
		yield := stage.Yield()
		if yield.IsUnknown() {
			return Unknown(ReasonUndefinedFactor)
		}
		yields = append(yields, yield)
	}
	return product(yields)
}

// Figures returns the rolled yield with its trace. The caller owns the slices.
func (s Stages) Figures() []Figure {
	var inputs []Input
	for i, stage := range s {
		inputs = append(inputs, Input{row("in", i), stage.In}, Input{row("good", i), stage.Good})
	}
	return figuresOf(stageLines(), s, inputs)
}

func stageLines() []line[Stages] {
	return []line[Stages]{sheet("quality.rolled_yield", "", Higher, "product(good / in)", "in good", Stages.RolledYield)}
}

// CostOfQuality is what quality and its absence cost, in one currency.
type CostOfQuality struct {
	Prevention      Value `json:"prevention"`
	Appraisal       Value `json:"appraisal"`
	InternalFailure Value `json:"internal_failure"` // found before the customer met it
	ExternalFailure Value `json:"external_failure"`
	Base            Value `json:"base"` // what the shares are of: revenue or total cost
}

// Good returns prevention + appraisal.
func (c CostOfQuality) Good() Value { return c.Prevention.Add(c.Appraisal) }

// Poor returns internal + external failure.
func (c CostOfQuality) Poor() Value { return c.InternalFailure.Add(c.ExternalFailure) }

// Total returns the sum of all four.
func (c CostOfQuality) Total() Value { return c.Good().Add(c.Poor()) }

// TotalPct returns the total in percent of the base. A base of 0 gives unknown
// with [ReasonZeroDenominator].
func (c CostOfQuality) TotalPct() Value { return percent(c.Total(), c.Base) }

// PoorPct returns the cost of failures in percent of the base, unknown as
// [CostOfQuality.TotalPct] is.
func (c CostOfQuality) PoorPct() Value { return percent(c.Poor(), c.Base) }

// Figures returns the five figures with their trace. The caller owns the
// slices.
func (c CostOfQuality) Figures() []Figure {
	return figuresOf(costOfQualityLines(), c, []Input{
		{"prevention", c.Prevention}, {"appraisal", c.Appraisal}, {"internal_failure", c.InternalFailure}, {"external_failure", c.ExternalFailure}, {"base", c.Base},
	})
}

func costOfQualityLines() []line[CostOfQuality] {
	const all = "prevention appraisal internal_failure external_failure"
	return []line[CostOfQuality]{
		sheet("quality.cost", MoneyUnit, Neutral, "prevention + appraisal + internal_failure + external_failure", all, CostOfQuality.Total),
		sheet("quality.cost_good", MoneyUnit, Neutral, "prevention + appraisal", "prevention appraisal", CostOfQuality.Good),
		sheet("quality.cost_poor", MoneyUnit, Lower, "internal_failure + external_failure", "internal_failure external_failure", CostOfQuality.Poor),
		sheet("quality.cost_pct", "%", Neutral, "100 * (prevention + appraisal + internal_failure + external_failure) / base", all+" base", CostOfQuality.TotalPct),
		sheet("quality.cost_poor_pct", "%", Lower, "100 * (internal_failure + external_failure) / base", "internal_failure external_failure base", CostOfQuality.PoorPct),
	}
}

// DefectRemoval counts the defects found on either side of a release.
type DefectRemoval struct {
	BeforeRelease Value `json:"before_release"`
	AfterRelease  Value `json:"after_release"`
}

// Efficiency returns before / (before + after): which share of the defects was
// found in time. No defect at all gives unknown with [ReasonZeroDenominator].
func (d DefectRemoval) Efficiency() Value {
	return d.BeforeRelease.Div(d.BeforeRelease.Add(d.AfterRelease))
}

// Figures returns the efficiency with its trace. The caller owns the slices.
func (d DefectRemoval) Figures() []Figure {
	return figuresOf(removalLines(), d, []Input{{"before_release", d.BeforeRelease}, {"after_release", d.AfterRelease}})
}

func removalLines() []line[DefectRemoval] {
	return []line[DefectRemoval]{sheet("quality.removal_efficiency", "", Higher, "before_release / (before_release + after_release)", "before_release after_release", DefectRemoval.Efficiency)}
}

// Deliverable is the acceptance record of one deliverable. Counts that were not
// taken are the zero Value, and what needs them is then unknown.
type Deliverable struct {
	ID          string `json:"id"`
	Submissions int    `json:"submissions"`         // how often it was put to acceptance; 0: not yet
	Accepted    bool   `json:"accepted"`            // at the last submission
	Met         Value  `json:"met,omitzero"`        // acceptance criteria met at the last submission
	Criteria    Value  `json:"criteria,omitzero"`   // acceptance criteria it has
	Defects     Value  `json:"defects,omitzero"`    // found at any submission or review
	Rework      Value  `json:"rework,omitzero"`     // effort spent on doing it again, such as in "h"
	Complaints  Value  `json:"complaints,omitzero"` // of the customer, after delivery
	Reviewed    Value  `json:"reviewed,omitzero"`   // parts that somebody else has reviewed
	Parts       Value  `json:"parts,omitzero"`      // parts that call for a review
}

// Deliverables are the acceptance records of a project.
type Deliverables []Deliverable

// FirstPassAcceptance returns the share of the submitted deliverables that were
// accepted at their first submission. Nothing submitted gives unknown with
// [ReasonNoData].
func (d Deliverables) FirstPassAcceptance() Value {
	submitted, first := 0, 0
	for _, one := range d {
		submitted += min(max(one.Submissions, 0), 1)
		if one.Submissions == 1 && one.Accepted {
			first++
		}
	}
	return rate(first, submitted)
}

// CriteriaMet returns the criteria met of all criteria of the deliverables,
// both summed before they are divided. No criteria give unknown with
// [ReasonZeroDenominator].
func (d Deliverables) CriteriaMet() Value {
	return d.sum(func(one Deliverable) Value { return one.Met }).Div(d.sum(func(one Deliverable) Value { return one.Criteria }))
}

// DefectsEach returns the defects per deliverable.
func (d Deliverables) DefectsEach() Value {
	return d.each(func(one Deliverable) Value { return one.Defects })
}

// ReworkEach returns the effort of rework per deliverable.
func (d Deliverables) ReworkEach() Value {
	return d.each(func(one Deliverable) Value { return one.Rework })
}

// ComplaintsEach returns the complaints per deliverable.
func (d Deliverables) ComplaintsEach() Value {
	return d.each(func(one Deliverable) Value { return one.Complaints })
}

// ReviewCoverage returns the reviewed parts of all parts that call for a
// review, both summed before they are divided. No parts give unknown with
// [ReasonZeroDenominator].
func (d Deliverables) ReviewCoverage() Value {
	return d.sum(func(one Deliverable) Value { return one.Reviewed }).Div(d.sum(func(one Deliverable) Value { return one.Parts }))
}

func (d Deliverables) sum(of func(Deliverable) Value) Value {
	var list []Value
	for _, one := range d {
		list = append(list, of(one))
	}
	return Sum(list)
}

// each returns the sum divided by the number of deliverables, unknown with
// [ReasonNoData] without any.
func (d Deliverables) each(of func(Deliverable) Value) Value {
	if len(d) == 0 {
		return Unknown(ReasonNoData)
	}
	return d.sum(of).Div(count(len(d)))
}

// Figures returns the six figures with their trace. The caller owns the slices.
func (d Deliverables) Figures() []Figure {
	var inputs []Input
	for i, one := range d {
		accepted := count(0)
		if one.Accepted {
			accepted = count(1)
		}
		inputs = append(inputs, Input{row("submissions", i), count(one.Submissions)}, Input{row("accepted", i), accepted},
			Input{row("met", i), one.Met}, Input{row("criteria", i), one.Criteria}, Input{row("defects", i), one.Defects}, Input{row("rework", i), one.Rework},
			Input{row("complaints", i), one.Complaints}, Input{row("reviewed", i), one.Reviewed}, Input{row("parts", i), one.Parts})
	}
	return figuresOf(deliverableLines(), d, inputs)
}

func deliverableLines() []line[Deliverables] {
	return []line[Deliverables]{
		sheet("quality.first_pass_acceptance", "", Higher, "count(submissions = 1 and accepted = 1) / count(submissions > 0)", "submissions accepted", Deliverables.FirstPassAcceptance),
		sheet("quality.criteria_met", "", Higher, "sum(met) / sum(criteria)", "met criteria", Deliverables.CriteriaMet),
		sheet("quality.defects_each", "", Lower, "mean(defects)", "defects", Deliverables.DefectsEach),
		sheet("quality.rework_each", "h", Lower, "mean(rework)", "rework", Deliverables.ReworkEach),
		sheet("quality.complaints_each", "", Lower, "mean(complaints)", "complaints", Deliverables.ComplaintsEach),
		sheet("quality.review_coverage", "", Higher, "sum(reviewed) / sum(parts)", "reviewed parts", Deliverables.ReviewCoverage),
	}
}
