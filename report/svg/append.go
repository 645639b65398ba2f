package svg

import (
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/milepost-go/milepost/report"
)

func appendInt(dst []byte, n int64) []byte { return strconv.AppendInt(dst, n, 10) }

// farthest bounds coordinates: readers of SVG keep single precision.
const farthest = 1e7

// appendNumber writes x with at most two decimals. What is no number becomes
// 0, what lies too far out is moved in.
func appendNumber(dst []byte, x float64) []byte {
	if math.IsNaN(x) {
		x = 0
	}
	x = min(max(x, -farthest), farthest) * 100
	if x < 0 {
		x = -x
		if x >= 0.5 {
			dst = append(dst, '-')
		}
	}
	n := uint32(float64(x) + 0.5) // not fused with the product, so that all machines write the same
	dst = appendWhole(dst, n/100)
	switch cents := pairs[n%100]; {
	case cents == [2]byte{'0', '0'}:
		return dst
	case cents[1] == '0':
		return append(dst, '.', cents[0])
	default:
		return append(dst, '.', cents[0], cents[1])
	}
}

// pairs are the numbers below 100 in two digits.
var pairs = func() (all [100][2]byte) {
	for i := range all {
		all[i] = [2]byte{byte('0' + i/10), byte('0' + i%10)}
	}
	return all
}()

// appendWhole writes a number below 10,000,000,000, two digits at a time.
func appendWhole(dst []byte, n uint32) []byte {
	if n >= 100 {
		dst = appendWhole(dst, n/100)
	} else if n < 10 {
		return append(dst, byte('0'+n))
	}
	two := pairs[n%100]
	return append(dst, two[0], two[1])
}

// appendSteps writes the steps of a path, with the short forms for lines along
// the axes.
func appendSteps(dst []byte, steps []report.Step) []byte {
	var begin, at report.Point
	for i := range steps {
		s := &steps[i]
		switch s.Kind {
		case report.MoveStep:
			dst = appendPoint(append(dst, 'M'), s.To)
			begin = s.To
		case report.LineStep:
			dst = appendLine(dst, at, s.To)
		case report.CurveStep:
			dst = appendPoint(append(dst, 'C'), s.C1)
			dst = appendPoint(append(dst, ' '), s.C2)
			dst = appendPoint(append(dst, ' '), s.To)
		case report.CloseStep:
			dst = append(dst, 'Z')
			at = begin
			continue
		}
		at = s.To
	}
	return dst
}

func appendLine(dst []byte, from, to report.Point) []byte {
	switch {
	case from.Y == to.Y:
		return appendNumber(append(dst, 'H'), to.X)
	case from.X == to.X:
		return appendNumber(append(dst, 'V'), to.Y)
	}
	return appendPoint(append(dst, 'L'), to)
}

func appendPoint(dst []byte, p report.Point) []byte {
	dst = appendNumber(dst, p.X)
	dst = append(dst, ' ')
	return appendNumber(dst, p.Y)
}

// appendText writes text for content or a quoted attribute, cleaned and on one
// line.
func appendText(dst []byte, s string) []byte {
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf || c < ' ' || c == 0x7f {
			return appendClean(dst, s[start:])
		}
		if entity := entities[c&0x3f]; entity != "" && c < 0x40 {
			dst = append(dst, s[start:i]...)
			dst = append(dst, entity...)
			start = i + 1
		}
	}
	return append(dst, s[start:]...)
}

// appendClean is appendText for text with other than printable ASCII.
func appendClean(dst []byte, s string) []byte {
	s = report.CleanLine(s)
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if entity := entities[c&0x3f]; entity != "" && c < 0x40 {
			dst = append(dst, s[start:i]...)
			dst = append(dst, entity...)
			start = i + 1
		}
	}
	return append(dst, s[start:]...)
}

// entities are the characters below 0x40 that markup gives a meaning.
var entities = [0x40]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&quot;", '\'': "&#39;"}
