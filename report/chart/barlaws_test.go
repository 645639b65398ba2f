package chart

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
)

// someName returns a name of one to six words, in either script.
func someName(r *rand.Rand) string {
	if r.IntN(3) == 0 {
		return strings.Repeat("工期", 1+r.IntN(7))
	}
	return strings.TrimSpace(strings.Repeat("driver ", 1+r.IntN(5)) + fmt.Sprint(r.IntN(1000)))
}

// someNumber returns a number between the ends, of up to so many digits.
func someNumber(r *rand.Rand, low, high float64, digits int) finding.Value {
	return finding.Decimal(fmt.Sprintf("%.1f", (low+r.Float64()*(high-low))*math.Pow(10, float64(r.IntN(digits)))), "")
}

// randomBars returns a figure of every kind with the figures that a seed gives.
func randomBars(seed uint64) map[string]report.Figure {
	r := rand.New(rand.NewPCG(seed, 16))
	lang, width := report.Langs()[seed%2], 420+r.Float64()*800
	axis := report.Column{Name: "x", Type: report.TypeNumber, Places: -1}
	t := &Tornado{Title: someName(r), Lang: lang, Axis: axis, Width: width, LowName: someName(r), HighName: someName(r), Base: someNumber(r, 0, 5, 4)}
	b := &BarChart{Title: someName(r), Lang: lang, Axis: axis, Width: width, Waterfall: seed%3 == 0, Up: someName(r), Down: someName(r)}
	f := &Funnel{Title: someName(r), Lang: lang, Width: width}
	l := &LoadChart{Title: someName(r), Lang: lang, Axis: axis, Width: width}
	h := &Histogram{Title: someName(r), Lang: lang, Axis: axis, Width: width}
	for range r.IntN(40) {
		t.Swings = append(t.Swings, Swing{Name: someName(r), Low: someNumber(r, -9, 3, 4), High: someNumber(r, -3, 9, 4)})
		b.Bars = append(b.Bars, Bar{Name: someName(r), Value: someNumber(r, -4, 9, 4), Target: someNumber(r, 0, 9, 4)})
		f.Stages = append(f.Stages, FunnelStage{Name: someName(r), Count: r.Int64N(100_000), Rate: finding.Ratio(r.Int64N(1000), 1000, ""), Amount: cny(r.Int64N(1_000_000))})
	}
	for i := range r.IntN(200) {
		l.Periods = append(l.Periods, Period{march(2).AddDays(i), march(2).AddDays(i)})
	}
	for range r.IntN(9) {
		load := Load{Name: someName(r)}
		for range l.Periods {
			load.Use, load.Capacity = append(load.Use, someNumber(r, 0, 9, 2)), append(load.Capacity, finding.Number(8, ""))
		}
		l.Loads = append(l.Loads, load)
	}
	for i := range r.IntN(300) {
		h.Bins = append(h.Bins, Bin{From: finding.Number(int64(i)*1000, ""), To: finding.Number(int64(i+1)*1000, ""), Count: r.Int64N(5000)})
	}
	for k := range r.IntN(5) {
		h.Marks = append(h.Marks, ValueMark{Name: fmt.Sprint("P", 10*k+10), At: finding.Number(r.Int64N(250_000), "")})
	}
	return map[string]report.Figure{"tornado": t, "bars": b, "funnel": f, "loads": l, "histogram": h}
}

// TestNoWordsOnWords is the law that in no figure of bars a text lies on another.
func TestNoWordsOnWords(t *testing.T) {
	for seed := range uint64(50) {
		for name, fig := range randomBars(seed) {
			var rec reporttest.Recorder
			fig.Draw(&rec)
			texts := rec.Texts()
			for i, x := range texts {
				for _, y := range texts[:i] {
					if overlap(labelBox(x), labelBox(y)) {
						t.Fatalf("seed %d, %s: %q lies on %q", seed, name, x.Text, y.Text)
					}
				}
			}
			if err := reporttest.CheckFigure(fig); err != nil {
				t.Fatalf("seed %d, %s: %v", seed, name, err)
			}
		}
	}
}

// lightness is how bright a colour looks, after the luminance of sRGB (WCAG 2).
func lightness(c report.RGB) float64 {
	linear := func(v uint8) float64 {
		if x := float64(v) / 255; x > 0.04045 {
			return math.Pow((x+0.055)/1.055, 2.4)
		} else {
			return x / 12.92
		}
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// TestPensTellApartWithoutColour is the law that any two parts of a bar differ in
// their lines or, in shades of grey, by a contrast of at least 1.4 to 1, on light
// and on dark pages.
func TestPensTellApartWithoutColour(t *testing.T) {
	pens := append(barPens[:len(barPens):len(barPens)], otherPen, overPen)
	for i, a := range pens {
		for k, b := range pens[:i] {
			for page, shade := range []func(report.Ink) (report.RGB, bool){report.Ink.Light, report.Ink.Dark} {
				x, _ := shade(a.fill)
				y, _ := shade(b.fill)
				high, low := max(lightness(x), lightness(y)), min(lightness(x), lightness(y))
				if a.texture == b.texture && (high+0.05)/(low+0.05) < 1.4 {
					t.Errorf("page %d: pens %d and %d look alike", page, k, i)
				}
			}
		}
	}
}
