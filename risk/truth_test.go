package risk

import (
	"cmp"
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
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// truthFigures is how many figures of the default corpus this package gets
// right. It only ever grows.
const truthFigures = 325

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
			LeftAndBottomGreen  *bool    `json:"left_column_and_bottom_row_green"`
			SecondWithoutRed    *bool    `json:"second_row_and_column_without_red"`

			truthEdges
		}
	}](x, path)
	for _, v := range file.Verdicts {
		m := lettered(v.Name, v.Matrix)
		m.LikelihoodEdges, m.EffectEdges = v.of(x, len(m.Likelihoods), len(m.Effects))
		if found := m.checkShape(); len(found) > 0 {
			x.missing = append(x.missing, fmt.Sprint("verdict ", v.Name, ": ", found))
			continue
		}
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
			second = second && (c.Likelihood != 1 && c.Effect != 1 || m.rank(c) < len(m.Classes)-1)
		}
		if v.LeftAndBottomGreen != nil {
			x.figure(v.Name+" left and bottom", fmt.Sprint(left), fmt.Sprint(*v.LeftAndBottomGreen))
		}
		if v.SecondWithoutRed != nil {
			x.figure(v.Name+" second", fmt.Sprint(second), fmt.Sprint(*v.SecondWithoutRed))
		}
	}
}

// truthEdges are the limits of uneven bands as far as a verdict states them:
// all of them, or without the outer ones, 0 and 1.
type truthEdges struct {
	LikelihoodEdges  []json.Number `json:"likelihood_edges"`
	ProbabilityEdges []json.Number `json:"probability_edges"`
	RowEdges         []json.Number `json:"row_edges"`
	EffectEdges      []json.Number `json:"effect_edges"`
	ImpactEdges      []json.Number `json:"impact_edges"`
	ConsequenceEdges []json.Number `json:"consequence_edges"`
	ColumnEdges      []json.Number `json:"column_edges"`
}

func (e truthEdges) of(x *truth, rows, columns int) (likelihood, effect []Number) {
	read := func(n int, stated ...[]json.Number) []Number {
		for _, list := range stated {
			var edges []Number
			for _, limit := range list {
				edges = append(edges, x.number(limit))
			}
			if len(edges) > 1 && compare(edges[0], edges[len(edges)-1]) > 0 {
				slices.Reverse(edges) // written from the top, as the rows are
			}
			if len(edges) == n-1 && n > 1 {
				edges = slices.Concat([]Number{Whole(0)}, edges, []Number{Whole(1)})
			}
			if len(edges) > 0 {
				return edges
			}
		}
		return nil
	}
	return read(rows, e.LikelihoodEdges, e.ProbabilityEdges, e.RowEdges), read(columns, e.EffectEdges, e.ImpactEdges, e.ConsequenceEdges, e.ColumnEdges)
}

// gravityOfLetters orders the letters and words that matrices are written
// with, the mildest first.
var gravityOfLetters = []string{"VL", "N", "L", "LOW", "G", "GREEN", "M", "MEDIUM", "MODERATE", "Y", "YELLOW", "A", "AMBER", "O", "ORANGE", "S", "SERIOUS",
	"H", "HIGH", "VH", "E", "EXTREME", "R", "RED", "C"}

// lettered makes a matrix of rows of letters, the most likely first. Letters it
// does not know rank between the mildest and the gravest.
func lettered(id string, grid [][]string) Matrix {
	m := Matrix{ID: id}
	used := map[string]bool{}
	for i := range grid {
		m.Likelihoods = append(m.Likelihoods, fmt.Sprint("L", i+1))
		m.Cells = append(m.Cells, slices.Clone(grid[len(grid)-1-i]))
		for _, letter := range grid[i] {
			used[letter] = true
		}
	}
	if len(grid) > 0 {
		for j := range grid[0] {
			m.Effects = append(m.Effects, fmt.Sprint("E", j+1))
		}
	}
	place := func(letter string) int {
		if i := slices.Index(gravityOfLetters, strings.ToUpper(letter)); i >= 0 {
			return i
		}
		return slices.Index(gravityOfLetters, "Y")
	}
	m.Classes = slices.SortedFunc(maps.Keys(used), func(a, b string) int { return cmp.Or(place(a)-place(b), strings.Compare(a, b)) })
	if used["R"] || used["G"] { // a matrix of colours that lacks one of the two still has it as a class
		m.Classes = slices.Compact(slices.Concat([]string{"G"}, slices.DeleteFunc(m.Classes, func(c string) bool { return c == "G" || c == "R" }), []string{"R"}))
	}
	return m
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
			x.missing = append(x.missing, fmt.Sprint("matrix ", name, ": ", err))
			continue
		}
		preset := name
		if other, ok := names[name]; ok {
			preset = other
		}
		m, err := Preset(preset)
		if err != nil {
			x.missing = append(x.missing, "preset "+name)
			if m = entry.build(x, name); finding.Blocks(m.checkCells()) || len(m.Cells) == 0 {
				x.missing = append(x.missing, "shape of matrix "+name)
				continue
			}
		}
		x.cells(name, m, entry)
		x.counts(name, m, entry)
		x.figure(name+" rises", fmt.Sprint(contains(m.Check(), CodeCellFalls)), "false")
	}
}

// build makes a matrix of an entry that no preset covers: its letters, its
// numbers as scores, the bands of an index as its classes.
func (p published) build(x *truth, name string) Matrix {
	grid, low := p.Matrix, len(p.Index) > 0
	for _, numbers := range [][][]json.Number{p.Score, p.Rank, p.Index} {
		if len(grid) == 0 && len(numbers) > 0 {
			for _, row := range numbers {
				letters := make([]string, len(row))
				for j, n := range row {
					letters[j] = p.band(n)
				}
				grid = append(grid, letters)
			}
		}
	}
	m := lettered(name, grid)
	for _, numbers := range [][][]json.Number{p.Score, p.Rank, p.Index} {
		for i := range numbers {
			var row []Number
			for _, n := range numbers[len(numbers)-1-i] {
				row = append(row, x.number(n))
			}
			m.Scores, m.LowIsGrave = append(m.Scores, row), low
		}
	}
	return m
}

// band returns the class that holds a number, "L" where no bands are given.
func (p published) band(n json.Number) string {
	k, _ := n.Float64()
	for _, class := range slices.Sorted(maps.Keys(p.Bands)) {
		if b := p.Bands[class]; float64(b[0]) <= k && k <= float64(b[1]) {
			return class
		}
	}
	return "L"
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
			x.figure(fmt.Sprint(name, i, j), initial(at(i, j, len(entry.Matrix)).Class, letter), letter)
		}
	}
	for _, numbers := range [][][]json.Number{entry.Score, entry.Rank, entry.Index} {
		for i, row := range numbers {
			for j, n := range row {
				x.near(fmt.Sprint(name, i, j), at(i, j, len(numbers)).Score, n, new(big.Rat))
			}
		}
	}
	if len(entry.Score) == len(entry.Probability) && len(entry.Score) > 0 && len(entry.Score[0]) == len(entry.Impact) {
		for i, row := range entry.Score { // a score is the product of its two positions
			for j, n := range row {
				p := ratOf(entry.Probability[i])
				x.near(fmt.Sprint(name, " product", i, j), RatNumber(p.Mul(p, ratOf(entry.Impact[j]))), n, new(big.Rat))
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
			band, ok := entry.Bands[at(i, j, len(entry.Index)).Class]
			if !ok {
				continue
			}
			x.figure(fmt.Sprint(name, " band", i, j), fmt.Sprint(int64(band[0]) <= k && k <= int64(band[1])), "true")
		}
	}
}

// initial returns as much of a class, in capitals, as a letter has.
func initial(class, letter string) string {
	return strings.ToUpper(class[:min(len(class), len(letter))])
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
		if letter := strings.ToUpper(class[:min(1, len(class))]); letter != class {
			got[letter]++
		}
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
			Outcomes []truthOutcome
		}
		Risks       []truthRisk
		Independent *bool
	}
	Expected  map[string]json.RawMessage
	Tolerance struct{ Absolute json.Number }
}

// truthOutcome is a branch of an option; it may lead to a further decision.
type truthOutcome struct {
	P, Probability, Payoff json.Number
}

func (o truthOutcome) p() json.Number { return cmp.Or(o.P, o.Probability) }

// truthRisk is a risk of a case under any of the names in use.
type truthRisk struct {
	P, Probability, Impact, Cost, Effect json.Number
}

func (r truthRisk) p() json.Number    { return cmp.Or(r.P, r.Probability) }
func (r truthRisk) size() json.Number { return cmp.Or(r.Impact, r.Cost, r.Effect) }

func (x *truth) cases(path string) {
	file := readTruth[struct{ Cases []json.RawMessage }](x, path)
	for _, raw := range file.Cases {
		var c truthCase
		err := json.Unmarshal(raw, &c)
		switch {
		case err == nil && len(c.Inputs.Options) > 0:
			x.decision(c)
		case err == nil && len(c.Inputs.Risks) > 0 && (c.Inputs.Independent == nil || *c.Inputs.Independent):
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
			option.Branches = append(option.Branches, Branch{x.number(b.p()), x.amount(b.Payoff)})
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
		impact := x.number(in.size())
		if impact.rat().Sign() < 0 {
			risk.Kind, impact = Opportunity, negative(impact)
		}
		risk.Assessments = []Assessment{{Basis: Current, Rating: Rating{Probability: x.number(in.p()), Effects: []Effect{{On: OnCost, Likely: impact}}}}}
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
		case strings.HasPrefix(key, "p_le_"):
			x.near(name, sum.AtMost(x.number(json.Number(strings.TrimPrefix(key, "p_le_")))), expect[json.Number](x, raw), c.tolerance())
		case err == nil && strings.Contains(key, "_"):
			x.missing = append(x.missing, "figure "+name)
		case key == "mean" || key == "emv" || key == "expected_value" || key == "expected":
			want := expect[json.Number](x, raw)
			x.near(name, sum.Mean(), want, c.tolerance())
			x.near(name+" by exposure", r.Exposure(calendar.Date{}, Current).Cost.Net.Expected, want, c.tolerance())
		case key == "median":
			x.near(name, sum.Percentile(Fraction(1, 2)), expect[json.Number](x, raw), c.tolerance())
		case key == "min" || key == "best":
			x.near(name, sum.Points[0].Value, expect[json.Number](x, raw), c.tolerance())
		case key == "max" || key == "worst":
			x.near(name, sum.Points[len(sum.Points)-1].Value, expect[json.Number](x, raw), c.tolerance())
		case key == "sd" || key == "stdev":
			want := ratOf(expect[json.Number](x, raw)) // compared squared, within the tolerance
			slack := new(big.Rat).Mul(c.tolerance(), new(big.Rat).Add(new(big.Rat).Mul(want, big.NewRat(2, 1)), c.tolerance()))
			x.near(name, sum.Variance(), json.Number(want.Mul(want, want).FloatString(30)), slack)
		case key == "var" || key == "variance":
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

// TestTruthReadsOtherCases: the readers take matrices of any size, uneven
// bands, presets nobody knows and other names of figures. The figures are
// worked out by hand: 50 % of 10 and 25 % of 4 have the mean 6, the variance
// 25 + 3 and the values 0, 4, 10 and 14.
func TestTruthReadsOtherCases(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	x := &truth{t: t}
	x.cox(write("cox.json", `{"verdicts": [
		{"name": "uneven", "matrix": [["Y", "R"], ["G", "Y"]], "effect_edges": [0, 0.1, 1], "max_green": "1/20", "min_red": "1/20",
		 "weak_consistency": true, "betweenness": false, "consistent_colouring": true, "passes": false, "must_be_green": [], "must_be_red": []},
		{"name": "wide, four colours", "matrix": [["G", "Y", "O", "R"], ["G", "G", "G", "Y"]], "max_green": "3/8", "min_red": "3/8",
		 "weak_consistency": true, "betweenness": false, "consistent_colouring": true, "passes": false, "must_be_green": [], "must_be_red": []}]}`))
	x.matrices(write("matrices.json", `{"other": {"matrix": [["M", "H", "VH"], ["L", "M", "H"]], "counts": {"M": 2, "VH": 1}},
		"products": {"probability": [0.5, 0.1], "impact": [1, 2, 3], "score": [[0.5, 1, 1.5], [0.1, 0.2, 0.3]]},
		"index": {"index": [[3, 1], [4, 2]], "bands": {"high": [1, 2], "low": [3, 4]}}}`))
	x.cases(write("cases.json", `{"cases": [{"id": "two", "inputs": {"risks": [{"probability": 0.5, "cost": 10}, {"p": 0.25, "impact": 4}]},
		"expected": {"expected_value": 6, "variance": 28, "sd": 5.2915026, "median": 4, "p90": 14, "max": 14, "min": 0, "p_le_4": 0.5}, "tolerance": {"absolute": 1e-6}}]}`))
	if x.asked != 16+9+13+9+9 || x.right != x.asked {
		t.Errorf("%d of %d right", x.right, x.asked)
	}
	if got := strings.Join(x.missing, ", "); got != "preset index, preset other, preset products" {
		t.Errorf("missing: %s", got)
	}
}
