package evm

import (
	"errors"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Record is the history of a project's figures over all its baselines. Old
// baselines stay in it under their names, and what is computed over several
// periods never reaches across a change of the baseline. A Record is immutable
// and safe for concurrent use; the zero Record has no baseline yet.
type Record struct{ now *link }

// Stage is the time in which one baseline was in force.
type Stage struct {
	Baseline string       `json:"baseline"`         // name, unique in the record
	Change   *Rebaselined `json:"change,omitempty"` // what led to it; nil for the first baseline
	Statuses []Status     `json:"statuses"`         // measured against it, oldest first, in order of their dates
}

// Trend is an index over the periods of one baseline.
type Trend struct {
	Baseline string     `json:"baseline"`
	Series   kpi.Series `json:"series"`
}

// ErrRecord is the error for what does not fit into a [Record]: a name that is
// empty or taken, a status without date or not after the one before, a
// measurement or a change without a baseline.
var ErrRecord = errors.New("evm: does not fit into the record")

// NewRecord returns a record with its first baseline. The error is [ErrRecord]
// for an empty name.
func NewRecord(baseline string) (Record, error) { return Record{}.with(baseline, nil) }

// Measured returns the record with one more status, measured against the
// present baseline. Its day must be after that of the status before, in
// whichever stage. r is not changed, and shares what it holds with the result:
// the cost does not grow with the record. The error is [ErrRecord].
func (r Record) Measured(s Status) (Record, error) {
	if r.now == nil {
		return r, fmt.Errorf("%w: no baseline", ErrRecord)
	}
	before, measured := r.last()
	if s.At.IsZero() || measured && s.At.Date().Compare(before.At.Date()) <= 0 {
		return r, fmt.Errorf("%w: a status at %v after one at %v", ErrRecord, s.At, before.At)
	}
	return r.longer(s), nil
}

// Rebaseline returns the record with another baseline in force from the last
// status on; see [Status.Rebaseline]. r is not changed. Errors are [ErrRecord],
// also when nothing was measured against the present baseline, and [ErrReset].
func (r Record) Rebaseline(baseline string, reset Reset, remaining kpi.Value) (Record, error) {
	if r.now == nil || r.now.last == nil {
		return r, fmt.Errorf("%w: nothing was measured against the baseline before %.40q", ErrRecord, baseline)
	}
	before, _ := r.last()
	change, err := before.Rebaseline(reset, remaining)
	if err != nil {
		return r, err
	}
	return r.with(baseline, &change)
}

// with returns the record with one more stage.
func (r Record) with(baseline string, change *Rebaselined) (Record, error) {
	taken := baseline == ""
	for l := r.now; l != nil; l = l.before {
		taken = taken || l.baseline == baseline
	}
	if taken {
		return r, fmt.Errorf("%w: baseline name %.40q is empty or taken", ErrRecord, baseline)
	}
	return r.opened(baseline, change), nil
}

// last returns the latest status of any stage.
func (r Record) last() (Status, bool) {
	for l := r.now; l != nil; l = l.before {
		if l.last != nil {
			return l.last.Status, true
		}
	}
	return Status{}, false
}

// Stages returns all stages, the present one last. The caller owns the result.
func (r Record) Stages() []Stage {
	var stages []Stage
	for l := r.now; l != nil; l = l.before {
		stages = append(stages, l.stage())
	}
	slices.Reverse(stages)
	return stages
}

// Trends returns one series of an index for each baseline, never one that joins
// two: a reset changes what the index means. Of gives the index of a status,
// such as [Status.CPI]; key names it. The caller owns the slices.
func (r Record) Trends(key string, of func(Status) kpi.Value) []Trend {
	var list []Trend
	for _, stage := range r.Stages() {
		t := Trend{stage.Baseline, kpi.Series{Key: key}}
		for _, s := range stage.Statuses {
			t.Series.Points = append(t.Series.Points, kpi.Point{At: s.At.Date(), Value: of(s)})
		}
		list = append(list, t)
	}
	return list
}

// History returns what was earned and spent since the present baseline came
// into force, at the end of each of its periods: the history of a [Basis]. So a
// rolling index over more periods than that is unknown (insufficient-history).
// The caller owns the slice.
func (r Record) History() []Point {
	if r.now == nil {
		return nil
	}
	now := r.now.stage()
	var list []Point
	for _, s := range now.Statuses {
		p := Point{s.EV, s.AC}
		if now.Change != nil {
			p = Point{s.EV.Sub(now.Change.After.EV), s.AC.Sub(now.Change.After.AC)}
		}
		list = append(list, p)
	}
	return list
}

// OverTarget returns by how much all changes together have raised the budget
// over that of the first baseline; 0 in the unit of the first known budget if
// there were none.
func (r Record) OverTarget() kpi.Value {
	total := r.zero()
	for _, s := range r.Stages() {
		if s.Change != nil {
			total = total.Add(s.Change.OverTarget)
		}
	}
	return total
}

// zero returns 0 in the unit of the first known budget.
func (r Record) zero() kpi.Value {
	for _, stage := range r.Stages() {
		for _, s := range stage.Statuses {
			if !s.BAC.IsUnknown() {
				return s.BAC.Sub(s.BAC)
			}
		}
	}
	return kpi.Int(0, "")
}

// Since returns the day from which the present baseline is in force: that of
// the status it was changed at, zero for the first baseline.
func (r Record) Since() calendar.Date {
	if r.now != nil && r.now.change != nil {
		return r.now.change.Before.At.Date()
	}
	return calendar.Date{}
}
