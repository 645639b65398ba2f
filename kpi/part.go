package kpi

import (
	"math/big"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Part is what one or many measurements of an indicator come to, kept such that
// parts merge into the exact whole. It is plain data: teams may compute their
// parts apart and send them. The zero Part is nothing.
type Part struct {
	At          calendar.Date `json:"at,omitzero"` // latest day that has a value, skipped ones aside
	Count       int64         `json:"count"`       // measurements in it
	Skipped     int64         `json:"skipped"`     // unknown ones that were left out
	Numerator   Value         `json:"numerator,omitzero"`
	Denominator Value         `json:"denominator,omitzero"` // of ratio_of_sums
	Sample      Value         `json:"sample,omitzero"`      // n, where the record has a formula for it
}

// Indicator is a compiled [Custom] record, immutable and safe for concurrent
// use.
type Indicator struct {
	record               Custom
	value, under, sample *Formula
}

// Measure computes the part of one measurement. Where numerator, denominator or
// value is unknown and the record skips unknown ones, the part only counts it as
// skipped; otherwise it makes the whole unknown.
func (x *Indicator) Measure(at calendar.Date, given Given) Part {
	p := Part{At: at, Count: 1, Numerator: x.value.Evaluate(given)}
	unknown := p.Numerator.IsUnknown()
	if x.under != nil {
		p.Denominator = x.under.Evaluate(given)
		unknown = unknown || p.Denominator.IsUnknown()
	}
	if x.sample != nil {
		p.Sample = x.sample.Evaluate(given)
	}
	if unknown && x.record.SkipUnknown {
		return Part{Skipped: 1}
	}
	return p
}

// Merge returns the part that all parts come to, the same in whatever order and
// grouping they are merged. Unknown parts make it unknown: with the reason that
// is first by its word, [ReasonUnitMismatch] last.
func (x *Indicator) Merge(parts ...Part) Part {
	var whole Part
	for _, p := range parts {
		whole = x.merge(whole, p)
	}
	return whole
}

func (x *Indicator) merge(a, b Part) Part {
	switch {
	case a.Count == 0 || b.Count == 0:
	case x.record.Aggregation == LastOf && a.At.Before(b.At):
		a.Numerator = Value{}
	case x.record.Aggregation == LastOf && b.At.Before(a.At):
		b.Numerator = Value{}
	}
	whole := Part{Count: a.Count + b.Count, Skipped: a.Skipped + b.Skipped, At: later(a.At, b.At)}
	whole.Numerator, whole.Denominator, whole.Sample = united(a.Numerator, b.Numerator), united(a.Denominator, b.Denominator), united(a.Sample, b.Sample)
	return whole
}

func later(a, b calendar.Date) calendar.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// united adds two values such that the order of many never matters. The zero
// Value is nothing to add.
func united(v, w Value) Value {
	switch {
	case v.IsZero():
		return w
	case w.IsZero():
		return v
	case v.IsUnknown() && w.IsUnknown():
		return Unknown(firstReason(v.Reason(), w.Reason()))
	}
	return v.Add(w)
}

func firstReason(a, b Reason) Reason {
	if a == ReasonUnitMismatch || b != ReasonUnitMismatch && b < a {
		return b
	}
	return a
}

// Verdict is the value of an indicator with all that its reader needs.
type Verdict struct {
	Figure  Figure    `json:"figure"`
	N       Value     `json:"n"`       // of the sample, the number of parts where the record has no formula for it
	Enough  bool      `json:"enough"`  // N reaches the least n of the record
	Colour  Colour    `json:"colour"`  // Unjudged below the least n
	Judged  Effective `json:"judged"`  // target and limits that were in force
	Skipped int64     `json:"skipped"` // unknown measurements that were left out
}

// Judge returns the value of a part with the limits of a day. A part of nothing
// is unknown with [ReasonNoData].
func (x *Indicator) Judge(p Part, day calendar.Date) Verdict {
	c := x.record
	v := Verdict{N: p.Sample, Judged: c.At(day), Skipped: p.Skipped, Figure: Figure{Key: c.Key, Formula: c.formula()}}
	if x.sample == nil {
		v.N = Int(p.Count, "")
	}
	order, known := v.N.Cmp(Int(c.MinN, ""))
	v.Enough = known && order >= 0
	v.Figure.Value = x.whole(p)
	v.Figure.Inputs = []Input{{"numerator", p.Numerator}}
	if x.under != nil {
		v.Figure.Inputs = append(v.Figure.Inputs, Input{"denominator", p.Denominator})
	}
	v.Figure.Inputs = append(v.Figure.Inputs, Input{"count", Int(p.Count, "")})
	if v.Enough {
		v.Colour = v.Judged.Limits.Colour(v.Figure.Value)
	}
	return v
}

func (x *Indicator) whole(p Part) Value {
	switch {
	case p.Count == 0:
		return Unknown(ReasonNoData)
	case x.under != nil:
		return quotient(p.Numerator, p.Denominator)
	case x.record.Aggregation == MeanOf:
		return p.Numerator.Div(Int(p.Count, ""))
	}
	return p.Numerator
}

// quotient divides values of any two units.
func quotient(v, w Value) Value {
	switch {
	case v.IsUnknown() || w.IsUnknown() || v.sameUnit(w) || w.unit == "":
		return v.Div(w)
	case w.rat.Sign() == 0:
		return Unknown(ReasonZeroDenominator)
	}
	over, err := parseDimension(v.unit)
	under, err2 := parseDimension(w.unit)
	if err != nil || err2 != nil {
		return Unknown(ReasonUnitMismatch)
	}
	r := new(big.Rat).Quo(v.rat, w.rat)
	text := over.times(under, -1).text(MoneyUnit)
	if c, err := money.Lookup(text); err == nil {
		return MoneyRat(r, c)
	}
	return Rat(r, text)
}
