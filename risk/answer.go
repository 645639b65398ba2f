package risk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// TriggerAnswer says what was done about a trigger that fired.
type TriggerAnswer struct {
	Risk    string        `json:"risk"`    // id
	Trigger string        `json:"trigger"` // id
	At      calendar.Date `json:"at"`
	By      string        `json:"by"` // actor id
	Text    string        `json:"text,omitempty"`
}

// Answer returns a register that records the answer; the receiver stays as it
// was. An unknown risk or trigger is [ErrNoRisk]. A trigger that has not fired
// by that date or has been answered, and an answer without date or person, are
// a [*RecordError].
func (r Register) Answer(a TriggerAnswer) (Register, error) {
	i := r.index(a.Risk)
	if i < 0 {
		return Register{}, fmt.Errorf("%w: %q", ErrNoRisk, clip(a.Risk))
	}
	j := slices.IndexFunc(r.Risks[i].Triggers, func(t Trigger) bool { return t.ID == a.Trigger })
	if j < 0 {
		return Register{}, fmt.Errorf("%w: trigger %q of risk %q", ErrNoRisk, clip(a.Trigger), clip(a.Risk))
	}
	if reason := r.Risks[i].Triggers[j].refuses(a); reason != "" {
		return Register{}, &RecordError{About: a.Risk + pathSeparator + a.Trigger, Reason: reason}
	}
	r = r.Clone()
	t := &r.Risks[i].Triggers[j]
	t.Answered, t.By, t.Answer = a.At, a.By, a.Text
	return r, nil
}

// refuses returns why an answer cannot be recorded, "" when it can.
func (t Trigger) refuses(a TriggerAnswer) string {
	switch {
	case a.At.IsZero():
		return "date"
	case a.By == "":
		return "by"
	case t.Fired.IsZero() || a.At.Before(t.Fired):
		return "not_fired"
	case !t.Answered.IsZero():
		return "answered"
	}
	return ""
}

// Waiting is a trigger that fired and that nobody has answered.
type Waiting struct {
	Risk    string        `json:"risk"`    // id
	Trigger string        `json:"trigger"` // id
	Owner   string        `json:"owner,omitempty"`
	Fired   calendar.Date `json:"fired"`
	Days    int           `json:"days"` // since it fired; 0: that very day
}

// Unanswered lists the triggers that fired at or before a date and were not
// answered by then, whatever the status of their risk: the oldest first, then
// by the ids of risk and trigger.
func (r Register) Unanswered(at calendar.Date) []Waiting {
	var list []Waiting
	for _, risk := range r.Risks {
		for _, t := range risk.Triggers {
			if t.Fired.IsZero() || t.Fired.After(at) || doneBy(t.Answered, at) {
				continue
			}
			list = append(list, Waiting{risk.ID, t.ID, cmp.Or(t.Owner, risk.Owner), t.Fired, at.DaysSince(t.Fired)})
		}
	}
	slices.SortStableFunc(list, func(a, b Waiting) int {
		return cmp.Or(a.Fired.Compare(b.Fired), strings.Compare(a.Risk, b.Risk), strings.Compare(a.Trigger, b.Trigger))
	})
	return list
}

// doneBy reports whether something dated happened at or before a date.
func doneBy(done, at calendar.Date) bool { return !done.IsZero() && !done.After(at) }
