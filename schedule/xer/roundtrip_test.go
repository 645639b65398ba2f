package xer_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule/scheduletest"
	"github.com/milepost-go/milepost/schedule/xer"
)

// corpus returns the exports of the default corpus, or of the folder that
// MILEPOST_TRUTH names.
func corpus(t testing.TB) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(truthFolder(), "*.xer"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no files in %s: %v", truthFolder(), err)
	}
	return names
}

// TestCorpusComesBack writes every project of the corpus and reads it again.
// What came from P6 can be said to P6: nothing is lost but, in files without
// the assignments, the part of the work that is done.
func TestCorpusComesBack(t *testing.T) {
	for _, name := range corpus(t) {
		doc, err := xer.Parse(strings.NewReader(string(readFile(t, name))), xer.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, project := range doc.Projects() {
			plan, _, err := doc.Plan(xer.Options{Project: project.ID})
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			source, notes := encode(t, plan, xer.Options{})
			if os.Getenv("MILEPOST_TRUTH") == "" {
				wantNotes(t, notes)
			}
			back, _ := decode(t, source)
			for _, d := range lawDiff(plan, back, notes) {
				t.Errorf("%s %s: %s", name, project.ID, d)
			}
		}
	}
}

// TestRandomPlansComeBack writes plans of Microsoft Project's kind, of which P6
// has no place for much: whatever is lost, a note says so.
func TestRandomPlansComeBack(t *testing.T) {
	for seed := range uint64(100) {
		plan := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 15})
		source, notes := encode(t, plan, xer.Options{})
		back, _ := decode(t, source)
		for _, d := range lawDiff(plan, back, notes) {
			t.Errorf("seed %d: %s", seed, d)
		}
		if t.Failed() {
			t.Fatalf("notes:\n%splan:\n%s", noted(notes), scheduletest.Dump(plan))
		}
	}
}

// TestPrimaveraPlansComeBack writes plans of everything that P6 can say: they
// come back whole, without a note.
func TestPrimaveraPlansComeBack(t *testing.T) {
	for seed := range uint64(100) {
		plan := newGenerator(seed, false).plan()
		source, notes := encode(t, plan, xer.Options{})
		if len(notes) > 0 {
			t.Fatalf("seed %d: notes\n%s", seed, noted(notes))
		}
		back, _ := decode(t, source)
		for _, d := range lawDiff(plan, back, nil) {
			t.Errorf("seed %d: %s", seed, d)
		}
		again, _ := encode(t, back, xer.Options{})
		if string(again) != string(source) {
			t.Errorf("seed %d: written differently the second time", seed)
		}
		if t.Failed() {
			t.FailNow()
		}
	}
}

// TestWildPlansComeBack writes plans with anything anywhere: what comes back
// otherwise has a note.
func TestWildPlansComeBack(t *testing.T) {
	for seed := range uint64(100) {
		plan := newGenerator(seed, true).plan()
		o := xer.Options{Charset: []xer.Charset{xer.AutoCharset, xer.AutoCharset, xer.UTF8, xer.Windows1252}[seed%4]}
		source, notes := encode(t, plan, o)
		back, _, err := xer.Options{Charset: o.Charset}.Decode(strings.NewReader(string(source)))
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for _, d := range lawDiff(plan, back, notes) {
			t.Errorf("seed %d: %s", seed, d)
		}
		if t.Failed() {
			t.Fatalf("notes:\n%s", noted(notes))
		}
	}
}
