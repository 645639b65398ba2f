package lifecycle

import (
	"fmt"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// planned returns a sales project in planning with the sponsor's approval of
// the move to execution, and what the host knows.
func planned(tb testing.TB) (*Definition, State, Input) {
	tb.Helper()
	def := SalesProject()
	p := newPlay(tb, def)
	p.start()
	p.do(RequestMove{Header: p.by("pm"), To: PhasePlanning}, RoleManager)
	move := MoveStartExecution
	shown := Explain(def, p.state, RequestMove{Header: p.by("pm"), Move: move}, p.input(RoleManager)).Evidence
	p.do(Approve{Header: p.by("boss"), Move: move, Role: RoleSponsor, Evidence: shown}, RoleSponsor)
	return def, p.state, p.input(RoleManager)
}

var sink State

// BenchmarkDecideApply is a permitted move from planning to execution with six
// criteria and an approval, on a history that grows to a thousand moves. After
// each move the project is put back to where it was.
func BenchmarkDecideApply(b *testing.B) {
	def, s, in := planned(b)
	first := s
	var cmd Command = RequestMove{Header: Header{ID: "go", Actor: "pm"}, To: PhaseExecution}
	b.ReportAllocs()
	for b.Loop() {
		entries, refusal := Decide(def, s, cmd, in)
		if refusal != nil {
			b.Fatal(refusal)
		}
		s = Apply(s, entries[0])
		if s.Phase, s.approvals = first.Phase, first.approvals; s.path.n >= 1024 {
			s = first
		}
	}
	sink = s
}

// BenchmarkDecideApplyFork gives one state the same future again and again.
func BenchmarkDecideApplyFork(b *testing.B) {
	def, s, in := planned(b)
	var cmd Command = RequestMove{Header: Header{ID: "go", Actor: "pm"}, To: PhaseExecution}
	b.ReportAllocs()
	for b.Loop() {
		entries, refusal := Decide(def, s, cmd, in)
		if refusal != nil {
			b.Fatal(refusal)
		}
		sink = Apply(s, entries[0])
	}
}

// BenchmarkTransition is the bare move, as deciding and applying one do it:
// looked up, checked, taken and recorded in the path.
func BenchmarkTransition(b *testing.B) {
	def, s, _ := planned(b)
	m, w := &def.bare, s.path
	at := m.at(&s)
	moves := [2]*move{&def.moves[1], &def.moves[4]}
	hops := [2]hop{{moves[0].ID, moves[0].To, moves[0].Gate}, {moves[1].ID, moves[1].To, moves[1].Gate}}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		move := moves[i%2]
		if !m.permits(at, move.number) {
			b.Fatal("not from here")
		}
		at = m.after(at, move.number)
		w.walk(&passage{
			version: Version(i), at: int64(i), recorded: int64(i), round: at.round, kind: def.bare.steps[move.number].kind, standing: at.standing,
		}, &hops[i%2], "pm")
		if w.n == 1024 {
			w = s.path
		}
	}
	s.path = w
	sink = s
}

func BenchmarkExplain(b *testing.B) {
	def, s, in := planned(b)
	cmd := RequestMove{Header: Header{ID: "go", Actor: "pm"}, To: PhaseExecution}
	b.ReportAllocs()
	for b.Loop() {
		Explain(def, s, cmd, in)
	}
}

func BenchmarkChoices(b *testing.B) {
	def, s, in := planned(b)
	b.ReportAllocs()
	for b.Loop() {
		Choices(def, s, in)
	}
}

// history returns n entries: a start, then rounds of moves with facts between.
func history(n int) []Entry {
	def := SalesProject()
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	facts := NewFacts(Fact{Name: FactWorkFinished, Value: finding.Bool(false), At: at})
	list := []Entry{{Command: "c0", Actor: "pm", At: at, Recorded: at, Body: ProjectStarted{def.Ref(), PhaseInitiation, def.fresh[PhaseInitiation]}}}
	phases := []PhaseID{PhaseInitiation, PhasePlanning, PhaseExecution}
	phase := 0
	for i := 1; i < n; i++ {
		at = at.Add(time.Hour)
		e := Entry{Command: CommandID(fmt.Sprintf("c%d", i)), Actor: "pm", At: at, Recorded: at}
		switch i % 4 {
		case 0:
			e.Body = FactsRecorded{facts}
		case 1:
			e.Body = NoteAdded{Text: "a word"}
		default:
			next := (phase + 1) % 3
			kind := MoveForward
			if next == 0 {
				kind = MoveRework
			}
			e.Body = MoveTaken{Move: "m", Kind: kind, From: phases[phase], To: phases[next], Standing: Active, Round: 1, Regions: def.fresh[phases[next]]}
			phase = next
		}
		list = append(list, e)
	}
	return list
}

func BenchmarkReplay(b *testing.B) {
	for _, n := range []int{100, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			entries := history(n)
			b.ReportAllocs()
			b.ResetTimer()
			for b.Loop() {
				s, err := Replay(sure(entries))
				if err != nil {
					b.Fatal(err)
				}
				sink = s
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/event")
		})
	}
}

// BenchmarkReplayStored replays from stored events, JSON included.
func BenchmarkReplayStored(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			log := logOf(b, history(n))
			b.ReportAllocs()
			b.ResetTimer()
			for b.Loop() {
				s, err := Replay(Entries(log.Load(b.Context(), "acme/p", 0)))
				if err != nil {
					b.Fatal(err)
				}
				sink = s
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/event")
		})
	}
}

func BenchmarkSeal(b *testing.B) {
	def, s, in := planned(b)
	entries, _ := Decide(def, s, RequestMove{Header: Header{ID: "go", Actor: "pm"}, To: PhaseExecution}, in)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Seal("acme/p", 7, s.Head, entries); err != nil {
			b.Fatal(err)
		}
	}
}
