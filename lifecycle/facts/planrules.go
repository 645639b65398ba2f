package facts

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// PlanRules say how deep a plan has to go, as data. The zero value is the usual
// depth.
type PlanRules struct {
	// LongDays is how many working days a task may last before it counts as not
	// detailed: one that lasts exactly as long passes. 0: 20, a working month, so
	// that no task hides longer than from one monthly report to the next; below
	// 0: no limit.
	LongDays int `json:"long_days,omitempty"`
	// Agree is how many people have to have acknowledged the goals as they
	// stand; 0: everybody who is asked.
	Agree int `json:"agree,omitempty"`
	// GapDays is how many calendar days may lie between two milestones, from the
	// start of the project to its finish; 0: any number.
	GapDays int `json:"gap_days,omitempty"`
	// Levels change how grave a finding of the plan check is, by its code.
	Levels map[finding.Code]Level `json:"levels,omitempty"`
}

// Level says how grave a finding of the plan check is.
type Level string

// The levels.
const (
	LevelBlock Level = "block"
	LevelWarn  Level = "warn"
	LevelInfo  Level = "info"
	LevelOff   Level = "off" // it is not looked for
)

func levels() []Level { return []Level{LevelBlock, LevelWarn, LevelInfo, LevelOff} }

// StandardLevels returns the level of every finding of the plan check that no
// rule changes. The caller owns the map.
func StandardLevels() map[finding.Code]Level {
	standard := map[finding.Code]Level{}
	for _, code := range planCodes() {
		standard[code] = standardLevel(code)
	}
	return standard
}

// Check returns what is wrong with the rules, sorted: levels of codes that are
// none of the plan check, and words that are no level. Such entries have no
// effect.
func (r PlanRules) Check() []finding.Finding {
	var found []finding.Finding
	for code, level := range r.Levels {
		at := finding.Ref{Kind: "rule", ID: string(code)}
		switch {
		case !slices.Contains(planCodes(), code):
			found = append(found, finding.Finding{Code: CodeRuleUnknown, Subject: at, Got: finding.Text(string(code)), Remedy: RemedyNameRule})
		case !slices.Contains(levels(), level):
			found = append(found, finding.Finding{Code: CodeRuleUnknown, Subject: at, Got: finding.Text(string(level)), Remedy: RemedyNameRule})
		}
	}
	finding.Sort(found)
	return found
}

// severity returns how grave a finding is, and false for one that is off.
func (r PlanRules) severity(code finding.Code) (finding.Severity, bool) {
	level, ok := r.Levels[code]
	if !ok || !slices.Contains(levels(), level) {
		level = standardLevel(code)
	}
	switch level {
	case LevelWarn:
		return finding.Warn, true
	case LevelInfo:
		return finding.Info, true
	}
	return finding.Block, level != LevelOff
}

func standardLevel(code finding.Code) Level {
	switch code {
	case CodeEstimateOpen, CodeMilestoneNoProof, CodeMilestonesSparse, CodeRiskPlanThin:
		return LevelWarn
	}
	return LevelBlock
}

const usualLongDays = 20

// longDays returns the limit, 0 for none.
func (r PlanRules) longDays() int64 {
	switch {
	case r.LongDays == 0:
		return usualLongDays
	case r.LongDays < 0:
		return 0
	}
	return int64(r.LongDays)
}
