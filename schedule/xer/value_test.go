package xer

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// roundedRat returns a rational number times a factor as a whole one, halves
// away from zero.
func roundedRat(text string, factor int64) (int64, bool) {
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return 0, false
	}
	r.Mul(r, big.NewRat(factor, 1))
	half := big.NewRat(1, 2)
	if r.Sign() < 0 {
		half.Neg(half)
	}
	r.Add(r, half)
	n := new(big.Int).Quo(r.Num(), r.Denom())
	return n.Int64(), n.IsInt64()
}

// TestHoursAgainstRationals reads numbers of hours in every form and compares
// the seconds with exact arithmetic.
func TestHoursAgainstRationals(t *testing.T) {
	g := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		text := fmt.Sprintf("%d.%0*d", g.IntN(100_000), 1+g.IntN(15), g.IntN(10))
		switch g.IntN(6) {
		case 0:
			text = fmt.Sprint(g.IntN(1_000_000))
		case 1:
			text = fmt.Sprintf("%.15g", g.Float64()*1e4)
		case 2:
			text = fmt.Sprintf("%.10fE%d", g.Float64(), g.IntN(12)-6)
		case 3:
			text = "-" + text
		}
		n, ok := parseNumber([]byte(text))
		got, _, ok2 := n.hours()
		want, fits := roundedRat(text, 3600)
		if !ok || !ok2 || !fits || int64(got) != want {
			t.Fatalf("%s: %d %v %v, want %d", text, got, ok, ok2, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"8": "8.000000 true", "8.0": "8.000000 true", "8,5": "8.500000 true", "-0.25": "-0.250000 true", "+3": "3.000000 true", ".5": "0.500000 true", "5.": "5.000000 true",
		"1.13686837721616E-13": "0.000000 true", "1e3": "1000.000000 true", "0.3636363636": "0.363636 false", "0": "0.000000 true", "007": "7.000000 true",
		"0.9999999999": "1.000000 false", "0.9999999999999": "1.000000 true", "2.0000000000001": "2.000000 true", "1E-400": "0.000000 true", "12345678901234": "", "1E300": "",
	} {
		n, ok := parseNumber([]byte(text))
		value, exact, ok2 := n.scaled(6)
		got := ""
		if ok && ok2 {
			got = fmt.Sprint(decimalText(value, 6), " ", exact)
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	for _, text := range []string{"", "-", ".", "x", "1.2.3", "1,234.5", "1 000", "0x10", "1e", "1e5000", "--1", "NaN", strings.Repeat("9", 401)} {
		if n, ok := parseNumber([]byte(text)); ok {
			t.Errorf("%q is read as %v", text, n)
		}
	}
}

// TestHoursComeBack writes every second of some hours and reads it again.
func TestHoursComeBack(t *testing.T) {
	for _, base := range []calendar.Work{0, 7 * calendar.Hour, 99_999 * calendar.Hour, -3 * calendar.Hour} {
		for second := range calendar.Work(3600) {
			text := hoursText(base + second)
			n, ok := parseNumber([]byte(text))
			got, exact, ok2 := n.hours()
			if !ok || !ok2 || !exact || got != base+second {
				t.Fatalf("%d seconds are %s, read as %d", base+second, text, got)
			}
		}
	}
	for w, want := range map[calendar.Work]string{0: "0", 28800: "8", 5400: "1.5", -1800: "-0.5", 1: "0.000277777777778", 9600: "2.666666666666667"} {
		if got := hoursText(w); got != want {
			t.Errorf("%d is %s, want %s", w, got, want)
		}
	}
}

func TestShares(t *testing.T) {
	for s, want := range map[schedule.Share]string{0: "1", 1_000_000: "1", 500_000: "0.5", 363_636: "0.363636", 12_000_000: "12", 1: "0.000001", -4: "1", 1 << 60: "1000000"} {
		if got := shareText(clampShare(s)); got != want {
			t.Errorf("%d is %s, want %s", s, got, want)
		}
	}
}

func TestMoments(t *testing.T) {
	for text, want := range map[string]string{
		"2026-03-02 08:00": "2026-03-02T08:00:00", "2026-03-02": "2026-03-02T00:00:00", "2026-3-2 8:05": "2026-03-02T08:05:00",
		"2026-03-02 08:00:30": "2026-03-02T08:00:30", "2026-03-02T08:00": "2026-03-02T08:00:00", "2026-03-02 24:00": "2026-03-03T00:00:00",
		"1899-12-30 00:00": "", "1899-12-30": "", "0001-01-01 00:00": "0001-01-01T00:00:00", "9999-12-31 23:59": "9999-12-31T23:59:00",
	} {
		got, ok := parseMoment([]byte(text))
		if !ok || got.String() != want {
			t.Errorf("%s: %v %v, want %s", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "x", "2026", "2026-13-01", "2026-02-30 08:00", "26-03-02", "2026-03-02 25:00", "2026-03-02 08:60", "2026-03-02 08", "02-Mar-26", "2026-03-02 ", "0000-01-01", "9999-12-31 24:00", "2026-03-02 08:00 AMX"} {
		if got, ok := parseMoment([]byte(text)); ok {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

func TestClocks(t *testing.T) {
	for text, want := range map[string]calendar.Work{
		"8:00": 8 * 3600, "08:30": 8*3600 + 1800, "00:00": 0, "24:00": 24 * 3600, "12:00 AM": 0, "12:30 PM": 12*3600 + 1800, "1:05 pm": 13*3600 + 300, "11:59PM": 23*3600 + 3540,
	} {
		if got, ok := parseClock([]byte(text)); !ok || got != want {
			t.Errorf("%s: %v %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "8", "8:", ":30", "24:01", "13:00 PM", "0:30 AM", "8:00 XM", "M", "AM", "8:5:99", "-1:00"} {
		if got, ok := parseClock([]byte(text)); ok {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

func TestPercents(t *testing.T) {
	for _, c := range [][3]int{{0, 0, 0}, {1, 3, 33}, {2, 3, 67}, {1, 200, 1}, {5, 4, 100}, {-1, 4, 0}, {1, 1000, 0}} {
		if got := percentOf(calendar.Work(c[0]), calendar.Work(c[1])); got != c[2] {
			t.Errorf("%d of %d is %d %%, want %d", c[0], c[1], got, c[2])
		}
	}
}

// TestTextsComeBack escapes texts and reads them again.
func TestTextsComeBack(t *testing.T) {
	for text, want := range map[string]string{
		"plain": "plain", "two\nlines\n": "two\x7f\x7flines\x7f\x7f", `a "b"`: `a ""b""`, `""`: `""""`, "": "", "ä 计": "ä 计",
	} {
		got, clean := escape(text)
		if got != want || !clean || unescape(got) != text {
			t.Errorf("%q is %q %v and comes back as %q", text, got, clean, unescape(got))
		}
	}
	for text, want := range map[string]string{"a\tb": "a b", "a\r\nb": "a\x7f\x7fb", "a\x7fb": "a b", "\x00": " ", "a\xffb": "a\uFFFDb", "a\rb": "a b"} {
		if got, clean := escape(text); got != want || clean {
			t.Errorf("%q is %q %v", text, got, clean)
		}
	}
}

// TestNotesComeBack writes notes in HTML and reads them again.
func TestNotesComeBack(t *testing.T) {
	for _, text := range []string{"one", "one\ntwo\n\nthree", "a < b & c > \"d\"", "  two  blanks   three    four ", "<html>", "x\n  - y", "&amp; &#160;", "a   b     c"} {
		got, formatted := plainText(noteHTML(text))
		if got != text || formatted {
			t.Errorf("%q became %q %v", text, got, formatted)
		}
	}
}

func TestNotesOfP6(t *testing.T) {
	for source, want := range map[string]string{
		"<html>\n  <head>\n    <style>p {}</style>\n  </head>\n\n  <body bgcolor=\"#ffffff\">\n    Enterprise\n  </body>\n\n</html>": "Enterprise",
		"<HTML><BODY></BODY></HT":                              "",
		"<HTML><BODY><P>One</P><P>Two three</P></BODY></HTML>": "One\nTwo three",
		"plain &amp; simple\n":                                 "plain & simple",
		"<p>a<br/>b</p><div>c</div>":                           "a\nb\nc",
		"<p>say <b>this</b> now</p>":                           "say this now",
		"1 < 2":                                                "1 < 2",
		"<ul><li>x</li><li>y</li></ul>":                        "x\ny",
		"word<b> bold </b>word":                                "word bold word",
	} {
		got, formatted := plainText(source)
		if got != want || formatted != (strings.Contains(source, "<b>") || strings.Contains(source, "<ul>")) {
			t.Errorf("%q became %q %v", source, got, formatted)
		}
	}
}

// TestParts reads nested records, whole and broken.
func TestParts(t *testing.T) {
	show := func(p part) string { return fmt.Sprint(p) }
	for source, want := range map[string]string{
		"":                                      "{ [] []}",
		"(0||A()())":                            "{A [] []}",
		" ( 0||A ( s|08:00|f|12:00 ) ( ) ) ":    "{A [s 08:00 f 12:00] []}",
		"(0||()((0||1()())\x7f\x7f(0||2()())))": "{ [] [{1 [] []} {2 [] []}]}",
		"(0||A(x||y|1)())":                      "{A [x  y 1] []}",
		"(1||2||B()())":                         "{B [] []}",
	} {
		got, err := parseParts([]byte(source), 100)
		if err != nil || show(got) != want {
			t.Errorf("%q: %s %v, want %s", source, show(got), err, want)
		}
	}
	for source, want := range map[string]string{
		"x":                          `"x" instead of "(" at character 1`,
		"(0||A":                      `it ends where "(" should be`,
		"(0||A(":                     `it ends where ")" should be`,
		"(0||A()":                    `it ends where "(" should be`,
		"(0||A()(":                   `it ends where ")" should be`,
		"(0||A()()":                  `it ends where ")" should be`,
		"(0||A()(x))":                `"x" instead of ")" at character 9`,
		strings.Repeat("(||()(", 30): "too many records",
		"(||()(" + strings.Repeat("(||()())", 101) + "))": "too many records",
	} {
		if _, err := parseParts([]byte(source), 100); err == nil || err.Error() != want {
			t.Errorf("%.20q: %v, want %s", source, err, want)
		}
	}
}
