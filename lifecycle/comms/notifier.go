package comms

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
)

// The two kinds of error of a [Notifier]. An error that is neither is taken for
// temporary.
var (
	// ErrPermanent says that the receiver refuses this message and would refuse
	// it again.
	ErrPermanent = errors.New("comms: the receiver refuses the message")
	// ErrTemporary says that the receiver could not take the message now.
	ErrTemporary = errors.New("comms: the receiver cannot take the message now")
)

// MessageKind says what a message is about, such as "gate_decision". The words
// are the host's.
type MessageKind string

// Message is what one audience is told because of one event of a project.
type Message struct {
	ID       string             `json:"id"` // see [MessageID]
	Stream   lifecycle.StreamID `json:"stream"`
	Version  lifecycle.Version  `json:"version"` // of the event in its stream
	Audience AudienceID         `json:"audience"`
	Kind     MessageKind        `json:"kind"`
	At       time.Time          `json:"at,omitzero"`    // business time of the event
	Body     []byte             `json:"body,omitempty"` // what is said, in the form that the receiver takes; base64 in JSON
}

// MessageID returns the id of the message of a kind by which an audience learns
// of an event: the SHA-256, in hex, of the four parts, each as its length in
// bytes, a colon, itself and a comma. It is the same after every restart, so
// that a receiver can tell a message that comes again.
func MessageID(stream lifecycle.StreamID, v lifecycle.Version, audience AudienceID, kind MessageKind) string {
	var text []byte
	for _, part := range []string{string(stream), version(v), string(audience), string(kind)} {
		text = strconv.AppendInt(text, int64(len(part)), 10)
		text = append(text, ':')
		text = append(text, part...)
		text = append(text, ',')
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// clone returns a message that shares nothing with m.
func (m Message) clone() Message {
	m.Body = slices.Clone(m.Body)
	return m
}

// Notifier hands messages to a receiver: a chat, a mailbox, a queue. Hosts
// implement it; package lifecycletest proves an implementation.
type Notifier interface {
	// Notify returns nil once the receiver has the message. The same message, by
	// its id, may come again, and is no error then.
	//
	// An error that unwraps to ErrPermanent says that sending it again is of no
	// use; any other error asks for another try, a [*Later] not before a while.
	// After an error the receiver may have the message all the same. The text of
	// an error is stored, so it holds no secrets.
	//
	// Notify comes back when the context ends, with its error, and bounds by
	// itself how long it waits for a receiver. It does not keep or change the
	// body, and is safe for concurrent use.
	Notify(ctx context.Context, m Message) error
}

// Later is a temporary error of a receiver that says how long to wait.
type Later struct {
	After time.Duration // not before; 0 or less says nothing
	Err   error         // what happened; may be nil
}

// Error says what happened and how long to wait.
func (l *Later) Error() string {
	text := ErrTemporary.Error()
	if l.Err != nil {
		text = l.Err.Error()
	}
	return text + ", again after " + l.After.String()
}

// Unwrap returns ErrTemporary and the cause, if there is one.
func (l *Later) Unwrap() []error {
	if l.Err == nil {
		return []error{ErrTemporary}
	}
	return []error{ErrTemporary, l.Err}
}
