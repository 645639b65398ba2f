package lifecycle

import (
	"context"
	"fmt"
)

// followPage is how many events Follow hands over at a time, or a few more
// where an append would be cut.
const followPage = 256

// Follow reads the feed from the cursor on and hands its events to handle, in
// order and never less than whole appends of up to 256 events. After handle
// returns nil, save keeps the cursor from which to go on after a restart.
//
// So every event is handed over at least once: what was handled but not yet
// saved when the process ended comes again, and nothing is left out.
//
// On a feed that is a [Waiter] Follow goes on until the context ends, and
// returns its error. On another it returns nil at the end of the feed; call it
// again, with the cursor last saved, when there may be more. The first error of
// the feed, of handle or of save ends it and is returned.
func Follow(ctx context.Context, f Feed, from Cursor, handle func(context.Context, []Recorded) error, save func(context.Context, Cursor) error) error {
	waiter, waits := f.(Waiter)
	for {
		page, err := readPage(ctx, f, from)
		if err != nil {
			return err
		}
		if len(page) > 0 {
			if err := handle(ctx, page); err != nil {
				return fmt.Errorf("lifecycle: follow: %w", err)
			}
			from = page[len(page)-1].Cursor
			if err := save(ctx, from); err != nil {
				return fmt.Errorf("lifecycle: follow: save cursor: %w", err)
			}
			continue
		}
		if !waits {
			return nil
		}
		if err := waiter.Wait(ctx, from); err != nil {
			return err
		}
	}
}

func readPage(ctx context.Context, f Feed, from Cursor) ([]Recorded, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("lifecycle: follow: %w", err)
	}
	var page []Recorded
	for r, err := range f.Read(ctx, from, followPage) {
		if err != nil {
			return nil, err
		}
		page = append(page, r)
	}
	return page, nil
}
