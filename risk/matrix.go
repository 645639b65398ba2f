package risk

import (
	"math/big"
	"slices"
)

// Matrix says how grave each pair of a likelihood level and an effect level
// is. It is a value of any size, both axes run from the mildest level to the
// gravest. A matrix is read-only for every function of this package and safe
// for concurrent use as long as nobody writes to its slices.
type Matrix struct {
	ID          string     `json:"id"`
	Name        string     `json:"name,omitempty"`
	Source      string     `json:"source,omitempty"` // where the cells come from
	Likelihoods []string   `json:"likelihoods"`      // level ids, the least likely first
	Effects     []string   `json:"effects"`          // level ids, the mildest first
	Classes     []string   `json:"classes"`          // class ids, the mildest first
	Cells       [][]string `json:"cells"`            // class id of [likelihood][effect]

	// Scores gives each cell a number for ranking within a class. Without it
	// the score of a cell is the product of its two positions, counted from 1.
	Scores [][]Number `json:"scores,omitempty"`
	// LowIsGrave says that the lowest score is the gravest, as in a hazard
	// risk index that starts at 1.
	LowIsGrave bool `json:"low_is_grave,omitempty"`

	// LikelihoodEdges and EffectEdges are the limits between the bands of an
	// axis, one more than it has levels, rising, for axes whose bands are
	// not equal. Without them the axis is 0 to 1 cut into equal bands.
	LikelihoodEdges []Number `json:"likelihood_edges,omitempty"`
	EffectEdges     []Number `json:"effect_edges,omitempty"`
}

// Cell is one field of a matrix by position, both counted from 0 at the
// mildest level.
type Cell struct {
	Likelihood int `json:"likelihood"`
	Effect     int `json:"effect"`
}

// Spot is what a matrix says of one cell.
type Spot struct {
	Cell  Cell   `json:"cell"`
	Class string `json:"class"` // class id
	Rank  int    `json:"rank"`  // position of the class, 0 being the mildest
	Score Number `json:"score"` // the number of the cell, as the matrix writes it
}

// Lookup returns what the matrix says of a likelihood level and an effect
// level. A level the axis does not have is a [*LevelError], and so is a cell
// without a class.
func (m Matrix) Lookup(likelihood, effect string) (Spot, error) {
	l, e := slices.Index(m.Likelihoods, likelihood), slices.Index(m.Effects, effect)
	if l < 0 {
		return Spot{}, &LevelError{Axis: "likelihood", Level: likelihood}
	}
	if e < 0 {
		return Spot{}, &LevelError{Axis: "effect", Level: effect}
	}
	return m.At(Cell{l, e})
}

// At returns what the matrix says of a cell. A cell outside the matrix or
// without a known class is a [*LevelError].
func (m Matrix) At(c Cell) (Spot, error) {
	class, ok := m.class(c)
	rank := slices.Index(m.Classes, class)
	if !ok || rank < 0 {
		return Spot{}, &LevelError{Axis: "class", Level: class}
	}
	return Spot{Cell: c, Class: class, Rank: rank, Score: m.score(c)}, nil
}

func (m Matrix) class(c Cell) (string, bool) {
	if c.Likelihood < 0 || c.Likelihood >= len(m.Cells) {
		return "", false
	}
	row := m.Cells[c.Likelihood]
	if c.Effect < 0 || c.Effect >= len(row) {
		return "", false
	}
	return row[c.Effect], true
}

// score returns the number of a cell, and the product of its positions where
// the matrix states none.
func (m Matrix) score(c Cell) Number {
	if c.Likelihood < len(m.Scores) && c.Effect < len(m.Scores[c.Likelihood]) {
		return m.Scores[c.Likelihood][c.Effect]
	}
	return Whole(int64(c.Likelihood+1) * int64(c.Effect+1))
}

// gravity returns the score of a cell so that more is always graver.
func (m Matrix) gravity(c Cell) *big.Rat {
	score := m.score(c).rat()
	if m.LowIsGrave && len(m.Scores) > 0 {
		return score.Neg(score)
	}
	return score
}

// cells lists all cells, rows of the least likely level first.
func (m Matrix) cells() []Cell {
	list := make([]Cell, 0, len(m.Likelihoods)*len(m.Effects))
	for l := range m.Likelihoods {
		for e := range m.Effects {
			list = append(list, Cell{l, e})
		}
	}
	return list
}
