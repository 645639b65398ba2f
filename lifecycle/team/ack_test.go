package team

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

var goals = finding.Ref{Kind: "goals", ID: "g"}

func at(hour int) time.Time { return time.Date(2026, 3, 2, hour, 0, 0, 0, time.UTC) }

func ackOf(actor lifecycle.ActorID, digest lifecycle.Digest, hour int) Ack {
	return Ack{actor, goals, digest, at(hour)}
}

func TestAlignment(t *testing.T) {
	acks := []Ack{
		ackOf("ann", "v1", 8), ackOf("ann", "v2", 10), ackOf("ann", "v2", 9), // both versions, the present one twice
		ackOf("bo", "v1", 8), ackOf("bo", "v0", 7), // earlier ones only
		ackOf("zoe", "v2", 8), // not asked
		{"cai", finding.Ref{Kind: "plan", ID: "g"}, "v2", at(8)}, // another subject
	}
	got := Alignment([]Standing{{Subject: goals, Digest: "v2"}}, acks, actors("cai", "bo", "ann", "bo"))
	want := []Aligned{{Subject: goals, Digest: "v2", Current: []Ack{ackOf("ann", "v2", 9)}, Stale: []Ack{ackOf("bo", "v1", 8)}, Never: []Ack{{Actor: "cai", Subject: goals}}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if open := got[0].Open(); !slices.Equal(open, actors("bo", "cai")) {
		t.Errorf("open: %v", open)
	}
	found := got[0].Check(0)
	wantCodes(t, "everybody", found, "team.ack.missing goals g", "team.ack.stale goals g")
	if found[0].Want != finding.Number(3, "") || found[0].Got != finding.Number(1, "") {
		t.Errorf("want %v, got %v", found[0].Want, found[0].Got)
	}
	wantCodes(t, "one of three", got[0].Check(1))
	wantCodes(t, "two of three", got[0].Check(2), "team.ack.missing goals g", "team.ack.stale goals g")
	wantCodes(t, "four of three", got[0].Check(4), "team.ack.more_than_asked goals g", "team.ack.missing goals g", "team.ack.stale goals g")
}

func TestAlignmentAtItsEdges(t *testing.T) {
	nobody := Alignment([]Standing{{Subject: goals, Digest: "v1"}}, nil, nil)[0]
	wantCodes(t, "nobody asked", nobody.Check(0), "team.ack.nobody_asked goals g")
	none := Alignment([]Standing{{Subject: goals}}, []Ack{ackOf("ann", "", 8)}, actors("ann"))[0]
	wantCodes(t, "an empty digest is no version", none.Check(0), "team.ack.no_version goals g", "team.ack.stale goals g")
	few := Alignment([]Standing{{Subject: goals, Digest: "v1", By: actors("bo")}}, []Ack{ackOf("ann", "v1", 8)}, actors("ann", "bo"))[0]
	if few.Asked() != 1 || len(few.Current) != 0 {
		t.Errorf("only bo is asked: %+v", few)
	}
}

// Editing a goal makes every earlier acknowledgement stale, a gate that asks
// for n of m refuses, and acknowledging anew passes it.
func TestStaleAcknowledgementsStopAGate(t *testing.T) {
	def, err := lifecycle.Define(lifecycle.Spec{
		ID: "d", Version: 1, Start: "a", Roles: []lifecycle.Role{"lead"},
		Phases: []lifecycle.Phase{{ID: "a", Kind: lifecycle.DeliveryPhase}, {ID: "b", Kind: lifecycle.DeliveryPhase}},
		Facts:  []lifecycle.FactSpec{{Name: "team.unaligned", Kind: "list"}},
		Gates:  []lifecycle.Gate{{ID: "g", Criteria: []lifecycle.Criterion{{Fact: "team.unaligned", Op: lifecycle.OpNone}}}},
		Moves: []lifecycle.Move{
			{ID: "go", Kind: lifecycle.MoveForward, From: []lifecycle.PhaseID{"a"}, To: "b", Gate: "g", By: []lifecycle.Role{"lead"}},
			{ID: "end", Kind: lifecycle.MoveClose, From: []lifecycle.PhaseID{"b"}, By: []lifecycle.Role{"lead"}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	passes := func(digest lifecycle.Digest, acks []Ack, need int) bool {
		t.Helper()
		aligned := Alignment([]Standing{{Subject: goals, Digest: digest}}, acks, actors("ann", "bo", "cai"))
		fact := lifecycle.BlockingFact("team.unaligned", aligned[0].Check(need), at(12), "team")
		return mayGo(t, def, fact)
	}
	acks := []Ack{ackOf("ann", "v1", 8), ackOf("bo", "v1", 9)}
	if !passes("v1", acks, 2) {
		t.Error("two of three have acknowledged")
	}
	if passes("v1", acks, 3) || passes("v1", acks, 0) {
		t.Error("three have not")
	}
	if passes("v2", acks, 1) {
		t.Error("the goals were edited since")
	}
	if !passes("v2", append(acks, ackOf("cai", "v2", 10)), 1) {
		t.Error("one has acknowledged the new goals")
	}
}

// mayGo reports whether the move of a started project is decided with yes.
func mayGo(t *testing.T, def *lifecycle.Definition, fact lifecycle.Fact) bool {
	t.Helper()
	in := lifecycle.Input{Now: at(13), Roles: []lifecycle.Role{"lead"}, Facts: lifecycle.NewFacts(fact)}
	entries, no := lifecycle.Decide(def, lifecycle.State{}, lifecycle.StartProject{Header: lifecycle.Header{ID: "1", Actor: "lea"}, Definition: "d"}, in)
	if no != nil {
		t.Fatal(no)
	}
	var state lifecycle.State
	for _, e := range entries {
		state = lifecycle.Apply(state, e)
	}
	_, no = lifecycle.Decide(def, state, lifecycle.RequestMove{Header: lifecycle.Header{ID: "2", Actor: "lea"}, To: "b"}, in)
	return no == nil
}

func TestOpenFact(t *testing.T) {
	list := Alignment([]Standing{{Subject: goals, Digest: "v2"}, {Subject: pkg("p"), Digest: "v1", By: actors("ann")}}, []Ack{ackOf("ann", "v2", 8), ackOf("bo", "v1", 8)}, actors("ann", "bo"))
	want := lifecycle.Fact{Name: "team.open_acks", Value: finding.Number(2, ""), At: at(9), Source: "team"}
	if got := OpenFact("team.open_acks", list, at(9), "team"); got != want {
		t.Errorf("got %v", got)
	}
}

// Everybody asked is in exactly one list, and the order of acknowledgements
// does not count.
func TestAlignmentLaws(t *testing.T) {
	r := random(t, 2)
	all := actors("a", "b", "c", "d")
	for range 500 {
		var acks []Ack
		for range r.IntN(12) {
			acks = append(acks, ackOf(all[r.IntN(4)], []lifecycle.Digest{"v1", "v2"}[r.IntN(2)], r.IntN(20)))
		}
		a := Alignment([]Standing{{Subject: goals, Digest: "v2"}}, acks, all)
		var everybody []lifecycle.ActorID
		for _, k := range slices.Concat(a[0].Current, a[0].Stale, a[0].Never) {
			everybody = append(everybody, k.Actor)
		}
		slices.Sort(everybody)
		if !slices.Equal(everybody, all) {
			t.Fatalf("%v", everybody)
		}
		r.Shuffle(len(acks), func(i, j int) { acks[i], acks[j] = acks[j], acks[i] })
		if d := cmp.Diff(a, Alignment([]Standing{{Subject: goals, Digest: "v2"}}, acks, all)); d != "" {
			t.Fatal(d)
		}
		for need := 1; need <= 4; need++ {
			if finding.Blocks(a[0].Check(need)) != (len(a[0].Current) < need) {
				t.Fatalf("need %d of %+v", need, a[0])
			}
		}
	}
}

func work(task string, actor lifecycle.ActorID, start, due int) Assignment {
	return Assignment{Task: task, Actor: actor, Text: "write", WorkMin: 60, Start: day(3, start), Due: day(3, due)}
}

func TestNoticesAreSentOnce(t *testing.T) {
	list := []Assignment{work("t2", "ann", 2, 4), work("t1", "bo", 3, 5), work("t1", "ann", 3, 5)}
	first := Notify(append(list, list[0]), nil, at(8))
	want := []Notice{{"t1", "ann", list[2].Digest(), at(8)}, {"t1", "bo", list[1].Digest(), at(8)}, {"t2", "ann", list[0].Digest(), at(8)}}
	if d := cmp.Diff(want, first); d != "" {
		t.Fatal(d)
	}
	if again := Notify(list, first, at(9)); again != nil {
		t.Errorf("sent twice: %v", again)
	}
	changed := slices.Clone(list)
	changed[1].Due = day(3, 6)
	second := Notify(changed, first, at(10))
	if len(second) != 1 || second[0].Task != "t1" || second[0].Actor != "bo" || second[0].Digest == list[1].Digest() {
		t.Errorf("a new version of one: %v", second)
	}
	if back := Notify(list, append(first, second...), at(11)); back != nil {
		t.Errorf("the first version was told before: %v", back)
	}
}

// Every field of an assignment is part of its version, and no two assignments
// share one by running into each other.
func TestAssignmentDigest(t *testing.T) {
	a := work("t1", "ann", 2, 4)
	seen := map[lifecycle.Digest]int{a.Digest(): -1}
	for i, change := range []func(*Assignment){
		func(a *Assignment) { a.Task = "t2" }, func(a *Assignment) { a.Actor = "bo" }, func(a *Assignment) { a.Text = "" },
		func(a *Assignment) { a.WorkMin = 61 }, func(a *Assignment) { a.WorkMin = -60 }, func(a *Assignment) { a.Start = day(3, 3) },
		func(a *Assignment) { a.Due = day(3, 5) }, func(a *Assignment) { a.Task, a.Actor = "t", "1ann" },
	} {
		b := a
		change(&b)
		if other, twice := seen[b.Digest()]; twice {
			t.Errorf("changes %d and %d have one digest", i, other)
		}
		seen[b.Digest()] = i
	}
	if a.Digest() != work("t1", "ann", 2, 4).Digest() || len(a.Digest()) != len("sha256:")+64 {
		t.Errorf("digest %s", a.Digest())
	}
}

func TestUnacknowledged(t *testing.T) {
	list := []Assignment{
		work("started", "ann", 2, 20), work("due", "ann", 2, 9), work("later", "ann", 10, 20), work("known", "ann", 2, 9),
		work("moved", "ann", 2, 9), {Task: "undated", Actor: "ann"}, {Task: "only_due", Actor: "ann", Due: day(3, 9)},
	}
	before := list[4]
	before.WorkMin = 30
	acks := []Ack{{"ann", list[3].Standing().Subject, list[3].Digest(), at(8)}, {"ann", before.Standing().Subject, before.Digest(), at(8)},
		{"bo", list[0].Standing().Subject, list[0].Digest(), at(8)}}
	wantCodes(t, "on the 9th", Unacknowledged(list, acks, day(3, 9)),
		"team.task.started_unknown task started", "team.task.due_unknown task due", "team.task.version_unknown task moved", "team.task.due_unknown task only_due")
	wantCodes(t, "before", Unacknowledged(list, acks, day(3, 1)))
}
