package view

import (
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// RiskMatrix returns the risks that can still happen as they lie in the matrix
// of the register, by their ratings on a basis as of a date: a heat map. A risk
// without a usable rating lies nowhere; the register's table has it.
func RiskMatrix(w phrase.Printer, r risk.Register, at calendar.Date, basis risk.Basis) *chart.Grid {
	g := &chart.Grid{
		Name: "risk-matrix", Title: w.Label("risk_matrix"), Lang: w.Lang, Across: w.Label("effect"), Up: w.Label("likelihood"),
		Columns: wordsOf(w, r.Matrix.Effects), Rows: likelihoods(w, r.Matrix.Likelihoods), Classes: wordsOf(w, r.Matrix.Classes),
	}
	place := map[string]int{}
	for i, class := range r.Matrix.Classes {
		place[class] = i + 1
	}
	for _, row := range r.Matrix.Cells {
		cells := make([]chart.GridCell, len(row))
		for k, class := range row {
			cells[k].Class = place[class]
		}
		g.Cells = append(g.Cells, cells)
	}
	for _, x := range r.Ranked(at, basis) {
		up, across := x.Spot.Cell.Likelihood, x.Spot.Cell.Effect
		if x.Rated && up < len(g.Cells) && across < len(g.Cells[up]) {
			g.Cells[up][across].Items = append(g.Cells[up][across].Items, x.Risk)
		}
	}
	return g
}

// likelihoods are the words for levels of likelihood; "remote" is a likelihood
// here, and elsewhere a way to attend a meeting.
func likelihoods(w phrase.Printer, ids []string) []string {
	list := wordsOf(w, ids)
	for i, id := range ids {
		if id == "remote" {
			list[i] = Word(w, "likelihood_remote")
		}
	}
	return list
}

// wordsOf are the words for ids, in their order.
func wordsOf(w phrase.Printer, ids []string) []string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = Word(w, id)
	}
	return list
}
