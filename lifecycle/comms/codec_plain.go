package comms

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// maxDepth bounds how deep JSON may be nested.
const maxDepth = 32

// plainJSON refuses what encoding/json lets pass: a member given twice or not
// in lower case (encoding/json takes "ID" for "id"), null as an item of a list,
// deep nesting, text that is not UTF-8, something after the value. It holds the
// limits of lists and texts as well, for the whole record at once.
func plainJSON(data []byte) error {
	if len(data) > MaxBytes {
		return fmt.Errorf("%w: more than %d bytes", ErrTooMany, MaxBytes)
	}
	if !utf8.Valid(data) {
		return fmt.Errorf("%w: not UTF-8", ErrForm)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := plainValue(d, "", false, 0); err != nil {
		return kinded(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: something follows at byte %d", ErrForm, d.InputOffset())
	}
	return nil
}

// kinded makes an error without a kind of this package one of [ErrForm].
func kinded(err error) error {
	if errors.Is(err, ErrTooMany) || errors.Is(err, ErrForm) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrForm, err)
}

// plainValue reads the value at a path such as ".list[2].name", which the
// caller may know to be an item of a list.
func plainValue(d *json.Decoder, at string, item bool, depth int) error {
	token, err := d.Token()
	if err != nil {
		return err
	}
	switch t := token.(type) {
	case json.Delim:
		return plainNest(d, t, at, depth)
	case string:
		if len(t) > MaxText {
			return fmt.Errorf("%w: %q has more than %d bytes", ErrTooMany, strings.TrimPrefix(at, "."), MaxText)
		}
	case nil:
		if item {
			return fmt.Errorf("%q is null at byte %d", strings.TrimPrefix(at, "."), d.InputOffset())
		}
	}
	return nil
}

// plainNest reads what an opening brace or bracket opens, up to its end.
func plainNest(d *json.Decoder, open json.Delim, at string, depth int) error {
	if depth == maxDepth {
		return fmt.Errorf("nested deeper than %d at byte %d", maxDepth, d.InputOffset())
	}
	read := plainItems
	if open == '{' {
		read = plainMembers
	}
	if err := read(d, at, depth); err != nil {
		return err
	}
	_, err := d.Token()
	return err
}

func plainMembers(d *json.Decoder, at string, depth int) error {
	seen := map[string]bool{}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return err
		}
		name, _ := token.(string)
		if seen[name] || name != strings.ToLower(name) || !isASCII(name) {
			return fmt.Errorf("member %q twice or not in lower case at byte %d", clip(name), d.InputOffset())
		}
		seen[name] = true
		if err := plainValue(d, at+"."+clip(name), false, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func plainItems(d *json.Decoder, at string, depth int) error {
	for i := 0; d.More(); i++ {
		if i == MaxRows {
			return fmt.Errorf("%w: %q has more than %d rows", ErrTooMany, strings.TrimPrefix(at, "."), MaxRows)
		}
		if err := plainValue(d, fmt.Sprintf("%s[%d]", at, i), true, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func isASCII(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}
