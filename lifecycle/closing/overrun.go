package closing

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// OverrunCause is one of the causes among which an overrun is divided.
type OverrunCause string

// The causes, in the order in which they are returned. Those of what one task
// takes are the variances of standard costing (Horngren, Cost Accounting): the
// rate at the hours really worked, the mix and the hours at the rates planned.
const (
	OverrunScope    OverrunCause = "scope"    // approved changes, and what was spent on tasks that nobody planned
	OverrunEstimate OverrunCause = "estimate" // more hours than planned at the mean rate of the task; its fixed costs
	OverrunMix      OverrunCause = "mix"      // other people than planned, at their planned rates
	OverrunRate     OverrunCause = "rate"     // an hour, or a use, costs more than planned
	OverrunRisk     OverrunCause = "risk"     // spent on risks that occurred
	OverrunReserve  OverrunCause = "reserve"  // reserves in the budget: money agreed for what then shows elsewhere
	OverrunCurrency OverrunCause = "currency" // exchange rates since the plan was agreed
)

// OverrunCauses returns every cause in its order. The caller owns the slice.
func OverrunCauses() []OverrunCause {
	return []OverrunCause{OverrunScope, OverrunEstimate, OverrunMix, OverrunRate, OverrunRisk, OverrunReserve, OverrunCurrency}
}

// Code returns the code of its name in package report/phrase.
func (c OverrunCause) Code() finding.Code { return finding.Code("closing.cause." + string(c)) }

// ActualCost is money spent, as the host's books have it.
type ActualCost struct {
	Task schedule.TaskID `json:"task,omitempty"` // empty: on no task
	// Resource is who was paid for; empty: a cost of the task itself.
	Resource schedule.ResourceID `json:"resource,omitempty"`
	Work     calendar.Work       `json:"work_s,omitempty"` // working time of the resource, in seconds
	Cost     money.Amount        `json:"cost"`             // in the currency paid
	On       money.Date          `json:"on,omitempty"`     // when; needed where it is converted
	// Risk, if set, says that all of it was spent because of a risk that
	// occurred, Request that it belongs to a change and not to its tasks.
	Risk    string `json:"risk,omitempty"`
	Request string `json:"request,omitempty"`
}

// Spending is what an overrun is taken from. Everything is only read.
type Spending struct {
	Agreed *schedule.Plan // the plan that the budget was agreed by
	// Requests are the changes; those that are implemented or verified count.
	Requests []change.Request
	Actuals  []ActualCost
	// Reserve is what the budget holds besides the plan. The zero Amount: none.
	Reserve money.Amount
	// Currency is that of the result. Rates converts into it, what was planned
	// by the rates of AgreedOn; it may be nil where all is in that currency.
	Currency money.Currency
	Rates    *money.Rates
	AgreedOn money.Date
}

// Overrun divides what a project cost beyond its budget. Signs are the same
// everywhere: positive is dearer, negative is a saving.
type Overrun struct {
	Agreed money.Amount `json:"agreed"` // the plan and the reserve
	Actual money.Amount `json:"actual"`
	Total  money.Amount `json:"total"` // Actual less Agreed
	// Causes are those that moved something, in their order. They sum to Total.
	Causes []OverrunShare `json:"causes,omitempty"`
	// Unapplied are the ids of changes of which an edit does not fit the agreed
	// plan any more; what came of it is divided like the rest.
	Unapplied []string `json:"unapplied,omitempty"`
}

// OverrunShare is what one cause cost.
type OverrunShare struct {
	Cause OverrunCause  `json:"cause"`
	Moved money.Amount  `json:"moved"`
	Parts []OverrunPart `json:"parts"` // they sum to Moved
}

// OverrunPart is what one task, risk or change cost by one cause.
type OverrunPart struct {
	What    finding.Ref  `json:"what"`              // a task, a risk, a change, or the plan
	Request string       `json:"request,omitempty"` // id of the change behind it
	Moved   money.Amount `json:"moved"`
}

// Share returns what a cause cost, 0 for one that moved nothing.
func (o Overrun) Share(c OverrunCause) money.Amount {
	for _, s := range o.Causes {
		if s.Cause == c {
			return s.Moved
		}
	}
	none, _ := money.Minor(0, o.Total.Currency())
	return none
}

// ErrSpending is the kind of error for spending that cannot be divided: no
// plan, no currency, an entry without what it takes to convert it, negative
// working time.
var ErrSpending = errors.New("closing: spending cannot be divided")

// maxActuals bounds how many entries [OverrunOf] takes.
const maxActuals = 1 << 20

// OverrunOf divides an overrun among its causes, exactly: parts sum to shares
// and shares to the total, to the minor unit of the currency.
//
// First come the changes in their order: what their edits make of the planned
// cost of each task is scope. Then each task is held to what it is planned to
// cost by then. Of actual hours h at actual cost a, planned hours p and planned
// rates r, with H and P the sums of h and p over the resources of the task and
// m the mean planned rate,
//
//	rate      a - h r             for each resource
//	mix       (h - H p / P) r     for each resource
//	estimate  (H - P) m           for the task
//
// add up to actual less planned cost. A resource that the plan does not know
// with a rate is taken at its actual one, so that what it costs more is mix.
// What is spent on a task without a resource is held to its fixed cost, a
// difference is an estimate; what is spent on a resource without hours to its
// cost per use, a difference is a rate. Fractions are rounded by largest
// remainder within each task. Tasks that are inactive cost nothing.
//
// The error wraps [ErrSpending], [ErrTooMany], or is that of [money].
func OverrunOf(in Spending) (Overrun, error) {
	c := coster{Spending: in, parts: map[overrunKey]int64{}}
	if err := c.check(); err != nil {
		return Overrun{}, err
	}
	agreed, err := c.planned(in.Agreed)
	if err != nil {
		return Overrun{}, err
	}
	changed, err := c.changes(agreed)
	if err != nil {
		return Overrun{}, err
	}
	actual, err := c.actuals(changed)
	if err != nil {
		return Overrun{}, err
	}
	reserve, err := c.minor(in.Reserve, in.AgreedOn)
	if err != nil {
		return Overrun{}, err
	}
	c.add(OverrunReserve, finding.Ref{Kind: "plan", ID: in.Agreed.Name, Field: "reserve"}, "", -reserve)
	return c.overrun(agreed.sum()+reserve, actual)
}

// coster divides an overrun. Amounts are minor units of the currency.
type coster struct {
	Spending
	parts     map[overrunKey]int64
	order     []overrunKey // as they came up
	unapplied []string
}

// overrunKey names a part.
type overrunKey struct {
	cause   OverrunCause
	what    finding.Ref
	request string
}

func (c *coster) check() error {
	switch {
	case c.Agreed == nil:
		return fmt.Errorf("%w: no agreed plan", ErrSpending)
	case c.Currency == (money.Currency{}):
		return fmt.Errorf("%w: no currency", ErrSpending)
	case len(c.Actuals) > maxActuals:
		return fmt.Errorf("%w: %d actual costs, at most %d", ErrTooMany, len(c.Actuals), maxActuals)
	}
	var faults []error
	for i, a := range c.Actuals {
		if a.Work < 0 {
			faults = append(faults, fmt.Errorf("%w: actual cost %d has negative work", ErrSpending, i))
		}
	}
	return errors.Join(faults...)
}

// add adds to a part.
func (c *coster) add(cause OverrunCause, what finding.Ref, request string, n int64) {
	if n == 0 {
		return
	}
	k := overrunKey{cause, what, request}
	if _, known := c.parts[k]; !known {
		c.order = append(c.order, k)
	}
	c.parts[k] += n
}

// minor converts an amount into minor units of the currency.
func (c *coster) minor(a money.Amount, on money.Date) (int64, error) {
	if a.Currency() != c.Currency && a != (money.Amount{}) {
		if c.Rates == nil {
			return 0, fmt.Errorf("%w: %s without rates for %s", ErrSpending, a, c.Currency)
		}
		var err error
		if a, err = c.Rates.Convert(a, c.Currency, on); err != nil {
			return 0, err
		}
	}
	n, ok := a.Round(money.HalfEven).Minor()
	if !ok {
		return 0, fmt.Errorf("%w: %s is too large", ErrSpending, a)
	}
	return n, nil
}

// changes applies the changes that were made to the agreed plan and counts what
// they make of its cost as scope.
func (c *coster) changes(before *budget) (*budget, error) {
	plan := c.Agreed
	for _, r := range c.Requests {
		if s := r.Standing(); s != change.Implemented && s != change.Verified {
			continue
		}
		next, err := schedule.Apply(plan, r.Edits)
		if err != nil {
			c.unapplied = append(c.unapplied, r.ID)
			continue
		}
		after, err := c.planned(next)
		if err != nil {
			return nil, err
		}
		for _, id := range mergedTasks(before, after) {
			c.add(OverrunScope, finding.Ref{Kind: "task", ID: string(id)}, r.ID, after.cost(id)-before.cost(id))
		}
		plan, before = next, after
	}
	return before, nil
}

// mergedTasks returns the tasks of two budgets: those of the later one, then
// those that only the earlier one has.
func mergedTasks(before, after *budget) []schedule.TaskID {
	list := slices.Clone(after.order)
	for _, id := range before.order {
		if after.tasks[id] == nil {
			list = append(list, id)
		}
	}
	return list
}

// overrun puts the parts together.
func (c *coster) overrun(agreed, actual int64) (Overrun, error) {
	o := Overrun{Unapplied: c.unapplied}
	var faults [3]error
	o.Agreed, faults[0] = money.Minor(agreed, c.Currency)
	o.Actual, faults[1] = money.Minor(actual, c.Currency)
	o.Total, faults[2] = money.Minor(actual-agreed, c.Currency)
	for _, cause := range OverrunCauses() {
		s := OverrunShare{Cause: cause}
		var sum int64
		for _, k := range c.order {
			if n := c.parts[k]; k.cause == cause && n != 0 {
				moved, err := money.Minor(n, c.Currency)
				faults[0] = cmp.Or(faults[0], err)
				s.Parts = append(s.Parts, OverrunPart{k.what, k.request, moved})
				sum += n
			}
		}
		if s.Moved, faults[1] = money.Minor(sum, c.Currency); len(s.Parts) > 0 {
			o.Causes = append(o.Causes, s)
		}
	}
	return o, errors.Join(faults[:]...)
}
