package kpi

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// SubjectPart is what one subject, such as a team, comes to.
type SubjectPart struct {
	Subject string `json:"subject"`
	Part    Part   `json:"part"`
}

// measured names the readings that make one measurement.
type measured struct {
	subject string
	at      calendar.Date
}

// Collect measures the indicator from a source: the inputs are the metrics of
// their names, and the readings of one subject on one date are one measurement.
// An input without a reading there is missing. It returns one part for each
// subject, by the bytes of its name, to be judged apart and merged. An input
// that is Many gives an error that wraps [ErrReading]: which dates make its
// series is for the host to say. Other errors are those of the source.
func (x *Indicator) Collect(ctx context.Context, s Source, from, to calendar.Date) ([]SubjectPart, error) {
	values := map[measured]map[string]Value{}
	for _, m := range x.record.Inputs {
		if m.Many {
			return nil, fmt.Errorf("%w: the input %q is a series", ErrReading, m.Name)
		}
		for r, err := range s.Readings(ctx, Query{Metric: m.Name, From: from, To: to}) {
			if err != nil {
				return nil, err
			}
			at := measured{r.Subject, r.At}
			if values[at] == nil {
				values[at] = map[string]Value{}
			}
			values[at][m.Name] = r.Value
		}
	}
	return x.parts(values), nil
}

func (x *Indicator) parts(values map[measured]map[string]Value) []SubjectPart {
	var list []SubjectPart
	order := slices.SortedFunc(maps.Keys(values), func(a, b measured) int {
		return cmp.Or(cmp.Compare(a.subject, b.subject), a.at.Compare(b.at))
	})
	for _, at := range order {
		part := x.Measure(at.at, Given{Values: values[at]})
		if n := len(list); n > 0 && list[n-1].Subject == at.subject {
			list[n-1].Part = x.merge(list[n-1].Part, part)
			continue
		}
		list = append(list, SubjectPart{at.subject, part})
	}
	return list
}
