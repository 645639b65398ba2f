package risk

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// truthFigures is how many figures of the default corpus this package gets
// right. It only ever grows.
const truthFigures = 300

// TestTruthRisk compares with the matrices, verdicts and cases in the folder
// risk of the directory named by MILEPOST_TRUTH, by default the copies in
// testdata. Cases of other packages are listed as not covered.
func TestTruthRisk(t *testing.T) {
	folder, own := filepath.Join("testdata", "truth"), true
	if dir := os.Getenv("MILEPOST_TRUTH"); dir != "" {
		folder, own = dir, false
	}
	truth := &truth{t: t}
	truth.cox(filepath.Join(folder, "risk", "cox.json"))
	truth.matrices(filepath.Join(folder, "risk", "matrices.json"))
	truth.cases(filepath.Join(folder, "risk", "cases.json"))
	if own && truth.right < truthFigures {
		t.Errorf("%d figures are right, %d were before", truth.right, truthFigures)
	}
	for _, name := range []string{"cox.json", "matrices.json", "cases.json"} {
		if _, err := os.Stat(filepath.Join(folder, "risk", name)); err != nil {
			truth.missing = append(truth.missing, "file "+name)
		}
	}
	for _, id := range truth.missing {
		fmt.Println("truth risk: not covered here:", id)
	}
	fmt.Printf("truth risk: %d of %d exact\n", truth.right, truth.asked)
}

// truth counts the figures asked for and those that are right.
type truth struct {
	t            *testing.T
	asked, right int
	missing      []string
}

func (x *truth) figure(name string, got, want string) {
	x.asked++
	if got == want {
		x.right++
		return
	}
	x.t.Errorf("%s: got %s, want %s", name, got, want)
}

// near compares a number with an expected one, exactly unless the case states
// a tolerance.
func (x *truth) near(name string, got Number, want json.Number, tolerance *big.Rat) {
	w, _ := new(big.Rat).SetString(want.String())
	g, ok := got.Rat()
	if ok && w != nil {
		if away := new(big.Rat).Sub(g, w); away.Abs(away).Cmp(tolerance) <= 0 {
			x.figure(name, "near", "near")
			return
		}
	}
	x.figure(name, got.String(), want.String())
}

func readTruth[T any](x *truth, path string) T {
	x.t.Helper()
	var into T
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return into // listed as missing
	}
	if err == nil {
		err = json.Unmarshal(data, &into)
	}
	if err != nil {
		x.t.Fatal(err)
	}
	return into
}

func (x *truth) cox(path string) {
	file := readTruth[struct {
		Verdicts []struct {
			Name     string
			Matrix   [][]string
			MaxGreen string `json:"max_green"`
			MinRed   string `json:"min_red"`

			WeakConsistency     bool     `json:"weak_consistency"`
			Betweenness         bool     `json:"betweenness"`
			ConsistentColouring bool     `json:"consistent_colouring"`
			Passes              bool     `json:"passes"`
			MustBeGreen         [][2]int `json:"must_be_green"`
			MustBeRed           [][2]int `json:"must_be_red"`
			LeftAndBottomGreen  bool     `json:"left_column_and_bottom_row_green"`
			SecondWithoutRed    bool     `json:"second_row_and_column_without_red"`
		}
	}](x, path)
	for _, v := range file.Verdicts {
		rows := make([]string, len(v.Matrix))
		for i, row := range v.Matrix {
			rows[i] = strings.Join(row, "")
		}
		m := paint(rows...)
		got := m.Cox()
		x.near(v.Name+" max green", got.MaxGreen, json.Number(v.MaxGreen), new(big.Rat))
		x.near(v.Name+" min red", got.MinRed, json.Number(v.MinRed), new(big.Rat))
		x.figure(v.Name+" weak", fmt.Sprint(got.WeakConsistency), fmt.Sprint(v.WeakConsistency))
		x.figure(v.Name+" between", fmt.Sprint(got.Betweenness), fmt.Sprint(v.Betweenness))
		x.figure(v.Name+" colouring", fmt.Sprint(got.ConsistentColouring), fmt.Sprint(v.ConsistentColouring))
		x.figure(v.Name+" passes", fmt.Sprint(got.Passes()), fmt.Sprint(v.Passes))
		x.figure(v.Name+" must be green", fmt.Sprint(got.MustBeGreen), braces(v.MustBeGreen))
		x.figure(v.Name+" must be red", fmt.Sprint(got.MustBeRed), braces(v.MustBeRed))
		left, second := true, true
		for _, c := range m.cells() {
			left = left && (c.Likelihood > 0 && c.Effect > 0 || m.rank(c) == 0)
			second = second && (c.Likelihood != 1 && c.Effect != 1 || m.rank(c) < 2)
		}
		x.figure(v.Name+" left and bottom", fmt.Sprint(left), fmt.Sprint(v.LeftAndBottomGreen))
		x.figure(v.Name+" second", fmt.Sprint(second), fmt.Sprint(v.SecondWithoutRed))
	}
}

// braces prints pairs as a list of cells prints.
func braces(pairs [][2]int) string {
	cells := make([]Cell, len(pairs))
	for i, p := range pairs {
		cells[i] = Cell{p[0], p[1]}
	}
	return fmt.Sprint(cells)
}

// published is one entry of matrices.json, the most likely row first.
type published struct {
	Probability, Impact         []json.Number
	Score, Printed, Rank, Index [][]json.Number
	Matrix                      [][]string
	Counts                      map[string]int
	Bands                       map[string][2]int
	Properties                  map[string]any
}

func (x *truth) matrices(path string) {
	file := readTruth[map[string]json.RawMessage](x, path)
	names := map[string]string{"asnzs4360": PresetASNZS4360, "mil_std_882d_index": PresetMILSTD882D}
	for _, name := range slices.Sorted(maps.Keys(file)) {
		var entry published
		if name == "note" || name == "no_numbers" {
			continue
		}
		if err := json.Unmarshal(file[name], &entry); err != nil {
			x.t.Errorf("%s: %v", name, err)
			continue
		}
		preset := name
		if other, ok := names[name]; ok {
			preset = other
		}
		m, err := Preset(preset)
		if err != nil {
			m = entry.build(name)
			x.missing = append(x.missing, "preset "+name)
		}
		x.cells(name, m, entry)
		x.counts(name, m, entry)
		x.figure(name+" rises", fmt.Sprint(contains(m.Check(), CodeCellFalls)), "false")
	}
}

// build makes a matrix of an entry that no preset covers.
func (p published) build(name string) Matrix {
	grid := p.Matrix
	for _, numbers := range [][][]json.Number{p.Score, p.Rank, p.Index} {
		for range len(numbers) - len(grid) {
			grid = append(grid, make([]string, len(numbers[0])))
		}
	}
	m := Matrix{ID: name}
	for i := range grid {
		m.Likelihoods = append(m.Likelihoods, fmt.Sprint(i+1))
		m.Cells = append(m.Cells, grid[len(grid)-1-i])
	}
	for j := range grid[0] {
		m.Effects = append(m.Effects, fmt.Sprint(j+1))
	}
	for _, class := range []string{"L", "G", "M", "Y", "S", "H", "E", "R"} {
		if slices.ContainsFunc(grid, func(row []string) bool { return slices.Contains(row, class) }) {
			m.Classes = append(m.Classes, class)
		}
	}
	return m
}

func (x *truth) cells(name string, m Matrix, entry published) {
	at := func(row, column, rows int) Spot {
		spot, err := m.At(Cell{rows - 1 - row, column})
		if err != nil {
			x.t.Errorf("%s: %v", name, err)
		}
		return spot
	}
	for i, row := range entry.Matrix {
		for j, letter := range row {
			x.figure(fmt.Sprint(name, i, j), strings.ToUpper(at(i, j, len(entry.Matrix)).Class[:1]), letter)
		}
	}
	for _, numbers := range [][][]json.Number{entry.Score, entry.Rank, entry.Index} {
		for i, row := range numbers {
			for j, n := range row {
				x.near(fmt.Sprint(name, i, j), at(i, j, len(numbers)).Score, n, new(big.Rat))
			}
		}
	}
	for i, row := range entry.Printed { // products, rounded half up to two places
		for j, n := range row {
			p, q := ratOf(entry.Probability[i]), ratOf(entry.Impact[j])
			x.near(fmt.Sprint(name, " printed", i, j), RatNumber(money.HalfUp.Round(p.Mul(p, q), 2)), n, new(big.Rat))
		}
	}
	for i, row := range entry.Index { // the class of an index is its band
		for j, n := range row {
			k, _ := n.Int64()
			band := entry.Bands[at(i, j, len(entry.Index)).Class]
			x.figure(fmt.Sprint(name, " band", i, j), fmt.Sprint(int64(band[0]) <= k && k <= int64(band[1])), "true")
		}
	}
}

func ratOf(n json.Number) *big.Rat {
	r, _ := new(big.Rat).SetString(n.String())
	return r
}

func (x *truth) counts(name string, m Matrix, entry published) {
	got := map[string]int{}
	for _, c := range m.cells() {
		class, _ := m.class(c)
		got[class]++
		got[strings.ToUpper(class[:min(1, len(class))])]++
	}
	for _, class := range slices.Sorted(maps.Keys(entry.Counts)) {
		x.figure(name+" count "+class, fmt.Sprint(got[class]), fmt.Sprint(entry.Counts[class]))
	}
	if entry.Properties["permutation_of_1_25"] == true {
		seen := map[string]bool{}
		for _, c := range m.cells() {
			seen[m.score(c).String()] = true
		}
		x.figure(name+" permutation", fmt.Sprint(len(seen), seen["1"], seen["25"]), "25 true true")
	}
}

// truthCase is one case; its inputs say which operation it belongs to.
type truthCase struct {
	ID     string
	Inputs struct {
		Options []struct {
			ID       string
			Cost     json.Number
			Outcomes []struct{ P, Payoff json.Number }
		}
		Risks       []struct{ P, Impact json.Number }
		Independent bool
	}
	Expected  map[string]json.RawMessage
	Tolerance struct{ Absolute json.Number }
}

func (x *truth) cases(path string) {
	file := readTruth[struct{ Cases []json.RawMessage }](x, path)
	for _, raw := range file.Cases {
		var c truthCase
		err := json.Unmarshal(raw, &c)
		switch {
		case err == nil && len(c.Inputs.Options) > 0:
			x.decision(c)
		case err == nil && len(c.Inputs.Risks) > 0 && c.Inputs.Independent:
			x.register(c)
		default:
			var name struct{ ID string }
			if err := json.Unmarshal(raw, &name); err != nil {
				x.t.Error(err)
			}
			x.missing = append(x.missing, "case "+name.ID)
		}
	}
}

func (x *truth) amount(n json.Number) money.Amount {
	if n == "" {
		return money.Amount{}
	}
	a, err := money.Parse(n.String(), "USD")
	if err != nil {
		x.t.Error(err)
	}
	return a
}

func (x *truth) number(n json.Number) Number {
	read, err := ParseNumber(n.String())
	if err != nil {
		x.t.Error(err)
	}
	return read
}

func (c truthCase) tolerance() *big.Rat {
	if r, ok := new(big.Rat).SetString(c.Tolerance.Absolute.String()); ok {
		return r
	}
	return new(big.Rat)
}

// expect decodes one expected figure of a case.
func expect[T any](x *truth, raw json.RawMessage) T {
	var into T
	if err := json.Unmarshal(raw, &into); err != nil {
		x.t.Error(err)
	}
	return into
}

func (x *truth) decision(c truthCase) {
	var options []Option
	for _, o := range c.Inputs.Options {
		option := Option{ID: o.ID, Cost: x.amount(o.Cost)}
		for _, b := range o.Outcomes {
			option.Branches = append(option.Branches, Branch{x.number(b.P), x.amount(b.Payoff)})
		}
		options = append(options, option)
	}
	d, err := Decide(options)
	if err != nil {
		x.t.Errorf("%s: %v", c.ID, err)
		return
	}
	for _, key := range slices.Sorted(maps.Keys(c.Expected)) {
		raw, name := c.Expected[key], c.ID+" "+key
		switch key {
		case "net":
			want := expect[map[string][]json.Number](x, raw)
			for _, v := range d.Options {
				for i, n := range want[v.Option] {
					x.near(name, v.Net[i], n, c.tolerance())
				}
			}
		case "emv":
			want := expect[map[string]json.Number](x, raw)
			for _, v := range d.Options {
				x.near(name, v.Expected, want[v.Option], c.tolerance())
			}
		case "choice":
			x.figure(name, d.Best, expect[string](x, raw))
		case "expected_value_with_perfect_information":
			x.near(name, d.WithPerfectInformation, expect[json.Number](x, raw), c.tolerance())
		case "evpi":
			x.near(name, d.Information, expect[json.Number](x, raw), c.tolerance())
		default:
			x.missing = append(x.missing, "figure "+name)
		}
	}
}

// register enters the risks of a case as threats and, where the impact is
// negative, opportunities, and enumerates what they add up to.
func (x *truth) register(c truthCase) {
	var r Register
	for i, in := range c.Inputs.Risks {
		risk := Risk{ID: fmt.Sprint("R", i+1), Kind: Threat, Status: Open}
		impact := x.number(in.Impact)
		if impact.rat().Sign() < 0 {
			risk.Kind, impact = Opportunity, negative(impact)
		}
		risk.Assessments = []Assessment{{Basis: Current, Rating: Rating{Probability: x.number(in.P), Effects: []Effect{{On: OnCost, Likely: impact}}}}}
		r.Risks = append(r.Risks, risk)
	}
	sum, err := r.Outcomes(calendar.Date{}, Current, OnCost)
	if err != nil {
		x.t.Errorf("%s: %v", c.ID, err)
		return
	}
	for _, key := range slices.Sorted(maps.Keys(c.Expected)) {
		raw, name := c.Expected[key], c.ID+" "+key
		var percent int64
		switch _, err := fmt.Sscanf(key, "p%d", &percent); {
		case key == "mean":
			want := expect[json.Number](x, raw)
			x.near(name, sum.Mean(), want, c.tolerance())
			x.near(name+" by exposure", r.Exposure(calendar.Date{}, Current).Cost.Net.Expected, want, c.tolerance())
		case key == "var":
			x.near(name, sum.Variance(), expect[json.Number](x, raw), c.tolerance())
		case key == "cdf":
			want := expect[map[string]json.Number](x, raw)
			for _, v := range slices.Sorted(maps.Keys(want)) {
				x.near(name+" "+v, sum.AtMost(x.number(json.Number(v))), want[v], c.tolerance())
			}
			x.figure(name+" values", fmt.Sprint(len(sum.Points)), fmt.Sprint(len(want)))
		case err == nil:
			x.near(name, sum.Percentile(Fraction(percent, 100)), expect[json.Number](x, raw), c.tolerance())
		default:
			x.missing = append(x.missing, "figure "+name)
		}
	}
}
