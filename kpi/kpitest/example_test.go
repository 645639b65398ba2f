package kpitest_test

import (
	"context"
	"fmt"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/kpitest"
)

// Check probes a source outside of a test, such as an installation.
func ExampleCheck() {
	err := kpitest.Check(context.Background(), func(ctx context.Context, readings []kpi.Reading) (kpi.Source, error) {
		source := new(kpi.Memory)
		return source, source.Record(ctx, readings...)
	})
	fmt.Println(err)
	// Output: <nil>
}
