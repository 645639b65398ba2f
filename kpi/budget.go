package kpi

// BudgetStatus is a budget with what was spent and ordered, in one currency or
// unit. Negative amounts, credits, are legal.
type BudgetStatus struct {
	Budget    Value `json:"budget"`
	Actual    Value `json:"actual"`
	Committed Value `json:"committed,omitzero"` // ordered, not yet spent; the zero Value: no commitments, counted as 0
}

// Variance returns budget - actual: what is left, negative when overspent.
func (b BudgetStatus) Variance() Value { return b.Budget.Sub(b.Actual) }

// VariancePct returns the variance in percent of the budget. A budget of 0
// gives unknown with [ReasonZeroDenominator].
func (b BudgetStatus) VariancePct() Value { return percent(b.Variance(), b.Budget) }

// ConsumedPct returns what was spent in percent of the budget, unknown as
// [BudgetStatus.VariancePct] is.
func (b BudgetStatus) ConsumedPct() Value { return percent(b.Actual, b.Budget) }

// Available returns budget - actual - committed: what may still be ordered.
func (b BudgetStatus) Available() Value { return b.Variance().Sub(b.committed()) }

func (b BudgetStatus) committed() Value {
	if b.Committed.IsZero() {
		return Int(0, "")
	}
	return b.Committed
}

// Figures returns every indicator of the budget with its trace. The caller owns
// the slices.
func (b BudgetStatus) Figures() []Figure {
	return figuresOf(budgetLines(), b, []Input{{"budget", b.Budget}, {"actual", b.Actual}, {"committed", b.committed()}})
}

func budgetLines() []line[BudgetStatus] {
	return []line[BudgetStatus]{
		sheet("budget.variance", MoneyUnit, Higher, "budget - actual", "budget actual", BudgetStatus.Variance),
		sheet("budget.variance_pct", "%", Higher, "100 * (budget - actual) / budget", "budget actual", BudgetStatus.VariancePct),
		sheet("budget.consumed_pct", "%", Lower, "100 * actual / budget", "budget actual", BudgetStatus.ConsumedPct),
		sheet("budget.available", MoneyUnit, Higher, "budget - actual - committed", "budget actual committed", BudgetStatus.Available),
	}
}

// Burn is how fast a budget is spent.
type Burn struct {
	Spent       Value `json:"spent"`
	ElapsedDays Value `json:"elapsed_days"` // calendar or working days, as the host counts them; without unit or in "day"
	Budget      Value `json:"budget"`
}

// PerDay returns spent / days, in the unit of the money spent. No day elapsed
// gives unknown with [ReasonZeroDenominator], a negative number of days with
// [ReasonNonPositiveDenominator].
func (b Burn) PerDay() Value { return b.Spent.Div(notNegative(pure(b.ElapsedDays, "day"))) }

// RunwayDays returns in how many days the rest of the budget is spent at the
// burn rate so far, in "day". It is never below 0: a budget that is overspent
// has a runway of 0. A burn rate of 0 gives unknown with
// [ReasonZeroDenominator], one below 0 (more credited than spent) with
// [ReasonNonPositiveDenominator].
func (b Burn) RunwayDays() Value {
	perDay := notNegative(b.PerDay())
	days := b.Budget.Sub(b.Spent).Div(perDay)
	if days.IsUnknown() {
		return days
	}
	return larger(days, Int(0, "")).Mul(Int(1, "day"))
}

// Figures returns burn rate and runway with their trace. The caller owns the
// slices.
func (b Burn) Figures() []Figure {
	return figuresOf(burnLines(), b, []Input{{"spent", b.Spent}, {"elapsed_days", b.ElapsedDays}, {"budget", b.Budget}})
}

func burnLines() []line[Burn] {
	return []line[Burn]{
		sheet("budget.burn_per_day", MoneyUnit, Lower, "spent / elapsed_days", "spent elapsed_days", Burn.PerDay),
		sheet("budget.runway_days", "day", Higher, "max(0, budget - spent) / (spent / elapsed_days)", "spent elapsed_days budget", Burn.RunwayDays),
	}
}
