package lifecycle_test

import (
	"fmt"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// walk walks a project by pure values: no engine, no log, a clock of its own.
type walk struct {
	def   *lifecycle.Definition
	state lifecycle.State
	now   time.Time
	facts []lifecycle.Fact
}

func newWalk(def *lifecycle.Definition) *walk {
	return &walk{def: def, now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
}

// know sets what the host knows: yes to all of these.
func (w *walk) know(names ...lifecycle.FactName) {
	for _, name := range names {
		w.facts = append(w.facts, lifecycle.Fact{Name: name, Value: finding.Bool(true), At: w.now})
	}
}

// do carries out a command a day later, or prints why not.
func (w *walk) do(cmd lifecycle.Command, roles ...lifecycle.Role) bool {
	w.now = w.now.AddDate(0, 0, 1)
	entries, refusal := lifecycle.Decide(w.def, w.state, cmd, lifecycle.Input{Now: w.now, Roles: roles, Facts: lifecycle.NewFacts(w.facts...)})
	if refusal != nil {
		for _, f := range refusal.Findings {
			fmt.Println("no:", f.Code, f.Subject)
		}
		return false
	}
	for _, e := range entries {
		w.state = lifecycle.Apply(w.state, e)
	}
	return true
}

// approve approves a move on the evidence of now.
func (w *walk) approve(move lifecycle.MoveID, role lifecycle.Role, actor lifecycle.ActorID) {
	in := lifecycle.Input{Now: w.now.AddDate(0, 0, 1), Actor: actor, Facts: lifecycle.NewFacts(w.facts...)}
	for _, c := range lifecycle.Choices(w.def, w.state, in) {
		if c.Move.ID == move {
			w.do(lifecycle.Approve{Header: by("approve", actor), Move: move, Role: role, Evidence: c.Explanation.Evidence}, role)
		}
	}
}

// A deal in the funnel and the project it leads to are two streams, each with
// its own definition. Winning the deal is what the host starts the project on.
func ExampleSalesFunnel() {
	deal := newWalk(lifecycle.SalesFunnel())
	deal.do(lifecycle.StartProject{Header: by("d1", "an"), Definition: lifecycle.SalesFunnelID}, lifecycle.RoleSeller)

	// A stage has rules: a lead nobody has talked to does not move on.
	deal.do(lifecycle.RequestMove{Header: by("d2", "an"), To: lifecycle.PhaseQualified}, lifecycle.RoleSeller)
	deal.know(lifecycle.FactContactKnown, lifecycle.FactNeedConfirmed, lifecycle.FactBudgetKnown, lifecycle.FactDeciderKnown, lifecycle.FactProposalSent)
	deal.facts = append(deal.facts,
		lifecycle.Fact{Name: lifecycle.FactCloseDate, Value: finding.Date("2026-05-29"), At: deal.now},
		lifecycle.Fact{Name: lifecycle.FactDiscount, Value: finding.Number(15, "%"), At: deal.now})
	deal.do(lifecycle.RequestMove{Header: by("d3", "an"), To: lifecycle.PhaseQualified}, lifecycle.RoleSeller)
	deal.do(lifecycle.RequestMove{Header: by("d4", "an"), To: lifecycle.PhaseProposal}, lifecycle.RoleSeller)

	// Terms are approved by a sales lead before they are negotiated.
	deal.do(lifecycle.RequestMove{Header: by("d5", "an"), To: lifecycle.PhaseNegotiation}, lifecycle.RoleSeller)
	deal.approve("negotiate", lifecycle.RoleSalesLead, "le")
	deal.do(lifecycle.RequestMove{Header: by("d6", "an"), To: lifecycle.PhaseNegotiation}, lifecycle.RoleSeller)
	deal.know(lifecycle.FactContractSigned)
	deal.do(lifecycle.Close{Header: by("d7", "an"), Outcome: lifecycle.Attained}, lifecycle.RoleSeller)

	// The host starts the project on the deal that is won. The id of the deal
	// in the command's id makes sure that it starts one project only.
	project := newWalk(lifecycle.SalesProject())
	closings := deal.state.Closings()
	if len(closings) > 0 && closings[0].Outcome == lifecycle.Attained {
		start := lifecycle.StartProject{Header: by("start-deal-7", "li"), Definition: lifecycle.SalesProjectID}
		start.Reason = "deal-7 is won"
		project.do(start, lifecycle.RoleManager)
	}
	fmt.Println("deal:", deal.state.Phase, deal.state.Standing)
	fmt.Println("project:", project.state.Phase, project.state.Standing)
	// Output:
	// no: lifecycle.fact.unknown fact deal.contact_known
	// no: lifecycle.fact.unknown fact deal.need_confirmed
	// no: lifecycle.approval.missing role sales_lead
	// deal: negotiation closed
	// project: initiation active
}

// executing returns a plain project in execution.
func executing() *walk {
	w := newWalk(lifecycle.FivePhases())
	w.do(lifecycle.StartProject{Header: by("c1", "li"), Definition: lifecycle.FivePhasesID}, lifecycle.RoleManager)
	w.know(lifecycle.FactCharterComplete, lifecycle.FactBaselineSet)
	w.do(lifecycle.RequestMove{Header: by("c2", "li"), To: lifecycle.PhasePlanning}, lifecycle.RoleManager)
	w.approve(lifecycle.MoveStartExecution, lifecycle.RoleSponsor, "bo")
	w.do(lifecycle.RequestMove{Header: by("c3", "li"), To: lifecycle.PhaseExecution}, lifecycle.RoleManager)
	return w
}

// Rework leaves the gates before it standing and lets those after it fall.
func ExampleState_Gates() {
	w := executing()
	back := lifecycle.RequestMove{Header: by("c4", "li"), To: lifecycle.PhasePlanning}
	back.Reason = "the customer wants another product"
	w.do(back, lifecycle.RoleManager)
	for _, g := range w.state.Gates() {
		fmt.Printf("%s round %d stands: %v %q\n", g.Gate, g.Round, g.Standing, g.FellBy)
	}
	fmt.Println("round", w.state.Round)
	// Output:
	// planning_gate round 1 stands: true ""
	// execution_gate round 1 stands: false "rework_plan"
	// round 2
}

// A cancelled project is closed when everything unfinished is disposed of.
func ExampleDisposeItem() {
	w := executing()
	w.do(lifecycle.RaiseItem{Header: by("i1", "li"), Item: "contract-12", Kind: "contract", Title: "Hall booked until June"}, lifecycle.RoleManager)
	w.do(lifecycle.RaiseItem{Header: by("i2", "li"), Item: "task-40", Kind: "task"}, lifecycle.RoleManager)

	w.approve(lifecycle.MoveCancelProject, lifecycle.RoleSponsor, "bo")
	cancel := lifecycle.Cancel{Header: by("c4", "li")}
	cancel.Reason = "the market has changed"
	w.do(cancel, lifecycle.RoleManager)
	w.know(lifecycle.FactOutcomeJudged, lifecycle.FactReportMade)

	end := lifecycle.Close{Header: by("c5", "li"), Outcome: lifecycle.Cancelled}
	w.do(end, lifecycle.RoleManager)
	w.do(lifecycle.DisposeItem{Header: by("i3", "li"), Item: "contract-12", Disposal: lifecycle.ItemHandedOver, To: "events team"}, lifecycle.RoleManager)
	w.do(lifecycle.DisposeItem{Header: by("i4", "li"), Item: "task-40", Disposal: lifecycle.ItemDone}, lifecycle.RoleManager)
	fmt.Println("closed:", w.do(end, lifecycle.RoleManager))
	for _, i := range w.state.Items() {
		fmt.Println(i.Item, i.Disposal, i.To)
	}
	// Output:
	// no: lifecycle.item.open item contract-12
	// no: lifecycle.item.open item task-40
	// closed: true
	// contract-12 handed_over events team
	// task-40 done
}

// A deal that stays where it is for too long is told, and nothing else happens.
func ExampleOverdue() {
	w := newWalk(lifecycle.SalesFunnel())
	w.do(lifecycle.StartProject{Header: by("d1", "an"), Definition: lifecycle.SalesFunnelID}, lifecycle.RoleSeller)
	for _, day := range []int{30, 31} {
		now := w.state.Since.AddDate(0, 0, day)
		fmt.Println(day, "days:", lifecycle.Overdue(w.def, w.state, now))
	}
	// Output:
	// 30 days: []
	// 31 days: [warn lifecycle.phase.overdue: phase lead, want 43200 min, got 44640 min, remedy lifecycle.remedy.decide_move]
}

// The forecast of a phase follows the tasks that it and its gate are tied to.
func ExampleMoveForecasts() {
	day := func(d int) time.Time { return time.Date(2026, 3, d, 17, 0, 0, 0, time.UTC) }
	windows := []lifecycle.PhaseWindow{{
		Phase: lifecycle.PhasePlanning, PlannedStart: day(2), PlannedFinish: day(13), ForecastStart: day(2), ForecastFinish: day(13),
		Gate: lifecycle.GateExecution, GateDate: day(13), GateForecast: day(13), GateTasks: []string{"plan-review"},
	}, {
		Phase: lifecycle.PhaseExecution, PlannedStart: day(13), PlannedFinish: day(27), ForecastStart: day(13), ForecastFinish: day(27),
	}}
	for _, w := range lifecycle.MoveForecasts(windows, []lifecycle.TaskForecast{{Task: "plan-review", Finish: day(16)}}) {
		fmt.Println(w.Phase, w.ForecastStart.Format("2 January"), "to", w.ForecastFinish.Format("2 January"), "planned", w.PlannedFinish.Format("2 January"))
	}
	// Output:
	// planning 2 March to 16 March planned 13 March
	// execution 16 March to 30 March planned 27 March
}

// A version is compared when enough of its projects are closed.
func ExampleCompareVersions() {
	first, second := lifecycle.DefinitionRef{ID: "acme_sales", Version: 1}, lifecycle.DefinitionRef{ID: "acme_sales", Version: 2}
	list, found := lifecycle.CompareVersions([]lifecycle.Run{
		{Definition: first, Outcome: lifecycle.Attained, Took: 40 * time.Hour, Reworks: 2},
		{Definition: first, Outcome: lifecycle.Missed, Took: 60 * time.Hour},
		{Definition: first, Outcome: lifecycle.Attained, Took: 50 * time.Hour, Reworks: 1},
		{Definition: second, Outcome: lifecycle.Attained, Took: 30 * time.Hour},
	}, 3)
	for _, f := range list {
		fmt.Println(f.Definition.Version, "of", f.Runs, "attained:", f.Attained, "took:", f.MedianTook)
	}
	fmt.Println(found)
	// Output:
	// 1 of 3 attained: 2/3 took: 3000 min
	// 2 of 1 attained: unknown (sample-too-small) took: unknown (sample-too-small)
	// [warn lifecycle.compare.few_runs: definition acme_sales.2, want 3, got 1, remedy lifecycle.remedy.gather_runs]
}

// A definition of one's own is a ready one with its data changed.
func ExampleStageGateProduct() {
	spec := lifecycle.StageGateProduct().Spec()
	spec.ID = "acme_product"
	for i := range spec.Moves {
		if spec.Moves[i].ID == "rework_product" {
			spec.Moves[i].Cap = 1 // and beyond that the executive
		}
	}
	def, err := lifecycle.Define(spec)
	if err != nil {
		fmt.Println(err)
		return
	}
	team := []lifecycle.Seat{
		{Actor: "an", Roles: []lifecycle.Role{lifecycle.RoleLeader}},
		{Actor: "bo", Roles: []lifecycle.Role{lifecycle.RoleGatekeeper}},
		{Actor: "ed", Roles: []lifecycle.Role{lifecycle.RoleExecutive}},
	}
	for _, f := range lifecycle.Lint(def, team) {
		fmt.Println(f)
	}
	// Output:
	// block lifecycle.lint.quorum: role gatekeeper.start_development, want 2, got 1, remedy lifecycle.remedy.name_holder
	// block lifecycle.lint.quorum: role gatekeeper.start_launch, want 2, got 1, remedy lifecycle.remedy.name_holder
}

// A stage that ends goes to its boundary, and from there the board lets the next
// one begin.
func ExampleProjectByStages() {
	def := lifecycle.ProjectByStages()
	for _, m := range def.Spec().Moves {
		if m.Kind == lifecycle.MoveForward || m.Kind == lifecycle.MoveRework {
			fmt.Println(m.ID, "from", m.From, "to", m.To)
		}
	}
	// Output:
	// start_initiating from [starting_up] to initiating
	// start_delivery from [initiating] to delivery_stage
	// end_stage from [delivery_stage] to stage_boundary
	// start_next_stage from [stage_boundary] to delivery_stage
	// start_closing from [delivery_stage] to closing
	// redo_stage from [stage_boundary] to delivery_stage
	// revise_project from [delivery_stage stage_boundary] to initiating
}

// The least of a project: four facts lead to its closing.
func ExampleFivePhases() {
	w := executing()
	w.do(lifecycle.RequestMove{Header: by("c4", "li"), To: lifecycle.PhaseClosing}, lifecycle.RoleManager)
	// Output:
	// no: lifecycle.fact.unknown fact deliverables.accepted
	// no: lifecycle.fact.unknown fact work.finished
}
