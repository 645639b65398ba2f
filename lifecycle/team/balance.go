package team

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// BalanceRow is demand and supply of one resource, in working minutes for each
// period of the balance.
type BalanceRow struct {
	Resource    Resource `json:"resource"`
	FirmMin     []int64  `json:"firm_min"`
	LikelyMin   []int64  `json:"likely_min"`
	PossibleMin []int64  `json:"possible_min"`
	DemandMin   []int64  `json:"demand_min"`            // the sum of the three
	SupplyMin   []int64  `json:"supply_min,omitempty"`  // none: not known
	GapMin      []int64  `json:"gap_min,omitempty"`     // demand less supply, below 0 where some is left; none: not known
	OutsideMin  int64    `json:"outside_min,omitempty"` // demand outside the periods, or without days
}

// Balance is demand and supply by resource and period.
type Balance struct {
	Periods []Period     `json:"periods"`
	Rows    []BalanceRow `json:"rows"` // by kind, id and level
}

// BalanceOf spreads demands over the periods they are planned for, by working
// time of the pattern calendar and by the rule of [Spread], and sets supply
// against it. Over all periods and what lies outside, the demands of a row sum
// exactly to the work of its tasks. A demand that is not planned is spread over
// its window. The findings, sorted, name demands outside the periods and those
// without days or working time, all of which count as outside, and resources of
// unknown supply. The periods must be bounded, in order and apart, else it is
// [ErrPeriod].
func BalanceOf(demands []Demand, supply []Supply, periods []Period, pattern *calendar.Calendar) (Balance, []finding.Finding, error) {
	if !inOrder(periods) {
		return Balance{}, nil, ErrPeriod
	}
	if pattern == nil {
		return Balance{}, nil, &CalendarError{}
	}
	b := Balance{Periods: slices.Clone(periods)}
	var c checker
	for _, d := range demands {
		row := b.row(d.Resource)
		parts := c.spread(d, periods, pattern)
		for i := range periods {
			row.class(d.Confidence)[i] += parts[i]
			row.DemandMin[i] += parts[i]
		}
		row.OutsideMin += parts[len(periods)]
	}
	for i := range b.Rows {
		b.Rows[i].supply(&c, supply, periods)
	}
	slices.SortFunc(b.Rows, func(x, y BalanceRow) int { return compareResources(x.Resource, y.Resource) })
	return b, c.sorted(), nil
}

func compareResources(a, b Resource) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Level, b.Level))
}

// row returns the row of a resource, a new one where there is none.
func (b *Balance) row(r Resource) *BalanceRow {
	for i := range b.Rows {
		if b.Rows[i].Resource == r {
			return &b.Rows[i]
		}
	}
	n := len(b.Periods)
	b.Rows = append(b.Rows, BalanceRow{Resource: r, FirmMin: make([]int64, n), LikelyMin: make([]int64, n), PossibleMin: make([]int64, n), DemandMin: make([]int64, n)})
	return &b.Rows[len(b.Rows)-1]
}

// class returns the figures of a degree of confidence.
func (r *BalanceRow) class(c Confidence) []int64 {
	switch c {
	case Likely:
		return r.LikelyMin
	case Possible:
		return r.PossibleMin
	}
	return r.FirmMin
}

// spread returns the minutes of a demand in each period and, last, outside.
func (c *checker) spread(d Demand, periods []Period, pattern *calendar.Calendar) []int64 {
	days, at := d.Planned, finding.Ref{Kind: "task", ID: d.Task}
	if !days.Bounded() {
		days = d.Window
	}
	outside := make([]int64, len(periods)+1)
	outside[len(periods)] = d.work()
	if !days.Bounded() {
		c.warn(CodeDemandNoDays, at, nothing, minutes(d.work()), RemedyPlanDays, d.Resource.Ref())
		return outside
	}
	weights, rest := make([]int64, len(periods)+1), worked(pattern, days)
	for i, p := range periods {
		if days.Meets(p) {
			weights[i] = worked(pattern, days.Common(p))
			rest -= weights[i]
		}
	}
	weights[len(periods)] = rest
	parts := Spread(d.work(), weights)
	switch {
	case parts == nil:
		c.warn(CodeDemandNoTime, at, nothing, finding.Text(days.String()), RemedyPlanDays, d.Resource.Ref())
		return outside
	case parts[len(periods)] > 0:
		c.add(finding.Info, CodeDemandOutside, at, minutes(d.work()), minutes(parts[len(periods)]), RemedyPlanDays, d.Resource.Ref())
	}
	return parts
}

// worked returns the working seconds of a bounded period.
func worked(c *calendar.Calendar, p Period) int64 {
	return int64(c.Worked(p.To.At(0)) - c.Worked(p.From.At(0)))
}

// supply fills in what there is of the resource, where a supply covers all
// periods.
func (r *BalanceRow) supply(c *checker, supply []Supply, periods []Period) {
	i := slices.IndexFunc(supply, func(s Supply) bool { return s.Resource == r.Resource })
	if i < 0 || slices.ContainsFunc(periods, func(p Period) bool { return !p.Within(supply[i].Span()) }) {
		c.warn(CodeSupplyUnknown, r.Resource.Ref(), nothing, nothing, RemedyStateSupply)
		return
	}
	for j, p := range periods {
		have := supply[i].In(p)
		r.SupplyMin = append(r.SupplyMin, have)
		r.GapMin = append(r.GapMin, r.DemandMin[j]-have)
	}
}
