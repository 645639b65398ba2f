package kpi

import "fmt"

// Line is a straight line through the values of periods 1 to n.
type Line struct {
	N         int   `json:"n"`         // values that are numbers
	Slope     Value `json:"slope"`     // unit of the values, per period
	Intercept Value `json:"intercept"` // value of the line at period 0
}

// At returns the value of the line at a period.
func (l Line) At(period Value) Value { return l.Slope.Mul(period).Add(l.Intercept) }

// LeastSquares returns the line with the least squared distance from the values
// (ordinary least squares over the index 1 to n). A gap keeps its place on the
// axis and is left out. Fewer than two numbers give slope and intercept unknown
// with [ReasonInsufficientData].
func LeastSquares(values []Value) Line {
	var n, x, xx int64
	var y, xy []Value
	for i, v := range values {
		if v.IsUnknown() {
			continue
		}
		k := int64(i) + 1
		n, x, xx = n+1, x+k, xx+k*k
		y, xy = append(y, v), append(xy, v.Mul(Int(k, "")))
	}
	if n < 2 {
		return Line{int(n), Unknown(ReasonInsufficientData), Unknown(ReasonInsufficientData)}
	}
	total, count := Sum(y), Int(n, "")
	slope := Sum(xy).Mul(count).Sub(total.Mul(Int(x, ""))).Div(count.Mul(Int(xx, "")).Sub(Int(x, "").Mul(Int(x, ""))))
	return Line{int(n), slope, total.Sub(slope.Mul(Int(x, ""))).Div(count)}
}

// Arrow is the trend of an indicator as readers see it. The zero Arrow is
// NoArrow.
type Arrow uint8

// The arrows.
const (
	NoArrow Arrow = iota // too little is known to tell
	Steady               // nothing but the usual spread, or less than the dead band
	Rising
	Falling
)

var arrowNames = [...]string{"none", "steady", "rising", "falling"}

// String returns "none", "steady", "rising" or "falling".
func (a Arrow) String() string {
	if int(a) < len(arrowNames) {
		return arrowNames[a]
	}
	return fmt.Sprintf("arrow(%d)", uint8(a))
}

// MarshalText returns the name of the arrow.
func (a Arrow) MarshalText() ([]byte, error) {
	if int(a) >= len(arrowNames) {
		return nil, fmt.Errorf("kpi: no arrow %d", uint8(a))
	}
	return []byte(a.String()), nil
}

// UnmarshalText reads the name of an arrow.
func (a *Arrow) UnmarshalText(text []byte) error {
	for i, name := range arrowNames {
		if string(text) == name {
			*a = Arrow(i)
			return nil
		}
	}
	return fmt.Errorf("kpi: no arrow %.40q", text)
}

// TrendRule says when a slope is worth an arrow. The zero TrendRule has no dead
// band, no further rules, and limits from the values themselves.
type TrendRule struct {
	DeadBand Value  `json:"dead_band,omitzero"` // slopes up to this size are steady, in units of the values per period
	Rules    []Rule `json:"rules,omitempty"`    // signals that make an arrow, such as those of Nelson
	Base     Chart  `json:"base,omitzero"`      // limits to judge by; zero: those of the values
}

// Trend is the answer of a [TrendRule] with what it was read from.
type Trend struct {
	Arrow   Arrow    `json:"arrow"`
	Line    Line     `json:"line"`
	Chart   Chart    `json:"chart"`
	Outside bool     `json:"outside"` // the latest value lies beyond a natural limit
	Signals []Signal `json:"signals"` // of the rules, at all points
}

// Judge reads the trend of the values. The arrow follows the sign of the slope
// only where the slope is larger than the dead band and the latest number either
// lies outside the natural limits or completes a signal; otherwise it is steady.
// It is NoArrow where slope or limits are unknown, or the dead band does not
// compare with the slope.
func (r TrendRule) Judge(values []Value) Trend {
	t := Trend{Line: LeastSquares(values), Chart: r.Base}
	if t.Chart.N == 0 {
		t.Chart = XmR(values, ChartFactors{})
	}
	t.Signals = Signals(t.Chart.Scores(values), r.Rules)
	last := -1
	for i, v := range values {
		if !v.IsUnknown() {
			last = i
		}
	}
	if last >= 0 {
		t.Outside = t.Chart.Outside(values[last])
	}
	t.Arrow = r.arrow(t, last)
	return t
}

func (r TrendRule) arrow(t Trend, last int) Arrow {
	sign, known := t.Line.Slope.Sign()
	dead := r.DeadBand
	if dead.IsZero() {
		dead = Int(0, "")
	}
	size, compares := t.Line.Slope.Abs().Cmp(dead)
	fired := t.Outside
	for _, s := range t.Signals {
		fired = fired || s.At == last
	}
	switch {
	case !known || !compares || t.Chart.Upper.IsUnknown():
		return NoArrow
	case !fired || size <= 0:
		return Steady
	case sign > 0:
		return Rising
	}
	return Falling
}

// Improves reports whether the arrow points to the better side of the
// direction, and whether the direction has one: Neutral and Band have none.
func (a Arrow) Improves(d Direction) (better, known bool) {
	known = (d == Higher || d == Lower) && (a == Rising || a == Falling)
	return known && (a == Rising) == (d == Higher), known
}
