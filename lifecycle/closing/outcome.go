package closing

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Later is the verdict on a goal whose figure is to be measured after closing,
// by a named person on a named date, and on the whole while only such goals
// keep it open. The other verdicts are those of package charter.
const Later charter.Verdict = "later"

// Measurement is the duty to measure a goal after closing.
type Measurement struct {
	Goal  string        `json:"goal"`  // id
	Owner string        `json:"owner"` // actor id
	On    calendar.Date `json:"on"`    // after the closing
	Why   string        `json:"why,omitempty"`
}

// Outcome is what became of the goals of a project, by the standard that was
// fixed beforehand.
type Outcome struct {
	On       calendar.Date   `json:"on"`       // the day of the closing
	Standard charter.Digest  `json:"standard"` // of the frozen standard
	Goals    []GoalOutcome   `json:"goals"`    // in the order of the standard
	Whole    charter.Verdict `json:"whole"`
	// Score, Low and High are as in [charter.Judged]: exact where no goal is
	// open, else bounds.
	Score charter.Number `json:"score,omitzero"`
	Low   charter.Number `json:"low,omitzero"`
	High  charter.Number `json:"high,omitzero"`
}

// GoalOutcome is what became of one goal.
type GoalOutcome struct {
	Goal string `json:"goal"` // id
	// Judged says that the standard has limits for the goal. One without
	// sums up others: it has a share, and its verdict is unknown.
	Judged   bool            `json:"judged"`
	Metric   string          `json:"metric,omitempty"`
	Unit     string          `json:"unit,omitempty"`
	Baseline charter.Number  `json:"baseline,omitzero"`
	Planned  charter.Number  `json:"planned,omitzero"`  // the target
	Actual   charter.Number  `json:"actual,omitzero"`   // as measured
	Attained charter.Number  `json:"attained,omitzero"` // from 0 at the baseline to 1 at the target, and beyond both
	Share    charter.Number  `json:"share,omitzero"`    // as [charter.RollUp] counts it
	Verdict  charter.Verdict `json:"verdict"`
	Due      calendar.Date   `json:"due,omitzero"`
	On       calendar.Date   `json:"on,omitzero"` // when it was measured
	Source   string          `json:"source,omitempty"`
	// Owner and MeasureOn say who measures it later, and when.
	Owner     string        `json:"owner,omitempty"`
	MeasureOn calendar.Date `json:"measure_on,omitzero"`
}

// Judge returns the outcome on a day by the frozen standard, whatever the goals
// say today, and, sorted, what keeps it from being sound: a standard that is
// not what was fixed; figures without source or date, from after the day, or
// of no goal; goals that have neither a figure nor a duty to measure; and
// duties without owner, without a later date, or of no goal.
//
// Of several actuals of one goal the last in the list counts. A goal with a
// figure is judged by it even where a duty to measure is stated.
func Judge(f charter.Frozen, actuals []charter.Actual, later []Measurement, on calendar.Date) (Outcome, []finding.Finding) {
	judged := f.Judge(actuals)
	o := Outcome{On: on, Standard: f.Digest, Whole: judged.Whole, Score: judged.Score, Low: judged.Low, High: judged.High}
	shares, _ := charter.RollUp(goalsOf(f), actuals)
	for i, v := range judged.Goals {
		o.Goals = append(o.Goals, goalOutcome(f, f.Terms[i], v, shares[i].Share, later))
	}
	if o.Whole == charter.Unknown && onlyLater(o.Goals) {
		o.Whole = Later
	}
	c := outcomeCheck{frozen: f, on: on}
	c.standard()
	c.actuals(actuals)
	c.later(later)
	c.goals(o.Goals)
	finding.Sort(c.found)
	return o, c.found
}

// goalsOf returns the terms as goals.
func goalsOf(f charter.Frozen) []charter.Goal {
	goals := make([]charter.Goal, len(f.Terms))
	for i, t := range f.Terms {
		goals[i] = charter.Goal{ID: t.Goal, Parent: t.Parent, Weight: t.Weight, Metric: t.Metric, Due: t.Due}
	}
	return goals
}

func goalOutcome(f charter.Frozen, t charter.Terms, v charter.GoalVerdict, share charter.Number, later []Measurement) GoalOutcome {
	g := GoalOutcome{Goal: t.Goal, Metric: t.Metric.Name, Unit: t.Metric.Unit, Baseline: t.Metric.Baseline, Planned: t.Metric.Target,
		Actual: v.Actual, Attained: v.Attained, Share: share, Verdict: v.Verdict, Due: t.Due, On: v.On, Source: v.Source}
	g.Judged = slices.ContainsFunc(f.Standard.Limits, func(l charter.Limit) bool { return l.Goal == t.Goal })
	for _, m := range later {
		if m.Goal == t.Goal && g.Judged && g.Actual.IsZero() {
			g.Verdict, g.Owner, g.MeasureOn = Later, m.Owner, m.On
		}
	}
	return g
}

// onlyLater reports whether no judged goal is unknown.
func onlyLater(goals []GoalOutcome) bool {
	return !slices.ContainsFunc(goals, func(g GoalOutcome) bool { return g.Judged && g.Verdict == charter.Unknown })
}

// outcomeCheck gathers what keeps an outcome from being sound.
type outcomeCheck struct {
	frozen charter.Frozen
	on     calendar.Date
	found  []finding.Finding
}

func (c *outcomeCheck) add(code finding.Code, kind, id, field string, want, got finding.Value, remedy finding.Code) {
	c.found = append(c.found, finding.Finding{Code: code, Subject: finding.Ref{Kind: kind, ID: id, Field: field}, Want: want, Got: got, Remedy: remedy})
}

var nothing finding.Value // never written to

func (c *outcomeCheck) standard() {
	if !c.frozen.Intact() {
		c.add(CodeStandardBroken, "standard", "", "", nothing, finding.Text(string(c.frozen.Digest)), RemedyRestoreStandard)
	}
}

// known reports whether the standard holds terms of the goal.
func (c *outcomeCheck) known(goal string) bool {
	return slices.ContainsFunc(c.frozen.Terms, func(t charter.Terms) bool { return t.Goal == goal })
}

func (c *outcomeCheck) actuals(list []charter.Actual) {
	for _, a := range list {
		switch {
		case !c.known(a.Goal):
			c.add(CodeNoSuchGoal, "actual", a.Goal, "goal", nothing, finding.Text(a.Goal), RemedyNameGoal)
		case a.Value.IsZero():
		case a.Source == "":
			c.add(CodeNoSource, "goal", a.Goal, "source", nothing, nothing, RemedyStateSource)
		}
		switch {
		case a.Value.IsZero():
		case a.On.IsZero():
			c.add(CodeNoMeasuringDate, "goal", a.Goal, "on", nothing, nothing, RemedyStateSource)
		case a.On.After(c.on):
			c.add(CodeMeasuredAfter, "goal", a.Goal, "on", finding.Date(c.on.String()), finding.Date(a.On.String()), RemedyStateSource)
		}
	}
}

func (c *outcomeCheck) later(list []Measurement) {
	seen := map[string]bool{}
	for _, m := range list {
		switch {
		case !c.known(m.Goal):
			c.add(CodeNoSuchGoal, "measurement", m.Goal, "goal", nothing, finding.Text(m.Goal), RemedyNameGoal)
		case seen[m.Goal]:
			c.add(CodeMeasureTwice, "measurement", m.Goal, "", nothing, nothing, RemedyPlanMeasuring)
		}
		seen[m.Goal] = true
		if m.Owner == "" {
			c.add(CodeMeasureNoOwner, "measurement", m.Goal, "owner", nothing, nothing, RemedyPlanMeasuring)
		}
		if !m.On.After(c.on) {
			c.add(CodeMeasureNotLater, "measurement", m.Goal, "on", finding.Date(c.on.String()), dateValue(m.On), RemedyPlanMeasuring)
		}
	}
}

// dateValue returns a date, and no value for none.
func dateValue(d calendar.Date) finding.Value {
	if d.IsZero() {
		return nothing
	}
	return finding.Date(d.String())
}

func (c *outcomeCheck) goals(goals []GoalOutcome) {
	for _, g := range goals {
		if g.Judged && g.Verdict == charter.Unknown {
			c.add(CodeNotMeasured, "goal", g.Goal, "actual", nothing, finding.Unknown("no-data"), RemedyMeasure)
		}
	}
}
