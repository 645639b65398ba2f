package risk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
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
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(file{Format, r}); err != nil {
		return fmt.Errorf("risk: encode: %w", err)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// Decode reads what [Encode] writes. It is strict: unknown members, members
// given twice, numbers that are no texts, anything after the register and
// another format are [ErrForm]; more than the limits is [ErrTooMany]. It does
// not judge the register: that is what [Register.Check] is for.
func Decode(from io.Reader) (Register, error) {
	data, err := io.ReadAll(io.LimitReader(from, MaxBytes+1))
	if err != nil {
		return Register{}, fmt.Errorf("risk: decode: %w", err)
	}
	if len(data) > MaxBytes {
		return Register{}, fmt.Errorf("%w: more than %d bytes", ErrTooMany, MaxBytes)
	}
	if err := plainJSON(data); err != nil {
		return Register{}, fmt.Errorf("%w: %w", ErrForm, err)
	}
	var f file
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return Register{}, fmt.Errorf("%w: %w", ErrForm, err)
	}
	if f.Format != Format {
		return Register{}, fmt.Errorf("%w: format %q, want %q", ErrForm, clip(f.Format), Format)
	}
	if err := f.Register.withinLimits(); err != nil {
		return Register{}, err
	}
	return f.Register, nil
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
