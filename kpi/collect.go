package kpi

import (
	"context"
	"fmt"

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
// series is for the host to say, see [Indicator.CollectPeriods]. Other errors are
// those of the source.
func (x *Indicator) Collect(ctx context.Context, s Source, from, to calendar.Date) ([]SubjectPart, error) {
	found := map[measured]Given{}
	for _, m := range x.record.Inputs {
		if m.Many {
			return nil, fmt.Errorf("%w: the input %q is a series: collect it by periods", ErrReading, m.Name)
		}
		for r, err := range s.Readings(ctx, Query{Metric: m.Name, From: from, To: to}) {
			if err != nil {
				return nil, err
			}
			put(found, measured{r.Subject, r.At}, m, r)
		}
	}
	return x.partsOf(found), nil
}
