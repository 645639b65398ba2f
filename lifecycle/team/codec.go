package team

import (
	"errors"
	"fmt"
	"io"

	"github.com/milepost-go/milepost/lifecycle/store"
)

// Names of the JSON forms, which the first member of a document states.
const (
	Format       = "milepost.team/1"         // [Encode], [Decode]
	ReviewFormat = "milepost.team_reviews/1" // [EncodeReviews], [DecodeReviews]
)

// Limits of a document. Encode and Decode refuse more.
const (
	MaxMembers = 2_000    // stays of people
	MaxDuties  = 5_000    // duties
	MaxRows    = 20_000   // rows of any other list
	MaxText    = 4_000    // bytes of one text
	MaxBytes   = 32 << 20 // bytes of the JSON form
)

// file is a record with its format.
type file struct {
	Format string `json:"format"`
	Record
}

// reviewFile is a book of reviews with its format.
type reviewFile struct {
	Format string `json:"format"`
	ReviewBook
}

// Encode writes the record as JSON: indented, the same bytes for the same
// record, dates as YYYY-MM-DD, amounts as exact texts. Errors are those of the
// writer, and [ErrTooMany] for a record that Decode would refuse.
func Encode(w io.Writer, r Record) error {
	if err := r.withinLimits(); err != nil {
		return err
	}
	return formError("encode", store.WriteJSON(w, MaxBytes, file{Format, r}))
}

// Decode reads what [Encode] writes. It is strict: unknown members, members
// given twice, null as an item of a list, anything after the record and another
// format are [ErrForm]; more than the limits is [ErrTooMany]. It does not judge
// the record: that is what [Record.Check] is for.
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

// EncodeReviews writes a book of reviews as [Encode] writes a record.
func EncodeReviews(w io.Writer, b ReviewBook) error {
	if err := b.withinLimits(); err != nil {
		return err
	}
	return formError("encode reviews", store.WriteJSON(w, MaxBytes, reviewFile{ReviewFormat, b}))
}

// DecodeReviews reads what [EncodeReviews] writes, as strictly as [Decode].
func DecodeReviews(from io.Reader) (ReviewBook, error) {
	f, err := store.ReadJSON[reviewFile](from, MaxBytes)
	if err != nil {
		return ReviewBook{}, formError("decode reviews", err)
	}
	if f.Format != ReviewFormat {
		return ReviewBook{}, fmt.Errorf("%w: format %.40q, want %q", ErrForm, f.Format, ReviewFormat)
	}
	if err := f.ReviewBook.withinLimits(); err != nil {
		return ReviewBook{}, err
	}
	return f.ReviewBook, nil
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
	return fmt.Errorf("team: %s: %w", op, err)
}
