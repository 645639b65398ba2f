package lifecycle

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Explanation is the whole answer to a command that is only asked about.
type Explanation struct {
	Allowed   bool              `json:"allowed"`
	Move      MoveID            `json:"move,omitempty"`      // the move it is about, if any
	Findings  []finding.Finding `json:"findings,omitempty"`  // every one, the gravest first; warnings also where it is allowed
	Steps     []NextStep        `json:"steps,omitempty"`     // the shortest way from a no to a yes, in the order to be taken
	Instead   []NextStep        `json:"instead,omitempty"`   // other ways, see [Refusal]
	Facts     Facts             `json:"facts,omitzero"`      // the evidence at the gate of the move
	Evidence  Digest            `json:"evidence,omitempty"`  // its digest, to be quoted by [Approve]; "" without a gate
	Approvals []Signature       `json:"approvals,omitempty"` // the approvals that count
}

// Explain says whether the command would be carried out and why. It runs the
// same evaluation as [Decide]: Allowed is true exactly when Decide would return
// entries.
func Explain(def *Definition, s State, cmd Command, in Input) Explanation {
	w := weighing{def: def, s: s, in: in}
	body := w.weigh(cmd)
	return w.explanation(body != nil)
}

func (w *weighing) explanation(allowed bool) Explanation {
	e := Explanation{
		Allowed: allowed, Findings: w.findings, Steps: w.steps, Instead: w.instead,
		Facts: w.facts, Evidence: w.evidence(), Approvals: w.signed,
	}
	if w.move != nil {
		e.Move = w.move.ID
	}
	finding.Sort(e.Findings)
	sortSteps(e.Steps)
	sortSteps(e.Instead)
	return e
}

// Choice is one move of the definition as things stand.
type Choice struct {
	Move        Move        `json:"move"`
	Here        bool        `json:"here"` // it leaves the present phase and suits the standing
	Explanation Explanation `json:"explanation"`
}

// Choices returns every move of the definition, in its order, with what is
// missing for in.Actor to take it now and who can supply it. A move that asks
// for a reason is explained as if one were given, and a closing as if its
// outcome were. It returns nil for a project that has not been started or
// follows another definition.
func Choices(def *Definition, s State, in Input) []Choice {
	if def == nil || s.Standing == NotStarted || def.Ref() != s.Definition {
		return nil
	}
	list := make([]Choice, 0, len(def.moves))
	for i := range def.moves {
		m := &def.moves[i]
		w := weighing{def: def, s: s, in: in, nobody: in.Actor == ""}
		body := w.weigh(m.command(&s, in.Actor))
		choice := Choice{
			Move:        *m.Move,
			Here:        m.leaves(s.Phase) && m.Kind.suits(s.Standing),
			Explanation: w.explanation(body != nil),
		}
		choice.Move.From, choice.Move.By = slices.Clone(m.From), slices.Clone(m.By)
		choice.Move.BeyondCap, choice.Move.Outcomes = slices.Clone(m.BeyondCap), slices.Clone(m.Outcomes)
		list = append(list, choice)
	}
	return list
}

// command returns the command that takes the move.
func (m *move) command(s *State, actor ActorID) Command {
	h := Header{ID: "choices", Actor: actor, Reason: "choices"}
	switch m.Kind {
	case MoveCancel:
		return Cancel{h, m.ID}
	case MoveSuspend:
		return Suspend{h, m.ID}
	case MoveResume:
		return Resume{h, m.ID}
	case MoveClose:
		return Close{h, m.outcome(s.Early), m.ID}
	case MoveArchive:
		return Archive{h, m.ID}
	case MoveReopen:
		return Reopen{h, m.ID}
	}
	return RequestMove{Header: h, Move: m.ID}
}

// step notes a step on the way to yes, once.
func (w *weighing) step(n NextStep) { w.steps = addStep(w.steps, n) }

func addStep(steps []NextStep, n NextStep) []NextStep {
	for i := range steps {
		if steps[i].Do == n.Do && steps[i].Subject == n.Subject && steps[i].Want == n.Want {
			return steps
		}
	}
	return append(steps, n)
}

// sortSteps puts the steps in the order to be taken: facts before the
// conditions and approvals that rest on them, and the request itself last.
func sortSteps(steps []NextStep) {
	for i := range steps {
		if len(steps[i].Criteria) == 1 {
			steps[i].Criteria = nil // Want says as much
		}
	}
	rank := func(n NextStep) int {
		return slices.Index([]string{"fact", "condition", "objection", "role", "move", "phase"}, n.Subject.Kind)
	}
	slices.SortStableFunc(steps, func(a, b NextStep) int { return rank(a) - rank(b) })
}
