package sra

import (
	"math"

	"github.com/milepost-go/milepost/risk/montecarlo"
)

// scaled is a distribution times a factor above 0.
type scaled struct {
	dist   montecarlo.Quantiler
	factor float64
}

func (s scaled) Quantile(p float64) float64 { return s.dist.Quantile(p) * s.factor }

// scaledSteps is the same for one whose values are few and apart.
type scaledSteps struct {
	scaled
	steps montecarlo.Stepper
}

func (s scaledSteps) Steps() (values, probabilities []float64) {
	from, probabilities := s.steps.Steps()
	values = make([]float64, len(from))
	for i, v := range from {
		values[i] = v * s.factor
	}
	return values, probabilities
}

// scale returns a distribution times a factor above 0. Nil stays nil.
func scale(d montecarlo.Quantiler, factor float64) montecarlo.Quantiler {
	if d == nil {
		return nil
	}
	s := scaled{d, factor}
	if steps, ok := d.(montecarlo.Stepper); ok {
		return scaledSteps{s, steps}
	}
	return s
}

// ends returns the least and the greatest value that sampling gives.
func ends(d montecarlo.Quantiler) (least, most float64) {
	if s, ok := d.(montecarlo.Stepper); ok {
		if values, _ := s.Steps(); len(values) > 0 {
			return values[0], values[len(values)-1]
		}
	}
	const tip = 0.5 / (1 << 32)
	return d.Quantile(tip), d.Quantile(1 - tip)
}

// always is a quantity that is known.
type always float64

func (a always) Quantile(float64) float64 { return float64(a) }

// even spreads evenly from 0 to 1: what happens is drawn from it.
type even struct{}

func (even) Quantile(p float64) float64 { return p }

// threePoint is the triangular distribution between the sizes that a register
// states.
type threePoint struct{ least, likely, most float64 }

func (t threePoint) Quantile(p float64) float64 {
	width := t.most - t.least
	if width <= 0 {
		return t.likely
	}
	if cut := (t.likely - t.least) / width; p < cut {
		return t.least + math.Sqrt(p*width*(t.likely-t.least))
	}
	return t.most - math.Sqrt((1-p)*width*(t.most-t.likely))
}
