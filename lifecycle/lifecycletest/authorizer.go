package lifecycletest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
)

// AuthCase is a question with the answer that an authorizer should give.
type AuthCase struct {
	Name   string
	Stream lifecycle.StreamID
	Ask    lifecycle.Ask
	Roles  []lifecycle.Role // expected; nil means a no that is ErrForbidden
}

// TestAuthorizer runs the clauses for an authorizer as subtests: each case is
// answered as expected, again and again and at the same time; nobody is allowed
// anything without a name; who is allowed something in one tenant is nobody in
// a tenant that does not exist; an ended context ends the call; and what it
// returns is the caller's own. Cases must hold at least one yes and one no.
func TestAuthorizer(t *testing.T, auth lifecycle.Authorizer, cases []AuthCase) {
	t.Helper()
	for _, clause := range authClauses() {
		t.Run(clause.name, func(t *testing.T) {
			if err := clause.run(t.Context(), auth, cases); err != nil {
				t.Error(err)
			}
		})
	}
}

// CheckAuthorizer runs the clauses of [TestAuthorizer] and returns what failed,
// joined.
func CheckAuthorizer(ctx context.Context, auth lifecycle.Authorizer, cases []AuthCase) error {
	var faults []error
	for _, clause := range authClauses() {
		if err := clause.run(ctx, auth, cases); err != nil {
			faults = append(faults, fmt.Errorf("lifecycletest: authorizer: %s: %w", clause.name, err))
		}
	}
	return errors.Join(faults...)
}

type authClause struct {
	name string
	run  func(context.Context, lifecycle.Authorizer, []AuthCase) error
}

func authClauses() []authClause {
	return []authClause{
		{"answers as expected", authAnswers},
		{"nobody is allowed without a name", authNobody},
		{"tenants are apart", authTenants},
		{"an ended context ends the call", authContext},
		{"roles are copies", authCopies},
		{"questions at the same time", authTogether},
	}
}

func (c AuthCase) check(ctx context.Context, auth lifecycle.Authorizer) error {
	grant, err := auth.Authorize(ctx, c.Stream, c.Ask)
	if c.Roles == nil {
		if !errors.Is(err, lifecycle.ErrForbidden) {
			return fmt.Errorf("%s: answered %v, %v, not ErrForbidden", c.Name, grant.Roles, err)
		}
		return nil
	}
	got, want := slices.Sorted(slices.Values(grant.Roles)), slices.Sorted(slices.Values(c.Roles))
	if err != nil || !slices.Equal(got, want) {
		return fmt.Errorf("%s: answered %v, %v, not %v", c.Name, got, err, want)
	}
	return nil
}

func authAnswers(ctx context.Context, auth lifecycle.Authorizer, cases []AuthCase) error {
	var faults []error
	yes := slices.ContainsFunc(cases, func(c AuthCase) bool { return c.Roles != nil })
	no := slices.ContainsFunc(cases, func(c AuthCase) bool { return c.Roles == nil })
	if !yes || !no {
		faults = append(faults, errors.New("the cases do not hold both a yes and a no"))
	}
	for range 2 {
		for _, c := range cases {
			faults = append(faults, c.check(ctx, auth))
		}
	}
	return errors.Join(faults...)
}

// denied wants a no to the case after a change.
func denied(ctx context.Context, auth lifecycle.Authorizer, cases []AuthCase, change func(*AuthCase)) error {
	var faults []error
	for _, c := range cases {
		change(&c)
		c.Roles = nil
		faults = append(faults, c.check(ctx, auth))
	}
	return errors.Join(faults...)
}

func authNobody(ctx context.Context, auth lifecycle.Authorizer, cases []AuthCase) error {
	return denied(ctx, auth, cases, func(c *AuthCase) { c.Ask.Actor = "" })
}

func authTenants(ctx context.Context, auth lifecycle.Authorizer, cases []AuthCase) error {
	return denied(ctx, auth, cases, func(c *AuthCase) {
		c.Stream = lifecycle.StreamID("no such tenant/" + c.Stream.Project())
	})
}

func authContext(ctx context.Context, auth lifecycle.Authorizer, cases []AuthCase) error {
	ended, cancel := context.WithCancel(ctx)
	cancel()
	for _, c := range cases {
		if _, err := auth.Authorize(ended, c.Stream, c.Ask); c.Roles != nil && !errors.Is(err, context.Canceled) {
			return fmt.Errorf("%s: with an ended context answered %v", c.Name, err)
		}
	}
	return nil
}

func authCopies(ctx context.Context, auth lifecycle.Authorizer, cases []AuthCase) error {
	var faults []error
	for _, c := range cases {
		grant, err := auth.Authorize(ctx, c.Stream, c.Ask)
		if err == nil {
			for i := range grant.Roles {
				grant.Roles[i] = "spoiled"
			}
		}
		faults = append(faults, c.check(ctx, auth))
	}
	return errors.Join(faults...)
}

func authTogether(ctx context.Context, auth lifecycle.Authorizer, cases []AuthCase) error {
	faults := make([]error, 8)
	together(len(faults), func(i int) {
		for range 20 {
			for _, c := range cases {
				faults[i] = errors.Join(faults[i], c.check(ctx, auth))
			}
		}
	})
	return errors.Join(faults...)
}
