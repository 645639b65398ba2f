package comms

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/store"
)

// Errors of deliveries.
var (
	// ErrDelivery says that a [Delivery] is not complete or not possible.
	ErrDelivery = errors.New("comms: not a delivery")
	// ErrTaken says that another delivery for the same receiver runs elsewhere
	// and has moved the place on.
	ErrTaken = errors.New("comms: another delivery serves this receiver")
)

// What a [Delivery] does where its fields are 0.
const (
	DefaultTries     = 8
	DefaultFirstWait = time.Second
	DefaultMostWait  = 5 * time.Minute
	DefaultLetters   = 1000
)

// Place is how far a receiver has been told: the events of the feed up to the
// cursor are done with.
type Place struct {
	Cursor lifecycle.Cursor `json:"cursor"`
}

// Delivery tells one receiver what happens in all projects, from the feed of
// the log: at least once, in the order of the feed, so in the order of the
// events of each project.
//
// A message is tried until the receiver takes it, with waits that double. One
// that the receiver refuses, or does not take in Tries tries, becomes a
// [DeadLetter] in the receiver's [Tray]; the next message is then sent, see
// Hold. After each page of the feed its place is saved, and never before every
// message of the page was taken or is in the tray. So where the process ends
// between sending and saving, the messages of that page come again, with the
// same ids, but for those already in the tray, and nothing is left out.
//
// Each receiver has a place and a tray of its own, and [RunAll] runs each by
// itself: a slow or dead one holds up nobody else. A tray that is full, or larger
// than its store takes, stops its receiver, with [ErrTooMany]; its place stays,
// and nothing is lost.
//
// A Delivery is a value that does not change; its methods may be called from
// several goroutines, though only one Run for each receiver at a time.
type Delivery struct {
	Receiver string             // id of its place and its tray, as [store.CheckID] wants it
	To       Notifier           // whom to hand messages to
	Places   store.Store[Place] // where its place is kept
	Trays    store.Store[Tray]  // where its dead letters are kept

	// Messages returns what the receiver is told of an event, in order: nothing,
	// one or several messages of different audience or kind, with Audience, Kind
	// and Body. The rest is filled in. It is called again for an event that comes
	// again and says the same then.
	Messages func(lifecycle.Recorded) []Message
	// Sleep waits, and comes back early with the error of the context when that
	// ends. Nothing here has a clock of its own.
	Sleep func(context.Context, time.Duration) error
	// Now dates dead letters; nil leaves them without a time.
	Now func() time.Time

	Tries     int           // most tries of a message in a run; 0 means DefaultTries
	FirstWait time.Duration // after the first try that failed; 0 means DefaultFirstWait
	MostWait  time.Duration // no wait is longer, whatever the receiver asks for; 0 means DefaultMostWait
	Page      int           // events between two saved places, or a few more where an append would be cut; 0 means 1
	Letters   int           // most letters in the tray; 0 means DefaultLetters

	// Hold keeps the order of a project whatever happens: while the tray has a
	// letter of a project, further messages of it go to the tray unsent, and
	// Replay sends them in order. Without it they go on, and a letter that is
	// sent again later comes late. It takes one load of the tray for each message.
	Hold bool

	laid map[string]bool // messages that were in the tray when Run began
}

// Run tells the receiver what the feed holds behind its place, as
// [lifecycle.Follow] does: on a feed that can be waited for until the context
// ends, on another up to its end.
//
// Errors: [ErrDelivery] for fields that do not do, before anything is read;
// [ErrTaken], [ErrTooMany], and those of the feed, the stores and the context.
// After any of them Run again goes on from the place last saved. The errors of
// the receiver do not end it.
func (d Delivery) Run(ctx context.Context, feed lifecycle.Feed) error {
	d, err := d.ready()
	if err != nil {
		return err
	}
	if feed == nil {
		return fmt.Errorf("%w: no feed", ErrDelivery)
	}
	place, at, err := d.Places.Load(ctx, d.Receiver)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("comms: place of %q: %w", clip(d.Receiver), err)
	}
	if d.laid, err = d.inTray(ctx); err != nil {
		return err
	}
	save := func(ctx context.Context, c lifecycle.Cursor) error {
		next, err := d.Places.Save(ctx, d.Receiver, at, Place{c})
		if errors.Is(err, store.ErrConflict) {
			return fmt.Errorf("%w: %w", ErrTaken, err)
		}
		at = next
		return err
	}
	return lifecycle.Follow(ctx, inPages(feed, d.Page), place.Cursor, d.page, save)
}

// ready returns the delivery with its fields filled, or what is wrong with it,
// all at once.
func (d Delivery) ready() (Delivery, error) {
	faults := []error{store.CheckID(d.Receiver)}
	need := func(ok bool, name string) {
		if !ok {
			faults = append(faults, errors.New(name))
		}
	}
	need(d.To != nil, "no Notifier")
	need(d.Places != nil, "no store of places")
	need(d.Trays != nil, "no store of trays")
	need(d.Messages != nil, "no Messages")
	need(d.Sleep != nil, "no Sleep")
	need(d.Tries >= 0 && d.FirstWait >= 0 && d.MostWait >= 0 && d.Page >= 0 && d.Letters >= 0, "a number below 0")
	if err := errors.Join(faults...); err != nil {
		return Delivery{}, fmt.Errorf("%w: %w", ErrDelivery, err)
	}
	d.Tries, d.Page, d.Letters = cmp.Or(d.Tries, DefaultTries), cmp.Or(d.Page, 1), cmp.Or(d.Letters, DefaultLetters)
	d.MostWait = cmp.Or(d.MostWait, DefaultMostWait)
	d.FirstWait = min(cmp.Or(d.FirstWait, DefaultFirstWait), d.MostWait)
	return d, nil
}

// page tells the receiver of the events of a page.
func (d Delivery) page(ctx context.Context, page []lifecycle.Recorded) error {
	for _, r := range page {
		messages, err := d.messages(r)
		if err != nil {
			return err
		}
		for _, m := range messages {
			if d.laid[m.ID] {
				continue // its page comes again
			}
			if err := d.deliver(ctx, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// messages returns the messages of an event, complete.
func (d Delivery) messages(r lifecycle.Recorded) ([]Message, error) {
	list := d.Messages(r)
	out, seen := make([]Message, len(list)), map[string]bool{}
	for i, m := range list {
		m = m.clone()
		m.Stream, m.Version, m.At = r.Stream, r.Version, r.At
		m.ID = MessageID(m.Stream, m.Version, m.Audience, m.Kind)
		if seen[m.ID] {
			return nil, fmt.Errorf("%w: two messages of kind %q for %q about version %d of %q", ErrDelivery, clip(string(m.Kind)), clip(string(m.Audience)), r.Version, r.Stream)
		}
		seen[m.ID], out[i] = true, m
	}
	return out, nil
}

// pages is a feed that is read in small pages.
type pages struct {
	lifecycle.Feed
	most int
}

type waitingPages struct {
	pages
	lifecycle.Waiter
}

// Read implements [lifecycle.Feed].
func (p pages) Read(ctx context.Context, after lifecycle.Cursor, limit int) iter.Seq2[lifecycle.Recorded, error] {
	return p.Feed.Read(ctx, after, min(limit, p.most))
}

// inPages returns the feed, which can be waited for where f can.
func inPages(f lifecycle.Feed, most int) lifecycle.Feed {
	small := pages{f, most}
	if w, ok := f.(lifecycle.Waiter); ok {
		return waitingPages{small, w}
	}
	return small
}
