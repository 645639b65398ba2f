package view

import (
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
)

// comparisonOf sets the options side by side, criterion by criterion with its
// weight, and their scores below.
func comparisonOf(w phrase.Printer, p change.Proposals, plan *schedule.Plan) *report.Table {
	table := &report.Table{Name: "option-comparison", Title: w.Label("option_comparison"), Columns: columns(w, column("criterion", report.TypeText), column("weight", report.TypeInteger))}
	scores := report.Row{Strong: true, Cells: []finding.Value{text(w.Label("score")), {}}, Traces: []string{"", ""}}
	for i, o := range p.Options {
		c := decimals("option_" + strconv.Itoa(i+1))
		c.Title = optionName(w, plan, o.ID).Plain()
		table.Columns = append(table.Columns, c)
		scores.Cells, scores.Traces = append(scores.Cells, o.Score), append(scores.Traces, scoreTrace(i))
	}
	for k, criterion := range criteriaOf(p) {
		row := report.Row{ID: string(criterion), Cells: []finding.Value{word(w, string(criterion)), {}}}
		for _, o := range p.Options {
			v := finding.Value{}
			if k < len(o.Measures) && o.Measures[k].Criterion == criterion {
				row.Cells[1], v = whole(o.Measures[k].Weight), readable(dayMinutes(plan), o.Measures[k].Value)
			}
			row.Cells = append(row.Cells, v)
		}
		table.Rows = append(table.Rows, row)
	}
	table.Footer = []report.Row{scores}
	return table
}

// criteriaOf are the criteria of the options, in their order.
func criteriaOf(p change.Proposals) []change.Criterion {
	var list []change.Criterion
	if len(p.Options) > 0 {
		for _, m := range p.Options[0].Measures {
			list = append(list, m.Criterion)
		}
	}
	return list
}

func scoreTrace(i int) string { return traceName("score_" + strconv.Itoa(i+1)) }

// scores traces the score of every option: the mean of the shares by the
// weights.
func (t *tracer) scores(p change.Proposals, plan *schedule.Plan) {
	for i, o := range p.Options {
		x := report.Trace{Figure: t.figure("score", report.TypeNumber, o.Score), Words: t.w.Text("about.score.words")}
		x.Figure.Column.Title += " · " + optionName(t.w, plan, o.ID).Plain()
		x.About = about(t.w, "score")
		var top, bottom []string
		for _, m := range o.Measures {
			share, weight := "share_"+string(m.Criterion), "weight_"+string(m.Criterion)
			top, bottom = append(top, share+" * "+weight), append(bottom, weight)
			from := finding.Ref{Kind: "criterion", ID: string(m.Criterion)}
			x.Inputs = append(x.Inputs, t.measure(share, "share", m.Criterion, m.Share, from), t.measure(weight, "weight", m.Criterion, whole(m.Weight), from))
		}
		if len(top) > 0 {
			x.Formula = "(" + strings.Join(top, " + ") + ") / (" + strings.Join(bottom, " + ") + ")"
		}
		t.add("score_"+strconv.Itoa(i+1), x)
	}
}

// measure is an input of a score.
func (t *tracer) measure(name, label string, c change.Criterion, v finding.Value, from finding.Ref) report.TraceInput {
	in := t.symbol(name, label, report.TypeNumber, v, from)
	in.Column.Title = Word(t.w, string(c)) + " · " + in.Column.Title
	return in
}
