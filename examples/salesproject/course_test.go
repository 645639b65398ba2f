package main

import (
	"bytes"
	"encoding/json"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// told plays the story, once for all tests, and returns all that it knows at
// its end.
func told(t *testing.T) *story {
	t.Helper()
	once.Lock()
	defer once.Unlock()
	if once.told != nil {
		return once.told
	}
	plan, _, err := readPlan("")
	if err != nil {
		t.Fatal(err)
	}
	papers, err := openPapers(filepath.Join(once.folder, "told"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := newStory(io.Discard, phrase.En, papers, keepInMemory())
	if err == nil {
		err = s.play(plan, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	once.told = s
	return s
}

// The promises of a success: every goal is met, no cause of failure stays open
// beyond one diagnosis, every change was decided by who may and checked after,
// and sales went up.
func TestSuccess(t *testing.T) {
	s := told(t)
	for _, g := range s.outcome.Goals {
		if g.Verdict != charter.Pass {
			t.Errorf("goal %s: %s", g.Goal, g.Verdict)
		}
	}
	if len(s.course.Spells) == 0 {
		t.Error("no cause was ever seen: the diagnosis is not shown at work")
	}
	for _, x := range s.course.Spells {
		if x.Moments > 1 || x.Cleared.IsZero() {
			t.Errorf("%s stays open for %d diagnoses", x.Name, x.Moments)
		}
	}
	if s.soldAfter <= s.soldBefore {
		t.Errorf("sold %d before and %d after", s.soldBefore, s.soldAfter)
	}
	for _, r := range s.requests {
		if r.Standing() != change.Verified || len(r.Decision.Votes) == 0 {
			t.Errorf("%s is %s", r.ID, r.Standing())
		}
	}
	if found := change.CheckBaselines(s.plan, s.requests); len(found) > 0 {
		t.Error(found)
	}
	if s.action.State != change.ActionClosed || !s.action.Effects[0].Met {
		t.Errorf("action: %+v", s.action)
	}
}

// The answer to the illness does better than doing nothing, by the library's
// own preview.
func TestResponsePays(t *testing.T) {
	s := told(t)
	r, _ := s.request("CR-1")
	chosen, ok := r.Impact.Option(change.Requested)
	if !ok {
		t.Fatal("no preview")
	}
	ill := change.Disruption{ID: "ill-2", Kind: change.PersonAway}
	for _, e := range r.Edits {
		if e.Kind == schedule.EditAddCalendar && strings.HasPrefix(string(e.NewCalendar.ID), "away:") {
			ill.From, ill.To = e.NewCalendar.Times.Exceptions[0].From, e.NewCalendar.Times.Exceptions[0].To
		}
	}
	if ill.To.Before(ill.From.AddDays(7)) {
		t.Fatal(ill.From, ill.To)
	}
	nothing, _ := r.Impact.Option(change.DoNothing)
	if chosen.Finish > nothing.Finish { // without the illness nothing would have happened
		t.Errorf("%s with the response, %s had nobody fallen ill", chosen.Finish, nothing.Finish)
	}
}

// What the slip and the overrun are divided into sums to the whole, to the
// second and to the fen.
func TestDivisionIsExact(t *testing.T) {
	s := told(t)
	data := s.papers.content["record.json"]
	record, err := closing.DecodeRecord(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var slip calendar.Work
	for _, c := range record.Late.Causes {
		slip += c.Moved
	}
	moved := s.result.ProjectCalendar().Between(baselineFinish(s.baselines[0]), s.result.Finish())
	if slip != record.Late.Total || slip != moved {
		t.Errorf("parts %d, total %d, moved %d", slip, record.Late.Total, moved)
	}
	sum := record.Overrun.Agreed
	for _, c := range record.Overrun.Causes {
		if sum, err = sum.Add(c.Moved); err != nil {
			t.Fatal(err)
		}
	}
	if sum.Text() != record.Overrun.Actual.Text() || len(record.Overrun.Causes) < 2 {
		t.Errorf("agreed and causes are %s, spent %s", sum, record.Overrun.Actual)
	}
}

// The records that the story leaves are sound by the checks of their packages.
func TestRecordsAreSound(t *testing.T) {
	s := told(t)
	lists := map[string][]finding.Finding{
		"memory": s.memory.Check(), "comms": comms.Check(s.talk), "changes": change.CheckAll(s.requests), "charter": charter.Check(s.charter),
		"register": s.register.Check(), "team": s.team.Check(s.desk.now.Date(), nil),
	}
	for name, found := range lists {
		for _, f := range found {
			if f.Severity == finding.Block {
				t.Errorf("%s: %s", name, f)
			}
		}
	}
	var history int
	for name := range s.papers.content {
		if strings.HasSuffix(name, ".json") && !json.Valid(s.papers.content[name]) {
			t.Errorf("%s is no JSON", name)
		}
		history++
	}
	if x, _ := s.register.Risk("r2"); x.Status != risk.Occurred || x.Issue != "I-2" || history < 100 {
		t.Errorf("r2: %+v, %d papers", x, history)
	}
}

// The survey shows nothing of the branch in which two people answered.
func TestSmallGroupIsNotShown(t *testing.T) {
	s := told(t)
	for _, q := range s.talk.Results[0].Questions {
		for _, g := range q.Groups {
			if g.N < 5 || len(g.Traits) > 0 && g.Traits[0].Value == "island" {
				t.Errorf("shown: %+v", g)
			}
		}
		if !q.Withheld {
			t.Error("nothing is said of what is withheld")
		}
	}
}
