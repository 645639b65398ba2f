package lifecycle

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// placeOf writes where a project is: the phase, "!" once cancelled, "~" while
// suspended, "#" when closed, "##" when archived.
func placeOf(s State) string {
	text := string(s.Phase)
	if s.Early {
		text += "!"
	}
	return text + map[Standing]string{Active: "", Suspended: "~", Closed: "#", Archived: "##"}[s.Standing]
}

// endingsOf writes the legal moves of a project that has the usual endings, for
// phases each with its own moves. Those of the last phase come last.
func endingsOf(reopen string, own ...[2]string) string {
	var rows []string
	last := own[len(own)-1][0]
	for _, o := range own {
		cancel := " cancel_project>" + last + "!"
		if o[0] == last {
			cancel = " close_project>" + last + "#"
		}
		rows = append(rows, o[0]+": "+o[1]+cancel+" suspend_project>"+o[0]+"~")
		held := o[0] + "~: resume_project>" + o[0]
		if o[0] != last {
			held += cancel
		}
		rows = append(rows, held)
	}
	early := last + "!"
	return strings.Join(append(rows,
		early+": close_project>"+early+"# suspend_project>"+early+"~",
		early+"~: resume_project>"+early,
		early+"#: archive_project>"+early+"## reopen_project>"+reopen,
		early+"##:",
		last+"#: archive_project>"+last+"## reopen_project>"+reopen,
		last+"##:",
	), "\n")
}

// presets are the definitions beside the sales project, with every place that
// can be reached and every move that is legal there when facts are good and
// approvals given.
func presets() []presetCase {
	return []presetCase{
		{FivePhases(), []Seat{{"bo", []Role{RoleSponsor}}, {"pm", []Role{RoleManager}}, {"tm", []Role{RoleMember}}},
			endingsOf("planning", [2]string{"initiation", "start_planning>planning"},
				[2]string{"planning", "start_execution>execution rework_charter>initiation"},
				[2]string{"execution", "start_closing>closing rework_plan>planning"}, [2]string{"closing", ""})},
		{StageGateProduct(), []Seat{{"g1", []Role{RoleGatekeeper}}, {"g2", []Role{RoleGatekeeper}}, {"pl", []Role{RoleLeader}}, {"ex", []Role{RoleExecutive}}, {"tm", []Role{RoleMember}}},
			endingsOf("business_case", [2]string{"discovery", "start_scoping>scoping"},
				[2]string{"scoping", "start_case>business_case rework_idea>discovery"},
				[2]string{"business_case", "start_development>development rework_scope>scoping"},
				[2]string{"development", "start_testing>testing rework_case>business_case"},
				[2]string{"testing", "start_launch>launch rework_product>development"},
				[2]string{"launch", "start_review>review rework_tests>testing"}, [2]string{"review", ""})},
		{ProjectByStages(), []Seat{{"b1", []Role{RoleBoard}}, {"pm", []Role{RoleManager}}, {"t1", []Role{RoleTeamManager}}},
			endingsOf("initiating", [2]string{"starting_up", "start_initiating>initiating"},
				[2]string{"initiating", "start_delivery>delivery_stage"},
				[2]string{"delivery_stage", "end_stage>stage_boundary start_closing>closing revise_project>initiating"},
				[2]string{"stage_boundary", "start_next_stage>delivery_stage redo_stage>delivery_stage revise_project>initiating"}, [2]string{"closing", ""})},
		{SalesFunnel(), []Seat{{"s1", []Role{RoleSeller}}, {"s2", []Role{RoleSalesLead}}}, `
lead: qualify>qualified lose_deal>lead# park_deal>lead~
lead~: take_up_deal>lead
lead#: reopen_deal>qualified archive_deal>lead##
lead##:
qualified: propose>proposal lose_deal>qualified# park_deal>qualified~
qualified~: take_up_deal>qualified
qualified#: reopen_deal>qualified archive_deal>qualified##
qualified##:
proposal: negotiate>negotiation qualify_again>qualified lose_deal>proposal# park_deal>proposal~
proposal~: take_up_deal>proposal
proposal#: reopen_deal>qualified archive_deal>proposal##
proposal##:
negotiation: qualify_again>qualified propose_again>proposal win_deal>negotiation# lose_deal>negotiation# park_deal>negotiation~
negotiation~: take_up_deal>negotiation
negotiation#: reopen_deal>qualified archive_deal>negotiation##
negotiation##:`},
	}
}

type presetCase struct {
	def   *Definition
	team  []Seat
	legal string
}

// goodFacts makes every fact of the definition as its gates want it.
func (p *play) goodFacts() {
	for _, f := range p.def.spec.Facts {
		if f.Kind == "date" {
			p.facts[f.Name] = finding.Date("2026-05-29")
		}
	}
}

// granted returns the play with every approval given that the move asks for.
func (p *play) granted(m Move) *play {
	if g := p.def.move(m.ID).gate; g != nil {
		for _, q := range g.Approvals {
			for i := range q.Count {
				actor := ActorID(fmt.Sprintf("%s%d", q.Role, i))
				_, refusal := p.try(Approve{Header: p.by(actor), Move: m.ID, Role: q.Role, Evidence: p.evidence(m.ID)}, q.Role)
				if refusal != nil {
					return p // the move cannot be taken from here
				}
			}
		}
	}
	return p
}

// fork returns a play that goes on from here by itself.
func (p *play) fork() *play {
	other := *p
	other.entries = slices.Clone(p.entries)
	return &other
}

// TestPresetMoves walks to every place that can be reached, tries every move
// there, and compares with the table.
func TestPresetMoves(t *testing.T) {
	for _, c := range presets() {
		start := newPlay(t, c.def)
		start.goodFacts()
		start.start()
		got := map[string][]string{}
		for todo := []*play{start}; len(todo) > 0; {
			at := todo[0]
			todo = todo[1:]
			here := placeOf(at.state)
			if _, seen := got[here]; seen {
				continue
			}
			got[here] = []string{}
			for _, m := range c.def.Spec().Moves {
				p := at.fork().granted(m)
				if entries, _ := p.try(p.def.move(m.ID).command(&p.state, "pm"), m.By...); len(entries) > 0 {
					got[here] = append(got[here], string(m.ID)+">"+placeOf(p.state))
					todo = append(todo, p)
				}
			}
		}
		comparePlaces(t, c, got)
	}
}

func comparePlaces(t *testing.T, c presetCase, got map[string][]string) {
	t.Helper()
	want := map[string][]string{}
	for _, row := range strings.Split(strings.TrimSpace(c.legal), "\n") {
		place, moves, _ := strings.Cut(row, ":")
		want[place] = strings.Fields(moves)
	}
	for place, moves := range want {
		reached, ok := got[place]
		slices.Sort(moves)
		slices.Sort(reached)
		if !ok || !slices.Equal(reached, moves) {
			t.Errorf("%s, %s: reached %v\n got %v\nwant %v", c.def.Ref().ID, place, ok, reached, moves)
		}
		delete(got, place)
	}
	if len(got) > 0 {
		t.Errorf("%s: reached what is not in the table: %v", c.def.Ref().ID, got)
	}
}

// TestPresetsAreSound wants each to lint clean against its team, to come back
// from JSON, to be the same each time, and to ask for nobody who is not there.
func TestPresetsAreSound(t *testing.T) {
	seen := map[DefinitionID]bool{SalesProjectID: true}
	for _, c := range presets() {
		if found := Lint(c.def, c.team); len(found) > 0 {
			t.Errorf("%s: %v", c.def.Ref().ID, found)
		}
		for i := range c.team {
			if found := Lint(c.def, slices.Delete(slices.Clone(c.team), i, i+1)); len(found) == 0 && !slices.Contains(c.team[i].Roles, RoleMember) && c.team[i].Actor != "t1" {
				t.Errorf("%s does without %s", c.def.Ref().ID, c.team[i].Actor)
			}
		}
		var text strings.Builder
		if err := c.def.Save(&text); err != nil {
			t.Fatal(err)
		}
		back, err := LoadDefinition(strings.NewReader(text.String()))
		if err != nil || back.Ref() != c.def.Ref() || seen[back.Ref().ID] {
			t.Errorf("%s came back as %v, %v", c.def.Ref().ID, back.Ref(), err)
		}
		seen[back.Ref().ID] = true
		for _, f := range c.def.Spec().Facts {
			if !slices.Contains(Codes(), f.Remedy) {
				t.Errorf("%s: the remedy of %s is not listed", c.def.Ref().ID, f.Name)
			}
		}
	}
	again := presets()
	for i, c := range presets() {
		if again[i].def.Ref() != c.def.Ref() {
			t.Errorf("%s differs from call to call", c.def.Ref().ID)
		}
	}
}

// TestPresetGatesHold wants every gate to be shut when any one of its facts is
// not known, with a finding that names it, and when an approval is missing.
func TestPresetGatesHold(t *testing.T) {
	for _, c := range presets() {
		start := newPlay(t, c.def)
		start.goodFacts()
		start.start()
		shut := 0
		seen := map[string]bool{}
		for todo := []*play{start}; len(todo) > 0; {
			at := todo[0]
			todo = todo[1:]
			if seen[placeOf(at.state)] {
				continue
			}
			seen[placeOf(at.state)] = true
			for i := range c.def.moves {
				m := &c.def.moves[i]
				p := at.fork().granted(*m.Move)
				if m.gate != nil && m.leaves(at.state.Phase) && m.Kind.suits(at.state.Standing) {
					shut += holdsShut(t, p, at, m)
				}
				if entries, _ := p.try(m.command(&p.state, "pm"), m.By...); len(entries) > 0 {
					todo = append(todo, p)
				}
			}
		}
		if shut <= len(c.def.spec.Facts) {
			t.Errorf("%s: only %d ways were tried", c.def.Ref().ID, shut)
		}
	}
}

// holdsShut tries the move without each fact, and without approvals, and
// returns how many ways it tried.
func holdsShut(t *testing.T, granted, bare *play, m *move) int {
	t.Helper()
	tried := 0
	for _, k := range m.gate.criteria {
		in := granted.input(m.By...)
		in.Facts = Facts{slices.DeleteFunc(slices.Clone(in.Facts.list), func(f *Fact) bool { return f.Name == k.Fact })}
		_, refusal := Decide(granted.def, granted.state, m.command(&granted.state, "pm"), in)
		if refusal == nil || first(t, refusal.Findings, CodeFactUnknown).Remedy != k.fact.Remedy {
			t.Errorf("%s %s passes without %s: %v", granted.def.Ref().ID, m.ID, k.Fact, refusal)
		}
		tried++
	}
	if len(m.gate.Approvals) > 0 {
		_, refusal := Decide(bare.def, bare.state, m.command(&bare.state, "pm"), bare.input(m.By...))
		if refusal == nil || first(t, refusal.Findings, CodeApprovalMissing).Subject.Kind != "role" {
			t.Errorf("%s %s passes without approval: %v", bare.def.Ref().ID, m.ID, refusal)
		}
		tried++
	}
	return tried
}

// TestControlPhasesRunBeside wants the control phases of the presets to run in
// the phases they stand beside, and in no other.
func TestControlPhasesRunBeside(t *testing.T) {
	for _, c := range presets() {
		for _, phase := range c.def.spec.Phases {
			if phase.Kind != DeliveryPhase {
				continue
			}
			for r := range c.def.fresh[phase.ID].All() {
				if beside := slices.Contains(c.def.phase(r.Phase).Beside, phase.ID); r.Running != beside {
					t.Errorf("%s: %s runs in %s: %v", c.def.Ref().ID, r.Phase, phase.ID, r.Running)
				}
			}
		}
	}
}

// TestFunnelRules tries what a deal must not do.
func TestFunnelRules(t *testing.T) {
	p := newPlay(t, SalesFunnel())
	p.goodFacts()
	p.start()
	p.do(RequestMove{Header: p.by("an"), To: PhaseQualified}, RoleSeller)
	p.do(RequestMove{Header: p.by("an"), To: PhaseProposal}, RoleSeller)
	p.facts[FactDiscount] = finding.Decimal("20.5", "%")
	p.granted(*p.def.move("negotiate").Move)
	_, refusal := p.try(RequestMove{Header: p.by("an"), To: PhaseNegotiation}, RoleSeller)
	if refusal == nil {
		t.Fatal("too high a discount passed")
	}
	if f := first(t, refusal.Findings, CodeFactTooHigh); f.Remedy != RemedyLowerDiscount || f.Want != finding.Number(20, "%") {
		t.Errorf("got %v", f)
	}
	p.facts[FactDiscount] = finding.Number(20, "%")
	if _, refusal := p.try(Approve{Header: p.by("le"), Move: "negotiate", Role: RoleSalesLead, Evidence: p.evidence("negotiate")}, RoleSalesLead); refusal != nil {
		t.Fatal(refusal)
	}
	if _, refusal := p.try(RequestMove{Header: p.by("le"), To: PhaseNegotiation}, RoleSalesLead); refusal == nil {
		t.Error("a sales lead approved what they ask for themselves")
	}
	p.do(RequestMove{Header: p.by("an"), To: PhaseNegotiation}, RoleSeller)
	for outcome, code := range map[Outcome]finding.Code{Cancelled: CodeCommandBadOutcome, Undetermined: CodeMoveAmbiguous} {
		if _, refusal := p.try(Close{Header: p.by("an"), Outcome: outcome}, RoleSeller); refusal == nil || first(t, refusal.Findings, code).Code != code {
			t.Errorf("closed as %s: %v", outcome, refusal)
		}
	}
	p.facts[FactContractSigned] = finding.Bool(false)
	if _, refusal := p.try(Close{Header: p.by("an"), Outcome: Attained}, RoleSeller); refusal == nil {
		t.Error("won without a contract")
	}
	p.do(Close{Header: p.by("an"), Outcome: Missed}, RoleSeller)
	if got := p.state.Closings(); got[0].Outcome != Missed {
		t.Errorf("got %+v", got)
	}
}
