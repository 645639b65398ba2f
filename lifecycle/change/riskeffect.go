package change

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
)

// RiskEffect is what a change does to the risk register and to what its open
// risks are expected to cost.
type RiskEffect struct {
	RegisterBefore string `json:"register_before"` // see [RegisterDigest]
	RegisterAfter  string `json:"register_after"`

	Added   []string `json:"added,omitempty"`   // ids of risks that come, in the order of the edits
	Moved   []string `json:"moved,omitempty"`   // ids of risks whose status changes
	Rerated []string `json:"rerated,omitempty"` // ids of risks that are assessed anew

	// Before and After are the exposure by the current ratings, the latest of
	// all, future ones included.
	Before risk.Exposure `json:"before"`
	After  risk.Exposure `json:"after"`
	// CostMoved and TimeMoved are the expected net exposure after less that
	// before, exactly: money in the currency of the register, minutes of
	// working time. Positive is worse. Unknown while a rating states no figure.
	CostMoved finding.Value `json:"cost_moved"`
	TimeMoved finding.Value `json:"time_moved"`
}

// IsZero reports whether no register was looked at.
func (e RiskEffect) IsZero() bool { return e.RegisterBefore == "" }

// ReasonUnrated says that a figure is unknown because an open risk states none.
const ReasonUnrated = "unrated-risk"

// RegisterDigest returns a fingerprint of a risk register, as [PlanDigest] does
// of a plan. The error is that of a register that has no JSON form.
func RegisterDigest(r risk.Register) (string, error) { return digest(r) }

// risks computes the effect on the register, zero where there is none.
func (in Input) risks() (RiskEffect, error) {
	if in.Register.ID == "" && len(in.Register.Risks) == 0 && len(in.Request.Risks) == 0 {
		return RiskEffect{}, nil
	}
	after, err := EditRegister(in.Register, in.Request.Risks)
	if err != nil {
		return RiskEffect{}, fmt.Errorf("change: assess: register: %w", err)
	}
	return weighRisks(in.Register, after, in.Request.Risks)
}

func weighRisks(before, after risk.Register, edits []RiskEdit) (RiskEffect, error) {
	var e RiskEffect
	var err error
	if e.RegisterBefore, err = RegisterDigest(before); err != nil {
		return RiskEffect{}, err
	}
	if e.RegisterAfter, err = RegisterDigest(after); err != nil {
		return RiskEffect{}, err
	}
	for _, edit := range edits {
		list := map[RiskEditKind]*[]string{AddRisk: &e.Added, MoveRisk: &e.Moved, RateRisk: &e.Rerated}[edit.Kind]
		if !slices.Contains(*list, edit.subject()) {
			*list = append(*list, edit.subject())
		}
	}
	e.Before, e.After = exposure(before), exposure(after)
	e.CostMoved, e.TimeMoved = finding.Unknown(ReasonUnrated), finding.Unknown(ReasonUnrated)
	if d, ok := moved(e.Before.Cost, e.After.Cost); ok {
		e.CostMoved = finding.Money(risk.RatNumber(d).String(), after.Currency.Code())
	}
	if d, ok := moved(e.Before.Time, e.After.Time); ok {
		e.TimeMoved = finding.Rat(d, "min")
	}
	return e, nil
}

// exposure returns what the open risks are expected to do.
func exposure(r risk.Register) risk.Exposure {
	latest := risk.Exposure{}.At // no limit on the dates of ratings
	return r.Exposure(latest, risk.Current)
}

func moved(before, after risk.Total) (*big.Rat, bool) {
	was, knownBefore := before.Net.Expected.Rat()
	is, knownAfter := after.Net.Expected.Rat()
	if !knownBefore || !knownAfter {
		return nil, false
	}
	return new(big.Rat).Sub(is, was), true
}

// StaleRegister returns whether the register has moved since the impact was
// computed. It is empty when no register was looked at then.
func (i Impact) StaleRegister(register risk.Register, r Request) []finding.Finding {
	if i.Risk.IsZero() {
		return nil
	}
	now, err := RegisterDigest(register)
	if err == nil && now == i.Risk.RegisterBefore {
		return nil
	}
	return []finding.Finding{{Code: CodeRegisterMoved, Subject: r.ref("impact.risk"), Want: finding.Text(i.Risk.RegisterBefore),
		Got: finding.Text(now), Remedy: RemedyAssess}}
}

func (e RiskEffect) clone() RiskEffect {
	e.Added, e.Moved, e.Rerated = slices.Clone(e.Added), slices.Clone(e.Moved), slices.Clone(e.Rerated)
	for _, t := range []*risk.Total{&e.Before.Cost, &e.Before.Time, &e.After.Cost, &e.After.Time} {
		t.Unknown = slices.Clone(t.Unknown)
	}
	return e
}
