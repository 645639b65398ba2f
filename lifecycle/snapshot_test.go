package lifecycle

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"iter"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// moody is a log whose snapshots get lost, grow old, and rot. It counts what is
// loaded from it.
type moody struct {
	*MemLog
	r      *rand.Rand
	saved  []snapshot
	loads  int // events
	served int // snapshots that were in order
}

func (m *moody) Load(ctx context.Context, id StreamID, after Version) iter.Seq2[Recorded, error] {
	return func(yield func(Recorded, error) bool) {
		for r, err := range m.MemLog.Load(ctx, id, after) {
			if m.loads++; !yield(r, err) {
				return
			}
		}
	}
}

func (m *moody) SaveSnapshot(ctx context.Context, id StreamID, v Version, schema int, data []byte) error {
	if m.r.IntN(4) == 0 {
		return errors.New("disk full")
	}
	m.saved = append(m.saved, snapshot{v, schema, slices.Clone(data)})
	return m.MemLog.SaveSnapshot(ctx, id, v, schema, data)
}

func (m *moody) LoadSnapshot(ctx context.Context, id StreamID) (Version, int, []byte, error) {
	v, schema, data, err := m.MemLog.LoadSnapshot(ctx, id)
	if err != nil {
		return v, schema, data, err
	}
	switch m.r.IntN(10) {
	case 0:
		return 0, 0, nil, ErrNoSnapshot
	case 1:
		return 0, 0, nil, errors.New("no connection")
	case 2:
		old := pick(m.r, m.saved)
		return old.version, old.schema, slices.Clone(old.data), nil
	case 3:
		data[m.r.IntN(len(data))] ^= 1 << m.r.IntN(8)
	case 4:
		data = data[:m.r.IntN(len(data))]
	case 5:
		schema++
	case 6:
		v += Version(m.r.IntN(3)) - 1
	default:
		m.served++
	}
	return v, schema, data, nil
}

// desk is an authorizer, a fact source and a clock that say what a project's
// input says.
type desk struct{ in Input }

func (d *desk) Authorize(context.Context, StreamID, Ask) (Grant, error) {
	return Grant{Roles: d.in.Roles}, nil
}

func (d *desk) Facts(context.Context, StreamID, []FactName) ([]Fact, error) {
	return slices.Collect(d.in.Facts.All()), nil
}

func deskEngine(t *testing.T, d *desk, def *Definition, log Log, every int) *Engine {
	t.Helper()
	e, err := New(Config{
		Log: log, Definitions: []*Definition{def}, Auth: d, Facts: []FactSource{d},
		Now: func() time.Time { return d.in.Now }, SnapshotEvery: every,
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// outcome is what a call came to, as text.
func outcome(t *testing.T, v any, err error) string {
	t.Helper()
	if err != nil {
		return err.Error()
	}
	return form(t, v)
}

// TestSnapshotsChangeNothing plays random projects on a log without snapshots
// and on one that loses, mixes up and spoils them, and wants the same answers.
func TestSnapshotsChangeNothing(t *testing.T) {
	served, asked := 0, 0
	eachRandom(t, func(t *testing.T, r *rand.Rand) {
		p, d := newProject(t, r), &desk{}
		log := &moody{MemLog: new(MemLog), r: r}
		plain, with := deskEngine(t, d, p.def, new(MemLog), -1), deskEngine(t, d, p.def, log, 1+r.IntN(8))
		ctx, id := t.Context(), StreamID("acme/p")
		var done []Command
		for range 50 {
			cmd, in := p.step(r)
			if len(done) > 0 && r.IntN(5) == 0 {
				cmd = pick(r, done)
			}
			d.in = in
			a, errA := plain.Do(ctx, id, cmd)
			b, errB := with.Do(ctx, id, cmd)
			if got, want := outcome(t, b, errB), outcome(t, a, errA); got != want {
				t.Fatalf("%s: with snapshots\n%s\nwithout\n%s", cmd.Action(), got, want)
			}
			if errA != nil {
				continue
			}
			done, p.state = append(done, cmd), a.State
			p.entries = append(p.entries[:min(len(p.entries), int(a.Version))], a.Entries...)
			sameReads(t, r, plain, with, d)
		}
		served, asked = served+log.served, asked+len(done)
	})
	if served < asked/2 {
		t.Errorf("%d snapshots served in %d commands: the test says little", served, asked)
	}
}

// sameReads compares what both engines say when they are read.
func sameReads(t *testing.T, r *rand.Rand, plain, with *Engine, d *desk) {
	t.Helper()
	ctx, id := t.Context(), StreamID("acme/p")
	a, errA := plain.State(ctx, id)
	b, errB := with.State(ctx, id)
	if got, want := outcome(t, b, errB), outcome(t, a, errA); got != want {
		t.Fatalf("state with snapshots\n%s\nwithout\n%s", got, want)
	}
	x, v, errA := plain.Choices(ctx, id, "a1")
	y, w, errB := with.Choices(ctx, id, "a1")
	if outcome(t, x, errA) != outcome(t, y, errB) || v != w {
		t.Fatal("other choices")
	}
	past := func() time.Time {
		if r.IntN(4) == 0 {
			return time.Time{}
		}
		return d.in.Now.Add(-time.Duration(r.IntN(200)-5) * time.Minute)
	}
	effective, known := past(), past()
	a, errA = plain.AsOf(ctx, id, effective, known)
	b, errB = with.AsOf(ctx, id, effective, known)
	if got, want := outcome(t, b, errB), outcome(t, a, errA); got != want {
		t.Fatalf("as of %v, known %v, with snapshots\n%s\nwithout\n%s", effective, known, got, want)
	}
}

// long is a log with n entries of the benchmark's history, the first engine
// that reads it having left a snapshot.
func long(tb testing.TB, n int) (*moody, *Engine) {
	tb.Helper()
	log := &moody{MemLog: logOf(tb, history(n)), r: rand.New(rand.NewPCG(1, 1))}
	e := longEngine(tb, struct {
		Log
		Snapshotter
	}{log, log.MemLog}, 0)
	if _, err := e.State(tb.Context(), "acme/p"); err != nil {
		tb.Fatal(err)
	}
	return log, e
}

func longEngine(tb testing.TB, log Log, every int) *Engine {
	tb.Helper()
	d := &desk{Input{Now: time.Date(2047, 1, 1, 0, 0, 0, 0, time.UTC), Roles: []Role{RoleManager}}}
	e, err := New(Config{Log: log, Definitions: []*Definition{SalesProject()}, Auth: d, Now: func() time.Time { return d.in.Now }, SnapshotEvery: every})
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

// TestSnapshotSparesTheHistory counts the events that are loaded.
func TestSnapshotSparesTheHistory(t *testing.T) {
	log, e := long(t, 2000)
	ctx, id := t.Context(), StreamID("acme/p")
	count := func(what string, most int, err error) {
		t.Helper()
		if err != nil || log.loads > most {
			t.Errorf("%s loaded %d events, %v", what, log.loads, err)
		}
		log.loads = 0
	}
	log.loads = 0
	_, err := e.State(ctx, id)
	count("State", 1, err)
	_, _, err = e.Choices(ctx, id, "pm")
	count("Choices", 1, err)
	_, err = e.AsOf(ctx, id, time.Date(2046, 1, 1, 0, 0, 0, 0, time.UTC), time.Time{})
	count("AsOf", 1, err)
	note := AddNote{Header{ID: "n", Actor: "pm"}, "x", finding.Ref{}}
	_, err = e.Do(ctx, id, note)
	count("Do", 1, err)
	again, err := e.Do(ctx, id, note)
	count("Do again", 4, err)
	if !again.Duplicate || again.Version != 2001 {
		t.Errorf("repeated: %v at %d", again.Duplicate, again.Version)
	}
	old, err := e.AsOf(ctx, id, time.Date(2026, 3, 3, 0, 0, 0, 0, time.UTC), time.Time{})
	count("AsOf long ago", 4010, err)
	if n := len(old.Path()); n == 0 || n > 20 {
		t.Errorf("as of the second day it has %d moves", n)
	}
}

// TestOldCommandsAreKnown repeats a command from long before the snapshot.
func TestOldCommandsAreKnown(t *testing.T) {
	d, log := &desk{}, new(MemLog)
	d.in = Input{Now: day(2), Roles: []Role{RoleManager}}
	e := deskEngine(t, d, SalesProject(), log, 10)
	first := AddNote{Header{ID: "first", Actor: "pm"}, "one", finding.Ref{}}
	do := func(cmd Command) Result {
		t.Helper()
		result, err := e.Do(t.Context(), "acme/p", cmd)
		if err != nil {
			t.Fatal(err)
		}
		return result
	}
	do(StartProject{Header: Header{ID: "s", Actor: "pm"}, Definition: SalesProjectID})
	was := do(first)
	for i := range 40 {
		do(AddNote{Header{ID: CommandID(fmt.Sprint(i)), Actor: "pm"}, "more", finding.Ref{}})
	}
	if v, _, _, err := log.LoadSnapshot(t.Context(), "acme/p"); err != nil || v < 30 {
		t.Fatalf("snapshot at %d, %v", v, err)
	}
	again := do(first)
	if !again.Duplicate || again.Version != was.Version || form(t, again.State) != form(t, was.State) || !reflect.DeepEqual(again.Entries[0].Body, was.Entries[0].Body) {
		t.Errorf("repeated: %+v", again)
	}
	first.Text = "two"
	if _, err := e.Do(t.Context(), "acme/p", first); !errors.Is(err, ErrCommandReused) {
		t.Errorf("other content: %v", err)
	}
}

// TestSnapshotOfAnotherHistory gives a stream snapshots that are not its own.
func TestSnapshotOfAnotherHistory(t *testing.T) {
	id := StreamID("acme/p")
	mine := newPlay(t, SalesProject()).to(PhasePlanning)
	other := newPlay(t, SalesProject()).to(PhasePlanning)
	other.now = other.now.Add(time.Hour)
	other.do(AddNote{other.by("x"), "x", finding.Ref{}})
	freeze := func(s State, as StreamID, m string) []byte {
		data, err := freezeState(as, &s, &summary{mark: m})
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	log := logOf(t, mine.entries)
	want, _ := Replay(Entries(log.Load(t.Context(), id, 0)))
	for name, data := range map[string][]byte{
		"of another history": freeze(other.state, id, "sha256:0"),
		"of another stream":  freeze(want, "acme/q", string(want.Head)),
		"of the future":      freeze(Apply(want, Entry{Body: NoteAdded{Text: "to come"}}), id, string(want.Head)),
	} {
		var v State
		_ = json.Unmarshal([]byte(form(t, other.state)), &v)
		version := want.Version
		if name != "of another stream" {
			version++
		}
		fresh := logOf(t, mine.entries)
		if err := fresh.SaveSnapshot(t.Context(), id, version, snapshotSchema, data); err != nil {
			t.Fatal(err)
		}
		e := longEngine(t, fresh, 0)
		if s, err := e.State(t.Context(), id); err != nil || form(t, s) != form(t, want) {
			t.Errorf("%s: %v, %v", name, s, err)
		}
		if s, err := e.AsOf(t.Context(), id, day(30), time.Time{}); err != nil || form(t, s) != form(t, want) {
			t.Errorf("%s: AsOf %v", name, err)
		}
	}
}

// TestSnapshotHoldsTheWholeState freezes states with everything in them.
func TestSnapshotHoldsTheWholeState(t *testing.T) {
	eachRandom(t, func(t *testing.T, r *rand.Rand) {
		p := newProject(t, r)
		for range 80 {
			cmd, in := p.step(r)
			entries, _ := Decide(p.def, p.state, cmd, in)
			p.apply(entries)
		}
		sum := summary{mark: "m", settled: 7, prints: []byte("abcdefgh")}
		data, err := freezeState("acme/p", &p.state, &sum)
		if err != nil {
			t.Fatal(err)
		}
		s, back, err := thawState("acme/p", data)
		if err != nil || form(t, s) != form(t, p.state) || !reflect.DeepEqual(back, sum) {
			t.Fatalf("came back as %s, %v, %v", form(t, s), back, err)
		}
		// What came back goes on as what was kept.
		for range 20 {
			cmd, in := p.step(r)
			a, _ := Decide(p.def, p.state, cmd, in)
			b, _ := Decide(p.def, s, cmd, in)
			if !reflect.DeepEqual(a, b) {
				t.Fatalf("%s: %v and %v", cmd.Action(), a, b)
			}
			for _, e := range a {
				s = Apply(s, e)
			}
			p.apply(a)
		}
		if form(t, s) != form(t, p.state) {
			t.Fatal("went on to another state")
		}
	})
}

func TestEverySpoiltSnapshotIsRefused(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhaseExecution)
	p.do(AddNote{p.by("pm"), "x", finding.Ref{Kind: "k"}})
	data, err := freezeState("acme/p", &p.state, &summary{mark: "m", prints: []byte("1234")})
	if err != nil {
		t.Fatal(err)
	}
	for i := range data {
		for bit := range 8 {
			spoilt := slices.Clone(data)
			spoilt[i] ^= 1 << bit
			if _, _, err := thawState("acme/p", spoilt); err == nil {
				t.Fatalf("byte %d, bit %d is turned and nobody notices", i, bit)
			}
		}
		if _, _, err := thawState("acme/p", data[:i]); err == nil {
			t.Fatalf("cut after %d bytes and nobody notices", i)
		}
	}
}

// TestSnapshotSchemaFollowsTheState fails when the form of a State changes and
// the version of snapshots does not: then raise snapshotSchema and note the new
// form here.
func TestSnapshotSchemaFollowsTheState(t *testing.T) {
	const schema, want = 4, "29cbb70e"
	shape := shapeOf(reflect.TypeFor[stateJSON](), 0)
	h := fnv.New32a()
	_, _ = h.Write([]byte(shape))
	if got := fmt.Sprintf("%08x", h.Sum32()); snapshotSchema != schema || got != want {
		t.Errorf("schema %d, noted here as %d; the form is %s, noted here as %s:\n%s", snapshotSchema, schema, got, want, shape)
	}
}

// shapeOf returns the names and kinds of all fields.
func shapeOf(t reflect.Type, depth int) string {
	switch {
	case t.Kind() == reflect.Slice:
		return "[]" + shapeOf(t.Elem(), depth)
	case t.Kind() != reflect.Struct || t.PkgPath() == "time" || depth > 3:
		return t.String()
	}
	var parts []string
	for i := range t.NumField() {
		parts = append(parts, t.Field(i).Name+" "+shapeOf(t.Field(i).Type, depth+1))
	}
	return "{" + strings.Join(parts, "; ") + "}"
}

// FuzzThawState wants that no snapshot makes reading fail other than by an error.
func FuzzThawState(f *testing.F) {
	p := newPlay(f, SalesProject()).to(PhasePlanning)
	data, _ := freezeState("acme/p", &p.state, &summary{mark: "m"})
	f.Add(data[4:])
	f.Add([]byte{0})
	f.Fuzz(func(t *testing.T, rest []byte) {
		f := freezer{buf: []byte{0, 0, 0, 0}}
		f.buf = append(f.buf, rest...)
		sumUp(f.buf)
		s, _, err := thawState("acme/p", f.buf)
		if err != nil {
			return
		}
		if _, err := json.Marshal(s); err != nil && !strings.Contains(err.Error(), "year") {
			t.Errorf("read and then not written: %v", err)
		}
	})
}

func BenchmarkSnapshotReads(b *testing.B) {
	for _, n := range []int{100, 10_000, 100_000} {
		log, with := long(b, n)
		if n < defaultSnapshotEvery {
			with = longEngine(b, log.MemLog, 50)
			_, _ = with.State(b.Context(), "acme/p")
		}
		without := longEngine(b, log.MemLog, -1)
		for _, c := range []struct {
			name   string
			engine *Engine
		}{{"with", with}, {"without", without}} {
			b.Run(fmt.Sprintf("State/%s/%d", c.name, n), func(b *testing.B) {
				for b.Loop() {
					if s, err := c.engine.State(b.Context(), "acme/p"); err != nil {
						b.Fatal(err)
					} else {
						sink = s
					}
				}
			})
			b.Run(fmt.Sprintf("Choices/%s/%d", c.name, n), func(b *testing.B) {
				for b.Loop() {
					if _, _, err := c.engine.Choices(b.Context(), "acme/p", "pm"); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run(fmt.Sprintf("AsOf/%s/%d", c.name, n), func(b *testing.B) {
				for b.Loop() {
					if _, err := c.engine.AsOf(b.Context(), "acme/p", time.Date(2046, 1, 1, 0, 0, 0, 0, time.UTC), time.Time{}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
