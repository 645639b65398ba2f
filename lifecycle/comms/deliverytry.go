package comms

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// deliver sees to it that the receiver has the message or the tray does.
func (d Delivery) deliver(ctx context.Context, m Message) error {
	if d.Hold {
		if held, err := d.held(ctx, m); held || err != nil {
			return err
		}
	}
	letter, dead, err := d.try(ctx, m)
	if err != nil || !dead {
		return err
	}
	return d.put(ctx, letter)
}

// try sends the message until the receiver takes it. It returns the letter that
// the message became, where it did.
func (d Delivery) try(ctx context.Context, m Message) (letter DeadLetter, dead bool, err error) {
	for n := 1; ; n++ {
		fault := d.To.Notify(ctx, m.clone())
		if fault == nil {
			return DeadLetter{}, false, nil
		}
		if err := ctx.Err(); err != nil {
			return DeadLetter{}, false, fmt.Errorf("comms: deliver to %q: %w", clip(d.Receiver), err)
		}
		letter := DeadLetter{Message: m, Why: whyOf(fault), Tries: n, Fault: clipFault(fault)}
		if letter.Why == LetterRefused || n == d.Tries {
			return letter, true, nil
		}
		if err := d.Sleep(ctx, d.wait(n, fault)); err != nil {
			return DeadLetter{}, false, fmt.Errorf("comms: wait for %q: %w", clip(d.Receiver), err)
		}
	}
}

func whyOf(fault error) LetterCause {
	if errors.Is(fault, ErrPermanent) {
		return LetterRefused
	}
	return LetterUntaken
}

// wait returns how long to wait after n tries that failed: FirstWait doubled
// with each, or what the receiver asks for where that is longer, and never more
// than MostWait.
func (d Delivery) wait(n int, fault error) time.Duration {
	w := d.FirstWait
	for i := 1; i < n && w < d.MostWait; i++ {
		w = min(2*w, d.MostWait)
		if w <= 0 {
			w = d.MostWait
		}
	}
	var later *Later
	if errors.As(fault, &later) {
		w = max(w, later.After)
	}
	return min(w, d.MostWait)
}
