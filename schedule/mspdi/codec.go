package mspdi

import (
	"io"

	"github.com/milepost-go/milepost/schedule"
)

// Options say how a file is read; how one is written, [Encoder] says. The zero value is fine for files that
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

// Codec is this format as a [schedule.Codec]. The zero value is ready to use.
type Codec struct {
	Reading Options
	Writing Encoder
}

var _ schedule.Codec = Codec{}

// Name returns "mspdi".
func (Codec) Name() string { return "mspdi" }

// Decode is [Options.Decode].
func (c Codec) Decode(r io.Reader) (*schedule.Plan, []schedule.LossNote, error) {
	return c.Reading.Decode(r)
}

// Encode is [Encoder.Encode].
func (c Codec) Encode(w io.Writer, p *schedule.Plan) ([]schedule.LossNote, error) {
	return c.Writing.Encode(w, p)
}
