package xer

import (
	"io"

	"github.com/milepost-go/milepost/schedule"
)

// Options say how a file is read and written. The zero value is fine for files
// that Primavera P6 wrote.
type Options struct {
	Limits Limits
	// Tolerant turns values that cannot be read, such as a date of 31 February,
	// into notes: the value counts as absent. Otherwise they are errors.
	Tolerant bool
	// Charset is the code page of the file, where the caller knows it.
	// When writing, the zero value is Windows-1252 if it has every character
	// of the plan, and else UTF-8.
	Charset Charset
	// Project is the id (proj_id) of the project to read. Empty stands for the
	// one with most activities that is no baseline of another.
	Project string
	// Currency is the code of the amounts of a file that names no usable
	// currency. Empty stands for XXX, which ISO 4217 has for "no currency". When
	// writing, it is the currency of a plan without amounts, since P6 wants one;
	// empty stands for USD then.
	Currency string
}

// Codec is a [schedule.Codec] for XER files. The zero Codec reads and writes
// with the zero [Options].
type Codec struct{ Options Options }

var _ schedule.Codec = Codec{}

// Name returns "xer".
func (c Codec) Name() string { return "xer" }

// Decode reads a plan, see [Options.Decode].
func (c Codec) Decode(r io.Reader) (*schedule.Plan, []schedule.LossNote, error) {
	return c.Options.Decode(r)
}

// Encode writes a plan, see [Options.Encode].
func (c Codec) Encode(w io.Writer, p *schedule.Plan) ([]schedule.LossNote, error) {
	return c.Options.Encode(w, p)
}

// Decode reads the project with most activities from an XER file with the zero
// [Options]. See [Options.Decode].
func Decode(r io.Reader) (*schedule.Plan, []schedule.LossNote, error) {
	return Options{}.Decode(r)
}

// Decode reads a project. The notes say what the plan cannot carry, what had to
// be guessed, and which other projects the file has. The plan holds inputs
// only; the dates and floats that Primavera P6 computed are in
// [Document.Stored]. Errors are [*Error] for a file that is no XER file or too
// large, [*Faults] for one with wrong content, and those of the reader.
func (o Options) Decode(r io.Reader) (*schedule.Plan, []schedule.LossNote, error) {
	doc, err := Parse(r, o)
	if err != nil {
		return nil, nil, err
	}
	return doc.Plan(o)
}

// Encode writes a plan with the zero [Options]. See [Options.Encode].
func Encode(w io.Writer, p *schedule.Plan) ([]schedule.LossNote, error) {
	return Options{}.Encode(w, p)
}
