package dist

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// decimal is a number in the JSON form: a text of digits, as few as tell the
// float64 from its neighbours.
type decimal float64

// MarshalText writes the digits.
func (d decimal) MarshalText() ([]byte, error) {
	return strconv.AppendFloat(nil, float64(d), 'f', -1, 64), nil
}

// UnmarshalText reads a decimal without an exponent.
func (d *decimal) UnmarshalText(text []byte) error {
	number := string(text)
	x, err := strconv.ParseFloat(number, 64)
	if err != nil || len(text) > MaxText || strings.Trim(number, "0123456789.-") != "" {
		return fmt.Errorf("not a decimal: %.40q", number)
	}
	*d = decimal(x)
	return nil
}

// form is the JSON form of any distribution.
type form struct {
	Type          string        `json:"type"`
	Value         *decimal      `json:"value,omitempty"`
	Least         *decimal      `json:"least,omitempty"`
	Likely        *decimal      `json:"likely,omitempty"`
	Most          *decimal      `json:"most,omitempty"`
	Shape         *decimal      `json:"shape,omitempty"`
	Mu            *decimal      `json:"mu,omitempty"`
	Sigma         *decimal      `json:"sigma,omitempty"`
	Alpha         *decimal      `json:"alpha,omitempty"`
	Beta          *decimal      `json:"beta,omitempty"`
	Probability   *decimal      `json:"probability,omitempty"`
	Outcomes      []outcomeForm `json:"outcomes,omitempty"`
	Values        []decimal     `json:"values,omitempty"`
	Interpolation string        `json:"interpolation,omitempty"`
	Of            *form         `json:"of,omitempty"`
	Parts         []partForm    `json:"parts,omitempty"`
}

type outcomeForm struct {
	Value       *decimal `json:"value"`
	Probability *decimal `json:"probability"`
}

type partForm struct {
	Weight *decimal `json:"weight"`
	Of     *form    `json:"of"`
}

// formOf returns the form of a sound distribution of this package. It reports
// false for others.
func formOf(d Distribution) (*form, bool) {
	switch d := d.(type) {
	case Constant:
		return &form{Type: "constant", Value: text(d.Value)}, true
	case Uniform:
		return &form{Type: "uniform", Least: text(d.Least), Most: text(d.Most)}, true
	case Triangular:
		return &form{Type: "triangular", Least: text(d.Least), Likely: text(d.Likely), Most: text(d.Most)}, true
	case PERT:
		f := &form{Type: "pert", Least: text(d.Least), Likely: text(d.Likely), Most: text(d.Most)}
		if d.Shape != 0 {
			f.Shape = text(d.Shape)
		}
		return f, true
	case Normal:
		return &form{Type: "normal", Mu: text(d.Mu), Sigma: text(d.Sigma)}, true
	case LogNormal:
		return &form{Type: "lognormal", Mu: text(d.Mu), Sigma: text(d.Sigma)}, true
	case Beta:
		return &form{Type: "beta", Alpha: text(d.Alpha), Beta: text(d.Beta), Least: text(d.Least), Most: text(d.Most)}, true
	case Bernoulli:
		return &form{Type: "bernoulli", Probability: text(d.Probability)}, true
	}
	return formOfMany(d)
}

// formOfMany does the same for distributions that hold entries or others.
func formOfMany(d Distribution) (*form, bool) {
	known := true
	within := func(d Distribution) *form {
		f, ok := formOf(d)
		known = known && ok
		return f
	}
	f := &form{}
	switch d := d.(type) {
	case Discrete:
		f.Type = "discrete"
		for _, o := range d.Outcomes {
			f.Outcomes = append(f.Outcomes, outcomeForm{text(o.Value), text(o.Probability)})
		}
	case Empirical:
		f.Type, f.Interpolation = "empirical", d.Interpolation.String()
		for _, x := range d.Values {
			f.Values = append(f.Values, decimal(x))
		}
	case Truncated:
		f.Type, f.Of, f.Least, f.Most = "truncated", within(d.Of), text(d.Least), text(d.Most)
	case Mixture:
		f.Type = "mixture"
		for _, part := range d.Parts {
			f.Parts = append(f.Parts, partForm{text(part.Weight), within(part.Of)})
		}
	default:
		return nil, false
	}
	return f, known
}

// text returns a number for the form, and nil for an infinite one.
func text(x float64) *decimal {
	if math.IsInf(x, 0) {
		return nil
	}
	d := decimal(x)
	return &d
}

// reading turns forms into distributions and keeps what is wrong with them.
type reading struct{ problems []string }

func (r *reading) problem(at, what string) { r.problems = append(r.problems, at+what) }

// number returns a number that has to be there.
func (r *reading) number(at string, d *decimal) float64 {
	if d == nil {
		r.problem(at, " is missing")
		return 0
	}
	return float64(*d)
}

// optional returns a number, or what stands for its absence.
func optional(d *decimal, absent float64) float64 {
	if d == nil {
		return absent
	}
	return float64(*d)
}

// only reports members that a type does not have.
func (r *reading) only(f *form, at string, names ...string) {
	for name, there := range f.members() {
		if there && !slices.Contains(names, name) {
			r.problem(at, name+" does not belong to "+f.Type)
		}
	}
}

// members yields the members of a form in their order and whether they are
// there.
func (f *form) members() func(yield func(string, bool) bool) {
	return func(yield func(string, bool) bool) {
		_ = yield("value", f.Value != nil) && yield("least", f.Least != nil) && yield("likely", f.Likely != nil) &&
			yield("most", f.Most != nil) && yield("shape", f.Shape != nil) && yield("mu", f.Mu != nil) &&
			yield("sigma", f.Sigma != nil) && yield("alpha", f.Alpha != nil) && yield("beta", f.Beta != nil) &&
			yield("probability", f.Probability != nil) && yield("outcomes", f.Outcomes != nil) && yield("values", f.Values != nil) &&
			yield("interpolation", f.Interpolation != "") && yield("of", f.Of != nil) && yield("parts", f.Parts != nil)
	}
}

// read returns the distribution of a form. The path stands before the names of
// its members.
func (r *reading) read(f *form, at string, depth int) Distribution {
	if f == nil {
		r.problem(at, "distribution is missing")
		return nil
	}
	if depth > MaxDepth {
		r.problem(at, "distribution lies too deep")
		return nil
	}
	switch f.Type {
	case "constant":
		r.only(f, at, "value")
		return Constant{r.number(at+"value", f.Value)}
	case "uniform":
		r.only(f, at, "least", "most")
		return Uniform{r.number(at+"least", f.Least), r.number(at+"most", f.Most)}
	case "triangular":
		r.only(f, at, "least", "likely", "most")
		return Triangular{r.number(at+"least", f.Least), r.number(at+"likely", f.Likely), r.number(at+"most", f.Most)}
	case "pert":
		r.only(f, at, "least", "likely", "most", "shape")
		return PERT{r.number(at+"least", f.Least), r.number(at+"likely", f.Likely), r.number(at+"most", f.Most), optional(f.Shape, 0)}
	case "normal":
		r.only(f, at, "mu", "sigma")
		return Normal{r.number(at+"mu", f.Mu), r.number(at+"sigma", f.Sigma)}
	case "lognormal":
		r.only(f, at, "mu", "sigma")
		return LogNormal{r.number(at+"mu", f.Mu), r.number(at+"sigma", f.Sigma)}
	case "beta":
		r.only(f, at, "alpha", "beta", "least", "most")
		return Beta{r.number(at+"alpha", f.Alpha), r.number(at+"beta", f.Beta), r.number(at+"least", f.Least), r.number(at+"most", f.Most)}
	case "bernoulli":
		r.only(f, at, "probability")
		return Bernoulli{r.number(at+"probability", f.Probability)}
	}
	return r.readMany(f, at, depth)
}

// readMany does the same for distributions that hold entries or others.
func (r *reading) readMany(f *form, at string, depth int) Distribution {
	switch f.Type {
	case "discrete":
		r.only(f, at, "outcomes")
		return r.discrete(f, at)
	case "empirical":
		r.only(f, at, "values", "interpolation")
		return r.empirical(f, at)
	case "truncated":
		r.only(f, at, "of", "least", "most")
		return Truncated{r.read(f.Of, at+"of.", depth+1), optional(f.Least, math.Inf(-1)), optional(f.Most, math.Inf(1))}
	case "mixture":
		r.only(f, at, "parts")
		return r.mixture(f, at, depth)
	}
	r.problem(at, fmt.Sprintf("type is %.40q", f.Type))
	return nil
}

func (r *reading) discrete(f *form, at string) Distribution {
	var d Discrete
	for i, o := range f.Outcomes {
		at := item(at+"outcomes", i)
		d.Outcomes = append(d.Outcomes, Outcome{r.number(at+".value", o.Value), r.number(at+".probability", o.Probability)})
	}
	return d
}

func (r *reading) empirical(f *form, at string) Distribution {
	var d Empirical
	for _, x := range f.Values {
		d.Values = append(d.Values, float64(x))
	}
	switch f.Interpolation {
	case Stepped.String():
	case Linear.String():
		d.Interpolation = Linear
	default:
		r.problem(at, fmt.Sprintf("interpolation is %.40q", f.Interpolation))
	}
	return d
}

func (r *reading) mixture(f *form, at string, depth int) Distribution {
	var d Mixture
	for i, part := range f.Parts {
		at := item(at+"parts", i)
		d.Parts = append(d.Parts, Part{r.number(at+".weight", part.Weight), r.read(part.Of, at+".of.", depth+1)})
	}
	return d
}
