package storetest_test

import (
	"context"
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/store"
	"github.com/milepost-go/milepost/lifecycle/store/storetest"
)

func ExampleCheck() {
	err := storetest.Check(context.Background(), func(context.Context) (store.Store[storetest.Doc], error) {
		return store.NewMemory(storetest.Doc.Clone), nil
	})
	fmt.Println(err)
	// Output: <nil>
}

func ExampleCheckDatabase() {
	err := storetest.CheckDatabase(context.Background(), func(context.Context) (*storetest.Harness, error) {
		return &storetest.Harness{Store: store.NewMemory(storetest.Doc.Clone)}, nil // in memory: no transactions, nothing to reopen
	})
	fmt.Println(err)
	// Output: <nil>
}
