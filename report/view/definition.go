package view

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/phrase"
)

// IDs of the states of a diagram that are no phases. No phase can be called so.
const (
	suspendedState = "Suspended"
	closedState    = "Closed"
	archivedState  = "Archived"
)

// Definition returns a definition as a state diagram: its phases, the moves
// between them with their gates and who may take them, the control phases with
// their steps, and what halts and ends a project. Behind a gate stand, in
// brackets, the roles whose approval it asks for. With a state of a project that
// follows the definition, where the project is and was is marked, and the moves
// are thick that leave from there; nil marks nothing, as does the state of
// another definition.
func Definition(w phrase.Printer, def *lifecycle.Definition, s *lifecycle.State) *chart.StateDiagram {
	b := diagramBuilder{w: w, spec: def.Spec()}
	if s != nil && s.Standing != lifecycle.NotStarted && s.Definition == def.Ref() {
		b.state = s
	}
	d := &chart.StateDiagram{
		Name: "definition", Lang: w.Lang, Start: string(b.spec.Start), Label: w.Label("in_phases"),
		Title: b.title(def.Ref()),
	}
	for i := range b.spec.Phases {
		d.States = append(d.States, b.phase(&b.spec.Phases[i]))
	}
	d.States = append(d.States, b.standings()...)
	for i := range b.spec.Moves {
		d.Transitions = append(d.Transitions, b.move(&b.spec.Moves[i]))
	}
	return d
}

type diagramBuilder struct {
	w     phrase.Printer
	spec  lifecycle.Spec
	state *lifecycle.State // nil: none
}

func (b *diagramBuilder) title(ref lifecycle.DefinitionRef) string {
	return b.name("definition", string(ref.ID)) + " · " + b.w.Label("version") + " " + finding.Number(int64(ref.Version), "").Plain()
}

// name returns the name of a part of the definition, its id made readable where
// it has none.
func (b *diagramBuilder) name(kind, id string) string {
	book := b.w.Book
	if book == nil {
		book = phrase.Standard()
	}
	entry, ok := book.Entry("name." + kind + "." + id)
	switch {
	case !ok:
		return Word(b.w, id)
	case b.w.Lang == phrase.ZhCN:
		return entry.ZhCN
	}
	return entry.En
}

func (b *diagramBuilder) phase(p *lifecycle.Phase) chart.State {
	s := chart.State{ID: string(p.ID), Name: b.name("phase", string(p.ID))}
	if p.Kind == lifecycle.ControlPhase {
		s.Place = chart.Beside
		s.Lines = append([]string{b.w.Label("runs_beside")}, b.steps(p)...)
		for _, id := range p.Beside {
			s.With = append(s.With, string(id))
		}
	}
	s.Mark = b.mark(p)
	if s.Mark == chart.Current {
		s.Lines = append(s.Lines, b.w.Label("now_here"))
	}
	return s
}

// steps returns the steps of a control phase, the present one marked.
func (b *diagramBuilder) steps(p *lifecycle.Phase) []string {
	var list []string
	at := lifecycle.StepID("")
	if b.state != nil {
		if r, ok := b.state.Regions().Lookup(p.ID); ok && r.Running {
			at = r.Step
		}
	}
	for _, s := range p.Steps {
		text := "○ " + b.name("step", string(s.ID))
		if s.ID == at {
			text = "● " + b.name("step", string(s.ID))
		}
		list = append(list, text)
	}
	return list
}

func (b *diagramBuilder) mark(p *lifecycle.Phase) chart.Mark {
	if b.state == nil {
		return chart.Plain
	}
	if p.ID == b.state.Phase && b.state.Standing == lifecycle.Active {
		return chart.Current
	}
	visited := slices.ContainsFunc(b.state.Path(), func(v lifecycle.Passage) bool { return v.To == p.ID })
	if visited {
		return chart.Visited
	}
	return chart.Plain
}

// standings returns the states beside the phases to which moves lead.
func (b *diagramBuilder) standings() []chart.State {
	var list []chart.State
	for _, s := range []struct {
		id       string
		standing lifecycle.Standing
		kind     lifecycle.MoveKind
		place    chart.Place
	}{
		{suspendedState, lifecycle.Suspended, lifecycle.MoveSuspend, chart.Aside},
		{closedState, lifecycle.Closed, lifecycle.MoveClose, chart.After},
		{archivedState, lifecycle.Archived, lifecycle.MoveArchive, chart.After},
	} {
		if !slices.ContainsFunc(b.spec.Moves, func(m lifecycle.Move) bool { return m.Kind == s.kind }) {
			continue
		}
		st := chart.State{ID: s.id, Name: Word(b.w, string(s.standing)), Place: s.place}
		if b.state != nil && b.state.Standing == s.standing {
			st.Mark, st.Lines = chart.Current, []string{b.w.Label("now_here")}
		}
		list = append(list, st)
	}
	return list
}

func (b *diagramBuilder) move(m *lifecycle.Move) chart.Transition {
	t := chart.Transition{ID: string(m.ID), Name: b.name("move", string(m.ID)), To: string(m.To), From: b.from(m), Open: b.open(m)}
	if m.Gate != "" {
		t.Gate = b.gate(m.Gate)
	}
	for _, role := range b.takers(m) {
		t.By = append(t.By, b.name("role", string(role)))
	}
	switch m.Kind {
	case lifecycle.MoveRework:
		t.Kind = chart.Back
	case lifecycle.MoveCancel:
		t.Kind = chart.Stop
	case lifecycle.MoveSuspend:
		t.Kind, t.To = chart.Stop, suspendedState
	case lifecycle.MoveResume:
		t.From, t.To = []string{suspendedState}, ""
	case lifecycle.MoveClose:
		t.To = closedState
	case lifecycle.MoveArchive:
		t.From, t.To = []string{closedState}, archivedState
	case lifecycle.MoveReopen:
		t.Kind, t.From = chart.Back, []string{closedState}
	}
	return t
}

// takers returns who takes a move: the deciders of its gate, if it names any.
func (b *diagramBuilder) takers(m *lifecycle.Move) []lifecycle.Role {
	i := slices.IndexFunc(b.spec.Gates, func(g lifecycle.Gate) bool { return g.ID == m.Gate })
	if i >= 0 && len(b.spec.Gates[i].Deciders) > 0 {
		return b.spec.Gates[i].Deciders
	}
	return m.By
}

// gate returns the name of a gate with the roles whose approval it asks for, how
// many persons of each where that is more than one, and who may object.
func (b *diagramBuilder) gate(id lifecycle.GateID) string {
	i := slices.IndexFunc(b.spec.Gates, func(g lifecycle.Gate) bool { return g.ID == id })
	text := b.name("gate", string(id))
	if i < 0 {
		return text
	}
	var roles []string
	for _, q := range b.spec.Gates[i].Approvals {
		role := b.name("role", string(q.Role))
		if q.Count > 1 {
			role += " × " + finding.Number(int64(q.Count), "").Plain()
		}
		if q.Veto {
			role += bracketed(b.w, b.w.Label("veto"))
		}
		roles = append(roles, role)
	}
	if len(roles) == 0 {
		return text
	}
	return text + " [" + enumerated(b.w, roles) + "]"
}

// from returns the phases that the move leaves, nil where these are all, and
// where there is more than one.
func (b *diagramBuilder) from(m *lifecycle.Move) []string {
	var list []string
	for _, id := range m.From {
		list = append(list, string(id))
	}
	phases := 0
	for _, p := range b.spec.Phases {
		if p.Kind == lifecycle.DeliveryPhase {
			phases++
		}
	}
	if len(list) == phases && phases > 1 || m.Kind == lifecycle.MoveSuspend {
		return nil
	}
	return list
}

// open reports whether the move leaves from where the project is.
func (b *diagramBuilder) open(m *lifecycle.Move) bool {
	if b.state == nil || !slices.Contains(m.From, b.state.Phase) {
		return false
	}
	switch m.Kind {
	case lifecycle.MoveResume:
		return b.state.Standing == lifecycle.Suspended
	case lifecycle.MoveArchive, lifecycle.MoveReopen:
		return b.state.Standing == lifecycle.Closed
	case lifecycle.MoveCancel:
		return b.state.Standing == lifecycle.Suspended || b.state.Standing == lifecycle.Active && !b.state.Early
	case lifecycle.MoveForward, lifecycle.MoveRework:
		return b.state.Standing == lifecycle.Active && !b.state.Early
	}
	return b.state.Standing == lifecycle.Active
}
