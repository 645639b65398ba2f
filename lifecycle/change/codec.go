package change

import (
	"errors"
	"fmt"
	"io"

	"github.com/milepost-go/milepost/lifecycle/store"
)

// Format names the JSON form that [Encode] writes and [Decode] reads.
const Format = "milepost.change/1"

// file is the JSON form of a list of requests.
type file struct {
	Format   string    `json:"format"`
	Requests []Request `json:"requests"`
}

// Encode writes requests as JSON: indented, the same bytes for the same
// requests, amounts as texts, dates as 2006-01-02, lengths of time in whole
// seconds. Errors are those of the writer, [ErrTooMany] for a list that Decode
// would refuse, and that of an edit of a kind that does not exist.
func Encode(w io.Writer, requests []Request) error {
	if err := withinLimits(requests); err != nil {
		return err
	}
	return formError("encode", store.WriteJSON(w, MaxBytes, file{Format, requests}))
}

// Decode reads what [Encode] writes. It is strict: unknown members, members
// given twice, null as an item of a list, anything after the list and another
// format are [ErrForm]; more than the limits is [ErrTooMany]. It does not judge
// the requests: that is what [CheckAll] is for.
func Decode(from io.Reader) ([]Request, error) {
	f, err := store.ReadJSON[file](from, MaxBytes)
	if err != nil {
		return nil, formError("decode", err)
	}
	if f.Format != Format {
		return nil, fmt.Errorf("%w: format %.40q, want %q", ErrForm, f.Format, Format)
	}
	return f.Requests, withinLimits(f.Requests)
}

// withinLimits refuses what is too much to handle.
func withinLimits(requests []Request) error {
	if len(requests) > MaxRequests {
		return fmt.Errorf("%w: %d requests", ErrTooMany, len(requests))
	}
	for _, r := range requests {
		if found := r.checkSizes(); len(found) > 0 {
			return fmt.Errorf("%w: %v", ErrTooMany, found[0])
		}
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
	return fmt.Errorf("change: %s: %w", op, err)
}
