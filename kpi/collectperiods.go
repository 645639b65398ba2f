package kpi

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// CollectPeriods measures the indicator from a source period by period. Ends are
// the last days of the periods in ascending order; the first one begins on from,
// or with the first reading where from is zero, each other one behind the end
// before it. Of one subject, a period is one measurement: an input that is Many
// is the series of its readings in the period, by date, and another input is its
// reading on the last day. Readings of those on other days are not looked at. A
// period without any reading is no measurement.
//
// It returns one part for each subject, by the bytes of its name. A measurement
// in which series of different dates meet is unknown with
// [ReasonPeriodMismatch]. The error joins all that is wrong with the periods and
// wraps [ErrReading], or it is that of the source. Ends is only read.
func (x *Indicator) CollectPeriods(ctx context.Context, s Source, from calendar.Date, ends []calendar.Date) ([]SubjectPart, error) {
	if err := checkEnds(from, ends); err != nil || len(ends) == 0 {
		return nil, err
	}
	found := map[measured]Given{}
	for _, m := range x.record.Inputs {
		for r, err := range s.Readings(ctx, Query{Metric: m.Name, From: from, To: ends[len(ends)-1]}) {
			if err != nil {
				return nil, err
			}
			i := sort.Search(len(ends), func(i int) bool { return !ends[i].Before(r.At) })
			if i < len(ends) && (m.Many || ends[i] == r.At) {
				put(found, measured{r.Subject, ends[i]}, m, r)
			}
		}
	}
	return x.partsOf(found), nil
}

// checkEnds wants the days of periods to ascend.
func checkEnds(from calendar.Date, ends []calendar.Date) error {
	var faults []error
	for i, end := range ends {
		switch {
		case end.IsZero():
			faults = append(faults, fmt.Errorf("%w: period %d ends on no day", ErrReading, i+1))
		case i == 0 && end.Before(from) || i > 0 && !ends[i-1].Before(end):
			faults = append(faults, fmt.Errorf("%w: period %d ends on %s, before it begins", ErrReading, i+1, end))
		}
	}
	return errors.Join(faults...)
}

// put adds a reading to its measurement.
func put(found map[measured]Given, at measured, m Measure, r Reading) {
	g, known := found[at]
	if !known {
		g = Given{Values: map[string]Value{}, Series: map[string][]Value{}, Dates: map[string][]calendar.Date{}}
		found[at] = g
	}
	if !m.Many {
		g.Values[m.Name] = r.Value
		return
	}
	g.Series[m.Name] = append(g.Series[m.Name], r.Value)
	g.Dates[m.Name] = append(g.Dates[m.Name], r.At)
}

// partsOf measures in the order of subjects and dates.
func (x *Indicator) partsOf(found map[measured]Given) []SubjectPart {
	var list []SubjectPart
	order := slices.SortedFunc(maps.Keys(found), func(a, b measured) int {
		return cmp.Or(cmp.Compare(a.subject, b.subject), a.at.Compare(b.at))
	})
	for _, at := range order {
		part := x.Measure(at.at, found[at])
		if n := len(list); n > 0 && list[n-1].Subject == at.subject {
			list[n-1].Part = x.merge(list[n-1].Part, part)
			continue
		}
		list = append(list, SubjectPart{at.subject, part})
	}
	return list
}
