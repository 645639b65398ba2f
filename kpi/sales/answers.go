package sales

import "github.com/milepost-go/milepost/kpi"

// Scale is a scale of whole numbers, both ends included, such as 1 to 5.
type Scale struct {
	Low  int `json:"low"`
	High int `json:"high"`
}

// maxScale bounds how many answers a scale has.
const maxScale = 1001

// boxes returns how many answers the scale has; 0 when it is none.
func (s Scale) boxes() int {
	if n := s.High - s.Low + 1; s.Low <= s.High && n > 0 && n <= maxScale {
		return n
	}
	return 0
}

// Answers counts the answers to one survey question by the box ticked.
type Answers struct {
	Scale    Scale   `json:"scale"`
	Counts   []int64 `json:"counts"`   // Counts[i] is how many answered Scale.Low + i; boxes past its end have none
	Rejected int64   `json:"rejected"` // answers outside the scale: not counted
	Asked    int64   `json:"asked"`    // how many were asked; 0: not stated
}

// AnswersOf counts single answers. Those outside the scale are rejected and
// counted as such. asked is how many were asked, 0 when that is not known. A
// scale of more than 1001 answers, or whose low end is above its high end, has
// none: everything is rejected. The caller owns the slice.
func AnswersOf(scale Scale, answers []int, asked int64) Answers {
	a := Answers{Scale: scale, Counts: make([]int64, scale.boxes()), Asked: asked}
	for _, x := range answers {
		if scale.boxes() == 0 || x < scale.Low || x > scale.High {
			a.Rejected++
			continue
		}
		a.Counts[x-scale.Low]++
	}
	return a
}

// N returns how many answers were counted. A count below 0, and more counts
// than the scale has answers, make it unknown (missing-input).
func (a Answers) N() kpi.Value { return a.from(a.Scale.Low) }

// from returns how many answered low or more.
func (a Answers) from(low int) kpi.Value {
	if len(a.Counts) > a.Scale.boxes() {
		return kpi.Unknown(kpi.ReasonMissingInput)
	}
	n := kpi.Int(0, "")
	for i, c := range a.Counts {
		if c < 0 {
			return kpi.Unknown(kpi.ReasonMissingInput)
		}
		if a.Scale.Low+i >= low {
			n = n.Add(count(c))
		}
	}
	return n
}

// TopShare returns what share of the answers, in percent, ticked the box from
// or a higher one. Without answers it is unknown (no-data). It is not the mean,
// and nothing is taken off for low answers.
func (a Answers) TopShare(from int) kpi.Value {
	return perAnswer(a.from(from).Mul(kpi.Int(100, unitPercent)), a.N())
}

// Mean returns the mean answer. Without answers it is unknown (no-data).
func (a Answers) Mean() kpi.Value { return perAnswer(a.points(), a.N()) }

func (a Answers) points() kpi.Value {
	sum := kpi.Int(0, "")
	for i, c := range a.Counts {
		sum = sum.Add(count(c).Mul(kpi.Int(int64(a.Scale.Low+i), "")))
	}
	return sum
}

// CSAT returns the customer satisfaction score: the share, in percent, of the
// answers in the two top boxes, such as 4 and 5 of five.
func (a Answers) CSAT() kpi.Value { return a.TopShare(a.Scale.High - 1) }

// ResponseRate returns the share of those asked who answered, rejected answers
// left out, 0 to 1. Unless it is stated how many were asked, it is unknown
// (missing-input).
func (a Answers) ResponseRate() kpi.Value {
	if a.Asked <= 0 {
		return kpi.Unknown(kpi.ReasonMissingInput)
	}
	return a.N().Div(count(a.Asked))
}

// Weak reports whether fewer than floor answers were counted, so that the
// figures say little. A floor below 1 means 10.
func (a Answers) Weak(floor int) bool { return !atLeast(a.N(), int64(floorOf(floor))) }

// Figures returns satisfaction and response rate with their traces. The caller
// owns the slices.
func (a Answers) Figures() []kpi.Figure {
	asked := kpi.Value{}
	if a.Asked > 0 {
		asked = count(a.Asked)
	}
	return []kpi.Figure{
		figure(keyCSAT, a.CSAT(), a.from(a.Scale.High-1), a.N()),
		figure(keyResponse, a.ResponseRate(), a.N(), asked),
	}
}

// perAnswer divides by the number of answers; none is no data.
func perAnswer(total, n kpi.Value) kpi.Value {
	if sign, known := n.Sign(); known && sign == 0 {
		return kpi.Unknown(kpi.ReasonNoData)
	}
	return total.Div(n)
}

// floorOf returns the least number of cases that a rate needs.
func floorOf(n int) int {
	if n < 1 {
		return defaultFloor
	}
	return n
}

const defaultFloor = 10
