package sqlstore

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
)

// Meta is kept as a JSON object of texts with sorted keys. Nearly all of it is
// plain, which is written and read here; the rest is left to encoding/json.

// metaWriter writes meta; it keeps its space for the next one.
type metaWriter struct {
	keys []string
	text []byte
}

func (w *metaWriter) write(meta map[string]string) string {
	if len(meta) == 0 {
		return "{}"
	}
	w.keys, w.text = w.keys[:0], append(w.text[:0], '{')
	for key := range meta {
		w.keys = append(w.keys, key)
	}
	slices.Sort(w.keys)
	for i, key := range w.keys {
		if i > 0 {
			w.text = append(w.text, ',')
		}
		w.text = appendText(w.text, key)
		w.text = append(w.text, ':')
		w.text = appendText(w.text, meta[key])
	}
	return string(append(w.text, '}'))
}

// isPlain reports whether a byte stands for itself in a JSON text.
func isPlain(c byte) bool { return c >= ' ' && c != '"' && c != '\\' }

func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if !isPlain(s[i]) {
			quoted, _ := json.Marshal(s) // a text can always be written
			return append(b, quoted...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

var errMeta = errors.New("not an object of texts")

// metaOf reads meta back; an empty object is nil.
func metaOf(text []byte) (map[string]string, error) {
	if string(text) == "{}" {
		return nil, nil
	}
	if meta, ok := plainMeta(text); ok {
		return meta, nil
	}
	var meta map[string]string
	if err := json.Unmarshal(text, &meta); err != nil {
		return nil, err
	}
	if len(meta) == 0 { // null, or an object that was written by another hand
		return nil, errMeta
	}
	return meta, nil
}

// plainMeta reads what metaWriter writes without escapes, and reports whether
// that is what it was.
func plainMeta(text []byte) (map[string]string, bool) {
	if len(text) < 2 || text[0] != '{' {
		return nil, false
	}
	meta := make(map[string]string, bytes.Count(text, []byte(`":"`)))
	for rest := text[1:]; ; {
		key, after, ok := plainText(rest)
		if !ok || len(after) == 0 || after[0] != ':' {
			return nil, false
		}
		value, after, ok := plainText(after[1:])
		if !ok || len(after) == 0 {
			return nil, false
		}
		meta[key] = value
		switch {
		case after[0] == ',':
			rest = after[1:]
		case after[0] == '}' && len(after) == 1:
			return meta, true
		default:
			return nil, false
		}
	}
}

// plainText reads a quoted text without escapes.
func plainText(b []byte) (string, []byte, bool) {
	if len(b) == 0 || b[0] != '"' {
		return "", nil, false
	}
	for i := 1; i < len(b); i++ {
		if b[i] == '"' {
			return string(b[1:i]), b[i+1:], true
		}
		if !isPlain(b[i]) {
			return "", nil, false
		}
	}
	return "", nil, false
}
