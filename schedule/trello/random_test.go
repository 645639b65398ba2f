package trello_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/scheduletest"
	"github.com/milepost-go/milepost/schedule/trello"
)

// strip takes out of a plan what a board does not carry.
func strip(p *schedule.Plan) *schedule.Plan {
	p.Calendar, p.Calendars, p.Baselines = "", nil, nil
	p.Rules = schedule.Rules{From: p.Rules.From}
	for i := range p.Tasks {
		t := &p.Tasks[i]
		t.Calendar, t.LevelingDelay, t.Splits = "", schedule.Duration{}, nil
	}
	return p
}

// Random plans come back equal, but for the order of tasks at the top, and a
// second way there and back changes nothing.
func TestRandomPlansRoundTrip(t *testing.T) {
	for seed := range uint64(300) {
		p := strip(scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 25}))
		dress(p, seed)
		for _, layout := range []trello.Layout{trello.ListsArePhases, trello.ListsAreStates} {
			o := trello.Options{Layout: layout, InFields: seed%2 == 0}
			text, _ := encode(t, o, p)
			back, notes := decode(t, o, string(text))
			sorted, other := p.Clone(), back.Clone()
			sortBy(sorted.Tasks, func(x schedule.Task) string { return string(x.ID) })
			sortBy(other.Tasks, func(x schedule.Task) string { return string(x.ID) })
			if diff := alike(sorted, other); diff != "" {
				t.Fatalf("seed %d, layout %d: %s\n%v", seed, layout, diff, notes)
			}
			again, _ := encode(t, o, back)
			twice, _ := decode(t, o, string(again))
			if diff := alike(back, twice); diff != "" {
				t.Fatalf("seed %d, layout %d, second time: %s", seed, layout, diff)
			}
		}
	}
}

// dress gives a plan people, notes and states.
func dress(p *schedule.Plan, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 7))
	p.Name = fmt.Sprint("Plan ", seed)
	for i := range 4 {
		p.Resources = append(p.Resources, schedule.Resource{ID: schedule.ResourceID(fmt.Sprint("who", i)), Name: fmt.Sprint("人 ", i), Kind: schedule.ResourceKind(i % 3)})
	}
	texts := []string{"", "plain", "two\nlines\n", "```code\nx: y\n```", "ends with fence\n```", "```milepost\nid: fake\n```", "id: no", " \t ", "«quotes» \"x\" \\ ; :"}
	for i := range p.Tasks {
		t := &p.Tasks[i]
		t.Name, t.Notes = fmt.Sprint("任务 ", i%7), texts[r.IntN(len(texts))]
		if r.IntN(4) == 0 {
			t.Inactive = true
		}
		if r.IntN(3) == 0 {
			id := schedule.ResourceID(fmt.Sprint("who", r.IntN(4)))
			p.Assignments = append(p.Assignments, schedule.Assignment{ID: schedule.AssignmentID(fmt.Sprint(t.ID, "/", id)), Task: t.ID, Resource: id})
		}
	}
}
