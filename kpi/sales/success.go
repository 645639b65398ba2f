package sales

import (
	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Keys of the ready pack.
const (
	keySuccessSales        = "success.sales"
	keySuccessSatisfaction = "success.satisfaction"
	keySuccessCompletion   = "success.completion"
	keySuccessBudget       = "success.budget"
)

// Aim is what a project wants of one indicator.
type Aim struct {
	Target kpi.Value `json:"target,omitzero"`  // green from here; zero: not aimed at, no colour
	Amber  kpi.Value `json:"amber,omitzero"`   // amber up to here; zero: there is no amber
	Source string    `json:"source,omitempty"` // where the measurements come from
}

// Success is the ready pack of the four indicators by which a sales project is
// called a success, with their targets: sales amount, customer satisfaction,
// completion time and budget control.
type Success struct {
	Period       Period        `json:"period"`       // in which sales and cost are counted
	Start        calendar.Date `json:"start"`        // of the project
	Planned      calendar.Date `json:"planned"`      // finish that was agreed
	Sales        Aim           `json:"sales"`        // an amount; higher is better
	Satisfaction Aim           `json:"satisfaction"` // percent in the two top boxes; higher is better
	Completion   Aim           `json:"completion"`   // calendar days after Planned; lower is better
	Budget       Aim           `json:"budget"`       // an amount; lower is better
	Floor        int           `json:"floor"`        // least number of answers; below 1: 10
}

// Results are what a project came to. Anything left zero is unknown.
type Results struct {
	Sales   kpi.Value     `json:"sales"`
	Answers Answers       `json:"answers"`
	Finish  calendar.Date `json:"finish"`
	Cost    kpi.Value     `json:"cost"`
}

// Verdict is one of the four indicators with its judgement.
type Verdict struct {
	Def      kpi.Def      `json:"def"`
	Figure   kpi.Figure   `json:"figure"`
	Variance kpi.Value    `json:"variance"` // value - target
	Colour   kpi.Colour   `json:"colour"`
	Period   Period       `json:"period"`
	Survey   *SurveyBasis `json:"survey,omitempty"` // of satisfaction, else nil
}

// SurveyBasis says on how many answers a satisfaction rests.
type SurveyBasis struct {
	Answers      kpi.Value    `json:"answers"`
	ResponseRate kpi.Value    `json:"response_rate"`
	Weak         bool         `json:"weak"`     // fewer answers than the floor: shown without colour
	Interval     kpi.Interval `json:"interval"` // 95 % Wilson interval of the share, 0 to 1
}

// Defs returns the definitions of the four with their targets and limits, in the
// order sales, satisfaction, completion, budget. The caller owns them.
func (s Success) Defs() []kpi.Def {
	sales := define(keySuccessSales, kpi.MoneyUnit, kpi.Higher, "sales", s.Sales.Source, "sales")
	satisfied := define(keySuccessSatisfaction, unitPercent, kpi.Higher, "100 * top / n", s.Satisfaction.Source, "top", "n")
	completion := define(keySuccessCompletion, unitDay, kpi.Lower, "actual_days - planned_days", s.Completion.Source, "actual_days", "planned_days")
	budget := define(keySuccessBudget, kpi.MoneyUnit, kpi.Lower, "cost", s.Budget.Source, "cost")
	return []kpi.Def{s.Sales.aim(sales), s.Satisfaction.aim(satisfied), s.Completion.aim(completion), s.Budget.aim(budget)}
}

// aim sets target and limits of a definition.
func (a Aim) aim(d kpi.Def) kpi.Def {
	if a.Target.IsUnknown() {
		return d
	}
	d.Target = a.Target
	if d.Direction == kpi.Higher {
		d.Limits = kpi.HigherLimits(a.Target, a.Amber)
	} else {
		d.Limits = kpi.LowerLimits(a.Target, a.Amber)
	}
	return d
}

// Judge compares the results with the targets, in the order of [Success.Defs].
// A result that is unknown, or an amount in another currency than its target,
// has no colour; neither has a satisfaction that rests on fewer answers than the
// floor. The caller owns the slices.
func (s Success) Judge(r Results) []Verdict {
	defs := s.Defs()
	a := r.Answers
	took, planned := daysFrom(s.Start, r.Finish), daysFrom(s.Start, s.Planned)
	list := []Verdict{
		verdict(defs[0], r.Sales, r.Sales),
		verdict(defs[1], a.CSAT(), a.from(a.Scale.High-1), a.N()),
		verdict(defs[2], took.Sub(planned), took, planned),
		verdict(defs[3], r.Cost, r.Cost),
	}
	list[1].Survey = a.basis(s.Floor)
	if list[1].Survey.Weak {
		list[1].Colour = kpi.Unjudged
	}
	for i := range list {
		list[i].Period = s.Period
	}
	return list
}

func verdict(d kpi.Def, v kpi.Value, inputs ...kpi.Value) Verdict {
	return Verdict{Def: d, Figure: traced(d, v, inputs...), Variance: v.Sub(d.Target), Colour: d.Colour(v)}
}

// basis says what a satisfaction rests on.
func (a Answers) basis(floor int) *SurveyBasis {
	b := &SurveyBasis{Answers: a.N(), ResponseRate: a.ResponseRate(), Weak: a.Weak(floor), Interval: unknownInterval(kpi.ReasonMissingInput)}
	top, ok1 := a.from(a.Scale.High - 1).Rat()
	n, ok2 := a.N().Rat()
	if ok1 && ok2 && n.Num().IsInt64() {
		b.Interval = kpi.Wilson(top.Num().Int64(), n.Num().Int64(), kpi.Value{})
	}
	return b
}

// daysFrom returns the calendar days between two dates, unknown (missing-input)
// unless both are set.
func daysFrom(start, end calendar.Date) kpi.Value {
	if start.IsZero() || end.IsZero() {
		return kpi.Unknown(kpi.ReasonMissingInput)
	}
	return kpi.Int(int64(end.DaysSince(start)), unitDay)
}
