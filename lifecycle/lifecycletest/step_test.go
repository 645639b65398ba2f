package lifecycletest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// sales is the definition under which the projects here run, made once.
var sales = sync.OnceValue(lifecycle.SalesProject)

// stage is an engine on a log, with a clock that the test sets.
type stage struct {
	now    time.Time
	engine *lifecycle.Engine
}

func newStage(tb testing.TB, log lifecycle.Log) *stage {
	tb.Helper()
	return newSealedStage(tb, log, nil)
}

// newSealedStage returns a stage whose texts are sealed under the keys of a
// vault; nil for none.
func newSealedStage(tb testing.TB, log lifecycle.Log, vault lifecycle.Vault) *stage {
	tb.Helper()
	s := &stage{now: moment()}
	auth := newPeople("")
	auth.roles[stream]["one"] = []lifecycle.Role{lifecycle.RoleManager, lifecycle.RoleSponsor, lifecycle.RoleCustomer}
	var err error
	config := lifecycle.Config{
		Log: log, Auth: auth, Definitions: []*lifecycle.Definition{sales()},
		Now: func() time.Time { return s.now }, SnapshotEvery: 3,
	}
	if vault != nil {
		config.Vault, config.Random = vault, rand.NewChaCha8([32]byte{1})
	}
	s.engine, err = lifecycle.New(config)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// do carries out the n-th command of a play, at its own time.
func (s *stage) do(tb testing.TB, n int, cmd lifecycle.Command) (lifecycle.Result, error) {
	tb.Helper()
	s.now = moment().Add(time.Duration(n) * time.Hour)
	return s.engine.Do(tb.Context(), stream, cmd)
}

// goodFacts are facts that open every gate of the sales project.
func goodFacts() []lifecycle.Fact {
	var list []lifecycle.Fact
	for _, f := range sales().Spec().Facts {
		value := finding.Bool(true)
		if f.Kind == "number" {
			value = finding.Number(0, f.Unit)
		}
		list = append(list, lifecycle.Fact{Name: f.Name, Value: value})
	}
	return list
}

// randomPlay returns commands for a project, of which some are refused, with
// the log that they leave when nothing goes wrong.
func randomPlay(t *testing.T, r *rand.Rand, n int) ([]lifecycle.Command, *lifecycle.MemLog) {
	t.Helper()
	log := new(lifecycle.MemLog)
	s := newStage(t, log)
	var play []lifecycle.Command
	for i := range n {
		head := lifecycle.Header{ID: lifecycle.CommandID(fmt.Sprintf("c%d", i)), Actor: "one", Reason: "because"}
		cmd := randomCommand(t, r, s, head, i)
		if _, err := s.do(t, i, cmd); err != nil && !errors.Is(err, lifecycle.ErrRefused) {
			t.Fatalf("command %d: %v", i, err)
		}
		play = append(play, cmd)
	}
	return play, log
}

func randomCommand(t *testing.T, r *rand.Rand, s *stage, head lifecycle.Header, i int) lifecycle.Command {
	t.Helper()
	if i == 0 {
		return lifecycle.StartProject{Header: head, Definition: lifecycle.SalesProjectID}
	}
	choices, _, err := s.engine.Choices(t.Context(), stream, "one")
	if err != nil || len(choices) == 0 {
		t.Fatalf("choices: %v", err)
	}
	choice := choices[r.IntN(len(choices))]
	for _, c := range choices { // take what is open, if anything is
		if c.Explanation.Allowed && r.IntN(2) == 0 {
			choice = c
		}
	}
	switch r.IntN(10) {
	case 9: // a command with two entries
		return lifecycle.DecideGate{Header: head, Move: choice.Move.ID, Verdict: lifecycle.VerdictHold, Until: s.now.AddDate(0, 0, 7)}
	case 0:
		return lifecycle.AddNote{Header: head, Text: fmt.Sprint("note ", i)}
	case 1, 2, 3:
		return lifecycle.RecordFacts{Header: head, Facts: goodFacts()}
	case 4, 5:
		return lifecycle.Approve{Header: head, Move: choice.Move.ID, Role: lifecycle.RoleSponsor, Evidence: choice.Explanation.Evidence}
	}
	return commandFor(choice, head)
}

// commandFor returns the command that takes a move.
func commandFor(c lifecycle.Choice, head lifecycle.Header) lifecycle.Command {
	switch move := c.Move; move.Kind {
	case lifecycle.MoveSuspend:
		return lifecycle.Suspend{Header: head, Move: move.ID}
	case lifecycle.MoveResume:
		return lifecycle.Resume{Header: head, Move: move.ID}
	case lifecycle.MoveCancel:
		return lifecycle.Cancel{Header: head, Move: move.ID}
	case lifecycle.MoveClose:
		return lifecycle.Close{Header: head, Move: move.ID, Outcome: lifecycle.Attained}
	case lifecycle.MoveArchive:
		return lifecycle.Archive{Header: head, Move: move.ID}
	case lifecycle.MoveReopen:
		return lifecycle.Reopen{Header: head, Move: move.ID}
	default:
		return lifecycle.RequestMove{Header: head, Move: move.ID}
	}
}

// TestCrashBetweenAnyTwoSteps lets the process end before, in the midst of and
// after each call of the log in turn, for each command of random plays. What is
// left verifies and replays, the command repeated by another process ends as it
// would have, and the history is the same in the end, byte by byte.
func TestCrashBetweenAnyTwoSteps(t *testing.T) {
	crashes, accepted := 0, 0
	for seed := range uint64(2) {
		play, want := randomPlay(t, rand.New(rand.NewPCG(seed, 13)), 18)
		log := new(lifecycle.MemLog)
		var done []lifecycle.Command // carried out, not refused
		for i, cmd := range play {
			for step := 0; ; step++ {
				broke := 0
				for _, fault := range []Fault{FailBefore, Cut, FailAfter, Twice} {
					reached, err := crashAt(t, log, done, i, cmd, step, fault, Faulty)
					if err != nil {
						t.Fatalf("seed %d, command %d, fault %d of call %d of %s: %v", seed, i, fault, step, cmd.Action(), err)
					}
					if reached {
						broke++
					}
				}
				crashes += broke
				if broke == 0 {
					break // the command makes no such call
				}
			}
			if _, err := newStage(t, log).do(t, i, cmd); err == nil {
				accepted++
				done = append(done, cmd)
			}
		}
		if a, b := textOf(t, log), textOf(t, want); a != b {
			t.Fatalf("seed %d: the history is\n%s\nwithout crashes\n%s", seed, a, b)
		}
	}
	if crashes < 150 || accepted < 15 {
		t.Errorf("%d crashes, %d commands accepted: not much of a test", crashes, accepted)
	}
}

// crashAt lets a process end at one of its calls for a command, on a copy of
// the log. It reports whether it came to that call, and what is not as it would
// have been.
func crashAt(t *testing.T, log *lifecycle.MemLog, done []lifecycle.Command, n int, cmd lifecycle.Command, step int, fault Fault, breaks func(lifecycle.Log, Plan) lifecycle.Log) (bool, error) {
	t.Helper()
	whole, crashed := copyOf(t, log), copyOf(t, log)
	reached := false
	broken := newStage(t, breaks(crashed, Plan{Pick: func(call int, _ string) Fault {
		if call != step {
			return NoFault
		}
		reached = true
		return fault
	}}))
	first, firstErr := broken.do(t, n, cmd)
	want, wantErr := newStage(t, whole).do(t, n, cmd)
	if firstErr == nil && wantErr == nil && first.Version != want.Version {
		return reached, fmt.Errorf("version %d, not %d", first.Version, want.Version)
	}
	next := newStage(t, crashed)
	if _, err := next.engine.Verify(t.Context(), stream); err != nil && !errors.Is(err, lifecycle.ErrNoProject) {
		return reached, err
	}
	if _, err := next.engine.State(t.Context(), stream); err != nil && !errors.Is(err, lifecycle.ErrNoProject) {
		return reached, fmt.Errorf("state: %w", err)
	}
	for i, old := range done { // what was carried out before is known as such
		if i%7 != n%7 {
			continue
		}
		if got, err := next.do(t, n, old); err != nil || !got.Duplicate {
			return reached, fmt.Errorf("%s of before was carried out again: %w", old.Action(), err)
		}
	}
	again, err := next.do(t, n, cmd)
	if (err == nil) != (wantErr == nil) || again.Version != want.Version || stateOf(t, again.State) != stateOf(t, want.State) {
		return reached, fmt.Errorf("repeated: version %d, %w, not %d, %w", again.Version, err, want.Version, wantErr)
	}
	return reached, nil
}

// tearing stores the first event of an append only, and fails.
type tearing struct{ lifecycle.Log }

func (l tearing) Append(ctx context.Context, id lifecycle.StreamID, expect lifecycle.Version, events ...lifecycle.Event) (lifecycle.AppendResult, error) {
	_, err := l.Log.Append(ctx, id, expect, events[0])
	return lifecycle.AppendResult{}, errors.Join(ErrInjected, err)
}

// spoiling stores events that are not what they say.
type spoiling struct{ lifecycle.Log }

func (l spoiling) Append(ctx context.Context, id lifecycle.StreamID, expect lifecycle.Version, events ...lifecycle.Event) (lifecycle.AppendResult, error) {
	events = slices.Clone(events)
	events[0].Data = slices.Concat(events[0].Data, []byte(" "))
	_, err := l.Log.Append(ctx, id, expect, events...)
	return lifecycle.AppendResult{}, errors.Join(ErrInjected, err)
}

// TestBadCrashesAreNoticed wants the check of crashes to see what a log does
// that stores half an append or something else.
func TestBadCrashesAreNoticed(t *testing.T) {
	log := new(lifecycle.MemLog)
	head := lifecycle.Header{ID: "c0", Actor: "one", Reason: "because"}
	start := lifecycle.StartProject{Header: head, Definition: lifecycle.SalesProjectID}
	_, err := crashAt(t, log, nil, 0, start, 0, NoFault, func(log lifecycle.Log, _ Plan) lifecycle.Log { return spoiling{log} })
	if !errors.Is(err, lifecycle.ErrCorrupt) {
		t.Errorf("an event that was changed: %v", err)
	}
	s := newStage(t, log)
	for i, cmd := range []lifecycle.Command{start, lifecycle.RecordFacts{Header: lifecycle.Header{ID: "c1", Actor: "one"}, Facts: goodFacts()}} {
		if _, err := s.do(t, i, cmd); err != nil {
			t.Fatal(err)
		}
	}
	hold := lifecycle.DecideGate{
		Header: lifecycle.Header{ID: "c2", Actor: "one", Reason: "because"}, Move: lifecycle.MoveStartPlanning, Verdict: lifecycle.VerdictHold, Until: moment().AddDate(0, 0, 7),
	}
	result, err := newStage(t, copyOf(t, log)).do(t, 2, hold)
	if err != nil || len(result.Entries) != 2 {
		t.Fatalf("%d entries, %v", len(result.Entries), err)
	}
	_, err = crashAt(t, log, nil, 2, hold, 0, NoFault, func(log lifecycle.Log, _ Plan) lifecycle.Log { return tearing{log} })
	if err == nil {
		t.Error("half of an append is not noticed")
	}
}

// copyOf returns a log with the same events, snapshot and bounds of appends.
func copyOf(t *testing.T, log *lifecycle.MemLog) *lifecycle.MemLog {
	t.Helper()
	out := new(lifecycle.MemLog)
	at := lifecycle.Version(0)
	for _, batch := range batches(t, log) {
		if _, err := out.Append(t.Context(), stream, at, batch...); err != nil {
			t.Fatal(err)
		}
		at += lifecycle.Version(len(batch))
	}
	v, schema, data, err := log.LoadSnapshot(t.Context(), stream)
	if errors.Is(err, lifecycle.ErrNoSnapshot) {
		return out
	}
	if err := errors.Join(err, out.SaveSnapshot(t.Context(), stream, v, schema, data)); err != nil {
		t.Fatal(err)
	}
	return out
}

// batches returns the events of a log as they were appended: those of one
// command together.
func batches(t *testing.T, log lifecycle.Log) [][]lifecycle.Event {
	t.Helper()
	all, err := collect(log.Load(t.Context(), stream, 0))
	if err != nil {
		t.Fatal(err)
	}
	var list [][]lifecycle.Event
	for i, r := range all {
		if i == 0 || all[i-1].Meta[lifecycle.MetaCommand] != r.Meta[lifecycle.MetaCommand] {
			list = append(list, nil)
		}
		list[len(list)-1] = append(list[len(list)-1], r.Event)
	}
	return list
}

func textOf(t *testing.T, log lifecycle.Log) string {
	t.Helper()
	text, err := json.MarshalIndent(slices.Concat(batches(t, log)...), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func stateOf(t *testing.T, s lifecycle.State) string {
	t.Helper()
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
