package sales

import (
	"errors"
	"fmt"
	"strings"

	"github.com/milepost-go/milepost/kpi/money"
)

// Kinds of error, for errors.Is.
var (
	// ErrQuestion: a customer effort score for a question that does not exist.
	ErrQuestion = errors.New("sales: no such effort question")
	// ErrProbability: a text is no decimal number from 0 to 1.
	ErrProbability = errors.New("sales: not a probability")
	// ErrProcess: stages that no process can have.
	ErrProcess = errors.New("sales: unusable stages")
	// ErrMissingRate: amounts of several currencies met without the rates to
	// bring them to one.
	ErrMissingRate = errors.New("sales: missing rate")
	// ErrHorizon: a forecast over a period that cannot be.
	ErrHorizon = errors.New("sales: unusable horizon")
)

// MissingRateError names every currency that no rate was found for. It unwraps
// to [ErrMissingRate].
type MissingRateError struct {
	To      money.Currency   // zero: none was stated
	Missing []money.Currency // by code, at least one; owned by the receiver
}

// Error names the currencies, at most ten.
func (e *MissingRateError) Error() string {
	const most = 10
	var codes []string
	for i, c := range e.Missing {
		if i == most {
			codes = append(codes, fmt.Sprintf("%d more", len(e.Missing)-most))
			break
		}
		codes = append(codes, c.Code())
	}
	to := e.To.Code()
	if to == "" {
		to = "one currency"
	}
	return fmt.Sprintf("%v: %s to %s", ErrMissingRate, strings.Join(codes, ", "), to)
}

// Unwrap returns [ErrMissingRate].
func (e *MissingRateError) Unwrap() error { return ErrMissingRate }
