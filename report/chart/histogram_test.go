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

// TestHistogramTable: counts, shares and the shares so far add up, and the marks
// stand below.
func TestHistogramTable(t *testing.T) {
	table := finishes(report.En).Table()
	var counts, sofar []string
	for _, r := range table.Rows {
		counts, sofar = append(counts, r.Cell(2).Plain()), append(sofar, r.Cell(4).Plain())
	}
	if got := strings.Join(counts, " "); got != "1 3 4 5 0 0 2 3 2" {
		t.Errorf("counts %s", got)
	}
	if got := strings.Join(sofar, " "); got != "0.05 0.2 0.4 0.65 0.65 0.65 0.75 0.9 1" {
		t.Errorf("so far %s", got)
	}
	if table.Footer[0].Cell(2).Plain() != "20" || len(table.Footer) != 4 || table.Footer[2].Cell(0).Plain() != "P80" || table.Footer[2].Cell(4).Plain() != "0.8" {
		t.Errorf("footer %+v", table.Footer)
	}
}

// TestHistogramIsTrueToScale: bars are as high as their counts and as wide as
// their days, a mark stands where its moment lies in its day.
func TestHistogramIsTrueToScale(t *testing.T) {
	d := finishes(report.En)
	p := newHistogram(d)
	if len(p.bars) != 9 || p.each != 1 {
		t.Fatalf("%d bars of %d bins", len(p.bars), p.each)
	}
	day := (p.right - p.left) / 9
	for i, b := range p.bars {
		if got, want := p.x(b.from), p.left+day*float64(i); math.Abs(got-want) > 1e-6 {
			t.Errorf("bar %d begins at %v, want %v", i, got, want)
		}
		if got, want := (p.bottom-p.y(float64(b.count)))*5, (p.bottom-p.y(5))*float64(b.count); math.Abs(got-want) > 1e-6 {
			t.Errorf("bar %d is %v high", i, got)
		}
	}
	for _, m := range p.marks {
		if m.Name == "P80" {
			if got, want := p.x(m.at), p.left+day*(7+17.0/24); math.Abs(got-want) > 1e-6 {
				t.Errorf("17:00 of the eighth day is at %v, want %v", got, want)
			}
		}
	}
}

// TestHistogramOfManyBins: neighbours are drawn as one bar, none is lost, and a
// line says so; the table has every bin.
func TestHistogramOfManyBins(t *testing.T) {
	d := &Histogram{Title: "many"}
	for i := range 5000 {
		d.Bins = append(d.Bins, Bin{From: finding.Number(int64(i), ""), To: finding.Number(int64(i+1), ""), Count: int64(i % 7)})
	}
	p := newHistogram(d)
	sum := int64(0)
	for _, b := range p.bars {
		sum += b.count
	}
	if len(p.bars) > MaxBins || sum != d.all() || p.bars[len(p.bars)-1].sum != sum {
		t.Errorf("%d bars with %d of %d", len(p.bars), sum, d.all())
	}
	if !strings.Contains(drawnTexts(d), "Intervals drawn as one bar: 42") || len(d.Table().Rows) != 5000 {
		t.Error("nothing says that bars hold several bins, or the table has not all")
	}
	if err := reporttest.CheckFigure(d); err != nil {
		t.Error(err)
	}
}

// TestMarksDoNotCover: the names of marks never lie on one another.
func TestMarksDoNotCover(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 12))
		d := finishes(report.Langs()[seed%2])
		for i := range r.IntN(12) {
			d.Marks = append(d.Marks, ValueMark{Name: fmt.Sprint("mark ", i), At: finding.Date(fmt.Sprintf("2026-05-%02d", 1+r.IntN(16)))})
		}
		p := newHistogram(d)
		for i, a := range p.marks {
			for _, b := range p.marks[:i] {
				if a.row == b.row && a.x < b.x+b.w && b.x < a.x+a.w {
					t.Fatalf("seed %d: %q lies on %q", seed, a.text, b.text)
				}
			}
		}
		if err := reporttest.CheckFigure(d); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

// TestOddHistograms: nothing, one bin, one moment, and bins that are none.
func TestOddHistograms(t *testing.T) {
	names := reporttest.HostileNames()
	odd := map[string]*Histogram{
		"none": {}, "one": {Bins: []Bin{{finding.Date("2026-05-04"), finding.Date("2026-05-04"), 7}}},
		"moment": {Bins: []Bin{{finding.Number(3, ""), finding.Number(3, ""), 7}}, Marks: []ValueMark{{Name: "here", At: finding.Number(3, "")}}},
		"bad":    {Bins: []Bin{{finding.Text("x"), finding.Unknown("no-data"), 7}, {finding.Number(3, ""), finding.Number(1, ""), -7}}, Marks: []ValueMark{{}}},
		"ends":   {Bins: []Bin{{finding.Date("0001-01-01"), finding.Date("0001-01-02"), 1}, {finding.Date("9999-12-30"), finding.Date("9999-12-31"), 1}}, Axis: report.Column{Type: report.TypeDate}},
		"huge":   {Bins: []Bin{{finding.Number(0, ""), finding.Number(1, ""), math.MaxInt64 / 4}}, Width: math.Inf(1), Height: math.NaN()},
	}
	for i, n := range names {
		odd[fmt.Sprint("hostile ", i)] = &Histogram{Title: n, Counted: n, Bins: []Bin{{finding.Number(0, n), finding.Number(1, n), 1}}, Marks: []ValueMark{{Name: n, At: finding.Number(1, "")}, {Name: n, At: finding.Number(0, "")}}}
	}
	for name, d := range odd {
		if err := reporttest.CheckFigure(d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
