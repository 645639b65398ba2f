package quality

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Assessment is what the checks found in a schedule. It shares nothing with
// the input; the receiver owns it.
type Assessment struct {
	Name       string            `json:"name,omitempty"`
	Status     calendar.DateTime `json:"status,omitzero"`
	Tasks      int64             `json:"tasks"`      // discrete tasks
	Incomplete int64             `json:"incomplete"` // of them, without an actual finish
	Checks     []Check           `json:"checks"`     // in the order of Points
	Practices  []Practice        `json:"practices"`  // in the order of the GAO
}

// Assess measures every point of a schedule and judges it by the limits. It
// never fails: what cannot be measured is unknown with its reason. The order of
// the rows does not matter. It takes time in proportion to the rows, and is
// safe for concurrent use.
func Assess(in Input, l Limits) Assessment {
	s := newSurvey(in, l)
	a := Assessment{Name: in.Name, Status: in.Status, Tasks: s.tasks, Incomplete: s.incomplete}
	for _, r := range rules() {
		a.Checks = append(a.Checks, r.measure(s).judge(r, s.limits.of(r)))
	}
	a.Practices = s.practices()
	return a
}

// Check returns the check of a point. It reports false for a point that does
// not exist.
func (a Assessment) Check(p Point) (Check, bool) {
	i := slices.IndexFunc(a.Checks, func(c Check) bool { return c.Point == p })
	if i < 0 {
		return Check{}, false
	}
	return a.Checks[i], true
}

// Findings returns all that was found, sorted: a summary for each check
// that failed, or has a limit and could not be made, the offenders of every check, and what the
// practices add. The caller owns the slice.
func (a Assessment) Findings() []finding.Finding {
	var found []finding.Finding
	for _, c := range a.Checks {
		found = append(found, a.findings(c)...)
	}
	for _, p := range a.Practices {
		found = append(found, p.Found...)
	}
	finding.Sort(found)
	return found
}

// Under returns all that was found under one practice, sorted: of its checks
// and of its own. The caller owns the slice.
func (a Assessment) Under(p Practice) []finding.Finding {
	found := slices.Clone(p.Found)
	for _, point := range p.Points {
		if c, ok := a.Check(point); ok {
			found = append(found, a.findings(c)...)
		}
	}
	finding.Sort(found)
	return found
}

// findings returns the summary of a check, if there is one, and its offenders.
func (a Assessment) findings(c Check) []finding.Finding {
	found := slices.Clone(c.Found)
	if f, some := c.Summary(a.Name); some {
		found = append(found, f)
	}
	return found
}

// survey is one assessment at work.
type survey struct {
	Input
	limits            Limits
	day               calendar.Work
	row               map[string]int  // first row of an id
	preds, succs      map[string]bool // has a link in, out
	tasks, incomplete int64
}

func newSurvey(in Input, l Limits) *survey {
	s := &survey{Input: in, limits: l.withDefaults(), day: in.Day}
	if s.day <= 0 {
		s.day = usualDay
	}
	s.row = make(map[string]int, len(in.Activities))
	for i := range in.Activities {
		a := &in.Activities[i]
		if _, taken := s.row[a.ID]; !taken {
			s.row[a.ID] = i
		}
		if a.Kind == Task {
			s.tasks++
		}
		if a.remaining() {
			s.incomplete++
		}
	}
	s.preds, s.succs = map[string]bool{}, map[string]bool{}
	for _, k := range in.Ties {
		s.succs[k.From], s.preds[k.To] = true, true
	}
	return s
}

// activity returns the row of an id, nil for an activity of another project.
func (s *survey) activity(id string) *Activity {
	i, ok := s.row[id]
	if !ok {
		return nil
	}
	return &s.Activities[i]
}

// count measures the activities that belong to the population: each with an
// offence counts once.
func (s *survey) count(belongs func(*Activity) bool, offences func(*Activity) []finding.Finding) Check {
	var c Check
	for i := range s.Activities {
		a := &s.Activities[i]
		if !belongs(a) {
			continue
		}
		c.Population++
		if found := offences(a); len(found) > 0 {
			c.Count++
			c.Found = append(c.Found, found...)
		}
	}
	return c.ratio()
}

// after reports whether a is later than b, by days or by time.
func (s *survey) after(a, b calendar.DateTime) bool {
	if s.limits.ByTime {
		return a > b
	}
	return a.Date().After(b.Date())
}

// inDays shows working time in days.
func (s *survey) inDays(w calendar.Work) finding.Value {
	return finding.Ratio(int64(w), int64(s.day), "day")
}

func taskRef(id, field string) finding.Ref { return finding.Ref{Kind: "task", ID: id, Field: field} }

func tieRef(k Tie, field string) finding.Ref {
	return finding.Ref{Kind: "link", ID: k.From + ">" + k.To, Field: field}
}

// one returns a finding as a list, and no list unless it holds.
func one(holds bool, f finding.Finding) []finding.Finding {
	if !holds {
		return nil
	}
	return []finding.Finding{f}
}
