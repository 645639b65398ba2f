package comms

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Template says what agendas of a kind hold and how time is shared. It is
// data.
type Template struct {
	ID       string            `json:"id"`
	LeastMin int               `json:"least_min,omitempty"` // least minutes of an item or of a fixed part; 0 is 1
	Sections []TemplateSection `json:"sections"`            // in the order of the agenda; carry-over comes first wherever it stands
}

// TemplateSection is a section of a [Template].
type TemplateSection struct {
	Section Section `json:"section"`
	Weight  int     `json:"weight"`            // share of the time for each item, or for a fixed part
	AtMost  int     `json:"at_most,omitempty"` // items shown; 0 shows all. What is beyond is listed as left out
	Fixed   bool    `json:"fixed,omitempty"`   // on the agenda without items too
}

// KickoffTemplate is the agenda of the first meeting: goals, scope, roles, plan,
// risks, ways of working, questions, next steps.
func KickoffTemplate() Template {
	return Template{ID: "kickoff", LeastMin: 5, Sections: []TemplateSection{
		{Section: SectionWelcome, Weight: 1, Fixed: true}, {Section: SectionGoals, Weight: 3, Fixed: true}, {Section: SectionScope, Weight: 2, Fixed: true},
		{Section: SectionRoles, Weight: 3, Fixed: true}, {Section: SectionPlan, Weight: 3, Fixed: true},
		{Section: SectionRisks, Weight: 1, AtMost: 3, Fixed: true}, {Section: SectionWays, Weight: 2, Fixed: true},
		{Section: SectionQuestions, Weight: 2, Fixed: true}, {Section: SectionNextSteps, Weight: 1, Fixed: true},
	}}
}

// RegularTemplate is the agenda of a regular project meeting.
func RegularTemplate() Template {
	return Template{ID: "regular", LeastMin: 2, Sections: []TemplateSection{
		{Section: SectionCarried, Weight: 2}, {Section: SectionOverdue, Weight: 2, AtMost: 10}, {Section: SectionDecisions, Weight: 3},
		{Section: SectionRisks, Weight: 2, AtMost: 5}, {Section: SectionChanges, Weight: 2, AtMost: 5}, {Section: SectionFeedback, Weight: 1, AtMost: 5},
		{Section: SectionMilestones, Weight: 1, AtMost: 5}, {Section: SectionAssumptions, Weight: 1, AtMost: 5}, {Section: SectionSigns, Weight: 1, AtMost: 5},
		{Section: SectionNextSteps, Weight: 1, Fixed: true},
	}}
}

// ResourceTemplate is the agenda of a meeting that checks resources and time:
// load, shortages, milestone forecasts and early signs.
func ResourceTemplate() Template {
	return Template{ID: "resources", LeastMin: 2, Sections: []TemplateSection{
		{Section: SectionCarried, Weight: 2}, {Section: SectionLoads, Weight: 1, AtMost: 10}, {Section: SectionShortages, Weight: 3, AtMost: 10},
		{Section: SectionMilestones, Weight: 2, AtMost: 10}, {Section: SectionSigns, Weight: 2, AtMost: 10}, {Section: SectionNextSteps, Weight: 1, Fixed: true},
	}}
}

// maxWeight bounds the weight of a section.
const maxWeight = 1000

// Check returns everything that is wrong with the template, sorted.
func (t Template) Check() []finding.Finding {
	var c checker
	at := finding.Ref{Kind: "template", ID: t.ID}
	if blank(t.ID) {
		c.block(CodeNoID, at, nothing, nothing, RemedyUniqueID)
	}
	if len(t.Sections) == 0 || t.LeastMin < 0 || t.LeastMin > MaxDurationMin {
		c.block(CodeTemplateEmpty, at, nothing, finding.Number(int64(t.LeastMin), "min"), RemedyMendTemplate)
	}
	var seen []Section
	for _, s := range t.Sections {
		word(&c, at, s.Section, Sections()...)
		if slices.Contains(seen, s.Section) {
			c.block(CodeTemplateTwice, at, nothing, finding.Text(string(s.Section)), RemedyMendTemplate)
		}
		seen = append(seen, s.Section)
		if s.Weight < 1 || s.Weight > maxWeight || s.AtMost < 0 {
			c.block(CodeTemplateWeight, at, finding.Number(maxWeight, ""), finding.Number(int64(s.Weight), ""), RemedyMendTemplate)
		}
		if !s.Section.fromState() && !s.Fixed {
			c.warn(CodeTemplateNeverShown, at, nothing, finding.Text(string(s.Section)), RemedyMendTemplate)
		}
	}
	return c.sorted()
}

// ordered returns the sections with carry-over first.
func (t Template) ordered() []TemplateSection {
	list := slices.Clone(t.Sections)
	slices.SortStableFunc(list, func(a, b TemplateSection) int { return carriedLast(b) - carriedLast(a) })
	return list
}

func carriedLast(s TemplateSection) int {
	if s.Section == SectionCarried {
		return 1
	}
	return 0
}
