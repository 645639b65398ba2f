package risk

import (
	"fmt"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

func measured(p Process) map[MeasureName]string {
	got := map[MeasureName]string{}
	for _, m := range p.Measures {
		got[m.Name] = fmt.Sprint(m.Good, "/", m.Sample, " ", m.Value)
		if m.Unclear > 0 {
			got[m.Name] += fmt.Sprint(" unclear ", m.Unclear)
		}
	}
	return got
}

// kept is a register whose duties are counted here by hand. Classes by the
// worked scales and matrix: cost level 3 at likelihood 2 is medium (14 days),
// cost level 4 at likelihood 4 is high (7 days).
//
//	A medium on 1 March, due 15: made on 15, in time; due 29: made on 30, late.
//	B high on 1 March, due 8: not made by 10 March. Closed on 20 March.
//	C medium on 1 March, occurred on 10 March before its review was due.
func kept(t testing.TB) Register {
	r := handWorked(t)
	rated := func(at, likelihood, level string) Assessment {
		return Assessment{At: day(at), By: "o", Basis: Current, Rating: Rating{Likelihood: likelihood, Effects: []Effect{{On: OnCost, Level: level}}}}
	}
	response := func(id, due, done string) Response {
		x := Response{ID: id, Strategy: Reduce, Owner: "o"}
		if due != "" {
			x.Due = day(due)
		}
		if done != "" {
			x.Done = day(done)
		}
		return x
	}
	r.Risks = []Risk{
		{ID: "A", Kind: Threat, Status: Open, Raised: day("2026-03-01"),
			Assessments: []Assessment{rated("2026-03-01", "2", "3"), rated("2026-03-15", "2", "3"), rated("2026-03-30", "2", "3")},
			Responses:   []Response{response("1", "2026-03-10", "2026-03-10"), response("2", "2026-03-10", "2026-03-11"), response("3", "2026-03-20", ""), response("4", "", "")},
			Triggers: []Trigger{{ID: "1", Fired: day("2026-03-05"), Answered: day("2026-03-06")}, {ID: "2", Fired: day("2026-03-05")},
				{ID: "3"}, {ID: "4", Fired: day("2026-03-25"), Answered: day("2026-04-20")}}},
		{ID: "B", Kind: Threat, Status: Closed, Raised: day("2026-03-01"), Ended: day("2026-03-20"),
			Assessments: []Assessment{rated("2026-03-01", "4", "4")}, Responses: []Response{response("1", "2026-03-25", "")}},
		{ID: "C", Kind: Threat, Status: Occurred, Raised: day("2026-03-01"), Occurred: day("2026-03-10"), Issue: "I1",
			Assessments: []Assessment{rated("2026-03-01", "2", "3")}},
		{ID: "D", Kind: Threat, Status: Occurred, Raised: day("2026-03-12"), Occurred: day("2026-03-12"), Issue: "I2"},
		{ID: "E", Kind: Threat, Status: Occurred, Occurred: day("2026-03-12"), Issue: "I3"}, // when it was found is not known
	}
	return r
}

func TestProcessByHand(t *testing.T) {
	issues := []IssueRef{
		{ID: "I1", Raised: day("2026-03-10")},            // the register links it: C was known before
		{ID: "I2", Raised: day("2026-03-12")},            // D was written down that day only
		{ID: "I4", Risk: "A", Raised: day("2026-03-15")}, // the issue links it
		{ID: "I5", Risk: "Z", Raised: day("2026-03-15")}, // no such risk
		{ID: "I6"},                            // nothing is linked
		{ID: "I7", Raised: day("2026-04-02")}, // later than asked
	}
	got := measured(kept(t).Process(day("2026-04-01"), issues))
	for name, want := range map[MeasureName]string{
		PlanPresent:      "4/4 1",
		ReviewsOnTime:    "1/3 1/3",           // A twice, B once
		TriggersAnswered: "1/3 1/3",           // the answer of 20 April is later
		ResponsesOnTime:  "1/3 1/3 unclear 1", // B was closed before its was due
		FoundBefore:      "1/2 0.5 unclear 1",
		NeverRisks:       "3/5 0.6", // I2, I5, I6
	} {
		if got[name] != want {
			t.Errorf("%s: got %s, want %s", name, got[name], want)
		}
	}
	if len(got) != 6 {
		t.Errorf("got %v", got)
	}
}

// TestProcessEarlier: the same register seen from earlier days.
func TestProcessEarlier(t *testing.T) {
	r := kept(t)
	for at, want := range map[string]string{
		"2026-03-08": "0/0 unknown (no-data)", // due that very day is not late yet
		"2026-03-09": "0/1 0",                 // B
		"2026-03-15": "1/2 0.5",               // and A in time
		"2026-03-29": "1/2 0.5",
	} {
		m, ok := r.Process(day(at), nil).Measure(ReviewsOnTime)
		if got := fmt.Sprint(m.Good, "/", m.Sample, " ", m.Value); !ok || got != want {
			t.Errorf("%s: got %s, want %s", at, got, want)
		}
	}
	if m, _ := r.Process(day("2026-03-09"), nil).Measure(FoundBefore); m.Sample != 0 || m.Value != finding.Unknown("no-data") {
		t.Errorf("nothing had occurred: %+v", m)
	}
}

func TestProcessOfNothing(t *testing.T) {
	p := Register{}.Process(day("2026-03-09"), nil)
	for name, got := range measured(p) {
		want := "0/0 unknown (no-data)"
		if name == PlanPresent {
			want = "0/4 0"
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	if _, ok := p.Measure("mood"); ok {
		t.Error("there is no such measure")
	}
	all := measured(kept(t).Process(ever, nil))
	if all[TriggersAnswered] != "2/3 2/3" || all[ResponsesOnTime] != "1/2 0.5 unclear 1" {
		t.Errorf("without a date all records count and nothing is overdue: %v", all)
	}
}

// TestPlanPresent: each part of the plan counts on its own.
func TestPlanPresent(t *testing.T) {
	for name, harm := range map[string]func(*Register){
		"matrix":  func(r *Register) { r.Matrix.Cells[0][0] = "" },
		"scale":   func(r *Register) { r.Scales.Likelihood = Scale{} },
		"cadence": func(r *Register) { r.Cadences = r.Cadences[:2] },
		"risks":   func(r *Register) { r.Risks = []Risk{{ID: "p", Status: Proposed}} },
	} {
		r := handWorked(t)
		harm(&r)
		if m, _ := r.Process(ever, nil).Measure(PlanPresent); m.Good != 3 || m.Sample != 4 {
			t.Errorf("%s: got %+v", name, m)
		}
	}
}

// TestReviewsWithoutCadence: a class that is never to be reviewed has no
// reviews on time or late, and neither has a rating the matrix cannot place.
func TestReviewsWithoutCadence(t *testing.T) {
	r := kept(t)
	r.Cadences = []Cadence{{Class: "high", Days: 7}}
	r.Risks[2].Assessments[0].Rating.Likelihood = "none such"
	if m, _ := r.Process(day("2026-04-01"), nil).Measure(ReviewsOnTime); m.Good != 0 || m.Sample != 1 {
		t.Errorf("B alone counts: %+v", m)
	}
}

// TestResponsesOfEndedRisks: what was due after its risk had ended is neither
// on time nor late, however the risk ended.
func TestResponsesOfEndedRisks(t *testing.T) {
	for _, status := range []Status{Closed, Expired, Occurred} {
		r := Register{Risks: []Risk{{ID: "A", Status: status, Responses: []Response{{ID: "1", Due: day("2026-03-10")}}}}}
		for ended, want := range map[string]int{"2026-03-10": 0, "2026-03-11": 1} {
			if r.Risks[0].Ended = day(ended); status == Occurred {
				r.Risks[0].Occurred, r.Risks[0].Ended = day(ended), ever
			}
			if m, _ := r.Process(day("2026-04-01"), nil).Measure(ResponsesOnTime); m.Sample != want || m.Good != 0 {
				t.Errorf("%s on %s: got %+v", status, ended, m)
			}
		}
	}
}

// TestDailyReviews: a cadence of one day asks for a review every day.
func TestDailyReviews(t *testing.T) {
	r := kept(t)
	r.Cadences = []Cadence{{Class: "high", Days: 1}}
	b := &r.Risks[1]
	again := b.Assessments[0]
	again.At = day("2026-03-02")
	b.Assessments = append(b.Assessments, again)
	if m, _ := r.Process(day("2026-03-03"), nil).Measure(ReviewsOnTime); m.Good != 1 || m.Sample != 1 {
		t.Errorf("made on the second, and the next is due on the third only: %+v", m)
	}
	if m, _ := r.Process(day("2026-03-04"), nil).Measure(ReviewsOnTime); m.Good != 1 || m.Sample != 2 {
		t.Errorf("that of the third was not made: %+v", m)
	}
}
