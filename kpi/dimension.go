package kpi

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// dimension is a unit taken apart: the power of each name in it. The empty
// dimension is a pure number.
type dimension map[string]int

// Bounds of a unit in formulas.
const (
	maxFactors  = 8
	maxUnitName = 32
)

// parseDimension reads a unit such as "h", "money/day", "CNY/EUR" or "1/day":
// names joined by "*", and behind each "/" one that divides. "" is a pure
// number.
func parseDimension(text string) (dimension, error) {
	d := dimension{}
	if text == "" {
		return d, nil
	}
	over, under, _ := strings.Cut(text, "/")
	above, below := strings.Split(over, "*"), strings.Split(under, "/")
	if over == "1" && under != "" {
		above = nil
	}
	if !strings.Contains(text, "/") {
		below = nil
	}
	if len(above)+len(below) > maxFactors {
		return nil, fmt.Errorf("the unit %.40q has more than %d factors", text, maxFactors)
	}
	for i, name := range slices.Concat(above, below) {
		if !plainUnit(name) {
			return nil, fmt.Errorf("%.40q is no unit", text)
		}
		d.add(name, map[bool]int{true: 1, false: -1}[i < len(above)])
	}
	return d, nil
}

// plainUnit reports whether a name can be one factor of a unit.
func plainUnit(name string) bool {
	bad := func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == unicode.ReplacementChar || strings.ContainsRune("*/[]()", r)
	}
	return name != "" && len(name) <= maxUnitName && !unicode.IsDigit(rune(name[0])) && !strings.ContainsFunc(name, bad)
}

func (d dimension) add(name string, power int) {
	if d[name] += power; d[name] == 0 {
		delete(d, name)
	}
}

// times returns the dimension of a product, with sign -1 that of a quotient.
func (d dimension) times(e dimension, sign int) dimension {
	product := maps.Clone(d)
	for name, power := range e {
		product.add(name, sign*power)
	}
	return product
}

func (d dimension) equal(e dimension) bool { return maps.Equal(d, e) }

// factors returns how many names the text of the dimension has.
func (d dimension) factors() int {
	n := 0
	for _, power := range d {
		n += max(power, -power)
	}
	return n
}

// text writes the dimension in its one form: names sorted, those that divide
// last. The name of money is given.
func (d dimension) text(money string) string {
	var above, below []string
	for _, name := range slices.Sorted(maps.Keys(d)) {
		shown := name
		if name == MoneyUnit {
			shown = money
		}
		for range d[name] {
			above = append(above, shown)
		}
		for range -d[name] {
			below = append(below, shown)
		}
	}
	switch {
	case len(below) == 0:
		return strings.Join(above, "*")
	case len(above) == 0:
		above = []string{"1"}
	}
	return strings.Join(above, "*") + "/" + strings.Join(below, "/")
}
