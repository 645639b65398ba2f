package closing

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
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
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(file{Format, m.sorted()}); err != nil {
		return fmt.Errorf("closing: encode: %w", err)
	}
	if b.Len() > MaxBytes {
		return fmt.Errorf("%w: more than %d bytes", ErrTooMany, MaxBytes)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// Decode reads what [Encode] writes. It is strict: unknown members, members
// given twice, null as an item of a list, anything after the manifest and
// another format are [ErrForm]; more than the limits is [ErrTooMany]. It does
// not judge the manifest: that is what [Manifest.Check] and [Verify] are for.
func Decode(from io.Reader) (Manifest, error) {
	data, err := io.ReadAll(io.LimitReader(from, MaxBytes+1))
	if err != nil {
		return Manifest{}, fmt.Errorf("closing: decode: %w", err)
	}
	if len(data) > MaxBytes {
		return Manifest{}, fmt.Errorf("%w: more than %d bytes", ErrTooMany, MaxBytes)
	}
	if err := plainJSON(data); err != nil {
		return Manifest{}, fmt.Errorf("%w: %w", ErrForm, err)
	}
	var f file
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return Manifest{}, fmt.Errorf("%w: %w", ErrForm, err)
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
	key := fold(name)
	if seen[key] {
		return "", fmt.Errorf("member %.40q twice at byte %d", name, d.InputOffset())
	}
	seen[key] = true
	return name, nil
}
