package change

import (
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Branch is a what-if beside a plan: the edits that would be made and why. It
// is a value that nothing changes: [Branch.With] gives another branch. It holds
// no plan, only the digest of the one it leaves from, so that a branch that is
// let go leaves no trace.
type Branch struct {
	ID     string          `json:"id"`
	Reason string          `json:"reason"`
	Base   string          `json:"base"` // see [PlanDigest]
	Edits  []schedule.Edit `json:"edits,omitempty"`
	Risks  []RiskEdit      `json:"risks,omitempty"`
	// CostDelta is what it costs besides what the plan carries.
	CostDelta money.Amount `json:"cost_delta,omitzero"`
	// Buffers says what becomes of the time that lies free between linked
	// tasks. Empty: [ConsumeBuffers].
	Buffers Buffers `json:"buffers,omitempty"`
}

// NewBranch returns a branch without edits that leaves from the plan as it
// stands. The error is that of [PlanDigest].
func NewBranch(p *schedule.Plan, id, reason string) (Branch, error) {
	base, err := PlanDigest(p)
	return Branch{ID: id, Reason: reason, Base: base}, err
}

// With returns the branch with more edits behind those it has. The receiver
// stays as it is, the result shares nothing with it or with the edits.
func (b Branch) With(edits ...schedule.Edit) Branch {
	b = b.Clone()
	b.Edits = append(b.Edits, cloneEdits(edits)...)
	return b
}

// WithRisks returns the branch with more edits of the register.
func (b Branch) WithRisks(edits ...RiskEdit) Branch {
	b = b.Clone()
	b.Risks = append(b.Risks, cloneRiskEdits(edits)...)
	return b
}

// Clone returns a copy that shares nothing with the receiver.
func (b Branch) Clone() Branch {
	b.Edits, b.Risks = cloneEdits(b.Edits), cloneRiskEdits(b.Risks)
	return b
}

// Request returns a draft that asks for what the branch does: the way on when
// it goes beyond the tolerance. Whoever proposes it fills in the rest. The
// edits that [Branch.Buffers] adds are among those of the draft. The error is
// that of [BufferEdits].
func (b Branch) Request(p *schedule.Plan) (Request, error) {
	edits, err := BufferEdits(p, b.Edits, b.Buffers)
	if err != nil {
		return Request{}, err
	}
	return Request{ID: b.ID, Title: b.Reason, Why: b.Reason, Edits: edits, Risks: cloneRiskEdits(b.Risks), CostDelta: b.CostDelta}, nil
}

// Preview computes what committing the branch would do. The input is that of
// [Assess]; its request is not looked at. A branch that leaves from another
// plan than the one given is a [*RefusedError]; other errors are those of
// Assess.
func (b Branch) Preview(in Input) (Impact, error) {
	if err := refused(b.moved(in.Plan)); err != nil {
		return Impact{}, err
	}
	var err error
	if in.Request, err = b.Request(in.Plan); err != nil {
		return Impact{}, err
	}
	return Assess(in)
}

func (b Branch) moved(p *schedule.Plan) []finding.Finding {
	now, err := PlanDigest(p)
	if err == nil && now == b.Base {
		return nil
	}
	return []finding.Finding{{Code: CodePlanMoved, Subject: b.ref("base"), Want: finding.Text(b.Base), Got: finding.Text(now), Remedy: RemedyAssess}}
}

func (b Branch) ref(field string) finding.Ref {
	return finding.Ref{Kind: "branch", ID: b.ID, Field: field}
}

// Revision is a plan after a commit, with what the commit did.
type Revision struct {
	Number     int               `json:"number"`
	Branch     string            `json:"branch"` // id
	Reason     string            `json:"reason"`
	By         string            `json:"by"`
	At         calendar.DateTime `json:"at"`
	Impact     Impact            `json:"impact"`
	Difference schedule.Change   `json:"difference,omitzero"` // dates, floats and criticality, task by task
	Plan       *schedule.Plan    `json:"-"`                   // the new plan; the receiver owns it
	Register   risk.Register     `json:"-"`                   // the new register
}

// Commit makes the edits of the branch and returns the revision of that number,
// which the host counts. Tolerance is what the manager may decide alone: its
// limits may be reached but not passed. Plan and register of the input are only
// read; what the commit does is exactly what [Branch.Preview] says.
//
// The error is a [*RefusedError] when the branch has no reason, when nobody or
// no moment is named, when the plan has moved since the branch left it, and
// when the impact passes the tolerance, with every limit passed: then a change
// request is needed ([Branch.Request]). Other errors are those of [Assess].
func (b Branch) Commit(in Input, number int, tolerance Level, act Act) (Revision, error) {
	impact, err := b.Preview(in)
	if err != nil {
		return Revision{}, err
	}
	if err := refused(slices.Concat(b.incomplete(act), b.beyond(tolerance, impact))); err != nil {
		return Revision{}, err
	}
	edits, err := BufferEdits(in.Plan, b.Edits, b.Buffers)
	if err != nil {
		return Revision{}, err
	}
	r := Revision{Number: number, Branch: b.ID, Reason: b.Reason, By: act.By, At: act.At, Impact: impact, Difference: impact.Clone().Tasks}
	if r.Plan, err = schedule.Apply(in.Plan, edits); err != nil {
		return Revision{}, fmt.Errorf("change: commit: %w", err)
	}
	r.Register, err = EditRegister(in.Register, b.Risks)
	return r, err
}

// incomplete returns what a commit lacks.
func (b Branch) incomplete(act Act) []finding.Finding {
	var found []finding.Finding
	if b.Reason == "" {
		found = append(found, finding.Finding{Code: CodeNoBranchReason, Subject: b.ref("reason"), Remedy: RemedyGiveReason})
	}
	if act.By == "" {
		found = append(found, finding.Finding{Code: CodeStepNoActor, Subject: b.ref("by"), Remedy: RemedyNameActor})
	}
	if act.At.IsZero() {
		found = append(found, finding.Finding{Code: CodeStepUndated, Subject: b.ref("at"), Remedy: RemedyDateStep})
	}
	return found
}

// beyond returns which limits of the tolerance an impact passes.
func (b Branch) beyond(tolerance Level, i Impact) []finding.Finding {
	exceeded := tolerance.Exceeds(i)
	if len(exceeded) == 0 {
		return nil
	}
	found := []finding.Finding{{Code: CodeBeyondLimits, Subject: b.ref(""), Got: finding.Text(tolerance.ID), Remedy: RemedyRequestChange}}
	for _, f := range exceeded {
		f.Severity = finding.Block
		found = append(found, f)
	}
	return found
}
