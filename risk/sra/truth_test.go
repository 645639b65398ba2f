package sra_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mathext"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// truthFigures is how many figures of the default corpus are right. It only
// ever grows.
const truthFigures = 136

// unit is what one week, day or million of a case stands for: seconds, so that
// rounding to them stays far below every tolerance.
const unit = 100_000

// truthTrials is how many trials a simulated figure rests on.
const truthTrials = 200 * montecarlo.Block

// triangle is the triangular distribution.
type triangle struct{ a, m, b float64 }

func (t triangle) Quantile(p float64) float64 {
	if t.b <= t.a {
		return t.m
	}
	if c := (t.m - t.a) / (t.b - t.a); p < c {
		return t.a + math.Sqrt(p*(t.b-t.a)*(t.m-t.a))
	}
	return t.b - math.Sqrt((1-p)*(t.b-t.a)*(t.b-t.m))
}

// pert is the beta distribution of shape 4 between a and b (Vose).
type pert struct{ a, m, b float64 }

func (t pert) Quantile(p float64) float64 {
	if t.b <= t.a {
		return t.m
	}
	return t.a + (t.b-t.a)*mathext.InvRegIncBeta(1+4*(t.m-t.a)/(t.b-t.a), 1+4*(t.b-t.m)/(t.b-t.a), p)
}

// few takes some values with their probabilities.
type few struct{ values, p []float64 }

func (f few) Steps() ([]float64, []float64) { return f.values, f.p }

func (f few) Quantile(p float64) float64 {
	for i, x := range f.p {
		if p -= x; p <= 0 {
			return f.values[i]
		}
	}
	return f.values[len(f.values)-1]
}

// activity is one of a case.
type activity struct {
	ID        string
	A, M, B   float64
	Pred      []string
	Values, P []float64
}

// truthCase is one case; its inputs say which simulation it asks for.
type truthCase struct {
	ID     string
	Inputs struct {
		Activities   []activity
		Network      map[string]activity
		Chain        []activity
		Chains       [][]activity
		Elements     []activity
		Distribution string
		Risks        []struct{ P, Impact json.Number }
		Duration     *activity
		Fixed        *activity `json:"fixed_cost"`
		Burn         float64   `json:"burn_rate_per_day"`
	}
	Expected  map[string]json.RawMessage
	Tolerance map[string]float64
}

// TestTruthRisk simulates the cases in the folder risk of the directory named
// by MILEPOST_TRUTH, by default the copies in testdata. A figure is right
// within the stated tolerance and four standard errors of the trials. Cases
// that ask for no simulation are listed as not covered.
func TestTruthRisk(t *testing.T) {
	folder, own := filepath.Join("testdata", "truth"), true
	if dir := os.Getenv("MILEPOST_TRUTH"); dir != "" {
		folder, own = dir, false
	}
	var file struct{ Cases []json.RawMessage }
	data, err := os.ReadFile(filepath.Join(folder, "risk", "cases.json"))
	if err == nil {
		err = json.Unmarshal(data, &file)
	}
	if err != nil {
		t.Fatal(err)
	}
	x := &truth{t: t}
	for _, raw := range file.Cases {
		var c truthCase
		if err := json.Unmarshal(raw, &c); err != nil || !x.simulate(c) {
			var name struct{ ID string }
			_ = json.Unmarshal(raw, &name)
			x.missing = append(x.missing, "case "+name.ID)
		}
	}
	if own && x.right < truthFigures {
		t.Errorf("%d figures are right, %d were before", x.right, truthFigures)
	}
	for _, id := range x.missing {
		fmt.Println("truth risk-sra: not covered here:", id)
	}
	fmt.Printf("truth risk-sra: %d of %d exact\n", x.right, x.asked)
}

type truth struct {
	t            *testing.T
	asked, right int
	missing      []string
}

// simulate runs a case and compares. It reports false for one that asks for no
// simulation.
func (x *truth) simulate(c truthCase) bool {
	in := &c.Inputs
	switch {
	case len(in.Activities) > 0 && in.Distribution != "":
		x.network(c, in.Activities)
	case len(in.Network) > 0:
		var list []activity
		for _, id := range slices.Sorted(maps.Keys(in.Network)) {
			a := in.Network[id]
			a.ID = id
			list = append(list, a)
		}
		x.network(c, list)
	case len(in.Chain) > 0:
		x.network(c, chained("", in.Chain))
	case len(in.Chains) > 0:
		var list []activity
		for k, chain := range in.Chains {
			list = append(list, chained(strconv.Itoa(k), chain)...)
		}
		x.network(c, list)
	case len(in.Elements) > 0:
		x.costs(c)
	case in.Duration != nil && in.Fixed != nil:
		x.joint(c)
	case len(in.Risks) > 0:
		x.register(c)
	default:
		return false
	}
	return true
}

func chained(prefix string, list []activity) []activity {
	out := slices.Clone(list)
	for i := range out {
		out[i].ID = prefix + out[i].ID
		if i > 0 {
			out[i].Pred = []string{out[i-1].ID}
		}
	}
	return out
}

func (a activity) dist(name string) montecarlo.Quantiler {
	switch {
	case len(a.Values) > 0:
		return few{a.Values, a.P}
	case strings.Contains(name, "beta"):
		return pert{a.A, a.M, a.B}
	}
	return triangle{a.A, a.M, a.B}
}

// alwaysOn is a plan on a calendar that never rests.
func alwaysOn() *schedule.Plan {
	day := calendar.Working(calendar.Hours(0, 24))
	def := calendar.Definition{ID: "on", Week: calendar.Week{day, day, day, day, day, day, day}}
	return &schedule.Plan{Name: "case", Start: calendar.DateOf(2026, 1, 5).At(0), Calendar: "on", Calendars: []schedule.Calendar{{ID: "on", Times: def}}}
}

// network simulates activities with their links.
func (x *truth) network(c truthCase, list []activity) {
	p := alwaysOn()
	o := sra.Options{Trials: truthTrials, Seed: 11, Latin: true}
	for _, a := range list {
		planned := a.M
		if len(a.Values) > 0 {
			planned = a.Values[0]
		}
		p.Tasks = append(p.Tasks, schedule.Task{ID: schedule.TaskID(a.ID), Duration: schedule.Duration{Length: calendar.Work(planned * unit)}})
		for _, from := range a.Pred {
			p.Links = append(p.Links, schedule.Link{From: schedule.TaskID(from), To: schedule.TaskID(a.ID)})
		}
		o.Estimates = append(o.Estimates, sra.Estimate{Task: schedule.TaskID(a.ID), Dist: a.dist(c.Inputs.Distribution), Unit: unit})
	}
	out := x.run(p, risk.Register{}, o)
	x.compare(c, out, distribution{counts: out.Length(), scale: unit}, float64(out.Planned-p.Start)/unit)
}

func (x *truth) run(p *schedule.Plan, r risk.Register, o sra.Options) *sra.Outcome {
	x.t.Helper()
	out, err := sra.Run(context.Background(), p, r, o)
	if err != nil {
		x.t.Fatal(err)
	}
	return out
}

// costs simulates a sum of cost elements.
func (x *truth) costs(c truthCase) {
	o := sra.Options{Trials: truthTrials, Seed: 12, Latin: true, Currency: currency(x.t)}
	for _, a := range c.Inputs.Elements {
		o.Costs = append(o.Costs, sra.Cost{ID: a.ID, Fixed: a.dist("")})
	}
	out := x.run(alwaysOn(), risk.Register{}, o)
	sum := 0.0
	for _, a := range c.Inputs.Elements {
		sum += a.M
	}
	x.compare(c, out, distribution{counts: amounts(out), scale: 10_000}, sum)
	if raw, ok := c.Expected["contingency_at_p75_over_41_percent"]; ok {
		p75, _ := out.Cost.Percentile(75)
		over, _ := p75.Rat().Float64()
		x.near(c.ID+" contingency", (over-sum)/sum*100, number(x.t, raw), c.tolerance("book_percent_points"))
	}
}

// currency has four places, so that rounding stays below the tolerance.
func currency(t *testing.T) money.Currency {
	c, err := money.NewCurrency("XPX", 4)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// amounts reads the counts of minor units out of the JSON form.
func amounts(o *sra.Outcome) *montecarlo.Counts {
	var form struct{ Minor *montecarlo.Counts }
	data, _ := o.Cost.MarshalJSON()
	_ = json.Unmarshal(data, &form)
	return form.Minor
}

// joint simulates one task with fixed and time-dependent cost.
func (x *truth) joint(c truthCase) {
	p := alwaysOn()
	p.Units.MinutesPerDay = 1440
	p.Tasks = []schedule.Task{{ID: "A", Duration: schedule.Duration{Length: calendar.Work(c.Inputs.Duration.M) * 86400}}}
	out := x.run(p, risk.Register{}, sra.Options{
		Trials: truthTrials, Seed: 13, Latin: true, Currency: currency(x.t), Points: 1 << 20,
		Estimates: []sra.Estimate{{Task: "A", Dist: c.Inputs.Duration.dist("triangular"), Unit: 86400}},
		Costs:     []sra.Cost{{ID: "fixed", Fixed: c.Inputs.Fixed.dist("triangular")}, {ID: "burn", Task: "A", PerDay: few{[]float64{c.Inputs.Burn}, []float64{1}}}},
	})
	for key, raw := range c.Expected {
		want, name := number(x.t, raw), c.ID+" "+key
		cost := distribution{counts: amounts(out), scale: 10_000}
		length := distribution{counts: out.Length(), scale: 86400}
		var percent int
		switch {
		case key == "mean_cost":
			x.near(name, cost.mean(), want, cost.meanError())
		case key == "var_cost":
			x.near(name, cost.variance(), want, cost.varianceError())
		case key == "corr_cost_duration":
			x.near(name, pearson(out.Points), want, 4*(1-want*want)/math.Sqrt(truthTrials))
		case scan(key, "p%d_cost", &percent):
			x.near(name, cost.quantile(percent), want, c.tolerance("quantile")+cost.quantileError(percent))
		case scan(key, "p%d_duration", &percent):
			x.near(name, length.quantile(percent), want, c.tolerance("quantile")+length.quantileError(percent))
		case scan(key, "joint_probability_at_both_p%d", &percent):
			at, _ := out.Finish.Percentile(percent)
			amount, _ := out.Cost.Percentile(percent)
			x.near(name, ratio(out.Joint(at, amount)), want, c.tolerance("probability")+errorOf(want))
		default:
			x.missing = append(x.missing, "figure "+name)
		}
	}
}

// register simulates risks on cost.
func (x *truth) register(c truthCase) {
	r := risk.Register{ID: "case", Currency: currency(x.t)}
	for i, in := range c.Inputs.Risks {
		p, err := risk.ParseNumber(in.P.String())
		size, oops := in.Impact.Float64()
		if err != nil || oops != nil {
			x.t.Fatal(err, oops)
		}
		kind := risk.Threat
		if size < 0 {
			kind, size = risk.Opportunity, -size
		}
		r.Risks = append(r.Risks, risk.Risk{ID: fmt.Sprint("R", i), Kind: kind, Status: risk.Open, Assessments: []risk.Assessment{{Basis: risk.Current,
			Rating: risk.Rating{Probability: p, Effects: []risk.Effect{{On: risk.OnCost, Likely: risk.Fraction(int64(size*100), 100)}}}}}})
	}
	out := x.run(alwaysOn(), r, sra.Options{Trials: truthTrials, Seed: 14, Latin: true})
	x.compare(c, out, distribution{counts: amounts(out), scale: 10_000}, 0)
}

// compare holds a distribution, and the indices of tasks, against the figures
// of a case.
func (x *truth) compare(c truthCase, out *sra.Outcome, d distribution, planned float64) {
	for _, key := range slices.Sorted(maps.Keys(c.Expected)) {
		raw, name := c.Expected[key], c.ID+" "+key
		var percent int
		var limit float64
		switch {
		case strings.HasPrefix(key, "book_"), strings.HasPrefix(key, "contingency"), key == "sum_low", key == "sum_high":
			// printed roundings of figures that stand beside them
		case key == "cpm", key == "sum_most_likely":
			x.near(name, planned, number(x.t, raw), 1e-9)
		case key == "mean":
			x.near(name, d.mean(), number(x.t, raw), c.tolerance("absolute", "exact")+d.meanError())
		case key == "sd":
			x.near(name, math.Sqrt(d.variance()), number(x.t, raw), c.tolerance("absolute", "exact")+d.varianceError()/2/math.Sqrt(d.variance()))
		case key == "var":
			x.near(name, d.variance(), number(x.t, raw), c.tolerance("absolute", "exact")+d.varianceError())
		case key == "p_le_cpm":
			want := number(x.t, raw)
			x.near(name, d.atMost(planned), want, c.tolerance("absolute", "exact")+errorOf(want))
		case scanFloat(key, "p_le_", &limit):
			want := number(x.t, raw)
			x.near(name, d.atMost(limit), want, c.tolerance("absolute", "exact")+errorOf(want))
		case scan(key, "p%d", &percent):
			x.near(name, d.quantile(percent), number(x.t, raw), c.tolerance("quantile", "absolute", "exact")+d.quantileError(percent))
		case key == "cdf", key == "distribution":
			x.shares(name, key == "cdf", d, raw)
		case key == "criticality", strings.HasPrefix(key, "cruciality_"), key == "significance", key == "ssi":
			x.index(name, key, c, out, raw)
		default:
			x.missing = append(x.missing, "figure "+name)
		}
	}
}

// shares compares the probabilities of values.
func (x *truth) shares(name string, sums bool, d distribution, raw json.RawMessage) {
	var want map[string]float64
	if err := json.Unmarshal(raw, &want); err != nil {
		x.t.Fatal(err)
	}
	for _, at := range slices.Sorted(maps.Keys(want)) {
		v, _ := strconv.ParseFloat(at, 64)
		got := d.atMost(v)
		if !sums {
			got -= d.atMost(v - 1/d.scale)
		}
		x.near(name+" "+at, got, want[at], errorOf(want[at]))
	}
}

// index compares an index of every task. An undefined one is null.
func (x *truth) index(name, key string, c truthCase, out *sra.Outcome, raw json.RawMessage) {
	var want map[string]*float64
	if err := json.Unmarshal(raw, &want); err != nil {
		x.t.Fatal(err)
	}
	for _, task := range out.Tasks {
		w, asked := want[string(task.Task)]
		if !asked {
			continue
		}
		v, known := map[string]finding.Value{"criticality": task.Criticality, "cruciality_pearson": task.Cruciality, "cruciality_spearman": task.Ranked,
			"cruciality_kendall": task.Kendall, "significance": task.Significance, "ssi": task.Sensitivity}[key]
		if !known {
			x.missing = append(x.missing, "figure "+name)
			return
		}
		if w == nil {
			x.figure(name+" "+string(task.Task), v.IsUnknown(), v.String()+", want none")
			continue
		}
		x.near(name+" "+string(task.Task), ratio(v), *w, c.tolerance("absolute")+4*0.8/math.Sqrt(truthTrials))
	}
}

func (x *truth) near(name string, got, want, tolerance float64) {
	x.figure(name, math.Abs(got-want) <= tolerance, fmt.Sprintf("got %v, want %v within %v", got, want, tolerance))
}

func (x *truth) figure(name string, right bool, text string) {
	x.asked++
	if right {
		x.right++
		return
	}
	x.t.Errorf("%s: %s", name, text)
}

func (c truthCase) tolerance(names ...string) float64 {
	for _, name := range names {
		if v, ok := c.Tolerance[name]; ok {
			return v
		}
	}
	return 0
}

func number(t *testing.T, raw json.RawMessage) float64 {
	var v float64
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func ratio(v finding.Value) float64 {
	r, ok := v.Rat()
	if !ok {
		return math.NaN()
	}
	x, _ := r.Float64()
	return x
}

func scan(key, form string, into *int) bool {
	n, err := fmt.Sscanf(key, form, into)
	return n == 1 && err == nil && fmt.Sprintf(strings.Replace(form, "%d", "%02d", 1), *into) == key || n == 1 && fmt.Sprintf(form, *into) == key
}

func scanFloat(key, prefix string, into *float64) bool {
	text, ok := strings.CutPrefix(key, prefix)
	v, err := strconv.ParseFloat(text, 64)
	*into = v
	return ok && err == nil
}

// errorOf returns four standard errors of a probability.
func errorOf(p float64) float64 { return 4 * math.Sqrt(p*(1-p)/truthTrials) }

// distribution is what came out, in the unit of the case.
type distribution struct {
	counts *montecarlo.Counts
	scale  float64
}

func (d distribution) mean() float64 {
	x, _ := d.counts.Mean().Float64()
	return x / d.scale
}

func (d distribution) variance() float64 {
	x, _ := d.counts.Variance().Float64()
	return x / d.scale / d.scale
}

func (d distribution) meanError() float64 { return 4 * math.Sqrt(d.variance()/truthTrials) }

// varianceError is four standard errors from the fourth moment, at most 5.
func (d distribution) varianceError() float64 {
	return 4 * d.variance() * math.Sqrt(4/float64(truthTrials))
}

func (d distribution) atMost(v float64) float64 {
	return float64(d.counts.AtMost(int64(math.Round(v*d.scale)))) / float64(d.counts.N())
}

func (d distribution) quantile(percent int) float64 {
	x, _ := d.counts.Percentile(int64(percent), 100)
	return float64(x) / d.scale
}

// quantileError is how far an interval of four standard errors reaches to
// either side.
func (d distribution) quantileError(percent int) float64 {
	low, high, _ := d.counts.Interval(int64(percent), 100, 4)
	at, _ := d.counts.Percentile(int64(percent), 100)
	return float64(max(high-at, at-low)) / d.scale
}

// pearson is the correlation of date and cost in the points.
func pearson(points []sra.Point) float64 {
	var count, x, y, xx, yy, xy float64
	origin := slices.MinFunc(points, func(a, b sra.Point) int { return cmp.Compare(a.Finish, b.Finish) })
	for _, p := range points {
		a, b := float64(p.Finish-origin.Finish), float64(p.Cost-origin.Cost)
		count, x, y, xx, yy, xy = count+1, x+a, y+b, xx+a*a, yy+b*b, xy+a*b
	}
	return (count*xy - x*y) / math.Sqrt(count*xx-x*x) / math.Sqrt(count*yy-y*y)
}
