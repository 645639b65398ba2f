package view_test

import (
	"slices"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
)

// A project that was never measured by earned value has no section of it, one
// that was has.
func TestClosingWithoutEarnedValue(t *testing.T) {
	for _, c := range []struct {
		value evm.Status
		want  bool
	}{{evm.Status{}, false}, {evm.Status{BAC: kpi.Int(100, "CNY")}, true}} {
		doc := view.Closing(phrase.In(phrase.En), view.ClosingInput{Project: "P", Value: c.value})
		got := slices.ContainsFunc(doc.Blocks, func(b report.Block) bool {
			table := b.Table()
			return table != nil && table.Name == "earned-value"
		})
		if got != c.want {
			t.Errorf("%+v: a table of earned value %v, want %v", c.value, got, c.want)
		}
	}
}
