package charter

import (
	"errors"
	"fmt"
	"io"

	"github.com/milepost-go/milepost/lifecycle/store"
)

// Format names the JSON form that [Encode] writes and [Decode] reads.
const Format = "milepost.charter/1"

// file is the JSON form of a charter.
type file struct {
	Format string `json:"format"`
	Charter
}

// Encode writes the charter as JSON: indented, the same bytes for the same
// charter, exact numbers as texts, dates as YYYY-MM-DD. Errors are those of
// the writer, and [ErrTooMany] for a charter that Decode would refuse.
func Encode(w io.Writer, c Charter) error {
	if err := c.withinLimits(); err != nil {
		return err
	}
	return formError("encode", store.WriteJSON(w, MaxBytes, file{Format, c}))
}

// Decode reads what [Encode] writes. It is strict: unknown members, members
// given twice, null as an item of a list, numbers that are no texts, anything
// after the charter and another format are [ErrForm]; more than the limits is
// [ErrTooMany]. It does not judge the charter: that is what [Check] is for.
func Decode(from io.Reader) (Charter, error) {
	f, err := store.ReadJSON[file](from, MaxBytes)
	if err != nil {
		return Charter{}, formError("decode", err)
	}
	if f.Format != Format {
		return Charter{}, fmt.Errorf("%w: format %q, want %q", ErrForm, clip(f.Format), Format)
	}
	if err := f.Charter.withinLimits(); err != nil {
		return Charter{}, err
	}
	return f.Charter, nil
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
	return fmt.Errorf("charter: %s: %w", op, err)
}
