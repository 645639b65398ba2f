package lifecycle_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/lifecycletest"
)

// TestMemLogKeepsTheContract runs the kit on small and large limits.
func TestMemLogKeepsTheContract(t *testing.T) {
	for _, limit := range []int{1000, 0} {
		t.Run(fmt.Sprintf("limit=%d", limit), func(t *testing.T) {
			lifecycletest.TestLog(t, func(context.Context) (*lifecycletest.Harness, error) {
				h := &lifecycletest.Harness{Log: &lifecycle.MemLog{Limit: limit}, Limit: limit}
				if limit == 0 {
					h.Limit = lifecycle.DefaultLimit
				}
				return h, nil
			})
		})
	}
}

func TestMemLogStoredAt(t *testing.T) {
	at := time.Date(2026, 3, 2, 17, 0, 0, 1999, time.FixedZone("", 8*3600))
	log := &lifecycle.MemLog{Now: func() time.Time { return at }}
	if _, err := log.Append(t.Context(), "acme/p", 0, lifecycle.Event{ID: "a", Type: "x"}); err != nil {
		t.Fatal(err)
	}
	for r, err := range log.Load(t.Context(), "acme/p", 0) {
		if want := time.Date(2026, 3, 2, 9, 0, 0, 1000, time.UTC); err != nil || r.StoredAt != want {
			t.Errorf("stored at %v, %v", r.StoredAt, err)
		}
	}
}

// onlyFeed hides that a log can be waited for.
type onlyFeed struct{ lifecycle.Feed }

// filled returns a log with appends of one to three events.
func filled(t *testing.T, appends int) (*lifecycle.MemLog, int) {
	t.Helper()
	log, at := new(lifecycle.MemLog), lifecycle.Version(0)
	for i := range appends {
		var batch []lifecycle.Event
		for k := range 1 + i%3 {
			batch = append(batch, lifecycle.Event{ID: fmt.Sprintf("%d-%d", i, k), Type: "x"})
		}
		if _, err := log.Append(t.Context(), "acme/p", at, batch...); err != nil {
			t.Fatal(err)
		}
		at += lifecycle.Version(len(batch))
	}
	return log, int(at)
}

func TestFollowEndsWhereAFeedCannotBeWaitedFor(t *testing.T) {
	log, total := filled(t, 500)
	seen, pages, saved := 0, 0, lifecycle.Cursor("")
	handle := func(_ context.Context, page []lifecycle.Recorded) error {
		seen += len(page)
		pages++
		if len(page) > 258 {
			t.Errorf("a page of %d", len(page))
		}
		return nil
	}
	save := func(_ context.Context, c lifecycle.Cursor) error { saved = c; return nil }
	if err := lifecycle.Follow(t.Context(), onlyFeed{log}, "", handle, save); err != nil || seen != total || pages != 4 {
		t.Errorf("saw %d of %d in %d pages, %v", seen, total, pages, err)
	}
	if err := lifecycle.Follow(t.Context(), onlyFeed{log}, saved, handle, save); err != nil || seen != total {
		t.Errorf("from the cursor saved it saw %d more, %v", seen-total, err)
	}
}

func TestFollowStopsAtErrors(t *testing.T) {
	log, _ := filled(t, 3)
	ours := errors.New("ours")
	fine := func(context.Context, []lifecycle.Recorded) error { return nil }
	saved := 0
	save := func(context.Context, lifecycle.Cursor) error { saved++; return nil }
	err := lifecycle.Follow(t.Context(), log, "", func(context.Context, []lifecycle.Recorded) error { return ours }, save)
	if !errors.Is(err, ours) || saved != 0 {
		t.Errorf("an error of handle: %v, saved %d times", err, saved)
	}
	err = lifecycle.Follow(t.Context(), log, "", fine, func(context.Context, lifecycle.Cursor) error { return ours })
	if !errors.Is(err, ours) {
		t.Errorf("an error of save: %v", err)
	}
	if err := lifecycle.Follow(t.Context(), log, "nowhere", fine, save); !errors.Is(err, lifecycle.ErrInvalid) {
		t.Errorf("an error of the feed: %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := lifecycle.Follow(ended, log, "", fine, save); !errors.Is(err, context.Canceled) || saved != 0 {
		t.Errorf("an ended context: %v", err)
	}
}

// TestFollowWaits appends while it follows.
func TestFollowWaits(t *testing.T) {
	log, total := filled(t, 3)
	ctx, cancel := context.WithCancel(t.Context())
	seen := 0
	handle := func(_ context.Context, page []lifecycle.Recorded) error {
		if seen += len(page); seen == total+1 {
			cancel()
		}
		return nil
	}
	go func() {
		time.Sleep(10 * time.Millisecond)
		if _, err := log.Append(context.Background(), "acme/q", 0, lifecycle.Event{ID: "a", Type: "x"}); err != nil {
			t.Error(err)
		}
	}()
	err := lifecycle.Follow(ctx, log, "", handle, func(context.Context, lifecycle.Cursor) error { return nil })
	if !errors.Is(err, context.Canceled) || seen != total+1 {
		t.Errorf("saw %d of %d, %v", seen, total+1, err)
	}
}
