package team

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Need is what a piece of work asks of the person who does it.
type Need struct {
	ID      string         `json:"id"`
	Role    lifecycle.Role `json:"role,omitempty"` // none: any role will do
	Skills  []SkillNeed    `json:"skills,omitempty"`
	WorkMin int64          `json:"work_min,omitempty"` // working minutes within the period
	Period                 // without bounds the time people have is not looked at
}

// SkillNeed is a skill that is asked for.
type SkillNeed struct {
	Skill  SkillID `json:"skill"`
	Level  int     `json:"level,omitempty"`  // at least; 0 is 1
	Must   bool    `json:"must,omitempty"`   // false: good to have
	Weight int     `json:"weight,omitempty"` // against the other skills; 0 is 1
}

func (n SkillNeed) level() int  { return max(1, n.Level) }
func (n SkillNeed) weight() int { return max(1, n.Weight) }

// Time is what is known of people's time: calendars, and what they are booked
// for already. The zero Time knows nothing, and people's time does not count.
type Time struct {
	Calendars Calendars
	Booked    []Booking
}

// SkillFit compares what is asked of a skill with what somebody has.
type SkillFit struct {
	Need     SkillNeed     `json:"need"`
	Level    int           `json:"level"`              // 0: none in force
	Missing  int           `json:"missing"`            // levels wanting, 0 when it fits
	Evidence []string      `json:"evidence,omitempty"` // of the assessment that counts
	Expires  calendar.Date `json:"expires,omitzero"`   // of that assessment, or when none is in force, when the last ran out
}

// Candidate is a person held against a need.
type Candidate struct {
	Actor   lifecycle.ActorID `json:"actor"`
	Fits    bool              `json:"fits"`   // role, skills that must be, and time as far as known
	Score   finding.Value     `json:"score"`  // weighted share of the levels asked for, 0 to 1; 1 when none is
	Free    finding.Value     `json:"free"`   // working minutes not booked in the period, or Unknown
	Skills  []SkillFit        `json:"skills"` // in the order of the need
	Reasons []finding.Finding `json:"reasons,omitempty"`

	lacking, points int   // levels missing of skills that must be; weighted levels
	free            int64 // 0 where unknown
}

// Gaps returns the skills of which levels are missing, in the order of the
// need.
func (c Candidate) Gaps() []SkillFit {
	var gaps []SkillFit
	for _, s := range c.Skills {
		if s.Missing > 0 {
			gaps = append(gaps, s)
		}
	}
	return gaps
}

// Match holds everybody who is in the team on a day against a need and returns
// them all, the best first, with the reasons against each. The order is total:
// those who fit before those who do not, then fewer levels missing of skills
// that must be, then the higher score, then more free time, then the id. The
// order of the members does not count.
func Match(need Need, members []Member, at calendar.Date, time Time) []Candidate {
	var list []Candidate
	for _, m := range present(members, at) {
		list = append(list, need.hold(m, at, time))
	}
	slices.SortFunc(list, compareCandidates)
	return list
}

func compareCandidates(a, b Candidate) int {
	if a.Fits != b.Fits {
		if a.Fits {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(a.lacking, b.lacking), cmp.Compare(b.points, a.points),
		cmp.Compare(b.free, a.free), cmp.Compare(a.Actor, b.Actor))
}

// hold weighs one person.
func (n Need) hold(m Member, at calendar.Date, time Time) Candidate {
	var c checker
	k := Candidate{Actor: m.Actor, Fits: true}
	if n.Role != "" && !m.Holds(n.Role) {
		k.Fits = false
		c.block(CodeMatchRole, memberRef(m.Actor, ""), finding.Text(string(n.Role)), nothing, RemedyGiveRole, n.ref())
	}
	whole := 0
	for _, s := range n.Skills {
		fit := s.hold(m, at)
		k.Skills = append(k.Skills, fit)
		k.points += s.weight() * min(fit.Level, s.level())
		whole += s.weight() * s.level()
		if s.Must {
			k.lacking += fit.Missing
		}
		c.fit(n, m, fit)
	}
	k.Score = finding.Number(1, "")
	if whole > 0 {
		k.Score = finding.Ratio(int64(k.points), int64(whole), "")
	}
	k.Fits = k.Fits && k.lacking == 0
	n.holdTime(&k, &c, m, time)
	k.Reasons = c.sorted()
	return k
}

func (n Need) ref() finding.Ref { return finding.Ref{Kind: "need", ID: n.ID} }

func (s SkillNeed) hold(m Member, at calendar.Date) SkillFit {
	has, ok := m.Skilled(s.Skill, at)
	if !ok {
		last, _ := m.expired(s.Skill, at)
		return SkillFit{Need: s, Missing: s.level(), Expires: last.To}
	}
	return SkillFit{Need: s, Level: has.Level, Missing: max(0, s.level()-has.Level), Evidence: has.Evidence, Expires: has.To}
}

// fit says what there is against a person as to one skill.
func (c *checker) fit(n Need, m Member, s SkillFit) {
	at := memberRef(m.Actor, string(s.Need.Skill))
	severity := finding.Warn
	if s.Need.Must {
		severity = finding.Block
	}
	want, got := count(s.Need.level()), count(s.Level)
	switch {
	case s.Level == 0 && !s.Expires.IsZero():
		c.add(severity, CodeMatchExpired, at, want, date(s.Expires), RemedyRenewSkill, n.ref())
	case s.Missing > 0:
		c.add(severity, CodeMatchGap, at, want, got, RemedyTrain, n.ref())
	case !s.Expires.IsZero() && (n.To.IsZero() || s.Expires.Before(n.To)):
		c.warn(CodeMatchExpires, at, date(n.To), date(s.Expires), RemedyRenewSkill, n.ref())
	}
	if s.Level > 0 && len(s.Evidence) == 0 {
		c.add(finding.Info, CodeSkillNoEvidence, at, nothing, got, RemedyGiveEvidence, n.ref())
	}
}

// holdTime compares the minutes of the need with those that are free.
func (n Need) holdTime(k *Candidate, c *checker, m Member, time Time) {
	free, reason := time.Free(m, n.Period)
	if reason != "" {
		k.Free = finding.Unknown(reason)
		return
	}
	k.Free, k.free = minutes(free), free
	if free < n.WorkMin {
		k.Fits = false
		c.block(CodeMatchTime, memberRef(m.Actor, ""), minutes(n.WorkMin), minutes(free), RemedyFreeTime, n.ref())
	}
}

// Free returns the minutes of the member in a period that are not booked, less
// than 0 where more is booked than there is. Of a booking that reaches beyond
// the period its share by working time counts, rounded up. Where this cannot be
// known it returns 0 and why: "no_period", "no_availability", "no_calendar".
func (t Time) Free(m Member, p Period) (free int64, unknown string) {
	switch {
	case !p.Bounded():
		return 0, "no_period"
	case len(m.Availability) == 0:
		return 0, "no_availability"
	}
	free, err := m.Minutes(p, t.Calendars)
	if err != nil {
		return 0, "no_calendar"
	}
	for _, b := range t.Booked {
		if b.Actor != m.Actor || !b.Meets(p) {
			continue
		}
		part, err := b.within(m, p, t.Calendars)
		if err != nil {
			return 0, "no_calendar"
		}
		free -= part
	}
	return free, ""
}

// within returns the minutes of a booking that fall into a period.
func (b Booking) within(m Member, p Period, calendars Calendars) (int64, error) {
	if b.Period.Within(p) || !b.Bounded() {
		return b.WorkMin, nil
	}
	whole, err := m.Minutes(b.Period, calendars)
	if err != nil || whole == 0 {
		return b.WorkMin, err
	}
	part, err := m.Minutes(b.Common(p), calendars)
	return shareUp(b.WorkMin, part, whole), err
}
