package xlsx

import (
	"math"
	"strconv"
	"strings"
)

// maxFormula is the longest formula of a cell, in characters.
const maxFormula = 8192

// operand is what a name in a formula of a trace stands for: a cell, or the cells
// of a column.
type operand struct {
	ref    string
	values []float64
	column bool
}

// arithmetic turns the formula of a trace, as report.Trace describes it, into
// that of a cell and calculates it. It reports false for formulas with anything
// but the operations and the functions sum, min, max and count. The names come
// from the program and not from users, and whatever is not a known name is
// refused.
func arithmetic(formula string, names map[string]operand) (text string, result float64, ok bool) {
	p := &arith{rest: formula, names: names}
	if len(formula) > 1000 {
		return "", 0, false
	}
	result = p.sum()
	ok = !p.bad && p.space() == "" && p.out.Len() <= maxFormula && p.operations > 0
	return p.out.String(), result, ok && !math.IsNaN(result) && !math.IsInf(result, 0)
}

// arith reads a formula from left to right and writes it as it goes.
type arith struct {
	rest       string
	names      map[string]operand
	out        strings.Builder
	bad        bool
	depth      int
	operations int
}

func (p *arith) space() string {
	p.rest = strings.TrimLeft(p.rest, " ")
	return p.rest
}

// take reads one of the signs, and returns 0 where none comes next.
func (p *arith) take(signs string) byte {
	if s := p.space(); s != "" && strings.IndexByte(signs, s[0]) >= 0 {
		p.rest = s[1:]
		p.out.WriteByte(s[0])
		return s[0]
	}
	return 0
}

func (p *arith) sum() float64 {
	x := p.product()
	for sign := p.take("+-"); sign != 0 && !p.bad; sign = p.take("+-") {
		p.operations++
		if y := p.product(); sign == '+' {
			x += y
		} else {
			x -= y
		}
	}
	return x
}

func (p *arith) product() float64 {
	x := p.factor()
	for sign := p.take("*/"); sign != 0 && !p.bad; sign = p.take("*/") {
		p.operations++
		if y := p.factor(); sign == '*' {
			x *= y
		} else {
			x /= y
		}
	}
	return x
}

// factor reads a number, a name, a call or an expression in brackets.
func (p *arith) factor() float64 {
	if p.depth++; p.depth > 40 {
		p.bad = true
	}
	defer func() { p.depth-- }()
	if p.bad {
		return 0
	}
	if p.take("(") != 0 {
		x := p.sum()
		p.bad = p.bad || p.take(")") == 0
		return x
	}
	word := p.word()
	if x, err := strconv.ParseFloat(word, 64); err == nil && strings.Trim(word, "0123456789.") == "" {
		p.out.WriteString(word)
		return x
	}
	if strings.HasPrefix(p.space(), "(") {
		return p.call(word)
	}
	o, known := p.names[word]
	if !known || o.column || len(o.values) != 1 {
		p.bad = true
		return 0
	}
	p.out.WriteString(o.ref)
	return o.values[0]
}

// word reads letters, digits, '_' and '.'.
func (p *arith) word() string {
	s := p.space()
	rest := strings.TrimLeft(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.")
	p.rest = rest
	word := s[:len(s)-len(rest)]
	p.bad = p.bad || word == ""
	return word
}

// call reads a function: of a column, or the least or most of several values.
func (p *arith) call(function string) float64 {
	name, known := map[string]string{"sum": "SUM", "min": "MIN", "max": "MAX", "count": "COUNT"}[function]
	if !known {
		p.bad = true
		return 0
	}
	p.operations++
	p.out.WriteString(name)
	p.take("(")
	start := p.rest
	if o, ok := p.names[p.word()]; ok && o.column && !p.bad {
		p.out.WriteString(o.ref)
		p.bad = p.take(")") == 0 || len(o.values) == 0
		return over(name, o.values)
	}
	p.rest, p.bad = start, function == "sum" || function == "count"
	values := []float64{p.sum()}
	for p.take(",") != 0 && !p.bad {
		values = append(values, p.sum())
	}
	p.bad = p.bad || p.take(")") == 0
	return over(name, values)
}

func over(function string, values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	switch function {
	case "SUM":
		return reduce(values, func(a, b float64) float64 { return a + b })
	case "MIN":
		return reduce(values, math.Min)
	case "MAX":
		return reduce(values, math.Max)
	}
	return float64(len(values))
}
