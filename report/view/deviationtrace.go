package view

import (
	"strconv"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// deviationTracer traces the figures of deviations to what was observed.
type deviationTracer struct {
	*tracer
	events       []tolerance.Event
	observations []tolerance.Observation
}

// figure traces one figure of a deviation: to the observations where they are
// known, to the event on a day, else to the evidence.
func (t *deviationTracer) trace(n int, d tolerance.Deviation, label string, v kpi.Value, on calendar.Date) string {
	if v.IsUnknown() {
		return ""
	}
	key := "deviation_" + strconv.Itoa(n) + "_" + label
	x := report.Trace{Figure: t.tracer.figure(label, report.TypeNumber, v.Finding())}
	x.Figure.Column.Title = d.ID + " · " + x.Figure.Column.Title
	if table := t.observed(n, d); table != nil && label != "crossed_by" {
		x.Over, x.Words, x.Inputs = table.Name, t.w.Text(finding.Code("about."+label+"_deviation.words")), []report.TraceInput{t.row("deviation_seen", report.TypeNumber)}
		x.Formula = map[string]string{"worst": "max(deviation_seen)", "latest": "last(deviation_seen)"}[label]
		return t.add(key, x)
	}
	from, origin := finding.Ref{}, t.w.Label("observed")
	if len(d.Evidence) > 0 {
		from, origin = d.Evidence[len(d.Evidence)-1], evidence(t.w, d.Evidence).Plain()
	}
	for i, e := range t.events {
		if e.Deviation == d.ID && e.On == on && e.Value.Equal(v) {
			from = finding.Ref{Kind: "event", ID: strconv.Itoa(i + 1)}
			origin = t.w.Ref(from)
		}
	}
	x.Inputs = []report.TraceInput{{Fact: t.tracer.figure(label, report.TypeNumber, v.Finding()), From: from, Origin: origin}}
	return t.add(key, x)
}

// observed is the table of the observations of a deviation, from the day it was
// first seen to the one it was cleared on; nil where they are not known or do not
// reach that far.
func (t *deviationTracer) observed(n int, d tolerance.Deviation) *report.Table {
	table := &report.Table{Name: "observed-" + strconv.Itoa(n), Columns: columns(t.w, column("date", report.TypeDate), column("actual", report.TypeNumber),
		column("forecast", report.TypeNumber), column("deviation_seen", report.TypeNumber), column("evidence", report.TypeText))}
	var worst, latest kpi.Value
	for _, o := range t.observations {
		if o.Place != d.Place || o.Aspect != d.Aspect || o.On.Before(d.FirstSeen) || !d.Cleared.IsZero() && o.On.After(d.Cleared) {
			continue
		}
		seen := o.Forecast
		if order, known := o.Forecast.Cmp(o.Actual); o.Forecast.IsUnknown() || known && order < 0 {
			seen = o.Actual
		}
		if seen.IsUnknown() {
			continue
		}
		if order, known := seen.Cmp(worst); !known || order > 0 {
			worst = seen
		}
		latest = seen
		table.Rows = append(table.Rows, report.Row{ID: o.On.String(), Cells: []finding.Value{day(o.On), o.Actual.Finding(), o.Forecast.Finding(), seen.Finding(), evidence(t.w, o.Evidence)}})
	}
	if len(table.Rows) == 0 || !worst.Equal(d.Worst) || !latest.Equal(d.Latest) {
		return nil
	}
	if !t.known[table.Name] {
		t.known[table.Name] = true
		t.inputs = append(t.inputs, report.Heading{Level: 2, Text: t.w.Label("observations") + " · " + d.ID, Name: "section-" + table.Name}, table)
	}
	return table
}

// outlooks traces what each option would make of a place: the forecast and the
// change that the option states.
func (t *deviationTracer) outlooks(table *report.Table, a tolerance.Account, list []tolerance.Outlook) {
	i := 0
	for _, o := range list {
		for _, out := range o.Outcomes {
			r := &table.Rows[i]
			i++
			change := effectOn(a, o.Option, out.Aspect)
			before, _ := out.Before.Rat()
			after, ok := out.After.Rat()
			moved, stated := change.Rat()
			if before == nil || !ok || !stated || before.Add(before, moved).Cmp(after) != 0 {
				continue
			}
			x := report.Trace{Figure: t.tracer.figure("forecast_then", report.TypeNumber, out.After.Finding()), Formula: "forecast + change", Inputs: []report.TraceInput{
				t.symbol("forecast", "forecast", report.TypeNumber, out.Before.Finding(), finding.Ref{Kind: "observation"}),
				t.symbol("change", "change_of_forecast", report.TypeNumber, change.Finding(), finding.Ref{Kind: "option", ID: o.Option}),
			}}
			x.Figure.Column.Title += " · " + options(a.Options).named(o.Option) + " · " + Word(t.w, string(out.Aspect))
			r.Traces = []string{"", "", "", t.add("outlook_"+strconv.Itoa(i), x)}
		}
	}
}

// effectOn is what an option says it changes in an aspect, 0 where it says
// nothing.
func effectOn(a tolerance.Account, option string, aspect tolerance.Aspect) kpi.Value {
	for _, o := range a.Options {
		for _, e := range o.Effects {
			if o.ID == option && e.Aspect == aspect {
				return e.Change
			}
		}
	}
	return kpi.Int(0, "")
}
