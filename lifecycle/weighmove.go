package lifecycle

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

func (w *weighing) requestMove(c *RequestMove) Body {
	if !w.project(c.Header) {
		return nil
	}
	if c.To == "" && c.Move == "" {
		w.badCommand(CodeCommandNoTarget, "to", finding.Value{}, finding.Value{})
		return nil
	}
	w.move = w.choose(c.Move, c.To, MoveForward, MoveRework)
	return w.take("")
}

func (w *weighing) change(h Header, id MoveID, kind MoveKind) Body {
	if !w.project(h) {
		return nil
	}
	w.move = w.choose(id, "", kind)
	return w.take("")
}

func (w *weighing) close(c *Close) Body {
	if !w.project(c.Header) {
		return nil
	}
	switch c.Outcome {
	case Attained, PartlyAttained, Missed, Undetermined, Cancelled:
	default:
		w.badCommand(CodeCommandBadOutcome, "outcome", finding.Value{}, finding.Text(shorten(string(c.Outcome))))
	}
	if w.s.Early != (c.Outcome == Cancelled) {
		want := finding.Value{}
		if w.s.Early {
			want = finding.Text(string(Cancelled))
		}
		w.badCommand(CodeCommandBadOutcome, "outcome", want, finding.Text(shorten(string(c.Outcome))))
	}
	w.move = w.chooseClose(c.Move, c.Outcome)
	if w.move != nil && !w.move.records(c.Outcome) {
		subject := finding.Ref{Kind: "move", ID: string(w.move.ID)}
		w.block(CodeMoveOtherOutcome, subject, outcomeList(w.move.Outcomes), finding.Text(shorten(string(c.Outcome))), RemedyChooseMove)
	}
	return w.take(c.Outcome)
}

// choose finds the move that is meant, by id or else the one of these kinds
// that leads from here. It notes when there is none, or more than one.
func (w *weighing) choose(id MoveID, to PhaseID, kinds ...MoveKind) *move {
	var found *move
	for i := range w.def.moves {
		m := &w.def.moves[i]
		if to != "" && m.To != to || id != "" && m.ID != id || !slices.Contains(kinds, m.Kind) {
			continue
		}
		if id == "" && !m.leaves(w.s.Phase) {
			continue
		}
		if found != nil {
			w.noMove(CodeMoveAmbiguous, id, to, kinds)
			return nil
		}
		found = m
	}
	if found == nil {
		w.noMove(CodeMoveUnknown, id, to, kinds)
	}
	return found
}

// noMove notes that no single move is meant, with those that could be.
func (w *weighing) noMove(code finding.Code, id MoveID, to PhaseID, kinds []MoveKind) {
	var here []string
	for _, m := range w.def.moves {
		if slices.Contains(kinds, m.Kind) && m.leaves(w.s.Phase) {
			here = append(here, string(m.ID))
		}
	}
	got := shorten(string(id))
	if id == "" {
		got = shorten(string(to))
	}
	if got == "" && len(kinds) == 1 {
		got = string(kinds[0]) // neither was named: the command is for one kind
	}
	w.block(code, finding.Ref{Kind: "phase", ID: string(w.s.Phase)}, finding.List(here...), finding.Text(got), RemedyChooseMove)
}

// take weighs the move that was chosen and returns the record of taking it.
func (w *weighing) take(outcome Outcome) Body {
	w.inSequence()
	if w.move == nil {
		return nil
	}
	w.here()
	subject := finding.Ref{Kind: "move", ID: string(w.move.ID)}
	if w.move.NeedsReason && w.head.Reason == "" {
		w.block(CodeMoveNoReason, subject, finding.Value{}, finding.Value{}, RemedyGiveReason)
		w.step(NextStep{Do: RemedyGiveReason, Subject: subject, By: slices.Clone(w.move.authority(&w.s)), Count: 1})
	}
	if w.move.Kind == MoveForward {
		w.held()
	}
	w.gate()
	w.takers(subject)
	w.overdue()
	if w.blocked() {
		return nil
	}
	return w.taken(outcome)
}

// here checks that the move leaves the present phase and suits the standing.
func (w *weighing) here() {
	if w.def.bare.permits(w.def.bare.at(&w.s), w.move.number) {
		return
	}
	m, subject := w.move, finding.Ref{Kind: "move", ID: string(w.move.ID)}
	if !m.leaves(w.s.Phase) {
		from := names(m.From, func(p PhaseID) string { return string(p) })
		w.block(CodeMoveNotFromHere, subject, finding.List(from...), finding.Text(string(w.s.Phase)), RemedyChooseMove)
	}
	if !m.Kind.suits(w.s.Standing) {
		w.block(CodeStandingUnfit, subject, m.Kind.standings(), finding.Text(string(w.s.Standing)), RemedyChangeStanding)
	}
	if w.s.Early && (m.Kind == MoveForward || m.Kind == MoveRework || m.Kind == MoveCancel) {
		w.block(CodeProjectCancelled, subject, finding.Value{}, finding.Value{}, RemedyFinishClosing)
	}
}

// suits reports whether a move of this kind may be taken in that standing.
func (k MoveKind) suits(s Standing) bool {
	switch k {
	case MoveCancel:
		return s == Active || s == Suspended
	case MoveResume:
		return s == Suspended
	case MoveArchive, MoveReopen:
		return s == Closed
	}
	return s == Active
}

func (k MoveKind) standings() finding.Value {
	var list []string
	for _, s := range [...]Standing{Active, Suspended, Closed} {
		if k.suits(s) {
			list = append(list, string(s))
		}
	}
	return finding.List(list...)
}

// taken returns the record of taking the move.
func (w *weighing) taken(outcome Outcome) Body {
	m := w.move
	if len(w.passed) > 0 {
		w.pass()
	}
	next := w.def.bare.after(w.def.bare.at(&w.s), m.number)
	b := MoveTaken{
		Move: m.ID, Kind: m.Kind, Gate: m.Gate, From: w.s.Phase, To: w.s.Phase,
		Standing: standings[next.standing], Round: int(next.round), Outcome: outcome,
		Facts: w.facts, Approvals: w.signed, Terms: w.terms,
	}
	if m.Kind.leads() {
		b.To = m.To
		b.Regions = m.regions
	}
	switch m.Kind {
	case MoveSuspend, MoveClose:
		b.Regions = w.s.regions.stopped()
	case MoveResume:
		b.Regions = w.s.regions.resumed()
	case MoveArchive:
		b.Regions = w.s.regions
	}
	return b
}
