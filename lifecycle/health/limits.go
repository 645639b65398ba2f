package health

import (
	"math/big"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Limits are the thresholds of a diagnosis, as data. Every field that is zero
// stands for the standard one.
type Limits struct {
	// Evidence is how many cases, in signs beyond their limit, it takes before
	// a cause is shown.
	Evidence int `json:"evidence,omitempty"`
	// Signs is how many signs have to be judged before a cause is not shown,
	// or a factor is.
	Signs int `json:"signs,omitempty"`

	WindowDays    int `json:"window_days,omitempty"`    // how far back meetings, issues, feedback and changes count, calendar days
	ReplyDays     int `json:"reply_days,omitempty"`     // after how many working days feedback waits too long
	AckDays       int `json:"ack_days,omitempty"`       // calendar days that people have to acknowledge a new version
	ShareDays     int `json:"share_days,omitempty"`     // calendar days within which whoever is to be informed hears something
	DecideDays    int `json:"decide_days,omitempty"`    // after how many calendar days a change request waits too long
	CoarseDays    int `json:"coarse_days,omitempty"`    // a task of more working days is coarse
	MilestoneDays int `json:"milestone_days,omitempty"` // length of the stretches that should have a milestone, calendar days
	OverPercent   int `json:"over_percent,omitempty"`   // work above this part of the time of a week is overload
	IdlePercent   int `json:"idle_percent,omitempty"`   // work below this part of the time of a week is idling
	TasksAtOnce   int `json:"tasks_at_once,omitempty"`  // more tasks of one person in a week are too many at once

	// At replaces the bounds of single signs.
	At map[finding.Code]Bound `json:"at,omitempty"`
}

// Bound says when a sign is judged and when it is beyond its limit.
type Bound struct {
	// Sample is how many cases it takes before the sign is judged; 0 stands
	// for the standard.
	Sample int `json:"sample,omitempty"`
	// Limit is the share of bad cases, from 0 to below 1, that is still within
	// the limit: a pure number. The zero Value stands for the standard.
	Limit finding.Value `json:"limit,omitzero"`
}

// StandardLimits returns the limits that zero fields stand for, with the bound
// of every sign. The caller owns the result.
func StandardLimits() Limits {
	l := Limits{Evidence: 3, Signs: 3, WindowDays: 42, ReplyDays: 5, AckDays: 10, ShareDays: 35, DecideDays: 21,
		CoarseDays: 22, MilestoneDays: 42, OverPercent: 110, IdlePercent: 50, TasksAtOnce: 4, At: map[finding.Code]Bound{}}
	for _, s := range specs() {
		l.At[s.code] = Bound{s.sample, finding.Ratio(s.num, s.den, "")}
	}
	return l
}

// Check reports, sorted, what is wrong with the limits: signs that do not
// exist, shares outside of 0 to below 1, negative counts. [Diagnose] takes the
// standard in place of each.
func (l Limits) Check() []finding.Finding {
	var found []finding.Finding
	for _, f := range l.fields() {
		if *f.value < 0 {
			found = append(found, finding.Finding{Code: CodeLimitRange, Severity: finding.Block, Subject: finding.Ref{Kind: "limits", Field: f.name},
				Want: finding.Number(0, ""), Got: finding.Number(int64(*f.value), ""), Remedy: RemedyMendLimit})
		}
	}
	for code, b := range l.At {
		ref := finding.Ref{Kind: "sign", ID: string(code)}
		if _, ok := specOf(code); !ok {
			found = append(found, finding.Finding{Code: CodeLimitSign, Severity: finding.Block, Subject: ref, Remedy: RemedyMendLimit})
		} else if _, ok := shareOf(b.Limit); b.Sample < 0 || !ok && !b.Limit.IsZero() {
			found = append(found, finding.Finding{Code: CodeLimitRange, Severity: finding.Block, Subject: ref, Got: b.Limit, Remedy: RemedyMendLimit})
		}
	}
	finding.Sort(found)
	return found
}

// shareOf returns a share from 0 to below 1.
func shareOf(v finding.Value) (*big.Rat, bool) {
	r, ok := v.Rat()
	return r, ok && v.Unit() == "" && r.Sign() >= 0 && r.Cmp(big.NewRat(1, 1)) < 0
}

type limitField struct {
	name  string
	value *int
}

// fields lists the counts of the limits, to be read and filled.
func (l *Limits) fields() []limitField {
	return []limitField{
		{"evidence", &l.Evidence}, {"signs", &l.Signs}, {"window_days", &l.WindowDays}, {"reply_days", &l.ReplyDays}, {"ack_days", &l.AckDays},
		{"share_days", &l.ShareDays}, {"decide_days", &l.DecideDays}, {"coarse_days", &l.CoarseDays}, {"milestone_days", &l.MilestoneDays},
		{"over_percent", &l.OverPercent}, {"idle_percent", &l.IdlePercent}, {"tasks_at_once", &l.TasksAtOnce},
	}
}

// filled returns the limits with the standard in place of what is not stated
// or cannot be used.
func (l Limits) filled() Limits {
	standard := StandardLimits()
	own, given := standard.fields(), l.fields()
	for i := range own {
		if *given[i].value > 0 {
			*own[i].value = *given[i].value
		}
	}
	for code, b := range l.At {
		now, known := standard.At[code]
		if !known {
			continue
		}
		if b.Sample > 0 {
			now.Sample = b.Sample
		}
		if _, ok := shareOf(b.Limit); ok {
			now.Limit = b.Limit
		}
		standard.At[code] = now
	}
	return standard
}

// Signs returns the codes of the signs that a cause or factor is judged by, in
// their order. The caller owns the slice.
func (n Name) Signs() []finding.Code {
	var list []finding.Code
	for _, s := range specs() {
		if s.cause == n || s.factor == n {
			list = append(list, s.code)
		}
	}
	return slices.Clip(list)
}
