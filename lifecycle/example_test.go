package lifecycle_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// host is what a program brings: who holds which role, what is known, a clock.
type host struct {
	now   time.Time
	facts map[lifecycle.FactName]finding.Value
}

func (h *host) Authorize(_ context.Context, _ lifecycle.StreamID, ask lifecycle.Ask) (lifecycle.Grant, error) {
	switch ask.Actor {
	case "li":
		return lifecycle.Grant{Roles: []lifecycle.Role{lifecycle.RoleManager}}, nil
	case "wang":
		return lifecycle.Grant{Roles: []lifecycle.Role{lifecycle.RoleSponsor}}, nil
	}
	return lifecycle.Grant{}, lifecycle.ErrForbidden
}

func (h *host) Facts(_ context.Context, _ lifecycle.StreamID, names []lifecycle.FactName) ([]lifecycle.Fact, error) {
	var list []lifecycle.Fact
	for _, name := range names {
		if value, ok := h.facts[name]; ok {
			list = append(list, lifecycle.Fact{Name: name, Value: value, At: h.now, Source: "crm"})
		}
	}
	return list, nil
}

// know makes facts true; those that count things become 0.
func (h *host) know(names ...lifecycle.FactName) {
	for _, name := range names {
		h.facts[name] = finding.Bool(true)
		if name == lifecycle.FactGoalsBlocking || name == lifecycle.FactChangesOpen || name == lifecycle.FactOpenItems {
			h.facts[name] = finding.Number(0, "")
		}
	}
}

func newHost() (*host, *lifecycle.Engine) {
	h := &host{now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), facts: map[lifecycle.FactName]finding.Value{}}
	engine, err := lifecycle.New(lifecycle.Config{
		Log: new(lifecycle.MemLog), Definitions: []*lifecycle.Definition{lifecycle.SalesProject()},
		Auth: h, Facts: []lifecycle.FactSource{h}, Now: func() time.Time { return h.now },
	})
	if err != nil {
		panic(err)
	}
	return h, engine
}

const deal lifecycle.StreamID = "acme/deal-7"

// by returns the header of a command that gives a reason.
func by(id lifecycle.CommandID, actor lifecycle.ActorID) lifecycle.Header {
	return lifecycle.Header{ID: id, Actor: actor, Reason: "as agreed"}
}

// Example plays one sales project from its start to the archive and prints its
// path, with monitoring running beside execution.
func Example() {
	ctx := context.Background()
	h, engine := newHost()
	n := 0
	do := func(days int, cmd func(lifecycle.CommandID) lifecycle.Command) {
		h.now = h.now.AddDate(0, 0, days)
		n++
		if _, err := engine.Do(ctx, deal, cmd(lifecycle.CommandID(fmt.Sprintf("c%d", n)))); err != nil {
			fmt.Println(err)
		}
	}
	move := func(to lifecycle.PhaseID) func(lifecycle.CommandID) lifecycle.Command {
		return func(id lifecycle.CommandID) lifecycle.Command {
			return lifecycle.RequestMove{Header: by(id, "li"), To: to}
		}
	}
	approve := func(move lifecycle.MoveID) func(lifecycle.CommandID) lifecycle.Command {
		return func(id lifecycle.CommandID) lifecycle.Command {
			choices, _, _ := engine.Choices(ctx, deal, "wang")
			for _, c := range choices {
				if c.Move.ID == move {
					return lifecycle.Approve{Header: by(id, "wang"), Move: move, Role: lifecycle.RoleSponsor, Evidence: c.Explanation.Evidence}
				}
			}
			return nil
		}
	}

	do(0, func(id lifecycle.CommandID) lifecycle.Command {
		return lifecycle.StartProject{Header: by(id, "li"), Definition: lifecycle.SalesProjectID}
	})
	h.know(lifecycle.FactGoalsBlocking, lifecycle.FactCharterComplete, lifecycle.FactTeamFormed, lifecycle.FactResourcesSuffice)
	do(7, move(lifecycle.PhasePlanning))
	h.know(lifecycle.FactGoalsAgreed, lifecycle.FactTimetableComputed, lifecycle.FactResourcesAssigned,
		lifecycle.FactMilestonesSet, lifecycle.FactRisksPlanned, lifecycle.FactBaselineSet)
	do(14, approve(lifecycle.MoveStartExecution))
	do(0, move(lifecycle.PhaseExecution))
	do(10, func(id lifecycle.CommandID) lifecycle.Command {
		return lifecycle.RequestStep{Header: by(id, "li"), Phase: lifecycle.PhaseMonitoring, To: lifecycle.StepCompare}
	})
	do(2, func(id lifecycle.CommandID) lifecycle.Command { return lifecycle.Suspend{Header: by(id, "wang")} })
	do(9, func(id lifecycle.CommandID) lifecycle.Command { return lifecycle.Resume{Header: by(id, "li")} })
	h.know(lifecycle.FactWorkFinished, lifecycle.FactDeliverablesAccepted, lifecycle.FactChangesOpen)
	do(20, approve(lifecycle.MoveStartClosing))
	do(1, move(lifecycle.PhaseClosing))
	h.know(lifecycle.FactOutcomeJudged, lifecycle.FactOpenItems)
	do(3, func(id lifecycle.CommandID) lifecycle.Command {
		return lifecycle.Close{Header: by(id, "li"), Outcome: lifecycle.Attained}
	})
	h.know(lifecycle.FactReportMade, lifecycle.FactManifestComplete)
	do(4, func(id lifecycle.CommandID) lifecycle.Command { return lifecycle.Archive{Header: by(id, "li")} })

	state, err := engine.State(ctx, deal)
	if err != nil {
		fmt.Println(err)
	}
	for _, p := range state.Path() {
		then, _ := engine.AsOf(ctx, deal, p.At, time.Time{})
		monitoring, _ := then.Regions().Lookup(lifecycle.PhaseMonitoring)
		running := "-"
		if monitoring.Running {
			running = "monitoring runs at " + string(monitoring.Step)
		}
		fmt.Printf("%s  %-4s  %-16s %-10s %-9s %s\n", p.At.Format(time.DateOnly), p.Actor, p.Move, p.To, p.Standing, running)
	}
	// Output:
	// 2026-03-02  li                     initiation active    -
	// 2026-03-09  li    start_planning   planning   active    -
	// 2026-03-23  li    start_execution  execution  active    monitoring runs at measure
	// 2026-04-04  wang  suspend_project  execution  suspended -
	// 2026-04-13  li    resume_project   execution  active    monitoring runs at compare
	// 2026-05-04  li    start_closing    closing    active    -
	// 2026-05-07  li    close_project    closing    closed    -
	// 2026-05-11  li    archive_project  closing    archived  -
}

// A refusal names everything in the way, and the steps to yes with who can
// take each.
func ExampleEngine_Do() {
	ctx := context.Background()
	h, engine := newHost()
	start := lifecycle.StartProject{Header: by("c1", "li"), Definition: lifecycle.SalesProjectID}
	if _, err := engine.Do(ctx, deal, start); err != nil {
		fmt.Println(err)
	}
	h.know(lifecycle.FactTeamFormed, lifecycle.FactResourcesSuffice)
	h.facts[lifecycle.FactGoalsBlocking] = finding.Number(2, "")

	_, err := engine.Do(ctx, deal, lifecycle.RequestMove{Header: by("c2", "li"), To: lifecycle.PhasePlanning})
	var no *lifecycle.Refusal
	if errors.As(err, &no) {
		for _, f := range no.Findings {
			fmt.Println(f.Code, f.Subject.ID, "want", f.Want, "got", f.Got)
		}
		for _, s := range no.Steps {
			fmt.Println("->", s.Do, s.Want, s.By)
		}
	}
	// Output:
	// lifecycle.fact.unknown charter.complete want true got unknown (missing)
	// lifecycle.fact.differs charter.goals_blocking want 0 got 2
	// -> lifecycle.remedy.sales.finish_charter true [project_manager sponsor]
	// -> lifecycle.remedy.sales.mend_goals 0 [project_manager sponsor]
}

// Repeating a command is safe: it is carried out once.
func ExampleEngine_Do_repeated() {
	ctx := context.Background()
	_, engine := newHost()
	start := lifecycle.StartProject{Header: by("c1", "li"), Definition: lifecycle.SalesProjectID}
	for range 2 {
		result, err := engine.Do(ctx, deal, start)
		fmt.Println(result.Version, result.Duplicate, err)
	}
	start.Reason = "something else"
	_, err := engine.Do(ctx, deal, start)
	fmt.Println(errors.Is(err, lifecycle.ErrCommandReused))
	// Output:
	// 1 false <nil>
	// 1 true <nil>
	// true
}

// The pure core needs no engine: the host loads, decides and stores.
func ExampleDecide() {
	def := lifecycle.SalesProject()
	in := lifecycle.Input{Now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	var state lifecycle.State

	entries, refusal := lifecycle.Decide(def, state, lifecycle.StartProject{Header: by("c1", "li"), Definition: lifecycle.SalesProjectID}, in)
	fmt.Println(len(entries), refusal == nil)
	state = lifecycle.Apply(state, entries[0])
	fmt.Println(state.Phase, state.Standing)

	_, refusal = lifecycle.Decide(def, state, lifecycle.Resume{Header: by("c2", "li")}, in)
	fmt.Println(refusal)
	// Output:
	// 1 true
	// initiation active
	// lifecycle: refused: resume: 2 findings: block lifecycle.move.standing_unfit: move resume_project, want suspended, got active, remedy lifecycle.remedy.change_standing; block lifecycle.role.missing: move resume_project, want project_manager, sponsor, remedy lifecycle.remedy.ask_holder
}

func ExampleExplain() {
	def := lifecycle.SalesProject()
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	in := lifecycle.Input{Now: at, Roles: []lifecycle.Role{lifecycle.RoleManager}}
	entries, _ := lifecycle.Decide(def, lifecycle.State{}, lifecycle.StartProject{Header: by("c1", "li"), Definition: lifecycle.SalesProjectID}, in)
	state := lifecycle.Apply(lifecycle.State{}, entries[0])

	x := lifecycle.Explain(def, state, lifecycle.Suspend{Header: by("c2", "li")}, in)
	fmt.Println(x.Allowed, x.Move)
	x = lifecycle.Explain(def, state, lifecycle.Suspend{Header: lifecycle.Header{ID: "c2", Actor: "li"}}, in)
	fmt.Println(x.Allowed, x.Findings)
	// Output:
	// true suspend_project
	// false [block lifecycle.move.no_reason: move suspend_project, remedy lifecycle.remedy.give_reason]
}

func ExampleChoices() {
	ctx := context.Background()
	_, engine := newHost()
	if _, err := engine.Do(ctx, deal, lifecycle.StartProject{Header: by("c1", "li"), Definition: lifecycle.SalesProjectID}); err != nil {
		fmt.Println(err)
	}
	choices, version, err := engine.Choices(ctx, deal, "li")
	fmt.Println("at version", version, err)
	for _, c := range choices {
		if c.Here {
			fmt.Println(c.Move.ID, c.Explanation.Allowed, len(c.Explanation.Findings))
		}
	}
	// Output:
	// at version 1 <nil>
	// start_planning false 4
	// cancel_project false 1
	// suspend_project true 0
}

func ExampleDefine() {
	spec := lifecycle.SalesProject().Spec()
	spec.ID = "acme_sales"
	spec.Facts = append(spec.Facts, lifecycle.FactSpec{Name: "bid.margin", Kind: "number", Unit: "%"})
	for i := range spec.Gates {
		if spec.Gates[i].ID == lifecycle.GateExecution {
			spec.Gates[i].Criteria = append(spec.Gates[i].Criteria,
				lifecycle.Criterion{Fact: "bid.margin", Op: lifecycle.OpAtLeast, Want: finding.Number(12, "%")},
				lifecycle.Criterion{Fact: "bid.marign", Op: lifecycle.OpPresent})
		}
	}
	_, err := lifecycle.Define(spec)
	fmt.Println(err)
	// Output:
	// lifecycle: definition: block lifecycle.definition.unknown_fact: definition acme_sales.gates[1].criteria[7].fact, got bid.marign, remedy lifecycle.remedy.mend_definition
}

func ExampleLoadDefinition() {
	_, err := lifecycle.LoadDefinition(strings.NewReader(`{
		"id": "tiny", "version": 1, "start": "doing", "roles": ["lead"],
		"phases": [{"id": "doing", "kind": "delivery"}],
		"moves": [{"id": "end", "kind": "close", "from": ["doing"], "by": ["leader"], "colour": "red"}]
	}`))
	var faults *finding.Error
	if errors.As(err, &faults) {
		for _, f := range faults.Findings {
			fmt.Println(f.Related[0], f.Subject.Field, f.Code)
		}
	}
	// Output:
	// line 4 moves[0].colour lifecycle.definition.unknown_field
	// line 4 moves[0].by[0] lifecycle.definition.unknown_role
}

func ExampleDefinition_Save() {
	def, err := lifecycle.Define(lifecycle.Spec{
		ID: "tiny", Version: 1, Start: "doing", Roles: []lifecycle.Role{"lead"},
		Phases: []lifecycle.Phase{{ID: "doing", Kind: lifecycle.DeliveryPhase}},
		Moves:  []lifecycle.Move{{ID: "end", Kind: lifecycle.MoveClose, From: []lifecycle.PhaseID{"doing"}, By: []lifecycle.Role{"lead"}}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := def.Save(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {
	//   "id": "tiny",
	//   "version": 1,
	//   "start": "doing",
	//   "roles": [
	//     "lead"
	//   ],
	//   "phases": [
	//     {
	//       "id": "doing",
	//       "kind": "delivery"
	//     }
	//   ],
	//   "moves": [
	//     {
	//       "id": "end",
	//       "kind": "close",
	//       "from": [
	//         "doing"
	//       ],
	//       "by": [
	//         "lead"
	//       ]
	//     }
	//   ]
	// }
}

// Lint compares a definition with the people there are.
func ExampleLint() {
	team := []lifecycle.Seat{{Actor: "li", Roles: []lifecycle.Role{lifecycle.RoleManager, lifecycle.RoleSponsor}}}
	for _, f := range lifecycle.Lint(lifecycle.SalesProject(), team) {
		fmt.Println(f.Severity, f.Code, f.Subject)
	}
	// Output:
	// block lifecycle.lint.separation move cancel_project
	// block lifecycle.lint.separation move reopen_project
	// block lifecycle.lint.separation move start_closing
	// block lifecycle.lint.separation move start_execution
}

func ExampleVerify() {
	ctx := context.Background()
	_, engine := newHost()
	if _, err := engine.Do(ctx, deal, lifecycle.StartProject{Header: by("c1", "li"), Definition: lifecycle.SalesProjectID}); err != nil {
		fmt.Println(err)
	}
	anchor, err := engine.Verify(ctx, deal) // keep it where nobody can change it
	fmt.Println(anchor.Version, err)

	anchor.Version = 2 // as if a second entry had been there
	_, err = engine.Verify(ctx, deal, anchor)
	fmt.Println(err)
	// Output:
	// 1 <nil>
	// lifecycle: corrupt history: stream "acme/deal-7", version 2: lifecycle.history.short
}

// What was true in the past, as it is known today and as it was known then.
func ExampleAsOf() {
	ctx := context.Background()
	h, engine := newHost()
	h.know(lifecycle.FactGoalsBlocking, lifecycle.FactCharterComplete, lifecycle.FactTeamFormed, lifecycle.FactResourcesSuffice)
	if _, err := engine.Do(ctx, deal, lifecycle.StartProject{Header: by("c1", "li"), Definition: lifecycle.SalesProjectID}); err != nil {
		fmt.Println(err)
	}
	moved := h.now.AddDate(0, 0, 3)
	h.now = h.now.AddDate(0, 0, 8) // written down five days later
	late := by("c2", "li")
	late.At = moved
	if _, err := engine.Do(ctx, deal, lifecycle.RequestMove{Header: late, To: lifecycle.PhasePlanning}); err != nil {
		fmt.Println(err)
	}
	day := moved.AddDate(0, 0, 1)
	today, _ := engine.AsOf(ctx, deal, day, time.Time{})
	then, _ := engine.AsOf(ctx, deal, day, day)
	fmt.Println("known today:", today.Phase, "- known then:", then.Phase)
	// Output: known today: planning - known then: initiation
}

// Follow drives what happens after the fact: notices, projections, exports.
func ExampleFollow() {
	ctx := context.Background()
	log := new(lifecycle.MemLog)
	for i, id := range []lifecycle.StreamID{"acme/a", "acme/b"} {
		_, err := log.Append(ctx, id, 0, lifecycle.Event{ID: fmt.Sprint("e", i), Type: "deal.won"})
		if err != nil {
			fmt.Println(err)
		}
	}
	handle := func(_ context.Context, page []lifecycle.Recorded) error {
		for _, r := range page {
			fmt.Println(r.Stream, r.Version, r.Type)
		}
		return nil
	}
	done := errors.New("seen enough")
	save := func(context.Context, lifecycle.Cursor) error { return done }
	fmt.Println(errors.Is(lifecycle.Follow(ctx, log, "", handle, save), done))
	// Output:
	// acme/a 1 deal.won
	// acme/b 1 deal.won
	// true
}
