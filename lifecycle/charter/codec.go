package charter

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
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
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(file{Format, c}); err != nil {
		return fmt.Errorf("charter: encode: %w", err)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// Decode reads what [Encode] writes. It is strict: unknown members, members
// given twice, numbers that are no texts, anything after the charter and
// another format are [ErrForm]; more than the limits is [ErrTooMany]. It does
// not judge the charter: that is what [Check] is for.
func Decode(from io.Reader) (Charter, error) {
	data, err := io.ReadAll(io.LimitReader(from, MaxBytes+1))
	if err != nil {
		return Charter{}, fmt.Errorf("charter: decode: %w", err)
	}
	if len(data) > MaxBytes {
		return Charter{}, fmt.Errorf("%w: more than %d bytes", ErrTooMany, MaxBytes)
	}
	if err := plainJSON(data); err != nil {
		return Charter{}, fmt.Errorf("%w: %w", ErrForm, err)
	}
	var f file
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return Charter{}, fmt.Errorf("%w: %w", ErrForm, err)
	}
	if f.Format != Format {
		return Charter{}, fmt.Errorf("%w: format %q, want %q", ErrForm, clip(f.Format), Format)
	}
	if err := f.Charter.withinLimits(); err != nil {
		return Charter{}, err
	}
	return f.Charter, nil
}

// maxDepth bounds how deep JSON may be nested.
const maxDepth = 32

// plainJSON refuses what encoding/json lets pass: a member given twice (names
// compared without regard to case, as encoding/json does), deep nesting,
// something after the value.
func plainJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := plainValue(d, 0); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("something follows at byte %d", d.InputOffset())
	}
	return nil
}

func plainValue(d *json.Decoder, depth int) error {
	token, err := d.Token()
	if err != nil {
		return err
	}
	open, ok := token.(json.Delim)
	if !ok {
		return nil
	}
	if depth == maxDepth {
		return fmt.Errorf("nested deeper than %d at byte %d", maxDepth, d.InputOffset())
	}
	seen := map[string]bool{}
	for d.More() {
		if open == '{' {
			if err := memberOnce(d, seen); err != nil {
				return err
			}
		}
		if err := plainValue(d, depth+1); err != nil {
			return err
		}
	}
	_, err = d.Token()
	return err
}

func memberOnce(d *json.Decoder, seen map[string]bool) error {
	token, err := d.Token()
	if err != nil {
		return err
	}
	name, _ := token.(string)
	if seen[strings.ToLower(name)] {
		return fmt.Errorf("member %q twice at byte %d", clip(name), d.InputOffset())
	}
	seen[strings.ToLower(name)] = true
	return nil
}
