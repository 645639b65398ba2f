package chart

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/svg"
)

func riskGrid() *Grid {
	return &Grid{
		Title: "Risks", Across: "Effect", Up: "Likelihood", Columns: []string{"low", "medium", "high"}, Rows: []string{"rare", "possible", "likely"},
		Classes: []string{"green", "amber", "red"},
		Cells: [][]GridCell{
			{{Class: 1}, {Class: 1, Items: []string{"R7"}}, {Class: 2}},
			{{Class: 1}, {Class: 2, Items: []string{"R1", "R2", "R3"}}, {Class: 3, Items: []string{"R4"}}},
			{{Class: 2}, {Class: 3}, {Class: 3, Items: []string{"R5", "R6"}}},
		},
	}
}

func TestGridKeepsTheClauses(t *testing.T) {
	many := riskGrid()
	for range 200 {
		many.Cells[1][1].Items = append(many.Cells[1][1].Items, "a long name of a risk")
	}
	for name, g := range map[string]*Grid{
		"risks": riskGrid(), "empty": {}, "no cells": {Rows: []string{"a"}, Columns: []string{"b"}}, "one class": {Rows: []string{"a"}, Columns: []string{"b"}, Classes: []string{"x"}, Cells: [][]GridCell{{{Class: 1}}}},
		"odd classes": {Rows: []string{"a"}, Columns: []string{"b", "c"}, Classes: []string{"x"}, Cells: [][]GridCell{{{Class: -3}, {Class: 99}}}}, "many items": many, "narrow": {Width: 1, Rows: make([]string, 3), Columns: make([]string, 60)},
	} {
		if err := reporttest.CheckFigure(g); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever the names and the sizes, nothing is drawn outside.
func TestRandomGrids(t *testing.T) {
	names := reporttest.HostileNames()
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 9))
		name := func() string { return names[r.IntN(len(names))] }
		g := &Grid{Title: name(), Across: name(), Up: name(), Width: float64(r.IntN(1500))}
		for range r.IntN(8) {
			g.Rows, g.Columns, g.Classes = append(g.Rows, name()), append(g.Columns, name(), name()), append(g.Classes, name())
		}
		for range g.Rows {
			var row []GridCell
			for range r.IntN(len(g.Columns) + 1) {
				row = append(row, GridCell{Class: r.IntN(10) - 1, Items: []string{name(), name(), name()}[:r.IntN(4)]})
			}
			g.Cells = append(g.Cells, row)
		}
		if err := reporttest.CheckFigure(g); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

// The table and the description say what the picture shows, worked by hand.
func TestGridSaysTheSame(t *testing.T) {
	g := riskGrid()
	if got := g.Frame().Desc; got != "red: 3; amber: 3; green: 1" {
		t.Error(got)
	}
	table := g.Table()
	if len(table.Rows) != 9 || table.Rows[0].Cells[0].Plain() != "likely" || table.Rows[2].Cells[3].Plain() != "R5, R6" && !strings.Contains(table.Rows[2].Cells[3].Plain(), "R6") {
		t.Errorf("%+v", table.Rows)
	}
	var b strings.Builder
	if err := svg.Render(&b, g, svg.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"R1, R2, R3", "likely / high: red", "Likelihood"} {
		if !strings.Contains(b.String(), word) {
			t.Errorf("no %q in the picture", word)
		}
	}
}

// What a cell shows and what it says is left out are all of its items.
func TestGridCountsWhatItLeavesOut(t *testing.T) {
	for n := 1; n <= 40; n++ {
		g, names := riskGrid(), map[string]bool{}
		g.Cells = [][]GridCell{{{Class: 1}}}
		for i := range n {
			name := "R" + strconv.Itoa(100+i)
			g.Cells[0][0].Items, names[name] = append(g.Cells[0][0].Items, name), true
		}
		var drawn reporttest.Recorder
		g.Draw(&drawn)
		shown, left := 0, 0
		for _, op := range drawn.Ops {
			if op.Text == nil {
				continue
			}
			if more, ok := strings.CutPrefix(op.Text.Text, "+"); ok {
				left, _ = strconv.Atoi(more)
				continue
			}
			for _, word := range strings.Split(op.Text.Text, ", ") {
				if names[word] {
					shown++
				}
			}
		}
		if shown+left != n {
			t.Errorf("of %d items %d are shown and %d left out", n, shown, left)
		}
	}
}
