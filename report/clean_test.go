package report

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                       "plain",
		"":                            "",
		"a\r\nb\rc\nd":                "a\nb\nc\nd",
		"a\tb":                        "a b",
		"nul\x00 esc\x1b[0m del\x7f.": "nul esc[0m del.",
		"c1\u009b bom\ufeff x\ufffe":  "c1 bom x",
		"bad \xff\xfe":                "bad \ufffd\ufffd",
		"cut \xe4\xbd":                "cut \ufffd\ufffd",
		"rtl \u202egnp\u202c.exe":     "rtl gnp.exe",
		"ls\u2028ps\u2029nel\u0085.":  "ls\nps\nnel\n.",
		"基线 👩‍🚀 e\u0301":              "基线 👩‍🚀 e\u0301",
	} {
		if got := Clean(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	if got := CleanLine("a\r\nb\tc"); got != "a b c" {
		t.Errorf("got %q", got)
	}
}

func FuzzClean(f *testing.F) {
	f.Add("a\r\n\x00\xff\u202e基线")
	f.Fuzz(func(t *testing.T, s string) {
		out := Clean(s)
		if !utf8.ValidString(out) || Clean(out) != out || strings.ContainsFunc(out, func(r rune) bool { return r != '\n' && unicode.IsControl(r) }) {
			t.Errorf("%q became %q", s, out)
		}
		if strings.ContainsAny(CleanLine(s), "\n\r\u2028\u2029\u0085") {
			t.Errorf("%q has more than one line", CleanLine(s))
		}
	})
}

func TestTextWidth(t *testing.T) {
	for s, want := range map[string]float64{
		"": 0, "i": 2.22, "AB": 13.34, "里程碑": 30, "里 A": 10 + 2.78 + 6.67, "e\u0301": 5.56, "🚀": 10,
		"ｆ": 10, "zero\u200bwidth": TextWidth("zerowidth", 10),
	} {
		if got := TextWidth(s, 10); got < want-1e-9 || got > want+1e-9 {
			t.Errorf("%q: got %v, want %v", s, got, want)
		}
	}
}

func FuzzClipText(f *testing.F) {
	f.Add("Design the 里程碑 e\u0301 👩‍🚀 of it", 60.0)
	f.Add("\xff\xfe", 20.0)
	f.Fuzz(func(t *testing.T, s string, width float64) {
		if !(width >= 0 && width < 1e6) {
			return
		}
		got, cut := ClipText(s, 10, width)
		if !cut && got != s {
			t.Fatalf("%q became %q uncut", s, got)
		}
		if TextWidth(got, 10) > width+1e-9 {
			t.Fatalf("%q is wider than %v", got, width)
		}
		if cut && got != "" && !strings.HasPrefix(s, strings.TrimSuffix(got, "…")) {
			t.Fatalf("%q is no beginning of %q", got, s)
		}
	})
}

func TestClipText(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float64
		want  string
		cut   bool
	}{
		{"里程碑验收", 50, "里程碑验收", false}, {"里程碑验收", 49, "里程碑…", true}, {"里程碑验收", 10, "…", true},
		{"里程碑验收", 9, "", true}, {"", 0, "", false},
		{"ab cd", 23, "ab…", true},
	} {
		if got, cut := ClipText(c.text, 10, c.width); got != c.want || cut != c.cut {
			t.Errorf("%q in %v: got %q, %v", c.text, c.width, got, cut)
		}
	}
}

func TestWideRangesAreSorted(t *testing.T) {
	for i, span := range wideRanges {
		if span[0] > span[1] || i > 0 && span[0] <= wideRanges[i-1][1] {
			t.Errorf("range %d: %x", i, span)
		}
	}
}
