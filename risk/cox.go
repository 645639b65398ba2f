package risk

import (
	"math/big"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Cox is what the three axioms of L. A. Cox say of a matrix ("What's Wrong
// with Risk Matrices?", Risk Analysis 28(2), 2008). Risk is the product of
// probability and consequence; the mildest class is green, the gravest is
// red, everything else is in between. The caller owns the slices.
//
// How the axioms are decided is our reading of them. Weak consistency: no
// point of a green cell carries more risk than a point of a red cell.
// Betweenness: no red cell is the right, upper or upper right neighbour of a
// green one. Consistent colouring: a cell no riskier at its low corner than
// some green cell and at its high corner than every red one must be green; a
// cell as risky at its high corner as some red cell and at its low corner as
// every green one must be red. A matrix without a green or without a red cell
// meets them trivially and tells nothing apart, so it does not pass.
type Cox struct {
	MaxGreen            Number `json:"max_green,omitzero"` // most risk in a green cell; none without one
	MinRed              Number `json:"min_red,omitzero"`   // least risk in a red cell; none without one
	WeakConsistency     bool   `json:"weak_consistency"`
	Betweenness         bool   `json:"betweenness"`
	ConsistentColouring bool   `json:"consistent_colouring"`

	Overlap     []Cell  `json:"overlap,omitempty"`       // red cells less risky somewhere than a green one
	Jumps       []Steps `json:"jumps,omitempty"`         // neighbours that go from green to red
	MustBeGreen []Cell  `json:"must_be_green,omitempty"` // cells of another colour
	MustBeRed   []Cell  `json:"must_be_red,omitempty"`   // cells of another colour
}

// Steps is a pair of neighbouring cells, the first green, the second red.
type Steps struct {
	From Cell `json:"from"`
	To   Cell `json:"to"`
}

// Passes reports whether the matrix meets all three axioms and has both a
// green and a red cell.
func (x Cox) Passes() bool {
	return x.WeakConsistency && x.Betweenness && x.ConsistentColouring && !x.MaxGreen.IsZero() && !x.MinRed.IsZero()
}

// Cox applies the axioms to the matrix, with the edges it states or, without
// them, equal bands. Cells come in the order of the rows, the least likely
// first. A matrix that [Matrix.Check] blocks for its shape gives the zero Cox.
func (m Matrix) Cox() Cox {
	if finding.Blocks(m.checkShape()) || finding.Blocks(m.checkCells()) {
		return Cox{}
	}
	field := m.colour()
	x := Cox{MaxGreen: RatNumber(field.maxGreen), MinRed: RatNumber(field.minRed)}
	x.Overlap = field.pick(field.overlaps)
	x.Jumps = field.jumps()
	x.MustBeGreen = field.pick(field.mustBeGreen)
	x.MustBeRed = field.pick(field.mustBeRed)
	x.WeakConsistency = len(x.Overlap) == 0
	x.Betweenness = len(x.Jumps) == 0
	x.ConsistentColouring = len(x.MustBeGreen)+len(x.MustBeRed) == 0
	return x
}

// coloured is a matrix with the risk at the corners of its cells. The extremes
// are nil where the colour does not occur.
type coloured struct {
	m                  Matrix
	rows, columns      []*big.Rat // edges of the bands
	maxGreen, minRed   *big.Rat   // high corner of green, low corner of red
	greenLow, redHigh  *big.Rat   // greatest low corner of green, least high corner of red
	greenRank, redRank int
}

func (m Matrix) colour() coloured {
	f := coloured{m: m, redRank: len(m.Classes) - 1,
		rows:    edges(m.LikelihoodEdges, len(m.Likelihoods)),
		columns: edges(m.EffectEdges, len(m.Effects))}
	for _, c := range m.cells() {
		switch m.rank(c) {
		case f.greenRank:
			f.maxGreen, f.greenLow = larger(f.maxGreen, f.high(c)), larger(f.greenLow, f.low(c))
		case f.redRank:
			f.minRed, f.redHigh = smaller(f.minRed, f.low(c)), smaller(f.redHigh, f.high(c))
		}
	}
	return f
}

// edges returns the stated edges, else n equal bands from 0 to 1.
func edges(stated []Number, n int) []*big.Rat {
	list := make([]*big.Rat, n+1)
	for i := range list {
		list[i] = big.NewRat(int64(i), int64(n))
		if len(stated) > 0 {
			list[i] = stated[i].rat()
		}
	}
	return list
}

// low returns the risk at the mildest corner of a cell.
func (f coloured) low(c Cell) *big.Rat {
	return new(big.Rat).Mul(f.rows[c.Likelihood], f.columns[c.Effect])
}

// high returns the risk at the gravest corner of a cell.
func (f coloured) high(c Cell) *big.Rat {
	return new(big.Rat).Mul(f.rows[c.Likelihood+1], f.columns[c.Effect+1])
}

func (f coloured) pick(keep func(Cell) bool) []Cell {
	var list []Cell
	for _, c := range f.m.cells() {
		if keep(c) {
			list = append(list, c)
		}
	}
	return list
}

func (f coloured) overlaps(c Cell) bool {
	return f.m.rank(c) == f.redRank && f.maxGreen != nil && f.low(c).Cmp(f.maxGreen) < 0
}

func (f coloured) mustBeGreen(c Cell) bool {
	if f.m.rank(c) == f.greenRank || f.greenLow == nil || f.low(c).Cmp(f.greenLow) > 0 {
		return false
	}
	return f.minRed == nil || f.high(c).Cmp(f.minRed) <= 0
}

func (f coloured) mustBeRed(c Cell) bool {
	if f.m.rank(c) == f.redRank || f.redHigh == nil || f.high(c).Cmp(f.redHigh) < 0 {
		return false
	}
	return f.maxGreen == nil || f.low(c).Cmp(f.maxGreen) >= 0
}

// jumps lists the neighbours, right, upper and upper right, that go straight
// from green to red.
func (f coloured) jumps() []Steps {
	var list []Steps
	for _, from := range f.pick(func(c Cell) bool { return f.m.rank(c) == f.greenRank }) {
		for _, to := range []Cell{{from.Likelihood, from.Effect + 1}, {from.Likelihood + 1, from.Effect}, {from.Likelihood + 1, from.Effect + 1}} {
			if to.Likelihood < len(f.m.Likelihoods) && to.Effect < len(f.m.Effects) && f.m.rank(to) == f.redRank {
				list = append(list, Steps{from, to})
			}
		}
	}
	return list
}

// larger returns the larger of a number and a candidate; nil is no number yet.
func larger(a, b *big.Rat) *big.Rat {
	if a == nil || b.Cmp(a) > 0 {
		return b
	}
	return a
}

// smaller returns the smaller of a number and a candidate.
func smaller(a, b *big.Rat) *big.Rat {
	if a == nil || b.Cmp(a) < 0 {
		return b
	}
	return a
}

// findings says the verdict as findings, one for each offending cell or step.
func (x Cox) findings(m Matrix) []finding.Finding {
	var list []finding.Finding
	warn := func(code finding.Code, at Cell, want, got finding.Value, related ...finding.Ref) {
		list = append(list, finding.Finding{Code: code, Severity: finding.Warn, Subject: m.cellRef(at),
			Want: want, Got: got, Remedy: RemedyRecolour, Related: related})
	}
	colour := func(c Cell) finding.Value { return finding.Text(m.Classes[m.rank(c)]) }
	green, red := m.Classes[0], m.Classes[len(m.Classes)-1]
	field := m.colour()
	for _, c := range x.Overlap {
		warn(CodeWeakConsistency, c, x.MaxGreen.Value(""), finding.Rat(field.low(c), ""), m.cellRefs(field.riskierGreen(c))...)
	}
	for _, s := range x.Jumps {
		warn(CodeBetweenness, s.To, finding.Value{}, colour(s.To), m.cellRef(s.From))
	}
	for _, c := range x.MustBeGreen {
		warn(CodeConsistentColouring, c, finding.Text(green), colour(c))
	}
	for _, c := range x.MustBeRed {
		warn(CodeConsistentColouring, c, finding.Text(red), colour(c))
	}
	if x.MaxGreen.IsZero() || x.MinRed.IsZero() {
		list = append(list, finding.Finding{Code: CodeTellsNothingApart, Severity: finding.Warn, Subject: m.ref("classes"),
			Want: finding.List(green, red), Remedy: RemedyRecolour})
	}
	return list
}

// riskierGreen lists the green cells that hold more risk than the low corner
// of a red cell.
func (f coloured) riskierGreen(red Cell) []Cell {
	low := f.low(red)
	return f.pick(func(c Cell) bool { return f.m.rank(c) == f.greenRank && f.high(c).Cmp(low) > 0 })
}
