package comms

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/milepost-go/milepost/lifecycle"
)

// Replayed says what became of the letters of a tray, by the ids of their
// messages, in order. The caller owns the slices.
type Replayed struct {
	Sent []string // taken by the receiver, no longer in the tray
	Left []string // still in the tray
}

// Replay sends the letters of the receiver's tray once more, each once, in
// order, with their old ids, and takes out those that the receiver takes. With
// Hold the letters of a project behind one that stays are left alone.
//
// It may run beside Run, from any process. Where it ends early, with an error of
// the stores or of the context, what it says was sent so far is right, and a
// letter whose removal was not saved is sent again by the next Replay.
func (d Delivery) Replay(ctx context.Context) (Replayed, error) {
	var done Replayed
	d, err := d.ready()
	if err != nil {
		return done, err
	}
	tray, _, err := d.tray(ctx)
	if err != nil {
		return done, err
	}
	stuck := map[lifecycle.StreamID]bool{}
	for _, l := range tray.Letters {
		id, stream := l.Message.ID, l.Message.Stream
		if d.Hold && stuck[stream] {
			done.Left = append(done.Left, id)
			continue
		}
		sent, err := d.again(ctx, l)
		if err != nil {
			return done, err
		}
		if sent {
			done.Sent = append(done.Sent, id)
		} else {
			done.Left, stuck[stream] = append(done.Left, id), true
		}
	}
	return done, nil
}

// again sends a letter once and reports whether the receiver took it.
func (d Delivery) again(ctx context.Context, l DeadLetter) (bool, error) {
	fault := d.To.Notify(ctx, l.Message.clone())
	if fault == nil {
		return true, d.change(ctx, func(t Tray) (Tray, error) { return t.Without(l.Message.ID), nil })
	}
	if err := ctx.Err(); err != nil {
		return false, fmt.Errorf("comms: replay to %q: %w", clip(d.Receiver), err)
	}
	return false, d.put(ctx, DeadLetter{Message: l.Message, Why: whyOf(fault), Tries: 1, Fault: clipFault(fault)})
}

// RunAll runs the deliveries beside each other and returns when all have ended:
// the errors joined, each with the name of its receiver. One that ends with an
// error does not end the others. Two with the same receiver are [ErrDelivery],
// and none is run.
func RunAll(ctx context.Context, feed lifecycle.Feed, list ...Delivery) error {
	seen := map[string]bool{}
	for _, d := range list {
		if seen[d.Receiver] {
			return fmt.Errorf("%w: receiver %q comes twice", ErrDelivery, clip(d.Receiver))
		}
		seen[d.Receiver] = true
	}
	faults := make([]error, len(list))
	var all sync.WaitGroup
	for i, d := range list {
		all.Go(func() {
			if err := d.Run(ctx, feed); err != nil {
				faults[i] = fmt.Errorf("comms: receiver %q: %w", clip(d.Receiver), err)
			}
		})
	}
	all.Wait()
	return errors.Join(faults...)
}
