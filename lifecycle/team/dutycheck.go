package team

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// DutyRules are the rules of a responsibility matrix that depend on the
// project. The zero DutyRules sets no limits and separates nothing; that each
// subject has exactly one person accountable and at least one responsible
// always holds.
type DutyRules struct {
	MostAccountable int      `json:"most_accountable,omitempty"` // subjects one person may be accountable for; 0: any number
	MostResponsible int      `json:"most_responsible,omitempty"` // subjects one person may be responsible for; 0: any number
	JudgedKinds     []string `json:"judged_kinds,omitempty"`     // kinds of subjects whose accountable person must not be responsible as well, such as "gate"
	Apart           []Apart  `json:"apart,omitempty"`
}

// Apart is a separation of duties: places that must be filled with different
// persons, each of the role named, such as proposer and two approvers.
type Apart struct {
	ID     string           `json:"id"`
	Places []lifecycle.Role `json:"places"` // a role may stand more than once
}

// CheckDuties reports, sorted, what is wrong with the duties for those who are
// present on a day: subjects that must have duties and have none, subjects
// without exactly one person accountable or without anybody responsible, duties
// of people who are not there and of roles nobody holds, duties stated twice,
// people above the limits, and separations that those present cannot meet.
func CheckDuties(duties []Duty, subjects []finding.Ref, members []Member, on calendar.Date, rules DutyRules) []finding.Finding {
	people := present(members, on)
	c := dutyCheck{rules: rules, people: people, matrix: Responsibilities(duties, people, on)}
	c.entries(duties)
	for _, s := range subjects {
		if _, ok := c.matrix.Row(s); !ok {
			c.block(CodeDutyNone, s, nothing, nothing, RemedyAssignDuty)
		}
	}
	for _, r := range c.matrix.Rows {
		c.row(r)
	}
	c.load()
	for _, a := range rules.Apart {
		c.apart(a)
	}
	return c.sorted()
}

type dutyCheck struct {
	checker
	rules  DutyRules
	people []Member // in order of id
	matrix Matrix
}

// entries checks each duty by itself.
func (c *dutyCheck) entries(duties []Duty) {
	seen := map[Duty]bool{}
	for _, d := range duties {
		word(&c.checker, d.Subject, d.Letter, Letters()...)
		switch {
		case blank(d.Subject.ID) || blank(string(d.Actor)) == (d.Role == ""):
			c.block(CodeDutyIncomplete, d.Subject, nothing, finding.Text(string(d.Letter)), RemedyAssignDuty)
		case d.Role != "" && len(d.actors(c.people)) == 0:
			c.block(CodeDutyVacant, d.Subject, finding.Text(string(d.Role)), finding.Text(string(d.Letter)), RemedyFillRole)
		case d.Role == "" && !c.present(d.Actor):
			c.block(CodeDutyAbsent, d.Subject, nothing, finding.Text(string(d.Letter)), RemedyAssignDuty, memberRef(d.Actor, ""))
		}
		if seen[d] {
			c.warn(CodeDutyTwice, d.Subject, nothing, finding.Text(string(d.Letter)), RemedyAssignDuty)
		}
		seen[d] = true
	}
}

func (c *dutyCheck) present(actor lifecycle.ActorID) bool {
	_, ok := slices.BinarySearchFunc(c.people, actor, func(m Member, a lifecycle.ActorID) int { return cmp.Compare(m.Actor, a) })
	return ok
}

// row checks the people of one subject. Those who are not in the team have no
// say in it.
func (c *dutyCheck) row(r MatrixRow) {
	subject := r.Subject
	gone := func(a lifecycle.ActorID) bool { return !c.present(a) }
	answer := slices.DeleteFunc(r.Who(Accountable), gone)
	does := slices.DeleteFunc(r.Who(Responsible), gone)
	switch len(answer) {
	case 0:
		c.block(CodeNoAccountable, subject, count(1), count(0), RemedyAssignDuty)
	case 1:
		if slices.Contains(c.rules.JudgedKinds, subject.Kind) && slices.Contains(does, answer[0]) {
			c.block(CodeSelfJudged, subject, nothing, nothing, RemedySeparateDuty, memberRef(answer[0], ""))
		}
	default:
		c.block(CodeManyAccountable, subject, count(1), count(len(answer)), RemedyAssignDuty, memberRefs(answer)...)
	}
	if len(does) == 0 {
		c.block(CodeNoResponsible, subject, count(1), count(0), RemedyAssignDuty)
	}
}

// load counts the subjects of each person against the limits.
func (c *dutyCheck) load() {
	for _, limit := range []struct {
		letter Letter
		most   int
		code   finding.Code
	}{{Accountable, c.rules.MostAccountable, CodeTooAccountable}, {Responsible, c.rules.MostResponsible, CodeTooResponsible}} {
		on := map[lifecycle.ActorID][]finding.Ref{}
		for _, r := range c.matrix.Rows {
			for _, actor := range r.Who(limit.letter) {
				on[actor] = append(on[actor], r.Subject)
			}
		}
		for _, actor := range c.matrix.Actors {
			if n := len(on[actor]); limit.most > 0 && n > limit.most {
				c.warn(limit.code, memberRef(actor, ""), count(limit.most), count(n), RemedySpreadDuty, on[actor]...)
			}
		}
	}
}

// apart checks that those present can fill every place with somebody else.
func (c *dutyCheck) apart(a Apart) {
	filled := mostPlaces(len(a.Places), len(c.people), func(place, person int) bool { return c.people[person].Holds(a.Places[place]) })
	if filled < len(a.Places) {
		c.block(CodeApart, finding.Ref{Kind: "separation", ID: a.ID}, count(len(a.Places)), count(filled), RemedyFillRole)
	}
}

// mostPlaces returns how many places can be filled with a person each, nobody
// in two, by augmenting paths.
func mostPlaces(places, persons int, able func(place, person int) bool) int {
	holds := make([]int, persons) // 1 + the place a person has
	var give func(place int, tried []bool) bool
	give = func(place int, tried []bool) bool {
		for p := range persons {
			if tried[p] || !able(place, p) {
				continue
			}
			tried[p] = true
			if holds[p] == 0 || give(holds[p]-1, tried) {
				holds[p] = place + 1
				return true
			}
		}
		return false
	}
	filled := 0
	for place := range places {
		if give(place, make([]bool, persons)) {
			filled++
		}
	}
	return filled
}
