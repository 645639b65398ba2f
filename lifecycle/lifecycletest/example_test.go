package lifecycletest_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/lifecycletest"
)

func ExampleCheck() {
	err := lifecycletest.Check(context.Background(), func(context.Context) (*lifecycletest.Harness, error) {
		return &lifecycletest.Harness{Log: new(lifecycle.MemLog)}, nil
	})
	fmt.Println(err)
	// Output: <nil>
}

func ExampleFaulty() {
	log := new(lifecycle.MemLog)
	faulty := lifecycletest.Faulty(log, lifecycletest.Plan{Appends: []lifecycletest.Fault{lifecycletest.FailAfter}})
	ctx, event := context.Background(), lifecycle.Event{ID: "e1", Type: "deal.won"}

	_, err := faulty.Append(ctx, "acme/deal-7", 0, event)
	fmt.Println(errors.Is(err, lifecycletest.ErrInjected))

	result, err := faulty.Append(ctx, "acme/deal-7", 0, event) // the same again
	fmt.Println(result.Version, result.Duplicate, err)
	// Output:
	// true
	// 1 true <nil>
}

func ExampleClauses() {
	for _, c := range lifecycletest.Clauses()[:3] {
		fmt.Println(c.Title())
	}
	// Output:
	// 01 empty stream loads nothing
	// 02 versions count from 1 without gaps
	// 03 append stores all events or none
}

// A crash at each step in turn: Pick counts the calls of all names together.
func ExampleFaulty_eachStep() {
	ctx, event := context.Background(), lifecycle.Event{ID: "e1", Type: "deal.won"}
	for step := range 2 {
		log := new(lifecycle.MemLog)
		faulty := lifecycletest.Faulty(log, lifecycletest.Plan{Pick: func(n int, call string) lifecycletest.Fault {
			if n == step {
				fmt.Print("fails at ", call, ": ")
				return lifecycletest.FailBefore
			}
			return lifecycletest.NoFault
		}})
		fmt.Println(winDeal(ctx, faulty, event) != nil, winDeal(ctx, faulty, event))
	}
	// Output:
	// fails at load: true <nil>
	// fails at append: true <nil>
}

// winDeal is what a host might do: look, then append.
func winDeal(ctx context.Context, log lifecycle.Log, event lifecycle.Event) error {
	for r, err := range log.Load(ctx, "acme/deal-7", 0) {
		if err != nil {
			return err
		}
		if r.ID == event.ID {
			return nil
		}
	}
	_, err := log.Append(ctx, "acme/deal-7", 0, event)
	return err
}

func ExampleCheckFollow() {
	err := lifecycletest.CheckFollow(context.Background(), func(context.Context) (lifecycletest.Follower, error) {
		place := lifecycle.Cursor("") // a host keeps it in its database
		save := func(_ context.Context, c lifecycle.Cursor) error {
			place = c
			return nil
		}
		return func(ctx context.Context, feed lifecycle.Feed, handle func(context.Context, []lifecycle.Recorded) error) error {
			return lifecycle.Follow(ctx, feed, place, handle, save)
		}, nil
	})
	fmt.Println(err)
	// Output: <nil>
}

func ExampleCheckVault() {
	err := lifecycletest.CheckVault(context.Background(), func(context.Context) (*lifecycletest.VaultHarness, error) {
		return &lifecycletest.VaultHarness{Vault: new(lifecycle.MemVault)}, nil
	})
	fmt.Println(err)
	// Output: <nil>
}

// What a program prints that tells about a log.
func ExampleExamine() {
	open := func(context.Context) (*lifecycletest.Harness, error) {
		return &lifecycletest.Harness{Log: new(lifecycle.MemLog)}, nil
	}
	for _, o := range lifecycletest.Examine(context.Background(), open) {
		switch {
		case o.Err != nil:
			fmt.Println(o.Err)
		case o.Skipped != "" && o.Clause.Needs == "fork":
			fmt.Println(o.Clause.Title(), "-", o.Skipped)
		}
	}
	// Output:
	// 12 writers in several processes lose nothing - lifecycletest: not possible here: the harness has no Fork
	// 30 killed writers lose nothing acknowledged - lifecycletest: not possible here: the harness has no Fork
}

// board is a fact source of a host.
type board map[lifecycle.StreamID]int64

func (b board) Facts(ctx context.Context, id lifecycle.StreamID, names []lifecycle.FactName) ([]lifecycle.Fact, error) {
	open, ok := b[id]
	if !ok || !slices.Contains(names, lifecycle.FactChangesOpen) {
		return nil, ctx.Err()
	}
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) // a host reads it beside the figure
	return []lifecycle.Fact{{Name: lifecycle.FactChangesOpen, Value: finding.Number(open, ""), At: at, Source: "board"}}, ctx.Err()
}

func ExampleCheckFacts() {
	err := lifecycletest.CheckFacts(context.Background(), board{"acme/deal-7": 2}, []lifecycletest.FactCase{
		{
			Name: "two changes are open", Stream: "acme/deal-7", Ask: []lifecycle.FactName{lifecycle.FactChangesOpen},
			Want: map[lifecycle.FactName]finding.Value{lifecycle.FactChangesOpen: finding.Number(2, "")},
		},
		{Name: "no such deal", Stream: "acme/deal-8", Ask: []lifecycle.FactName{lifecycle.FactChangesOpen}},
	})
	fmt.Println(err)
	// Output: <nil>
}
