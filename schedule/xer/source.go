package xer

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// readAll reads a file up to the limit, at once where the reader knows its size.
func readAll(r io.Reader, limits Limits) ([]byte, error) {
	var b bytes.Buffer
	if sized, ok := r.(interface{ Len() int }); ok {
		b.Grow(min(max(sized.Len(), 0), limits.Bytes) + bytes.MinRead)
	}
	_, err := b.ReadFrom(io.LimitReader(r, int64(limits.Bytes)+1))
	if err != nil {
		return nil, err
	}
	if b.Len() > limits.Bytes {
		return nil, overLimit(0, "Bytes", limits.Bytes)
	}
	return b.Bytes(), nil
}

var errUTF16 = errors.New("broken UTF-16")

// sourceOf returns the text of a file without its byte order mark, UTF-16
// turned into UTF-8, and the code page if the mark tells it.
func sourceOf(raw []byte) (source []byte, charset Charset, err error) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		return raw[3:], UTF8, nil
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		source, err = fromUTF16(raw[2:], 0)
		return source, UTF16, err
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		source, err = fromUTF16(raw[2:], 1)
		return source, UTF16, err
	}
	return raw, AutoCharset, nil
}

// fromUTF16 converts UTF-16 whose low byte comes first (0) or second (1).
func fromUTF16(text []byte, low int) ([]byte, error) {
	if len(text)%2 != 0 {
		return nil, errUTF16
	}
	units := func(i int) rune { return rune(text[i+low]) | rune(text[i+1-low])<<8 }
	out := make([]byte, 0, len(text)/2+len(text)/8)
	for i := 0; i < len(text); i += 2 {
		r := units(i)
		if utf16.IsSurrogate(r) {
			if i+2 >= len(text) {
				return nil, errUTF16
			}
			if r = utf16.DecodeRune(r, units(i+2)); r == utf8.RuneError {
				return nil, errUTF16
			}
			i += 2
		}
		out = utf8.AppendRune(out, r)
	}
	return out, nil
}
