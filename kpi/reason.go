package kpi

// Reason says in one stable word why a value is unknown.
type Reason string

// The reasons. A value computed from an unknown one takes over its reason
// unless the formula states another.
const (
	ReasonZeroDenominator        Reason = "zero-denominator"         // a quotient by zero, 0/0 included
	ReasonNonPositiveFactor      Reason = "non-positive-factor"      // a performance factor of zero or less
	ReasonUndefinedFactor        Reason = "undefined-factor"         // a factor of the formula is unknown itself
	ReasonNoFundsLeft            Reason = "no-funds-left"            // the budget or estimate is spent
	ReasonNoTimeLeft             Reason = "no-time-left"             // the planned or estimated duration is over
	ReasonInsufficientHistory    Reason = "insufficient-history"     // fewer periods than the formula looks back
	ReasonInsufficientData       Reason = "insufficient-data"        // fewer points than the statistic needs
	ReasonNoData                 Reason = "no-data"                  // nothing to take a mean, median or rate of
	ReasonMissingInput           Reason = "missing-input"            // an input was not stated
	ReasonMissingRate            Reason = "missing-rate"             // no rate between two currencies
	ReasonNonPositiveTarget      Reason = "non-positive-target"      // a target of zero or less
	ReasonNonPositiveDenominator Reason = "non-positive-denominator" // a quotient by zero or less where only more makes sense
	ReasonZeroSPIT               Reason = "zero-spi-t"               // the time-based schedule index is zero
	ReasonUnitMismatch           Reason = "unit-mismatch"            // values of different units or currencies met
	ReasonPeriodMismatch         Reason = "period-mismatch"          // series of different periods met
	ReasonNegativeRoot           Reason = "negative-root"            // the square root of a number below zero
	ReasonTooLarge               Reason = "too-large"                // a number beyond the limit of digits, or too much work on long ones
)
