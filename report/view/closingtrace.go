package view

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// attained traces how far each goal was attained, and the attainment of the
// whole where the standard says what it is made of. It names the traces in the
// table and in the facts.
func (t *tracer) attained(table *report.Table, facts report.Facts, o closing.Outcome) {
	for i, g := range o.Goals {
		r := &table.Rows[i]
		r.ID = g.Goal
		switch v := r.Cell(5); {
		case v.IsZero() || v.IsUnknown():
		case follows(v, r.Cell(4), r.Cell(2), r.Cell(3)):
			r.Traces = []string{"", "", "", "", "", t.goalAttainment(table.Name)}
		default:
			in := t.symbol("attainment", "attainment", report.TypePercent, v, finding.Ref{Kind: "outcome"})
			key := "goal_attainment_" + strconv.Itoa(i+1)
			r.Traces = []string{"", "", "", "", "", t.add(key, report.Trace{Figure: in.Fact, Inputs: []report.TraceInput{in}})}
		}
	}
	for i := range facts.Items {
		if facts.Items[i].Column.Name == "attainment" && !facts.Items[i].Value.IsZero() {
			facts.Items[i].Column.Trace = t.wholeAttainment(table, facts.Items[i], o)
		}
	}
}

// follows reports whether a share is how far actual has come on the way from
// start to target.
func follows(share, actual, start, target finding.Value) bool {
	s, ok := share.Rat()
	a, okA := actual.Rat()
	from, okFrom := start.Rat()
	to, okTo := target.Rat()
	if !ok || !okA || !okFrom || !okTo {
		return false
	}
	way := new(big.Rat).Sub(to, from)
	return way.Sign() != 0 && s.Cmp(a.Quo(a.Sub(a, from), way)) == 0
}

func (t *tracer) goalAttainment(over string) string {
	x := report.Trace{Figure: report.Fact{Column: t.w.Column("attainment", report.TypePercent)}, Over: over,
		Formula: "(actual - baseline_value) / (target - baseline_value)", Words: t.w.Text("about.goal_attainment.words")}
	for _, name := range [...]string{"actual", "baseline_value", "target"} {
		from := finding.Ref{Kind: "standard"}
		if name == "actual" {
			from = finding.Ref{Kind: "actual"}
		}
		in := t.row(name, report.TypeNumber)
		in.From, in.Origin = from, t.w.Ref(from)
		x.Inputs = append(x.Inputs, in)
	}
	return t.add("goal_attainment", x)
}

// wholeAttainment traces the attainment of the project: what each goal counts,
// by its weight. Where that is not all, the record of the closing says it.
func (t *tracer) wholeAttainment(table *report.Table, whole report.Fact, o closing.Outcome) string {
	x := report.Trace{Figure: whole, Words: t.w.Text("about.attainment.words")}
	var terms []string
	sum := new(big.Rat)
	for i := range table.Rows {
		weight, okW := table.Rows[i].Cell(8).Rat()
		counted, okC := table.Rows[i].Cell(9).Rat()
		if !okW || !okC {
			continue
		}
		n := strconv.Itoa(len(terms) + 1)
		terms = append(terms, "weight_"+n+" * counts_"+n)
		goal := finding.Ref{Kind: "goal", ID: o.Goals[i].Goal}
		w, c := t.symbol("weight_"+n, "weight", report.TypePercent, table.Rows[i].Cell(8), goal), t.symbol("counts_"+n, "counts_as", report.TypePercent, table.Rows[i].Cell(9), goal)
		if name := t.called(goal); name != "" {
			w.Origin, c.Origin = name, name // the id is in the reference
		}
		w.Column.Places = 2
		x.Inputs = append(x.Inputs, w, c)
		sum.Add(sum, weight.Mul(weight, counted))
	}
	x.Formula = strings.Join(terms, " + ")
	if v, ok := whole.Value.Rat(); !ok || len(terms) == 0 || v.Cmp(sum) != 0 {
		x.Formula, x.Inputs = "", []report.TraceInput{t.symbol("attainment", "attainment", report.TypePercent, whole.Value, finding.Ref{Kind: "outcome"})}
	}
	return t.add("attainment", x)
}

// results traces the final figures: where planned and actual are from, and what
// the difference is made of.
func (t *tracer) results(table *report.Table, list []closing.Figure, day int64) {
	for i, f := range list {
		r := &table.Rows[i]
		r.ID = string(f.Label)
		key := "result_" + strings.TrimPrefix(string(f.Label), "closing.figure.")
		r.Traces = []string{"", t.given(key+"_planned", "planned", r.Cell(0).Plain(), r.Cell(1), f), t.given(key, "actual", r.Cell(0).Plain(), r.Cell(2), f), ""}
		if formula := difference(r, day); formula != "" {
			x := report.Trace{Figure: t.titled("difference", r.Cell(0).Plain(), r.Cell(3)), Formula: formula}
			for k, name := range [...]string{"planned", "actual"} {
				in := report.TraceInput{Fact: t.titled(name, "", r.Cell(k+1))}
				in.Column.Trace = r.Traces[k+1]
				x.Inputs = append(x.Inputs, in)
			}
			if strings.Contains(formula, "worktime") {
				x.Words = t.w.Label("worktime_of_project")
			}
			r.Traces[3] = t.add(key+"_difference", x)
		}
	}
}

// titled is a figure called by its label and what it is the figure of.
func (t *tracer) titled(label, of string, v finding.Value) report.Fact {
	f := t.figure(label, typeOf(v), v)
	if of != "" {
		f.Column.Title = of + " · " + f.Column.Title
	}
	return f
}

// given traces a figure that the record of the closing holds, and what it was
// taken from.
func (t *tracer) given(key, label, of string, v finding.Value, f closing.Figure) string {
	if v.IsZero() || v.IsUnknown() {
		return ""
	}
	in := report.TraceInput{Fact: t.titled(label, "", v), From: finding.Ref{Kind: "figure", ID: string(f.Label)}}
	var names []string
	for k, s := range f.Sources {
		if k == 0 {
			in.From = s
		}
		names = append(names, t.w.Ref(s))
	}
	in.Origin = list(t.w, names)
	if names == nil {
		in.Origin = t.w.Label("taken_from_" + string(f.Area))
	}
	return t.add(key, report.Trace{Figure: t.titled(label, of, v), Inputs: []report.TraceInput{in}})
}

// difference is the formula by which the difference of a row follows from what
// was planned and what came, "" where it does not.
func difference(r *report.Row, day int64) string {
	planned, actual, off := r.Cell(1), r.Cell(2), r.Cell(3)
	if planned.Kind() == finding.DateKind && actual.Kind() == finding.DateKind && off.Kind() == finding.NumberKind {
		return fmt.Sprintf("worktime(planned, actual) / %d", day)
	}
	p, ok := planned.Rat()
	a, okA := actual.Rat()
	d, okD := off.Rat()
	if ok && okA && okD && d.Cmp(a.Sub(a, p)) == 0 {
		return "actual - planned"
	}
	return ""
}

// typeOf is the type of column that shows a value by its kind.
func typeOf(v finding.Value) report.Type {
	switch v.Kind() {
	case finding.MoneyKind:
		return report.TypeMoney
	case finding.DateKind, finding.InstantKind:
		return report.TypeDate
	case finding.TextKind, finding.ListKind:
		return report.TypeText
	}
	return report.TypeNumber
}
