package kpi

import (
	"fmt"
	"math/big"
	"strconv"
	"unicode/utf8"
)

// Operations that no function can be called.
const (
	opNumber   = "#"
	opName     = "$"
	opNegative = "-x"
)

// node is a part of a formula. The operation is one of the above, a sign, "and",
// "or", "not", or the name of a function.
type node struct {
	op     string
	pos    int
	name   string
	number *big.Rat
	args   []*node

	// What the check finds.
	unit    dimension
	truth   bool // a condition
	many    bool // a series
	neutral bool // a bare 0, which fits any unit
}

// reading goes through the words of a formula by one function for each strength of binding.
type reading struct {
	list  []lexeme
	at    int
	depth int
}

func quoted(text string) string { return strconv.Quote(text) }

func parseFormula(text string) (*node, error) {
	if len(text) > MaxFormulaBytes {
		return nil, &FormulaError{MaxFormulaBytes, fmt.Sprintf("longer than %d bytes", MaxFormulaBytes)}
	}
	if !utf8.ValidString(text) {
		return nil, &FormulaError{0, "not UTF-8"}
	}
	list, err := lexemes(text)
	if err != nil {
		return nil, err
	}
	p := &reading{list: list}
	root, err := p.either()
	if err == nil && p.now().kind != "end" {
		err = p.unexpected()
	}
	return root, err
}

func (p *reading) now() lexeme { return p.list[p.at] }

// take moves on where the word is one of the signs or words.
func (p *reading) take(texts ...string) (lexeme, bool) {
	t := p.now()
	for _, text := range texts {
		if t.text == text && t.kind != "end" {
			p.at++
			return t, true
		}
	}
	return t, false
}

func (p *reading) unexpected() error {
	t := p.now()
	if t.kind == "end" {
		return &FormulaError{t.pos, "unexpected end"}
	}
	return &FormulaError{t.pos, "unexpected " + quoted(t.text)}
}

// chain reads parts of one kind joined from left to right by the signs.
func (p *reading) chain(part func() (*node, error), signs ...string) (*node, error) {
	left, err := part()
	for err == nil {
		t, more := p.take(signs...)
		if !more {
			return left, nil
		}
		var right *node
		right, err = part()
		left = &node{op: t.text, pos: t.pos, args: []*node{left, right}}
	}
	return nil, err
}

func (p *reading) either() (*node, error)  { return p.chain(p.both, "or") }
func (p *reading) both() (*node, error)    { return p.chain(p.negated, "and") }
func (p *reading) sum() (*node, error)     { return p.chain(p.product, "+", "-") }
func (p *reading) product() (*node, error) { return p.chain(p.signed, "*", "/") }

// deeper reads a part one level further down.
func (p *reading) deeper(t lexeme, part func() (*node, error)) (*node, error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > MaxFormulaDepth {
		return nil, &FormulaError{t.pos, fmt.Sprintf("nested deeper than %d", MaxFormulaDepth)}
	}
	return part()
}

// prefix reads the part behind a sign or word.
func (p *reading) prefix(t lexeme, op string, part func() (*node, error)) (*node, error) {
	arg, err := p.deeper(t, part)
	return &node{op: op, pos: t.pos, args: []*node{arg}}, err
}

func (p *reading) negated() (*node, error) {
	if t, ok := p.take("not"); ok {
		return p.prefix(t, "not", p.negated)
	}
	return p.comparison()
}

// comparison reads at most one sign: a < b < c means nothing.
func (p *reading) comparison() (*node, error) {
	left, err := p.sum()
	if err != nil {
		return nil, err
	}
	t, ok := p.take("<", "<=", "=", "!=", ">=", ">")
	if !ok {
		return left, nil
	}
	right, err := p.sum()
	return &node{op: t.text, pos: t.pos, args: []*node{left, right}}, err
}

func (p *reading) signed() (*node, error) {
	if t, ok := p.take("-"); ok {
		return p.prefix(t, opNegative, p.signed)
	}
	return p.atom()
}

func (p *reading) atom() (*node, error) {
	t := p.now()
	switch {
	case t.kind == "number":
		return p.literal()
	case t.kind == "(":
		p.at++
		inner, err := p.deeper(t, p.either)
		if err == nil {
			err = p.closing()
		}
		return inner, err
	case t.kind == "name" && p.list[p.at+1].kind == "(" && (t.text == "if" || !reserved(t.text)):
		return p.call()
	case t.kind == "name" && !reserved(t.text):
		p.at++
		return &node{op: opName, pos: t.pos, name: t.text}, nil
	}
	return nil, p.unexpected()
}

func (p *reading) closing() error {
	if _, ok := p.take(")"); !ok {
		return p.unexpected()
	}
	return nil
}

func (p *reading) literal() (*node, error) {
	t := p.now()
	p.at++
	r, ok := new(big.Rat).SetString(t.text)
	if !ok {
		return nil, &FormulaError{t.pos, "no number"}
	}
	n := &node{op: opNumber, pos: t.pos, number: r, unit: dimension{}, neutral: r.Sign() == 0}
	u := p.now()
	if u.kind != "unit" {
		return n, nil
	}
	p.at++
	unit, err := parseDimension(u.text[1 : len(u.text)-1])
	if err != nil {
		return nil, &FormulaError{u.pos, err.Error()}
	}
	n.unit, n.neutral = unit, false
	return n, nil
}

// call reads a function with its arguments.
func (p *reading) call() (*node, error) {
	t := p.now()
	p.at += 2
	n := &node{op: t.text, pos: t.pos}
	for {
		arg, err := p.deeper(t, p.either)
		if err != nil {
			return nil, err
		}
		n.args = append(n.args, arg)
		if _, more := p.take(","); !more {
			return n, p.closing()
		}
	}
}
