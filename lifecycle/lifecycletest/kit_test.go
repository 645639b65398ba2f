package lifecycletest

import (
	"context"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
)

// memory opens a MemLog. Reopening hands the same log out again: it ends with
// the process, so nothing else can be tried.
func memory(context.Context) (*Harness, error) {
	log := new(lifecycle.MemLog)
	return &Harness{
		Log: log, Limit: lifecycle.DefaultLimit,
		Reopen: func(context.Context) (lifecycle.Log, error) { return log, nil },
	}, nil
}

func TestMemLog(t *testing.T) { TestLog(t, memory) }

// bare has the two methods of a log and nothing else.
type bare struct{ lifecycle.Log }

func TestCheckPassesMemLog(t *testing.T) {
	if err := Check(t.Context(), memory); err != nil {
		t.Error(err)
	}
}
