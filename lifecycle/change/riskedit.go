package change

import (
	"encoding/json"
	"slices"
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
)

// RiskEditKind names what an edit of the risk register does.
type RiskEditKind string

// The kinds of risk edit, each with the field of [RiskEdit] that it uses.
const (
	AddRisk  RiskEditKind = "add_risk"  // NewRisk; it counts in the exposure when its status is risk.Open
	MoveRisk RiskEditKind = "move_risk" // Move: closes, opens or lets a risk occur
	RateRisk RiskEditKind = "rate_risk" // Risk, Assessment: one more assessment
)

// RiskEdits returns every kind of risk edit. The caller owns the slice.
func RiskEdits() []RiskEditKind { return []RiskEditKind{AddRisk, MoveRisk, RateRisk} }

// RiskEdit is one change to a risk register, as data. Kind says which of the
// other fields count.
type RiskEdit struct {
	Kind       RiskEditKind    `json:"kind"`
	NewRisk    risk.Risk       `json:"new_risk,omitzero"`
	Move       risk.Change     `json:"move,omitzero"`
	Risk       string          `json:"risk,omitempty"` // id of the risk that Assessment is of
	Assessment risk.Assessment `json:"assessment,omitzero"`
}

// subject returns the id of the risk that the edit is about.
func (e RiskEdit) subject() string {
	switch e.Kind {
	case AddRisk:
		return e.NewRisk.ID
	case MoveRisk:
		return e.Move.Risk
	}
	return e.Risk
}

func (e RiskEdit) clone() RiskEdit {
	kept := risk.Register{Risks: []risk.Risk{e.NewRisk, {Assessments: []risk.Assessment{e.Assessment}}}}.Clone()
	e.NewRisk, e.Assessment = kept.Risks[0], kept.Risks[1].Assessments[0]
	return e
}

func cloneRiskEdits(edits []RiskEdit) []RiskEdit {
	edits = slices.Clone(edits)
	for i := range edits {
		edits[i] = edits[i].clone()
	}
	return edits
}

// EditRegister returns a copy of the register with the edits made in their
// order; each finds the register as those before it left it. The register is
// only read, and the copy shares nothing with it or with the edits. The error
// is a [*RefusedError] with the faults of all edits: a risk that does not exist
// or exists already, a status that the life of a risk does not allow, an
// assessment without date or person, a kind that does not exist.
func EditRegister(register risk.Register, edits []RiskEdit) (risk.Register, error) {
	return editRegister(register, edits, false)
}

// editRegister makes the edits, passing over those that the register holds
// already if it is told to.
func editRegister(register risk.Register, edits []RiskEdit, missingOnly bool) (risk.Register, error) {
	register = register.Clone()
	var found []finding.Finding
	for i, e := range edits {
		if missingOnly && e.within(register) {
			continue
		}
		next, fault := e.clone().on(register)
		if fault.Code != "" {
			fault.Subject = finding.Ref{Kind: "risk_edit", ID: strconv.Itoa(i + 1), Field: fault.Subject.Field}
			found = append(found, fault)
			continue
		}
		register = next
	}
	if err := refused(found); err != nil {
		return risk.Register{}, err
	}
	return register, nil
}

// on makes the edit, or says what is wrong with it. The register is its own.
func (e RiskEdit) on(register risk.Register) (risk.Register, finding.Finding) {
	at := slices.IndexFunc(register.Risks, func(r risk.Risk) bool { return r.ID == e.subject() })
	fault := func(code finding.Code, field string, remedy finding.Code) (risk.Register, finding.Finding) {
		return register, finding.Finding{Code: code, Subject: finding.Ref{Field: field}, Got: finding.Text(e.subject()), Remedy: remedy}
	}
	switch {
	case !slices.Contains(RiskEdits(), e.Kind):
		return register, unknownWord(finding.Ref{Field: "kind"}, string(e.Kind), RiskEdits())
	case e.Kind == AddRisk && (e.subject() == "" || at >= 0):
		return fault(CodeRiskTaken, "new_risk", RemedyUniqueID)
	case e.Kind != AddRisk && at < 0:
		return fault(CodeNoRisk, "risk", RemedyNameRisk)
	case e.Kind == RateRisk && (e.Assessment.At.IsZero() || e.Assessment.By == ""):
		return fault(CodeRiskRating, "assessment", RemedyCompleteRating)
	case e.Kind == AddRisk:
		register.Risks = append(register.Risks, e.NewRisk)
	case e.Kind == RateRisk:
		register.Risks[at].Assessments = append(register.Risks[at].Assessments, e.Assessment)
	default:
		next, err := register.Move(e.Move)
		if err != nil {
			return fault(CodeRiskMove, "move", RemedyLegalMove)
		}
		register = next
	}
	return register, finding.Finding{}
}

// within reports whether the register shows that the edit was made: the risk
// is there, has the status, or has that very assessment.
func (e RiskEdit) within(register risk.Register) bool {
	r, there := register.Risk(e.subject())
	switch e.Kind {
	case AddRisk:
		return there && r.Cause == e.NewRisk.Cause && r.Event == e.NewRisk.Event && r.Effect == e.NewRisk.Effect
	case MoveRisk:
		return there && r.Status == e.Move.To
	}
	return there && slices.ContainsFunc(r.Assessments, func(a risk.Assessment) bool { return sameJSON(a, e.Assessment) })
}

// sameJSON reports whether two values have one JSON form.
func sameJSON[T any](a, b T) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

// checkRisks reports risk edits of a kind that does not exist or about no risk.
func (r Request) checkRisks() []finding.Finding {
	var found []finding.Finding
	for i, e := range r.Risks {
		ref := finding.Ref{Kind: "risk_edit", ID: strconv.Itoa(i + 1), Field: "kind"}
		switch {
		case !slices.Contains(RiskEdits(), e.Kind):
			found = append(found, unknownWord(ref, string(e.Kind), RiskEdits()))
		case e.subject() == "":
			ref.Field = "risk"
			found = append(found, finding.Finding{Code: CodeNoRisk, Subject: ref, Remedy: RemedyNameRisk})
		}
	}
	return found
}
