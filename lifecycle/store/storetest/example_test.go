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
