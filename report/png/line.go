package png

import (
	"math"

	"github.com/milepost-go/milepost/report"
)

// line is a row of points in CSS pixels.
type line struct {
	points []report.Point
	closed bool
}

// curveSteps is how many straight pieces stand for a curve.
const curveSteps = 16

// outline turns the steps of a path into lines.
func outline(steps []report.Step) []line {
	var lines []line
	for _, s := range steps {
		if s.Kind == report.MoveStep || len(lines) == 0 || lines[len(lines)-1].closed && s.Kind != report.CloseStep {
			start := s.To
			if s.Kind != report.MoveStep && len(lines) > 0 {
				start = lines[len(lines)-1].points[0]
			}
			lines = append(lines, line{points: []report.Point{start}})
		}
		l := &lines[len(lines)-1]
		switch s.Kind {
		case report.LineStep:
			l.points = append(l.points, s.To)
		case report.CurveStep:
			l.curve(s.C1, s.C2, s.To)
		case report.CloseStep:
			l.closed = true
		}
	}
	return lines
}

// curve adds a cubic curve.
func (l *line) curve(c1, c2, to report.Point) {
	from := l.points[len(l.points)-1]
	for i := 1; i <= curveSteps; i++ {
		t := float64(i) / curveSteps
		a, b, c, d := (1-t)*(1-t)*(1-t), 3*t*(1-t)*(1-t), 3*t*t*(1-t), t*t*t
		l.points = append(l.points, report.Point{X: a*from.X + b*c1.X + c*c2.X + d*to.X, Y: a*from.Y + b*c1.Y + c*c2.Y + d*to.Y})
	}
}

// rectangle is the outline of a rectangle with its round corners.
func rectangle(r report.Rect) []line {
	radius := min(max(r.Radius, 0), r.W/2, r.H/2)
	l := line{closed: true}
	if !(radius > 0) {
		l.points = []report.Point{{X: r.X, Y: r.Y}, {X: r.X + r.W, Y: r.Y}, {X: r.X + r.W, Y: r.Y + r.H}, {X: r.X, Y: r.Y + r.H}}
		return []line{l}
	}
	for i, c := range []report.Point{{X: r.X + r.W - radius, Y: r.Y + radius}, {X: r.X + r.W - radius, Y: r.Y + r.H - radius}, {X: r.X + radius, Y: r.Y + r.H - radius}, {X: r.X + radius, Y: r.Y + radius}} {
		for k := range 9 {
			a := (float64(i)-1)*math.Pi/2 + float64(k)*math.Pi/16
			l.points = append(l.points, report.Point{X: c.X + radius*math.Cos(a), Y: c.Y + radius*math.Sin(a)})
		}
	}
	return []line{l}
}

// dashes are the lengths drawn and left out, as package report/svg has them.
var dashes = [...][]float64{report.Solid: nil, report.Dashed: {5, 3}, report.Dotted: {1.5, 2.5}}

// maxDashes bounds the pieces of one line, so that a dashed line of absurd
// length costs no more than it shows.
const maxDashes = 100_000

// strokes returns the outlines of lines of a width: a rectangle for every
// straight piece and a disc at every bend.
func strokes(lines []line, width float64, dash report.Dash) []line {
	var pattern []float64
	if int(dash) < len(dashes) {
		pattern = dashes[dash]
	}
	var out []line
	for _, l := range lines {
		points := l.points
		if l.closed && len(points) > 1 {
			points = append(points[:len(points):len(points)], points[0])
		}
		for _, piece := range cut(points, pattern) {
			out = append(out, thick(piece, width)...)
		}
		if l.closed && len(pattern) == 0 && width > 1.2 {
			out = append(out, disc(points[0], width/2))
		}
	}
	return out
}

// cut divides a line into its dashes.
func cut(points []report.Point, pattern []float64) [][]report.Point {
	if len(pattern) == 0 {
		return [][]report.Point{points}
	}
	var pieces [][]report.Point
	now := []report.Point{points[0]}
	at, left := 0, pattern[0]
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		for length := math.Hypot(b.X-a.X, b.Y-a.Y); length > left && len(pieces) < maxDashes; length = math.Hypot(b.X-a.X, b.Y-a.Y) {
			a = report.Point{X: a.X + (b.X-a.X)*left/length, Y: a.Y + (b.Y-a.Y)*left/length}
			if at%2 == 0 {
				pieces = append(pieces, append(now, a))
			}
			now = []report.Point{a}
			at++
			left = pattern[at%2]
		}
		left -= math.Hypot(b.X-a.X, b.Y-a.Y)
		now = append(now, b)
	}
	if at%2 == 0 {
		pieces = append(pieces, now)
	}
	return pieces
}

// thick returns the outlines of one line without gaps. All run the same way
// round, so that they add up where they overlap.
func thick(points []report.Point, width float64) []line {
	var out []line
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		length := math.Hypot(b.X-a.X, b.Y-a.Y)
		if !(length > 0) {
			continue
		}
		dx, dy := (b.X-a.X)/length*width/2, (b.Y-a.Y)/length*width/2
		out = append(out, line{closed: true, points: []report.Point{{X: a.X + dy, Y: a.Y - dx}, {X: b.X + dy, Y: b.Y - dx}, {X: b.X - dy, Y: b.Y + dx}, {X: a.X - dy, Y: a.Y + dx}}})
		if i > 1 && width > 1.2 {
			out = append(out, disc(a, width/2))
		}
	}
	return out
}

// disc is a circle with twelve corners.
func disc(at report.Point, radius float64) line {
	l := line{closed: true}
	for k := range 12 {
		a := float64(k) * math.Pi / 6
		l.points = append(l.points, report.Point{X: at.X + radius*math.Cos(a), Y: at.Y + radius*math.Sin(a)})
	}
	return l
}
