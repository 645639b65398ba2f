package schedule

import (
	"math/big"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// CheckProgress returns what is inconsistent in the recorded progress of a
// plan, sorted: what [Check] lets pass because dates can be computed all the
// same. Nothing of it blocks. The result must be that of the plan.
//
//   - What is done and what is left are not the duration, or not the work of an
//     assignment: 37 hours done and 36 left of 40. Where the rules let the rest
//     differ from the plan (any [ProgressPolicy] but AsRecorded), that is worth
//     knowing only. The percentage lies a whole percent or more beside them.
//   - A finished task is not at 100 %, a task at 100 % has no actual finish,
//     something is done of a task without an actual start.
//   - A task began, or finished, before a link let it.
//   - Work that is not done lies before the data date; something is recorded as
//     actual after it.
//   - Progress is stated of a summary, which has only that of its tasks.
//
// Inactive tasks are left out. The caller owns the findings.
func CheckProgress(p *Plan, r *Result) []finding.Finding {
	c := progressChecker{plan: p, result: r, pass: r.scratch()}
	for i := range p.Tasks {
		if v, known := r.net.index[p.Tasks[i].ID]; known && r.net.tasks[v].kind != inactive {
			c.task(&p.Tasks[i], v)
		}
	}
	c.assignments()
	finding.Sort(c.found)
	return c.found
}

// progressChecker collects findings about progress.
type progressChecker struct {
	plan   *Plan
	result *Result
	pass   *pass
	found  []finding.Finding
}

func (c *progressChecker) warn(f finding.Finding) {
	f.Severity = finding.Warn
	c.found = append(c.found, f)
}

func (c *progressChecker) task(t *Task, v int32) {
	if c.result.net.tasks[v].isSummary() {
		if t.Progress != (Progress{}) {
			c.found = append(c.found, finding.Finding{Code: CodeProgressOnSummary, Severity: finding.Info,
				Subject: taskRef(t.ID, "progress"), Got: finding.Number(int64(t.Progress.Percent), "%"), Remedy: RemedyRecordOnTasks})
		}
		return
	}
	c.parts(t)
	c.ends(t)
	c.sequence(t, v)
	if !c.plan.DataDate.IsZero() {
		c.future(t)
		c.past(t, v)
	}
}

// differs is how grave it is when the parts of something are not the whole.
func (c *progressChecker) differs() finding.Severity {
	if c.plan.Rules.Progress == AsRecorded {
		return finding.Warn
	}
	return finding.Info
}

func inMinutes(w calendar.Work) finding.Value { return finding.Ratio(int64(w), 60, "min") }

// parts compares what is done and left with the duration and the percentage.
func (c *progressChecker) parts(t *Task) {
	g := &t.Progress
	all := g.Done + g.Remaining
	if all <= 0 {
		return
	}
	if all != t.Duration.Length {
		c.found = append(c.found, finding.Finding{Code: CodePartsDiffer, Severity: c.differs(), Subject: taskRef(t.ID, "progress"),
			Want: inMinutes(t.Duration.Length), Got: inMinutes(all), Remedy: RemedyRecordParts})
	}
	exact := big.NewRat(100*int64(g.Done), int64(all))
	off := new(big.Rat).Sub(exact, big.NewRat(int64(g.Percent), 1))
	if c.plan.Rules.Progress == AsRecorded && off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 {
		c.warn(finding.Finding{Code: CodePercentDiffers, Subject: taskRef(t.ID, "percent"), Want: finding.Rat(exact, "%"),
			Got: finding.Number(int64(g.Percent), "%"), Remedy: RemedyRecordParts})
	}
}

// ends compares the percentage with the actual dates.
func (c *progressChecker) ends(t *Task) {
	g := &t.Progress
	percent := finding.Number(int64(g.Percent), "%")
	switch {
	case !g.ActualFinish.IsZero():
		if g.Percent < 100 || g.Remaining > 0 {
			c.warn(finding.Finding{Code: CodeFinishedPartly, Subject: taskRef(t.ID, "percent"),
				Want: finding.Number(100, "%"), Got: percent, Remedy: RemedyMendProgress})
		}
	case g.Percent >= 100 || g.Done > 0 && g.Remaining == 0 && g.Done >= t.Duration.Length:
		c.warn(finding.Finding{Code: CodeCompleteOpen, Subject: taskRef(t.ID, "actual_finish"), Got: percent, Remedy: RemedyRecordFinish})
	}
	switch {
	case !g.ActualStart.IsZero():
	case g.Percent > 0 || g.PercentWork > 0:
		c.warn(finding.Finding{Code: CodePercentUnstarted, Subject: taskRef(t.ID, "actual_start"),
			Got: finding.Number(int64(max(g.Percent, g.PercentWork)), "%"), Remedy: RemedyRecordStart})
	case g.Done > 0:
		c.warn(finding.Finding{Code: CodeDoneUnstarted, Subject: taskRef(t.ID, "actual_start"), Got: inMinutes(g.Done), Remedy: RemedyRecordStart})
	}
}

// future reports actual dates after the data date.
func (c *progressChecker) future(t *Task) {
	g := &t.Progress
	for _, f := range []struct {
		name string
		date calendar.DateTime
	}{{"actual_start", g.ActualStart}, {"actual_finish", g.ActualFinish}, {"stop", g.Stop}} {
		if f.date > c.plan.DataDate {
			c.warn(finding.Finding{Code: CodeActualFuture, Subject: taskRef(t.ID, f.name), Want: finding.Date(c.plan.DataDate.String()),
				Got: finding.Date(f.date.String()), Remedy: RemedyMendActual})
		}
	}
}

// past reports work that is not done but lies before the data date.
func (c *progressChecker) past(t *Task, v int32) {
	compiled, x := &c.result.net.tasks[v], &c.result.times[v]
	at, field := x.Start, "start"
	switch {
	case compiled.state == finished || compiled.state == started && compiled.remaining == 0:
		return
	case compiled.state == started && c.plan.Rules.Progress == AsRecorded:
		at, field = compiled.resume, "resume"
	case compiled.state == started:
		at, field = c.pass.es[v], "resume"
	}
	late := at < c.plan.DataDate && c.pass.room(compiled, at, c.plan.DataDate) > 0
	if late {
		c.warn(finding.Finding{Code: CodeUnfinishedPast, Subject: taskRef(t.ID, field), Want: finding.Date(c.plan.DataDate.String()),
			Got: finding.Date(at.String()), Remedy: RemedyReschedule})
	}
}

// assignments compares what is done and left with the work of every assignment.
func (c *progressChecker) assignments() {
	kinds := make(map[ResourceID]ResourceKind, len(c.plan.Resources))
	for i := range c.plan.Resources {
		kinds[c.plan.Resources[i].ID] = c.plan.Resources[i].Kind
	}
	for i := range c.plan.Assignments {
		a := &c.plan.Assignments[i]
		sum := a.ActualWork + a.RemainingWork
		if kinds[a.Resource] == WorkResource && (a.ActualWork != 0 || a.RemainingWork != 0) && sum != a.Work {
			c.found = append(c.found, finding.Finding{Code: CodeWorkDiffers, Severity: c.differs(), Subject: assignmentRef(a.ID, "work"),
				Want: inMinutes(a.Work), Got: inMinutes(sum), Remedy: RemedyRecordParts, Related: []finding.Ref{taskRef(a.Task, "")}})
		}
	}
}
