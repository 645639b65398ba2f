package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/examples/internal/filed"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
)

var update = flag.Bool("update", false, "write the golden stories anew")

// play runs the example into a fresh folder and returns what it told, with the
// folder named "papers".
func play(t *testing.T, args ...string) (string, string) {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "papers")
	var out bytes.Buffer
	if err := run(append(args, "-out", folder), &out, io.Discard); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	return strings.ReplaceAll(out.String(), folder, "papers"), folder
}

// lived plays the story up to its closing and returns it.
func lived(t *testing.T, lang phrase.Lang) *story {
	t.Helper()
	s, err := newStory(io.Discard, lang, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, scene := range []func() error{s.initiation, s.planning, s.execution, s.closing} {
		if err := scene(); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestStoryIsGolden(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		story, _ := play(t, "-lang", lang)
		golden := filepath.Join("testdata", "story."+lang+".txt")
		if *update {
			if err := os.WriteFile(golden, []byte(story), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if story != string(want) {
			t.Errorf("%s: the story differs from %s; -update writes it anew", lang, golden)
		}
	}
}

func TestTwoRunsGiveTheSameBytes(t *testing.T) {
	one, first := play(t)
	two, second := play(t)
	if one != two {
		t.Error("the stories differ")
	}
	entries, err := os.ReadDir(first)
	if err != nil || len(entries) < 30 {
		t.Fatal(len(entries), err)
	}
	for _, e := range entries {
		a, _ := os.ReadFile(filepath.Join(first, e.Name()))
		b, err := os.ReadFile(filepath.Join(second, e.Name()))
		if err != nil || !bytes.Equal(a, b) {
			t.Errorf("%s differs: %v", e.Name(), err)
		}
	}
}

// All four causes are shown long before the first harm, and nothing that was
// warned of before it was mended by then.
func TestTheLibraryWarnedInTime(t *testing.T) {
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		s := lived(t, lang)
		h := s.result.history
		if h.Harm.IsZero() || h.Harm.Subject.ID != "handover" {
			t.Fatalf("%s: harm %v", lang, h.Harm)
		}
		for _, l := range h.Leads {
			if n, known := l.Days.Rat(); !known || n.Cmp(big.NewRat(60, 1)) < 0 {
				t.Errorf("%s: %s was first shown %s, %v before the harm", lang, l.Name, l.First, l.Days)
			}
		}
		before := 0
		for _, w := range s.ledger.ordered() {
			if w.first.Remedy == "" || w.on.After(w.last) || s.words.Remedy(w.first) == "" || len(w.cases) == 0 {
				t.Errorf("%s: %+v", lang, w)
			}
			if w.on.Before(h.Harm.On) && (!w.last.Before(h.Harm.On) || s.hidden[w.first.Code]) {
				before++
			}
		}
		if before < 30 {
			t.Errorf("%s: only %d warnings stood until the harm", lang, before)
		}
	}
}

// The first date of a warning is right: on the evening before it, the library
// does not give it.
func TestFirstDatesAreFirst(t *testing.T) {
	s := lived(t, phrase.En)
	for _, code := range []finding.Code{health.SignMeetings, health.SignSurprises, health.SignTriggers, health.SignOverloaded} {
		w := s.ledger[code]
		if w == nil {
			t.Fatalf("%s was never given", code)
		}
		for _, m := range s.moments {
			found := slices.ContainsFunc(signs(health.Diagnose(m.Input, m.At)), func(f finding.Finding) bool { return f.Code == code })
			day := m.At.Format("2006-01-02")
			if found && day < w.on.String() || !found && day == w.on.String() || found && day > w.last.String() {
				t.Errorf("%s on %s: %v; the ledger has it from %s to %s", code, day, found, w.on, w.last)
			}
		}
	}
}

// Counted by hand in the events of the story: six issues, one from a risk.
func TestIssuesThatWereNeverRisks(t *testing.T) {
	m, known := lived(t, phrase.En).riskProcess().Measure(risk.NeverRisks)
	if !known || m.Good != 5 || m.Sample != 6 {
		t.Errorf("%+v", m)
	}
}

// By hand: 45 days after 31 July is 14 September; 14 customers less 6 are 8;
// one of five answers in September is satisfied. All four goals fail.
func TestOutcomeByHand(t *testing.T) {
	o := lived(t, phrase.En).result.record.Outcome
	want := map[string]charter.Number{"sales": charter.Whole(274_000), "satisfaction": charter.Whole(20), "handover": charter.Whole(45), "customers": charter.Whole(8)}
	for _, g := range o.Goals {
		if g.Actual.String() != want[g.Goal].String() || g.Verdict != charter.Fail {
			t.Errorf("%s: %s, %s", g.Goal, g.Actual, g.Verdict)
		}
	}
	if len(o.Goals) != 4 || o.Whole != charter.Fail {
		t.Errorf("%d goals, as a whole %s", len(o.Goals), o.Whole)
	}
}

// The parts of the slip sum to it, and what was archived verifies and reads
// back: one flipped byte is found and named.
func TestArchiveVerifies(t *testing.T) {
	_, folder := play(t)
	data, err := os.ReadFile(filepath.Join(folder, "bundle.zip"))
	if err != nil {
		t.Fatal(err)
	}
	bundle, found, err := closing.ReadBundle(context.Background(), bytes.NewReader(data), int64(len(data)), closing.BundleOptions{})
	if err != nil || len(found) > 0 || bundle == nil {
		t.Fatal(found, err)
	}
	in, err := os.Open(filepath.Join(folder, "record.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	record, err := closing.DecodeRecord(in)
	if err != nil {
		t.Fatal(err)
	}
	sum := record.Late.Total
	for _, c := range record.Late.Causes {
		sum -= c.Moved
	}
	if record.Late.Total <= 0 || sum != 0 {
		t.Errorf("the parts of %d differ from it by %d", record.Late.Total, sum)
	}
	list, err := os.ReadFile(filepath.Join(folder, "archive.json"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := closing.Decode(bytes.NewReader(list))
	if err != nil || !json.Valid(list) {
		t.Fatal(err)
	}
	name := m.Items[len(m.Items)/2].Name
	paper, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	paper[len(paper)/2] ^= 1
	if err := os.WriteFile(filepath.Join(folder, name), paper, 0o644); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, i := range m.Items {
		names = append(names, i.Name)
	}
	open := func(name string) (io.ReadCloser, error) { return os.Open(filepath.Join(folder, name)) }
	if found := closing.Verify(m, names, open); len(found) != 1 || !strings.Contains(found[0].String(), name) {
		t.Errorf("%s was changed; found %v", name, found)
	}
}

// The case on file is that of the story.
func TestCaseIsFiled(t *testing.T) {
	_, folder := play(t, "-lang", "zh")
	in, err := os.Open(filepath.Join(folder, "case.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	c, err := view.DecodeCase(in)
	if err != nil || c.Project != "河畔订货门户" || len(c.Course.Readings) != len(lived(t, phrase.ZhCN).moments) || len(c.Causes) != 4 {
		t.Errorf("%v: %s, %d readings", err, c.Project, len(c.Course.Readings))
	}
	for _, cause := range c.Causes {
		if cause.Shown < 10 || cause.Judged < cause.Shown {
			t.Errorf("%+v", cause)
		}
	}
}

func TestFlags(t *testing.T) {
	other := t.TempDir()
	if err := os.WriteFile(filepath.Join(other, "mine.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"-lang", "fr"}, {"more"}, {"-out", ""}, {"-out", other}, {"-nonsense"}} {
		if err := run(args, io.Discard, io.Discard); err == nil {
			t.Errorf("%q: no error", args)
		}
	}
}

// What the example compare holds is the case of this story.
func TestCaseOfTheComparison(t *testing.T) {
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		var b bytes.Buffer
		if err := view.EncodeCase(&b, lived(t, lang).caseOf()); err != nil {
			t.Fatal(err)
		}
		name := filepath.Join("..", "compare", "testdata", "failure."+string(lang)+".json.gz")
		if err := filed.Hold(name, b.Bytes(), *update); err != nil {
			t.Error(err)
		}
	}
}
