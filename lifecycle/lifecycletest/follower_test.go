package lifecycletest

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
)

// diary is a follower with a place saved in memory; a bug makes it wrong in one
// way.
func diary(bug string) func(context.Context) (Follower, error) {
	return func(context.Context) (Follower, error) {
		saved, latest, runs := lifecycle.Cursor(""), time.Time{}, 0
		return func(ctx context.Context, feed lifecycle.Feed, handle func(context.Context, []lifecycle.Recorded) error) error {
			runs++
			save := func(_ context.Context, c lifecycle.Cursor) error {
				if bug != "never saves" {
					saved = c
				}
				return nil
			}
			act := handle
			switch bug {
			case "saves before":
				act = func(ctx context.Context, page []lifecycle.Recorded) error {
					saved = page[len(page)-1].Cursor
					return handle(ctx, page)
				}
			case "swallows errors":
				act = func(ctx context.Context, page []lifecycle.Recorded) error {
					_ = handle(ctx, page)
					return nil
				}
			case "backwards":
				act = func(ctx context.Context, page []lifecycle.Recorded) error {
					slices.Reverse(page)
					defer slices.Reverse(page)
					return handle(ctx, page)
				}
			case "by the clock":
				act = func(ctx context.Context, page []lifecycle.Recorded) error {
					page = slices.DeleteFunc(slices.Clone(page), func(r lifecycle.Recorded) bool { return r.At.Before(latest) })
					for _, r := range page {
						latest = r.At
					}
					return handle(ctx, page)
				}
			case "takes a break for the end":
				err := lifecycle.Follow(ctx, feed, saved, act, save)
				if errors.Is(err, ErrInjected) {
					return lifecycle.Follow(ctx, skipping{feed}, saved, act, save)
				}
				return err
			case "context ignored":
				ctx = context.WithoutCancel(ctx)
			case "starts at the end":
				if runs == 1 {
					all, err := collect(feed.Read(ctx, "", 0))
					if err != nil {
						return err
					}
					saved = all[len(all)-1].Cursor
				}
			case "one page too far":
				if saved != "" {
					page, _ := collect(feed.Read(ctx, saved, 1))
					if len(page) > 0 {
						saved = page[len(page)-1].Cursor
					}
				}
			}
			return lifecycle.Follow(ctx, feed, saved, act, save)
		}, nil
	}
}

// skipping leaves out the first event of each page.
type skipping struct{ lifecycle.Feed }

func (s skipping) Read(ctx context.Context, after lifecycle.Cursor, limit int) iter.Seq2[lifecycle.Recorded, error] {
	first := true
	return func(yield func(lifecycle.Recorded, error) bool) {
		for r, err := range s.Feed.Read(ctx, after, limit) {
			if first {
				first = false
				continue
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

func TestDiary(t *testing.T) { TestFollow(t, diary("")) }

func TestFollowKitFindsSeededBugs(t *testing.T) {
	caught := map[string]bool{}
	for bug, clause := range map[string]string{
		"backwards": "in order", "by the clock": "in order", "starts at the end": "in order", "never saves": "where it stopped", "one page too far": "where it stopped",
		"saves before": "keeps its place", "swallows errors": "keeps its place", "takes a break for the end": "feed that breaks", "context ignored": "its context",
	} {
		err := CheckFollow(t.Context(), diary(bug))
		if err == nil || !strings.Contains(err.Error(), clause) || strings.Contains(err.Error(), "%!") {
			t.Errorf("%s: clause about %q passes: %v", bug, clause, err)
		}
		for _, c := range followClauses() {
			caught[c.name] = caught[c.name] || err != nil && strings.Contains(err.Error(), c.name)
		}
	}
	for name, ok := range caught {
		if !ok {
			t.Errorf("no seeded bug fails %q", name)
		}
	}
	down := errors.New("no place")
	if err := CheckFollow(t.Context(), func(context.Context) (Follower, error) { return nil, down }); !errors.Is(err, down) {
		t.Errorf("got %v", err)
	}
}
