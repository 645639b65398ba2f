package team

import (
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Record is the team of a project as one document: people over time, duties,
// what they acknowledged and were told, what work needs of people and things.
// It is a plain value: no function of this package changes one. Reviews are
// not part of it ([ReviewBook]).
type Record struct {
	ID          string       `json:"id"`
	Members     Team         `json:"members,omitempty"`
	Duties      []Duty       `json:"duties,omitempty"`
	DutyRules   DutyRules    `json:"duty_rules,omitzero"`
	Skills      []SkillNeed  `json:"skills,omitempty"` // that the project as a whole asks for
	Needs       []Need       `json:"needs,omitempty"`
	Assignments []Assignment `json:"assignments,omitempty"`
	Notices     []Notice     `json:"notices,omitempty"`
	Standing    []Standing   `json:"standing,omitempty"` // what everybody is to acknowledge
	Acks        []Ack        `json:"acks,omitempty"`
	Demands     []Demand     `json:"demands,omitempty"`
	Technical   []Technical  `json:"technical,omitempty"`
}

// Clone returns a copy that shares nothing with the receiver.
func (r Record) Clone() Record {
	r.Members, r.Duties, r.Skills, r.Needs = r.Members.Clone(), slices.Clone(r.Duties), slices.Clone(r.Skills), slices.Clone(r.Needs)
	r.Assignments, r.Notices, r.Standing, r.Acks = slices.Clone(r.Assignments), slices.Clone(r.Notices), slices.Clone(r.Standing), slices.Clone(r.Acks)
	r.Demands, r.Technical = slices.Clone(r.Demands), slices.Clone(r.Technical)
	for i := range r.Needs {
		r.Needs[i].Skills = slices.Clone(r.Needs[i].Skills)
	}
	for i := range r.Standing {
		r.Standing[i].By = slices.Clone(r.Standing[i].By)
	}
	r.DutyRules.JudgedKinds, r.DutyRules.Apart = slices.Clone(r.DutyRules.JudgedKinds), slices.Clone(r.DutyRules.Apart)
	for i := range r.DutyRules.Apart {
		r.DutyRules.Apart[i].Places = slices.Clone(r.DutyRules.Apart[i].Places)
	}
	return r
}

// Check reports everything that is wrong with the record as of a day, sorted:
// nobody in the team, the rows of members ([Team.Check]), duties
// ([CheckDuties]), skills that nobody or only one person has ([Cover.Check]),
// technical resources ([CheckTechnical]), and the rows of needs, demands and
// assignments. Nil calendars are not looked for.
func (r Record) Check(on calendar.Date, calendars Calendars) []finding.Finding {
	var c checker
	people := r.Members.AsOf(on)
	if len(people) == 0 {
		c.block(CodeNobody, finding.Ref{Kind: "team", ID: r.ID}, nothing, date(on), RemedyFormTeam)
	}
	c.list = append(c.list, r.Members.Check(calendars)...)
	c.list = append(c.list, CheckDuties(r.Duties, nil, people, on, r.DutyRules)...)
	c.list = append(c.list, Coverage(people, r.Skills, on).Check(0)...)
	c.list = append(c.list, CheckTechnical(r.Technical, r.Demands, on)...)
	c.rows(r)
	return c.sorted()
}

// rows checks needs, demands and assignments.
func (c *checker) rows(r Record) {
	seen := map[string]bool{}
	for _, n := range r.Needs {
		c.unique(n.ref(), n.ID, seen)
		c.period(n.ref(), n.Period)
		c.amount(n.ref(), n.WorkMin)
	}
	kinds := append([]ResourceKind{ByRole, BySkill, ByName}, technicalKinds()...)
	for _, d := range r.Demands {
		at := finding.Ref{Kind: "task", ID: d.Task}
		word(c, at, d.Resource.Kind, kinds...)
		if d.Confidence != "" {
			word(c, at, d.Confidence, Firm, Likely, Possible)
		}
		c.period(at, d.Window)
		c.period(at, d.Planned)
		c.amount(at, d.WorkMin)
		c.amount(at, d.MostPerDayMin)
		if d.Planned.Bounded() && !d.Planned.Within(d.Window) {
			c.warn(CodePlannedOutside, at, finding.Text(d.Window.String()), finding.Text(d.Planned.String()), RemedyPlanDays)
		}
	}
	for _, a := range r.Assignments {
		if blank(a.Task) || blank(string(a.Actor)) {
			c.block(CodeNoID, a.ref(), nothing, nothing, RemedyUniqueID)
		}
	}
}

// amount wants minutes of at least 0.
func (c *checker) amount(at finding.Ref, n int64) {
	if n < 0 {
		c.block(CodeNegativeWork, at, minutes(0), minutes(n), RemedyPlanDays)
	}
}

// FormedFact returns the fact [lifecycle.FactTeamFormed]: whether nothing of
// what [Record.Check] found blocks.
func FormedFact(found []finding.Finding, at time.Time, source string) lifecycle.Fact {
	return lifecycle.Fact{Name: lifecycle.FactTeamFormed, Value: finding.Bool(!finding.Blocks(found)), At: at, Source: source}
}
