package portfolio

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of what [Budgets] finds.
const (
	CodeCostWithoutDates finding.Code = "portfolio.budget.no_dates"        // a cost that falls due at no time
	CodeSeemsRolledUp    finding.Code = "portfolio.budget.seems_rolled_up" // a summary costs exactly what its parts do
	CodeBelowParts       finding.Code = "portfolio.budget.below_parts"     // a summary costs less than its parts
	CodeOtherCurrency    finding.Code = "portfolio.budget.currency"        // costs below one summary in two currencies
)

// Remedies.
const (
	RemedySetBaselineDates finding.Code = "portfolio.remedy.set_dates"
	RemedyStateRolledUp    finding.Code = "portfolio.remedy.state_rolled_up"
	RemedyStateOwn         finding.Code = "portfolio.remedy.state_own"
	RemedyOneCurrency      finding.Code = "portfolio.remedy.one_currency"
)

var remedies = map[finding.Code]finding.Code{
	CodeCostWithoutDates: RemedySetBaselineDates,
	CodeSeemsRolledUp:    RemedyStateRolledUp,
	CodeBelowParts:       RemedyStateOwn,
	CodeOtherCurrency:    RemedyOneCurrency,
}

// Codes returns all codes of this package, findings and remedies.
func Codes() []finding.Code {
	return []finding.Code{
		CodeCostWithoutDates, CodeSeemsRolledUp, CodeBelowParts, CodeOtherCurrency,
		RemedySetBaselineDates, RemedyStateRolledUp, RemedyStateOwn, RemedyOneCurrency,
	}
}
