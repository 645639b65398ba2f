package mspdi

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// readAll reads at most the limit.
func readAll(r io.Reader, limits Limits) ([]byte, error) {
	var buf bytes.Buffer
	if sized, ok := r.(interface{ Len() int }); ok {
		buf.Grow(min(sized.Len(), limits.Bytes) + bytes.MinRead)
	}
	if _, err := buf.ReadFrom(io.LimitReader(r, int64(limits.Bytes)+1)); err != nil {
		return nil, err
	}
	if buf.Len() > limits.Bytes {
		return nil, sourceError(ErrLimit, "Limits.Bytes is %d", limits.Bytes)
	}
	return buf.Bytes(), nil
}

// sourceOf returns the text in UTF-8 without byte order mark. UTF-16 is known
// by its mark; what the XML declaration says counts only where there is none.
func sourceOf(raw []byte, limits Limits) ([]byte, error) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		return raw[3:], nil
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return fromUTF16(raw[2:], binary.LittleEndian, limits)
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return fromUTF16(raw[2:], binary.BigEndian, limits)
	}
	switch name := declaredEncoding(raw); strings.ToLower(name) {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "unicode":
		// A text that says UTF-16 and could still be read byte by byte is
		// UTF-8: some programs write the name of their strings in memory.
		return raw, nil
	default:
		return nil, sourceError(ErrSyntax, "encoding %s; UTF-8 and UTF-16 are read", name)
	}
}

func fromUTF16(raw []byte, order binary.ByteOrder, limits Limits) ([]byte, error) {
	if len(raw)%2 != 0 {
		return nil, sourceError(ErrSyntax, "half a character of UTF-16 at the end")
	}
	text := make([]byte, 0, len(raw)/2+len(raw)/8)
	for i := 0; i < len(raw); i += 2 {
		r := rune(order.Uint16(raw[i:]))
		if utf16.IsSurrogate(r) {
			if i+4 > len(raw) {
				return nil, sourceError(ErrSyntax, "half a pair of UTF-16")
			}
			i += 2
			if r = utf16.DecodeRune(r, rune(order.Uint16(raw[i:]))); r == utf8.RuneError {
				return nil, sourceError(ErrSyntax, "half a pair of UTF-16")
			}
		}
		text = utf8.AppendRune(text, r)
	}
	if len(text) > limits.Bytes {
		return nil, sourceError(ErrLimit, "Limits.Bytes is %d", limits.Bytes)
	}
	return text, nil
}

// declaredEncoding returns the encoding that the XML declaration names.
func declaredEncoding(raw []byte) string {
	if !bytes.HasPrefix(raw, []byte("<?xml")) {
		return ""
	}
	head, _, ok := bytes.Cut(raw[:min(len(raw), 1024)], []byte("?>"))
	if !ok {
		return ""
	}
	_, rest, ok := bytes.Cut(head, []byte("encoding"))
	rest = bytes.TrimLeft(rest, " \t\r\n=")
	if !ok || len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
		return ""
	}
	name, _, _ := bytes.Cut(rest[1:], rest[:1])
	return clipText(name)
}

func sourceError(kind error, reason string, values ...any) error {
	return (&scanner{names: &names{}}).fail(0, kind, reason, values...)
}
