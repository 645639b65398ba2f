package risk

import (
	"fmt"
	"math/big"

	"github.com/milepost-go/milepost/kpi/money"
)

// Option is one way to decide under uncertainty: it costs something for sure
// and pays off by chance. All amounts are in one currency.
type Option struct {
	ID       string       `json:"id"`
	Cost     money.Amount `json:"cost,omitzero"` // zero: it costs nothing
	Branches []Branch     `json:"branches"`
}

// Branch is one way an option may turn out.
type Branch struct {
	Probability Number       `json:"probability"` // of all branches of an option sum to 1
	Payoff      money.Amount `json:"payoff"`
}

// Decision compares options by their expected monetary value.
type Decision struct {
	Currency money.Currency `json:"currency,omitzero"`
	Options  []Valuation    `json:"options"` // in the order asked
	Best     string         `json:"best"`    // id of the option worth most; of equals the first
	// WithPerfectInformation is the expected value of choosing once the
	// outcome is known, and Information what that adds to the best option.
	// Both are unstated where the options do not share their branches, with
	// equal probabilities in equal order.
	WithPerfectInformation Number `json:"with_perfect_information,omitzero"`
	Information            Number `json:"information,omitzero"`
}

// Valuation is what one option is worth, exactly.
type Valuation struct {
	Option   string   `json:"option"`
	Net      []Number `json:"net"`      // payoff less cost per branch
	Expected Number   `json:"expected"` // expected monetary value
}

// Decide values the options. The result is exact. Errors are [ErrMoney] for
// amounts in two currencies, [ErrNumber] for probabilities that are missing,
// negative or do not sum to 1, and [ErrForm] for no options.
func Decide(options []Option) (Decision, error) {
	if len(options) == 0 {
		return Decision{}, fmt.Errorf("%w: no options to decide on", ErrForm)
	}
	var d Decision
	for _, option := range options {
		value, err := option.value(&d.Currency)
		if err != nil {
			return Decision{}, err
		}
		d.Options = append(d.Options, value)
	}
	best := d.Options[0]
	for _, value := range d.Options[1:] {
		if compare(value.Expected, best.Expected) > 0 {
			best = value
		}
	}
	d.Best = best.Option
	if sharedBranches(options) {
		d.WithPerfectInformation = perfect(options[0].Branches, d.Options)
		d.Information = add(d.WithPerfectInformation, negative(best.Expected))
	}
	return d, nil
}

// value values one option and settles the currency of all.
func (o Option) value(currency *money.Currency) (Valuation, error) {
	v := Valuation{Option: o.ID}
	sum, mean := new(big.Rat), new(big.Rat)
	if err := sameCurrency(currency, o.Cost); err != nil {
		return v, err
	}
	for _, b := range o.Branches {
		p, ok := b.Probability.Rat()
		if !ok || p.Sign() < 0 {
			return v, fmt.Errorf("%w: option %q has a branch without probability", ErrNumber, clip(o.ID))
		}
		if err := sameCurrency(currency, b.Payoff); err != nil {
			return v, err
		}
		net := b.Payoff.Rat()
		net.Sub(net, o.Cost.Rat())
		v.Net = append(v.Net, RatNumber(net))
		sum.Add(sum, p)
		mean.Add(mean, p.Mul(p, net))
	}
	if sum.Cmp(big.NewRat(1, 1)) != 0 {
		return v, fmt.Errorf("%w: the probabilities of option %q sum to %s", ErrNumber, clip(o.ID), clip(sum.RatString()))
	}
	v.Expected = RatNumber(mean)
	return v, nil
}

// sameCurrency sets the currency at the first amount that has one and refuses
// another afterwards.
func sameCurrency(currency *money.Currency, amount money.Amount) error {
	c := amount.Currency()
	switch {
	case c == (money.Currency{}) || c == *currency:
		return nil
	case *currency == (money.Currency{}):
		*currency = c
		return nil
	}
	return fmt.Errorf("%w: %s and %s", ErrMoney, *currency, c)
}

// sharedBranches reports whether all options have the same chances in the same
// order, so that branch i is one state of the world.
func sharedBranches(options []Option) bool {
	for _, o := range options {
		if len(o.Branches) != len(options[0].Branches) {
			return false
		}
		for i, b := range o.Branches {
			if b.Probability != options[0].Branches[i].Probability {
				return false
			}
		}
	}
	return true
}

// perfect returns the expected value of taking the best option per state.
func perfect(states []Branch, values []Valuation) Number {
	sum := new(big.Rat)
	for i, state := range states {
		best := values[0].Net[i]
		for _, v := range values[1:] {
			if compare(v.Net[i], best) > 0 {
				best = v.Net[i]
			}
		}
		sum.Add(sum, new(big.Rat).Mul(state.Probability.rat(), best.rat()))
	}
	return RatNumber(sum)
}
