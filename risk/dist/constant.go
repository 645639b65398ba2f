package dist

// Constant is a quantity that is known: always Value. The zero Constant is
// always 0.
type Constant struct {
	Value float64
}

// Quantile returns the value.
func (d Constant) Quantile(p float64) float64 {
	if x, out := outside(p, d.Value, d.Value); out {
		return x
	}
	return d.Value
}

// Mean returns the value.
func (d Constant) Mean() float64 { return d.Value }

// Variance returns 0.
func (d Constant) Variance() float64 { return 0 * d.Value }

// CDF returns 0 below the value and 1 from it on.
func (d Constant) CDF(x float64) float64 { return jump(x, d.Value) }

// Support returns the value twice.
func (d Constant) Support() (least, most float64) { return d.Value, d.Value }

// Steps returns the value with probability 1.
func (d Constant) Steps() (values, probabilities []float64) {
	return []float64{d.Value}, []float64{1}
}

// Validate returns an [*Error] unless the value is a number within
// [MaxMagnitude].
func (d Constant) Validate() error { return failure("constant", d) }

func (d Constant) judge(f *faults, path string, _ int) {
	f.finite(path+"value", d.Value, MaxMagnitude)
}

func (d Constant) partial(a, b, c float64) moments {
	if d.Value < a || d.Value > b {
		return moments{}
	}
	return moments{1, d.Value - c, square(d.Value - c)}
}
