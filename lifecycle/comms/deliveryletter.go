package comms

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/store"
)

// LetterCause says why a message is in a tray.
type LetterCause string

// The causes.
const (
	LetterRefused LetterCause = "refused" // the receiver would refuse it again
	LetterUntaken LetterCause = "untaken" // the receiver did not take it in all tries
	LetterHeld    LetterCause = "held"    // behind another of its project, never sent
)

// maxFault is how many bytes of the text of an error a letter keeps.
const maxFault = 500

// DeadLetter is a message that could not be delivered. The receiver may have it
// all the same, where only its answer was lost.
type DeadLetter struct {
	Message Message     `json:"message"`
	Why     LetterCause `json:"why"`
	Tries   int         `json:"tries"`           // all of them; 0 for one that was held
	Fault   string      `json:"fault,omitempty"` // the last error, cut to 500 bytes
	At      time.Time   `json:"at,omitzero"`     // of the last try
}

// Tray holds the dead letters of a receiver, each message once, in the order in
// which they were first put there, which is that of the events of a project.
type Tray struct {
	Letters []DeadLetter `json:"letters,omitempty"`
}

// Without returns a tray without the letter of a message, for a host that gives
// it up. It shares the letters with t; nothing writes to them.
func (t Tray) Without(id string) Tray {
	t.Letters = slices.DeleteFunc(slices.Clone(t.Letters), func(l DeadLetter) bool { return l.Message.ID == id })
	return t
}

// with returns a tray with the letter, in place of one of the same message.
func (t Tray) with(l DeadLetter) Tray {
	t.Letters = slices.Clone(t.Letters)
	at := slices.IndexFunc(t.Letters, func(o DeadLetter) bool { return o.Message.ID == l.Message.ID })
	if at < 0 {
		t.Letters = append(t.Letters, l)
	} else {
		l.Tries += t.Letters[at].Tries
		t.Letters[at] = l
	}
	return t
}

// Check returns, sorted, a warning for each letter: refused, untaken or held.
func (t Tray) Check() []finding.Finding {
	var c checker
	for _, l := range t.Letters {
		at := finding.Ref{Kind: "message", ID: l.Message.ID}
		project := finding.Ref{Kind: "project", ID: string(l.Message.Stream)}
		switch l.Why {
		case LetterRefused:
			c.warn(CodeLetterRefused, at, nothing, finding.Text(clip(l.Fault)), RemedyMendMessage, project)
		case LetterHeld:
			c.warn(CodeLetterHeld, at, nothing, nothing, RemedyReplay, project)
		default:
			c.warn(CodeLetterUntaken, at, nothing, finding.Number(int64(l.Tries), ""), RemedyReplay, project)
		}
	}
	return c.sorted()
}

// held reports whether a letter in front of the message waits in its project,
// and has laid the message behind it then.
func (d Delivery) held(ctx context.Context, m Message) (bool, error) {
	tray, _, err := d.tray(ctx)
	if err != nil {
		return false, err
	}
	before := func(l DeadLetter) bool {
		return l.Message.Stream == m.Stream && l.Message.Version <= m.Version
	}
	if !slices.ContainsFunc(tray.Letters, before) {
		return false, nil
	}
	return true, d.put(ctx, DeadLetter{Message: m, Why: LetterHeld})
}

func (d Delivery) tray(ctx context.Context) (Tray, store.Version, error) {
	tray, at, err := d.Trays.Load(ctx, d.Receiver)
	if errors.Is(err, store.ErrNotFound) {
		return Tray{}, 0, nil
	}
	if err != nil {
		return Tray{}, 0, fmt.Errorf("comms: tray of %q: %w", clip(d.Receiver), err)
	}
	return tray, at, nil
}

// inTray returns the ids of the messages in the tray.
func (d Delivery) inTray(ctx context.Context) (map[string]bool, error) {
	tray, _, err := d.tray(ctx)
	ids := make(map[string]bool, len(tray.Letters))
	for _, l := range tray.Letters {
		ids[l.Message.ID] = true
	}
	return ids, err
}

// put lays the letter into the tray.
func (d Delivery) put(ctx context.Context, l DeadLetter) error {
	if d.Now != nil {
		l.At = d.Now()
	}
	return d.change(ctx, func(t Tray) (Tray, error) {
		t = t.with(l)
		if len(t.Letters) > d.Letters {
			return t, fmt.Errorf("%w: tray of %q holds %d letters", ErrTooMany, clip(d.Receiver), d.Letters)
		}
		return t, nil
	})
}

// change saves a changed tray, again where somebody else changed it meanwhile.
func (d Delivery) change(ctx context.Context, edit func(Tray) (Tray, error)) error {
	for {
		tray, at, err := d.tray(ctx)
		if err != nil {
			return err
		}
		if tray, err = edit(tray); err != nil {
			return err
		}
		_, err = d.Trays.Save(ctx, d.Receiver, at, tray)
		if err == nil {
			return nil
		}
		if errors.Is(err, store.ErrInvalid) {
			err = fmt.Errorf("%w: %w", ErrTooMany, err)
		}
		if !errors.Is(err, store.ErrConflict) {
			return fmt.Errorf("comms: tray of %q: %w", clip(d.Receiver), err)
		}
	}
}

// clipFault returns the beginning of the text of an error, as UTF-8.
func clipFault(err error) string {
	text := strings.ToValidUTF8(err.Error(), "\uFFFD")
	if len(text) > maxFault {
		text = strings.ToValidUTF8(text[:maxFault], "")
	}
	return text
}
