package facts_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// office is an engine with the facts of one project that may be changed between
// the questions, and a clock that stands.
type office struct {
	t      *testing.T
	engine *lifecycle.Engine
	in     facts.Input
	n      int
	asked  [][]facts.Part // what the loader was asked for
}

const stream = lifecycle.StreamID("acme/north")

// people may do all that the test does.
type people map[lifecycle.ActorID]lifecycle.Role

func (p people) Authorize(_ context.Context, _ lifecycle.StreamID, ask lifecycle.Ask) (lifecycle.Grant, error) {
	return lifecycle.Grant{Roles: []lifecycle.Role{p[ask.Actor]}}, nil
}

func (o *office) Load(_ context.Context, id lifecycle.StreamID, parts []facts.Part) (*facts.Known, error) {
	o.asked = append(o.asked, slices.Clone(parts))
	if id != stream {
		return nil, lifecycle.ErrNoProject
	}
	return facts.From(moment, o.in), nil
}

func open(t *testing.T, in facts.Input, def *lifecycle.Definition) *office {
	t.Helper()
	o := &office{t: t, in: in}
	engine, err := lifecycle.New(lifecycle.Config{
		Log: new(lifecycle.MemLog), Definitions: []*lifecycle.Definition{def}, Auth: people{"li.na": lifecycle.RoleManager, "chen.jie": lifecycle.RoleSponsor},
		Facts: []lifecycle.FactSource{facts.Source(o)}, Now: func() time.Time { return moment },
	})
	if err != nil {
		t.Fatal(err)
	}
	o.engine = engine
	return o
}

func (o *office) head(actor lifecycle.ActorID) lifecycle.Header {
	o.n++
	return lifecycle.Header{ID: lifecycle.CommandID("c" + finding.Number(int64(o.n), "").Plain()), Actor: actor}
}

func (o *office) must(cmd lifecycle.Command) {
	o.t.Helper()
	if _, err := o.engine.Do(o.t.Context(), stream, cmd); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) explain(cmd lifecycle.Command) lifecycle.Explanation {
	o.t.Helper()
	e, err := o.engine.Explain(o.t.Context(), stream, cmd)
	if err != nil {
		o.t.Fatal(err)
	}
	return e
}

// plan brings a new project into planning.
func (o *office) plan() {
	o.t.Helper()
	o.must(lifecycle.StartProject{Header: o.head("li.na"), Definition: lifecycle.SalesProjectID})
	o.must(lifecycle.RequestMove{Header: o.head("li.na"), Move: lifecycle.MoveStartPlanning})
}

// The gate out of planning refuses a plan without one of its parts and names the
// fact; mending the plan makes the move legal.
func TestPlanningGateRefusesAPlanThatLacksAPart(t *testing.T) {
	for _, c := range lacking {
		o := open(t, staffed(t), lifecycle.SalesProject())
		o.plan()
		c.take(&o.in)
		cmd := lifecycle.RequestMove{Header: o.head("li.na"), Move: lifecycle.MoveStartExecution}
		e := o.explain(cmd)
		at := slices.IndexFunc(e.Findings, func(f finding.Finding) bool { return f.Subject == finding.Ref{Kind: "fact", ID: string(c.fact)} })
		if e.Allowed || at < 0 || e.Findings[at].Code != lifecycle.CodeFactDiffers || e.Findings[at].Severity != finding.Block || e.Findings[at].Got != finding.Bool(false) {
			t.Errorf("without %s: %v, %q", c.part, e.Allowed, lines(e.Findings))
		}
		for _, other := range lacking {
			if other.part != c.part && slices.ContainsFunc(e.Findings, func(f finding.Finding) bool { return f.Subject.ID == string(other.fact) }) {
				t.Errorf("without %s the gate speaks of %s: %q", c.part, other.fact, lines(e.Findings))
			}
		}
		var no *lifecycle.Refusal
		if _, err := o.engine.Do(t.Context(), stream, cmd); !errors.As(err, &no) {
			t.Errorf("without %s: %v", c.part, err)
		}
		o.in = staffed(t)
		o.approve(lifecycle.MoveStartExecution)
		o.must(lifecycle.RequestMove{Header: o.head("li.na"), Move: lifecycle.MoveStartExecution})
	}
}

// approve has the sponsor approve what stands at the gate.
func (o *office) approve(move lifecycle.MoveID) {
	o.t.Helper()
	e := o.explain(lifecycle.RequestMove{Header: o.head("li.na"), Move: move})
	o.must(lifecycle.Approve{Header: o.head("chen.jie"), Move: move, Role: lifecycle.RoleSponsor, Evidence: e.Evidence})
}

// staffed is a whole project with people enough for its work.
func staffed(t testing.TB) facts.Input {
	in := whole(t)
	in.Supply = supply()
	return in
}

// A gate may ask for the list of the plan check itself. Its answer then names
// every finding.
func TestGateThatListsThePlanCheck(t *testing.T) {
	def, ok := facts.Lookup(facts.PlanBlocking)
	if !ok {
		t.Fatal("no such fact")
	}
	spec := lifecycle.SalesProject().Spec()
	spec.ID, spec.Facts = "listed", append(spec.Facts, def.Spec(lifecycle.RoleManager))
	for i := range spec.Gates {
		if spec.Gates[i].ID == lifecycle.GateExecution {
			spec.Gates[i].Criteria = []lifecycle.Criterion{{Fact: facts.PlanBlocking, Op: lifecycle.OpNone}}
		}
	}
	listing, err := lifecycle.Define(spec)
	if err != nil {
		t.Fatal(err)
	}
	in := staffed(t)
	in.Plan.Assignments, in.Milestones[0].Owner = in.Plan.Assignments[:1], ""
	o := open(t, in, listing)
	o.must(lifecycle.StartProject{Header: o.head("li.na"), Definition: "listed"})
	o.must(lifecycle.RequestMove{Header: o.head("li.na"), Move: lifecycle.MoveStartPlanning})
	e := o.explain(lifecycle.RequestMove{Header: o.head("li.na"), Move: lifecycle.MoveStartExecution})
	want := finding.List("facts.milestones.no_owner milestone signed", "facts.resources.unassigned task rollout")
	if e.Allowed || !slices.ContainsFunc(e.Findings, func(f finding.Finding) bool { return f.Code == lifecycle.CodeFactNotNone && f.Got == want }) {
		t.Errorf("got %q", lines(e.Findings))
	}
}

// The loader is asked once for each command, for the parts that the facts of the
// definition rest on and no others.
func TestLoaderIsAskedForWhatTheDefinitionNeeds(t *testing.T) {
	o := open(t, staffed(t), lifecycle.SalesProject())
	o.plan()
	want := []facts.Part{facts.PartCharter, facts.PartFrozen, facts.PartTeam, facts.PartSupply, facts.PartComms, facts.PartPlan, facts.PartMilestones,
		facts.PartRisks, facts.PartChanges, facts.PartAcceptances, facts.PartOutcome, facts.PartManifest}
	if len(o.asked) != 2 || !slices.Equal(o.asked[1], want) {
		t.Errorf("asked for %v", o.asked)
	}
}
