package mspdi

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// isXMLChar reports whether XML 1.0 allows the character in a document.
func isXMLChar(r rune) bool {
	switch {
	case r < 0x20:
		return r == '\t' || r == '\n' || r == '\r'
	case r < 0xd800:
		return true
	}
	return r >= 0xe000 && r <= utf8.MaxRune && r != 0xfffe && r != 0xffff
}

// firstBadByte returns the offset of the first byte that is no part of a valid
// XML text in UTF-8, and -1 if all are good.
func firstBadByte(src []byte) int {
	at := firstControl(src)
	if !utf8.Valid(src) {
		if bad := firstInvalid(src); at < 0 || bad < at {
			return bad
		}
	}
	if at < 0 {
		at = firstNonCharacter(src)
	}
	return at
}

// firstControl returns the offset of the first control character that XML does
// not allow, and -1 if there is none. It looks at eight bytes at a time.
func firstControl(src []byte) int {
	i := 0
	for ; i+8 <= len(src); i += 8 {
		w := binary.LittleEndian.Uint64(src[i:])
		low := below0x20(w)
		if low == 0 {
			continue
		}
		if bad := low &^ (zeroBytes(w^'\t'*everyByte) | zeroBytes(w^'\n'*everyByte) | zeroBytes(w^'\r'*everyByte)); bad != 0 {
			return i + bits.TrailingZeros64(bad)/8
		}
	}
	for ; i < len(src); i++ {
		if c := src[i]; c < 0x20 && c != '\n' && c != '\r' && c != '\t' {
			return i
		}
	}
	return -1
}

const (
	everyByte = 0x0101010101010101
	topBits   = 0x80 * everyByte
)

// below0x20 sets the top bit of each byte that is below 0x20. No byte borrows
// from the next: their top bits are set before the subtraction.
func below0x20(w uint64) uint64 {
	atLeast := (w | topBits) - 0x20*everyByte
	return ^atLeast & topBits &^ w
}

// zeroBytes sets the top bit of each byte that is zero.
func zeroBytes(w uint64) uint64 {
	return ^((w&^topBits + 0x7f*everyByte) | w) & topBits
}

func firstInvalid(src []byte) int {
	for i := 0; i < len(src); {
		r, size := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && size < 2 {
			return i
		}
		i += size
	}
	return -1
}

// firstNonCharacter looks for U+FFFE and U+FFFF, which UTF-8 can write and XML
// does not allow.
func firstNonCharacter(src []byte) int {
	for from := 0; ; {
		step := bytes.Index(src[from:], []byte("\xef\xbf"))
		if step < 0 {
			return -1
		}
		at := from + step
		if src[at+2] >= 0xbe {
			return at
		}
		from = at + 2
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// blank reports whether there is nothing but white space.
func blank(text []byte) bool {
	for _, c := range text {
		if !isSpace(c) {
			return false
		}
	}
	return true
}

func isNameStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':' || c >= utf8.RuneSelf
}

func isNameByte(c byte) bool {
	return isNameStart(c) || c >= '0' && c <= '9' || c == '-' || c == '.'
}

// validName reports whether every character of a name beyond ASCII may stand
// in one, by the fifth edition of XML 1.0. The others have been looked at.
func validName(name []byte) bool {
	for i := 0; i < len(name); {
		if name[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(name[i:])
		if !startsName(r) && (i == 0 || !continuesName(r)) {
			return false
		}
		i += size
	}
	return true
}

func startsName(r rune) bool {
	switch {
	case r < 0x300:
		return r >= 0xc0 && r != 0xd7 && r != 0xf7
	case r < 0x2000:
		return r >= 0x370 && r != 0x37e
	case r < 0x3001:
		return r == 0x200c || r == 0x200d || r >= 0x2070 && r <= 0x218f || r >= 0x2c00 && r <= 0x2fef
	case r < 0xf900:
		return r <= 0xd7ff
	}
	return r <= 0xfdcf || r >= 0xfdf0 && r <= 0xfffd || r >= 0x10000 && r <= 0xeffff
}

func continuesName(r rune) bool {
	return r == 0xb7 || r >= 0x300 && r <= 0x36f || r == 0x203f || r == 0x2040
}
