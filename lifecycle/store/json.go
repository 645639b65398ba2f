package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Kinds of error of [ReadJSON] and [WriteJSON].
var (
	// ErrForm: the bytes are not one JSON value of the form asked for.
	ErrForm = errors.New("store: not of the form")
	// ErrTooLarge: the JSON form has more bytes than allowed.
	ErrTooLarge = errors.New("store: too large")
)

// maxDepth bounds how deep JSON may be nested.
const maxDepth = 32

// WriteJSON writes doc as JSON of at most limit bytes: indented by two blanks,
// members in the order of its fields, ending in a newline, the same bytes for
// the same document. Beyond the limit it is [ErrTooLarge] and nothing is
// written. Other errors are those of doc's own marshalling and of the writer.
func WriteJSON[T any](w io.Writer, limit int, doc T) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(doc); err != nil {
		return fmt.Errorf("store: write: %w", err)
	}
	if b.Len() > limit {
		return fmt.Errorf("%w: more than %d bytes", ErrTooLarge, limit)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// ReadJSON reads one JSON value of at most limit bytes. It is strict where
// encoding/json is not: a member it does not know, a member given twice (names
// that differ in case only are one), null as an item of a list, nesting deeper
// than 32, invalid UTF-8 and anything behind the value are [ErrForm], which
// says where. More bytes than limit are [ErrTooLarge]. Errors of the reader
// are returned wrapped. The caller owns the document.
func ReadJSON[T any](r io.Reader, limit int) (T, error) {
	var doc T
	data, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	switch {
	case err != nil:
		return doc, fmt.Errorf("store: read: %w", err)
	case len(data) > limit:
		return doc, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, limit)
	}
	if err := plainJSON(data); err != nil {
		return doc, fmt.Errorf("%w: %w", ErrForm, err)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&doc); err != nil {
		var zero T
		return zero, fmt.Errorf("%w: %w", ErrForm, err)
	}
	return doc, nil
}

// plainJSON refuses what encoding/json lets pass.
func plainJSON(data []byte) error {
	if !utf8.Valid(data) {
		return errors.New("not UTF-8")
	}
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
