package team

import (
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// SkillID names a skill. What it stands for, the host knows.
type SkillID string

// TopLevel is the highest level of a skill. Levels run from 1, knows of it, to
// 5, leads others in it; what each asks for, the host says. 0 is no skill.
const TopLevel = 5

// Skill is what somebody can do, as assessed on a day. A later assessment is a
// further row; the earlier ones stay, so that a past day can be asked about.
type Skill struct {
	Skill    SkillID  `json:"skill"`
	Level    int      `json:"level"`              // 1 to [TopLevel]
	Evidence []string `json:"evidence,omitempty"` // references of documents
	Period            // from the day of the assessment to the day it expires; no To: it does not
}

// Skilled returns the assessment of a skill that counts on a day: of those in
// force the one with the latest From, and of those of one day the lowest. It
// reports false where none is in force. The skill shares nothing with the
// member.
func (m Member) Skilled(skill SkillID, on calendar.Date) (Skill, bool) {
	var best Skill
	found := false
	for _, s := range m.Skills {
		if s.Skill != skill || !s.Has(on) {
			continue
		}
		if !found || s.From.After(best.From) || s.From == best.From && s.Level < best.Level {
			best, found = s, true
		}
	}
	best.Evidence = slices.Clone(best.Evidence)
	return best, found
}

// expired returns the latest assessment of a skill that ran out up to a day.
func (m Member) expired(skill SkillID, on calendar.Date) (Skill, bool) {
	var best Skill
	found := false
	for _, s := range m.Skills {
		if s.Skill == skill && !s.To.IsZero() && !s.To.After(on) && (!found || s.To.After(best.To)) {
			best, found = s, true
		}
	}
	return best, found
}
