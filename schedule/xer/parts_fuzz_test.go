package xer

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"
	"unicode/utf8"
)

// write writes a record in the form of P6.
func (p part) write(b *strings.Builder) {
	b.WriteString("(0||" + p.name + "(" + strings.Join(p.keys, "|") + ")(")
	for _, child := range p.children {
		child.write(b)
	}
	b.WriteString("))")
}

// FuzzParts: what is read of a calendar's text, written again, reads the same.
func FuzzParts(f *testing.F) {
	f.Add("(0||CalendarData()((0||DaysOfWeek()((0||1()())(0||2()((0||0(s|08:00|f|12:00)())))))(0||VIEW(ShowTotal|Y)())(0||Exceptions()((0||0(d|46023)())))))")
	f.Add("(0||()(\x7f\x7f  (0||A(x||y)())))")
	f.Add("(0||A(")
	f.Fuzz(func(t *testing.T, text string) {
		first, err := parseParts([]byte(text), 1000)
		if err != nil {
			return
		}
		var b strings.Builder
		first.write(&b)
		second, err := parseParts([]byte(b.String()), 1001)
		if text := strings.TrimFunc(text, func(r rune) bool { return r <= ' ' || r == 0x7f }); text == "" {
			return
		}
		if err != nil || fmt.Sprintf("%q", first) != fmt.Sprintf("%q", second) {
			t.Fatalf("%q: %q, then %q: %v", text, first, second, err)
		}
	})
}

// FuzzNumber compares numbers with exact rationals.
func FuzzNumber(f *testing.F) {
	for _, text := range []string{"8", "14.5454545454546", "-0.5", "1.13686837721616E-13", "1,5", "9e17", "0.0000004999", "000.5"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, ok := parseNumber([]byte(text))
		if !ok {
			return
		}
		exact, ok := new(big.Rat).SetString(strings.Replace(strings.TrimPrefix(text, "+"), ",", ".", 1))
		if !ok {
			t.Fatalf("%q is a number here only", text)
		}
		for _, places := range []int{0, 6} {
			value, _, ok := n.scaled(places)
			want := new(big.Rat).Mul(exact, new(big.Rat).SetFloat64(math.Pow10(places)))
			off := new(big.Rat).Sub(want, new(big.Rat).SetInt64(value))
			if ok && off.Abs(off).Cmp(big.NewRat(1, 2)) > 0 {
				t.Fatalf("%q with %d places is %d", text, places, value)
			}
			if !ok && want.Abs(want).Cmp(big.NewRat(1e17, 1)) < 0 {
				t.Fatalf("%q with %d places is too large", text, places)
			}
		}
		w, _, ok := n.hours()
		seconds := new(big.Rat).Mul(exact, big.NewRat(3600, 1))
		if off := new(big.Rat).Sub(seconds, big.NewRat(int64(w), 1)); ok && off.Abs(off).Cmp(big.NewRat(1, 2)) > 0 {
			t.Fatalf("%q hours are %d seconds", text, w)
		}
	})
}

// FuzzNotes: notes written in HTML come back, but for what white space the
// format loses at the edges.
func FuzzNotes(f *testing.F) {
	f.Add("one\n\n two  three ")
	f.Add("<b>&amp;</b>\u00a0")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\t\r\f\v\u00a0\u0085\u2028\x00") {
			return
		}
		got, formatted := plainText(noteHTML(text))
		if got != strings.Trim(text, "\n") || formatted {
			t.Fatalf("%q became %q", text, got)
		}
		if again, _ := plainText(noteHTML(got)); again != got {
			t.Fatalf("%q became %q the second time", got, again)
		}
	})
}

// FuzzText: whatever a value holds, reading it twice is the same, and escaping
// keeps what can be kept.
func FuzzText(f *testing.F) {
	f.Add("a \"b\"\nc\td\x7f")
	f.Fuzz(func(t *testing.T, text string) {
		written, clean := escape(text)
		if strings.ContainsAny(written, "\t\r\n") {
			t.Fatalf("%q is written as %q", text, written)
		}
		if clean && unescape(written) != text {
			t.Fatalf("%q comes back as %q", text, unescape(written))
		}
		again, clean := escape(unescape(written))
		if !clean || unescape(again) != unescape(written) {
			t.Fatalf("%q is not settled: %q", text, again)
		}
	})
}

// TestCharacterTables: both directions agree on every byte and every character
// of the lower planes.
func TestCharacterTables(t *testing.T) {
	known := 0
	for b := range 256 {
		r := rune1252(byte(b))
		if r == 0 && b != 0 {
			continue
		}
		known++
		if back, ok := byte1252(r); !ok || back != byte(b) {
			t.Errorf("%#x is %#x, which is %#x %v", b, r, back, ok)
		}
	}
	if known != 251 {
		t.Errorf("%d bytes have a character", known)
	}
	encodable := 0
	for r := range rune(0x10000) {
		if b, ok := byte1252(r); ok {
			encodable++
			if rune1252(b) != r {
				t.Errorf("%#x is written as %#x, which is %#x", r, b, rune1252(b))
			}
		}
	}
	if encodable != 251 {
		t.Errorf("%d characters have a byte", encodable)
	}
}

// TestASCII compares the fast way, eight bytes at a time, with the slow one.
func TestASCII(t *testing.T) {
	for length := range 40 {
		text := []byte(strings.Repeat("a", length))
		if !isASCII(text) {
			t.Errorf("%d letters", length)
		}
		for i := range text {
			text[i] = 0x80
			if isASCII(text) {
				t.Errorf("%d letters, one above 0x7F at %d", length, i)
			}
			text[i] = 'a'
		}
	}
}

// TestEvidence: what single texts say about their code page.
func TestEvidence(t *testing.T) {
	for text, want := range map[string]evidence{
		"plain":                {},
		"caf\xe9":              {high: 1, broken: 1},
		"\xc3\xa9":             {high: 2, sequences: 1},
		"\xbb\xf9\xbf\xd3":     {high: 4, broken: 4, runs: 4, inWords: 1},
		"\xe4\xe4\xe4":         {high: 3, broken: 3},
		"\x81":                 {high: 1, broken: 1, undefined: 1},
		"b\xb3a":               {high: 1, broken: 1, inWords: 1},
		"5\xb0C \xb3a":         {high: 2, broken: 2},
		"l\x92\xe9t\xe9 n\xba": {high: 4, broken: 4},
	} {
		var got evidence
		got.add([]byte(text))
		if got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}
