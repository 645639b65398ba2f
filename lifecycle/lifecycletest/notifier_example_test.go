package lifecycletest_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/lifecycletest"
)

// hasty takes every error of its receiver for a refusal.
type hasty struct {
	down bool
	ids  []string
}

func (h *hasty) Notify(ctx context.Context, m comms.Message) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case h.down:
		return errors.Join(comms.ErrPermanent, errors.New("502 Bad Gateway"))
	}
	h.ids = append(h.ids, m.ID)
	return nil
}

// The kit finds that a notifier gives up where it should ask for another try.
func ExampleCheckNotifier() {
	err := lifecycletest.CheckNotifier(context.Background(), func(context.Context) (*lifecycletest.NotifierHarness, error) {
		h := new(hasty)
		set := func(down bool) func() error { return func() error { h.down = down; return nil } }
		return &lifecycletest.NotifierHarness{
			Notifier: locked(h), Received: func() ([]string, error) { return h.ids, nil }, Down: set(true), Up: set(false),
		}, nil
	})
	clause, _, _ := strings.Cut(err.Error(), ": comms")
	fmt.Println(clause)
	// Output: lifecycletest: notifier: a receiver that is down is not permanent: a receiver that is down is permanent
}

// locked lets one call through at a time.
func locked(n comms.Notifier) comms.Notifier { return &oneAtATime{n, make(chan struct{}, 1)} }

type oneAtATime struct {
	comms.Notifier
	turn chan struct{}
}

func (o *oneAtATime) Notify(ctx context.Context, m comms.Message) error {
	o.turn <- struct{}{}
	defer func() { <-o.turn }()
	return o.Notifier.Notify(ctx, m)
}
