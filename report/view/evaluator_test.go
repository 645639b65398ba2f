package view_test

import (
	"fmt"
	"math/big"
	"strings"
	"time"
	"unicode"
)

// evaluator computes formulas of traces with exact numbers, apart from the
// library: dates are minutes since 1970, working time is counted on a week of
// Monday to Friday, 8 to 12 and 13 to 17.
type evaluator struct {
	one  func(name string) (*big.Rat, error)   // the value of an input; nil where it is empty
	many func(name string) ([]*big.Rat, error) // the values of a column that are not empty
	text string
}

// evaluate returns the value of a formula.
func evaluate(formula string, one func(string) (*big.Rat, error), many func(string) ([]*big.Rat, error)) (*big.Rat, error) {
	e := &evaluator{one: one, many: many, text: formula}
	v, err := e.sum()
	if err == nil && strings.TrimSpace(e.text) != "" {
		err = fmt.Errorf("%q is left over", e.text)
	}
	return v, err
}

func (e *evaluator) take(mark string) bool {
	e.text = strings.TrimSpace(e.text)
	rest, ok := strings.CutPrefix(e.text, mark)
	if ok {
		e.text = rest
	}
	return ok
}

func (e *evaluator) sum() (*big.Rat, error) {
	v, err := e.product()
	for err == nil {
		var w *big.Rat
		switch {
		case e.take("+"):
			if w, err = e.product(); err == nil {
				v = new(big.Rat).Add(v, w)
			}
		case e.take("-"):
			if w, err = e.product(); err == nil {
				v = new(big.Rat).Sub(v, w)
			}
		default:
			return v, nil
		}
	}
	return nil, err
}

func (e *evaluator) product() (*big.Rat, error) {
	v, err := e.atom()
	for err == nil {
		var w *big.Rat
		switch {
		case e.take("*"):
			if w, err = e.atom(); err == nil {
				v = new(big.Rat).Mul(v, w)
			}
		case e.take("/"):
			if w, err = e.atom(); err == nil {
				if w.Sign() == 0 {
					return nil, fmt.Errorf("division by zero")
				}
				v = new(big.Rat).Quo(v, w)
			}
		default:
			return v, nil
		}
	}
	return nil, err
}

func (e *evaluator) word() string {
	e.text = strings.TrimSpace(e.text)
	n := strings.IndexFunc(e.text, func(r rune) bool {
		return r != '_' && r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	if n < 0 {
		n = len(e.text)
	}
	word := e.text[:n]
	e.text = e.text[n:]
	return word
}

func (e *evaluator) atom() (*big.Rat, error) {
	if e.take("(") {
		v, err := e.sum()
		if err == nil && !e.take(")") {
			err = fmt.Errorf("no ) before %q", e.text)
		}
		return v, err
	}
	word := e.word()
	if v, ok := new(big.Rat).SetString(word); ok {
		return v, nil
	}
	if e.take("(") {
		return e.call(word)
	}
	v, err := e.one(word)
	if err == nil && v == nil {
		err = fmt.Errorf("%s is empty", word)
	}
	return v, err
}

// call computes a function of a column, or of values.
func (e *evaluator) call(name string) (*big.Rat, error) {
	if before := e.text; name == "sum" || name == "count" || name == "last" || name == "max" || name == "min" {
		column := e.word()
		if column != "" && e.take(")") {
			list, err := e.many(column)
			if err != nil {
				return nil, err
			}
			return fold(name, list), nil
		}
		e.text = before
	}
	var args []*big.Rat
	for {
		v, err := e.sum()
		if err != nil {
			return nil, err
		}
		args = append(args, v)
		if e.take(")") {
			break
		}
		if !e.take(",") {
			return nil, fmt.Errorf("no ) before %q", e.text)
		}
	}
	switch {
	case (name == "max" || name == "min" || name == "sum") && len(args) > 0:
		return fold(name, args), nil
	case name == "worktime" && len(args) == 2:
		return new(big.Rat).SetInt64(worked(minuteOf(args[1])) - worked(minuteOf(args[0]))), nil
	case name == "workadd" && len(args) == 2:
		return new(big.Rat).SetInt64(workEnd(minuteOf(args[0]), minuteOf(args[1]))), nil
	case name == "next" && len(args) == 1:
		return new(big.Rat).SetInt64(workNext(minuteOf(args[0]))), nil
	}
	return nil, fmt.Errorf("no function %s of %d", name, len(args))
}

func fold(name string, list []*big.Rat) *big.Rat {
	if name == "count" {
		return new(big.Rat).SetInt64(int64(len(list)))
	}
	total := new(big.Rat)
	if name == "last" && len(list) > 0 {
		return list[len(list)-1]
	}
	for i, v := range list {
		switch {
		case name == "sum":
			total.Add(total, v)
		case i == 0 || (name == "max") == (v.Cmp(total) > 0):
			total.Set(v)
		}
	}
	return total
}

func minuteOf(v *big.Rat) int64 { return new(big.Int).Div(v.Num(), v.Denom()).Int64() }

// dateMinute reads a date or date-time as minutes since 1970.
func dateMinute(text string) (int64, error) {
	for _, form := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02"} {
		if at, err := time.Parse(form, text); err == nil {
			return at.Unix() / 60, nil
		}
	}
	return 0, fmt.Errorf("%q is no date", text)
}

// worksAt reports whether the minute that begins then is worked.
func worksAt(minute int64) bool {
	at := time.Unix(minute*60, 0).UTC()
	day := at.Weekday() != time.Saturday && at.Weekday() != time.Sunday
	hour := at.Hour()
	return day && hour >= 8 && hour < 17 && hour != 12
}

// worked counts the worked minutes before a minute, since Monday 5 January
// 1970: whole weeks, then minute by minute.
func worked(minute int64) int64 {
	const monday, week = 4 * 1440, 7 * 1440
	weeks := (minute - monday) / week
	total := weeks * 2400
	for at := monday + weeks*week; at < minute; at++ {
		if worksAt(at) {
			total++
		}
	}
	return total
}

// workEnd is when so many minutes of work are done.
func workEnd(from, work int64) int64 {
	for at := from; work > 0; at++ {
		if worksAt(at) {
			work--
		}
		if work == 0 {
			return at + 1
		}
	}
	return from
}

// workNext is the first minute at or after one that is worked.
func workNext(at int64) int64 {
	for !worksAt(at) {
		at++
	}
	return at
}
