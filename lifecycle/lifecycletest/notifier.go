package lifecycletest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/comms"
)

// NotifierHarness is a notifier under test with a receiver of its own, and what
// can be done to that receiver. Fields that are nil leave out the clauses that
// need them, but for Notifier and Received.
type NotifierHarness struct {
	Notifier comms.Notifier
	// Received returns the ids of the messages that the receiver has, in the
	// order in which they came, with those that came again or without.
	Received func() ([]string, error)
	// Body returns what the receiver has been sent of a message, as the
	// notifier was given it.
	Body func(id string) ([]byte, error)

	Refuse func() error // from now on the receiver refuses every message for good
	Down   func() error // from now on it cannot take any for a while
	Hang   func() error // from now on it takes connections and never answers
	Up     func() error // it works again

	Secrets  []string      // texts that no error may contain, such as a token or the path of a URL
	Patience time.Duration // how long a call may take to come back once its context has ended; 0 means 10 seconds
	Close    func() error
}

// TestNotifier runs the clauses for a notifier as subtests, each with a fresh
// harness: that messages arrive, that one may come twice, that many may come at
// once, what errors mean, that contexts end calls, and that no error tells a
// secret.
func TestNotifier(t *testing.T, open func(ctx context.Context) (*NotifierHarness, error)) {
	t.Helper()
	for _, clause := range notifierClauses() {
		t.Run(clause.name, func(t *testing.T) {
			err := clause.try(t.Context(), open)
			if errors.Is(err, ErrUnable) {
				t.Skip(err)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
}

// CheckNotifier runs the clauses of [TestNotifier] and returns what failed,
// joined. Clauses that the harness cannot run are left out.
func CheckNotifier(ctx context.Context, open func(ctx context.Context) (*NotifierHarness, error)) error {
	var faults []error
	for _, clause := range notifierClauses() {
		if err := clause.try(ctx, open); err != nil && !errors.Is(err, ErrUnable) {
			faults = append(faults, fmt.Errorf("lifecycletest: notifier: %s: %w", clause.name, err))
		}
	}
	return errors.Join(faults...)
}

type notifierClause struct {
	name string
	can  func(*NotifierHarness) bool
	run  func(*notifying) error
}

func notifierClauses() []notifierClause {
	always := func(*NotifierHarness) bool { return true }
	return []notifierClause{
		{"a message arrives", always, notifyOne},
		{"messages arrive in the order of the calls", always, notifyInOrder},
		{"the body arrives whole", func(h *NotifierHarness) bool { return h.Body != nil }, notifyBody},
		{"a message may come again", always, notifyAgain},
		{"the body is neither changed nor kept", always, notifyReadOnly},
		{"many may come at once", always, notifyAtOnce},
		{"an ended context is its error", always, notifyEnded},
		{"what the receiver refuses is permanent", func(h *NotifierHarness) bool { return h.Refuse != nil }, notifyRefused},
		{"a receiver that is down is not permanent", func(h *NotifierHarness) bool { return h.Down != nil && h.Up != nil }, notifyDown},
		{"a receiver that hangs is left when the context ends", func(h *NotifierHarness) bool { return h.Hang != nil }, notifyHanging},
	}
}

// notifying is one run of a clause.
type notifying struct {
	ctx context.Context
	h   *NotifierHarness
}

func (c notifierClause) try(ctx context.Context, open func(ctx context.Context) (*NotifierHarness, error)) (err error) {
	h, err := open(ctx)
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	if h.Close != nil {
		defer func() { err = errors.Join(err, h.Close()) }()
	}
	if !c.can(h) {
		return fmt.Errorf("%w: the harness does not say how", ErrUnable)
	}
	return c.run(&notifying{ctx, h})
}

// message returns the n-th message of a project.
func message(n int) comms.Message {
	m := comms.Message{Stream: stream, Version: lifecycle.Version(n), Audience: comms.Sponsor, Kind: "test", At: moment()}
	m.ID = comms.MessageID(m.Stream, m.Version, m.Audience, m.Kind)
	m.Body = fmt.Appendf(nil, `{"text":"message %d, \u4e2d\u6587"}`, n)
	return m
}

// send wants a message to be taken.
func (n *notifying) send(m comms.Message) error {
	if err := n.h.Notifier.Notify(n.ctx, m); err != nil {
		return fmt.Errorf("message %d was not taken: %w", m.Version, err)
	}
	return nil
}

// has wants the receiver to have exactly these messages, each perhaps again.
func (n *notifying) has(inOrder bool, list ...comms.Message) error {
	got, err := n.h.Received()
	if err != nil {
		return err
	}
	var want, first []string
	for _, m := range list {
		want = append(want, m.ID)
	}
	for _, id := range got {
		if !slices.Contains(first, id) {
			first = append(first, id)
		}
	}
	if !inOrder {
		slices.Sort(want)
		slices.Sort(first)
	}
	if !slices.Equal(first, want) {
		return fmt.Errorf("the receiver has %q, not %q", first, want)
	}
	return nil
}

// safe wants an error that tells no secret.
func (n *notifying) safe(err error) error {
	for _, secret := range n.h.Secrets {
		if secret != "" && strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, err), secret) {
			return errors.New("the error tells a secret")
		}
	}
	return nil
}

func notifyOne(n *notifying) error {
	if err := n.has(true); err != nil {
		return fmt.Errorf("before anything was sent: %w", err)
	}
	return errors.Join(n.send(message(1)), n.has(true, message(1)))
}

func notifyInOrder(n *notifying) error {
	var list []comms.Message
	for i := range 10 {
		list = append(list, message(i+1))
		if err := n.send(list[i]); err != nil {
			return err
		}
	}
	return n.has(true, list...)
}

func notifyBody(n *notifying) error {
	for _, m := range []comms.Message{message(1), message(2)} {
		if err := n.send(m); err != nil {
			return err
		}
		got, err := n.h.Body(m.ID)
		if err != nil || string(got) != string(m.Body) {
			return fmt.Errorf("body %q, %v, not %q", got, err, m.Body)
		}
	}
	return nil
}

func notifyAgain(n *notifying) error {
	for _, i := range []int{1, 1, 2, 1} {
		if err := n.send(message(i)); err != nil {
			return err
		}
	}
	return n.has(true, message(1), message(2))
}

func notifyReadOnly(n *notifying) error {
	m := message(1)
	if err := n.send(m); err != nil {
		return err
	}
	if string(m.Body) != string(message(1).Body) {
		return errors.New("the body was changed")
	}
	if n.h.Body == nil {
		return nil
	}
	for i := range m.Body {
		m.Body[i] = 'x'
	}
	if got, err := n.h.Body(m.ID); err != nil || string(got) != string(message(1).Body) {
		return fmt.Errorf("the body was kept: %q, %v", got, err)
	}
	return nil
}

func notifyAtOnce(n *notifying) error {
	var list []comms.Message
	faults := make([]error, 16)
	var all sync.WaitGroup
	for i := range faults {
		m := message(i + 1)
		list = append(list, m)
		all.Go(func() { faults[i] = n.send(m) })
	}
	all.Wait()
	return errors.Join(errors.Join(faults...), n.has(false, list...))
}

func notifyEnded(n *notifying) error {
	ended, cancel := context.WithCancel(n.ctx)
	cancel()
	err := n.h.Notifier.Notify(ended, message(1))
	switch {
	case !errors.Is(err, context.Canceled):
		return fmt.Errorf("with an ended context it returned %v", err)
	case errors.Is(err, comms.ErrPermanent):
		return errors.New("an ended context is a permanent error")
	}
	return n.safe(err)
}

func notifyRefused(n *notifying) error {
	if err := n.h.Refuse(); err != nil {
		return err
	}
	err := n.h.Notifier.Notify(n.ctx, message(1))
	if !errors.Is(err, comms.ErrPermanent) {
		return fmt.Errorf("a refused message returned %v", err)
	}
	return n.safe(err)
}

func notifyDown(n *notifying) error {
	if err := n.h.Down(); err != nil {
		return err
	}
	err := n.h.Notifier.Notify(n.ctx, message(1))
	switch {
	case err == nil:
		return errors.New("a receiver that is down took a message")
	case errors.Is(err, comms.ErrPermanent):
		return fmt.Errorf("a receiver that is down is permanent: %w", err)
	}
	if err := n.safe(err); err != nil {
		return err
	}
	return errors.Join(n.h.Up(), n.send(message(1)), n.has(true, message(1)))
}

func notifyHanging(n *notifying) error {
	if err := n.h.Hang(); err != nil {
		return err
	}
	patience := n.h.Patience
	if patience == 0 {
		patience = 10 * time.Second
	}
	ctx, cancel := context.WithTimeout(n.ctx, 50*time.Millisecond)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- n.h.Notifier.Notify(ctx, message(1)) }()
	select {
	case err := <-done:
		if err == nil || errors.Is(err, comms.ErrPermanent) {
			return fmt.Errorf("a receiver that hangs returned %v", err)
		}
		return n.safe(err)
	case <-time.After(patience):
		return fmt.Errorf("the call does not come back within %v of its end", patience)
	}
}
