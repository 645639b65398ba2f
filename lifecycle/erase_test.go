package lifecycle

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// sealing returns an engine with a vault on the log.
func sealing(t testing.TB, d *desk, def *Definition, log Log, vault Vault, every int) *Engine {
	t.Helper()
	e, err := New(Config{
		Log: log, Definitions: []*Definition{def}, Auth: d, Facts: []FactSource{d}, Now: func() time.Time { return d.in.Now },
		SnapshotEvery: every, Vault: vault, Random: rand.NewChaCha8([32]byte{7}),
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// secret is a project with personal text of two persons in it: li's reasons and
// title, and a note about wu.
func secret(t testing.TB) (*Engine, *MemLog, *MemVault) {
	t.Helper()
	log, vault := new(MemLog), new(MemVault)
	d := &desk{Input{Now: day(2), Roles: []Role{RoleManager}}}
	e := sealing(t, d, SalesProject(), log, vault, 0)
	for _, cmd := range []Command{
		StartProject{Header: Header{ID: "c1", Actor: "li", Reason: "Ms Li began it"}, Definition: SalesProjectID},
		AddNote{Header{ID: "c2", Actor: "li", Person: "wu"}, "Mr Wu was ill", finding.Ref{Kind: "person", ID: "wu"}},
		AttachDocument{Header{ID: "c3", Actor: "li"}, Document{URI: "doc:1", Title: "Letter of Ms Li"}},
	} {
		if _, err := e.Do(t.Context(), "acme/p", cmd); err != nil {
			t.Fatal(err)
		}
	}
	return e, log, vault
}

func erase(id CommandID, subject SubjectID) EraseSubject {
	return EraseSubject{Header{ID: id, Actor: "li"}, subject}
}

// holds reports which of the texts stand in what the log keeps, base64 undone
// by JSON included.
func holds(t *testing.T, log *MemLog, texts ...string) []string {
	t.Helper()
	var all bytes.Buffer
	for r, err := range log.Load(t.Context(), "acme/p", 0) {
		if err != nil {
			t.Fatal(err)
		}
		var p payload
		if err := json.Unmarshal(r.Data, &p); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&all, "%s %s %v", r.Data, p.Sealed, r.Meta)
		for _, s := range p.Sealed {
			all.Write(s.Text)
		}
	}
	_, _, snapshot, _ := log.LoadSnapshot(t.Context(), "acme/p")
	all.Write(snapshot)
	return slices.DeleteFunc(slices.Clone(texts), func(s string) bool { return !strings.Contains(all.String(), s) })
}

func TestSealedTextIsRead(t *testing.T) {
	e, log, _ := secret(t)
	s, err := e.State(t.Context(), "acme/p")
	if err != nil || s.Remarks()[0].Text != "Mr Wu was ill" || s.Documents()[0].Document.Title != "Letter of Ms Li" {
		t.Fatalf("%v, %v, %v", s.Remarks(), s.Documents(), err)
	}
	list, err := e.History(t.Context(), "acme/p")
	if err != nil || list[0].Reason != "Ms Li began it" || list[1].Body.(NoteAdded).Text != "Mr Wu was ill" {
		t.Fatalf("%v, %v", list, err)
	}
	if found := holds(t, log, "Ms Li began it", "Mr Wu was ill", "Letter of Ms Li"); len(found) > 0 {
		t.Errorf("the log keeps %q", found)
	}
	if found := holds(t, log, "doc:1"); len(found) != 1 {
		t.Error("the search finds nothing at all")
	}
}

// TestReadersWithoutKeysSeeNoGarbage reads without the vault.
func TestReadersWithoutKeysSeeNoGarbage(t *testing.T) {
	_, log, _ := secret(t)
	d := &desk{Input{Now: day(2)}}
	blind := deskEngine(t, d, SalesProject(), log, 0)
	s, err := blind.State(t.Context(), "acme/p")
	if err != nil || s.Remarks()[0].Text != Sealed || s.Documents()[0].Document.Title != Sealed {
		t.Errorf("%v, %v, %v", s.Remarks(), s.Documents(), err)
	}
	for entry, err := range Entries(log.Load(t.Context(), "acme/p", 0)) {
		if err != nil || strings.Contains(form(t, entry.Body)+entry.Reason, "sealed:") {
			t.Errorf("%v, %v", entry, err)
		}
	}
	stranger := sealing(t, d, SalesProject(), log, new(MemVault), 0)
	if s, err := stranger.State(t.Context(), "acme/p"); err != nil || s.Remarks()[0].Text != Erased {
		t.Errorf("with a vault without the keys: %v, %v", s.Remarks(), err)
	}
}

// TestEraseLeavesTheChainValid erases one person and shows, on the very same
// log, that the history verifies, that what was erased is gone, and that every
// bit of what is stored is still watched over.
func TestEraseLeavesTheChainValid(t *testing.T) {
	e, log, _ := secret(t)
	ctx, id := t.Context(), StreamID("acme/p")
	before, err := e.Verify(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	result, err := e.Do(ctx, id, erase("e1", "wu"))
	if err != nil {
		t.Fatal(err)
	}
	if got := result.State.Remarks()[0].Text; got != Erased || result.State.Documents()[0].Document.Title != "Letter of Ms Li" {
		t.Errorf("after erasing wu the note says %q, the title of li %q", got, result.State.Documents()[0].Document.Title)
	}
	if _, err := e.Verify(ctx, id, before); err != nil {
		t.Errorf("after erasing: %v", err)
	}
	list, err := e.History(ctx, id)
	if err != nil || list[1].Body.(NoteAdded).Text != Erased || list[0].Reason != "Ms Li began it" || list[1].Actor != "li" {
		t.Errorf("history %v, %v", list, err)
	}
	if past, err := e.AsOf(ctx, id, day(2), day(2)); err != nil || past.Remarks()[0].Text != Erased {
		t.Errorf("the past still says %v, %v", past.Remarks(), err)
	}
	everyBit(t, log)
}

// everyBit turns every bit of every stored byte, one at a time, and wants
// Verify to name the entry.
func everyBit(t *testing.T, log *MemLog) {
	t.Helper()
	var rows0 []Recorded
	for r, err := range log.Load(t.Context(), "acme/p", 0) {
		if err != nil {
			t.Fatal(err)
		}
		rows0 = append(rows0, r)
	}
	turned := 0
	for i := range rows0 {
		spoil := func(change func(r *Recorded)) {
			t.Helper()
			list := copyOf(rows0)
			change(&list[i])
			_, err := Verify("acme/p", rows(list))
			var corrupt *CorruptError
			if !errors.As(err, &corrupt) || corrupt.Version != Version(i)+1 {
				t.Fatalf("entry %d changed: %v", i+1, err)
			}
			turned++
		}
		for k := range rows0[i].Data {
			for bit := range 8 {
				spoil(func(r *Recorded) { r.Data[k] ^= 1 << bit })
			}
		}
		for key, value := range rows0[i].Meta {
			for k := range value {
				for bit := range 8 {
					spoil(func(r *Recorded) {
						b := []byte(value)
						b[k] ^= 1 << bit
						r.Meta[key] = string(b)
					})
				}
			}
		}
		for k := range rows0[i].ID {
			spoil(func(r *Recorded) {
				b := []byte(r.ID)
				b[k] ^= 1
				r.ID = string(b)
			})
		}
	}
	if turned < 8*1000 {
		t.Errorf("only %d bits turned", turned)
	}
}

func TestRepeatsWithSealedText(t *testing.T) {
	e, _, _ := secret(t)
	ctx, id := t.Context(), StreamID("acme/p")
	note := AddNote{Header{ID: "c2", Actor: "li", Person: "wu"}, "Mr Wu was ill", finding.Ref{Kind: "person", ID: "wu"}}
	again, err := e.Do(ctx, id, note)
	if err != nil || !again.Duplicate || again.Entries[0].Body.(NoteAdded).Text != note.Text || again.State.Remarks()[0].Text != note.Text {
		t.Fatalf("%+v, %v", again, err)
	}
	other := note
	other.Text = "Mr Wu was well"
	if _, err := e.Do(ctx, id, other); !errors.Is(err, ErrCommandReused) {
		t.Errorf("another text: %v", err)
	}
	other = note
	other.Reason = "and why"
	if _, err := e.Do(ctx, id, other); !errors.Is(err, ErrCommandReused) {
		t.Errorf("another reason: %v", err)
	}
	if _, err := e.Do(ctx, id, erase("e1", "wu")); err != nil {
		t.Fatal(err)
	}
	again, err = e.Do(ctx, id, note)
	if err != nil || !again.Duplicate || again.Entries[0].Body.(NoteAdded).Text != Erased {
		t.Errorf("after erasing: %+v, %v", again, err)
	}
	other = note
	other.About.ID = "li"
	if _, err := e.Do(ctx, id, other); !errors.Is(err, ErrCommandReused) {
		t.Errorf("about another after erasing: %v", err)
	}
}

// falling is a log that fails to append when told.
type falling struct {
	*MemLog
	fail bool
}

func (f *falling) Append(ctx context.Context, id StreamID, expect Version, events ...Event) (AppendResult, error) {
	if f.fail {
		return AppendResult{}, errors.New("the process ends here")
	}
	return f.MemLog.Append(ctx, id, expect, events...)
}

// TestEraseIsSafeToRepeat: the process ends between the key and the record.
func TestEraseIsSafeToRepeat(t *testing.T) {
	_, log, vault := secret(t)
	f := &falling{log, true}
	e := sealing(t, &desk{Input{Now: day(3)}}, SalesProject(), f, vault, 0)
	ctx, id := t.Context(), StreamID("acme/p")
	if _, err := e.Do(ctx, id, erase("e1", "wu")); err == nil {
		t.Fatal("it did not end")
	}
	if s, err := e.State(ctx, id); err != nil || s.Remarks()[0].Text != Erased || s.Version != 3 {
		t.Errorf("in between: %v at %d, %v", s.Remarks(), s.Version, err)
	}
	f.fail = false
	if result, err := e.Do(ctx, id, erase("e1", "wu")); err != nil || result.Duplicate || result.Version != 4 {
		t.Errorf("repeated: %+v, %v", result, err)
	}
	if result, err := e.Do(ctx, id, erase("e1", "wu")); err != nil || !result.Duplicate || result.Version != 4 {
		t.Errorf("repeated again: %+v, %v", result, err)
	}
	if _, err := e.Do(ctx, id, erase("e1", "li")); !errors.Is(err, ErrCommandReused) {
		t.Errorf("the same id for another person: %v", err)
	}
	if s, err := e.State(ctx, id); err != nil || s.Documents()[0].Document.Title != "Letter of Ms Li" {
		t.Errorf("what was refused has erased: %v, %v", s.Documents(), err)
	}
	if result, err := e.Do(ctx, id, erase("e2", "nobody")); err != nil || result.Version != 5 {
		t.Errorf("whoever has no key: %v", err)
	}
	if _, err := e.Verify(ctx, id); err != nil {
		t.Error(err)
	}
}

// TestEraseReachesArchivedProjects and every project of the tenant, and none of
// another tenant.
func TestEraseReachesEveryProjectOfTheTenant(t *testing.T) {
	log, vault := new(MemLog), new(MemVault)
	e := sealing(t, &desk{Input{Now: day(3), Roles: []Role{RoleManager}}}, SalesProject(), log, vault, 0)
	ctx := t.Context()
	for _, id := range []StreamID{"acme/a", "acme/b", "other/a"} {
		if _, err := e.Do(ctx, id, StartProject{Header: Header{ID: "s", Actor: "li"}, Definition: SalesProjectID}); err != nil {
			t.Fatal(err)
		}
		if _, err := e.Do(ctx, id, AddNote{Header{ID: "n", Actor: "li"}, "a word", finding.Ref{}}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := e.Do(ctx, "acme/a", erase("e", "li")); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[StreamID]string{"acme/a": Erased, "acme/b": Erased, "other/a": "a word"} {
		if s, err := e.State(ctx, id); err != nil || s.Remarks()[0].Text != want {
			t.Errorf("%s: %v, %v", id, s.Remarks(), err)
		}
	}
	// A new key does not open what was sealed under the one that is gone.
	if result, err := e.Do(ctx, "acme/b", AddNote{Header{ID: "n2", Actor: "li"}, "another", finding.Ref{}}); err != nil ||
		result.State.Remarks()[0].Text != Erased || result.State.Remarks()[1].Text != "another" {
		t.Errorf("%v, %v", result.State.Remarks(), err)
	}
}

func TestEraseOfAnArchivedProject(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhaseClosing)
	p.do(Close{Header: p.by("pm"), Outcome: Attained}, RoleManager)
	p.do(Archive{Header: p.by("pm")}, RoleManager)
	p.do(EraseSubject{p.by("pm"), "li"})
	if back, err := Replay(sure(p.entries)); err != nil || form(t, back) != form(t, p.state) {
		t.Errorf("replayed %v", err)
	}
}

func TestEraseIsRefused(t *testing.T) {
	p := newPlay(t, SalesProject())
	if _, refusal := p.try(EraseSubject{p.by("pm"), "li"}); refusal == nil || refusal.Findings[0].Code != CodeProjectNotStarted {
		t.Errorf("not started: %v", refusal)
	}
	p.start()
	if _, refusal := p.try(EraseSubject{p.by("pm"), ""}); refusal == nil || refusal.Findings[0].Code != CodeCommandBadID {
		t.Errorf("nobody: %v", refusal)
	}
	h := p.by("pm")
	h.Person = "a\nb"
	if _, refusal := p.try(AddNote{h, "x", finding.Ref{}}); refusal == nil || refusal.Findings[0].Code != CodeCommandBadID {
		t.Errorf("person of two lines: %v", refusal)
	}
	for _, text := range []string{Erased, Sealed, sealedMark + "{}"} {
		if _, refusal := p.try(AddNote{p.by("pm"), text, finding.Ref{}}); refusal == nil || refusal.Findings[0].Code != CodeCommandBadText {
			t.Errorf("%q passes for a text: %v", text, refusal)
		}
	}
	_, plain, _ := planning(t)
	if _, err := plain.Do(t.Context(), "acme/p", EraseSubject{head("e", "pm"), "li"}); !errors.Is(err, ErrConfig) {
		t.Errorf("without a vault: %v", err)
	}
	if _, err := New(Config{Log: new(MemLog), Definitions: []*Definition{SalesProject()}, Auth: newOffice(), Now: time.Now, Vault: new(MemVault)}); !errors.Is(err, ErrConfig) {
		t.Errorf("without random bytes: %v", err)
	}
}

// TestSealedTextIsBoundToItsPlace moves sealed texts to where they do not belong.
func TestSealedTextIsBoundToItsPlace(t *testing.T) {
	key := bytes.Repeat([]byte{1}, keySize)
	s := sealedText{At: "text", Subject: "li", Event: "c#1"}
	if err := s.seal("acme/p", "a word", key, rand.NewChaCha8([32]byte{})); err != nil {
		t.Fatal(err)
	}
	if text, ok := s.open("acme/p", key); !ok || text != "a word" {
		t.Fatal("not even in its place")
	}
	at, event, subject, promise := s, s, s, s
	at.At, event.Event, subject.Subject, promise.Commitment = "reason", "c#2", "wu", commitment(nil, "a word")
	for _, moved := range []sealedText{at, event, subject, promise} {
		if _, ok := moved.open("acme/p", key); ok {
			t.Errorf("opened at %+v", moved)
		}
	}
	if _, ok := s.open("acme/q", key); ok {
		t.Error("opened in another project")
	}
	if _, ok := s.open("acme/p", bytes.Repeat([]byte{2}, keySize)); ok {
		t.Error("opened with another key")
	}
	other := s
	if err := other.seal("acme/p", "a word", key, rand.NewChaCha8([32]byte{9})); err != nil || other.Commitment == s.Commitment {
		t.Error("one text has one commitment: it can be guessed")
	}
}

// troubled is a vault that is out of order.
type troubled struct{ *MemVault }

func (troubled) Key(context.Context, string, SubjectID) ([]byte, error) {
	return nil, errors.New("vault closed")
}

func TestErrorsOfTheVaultPass(t *testing.T) {
	_, log, vault := secret(t)
	e := sealing(t, &desk{Input{Now: day(3)}}, SalesProject(), log, troubled{vault}, 0)
	ctx, id := t.Context(), StreamID("acme/p")
	_, errDo := e.Do(ctx, id, AddNote{Header{ID: "n", Actor: "li"}, "x", finding.Ref{}})
	_, errState := e.State(ctx, id)
	_, errHistory := e.History(ctx, id)
	_, errAsOf := e.AsOf(ctx, id, day(9), time.Time{})
	for i, err := range []error{errDo, errState, errHistory, errAsOf} {
		if err == nil || !strings.Contains(err.Error(), "vault closed") {
			t.Errorf("call %d: %v", i, err)
		}
	}
	if _, err := e.Verify(ctx, id); err != nil {
		t.Errorf("Verify needs no vault: %v", err)
	}
}

// TestSealingChangesNothingElse plays random projects with and without a vault,
// snapshots that go wrong included.
func TestSealingChangesNothingElse(t *testing.T) {
	eachRandom(t, func(t *testing.T, r *rand.Rand) {
		p, d := newProject(t, r), &desk{}
		log := &moody{MemLog: new(MemLog), r: r}
		plain, with := deskEngine(t, d, p.def, new(MemLog), -1), sealing(t, d, p.def, log, new(MemVault), 1+r.IntN(5))
		ctx, id := t.Context(), StreamID("acme/p")
		var done []Command
		for range 25 {
			cmd, in := p.step(r)
			if len(done) > 0 && r.IntN(5) == 0 {
				cmd = pick(r, done)
			}
			d.in = in
			a, errA := plain.Do(ctx, id, cmd)
			b, errB := with.Do(ctx, id, cmd)
			if errA != nil || errB != nil {
				if fmt.Sprint(errA) != fmt.Sprint(errB) {
					t.Fatalf("%s: with a vault %v, without %v", cmd.Action(), errB, errA)
				}
				continue
			}
			done, p.state = append(done, cmd), a.State
			p.entries = append(p.entries[:min(len(p.entries), int(a.Version))], a.Entries...)
			c, err := with.State(ctx, id)
			now, _ := plain.State(ctx, id)
			for _, s := range []*State{&a.State, &b.State, &c, &now} {
				s.Head = ""
			}
			if err != nil || form(t, a.State) != form(t, b.State) || form(t, c) != form(t, now) {
				t.Fatalf("%s: with a vault\n%s\nwithout\n%s, %v", cmd.Action(), form(t, c), form(t, a.State), err)
			}
		}
	})
}

// TestPersonalTextsAreMarked wants every text that people write freely to be
// marked: those of commands, and of the bodies that hold them.
func TestPersonalTextsAreMarked(t *testing.T) {
	for _, v := range []any{
		AddNote{}, AttachDocument{}, RequestMove{}, NoteAdded{}, DocumentAttached{}, RaiseItem{}, ItemRaised{}, DecideGate{}, MoveTaken{},
	} {
		if !holdsPersonal(reflect.TypeOf(v)) {
			t.Errorf("%T holds nothing personal", v)
		}
	}
	if holdsPersonal(reflect.TypeOf(StepTaken{})) || holdsPersonal(reflect.TypeOf(FactsRecorded{})) {
		t.Error("steps and facts hold personal text")
	}
	cmd := DecideGate{Header: Header{Reason: "why"}, Conditions: []Condition{{ID: "a", Text: "one"}, {ID: "b", Text: "two"}}}
	without, texts := withoutPersonal(cmd)
	want := map[string]string{"reason": "why", "conditions.0.text": "one", "conditions.1.text": "two"}
	if !reflect.DeepEqual(texts, want) || strings.Contains(form(t, without), "two") || cmd.Conditions[1].Text != "two" {
		t.Errorf("of the command %v, left %s, it itself %s", texts, form(t, without), form(t, cmd))
	}
	terms := &Terms{Conditions: []AgreedCondition{{Condition: cmd.Conditions[0]}, {Condition: cmd.Conditions[1]}}}
	e, got := Entry{Reason: "why", Body: MoveTaken{Terms: terms}}, map[string]string{}
	e.personal(func(at, text string) string { got[at] = text; return "x" })
	if !reflect.DeepEqual(got, want) || terms.Conditions[0].Text != "one" || e.Body.(MoveTaken).Terms.Conditions[1].Text != "x" {
		t.Errorf("of the entry %v, changed to %s", got, form(t, e.Body))
	}
}

func TestVaultCopies(t *testing.T) {
	v, ctx := new(MemVault), t.Context()
	mine := bytes.Repeat([]byte{1}, keySize)
	kept, err := v.Keep(ctx, "acme", "li", mine)
	if err != nil || !bytes.Equal(kept, mine) {
		t.Fatal(kept, err)
	}
	mine[0], kept[1] = 9, 9
	key, err := v.Key(ctx, "acme", "li")
	if err != nil || !bytes.Equal(key, bytes.Repeat([]byte{1}, keySize)) {
		t.Errorf("the vault keeps its callers' slices: %v, %v", key, err)
	}
	if again, _ := v.Keep(ctx, "acme", "li", bytes.Repeat([]byte{2}, keySize)); again[0] != 1 {
		t.Error("a key was replaced")
	}
	if _, err := v.Key(ctx, "other", "li"); !errors.Is(err, ErrNoKey) {
		t.Errorf("of another tenant: %v", err)
	}
	for range 2 {
		if err := v.Erase(ctx, "acme", "li"); err != nil {
			t.Error(err)
		}
	}
	if _, err := v.Key(ctx, "acme", "li"); !errors.Is(err, ErrNoKey) || key[2] != 1 {
		t.Errorf("after erasing: %v", err)
	}
	over, cancel := context.WithCancel(ctx)
	cancel()
	_, errKey := v.Key(over, "acme", "li")
	_, errKeep := v.Keep(over, "acme", "li", mine)
	for _, err := range []error{errKey, errKeep, v.Erase(over, "acme", "li")} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("with the context ended: %v", err)
		}
	}
}
