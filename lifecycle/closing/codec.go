package closing

import (
	"errors"
	"fmt"
	"io"

	"github.com/milepost-go/milepost/lifecycle/store"
)

// Format names the JSON form that [Encode] writes and [Decode] reads.
const Format = "milepost.archive/1"

// Limits of a manifest. Encode and Decode refuse more.
const (
	MaxItems = 100_000   // items, classes and exceptions, each
	MaxBytes = 128 << 20 // bytes of the JSON form
)

// file is the JSON form of a manifest.
type file struct {
	Format string `json:"format"`
	Manifest
}

// Encode writes the manifest as JSON: indented, items by name, the same bytes
// for the same manifest. Errors are those of the writer, and [ErrTooMany].
func Encode(w io.Writer, m Manifest) error {
	if err := m.withinLimits(); err != nil {
		return err
	}
	return formError("encode", store.WriteJSON(w, MaxBytes, file{Format, m.sorted()}))
}

// Decode reads what [Encode] writes. It is strict: unknown members, members
// given twice, null as an item of a list, anything after the manifest and
// another format are [ErrForm]; more than the limits is [ErrTooMany]. It does
// not judge the manifest: that is what [Manifest.Check] and [Verify] are for.
func Decode(from io.Reader) (Manifest, error) {
	f, err := store.ReadJSON[file](from, MaxBytes)
	if err != nil {
		return Manifest{}, formError("decode", err)
	}
	if f.Format != Format {
		return Manifest{}, fmt.Errorf("%w: format %.40q, want %q", ErrForm, f.Format, Format)
	}
	return f.Manifest, f.Manifest.withinLimits()
}

func (m Manifest) withinLimits() error {
	if n := max(len(m.Items), len(m.Classes), len(m.Excepted)); n > MaxItems {
		return fmt.Errorf("%w: %d entries", ErrTooMany, n)
	}
	return nil
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
	return fmt.Errorf("closing: %s: %w", op, err)
}
