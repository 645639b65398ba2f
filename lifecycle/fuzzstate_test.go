package lifecycle

import (
	"encoding/json"
	"testing"
	"time"
)

// FuzzState reads any bytes as a state and does with it whatever can be done:
// nothing may fail other than by an error, and what was read is written and
// read again as the same.
func FuzzState(f *testing.F) {
	gated := func() *play {
		p := newPlay(f, mustDefineF(f, gatedSpec()))
		p.start()
		return p
	}
	p := gated()
	p.do(Approve{Header: p.by("olga"), Move: "start_build", Role: "owner", Evidence: p.evidence("start_build")}, "owner")
	p.do(Object{p.by("leo"), "start_build", "legal", p.evidence("start_build")}, "legal")
	p.do(Delegate{Header: p.by("olga"), To: "dora", Role: "owner", Until: p.now.Add(99 * time.Hour)}, "owner")
	p.do(Override{Header: p.by("carl"), Move: "start_build", Objections: []Role{"legal"}, Until: p.now.Add(99 * time.Hour)}, "chief")
	p.do(RaiseItem{Header: p.by("pm"), Item: "i", Kind: "task"}, "lead")
	p.do(DisposeItem{Header: p.by("pm"), Item: "i", Disposal: ItemDone}, "lead")
	p.do(SetWindows{p.by("pm"), []PhaseWindow{{Phase: "plan", Gate: "g", GateDate: p.now}}}, "lead")
	data, _ := json.Marshal(p.state)
	f.Add(data)
	p.do(RequestMove{Header: p.by("bea"), Move: "start_build"}, "board")
	p.do(CorrectTime{p.by("pm"), p.state.Path()[1].Version, p.state.Path()[1].At.Add(-time.Minute)}, "lead")
	p.do(Suspend{Header: p.by("pm")}, "lead")
	data, _ = json.Marshal(p.state)
	f.Add(data)
	def := p.def
	next := gatedSpec()
	next.Version = 2
	to := mustDefineF(f, next)
	f.Fuzz(func(t *testing.T, data []byte) {
		var s State
		if s.UnmarshalJSON(data) != nil {
			return
		}
		once, err := json.Marshal(s)
		if err != nil {
			return
		}
		var again State
		if err := again.UnmarshalJSON(once); err != nil {
			t.Fatalf("written and not read: %v\n%s", err, once)
		}
		if twice, err := json.Marshal(again); err != nil || string(twice) != string(once) {
			t.Fatalf("%v\n%s\n%s", err, once, twice)
		}
		now := time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
		in := Input{Now: now, Roles: []Role{"lead", "board", "owner", "legal", "chief"}, Target: to}
		h := Header{ID: "x", Actor: "olga", Reason: "r"}
		s.Windows(now)
		s.TimeInPhase(now)
		s.Gates()
		s.Items()
		s.Recycles("g")
		CheckWindows(def, s, now)
		Overdue(def, s, now)
		Exceptions(s, now)
		Choices(def, s, in)
		PlanMigration(def, to, s, Mapping{Moves: map[MoveID]MoveID{"start_build": ""}})
		for _, cmd := range []Command{
			RequestMove{Header: h, Move: "start_build"}, Suspend{Header: h}, Resume{Header: h}, Cancel{Header: h}, Close{Header: h, Outcome: Attained},
			DisposeItem{Header: h, Item: "i", Disposal: ItemDone}, CorrectTime{h, 2, now.AddDate(0, -1, 0)},
			Migrate{Header: h, Definition: "gated", Version: 2, Mapping: Mapping{Moves: map[MoveID]MoveID{"start_build": ""}}},
			DecideGate{Header: h, Move: "start_build", Verdict: VerdictHold, Until: now.AddDate(0, 1, 0)},
			RequestStep{Header: h, Phase: "watch", To: "act"}, FulfilCondition{h, "k1"}, RevokeDelegation{h, "c4"},
			Approve{Header: h, Move: "start_build", Role: "owner", OnBehalfOf: "dora"}, WithdrawObjection{h, "start_build", "legal"},
		} {
			entries, no := Decide(def, s, cmd, in)
			if e := Explain(def, s, cmd, in); e.Allowed != (no == nil) {
				t.Fatalf("%T: %v, explained as %v", cmd, no, e.Allowed)
			}
			after := s
			for _, e := range entries {
				after = Apply(after, e)
			}
			if _, err := json.Marshal(after); err != nil {
				t.Fatalf("%T: %v", cmd, err)
			}
		}
		frozen, err := freezeState("acme/p", &s, &summary{mark: "m"})
		if err != nil {
			return
		}
		if thawed, _, err := thawState("acme/p", frozen); err == nil {
			if back, err := json.Marshal(thawed); err != nil || string(back) != string(once) {
				t.Fatalf("frozen otherwise: %v\n%s\n%s", err, once, back)
			}
		}
	})
}

func mustDefineF(f *testing.F, spec Spec) *Definition {
	def, err := Define(spec)
	if err != nil {
		f.Fatal(err)
	}
	return def
}
