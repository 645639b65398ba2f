package lifecycle

import (
	"math/rand/v2"
	"testing"
	"time"
)

// TestWalkAgreesWithTheRules takes random moves of random definitions and wants
// what the plain data of the definition says: the move leaves the phase, suits
// the standing, and leads where it is said to.
func TestWalkAgreesWithTheRules(t *testing.T) {
	taken := 0
	eachRandom(t, func(t *testing.T, r *rand.Rand) {
		def, err := Define(randomSpec(r))
		if err != nil {
			t.Fatal(err)
		}
		s := Apply(State{}, Entry{At: day(2), Body: ProjectStarted{Definition: def.Ref(), Phase: def.spec.Start}})
		w, phase, standing, early := def.Walk(s), def.spec.Start, Active, false
		for i := range 60 {
			move := pick(r, def.spec.Moves)
			n, ok := w.Number(move.ID)
			if !ok {
				t.Fatal(move.ID)
			}
			want := false
			for _, from := range move.From {
				want = want || from == phase
			}
			switch move.Kind {
			case MoveForward, MoveRework:
				want = want && standing == Active && !early
			case MoveCancel:
				want = want && (standing == Active || standing == Suspended) && !early
			case MoveSuspend, MoveClose:
				want = want && standing == Active
			case MoveResume:
				want = want && standing == Suspended
			case MoveArchive, MoveReopen:
				want = want && standing == Closed
			}
			if got := w.Take(n, "a", day(2).Add(time.Duration(i)*time.Minute)); got != want {
				t.Fatalf("%s from %s, %s: %v, want %v", move.Kind, phase, standing, got, want)
			}
			if !want {
				continue
			}
			taken++
			standing = map[MoveKind]Standing{MoveSuspend: Suspended, MoveClose: Closed, MoveArchive: Archived}[move.Kind]
			if standing == NotStarted {
				standing = Active
			}
			if move.To != "" {
				phase = move.To
			}
			early = move.Kind == MoveCancel || early && move.Kind != MoveReopen
			if w.Phase() != phase || w.Standing() != standing {
				t.Fatalf("after %s in %s, %s, want %s, %s", move.Kind, w.Phase(), w.Standing(), phase, standing)
			}
			if last := w.Path()[len(w.Path())-1]; last.Move != move.ID || last.To != phase || last.Gate != move.Gate || last.Kind != move.Kind {
				t.Fatalf("the path says %+v", last)
			}
		}
		if w.Take(-1, "a", day(3)) || w.Take(len(def.spec.Moves), "a", day(3)) {
			t.Fatal("took a move that is none")
		}
		if got := len(s.Path()); got != 1 {
			t.Fatalf("the state it began with has a path of %d", got)
		}
	})
	if taken < 200 {
		t.Errorf("only %d moves taken", taken)
	}
}

func TestWalkOutsideTheDefinition(t *testing.T) {
	w := SalesProject().Walk(State{Phase: "elsewhere", Standing: Active})
	if n, ok := w.Number(MoveStartPlanning); !ok || w.Take(n, "a", day(2)) || w.Phase() != "" {
		t.Error("a move was taken from a phase that the definition does not have")
	}
	if _, ok := w.Number("none"); ok {
		t.Error("a move that is none has a number")
	}
}
