package lifecycle

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// office is what a host brings: people with roles, facts, a clock.
type office struct {
	mu      sync.Mutex
	roles   map[ActorID][]Role
	facts   map[FactName]finding.Value
	minutes atomic.Int64
	asked   []string
	failing error
}

func newOffice() *office {
	o := &office{roles: map[ActorID][]Role{"pm": {RoleManager}, "boss": {RoleSponsor}}, facts: map[FactName]finding.Value{}}
	for _, f := range SalesProject().spec.Facts {
		o.facts[f.Name] = finding.Bool(true)
		if f.Kind == "number" {
			o.facts[f.Name] = finding.Number(0, "")
		}
	}
	return o
}

func (o *office) now() time.Time { return day(2).Add(time.Duration(o.minutes.Add(1)) * time.Minute) }

func (o *office) Authorize(_ context.Context, id StreamID, ask Ask) (Grant, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.asked = append(o.asked, fmt.Sprintf("%s %s", ask.Actor, ask.Action))
	roles, ok := o.roles[ask.Actor]
	if !ok || id.Tenant() != "acme" {
		return Grant{}, ErrForbidden
	}
	return Grant{Roles: roles}, nil
}

func (o *office) Facts(_ context.Context, _ StreamID, names []FactName) ([]Fact, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.failing != nil {
		return nil, o.failing
	}
	var list []Fact
	for _, name := range names {
		if v, ok := o.facts[name]; ok {
			list = append(list, Fact{Name: name, Value: v, At: day(2), Source: "office"})
		}
	}
	return append(list, Fact{Name: "nobody.asked", Value: finding.Bool(true), At: day(2)}), nil
}

func (o *office) engine(t testing.TB, log Log) *Engine {
	t.Helper()
	e, err := New(Config{Log: log, Definitions: []*Definition{SalesProject()}, Auth: o, Facts: []FactSource{o}, Now: o.now})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func head(id CommandID, actor ActorID) Header { return Header{ID: id, Actor: actor, Reason: "because"} }

// planning returns an engine with a project "acme/p" in planning.
func planning(t testing.TB) (*office, *Engine, *MemLog) {
	t.Helper()
	o, log := newOffice(), new(MemLog)
	e := o.engine(t, log)
	for _, cmd := range []Command{
		StartProject{Header: head("c1", "pm"), Definition: SalesProjectID}, RequestMove{Header: head("c2", "pm"), To: PhasePlanning},
	} {
		if _, err := e.Do(t.Context(), "acme/p", cmd); err != nil {
			t.Fatal(err)
		}
	}
	return o, e, log
}

func TestNewRefusesWhatIsMissing(t *testing.T) {
	_, err := New(Config{Facts: []FactSource{nil}, Definitions: []*Definition{nil}})
	for _, word := range []string{"no Log", "no Auth", "no Now", "nil FactSource", "nil Definition"} {
		if !errors.Is(err, ErrConfig) || !strings.Contains(err.Error(), word) {
			t.Errorf("%q is not in %v", word, err)
		}
	}
	if _, err := New(Config{}); err == nil || !strings.Contains(err.Error(), "no Definitions") {
		t.Errorf("got %v", err)
	}
}

func TestNewRefusesTwoContentsOfOneVersion(t *testing.T) {
	o := newOffice()
	spec := SalesProject().Spec()
	spec.Moves[0].NeedsReason = true
	changed := mustDefine(t, spec)
	config := Config{Log: new(MemLog), Auth: o, Now: o.now, Definitions: []*Definition{SalesProject(), changed}}
	if _, err := New(config); !errors.Is(err, ErrConfig) || !strings.Contains(err.Error(), "two contents") {
		t.Errorf("got %v", err)
	}
	config.Definitions = []*Definition{nil, SalesProject(), changed}
	if _, err := New(config); err == nil || !strings.Contains(err.Error(), "two contents") || !strings.Contains(err.Error(), "nil Definition") {
		t.Errorf("beside a nil one: %v", err)
	}
	config.Definitions = []*Definition{SalesProject(), SalesProject()}
	if _, err := New(config); err != nil {
		t.Errorf("the same twice: %v", err)
	}
	spec.Version = 2
	config.Definitions = []*Definition{SalesProject(), mustDefine(t, spec)}
	if _, err := New(config); err != nil {
		t.Errorf("another version: %v", err)
	}
}

// TestChangedDefinitionIsNotUsed restarts with other content under the version
// that a project follows.
func TestChangedDefinitionIsNotUsed(t *testing.T) {
	o, _, log := planning(t)
	spec := SalesProject().Spec()
	spec.Moves[0].NeedsReason = true
	e, err := New(Config{Log: log, Auth: o, Now: o.now, Definitions: []*Definition{mustDefine(t, spec)}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = e.Do(t.Context(), "acme/p", AddNote{head("n", "pm"), "x", finding.Ref{}})
	if !errors.Is(err, ErrDefinition) {
		t.Fatalf("got %v", err)
	}
	for _, part := range []string{string(SalesProject().Digest()), string(mustDefine(t, spec).Digest()), "new version"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q is not in %v", part, err)
		}
	}
	spec.ID = "other"
	if e, err = New(Config{Log: log, Auth: o, Now: o.now, Definitions: []*Definition{mustDefine(t, spec)}}); err != nil {
		t.Fatal(err)
	}
	_, err = e.Do(t.Context(), "acme/p", AddNote{head("n", "pm"), "x", finding.Ref{}})
	if !errors.Is(err, ErrDefinition) || strings.Contains(err.Error(), "new version") {
		t.Errorf("a definition that is not there at all: %v", err)
	}
	if s, err := e.State(t.Context(), "acme/p"); err != nil || s.Phase != PhasePlanning {
		t.Errorf("it can still be read: %v, %v", s.Phase, err)
	}
}

func TestStartTakesTheHighestVersion(t *testing.T) {
	o := newOffice()
	spec := SalesProject().Spec()
	spec.Version = 2
	e, err := New(Config{Log: new(MemLog), Auth: o, Now: o.now, Definitions: []*Definition{mustDefine(t, spec), SalesProject()}})
	if err != nil {
		t.Fatal(err)
	}
	for stream, want := range map[StreamID]int{"acme/a": 2, "acme/b": 1} {
		cmd := StartProject{Header: head("c", "pm"), Definition: SalesProjectID}
		if want == 1 {
			cmd.Version = 1
		}
		r, err := e.Do(t.Context(), stream, cmd)
		if err != nil || r.State.Definition.Version != want {
			t.Errorf("%s follows version %d, %v", stream, r.State.Definition.Version, err)
		}
	}
	_, err = e.Do(t.Context(), "acme/c", StartProject{Header: head("c", "pm"), Definition: "unheard"})
	var refusal *Refusal
	if !errors.As(err, &refusal) || codes(refusal.Findings)[0] != CodeDefinitionUnknown {
		t.Errorf("got %v", err)
	}
}

func TestDoAsksBeforeDeciding(t *testing.T) {
	o, e, log := planning(t)
	before, _ := e.State(t.Context(), "acme/p")
	for _, actor := range []ActorID{"eve", ""} {
		if _, err := e.Do(t.Context(), "acme/p", Suspend{Header: head("x", actor)}); !errors.Is(err, ErrForbidden) {
			t.Errorf("%q: %v", actor, err)
		}
	}
	if _, err := e.Do(t.Context(), "zenith/p", StartProject{Header: head("x", "pm"), Definition: SalesProjectID}); !errors.Is(err, ErrForbidden) {
		t.Errorf("another tenant: %v", err)
	}
	if _, err := e.Explain(t.Context(), "acme/p", Suspend{Header: head("x", "eve")}); !errors.Is(err, ErrForbidden) {
		t.Errorf("explaining: %v", err)
	}
	if _, _, err := e.Choices(t.Context(), "acme/p", "eve"); !errors.Is(err, ErrForbidden) {
		t.Errorf("choices: %v", err)
	}
	for _, id := range []StreamID{"", "p", "acme/", "acme/\x00"} {
		if _, err := e.Do(t.Context(), id, Suspend{Header: head("x", "pm")}); !errors.Is(err, ErrInvalid) {
			t.Errorf("stream %q: %v", id, err)
		}
		if _, _, err := e.Choices(t.Context(), id, "pm"); !errors.Is(err, ErrInvalid) {
			t.Errorf("stream %q: %v", id, err)
		}
	}
	never := Header{ID: "never", Actor: "pm", At: time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC)}
	if _, err := e.Do(t.Context(), "acme/p", AddNote{never, "x", finding.Ref{}}); !errors.Is(err, ErrRefused) {
		t.Errorf("a time that has no text: %v", err)
	}
	if _, err := e.Do(t.Context(), "acme/p", nil); !errors.Is(err, ErrInvalid) {
		t.Errorf("no command: %v", err)
	}
	if after, _ := e.State(t.Context(), "acme/p"); after.Version != before.Version || len(log.streams) != 1 {
		t.Error("something was stored")
	}
	if !slices.Contains(o.asked, "eve suspend") || !slices.Contains(o.asked, "eve choices") {
		t.Errorf("asked %v", o.asked)
	}
}

// TestRepeatedCommands tries a command again, at once and after others, on the
// same engine and on a new one.
func TestRepeatedCommands(t *testing.T) {
	o, e, log := planning(t)
	cmd := AddNote{head("n1", "pm"), "first", finding.Ref{}}
	first, err := e.Do(t.Context(), "acme/p", cmd)
	if err != nil || first.Duplicate || first.Version != 3 {
		t.Fatalf("got %+v, %v", first, err)
	}
	for _, between := range []Command{nil, AddNote{head("n2", "pm"), "second", finding.Ref{}}, Suspend{Header: head("s", "pm")}} {
		if between != nil {
			if _, err := e.Do(t.Context(), "acme/p", between); err != nil {
				t.Fatal(err)
			}
		}
		for _, engine := range []*Engine{e, o.engine(t, log)} {
			again, err := engine.Do(t.Context(), "acme/p", cmd)
			if err != nil || !again.Duplicate || again.Version != 3 || form(t, again.State) != form(t, first.State) {
				t.Fatalf("again: %+v, %v", again, err)
			}
			if len(again.Entries) != 1 || form(t, again.Entries) != form(t, first.Entries) {
				t.Errorf("again: %+v, first %+v", again.Entries, first.Entries)
			}
		}
	}
	for _, other := range []Command{
		AddNote{head("n1", "pm"), "other words", finding.Ref{}}, AddNote{head("n1", "boss"), "first", finding.Ref{}}, Suspend{Header: head("n1", "pm")},
		AddNote{Header{ID: "n1", Actor: "pm", Reason: "because", Seen: 2}, "first", finding.Ref{}},
	} {
		if _, err := e.Do(t.Context(), "acme/p", other); !errors.Is(err, ErrCommandReused) {
			t.Errorf("%+v: %v", other, err)
		}
	}
}

// TestDuplicateComesBeforeConflict repeats a command that says what it has
// seen, after the project went on.
func TestDuplicateComesBeforeConflict(t *testing.T) {
	_, e, _ := planning(t)
	h := head("n1", "pm")
	h.Seen = 2
	cmd := AddNote{h, "x", finding.Ref{}}
	if _, err := e.Do(t.Context(), "acme/p", cmd); err != nil {
		t.Fatal(err)
	}
	if r, err := e.Do(t.Context(), "acme/p", cmd); err != nil || !r.Duplicate {
		t.Errorf("repeated: %+v, %v", r, err)
	}
	h.ID = "n2"
	_, err := e.Do(t.Context(), "acme/p", AddNote{h, "y", finding.Ref{}})
	var conflict *ConflictError
	if !errors.As(err, &conflict) || *conflict != (ConflictError{"acme/p", 2, 3}) {
		t.Errorf("based on an old state: %v", err)
	}
}

// racing lets another command in between loading and appending.
type racing struct {
	*MemLog
	between func()
}

func (r *racing) Append(ctx context.Context, id StreamID, expect Version, events ...Event) (AppendResult, error) {
	if f := r.between; f != nil {
		r.between = nil
		f()
	}
	return r.MemLog.Append(ctx, id, expect, events...)
}

func TestConflictIsReturnedNotRetried(t *testing.T) {
	o, e, log := planning(t)
	race := &racing{MemLog: log}
	slow := o.engine(t, race)
	race.between = func() {
		if _, err := e.Do(t.Context(), "acme/p", Suspend{Header: head("s", "pm")}); err != nil {
			t.Fatal(err)
		}
	}
	_, err := slow.Do(t.Context(), "acme/p", AddNote{head("n", "pm"), "x", finding.Ref{}})
	var conflict *ConflictError
	if !errors.As(err, &conflict) || conflict.Actual != 3 || conflict.Expected != 2 {
		t.Errorf("got %v", err)
	}
	if s, _ := e.State(t.Context(), "acme/p"); s.Version != 3 || len(s.Remarks()) != 0 {
		t.Errorf("stored at version %d", s.Version)
	}
	same := AddNote{head("n3", "pm"), "x", finding.Ref{}}
	race.between = func() {
		if _, err := e.Do(t.Context(), "acme/p", same); err != nil {
			t.Fatal(err)
		}
	}
	if r, err := slow.Do(t.Context(), "acme/p", same); err != nil || !r.Duplicate || r.Version != 4 {
		t.Errorf("the same command twice at once: %+v, %v", r, err)
	}
	race.between = func() {
		if _, err := e.Do(t.Context(), "acme/p", AddNote{head("n4", "boss"), "mine", finding.Ref{}}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := slow.Do(t.Context(), "acme/p", AddNote{head("n4", "pm"), "mine", finding.Ref{}}); !errors.Is(err, ErrCommandReused) {
		t.Errorf("one id for two commands at once: %v", err)
	}
}

// TestManyAtOnce lets eight people take the same move: one takes it.
func TestManyAtOnce(t *testing.T) {
	_, e, _ := planning(t)
	var all sync.WaitGroup
	var taken, refused atomic.Int64
	for i := range 8 {
		all.Go(func() {
			_, err := e.Do(t.Context(), "acme/p", Suspend{Header: head(CommandID(fmt.Sprintf("s%d", i)), "pm")})
			switch {
			case err == nil:
				taken.Add(1)
			case errors.Is(err, ErrConflict), errors.Is(err, ErrRefused):
				refused.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	all.Wait()
	if taken.Load() != 1 || refused.Load() != 7 {
		t.Errorf("%d took it, %d were refused", taken.Load(), refused.Load())
	}
	if _, err := e.Verify(t.Context(), "acme/p"); err != nil {
		t.Error(err)
	}
}

func TestFactSources(t *testing.T) {
	o, _, log := planning(t)
	other := newOffice()
	other.facts = map[FactName]finding.Value{FactTeamFormed: finding.Bool(false), FactBaselineSet: finding.Bool(false)}
	config := Config{Log: log, Definitions: []*Definition{SalesProject()}, Auth: o, Facts: []FactSource{o, other}, Now: o.now}
	first, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	config.Facts = []FactSource{other, o}
	second, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	for e, want := range map[*Engine]bool{first: true, second: false} {
		x, err := e.Explain(t.Context(), "acme/p", RequestMove{Header: head("x", "pm"), To: PhaseExecution})
		if f, _ := x.Facts.Lookup(FactBaselineSet); err != nil || f.Value != finding.Bool(want) {
			t.Errorf("of two sources of one time the second counted: %v, %v", f, err)
		}
		if _, ok := x.Facts.Lookup("nobody.asked"); ok {
			t.Error("a fact that nobody asked for is evidence")
		}
	}
	o.failing = errors.New("no line")
	if _, err := first.Do(t.Context(), "acme/p", AddNote{head("n", "pm"), "x", finding.Ref{}}); !errors.Is(err, o.failing) {
		t.Errorf("a failing source: %v", err)
	}
}

func TestEngineReads(t *testing.T) {
	o, e, _ := planning(t)
	choices, version, err := e.Choices(t.Context(), "acme/p", "pm")
	if err != nil || version != 2 || len(choices) != len(SalesProject().moves) {
		t.Fatalf("%d choices at version %d, %v", len(choices), version, err)
	}
	evidence := choices[1].Explanation.Evidence
	if _, err := e.Do(t.Context(), "acme/p", Approve{Header: head("a", "boss"), Move: MoveStartExecution, Role: RoleSponsor, Evidence: evidence}); err != nil {
		t.Fatal(err)
	}
	result, err := e.Do(t.Context(), "acme/p", RequestMove{Header: head("m", "pm"), To: PhaseExecution})
	if err != nil {
		t.Fatal(err)
	}
	if s, err := e.State(t.Context(), "acme/p"); err != nil || form(t, s) != form(t, result.State) {
		t.Errorf("the state read is not the one returned: %v", err)
	}
	list, err := e.History(t.Context(), "acme/p")
	if err != nil || len(list) != 4 || list[3].Actor != "pm" || list[3].Version != 4 || list[3].Hash != result.State.Head {
		t.Errorf("history %+v, %v", list, err)
	}
	s, err := e.AsOf(t.Context(), "acme/p", list[1].At, time.Time{})
	if err != nil || s.Phase != PhasePlanning || s.Version != 2 {
		t.Errorf("as of the second entry: %s, %v", s.Phase, err)
	}
	if head, err := e.Verify(t.Context(), "acme/p"); err != nil || head.Hash != result.State.Head || head.Version != 4 {
		t.Errorf("verified to %+v, %v", head, err)
	}
	_ = o
}

// TestErrorsOfTheLogPass lets every call of the log fail in turn.
func TestErrorsOfTheLogPass(t *testing.T) {
	o, _, log := planning(t)
	broken := errors.New("disk")
	e := o.engine(t, &breaking{log, broken})
	calls := map[string]func() error{
		"do": func() error {
			_, err := e.Do(t.Context(), "acme/p", AddNote{head("n", "pm"), "x", finding.Ref{}})
			return err
		},
		"state":   func() error { _, err := e.State(t.Context(), "acme/p"); return err },
		"history": func() error { _, err := e.History(t.Context(), "acme/p"); return err },
		"as of":   func() error { _, err := e.AsOf(t.Context(), "acme/p", time.Time{}, time.Time{}); return err },
		"verify":  func() error { _, err := e.Verify(t.Context(), "acme/p"); return err },
		"explain": func() error { _, err := e.Explain(t.Context(), "acme/p", Suspend{Header: head("x", "pm")}); return err },
		"choices": func() error { _, _, err := e.Choices(t.Context(), "acme/p", "pm"); return err },
		"replayed": func() error {
			_, err := Replay(Entries((&breaking{log, broken}).Load(t.Context(), "acme/p", 0)))
			return err
		},
	}
	for name, call := range calls {
		if err := call(); !errors.Is(err, broken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// breaking yields one event, then an error.
type breaking struct {
	*MemLog
	err error
}

func (b *breaking) Load(ctx context.Context, id StreamID, after Version) iter.Seq2[Recorded, error] {
	return func(yield func(Recorded, error) bool) {
		for r := range b.MemLog.Load(ctx, id, after) {
			if !yield(r, nil) {
				return
			}
			break
		}
		yield(Recorded{}, b.err)
	}
}

func TestCorruptHistoryNamesTheStream(t *testing.T) {
	o, _, _ := planning(t)
	log := new(MemLog)
	events, err := Seal("acme/p", 0, "", []Entry{{Command: "c", At: day(2), Recorded: day(2), Body: MoveTaken{From: "a", To: "b"}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := log.Append(t.Context(), "acme/p", 0, events...); err != nil {
		t.Fatal(err)
	}
	_, err = o.engine(t, log).State(t.Context(), "acme/p")
	var corrupt *CorruptError
	if !errors.As(err, &corrupt) || corrupt.Stream != "acme/p" || corrupt.Version != 1 {
		t.Errorf("got %v", err)
	}
}

// TestNoMoveOfTheKindIsNamed wants a command that names neither move nor phase
// to be told which kind of move does not lead from here.
func TestNoMoveOfTheKindIsNamed(t *testing.T) {
	_, e, _ := planning(t)
	for want, cmd := range map[string]Command{
		"reopen": Reopen{Header: head("r", "pm")}, "archive": Archive{Header: head("a", "pm")}, "close": Close{Header: head("c", "pm"), Outcome: Attained},
	} {
		_, err := e.Do(t.Context(), "acme/p", cmd)
		var no *Refusal
		if !errors.As(err, &no) {
			t.Fatalf("%s: %v", want, err)
		}
		i := slices.IndexFunc(no.Findings, func(f finding.Finding) bool { return f.Code == CodeMoveUnknown })
		if i < 0 || no.Findings[i].Got != finding.Text(want) {
			t.Errorf("%s: %v", want, no.Findings)
		}
	}
}
