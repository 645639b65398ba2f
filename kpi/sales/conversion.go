package sales

import "github.com/milepost-go/milepost/kpi"

// Conversion is what part of the deals that entered one stage came to another.
type Conversion struct {
	Step       []kpi.Value `json:"step"`       // entered next / entered, for each stage but the last
	Cumulative []kpi.Value `json:"cumulative"` // entered / entered first, for each stage but the first
}

// Convert returns the conversion of the numbers of distinct deals that entered
// the stages, in the order of the stages. A stage that nobody entered makes the
// step from it unknown (zero-denominator). A step above 1 means that deals were
// counted twice or skipped a stage. [Process.Funnel] counts from the deals
// themselves. The caller owns the slices.
func Convert(entered []kpi.Value) Conversion {
	var c Conversion
	for i := 1; i < len(entered); i++ {
		c.Step = append(c.Step, entered[i].Div(entered[i-1]))
		c.Cumulative = append(c.Cumulative, entered[i].Div(entered[0]))
	}
	return c
}

// Figures returns the steps, then the cumulative rates, with their traces. The
// numbers are those that [Convert] was given; more or fewer give nothing. The
// caller owns the slices.
func (c Conversion) Figures(entered []kpi.Value) []kpi.Figure {
	var list []kpi.Figure
	if len(c.Step) != len(entered)-1 || len(c.Cumulative) != len(c.Step) {
		return list
	}
	for i, v := range c.Step {
		list = append(list, figure(keyStep, v, entered[i+1], entered[i]))
	}
	for i, v := range c.Cumulative {
		list = append(list, figure(keyCumulative, v, entered[i+1], entered[0]))
	}
	return list
}
