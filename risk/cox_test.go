package risk

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// paint builds a square matrix of three colours from letters, the most likely
// row first, as published figures are drawn.
func paint(rows ...string) Matrix {
	m := Matrix{ID: "painted", Classes: []string{"G", "Y", "R"}}
	for i := range rows {
		m.Likelihoods = append(m.Likelihoods, fmt.Sprint("L", i+1))
		row := rows[len(rows)-1-i]
		cells := make([]string, len(row))
		for j := range row {
			cells[j] = row[j : j+1]
		}
		m.Cells = append(m.Cells, cells)
	}
	for j := range rows[0] {
		m.Effects = append(m.Effects, fmt.Sprint("E", j+1))
	}
	return m
}

// coxOracle decides the axioms of an n by n matrix by comparing every pair of
// cells in whole numbers: the corner (i, j) carries the risk i*j.
func coxOracle(m Matrix) (weak, between, colouring bool) {
	weak, between, colouring = true, true, true
	n, w := len(m.Likelihoods), len(m.Effects)
	lo := func(c [2]int) int { return c[0] * c[1] }
	hi := func(c [2]int) int { return (c[0] + 1) * (c[1] + 1) }
	of := func(colour string) (list [][2]int) {
		for l := range n {
			for e := range w {
				if m.Cells[l][e] == colour {
					list = append(list, [2]int{l, e})
				}
			}
		}
		return list
	}
	greens, reds := of("G"), of("R")
	for _, g := range greens {
		for _, r := range reds {
			weak = weak && hi(g) <= lo(r)
			dl, de := r[0]-g[0], r[1]-g[1]
			if (dl == 0 || dl == 1) && (de == 0 || de == 1) {
				between = false
			}
		}
	}
	for _, c := range append(append(of("G"), of("Y")...), of("R")...) {
		likeGreen, milderThanRed, likeRed, aboveGreen := false, true, false, true
		for _, g := range greens {
			likeGreen = likeGreen || lo(c) <= lo(g)
			aboveGreen = aboveGreen && lo(c) >= hi(g)
		}
		for _, r := range reds {
			milderThanRed = milderThanRed && hi(c) <= lo(r)
			likeRed = likeRed || hi(c) >= hi(r)
		}
		colour := m.Cells[c[0]][c[1]]
		if likeGreen && milderThanRed && colour != "G" || likeRed && aboveGreen && colour != "R" {
			colouring = false
		}
	}
	return weak, between, colouring
}

// TestCoxSmallMatrices repeats a published result: no two by two matrix meets
// the axioms, and one three by three colouring does.
func TestCoxSmallMatrices(t *testing.T) {
	count := func(n int) (passing []Matrix) {
		letters := []byte("GYR")
		total := 1
		for range n * n {
			total *= 3
		}
		for code := range total {
			rows := make([]string, n)
			for i := range n * n {
				rows[i/n] += string(letters[code%3])
				code /= 3
			}
			if m := paint(rows...); m.Cox().Passes() {
				passing = append(passing, m)
			}
		}
		return passing
	}
	if found := count(2); len(found) != 0 {
		t.Errorf("%d two by two matrices pass, want none", len(found))
	}
	found := count(3)
	if len(found) != 1 {
		t.Fatalf("%d three by three matrices pass, want one", len(found))
	}
	want := paint("GYR", "GYY", "GGG")
	if fmt.Sprint(found[0].Cells) != fmt.Sprint(want.Cells) {
		t.Errorf("got %v, want %v", found[0].Cells, want.Cells)
	}
}

func TestCoxAgainstPairs(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	seen := map[[3]bool]int{}
	for range 3000 {
		n := 2 + random.IntN(4)
		rows := make([]string, n)
		for i := range rows {
			for j := range n {
				// Colours by noisy gravity, so that every verdict turns up.
				grave := (n-i)*(j+1)*6/(n*n) + random.IntN(3)
				rows[i] += string("GGYYRRRR"[min(grave, 7)])
			}
		}
		m := paint(rows...)
		weak, between, colouring := coxOracle(m)
		x := m.Cox()
		if x.WeakConsistency != weak || x.Betweenness != between || x.ConsistentColouring != colouring {
			t.Fatalf("%q: got %v %v %v, want %v %v %v", rows, x.WeakConsistency, x.Betweenness, x.ConsistentColouring, weak, between, colouring)
		}
		seen[[3]bool{weak, between, colouring}]++
	}
	if len(seen) < 6 {
		t.Errorf("only %d of 8 verdicts turned up: %v", len(seen), seen)
	}
}

// TestCoxUnevenBands: with the bands of the impact axis at 0.05 0.1 0.2 0.4
// 0.8 the verdict is not that of equal bands. Worked by hand on one row pair:
// likelihoods 0-0.5-1, effects 0-0.1-1. The lower left corner cell holds risk
// up to 0.05, the upper right from 0.05: painted green and red they do not
// overlap, while with equal bands both touch 0.25.
func TestCoxUnevenBands(t *testing.T) {
	m := paint("YR", "GY")
	m.LikelihoodEdges = []Number{Whole(0), Fraction(1, 2), Whole(1)}
	m.EffectEdges = []Number{Whole(0), Fraction(1, 10), Whole(1)}
	x := m.Cox()
	if x.MaxGreen != Fraction(1, 20) || x.MinRed != Fraction(1, 20) || !x.WeakConsistency {
		t.Errorf("got %+v", x)
	}
	m.EffectEdges[1] = Fraction(1, 5)
	if x := m.Cox(); x.MaxGreen != Fraction(1, 10) || x.MinRed != Fraction(1, 10) {
		t.Errorf("got %+v", x)
	}
	// Risk 0.5 to 1 at the right bottom, 0 to 0.5 at the left top: a green cell
	// with greater risk than the red one overlaps only by its real corners.
	m = paint("GR", "YY")
	m.LikelihoodEdges = []Number{Whole(0), Fraction(1, 2), Whole(1)}
	m.EffectEdges = []Number{Whole(0), Fraction(9, 10), Whole(1)}
	if x := m.Cox(); x.WeakConsistency || len(x.Overlap) != 1 || x.Overlap[0] != (Cell{1, 1}) {
		t.Errorf("green reaches 0.9, red begins at 0.45: got %+v", x)
	}
}

func TestCoxFindings(t *testing.T) {
	m := paint("YYRRR", "YYYRR", "GYYRR", "GGYYR", "GGGYR") // red in the bottom row
	got := map[string]string{}
	for _, f := range m.Check() {
		got[f.Subject.ID] += string(f.Code) + " " + f.Want.Plain() + ";"
		if f.Code == CodeWeakConsistency && f.Subject.ID == "L1/E5" && len(f.Related) != 6 {
			t.Errorf("the bottom right cell starts at risk 0, so all six green cells overlap it: %v", f.Related)
		}
	}
	for _, cell := range []string{"L3/E3", "L4/E3", "L5/E2"} { // the cells the published reading calls for
		if got[cell] != "risk.matrix.consistent_colouring R;" {
			t.Errorf("%s: %q", cell, got[cell])
		}
	}
	if got["L1/E5"] != "risk.matrix.weak_consistency 4/25;" && got["L1/E5"] != "risk.matrix.weak_consistency 0.16;" {
		t.Errorf("L1/E5: %q", got["L1/E5"])
	}
}

func TestCoxOfBrokenMatrix(t *testing.T) {
	m := paint("GY", "YR")
	m.Cells[0] = m.Cells[0][:1]
	if x := m.Cox(); x.Passes() || !x.MaxGreen.IsZero() {
		t.Errorf("a broken matrix has no verdict: %+v", x)
	}
	for _, f := range paint("YY", "YY").Check() {
		if f.Code == CodeTellsNothingApart {
			return
		}
	}
	t.Error("a matrix of one colour must be said to tell nothing apart")
}
