package charter

import (
	"errors"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Budget is the money a project needs: lines by cost type over time, and the
// reserves beside them. Who may spend how much stands in the authority of the
// charter. The zero Budget is none.
type Budget struct {
	Currency    money.Currency `json:"currency,omitzero"` // of totals and reserves
	Lines       []BudgetLine   `json:"lines,omitempty"`
	Contingency money.Amount   `json:"contingency,omitzero"` // reserve for known risks
	Management  money.Amount   `json:"management,omitzero"`  // reserve for what nobody foresaw; apart from the baseline
}

// BudgetLine is money for one thing. It is spent evenly over the days From to
// To, both included.
type BudgetLine struct {
	ID     string        `json:"id"`
	Type   string        `json:"type"` // the host's cost type: "labour", "travel", "licence"
	Text   string        `json:"text,omitempty"`
	Amount money.Amount  `json:"amount"`
	From   calendar.Date `json:"from"`
	To     calendar.Date `json:"to"`
}

// PeriodCost is the money of one cost type in one period.
type PeriodCost struct {
	From   calendar.Date // first day of the period
	To     calendar.Date // last day of the period
	Type   string
	Amount money.Amount // in the currency of the budget
}

// IsZero reports whether there is no budget at all.
func (b Budget) IsZero() bool {
	return len(b.Lines) == 0 && b.Currency == (money.Currency{}) && b.Contingency.Sign() == 0 && b.Management.Sign() == 0
}

// Check reports, sorted, what is missing or wrong in the budget. A zero Budget
// has nothing wrong.
func (b Budget) Check() []finding.Finding {
	var c checker
	c.budget(b)
	return c.sorted()
}

func budgetRef(field string) finding.Ref { return finding.Ref{Kind: "budget", Field: field} }

func (l BudgetLine) ref(field string) finding.Ref {
	return finding.Ref{Kind: "budget_line", ID: l.ID, Field: field}
}

func (c *checker) budget(b Budget) {
	if b.IsZero() {
		return
	}
	if b.Currency == (money.Currency{}) {
		c.block(CodeNoCurrency, budgetRef("currency"), nothing, nothing, RemedyCompleteBudget)
	}
	for _, r := range []struct {
		field  string
		amount money.Amount
	}{{"contingency", b.Contingency}, {"management", b.Management}} {
		c.amount(budgetRef(r.field), r.amount)
		if r.amount.Sign() != 0 && r.amount.Currency() != b.Currency {
			c.block(CodeOtherCurrency, budgetRef(r.field), finding.Text(b.Currency.Code()), finding.Text(r.amount.Currency().Code()), RemedyCompleteBudget)
		}
	}
	seen := map[string]bool{}
	for _, l := range b.Lines {
		c.id(l.ref("id"), l.ID, seen)
		c.present(CodeRowIncomplete, RemedyCompleteBudget, l.ref, []text{{"type", l.Type}})
		c.amount(l.ref("amount"), l.Amount)
		switch {
		case l.From.IsZero() || l.To.IsZero():
			c.block(CodeRowIncomplete, l.ref("from"), nothing, nothing, RemedyCompleteBudget)
		case l.To.Before(l.From):
			c.block(CodeWindowReversed, l.ref("to"), finding.Date(l.From.String()), finding.Date(l.To.String()), RemedyCompleteBudget)
		}
	}
}

// amount wants money that is not below zero.
func (c *checker) amount(at finding.Ref, a money.Amount) {
	if a.Sign() < 0 {
		c.block(CodeNegative, at, nothing, finding.Money(a.Text(), a.Currency().Code()), RemedyCompleteBudget)
	}
}

// budgetLimits reports lists and texts beyond the limits of a charter.
func (c *checker) budgetLimits(b Budget) {
	c.rowLimit(budgetRef("lines"), len(b.Lines))
	for _, l := range b.Lines {
		c.texts(budgetRef("lines"), l.ID, l.Type, l.Text)
	}
}

// Baseline returns the sum of the lines with the contingency, in the currency
// of the budget: what the project is measured against. Lines in another
// currency are converted by the rate of their first day; without one it
// returns the [*money.MissingRateError] of every such line. Rates may be nil.
func (b Budget) Baseline(rates *money.Rates) (money.Amount, error) {
	lines, err := b.converted(rates)
	if err != nil {
		return money.Amount{}, err
	}
	if b.Contingency.Sign() != 0 {
		lines = append(lines, b.Contingency)
	}
	return total(lines, b.Currency)
}

// Authorized returns the baseline with the management reserve. The errors are
// those of [Budget.Baseline].
func (b Budget) Authorized(rates *money.Rates) (money.Amount, error) {
	baseline, err := b.Baseline(rates)
	if err != nil || b.Management.Sign() == 0 {
		return baseline, err
	}
	return baseline.Add(b.Management)
}

func total(list []money.Amount, currency money.Currency) (money.Amount, error) {
	zero, err := money.Minor(0, currency)
	if err != nil {
		return money.Amount{}, fmt.Errorf("charter: budget: %w", err)
	}
	sum, err := money.Sum(append([]money.Amount{zero}, list...))
	if err != nil {
		return money.Amount{}, fmt.Errorf("charter: budget: %w", err)
	}
	return sum, nil
}

// converted returns the amount of every line in the currency of the budget.
func (b Budget) converted(rates *money.Rates) ([]money.Amount, error) {
	list := make([]money.Amount, len(b.Lines))
	var faults []error
	if rates == nil {
		rates = new(money.Rates)
	}
	for i, l := range b.Lines {
		amount := l.Amount
		if amount.Currency() != b.Currency {
			var err error
			if amount, err = rates.Convert(l.Amount, b.Currency, money.Date(l.From.String())); err != nil {
				faults = append(faults, fmt.Errorf("charter: budget line %q: %w", clip(l.ID), err))
			}
		}
		list[i] = amount
	}
	return list, errors.Join(faults...)
}

// Phased spreads every line over the periods that the cuts separate, by the
// days it has in each, and returns the sums by period and cost type, in the
// order of the periods and then of the types; reserves are not spread. A cut is
// the first day of a period: the first period holds everything before the first
// cut, the last everything from the last cut on. Each line is split by the
// largest remainder ([money.Split]), so that what comes out sums to the lines
// to the smallest unit. Cuts need not be sorted.
//
// The errors are those of [Budget.Baseline] and, for a line without days,
// [ErrNoDays].
func (b Budget) Phased(cuts []calendar.Date, rates *money.Rates) ([]PeriodCost, error) {
	amounts, err := b.converted(rates)
	if err != nil {
		return nil, err
	}
	cuts = slices.Clone(cuts)
	slices.SortFunc(cuts, calendar.Date.Compare)
	cuts = slices.Compact(cuts)
	sums := phases{}
	for i, l := range b.Lines {
		if err := sums.spread(l, amounts[i], cuts); err != nil {
			return nil, err
		}
	}
	return sums.sorted(), nil
}
