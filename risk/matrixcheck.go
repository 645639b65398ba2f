package risk

import (
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// MaxLevels bounds the levels of a scale and of each axis of a matrix, and the
// classes of a matrix.
const MaxLevels = 50

// Check reports everything that is wrong with the matrix, sorted: its shape,
// cells without a known class, cells milder than a neighbour they should not
// be milder than, scores that disagree with the classes, and where the matrix
// breaks one of Cox's axioms (see [Matrix.Cox]). Faults of the shape block and
// hide the later checks; the axioms warn, because matrices in wide use break
// them.
func (m Matrix) Check() []finding.Finding {
	list := m.checkShape()
	if !finding.Blocks(list) {
		list = append(list, m.checkCells()...)
	}
	if !finding.Blocks(list) {
		list = append(list, m.checkRising()...)
		list = append(list, m.checkAgreement()...)
		list = append(list, m.Cox().findings(m)...)
	}
	finding.Sort(list)
	return list
}

func (m Matrix) ref(field string) finding.Ref {
	return finding.Ref{Kind: "matrix", ID: m.ID, Field: field}
}

// cellRef names a cell by its two levels.
func (m Matrix) cellRef(c Cell) finding.Ref {
	return finding.Ref{Kind: "cell", ID: m.Likelihoods[c.Likelihood] + "/" + m.Effects[c.Effect]}
}

func (m Matrix) cellRefs(cells []Cell) []finding.Ref {
	refs := make([]finding.Ref, len(cells))
	for i, c := range cells {
		refs[i] = m.cellRef(c)
	}
	return refs
}

func (m Matrix) checkShape() []finding.Finding {
	var list []finding.Finding
	for _, axis := range []struct {
		field string
		ids   []string
		least int
	}{{"likelihoods", m.Likelihoods, 1}, {"effects", m.Effects, 1}, {"classes", m.Classes, 2}} {
		list = append(list, checkNames(m.ref(axis.field), axis.ids, axis.least)...)
	}
	list = append(list, m.checkEdges("likelihood_edges", m.LikelihoodEdges, len(m.Likelihoods))...)
	list = append(list, m.checkEdges("effect_edges", m.EffectEdges, len(m.Effects))...)
	list = append(list, checkGrid(m, "cells", m.Cells, true)...)
	return append(list, checkGrid(m, "scores", m.Scores, len(m.Scores) > 0)...)
}

// checkNames wants at least so many ids, none empty and none twice.
func checkNames(at finding.Ref, ids []string, least int) []finding.Finding {
	var list []finding.Finding
	if len(ids) < least || len(ids) > MaxLevels {
		list = append(list, finding.Finding{Code: CodeLevelCount, Subject: at,
			Want: finding.Text(fmt.Sprintf("%d..%d", least, MaxLevels)), Got: finding.Number(int64(len(ids)), ""), Remedy: RemedyMendShape})
	}
	if len(ids) > MaxLevels {
		return list
	}
	for i, id := range ids {
		if id == "" || slices.Index(ids, id) < i {
			list = append(list, finding.Finding{Code: CodeLevelName, Subject: at, Got: finding.Text(id), Remedy: RemedyNameOnce})
		}
	}
	return list
}

// checkEdges wants one edge more than levels, rising from 0 or above.
func (m Matrix) checkEdges(field string, edges []Number, levels int) []finding.Finding {
	if len(edges) == 0 {
		return nil
	}
	fault := finding.Finding{Code: CodeEdges, Subject: m.ref(field), Remedy: RemedyMendEdges}
	if len(edges) != levels+1 {
		fault.Want, fault.Got = finding.Number(int64(levels+1), ""), finding.Number(int64(len(edges)), "")
		return []finding.Finding{fault}
	}
	last := Fraction(-1, MaxDenominator)
	for _, edge := range edges {
		if edge.IsZero() || edge.rat().Sign() < 0 || compare(edge, last) <= 0 {
			fault.Got = edge.Value("")
			return []finding.Finding{fault}
		}
		last = edge
	}
	return nil
}

// checkGrid wants as many rows as likelihood levels and as many columns as
// effect levels.
func checkGrid[T any](m Matrix, field string, grid [][]T, wanted bool) []finding.Finding {
	if !wanted {
		return nil
	}
	rows, columns := len(m.Likelihoods), len(m.Effects)
	if len(grid) != rows {
		return []finding.Finding{{Code: CodeMatrixShape, Subject: m.ref(field),
			Want: finding.Number(int64(rows), "row"), Got: finding.Number(int64(len(grid)), "row"), Remedy: RemedyMendShape}}
	}
	var list []finding.Finding
	for _, row := range grid {
		if len(row) != columns {
			list = append(list, finding.Finding{Code: CodeMatrixShape, Subject: m.ref(field),
				Want: finding.Number(int64(columns), "column"), Got: finding.Number(int64(len(row)), "column"), Remedy: RemedyMendShape})
		}
	}
	return list
}

// checkCells wants a known class and, where scores are given, a score in every
// cell.
func (m Matrix) checkCells() []finding.Finding {
	var list []finding.Finding
	for _, c := range m.cells() {
		class, _ := m.class(c)
		if !slices.Contains(m.Classes, class) {
			list = append(list, finding.Finding{Code: CodeCellUndefined, Subject: m.cellRef(c),
				Want: finding.List(m.Classes...), Got: finding.Text(class), Remedy: RemedyFillCell})
		}
		if m.score(c).IsZero() {
			list = append(list, finding.Finding{Code: CodeCellUndefined, Subject: m.cellRef(c), Got: finding.Unknown("no-score"), Remedy: RemedyFillCell})
		}
	}
	return list
}

// rank returns the position of the class of a cell of a checked matrix.
func (m Matrix) rank(c Cell) int {
	class, _ := m.class(c)
	return slices.Index(m.Classes, class)
}

// checkRising wants no cell milder, in class or score, than its left or lower
// neighbour.
func (m Matrix) checkRising() []finding.Finding {
	var list []finding.Finding
	for _, c := range m.cells() {
		for _, milder := range []Cell{{c.Likelihood - 1, c.Effect}, {c.Likelihood, c.Effect - 1}} {
			if milder.Likelihood < 0 || milder.Effect < 0 {
				continue
			}
			if m.rank(c) < m.rank(milder) || m.gravity(c).Cmp(m.gravity(milder)) < 0 {
				list = append(list, finding.Finding{Code: CodeCellFalls, Subject: m.cellRef(c),
					Want: finding.Text(m.Classes[m.rank(milder)]), Got: finding.Text(m.Classes[m.rank(c)]),
					Remedy: RemedyRaiseCell, Related: m.cellRefs([]Cell{milder})})
			}
		}
	}
	return list
}

// checkAgreement wants stated scores to cut into the classes: a cell of a
// higher class never has the milder score.
func (m Matrix) checkAgreement() []finding.Finding {
	if len(m.Scores) == 0 {
		return nil
	}
	cells := m.cells()
	slices.SortStableFunc(cells, func(a, b Cell) int { return m.gravity(a).Cmp(m.gravity(b)) })
	var list []finding.Finding
	gravest := cells[0]
	for _, c := range cells {
		if m.rank(c) < m.rank(gravest) && m.gravity(c).Cmp(m.gravity(gravest)) > 0 {
			list = append(list, finding.Finding{Code: CodeScoreDisagrees, Severity: finding.Warn, Subject: m.cellRef(c),
				Want: finding.Text(m.Classes[m.rank(gravest)]), Got: finding.Text(m.Classes[m.rank(c)]),
				Remedy: RemedyRaiseCell, Related: m.cellRefs([]Cell{gravest})})
		}
		if m.rank(c) > m.rank(gravest) {
			gravest = c
		}
	}
	return list
}
