package view

import (
	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/phrase"
)

// ControlInput is what a control chart is made of.
type ControlInput struct {
	Series kpi.Series // by date
	Title  string     // what was measured; "" is the key of the series
	// Limits are those of a base period; zero: those of the series itself by
	// [kpi.XmR] with the rounded factors.
	Limits kpi.Chart
	Rules  []kpi.Rule // which shapes are signals, such as those of [kpi.Nelson]
}

// ControlChart returns the course of an indicator between its natural limits:
// three sigmas, as the mean moving range tells them, on both sides of the mean.
// A value that lies beyond a limit ([kpi.Chart.Outside]) or completes a shape
// ([kpi.Signals]) is circled and says by which rule. All figures are those of
// package kpi.
func ControlChart(w phrase.Printer, in ControlInput) *chart.LineChart {
	if in.Limits.N == 0 {
		in.Limits = kpi.XmR(in.Series.Values(), kpi.ChartFactors{})
	}
	if in.Title == "" {
		in.Title = in.Series.Key
	}
	d := &chart.LineChart{Name: "control-chart", Title: in.Title, Lang: w.Lang, Close: true, Axis: figureAxis(w.Label("value"), in.unit())}
	if d.Title == "" {
		d.Title = w.Label("control_chart")
	}
	values := chart.Series{Key: "value", Name: in.Title}
	for _, p := range in.Series.Points {
		d.Dates, values.Values = append(d.Dates, p.At), append(values.Values, p.Value.Finding())
	}
	level := func(key string, line chart.LineKind, v kpi.Value) chart.Series {
		s := chart.Series{Key: key, Name: w.Label(key), Line: line}
		for range d.Dates {
			s.Values = append(s.Values, v.Finding())
		}
		return s
	}
	d.Series = []chart.Series{level("upper_limit", chart.LineLimit, in.Limits.Upper), level("mean", chart.LineLevel, in.Limits.Mean),
		level("lower_limit", chart.LineLimit, in.Limits.Lower), values}
	d.Notes = in.signals(w)
	return d
}

// unit is that of the first number.
func (in ControlInput) unit() string {
	for _, p := range in.Series.Points {
		if !p.Value.IsUnknown() {
			return p.Value.Unit()
		}
	}
	return ""
}

// beyondLimits names the signal of a value beyond a limit, which is the first
// rule of every set of rules.
const beyondLimits = "beyond_3s"

// signals notes by which rules values stand out.
func (in ControlInput) signals(w phrase.Printer) []chart.Note {
	values := in.Series.Values()
	said := map[kpi.Signal]bool{}
	var notes []chart.Note
	add := func(s kpi.Signal) {
		if !said[s] {
			said[s] = true
			notes = append(notes, chart.Note{Series: "value", Date: s.At, Text: Word(w, s.Rule), Alarm: true})
		}
	}
	for i, v := range values {
		if in.Limits.Outside(v) {
			add(kpi.Signal{Rule: beyondLimits, At: i})
		}
	}
	for _, s := range kpi.Signals(in.Limits.Scores(values), in.Rules) {
		add(s)
	}
	return notes
}
