package schedule

import (
	"errors"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Limits on what one plan may hold. They keep every index within 32 bits and
// every sum of times within 64.
const (
	MaxTasks  = 10_000_000
	MaxLinks  = 50_000_000
	maxLength = calendar.Work(4_000*366*24) * calendar.Hour // longest duration or lag
)

// Check returns everything that keeps the plan from being computed, and what
// is doubtful about it, sorted. A plan without findings of severity
// finding.Block compiles. Cycles are among the findings, one for each group of
// tasks that wait for each other, with all members in Related.
func Check(p *Plan) []finding.Finding {
	_, found := compile(p)
	finding.Sort(found)
	return found
}

// checker collects findings while a plan is compiled.
type checker struct {
	plan  *Plan
	found []finding.Finding
}

func (c *checker) report(f finding.Finding) { c.found = append(c.found, f) }

func taskRef(id TaskID, field string) finding.Ref {
	return finding.Ref{Kind: "task", ID: string(id), Field: field}
}

// linkRef names a link by its ends, since links have no id of their own.
func linkRef(l Link, field string) finding.Ref {
	return finding.Ref{Kind: "link", ID: string(l.From) + ">" + string(l.To), Field: field}
}

// project checks the fields of the plan itself.
func (c *checker) project() {
	ref := func(field string) finding.Ref { return finding.Ref{Kind: "plan", ID: c.plan.Name, Field: field} }
	if len(c.plan.Links) > MaxLinks {
		c.report(finding.Finding{Code: CodeTooLarge, Subject: ref("links"), Want: finding.Number(MaxLinks, "link"),
			Got: finding.Number(int64(len(c.plan.Links)), "link"), Remedy: RemedySplitPlan})
	}
	if len(c.plan.Tasks) > MaxTasks {
		c.report(finding.Finding{Code: CodeTooLarge, Subject: ref("tasks"), Want: finding.Number(MaxTasks, "task"),
			Got: finding.Number(int64(len(c.plan.Tasks)), "task"), Remedy: RemedySplitPlan})
	}
	switch {
	case c.plan.Rules.From == FromStart && c.plan.Start.IsZero():
		c.report(finding.Finding{Code: CodeNoStart, Subject: ref("start"), Remedy: RemedySetStart})
	case c.plan.Rules.From == FromFinish && c.plan.Finish.IsZero():
		c.report(finding.Finding{Code: CodeNoFinish, Subject: ref("finish"), Remedy: RemedySetFinish})
	}
	c.kind(ref("rules.from"), uint8(c.plan.Rules.From), uint8(FromFinish))
	c.rules(ref)
	for _, f := range []struct {
		name string
		date calendar.DateTime
	}{{"start", c.plan.Start}, {"finish", c.plan.Finish}, {"must_finish", c.plan.MustFinish}, {"data_date", c.plan.DataDate}} {
		c.date(ref(f.name), f.date)
	}
}

// rules refuses choices that have no name.
func (c *checker) rules(ref func(string) finding.Ref) {
	r := &c.plan.Rules
	c.kind(ref("rules.progress"), uint8(r.Progress), uint8(ActualDates))
	c.kind(ref("rules.lag_calendar"), uint8(r.LagCalendar), uint8(ProjectLagCalendar))
	c.kind(ref("rules.total_float"), uint8(r.TotalFloat), uint8(MeasureFinishFloat))
	c.kind(ref("rules.critical"), uint8(r.Critical), uint8(ByLongestPath))
}

// kind refuses a value beyond the last of its named kinds.
func (c *checker) kind(ref finding.Ref, value, last uint8) {
	if value > last {
		c.report(finding.Finding{Code: CodeBadKind, Subject: ref, Want: finding.Number(int64(last), ""),
			Got: finding.Number(int64(value), ""), Remedy: RemedyUseNamedKind})
	}
}

// date refuses a moment outside the years that a calendar can name.
func (c *checker) date(ref finding.Ref, t calendar.DateTime) {
	if t != 0 && (t < firstMoment || t > lastMoment) {
		c.report(finding.Finding{Code: CodeDateRange, Subject: ref, Got: finding.Number(int64(t), "s"), Remedy: RemedyKeepDatesInside})
	}
}

var (
	firstMoment = calendar.DateOf(1, 1, 1).At(0)
	lastMoment  = calendar.DateOf(9999, 12, 31).At(24*calendar.Hour - 1)
)

func (c *checker) length(ref finding.Ref, w calendar.Work, signed bool, excessive, remedy finding.Code) {
	switch {
	case w < 0 && !signed:
		c.report(finding.Finding{Code: CodeNegativeDuration, Subject: ref, Want: finding.Number(0, "s"),
			Got: finding.Number(int64(w), "s"), Remedy: remedy})
	case w > maxLength || w < -maxLength:
		c.report(finding.Finding{Code: excessive, Subject: ref, Want: finding.Number(int64(maxLength), "s"),
			Got: finding.Number(int64(w), "s"), Remedy: remedy})
	}
}

// task checks the fields of one task by themselves.
func (c *checker) task(t *Task) {
	c.length(taskRef(t.ID, "duration"), t.Duration.Length, false, CodeExcessiveDuration, RemedyMendDuration)
	c.length(taskRef(t.ID, "leveling_delay"), t.LevelingDelay.Length, false, CodeExcessiveDuration, RemedyMendDuration)
	c.kind(taskRef(t.ID, "type"), uint8(t.Type), uint8(FixedWork))
	c.kind(taskRef(t.ID, "kind"), uint8(t.Kind), uint8(ResourceDependent))
	c.constraint(t.ID, "constraint", "constraint_date", t.Constraint)
	c.constraint(t.ID, "second", "second_date", t.Second)
	c.splits(t)
	c.manual(t)
	c.progress(t)
	for _, f := range []struct {
		name string
		date calendar.DateTime
	}{
		{"deadline", t.Deadline}, {"expected_finish", t.ExpectedFinish}, {"start", t.Start}, {"finish", t.Finish},
		{"actual_start", t.Progress.ActualStart}, {"actual_finish", t.Progress.ActualFinish},
		{"stop", t.Progress.Stop}, {"resume", t.Progress.Resume},
	} {
		c.date(taskRef(t.ID, f.name), f.date)
	}
}

// constraint wants a date where the kind needs one.
func (c *checker) constraint(id TaskID, field, date string, k Constraint) {
	c.kind(taskRef(id, field), uint8(k.Kind), uint8(MandatoryFinish))
	c.date(taskRef(id, date), k.Date)
	if k.Kind.Dated() && k.Date.IsZero() {
		c.report(finding.Finding{Code: CodeConstraintUndated, Subject: taskRef(id, date),
			Got: finding.Text(k.Kind.String()), Remedy: RemedyDateConstraint})
	}
}

// splits wants gaps in order, inside the duration, with a length.
func (c *checker) splits(t *Task) {
	before := calendar.Work(-1)
	for _, s := range t.Splits {
		if s.After <= before || s.After < 0 || s.After > t.Duration.Length || s.Gap <= 0 || s.Gap > maxLength {
			c.report(finding.Finding{Code: CodeBadSplit, Subject: taskRef(t.ID, "splits"), Got: finding.Number(int64(s.After), "s"), Remedy: RemedyMendSplit})
		}
		before = s.After
	}
}

func (c *checker) manual(t *Task) {
	switch {
	case !t.Manual:
	case t.Start.IsZero() && t.Finish.IsZero():
		c.report(finding.Finding{Code: CodeManualUndated, Subject: taskRef(t.ID, "start"), Remedy: RemedyDateManual})
	case !t.Start.IsZero() && !t.Finish.IsZero() && t.Finish < t.Start:
		c.report(finding.Finding{Code: CodeManualReversed, Subject: taskRef(t.ID, "finish"),
			Want: finding.Date(t.Start.String()), Got: finding.Date(t.Finish.String()), Remedy: RemedyDateManual})
	}
}

func (c *checker) progress(t *Task) {
	g := &t.Progress
	for _, f := range []struct {
		name string
		n    int
	}{{"percent", g.Percent}, {"percent_work", g.PercentWork}} {
		if f.n < 0 || f.n > 100 {
			c.report(finding.Finding{Code: CodePercentRange, Subject: taskRef(t.ID, f.name), Want: finding.Number(100, "%"),
				Got: finding.Number(int64(f.n), "%"), Remedy: RemedyMendProgress})
		}
	}
	if g.Done < 0 || g.Remaining < 0 || g.Done > maxLength || g.Remaining > maxLength {
		c.report(finding.Finding{Code: CodeNegativeProgress, Subject: taskRef(t.ID, "progress"), Remedy: RemedyMendProgress})
	}
	switch {
	case !g.ActualFinish.IsZero() && g.ActualStart.IsZero():
		c.report(finding.Finding{Code: CodeFinishUnstarted, Subject: taskRef(t.ID, "actual_start"), Remedy: RemedyMendProgress})
	case !g.ActualFinish.IsZero() && g.ActualFinish < g.ActualStart:
		c.report(finding.Finding{Code: CodeFinishBeforeStart, Subject: taskRef(t.ID, "actual_finish"),
			Want: finding.Date(g.ActualStart.String()), Got: finding.Date(g.ActualFinish.String()), Remedy: RemedyMendProgress})
	case g.Percent > 0 && g.ActualStart.IsZero():
		c.report(finding.Finding{Code: CodePercentUnstarted, Severity: finding.Warn, Subject: taskRef(t.ID, "actual_start"),
			Got: finding.Number(int64(g.Percent), "%"), Remedy: RemedyMendProgress})
	}
}

// PlanError says that a plan cannot be computed, with every reason. It unwraps
// to a [*CycleError] when cycles are among them.
type PlanError struct {
	Findings []finding.Finding // of severity finding.Block, sorted
	cycles   *CycleError
}

// Error lists the findings, at most ten.
func (e *PlanError) Error() string {
	return finding.AsError("schedule: plan", e.Findings).Error()
}

// Unwrap returns the cycles, if there are any, and [ErrOutOfRange] if a date is.
func (e *PlanError) Unwrap() (list []error) {
	if e.cycles != nil {
		list = append(list, e.cycles)
	}
	if slices.ContainsFunc(e.Findings, func(f finding.Finding) bool { return f.Code == CodeDateRange }) {
		list = append(list, ErrOutOfRange)
	}
	return list
}

// CycleError lists the groups of tasks that wait for each other, each in the
// order of its links where the group is one ring.
type CycleError struct{ Cycles [][]TaskID }

// Error shows the first cycle and counts the others.
func (e *CycleError) Error() string {
	const shown = 10
	text := fmt.Sprintf("schedule: %d cycles", len(e.Cycles))
	for _, cycle := range e.Cycles[:min(1, len(e.Cycles))] {
		text += fmt.Sprintf(", the first over %q", cycle[:min(shown, len(cycle))])
	}
	return text
}

// ErrOutOfRange is found in the error of a plan whose dates leave the years 1
// to 9999, or whose working time ends before its work does.
var ErrOutOfRange = errors.New("schedule: date out of range")
