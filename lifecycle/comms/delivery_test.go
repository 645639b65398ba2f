package comms_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/lifecycletest"
	"github.com/milepost-go/milepost/lifecycle/store"
)

var sendTime = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// desk is a receiver with all that a delivery needs around it, in memory.
type desk struct {
	mu     sync.Mutex
	log    lifecycle.MemLog
	places store.Memory[comms.Place]
	trays  store.Memory[comms.Tray]
	got    []comms.Message // in order of arrival, repeats too
	slept  []time.Duration
	answer func(comms.Message) error // nil: takes everything; a message that fails has not arrived
}

// Notify implements comms.Notifier.
func (d *desk) Notify(ctx context.Context, m comms.Message) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.answer != nil {
		if err := d.answer(m); err != nil {
			return err
		}
	}
	d.got = append(d.got, m)
	return nil
}

func (d *desk) sleep(ctx context.Context, w time.Duration) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.slept = append(d.slept, w)
	return ctx.Err()
}

// still is a feed that ends.
type still struct{ lifecycle.Feed }

func (d *desk) feed() lifecycle.Feed { return still{&d.log} }

// delivery tells the members of each event, and the sponsor of each second.
func (d *desk) delivery() comms.Delivery {
	return comms.Delivery{
		Receiver: "acme/chat", To: d, Places: &d.places, Trays: &d.trays, Sleep: d.sleep, Now: func() time.Time { return sendTime }, Tries: 3,
		Messages: func(r lifecycle.Recorded) []comms.Message {
			list := []comms.Message{{Audience: comms.Member, Kind: "event", Body: []byte(r.ID)}}
			if r.Version%2 == 0 {
				list = append(list, comms.Message{Audience: comms.Sponsor, Kind: "event", Body: []byte(r.ID)})
			}
			return list
		},
	}
}

// happen appends events to projects, one append of n events to each.
func (d *desk) happen(t testing.TB, n int, projects ...string) {
	t.Helper()
	for _, p := range projects {
		var events []lifecycle.Event
		at := d.version(p)
		for i := range n {
			events = append(events, lifecycle.Event{ID: fmt.Sprintf("%s-%d", p, int(at)+i+1), Type: "test.happened", At: sendTime})
		}
		if _, err := d.log.Append(t.Context(), lifecycle.StreamID("acme/"+p), at, events...); err != nil {
			t.Fatal(err)
		}
	}
}

func (d *desk) version(project string) lifecycle.Version {
	v := lifecycle.Version(0)
	for r, err := range d.log.Load(context.Background(), lifecycle.StreamID("acme/"+project), 0) {
		if err == nil {
			v = r.Version
		}
	}
	return v
}

// due returns the ids of all messages of the feed, in order.
func (d *desk) due(t testing.TB) []string {
	t.Helper()
	var ids []string
	for r, err := range d.log.Read(t.Context(), "", 0) {
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range d.delivery().Messages(r) {
			ids = append(ids, comms.MessageID(r.Stream, r.Version, m.Audience, m.Kind))
		}
	}
	return ids
}

func idsOf(list []comms.Message) []string {
	var ids []string
	for _, m := range list {
		ids = append(ids, m.ID)
	}
	return ids
}

// firsts returns each id once, where it came first.
func firsts(ids []string) []string {
	var out []string
	for _, id := range ids {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

func (d *desk) letters(t testing.TB) []comms.DeadLetter {
	t.Helper()
	tray, _, err := d.trays.Load(context.Background(), "acme/chat")
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		t.Fatal(err)
	}
	return tray.Letters
}

// The ids as sha256sum gives them for "11:acme/deal-7,1:3,7:sponsor,6:status,"
// and, with a comma and digits inside, "11:acme/deal-7,2:12,2:3,,0:,".
func TestMessageID(t *testing.T) {
	for _, c := range []struct {
		version  lifecycle.Version
		audience comms.AudienceID
		kind     comms.MessageKind
		want     string
	}{
		{3, "sponsor", "status", "89f27bee4bdcae3d79d6ca773f5fa3771206c18e80cf5bf04c86388b8ddabfea"},
		{12, "3,", "", "615896f825fc40811efd89181f268c4a21bce3377598b776c9c6e2719483bc04"},
	} {
		if got := comms.MessageID("acme/deal-7", c.version, c.audience, c.kind); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestEverythingInOrderOnce(t *testing.T) {
	for _, page := range []int{0, 1, 7, 1000} {
		d := new(desk)
		for range 5 {
			d.happen(t, 3, "a", "b")
		}
		delivery := d.delivery()
		delivery.Page = page
		for range 3 { // the second and the third find nothing new
			if err := delivery.Run(t.Context(), d.feed()); err != nil {
				t.Fatal(err)
			}
		}
		if got := idsOf(d.got); !slices.Equal(got, d.due(t)) || len(got) < 40 {
			t.Errorf("page %d: %d messages, want %d in order", page, len(got), len(d.due(t)))
		}
		d.happen(t, 1, "c")
		if err := delivery.Run(t.Context(), d.feed()); err != nil || !slices.Equal(idsOf(d.got), d.due(t)) {
			t.Errorf("page %d: what is new did not come once: %v", page, err)
		}
		m := d.got[len(d.got)-1]
		if m.Stream != "acme/c" || m.Version != 1 || !m.At.Equal(sendTime) || string(m.Body) != "c-1" || m.Audience != comms.Member {
			t.Errorf("message %+v", m)
		}
	}
}

// faults lets the n-th step of anything fail, before or after it is done.
type faults struct {
	mu    sync.Mutex
	step  int
	at    int
	after bool
}

var errStep = errors.New("this step fails")

// around does one step.
func (f *faults) around(do func() error) error {
	f.mu.Lock()
	now := f.step == f.at
	f.step++
	f.mu.Unlock()
	if now && !f.after {
		return errStep
	}
	if err := do(); err != nil {
		return err
	}
	if now {
		return errStep
	}
	return nil
}

type faultyNotifier struct {
	*faults
	to comms.Notifier
}

func (n faultyNotifier) Notify(ctx context.Context, m comms.Message) error {
	return n.around(func() error { return n.to.Notify(ctx, m) })
}

type faultyStore[T any] struct {
	*faults
	in store.Store[T]
}

func (s faultyStore[T]) Load(ctx context.Context, id string) (doc T, v store.Version, err error) {
	err = s.around(func() error { doc, v, err = s.in.Load(ctx, id); return err })
	if errors.Is(err, errStep) {
		var none T
		return none, 0, err
	}
	return doc, v, err
}

func (s faultyStore[T]) Save(ctx context.Context, id string, expect store.Version, doc T) (v store.Version, err error) {
	err = s.around(func() error { v, err = s.in.Save(ctx, id, expect, doc); return err })
	if err != nil {
		return 0, err
	}
	return v, nil
}

// Every step in turn fails, before and after it is done, and so does every read
// of the feed: each message arrives or is in the tray, none in front of one of
// its project that was due before it, and what comes again has its old id.
func TestAtLeastOnceWithAFaultAtEveryStep(t *testing.T) {
	for _, tries := range []int{1, 3} {
		for _, hold := range []bool{false, true} {
			for _, after := range []bool{false, true} {
				steps := 1
				for at := 0; at < steps; at++ {
					steps = oneFault(t, tries, hold, &faults{at: at, after: after})
				}
				if steps < 15 {
					t.Fatalf("only %d steps", steps)
				}
			}
		}
	}
}

// oneFault delivers with one fault and returns how many steps it took.
func oneFault(t *testing.T, tries int, hold bool, f *faults) int {
	t.Helper()
	d := new(desk)
	d.happen(t, 2, "a", "b", "a")
	bad := comms.MessageID("acme/a", 2, comms.Member, "event")
	d.answer = func(m comms.Message) error {
		if m.ID == bad {
			return comms.ErrPermanent
		}
		return nil
	}
	run := d.delivery()
	run.Tries, run.Hold, run.Page = tries, hold, 3
	run.To, run.Places, run.Trays = faultyNotifier{f, d}, faultyStore[comms.Place]{f, &d.places}, faultyStore[comms.Tray]{f, &d.trays}
	feed := still{lifecycletest.Faulty(&d.log, lifecycletest.Plan{Reads: []lifecycletest.Fault{lifecycletest.Cut, lifecycletest.NoFault, lifecycletest.FailBefore}}).(lifecycle.Feed)}
	for i := 0; ; i++ {
		err := run.Run(t.Context(), feed)
		if err == nil {
			break
		}
		if i == 5 || !errors.Is(err, errStep) && !errors.Is(err, lifecycletest.ErrInjected) {
			t.Fatalf("step %d: run %d: %v", f.at, i, err)
		}
	}
	accounted(t, d, hold, fmt.Sprintf("tries %d hold %v after %v step %d", tries, hold, f.after, f.at))
	return f.step
}

// accounted wants every message to have arrived or to be in the tray, and those
// that arrived to have come in order, for the first time, project by project.
func accounted(t *testing.T, d *desk, strict bool, what string) {
	t.Helper()
	place := map[string]int{}
	due := d.due(t)
	for i, id := range due {
		place[id] = i
	}
	missing := map[string]bool{}
	for _, id := range due {
		missing[id] = true
	}
	last, dead := map[lifecycle.StreamID]int{}, map[lifecycle.StreamID]int{}
	for _, l := range d.letters(t) {
		delete(missing, l.Message.ID)
		if slices.Contains(idsOf(d.got), l.Message.ID) {
			continue // it came before it became a letter: only its answer was lost
		}
		if at, some := dead[l.Message.Stream]; !some || place[l.Message.ID] < at {
			dead[l.Message.Stream] = place[l.Message.ID]
		}
	}
	for _, id := range firsts(idsOf(d.got)) {
		m := d.got[slices.IndexFunc(d.got, func(m comms.Message) bool { return m.ID == id })]
		at, known := place[id]
		if !known || at < last[m.Stream] {
			t.Errorf("%s: message %d of %s came out of order", what, at, m.Stream)
		}
		if first, some := dead[m.Stream]; strict && some && at > first {
			t.Errorf("%s: message %d of %s passed the letter %d", what, at, m.Stream, first)
		}
		last[m.Stream] = at
		delete(missing, id)
	}
	if len(missing) > 0 {
		t.Errorf("%s: %d of %d messages are nowhere", what, len(missing), len(due))
	}
}

// Many faults at random, with restarts: the same law, and once everything works
// again a replay empties the tray.
func TestAtLeastOnceAtRandom(t *testing.T) {
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(9, seed))
		d := new(desk)
		for range 6 {
			d.happen(t, 1+rng.IntN(3), []string{"a", "b", "c"}[rng.IntN(3)])
		}
		healed := false
		d.answer = func(comms.Message) error {
			switch n := rng.IntN(6); {
			case healed || n > 2:
				return nil
			case n == 2:
				return fmt.Errorf("odd: %w", comms.ErrPermanent)
			case n == 1:
				return &comms.Later{After: time.Minute}
			}
			return errors.New("unknown")
		}
		run := d.delivery()
		run.Hold, run.Page, run.Tries = seed%2 == 0, 1+rng.IntN(5), 1+rng.IntN(3)
		for at := rng.IntN(20); ; at += 1 + rng.IntN(20) {
			f := &faults{at: at, after: rng.IntN(2) == 0}
			run.To, run.Places, run.Trays = faultyNotifier{f, d}, faultyStore[comms.Place]{f, &d.places}, faultyStore[comms.Tray]{f, &d.trays}
			if err := run.Run(t.Context(), d.feed()); err == nil {
				break
			} else if !errors.Is(err, errStep) {
				t.Fatal(seed, err)
			}
		}
		accounted(t, d, run.Hold, fmt.Sprint("seed ", seed))
		healed, run.To, run.Places, run.Trays = true, d, &d.places, &d.trays
		waiting := len(d.letters(t))
		done, err := run.Replay(t.Context())
		if err != nil || len(done.Sent) != waiting || len(done.Left) != 0 || len(d.letters(t)) != 0 {
			t.Fatalf("seed %d: replay of %d: %+v, %v", seed, waiting, done, err)
		}
		if run.Hold { // nothing ever passed anything else of its project
			accounted(t, d, true, fmt.Sprint("replayed, seed ", seed))
		}
		for _, id := range d.due(t) {
			if !slices.Contains(idsOf(d.got), id) {
				t.Fatalf("seed %d: a message never came", seed)
			}
		}
	}
}

// A process that dies between sending and saving sends the same message, with
// the same id, once more.
func TestCrashBetweenSendAndSave(t *testing.T) {
	d := new(desk)
	d.happen(t, 1, "a")
	run := d.delivery()
	run.Places = faultyStore[comms.Place]{&faults{at: 1}, &d.places} // the load works, the save does not
	if err := run.Run(t.Context(), d.feed()); !errors.Is(err, errStep) {
		t.Fatal(err)
	}
	if err := d.delivery().Run(t.Context(), d.feed()); err != nil {
		t.Fatal(err)
	}
	if len(d.got) != 2 || !reflect.DeepEqual(d.got[0], d.got[1]) {
		t.Errorf("got %+v", d.got)
	}
}

func TestWaits(t *testing.T) {
	s := time.Second
	for _, c := range []struct {
		name  string
		fault error
		most  time.Duration
		want  []time.Duration
	}{
		{"doubled", comms.ErrTemporary, 0, []time.Duration{s, 2 * s, 4 * s, 8 * s, 16 * s, 32 * s, 64 * s, 128 * s, 256 * s, 300 * s, 300 * s}},
		{"unknown errors too", errors.New("x"), 5 * s, []time.Duration{s, 2 * s, 4 * s, 5 * s, 5 * s, 5 * s, 5 * s, 5 * s, 5 * s, 5 * s, 5 * s}},
		{"as asked", fmt.Errorf("x: %w", &comms.Later{After: 10 * s}), 20 * s, []time.Duration{10 * s, 10 * s, 10 * s, 10 * s, 16 * s, 20 * s, 20 * s, 20 * s, 20 * s, 20 * s, 20 * s}},
		{"as asked, within bounds", &comms.Later{After: 1 << 62}, 3 * s, slices.Repeat([]time.Duration{3 * s}, 11)},
		{"nothing asked", &comms.Later{After: -5}, s, slices.Repeat([]time.Duration{s}, 11)},
		{"overflow", comms.ErrTemporary, 1<<63 - 1, nil},
	} {
		d := new(desk)
		d.happen(t, 1, "a")
		d.answer = func(comms.Message) error { return c.fault }
		run := d.delivery()
		run.Tries, run.MostWait = 12, c.most
		if c.want == nil {
			run.Tries = 100
		}
		if err := run.Run(t.Context(), d.feed()); err != nil {
			t.Fatal(err)
		}
		if c.want != nil && !slices.Equal(d.slept, c.want) {
			t.Errorf("%s: %v", c.name, d.slept)
		}
		for i, w := range d.slept {
			if w <= 0 || i > 0 && w < d.slept[i-1] {
				t.Errorf("%s: wait %d is %v", c.name, i, w)
			}
		}
	}
}

func TestDeadLetters(t *testing.T) {
	d := new(desk)
	d.happen(t, 1, "a", "b", "a", "b")
	d.answer = func(m comms.Message) error {
		switch {
		case m.Stream == "acme/a" && m.Version == 1:
			return fmt.Errorf("%s\xff%w", strings.Repeat("\u4e2d", 300), comms.ErrPermanent)
		case m.Stream == "acme/b" && m.Audience == comms.Sponsor:
			return comms.ErrTemporary
		}
		return nil
	}
	if err := d.delivery().Run(t.Context(), d.feed()); err != nil {
		t.Fatal(err)
	}
	letters := d.letters(t)
	if len(letters) != 2 {
		t.Fatalf("%+v", letters)
	}
	a, b := letters[0], letters[1]
	if a.Why != comms.LetterRefused || a.Tries != 1 || a.Fault != strings.Repeat("\u4e2d", 166) || string(a.Message.Body) != "a-1" || !a.At.Equal(sendTime) {
		t.Errorf("%+v", a)
	}
	if b.Why != comms.LetterUntaken || b.Tries != 3 || b.Fault != comms.ErrTemporary.Error() || b.Message.Version != 2 {
		t.Errorf("%+v", b)
	}
	if len(d.got) != 4 { // of six messages
		t.Errorf("%d arrived", len(d.got))
	}
	d.answer = func(m comms.Message) error {
		if m.Stream == "acme/a" {
			return comms.ErrPermanent
		}
		return nil
	}
	done, err := d.delivery().Replay(t.Context())
	if err != nil || !slices.Equal(done.Sent, []string{b.Message.ID}) || !slices.Equal(done.Left, []string{a.Message.ID}) {
		t.Errorf("%+v, %v", done, err)
	}
	if letters = d.letters(t); len(letters) != 1 || letters[0].Tries != 2 {
		t.Errorf("%+v", letters)
	}
}

// With Hold nothing of a project passes a letter, and the other project goes on.
func TestHold(t *testing.T) {
	d := new(desk)
	d.happen(t, 1, "a", "b", "a", "b", "a")
	down := true
	d.answer = func(m comms.Message) error {
		if down && m.Stream == "acme/a" {
			return comms.ErrTemporary
		}
		return nil
	}
	run := d.delivery()
	run.Hold = true
	if err := run.Run(t.Context(), d.feed()); err != nil {
		t.Fatal(err)
	}
	var why []string
	for _, l := range d.letters(t) {
		why = append(why, fmt.Sprint(l.Message.Version, " ", l.Message.Audience, " ", l.Why, " ", l.Tries))
	}
	if want := []string{"1 member untaken 3", "2 member held 0", "2 sponsor held 0", "3 member held 0"}; !slices.Equal(why, want) {
		t.Errorf("%q", why)
	}
	if len(d.got) != 3 {
		t.Errorf("%d arrived", len(d.got))
	}
	done, err := run.Replay(t.Context())
	if err != nil || len(done.Left) != 4 || len(done.Sent) != 0 || d.letters(t)[1].Tries != 0 {
		t.Errorf("while it is down: %+v, %v", done, err)
	}
	down = false
	if done, err = run.Replay(t.Context()); err != nil || len(done.Sent) != 4 {
		t.Errorf("%+v, %v", done, err)
	}
	d.happen(t, 1, "a")
	if err := run.Run(t.Context(), d.feed()); err != nil || len(d.letters(t)) != 0 {
		t.Errorf("after the replay: %v", err)
	}
	accounted(t, d, true, "hold")
}

// A tray that is full stops the receiver and loses nothing.
func TestFullTray(t *testing.T) {
	d := new(desk)
	d.happen(t, 1, "a", "b", "c")
	d.answer = func(comms.Message) error { return comms.ErrPermanent }
	run := d.delivery()
	run.Letters = 2
	for range 2 {
		if err := run.Run(t.Context(), d.feed()); !errors.Is(err, comms.ErrTooMany) || len(d.letters(t)) != 2 {
			t.Fatalf("%v, %d letters", err, len(d.letters(t)))
		}
	}
	d.answer = nil
	if done, err := run.Replay(t.Context()); err != nil || len(done.Sent) != 2 {
		t.Fatal(done, err)
	}
	if err := run.Run(t.Context(), d.feed()); err != nil || !slices.Equal(idsOf(d.got), d.due(t)) {
		t.Errorf("%v, %d arrived", err, len(d.got))
	}
}

// small is a store that takes trays of one letter.
type small struct{ store.Store[comms.Tray] }

func (s small) Save(ctx context.Context, id string, expect store.Version, doc comms.Tray) (store.Version, error) {
	if len(doc.Letters) > 1 {
		return 0, fmt.Errorf("%w: too large", store.ErrInvalid)
	}
	return s.Store.Save(ctx, id, expect, doc)
}

// A store that takes no larger tray is a full tray.
func TestTrayTooLargeForItsStore(t *testing.T) {
	d := new(desk)
	d.happen(t, 1, "a", "b")
	d.answer = func(comms.Message) error { return comms.ErrPermanent }
	run := d.delivery()
	run.Trays = small{&d.trays}
	if err := run.Run(t.Context(), d.feed()); !errors.Is(err, comms.ErrTooMany) || !errors.Is(err, store.ErrInvalid) || len(d.letters(t)) != 1 {
		t.Errorf("%v, %d letters", err, len(d.letters(t)))
	}
}

// The JSON form of a place and a tray, written by hand.
func TestDeliveryForms(t *testing.T) {
	const tray = `{"letters":[{"message":{"id":"m1","stream":"acme/a","version":2,"audience":"member","kind":"event","at":"2026-03-02T09:00:00Z","body":"aGVsbG8="},` +
		`"why":"untaken","tries":3,"fault":"busy","at":"2026-03-02T10:00:00Z"}]}`
	want := comms.Tray{Letters: []comms.DeadLetter{{
		Message: comms.Message{ID: "m1", Stream: "acme/a", Version: 2, Audience: comms.Member, Kind: "event", At: sendTime, Body: []byte("hello")},
		Why:     comms.LetterUntaken, Tries: 3, Fault: "busy", At: sendTime.Add(time.Hour),
	}}}
	var got comms.Tray
	if err := json.Unmarshal([]byte(tray), &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, %+v", err, got)
	}
	if text, err := json.Marshal(want); err != nil || string(text) != tray {
		t.Errorf("%v, %s", err, text)
	}
	if text, err := json.Marshal(comms.Place{Cursor: "7"}); err != nil || string(text) != `{"cursor":"7"}` {
		t.Errorf("%v, %s", err, text)
	}
}

// A page that comes again leaves alone what is in the tray already, even where
// the receiver would take it now.
func TestPageThatComesAgain(t *testing.T) {
	d := new(desk)
	d.happen(t, 3, "a")
	d.answer = func(m comms.Message) error {
		if m.Version == 1 {
			return comms.ErrPermanent
		}
		return nil
	}
	run := d.delivery()
	run.Places = faultyStore[comms.Place]{&faults{at: 1}, &d.places}
	if err := run.Run(t.Context(), d.feed()); !errors.Is(err, errStep) {
		t.Fatal(err)
	}
	d.answer, run.Places = nil, &d.places
	if err := run.Run(t.Context(), d.feed()); err != nil {
		t.Fatal(err)
	}
	due := d.due(t)
	if want := slices.Concat(due[1:], due[1:]); !slices.Equal(idsOf(d.got), want) || len(d.letters(t)) != 1 || d.letters(t)[0].Message.ID != due[0] {
		t.Errorf("%d came, %d letters", len(d.got), len(d.letters(t)))
	}
}

// Without Hold a letter that stays does not keep the others of its project.
func TestReplayWithoutHold(t *testing.T) {
	d := new(desk)
	d.happen(t, 1, "a", "a")
	d.answer = func(comms.Message) error { return comms.ErrPermanent }
	if err := d.delivery().Run(t.Context(), d.feed()); err != nil {
		t.Fatal(err)
	}
	d.answer = func(m comms.Message) error {
		if m.Version == 1 {
			return comms.ErrPermanent
		}
		return nil
	}
	due := d.due(t)
	if done, err := d.delivery().Replay(t.Context()); err != nil || !slices.Equal(done.Left, due[:1]) || !slices.Equal(done.Sent, due[1:]) {
		t.Errorf("%+v, %v", done, err)
	}
}

// deaf is a store that does not mind contexts.
type deaf[T any] struct{ store.Store[T] }

func (s deaf[T]) Save(ctx context.Context, id string, expect store.Version, doc T) (store.Version, error) {
	return s.Store.Save(context.WithoutCancel(ctx), id, expect, doc)
}

func (s deaf[T]) Load(ctx context.Context, id string) (T, store.Version, error) {
	return s.Store.Load(context.WithoutCancel(ctx), id)
}

// An end while a message is sent, and one while it waits: no letter, no place.
func TestCancel(t *testing.T) {
	for _, inSleep := range []bool{false, true} {
		d := new(desk)
		d.happen(t, 1, "a")
		ctx, cancel := context.WithCancel(t.Context())
		run := d.delivery()
		run.Trays, run.Places = deaf[comms.Tray]{&d.trays}, deaf[comms.Place]{&d.places}
		d.answer = func(comms.Message) error {
			if !inSleep {
				cancel()
			}
			return comms.ErrPermanent
		}
		if inSleep {
			d.answer = func(comms.Message) error { return comms.ErrTemporary }
			run.Sleep = func(ctx context.Context, _ time.Duration) error { cancel(); return ctx.Err() }
		}
		if err := run.Run(ctx, d.feed()); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if _, _, err := d.places.Load(t.Context(), "acme/chat"); len(d.letters(t)) != 0 || !errors.Is(err, store.ErrNotFound) {
			t.Errorf("letters %d, place %v", len(d.letters(t)), err)
		}
	}
}

// A replay that is ended leaves its letters as they were.
func TestCancelledReplay(t *testing.T) {
	d := new(desk)
	d.happen(t, 1, "a")
	d.answer = func(comms.Message) error { return comms.ErrPermanent }
	if err := d.delivery().Run(t.Context(), d.feed()); err != nil {
		t.Fatal(err)
	}
	before := d.letters(t)
	ctx, cancel := context.WithCancel(t.Context())
	d.answer = func(comms.Message) error { cancel(); return comms.ErrPermanent }
	if _, err := d.delivery().Replay(ctx); !errors.Is(err, context.Canceled) || !reflect.DeepEqual(d.letters(t), before) {
		t.Errorf("%v, %+v", err, d.letters(t))
	}
}

// A receiver that hangs for good and one that refuses hold up nobody else.
func TestNobodyWaitsForOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var good, dead desk
		good.happen(t, 1, "a", "b", "a")
		ctx, cancel := context.WithCancel(t.Context())
		hangs, refused, fine := good.delivery(), dead.delivery(), good.delivery()
		hangs.Receiver, hangs.To = "acme/hangs", hanging{}
		refused.Receiver, refused.Places = "acme/broken", faultyStore[comms.Place]{&faults{}, &dead.places}
		end := make(chan error)
		go func() { end <- comms.RunAll(ctx, &good.log, hangs, refused, fine) }()
		synctest.Wait()
		if got := idsOf(good.got); !slices.Equal(got, good.due(t)) || len(got) != 4 {
			t.Errorf("%d messages arrived", len(got))
		}
		good.happen(t, 1, "c") // the feed is waited for
		synctest.Wait()
		if got := idsOf(good.got); !slices.Equal(got, good.due(t)) || len(got) != 5 {
			t.Errorf("%d messages arrived", len(got))
		}
		cancel()
		err := <-end
		if !errors.Is(err, context.Canceled) || !errors.Is(err, errStep) || !strings.Contains(err.Error(), `"acme/broken"`) {
			t.Errorf("got %v", err)
		}
	})
}

type hanging struct{}

func (hanging) Notify(ctx context.Context, _ comms.Message) error {
	<-ctx.Done()
	return ctx.Err()
}

// Of two deliveries of one receiver the second to save is told.
func TestTaken(t *testing.T) {
	d := new(desk)
	d.happen(t, 1, "a")
	run := d.delivery()
	d.answer = func(comms.Message) error {
		_, err := d.places.Save(t.Context(), "acme/chat", 0, comms.Place{Cursor: "1"})
		return err
	}
	if err := run.Run(t.Context(), d.feed()); !errors.Is(err, comms.ErrTaken) || !errors.Is(err, store.ErrConflict) {
		t.Errorf("got %v", err)
	}
}

func TestNoDelivery(t *testing.T) {
	d := new(desk)
	d.happen(t, 1, "a")
	for name, spoil := range map[string]func(*comms.Delivery){
		"no Notifier":        func(d *comms.Delivery) { d.To = nil },
		"no store of places": func(d *comms.Delivery) { d.Places = nil },
		"no store of trays":  func(d *comms.Delivery) { d.Trays = nil },
		"no Messages":        func(d *comms.Delivery) { d.Messages = nil },
		"no Sleep":           func(d *comms.Delivery) { d.Sleep = nil },
		"below 0":            func(d *comms.Delivery) { d.Page = -1 },
		"id":                 func(d *comms.Delivery) { d.Receiver = "" },
		"two messages": func(d *comms.Delivery) {
			d.Messages = func(lifecycle.Recorded) []comms.Message { return make([]comms.Message, 2) }
		},
	} {
		run := d.delivery()
		spoil(&run)
		if err := run.Run(t.Context(), d.feed()); !errors.Is(err, comms.ErrDelivery) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, replay := comms.Delivery{}.Replay(t.Context())
	for name, err := range map[string]error{
		"everything": comms.Delivery{}.Run(t.Context(), d.feed()), "no feed": d.delivery().Run(t.Context(), nil), "replay": replay,
		"twice": comms.RunAll(t.Context(), d.feed(), d.delivery(), d.delivery()),
	} {
		if !errors.Is(err, comms.ErrDelivery) || len(d.got) != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What Messages returns is not kept, and what a notifier does to a body harms
// neither the next try nor the letter.
func TestBodiesAreCopies(t *testing.T) {
	d := new(desk)
	d.happen(t, 1, "a")
	d.answer = func(m comms.Message) error {
		if string(m.Body) != "a-1" {
			t.Errorf("body %q", m.Body)
		}
		m.Body[0] = 'X'
		return comms.ErrTemporary
	}
	if err := d.delivery().Run(t.Context(), d.feed()); err != nil || string(d.letters(t)[0].Message.Body) != "a-1" {
		t.Errorf("%v, %+v", err, d.letters(t))
	}
}

func TestTrayCheck(t *testing.T) {
	letter := func(id string, why comms.LetterCause) comms.DeadLetter {
		return comms.DeadLetter{Message: comms.Message{ID: id, Stream: "acme/a"}, Why: why, Tries: 8, Fault: "410 Gone"}
	}
	tray := comms.Tray{Letters: []comms.DeadLetter{letter("m1", comms.LetterRefused), letter("m2", comms.LetterUntaken), letter("m3", comms.LetterHeld)}}
	found := map[finding.Code]string{}
	for _, f := range tray.Check() {
		found[f.Code] = f.Subject.ID + " " + f.Got.Plain() + " " + string(f.Remedy) + " " + f.Related[0].ID
	}
	want := map[finding.Code]string{
		comms.CodeLetterRefused: "m1 410 Gone comms.remedy.mend_message acme/a",
		comms.CodeLetterUntaken: "m2 8 comms.remedy.replay_letters acme/a",
		comms.CodeLetterHeld:    "m3  comms.remedy.replay_letters acme/a",
	}
	if !reflect.DeepEqual(found, want) {
		t.Errorf("%q", found)
	}
	if left := tray.Without("m2"); len(left.Letters) != 2 || len(tray.Letters) != 3 || left.Letters[1].Message.ID != "m3" {
		t.Errorf("%+v", left)
	}
	if (comms.Tray{}).Check() != nil {
		t.Error("an empty tray has findings")
	}
}

func TestLater(t *testing.T) {
	cause := errors.New("429")
	err := &comms.Later{After: time.Minute, Err: cause}
	if !errors.Is(err, cause) || !errors.Is(err, comms.ErrTemporary) || errors.Is(err, comms.ErrPermanent) || err.Error() != "429, again after 1m0s" {
		t.Error(err)
	}
	if bare := (&comms.Later{After: time.Second}); !errors.Is(bare, comms.ErrTemporary) || !strings.Contains(bare.Error(), "1s") {
		t.Error(bare)
	}
}
