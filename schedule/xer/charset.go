package xer

import (
	"strings"
	"unicode/utf8"
)

// Charset is the code page of a file. XER files do not name theirs: Primavera
// P6 writes that of the machine it runs on, and newer versions UTF-8.
type Charset uint8

// The code pages. AutoCharset is for options only.
const (
	// AutoCharset finds out: a byte order mark or valid UTF-8 decides; other
	// text is Windows-1252 if it looks like it, and else unknown.
	AutoCharset Charset = iota
	UTF8
	UTF16 // with a byte order mark
	Windows1252
	// UnknownCharset is none of these. To read such a file, hand over a reader
	// that turns it into UTF-8.
	UnknownCharset
)

// String returns "auto", "utf-8", "utf-16", "windows-1252" or "unknown".
func (c Charset) String() string {
	names := [...]string{"auto", "utf-8", "utf-16", "windows-1252", "unknown"}
	if int(c) < len(names) {
		return names[c]
	}
	return "?"
}

// high1252 returns the character of a byte from 0x80 to 0x9F in Windows-1252,
// and 0 for the five that have none. The bytes above are the characters of the
// same number.
func high1252(b byte) rune {
	table := [32]rune{
		0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
		0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
	}
	return table[b-0x80]
}

// rune1252 returns the character of a byte, or 0.
func rune1252(b byte) rune {
	if b >= 0x80 && b < 0xa0 {
		return high1252(b)
	}
	return rune(b)
}

// byte1252 returns the byte of a character. It reports false where
// Windows-1252 has none.
func byte1252(r rune) (byte, bool) {
	if r < 0x80 || r >= 0xa0 && r <= 0xff {
		return byte(r), true
	}
	for b := 0x80; b < 0xa0; b++ {
		if c := high1252(byte(b)); c == r && c != 0 {
			return byte(b), true
		}
	}
	return 0, false
}

// decodeText turns bytes of a code page into a string. What has no character
// becomes U+FFFD, and it reports false.
func decodeText(text []byte, charset Charset) (string, bool) {
	if isASCII(text) {
		return string(text), true
	}
	if charset == UTF8 || charset == UTF16 {
		if utf8.Valid(text) {
			return string(text), true
		}
		return strings.ToValidUTF8(string(text), "\uFFFD"), false
	}
	ok := charset == Windows1252
	var b strings.Builder
	for _, c := range text {
		r := rune1252(c)
		if c >= 0x80 && (charset != Windows1252 || r == 0) {
			r, ok = utf8.RuneError, false
		}
		b.WriteRune(r)
	}
	return b.String(), ok
}

func isASCII(text []byte) bool {
	for len(text) >= 8 {
		if (text[0]|text[1]|text[2]|text[3]|text[4]|text[5]|text[6]|text[7])&0x80 != 0 {
			return false
		}
		text = text[8:]
	}
	for _, c := range text {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// evidence is what the bytes above 0x7F of a file tell about its code page.
type evidence struct {
	high      int // bytes above 0x7F
	sequences int // whole characters in UTF-8
	broken    int // bytes that are none in UTF-8
	undefined int // bytes that Windows-1252 does not have
	runs      int // bytes in runs of three and more different ones: words of another script
	inWords   int // signs of Windows-1252 between two letters: letters of another code page
}

// add looks at one text.
func (e *evidence) add(text []byte) {
	for i := 0; i < len(text); {
		if text[i] < 0x80 {
			i++
			continue
		}
		end := i
		for end < len(text) && text[end] >= 0x80 {
			end++
		}
		e.addRun(text, i, end)
		i = end
	}
}

// addRun looks at a run of bytes above 0x7F.
func (e *evidence) addRun(text []byte, start, end int) {
	run := text[start:end]
	e.high += len(run)
	for rest := run; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if r == utf8.RuneError && size == 1 {
			e.broken++
		} else {
			e.sequences++
		}
		rest = rest[size:]
	}
	same := true
	for k, c := range run {
		same = same && c == run[0]
		if c < 0xa0 && high1252(c) == 0 {
			e.undefined++
		}
		if isSign(c) && letterAt(text, start+k-1) && letterAt(text, start+k+1) {
			e.inWords++
		}
	}
	if len(run) >= 3 && !same {
		e.runs += len(run)
	}
}

// isSign reports whether a byte is a sign of Windows-1252 that no word holds,
// while it is a letter in other code pages.
func isSign(c byte) bool {
	return c >= 0xa1 && c <= 0xbf && c != 0xaa && c != 0xad && c != 0xb7 && c != 0xba && c != 0xab && c != 0xbb
}

func letterAt(text []byte, i int) bool {
	if i < 0 || i >= len(text) {
		return false
	}
	c := text[i]
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0xc0
}

// verdict names the code page of a text that is no valid UTF-8: UTF-8 with
// some damage, Windows-1252, or another one. Western text has single bytes
// above 0x7F between others; the words of other scripts are runs of them.
func (e *evidence) verdict() Charset {
	switch {
	case e.sequences >= 4 && e.broken*2 <= e.sequences:
		return UTF8
	case e.undefined > 0, e.runs*3 > e.high, e.inWords >= 2 && e.inWords*4 >= e.high:
		return UnknownCharset
	}
	return Windows1252
}
