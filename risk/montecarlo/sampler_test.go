package montecarlo

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// scaled is a distribution moved and stretched.
type scaled struct {
	Quantiler
	low, width float64
}

func (s scaled) Quantile(p float64) float64 { return s.low + s.width*s.Quantiler.Quantile(p) }

// pert is a beta of shape 4 between 1,000 and 100,000 with its mode at 30,000.
func pert() Quantiler {
	f := 29.0 / 99
	return scaled{distuv.Beta{Alpha: 1 + 4*f, Beta: 1 + 4*(1-f)}, 1000, 99_000}
}

// coin is 10 with probability 0.3 and 20 otherwise.
type coin struct{}

func (coin) Quantile(p float64) float64 {
	if p <= 0.3 {
		return 10
	}
	return 20
}
func (coin) Steps() (values, probabilities []float64) { return []float64{10, 20}, []float64{0.3, 0.7} }

func model(t testing.TB, inputs []Input, c []Correlation, o Options) *Model {
	t.Helper()
	m, found := New(inputs, c, o)
	if m == nil {
		t.Fatal(finding.AsError("model", found))
	}
	return m
}

// column returns all values of an input in the first blocks.
func column(m *Model, input, blocks int) []float64 {
	s, out := m.NewSampler(), []float64{}
	var v [Lanes]int64
	for b := range blocks {
		s.Start(b)
		for at := range Block / Lanes {
			s.Values(input, at, &v)
			for _, x := range v {
				out = append(out, float64(x))
			}
		}
	}
	return out
}

// The corners of the middle stand where the list of corners has their
// probability, for distributions that give many quantiles at once too.
func TestCornersStandInPlace(t *testing.T) {
	d := together{distuv.Uniform{Min: 0, Max: 1}}
	tab := newTable(d, 0, 1)
	at := tab.corners()
	for i := rim; i <= lines-rim; i++ {
		if got, want := at[corner(i)], int32(i<<21); got != want {
			t.Errorf("corner %d is %d, want %d", i, got, want)
		}
	}
	if corner(rim) != len(at)-1-corner(lines-rim) || !slices.IsSorted(at) {
		t.Errorf("corners from %d to %d of %d", corner(rim), corner(lines-rim), len(at))
	}
	if single := newTable(d.Quantiler, 0, 1); single.axis != tab.axis || single.slope != tab.slope || single.outer != tab.outer {
		t.Error("quantiles at once and one by one differ")
	}
}

// together gives many quantiles at once.
type together struct{ Quantiler }

func (d together) Quantiles(p []float64) []float64 {
	out := make([]float64, len(p))
	for i := range p {
		out[i] = d.Quantile(p[i])
	}
	return out
}

// TestTablesAreQuantiles holds the tables against the quantile functions of
// gonum over the whole range, ends included.
func TestTablesAreQuantiles(t *testing.T) {
	for name, d := range map[string]Quantiler{
		"pert": pert(), "uniform": distuv.Uniform{Min: -5e6, Max: 7e6}, "triangle": distuv.NewTriangle(0, 1e6, 2e5, nil),
		"normal": distuv.Normal{Mu: 1e6, Sigma: 1e4}, "lognormal": distuv.LogNormal{Mu: 10, Sigma: 0.5}, "beta": scaled{distuv.Beta{Alpha: 0.7, Beta: 3}, 0, 1e7},
	} {
		low, high := ends(d)
		tab := newTable(d, low, high-low)
		worst := 0.0
		for _, u := range uniforms() {
			got := low + (high-low)*float64(tab.of(u))/one
			want := d.Quantile((float64(u) + 0.5) / points)
			worst = max(worst, math.Abs(got-want)/(high-low))
		}
		if worst > 3e-4 {
			t.Errorf("%s: off by %.2g of the width", name, worst)
		}
		last := int64(-1)
		us := uniforms()
		slices.Sort(us)
		for _, u := range us {
			if v := tab.of(u); v < last {
				t.Fatalf("%s: falls at %d", name, u)
			} else {
				last = v
			}
		}
	}
}

// uniforms returns numbers over the whole range, thick at the ends.
func uniforms() []uint32 {
	list := []uint32{0, 1, 2, 1<<16 - 1, 1 << 16, 1<<24 - 1, 1 << 24, 1<<32 - 1, 1<<32 - 2, 1<<32 - 1<<16, 1<<32 - 1<<24, 1<<32 - 1<<24 - 1}
	for i := range uint32(5000) {
		list = append(list, i*858993, i*97, 1<<32-1-i*97, i*13331)
	}
	return list
}

// TestMeansAndSpreads compares samples with the moments that gonum states,
// within four standard errors.
func TestMeansAndSpreads(t *testing.T) {
	for name, d := range map[string]interface {
		Quantiler
		Mean() float64
		StdDev() float64
	}{"normal": distuv.Normal{Mu: 1e6, Sigma: 1e4}, "uniform": distuv.Uniform{Min: 0, Max: 1e6}, "triangle": distuv.NewTriangle(0, 1e6, 2e5, nil), "lognormal": distuv.LogNormal{Mu: 10, Sigma: 0.5}} {
		for _, latin := range []bool{false, true} {
			m := model(t, []Input{{ID: name, Dist: d}}, nil, Options{Seed: 3, Latin: latin})
			x := column(m, 0, 60)
			mean, sd := stat.MeanStdDev(x, nil)
			if se := d.StdDev() / math.Sqrt(float64(len(x))); math.Abs(mean-d.Mean()) > 4*se {
				t.Errorf("%s latin %v: mean %.1f, want %.1f +- %.1f", name, latin, mean, d.Mean(), se)
			}
			if math.Abs(sd/d.StdDev()-1) > 0.03 {
				t.Errorf("%s latin %v: deviation %.1f, want %.1f", name, latin, sd, d.StdDev())
			}
		}
	}
}

// TestStepsKeepTheirProbabilities: a coin lands as often as it says.
func TestStepsKeepTheirProbabilities(t *testing.T) {
	x := column(model(t, []Input{{ID: "coin", Dist: coin{}}}, nil, Options{Seed: 5}), 0, 100)
	tens := 0.0
	for _, v := range x {
		switch v {
		case 10:
			tens++
		case 20:
		default:
			t.Fatalf("a value of %v", v)
		}
	}
	n := float64(len(x))
	if math.Abs(tens/n-0.3) > 4*math.Sqrt(0.21/n) {
		t.Errorf("%.4f of the tosses are 10", tens/n)
	}
}

// TestSmallIsValues: the fast way gives the same numbers, bounds included.
func TestSmallIsValues(t *testing.T) {
	m := model(t, []Input{
		{ID: "a", Dist: pert()}, {ID: "b", Dist: pert(), Least: 5000, Most: 30_000}, {ID: "c", Dist: coin{}},
		{ID: "d", Dist: distuv.Uniform{Min: -1e12, Max: 1e12}}, {ID: "e", Dist: distuv.Normal{Mu: 0, Sigma: 1e5}},
	}, []Correlation{{"a", "e", 0.4}}, Options{Seed: 1})
	s := m.NewSampler()
	var wide [Lanes]int64
	var small [Lanes]int32
	for b := range 3 {
		s.Start(b)
		for i := range m.Inputs() {
			for at := range Block / Lanes {
				s.Values(i, at, &wide)
				s.Small(i, at, &small)
				for l := range wide {
					if want := min(max(wide[l], -1<<31), 1<<31-1); int64(small[l]) != want {
						t.Fatalf("input %d block %d: %d, want %d", i, b, small[l], want)
					}
				}
			}
		}
	}
}

// TestInputsStandAlone: another input, or another order, changes nothing in
// what the first draws; another seed or id does.
func TestInputsStandAlone(t *testing.T) {
	alone := column(model(t, []Input{{ID: "a", Dist: pert()}}, nil, Options{Seed: 1}), 0, 2)
	among := column(model(t, []Input{{ID: "b", Dist: pert()}, {ID: "a", Dist: pert()}, {ID: "c", Dist: coin{}}}, nil, Options{Seed: 1}), 1, 2)
	if !slices.Equal(alone, among) {
		t.Error("other inputs change the draws of one")
	}
	if slices.Equal(alone, column(model(t, []Input{{ID: "a", Dist: pert()}}, nil, Options{Seed: 2}), 0, 2)) ||
		slices.Equal(alone, column(model(t, []Input{{ID: "b", Dist: pert()}}, nil, Options{Seed: 1}), 0, 2)) {
		t.Error("another seed or id draws the same")
	}
}

// TestLatinStrata: of each block every 1024th holds exactly one trial.
func TestLatinStrata(t *testing.T) {
	m := model(t, []Input{{ID: "a", Dist: pert()}, {ID: "b", Dist: pert()}}, []Correlation{{"a", "b", 0.7}}, Options{Seed: 4, Latin: true})
	s := m.NewSampler()
	for _, b := range []int{0, 7, 3} {
		s.Start(b)
		for i := range 2 {
			var seen [Block]bool
			var u [Lanes]uint32
			for at := range Block / Lanes {
				s.Uniform(i, at, &u)
				for _, x := range u {
					if seen[x>>22] {
						t.Fatalf("block %d input %d: stratum %d twice", b, i, x>>22)
					}
					seen[x>>22] = true
				}
			}
		}
	}
}

// ranks returns the rank of each value.
func ranks(x []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return int(x[a]) - int(x[b]) })
	out := make([]float64, len(x))
	for r, i := range order {
		out[i] = float64(r)
	}
	return out
}

// TestRankCorrelations: the ranks have the correlations asked for, inputs that
// hang together with nothing keep none, and every column keeps its values.
func TestRankCorrelations(t *testing.T) {
	inputs := []Input{{ID: "a", Dist: pert()}, {ID: "b", Dist: distuv.LogNormal{Mu: 12, Sigma: 0.6}}, {ID: "c", Dist: distuv.Normal{Mu: 0, Sigma: 1e6}}, {ID: "d", Dist: distuv.Uniform{Min: 0, Max: 1e6}}}
	asked := []Correlation{{"a", "b", 0.8}, {"b", "c", -0.5}, {"c", "a", -0.3}}
	free := model(t, inputs, nil, Options{Seed: 9})
	m := model(t, inputs, asked, Options{Seed: 9})
	var r [4][]float64
	for i := range inputs {
		x := column(m, i, 20)
		r[i] = ranks(x)
		before := column(free, i, 20)
		for b := 0; b < len(x); b += Block {
			one, other := slices.Sorted(slices.Values(x[b:b+Block])), slices.Sorted(slices.Values(before[b:b+Block]))
			if !slices.Equal(one, other) {
				t.Fatalf("input %d block %d has other values", i, b/Block)
			}
		}
	}
	for _, c := range append(asked, Correlation{"a", "d", 0}, Correlation{"b", "d", 0}) {
		i, _ := m.Number(c.A)
		k, _ := m.Number(c.B)
		if got := stat.Correlation(r[i], r[k], nil); math.Abs(got-c.Rank) > 0.025 {
			t.Errorf("%s and %s: %.3f, want %.3f", c.A, c.B, got, c.Rank)
		}
	}
}

// TestRepair: three quantities cannot each run against the other two. The
// nearest that can be had is -1/2 for each pair.
func TestRepair(t *testing.T) {
	inputs := []Input{{ID: "a", Dist: pert()}, {ID: "b", Dist: pert()}, {ID: "c", Dist: pert()}}
	m, found := New(inputs, []Correlation{{"a", "b", -0.9}, {"b", "c", -0.9}, {"a", "c", -0.9}}, Options{Seed: 2})
	if m == nil || len(found) != 1 || found[0].Code != CodeRepaired || found[0].Severity != finding.Warn || len(found[0].Related) != 2 {
		t.Fatalf("got %v", found)
	}
	x, y := ranks(column(m, 0, 20)), ranks(column(m, 1, 20))
	want := 6 / math.Pi * math.Asin(-0.25) // normal scores at -1/2
	if got := stat.Correlation(x, y, nil); math.Abs(got-want) > 0.03 {
		t.Errorf("ranks at %.3f, want %.3f", got, want)
	}
}

// steep is a host's distribution of steps.
type steep struct{ values, probabilities []float64 }

func (steep) Quantile(float64) float64        { return 0 }
func (s steep) Steps() ([]float64, []float64) { return s.values, s.probabilities }

// TestBadSteps: steps that are none are refused.
func TestBadSteps(t *testing.T) {
	for _, s := range []steep{
		{[]float64{1, 2}, []float64{1}}, {[]float64{2, 1}, []float64{0.5, 0.5}}, {[]float64{math.NaN()}, []float64{1}}, {[]float64{math.Inf(1)}, []float64{1}},
		{[]float64{1, 2}, []float64{1.5, -0.5}}, {[]float64{1, 2}, []float64{math.NaN(), 1}}, {[]float64{1, 2}, []float64{0.5, 0.4}},
	} {
		if m, found := New([]Input{{ID: "a", Dist: s}}, nil, Options{}); m != nil || len(found) != 1 || found[0].Code != CodeBadDistribution {
			t.Errorf("%v: %v", s, found)
		}
	}
}

// TestStepsWithoutProbability: the outermost uniform numbers lead to no value of
// probability 0.
func TestStepsWithoutProbability(t *testing.T) {
	s := newSteps([]float64{1, 2, 3, 4, 5}, []float64{0, 0, 1, 0, 0})
	for _, u := range []uint32{0, 1, 1 << 31, math.MaxUint32 - 1, math.MaxUint32} {
		if got := s.of(u); got != 3 {
			t.Errorf("%d leads to %d", u, got)
		}
	}
}

// TestPerfectIsNotRepaired: correlations of 1 and -1 do not contradict anything.
func TestPerfectIsNotRepaired(t *testing.T) {
	inputs := []Input{{ID: "a", Dist: pert()}, {ID: "b", Dist: pert()}, {ID: "c", Dist: pert()}}
	if m, found := New(inputs, []Correlation{{"a", "b", 1}, {"b", "c", -1}, {"a", "c", -1}}, Options{}); m == nil || len(found) > 0 {
		t.Errorf("found %v", found)
	}
}

func TestPerfectCorrelation(t *testing.T) {
	m, found := New([]Input{{ID: "a", Dist: pert()}, {ID: "b", Dist: pert()}}, []Correlation{{"a", "b", 1}}, Options{Seed: 2, Latin: true})
	if m == nil {
		t.Fatal(found)
	}
	if got := stat.Correlation(ranks(column(m, 0, 4)), ranks(column(m, 1, 4)), nil); got < 0.999 {
		t.Errorf("got %.5f", got)
	}
}

// broken has quantiles that fall.
type broken struct{ at float64 }

func (b broken) Quantile(p float64) float64 {
	if p > 0.5 {
		return b.at
	}
	return 1
}

func TestFaultsAllAtOnce(t *testing.T) {
	m, found := New([]Input{
		{ID: "", Dist: pert()}, {ID: "a"}, {ID: "a", Dist: pert()}, {ID: "b", Dist: broken{0}}, {ID: "c", Dist: broken{math.NaN()}}, {ID: "d", Dist: broken{math.Inf(1)}},
	}, []Correlation{{"a", "x", 0.1}, {"b", "b", 0.2}, {"c", "d", 2}, {"d", "c", math.NaN()}, {"c", "d", -1.5}}, Options{})
	if m != nil {
		t.Error("a model came")
	}
	count := map[finding.Code]int{}
	for _, f := range found {
		count[f.Code]++
		if f.Remedy == "" || f.Severity != finding.Block {
			t.Errorf("%v", f)
		}
	}
	want := map[finding.Code]int{CodeNoID: 1, CodeDuplicateID: 1, CodeNoDistribution: 1, CodeBadDistribution: 3, CodeUnknownInput: 1,
		CodeSelfCorrelation: 1, CodeCorrelationTwice: 2, CodeCorrelationRange: 3}
	for code, n := range want {
		if count[code] != n {
			t.Errorf("%s %d times, want %d", code, count[code], n)
		}
	}
}

func TestTooManyTogether(t *testing.T) {
	var inputs []Input
	var c []Correlation
	for i := range MaxCorrelated + 1 {
		inputs = append(inputs, Input{ID: fmt.Sprint("t", i), Dist: pert()})
		if i > 0 {
			c = append(c, Correlation{fmt.Sprint("t", i-1), fmt.Sprint("t", i), 0.1})
		}
	}
	if m, found := New(inputs, c, Options{}); m != nil || len(found) != 1 || found[0].Code != CodeTooCorrelated {
		t.Errorf("got %v", found)
	}
}

func TestCodesAreComplete(t *testing.T) {
	seen := map[finding.Code]bool{}
	for _, c := range Codes() {
		if seen[c] || !strings.HasPrefix(string(c), "montecarlo.") {
			t.Errorf("%s", c)
		}
		seen[c] = true
	}
}
