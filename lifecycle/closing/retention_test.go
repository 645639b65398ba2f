package closing_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func civil(text string) calendar.Date {
	d, err := calendar.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// The days by hand, with both kinds of leap year.
func TestHowLongItemsAreKept(t *testing.T) {
	for _, c := range []struct {
		archived string
		years    int
		want     string
	}{
		{"2026-07-15", 10, "2036-07-15"}, {"2024-02-29", 1, "2025-02-28"}, {"2024-02-29", 4, "2028-02-29"}, {"2096-02-29", 4, "2100-02-28"}, {"1996-02-29", 4, "2000-02-29"},
		{"2026-07-15", 0, ""}, {"2026-07-15", -1, ""}, {"2026-07-15", 7974, ""}, {"2026-07-15", 7973, "9999-07-15"},
	} {
		last, ends := closing.Retention{Years: c.years}.Until(civil(c.archived))
		if last.String() != c.want || ends != (c.want != "") {
			t.Errorf("%s for %d years: %v %v, want %s", c.archived, c.years, last, ends, c.want)
		}
	}
	if _, ends := (closing.Retention{Years: 10}).Until(calendar.Date{}); ends {
		t.Error("an archive of no day")
	}
}

func TestExpiredItems(t *testing.T) {
	m := closing.Manifest{On: civil("2026-07-15"), Classes: []closing.Retention{{ID: "short", Years: 2}, {ID: "ever"}},
		Items: []closing.Item{{Name: "a", Retention: "short"}, {Name: "b", Retention: "ever"}, {Name: "c", Retention: "none"}}}
	if got := m.Expired(civil("2028-07-15")); len(got) != 0 {
		t.Errorf("on the last day: %+v", got)
	}
	if got := m.Expired(civil("2028-07-16")); len(got) != 1 || got[0].Name != "a" {
		t.Errorf("the day after: %+v", got)
	}
}

// house is a host whose people may do everything and whose facts are as it is
// told.
type house struct {
	facts []lifecycle.Fact
	at    time.Time
	n     int
}

func (h *house) now() time.Time { h.at = h.at.Add(time.Minute); return h.at }

func (h *house) Authorize(context.Context, lifecycle.StreamID, lifecycle.Ask) (lifecycle.Grant, error) {
	return lifecycle.Grant{Roles: []lifecycle.Role{lifecycle.RoleManager, lifecycle.RoleSponsor}}, nil
}

func (h *house) Facts(context.Context, lifecycle.StreamID, []lifecycle.FactName) ([]lifecycle.Fact, error) {
	return h.facts, nil
}

func (h *house) know(name lifecycle.FactName, v finding.Value) {
	h.tell(lifecycle.Fact{Name: name, Value: v, At: h.at})
}

func (h *house) tell(f lifecycle.Fact) {
	h.facts = append(slices.DeleteFunc(h.facts, func(o lifecycle.Fact) bool { return o.Name == f.Name }), f)
}

func (h *house) head() lifecycle.Header {
	h.n++
	return lifecycle.Header{ID: lifecycle.CommandID(fmt.Sprint("c", h.n)), Actor: "pm", Reason: "because"}
}

func (h *house) engine(t *testing.T, log lifecycle.Log) *lifecycle.Engine {
	t.Helper()
	spec := lifecycle.SalesProject().Spec()
	for i := range spec.Gates {
		spec.Gates[i].Approvals, spec.Gates[i].NotProposer = nil, false
	}
	spec.ID = "short"
	def, err := lifecycle.Define(spec)
	if err != nil {
		t.Fatal(err)
	}
	e, err := lifecycle.New(lifecycle.Config{Log: log, Definitions: []*lifecycle.Definition{def}, Auth: h, Facts: []lifecycle.FactSource{h}, Now: h.now})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// closed is a project that is closed and waits for its archive.
func closed(t *testing.T) (*house, *lifecycle.Engine, *lifecycle.MemLog) {
	t.Helper()
	h, log := &house{at: time.Date(2026, 7, 15, 9, 0, 0, 0, time.UTC)}, &lifecycle.MemLog{}
	e := h.engine(t, log)
	h.know(lifecycle.FactOpenItems, finding.Number(0, ""))
	h.know(lifecycle.FactOutcomeJudged, finding.Bool(true))
	h.know(lifecycle.FactReportMade, finding.Bool(true))
	for _, cmd := range []lifecycle.Command{lifecycle.StartProject{Header: h.head(), Definition: "short"}, lifecycle.Cancel{Header: h.head()},
		lifecycle.Close{Header: h.head(), Outcome: lifecycle.Cancelled}} {
		if _, err := e.Do(t.Context(), "acme/p", cmd); err != nil {
			t.Fatal(err)
		}
	}
	return h, e, log
}

// An archive that lacks a kind is refused by the gate; with an exception on
// record it passes; one that was damaged is refused again. What is archived can
// be read, and nothing else.
func TestTheGateOfTheArchive(t *testing.T) {
	h, e, _ := closed(t)
	whole, files := archive(t)
	required := closing.Required("en", "zh-CN")
	archived := func(m closing.Manifest, verified []finding.Finding) error {
		h.tell(closing.ArchiveFact(m, required, verified, h.at, "archive"))
		_, err := e.Do(t.Context(), "acme/p", lifecycle.Archive{Header: h.head()})
		return err
	}
	lacking := whole
	lacking.Items = slices.DeleteFunc(slices.Clone(whole.Items), func(i closing.Item) bool { return i.Kind == closing.DecisionsItem })
	lacking = seal(t, lacking)
	var refused *lifecycle.Refusal
	if err := archived(lacking, nil); !errors.As(err, &refused) {
		t.Fatalf("without the decisions: %v", err)
	}
	if err := archived(whole, closing.VerifyFS(lacking, files)); !errors.As(err, &refused) {
		t.Fatalf("with a surplus item: %v", err)
	}
	if s, err := e.State(t.Context(), "acme/p"); err != nil || s.Standing != lifecycle.Closed {
		t.Fatalf("after refusals: %v, %v", s.Standing, err)
	}
	lacking.Excepted = []closing.Exception{{Kind: closing.DecisionsItem, Reason: "decided by word of mouth", By: "sponsor", On: date(7, 14)}}
	lacking = seal(t, lacking)
	if err := archived(lacking, nil); err != nil {
		t.Fatalf("with an exception on record: %v", err)
	}
	for _, cmd := range []lifecycle.Command{lifecycle.AddNote{Header: h.head(), Text: "late"}, lifecycle.Reopen{Header: h.head()},
		lifecycle.AttachDocument{Header: h.head()}, lifecycle.Archive{Header: h.head()}} {
		if _, err := e.Do(t.Context(), "acme/p", cmd); !errors.As(err, &refused) || !slices.ContainsFunc(refused.Findings, func(f finding.Finding) bool { return f.Code == lifecycle.CodeProjectArchived }) {
			t.Errorf("%T of an archived project: %v", cmd, err)
		}
	}
	if _, err := e.Verify(t.Context(), "acme/p"); err != nil {
		t.Errorf("an archived project can be read and verified: %v", err)
	}
}

// lineLog writes the history of the project and returns the lines.
func lineLog(t *testing.T, log lifecycle.Log) string {
	t.Helper()
	var b strings.Builder
	if err := closing.WriteLog(&b, log.Load(t.Context(), "acme/p", 0)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A history that went through lines is the same: its state, its chain, its
// lines.
func TestALogGoesThroughLines(t *testing.T) {
	h, e, log := closed(t)
	text := lineLog(t, log)
	events, err := closing.ReadLog(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	other := &lifecycle.MemLog{}
	if _, err := other.Append(t.Context(), "acme/p", 0, events...); err != nil {
		t.Fatal(err)
	}
	if again := lineLog(t, other); again != text || strings.Count(text, "\n") != len(events) || len(events) < 3 {
		t.Errorf("got\n%s\nwant\n%s", again, text)
	}
	there := h.engine(t, other)
	was, err := e.Verify(t.Context(), "acme/p")
	if err != nil {
		t.Fatal(err)
	}
	if is, err := there.Verify(t.Context(), "acme/p"); err != nil || is != was {
		t.Errorf("checkpoint %+v, %v, want %+v", is, err, was)
	}
	a, errA := e.State(t.Context(), "acme/p")
	b, errB := there.State(t.Context(), "acme/p")
	textA, _ := a.MarshalJSON()
	if textB, err := b.MarshalJSON(); errors.Join(err, errA, errB) != nil || !bytes.Equal(textA, textB) {
		t.Errorf("states differ: %v %v", errA, errB)
	}
}

// Data that is no text, times to the microsecond, and an empty history.
func TestOddEventsGoThroughLines(t *testing.T) {
	log := &lifecycle.MemLog{}
	events := []lifecycle.Event{
		{ID: "1", Type: "host.odd", At: time.Date(2026, 1, 2, 3, 4, 5, 678_000, time.UTC), Data: []byte("\xff\x00<&>"), Meta: map[string]string{"a": "<b>"}},
		{ID: "2", Type: "host.empty", Schema: 3, At: time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)},
		{ID: "3", Type: "host.text", At: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC), Data: []byte("line\n\u2028 \u4e00")},
	}
	if _, err := log.Append(t.Context(), "acme/p", 0, events...); err != nil {
		t.Fatal(err)
	}
	text := lineLog(t, log)
	got, err := closing.ReadLog(strings.NewReader(text))
	if err != nil || len(got) != 3 {
		t.Fatal(err)
	}
	for i, e := range events {
		if !bytes.Equal(got[i].Data, e.Data) || !got[i].At.Equal(e.At) || got[i].ID != e.ID || got[i].Schema != e.Schema || got[i].Meta["a"] != e.Meta["a"] {
			t.Errorf("got %+v, want %+v", got[i], e)
		}
	}
	if none, err := closing.ReadLog(strings.NewReader("")); err != nil || len(none) != 0 {
		t.Errorf("an empty log: %v, %v", none, err)
	}
}

func TestReadLogRefuses(t *testing.T) {
	const first = `{"version":1,"id":"1","type":"t","schema":0,"at":"2026-01-02T03:04:05Z"}` + "\n"
	for what, text := range map[string]string{
		"no JSON": "x\n", "an unknown member": `{"version":1,"extra":1}`, "a gap": first + strings.Replace(first, `"version":1`, `"version":3`, 1), "the same twice": first + first,
		"data twice": `{"version":1,"data":"x","data_base64":"eA=="}`, "two on a line": strings.TrimSpace(first) + strings.TrimSpace(first), "an empty line": "\n" + first,
	} {
		if _, err := closing.ReadLog(strings.NewReader(text)); !errors.Is(err, closing.ErrForm) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := closing.ReadLog(strings.NewReader(strings.Repeat("x", closing.MaxLogLine+1))); !errors.Is(err, closing.ErrTooMany) {
		t.Errorf("a long line: %v", err)
	}
	if _, err := closing.ReadLog(broken{}); !errors.Is(err, errBroken) {
		t.Errorf("a broken reader: %v", err)
	}
	huge := func(yield func(lifecycle.Recorded, error) bool) {
		yield(lifecycle.Recorded{Event: lifecycle.Event{Data: make([]byte, closing.MaxLogLine)}}, nil)
	}
	if err := closing.WriteLog(io.Discard, huge); !errors.Is(err, closing.ErrTooMany) {
		t.Errorf("a huge event: %v", err)
	}
	if err := closing.WriteLog(io.Discard, func(yield func(lifecycle.Recorded, error) bool) { yield(lifecycle.Recorded{}, errBroken) }); !errors.Is(err, errBroken) {
		t.Errorf("a broken log: %v", err)
	}
	if err := closing.WriteLog(&full{3}, func(yield func(lifecycle.Recorded, error) bool) { yield(lifecycle.Recorded{}, nil) }); !errors.Is(err, errDisk) {
		t.Errorf("a broken writer: %v", err)
	}
}

func FuzzReadLog(f *testing.F) {
	f.Add(`{"version":1,"id":"1","type":"t","schema":0,"at":"2026-01-02T03:04:05Z","data":"x","meta":{"a":"b"}}` + "\n")
	f.Fuzz(func(t *testing.T, text string) {
		events, err := closing.ReadLog(strings.NewReader(text))
		if err != nil {
			return
		}
		var b strings.Builder
		err = closing.WriteLog(&b, func(yield func(lifecycle.Recorded, error) bool) {
			for i, e := range events {
				if !yield(lifecycle.Recorded{Event: e, Version: lifecycle.Version(i + 1)}, nil) {
					return
				}
			}
		})
		if err != nil {
			return // a time that cannot be written
		}
		if again, err := closing.ReadLog(strings.NewReader(b.String())); err != nil || len(again) != len(events) {
			t.Errorf("%d events, then %d, %v", len(events), len(again), err)
		}
	})
}

func ExampleArchiveFact() {
	manifest, err := closing.Manifest{Project: "P1", On: date(7, 15), By: "pm"}.Seal()
	if err != nil {
		fmt.Println(err)
		return
	}
	at := time.Date(2026, 7, 15, 9, 0, 0, 0, time.UTC)
	fact := closing.ArchiveFact(manifest, []closing.Requirement{{Kind: closing.LogItem}}, nil, at, "archive")
	fmt.Println(fact.Name, fact.Value)
	// Output: archive.manifest_complete false
}

func ExampleManifest_Expired() {
	m := closing.Manifest{On: date(7, 15), Classes: []closing.Retention{{ID: "two_years", Years: 2}}, Items: []closing.Item{{Name: "minutes.md", Retention: "two_years"}}}
	for _, item := range m.Expired(date(7, 15).AddDays(800)) {
		fmt.Println(item.Name)
	}
	// Output: minutes.md
}

func ExampleWriteLog() {
	log := &lifecycle.MemLog{}
	ctx := context.Background()
	at := time.Date(2026, 7, 15, 9, 0, 0, 0, time.UTC)
	if _, err := log.Append(ctx, "acme/p", 0, lifecycle.Event{ID: "1", Type: "host.note", At: at, Data: []byte("hello")}); err != nil {
		fmt.Println(err)
		return
	}
	var b bytes.Buffer
	if err := closing.WriteLog(&b, log.Load(ctx, "acme/p", 0)); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(b.String())
	events, err := closing.ReadLog(&b)
	fmt.Println(len(events), err)
	// Output:
	// {"version":1,"id":"1","type":"host.note","schema":0,"at":"2026-07-15T09:00:00Z","data":"hello"}
	// 1 <nil>
}
