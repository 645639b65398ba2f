package view_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/view"
)

func definitions() []*lifecycle.Definition {
	return []*lifecycle.Definition{
		lifecycle.SalesProject(), lifecycle.FivePhases(), lifecycle.StageGateProduct(), lifecycle.ProjectByStages(), lifecycle.SalesFunnel(),
	}
}

// part returns the item of that id.
func part[T any](t *testing.T, list []T, is func(T) bool) T {
	t.Helper()
	i := slices.IndexFunc(list, is)
	if i < 0 {
		t.Fatal("not in the diagram")
	}
	return list[i]
}

// TestDefinitionShowsAll wants every phase, move, gate and role of every preset
// in the diagram, by its name in either language, drawn as a figure should be.
func TestDefinitionShowsAll(t *testing.T) {
	for _, def := range definitions() {
		for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
			d := view.Definition(phrase.In(lang), def, nil)
			if err := reporttest.CheckFigure(d); err != nil {
				t.Errorf("%s in %s: %v", def.Ref().ID, lang, err)
			}
			var rec reporttest.Recorder
			d.Draw(&rec)
			shown := ""
			for _, x := range rec.Texts() {
				shown += x.Text + "\n"
			}
			spec := def.Spec()
			book := phrase.Standard()
			var want []string
			for _, p := range spec.Phases {
				want = append(want, "name.phase."+string(p.ID))
				for _, s := range p.Steps {
					want = append(want, "name.step."+string(s.ID))
				}
			}
			for _, m := range spec.Moves {
				want = append(want, "name.move."+string(m.ID))
				for _, r := range m.By {
					want = append(want, "name.role."+string(r))
				}
				if m.Gate != "" {
					want = append(want, "name.gate."+string(m.Gate))
				}
			}
			for _, key := range want {
				entry, ok := book.Entry(key)
				text := entry.En
				if lang == phrase.ZhCN {
					text = entry.ZhCN
				}
				if !ok || !strings.Contains(shown, text) {
					t.Errorf("%s in %s: %s is not shown", def.Ref().ID, lang, key)
				}
			}
		}
	}
}

// TestDefinitionWithState marks where a project is, by its standing.
func TestDefinitionWithState(t *testing.T) {
	def := lifecycle.FivePhases()
	s := lifecycle.Apply(lifecycle.State{}, lifecycle.Entry{Body: lifecycle.ProjectStarted{Definition: def.Ref(), Phase: lifecycle.PhaseInitiation}})
	take := func(kind lifecycle.MoveKind, to lifecycle.PhaseID, standing lifecycle.Standing) {
		s = lifecycle.Apply(s, lifecycle.Entry{Body: lifecycle.MoveTaken{Kind: kind, From: s.Phase, To: to, Standing: standing, Round: 1}})
	}
	look := func() (marks, open string) {
		d := view.Definition(phrase.In(phrase.En), def, &s)
		for _, st := range d.States {
			marks += []string{".", "v", "C"}[st.Mark]
		}
		for _, tr := range d.Transitions {
			if tr.Open {
				open += tr.ID + " "
			}
		}
		return marks, open
	}
	for _, c := range []struct {
		name, marks, open string
		next              func()
	}{
		// Initiation, planning, execution, closing, monitoring, suspended, closed, archived.
		{"begun", "C.......", "start_planning cancel_project suspend_project ", func() { take(lifecycle.MoveForward, lifecycle.PhasePlanning, lifecycle.Active) }},
		{"planning", "vC......", "start_execution rework_charter cancel_project suspend_project ", func() { take(lifecycle.MoveSuspend, lifecycle.PhasePlanning, lifecycle.Suspended) }},
		{"suspended", "vv...C..", "cancel_project resume_project ", func() { take(lifecycle.MoveCancel, lifecycle.PhaseClosing, lifecycle.Active) }},
		{"cancelled", "vv.C....", "suspend_project close_project ", func() { take(lifecycle.MoveClose, lifecycle.PhaseClosing, lifecycle.Closed) }},
		{"closed", "vv.v..C.", "archive_project reopen_project ", func() { take(lifecycle.MoveArchive, lifecycle.PhaseClosing, lifecycle.Archived) }},
		{"archived", "vv.v...C", "", func() {}},
	} {
		marks, open := look()
		if marks != c.marks || open != c.open {
			t.Errorf("%s: marks %s, want %s; open %q, want %q", c.name, marks, c.marks, open, c.open)
		}
		c.next()
	}
	other := view.Definition(phrase.In(phrase.En), lifecycle.SalesProject(), &s)
	if slices.ContainsFunc(other.States, func(st chart.State) bool { return st.Mark != chart.Plain }) {
		t.Error("a state of another definition is marked")
	}
}

// TestDefinitionShowsTheStep marks the step at which a control phase is.
func TestDefinitionShowsTheStep(t *testing.T) {
	def := lifecycle.ProjectByStages()
	start := lifecycle.StartProject{Header: lifecycle.Header{ID: "c1", Actor: "li"}, Definition: def.Ref().ID}
	entries, refusal := lifecycle.Decide(def, lifecycle.State{}, start, lifecycle.Input{Now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)})
	if refusal != nil {
		t.Fatal(refusal)
	}
	s := lifecycle.Apply(lifecycle.State{}, entries[0])
	d := view.Definition(phrase.In(phrase.En), def, &s)
	for id, want := range map[string]string{
		"directing": "runs beside|● oversee|○ advise|○ decide", "delivering": "runs beside|○ accept work|○ carry out the work|○ hand over",
	} {
		st := part(t, d.States, func(s chart.State) bool { return s.ID == id })
		if got := strings.Join(st.Lines, "|"); got != want {
			t.Errorf("%s: got %s", id, got)
		}
	}
}

// TestDefinitionOfAHost shows the names of a definition that has no words.
func TestDefinitionOfAHost(t *testing.T) {
	spec := lifecycle.FivePhases().Spec()
	spec.ID = "acme_work"
	spec.Phases[1].ID = "thinking_hard"
	for i := range spec.Moves {
		m := &spec.Moves[i]
		for k := range m.From {
			if m.From[k] == lifecycle.PhasePlanning {
				m.From[k] = "thinking_hard"
			}
		}
		if m.To == lifecycle.PhasePlanning {
			m.To = "thinking_hard"
		}
	}
	for i := range spec.Phases {
		for k := range spec.Phases[i].Beside {
			if spec.Phases[i].Beside[k] == lifecycle.PhasePlanning {
				spec.Phases[i].Beside[k] = "thinking_hard"
			}
		}
	}
	def, err := lifecycle.Define(spec)
	if err != nil {
		t.Fatal(err)
	}
	d := view.Definition(phrase.In(phrase.En), def, nil)
	st := part(t, d.States, func(s chart.State) bool { return s.ID == "thinking_hard" })
	if !strings.EqualFold(st.Name, "thinking hard") || !strings.Contains(strings.ToLower(d.Title), "acme work") {
		t.Errorf("named %q in %q", st.Name, d.Title)
	}
	cancel := part(t, d.Transitions, func(tr chart.Transition) bool { return tr.ID == "cancel_project" })
	if len(cancel.From) != 3 || cancel.Kind != chart.Stop || cancel.To != "closing" {
		t.Errorf("cancelling is %+v", cancel)
	}
}

// TestDefinitionShowsWhoDecides wants the deciders of a gate as those who take
// its move, and who may object beside those who approve.
func TestDefinitionShowsWhoDecides(t *testing.T) {
	spec := lifecycle.SalesProject().Spec()
	spec.ID = "acme_sales"
	for i := range spec.Gates {
		if g := &spec.Gates[i]; g.ID == lifecycle.GateExecution {
			g.Deciders = []lifecycle.Role{lifecycle.RoleCustomer}
			g.Approvals = append(g.Approvals, lifecycle.Quorum{Role: lifecycle.RoleMember, Veto: true})
		}
	}
	def, err := lifecycle.Define(spec)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		lang                    phrase.Lang
		gate, decider, ordinary string
	}{
		{phrase.En, "[Sponsor, Team member (veto)]", "Customer", "Project manager"},
		{phrase.ZhCN, "[发起人、团队成员（可否决）]", "客户", "项目经理"},
	} {
		d := view.Definition(phrase.In(test.lang), def, nil)
		move := func(id lifecycle.MoveID) chart.Transition {
			return part(t, d.Transitions, func(tr chart.Transition) bool { return tr.ID == string(id) })
		}
		decided, other := move(lifecycle.MoveStartExecution), move(lifecycle.MoveStartPlanning)
		if !strings.HasSuffix(decided.Gate, test.gate) || !slices.Equal(decided.By, []string{test.decider}) {
			t.Errorf("decided at %q by %q", decided.Gate, decided.By)
		}
		if !slices.Equal(other.By, []string{test.ordinary}) {
			t.Errorf("without deciders by %q", other.By)
		}
	}
}

// The diagram of a definition names its parts in the language of the words.
func ExampleDefinition() {
	d := view.Definition(phrase.In(phrase.ZhCN), lifecycle.SalesFunnel(), nil)
	fmt.Println(d.Title)
	for _, t := range d.Transitions[:3] {
		fmt.Println(t.From, t.Name, t.To, "◆", t.Gate, t.By)
	}
	// Output:
	// 销售漏斗 · 版本 1
	// [lead] 确认商机 qualified ◆ 商机确认 [销售人员 销售主管]
	// [qualified] 提出方案 proposal ◆ 进入方案报价 [销售人员 销售主管]
	// [proposal] 开始谈判 negotiation ◆ 进入谈判 [销售主管] [销售人员 销售主管]
}
