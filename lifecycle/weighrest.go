package lifecycle

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

func (w *weighing) start(c *StartProject) Body {
	w.header(c.Header)
	subject := finding.Ref{Kind: "project"}
	if w.s.Standing != NotStarted {
		w.block(CodeProjectStarted, subject, finding.Value{}, w.s.Definition.value(), RemedyChooseMove)
	}
	if w.s.Newer > 0 {
		w.block(CodeHistoryNewer, subject, finding.Number(0, ""), finding.Number(int64(w.s.Newer), ""), RemedyUpgrade)
	}
	if w.def == nil || c.Definition != w.def.spec.ID || c.Version != 0 && c.Version != w.def.spec.Version {
		asked := DefinitionRef{ID: DefinitionID(shorten(string(c.Definition))), Version: c.Version}
		w.block(CodeDefinitionUnknown, subject, w.known(), asked.value(), RemedyNameDefinition)
	}
	if w.blocked() {
		return nil
	}
	start := w.def.spec.Start
	return ProjectStarted{Definition: w.def.Ref(), Phase: start, Regions: w.def.fresh[start]}
}

// known lists the definitions that a project can be started by, as far as they
// are known, each with its version.
func (w *weighing) known() finding.Value {
	refs := slices.Clone(w.in.Definitions)
	if len(refs) == 0 && w.def != nil {
		refs = []DefinitionRef{w.def.Ref()}
	}
	if len(refs) == 0 {
		return finding.Value{}
	}
	slices.SortFunc(refs, func(a, b DefinitionRef) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Version, b.Version))
	})
	list := names(refs, func(r DefinitionRef) string { return DefinitionRef{ID: r.ID, Version: r.Version}.text() })
	return finding.List(slices.Compact(list)...)
}

func (w *weighing) requestStep(c *RequestStep) Body {
	if !w.project(c.Header) {
		return nil
	}
	w.inSequence()
	w.held()
	subject := finding.Ref{Kind: "phase", ID: shorten(string(c.Phase))}
	region, ok := w.s.regions.Lookup(c.Phase)
	phase := w.def.phase(c.Phase)
	if !ok || phase == nil {
		w.block(CodeRegionUnknown, subject, finding.Value{}, finding.Value{}, RemedyMendCommand)
		return nil
	}
	if !region.Running {
		beside := names(phase.Beside, func(p PhaseID) string { return string(p) })
		w.block(CodeRegionNotRunning, subject, finding.List(beside...), finding.Text(string(w.s.Phase)), RemedyChangeStanding)
	}
	next := phase.after(region.Step)
	if !slices.Contains(next, c.To) {
		list := names(next, func(s StepID) string { return string(s) })
		w.block(CodeStepUnknown, subject, finding.List(list...), finding.Text(shorten(string(c.To))), RemedyChooseStep)
	}
	w.roles(phase.By, subject)
	if w.blocked() {
		return nil
	}
	return StepTaken{Phase: c.Phase, From: region.Step, To: c.To}
}

// after returns the steps that may follow the step.
func (p *Phase) after(step StepID) []StepID {
	for i := range p.Steps {
		if p.Steps[i].ID == step {
			return p.Steps[i].Next
		}
	}
	return nil
}

// about looks up a move that a command names by id and checks that it can be
// taken from here.
func (w *weighing) about(id MoveID) bool {
	w.inSequence()
	w.move = w.def.move(id)
	if w.move == nil {
		w.noMove(CodeMoveUnknown, id, "", moveKinds[:])
		return false
	}
	w.here()
	if w.move.gate != nil {
		w.gather(w.move.gate)
	}
	return true
}

func (w *weighing) propose(c *ProposeMove) Body {
	if !w.project(c.Header) || !w.about(c.Move) {
		return nil
	}
	w.roles(w.move.By, finding.Ref{Kind: "move", ID: string(c.Move)})
	if w.blocked() {
		return nil
	}
	return MoveProposed{Move: c.Move, Evidence: w.evidence(), Facts: w.facts}
}

func (w *weighing) approve(c *Approve) Body {
	if !w.project(c.Header) || !w.about(c.Move) {
		return nil
	}
	subject := finding.Ref{Kind: "move", ID: string(c.Move)}
	var asked []Role
	if w.move.gate != nil {
		asked = w.move.gate.approving()
	}
	if !slices.Contains(asked, c.Role) {
		w.block(CodeApprovalNotAsked, subject, roleList(asked), finding.Text(shorten(string(c.Role))), RemedyMendCommand)
	}
	if c.OnBehalfOf == "" {
		w.roles([]Role{c.Role}, subject)
	} else {
		w.delegated(c, subject)
	}
	if shown := w.evidence(); c.Evidence != shown {
		w.block(CodeEvidenceChanged, subject, finding.Text(string(shown)), finding.Text(shorten(string(c.Evidence))), RemedyLookAgain)
	}
	w.apart(c, subject)
	if w.blocked() {
		return nil
	}
	return MoveApproved{Move: c.Move, Role: c.Role, Evidence: c.Evidence, Facts: w.facts, OnBehalfOf: c.OnBehalfOf}
}

// apart checks the separation of duties for somebody who wants to approve.
func (w *weighing) apart(c *Approve, subject finding.Ref) {
	g := w.move.gate
	if g == nil {
		return
	}
	mine := Approval{Role: c.Role, Actor: c.Actor, OnBehalfOf: c.OnBehalfOf}
	if proposer := w.s.proposer(c.Move); g.NotProposer && mine.by(proposer) {
		w.block(CodeApprovalOwn, subject, finding.Value{}, finding.Text(string(proposer)), RemedyAskHolder)
	}
	for i := range w.s.approvals {
		a := &w.s.approvals[i]
		if a.Move != c.Move || !a.shares(&mine) || !a.Facts.same(w.facts) || w.lapsed(g, a) {
			continue
		}
		if a.Role == c.Role || g.parts(a.Role, c.Role) {
			w.block(CodeApprovalGiven, subject, finding.Text(string(c.Role)), finding.Text(string(a.Role)), RemedyAskHolder)
		}
	}
}

func (w *weighing) withdraw(c *WithdrawApproval) Body {
	if !w.project(c.Header) {
		return nil
	}
	w.inSequence()
	if !slices.ContainsFunc(w.s.approvals, func(a Approval) bool { return a.Move == c.Move && a.Role == c.Role && a.by(c.Actor) }) {
		subject := finding.Ref{Kind: "move", ID: shorten(string(c.Move))}
		w.block(CodeApprovalNone, subject, finding.Text(shorten(string(c.Role))), finding.Value{}, RemedyMendCommand)
	}
	if w.blocked() {
		return nil
	}
	return ApprovalWithdrawn{Move: c.Move, Role: c.Role}
}

func (w *weighing) record(c *RecordFacts) Body {
	if !w.project(c.Header) {
		return nil
	}
	if len(c.Facts) < 1 || len(c.Facts) > maxFacts {
		w.badCommand(CodeCommandBadLength, "facts", finding.Number(maxFacts, ""), finding.Number(int64(len(c.Facts)), ""))
		return nil
	}
	list := slices.Clone(c.Facts)
	for i := range list {
		if list[i].At.IsZero() {
			list[i].At = w.at
		}
		w.fact(fmt.Sprintf("facts[%d]", i), &list[i])
	}
	if w.blocked() {
		return nil
	}
	return FactsRecorded{NewFacts(list...)}
}

// fact checks one fact that is to be recorded.
func (w *weighing) fact(field string, f *Fact) {
	spec := w.def.facts[f.Name]
	if spec == nil {
		w.badCommand(CodeFactUndeclared, field, finding.Value{}, finding.Text(shorten(string(f.Name))))
		return
	}
	subject := finding.Ref{Kind: "fact", ID: string(f.Name)}
	if !spec.holds(f.Value) && !f.Value.IsUnknown() {
		code, want, got, remedy := spec.misfit(f.Value)
		w.block(code, subject, want, got, remedy)
	}
	switch at := normalTime(f.At); {
	case !isYear(at):
		w.badCommand(CodeCommandBadTime, field+".at", finding.Value{}, finding.Value{})
	case at.After(w.now):
		w.block(CodeFactFromFuture, subject, finding.Instant(w.now), finding.Instant(at), RemedyRefreshFact)
	}
	w.text(field+".value", f.Value.Plain(), 0, maxText)
	w.text(field+".source", f.Source, 0, maxShortText)
	w.roles(spec.By, subject)
}

func (w *weighing) note(c *AddNote) Body {
	if !w.project(c.Header) {
		return nil
	}
	w.text("text", c.Text, 1, maxText)
	for _, part := range [...]string{c.About.Kind, c.About.ID, c.About.Field} {
		w.text("about", part, 0, maxShortText)
	}
	if w.blocked() {
		return nil
	}
	return NoteAdded{Text: c.Text, About: c.About}
}

func (w *weighing) attach(c *AttachDocument) Body {
	if !w.project(c.Header) {
		return nil
	}
	w.text("document.uri", c.Document.URI, 1, maxShortText)
	w.text("document.title", c.Document.Title, 0, maxShortText)
	w.text("document.digest", string(c.Document.Digest), 0, maxShortText)
	w.text("document.version", c.Document.Version, 0, maxShortText)
	w.text("document.class", c.Document.Class, 0, maxShortText)
	if w.blocked() {
		return nil
	}
	return DocumentAttached{c.Document}
}
