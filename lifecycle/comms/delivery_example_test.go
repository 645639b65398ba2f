package comms_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/store"
)

// chat prints what it is told, but for what it cannot show.
type chat struct{ shows int }

func (c *chat) Notify(_ context.Context, m comms.Message) error {
	if len(m.Body) > c.shows {
		return fmt.Errorf("message of %d bytes: %w", len(m.Body), comms.ErrPermanent)
	}
	fmt.Printf("%s v%d to %s: %s\n", m.Stream, m.Version, m.Audience, m.Body)
	return nil
}

// wait is the Sleep of a host that has a clock.
func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Two events of a project are told to a chat. The second is too long for it,
// which Replay puts right once the chat takes more.
func ExampleDelivery() {
	ctx := context.Background()
	var log lifecycle.MemLog
	for i, what := range []string{"started", "moved to the phase of planning"} {
		event := lifecycle.Event{ID: fmt.Sprint(i), Type: "crm.happened", At: time.Date(2026, 3, 2+i, 9, 0, 0, 0, time.UTC), Data: []byte(what)}
		if _, err := log.Append(ctx, "acme/deal-7", lifecycle.Version(i), event); err != nil {
			fmt.Println(err)
			return
		}
	}
	room := &chat{shows: 10}
	delivery := comms.Delivery{
		Receiver: "acme/chat", To: room, Sleep: wait,
		Places: new(store.Memory[comms.Place]), Trays: new(store.Memory[comms.Tray]),
		Messages: func(r lifecycle.Recorded) []comms.Message {
			return []comms.Message{{Audience: comms.Sponsor, Kind: "event", Body: r.Data}}
		},
	}
	ctx, cancel := context.WithTimeout(ctx, 200*time.Millisecond)
	defer cancel()
	err := delivery.Run(ctx, &log) // a log in memory is waited for
	fmt.Println(errors.Is(err, context.DeadlineExceeded))

	room.shows = 100
	done, err := delivery.Replay(context.Background())
	fmt.Println(len(done.Sent), len(done.Left), err)
	// Output:
	// acme/deal-7 v1 to sponsor: started
	// true
	// acme/deal-7 v2 to sponsor: moved to the phase of planning
	// 1 0 <nil>
}

// A receiver recognises a message that comes again by its id.
func ExampleMessageID() {
	fmt.Println(comms.MessageID("acme/deal-7", 3, comms.Sponsor, "status")[:16])
	// Output: 89f27bee4bdcae3d
}
