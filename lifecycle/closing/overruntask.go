package closing

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// budget is what a plan is to cost, by task, in minor units.
type budget struct {
	tasks map[schedule.TaskID]*taskBudget
	order []schedule.TaskID
	rates map[schedule.ResourceID]*big.Rat // of an hour, exact; of Work resources that have one
}

// taskBudget is what one task is to cost.
type taskBudget struct {
	fixed int64
	lines map[schedule.ResourceID]*resourceBudget
	order []schedule.ResourceID
}

// resourceBudget is what one resource is to cost on a task.
type resourceBudget struct {
	work   calendar.Work
	labour int64 // what the work costs
	uses   int64 // what its uses cost
}

func (b *budget) sum() int64 {
	var sum int64
	for id := range b.tasks {
		sum += b.cost(id)
	}
	return sum
}

// cost returns what a task is to cost, 0 for none.
func (b *budget) cost(id schedule.TaskID) int64 {
	t := b.tasks[id]
	if t == nil {
		return 0
	}
	sum := t.fixed
	for _, l := range t.lines {
		sum += l.labour + l.uses
	}
	return sum
}

// line returns what a resource is to cost on the task, making it first.
func (t *taskBudget) line(r schedule.ResourceID) *resourceBudget {
	if t.lines[r] == nil {
		t.lines[r] = &resourceBudget{}
		t.order = append(t.order, r)
	}
	return t.lines[r]
}

// planned returns the budget of a plan: as [schedule.Costs] counts it, in the
// currency by the rates of the day it was agreed.
func (c *coster) planned(p *schedule.Plan) (*budget, error) {
	b := &budget{tasks: map[schedule.TaskID]*taskBudget{}, rates: map[schedule.ResourceID]*big.Rat{}}
	out := map[schedule.TaskID]bool{}
	for i := range p.Tasks {
		t := &p.Tasks[i]
		if out[t.ID] = t.Inactive || out[t.Parent]; out[t.ID] {
			continue
		}
		fixed, err := c.minor(t.FixedCost, c.AgreedOn)
		if err != nil {
			return nil, err
		}
		b.tasks[t.ID] = &taskBudget{fixed: fixed, lines: map[schedule.ResourceID]*resourceBudget{}}
		b.order = append(b.order, t.ID)
	}
	resources := map[schedule.ResourceID]*schedule.Resource{}
	for i := range p.Resources {
		r := &p.Resources[i]
		resources[r.ID] = r
		if err := c.rate(b, r); err != nil {
			return nil, err
		}
	}
	for i := range p.Assignments {
		a := &p.Assignments[i]
		if r, t := resources[a.Resource], b.tasks[a.Task]; r != nil && t != nil {
			if err := c.assigned(t.line(r.ID), a, r); err != nil {
				return nil, err
			}
		}
	}
	return b, nil
}

// rate notes the exact rate of a resource in minor units for an hour.
func (c *coster) rate(b *budget, r *schedule.Resource) error {
	if r.Kind != schedule.WorkResource || r.Rate.Sign() == 0 {
		return nil
	}
	factor := big.NewRat(1, 1)
	if r.Rate.Currency() != c.Currency {
		if _, err := c.minor(r.Rate, c.AgreedOn); err != nil {
			return err
		}
		q, err := c.Rates.Quote(r.Rate.Currency(), c.Currency, c.AgreedOn)
		if err != nil {
			return err
		}
		factor = q.Rat()
	}
	for range c.Currency.Places() {
		factor.Mul(factor, big.NewRat(10, 1))
	}
	b.rates[r.ID] = factor.Mul(factor, r.Rate.Rat())
	return nil
}

// assigned adds what an assignment is to cost.
func (c *coster) assigned(l *resourceBudget, a *schedule.Assignment, r *schedule.Resource) error {
	uses, err := c.minor(r.CostPerUse, c.AgreedOn)
	l.uses += uses
	if err != nil || r.Kind != schedule.WorkResource {
		return err
	}
	cost, err := r.Rate.MulRat(hours(a.Work), money.HalfEven)
	if err != nil {
		return err
	}
	labour, err := c.minor(cost, c.AgreedOn)
	l.work, l.labour = l.work+a.Work, l.labour+labour
	return err
}

func hours(w calendar.Work) *big.Rat { return big.NewRat(int64(w), int64(calendar.Hour)) }

// taskSpending is what was spent on one task, at the exchange rates of the plan.
type taskSpending struct {
	fixed int64
	lines map[schedule.ResourceID]*resourceSpending
	order []schedule.ResourceID
}

type resourceSpending struct {
	work calendar.Work
	cost int64
}

// actuals adds up what was spent and divides it. It returns the whole.
func (c *coster) actuals(b *budget) (int64, error) {
	var whole int64
	spent := map[schedule.TaskID]*taskSpending{}
	for _, a := range c.Actuals {
		paid, err := c.minor(a.Cost, cmp.Or(a.On, c.AgreedOn))
		if err != nil {
			return 0, err
		}
		then, err := c.minor(a.Cost, c.AgreedOn)
		if err != nil {
			return 0, err
		}
		whole += paid
		c.add(OverrunCurrency, finding.Ref{Kind: "task", ID: string(a.Task)}, "", paid-then)
		switch task := (finding.Ref{Kind: "task", ID: string(a.Task)}); {
		case a.Risk != "":
			c.add(OverrunRisk, finding.Ref{Kind: "risk", ID: a.Risk}, "", then)
		case a.Request != "":
			c.add(OverrunScope, finding.Ref{Kind: "change", ID: a.Request}, a.Request, then)
		case b.tasks[a.Task] == nil:
			c.add(OverrunScope, task, "", then)
		default:
			spend(spent, a, then)
		}
	}
	for _, id := range b.order {
		s := spent[id]
		if s == nil {
			s = &taskSpending{}
		}
		c.divide(id, b, s)
	}
	return whole, nil
}

// spend adds an entry to what was spent on its task.
func spend(spent map[schedule.TaskID]*taskSpending, a ActualCost, cost int64) {
	s := spent[a.Task]
	if s == nil {
		s = &taskSpending{lines: map[schedule.ResourceID]*resourceSpending{}}
		spent[a.Task] = s
	}
	if a.Resource == "" {
		s.fixed += cost
		return
	}
	l := s.lines[a.Resource]
	if l == nil {
		l = &resourceSpending{}
		s.lines[a.Resource] = l
		s.order = append(s.order, a.Resource)
	}
	l.work, l.cost = l.work+a.Work, l.cost+cost
}

// divide divides what one task cost beyond its budget.
func (c *coster) divide(id schedule.TaskID, b *budget, s *taskSpending) {
	t := b.tasks[id]
	people := slices.Clone(t.order)
	for _, r := range s.order {
		if t.lines[r] == nil {
			people = append(people, r)
		}
	}
	var v variances
	total := s.fixed - t.fixed
	v.estimate.SetInt64(total)
	var planned, worked calendar.Work
	for _, r := range people {
		l, spent := t.of(r), s.of(r)
		planned, worked = planned+l.work, worked+spent.work
		total += spent.cost - l.labour - l.uses
	}
	for _, r := range people {
		v.resource(b.rates[r], t.of(r), s.of(r), planned, worked)
	}
	task := finding.Ref{Kind: "task", ID: string(id)}
	for i, n := range apportioned([]*big.Rat{&v.estimate, &v.mix, &v.rate}, total) {
		c.add([]OverrunCause{OverrunEstimate, OverrunMix, OverrunRate}[i], task, "", n)
	}
}

func (t *taskBudget) of(r schedule.ResourceID) resourceBudget {
	if l := t.lines[r]; l != nil {
		return *l
	}
	return resourceBudget{}
}

func (s *taskSpending) of(r schedule.ResourceID) resourceSpending {
	if l := s.lines[r]; l != nil {
		return *l
	}
	return resourceSpending{}
}

// variances are those of standard costing, exact, in minor units.
type variances struct{ estimate, mix, rate big.Rat }

// resource adds what one resource contributes, given its planned rate (nil:
// none) and the hours of all on the task.
func (v *variances) resource(rate *big.Rat, l resourceBudget, s resourceSpending, planned, worked calendar.Work) {
	if s == (resourceSpending{}) { // planned and never there: its uses are saved with its hours
		v.estimate.Sub(&v.estimate, big.NewRat(l.uses, 1))
	} else {
		v.rate.Add(&v.rate, big.NewRat(s.cost-l.uses, 1))
	}
	h, p := hours(s.work), hours(l.work)
	if rate == nil {
		if rate = new(big.Rat); s.work > 0 && l.work == 0 {
			rate.Quo(big.NewRat(s.cost, 1), h)
		}
	}
	v.rate.Sub(&v.rate, new(big.Rat).Mul(h, rate))
	share := h // without planned hours all work is an estimate that nobody made
	if planned > 0 {
		share = new(big.Rat).Mul(hours(worked), new(big.Rat).Quo(p, hours(planned)))
		v.mix.Add(&v.mix, new(big.Rat).Mul(new(big.Rat).Sub(h, share), rate))
	}
	v.estimate.Add(&v.estimate, new(big.Rat).Mul(new(big.Rat).Sub(share, p), rate))
}

// apportioned rounds fractions so that they sum to a total: down, and what is
// left over one each to those that lost most, the first among equals. What
// rounding of the plan adds to that goes round once more.
func apportioned(list []*big.Rat, total int64) []int64 {
	shares, order := make([]int64, len(list)), make([]int, len(list))
	rest := make([]*big.Rat, len(list))
	left := total
	for i, x := range list {
		floor := new(big.Int).Div(x.Num(), x.Denom()) // Euclidean: down, since the denominator is above zero
		shares[i], order[i] = floor.Int64(), i
		rest[i] = new(big.Rat).Sub(x, new(big.Rat).SetInt(floor))
		left -= shares[i]
	}
	slices.SortStableFunc(order, func(a, b int) int { return rest[b].Cmp(rest[a]) })
	n := int64(len(order))
	each, extra := left/n, left%n
	if extra < 0 {
		each, extra = each-1, extra+n
	}
	for k, i := range order {
		shares[i] += each
		if int64(k) < extra {
			shares[i]++
		}
	}
	return shares
}
