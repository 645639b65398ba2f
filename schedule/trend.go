package schedule

import (
	"errors"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Trend is the history of what was forecast for milestones, report by report.
// It is a value to be kept as JSON: [Trend.Append] returns a longer one and
// changes nothing.
type Trend struct {
	Reports []TrendReport `json:"reports"` // by date
}

// TrendReport is what one report said.
type TrendReport struct {
	At         calendar.DateTime `json:"at"` // the reporting date
	Milestones []TrendPoint      `json:"milestones"`
}

// TrendPoint is what a report said of one milestone.
type TrendPoint struct {
	Task     TaskID            `json:"task"`
	Forecast calendar.DateTime `json:"forecast"` // the actual date once reached
	Reached  bool              `json:"reached,omitempty"`
}

// ErrTrend is the error for a report that is not later than the last one.
var ErrTrend = errors.New("schedule: report out of order")

// Append returns the trend with one more report. The error wraps [ErrTrend]
// for a date that is not after that of the last report, or not set.
func (t Trend) Append(at calendar.DateTime, rows []MilestoneRow) (Trend, error) {
	if n := len(t.Reports); at.IsZero() || n > 0 && at <= t.Reports[n-1].At {
		return t, fmt.Errorf("%w: %s", ErrTrend, at)
	}
	report := TrendReport{At: at, Milestones: make([]TrendPoint, len(rows))}
	for i := range rows {
		report.Milestones[i] = TrendPoint{Task: rows[i].Task, Forecast: rows[i].Forecast, Reached: !rows[i].Actual.IsZero()}
	}
	return Trend{Reports: append(slices.Clone(t.Reports), report)}, nil
}

// point returns what a report says of a milestone.
func (r *TrendReport) point(id TaskID) (TrendPoint, bool) {
	i := slices.IndexFunc(r.Milestones, func(p TrendPoint) bool { return p.Task == id })
	if i < 0 {
		return TrendPoint{}, false
	}
	return r.Milestones[i], true
}

// Slip is how far a forecast moved from one report to the next that has the
// milestone.
type Slip struct {
	From, To      calendar.DateTime // the reporting dates
	Before, After calendar.DateTime // the forecasts
	Moved         calendar.Work     // working time; positive is later
}

// Slips returns how far the forecast of a milestone moved in every period
// between two reports, measured on a calendar (see [Result.Calendar]). Reports
// that do not have the milestone are passed over. The caller owns the slice.
func (t Trend) Slips(id TaskID, on *calendar.Calendar) []Slip {
	var slips []Slip
	var last TrendPoint
	var at calendar.DateTime
	for i := range t.Reports {
		point, known := t.Reports[i].point(id)
		if !known {
			continue
		}
		if !at.IsZero() {
			slips = append(slips, Slip{From: at, To: t.Reports[i].At, Before: last.Forecast, After: point.Forecast,
				Moved: on.Between(last.Forecast, point.Forecast)})
		}
		at, last = t.Reports[i].At, point
	}
	return slips
}

// HitRate is how many milestones were reached in time.
type HitRate struct {
	// Rate is the part of those due that were hit, exact, in "%"; unknown for
	// the reason "no-data" when none was due.
	Rate   finding.Value
	Due    int
	Missed []TaskID // due but not hit, in the order of the report
}

// HitRate compares the last report with a baseline. Due are the milestones that
// were planned until its date, and those that have been reached; hit are those
// reached by the date planned. Milestones that the baseline does not have do
// not count. The caller owns the slice.
func (t Trend) HitRate(b Baseline) HitRate {
	h := HitRate{Rate: finding.Unknown("no-data")}
	if len(t.Reports) == 0 {
		return h
	}
	last, planned := &t.Reports[len(t.Reports)-1], b.byID()
	for _, point := range last.Milestones {
		was := planned[point.Task]
		if was == nil || was.Finish == 0 || !point.Reached && was.Finish > last.At {
			continue
		}
		h.Due++
		if !point.Reached || point.Forecast > was.Finish {
			h.Missed = append(h.Missed, point.Task)
		}
	}
	if h.Due > 0 {
		h.Rate = finding.Ratio(100*int64(h.Due-len(h.Missed)), int64(h.Due), "%")
	}
	return h
}
