package lifecycle_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// people says who holds which role in every project.
type people map[lifecycle.ActorID][]lifecycle.Role

func (p people) Authorize(_ context.Context, _ lifecycle.StreamID, ask lifecycle.Ask) (lifecycle.Grant, error) {
	roles, ok := p[ask.Actor]
	if !ok {
		return lifecycle.Grant{}, lifecycle.ErrForbidden
	}
	return lifecycle.Grant{Roles: roles}, nil
}

// project knows the facts of every project.
type project map[lifecycle.FactName]finding.Value

func (p project) Facts(_ context.Context, _ lifecycle.StreamID, names []lifecycle.FactName) ([]lifecycle.Fact, error) {
	var list []lifecycle.Fact
	for _, name := range names {
		if value, ok := p[name]; ok {
			list = append(list, lifecycle.Fact{Name: name, Value: value, At: time.Now(), Source: "crm"})
		}
	}
	return list, nil
}

// Example_firstProgram is the program of the package text.
func Example_firstProgram() {
	engine, err := lifecycle.New(lifecycle.Config{
		Log:         new(lifecycle.MemLog),
		Definitions: []*lifecycle.Definition{lifecycle.SalesProject()},
		Auth:        people{"li": {lifecycle.RoleManager}},
		Facts: []lifecycle.FactSource{project{
			lifecycle.FactGoalsBlocking:   finding.Number(2, ""), // two things keep the goals from being SMART
			lifecycle.FactCharterComplete: finding.Bool(true),
			lifecycle.FactTeamFormed:      finding.Bool(true),
		}},
		Now: time.Now,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	_, err = engine.Do(ctx, "acme/deal-7", lifecycle.StartProject{
		Header: lifecycle.Header{ID: "c1", Actor: "li"}, Definition: lifecycle.SalesProjectID,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = engine.Do(ctx, "acme/deal-7", lifecycle.RequestMove{
		Header: lifecycle.Header{ID: "c2", Actor: "li"}, To: lifecycle.PhasePlanning,
	})
	var no *lifecycle.Refusal
	if errors.As(err, &no) {
		for _, f := range no.Findings { // every one
			fmt.Println(f)
		}
		for _, s := range no.Steps { // what makes it a yes, and who can do it
			fmt.Println(s.Do, s.Subject, s.By)
		}
	}
	// Output:
	// block lifecycle.fact.differs: fact charter.goals_blocking, want 0, got 2, with gate planning_gate, remedy lifecycle.remedy.sales.mend_goals
	// block lifecycle.fact.unknown: fact resources.sufficient, want true, got unknown (missing), with gate planning_gate, remedy lifecycle.remedy.sales.find_resources
	// lifecycle.remedy.sales.mend_goals fact charter.goals_blocking [project_manager sponsor]
	// lifecycle.remedy.sales.find_resources fact resources.sufficient [project_manager sponsor]
}
