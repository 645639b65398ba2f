package closing

import (
	"math/big"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// PastProject is what a closed project came to, for comparison.
type PastProject struct {
	ID     string  `json:"id"`
	Traits []Trait `json:"traits,omitempty"` // what it has in common with others
	// Planned and Took are working time, in seconds, from start to finish by the
	// first baseline and in fact. Zero: not known.
	Planned calendar.Work `json:"planned_s,omitempty"`
	Took    calendar.Work `json:"took_s,omitempty"`
	// Budget and Cost are in one currency; that may differ between projects,
	// since only shares are compared. The zero Amount: not known.
	Budget money.Amount `json:"budget,omitzero"`
	Cost   money.Amount `json:"cost,omitzero"`
}

// SimilarProject is a closed project with the reasons why it is like another.
type SimilarProject struct {
	PastProject
	Likeness Likeness `json:"likeness"`
}

// SimilarProjects returns the at most n closed projects that are most like one
// of these traits, the likeliest first, of equal ones by id; n of 0 or less is
// all of them. Those that have nothing in common with it are left out. The
// caller owns the slice.
func SimilarProjects(w Weights, project []Trait, past []PastProject, n int) []SimilarProject {
	var list []SimilarProject
	for _, p := range past {
		p.Traits = slices.Clone(p.Traits)
		if s := (SimilarProject{p, w.Like(p.Traits, project)}); exact(s.Likeness.Score).Sign() > 0 {
			list = append(list, s)
		}
	}
	list = rank(list, func(s SimilarProject) finding.Value { return s.Likeness.Score },
		func(a, b SimilarProject) int { return strings.Compare(a.ID, b.ID) })
	if n > 0 && len(list) > n {
		list = slices.Clone(list[:n])
	}
	return list
}

// late returns the causes of the slip, and the finish against the charter and
// beside similar projects.
func (t *tally) late() []Figure {
	var list []Figure
	if t.Late != nil {
		for _, c := range t.Late.Causes {
			f := Figure{Label: c.Cause.Code(), Area: Time, Off: finding.Ratio(int64(c.Moved), int64(calendar.Minute), "min")}
			for _, p := range c.Parts {
				f.Sources = cited(f.Sources, p.What)
			}
			list = append(list, f)
		}
	}
	if c := t.Charter; c != nil && !c.Finish.IsZero() {
		list = append(list, t.charterFinish())
	}
	return append(list, t.beside(FigureSimilarSlip, Time, t.growth(), func(p PastProject) *big.Rat {
		return grown(big.NewRat(int64(p.Planned), 1), big.NewRat(int64(p.Took), 1))
	})...)
}

// cited adds a source that is not there yet.
func cited(list []finding.Ref, r finding.Ref) []finding.Ref {
	if slices.Contains(list, r) {
		return list
	}
	return append(list, r)
}

// charterFinish compares the last day with that of the charter.
func (t *tally) charterFinish() Figure {
	end := t.Charter.Finish.AddDays(1).At(0) // the last day counts as a whole
	actual := t.finished()
	f := Figure{Label: FigureFinishCharter, Area: Time, Planned: finding.Date(t.Charter.Finish.String()), Actual: actual.value(), Off: actual.value(),
		Sources: []finding.Ref{{Kind: "charter", ID: t.Charter.ID}}}
	if actual.unknown == "" {
		f.Off = finding.Ratio(int64(t.project.Between(end, actual.at)), int64(calendar.Minute), "min")
	}
	return f
}

// otherBaselines compares the finish with the baselines between the first and
// the last.
func (t *tally) otherBaselines() []Figure {
	var list []Figure
	for i, b := range t.Plan.Baselines {
		if i > 0 && i < len(t.Plan.Baselines)-1 {
			list = append(list, t.moments(FigureFinishOther, b, lastOf(b), t.finished()))
		}
	}
	return list
}

// dear returns the causes of the overrun, and the cost against every later
// baseline, against the charter and beside similar projects.
func (t *tally) dear() []Figure {
	var list []Figure
	if t.Overrun != nil {
		for _, s := range t.Overrun.Causes {
			f := Figure{Label: s.Cause.Code(), Area: Cost, Off: finding.Money(s.Moved.Text(), s.Moved.Currency().Code())}
			for _, p := range s.Parts {
				f.Sources = cited(f.Sources, p.What)
			}
			list = append(list, f)
		}
	}
	for i, b := range t.Plan.Baselines {
		if i > 0 { // the first is what FigureCost speaks of
			list = append(list, t.costAgainst(FigureCostBaseline, budgetOf(b), baselineRef(b)))
		}
	}
	if t.Charter != nil && !t.Charter.Budget.IsZero() {
		list = append(list, t.costAgainst(FigureCostCharter, t.charterBudget(), finding.Ref{Kind: "charter", ID: t.Charter.ID}))
	}
	return append(list, t.beside(FigureSimilarCost, Cost, t.costGrowth(), func(p PastProject) *big.Rat {
		if p.Budget.Currency() != p.Cost.Currency() {
			return nil
		}
		return grown(p.Budget.Rat(), p.Cost.Rat())
	})...)
}

// costAgainst compares the actual cost with a budget.
func (t *tally) costAgainst(label finding.Code, budget kpi.Value, source finding.Ref) Figure {
	actual := t.Status.AC
	return Figure{Label: label, Area: Cost, Planned: stated(budget), Actual: stated(actual), Off: stated(actual.Sub(budget)), Sources: []finding.Ref{source}}
}

// charterBudget adds up the lines and the contingency of the charter.
func (t *tally) charterBudget() kpi.Value {
	sum := t.Charter.Budget.Contingency
	for _, l := range t.Charter.Budget.Lines {
		var err error
		if sum, err = sum.Add(l.Amount); err != nil {
			return kpi.Unknown(kpi.ReasonUnitMismatch)
		}
	}
	return priced(sum)
}

// budgetOf adds up the costs of a baseline.
func budgetOf(b schedule.Baseline) kpi.Value {
	var sum money.Amount
	for i := range b.Tasks {
		var err error
		if sum, err = sum.Add(b.Tasks[i].Cost); err != nil {
			return kpi.Unknown(kpi.ReasonUnitMismatch)
		}
	}
	return priced(sum)
}

func priced(a money.Amount) kpi.Value {
	if a.Currency() == (money.Currency{}) {
		return kpi.Unknown(kpi.ReasonNoData)
	}
	return kpi.Money(a)
}

// growth is by how much longer the project took than first agreed, nil where
// that is not known.
func (t *tally) growth() *big.Rat {
	start, finish := t.started(), t.finished()
	from, to := firstOf(t.first), lastOf(t.first)
	if start.unknown != "" || finish.unknown != "" || to == 0 {
		return nil
	}
	return grown(big.NewRat(int64(t.project.Between(from, to)), 1), big.NewRat(int64(t.project.Between(start.at, finish.at)), 1))
}

// costGrowth is by how much dearer the project was than first agreed.
func (t *tally) costGrowth() *big.Rat {
	budget, known := stated(t.budget()).Rat()
	cost, paid := stated(t.Status.AC).Rat()
	if !known || !paid || stated(t.budget()).Unit() != stated(t.Status.AC).Unit() {
		return nil
	}
	return grown(budget, cost)
}

// grown returns how much larger b is than a, as a share of a; nil where one of
// them is not above zero.
func grown(a, b *big.Rat) *big.Rat {
	if a.Sign() <= 0 || b.Sign() <= 0 {
		return nil
	}
	share := new(big.Rat).Quo(b, a)
	return share.Sub(share, big.NewRat(1, 1))
}

// beside compares a share with its median among the similar projects. It is
// empty without any.
func (t *tally) beside(label finding.Code, area Area, own *big.Rat, of func(PastProject) *big.Rat) []Figure {
	if len(t.Similar) == 0 {
		return nil
	}
	f := Figure{Label: label, Area: area, Planned: finding.Unknown(ReasonNoData), Actual: finding.Unknown(ReasonNoData), Off: finding.Unknown(ReasonNoData)}
	var shares []*big.Rat
	for _, p := range t.Similar {
		if share := of(p); share != nil {
			shares, f.Sources = append(shares, share), append(f.Sources, finding.Ref{Kind: "project", ID: p.ID})
		}
	}
	middle := median(shares)
	if middle != nil {
		f.Planned = finding.Rat(middle, "")
	}
	if own != nil {
		f.Actual = finding.Rat(own, "")
	}
	if middle != nil && own != nil {
		f.Off = finding.Rat(new(big.Rat).Sub(own, middle), "")
	}
	return []Figure{f}
}

// median returns the middle of the shares, of an even number the mean of the
// two; nil without any.
func median(list []*big.Rat) *big.Rat {
	n := len(list)
	if n == 0 {
		return nil
	}
	slices.SortFunc(list, func(a, b *big.Rat) int { return a.Cmp(b) })
	if n%2 == 1 {
		return list[n/2]
	}
	sum := new(big.Rat).Add(list[n/2-1], list[n/2])
	return sum.Quo(sum, big.NewRat(2, 1))
}
