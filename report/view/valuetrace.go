package view

import (
	"strings"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// valueTracer traces the figures of earned value.
type valueTracer struct {
	*tracer
	of      evm.Measurement
	figures map[string]kpi.Figure
}

func (t *tracer) earned(m evm.Measurement, b evm.Basis) *valueTracer {
	v := &valueTracer{t, m, map[string]kpi.Figure{}}
	for _, f := range m.Status.Figures(b) {
		v.figures[strings.TrimPrefix(f.Key, "evm.")] = f
	}
	return v
}

// from is the record that a measured value is kept in: the status of its date.
func (t *valueTracer) from(field string) finding.Ref {
	if t.of.Status.At.IsZero() {
		return finding.Ref{Kind: "earned_value", Field: field}
	}
	return finding.Ref{Kind: "earned_value", ID: t.of.Status.At.Date().String(), Field: field}
}

// trace traces a figure and all it is made of, and returns its name.
func (t *valueTracer) trace(key string) string {
	if t.known[traceName(key)] {
		return traceName(key)
	}
	f, computed := t.figures[key]
	if !computed {
		return t.measured(key)
	}
	x := report.Trace{Figure: t.valueColumn(key, f.Value.Finding()), Formula: f.Formula}
	name := t.add(key, x)
	at := len(t.traces) - 1
	for _, in := range f.Inputs {
		x.Inputs = append(x.Inputs, t.input(in))
	}
	x.Name, x.Words, x.About = name, t.spelled(x), append(t.aboutValue(key), t.source(key)...)
	t.traces[at] = x
	return name
}

// input is what a formula of earned value reads: a measured value or another
// figure, which is traced too, else a part of what the forecasts go by.
func (t *valueTracer) input(in kpi.Input) report.TraceInput {
	s := report.TraceInput{Fact: t.valueColumn(in.Name, in.Value.Finding())}
	if _, computed := t.figures[in.Name]; computed || isMeasured(in.Name) {
		s.Column.Trace = t.trace(in.Name)
		return s
	}
	s.From = t.from(in.Name)
	s.Origin = t.w.Label("forecast_basis")
	return s
}

func isMeasured(name string) bool {
	return name == "bac" || name == "pv" || name == "ev" || name == "ac"
}

// measured traces a sum over the tasks, or what the status states where it
// names none.
func (t *valueTracer) measured(key string) string {
	s := t.of.Status
	v := map[string]kpi.Value{"bac": s.BAC, "pv": s.PV, "ev": s.EV, "ac": s.AC}[key].Finding()
	x := report.Trace{Figure: t.figure(key, kindOf(v), v), Inputs: []report.TraceInput{t.symbol(key, key, kindOf(v), v, t.from(key))}}
	if len(t.of.Tasks) > 0 {
		t.over(t.taskValues())
		x.Formula, x.Words, x.Over, x.Inputs = "sum("+key+")", t.w.Label("words_task_sum"), "task-values", []report.TraceInput{t.row(key, report.TypeMoney)}
		x.Inputs[0].From, x.Inputs[0].Origin = t.from(key), t.w.Label("origin_of_"+key)
	}
	return t.add(key, x)
}

// taskValues is the measured value of every task.
func (t *valueTracer) taskValues() *report.Table {
	table := &report.Table{Name: "task-values", Columns: columns(t.w, column("task", report.TypeText), column("bac", report.TypeMoney),
		column("pv", report.TypeMoney), column("ev", report.TypeMoney), column("ac", report.TypeMoney))}
	for _, r := range t.of.Tasks {
		name := text(t.w.Ref(finding.Ref{Kind: "task", ID: r.ID}))
		table.Rows = append(table.Rows, report.Row{ID: r.ID, Cells: []finding.Value{name, r.Status.BAC.Finding(), r.Status.PV.Finding(), r.Status.EV.Finding(), r.Status.AC.Finding()}})
	}
	return table
}

// source is where the definition of a figure comes from.
func (t *valueTracer) source(key string) []report.Fact {
	for _, d := range evm.Defs() {
		if d.Key == "evm."+key && d.Source != "" {
			return []report.Fact{fact(t.w, "source", report.TypeText, finding.Text(d.Source))}
		}
	}
	return nil
}

// aboutValue is what is said about a figure; the forecasts of all methods share
// their words.
func (t *valueTracer) aboutValue(key string) []report.Fact {
	for _, family := range [...]string{"eac", "etc", "vac"} {
		if strings.HasPrefix(key, family+"_") {
			return about(t.w, family)
		}
	}
	return about(t.w, key)
}

// valueKeys are the figures of earned value whose label is not their key.
var valueKeys = map[string]string{"percent_complete": "complete", "tcpi": "tcpi_bac"}

// valueKey is the key of the figure that a label stands for.
func valueKey(label string) string {
	if key, ok := valueKeys[label]; ok {
		return key
	}
	return label
}

// valueColumn is how a figure of earned value is called and shown.
func (t *valueTracer) valueColumn(key string, v finding.Value) report.Fact {
	f := t.figure(key, kindOf(v), v)
	for label, other := range valueKeys {
		if other == key {
			f.Column.Title = t.w.Label(label)
		}
	}
	if key == "complete" {
		f.Column.Type, f.Column.Places = report.TypePercent, 2
	}
	if family, method, ok := strings.Cut(key, "_"); ok && (family == "eac" || family == "etc" || family == "vac") {
		f.Column.Title = t.w.Label(family) + " · " + t.w.Label("eac_by_"+method)
	}
	return f
}

// kindOf is the type of column that shows a figure of earned value.
func kindOf(v finding.Value) report.Type {
	if v.Kind() == finding.MoneyKind {
		return report.TypeMoney
	}
	return report.TypeNumber
}
