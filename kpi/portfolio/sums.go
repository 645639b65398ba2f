package portfolio

import (
	"cmp"
	"fmt"
	"math/big"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle"
)

func byFailure(a, b Failure) int {
	return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Reason, b.Reason))
}

// grain is how many parts of a currency's smallest unit the sums count in, so
// that amounts finer than that stay exact: what [money.Amount] can hold.
var grain = new(big.Int).Exp(big.NewInt(10), big.NewInt(18), nil)

// total adds up the tasks of a project, which have one currency. A project
// without amounts has none.
func total(tasks []Task) (value, string, error) {
	v := value{Budget: new(big.Int), Planned: new(big.Int), Earned: new(big.Int), Cost: new(big.Int)}
	var sum [4]minor
	var currency money.Currency
	for i := range tasks {
		t := &tasks[i]
		if t.Unknown {
			v.Unknown = 1
		}
		for k, a := range [...]*money.Amount{&t.Budget, &t.Planned, &t.Earned, &t.Cost} {
			c := a.Currency()
			switch {
			case c == (money.Currency{}):
			case currency == (money.Currency{}):
				currency = c
			case c != currency:
				return value{}, "", fmt.Errorf("portfolio: amounts in %s and %s", keyOf(currency), keyOf(c))
			}
			sum[k].add(*a)
		}
	}
	for k, x := range [...]*big.Int{v.Budget, v.Planned, v.Earned, v.Cost} {
		sum[k].into(x)
	}
	v.Known, v.Places = 1-v.Unknown, currency.Places()
	return v, keyOf(currency), nil
}

// minor adds up amounts in minor units while they fit, the rest exactly.
type minor struct {
	quick int64
	slow  *big.Rat // in minor units
}

func (m *minor) add(a money.Amount) {
	if n, ok := a.Minor(); ok {
		if sum := m.quick + n; (sum > m.quick) == (n > 0) {
			m.quick = sum
			return
		}
	}
	if m.slow == nil {
		m.slow = new(big.Rat)
	}
	step := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(a.Currency().Places())), nil))
	m.slow.Add(m.slow, step.Mul(step, a.Rat()))
}

// into writes the sum in grains of a minor unit.
func (m *minor) into(x *big.Int) {
	x.Mul(big.NewInt(m.quick), grain)
	if m.slow != nil {
		part := new(big.Rat).Mul(m.slow, new(big.Rat).SetInt(grain))
		x.Add(x, new(big.Int).Quo(part.Num(), part.Denom()))
	}
}

// count adds one project.
func (s *sums) count(x *Project, v value, currency string) {
	s.Projects++
	s.Lessons += max(x.Lessons, 0)
	if x.Lessons > 0 {
		s.Reused++
	}
	if currency != "" {
		s.plusValue(currency, &v)
	}
	if x.Outcome == "" {
		return
	}
	increase(&s.Outcomes, x.Outcome, 1)
	if x.Outcome != lifecycle.Cancelled && x.ActualDays > 0 {
		increase(&s.Days, x.ActualDays, 1)
		if x.PlannedDays > 0 {
			increase(&s.Overrun, big.NewRat(x.ActualDays, x.PlannedDays).RatString(), 1)
		}
	}
}

func increase[K comparable](counts *map[K]int64, key K, by int64) {
	if *counts == nil {
		*counts = map[K]int64{}
	}
	(*counts)[key] += by
}

func (s *sums) plusValue(currency string, v *value) {
	if s.Value == nil {
		s.Value = map[string]*value{}
	}
	have := s.Value[currency]
	if have == nil {
		have = &value{Places: v.Places, Budget: new(big.Int), Planned: new(big.Int), Earned: new(big.Int), Cost: new(big.Int)}
		s.Value[currency] = have
	}
	have.Budget.Add(have.Budget, v.Budget)
	have.Planned.Add(have.Planned, v.Planned)
	have.Earned.Add(have.Earned, v.Earned)
	have.Cost.Add(have.Cost, v.Cost)
	have.Unknown += v.Unknown
	have.Known += v.Known
}

// plus adds other sums.
func (s *sums) plus(o *sums) {
	s.Projects += o.Projects
	s.Lessons += o.Lessons
	s.Reused += o.Reused
	for currency, v := range o.Value {
		s.plusValue(currency, v)
	}
	for k, n := range o.Outcomes {
		increase(&s.Outcomes, k, n)
	}
	for k, n := range o.Days {
		increase(&s.Days, k, n)
	}
	for k, n := range o.Overrun {
		increase(&s.Overrun, k, n)
	}
}

// keyOf returns the name of a currency in the sums: its code, and for one of the
// host's own its digits after the point too, since two hosts may differ there.
func keyOf(c money.Currency) string {
	text, err := c.MarshalText()
	if err != nil {
		return c.Code()
	}
	return string(text)
}

// currencyOf returns the currency of a name in the sums.
func currencyOf(key string, places int) (money.Currency, error) {
	var c money.Currency
	if err := c.UnmarshalText([]byte(key)); err != nil {
		return c, err
	}
	if c == (money.Currency{}) || c.Places() != places || keyOf(c) != key {
		return c, fmt.Errorf("%w: %.20q of %d digits", money.ErrCurrency, key, places)
	}
	return c, nil
}
