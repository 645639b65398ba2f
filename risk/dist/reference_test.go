package dist

import (
	"encoding/json"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// reference holds quantiles computed by testdata/reference.py with another
// library at 60 digits.
type reference struct {
	Origin string
	Beta   []struct {
		Alpha, Beta string
		Quantiles   [][2]string
	}
	Normal    [][2]string
	Truncated []struct {
		Form, Mean, Variance string
		Quantiles            [][2]string
	}
}

func float(t testing.TB, text string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func readReference(t testing.TB) reference {
	t.Helper()
	data, err := os.ReadFile("testdata/reference.json")
	if err != nil {
		t.Fatal(err)
	}
	var r reference
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Beta) < 10 || len(r.Normal) < 10 || len(r.Truncated) < 8 {
		t.Fatal("the reference is cut short")
	}
	return r
}

// Quantiles of the beta distribution agree with the reference to 13 digits over
// p from 1e-9 to 1-1e-9, measured from the nearer bound.
func TestBetaQuantileAgainstReference(t *testing.T) {
	for _, c := range readReference(t).Beta {
		d := Beta{Alpha: float(t, c.Alpha), Beta: float(t, c.Beta), Most: 1}
		for _, q := range c.Quantiles {
			p, want := float(t, q[0]), float(t, q[1])
			got := d.Quantile(p)
			if math.Abs(got-want) > 1e-12*want+2e-16 {
				t.Errorf("beta(%s, %s): the quantile of %v is %v, want %v (off by %.1e)", c.Alpha, c.Beta, p, got, want, got/want-1)
			}
		}
	}
}

func TestNormalQuantileAgainstReference(t *testing.T) {
	d := Normal{0, 1}
	for _, q := range readReference(t).Normal {
		p, want := float(t, q[0]), float(t, q[1])
		if got := d.Quantile(p); math.Abs(got-want) > 1e-14*math.Abs(want) {
			t.Errorf("the quantile of %v is %v, want %v", p, got, want)
		}
		if z := want; math.Abs(d.CDF(z)-p) > 1e-12*p {
			t.Errorf("the CDF at %v is %v, want %v", z, d.CDF(z), p)
		}
	}
}

// Cut distributions of every continuous shape: mean, variance and quantiles
// against quadrature of the density at 30 digits.
func TestTruncatedAgainstReference(t *testing.T) {
	for _, c := range readReference(t).Truncated {
		d, err := Decode(strings.NewReader(c.Form))
		if err != nil || d.Validate() != nil {
			t.Fatalf("%s: %v, %v", c.Form, err, d.Validate())
		}
		close := func(what string, got float64, text string) {
			if want := float(t, text); math.Abs(got-want) > 1e-11*(1+math.Abs(want)) {
				t.Errorf("%s: %s %v, want %v", c.Form, what, got, want)
			}
		}
		close("mean", d.Mean(), c.Mean)
		close("variance", Variance(d), c.Variance)
		for _, q := range c.Quantiles {
			close("quantile of "+q[0], d.Quantile(float(t, q[0])), q[1])
			if p := CDF(d, float(t, q[1])); math.Abs(p-float(t, q[0])) > 1e-11 {
				t.Errorf("%s: the CDF at %s is %v, want %s", c.Form, q[1], p, q[0])
			}
		}
		// The same by quadrature, as for distributions of a host.
		host := hidden{d}
		if got, want := quadrature(host.Quantile, 0, 1), float(t, c.Mean); math.Abs(got-want) > 1e-7*want {
			t.Errorf("%s: mean by quadrature %v, want %v", c.Form, got, want)
		}
		if got, want := Variance(host), float(t, c.Variance); math.Abs(got-want) > 1e-7*want {
			t.Errorf("%s: variance by quadrature %v, want %v", c.Form, got, want)
		}
		if got, want := CDF(host, float(t, c.Quantiles[1][1])), 0.5; math.Abs(got-want) > 1e-11 {
			t.Errorf("%s: the CDF by halving is %v, want %v", c.Form, got, want)
		}
	}
}

// hidden shows no more of a distribution than a host's has to.
type hidden struct{ of Distribution }

func (h hidden) Quantile(p float64) float64 { return h.of.Quantile(p) }
func (h hidden) Mean() float64              { return h.of.Mean() }
func (h hidden) Validate() error            { return h.of.Validate() }

// Closed forms that need no table: Beta(1, n) and Beta(n, 1) are powers,
// Beta(1/2, 1/2) is an arcsine, Beta(2, 2) a cubic.
func TestBetaAgainstClosedForms(t *testing.T) {
	for p := 0.001; p < 1; p += 0.001 {
		for _, c := range []struct {
			d    Beta
			want float64
		}{
			{Beta{1, 3, 0, 1}, 1 - math.Cbrt(1-p)},
			{Beta{3, 1, 0, 1}, math.Cbrt(p)},
			{Beta{0.5, 0.5, 0, 1}, square(math.Sin(math.Pi * p / 2))},
			{Beta{1, 1, 5, 9}, 5 + 4*p},
			{Beta{2, 1, -4, 0}, -4 + 4*math.Sqrt(p)},
		} {
			if got := c.d.Quantile(p); math.Abs(got-c.want) > 1e-13 {
				t.Fatalf("%v: the quantile of %v is %v, want %v", c.d, p, got, c.want)
			}
		}
		x := p
		if got, want := (Beta{2, 2, 0, 1}).CDF(x), x*x*(3-2*x); math.Abs(got-want) > 1e-14 {
			t.Fatalf("Beta(2, 2) at %v is %v, want %v", x, got, want)
		}
	}
}

// The figures that tables of the normal distribution print.
func TestNormalTable(t *testing.T) {
	d := Normal{100, 15}
	for _, c := range []struct{ z, p float64 }{{0, 0.5}, {1, 0.8413}, {1.28, 0.8997}, {1.645, 0.95}, {1.96, 0.975}, {2, 0.9772}, {2.326, 0.99}, {3, 0.9987}, {-1.96, 0.025}} {
		if got := d.CDF(100 + 15*c.z); math.Abs(got-c.p) > 6e-5 {
			t.Errorf("z %v gives %v, the table says %v", c.z, got, c.p)
		}
		if c.p > 0.03 {
			if got := (d.Quantile(c.p) - 100) / 15; math.Abs(got-c.z) > 2e-2 {
				t.Errorf("p %v gives %v, the table says %v", c.p, got, c.z)
			}
		}
	}
}
