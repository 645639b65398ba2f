package risk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
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
	r.Categories, r.Matrix.Cells, r.Matrix.Scores = noNull(r.Categories), noNull(r.Matrix.Cells), noNull(r.Matrix.Scores)
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
		if err := plainValue(d, at+"."+clip(name), false, depth+1); err != nil {
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
		return "", fmt.Errorf("member %q twice at byte %d", clip(name), d.InputOffset())
	}
	seen[key] = true
	return name, nil
}
