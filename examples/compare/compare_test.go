package main

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
)

var update = flag.Bool("update", false, "write the golden files anew")

// play runs the example into a fresh folder.
func play(t *testing.T, args ...string) (string, string) {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "papers")
	var out bytes.Buffer
	if err := run(append(args, "-out", folder), &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	return out.String(), folder
}

// held compares with a golden file.
func held(t *testing.T, name string, got []byte) {
	t.Helper()
	golden := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s differs; -update writes it anew (%v)", golden, err)
	}
}

func TestComparisonIsGolden(t *testing.T) {
	for lang, code := range map[string]string{"en": "en", "zh": "zh-CN"} {
		told, folder := play(t, "-lang", lang)
		held(t, "told."+lang+".txt", []byte(told))
		paper, err := os.ReadFile(filepath.Join(folder, "comparison."+code+".md"))
		if err != nil {
			t.Fatal(err)
		}
		held(t, "comparison."+lang+".md", paper)
	}
}

func TestTwoRunsGiveTheSameBytes(t *testing.T) {
	_, first := play(t)
	_, second := play(t)
	for _, lang := range []string{"en", "zh-CN"} {
		for _, ending := range []string{"md", "html", "json"} {
			name := "comparison." + lang + "." + ending
			a, err := os.ReadFile(filepath.Join(first, name))
			b, _ := os.ReadFile(filepath.Join(second, name))
			if err != nil || len(a) < 1000 || !bytes.Equal(a, b) {
				t.Errorf("%s: %d and %d bytes, %v", name, len(a), len(b), err)
			}
		}
	}
}

// One reached its goals and the other did not; they part before the work
// begins, in the goals, and it is the failure that is beyond the limits.
func TestTheCasesPartEarly(t *testing.T) {
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		pair, err := read(lang, "", "")
		if err != nil {
			t.Fatal(err)
		}
		if pair[0].Outcome.Whole != charter.Pass || pair[1].Outcome.Whole != charter.Fail {
			t.Errorf("%s: %s and %s", lang, pair[0].Outcome.Whole, pair[1].Outcome.Whole)
		}
		parts := health.Part(pair[0].Course, pair[1].Course)
		if len(parts) < 8 || parts[0].Beyond != 1 || len(parts[0].Evidence) == 0 || parts[0].Sign != health.SignNotSpecific {
			t.Fatalf("%s: %+v", lang, parts)
		}
		if n := parts[0].On[1].DaysSince(pair[1].Harm.On); n >= -60 {
			t.Errorf("%s: they part %d days after the harm", lang, n)
		}
		for _, p := range parts {
			if p.On[0].DaysSince(pair[0].Course.Start) > p.Day || p.On[1].DaysSince(pair[1].Course.Start) > p.Day {
				t.Errorf("%s: %s is read from the future", lang, p.Sign)
			}
		}
	}
}

// The document says the same in both languages, and in any order of the
// projects it names the same point.
func TestSidesMayBeExchanged(t *testing.T) {
	pair, err := read(phrase.En, "", "")
	if err != nil {
		t.Fatal(err)
	}
	one, other := view.Comparison(phrase.In(phrase.En), pair[0], pair[1]), view.Comparison(phrase.In(phrase.En), pair[1], pair[0])
	if len(one.Check())+len(other.Check()) > 0 {
		t.Fatal(one.Check(), other.Check())
	}
	days := func(doc *report.Document) string {
		for _, b := range doc.Blocks {
			if facts, ok := b.(report.Facts); ok && facts.Name == "parting-day" {
				return facts.Items[0].Value.String()
			}
		}
		return "none"
	}
	if days(one) != days(other) || days(one) == "none" {
		t.Errorf("day %s, exchanged %s", days(one), days(other))
	}
}

// Cases in files are compared; what is no case is refused by its name.
func TestNamedCases(t *testing.T) {
	folder := t.TempDir()
	for story, name := range map[string]string{"success": "a.json", "failure": "b.json"} {
		c, err := shipped(story, phrase.En)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := view.EncodeCase(&b, c); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	a, b := filepath.Join(folder, "a.json"), filepath.Join(folder, "b.json")
	want, _ := play(t)
	if got, _ := play(t, "-first", a, "-second", b); got != want {
		t.Error("the same cases compare otherwise from files")
	}
	if got, _ := play(t, "-first", a, "-second", a); !strings.Contains(got, "never part") {
		t.Error(got)
	}
	if got, _ := play(t, "-lang", "zh", "-first", b, "-second", b); !strings.Contains(got, "从未分岔") {
		t.Error(got)
	}
	bad := filepath.Join(folder, "bad.json")
	if err := os.WriteFile(bad, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"-first", bad}, {"-second", filepath.Join(folder, "none.json")}, {"-lang", "fr"}, {"more"}, {"-out", ""}, {"-nonsense"}} {
		if err := run(append([]string{"-out", filepath.Join(folder, "out")}, args...), io.Discard, io.Discard); err == nil {
			t.Errorf("%q: no error", args)
		}
	}
}
