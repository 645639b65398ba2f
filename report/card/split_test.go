package card

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Joined, the pieces are the text; none is longer than the limit; none begins
// inside a character as people see it.
func TestSplit(t *testing.T) {
	family, flag, accent := "👩‍👩‍👧", "🇨🇳", "e\u0301"
	for _, text := range []string{
		"", "x", strings.Repeat("x", 100), strings.Repeat("word ", 40), strings.Repeat("中文，", 40), strings.Repeat(family, 10), strings.Repeat(flag, 20),
		strings.Repeat(accent, 60), "a\nb\n" + strings.Repeat("c", 60), strings.Repeat("\u0301", 60), strings.Repeat("👍🏽", 20),
	} {
		for limit := 8; limit < 40; limit++ {
			pieces := split(text, limit)
			if strings.Join(pieces, "") != text {
				t.Fatalf("%q at %d: %q", text, limit, pieces)
			}
			for i, p := range pieces {
				first, _ := utf8.DecodeRuneInString(p)
				if units(p) > limit || !utf8.ValidString(p) || p == "" && text != "" {
					t.Fatalf("%q at %d: piece %q", text, limit, p)
				}
				whole := !strings.Contains(text, "\u0301\u0301\u0301")
				if i > 0 && whole && (first == 0x200D || first == 0x301 || first == 0x1F3FD) {
					t.Fatalf("%q at %d: piece %q begins inside a character", text, limit, p)
				}
				if strings.HasPrefix(text, flag) && (strings.Count(p, "🇨") != strings.Count(p, "🇳")) {
					t.Fatalf("%q at %d: half a flag in %q", text, limit, p)
				}
			}
		}
	}
}

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit int
		want  string
		cut   bool
	}{
		{"short", 5, "short", false}, {"longer text", 8, "longer…", true}, {"中文文本", 3, "中文…", true}, {"😀😀", 3, "😀…", true},
	} {
		if got, cut := shorten(c.text, c.limit); got != c.want || cut != c.cut || units(got) > c.limit {
			t.Errorf("%q to %d: %q, %v", c.text, c.limit, got, cut)
		}
	}
}
