package charter

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// slot is a cost type in a period; the periods are counted from 0.
type slot struct {
	period int
	kind   string
}

// phases are the sums of a budget by period and cost type.
type phases map[slot]PeriodCost

// spread adds a line, split by its days in each period.
func (p phases) spread(l BudgetLine, amount money.Amount, cuts []calendar.Date) error {
	if l.From.IsZero() || l.To.Before(l.From) {
		return fmt.Errorf("%w: budget line %q", ErrNoDays, clip(l.ID))
	}
	var parts []PeriodCost
	var days []int64
	var periods []int
	for from := l.From; !from.After(l.To); {
		period, exact := slices.BinarySearchFunc(cuts, from, calendar.Date.Compare)
		if exact {
			period++
		}
		to := l.To
		if period < len(cuts) && !cuts[period].After(l.To) {
			to = cuts[period].AddDays(-1)
		}
		parts = append(parts, PeriodCost{From: from, To: to, Type: l.Type})
		days = append(days, int64(to.DaysSince(from))+1)
		periods = append(periods, period)
		from = to.AddDays(1)
	}
	shares, err := money.Split(amount, days)
	if err != nil {
		return fmt.Errorf("charter: budget line %q: %w", clip(l.ID), err)
	}
	for i, part := range parts {
		part.Amount = shares[i]
		if err := p.add(slot{periods[i], l.Type}, part); err != nil {
			return err
		}
	}
	return nil
}

// add adds a part to what its slot holds and widens the days of the slot.
func (p phases) add(at slot, part PeriodCost) error {
	old, ok := p[at]
	if !ok {
		p[at] = part
		return nil
	}
	sum, err := old.Amount.Add(part.Amount)
	if err != nil {
		return fmt.Errorf("charter: budget: %w", err)
	}
	old.Amount = sum
	if part.From.Before(old.From) {
		old.From = part.From
	}
	if part.To.After(old.To) {
		old.To = part.To
	}
	p[at] = old
	return nil
}

// sorted returns the sums by period and then by cost type.
func (p phases) sorted() []PeriodCost {
	slots := make([]slot, 0, len(p))
	for at := range p {
		slots = append(slots, at)
	}
	slices.SortFunc(slots, func(a, b slot) int { return cmp.Or(cmp.Compare(a.period, b.period), cmp.Compare(a.kind, b.kind)) })
	list := make([]PeriodCost, len(slots))
	for i, at := range slots {
		list[i] = p[at]
	}
	return list
}
