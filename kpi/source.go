package kpi

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Reading is one measurement of the host: what was measured, of whom, when.
// Metric, Subject and At together name it.
type Reading struct {
	Metric  string        `json:"metric"`  // what, such as "service.asked"
	Subject string        `json:"subject"` // of whom: a project, a team
	At      calendar.Date `json:"at"`      // last day of the period
	Value   Value         `json:"value"`   // a number, or unknown with its reason: a gap that was noted
}

// Query selects readings of one metric.
type Query struct {
	Metric  string
	Subject string        // "" selects every subject
	From    calendar.Date // both included; a zero date is open
	To      calendar.Date
}

// Source reads the measurements that a host keeps. Implementations are safe for
// concurrent use. Package kpi/kpitest proves an implementation.
type Source interface {
	// Readings returns the selected readings in ascending order of At and then of
	// the bytes of Subject, values exactly as they were recorded. A metric or
	// subject that nobody measured gives none. A query without a valid metric gives
	// an error that wraps ErrReading. An error ends the sequence, that of an ended
	// context included. The sequence may be ended early and read again, and other
	// calls may be made while it is read; what is recorded meanwhile may be in it or
	// not.
	Readings(ctx context.Context, q Query) iter.Seq2[Reading, error]
}

// Recorder is a [Source] that takes measurements too.
type Recorder interface {
	Source
	// Record keeps the readings, all or none. A reading with the metric, subject
	// and date of an earlier one takes its place. The error wraps ErrReading where
	// [CheckReadings] finds one, before anything is kept. The slice is only read.
	Record(ctx context.Context, readings ...Reading) error
}

// ErrReading is the kind of what is wrong with a [Reading] or [Query].
var ErrReading = errors.New("kpi: bad reading")

// Limits of a reading.
const (
	MaxNameBytes = 256 // of a metric and of a subject
	MaxUnitBytes = 256 // of the unit or reason of a value
)

// CheckReadings returns an error for everything that is wrong with readings
// that are recorded at once, joined: names that are empty, longer than
// [MaxNameBytes], not UTF-8 or hold control characters, no date, a value that
// states nothing or is too large to be written, and two readings of one name.
func CheckReadings(readings []Reading) error {
	var faults []error
	seen := map[Reading]bool{}
	for i, r := range readings {
		name := Reading{Metric: r.Metric, Subject: r.Subject, At: r.At}
		for _, what := range []string{nameFault("metric", r.Metric), nameFault("subject", r.Subject), r.fault(), twice(seen[name])} {
			if what != "" {
				faults = append(faults, fmt.Errorf("%w %d (%.40q, %.40q, %s): %s", ErrReading, i+1, r.Metric, r.Subject, r.At, what))
			}
		}
		seen[name] = true
	}
	return errors.Join(faults...)
}

func twice(seen bool) string {
	if seen {
		return "given twice"
	}
	return ""
}

func nameFault(what, name string) string {
	switch {
	case name == "":
		return "no " + what
	case len(name) > MaxNameBytes:
		return fmt.Sprintf("the %s is longer than %d bytes", what, MaxNameBytes)
	case !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl):
		return "the " + what + " is not plain text"
	}
	return ""
}

// fault says what is wrong with date and value.
func (r Reading) fault() string {
	labels := r.Value.Unit() + string(r.Value.reason)
	switch {
	case r.At.IsZero():
		return "no date"
	case r.Value.IsZero():
		return "no value"
	case len(labels) > MaxUnitBytes || !utf8.ValidString(labels) || strings.ContainsFunc(labels, unicode.IsControl):
		return "the unit or reason is not plain text of at most 256 bytes"
	case !r.Value.IsUnknown() && len(r.Value.plain()) > maxText:
		return "the number is too long"
	}
	return ""
}

// Check returns what is wrong with the query, an error that wraps [ErrReading].
func (q Query) Check() error {
	fault := nameFault("metric", q.Metric)
	if fault == "" && q.Subject != "" {
		fault = nameFault("subject", q.Subject)
	}
	if fault != "" {
		return fmt.Errorf("%w: query: %s", ErrReading, fault)
	}
	return nil
}

// LoadSeries reads the history of one metric of one subject. Periods without a
// reading are not in it: the host knows its periods and notes gaps. Errors are
// those of the source and of the query.
func LoadSeries(ctx context.Context, s Source, q Query) (Series, error) {
	series := Series{Key: q.Metric}
	if q.Subject == "" {
		return series, fmt.Errorf("%w: query: no subject", ErrReading)
	}
	for r, err := range s.Readings(ctx, q) {
		if err != nil {
			return Series{Key: q.Metric}, err
		}
		series.Points = append(series.Points, Point{r.At, r.Value})
	}
	return series, nil
}
