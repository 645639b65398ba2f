package lifecycle

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// TestCompareVersions has a hand-worked sample: five runs of one version, four
// of the next, two of another definition.
func TestCompareVersions(t *testing.T) {
	one, two := DefinitionRef{"sales", 1, "d1"}, DefinitionRef{"sales", 2, "d2"}
	run := func(ref DefinitionRef, o Outcome, hours, reworks int) Run {
		return Run{Definition: ref, Outcome: o, Took: time.Duration(hours) * time.Hour, Reworks: reworks}
	}
	runs := []Run{
		run(two, Attained, 10, 0), run(one, Missed, 50, 3), run(one, Attained, 20, 1), run(DefinitionRef{"build", 7, "d"}, Missed, 1, 0),
		run(one, Cancelled, 5, 0), run(two, Attained, 30, 1), run(one, Attained, 40, 0), run(two, PartlyAttained, 20, 0),
		run(one, Undetermined, 30, 1), run(two, Missed, 45, 0), run(DefinitionRef{"build", 7, "d"}, Missed, 1, 0),
	}
	given := slices.Clone(runs)
	list, found := CompareVersions(runs, 4)
	var text []string
	for _, f := range list {
		counts := ""
		for _, c := range f.Outcomes {
			counts += fmt.Sprint(c.Count)
		}
		text = append(text, fmt.Sprintf("%s %d: %d runs %s, attained %s, cancelled %s, took %s, reworks %s",
			f.Definition.ID, f.Definition.Version, f.Runs, counts, f.Attained, f.Cancelled, f.MedianTook, f.Reworks))
	}
	few := "unknown (sample-too-small)"
	want := []string{
		"build 7: 2 runs 00200, attained " + few + ", cancelled " + few + ", took " + few + ", reworks " + few,
		"sales 1: 5 runs 20111, attained 0.4, cancelled 0.2, took 1800 min, reworks 1",
		"sales 2: 4 runs 21100, attained 0.5, cancelled 0, took 1500 min, reworks 0.25",
	}
	if !slices.Equal(text, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(text, "\n"), strings.Join(want, "\n"))
	}
	if len(found) != 1 || found[0].Code != CodeCompareFew || found[0].Want != finding.Number(4, "") || found[0].Got != finding.Number(2, "") || found[0].Subject.ID != "build" {
		t.Errorf("found %v", found)
	}
	if !reflect.DeepEqual(runs, given) {
		t.Error("what was given was written to")
	}
	if _, found := CompareVersions(runs, 0); len(found) != 3 || found[0].Want != finding.Number(MinRuns, "") {
		t.Errorf("without a floor: %v", found)
	}
	if list, found := CompareVersions(nil, 5); list != nil || found != nil {
		t.Errorf("nothing gives %v, %v", list, found)
	}
}

// TestCompareIsBlindToOrder is the law that the order of the runs does not
// matter, and that two versions are told apart as if each were alone.
func TestCompareIsBlindToOrder(t *testing.T) {
	eachRandom(t, func(t *testing.T, r *rand.Rand) {
		var runs []Run
		for range 1 + r.IntN(30) {
			runs = append(runs, Run{
				Definition: DefinitionRef{"d", 1 + r.IntN(3), "x"}, Outcome: pick(r, outcomes[:]),
				Took: time.Duration(r.IntN(1000)) * time.Second, Reworks: r.IntN(4),
			})
		}
		list, found := CompareVersions(runs, 3)
		r.Shuffle(len(runs), func(i, k int) { runs[i], runs[k] = runs[k], runs[i] })
		again, foundAgain := CompareVersions(runs, 3)
		if !reflect.DeepEqual(list, again) || !reflect.DeepEqual(found, foundAgain) {
			t.Fatalf("%v and %v", list, again)
		}
		for _, f := range list {
			mine := slices.DeleteFunc(slices.Clone(runs), func(run Run) bool { return run.Definition != f.Definition })
			alone, _ := CompareVersions(mine, 3)
			if len(alone) != 1 || !reflect.DeepEqual(alone[0], f) || f.Runs != len(mine) {
				t.Fatalf("alone %v, together %v", alone, f)
			}
			share, known := f.Attained.Rat()
			if known != (f.Runs >= 3) || known && (share.Sign() < 0 || share.Cmp(big.NewRat(1, 1)) > 0) {
				t.Fatalf("%d runs give %v", f.Runs, f.Attained)
			}
		}
	})
}

// TestRunOf follows a project that is reworked, suspended for three hours,
// closed, reopened and closed again.
func TestRunOf(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhaseExecution)
	if _, ok := RunOf(p.state); ok {
		t.Error("a project that goes on has a run")
	}
	p.do(RequestMove{Header: p.by("pm"), To: PhasePlanning}, RoleManager)
	p.do(Suspend{Header: p.by("pm")}, RoleManager)
	p.now = p.now.Add(2 * time.Hour)
	p.do(Resume{Header: p.by("pm")}, RoleManager)
	for range 2 {
		p.approve(MoveStartExecution)
		p.do(RequestMove{Header: p.by("pm"), To: PhaseExecution}, RoleManager)
		p.approve(MoveStartClosing)
		p.do(RequestMove{Header: p.by("pm"), To: PhaseClosing}, RoleManager)
		p.do(Close{Header: p.by("pm"), Outcome: Missed}, RoleManager)
		if len(p.state.Closings()) == 1 {
			p.approve(MoveReopenProject)
			p.do(Reopen{Header: p.by("pm")}, RoleManager)
		}
	}
	got, ok := RunOf(p.state)
	// Started at 10:00 as the first command, one an hour; the last is the 19th, two hours were waited and three suspended.
	want := Run{Definition: SalesProject().Ref(), Outcome: Missed, Took: p.now.Sub(p.state.Started) - 3*time.Hour, Reworks: 1, Reopened: 1}
	if !ok || got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if hours := got.Took / time.Hour; hours != time.Duration(p.n-1+2-3) {
		t.Errorf("took %d hours over %d commands", hours, p.n)
	}
}

// twinOf returns the definition with every name of it another one.
func twinOf(t *testing.T, def *Definition) *Definition {
	t.Helper()
	other := func(s string) string {
		if s == "" {
			return s
		}
		return "x_" + strings.ReplaceAll(s, ".", ".y_")
	}
	s := def.Spec()
	s.ID, s.Start = DefinitionID(other(string(s.ID))), PhaseID(other(string(s.Start)))
	for i := range s.Roles {
		s.Roles[i] = Role(other(string(s.Roles[i])))
	}
	roles := func(list []Role) {
		for i := range list {
			list[i] = Role(other(string(list[i])))
		}
	}
	phases := func(list []PhaseID) {
		for i := range list {
			list[i] = PhaseID(other(string(list[i])))
		}
	}
	for i := range s.Phases {
		p := &s.Phases[i]
		p.ID = PhaseID(other(string(p.ID)))
		phases(p.Beside)
		roles(p.By)
		for k := range p.Steps {
			p.Steps[k].ID = StepID(other(string(p.Steps[k].ID)))
			for n := range p.Steps[k].Next {
				p.Steps[k].Next[n] = StepID(other(string(p.Steps[k].Next[n])))
			}
		}
	}
	for i := range s.Facts {
		s.Facts[i].Name = FactName(other(string(s.Facts[i].Name)))
		roles(s.Facts[i].By)
	}
	for i := range s.Gates {
		g := &s.Gates[i]
		g.ID = GateID(other(string(g.ID)))
		for k := range g.Criteria {
			g.Criteria[k].Fact = FactName(other(string(g.Criteria[k].Fact)))
		}
		for k := range g.Approvals {
			g.Approvals[k].Role = Role(other(string(g.Approvals[k].Role)))
		}
	}
	for i := range s.Moves {
		m := &s.Moves[i]
		m.ID, m.To, m.Gate = MoveID(other(string(m.ID))), PhaseID(other(string(m.To))), GateID(other(string(m.Gate)))
		phases(m.From)
		roles(m.By)
		roles(m.BeyondCap)
	}
	return mustDefine(t, s)
}

// TestCopiesKeepTheirLogic is the law that a definition made from another by
// giving everything another name says yes and no where the other does.
func TestCopiesKeepTheirLogic(t *testing.T) {
	for _, c := range presets() {
		twin := twinOf(t, c.def)
		if twin.Digest() == c.def.Digest() {
			t.Fatal("nothing was renamed")
		}
		for seed := range uint64(20) {
			r := rand.New(rand.NewPCG(seed, 21))
			a, b := newPlay(t, c.def), newPlay(t, twin)
			a.goodFacts()
			b.goodFacts()
			a.start()
			b.start()
			for range 25 {
				i := r.IntN(len(c.def.moves))
				if r.IntN(3) > 0 {
					a.granted(*c.def.moves[i].Move)
					b.granted(*twin.moves[i].Move)
				}
				entriesA, noA := a.try(c.def.moves[i].command(&a.state, "pm"), c.def.moves[i].By...)
				entriesB, noB := b.try(twin.moves[i].command(&b.state, "pm"), twin.moves[i].By...)
				if len(entriesA) != len(entriesB) || a.state.Version != b.state.Version || a.state.Standing != b.state.Standing {
					t.Fatalf("%s, seed %d: %v and %v", c.def.Ref().ID, seed, noA, noB)
				}
				if noA != nil && !slices.Equal(codes(noA.Findings), codes(noB.Findings)) {
					t.Fatalf("%s, seed %d: %v and %v", c.def.Ref().ID, seed, noA, noB)
				}
			}
		}
	}
}
