package change

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
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
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(file{Format, requests}); err != nil {
		return fmt.Errorf("change: encode: %w", err)
	}
	if b.Len() > MaxBytes {
		return fmt.Errorf("%w: more than %d bytes", ErrTooMany, MaxBytes)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// Decode reads what [Encode] writes. It is strict: unknown members, members
// given twice, null as an item of a list, anything after the list and another
// format are [ErrForm]; more than the limits is [ErrTooMany]. It does not judge
// the requests: that is what [CheckAll] is for.
func Decode(from io.Reader) ([]Request, error) {
	data, err := io.ReadAll(io.LimitReader(from, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("change: decode: %w", err)
	}
	if len(data) > MaxBytes {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrTooMany, MaxBytes)
	}
	if err := plainJSON(data); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrForm, err)
	}
	var f file
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrForm, err)
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

// maxDepth bounds how deep JSON may be nested.
const maxDepth = 32

// plainJSON refuses what encoding/json lets pass: a member given twice (names
// compared without regard to case, as encoding/json does), null as an item of
// a list, deep nesting, something after the value.
func plainJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := plainValue(d, "", false, 0); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("something follows at byte %d", d.InputOffset())
	}
	return nil
}

// plainValue reads the value at a path such as ".list[2].name", which the
// caller may know to be an item of a list.
func plainValue(d *json.Decoder, at string, item bool, depth int) error {
	token, err := d.Token()
	if err != nil {
		return err
	}
	open, ok := token.(json.Delim)
	if !ok && token == nil && item {
		return fmt.Errorf("%q is null at byte %d", strings.TrimPrefix(at, "."), d.InputOffset())
	}
	if !ok {
		return nil
	}
	if depth == maxDepth {
		return fmt.Errorf("nested deeper than %d at byte %d", maxDepth, d.InputOffset())
	}
	if open == '{' {
		err = plainMembers(d, at, depth)
	} else {
		err = plainItems(d, at, depth)
	}
	if err != nil {
		return err
	}
	_, err = d.Token()
	return err
}

func plainMembers(d *json.Decoder, at string, depth int) error {
	seen := map[string]bool{}
	for d.More() {
		name, err := memberOnce(d, seen)
		if err != nil {
			return err
		}
		if err := plainValue(d, fmt.Sprintf("%s.%.40s", at, name), false, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func plainItems(d *json.Decoder, at string, depth int) error {
	for i := 0; d.More(); i++ {
		if err := plainValue(d, fmt.Sprintf("%s[%d]", at, i), true, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// memberOnce returns the name of the next member. Names that differ in case
// only, such as a long s for an s, are one member to encoding/json.
func memberOnce(d *json.Decoder, seen map[string]bool) (string, error) {
	token, err := d.Token()
	if err != nil {
		return "", err
	}
	name, _ := token.(string)
	key := strings.ToLower(strings.ToUpper(name))
	if seen[key] {
		return "", fmt.Errorf("member %.40q twice at byte %d", name, d.InputOffset())
	}
	seen[key] = true
	return name, nil
}
