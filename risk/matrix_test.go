package risk

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// codesOf lists the codes of findings with the things they are about.
func codesOf(list []finding.Finding) []string {
	var codes []string
	for _, f := range list {
		codes = append(codes, strings.TrimSpace(f.Severity.String()+" "+string(f.Code)+" "+f.Subject.String()))
	}
	return codes
}

func contains(list []finding.Finding, code finding.Code) bool {
	for _, f := range list {
		if f.Code == code {
			return true
		}
	}
	return false
}

func TestMatrixFaults(t *testing.T) {
	good := paint("GYR", "GYY", "GGG")
	if found := good.Check(); len(found) != 0 {
		t.Fatalf("the three by three that passes has findings: %v", codesOf(found))
	}
	for _, test := range []struct {
		name string
		harm func(*Matrix)
		want finding.Code
	}{
		{"no likelihoods", func(m *Matrix) { m.Likelihoods = nil }, CodeLevelCount},
		{"one class", func(m *Matrix) { m.Classes = m.Classes[:1] }, CodeLevelCount},
		{"too many effects", func(m *Matrix) { m.Effects = make([]string, MaxLevels+1) }, CodeLevelCount},
		{"level twice", func(m *Matrix) { m.Effects[1] = m.Effects[0] }, CodeLevelName},
		{"level unnamed", func(m *Matrix) { m.Likelihoods[2] = "" }, CodeLevelName},
		{"row missing", func(m *Matrix) { m.Cells = m.Cells[:2] }, CodeMatrixShape},
		{"row short", func(m *Matrix) { m.Cells[1] = m.Cells[1][:2] }, CodeMatrixShape},
		{"scores short", func(m *Matrix) { m.Scores = [][]Number{{Whole(1)}} }, CodeMatrixShape},
		{"edges few", func(m *Matrix) { m.EffectEdges = []Number{Whole(0)} }, CodeEdges},
		{"edges fall", func(m *Matrix) { m.EffectEdges = []Number{Whole(0), Whole(2), Whole(1), Whole(3)} }, CodeEdges},
		{"edges negative", func(m *Matrix) { m.LikelihoodEdges = []Number{Whole(-1), Whole(0), Whole(1), Whole(3)} }, CodeEdges},
		{"cell empty", func(m *Matrix) { m.Cells[1][1] = "" }, CodeCellUndefined},
		{"cell unknown", func(m *Matrix) { m.Cells[2][2] = "X" }, CodeCellUndefined},
		{"score missing", func(m *Matrix) { m.Scores = scores("1 2 3", "2 4 6", "3 . 9") }, CodeCellUndefined},
		{"class falls", func(m *Matrix) { m.Cells[2][2] = "G" }, CodeCellFalls},
		{"score falls", func(m *Matrix) { m.Scores = scores("1 2 3", "2 4 6", "3 6 5") }, CodeCellFalls},
		{"score against class", func(m *Matrix) {
			m.Scores = scores("1 2 3", "2 4 10", "5 6 11")
			m.Cells[0][2] = "Y"
			m.Cells[2][0] = "G"
		}, CodeScoreDisagrees},
	} {
		m := good.Clone()
		test.harm(&m)
		if found := m.Check(); !contains(found, test.want) {
			t.Errorf("%s: want %s, got %v", test.name, test.want, codesOf(found))
		}
	}
	if found := good.Check(); len(found) != 0 {
		t.Errorf("Clone shares cells: %v", codesOf(found))
	}
}

// scores reads rows of numbers, the least likely first; a dot is no number.
func scores(rows ...string) [][]Number {
	var grid [][]Number
	for _, row := range rows {
		var line []Number
		for _, word := range strings.Fields(row) {
			n, _ := ParseNumber(strings.Trim(word, "."))
			line = append(line, n)
		}
		grid = append(grid, line)
	}
	return grid
}

// TestMonotoneOracle compares the neighbour test with the definition over all
// pairs of cells: of two cells, one at least as far on both axes, it must not
// be the milder one.
func TestMonotoneOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	rising := 0
	for range 2000 {
		m := paint("YRR", "GYR", "GGY")
		for range random.IntN(3) {
			m.Cells[random.IntN(3)][random.IntN(3)] = m.Classes[random.IntN(3)]
		}
		want := true
		for _, a := range m.cells() {
			for _, b := range m.cells() {
				if a.Likelihood <= b.Likelihood && a.Effect <= b.Effect && m.rank(a) > m.rank(b) {
					want = false
				}
			}
		}
		if got := !contains(m.Check(), CodeCellFalls); got != want {
			t.Fatalf("%v: got %v, want %v", m.Cells, got, want)
		}
		if want {
			rising++
		}
	}
	if rising == 0 || rising == 2000 {
		t.Errorf("%d of 2000 rise: the test cannot fail", rising)
	}
}

func TestLookupIsTotal(t *testing.T) {
	for _, id := range Presets() {
		m, err := Preset(id)
		if err != nil {
			t.Fatal(err)
		}
		if found := m.Check(); finding.Blocks(found) || contains(found, CodeScoreDisagrees) {
			t.Errorf("%s: %v", id, codesOf(found))
		}
		if m.ID != id || m.Source == "" || m.Name == "" {
			t.Errorf("%s does not say what it is", id)
		}
		for l, likelihood := range m.Likelihoods {
			for e, effect := range m.Effects {
				spot, err := m.Lookup(likelihood, effect)
				if err != nil || spot.Class != m.Cells[l][e] || m.Classes[spot.Rank] != spot.Class || spot.Score.IsZero() {
					t.Errorf("%s %s/%s: %+v, %v", id, likelihood, effect, spot, err)
				}
			}
		}
	}
}

func TestLookupFaults(t *testing.T) {
	m := paint("GY", "YR")
	for _, pair := range [][2]string{{"L9", "E1"}, {"L1", "E9"}, {"", ""}} {
		_, err := m.Lookup(pair[0], pair[1])
		var level *LevelError
		if !errors.Is(err, ErrNoLevel) || !errors.As(err, &level) {
			t.Errorf("%v: %v", pair, err)
		}
	}
	for _, c := range []Cell{{-1, 0}, {0, -1}, {2, 0}, {0, 2}} {
		if _, err := m.At(c); !errors.Is(err, ErrNoLevel) {
			t.Errorf("%v: %v", c, err)
		}
	}
	if _, err := Preset("iso_31000"); !errors.Is(err, ErrNoPreset) {
		t.Errorf("no standard matrix may be claimed for ISO 31000: %v", err)
	}
}

// TestPublishedScores checks single cells against figures widely printed.
func TestPublishedScores(t *testing.T) {
	for _, test := range []struct{ preset, likelihood, effect, class, score string }{
		{PresetPMBOK, "very_high", "very_high", "high", "0.72"},
		{PresetPMBOK, "medium", "medium", "moderate", "0.1"},
		{PresetPMBOK, "low", "high", "moderate", "0.12"},
		{PresetNASA, "1", "5", "moderate", "12"},
		{PresetNASA, "5", "1", "low", "7"},
		{PresetDoD, "5", "3", "high", "15"},
		{PresetMILSTD882D, "frequent", "catastrophic", "high", "1"},
		{PresetMILSTD882E, "improbable", "catastrophic", "medium", "4"},
		{PresetASNZS4360, "rare", "catastrophic", "high", "5"},
	} {
		m, err := Preset(test.preset)
		if err != nil {
			t.Fatal(err)
		}
		spot, err := m.Lookup(test.likelihood, test.effect)
		if err != nil || spot.Class != test.class || spot.Score.String() != test.score {
			t.Errorf("%+v: got %+v, %v", test, spot, err)
		}
	}
}
