package lifecycle

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// record seals an entry as the only one of a stream.
func record(t *testing.T, e Entry) Recorded {
	t.Helper()
	events, err := Seal("acme/p", 0, "", []Entry{e})
	if err != nil {
		t.Fatal(err)
	}
	return Recorded{Event: events[0], Stream: "acme/p", Version: 1}
}

func TestSealNamesAndMarks(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	r := record(t, Entry{Command: "c7", Content: "sha256:1", Actor: "pm", At: at, Recorded: at.Add(time.Hour), Reason: "why", Body: NoteAdded{Text: "<b> & 中"}})
	if r.ID != "c7#1" || r.Type != TypeNoteAdded || r.Schema != 1 || !r.At.Equal(at) {
		t.Errorf("sealed as %+v", r)
	}
	want := map[string]string{"actor": "pm", "command": "c7", "command_digest": "sha256:1", "recorded": "2026-03-02T10:00:00Z", "prev": ""}
	for key, value := range want {
		if r.Meta[key] != value {
			t.Errorf("meta %s is %q, not %q", key, r.Meta[key], value)
		}
	}
	if _, err := Seal("acme/p", 0, "", []Entry{{Command: "c"}}); !errors.Is(err, ErrInvalid) {
		t.Errorf("an entry without a body: %v", err)
	}
	if _, err := Seal("acme/p", 0, "", []Entry{{Command: "c", Body: Unread{"x", 1}}}); !errors.Is(err, ErrInvalid) {
		t.Errorf("an entry that was not read: %v", err)
	}
}

// TestUnknownEventsAreCounted folds what this version cannot read.
func TestUnknownEventsAreCounted(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhasePlanning)
	log := logOf(t, p.entries)
	foreign := []Event{{ID: "x1", Type: "crm.called", At: p.now}, {ID: "x2", Type: "crm.called", At: p.now, Data: []byte("no JSON")}}
	if _, err := log.Append(t.Context(), "acme/p", AnyVersion, foreign...); err != nil {
		t.Fatal(err)
	}
	s, err := Replay(Entries(log.Load(t.Context(), "acme/p", 0)))
	if err != nil || s.Foreign != 2 || s.Newer != 0 || s.Phase != PhasePlanning || s.Version != p.state.Version+2 {
		t.Errorf("folded to %d foreign, %d newer, %s, version %d, %v", s.Foreign, s.Newer, s.Phase, s.Version, err)
	}
	if _, refusal := Decide(p.def, s, AddNote{p.by("pm"), "x", finding.Ref{}}, p.input()); refusal != nil {
		t.Errorf("events of others stand in the way: %v", refusal)
	}
	newer := []Event{{ID: "n1", Type: "lifecycle.project_split", Schema: 1, At: p.now}, {ID: "n2", Type: TypeNoteAdded, Schema: 2, At: p.now, Data: []byte(`{}`)}}
	if _, err := log.Append(t.Context(), "acme/p", AnyVersion, newer...); err != nil {
		t.Fatal(err)
	}
	s, err = Replay(Entries(log.Load(t.Context(), "acme/p", 0)))
	if err != nil || s.Newer != 2 {
		t.Fatalf("folded to %d newer, %v", s.Newer, err)
	}
	_, refusal := Decide(p.def, s, AddNote{p.by("pm"), "x", finding.Ref{}}, p.input())
	if refusal == nil || codes(refusal.Findings)[0] != CodeHistoryNewer {
		t.Errorf("decided over a history that was not understood: %v", refusal)
	}
}

// TestRaise reads old forms through the steps to the present one.
func TestRaise(t *testing.T) {
	replace := func(old, new string) func([]byte) ([]byte, error) {
		return func(data []byte) ([]byte, error) {
			if !strings.Contains(string(data), old) {
				return nil, fmt.Errorf("no %s", old)
			}
			return []byte(strings.Replace(string(data), old, new, 1)), nil
		}
	}
	kind := bodyKind{decode: decode[NoteAdded], raise: []func([]byte) ([]byte, error){replace("wording", "words"), replace("words", "text")}}
	for schema, data := range map[int]string{1: `{"wording":"x"}`, 2: `{"words":"x"}`, 3: `{"text":"x"}`} {
		if got, err := kind.read(schema, []byte(data)); err != nil || got != Body(NoteAdded{Text: "x"}) {
			t.Errorf("schema %d: %v, %v", schema, got, err)
		}
	}
	for _, schema := range []int{-1, 0, 4} {
		if got, err := kind.read(schema, []byte(`{"text":"x"}`)); err == nil {
			t.Errorf("schema %d was read as %v", schema, got)
		}
	}
	if got, err := kind.read(1, []byte(`{"words":"x"}`)); err == nil {
		t.Errorf("a wrong old form was read as %v", got)
	}
}

func TestUnreadableEntries(t *testing.T) {
	good := record(t, Entry{Command: "c", Actor: "pm", At: time.Unix(0, 0), Recorded: time.Unix(0, 0), Body: NoteAdded{Text: "x"}})
	for name, spoil := range map[string]func(*Recorded){
		"not JSON":       func(r *Recorded) { r.Data = []byte("{") },
		"no data":        func(r *Recorded) { r.Data = nil },
		"another shape":  func(r *Recorded) { r.Data = []byte(`{"what":[1]}`) },
		"no such schema": func(r *Recorded) { r.Schema = 0 },
		"no time":        func(r *Recorded) { r.Meta = nil },
		"a bad value": func(r *Recorded) {
			r.Type, r.Data = TypeFactsRecorded, []byte(`{"what":{"facts":[{"value":{"kind":"soup"}}]}}`)
		},
	} {
		bad := good
		spoil(&bad)
		_, err := ReadEntry(bad)
		var corrupt *CorruptError
		if !errors.As(err, &corrupt) || !errors.Is(err, ErrCorrupt) || corrupt.Why != CodeHistoryUnreadable || corrupt.Version != 1 || corrupt.Stream != "acme/p" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestImpossibleHistory replays entries that cannot follow each other.
func TestImpossibleHistory(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhaseExecution)
	h := p.entries
	first, second := h[0], h[1]
	early := second
	early.At = early.At.AddDate(-1, 0, 0)
	step := Entry{At: p.now, Body: StepTaken{PhaseMonitoring, StepSteer, StepMeasure}}
	for name, list := range map[string][]Entry{
		"no start": h[1:], "two starts": {first, first}, "a move twice": {first, second, second}, "a move left out": append([]Entry{first}, h[3:]...),
		"a move before its time": {first, early}, "a step from elsewhere": append(h[:len(h):len(h)], step), "an empty entry": {first, {}},
		"a fact before the start": {{Body: FactsRecorded{}}},
	} {
		_, err := Replay(sure(list))
		var corrupt *CorruptError
		if !errors.As(err, &corrupt) || corrupt.Why != CodeHistoryImpossible {
			t.Errorf("%s: %v", name, err)
		}
	}
	if s, err := Replay(sure(h)); err != nil || form(t, s) != form(t, p.state) {
		t.Errorf("the true history: %v", err)
	}
}

// spoiling is a log that yields other events than it keeps.
type spoiling struct {
	*MemLog
	spoil func([]Recorded) []Recorded
}

func (s *spoiling) Load(ctx context.Context, id StreamID, after Version) iter.Seq2[Recorded, error] {
	var list []Recorded
	for r, err := range s.MemLog.Load(ctx, id, after) {
		if err != nil {
			return func(yield func(Recorded, error) bool) { yield(Recorded{}, err) }
		}
		list = append(list, r)
	}
	return rows(s.spoil(list))
}

// TestHistoryOutOfOrder reads notes that were swapped, dropped or doubled: they
// could follow each other in any order but for their versions.
func TestHistoryOutOfOrder(t *testing.T) {
	log := new(MemLog)
	e := newOffice().engine(t, log)
	must := func(_ Result, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(e.Do(t.Context(), "acme/p", StartProject{Header: head("s", "pm"), Definition: SalesProjectID}))
	for _, id := range []CommandID{"a", "b", "c", "d"} {
		must(e.Do(t.Context(), "acme/p", AddNote{Header: head(id, "pm"), Text: string(id)}))
	}
	for _, c := range []struct {
		name  string
		at    Version
		spoil func([]Recorded) []Recorded
	}{
		{"swapped", 3, func(l []Recorded) []Recorded { l[2], l[3] = l[3], l[2]; return l }},
		{"dropped", 2, func(l []Recorded) []Recorded { return slices.Delete(l, 1, 2) }},
		{"doubled", 4, func(l []Recorded) []Recorded { return slices.Insert(l, 3, l[2]) }},
		{"from the end", 2, func(l []Recorded) []Recorded { slices.Reverse(l[1:]); return l }},
	} {
		bad := newOffice().engine(t, &spoiling{log, c.spoil})
		_, err := bad.State(t.Context(), "acme/p")
		wantBad(t, c.name, err, c.at, CodeHistoryGap)
		if err != nil && !strings.Contains(err.Error(), `"acme/p", version `+strconv.Itoa(int(c.at))) {
			t.Errorf("%s: the error does not name the place: %v", c.name, err)
		}
		_, err = bad.AsOf(t.Context(), "acme/p", time.Time{}, time.Time{})
		wantBad(t, c.name+" looking back", err, c.at, CodeHistoryGap)
		_, err = bad.Do(t.Context(), "acme/p", AddNote{Header: head("x", "pm"), Text: "x"})
		wantBad(t, c.name+" before a command", err, c.at, CodeHistoryGap)
	}
	begun := newOffice().engine(t, &spoiling{log, func(l []Recorded) []Recorded { return l[1:] }})
	_, err := begun.State(t.Context(), "acme/p")
	wantBad(t, "not from the beginning", err, 1, CodeHistoryGap)
}

// TestAsOfBeginsLater folds what follows a place in the history.
func TestAsOfBeginsLater(t *testing.T) {
	list := twoTimes(t)
	for i := range list {
		list[i].Version = Version(i + 1)
	}
	s, err := AsOf(sure(list[2:]), time.Time{}, time.Time{})
	if err != nil || s.Version != Version(len(list)-2) {
		t.Errorf("got version %d, %v", s.Version, err)
	}
	for _, known := range []time.Time{{}, day(9), day(12)} { // what was left out is no gap
		if _, err := AsOf(sure(list), day(9), known); err != nil {
			t.Errorf("known %v: %v", known, err)
		}
	}
}

// FuzzReadEntry reads anything: an entry, or an error that says it is corrupt.
// What is read can be applied to any state and written again.
func FuzzReadEntry(f *testing.F) {
	p := newPlay(f, SalesProject()).to(PhaseClosing)
	p.do(ProposeMove{p.by("pm"), MoveCloseProject}, RoleManager)
	p.do(RecordFacts{p.by("pm"), []Fact{{Name: FactOpenItems, Value: finding.Number(0, "")}}}, RoleManager)
	p.do(AttachDocument{p.by("pm"), Document{URI: "x"}})
	for _, r := range logOf(f, p.entries).streams["acme/p"] {
		f.Add(string(r.Type), r.Schema, string(r.Data), r.Meta[MetaRecorded])
	}
	f.Add("lifecycle.move_taken", 1, `{"what":{"standing":"floating","kind":"odd","round":-5}}`, "2026-03-02T10:00:00Z")
	f.Fuzz(func(t *testing.T, kind string, schema int, data, recorded string) {
		r := Recorded{Event: Event{ID: "c#1", Type: EventType(kind), Schema: schema, At: p.now, Data: []byte(data), Meta: map[string]string{MetaRecorded: recorded}}, Stream: "acme/p", Version: 1}
		e, err := ReadEntry(r)
		if err != nil {
			if !errors.Is(err, ErrCorrupt) {
				t.Fatal(err)
			}
			return
		}
		for _, s := range []State{{}, p.state} {
			after := Apply(s, e)
			if after.Version != s.Version+1 {
				t.Fatalf("version %d after %d", after.Version, s.Version)
			}
			after.Path()
			Choices(p.def, after, p.input(RoleManager))
		}
		if _, unread := e.Body.(Unread); unread {
			return
		}
		if _, err := Seal("acme/p", 0, "", []Entry{e}); err != nil && isYear(e.Recorded) {
			t.Fatal(err)
		}
	})
}
