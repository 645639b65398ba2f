package comms

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"
)

// Format names the JSON form that [Encode] writes and [Decode] reads.
const Format = "milepost.comms/1"

// Limits of a record. [Decode] and [Encode] refuse more with [ErrTooMany].
const (
	MaxBytes = 32 << 20 // bytes of the JSON form
	MaxRows  = 20_000   // rows of one list
	MaxText  = 8_000    // bytes of one text
)

// file is the JSON form of a record.
type file struct {
	Format string `json:"format"`
	Record
}

// Encode writes the record as JSON: indented, the same bytes for the same
// record. Errors are those of the writer, [ErrTooMany] for a record that Decode
// would refuse for its size, and [ErrForm] for texts that are not UTF-8 or
// times that JSON cannot hold.
func Encode(w io.Writer, r Record) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(file{Format, r}); err != nil {
		return fmt.Errorf("%w: encode: %w", ErrForm, err)
	}
	if mended(b.Bytes()) {
		return fmt.Errorf("%w: encode: not UTF-8", ErrForm)
	}
	if err := plainJSON(b.Bytes()); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// Decode reads what [Encode] writes. It is strict: unknown members, members
// given twice or in other letters, null as an item of a list, text that is not UTF-8, anything
// after the record and another format are [ErrForm]; more than the limits is
// [ErrTooMany]. It does not judge the record: that is what [Check] is for.
func Decode(from io.Reader) (Record, error) {
	data, err := io.ReadAll(io.LimitReader(from, MaxBytes+1))
	if err != nil {
		return Record{}, fmt.Errorf("comms: decode: %w", err)
	}
	if err := plainJSON(data); err != nil {
		return Record{}, err
	}
	var f file
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return Record{}, fmt.Errorf("%w: %w", ErrForm, err)
	}
	if f.Format != Format {
		return Record{}, fmt.Errorf("%w: format %q, want %q", ErrForm, clip(f.Format), Format)
	}
	return f.Record, nil
}

// mended reports whether encoding/json put a mark in the place of bytes that
// are not UTF-8: it escapes that mark, but writes one that was there as it is.
func mended(data []byte) bool {
	for i := 0; i < len(data); i++ {
		if data[i] != '\\' {
			continue
		}
		if bytes.HasPrefix(data[i:], []byte(`\ufffd`)) {
			return true
		}
		i++
	}
	return false
}

// clip shortens a text for an error.
func clip(text string) string {
	const most = 60
	if len(text) <= most {
		return text
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "..."
}
