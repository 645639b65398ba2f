package lifecycle

import (
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Limits of items.
const (
	maxItems     = 10000 // raised in one project
	maxItemTitle = 2048  // bytes
)

// ItemID is the host's id of an item: 1 to 128 bytes of UTF-8 without control
// characters, unique in the project.
type ItemID string

// Disposal says what became of an item.
type Disposal string

// The disposals.
const (
	ItemDone       Disposal = "done"        // nothing is left of it
	ItemHandedOver Disposal = "handed_over" // somebody outside the project has it now; To says who
	ItemDropped    Disposal = "dropped"     // nobody will do it; the reason says why
	ItemCarriedOn  Disposal = "carried_on"  // another project goes on with it; To says which
)

var disposals = [...]Disposal{ItemDone, ItemHandedOver, ItemDropped, ItemCarriedOn}

const (
	// ActionRaiseItem is the action of [RaiseItem].
	ActionRaiseItem Action = "raise_item"
	// ActionDisposeItem is the action of [DisposeItem].
	ActionDisposeItem Action = "dispose_item"
	// TypeItemRaised is the type of [ItemRaised].
	TypeItemRaised EventType = "lifecycle.item_raised"
	// TypeItemDisposed is the type of [ItemDisposed].
	TypeItemDisposed EventType = "lifecycle.item_disposed"
)

// RaiseItem puts on record something that has to be disposed of before the
// project ends: an unfinished task, a risk, a contract, a change. An id that
// was disposed of may be raised again. At most 10,000 are raised in a project.
//
// A gate with ItemsDisposed lets nobody pass while an item is open. So does a
// gate that asks for the fact [FactOpenItems] to be 0, as that of
// [SalesProject] does: the fact counts what the host keeps on lists of its own,
// the items are those that were raised here.
type RaiseItem struct {
	Header
	Item  ItemID `json:"item"`
	Kind  string `json:"kind"`                            // the host's word for what it is: 1 to 128 bytes, a name such as "contract"
	Title string `json:"title,omitempty" personal:"text"` // at most 2048 bytes
}

// DisposeItem says what became of an open item. Handing over and carrying on
// need To, dropping needs a reason.
type DisposeItem struct {
	Header
	Item     ItemID   `json:"item"`
	Disposal Disposal `json:"disposal"`
	To       string   `json:"to,omitempty" personal:"text"` // who or what has it now, at most 2048 bytes
}

// ItemRaised says that an item was raised.
type ItemRaised struct {
	Item  ItemID `json:"item"`
	Kind  string `json:"kind"`
	Title string `json:"title,omitempty" personal:"text"`
}

// ItemDisposed says what became of an item.
type ItemDisposed struct {
	Item     ItemID   `json:"item"`
	Disposal Disposal `json:"disposal"`
	To       string   `json:"to,omitempty" personal:"text"`
}

// Item is something that was raised, with what became of it.
type Item struct {
	Item  ItemID    `json:"item"`
	Kind  string    `json:"kind"`
	Title string    `json:"title,omitempty"`
	By    ActorID   `json:"by"`
	At    time.Time `json:"at"` // when it was raised
	Round int       `json:"round"`
	Raise Version   `json:"raise"` // the entry that raised it

	// The disposal; "" while it is open.
	Disposal   Disposal  `json:"disposal,omitempty"`
	To         string    `json:"to,omitempty"`
	Reason     string    `json:"reason,omitempty"`
	DisposedBy ActorID   `json:"disposed_by,omitempty"`
	DisposedAt time.Time `json:"disposed_at,omitzero"`
	Dispose    Version   `json:"dispose,omitempty"` // the entry that disposed of it
}

// Open reports whether the item is not disposed of.
func (i *Item) Open() bool { return i.Disposal == "" }

// Action returns [ActionRaiseItem].
func (RaiseItem) Action() Action { return ActionRaiseItem }

// Action returns [ActionDisposeItem].
func (DisposeItem) Action() Action { return ActionDisposeItem }

// EventType returns [TypeItemRaised].
func (ItemRaised) EventType() EventType { return TypeItemRaised }

// EventType returns [TypeItemDisposed].
func (ItemDisposed) EventType() EventType { return TypeItemDisposed }

// Items returns every item that was raised, in the order raised, each raising
// of one id by itself.
func (s State) Items() []Item {
	if s.flow == nil {
		return nil
	}
	var list []Item
	last := map[ItemID]int{}
	for _, change := range s.flow.items.all() {
		if change.Open() {
			last[change.Item] = len(list)
			list = append(list, change)
			continue
		}
		list[last[change.Item]] = change // only what was raised is disposed of
	}
	return list
}

// OpenItems returns the items that are not disposed of, in the order raised.
func (s State) OpenItems() []Item {
	return without(s.Items(), func(i *Item) bool { return !i.Open() })
}

// flow is what a state knows of items and windows. It is never written to
// after it is built.
type flow struct {
	items   trail[Item] // each raising, and later the item as it was disposed of
	raised  int
	windows []PhaseWindow
}

func (f *flow) copied() *flow {
	if f == nil {
		return &flow{}
	}
	c := *f
	return &c
}

func (f *flow) withItem(i Item) *flow {
	c := f.copied()
	c.items = c.items.add(i)
	if i.Open() {
		c.raised++
	}
	return c
}

// latest returns the item of that id as it was last heard of.
func (f *flow) latest(id ItemID) (Item, bool) {
	if f == nil {
		return Item{}, false
	}
	for i := range f.items.backwards {
		if i.Item == id {
			return *i, true
		}
	}
	return Item{}, false
}

// flowOf is the inverse of [State.Items] and planned. Disposals that came
// between raisings are put behind them all, which gives the same items.
func flowOf(items []Item, windows []PhaseWindow) *flow {
	if len(items) == 0 && windows == nil {
		return nil
	}
	f := &flow{windows: windows}
	for _, i := range items {
		open := i
		open.Disposal, open.To, open.Reason, open.DisposedBy, open.DisposedAt, open.Dispose = "", "", "", "", time.Time{}, 0
		f = f.withItem(open)
		if !i.Open() {
			f = f.withItem(i)
		}
	}
	return f
}

func (s *State) raised(e *Entry, b *ItemRaised, at Version) {
	s.flow = s.flow.withItem(Item{Item: b.Item, Kind: b.Kind, Title: b.Title, By: e.Actor, At: e.At, Round: s.Round, Raise: at})
}

func (s *State) disposed(e *Entry, b *ItemDisposed, at Version) {
	item, ok := s.flow.latest(b.Item)
	if !ok || !item.Open() || b.Disposal == "" {
		return
	}
	item.Disposal, item.To, item.Reason = b.Disposal, b.To, e.Reason
	item.DisposedBy, item.DisposedAt, item.Dispose = e.Actor, e.At, at
	s.flow = s.flow.withItem(item)
}

func (w *weighing) raiseItem(c *RaiseItem) Body {
	if !w.project(c.Header) {
		return nil
	}
	w.itemID(c.Item)
	if !isName(c.Kind) {
		w.badCommand(CodeCommandBadID, "kind", finding.Number(maxActorID, "byte"), finding.Text(shorten(c.Kind)))
	}
	w.text("title", c.Title, 0, maxItemTitle)
	subject := finding.Ref{Kind: "item", ID: shorten(string(c.Item))}
	if old, ok := w.s.flow.latest(c.Item); ok && old.Open() {
		w.block(CodeItemRaised, subject, finding.Value{}, finding.Value{}, RemedyMendCommand)
	}
	if f := w.s.flow; f != nil && f.raised >= maxItems {
		w.block(CodeItemTooMany, subject, finding.Number(maxItems, ""), finding.Number(int64(f.raised), ""), "")
	}
	if w.blocked() {
		return nil
	}
	return ItemRaised{Item: c.Item, Kind: c.Kind, Title: c.Title}
}

func (w *weighing) itemID(id ItemID) {
	if !isID(string(id), maxActorID) {
		w.badCommand(CodeCommandBadID, "item", finding.Number(maxActorID, "byte"), finding.Text(shorten(string(id))))
	}
}

func (w *weighing) disposeItem(c *DisposeItem) Body {
	if !w.project(c.Header) {
		return nil
	}
	w.itemID(c.Item)
	w.text("to", c.To, 0, maxShortText)
	subject := finding.Ref{Kind: "item", ID: shorten(string(c.Item))}
	item, ok := w.s.flow.latest(c.Item)
	switch {
	case !ok:
		w.block(CodeItemUnknown, subject, finding.Value{}, finding.Value{}, RemedyMendCommand)
	case !item.Open():
		w.block(CodeItemDisposed, subject, finding.Value{}, finding.Text(string(item.Disposal)), RemedyMendCommand)
	case w.at.Before(item.At):
		w.badCommand(CodeCommandOutOfSequence, "at", finding.Instant(item.At), finding.Instant(w.at))
	}
	w.disposal(c, subject)
	if w.blocked() {
		return nil
	}
	return ItemDisposed{Item: c.Item, Disposal: c.Disposal, To: c.To}
}

// disposal checks that the disposal is one of ours and says what it must.
func (w *weighing) disposal(c *DisposeItem, subject finding.Ref) {
	switch c.Disposal {
	case ItemDone:
	case ItemHandedOver, ItemCarriedOn:
		if c.To == "" {
			w.block(CodeItemNoReceiver, subject, finding.Value{}, finding.Text(string(c.Disposal)), RemedyMendCommand)
		}
	case ItemDropped:
		if w.head.Reason == "" {
			w.block(CodeItemNoReason, subject, finding.Value{}, finding.Value{}, RemedyGiveReason)
			w.step(NextStep{Do: RemedyGiveReason, Subject: subject, Count: 1})
		}
	default:
		list := names(disposals[:], func(d Disposal) string { return string(d) })
		w.block(CodeItemBadDisposal, subject, finding.List(list...), finding.Text(shorten(string(c.Disposal))), RemedyMendCommand)
	}
}

// demandsItems reports whether the gate wants every item disposed of: where it
// says so, and where it asks that nothing is left of [FactOpenItems].
func (g *Gate) demandsItems() bool {
	for i := range g.Criteria {
		if c := &g.Criteria[i]; c.Fact == FactOpenItems && (c.Op == OpNone || c.Op == OpEqual && c.Want.Plain() == "0") {
			return true
		}
	}
	return g.ItemsDisposed
}

// itemsDisposed checks that nothing is open where the gate demands it, and
// names each item that is, at most a thousand.
func (w *weighing) itemsDisposed(g *gate) {
	if !g.tidy || w.s.flow == nil {
		return
	}
	open := w.s.OpenItems()
	for i := range open[:min(len(open), maxFaults)] {
		subject := finding.Ref{Kind: "item", ID: string(open[i].Item)}
		w.findings = append(w.findings, finding.Finding{
			Code: CodeItemOpen, Subject: subject, Got: finding.Text(open[i].Kind), Remedy: RemedyDisposeItem,
			Related: []finding.Ref{{Kind: "gate", ID: string(g.ID)}},
		})
		w.step(NextStep{Do: RemedyDisposeItem, Subject: subject, Count: 1})
	}
}
