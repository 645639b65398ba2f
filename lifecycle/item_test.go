package lifecycle

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// tidy returns a sales project whose last gate demands by its own word that
// items are disposed of.
func tidy(t *testing.T) *Definition {
	t.Helper()
	spec := SalesProject().Spec()
	spec.ID = "tidy_sales"
	for i := range spec.Gates {
		if spec.Gates[i].ID == GateClosed {
			spec.Gates[i].ItemsDisposed = true
			spec.Gates[i].Criteria = slices.DeleteFunc(spec.Gates[i].Criteria, func(c Criterion) bool { return c.Fact == FactOpenItems })
		}
	}
	return mustDefine(t, spec)
}

// TestEarlyClosing cancels a project with four things open and closes it when
// each is disposed of.
func TestEarlyClosing(t *testing.T) {
	t.Run("by its fact", func(t *testing.T) { closeEarly(t, SalesProject()) })
	t.Run("by its word", func(t *testing.T) { closeEarly(t, tidy(t)) })
}

func closeEarly(t *testing.T, def *Definition) {
	p := newPlay(t, def).to(PhaseExecution)
	for i, kind := range []string{"task", "risk", "contract", "change"} {
		p.do(RaiseItem{p.by("pm"), ItemID(fmt.Sprintf("i%d", i+1)), kind, "left " + kind}, RoleManager)
	}
	p.approve(MoveCancelProject)
	p.do(Cancel{Header: p.by("pm")}, RoleManager)
	end := Close{Header: p.by("pm"), Outcome: Cancelled}
	disposals := []DisposeItem{
		{Item: "i3", Disposal: ItemHandedOver, To: "legal"}, {Item: "i1", Disposal: ItemDropped},
		{Item: "i4", Disposal: ItemDone}, {Item: "i2", Disposal: ItemCarriedOn, To: "acme/next"},
	}
	for i, d := range disposals {
		_, refusal := p.try(end, RoleManager)
		if refusal == nil {
			t.Fatalf("closed with %d items open", len(disposals)-i)
		}
		var named, steps []string
		for _, f := range refusal.Findings {
			if f.Code != CodeItemOpen || f.Remedy != RemedyDisposeItem || f.Related[0].ID != string(GateClosed) {
				t.Errorf("found %v", f)
			}
			named = append(named, f.Subject.ID)
		}
		for _, s := range refusal.Steps {
			steps = append(steps, s.Subject.ID)
		}
		left := []string{"i1", "i2", "i3", "i4"}
		for _, done := range disposals[:i] {
			left = slices.DeleteFunc(left, func(id string) bool { return id == string(done.Item) })
		}
		if !slices.Equal(named, left) || !slices.Equal(steps, left) {
			t.Errorf("named %v and steps %v, open are %v", named, steps, left)
		}
		d.Header = p.by("pm")
		p.do(d, RoleManager)
	}
	p.do(end, RoleManager)
	c := p.state.Closings()
	if len(c) != 1 || c[0].Outcome != Cancelled || !c[0].Cancelled {
		t.Errorf("closed as %+v", c)
	}
	// The report and the archive are still demanded.
	p.facts[FactReportMade] = finding.Bool(false)
	if _, refusal := p.try(Archive{Header: p.by("pm")}, RoleManager); refusal == nil || first(t, refusal.Findings, CodeFactDiffers).Subject.ID != string(FactReportMade) {
		t.Errorf("archived without a report: %v", refusal)
	}
	items := p.state.Items()
	want := Item{
		Item: "i3", Kind: "contract", Title: "left contract", By: "pm", At: items[2].At, Round: 1, Raise: items[2].Raise,
		Disposal: ItemHandedOver, To: "legal", Reason: "because", DisposedBy: "pm", DisposedAt: items[2].DisposedAt, Dispose: items[2].Dispose,
	}
	if len(items) != 4 || items[2] != want || p.entries[want.Raise-1].At != want.At || p.entries[want.Dispose-1].At != want.DisposedAt || len(p.state.OpenItems()) != 0 {
		t.Errorf("items %+v", items)
	}
}

func TestItemRefusals(t *testing.T) {
	p := newPlay(t, tidy(t)).to(PhasePlanning)
	p.do(RaiseItem{p.by("pm"), "open", "task", ""}, RoleManager)
	p.do(RaiseItem{p.by("pm"), "gone", "task", ""}, RoleManager)
	p.do(DisposeItem{p.by("pm"), "gone", ItemDone, ""}, RoleManager)
	silent, early := p.by("pm"), p.by("pm")
	silent.Reason, early.At = "", p.now.Add(-2*time.Hour-time.Minute)
	h := p.by("pm")
	for name, c := range map[string]struct {
		cmd  Command
		code finding.Code
	}{
		"raised twice":     {RaiseItem{h, "open", "task", ""}, CodeItemRaised},
		"no id":            {RaiseItem{h, "", "task", ""}, CodeCommandBadID},
		"id with a bell":   {RaiseItem{h, "a\a", "task", ""}, CodeCommandBadID},
		"kind is no name":  {RaiseItem{h, "x", "A task", ""}, CodeCommandBadID},
		"title too long":   {RaiseItem{h, "x", "task", strings.Repeat("x", maxItemTitle+1)}, CodeCommandBadLength},
		"title no text":    {RaiseItem{h, "x", "task", "\xff"}, CodeCommandBadText},
		"unknown":          {DisposeItem{h, "x", ItemDone, ""}, CodeItemUnknown},
		"disposed twice":   {DisposeItem{h, "gone", ItemDone, ""}, CodeItemDisposed},
		"no disposal":      {DisposeItem{h, "open", "", ""}, CodeItemBadDisposal},
		"odd disposal":     {DisposeItem{h, "open", "lost", ""}, CodeItemBadDisposal},
		"to whom":          {DisposeItem{h, "open", ItemHandedOver, ""}, CodeItemNoReceiver},
		"where":            {DisposeItem{h, "open", ItemCarriedOn, ""}, CodeItemNoReceiver},
		"why":              {DisposeItem{silent, "open", ItemDropped, ""}, CodeItemNoReason},
		"receiver no text": {DisposeItem{h, "open", ItemDone, "\xff"}, CodeCommandBadText},
		"before it was":    {DisposeItem{early, "open", ItemDone, ""}, CodeCommandOutOfSequence},
	} {
		before := form(t, p.state)
		_, refusal := Decide(p.def, p.state, c.cmd, p.input())
		if refusal == nil || len(refusal.Findings) != 1 || refusal.Findings[0].Code != c.code {
			t.Errorf("%s: %v", name, refusal)
		}
		if e := Explain(p.def, p.state, c.cmd, p.input()); e.Allowed || form(t, p.state) != before {
			t.Errorf("%s: explained as allowed, or the state was changed", name)
		}
	}
	// Raised again, it is another item.
	p.do(RaiseItem{p.by("pm"), "gone", "risk", "again"}, RoleManager)
	items := p.state.Items()
	if len(items) != 3 || items[1].Open() || !items[2].Open() || items[2].Kind != "risk" {
		t.Errorf("items %+v", items)
	}
}

func TestTooManyItems(t *testing.T) {
	p := newPlay(t, tidy(t)).to(PhaseInitiation)
	for i := range maxItems {
		p.state = Apply(p.state, Entry{Actor: "pm", At: p.now, Body: ItemRaised{Item: ItemID(fmt.Sprint(i)), Kind: "task"}})
	}
	_, refusal := p.try(RaiseItem{p.by("pm"), "one_more", "task", ""})
	if refusal == nil || refusal.Findings[0].Code != CodeItemTooMany || len(p.state.Items()) != maxItems {
		t.Errorf("%v with %d items", refusal, len(p.state.Items()))
	}
}

// TestItemsAgainstAList keeps items in a plain list beside the state, through
// JSON and back at random moments.
func TestItemsAgainstAList(t *testing.T) {
	eachRandom(t, func(t *testing.T, r *rand.Rand) {
		p := newPlay(t, tidy(t)).to(PhaseInitiation)
		var want []Item
		for range 40 {
			id := ItemID(pick(r, []string{"a", "b", "c"}))
			open := slices.IndexFunc(want, func(i Item) bool { return i.Item == id && i.Open() })
			switch h := p.by("pm"); {
			case r.IntN(6) == 0:
				text, before := form(t, p.state), p.state
				if err := json.Unmarshal([]byte(text), &p.state); err != nil || form(t, p.state) != text || len(before.Items()) != len(p.state.Items()) {
					t.Fatalf("came back as %s, %v", form(t, p.state), err)
				}
			case open < 0:
				p.do(RaiseItem{h, id, "task", ""})
				want = append(want, Item{Item: id, Kind: "task", By: "pm", At: p.now, Round: 1, Raise: p.state.Version})
			default:
				p.do(DisposeItem{h, id, ItemDropped, ""})
				w := &want[open]
				w.Disposal, w.Reason, w.DisposedBy, w.DisposedAt, w.Dispose = ItemDropped, h.Reason, "pm", p.now, p.state.Version
			}
		}
		if got := p.state.Items(); !slices.Equal(got, want) {
			t.Fatalf("got %+v\nwant %+v", got, want)
		}
	})
}

// TestFlowEntriesAreTotal folds the entries of flows where they make no sense.
func TestFlowEntriesAreTotal(t *testing.T) {
	for _, b := range []Body{ItemDisposed{Item: "x", Disposal: ItemDone}, ItemDisposed{}, ItemRaised{}, WindowsSet{}, WindowsSet{[]PhaseWindow{{}, {}}}} {
		kind, ok := kindOf(b.EventType())
		if _, err := kind.read(1, []byte(`{}`)); !ok || err != nil {
			t.Errorf("%T is not read: %v", b, err)
		}
		s := Apply(State{}, Entry{Body: b})
		s = Apply(s, Entry{Body: MoveTaken{Kind: MoveRework, Gate: "g"}})
		s = Apply(s, Entry{Body: MoveTaken{Kind: MoveClose, Gate: "g"}})
		if s.Version != 3 || len(s.Gates()) != 2 {
			t.Errorf("%T: %+v", b, s.Gates())
		}
		s.Windows(day(2))
		s.TimeInPhase(day(2))
		var back State
		if err := json.Unmarshal([]byte(form(t, s)), &back); err != nil || form(t, back) != form(t, s) {
			t.Errorf("%T: came back as %s, %v", b, form(t, back), err)
		}
	}
}
