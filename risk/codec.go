package risk

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/store"
)

// Format names the JSON form that [Encode] writes and [Decode] reads.
const Format = "milepost.risk/1"

// file is the JSON form of a register.
type file struct {
	Format string `json:"format"`
	Register
}

// Encode writes the register as JSON: indented, the same bytes for the same
// register, exact numbers as texts, dates as YYYY-MM-DD. Errors are those of
// the writer, and [ErrTooMany] for a register that Decode would refuse.
func Encode(w io.Writer, r Register) error {
	if err := r.withinLimits(); err != nil {
		return err
	}
	r.Categories, r.Matrix.Cells, r.Matrix.Scores = noNull(r.Categories), noNull(r.Matrix.Cells), noNull(r.Matrix.Scores)
	return formError("encode", store.WriteJSON(w, MaxBytes, file{Format, r}))
}

// noNull returns the rows with empty ones for those that are nil, which would
// be written as null.
func noNull[T any](rows [][]T) [][]T {
	rows = slices.Clone(rows)
	for i := range rows {
		if rows[i] == nil {
			rows[i] = []T{}
		}
	}
	return rows
}

// Decode reads what [Encode] writes. It is strict: unknown members, members
// given twice, null as an item of a list, numbers that are no texts, anything
// after the register and another format are [ErrForm]; more than the limits is
// [ErrTooMany]. It does not judge the register: that is what [Register.Check]
// is for.
func Decode(from io.Reader) (Register, error) {
	f, err := store.ReadJSON[file](from, MaxBytes)
	if err != nil {
		return Register{}, formError("decode", err)
	}
	if f.Format != Format {
		return Register{}, fmt.Errorf("%w: format %q, want %q", ErrForm, clip(f.Format), Format)
	}
	if err := f.Register.withinLimits(); err != nil {
		return Register{}, err
	}
	return f.Register, nil
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
	return fmt.Errorf("risk: %s: %w", op, err)
}
