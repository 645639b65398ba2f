package comms

import (
	"errors"
	"fmt"
	"io"

	"github.com/milepost-go/milepost/lifecycle/store"
)

// BoxFormat names the JSON form that [EncodeBox] writes and [DecodeBox] reads.
const BoxFormat = "milepost.survey_box/1"

// boxFile is the JSON form of a box.
type boxFile struct {
	Format string `json:"format"`
	Box
}

// EncodeBox writes the box as JSON, the same bytes for the same box. It is a
// document of its own, with access of its own: the record of communication is
// for all who work with it, the answers to an anonymous survey are for nobody.
// Errors are those of the writer, and [ErrTooMany] beyond [MaxBytes].
func EncodeBox(w io.Writer, b Box) error {
	return ofKind(store.WriteJSON(w, MaxBytes, boxFile{BoxFormat, b}))
}

// DecodeBox reads what [EncodeBox] writes, as strictly as [Decode]. Errors are
// [ErrForm] and [ErrTooMany]. It does not judge the box: that is what
// [Survey.CheckBox] is for.
func DecodeBox(from io.Reader) (Box, error) {
	f, err := store.ReadJSON[boxFile](from, MaxBytes)
	switch {
	case err != nil:
		return Box{}, ofKind(err)
	case f.Format != BoxFormat:
		return Box{}, fmt.Errorf("%w: format %q, want %q", ErrForm, clip(f.Format), BoxFormat)
	case overRows(len(f.Issued), len(f.Spent), len(f.Responses)):
		return Box{}, fmt.Errorf("%w: more than %d rows", ErrTooMany, MaxRows)
	}
	return f.Box, nil
}

// ofKind gives an error of reading or writing JSON the kind it has here.
func ofKind(err error) error {
	switch {
	case errors.Is(err, store.ErrTooLarge):
		return fmt.Errorf("%w: %w", ErrTooMany, err)
	case errors.Is(err, store.ErrForm):
		return fmt.Errorf("%w: %w", ErrForm, err)
	}
	return err
}

func overRows(counts ...int) bool {
	for _, n := range counts {
		if n > MaxRows {
			return true
		}
	}
	return false
}
