package lifecycletest

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// figures is a fact source over a table; a bug makes it wrong in one way.
type figures struct {
	bug   string
	table map[lifecycle.StreamID]map[lifecycle.FactName]finding.Value
	list  []lifecycle.Fact // of a source that hands out its own
	asked atomic.Int64
}

func newFigures(bug string) *figures {
	f := &figures{bug: bug, table: map[lifecycle.StreamID]map[lifecycle.FactName]finding.Value{
		"acme/deal-7": {"plan.baseline_set": finding.Bool(true), "changes.open": finding.Number(2, ""), "team.formed": finding.Unknown("nobody counted")},
		"acme/deal-8": {"changes.open": finding.Number(0, "")},
	}}
	f.list = []lifecycle.Fact{{Name: "changes.open", Value: finding.Number(2, ""), At: moment()}, {Name: "plan.baseline_set", Value: finding.Bool(true), At: moment()}}
	return f
}

func (f *figures) Facts(ctx context.Context, id lifecycle.StreamID, names []lifecycle.FactName) ([]lifecycle.Fact, error) {
	at := moment()
	switch {
	case ctx.Err() != nil && f.bug != "context ignored":
		return nil, ctx.Err()
	case f.bug == "tenant ignored":
		id = lifecycle.StreamID("acme/" + id.Project())
	case f.bug == "no time":
		at = time.Time{}
	case f.bug == "names sorted backwards":
		slices.Reverse(names)
	case f.bug == "names appended to":
		_ = append(names, "plan.more")
	case f.bug == "own list" && id == "acme/deal-7" && len(names) == 3:
		return f.list, nil
	}
	var list []lifecycle.Fact
	for _, name := range names {
		value, ok := f.table[id][name]
		switch {
		case strings.HasPrefix(string(name), "zz.") && f.bug == "unknown name is an error":
			return nil, lifecycle.ErrInvalid
		case f.bug == "zero for unknown" && !ok:
			value = finding.Number(0, "")
		case f.bug == "tires" && f.asked.Add(1) > 100:
			value = finding.Number(99, "")
		case !ok:
			continue
		}
		list = append(list, lifecycle.Fact{Name: name, Value: value, At: at, Source: "figures"})
	}
	return list, nil
}

func factCases() []FactCase {
	names := []lifecycle.FactName{"changes.open", "plan.baseline_set", "team.formed"}
	return []FactCase{
		{"deal 7", "acme/deal-7", names, map[lifecycle.FactName]finding.Value{"changes.open": finding.Number(2, ""), "plan.baseline_set": finding.Bool(true)}},
		{"deal 8", "acme/deal-8", names, map[lifecycle.FactName]finding.Value{"changes.open": finding.Number(0, "")}},
		{"no deal", "acme/deal-9", names, nil},
	}
}

func TestFigures(t *testing.T) { TestFacts(t, newFigures(""), factCases()) }

func TestFactsKitFindsSeededBugs(t *testing.T) {
	caught := map[string]bool{}
	for bug, clause := range map[string]string{
		"zero for unknown": "answers as expected", "no time": "has a time", "unknown name is an error": "unknown names", "tenant ignored": "tenants are apart",
		"names sorted backwards": "only read", "names appended to": "only read", "own list": "copies", "context ignored": "ended context", "tires": "same time",
	} {
		err := CheckFacts(t.Context(), newFigures(bug), factCases())
		if err == nil || !strings.Contains(err.Error(), clause) {
			t.Errorf("%s: clause about %q passes: %v", bug, clause, err)
		}
		for _, c := range factClauses() {
			caught[c.name] = caught[c.name] || strings.Contains(c.name, clause)
		}
	}
	for name, ok := range caught {
		if !ok {
			t.Errorf("no seeded bug fails %q", name)
		}
	}
	if err := CheckFacts(t.Context(), newFigures(""), factCases()[2:]); err == nil {
		t.Error("cases without a known fact pass")
	}
}
