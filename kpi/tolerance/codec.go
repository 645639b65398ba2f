package tolerance

import (
	"errors"
	"fmt"
	"io"

	"github.com/milepost-go/milepost/lifecycle/store"
)

// Format names the JSON form that [Encode] writes and [Decode] reads.
const Format = "milepost.tolerance/1"

// Limits of a record. [Encode] and [Decode] refuse more with [ErrTooMany].
const (
	MaxBytes = 32 << 20 // bytes of the JSON form
	MaxRows  = 100_000  // rows of one list
	MaxText  = 8_000    // bytes of one text
)

// Kinds of error of [Encode] and [Decode].
var (
	// ErrForm: the data is no record of the form this package reads.
	ErrForm = errors.New("tolerance: not a record")
	// ErrTooMany: a limit on counts or sizes was passed.
	ErrTooMany = errors.New("tolerance: limit passed")
)

// file is the JSON form of a record.
type file struct {
	Format string `json:"format"`
	Record
}

// Encode writes the record as JSON: indented, the same bytes for the same
// record, exact numbers as texts, dates as YYYY-MM-DD. Errors are those of the
// writer, that of a number too long to be written, and [ErrTooMany] for a record
// that [Decode] would refuse for its size.
func Encode(w io.Writer, r Record) error {
	if err := r.withinLimits(); err != nil {
		return err
	}
	return formError("encode", store.WriteJSON(w, MaxBytes, file{Format, r}))
}

// Decode reads what [Encode] writes. It is strict: unknown members, members
// given twice, null as an item of a list, numbers that are no texts, anything
// after the record and another format are [ErrForm]; more than the limits is
// [ErrTooMany]. It does not judge the record: that is what [Record.Check] is
// for. The caller owns the record.
func Decode(from io.Reader) (Record, error) {
	f, err := store.ReadJSON[file](from, MaxBytes)
	if err != nil {
		return Record{}, formError("decode", err)
	}
	if f.Format != Format {
		return Record{}, fmt.Errorf("%w: format %.40q, want %q", ErrForm, f.Format, Format)
	}
	if err := f.Record.withinLimits(); err != nil {
		return Record{}, err
	}
	return f.Record, nil
}

// formError says in words of this package what is wrong with the JSON form.
func formError(op string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, store.ErrTooLarge):
		return fmt.Errorf("%w: %w", ErrTooMany, err)
	case errors.Is(err, store.ErrForm):
		return fmt.Errorf("%w: %w", ErrForm, err)
	}
	return fmt.Errorf("tolerance: %s: %w", op, err)
}

// gauge remembers the first limit that was passed.
type gauge struct{ err error }

func (g *gauge) rows(list string, n int) {
	if n > MaxRows && g.err == nil {
		g.err = fmt.Errorf("%w: %d %s, at most %d", ErrTooMany, n, list, MaxRows)
	}
}

func (g *gauge) texts(list ...string) {
	for _, text := range list {
		if len(text) > MaxText && g.err == nil {
			g.err = fmt.Errorf("%w: text of %d bytes, at most %d", ErrTooMany, len(text), MaxText)
		}
	}
}

func (r Record) withinLimits() error {
	var g gauge
	g.rows("places", len(r.Rules.Places))
	g.rows("limits", len(r.Rules.Limits))
	g.rows("observations", len(r.Observations))
	g.rows("accounts", len(r.Accounts))
	if g.err != nil {
		return g.err
	}
	for _, p := range r.Rules.Places {
		g.texts(p.ID, string(p.Level), p.Parent)
	}
	for _, l := range r.Rules.Limits {
		g.texts(string(l.Aspect), l.Place, string(l.Level), l.Measure)
	}
	for _, o := range r.Observations {
		g.observation(o)
	}
	for _, a := range r.Accounts {
		g.account(a)
	}
	return g.err
}

func (g *gauge) observation(o Observation) {
	g.texts(o.Place, string(o.Aspect))
	g.rows("evidence", len(o.Evidence))
	for _, ref := range o.Evidence {
		g.texts(ref.Kind, ref.ID, ref.Field)
	}
}

func (g *gauge) account(a Account) {
	g.texts(a.Exception, a.Cause, a.Consequence, a.Recommendation, a.Reason, a.Lesson)
	g.rows("options", len(a.Options))
	for _, o := range a.Options {
		g.texts(o.ID, o.Text)
		g.rows("effects", len(o.Effects))
	}
}
