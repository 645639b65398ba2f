package risk

import (
	"errors"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func cny(t *testing.T, text string) money.Amount {
	t.Helper()
	a, err := money.Parse(text, "CNY")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestPresetScalesByHand: five bands of 500,000 are 100,000 wide, of 200 hours
// 2400 minutes, of a probability a fifth. A limit belongs to the band below it.
func TestPresetScalesByHand(t *testing.T) {
	r, err := PresetRegister(PresetIllustrative5x5, Worst{Cost: cny(t, "500000"), Time: 200 * calendar.Hour})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		scale Scale
		n     Number
		level string
	}{
		{r.Scales.Likelihood, Whole(0), "1"}, {r.Scales.Likelihood, Fraction(1, 5), "1"}, {r.Scales.Likelihood, Fraction(3, 10), "2"},
		{r.Scales.Likelihood, Fraction(801, 1000), "5"}, {r.Scales.Likelihood, Whole(1), "5"},
		{r.Scales.Cost, Whole(0), "1"}, {r.Scales.Cost, Whole(100_000), "1"}, {r.Scales.Cost, Whole(100_001), "2"},
		{r.Scales.Cost, Whole(450_000), "5"}, {r.Scales.Cost, Whole(9_000_000), "5"},
		{r.Scales.Time, Whole(2400), "1"}, {r.Scales.Time, Whole(2401), "2"}, {r.Scales.Time, Whole(12_001), "5"},
	} {
		if level, err := c.scale.Find(c.n); err != nil || level.ID != c.level {
			t.Errorf("%s %s: level %q, %v, not %s", c.n, c.scale.Unit, level.ID, err, c.level)
		}
	}
	if r.Scales.Cost.Levels[1].Typical != Whole(150_000) || r.Scales.Likelihood.Levels[0].Typical != Fraction(1, 10) {
		t.Errorf("typical %v", r.Scales)
	}
	if r.Currency.Code() != "CNY" || r.Scales.Cost.Unit != "CNY" || r.Scales.Time.Unit != "min" || len(r.Scales.Quality.Levels) != 0 {
		t.Errorf("units of %+v", r)
	}
}

// TestPresetsOfMILSTD takes probabilities within the bands of table A-II.
func TestPresetsOfMILSTD(t *testing.T) {
	for _, id := range []string{PresetMILSTD882D, PresetMILSTD882E} {
		r, err := PresetRegister(id, Worst{})
		if err != nil {
			t.Fatal(err)
		}
		for text, want := range map[string]string{
			"0.5": "frequent", "0.05": "probable", "0.005": "occasional", "0.0005": "remote", "0.000002": "remote", "0.0000005": "improbable",
		} {
			n, err := ParseNumber(text)
			level, none := r.Scales.Likelihood.Find(n)
			if err != nil || none != nil || level.ID != want {
				t.Errorf("%s: %s is %q, not %s", id, text, level.ID, want)
			}
		}
	}
}

// TestPresetRegistersRate: with its scales every preset gives every probability
// and every amount a class, and its check has nothing against the scales.
func TestPresetRegistersRate(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 36))
	for _, id := range Presets() {
		r, err := PresetRegister(id, Worst{Cost: cny(t, "1234.56"), Time: 7*calendar.Hour + 1})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.Check() {
			if f.Severity == finding.Block || f.Subject.Kind == "scale" {
				t.Errorf("%s: %v", id, f)
			}
		}
		for range 200 {
			rating := Rating{Probability: Fraction(random.Int64N(1001), 1000), Effects: []Effect{
				{On: OnCost, Likely: Whole(random.Int64N(3000))}, {On: OnTime, Likely: Whole(random.Int64N(1000))},
			}}
			if _, err := r.Place(rating); err != nil {
				t.Fatalf("%s: %+v: %v (seeds 11, 36)", id, rating, err)
			}
		}
	}
}

func TestScalesFollowTheEdges(t *testing.T) {
	m := Matrix{ID: "m", Likelihoods: []string{"a", "b"}, Effects: []string{"x", "y"}, Classes: []string{"low", "high"},
		Cells:           [][]string{{"low", "low"}, {"low", "high"}},
		LikelihoodEdges: []Number{Whole(0), Fraction(1, 4), Whole(1)}, EffectEdges: []Number{Whole(0), Whole(3), Whole(10)}}
	s, err := m.Scales(Worst{Cost: cny(t, "1000")})
	if err != nil || s.Likelihood.Levels[0].To != Fraction(1, 4) || s.Cost.Levels[0].To != Whole(300) || len(s.Time.Levels) != 0 {
		t.Errorf("got %+v, %v", s, err)
	}
	m.EffectEdges = m.EffectEdges[:2]
	var bad *finding.Error
	if _, err := m.Scales(Worst{}); !errors.As(err, &bad) {
		t.Errorf("an edge too few: %v", err)
	}
	if _, err := (Matrix{}).Scales(Worst{}); !errors.As(err, &bad) {
		t.Errorf("no matrix: %v", err)
	}
}

func TestPresetRegisterRefuses(t *testing.T) {
	for _, worst := range []Worst{{Cost: cny(t, "-1")}, {Time: -1}} {
		if _, err := PresetRegister(PresetNASA, worst); !errors.Is(err, ErrWorst) {
			t.Errorf("%v: %v", worst, err)
		}
	}
	if _, err := PresetRegister("iso_31000", Worst{}); !errors.Is(err, ErrNoPreset) {
		t.Errorf("got %v", err)
	}
}

// TestNoScale wants a number without a scale told from one outside the scale.
func TestNoScale(t *testing.T) {
	m, err := Preset(PresetIllustrative3x3)
	if err != nil {
		t.Fatal(err)
	}
	rating := Rating{Probability: Fraction(1, 2), Effects: []Effect{{On: OnTime, Likely: Whole(5)}}}
	r := Register{ID: "r", Matrix: m, Risks: []Risk{{ID: "a", Kind: Threat, Status: Open, Owner: "o", Cause: "c", Event: "e", Effect: "f",
		Assessments: []Assessment{{At: calendar.DateOf(2026, 1, 5), By: "o", Basis: Current, Rating: rating}}}}}
	count := func(code, remedy finding.Code) int {
		return len(finding.Filter(r.Check(), func(f finding.Finding) bool { return f.Code == code && f.Remedy == remedy }))
	}
	if n := count(CodeNoScale, RemedyGiveScale); n != 2 {
		t.Errorf("%d numbers without a scale, not 2: %v", n, r.Check())
	}
	if r.Scales, err = m.Scales(Worst{Time: calendar.Hour}); err != nil || count(CodeNoScale, RemedyGiveScale) != 0 || finding.Blocks(r.Check()) {
		t.Errorf("with scales: %v, %v", r.Check(), err)
	}
	r.Scales.Likelihood.Levels = slices.Clone(r.Scales.Likelihood.Levels)
	r.Scales.Likelihood.Levels[0].From = Fraction(1, 1000)
	r.Risks[0].Assessments[0].Rating.Probability = Whole(0)
	if count(CodeUnknownLevel, RemedyMendRating) != 1 || count(CodeNoScale, RemedyGiveScale) != 0 {
		t.Errorf("outside the scale: %v", r.Check())
	}
}

// TestFirstProgramIsTheExample compares the program of the package text with
// the example, whose output is checked.
func TestFirstProgramIsTheExample(t *testing.T) {
	example, err := os.ReadFile("example_first_test.go")
	if err != nil {
		t.Fatal(err)
	}
	body, _, found := strings.Cut(string(example), "\t// Output:")
	body = strings.Replace(body, "package risk_test", "package main", 1)
	body = strings.Replace(body, "// Example_firstProgram is the program of the package text.\nfunc Example_firstProgram()", "func main()", 1)
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "//\tpackage main\n")
	rest, _, _ = strings.Cut(rest, "// # Ratings\n")
	program := "package main\n" + strings.ReplaceAll(strings.ReplaceAll(rest, "//\t", ""), "//\n", "\n")
	if want := body + "}\n\n"; !found || program != want {
		t.Errorf("the text has\n%s\nthe example\n%s", program, want)
	}
}
