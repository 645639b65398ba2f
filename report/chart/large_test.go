package chart_test

import (
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/milepost-go/milepost/report/chart"
)

// TestLargeDiagrams writes a chain of very many states: it comes to an end
// at all.
func TestLargeDiagrams(t *testing.T) {
	chain := func(n int) *chart.StateDiagram {
		d := &chart.StateDiagram{Start: "p0"}
		for i := range n {
			d.States = append(d.States, chart.State{ID: fmt.Sprint("p", i)})
			d.Transitions = append(d.Transitions, chart.Transition{ID: fmt.Sprint("m", i), From: []string{fmt.Sprint("p", i)}, To: fmt.Sprint("p", i+1)})
		}
		return d
	}
	d := chain(20_000)
	for name, write := range map[string]func() error{
		"mermaid": func() error { return d.WriteMermaid(io.Discard) },
		"dot":     func() error { return d.WriteDOT(io.Discard) },
		"table":   func() error { d.Table(); return nil },
		"frame":   func() error { d.Frame(); return nil },
	} {
		began := time.Now()
		if err := write(); err != nil {
			t.Error(err)
		}
		if took := time.Since(began); took > time.Minute {
			t.Errorf("%s took %v", name, took)
		}
	}
}
