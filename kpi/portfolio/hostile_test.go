package portfolio

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle"
)

// hostile is a source of projects by id; those it lacks are an error.
type hostile map[string]Project

func (h hostile) Project(_ context.Context, id string) (Project, error) {
	if p, ok := h[id]; ok {
		return p, nil
	}
	return Project{}, errors.New(strings.Repeat("\u9519", 1000))
}

func (h hostile) ids() iter.Seq2[string, int64] {
	return func(yield func(string, int64) bool) {
		for _, id := range slices.Sorted(maps.Keys(h)) {
			if !yield(id, 1) {
				return
			}
		}
	}
}

// What makes no sense is a failure with its reason, never a figure, and the
// rest goes on.
func TestHostileProjectsAreFailures(t *testing.T) {
	long := strings.Repeat("x", MaxText+1)
	source := hostile{
		"good":     {ID: "good", Tasks: []Task{{Budget: amount("1", "CNY")}}, Traits: []string{"a", "A", strings.Repeat("x", MaxText)}, Lessons: MaxLessons},
		"other":    {ID: "good"},
		"lessons":  {Lessons: math.MaxInt64},
		"unlearnt": {Lessons: -1},
		"back":     {ActualDays: -5, Outcome: lifecycle.Attained},
		"planned":  {PlannedDays: math.MinInt64},
		"trait":    {Traits: []string{"ok", long}},
		"bytes":    {Traits: []string{"\xff"}},
		"traits":   {Traits: make([]string, MaxTraits+1)},
		"process":  {Definition: lifecycle.DefinitionRef{ID: "\xfe"}},
		"outcome":  {Outcome: lifecycle.Outcome(long)},
	}
	shard := Shard{Of: 1, IDs: append(slices.Sorted(maps.Keys(source)), "absent", "")}
	p, err := Compute(t.Context(), shard, source)
	if err != nil {
		t.Fatal(err)
	}
	s, err := p.Summary(1)
	if err != nil || s.Projects != 1 || len(s.Failed) != 12 || s.Lessons != MaxLessons {
		t.Fatalf("%v: %d projects, %d lessons, %d failures %+v", err, s.Projects, s.Lessons, len(s.Failed), s.Failed)
	}
	for _, f := range s.Failed {
		switch {
		case f.ID == "absent" || f.ID == "":
			if f.Reason != strings.Repeat("\u9519", 100) {
				t.Errorf("%q: got %d bytes", f.ID, len(f.Reason))
			}
		case !strings.HasPrefix(f.Reason, ErrProject.Error()):
			t.Errorf("%q: got %q", f.ID, f.Reason)
		}
	}
	back := Partial{}
	if data := bytesOf(t, p); json.Unmarshal([]byte(data), &back) != nil || bytesOf(t, back) != data {
		t.Error("the partial does not come back")
	}
}

// A project that is listed twice counts once, and no cost makes the sum of a
// shard overflow.
func TestPlanOfDuplicatesAndHugeCosts(t *testing.T) {
	twice := func(yield func(string, int64) bool) {
		for i := range 200 {
			if !yield(fmt.Sprint(i%100), math.MaxInt64) {
				return
			}
		}
	}
	for _, target := range []int64{math.MinInt64, 1, 1 << 41, math.MaxInt64} {
		shards := Plan(twice, target)
		count := 0
		for _, s := range shards {
			count += len(s.IDs)
		}
		if count != 100 || target == math.MaxInt64 && len(shards) != 1 || target == 1<<41 && len(shards) != 50 {
			t.Errorf("target %d: %d projects in %d shards", target, count, len(shards))
		}
	}
}

// Amounts as large and as fine as there are add up exactly, with their credits.
func TestLargestAmounts(t *testing.T) {
	most := amount("1"+strings.Repeat("0", 29)+".000000000000000001", "CNY")
	source := hostile{}
	for i := range 20 {
		source[fmt.Sprint(i)] = Project{Tasks: []Task{{Budget: most, Planned: amount("92233720368547758.07", "CNY"), Earned: most.Neg()}, {Planned: amount("92233720368547758.07", "CNY")}}}
	}
	s, err := Run(t.Context(), source.ids(), source, Options{Workers: 3, Target: 1})
	if err != nil || len(s.Failed) > 0 {
		t.Fatalf("%v, %+v", err, s.Failed)
	}
	got := s.Value[0].Status
	for name, row := range map[string]struct{ got, want kpi.Value }{
		"bac": {got.BAC, money20(t, "20"+strings.Repeat("0", 29)+".00000000000000002")},
		"ev":  {got.EV, money20(t, "-20"+strings.Repeat("0", 29)+".00000000000000002")},
		"pv":  {got.PV, money20(t, "3689348814741910322.8")}, // 40 times 92233720368547758.07
	} {
		if !row.got.Equal(row.want) {
			t.Errorf("%s: got %v, want %v", name, row.got, row.want)
		}
	}
}

// money20 reads a sum, which may be beyond what one amount can be.
func money20(t *testing.T, text string) kpi.Value {
	t.Helper()
	r, ok := new(big.Rat).SetString(text)
	c, err := money.Lookup("CNY")
	if !ok || err != nil {
		t.Fatal(text, err)
	}
	return kpi.MoneyRat(r, c)
}

// Overruns of so many different denominators that nobody could write their mean
// end soon: the mean is unknown, the percentiles are there.
func TestOverrunsOfHostileDays(t *testing.T) {
	begin := time.Now()
	source := hostile{}
	for i := range int64(20_000) {
		source[fmt.Sprint(i)] = Project{Outcome: lifecycle.Attained, PlannedDays: math.MaxInt64 - 2*i, ActualDays: math.MaxInt64 - 1 - 2*i}
	}
	s, err := Run(t.Context(), source.ids(), source, Options{})
	if err != nil || s.Overrun.N != 20_000 || s.Overrun.Mean.Reason() != kpi.ReasonTooLarge || s.Overrun.P50.IsUnknown() {
		t.Errorf("%v: %d, mean %v, median %v", err, s.Overrun.N, s.Overrun.Mean.Reason(), s.Overrun.P50)
	}
	if took := time.Since(begin); took > 30*time.Second {
		t.Errorf("took %v", took)
	}
}

// A member given twice would hide what one machine counted.
func TestPartialGivenTwice(t *testing.T) {
	for _, bad := range []string{
		`{"format":"milepost.portfolio/1","of":1,"shards":[0],"groups":{},"groups":{}}`,
		`{"format":"milepost.portfolio/1","of":1,"shards":[0],"groups":{"":{"projects":1},"":{"projects":2}}}`,
		`{"format":"milepost.portfolio/1","of":1,"shards":[0],"groups":{"":{"projects":3,"days":{"3":1,"3":2}}}}`,
	} {
		var p Partial
		if err := json.Unmarshal([]byte(bad), &p); !errors.Is(err, ErrShard) {
			t.Errorf("%s: got %v", bad, err)
		}
	}
	var p Partial
	good := `{"format":"milepost.portfolio/1","of":1,"shards":[0],"groups":{"":{"projects":1},"trait:a":{"projects":1},"trait:A":{"projects":1}},"failed":[{"id":"x","reason":"groups"},{"id":"x","reason":"id"}]}`
	if err := json.Unmarshal([]byte(good), &p); err != nil {
		t.Error(err)
	}
}

// A context that ends during a project ends the computation, whatever the
// source says, and no partial comes of it.
func TestContextEndsInAProject(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	p, err := Compute(ctx, Shard{Of: 1, IDs: []string{"a", "b"}}, ending{cancel})
	if !errors.Is(err, context.Canceled) || len(p.shards) != 0 {
		t.Errorf("got %v, %+v", err, p)
	}
}

type ending struct{ cancel func() }

func (e ending) Project(context.Context, string) (Project, error) {
	e.cancel()
	return Project{}, nil
}
