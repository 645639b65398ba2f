package risk

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Trigger is a condition on a fact that announces the risk. It is data:
// [Register.Watch] compares it with facts, [Register.Fire] records that it was
// met. It fires once.
type Trigger struct {
	ID       string        `json:"id"`
	Fact     string        `json:"fact"`                // name of the fact, such as "schedule.float_min"
	Op       string        `json:"op"`                  // one of < <= = != >= >
	Limit    string        `json:"limit"`               // what the fact is compared with
	Unit     string        `json:"unit,omitempty"`      // of the limit; empty: any unit the fact has
	Fired    calendar.Date `json:"fired,omitzero"`      // when it fired; zero: not yet
	Showed   finding.Value `json:"showed,omitzero"`     // what the fact was when it fired
	Answered calendar.Date `json:"answered,omitzero"`   // when somebody acted on it; zero: nobody has
	By       string        `json:"answer_by,omitempty"` // who acted
	Answer   string        `json:"answer,omitempty"`    // what was done
	Note     string        `json:"note,omitempty"`      // what to do then
	Owner    string        `json:"owner,omitempty"`     // who answers it; empty: the owner of the risk
}

// Fact is something known about the project: a name and a value. An Unknown
// value is a fact that could not be determined.
type Fact struct {
	Name  string        `json:"name"`
	Value finding.Value `json:"value"`
}

// Reading is what one trigger shows.
type Reading struct {
	Risk    string        `json:"risk"`    // id
	Trigger string        `json:"trigger"` // id
	Owner   string        `json:"owner,omitempty"`
	Fact    string        `json:"fact"`
	State   TriggerState  `json:"state"`
	Value   finding.Value `json:"value"` // of the fact; Unknown with the reason where it cannot be compared
}

// TriggerState is where a trigger stands.
type TriggerState string

// The states of a trigger.
const (
	Quiet      TriggerState = "quiet"       // the condition is not met
	Fires      TriggerState = "fires"       // the condition is met for the first time
	HasFired   TriggerState = "fired"       // it has fired before, whatever the fact is now
	CannotTell TriggerState = "cannot_tell" // the fact is missing, unknown or of another kind
)

// Watch compares the triggers of the proposed and open risks with the facts,
// in the order of the register. Of several facts of one name the last counts.
func (r Register) Watch(facts []Fact) []Reading {
	var list []Reading
	known := byName(facts)
	for _, risk := range r.Risks {
		if risk.pending() {
			for _, t := range risk.Triggers {
				list = append(list, risk.reading(t, known))
			}
		}
	}
	return list
}

func byName(facts []Fact) map[string]finding.Value {
	known := map[string]finding.Value{}
	for _, f := range facts {
		known[f.Name] = f.Value
	}
	return known
}

// pending reports whether the risk can still happen.
func (r Risk) pending() bool { return r.Status == Proposed || r.Status == Open }

func (r Risk) reading(t Trigger, known map[string]finding.Value) Reading {
	x := Reading{Risk: r.ID, Trigger: t.ID, Owner: t.Owner, Fact: t.Fact, State: HasFired, Value: known[t.Fact]}
	if x.Owner == "" {
		x.Owner = r.Owner
	}
	if x.Value.IsZero() {
		x.Value = finding.Unknown("missing")
	}
	if !t.Fired.IsZero() {
		return x
	}
	switch met, reason := t.condition().met(x.Value); {
	case reason != "":
		x.State, x.Value = CannotTell, finding.Unknown(reason)
	case met:
		x.State = Fires
	default:
		x.State = Quiet
	}
	return x
}

// Fire records the triggers that the facts meet for the first time, with the
// date and what the fact showed, and returns the new register and the readings
// of those that fire, in the order of the register. The receiver stays as it
// was. Firing again with the same facts finds none. Without a date it is
// [ErrUndated].
func (r Register) Fire(at calendar.Date, facts []Fact) (Register, []Reading, error) {
	if at.IsZero() {
		return Register{}, nil, ErrUndated
	}
	r, known := r.Clone(), byName(facts)
	var fired []Reading
	for i := range r.Risks {
		if !r.Risks[i].pending() {
			continue
		}
		for j := range r.Risks[i].Triggers {
			t := &r.Risks[i].Triggers[j]
			if x := r.Risks[i].reading(*t, known); x.State == Fires {
				t.Fired, t.Showed = at, x.Value
				fired = append(fired, x)
			}
		}
	}
	return r, fired, nil
}
