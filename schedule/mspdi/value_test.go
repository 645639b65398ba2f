package mspdi

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/milepost-go/milepost/schedule/calendar"
)

func TestParseWork(t *testing.T) {
	const none = -1 << 60
	for text, want := range map[string]calendar.Work{
		"PT0H0M0S": 0, "PT80H0M0S": 288000, "PT0H1M30S": 90, "PT1H": 3600, "PT90M": 5400, "PT5S": 5, "P1D": 86400, "P1DT2H": 93600,
		"-PT8H0M0S": -28800, "PT8.5H": 30600, "PT0.5S": 1, "PT0H0M0.4S": 0, "PT1.0000001H": 3600, "PT27777777H": 99999997200,
		"": none, "P": none, "PT": none, "PT8": none, "8": none, "T8H": none, "PTH": none, "PT8H8": none, "PT8D": none, "P8H": none, "P1Y": none, "P1M": none, "P1W": none,
		"PT8HT8H": none, "PT-8H": none, "PT99999999H": none, "PT999999999999999999999H": none, "PT1e3H": none, "PT1.2.3H": none, "pt8h": none, "PT8H ": none, "PT 8H": none,
	} {
		got, ok := parseWork([]byte(text))
		if ok != (want != none) || ok && got != want {
			t.Errorf("%q: %d %v, want %d", text, got, ok, want)
		}
	}
}

func TestParseWorkTakesEveryLength(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	for range 10_000 {
		h, m, s := random.IntN(100_000), random.IntN(60), random.IntN(60)
		got, ok := parseWork([]byte(fmt.Sprintf("PT%dH%dM%dS", h, m, s)))
		if want := calendar.Work(h*3600 + m*60 + s); !ok || got != want {
			t.Fatalf("%d:%d:%d: %d", h, m, s, got)
		}
	}
}

func TestParseMoment(t *testing.T) {
	for text, want := range map[string]string{
		"2026-03-02T08:00:00": "2026-03-02T08:00:00", "2026-03-02T08:00": "2026-03-02T08:00:00", "2026-03-02": "2026-03-02T00:00:00",
		"2026-03-02T23:59:59.999": "2026-03-02T23:59:59", "2026-03-02T08:00:00Z": "2026-03-02T08:00:00", "2026-03-02T08:00:00+08:00": "2026-03-02T08:00:00",
		"2026-03-02T24:00:00": "2026-03-03T00:00:00", "2024-02-29T00:00:00": "2024-02-29T00:00:00", "0001-01-01T00:00:00": "0001-01-01T00:00:00",
		"9999-12-31T23:59:59": "9999-12-31T23:59:59", "1984-01-01T00:00:00": "1984-01-01T00:00:00",
		"": "", "2026": "", "2026-13-01T08:00:00": "", "2026-02-31T08:00:00": "", "2025-02-29T00:00:00": "", "0000-01-01T00:00:00": "", "2026-03-02T25:00:00": "",
		"2026-03-02T08:60:00": "", "2026-03-02T08:00:60": "", "2026-03-02T24:00:01": "", "2026-03-02 08:00:00": "", "2026/03/02T08:00:00": "", "2026-03-02T08": "", "2026-03-02T": "",
		"2026-03-02T08:00:00x": "", "20260302T080000": "", "12026-03-02T08:00:00": "", "2026-03-02T08:00:00+8": "", "٢٠٢٦-03-02T08:00:00": "", "-026-03-02T08:00:00": "",
		"2026-03-02T-8:00:00": "", "20x6-03-02T08:00:00": "", "9999-12-31T24:00:00": "",
	} {
		got, ok := parseMoment([]byte(text))
		if ok != (want != "") || got.String() != want {
			t.Errorf("%q: %s %v, want %s", text, got, ok, want)
		}
	}
}

func TestParseMomentTakesEveryMoment(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 8))
	for range 10_000 {
		moment := time.Unix(random.Int64N(4e9), 0).UTC()
		got, ok := parseMoment([]byte(moment.Format("2006-01-02T15:04:05")))
		if !ok || got != calendar.DateTimeOf(moment) {
			t.Fatalf("%v: %v", moment, got)
		}
	}
}

func TestParseInt(t *testing.T) {
	const none = -1 << 60
	for text, want := range map[string]int64{
		"0": 0, "480": 480, "-65535": -65535, "+5": 5, "007": 7, "480.0": 480, "480.": 480, "999999999999999999": 999999999999999999,
		"": none, "-": none, "x": none, "1x": none, "1.5": none, "1e3": none, "9999999999999999999": none, " 1": none, "0x10": none, "--1": none, ".0": none, "1.0x": none,
	} {
		got, ok := parseInt([]byte(text))
		if ok != (want != none) || ok && got != want {
			t.Errorf("%q: %d %v, want %d", text, got, ok, want)
		}
	}
}

func TestParseScaled(t *testing.T) {
	const none = -1 << 60
	for _, c := range []struct {
		text   string
		places int
		want   int64
	}{
		{"1", 6, 1_000_000}, {"0.5", 6, 500_000}, {"1.00", 6, 1_000_000}, {"0.12", 6, 120_000}, {"22", 6, 22_000_000}, {"-0.25", 6, -250_000}, {".5", 6, 500_000}, {"5.", 6, 5_000_000},
		{"0.0000004", 6, 0}, {"0.0000005", 6, 1}, {"0.00000049999", 6, 0}, {"-0.0000005", 6, -1}, {"0.9999999", 6, 1_000_000}, {"1E2", 6, 100_000_000}, {"1.5e-1", 6, 150_000}, {"1e-400", 6, 0},
		{"4800", 0, 4800}, {"4800.4", 0, 4800}, {"-4800.6", 0, -4801}, {"0", 17, 0}, {"000000000000000000000000001", 0, 1},
		{"999999999999", 6, 999999999999000000}, {"9999999999999", 6, none}, {"1e13", 6, none}, {"1e401", 0, none}, {"", 0, none}, {".", 0, none}, {"1,5", 0, none}, {"NaN", 0, none},
		{"INF", 0, none}, {"1e", 0, none}, {"e5", 0, none}, {"1e1.5", 0, none}, {"-", 0, none}, {"1 000", 0, none},
	} {
		got, ok := parseScaled([]byte(c.text), c.places)
		if ok != (c.want != none) || ok && got != c.want {
			t.Errorf("%q by 10^%d: %d %v, want %d", c.text, c.places, got, ok, c.want)
		}
	}
}

func TestDecimalText(t *testing.T) {
	for _, c := range []struct {
		text   string
		places int
		want   string
	}{
		{"123456", -2, "1234.56"}, {"5", -2, "0.05"}, {"50", -2, "0.50"}, {"123456.0", -2, "1234.560"}, {"-1500", -2, "-15.00"}, {"0", -2, "0"}, {"0.00", -2, "0"}, {"1.5E5", -2, "1500"},
		{"0.04087", 0, "0.04087"}, {"10", 0, "10"}, {"1e3", 0, "1000"}, {"100", -2, "1.00"}, {"12.5", 0, "12.5"}, {"00.7", 0, "0.7"},
	} {
		d, ok := parseDecimal([]byte(c.text))
		if got := d.text(c.places); !ok || got != c.want {
			t.Errorf("%q by 10^%d: %q, want %q", c.text, c.places, got, c.want)
		}
	}
}

func TestParseClock(t *testing.T) {
	for text, want := range map[string]string{
		"08:00:00": "8h", "08:30": "8h30m", "00:00:00": "0s", "24:00:00": "24h", "23:59:59": "23h59m59s", "08:00:00.0000000": "8h",
		"8:00": "-", "08:00:0": "-", "25:00:00": "-", "24:00:01": "-", "08:61:00": "-", "": "-", "0800": "-", "08:00:00Z": "-", "08:00:00.x": "-",
	} {
		got, ok := wholeClock([]byte(text))
		if ok != (want != "-") || ok && got.String() != want {
			t.Errorf("%q: %v %v, want %s", text, got, ok, want)
		}
	}
}

func TestParseTenths(t *testing.T) {
	for text, want := range map[string]calendar.Work{"0": 0, "4800": 28800, "-4800": -28800, "1": 6, "0.5": 3, "59264": 355584, "4800.0": 28800} {
		if got, ok := parseTenths([]byte(text)); !ok || got != want {
			t.Errorf("%q: %d %v, want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"x", "99999999999999", "1e30"} {
		if _, ok := parseTenths([]byte(text)); ok {
			t.Errorf("%q is taken", text)
		}
	}
}
