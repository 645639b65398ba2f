package risk

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Process says how well the duties of risk management were kept up to a date,
// as figures and not as a judgement.
type Process struct {
	At       calendar.Date `json:"at"`
	Measures []Measure     `json:"measures"` // in the order of the constants
}

// Measure is one share: Good of Sample. Its Value is Unknown with the reason
// "no-data" where nothing fell into the sample.
type Measure struct {
	Name   MeasureName   `json:"name"`
	Value  finding.Value `json:"value"` // 0 to 1, exact
	Good   int           `json:"good"`
	Sample int           `json:"sample"`
	// Unclear counts what would belong to the sample if it were dated.
	Unclear int `json:"unclear,omitempty"`
}

// MeasureName names a measure of the process.
type MeasureName string

// The measures. All but the last are better the higher they are.
const (
	PlanPresent      MeasureName = "plan_present"       // parts of the risk plan that exist: matrix, scale of likelihood, review cadence of the gravest class, an accepted risk
	ReviewsOnTime    MeasureName = "reviews_on_time"    // reviews made when the cadence asked for them, of those due
	TriggersAnswered MeasureName = "triggers_answered"  // triggers answered, of those that fired
	ResponsesOnTime  MeasureName = "responses_on_time"  // responses done by their date, of those due
	FoundBefore      MeasureName = "found_before"       // risks known on an earlier day than they occurred, of those that occurred
	NeverRisks       MeasureName = "issues_never_risks" // issues that no risk had announced on an earlier day, of all issues
)

// IssueRef points at an issue of the project, wherever it is kept.
type IssueRef struct {
	ID     string        `json:"id"`
	Risk   string        `json:"risk,omitempty"`  // id of the risk it comes from, if the issue says so
	Raised calendar.Date `json:"raised,omitzero"` // zero: not known
}

// Process computes the measures from the register and the issues of the
// project up to a date. Whatever is dated later does not count; undated issues
// do. The zero date asks for everything, with reviews and responses that are
// not done counted as not yet due.
func (r Register) Process(at calendar.Date, issues []IssueRef) Process {
	p := Process{At: at}
	for _, measure := range []func(*Measure){
		r.planPresent,
		func(m *Measure) { r.reviewsOnTime(m, at) },
		func(m *Measure) { r.triggersAnswered(m, at) },
		func(m *Measure) { r.responsesOnTime(m, at) },
		func(m *Measure) { r.foundBefore(m, at) },
		func(m *Measure) { r.neverRisks(m, at, issues) },
	} {
		var m Measure
		measure(&m)
		m.Value = finding.Unknown("no-data")
		if m.Sample > 0 {
			m.Value = finding.Ratio(int64(m.Good), int64(m.Sample), "")
		}
		p.Measures = append(p.Measures, m)
	}
	return p
}

// Measure returns the measure of that name. It reports false for another word.
func (p Process) Measure(name MeasureName) (Measure, bool) {
	i := slices.IndexFunc(p.Measures, func(m Measure) bool { return m.Name == name })
	if i < 0 {
		return Measure{}, false
	}
	return p.Measures[i], true
}

// count puts one thing into the sample.
func (m *Measure) count(good bool) {
	m.Sample++
	if good {
		m.Good++
	}
}

func (r Register) planPresent(m *Measure) {
	m.Name = PlanPresent
	classes := r.Matrix.Classes
	m.count(!finding.Blocks(r.Matrix.checkShape()) && !finding.Blocks(r.Matrix.checkCells()))
	m.count(len(r.Scales.Likelihood.Levels) > 0)
	m.count(len(classes) > 0 && r.cadence(classes[len(classes)-1]) > 0)
	m.count(slices.ContainsFunc(r.Risks, func(x Risk) bool { return x.Status != Proposed }))
}

// within reports whether a date has come by another; the zero date is the end
// of time.
func within(d, at calendar.Date) bool { return !d.IsZero() && (at.IsZero() || !d.After(at)) }

func (r Register) triggersAnswered(m *Measure, at calendar.Date) {
	m.Name = TriggersAnswered
	for _, risk := range r.Risks {
		for _, t := range risk.Triggers {
			if within(t.Fired, at) {
				m.count(within(t.Answered, at))
			}
		}
	}
}

// responsesOnTime counts the responses whose day has passed while their risk
// could still happen, and those that were done.
func (r Register) responsesOnTime(m *Measure, at calendar.Date) {
	m.Name = ResponsesOnTime
	for _, risk := range r.Risks {
		over := risk.over()
		for _, x := range risk.Responses {
			done := within(x.Done, at)
			passed := !at.IsZero() && x.Due.Before(at) && (over.IsZero() || x.Due.Before(over))
			switch {
			case x.Due.IsZero():
				m.Unclear++
			case done || passed:
				m.count(done && !x.Done.After(x.Due))
			}
		}
	}
}

// over returns when the risk could no longer happen; zero: it still can.
func (r Risk) over() calendar.Date {
	switch {
	case !r.Occurred.IsZero():
		return r.Occurred
	case r.Status == Closed || r.Status == Expired:
		return r.Ended
	}
	return calendar.Date{}
}

func (r Register) foundBefore(m *Measure, at calendar.Date) {
	m.Name = FoundBefore
	for _, risk := range r.Risks {
		switch seen := risk.Seen(); {
		case !within(risk.Occurred, at):
			if risk.Status == Occurred && risk.Occurred.IsZero() {
				m.Unclear++
			}
		case seen.IsZero():
			m.Unclear++
		default:
			m.count(seen.Before(risk.Occurred))
		}
	}
}

func (r Register) neverRisks(m *Measure, at calendar.Date, issues []IssueRef) {
	m.Name = NeverRisks
	for _, issue := range issues {
		if issue.Raised.IsZero() || within(issue.Raised, at) {
			m.count(!r.announced(issue))
		}
	}
}

// announced reports whether a risk of the register is linked to the issue and
// was known on an earlier day. Where a date is missing the link suffices.
func (r Register) announced(issue IssueRef) bool {
	return slices.ContainsFunc(r.Risks, func(x Risk) bool {
		linked := x.ID != "" && x.ID == issue.Risk || issue.ID != "" && x.Issue == issue.ID
		seen := x.Seen()
		return linked && (seen.IsZero() || issue.Raised.IsZero() || seen.Before(issue.Raised))
	})
}
