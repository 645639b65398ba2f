package view

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// TrendInput is what a milestone trend is made of. The slices stay the caller's.
type TrendInput struct {
	Trend schedule.Trend     // what every report said
	Plan  *schedule.Plan     // has the names of the milestones; nil: they are called by their ids
	Only  []schedule.TaskID  // which ones, in this order; empty: all
	On    *calendar.Calendar // on which slips are counted in working time; nil: they are not noted
}

// MilestoneTrend returns what was forecast for milestones, report by report: the
// reporting date across, the forecast upward, one line a milestone. A line that
// rises is a milestone that slips; it ends on the diagonal, where the milestone
// is reached. Every date is that of [schedule.Trend], and the working time noted
// at a step that of [schedule.Trend.Slips], in days to two decimals. Of more than
// [chart.MaxSeries] milestones the first are drawn: those still open, the next
// one first, before those that are reached, the latest first.
func MilestoneTrend(w phrase.Printer, in TrendInput) *chart.LineChart {
	w = naming(w, in.Plan)
	d := &chart.LineChart{Name: "milestone-trend", Title: w.Label("milestone_trend"), Lang: w.Lang, Diagonal: true,
		Axis: report.Column{Name: "forecast", Title: w.Label("forecast"), Type: report.TypeDate}}
	for i := range in.Trend.Reports {
		d.Dates = append(d.Dates, in.Trend.Reports[i].At.Date())
	}
	step := report.Column{Type: report.TypeDuration, DayMinutes: dayMinutes(in.Plan)}
	for _, id := range in.milestones() {
		s := chart.Series{Key: string(id), Name: string(id), Values: make([]finding.Value, len(d.Dates))}
		if in.Plan != nil {
			if t, ok := in.Plan.Task(id); ok && t.Name != "" {
				s.Name = t.Name
			}
		}
		for k := range in.Trend.Reports {
			for _, point := range in.Trend.Reports[k].Milestones {
				if point.Task == id {
					s.Values[k] = moment(point.Forecast)
				}
			}
		}
		d.Series = append(d.Series, s)
		d.Notes = append(d.Notes, in.slips(w.Lang, &step, id)...)
	}
	return d
}

// trendFigure is a trend in a document, empty with fewer than two reports.
func trendFigure(w phrase.Printer, in TrendInput) []report.Block {
	if len(in.Trend.Reports) < 2 {
		return nil
	}
	d := MilestoneTrend(w, in)
	d.Bare = true
	return []report.Block{d}
}

// milestones returns which milestones are shown: in the order of the reports, and
// where there are more than can be drawn, the open ones first.
func (in TrendInput) milestones() []schedule.TaskID {
	if len(in.Only) > 0 {
		return in.Only
	}
	var ids []schedule.TaskID
	last := map[schedule.TaskID]schedule.TrendPoint{}
	for _, r := range in.Trend.Reports {
		for _, point := range r.Milestones {
			if _, known := last[point.Task]; !known {
				ids = append(ids, point.Task)
			}
			last[point.Task] = point
		}
	}
	if len(ids) > chart.MaxSeries {
		slices.SortStableFunc(ids, func(a, b schedule.TaskID) int { return openFirst(last[a], last[b]) })
	}
	return ids
}

// openFirst orders milestones: the open ones, the next first, then those that
// are reached, the latest first.
func openFirst(a, b schedule.TrendPoint) int {
	switch {
	case b.Reached && !a.Reached:
		return -1
	case a.Reached && !b.Reached:
		return 1
	case a.Reached:
		return cmp.Compare(b.Forecast, a.Forecast)
	}
	return cmp.Compare(a.Forecast, b.Forecast)
}

// slips notes by how much working time the forecast moved in each step.
func (in TrendInput) slips(lang report.Lang, c *report.Column, id schedule.TaskID) []chart.Note {
	if in.On == nil {
		return nil
	}
	var notes []chart.Note
	for _, s := range in.Trend.Slips(id, in.On) {
		k := slices.IndexFunc(in.Trend.Reports, func(r schedule.TrendReport) bool { return r.At == s.To })
		if s.Moved != 0 {
			notes = append(notes, chart.Note{Series: string(id), Date: k, Text: signed(lang, c, inDaysTo2(s.Moved, c.DayMinutes))})
		}
	}
	return notes
}

// inDaysTo2 is working time in days of so many minutes, to two decimals.
func inDaysTo2(w calendar.Work, dayMinutes int64) finding.Value {
	return finding.Decimal(big.NewRat(int64(w), 60*dayMinutes).FloatString(2), "day")
}
