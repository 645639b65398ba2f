package kpi

import (
	"fmt"
	"slices"
)

// checker finds the unit of every part of a formula, and all faults.
type checker struct {
	known  map[string]declared
	used   []string
	faults []error
}

func (c *checker) fault(n *node, format string, args ...any) {
	c.faults = append(c.faults, &FormulaError{n.pos, fmt.Sprintf(format, args...)})
}

// check visits the parts of n and then n itself.
func (c *checker) check(n *node) {
	for _, arg := range n.args {
		c.check(arg)
	}
	if n.unit == nil {
		n.unit = dimension{}
	}
	switch n.op {
	case opNumber:
	case opName:
		c.input(n)
	case "+", "-":
		c.each(n, n.args)
		c.alike(n, n.args)
	case "<", "<=", "=", "!=", ">=", ">":
		c.values(n.args)
		c.alike(n, n.args)
		n.truth, n.neutral, n.unit = true, false, dimension{}
	case "*", "/":
		c.product(n)
	case "and", "or", "not":
		c.conditions(n.args)
		n.truth = true
	default:
		c.function(n)
	}
}

// whole wants the formula to be what was asked for.
func (c *checker) whole(root *node, series bool) {
	switch {
	case root.truth:
		c.fault(root, "the formula is a condition, not a value")
	case !series:
		c.values([]*node{root})
	case !root.many:
		c.fault(root, "the formula is one value, not a series")
	}
}

func (c *checker) input(n *node) {
	d, known := c.known[n.name]
	if !known {
		c.fault(n, "there is no input %q", n.name)
		return
	}
	n.unit, n.many = d.unit, d.Many
	if !slices.Contains(c.used, n.name) {
		c.used = append(c.used, n.name)
	}
}

// values wants each part to be one value.
func (c *checker) values(args []*node) {
	for _, a := range args {
		switch {
		case a.truth:
			c.fault(a, "a condition where a value belongs")
		case a.many:
			c.fault(a, "%s is a series: take its sum, mean or the like", shownName(a))
		}
	}
}

func shownName(n *node) string {
	if n.op == opName {
		return quoted(n.name)
	}
	return "this"
}

// each takes parts that are values or series; with a series among them n is one.
func (c *checker) each(n *node, args []*node) {
	for _, a := range args {
		if a.truth {
			c.fault(a, "a condition where a value belongs")
		}
		n.many = n.many || a.many
	}
}

func (c *checker) conditions(args []*node) {
	for _, a := range args {
		if !a.truth {
			c.fault(a, "a value where a condition belongs")
		}
	}
}

// alike wants the parts to have one unit and gives it to n.
func (c *checker) alike(n *node, args []*node) {
	n.neutral = true
	for _, a := range args {
		switch {
		case a.neutral:
		case n.neutral:
			n.unit, n.neutral = a.unit, false
		case !n.unit.equal(a.unit):
			c.fault(n, "%s does not go with %s", shownUnit(n.unit), shownUnit(a.unit))
			return
		}
	}
}

func shownUnit(d dimension) string {
	if len(d) == 0 {
		return "a pure number"
	}
	return quoted(d.text(MoneyUnit))
}

func (c *checker) product(n *node) {
	c.each(n, n.args)
	left, right := n.args[0], n.args[1]
	sign := 1
	if n.op == "/" {
		sign = -1
	}
	n.unit, n.neutral = left.unit.times(right.unit, sign), left.neutral || sign > 0 && right.neutral
	if n.unit.factors() > maxFactors {
		c.fault(n, "the unit has more than %d factors", maxFactors)
	}
}

func (c *checker) function(n *node) {
	switch n.op {
	case opNegative, "abs":
		c.takes(n, 1)
		c.each(n, n.args)
		n.unit, n.neutral = n.args[0].unit, n.args[0].neutral
	case "if":
		if c.takes(n, 3) {
			c.conditions(n.args[:1])
			c.values(n.args[1:])
			c.alike(n, n.args[1:])
		}
	case "min", "max":
		if len(n.args) == 1 {
			c.ofSeries(n)
			return
		}
		c.each(n, n.args)
		c.alike(n, n.args)
	case "sum", "mean", "median", "last", "count":
		c.takes(n, 1)
		c.ofSeries(n)
	default:
		c.fault(n, "there is no function %q", n.op)
	}
}

func (c *checker) takes(n *node, count int) bool {
	if len(n.args) != count {
		c.fault(n, "%q takes %d arguments, not %d", n.op, count, len(n.args))
	}
	return len(n.args) == count
}

func (c *checker) ofSeries(n *node) {
	if arg := n.args[0]; !arg.many && c.allKnown(arg) {
		c.fault(arg, "%q of one argument takes a series", n.op)
	}
	if n.op != "count" {
		n.unit = n.args[0].unit
	}
}

// allKnown reports whether a part names declared inputs only.
func (c *checker) allKnown(n *node) bool {
	if n.op == opName && c.known[n.name].Name == "" {
		return false
	}
	for _, arg := range n.args {
		if !c.allKnown(arg) {
			return false
		}
	}
	return true
}
