package health

import (
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Moment is a project as it stood at a moment.
type Moment struct {
	At    time.Time
	Input Input
}

// History is what the moments of a project showed, one after the other.
type History struct {
	Days   []calendar.Date `json:"days"`   // of the moments, in order of time
	Causes [][]Cause       `json:"causes"` // what [Diagnose] gave for each, evidence dated by when it was first seen
	Spells []Spell         `json:"spells"` // by cause, then by time
	// Harm is the first harm that came, and when; the zero Harm is none.
	Harm  Harm   `json:"harm,omitzero"`
	Leads []Lead `json:"leads"` // one for each cause, in the order of [Causes]
}

// Spell is a run of moments in which a cause was shown.
type Spell struct {
	Name    Name          `json:"name"`
	First   calendar.Date `json:"first"`            // the first moment in which it was shown
	Last    calendar.Date `json:"last"`             // the last one of the run
	Cleared calendar.Date `json:"cleared,omitzero"` // the moment after, in which it was shown no more; zero: still shown at the end
	Moments int           `json:"moments"`          // how many there are in the run
	// Evidence and Clear are those of the first moment: what could be seen, and
	// what would have helped, then.
	Evidence []Evidence `json:"evidence"`
	Clear    []Step     `json:"clear"`
}

// Harm is a milestone that passed unreached, or a goal behind what its
// checkpoint expected.
type Harm struct {
	On      calendar.Date `json:"on"` // the day it was due
	Subject finding.Ref   `json:"subject"`
}

// IsZero reports whether there is no harm.
func (h Harm) IsZero() bool { return h == Harm{} }

// Lead says how long before the first harm a cause was first shown.
type Lead struct {
	Name  Name          `json:"name"`
	First calendar.Date `json:"first,omitzero"` // zero: never shown
	// Days are calendar days from First to the harm: negative where it was
	// first shown after. Unknown with "no-harm" or "never-shown".
	Days finding.Value `json:"days"`
}

// Timeline diagnoses a project at each moment, in order of time, and returns
// when each cause was first visible, for how long, and how long before the
// first harm. Of two moments of one instant the later in the list counts last.
// Evidence that carries no date gets the day of the moment it was first seen
// at, and Cause.First follows from that. The result shares nothing with the
// input and is the caller's.
func Timeline(moments []Moment) History {
	moments = slices.Clone(moments)
	slices.SortStableFunc(moments, func(a, b Moment) int { return a.At.Compare(b.At) })
	h := History{}
	seen := map[sighting]calendar.Date{}
	for _, m := range moments {
		day := dayOf(m.At)
		causes := Diagnose(m.Input, m.At)
		for i := range causes {
			causes[i].date(seen, day)
			if !causes[i].First.IsZero() {
				causes[i].First = firstBy(causes[i].Evidence, day, m.Input.Limits.filled().Evidence)
			}
		}
		h.Days, h.Causes = append(h.Days, day), append(h.Causes, causes)
		if harm := firstHarm(m.Input, day); h.Harm.IsZero() || !harm.IsZero() && harm.before(h.Harm) {
			h.Harm = harm
		}
	}
	for _, name := range Causes() {
		spells := h.spells(name)
		h.Spells, h.Leads = append(h.Spells, spells...), append(h.Leads, h.lead(name, spells))
	}
	return h
}

// sighting is what an undated piece of evidence is known by.
type sighting struct {
	sign    finding.Code
	subject finding.Ref
}

// date gives undated evidence the day it was first seen.
func (c *Cause) date(seen map[sighting]calendar.Date, day calendar.Date) {
	mark := func(list []Evidence) {
		for i := range list {
			key := sighting{list[i].Sign, list[i].Subject}
			if !list[i].On.IsZero() {
				continue
			}
			if _, known := seen[key]; !known {
				seen[key] = day
			}
			list[i].On = seen[key]
		}
		slices.SortStableFunc(list, compareEvidence)
	}
	mark(c.Evidence)
	for i := range c.Signs {
		mark(c.Signs[i].Evidence)
	}
}

func (h History) spells(name Name) []Spell {
	var list []Spell
	open := false
	for i, causes := range h.Causes {
		c, _ := Of(causes, name)
		switch shown := c.Verdict == Shown; {
		case shown && open:
			last := &list[len(list)-1]
			last.Last, last.Moments = h.Days[i], last.Moments+1
		case shown:
			list = append(list, Spell{Name: name, First: h.Days[i], Last: h.Days[i], Moments: 1, Evidence: cloneEvidence(c.Evidence), Clear: cloneSteps(c.Clear)})
		case open:
			list[len(list)-1].Cleared = h.Days[i]
		}
		open = c.Verdict == Shown
	}
	return list
}

func cloneSteps(list []Step) []Step {
	list = slices.Clone(list)
	for i := range list {
		list[i].Subjects = slices.Clone(list[i].Subjects)
		list[i].Finding.Related = slices.Clone(list[i].Finding.Related)
	}
	return list
}

func (h History) lead(name Name, spells []Spell) Lead {
	x := Lead{Name: name, Days: finding.Unknown("never-shown")}
	if len(spells) == 0 {
		return x
	}
	x.First, x.Days = spells[0].First, finding.Unknown("no-harm")
	if !h.Harm.IsZero() {
		x.Days = finding.Number(int64(h.Harm.On.DaysSince(x.First)), "day")
	}
	return x
}

// before orders harms by day, then by subject.
func (h Harm) before(other Harm) bool {
	if h.On != other.On {
		return h.On.Before(other.On)
	}
	return finding.Compare(finding.Finding{Subject: h.Subject}, finding.Finding{Subject: other.Subject}) < 0
}

// firstHarm returns the earliest harm that can be seen by a day.
func firstHarm(in Input, day calendar.Date) Harm {
	var first Harm
	for _, h := range slices.Concat(milestonesMissed(in, day), goalsBehind(in, day)) {
		if first.IsZero() || h.before(first) {
			first = h
		}
	}
	return first
}

// milestonesMissed lists the milestones of the baseline whose day has passed
// without them, or before them.
func milestonesMissed(in Input, day calendar.Date) []Harm {
	if in.Plan == nil || in.Baseline == nil {
		return nil
	}
	actual := map[string]calendar.DateTime{}
	point := map[string]bool{}
	for i := range in.Plan.Tasks {
		t := &in.Plan.Tasks[i]
		actual[string(t.ID)] = t.Progress.ActualFinish
		point[string(t.ID)] = t.Milestone
	}
	var list []Harm
	for _, b := range in.Baseline.Tasks {
		due := b.Finish.Date()
		at := actual[string(b.ID)]
		late := at.IsZero() && due.Before(day) || !at.IsZero() && at.Date().After(due)
		if point[string(b.ID)] && !b.Finish.IsZero() && due.Before(day) && late {
			list = append(list, Harm{due, finding.Ref{Kind: "milestone", ID: string(b.ID)}})
		}
	}
	return list
}

// goalsBehind lists the checkpoints and due dates that have passed with a goal
// measured on or after that day behind what was expected.
func goalsBehind(in Input, day calendar.Date) []Harm {
	if in.Charter == nil {
		return nil
	}
	var list []Harm
	for _, g := range in.Charter.Goals {
		points := append(slices.Clone(g.Checkpoints), charter.Checkpoint{On: g.Due, Expect: g.Metric.Target})
		for _, p := range points {
			if !p.On.IsZero() && !p.On.After(day) && behind(in.Actuals, g, p, day) {
				list = append(list, Harm{p.On, goalRef(g.ID)})
			}
		}
	}
	return list
}

// behind reports whether the first figure measured on or after the day of the
// checkpoint falls short of what it expected.
func behind(actuals []charter.Actual, g charter.Goal, p charter.Checkpoint, day calendar.Date) bool {
	var first *charter.Actual
	for i := range actuals {
		a := &actuals[i]
		if a.Goal == g.ID && !a.On.Before(p.On) && !a.On.After(day) && (first == nil || a.On.Before(first.On)) {
			first = a
		}
	}
	if first == nil {
		return false
	}
	got, ok := first.Value.Rat()
	want, known := p.Expect.Rat()
	if !ok || !known {
		return false
	}
	if g.Metric.Direction == charter.Down {
		return got.Cmp(want) > 0
	}
	return got.Cmp(want) < 0
}
