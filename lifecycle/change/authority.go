package change

import (
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Authority says who may decide on changes: levels, the lowest first. A change
// belongs to the lowest level whose limits it keeps; a higher level may decide
// it as well.
type Authority []Level

// Level may decide on changes within its limits, which it may reach but not
// pass. The zero limits permit a change that makes nothing dearer or later,
// adds or removes no task, and moves no milestone.
type Level struct {
	ID string `json:"id"`
	// MaxCost is how much dearer a change may make the project.
	MaxCost money.Amount `json:"max_cost,omitzero"`
	// MaxDelay is how much later the project may finish, in seconds of working
	// time of its calendar. At 0 it may not finish later at all, not even within
	// a time in which nobody works.
	MaxDelay calendar.Work `json:"max_delay_s,omitempty"`
	// MaxScope is how far a change may reach. Empty: ScopeNone.
	MaxScope Scope `json:"max_scope,omitempty"`
	// Unlimited takes all three limits away.
	Unlimited bool `json:"unlimited,omitempty"`

	Members []string `json:"members,omitempty"` // actor ids; none: whoever the host lets vote
	Quorum  int      `json:"quorum"`            // votes for an outcome, of distinct persons; at least 1
	// ProposerVotes lets the proposer of a change vote on it. Even then the
	// proposer's vote alone does not approve.
	ProposerVotes bool `json:"proposer_votes,omitempty"`
}

// Check reports, sorted, what is wrong with the levels: none, ids missing or
// used twice, limits in two currencies or smaller than those of a level below,
// a quorum that nobody can reach, and no level that may decide everything.
func (a Authority) Check() []finding.Finding {
	var found []finding.Finding
	report := func(level Level, code finding.Code, severity finding.Severity, field string, want, got finding.Value, remedy finding.Code) {
		found = append(found, finding.Finding{Code: code, Severity: severity, Subject: finding.Ref{Kind: "level", ID: level.ID, Field: field}, Want: want, Got: got, Remedy: remedy})
	}
	var none finding.Value
	seen := map[string]bool{}
	for i, l := range a {
		if l.ID == "" || seen[l.ID] {
			report(l, CodeLevelID, finding.Block, "id", none, finding.Number(int64(i), "row"), RemedyUniqueID)
		}
		seen[l.ID] = true
		if most := int64(len(l.Members)); l.Quorum < 1 || most > 0 && int64(l.Quorum) > most {
			report(l, CodeQuorum, finding.Block, "quorum", finding.Number(max(most, 1), "person"), finding.Number(int64(l.Quorum), "person"), RemedyMendLevel)
		}
		if l.MaxScope != "" && !slices.Contains(Scopes(), l.MaxScope) {
			found = append(found, unknownWord(finding.Ref{Kind: "level", ID: l.ID, Field: "max_scope"}, string(l.MaxScope), Scopes()))
		}
		if i > 0 && !l.covers(a[i-1]) {
			report(l, CodeLevelOrder, finding.Block, "", finding.Text(a[i-1].ID), none, RemedyMendLevel)
		}
	}
	if len(a) == 0 {
		report(Level{}, CodeNoLevels, finding.Block, "", none, none, RemedyMendLevel)
	} else if last := a[len(a)-1]; !last.Unlimited {
		report(last, CodeLastLimited, finding.Warn, "unlimited", none, none, RemedyMendLevel)
	}
	finding.Sort(found)
	return found
}

// covers reports whether the level may decide all that another one may.
func (l Level) covers(other Level) bool {
	if l.Unlimited {
		return true
	}
	cost, ok := dearer(other.MaxCost, l.MaxCost)
	return ok && !cost && !other.Unlimited && other.MaxDelay <= l.MaxDelay && other.MaxScope.width() <= l.MaxScope.width()
}

// dearer reports whether an amount exceeds a limit. It reports false for ok
// when they are in two currencies.
func dearer(amount, limit money.Amount) (exceeds, ok bool) {
	over, err := amount.Sub(limit)
	return over.Sign() > 0, err == nil
}

// width returns the place of a scope among [Scopes]; the empty one is the
// narrowest, an unknown one wider than all.
func (s Scope) width() int {
	if s == "" {
		return 0
	}
	if i := slices.Index(Scopes(), s); i >= 0 {
		return i
	}
	return len(Scopes())
}

// Exceeds returns which limits of the level an impact passes, as findings of
// severity finding.Info. It is empty when the level may decide.
func (l Level) Exceeds(i Impact) []finding.Finding {
	if l.Unlimited {
		return nil
	}
	var found []finding.Finding
	over := func(code finding.Code, want, got finding.Value) {
		found = append(found, finding.Finding{Code: code, Severity: finding.Info, Subject: finding.Ref{Kind: "level", ID: l.ID}, Want: want, Got: got, Remedy: RemedyHigherLevel})
	}
	if exceeds, ok := dearer(i.CostMoved, l.MaxCost); (exceeds || !ok) && i.CostMoved.Sign() > 0 {
		over(CodeOverCost, amountValue(l.MaxCost), amountValue(i.CostMoved))
	}
	if i.FinishMoved > max(l.MaxDelay, 0) {
		over(CodeOverDelay, minutes(l.MaxDelay), minutes(i.FinishMoved))
	} else if before, after := i.finishes(); l.MaxDelay <= 0 && after > before && i.FinishMoved == 0 { // by no working time
		over(CodeOverDelay, finding.Date(before.Date().String()), finding.Date(after.Date().String()))
	}
	if i.Scope.width() > l.MaxScope.width() {
		over(CodeOverScope, finding.Text(string(Scopes()[min(l.MaxScope.width(), len(Scopes())-1)])), finding.Text(string(i.Scope)))
	}
	return found
}

// finishes returns when the project finishes without the change and with it.
func (i Impact) finishes() (before, after calendar.DateTime) {
	was, _ := i.Option(DoNothing)
	is, _ := i.Option(Requested)
	return was.Finish, is.Finish
}

// Required returns the lowest level that may decide on a change, and why those
// below it may not, as findings of severity finding.Info. It reports false
// when no level may.
func (a Authority) Required(i Impact) (level Level, why []finding.Finding, ok bool) {
	for _, l := range a {
		exceeded := l.Exceeds(i)
		if len(exceeded) == 0 {
			return l, why, true
		}
		why = append(why, exceeded...)
	}
	return Level{}, why, false
}

// level returns the level of an id and its place.
func (a Authority) level(id string) (Level, int) {
	i := slices.IndexFunc(a, func(l Level) bool { return l.ID == id })
	if i < 0 {
		return Level{}, i
	}
	return a[i], i
}

func minutes(w calendar.Work) finding.Value {
	return finding.Ratio(int64(w), int64(calendar.Minute), "min")
}

func amountValue(a money.Amount) finding.Value {
	return finding.Money(a.Text(), a.Currency().Code())
}
