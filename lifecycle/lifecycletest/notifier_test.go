package lifecycletest_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/lifecycletest"
)

// inbox is a receiver in memory with a notifier that is as it should be, unless
// it is told to break one rule.
type inbox struct {
	mu     sync.Mutex
	broken string
	mood   string
	ids    []string
	bodies map[string][]byte
}

const secret = "xoxb-1234"

func (b *inbox) Notify(ctx context.Context, m comms.Message) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := ctx.Err(); err != nil && b.broken != "ignores its context" {
		if b.broken == "takes an end for a refusal" {
			return errors.Join(err, comms.ErrPermanent)
		}
		return err
	}
	switch b.mood {
	case "refuse":
		return b.refusal()
	case "down":
		return b.fault()
	case "hang":
		return b.hang(ctx)
	}
	return b.take(m)
}

func (b *inbox) refusal() error {
	if b.broken == "calls a refusal temporary" {
		return comms.ErrTemporary
	}
	if b.broken == "tells its secret" {
		return errors.Join(comms.ErrPermanent, errors.New("POST https://chat.example/"+secret))
	}
	return comms.ErrPermanent
}

func (b *inbox) fault() error {
	switch b.broken {
	case "calls an outage permanent":
		return comms.ErrPermanent
	case "calls an outage a success":
		return nil
	}
	return &comms.Later{After: time.Second}
}

func (b *inbox) hang(ctx context.Context) error {
	switch b.broken {
	case "hangs with its receiver":
		time.Sleep(300 * time.Millisecond)
		return ctx.Err()
	case "calls silence a success":
		<-ctx.Done()
		return nil
	}
	<-ctx.Done()
	return ctx.Err()
}

func (b *inbox) take(m comms.Message) error {
	body := slices.Clone(m.Body)
	switch {
	case b.broken == "drops messages":
		return nil
	case b.broken == "drops every third" && len(b.ids)%3 == 2:
		b.ids = append(b.ids, "gone")
		return nil
	case b.broken == "makes ids of its own":
		m.ID = "1"
	case b.broken == "refuses repeats" && slices.Contains(b.ids, m.ID):
		return comms.ErrPermanent
	case b.broken == "cuts bodies":
		body = body[:5]
	case b.broken == "keeps bodies":
		body = m.Body
	case b.broken == "changes bodies":
		m.Body[0] = 'X'
	}
	if b.broken == "turns the order round" {
		b.ids = slices.Insert(b.ids, 0, m.ID)
	} else {
		b.ids = append(b.ids, m.ID)
	}
	b.bodies[m.ID] = body
	return nil
}

func (b *inbox) set(mood string) func() error {
	return func() error {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.mood = mood
		return nil
	}
}

// openInbox opens inboxes that break one rule, or none.
func openInbox(broken string) func(context.Context) (*lifecycletest.NotifierHarness, error) {
	return func(context.Context) (*lifecycletest.NotifierHarness, error) {
		b := &inbox{broken: broken, bodies: map[string][]byte{}}
		return &lifecycletest.NotifierHarness{
			Notifier: b,
			Received: func() ([]string, error) { b.mu.Lock(); defer b.mu.Unlock(); return slices.Clone(b.ids), nil },
			Body:     func(id string) ([]byte, error) { b.mu.Lock(); defer b.mu.Unlock(); return b.bodies[id], nil },
			Refuse:   b.set("refuse"), Down: b.set("down"), Hang: b.set("hang"), Up: b.set(""),
			Secrets: []string{secret}, Patience: 150 * time.Millisecond,
		}, nil
	}
}

func TestNotifierKit(t *testing.T) {
	lifecycletest.TestNotifier(t, openInbox(""))
	if err := lifecycletest.CheckNotifier(t.Context(), openInbox("")); err != nil {
		t.Error(err)
	}
}

// Each broken notifier is caught by the clause that is meant for it.
func TestBrokenNotifiers(t *testing.T) {
	for broken, clause := range map[string]string{
		"drops messages":             "a message arrives",
		"drops every third":          "order of the calls",
		"turns the order round":      "order of the calls",
		"makes ids of its own":       "a message arrives",
		"refuses repeats":            "a message may come again",
		"cuts bodies":                "the body arrives whole",
		"keeps bodies":               "neither changed nor kept",
		"changes bodies":             "neither changed nor kept",
		"ignores its context":        "an ended context",
		"takes an end for a refusal": "an ended context",
		"calls a refusal temporary":  "refuses is permanent",
		"tells its secret":           "refuses is permanent",
		"calls an outage permanent":  "is down is not permanent",
		"calls an outage a success":  "is down is not permanent",
		"hangs with its receiver":    "hangs is left",
		"calls silence a success":    "hangs is left",
	} {
		err := lifecycletest.CheckNotifier(t.Context(), openInbox(broken))
		if err == nil || !strings.Contains(err.Error(), clause) {
			t.Errorf("a notifier that %s: %v", broken, err)
		}
	}
}

// A harness that can do nothing to its receiver skips those clauses, and one
// that does not open fails all.
func TestNotifierHarness(t *testing.T) {
	bare := func(ctx context.Context) (*lifecycletest.NotifierHarness, error) {
		h, err := openInbox("calls an outage permanent")(ctx)
		h.Down, h.Body = nil, nil
		return h, err
	}
	if err := lifecycletest.CheckNotifier(t.Context(), bare); err != nil {
		t.Error(err)
	}
	broken := errors.New("no receiver")
	err := lifecycletest.CheckNotifier(t.Context(), func(context.Context) (*lifecycletest.NotifierHarness, error) { return nil, broken })
	if !errors.Is(err, broken) {
		t.Error(err)
	}
}
