package mspdi

import (
	"io"

	"github.com/milepost-go/milepost/schedule"
)

// Options say how a file is read. The zero value is fine for files that
// Microsoft Project wrote.
type Options struct {
	Limits Limits
	// Tolerant turns values that cannot be read, such as a date of 31 February,
	// into notes: the value counts as absent. Otherwise they are errors.
	Tolerant bool
	// Currency is the code of the amounts of a file that names no usable
	// currency. Empty stands for XXX, which ISO 4217 has for "no currency".
	Currency string
}

// Decode reads a plan from a file in Microsoft Project XML with the zero
// [Options]. See [Options.Decode].
func Decode(r io.Reader) (*schedule.Plan, []schedule.LossNote, error) {
	return Options{}.Decode(r)
}

// Decode reads a plan. The notes say what the plan cannot carry or what had to
// be guessed. The plan holds inputs only; the dates and floats that Microsoft
// Project computed are in [Document.Stored]. Errors are [*Error] for a file
// that is no XML or too large, [*Faults] for one with wrong content, and those
// of the reader.
func (o Options) Decode(r io.Reader) (*schedule.Plan, []schedule.LossNote, error) {
	doc, err := Parse(r, o.Limits)
	if err != nil {
		return nil, nil, err
	}
	return doc.Plan(o)
}
