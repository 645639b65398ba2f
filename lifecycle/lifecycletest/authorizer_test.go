package lifecycletest

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
)

// people is an authorizer over a table; a bug makes it wrong in one way.
type people struct {
	bug   string
	roles map[lifecycle.StreamID]map[lifecycle.ActorID][]lifecycle.Role
	asked atomic.Int64
}

func newPeople(bug string) *people {
	return &people{bug: bug, roles: map[lifecycle.StreamID]map[lifecycle.ActorID][]lifecycle.Role{
		"acme/deal-7": {"pm": {lifecycle.RoleManager, lifecycle.RoleMember}, "boss": {lifecycle.RoleSponsor}, "guest": {}},
	}}
}

func (p *people) Authorize(ctx context.Context, id lifecycle.StreamID, ask lifecycle.Ask) (lifecycle.Grant, error) {
	if err := ctx.Err(); err != nil && p.bug != "context ignored" {
		return lifecycle.Grant{}, err
	}
	if p.bug == "tenant ignored" {
		id = "acme/deal-7"
	}
	roles, ok := p.roles[id][ask.Actor]
	switch {
	case p.bug == "everybody", p.bug == "nobody is somebody" && ask.Actor == "", p.bug == "tires" && p.asked.Add(1) > 20:
		roles, ok = []lifecycle.Role{lifecycle.RoleManager}, true
	case ask.Action == lifecycle.ActionArchive && ask.Actor == "guest":
		ok = false
	}
	if !ok {
		return lifecycle.Grant{}, lifecycle.ErrForbidden
	}
	if p.bug != "aliasing" {
		roles = slices.Clone(roles)
	}
	return lifecycle.Grant{Roles: roles}, nil
}

func authCases() []AuthCase {
	ask := func(actor lifecycle.ActorID, action lifecycle.Action) lifecycle.Ask {
		return lifecycle.Ask{Actor: actor, Action: action}
	}
	return []AuthCase{
		{"manager", "acme/deal-7", ask("pm", lifecycle.ActionMove), []lifecycle.Role{lifecycle.RoleMember, lifecycle.RoleManager}},
		{"guest looks", "acme/deal-7", ask("guest", lifecycle.ActionChoices), []lifecycle.Role{}},
		{"guest archives", "acme/deal-7", ask("guest", lifecycle.ActionArchive), nil},
		{"stranger", "acme/deal-7", ask("eve", lifecycle.ActionMove), nil},
		{"other project", "acme/deal-8", ask("pm", lifecycle.ActionMove), nil},
	}
}

func TestPeople(t *testing.T) { TestAuthorizer(t, newPeople(""), authCases()) }

func TestAuthorizerKitFindsSeededBugs(t *testing.T) {
	for bug, clause := range map[string]string{
		"everybody": "answers as expected", "nobody is somebody": "without a name", "tenant ignored": "tenants",
		"context ignored": "ended context", "aliasing": "copies", "tires": "same time",
	} {
		err := CheckAuthorizer(t.Context(), newPeople(bug), authCases())
		if err == nil || !strings.Contains(err.Error(), clause) {
			t.Errorf("%s: clause about %q passes: %v", bug, clause, err)
		}
	}
	if err := CheckAuthorizer(t.Context(), newPeople(""), authCases()[:1]); err == nil {
		t.Error("cases without a no pass")
	}
}

// engineOn returns an engine for sales projects on the log, with a clock that
// goes on a minute each time it is asked.
func engineOn(t *testing.T, log lifecycle.Log) *lifecycle.Engine {
	t.Helper()
	var minutes atomic.Int64
	engine, err := lifecycle.New(lifecycle.Config{
		Log: log, Auth: newPeople(""), Definitions: []*lifecycle.Definition{lifecycle.SalesProject()},
		Now: func() time.Time { return moment().Add(time.Duration(minutes.Add(1)) * time.Minute) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return engine
}
