package reporttest

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/milepost-go/milepost/report"
)

// TestFigure runs the clauses of [report.Figure] as subtests.
func TestFigure(t *testing.T, fig report.Figure) {
	t.Helper()
	runAll(t, figureClauses(fig))
}

// CheckFigure returns the broken clauses of [report.Figure] as one error, nil
// when it keeps them all.
func CheckFigure(fig report.Figure) error { return checkAll(figureClauses(fig)) }

func figureClauses(fig report.Figure) []clause {
	return []clause{
		{"has a size and a title", func() error { return hasFrame(fig.Frame()) }},
		{"draws something", func() error {
			if len(record(fig).Ops) == 0 {
				return errors.New("nothing was drawn")
			}
			return nil
		}},
		{"draws the same twice", func() error {
			first, second := record(fig).String(), record(fig).String()
			if first != second {
				return errors.New("two drawings differ")
			}
			return nil
		}},
		{"draws with numbers only", func() error { return eachOp(fig, isFinite) }},
		{"stays inside its frame", func() error {
			f := fig.Frame()
			return eachOp(fig, func(o Op) error { return isInside(o, Box{0, 0, f.Width, f.Height}) })
		}},
		{"uses inks that exist", func() error { return eachOp(fig, hasInk) }},
		{"has a table form", func() error { return hasTable(fig) }},
	}
}

func record(fig report.Figure) *Recorder {
	r := &Recorder{}
	fig.Draw(r)
	return r
}

func hasFrame(f report.Frame) error {
	switch {
	case !(f.Width > 0) || !(f.Height > 0) || math.IsInf(f.Width+f.Height, 0):
		return fmt.Errorf("size %v x %v", f.Width, f.Height)
	case f.Title == "":
		return errors.New("no title")
	}
	return nil
}

func eachOp(fig report.Figure, check func(Op) error) error {
	for i, o := range record(fig).Ops {
		if err := check(o); err != nil {
			return fmt.Errorf("call %d: %w", i, err)
		}
	}
	return nil
}

func isFinite(o Op) error {
	b := o.Box()
	if sum := b.Left + b.Top + b.Right + b.Bottom; math.IsNaN(sum) || math.IsInf(sum, 0) {
		return fmt.Errorf("box %v", b)
	}
	if o.Rect != nil && (o.Rect.W < 0 || o.Rect.H < 0) {
		return fmt.Errorf("negative size %v x %v", o.Rect.W, o.Rect.H)
	}
	return nil
}

// slack allows for outlines, half of which lie outside their shape.
const slack = 1.5

func isInside(o Op, frame Box) error {
	if b := o.Box(); !b.Within(frame, slack) {
		return fmt.Errorf("%+v is outside %+v", b, frame)
	}
	return nil
}

func hasInk(o Op) error {
	inks := []report.Ink{}
	switch {
	case o.Rect != nil:
		inks = append(inks, o.Rect.Fill, o.Rect.Stroke)
	case o.Path != nil:
		inks = append(inks, o.Path.Fill, o.Path.Stroke)
	case o.Text != nil:
		inks = append(inks, o.Text.Ink)
	}
	for _, ink := range inks {
		if _, ok := ink.Light(); !ok && ink != report.InkNone {
			return fmt.Errorf("no ink %d", ink)
		}
	}
	return nil
}

func hasTable(fig report.Figure) error {
	t := fig.Table()
	switch {
	case t == nil:
		return errors.New("the table form is nil")
	case len(t.Columns) == 0:
		return errors.New("the table form has no columns")
	}
	return nil
}
