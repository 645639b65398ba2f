package main

import (
	"bytes"
	"io"
	"path/filepath"
	"testing"

	"github.com/milepost-go/milepost/examples/internal/filed"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// caseOf is the project as it is held against another, from the papers and
// records at its end.
func caseOf(t *testing.T, s *story) view.Case {
	t.Helper()
	record, err := closing.DecodeRecord(bytes.NewReader(s.papers.content["record.json"]))
	if err != nil {
		t.Fatal(err)
	}
	history, err := s.desk.engine.History(s.context(), s.desk.project)
	if err != nil || len(history) == 0 {
		t.Fatal(len(history), err)
	}
	year, month, day := history[0].At.UTC().Date()
	agreed, err := schedule.Compute(s.agreed, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	names, goals := map[string]string{}, map[string]string{}
	for _, r := range evidenceOf(s.course) {
		if name := s.words.Name(r); name != "" {
			names[r.Kind+" "+r.ID] = name
		}
	}
	for _, g := range s.charter.Goals {
		goals[g.ID] = s.names.goal(s.words.Lang, g.ID)
	}
	return view.NewCase(view.CaseInput{
		Project: s.pick("Harbor Foods portal", "海港食品订货门户"), Start: calendar.DateOf(year, month, day), History: s.course, Charter: &s.charter,
		Plan: view.PlanInput{Plan: s.agreed, Result: agreed}, Record: record, Goals: goals, Names: names,
	})
}

// evidenceOf lists what the evidence of a history is about.
func evidenceOf(h health.History) []finding.Ref {
	var list []finding.Ref
	for _, causes := range h.Causes {
		for _, c := range causes {
			for _, e := range c.Evidence {
				list = append(list, e.Subject)
			}
		}
	}
	return list
}

// What the example compare holds is the case of this story.
func TestCaseOfTheComparison(t *testing.T) {
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		s := told(t)
		if lang == phrase.ZhCN {
			s = toldIn(t, lang)
		}
		var b bytes.Buffer
		if err := view.EncodeCase(&b, caseOf(t, s)); err != nil {
			t.Fatal(err)
		}
		name := filepath.Join("..", "compare", "testdata", "success."+string(lang)+".json.gz")
		if err := filed.Hold(name, b.Bytes(), *update); err != nil {
			t.Error(err)
		}
	}
}

// toldIn plays the story in another language.
func toldIn(t *testing.T, lang phrase.Lang) *story {
	t.Helper()
	plan, lost, err := readPlan("")
	if err != nil {
		t.Fatal(err)
	}
	papers, err := openPapers(filepath.Join(t.TempDir(), "told"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := newStory(io.Discard, lang, papers, keepInMemory())
	if err == nil {
		err = s.play(plan, lost)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}
