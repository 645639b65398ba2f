package cn

import (
	"errors"
	"fmt"
)

// Sentinels of this package.
var (
	ErrNoData  = errors.New("cn: no data for the year")
	ErrNoHours = errors.New("cn: make-up workdays need working hours")
)

// NoDataError names the years asked for that the data set does not cover. It
// unwraps to [ErrNoData].
type NoDataError struct {
	From, To int   // the years asked for
	Years    []int // those without data, in order, at most the first hundred; empty where To is before From
}

// Error names the first and the last year without data that it lists.
func (e *NoDataError) Error() string {
	if len(e.Years) == 0 {
		return fmt.Sprintf("cn: no years from %d to %d", e.From, e.To)
	}
	return fmt.Sprintf("cn: asked for %d to %d, no data for %d of these years, from %d on",
		e.From, e.To, len(e.Years), e.Years[0])
}

// Unwrap returns [ErrNoData].
func (e *NoDataError) Unwrap() error { return ErrNoData }

// covered returns an error unless all years have data.
func covered(from, to int) error {
	known := map[int]bool{}
	for _, n := range notices() {
		known[n.year] = true
	}
	e := &NoDataError{From: from, To: to}
	for year := from; year <= to && len(e.Years) < 100; year++ {
		if !known[year] {
			e.Years = append(e.Years, year)
		}
	}
	if len(e.Years) > 0 || to < from {
		return e
	}
	return nil
}
