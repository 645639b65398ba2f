package lifecycletest_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/milepost-go/milepost/lifecycle"
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
