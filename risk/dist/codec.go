package dist

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/store"
)

// Encode writes a distribution as JSON with its type in front and exact
// decimals as texts, the same bytes for the same distribution:
//
//	{"type": "pert", "least": "20", "likely": "30", "most": "60"}
//
// Infinite bounds of a [Truncated] and the default shape of a [PERT] are left
// out. A distribution that Validate refuses is an [*Error]; one of a host, alone
// or within, is [ErrForm]; a form of more than [MaxBytes] is [ErrTooMany]. Other
// errors are those of the writer.
func Encode(w io.Writer, d Distribution) error {
	f, err := sound(d)
	if err != nil {
		return err
	}
	return formError("encode", store.WriteJSON(w, MaxBytes, f))
}

// sound returns the form of a distribution that has one.
func sound(d Distribution) (*form, error) {
	if d == nil {
		return nil, fmt.Errorf("%w: none given", ErrForm)
	}
	if err := d.Validate(); err != nil {
		return nil, err
	}
	f, ok := formOf(d)
	if !ok {
		return nil, fmt.Errorf("%w: %T is of the host, or holds one that is", ErrForm, d)
	}
	return f, nil
}

// Decode reads what [Encode] writes. It is strict: unknown members, members of
// another type, missing ones, members given twice, numbers that are no decimals
// in texts and anything behind the distribution are [ErrForm], with all that is
// wrong; more than the limits is [ErrTooMany]. It does not judge the parameters:
// that is what Validate and [Check] are for.
func Decode(from io.Reader) (Distribution, error) {
	f, err := store.ReadJSON[*form](from, MaxBytes)
	if err != nil {
		return nil, formError("decode", err)
	}
	var r reading
	d := r.read(f, "", 0)
	if len(r.problems) > 0 {
		return nil, fmt.Errorf("%w: %s", ErrForm, several(r.problems))
	}
	return d, nil
}

// several lists at most ten problems, and how many more there are.
func several(problems []string) string {
	const most = 10
	listed := strings.Join(problems[:min(len(problems), most)], "; ")
	if more := len(problems) - most; more > 0 {
		return fmt.Sprintf("%s; and %d more", listed, more)
	}
	return listed
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
	return fmt.Errorf("dist: %s: %w", op, err)
}

// Tagged holds a distribution within other JSON, in the form that [Encode]
// writes. The zero Tagged holds none and is null.
type Tagged struct {
	Distribution Distribution
}

// MarshalJSON writes the distribution; errors are those of [Encode].
func (t Tagged) MarshalJSON() ([]byte, error) {
	if t.Distribution == nil {
		return []byte("null"), nil
	}
	f, err := sound(t.Distribution)
	if err != nil {
		return nil, err
	}
	return json.Marshal(f)
}

// UnmarshalJSON reads a distribution; errors are those of [Decode].
func (t *Tagged) UnmarshalJSON(data []byte) (err error) {
	if string(bytes.TrimSpace(data)) == "null" {
		t.Distribution = nil
		return nil
	}
	t.Distribution, err = Decode(bytes.NewReader(data))
	return err
}
