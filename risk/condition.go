package risk

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// condition compares a fact with a limit.
type condition struct{ op, limit, unit string }

func (t Trigger) condition() condition { return condition{t.Op, t.Limit, t.Unit} }

// operators lists the comparisons a condition may make.
func operators() []string { return []string{"<", "<=", "=", "!=", ">=", ">"} }

// met reports whether a value meets the condition, and the reason when that
// cannot be told.
func (c condition) met(v finding.Value) (met bool, reason string) {
	limit, reason := c.limitFor(v)
	if reason != "" {
		return false, reason
	}
	order, comparable := finding.CompareValues(v, limit)
	if !comparable || !slices.Contains(operators(), c.op) {
		return false, "not-comparable"
	}
	return c.holds(order), ""
}

// limitFor returns the limit as a value of the kind and the unit of a fact.
func (c condition) limitFor(v finding.Value) (limit finding.Value, reason string) {
	switch v.Kind() {
	case finding.UnknownKind:
		return limit, v.Reason()
	case finding.NumberKind, finding.MoneyKind:
		return c.number(v)
	case finding.DateKind:
		limit = finding.Date(c.limit)
		return limit, limit.Reason()
	case finding.BoolKind, finding.TextKind:
		if c.ordered() || v.Kind() == finding.BoolKind && c.limit != "true" && c.limit != "false" {
			return limit, "not-comparable"
		}
		if v.Kind() == finding.TextKind {
			return finding.Text(c.limit), ""
		}
		return finding.Bool(c.limit == "true"), ""
	}
	return limit, "not-comparable"
}

func (c condition) number(v finding.Value) (limit finding.Value, reason string) {
	n, err := ParseNumber(c.limit)
	switch {
	case err != nil || n.IsZero():
		return limit, "not-a-number"
	case c.unit != "" && c.unit != v.Unit():
		return limit, "unit-mismatch"
	case v.Kind() == finding.MoneyKind:
		return finding.Money(n.String(), v.Unit()), ""
	}
	return finding.Decimal(n.String(), v.Unit()), ""
}

// ordered reports whether the comparison asks which of two is greater.
func (c condition) ordered() bool { return c.op != "=" && c.op != "!=" }

func (c condition) holds(order int) bool {
	switch c.op {
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case "=":
		return order == 0
	case "!=":
		return order != 0
	case ">=":
		return order >= 0
	}
	return order > 0
}

// usable reports whether the limit is one that the comparison can be made
// with: something with an order where it asks for one.
func (c condition) usable() bool {
	if !c.ordered() {
		return true
	}
	n, err := ParseNumber(c.limit)
	return err == nil && !n.IsZero() || !finding.Date(c.limit).IsUnknown()
}
