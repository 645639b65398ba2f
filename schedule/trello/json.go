package trello

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// valueKind says what a JSON value is.
type valueKind uint8

const (
	nullValue valueKind = iota
	boolValue
	numberValue
	textValue
	listValue
	objectValue
)

// value is one JSON value in the order of the file. The values inside it
// follow it directly, up to next.
type value struct {
	kind         valueKind
	escaped      bool // a text with a backslash in it
	at, end      int32
	keyAt, keyTo int32 // the name without its quotes; equal in a list
	next         int32
}

// tree is a whole file.
type tree struct {
	text   string
	values []value
	limits Limits
	depth  int

	badAt int // first byte that was no UTF-8, or -1
	twice []int32
}

// readTree reads and scans a file.
func readTree(r io.Reader, limits Limits) (*tree, error) {
	data, err := io.ReadAll(io.LimitReader(r, int64(limits.Bytes)+1))
	if err != nil {
		return nil, fmt.Errorf("trello: read: %w", err)
	}
	if len(data) > limits.Bytes {
		return nil, &Error{ErrLimit, limits.Bytes, "more bytes than allowed"}
	}
	t := &tree{limits: limits, badAt: -1}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		t.badAt = firstBad(data)
		data = bytes.ToValidUTF8(data, []byte("\uFFFD"))
	}
	t.text = string(data)
	return t, t.scan()
}

// firstBad returns the first byte that is no UTF-8.
func firstBad(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(data)
}

func (t *tree) scan() error {
	at, err := t.value(t.space(0), 0, 0)
	if err != nil {
		return err
	}
	if at = t.space(at); at < len(t.text) {
		return t.broken(at, "something after the end")
	}
	return nil
}

func (t *tree) broken(at int, reason string) error { return &Error{ErrSyntax, at, reason} }

func (t *tree) space(at int) int {
	for at < len(t.text) && (t.text[at] == ' ' || t.text[at] == '\n' || t.text[at] == '\t' || t.text[at] == '\r') {
		at++
	}
	return at
}

// value scans one value whose name is the text from keyAt to keyTo.
func (t *tree) value(at, keyAt, keyTo int) (int, error) {
	if at >= len(t.text) {
		return at, t.broken(at, "breaks off")
	}
	if len(t.values) >= t.limits.Values {
		return at, &Error{ErrLimit, at, "more values than allowed"}
	}
	me := len(t.values)
	t.values = append(t.values, value{at: int32(at), keyAt: int32(keyAt), keyTo: int32(keyTo)})
	end, err := t.content(at, me)
	t.values[me].end, t.values[me].next = int32(end), int32(len(t.values))
	return end, err
}

func (t *tree) content(at, me int) (int, error) {
	switch c := t.text[at]; {
	case c == '{':
		t.values[me].kind = objectValue
		return t.inside(at, me, '}')
	case c == '[':
		t.values[me].kind = listValue
		return t.inside(at, me, ']')
	case c == '"':
		t.values[me].kind = textValue
		end, escaped, err := t.quoted(at)
		t.values[me].escaped = escaped
		return end, err
	case c == '-' || c >= '0' && c <= '9':
		t.values[me].kind = numberValue
		return t.number(at)
	}
	return t.word(at, me)
}

func (t *tree) word(at, me int) (int, error) {
	for _, w := range []struct {
		text string
		kind valueKind
	}{{"null", nullValue}, {"true", boolValue}, {"false", boolValue}} {
		if strings.HasPrefix(t.text[at:], w.text) {
			t.values[me].kind = w.kind
			return at + len(w.text), nil
		}
	}
	return at, t.broken(at, "no value")
}

// inside scans the members of an object or a list up to its closing sign.
func (t *tree) inside(at, me int, closing byte) (int, error) {
	if t.depth++; t.depth > t.limits.Depth {
		return at, &Error{ErrLimit, at, "nested deeper than allowed"}
	}
	defer func() { t.depth-- }()
	if at = t.space(at + 1); at < len(t.text) && t.text[at] == closing {
		return at + 1, nil
	}
	for {
		var err error
		if at, err = t.member(at, closing == '}'); err != nil {
			return at, err
		}
		if at = t.space(at); at >= len(t.text) {
			return at, t.broken(at, "breaks off")
		}
		switch t.text[at] {
		case closing:
			if closing == '}' {
				t.noteTwice(me)
			}
			return at + 1, nil
		case ',':
			at = t.space(at + 1)
		default:
			return at, t.broken(at, "no comma")
		}
	}
}

func (t *tree) member(at int, named bool) (int, error) {
	if !named {
		return t.value(at, 0, 0)
	}
	if at >= len(t.text) || t.text[at] != '"' {
		return at, t.broken(at, "no name")
	}
	end, _, err := t.quoted(at)
	if err != nil {
		return at, err
	}
	colon := t.space(end)
	if colon >= len(t.text) || t.text[colon] != ':' {
		return colon, t.broken(colon, "no colon")
	}
	return t.value(t.space(colon+1), at+1, end-1)
}

// quoted scans a text and reports whether it has a backslash.
func (t *tree) quoted(at int) (end int, escaped bool, err error) {
	for i := at + 1; i < len(t.text); i++ {
		switch c := t.text[i]; {
		case c == '"':
			if escaped && !json.Valid([]byte(t.text[at:i+1])) {
				return i, true, t.broken(at, "bad escape in a text")
			}
			return i + 1, escaped, nil
		case c == '\\':
			escaped = true
			i++
		case c < ' ':
			return i, escaped, t.broken(i, "control character in a text")
		}
	}
	return len(t.text), escaped, t.broken(len(t.text), "breaks off in a text")
}

func (t *tree) number(at int) (int, error) {
	end := at
	for end < len(t.text) && strings.IndexByte("+-.eE0123456789", t.text[end]) >= 0 {
		end++
	}
	if !json.Valid([]byte(t.text[at:end])) {
		return at, t.broken(at, "bad number")
	}
	return end, nil
}

// noteTwice remembers the members of an object whose name came before.
func (t *tree) noteTwice(me int) {
	const few = 64
	var names [few]string
	n := 0
	for i := me + 1; i < len(t.values); i = int(t.values[i].next) {
		n++
	}
	if n > few {
		t.noteTwiceOfMany(me, n)
		return
	}
	n = 0
	for i := me + 1; i < len(t.values); i = int(t.values[i].next) {
		name := t.name(i)
		if slices.Contains(names[:n], name) {
			t.twice = append(t.twice, int32(i))
		}
		names[n], n = name, n+1
	}
}

func (t *tree) noteTwiceOfMany(me, n int) {
	seen := make(map[string]bool, n)
	for i := me + 1; i < len(t.values); i = int(t.values[i].next) {
		if name := t.name(i); seen[name] {
			t.twice = append(t.twice, int32(i))
		} else {
			seen[name] = true
		}
	}
}

// name returns the name of a member, as meant.
func (t *tree) name(i int) string {
	v := &t.values[i]
	name := t.text[v.keyAt:v.keyTo]
	if strings.IndexByte(name, '\\') >= 0 {
		name = unquote(t.text[v.keyAt-1 : v.keyTo+1])
	}
	return name
}

func unquote(raw string) string {
	var s string
	if json.Unmarshal([]byte(raw), &s) != nil {
		return ""
	}
	return s
}

// raw returns a value as it stands in the file.
func (t *tree) raw(i int) string { return t.text[t.values[i].at:t.values[i].end] }

// textOf returns what a text says, and other values as they stand.
func (t *tree) textOf(i int) string {
	v := &t.values[i]
	switch {
	case v.kind == nullValue:
		return ""
	case v.kind != textValue:
		return t.raw(i)
	case v.escaped:
		return unquote(t.raw(i))
	}
	return t.text[v.at+1 : v.end-1]
}

// each calls f for the direct members of a value.
func (t *tree) each(i int, f func(k int)) {
	if t.values[i].kind < listValue {
		return
	}
	for k := i + 1; k < int(t.values[i].next); k = int(t.values[k].next) {
		f(k)
	}
}

// member of an object by its name; the last one counts, as in JavaScript.
func (t *tree) find(i int, name string) (int, bool) {
	found, ok := 0, false
	if t.values[i].kind == objectValue {
		t.each(i, func(k int) {
			if t.name(k) == name {
				found, ok = k, true
			}
		})
	}
	return found, ok
}

// pointer returns the JSON pointer (RFC 6901) of a value.
func (t *tree) pointer(i int) string {
	var b strings.Builder
	for at := 0; at != i; {
		n, into := 0, at
		t.each(at, func(k int) {
			if k <= i {
				into = k
				n++
			}
		})
		if into == at {
			break
		}
		part := strconv.Itoa(n - 1)
		if t.values[at].kind == objectValue {
			part = strings.NewReplacer("~", "~0", "/", "~1").Replace(t.name(into))
		}
		b.WriteString("/" + part)
		at = into
	}
	return b.String()
}
