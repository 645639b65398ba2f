package lifecycletest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// FactCase is a question to a fact source with the answer it should give.
type FactCase struct {
	Name   string
	Stream lifecycle.StreamID
	Ask    []lifecycle.FactName // sorted
	// Want holds the value of each fact asked for that the source knows. Of the
	// others it should know nothing: leave them out or call them Unknown.
	Want map[lifecycle.FactName]finding.Value
}

// TestFacts runs the clauses for a fact source as subtests: each case is
// answered as expected, again and again and at the same time; what is known has
// the time when it was measured; names nobody uses are no error; a tenant that
// does not exist has no facts; the names are only read; what it returns is the
// caller's own; and an ended context ends the call. Cases must hold at least
// one fact that is known.
func TestFacts(t *testing.T, source lifecycle.FactSource, cases []FactCase) {
	t.Helper()
	for _, clause := range factClauses() {
		t.Run(clause.name, func(t *testing.T) {
			if err := clause.run(t.Context(), source, cases); err != nil {
				t.Error(err)
			}
		})
	}
}

// CheckFacts runs the clauses of [TestFacts] and returns what failed, joined.
func CheckFacts(ctx context.Context, source lifecycle.FactSource, cases []FactCase) error {
	var faults []error
	for _, clause := range factClauses() {
		if err := clause.run(ctx, source, cases); err != nil {
			faults = append(faults, fmt.Errorf("lifecycletest: facts: %s: %w", clause.name, err))
		}
	}
	return errors.Join(faults...)
}

type factClause struct {
	name string
	run  func(context.Context, lifecycle.FactSource, []FactCase) error
}

func factClauses() []factClause {
	return []factClause{
		{"answers as expected", factAnswers},
		{"what is known has a time", factTimes},
		{"unknown names are no error", factNames},
		{"tenants are apart", factTenants},
		{"names are only read", factInputs},
		{"facts are copies", factCopies},
		{"an ended context ends the call", factContext},
		{"questions at the same time", factTogether},
	}
}

func (c FactCase) check(ctx context.Context, source lifecycle.FactSource) error {
	list, err := source.Facts(ctx, c.Stream, slices.Clone(c.Ask))
	if err != nil {
		return fmt.Errorf("%s: %w", c.Name, err)
	}
	facts := lifecycle.NewFacts(list...)
	for _, name := range c.Ask {
		fact, has := facts.Lookup(name)
		has = has && known(fact)
		want, knows := c.Want[name]
		if has != knows || has && fact.Value != want {
			return fmt.Errorf("%s: %s is %v (known: %v), not %v (known: %v)", c.Name, name, fact.Value, has, want, knows)
		}
	}
	return nil
}

func factAnswers(ctx context.Context, source lifecycle.FactSource, cases []FactCase) error {
	var faults []error
	if !slices.ContainsFunc(cases, func(c FactCase) bool { return len(c.Want) > 0 }) {
		faults = append(faults, errors.New("the cases hold no fact that is known"))
	}
	for range 2 {
		for _, c := range cases {
			faults = append(faults, c.check(ctx, source))
		}
	}
	return errors.Join(faults...)
}

func factTimes(ctx context.Context, source lifecycle.FactSource, cases []FactCase) error {
	for _, c := range cases {
		list, err := source.Facts(ctx, c.Stream, slices.Clone(c.Ask))
		if err != nil {
			return fmt.Errorf("%s: %w", c.Name, err)
		}
		for _, f := range list {
			if known(f) && f.At.IsZero() {
				return fmt.Errorf("%s: %s does not say when it was measured", c.Name, f.Name)
			}
		}
	}
	return nil
}

func factNames(ctx context.Context, source lifecycle.FactSource, cases []FactCase) error {
	var faults []error
	for _, c := range cases {
		c.Ask = append(slices.Clone(c.Ask), "zz.nobody_uses_this")
		faults = append(faults, c.check(ctx, source))
		c.Ask = nil
		faults = append(faults, c.check(ctx, source))
	}
	return errors.Join(faults...)
}

func factTenants(ctx context.Context, source lifecycle.FactSource, cases []FactCase) error {
	var faults []error
	for _, c := range cases {
		c.Stream = lifecycle.StreamID("no such tenant/" + c.Stream.Project())
		list, err := source.Facts(ctx, c.Stream, slices.Clone(c.Ask))
		for _, f := range list {
			if known(f) && slices.Contains(c.Ask, f.Name) && err == nil {
				faults = append(faults, fmt.Errorf("%s: %s of a tenant that does not exist is %v", c.Name, f.Name, f.Value))
			}
		}
	}
	return errors.Join(faults...)
}

func factInputs(ctx context.Context, source lifecycle.FactSource, cases []FactCase) error {
	for _, c := range cases {
		names := append(slices.Clone(c.Ask), "zz.behind") // what lies behind the end as well
		if _, err := source.Facts(ctx, c.Stream, names[:len(c.Ask)]); err != nil {
			return fmt.Errorf("%s: %w", c.Name, err)
		}
		if !slices.Equal(names[:len(c.Ask)], c.Ask) || names[len(c.Ask)] != "zz.behind" {
			return fmt.Errorf("%s: the names it was given became %q", c.Name, names)
		}
	}
	return nil
}

func factCopies(ctx context.Context, source lifecycle.FactSource, cases []FactCase) error {
	var faults []error
	for _, c := range cases {
		list, err := source.Facts(ctx, c.Stream, slices.Clone(c.Ask))
		if err == nil {
			for i := range list {
				list[i] = lifecycle.Fact{Name: "spoiled", Value: finding.Text("spoiled")}
			}
		}
		faults = append(faults, c.check(ctx, source))
	}
	return errors.Join(faults...)
}

func factContext(ctx context.Context, source lifecycle.FactSource, cases []FactCase) error {
	ended, cancel := context.WithCancel(ctx)
	cancel()
	for _, c := range cases {
		if _, err := source.Facts(ended, c.Stream, slices.Clone(c.Ask)); len(c.Want) > 0 && !errors.Is(err, context.Canceled) {
			return fmt.Errorf("%s: with an ended context answered %v", c.Name, err)
		}
	}
	return nil
}

func factTogether(ctx context.Context, source lifecycle.FactSource, cases []FactCase) error {
	faults := make([]error, 8)
	together(len(faults), func(i int) {
		for range 20 {
			for _, c := range cases {
				faults[i] = errors.Join(faults[i], c.check(ctx, source))
			}
		}
	})
	return errors.Join(faults...)
}

func known(f lifecycle.Fact) bool { return !f.Value.IsUnknown() && !f.Value.IsZero() }
