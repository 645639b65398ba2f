package risk

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// randomLife makes a random register with triggers, responses and reserves, all
// of them lawful.
func randomLife(t testing.TB, random *rand.Rand) Register {
	t.Helper()
	r := randomRegister(t, random)
	date := func() calendar.Date { return day("2026-01-10").AddDays(random.IntN(120)) }
	for i := range r.Risks {
		x := &r.Risks[i]
		for j := range random.IntN(3) {
			trigger := Trigger{ID: fmt.Sprint(j), Fact: fmt.Sprint("f", random.IntN(4)), Op: operators()[random.IntN(6)], Limit: fmt.Sprint(random.IntN(5))}
			if random.IntN(3) == 0 {
				trigger.Fired = date()
				if random.IntN(2) == 0 {
					trigger.Answered = trigger.Fired.AddDays(random.IntN(9))
				}
			}
			x.Triggers = append(x.Triggers, trigger)
		}
		for j := range random.IntN(3) {
			response := Response{ID: fmt.Sprint(j), Strategy: Strategies(x.Kind)[random.IntN(5)], Owner: "o", Due: date(), Residual: randomRating(r, random)}
			if random.IntN(2) == 0 {
				response.Done = date()
			}
			x.Responses = append(x.Responses, response)
		}
	}
	r.Reserves = []Reserve{{ID: "C", Kind: Contingency, On: OnCost}, {ID: "T", Kind: Contingency, On: OnTime}, {ID: "M", Kind: Management, On: OnCost}}
	for i := range 30 {
		x := &r.Reserves[random.IntN(3)]
		e := Entry{ID: fmt.Sprint(i), Kind: Grant, At: day("2026-01-01").AddDays(4 * i), Amount: Whole(1 + random.Int64N(1000)),
			Risk: r.Risks[random.IntN(len(r.Risks))].ID, Reason: "r", Approver: "a"}
		if left := x.Standing(ever).Remaining; random.IntN(3) > 0 && compare(left, e.Amount) >= 0 {
			e.Kind = Draw
		}
		x.Entries = append(x.Entries, e)
	}
	return r
}

func randomFacts(random *rand.Rand) []Fact {
	var facts []Fact
	for i := range 4 {
		if random.IntN(5) > 0 {
			facts = append(facts, Fact{fmt.Sprint("f", i), finding.Number(random.Int64N(5), "")})
		}
	}
	return facts
}

// TestFireIsWatch: what fires is what a look showed as firing, afterwards it
// has fired, and nothing else of the register changes.
func TestFireIsWatch(t *testing.T) {
	const seed = 31
	random := rand.New(rand.NewPCG(seed, 1))
	fires := 0
	for range 100 {
		r, facts, at := randomLife(t, random), randomFacts(random), day("2026-05-30")
		want := slices.DeleteFunc(r.Watch(facts), func(x Reading) bool { return x.State != Fires })
		next, got, err := r.Fire(at, facts)
		if err != nil || shown(got) != shown(want) {
			t.Fatalf("seed %d: got %s, want %s, %v", seed, shown(got), shown(want), err)
		}
		fires += len(got)
		for _, x := range next.Watch(facts) {
			if x.State == Fires {
				t.Fatalf("seed %d: %+v fires again", seed, x)
			}
		}
		for i := range next.Risks { // take back what firing may write
			for j := range next.Risks[i].Triggers {
				if tr := &next.Risks[i].Triggers[j]; tr.Fired == at {
					tr.Fired, tr.Showed = ever, finding.Value{}
				}
			}
		}
		if encoded(t, next) != encoded(t, r) {
			t.Fatalf("seed %d: firing changed more than the triggers", seed)
		}
	}
	if fires < 20 {
		t.Errorf("only %d triggers fired", fires)
	}
}

// TestReleaseLaw: all that is releasable can be given back, then nothing is,
// and the risks that can still happen keep what they had.
func TestReleaseLaw(t *testing.T) {
	const seed = 57
	random := rand.New(rand.NewPCG(seed, 1))
	at, released := day("2026-12-31"), 0
	for run := range 60 {
		r := randomLife(t, random)
		before := map[string]Number{}
		for _, id := range []string{"C", "T"} {
			for _, a := range r.Allotments(id, ever) {
				before[id+a.Risk] = a.Remaining
			}
		}
		for i, x := range r.Releasable(at) {
			next, err := r.Book(x.Reserve, Entry{ID: fmt.Sprint("release ", i), Kind: Release, At: at, Amount: x.Amount, Risk: x.Risk, Reason: "over", Approver: "a"})
			if err != nil {
				t.Fatalf("seed %d run %d: %v", seed, run, err)
			}
			r = next
			released++
		}
		if left := r.Releasable(at); len(left) != 0 {
			t.Fatalf("seed %d run %d: %+v can be given back again", seed, run, left)
		}
		for _, id := range []string{"C", "T"} {
			for _, a := range r.Allotments(id, ever) {
				x, _ := r.Risk(a.Risk)
				over := x.Status == Closed || x.Status == Expired
				if !over && a.Remaining != before[id+a.Risk] || compare(a.Remaining, before[id+a.Risk]) > 0 {
					t.Fatalf("seed %d run %d: %s had %s, has %s", seed, run, a.Risk, before[id+a.Risk], a.Remaining)
				}
			}
			if x, _ := r.Reserve(id); x.Standing(ever).Remaining.rat().Sign() < 0 {
				t.Fatalf("seed %d run %d: %s is below zero", seed, run, id)
			}
		}
	}
	if released < 20 {
		t.Errorf("only %d releases", released)
	}
}

// TestCoverIsTheLedgerAndTheCourse: both curves are those of the functions that
// compute one of them.
func TestCoverIsTheLedgerAndTheCourse(t *testing.T) {
	const seed = 71
	random := rand.New(rand.NewPCG(seed, 1))
	dates := days("2026-01-01", "2026-02-10", "2026-03-15", "2026-06-01")
	for range 60 {
		r := randomLife(t, random)
		course := r.Course(dates)
		for i, c := range r.Cover(dates) {
			contingency, _ := r.Reserve("C")
			management, _ := r.Reserve("M")
			minutes, _ := r.Reserve("T")
			if c.Cost.Contingency != contingency.Standing(dates[i]).Remaining || c.Cost.Management != management.Standing(dates[i]).Remaining ||
				c.Time.Contingency != minutes.Standing(dates[i]).Remaining || c.Time.Management != Whole(0) {
				t.Fatalf("seed %d: got %+v", seed, c)
			}
			net := course[i].Now.Cost.Net.Expected
			if c.Cost.Exposure.Net.Expected != net || c.Cost.Short.IsZero() != net.IsZero() || !net.IsZero() && add(c.Cost.Short, c.Cost.Contingency) != net {
				t.Fatalf("seed %d: got %+v, want %s", seed, c.Cost, net)
			}
		}
	}
}

// TestOrderOfRisksDoesNotMatter: curves, measures and lists are the same
// whatever the order of the register.
func TestOrderOfRisksDoesNotMatter(t *testing.T) {
	const seed = 83
	random := rand.New(rand.NewPCG(seed, 1))
	at := day("2026-04-15")
	issues := []IssueRef{{ID: "I"}, {ID: "J", Risk: "R0", Raised: day("2026-04-01")}}
	for range 60 {
		r := randomLife(t, random)
		turned := r.Clone()
		random.Shuffle(len(turned.Risks), func(i, j int) { turned.Risks[i], turned.Risks[j] = turned.Risks[j], turned.Risks[i] })
		for name, of := range map[string]func(Register) string{
			"process":    func(r Register) string { return fmt.Sprint(r.Process(at, issues)) },
			"unanswered": func(r Register) string { return fmt.Sprint(r.Unanswered(at)) },
			"ages":       func(r Register) string { return fmt.Sprint(r.Ages(at)) },
			"near":       func(r Register) string { return fmt.Sprint(r.Near(at, 10)) },
			"releasable": func(r Register) string { return fmt.Sprint(r.Releasable(at)) },
			"course": func(r Register) string {
				p := r.Course([]calendar.Date{at})[0]
				return fmt.Sprint(p.Open, spanText(p.Before.Cost.Net), spanText(p.Now.Time.Net), spanText(p.After.Cost.Threats))
			},
		} {
			if diff := cmp.Diff(of(r), of(turned)); diff != "" {
				t.Fatalf("seed %d: %s: %s", seed, name, diff)
			}
		}
	}
}

// TestMeasuresAreShares: a share is its count over its sample, between 0 and 1,
// and Unknown exactly where the sample is empty.
func TestMeasuresAreShares(t *testing.T) {
	const seed = 91
	random := rand.New(rand.NewPCG(seed, 1))
	for range 100 {
		at := day("2026-01-01").AddDays(random.IntN(200))
		for _, m := range randomLife(t, random).Process(at, []IssueRef{{ID: "I"}}).Measures {
			share, known := m.Value.Rat()
			if m.Good < 0 || m.Good > m.Sample || known != (m.Sample > 0) || known && share.Cmp(Fraction(int64(m.Good), int64(m.Sample)).rat()) != 0 {
				t.Fatalf("seed %d: got %+v", seed, m)
			}
		}
	}
}

// TestNothingIsChanged: no question asked of a register changes it.
func TestNothingIsChanged(t *testing.T) {
	random := rand.New(rand.NewPCG(101, 1))
	for range 20 {
		r := randomLife(t, random)
		before, at := encoded(t, r), day("2026-04-15")
		r.Watch(randomFacts(random))
		r.Unanswered(at)
		r.Near(at, 30)
		r.Ages(at)
		r.Course(days("2026-03-01"))
		r.Cover(days("2026-03-01"))
		r.Process(at, nil)
		r.Releasable(at)
		r.Allotments("C", at)
		r.Actions()
		r.CheckActions([]string{"t1"})
		r.Check()
		if encoded(t, r) != before {
			t.Fatal("a question changed the register")
		}
	}
}

// TestLifeInTheForm reads a register written by hand and finds in it what was
// written.
func TestLifeInTheForm(t *testing.T) {
	r, err := Decode(strings.NewReader(`{"format": "milepost.risk/1", "id": "x", "currency": "CNY",
		"matrix": {"id": "m", "likelihoods": ["1"], "effects": ["1"], "classes": ["a", "b"], "cells": [["a"]]},
		"risks": [{"id": "R1", "kind": "threat", "cause": "c", "event": "e", "effect": "f", "status": "open",
			"responses": [{"id": "A", "strategy": "escalate", "tasks": ["t1", "t2"], "planned": "halve it", "to": "board"}],
			"triggers": [{"id": "T", "fact": "x.days", "op": ">", "limit": "3", "unit": "day", "fired": "2026-04-01",
				"showed": {"kind": "number", "value": "4", "unit": "day"}, "answered": "2026-04-02", "answer_by": "li.na", "answer": "done"}]}],
		"reserves": [{"id": "C", "kind": "contingency", "on": "cost", "entries": [
			{"id": "1", "kind": "grant", "at": "2026-03-01", "amount": "100.50", "risk": "R1", "approver": "b"},
			{"id": "2", "kind": "draw", "at": "2026-03-02", "amount": "200", "risk": "R1", "approver": "b", "reason": "r", "exception": "X"}]}],
		"answers": [{"source": {"kind": "lesson", "id": "L1"}, "accepted": true, "risk": "R1", "at": "2026-03-01", "by": "li.na"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	x := r.Risks[0]
	if got := fmt.Sprint(x.Responses[0].Actions(), x.Responses[0].Planned, x.Responses[0].To); got != "[t1 t2]halve itboard" {
		t.Errorf("got %s", got)
	}
	if tr := x.Triggers[0]; tr.Showed != finding.Number(4, "day") || tr.By != "li.na" || tr.Answered != day("2026-04-02") {
		t.Errorf("got %+v", tr)
	}
	if got := standing(r.Reserves[0].Standing(ever)); got != "100.5 200 0 -99.5" {
		t.Errorf("got %s", got)
	}
	if !r.Answers[0].Accepted || !r.answered(Source{FromLesson, "L1"}) || r.answered(Source{FromChecklist, "L1"}) {
		t.Errorf("got %+v", r.Answers)
	}
	if contains(r.Check(), CodeReserveBelowZero) {
		t.Error("the exception is in the form")
	}
}

// TestLimitsOfLife: what is new in a register has limits too.
func TestLimitsOfLife(t *testing.T) {
	long := strings.Repeat("x", MaxText+1)
	for name, test := range map[string]struct {
		harm func(*Register)
		want finding.Code
	}{
		"reserves":       {func(r *Register) { r.Reserves = make([]Reserve, MaxEntries+1) }, CodeTooMany},
		"answers":        {func(r *Register) { r.Answers = make([]PromptAnswer, MaxRisks+1) }, CodeTooMany},
		"tasks":          {func(r *Register) { r.Risks[0].Responses[0].Tasks = make([]string, MaxEntries+1) }, CodeTooMany},
		"reserve id":     {func(r *Register) { r.Reserves[0].ID = long }, CodeTextTooLong},
		"entry id":       {func(r *Register) { r.Reserves[0].Entries[0].ID = long }, CodeTextTooLong},
		"approver":       {func(r *Register) { r.Reserves[0].Entries[0].Approver = long }, CodeTextTooLong},
		"exception":      {func(r *Register) { r.Reserves[0].Entries[0].Exception = long }, CodeTextTooLong},
		"planned":        {func(r *Register) { r.Risks[0].Responses[0].Planned = long }, CodeTextTooLong},
		"escalated to":   {func(r *Register) { r.Risks[0].Responses[0].To = long }, CodeTextTooLong},
		"task":           {func(r *Register) { r.Risks[0].Responses[0].Tasks = []string{long} }, CodeTextTooLong},
		"unit":           {func(r *Register) { r.Risks[0].Triggers[0].Unit = long }, CodeTextTooLong},
		"shown":          {func(r *Register) { r.Risks[0].Triggers[0].Showed = finding.Text(long) }, CodeTextTooLong},
		"trigger answer": {func(r *Register) { r.Risks[0].Triggers[0].Answer = long }, CodeTextTooLong},
		"answered by":    {func(r *Register) { r.Risks[0].Triggers[0].By = long }, CodeTextTooLong},
	} {
		r := reserved(t)
		test.harm(&r)
		found := r.Check()
		if len(found) == 0 || found[0].Code != test.want || finding.Blocks(found) == false {
			t.Errorf("%s: got %v", name, codesOf(found))
		}
		for _, f := range found {
			if len(f.String()) > 1000 {
				t.Errorf("%s: a finding as long as what it complains of", name)
			}
		}
	}
}
