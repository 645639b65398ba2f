package montecarlo

import (
	"math"
	"math/big"
	"slices"
	"strconv"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// group is a set of inputs that hang together by correlations.
type group struct {
	members []int // inputs, in their order
	lower   *mat.TriDense
}

// decimal returns a float as a value of a finding, to six digits behind the
// point.
func decimal(x float64) finding.Value {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return finding.Unknown("not-a-number")
	}
	r, _ := new(big.Rat).SetString(strconv.FormatFloat(x, 'f', 6, 64))
	return finding.Rat(r, "")
}

// correlate finds the groups and prepares the matrix of each.
func (m *Model) correlate(inputs []Input, correlations []Correlation) []finding.Finding {
	var found []finding.Finding
	for _, members := range m.together(correlations) {
		if len(members) > MaxCorrelated {
			found = append(found, finding.Finding{Code: CodeTooCorrelated, Subject: inputRef(inputs[members[0]].ID),
				Want: finding.Number(MaxCorrelated, ""), Got: finding.Number(int64(len(members)), ""), Remedy: RemedySplitModel})
			continue
		}
		lower, moved := factor(m.matrix(members, correlations))
		if moved > untold {
			f := finding.Finding{Code: CodeRepaired, Severity: finding.Warn, Subject: inputRef(inputs[members[0]].ID), Got: decimal(moved), Remedy: RemedyReviewTogether}
			for _, i := range members[1:] {
				f.Related = append(f.Related, inputRef(inputs[i].ID))
			}
			found = append(found, f)
		}
		m.groups = append(m.groups, group{members, lower})
	}
	return found
}

// together returns the inputs that hang together by correlations other than
// zero, in their order.
func (m *Model) together(correlations []Correlation) [][]int {
	root := make([]int, len(m.inputs))
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	joined := map[int]bool{}
	for _, c := range correlations {
		if c.Rank != 0 {
			a, b := m.index[c.A], m.index[c.B]
			joined[a], joined[b] = true, true
			root[find(max(a, b))] = find(min(a, b))
		}
	}
	at := map[int]int{}
	var groups [][]int
	for i := range root {
		if !joined[i] {
			continue
		}
		r := find(i)
		if _, ok := at[r]; !ok {
			at[r] = len(groups)
			groups = append(groups, nil)
		}
		groups[at[r]] = append(groups[at[r]], i)
	}
	return groups
}

// matrix returns the correlations that normal scores must have for the ranks
// to have those asked for: 2 sin(pi/6 r).
func (m *Model) matrix(members []int, correlations []Correlation) *mat.SymDense {
	at := map[int]int{}
	for k, i := range members {
		at[i] = k
	}
	c := mat.NewSymDense(len(members), nil)
	for k := range members {
		c.SetSym(k, k, 1)
	}
	for _, r := range correlations {
		a, okA := at[m.index[r.A]]
		b, okB := at[m.index[r.B]]
		if okA && okB {
			c.SetSym(a, b, 2*math.Sin(math.Pi/6*r.Rank))
		}
	}
	return c
}

// untold is a move of a correlation that is not worth telling.
const untold = 1e-3

// least is how small an eigenvalue of a correlation matrix may be.
const least = 1e-8

// factor returns the lower Cholesky factor of a correlation matrix. One that is
// not positive definite is moved to one that is: eigenvalues are raised to
// least and the diagonal scaled back to one (Rebonato and Jaeckel, Journal of
// Risk 2, 2000). The largest move of a correlation is returned, 0 without one.
func factor(c *mat.SymDense) (*mat.TriDense, float64) {
	var lower mat.TriDense
	var cholesky mat.Cholesky
	if cholesky.Factorize(c) && cholesky.Cond() < 1/least {
		cholesky.LTo(&lower)
		return &lower, 0
	}
	repaired := raised(c)
	moved := 0.0
	for i := range repaired.SymmetricDim() {
		for k := range i {
			moved = max(moved, math.Abs(repaired.At(i, k)-c.At(i, k)))
		}
	}
	cholesky.Factorize(repaired)
	cholesky.LTo(&lower)
	return &lower, moved
}

// raised returns the matrix with its eigenvalues raised.
func raised(c *mat.SymDense) *mat.SymDense {
	var eigen mat.EigenSym
	n := c.SymmetricDim()
	eigen.Factorize(c, true)
	values := eigen.Values(nil)
	var vectors mat.Dense
	eigen.VectorsTo(&vectors)
	for k, v := range values {
		root := math.Sqrt(max(v, 100*least))
		for i := range n {
			vectors.Set(i, k, vectors.At(i, k)*root)
		}
	}
	for i := range n { // every row to length one
		length := mat.Norm(vectors.RowView(i), 2)
		for k := range n {
			vectors.Set(i, k, vectors.At(i, k)/length)
		}
	}
	out := mat.NewSymDense(n, nil)
	for i := range n {
		for k := range i {
			out.SetSym(i, k, mat.Dot(vectors.RowView(i), vectors.RowView(k)))
		}
		out.SetSym(i, i, 1)
	}
	return out
}

// scratch is what arranging the columns of a group takes.
type scratch struct {
	scores  [Block]float64
	normal  *mat.Dense // normal scores by trial and member
	product *mat.Dense
	order   []uint16
	by      []float64
	values  []uint32
}

func newScratch(groups []group) *scratch {
	s := &scratch{order: make([]uint16, Block), by: make([]float64, Block), values: make([]uint32, Block)}
	for i := range s.scores {
		s.scores[i] = distuv.UnitNormal.Quantile((float64(i) + 1) / (Block + 1))
	}
	most := 0
	for _, g := range groups {
		most = max(most, len(g.members))
	}
	s.normal, s.product = mat.NewDense(Block, most, nil), mat.NewDense(Block, most, nil)
	return s
}

// arrange gives the columns of a group the ranks of variables with its
// correlations, leaving the values of each column as they are (Iman and
// Conover, Communications in Statistics B 11, 1982): normal scores in the order
// of the columns, freed of what correlation they have by chance, are given the
// one that is asked for.
func (s *scratch) arrange(g *group, m *Model, columns [][Block]uint32) {
	k := len(g.members)
	normal := s.normal.Slice(0, Block, 0, k).(*mat.Dense)
	product := s.product.Slice(0, Block, 0, k).(*mat.Dense)
	for j, i := range g.members {
		s.rank(columns[m.inputs[i].column][:])
		for r, trial := range s.order {
			normal.Set(int(trial), j, s.scores[r])
		}
	}
	s.free(normal, k)
	product.Mul(normal, g.lower.T())
	for j, i := range g.members {
		mat.Col(s.by, j, product)
		s.follow(columns[m.inputs[i].column][:])
	}
}

// free takes the correlation out of scores that they have by chance.
func (s *scratch) free(normal *mat.Dense, k int) {
	var have mat.SymDense
	have.SymOuterK(1, normal.T())
	var cholesky mat.Cholesky
	if !cholesky.Factorize(&have) {
		return // columns that are the same: leave them
	}
	var upper, inverse mat.TriDense
	cholesky.UTo(&upper)
	if inverse.InverseTri(&upper) != nil {
		return
	}
	var out mat.Dense
	out.Mul(normal, &inverse)
	out.Scale(math.Sqrt(Block), &out)
	normal.Copy(&out)
}

// rank puts the trials into the order of a column, equal ones by their number.
func (s *scratch) rank(column []uint32) {
	for i := range s.order {
		s.order[i] = uint16(i)
	}
	slices.SortFunc(s.order, func(a, b uint16) int {
		if column[a] != column[b] {
			if column[a] < column[b] {
				return -1
			}
			return 1
		}
		return int(a) - int(b)
	})
}

// follow rearranges a column into the order of s.by.
func (s *scratch) follow(column []uint32) {
	copy(s.values, column)
	slices.Sort(s.values)
	for i := range s.order {
		s.order[i] = uint16(i)
	}
	slices.SortFunc(s.order, func(a, b uint16) int {
		if s.by[a] != s.by[b] {
			if s.by[a] < s.by[b] {
				return -1
			}
			return 1
		}
		return int(a) - int(b)
	})
	for r, trial := range s.order {
		column[trial] = s.values[r]
	}
}
