package closing

import (
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Area is what a final figure is about.
type Area string

// The areas, in the order in which [Figures] returns them.
const (
	Time    Area = "time"
	Cost    Area = "cost"
	Scope   Area = "scope"
	Quality Area = "quality"
	Risk    Area = "risk"
	Change  Area = "change"
)

// Figure is one final figure. A value that could not be determined is unknown
// with its reason; one that makes no sense for the figure is none.
type Figure struct {
	Label   finding.Code  `json:"label"` // code of its name in package report/phrase
	Area    Area          `json:"area"`
	Planned finding.Value `json:"planned"`
	Actual  finding.Value `json:"actual"`
	// Off is the actual figure less the planned one; of dates it is minutes of
	// working time of the project's calendar, positive when later.
	Off     finding.Value `json:"off"`
	Sources []finding.Ref `json:"sources,omitempty"` // what it was taken from
}

// Labels of the figures of [Figures].
const (
	FigureStart         finding.Code = "closing.figure.start"
	FigureFinish        finding.Code = "closing.figure.finish"
	FigureFinishLast    finding.Code = "closing.figure.finish_against_last_baseline"
	FigureOnTime        finding.Code = "closing.figure.tasks_on_time_share"
	FigureMilestones    finding.Code = "closing.figure.milestones_on_time_share"
	FigureCost          finding.Code = "closing.figure.cost"
	FigureCPI           finding.Code = "closing.figure.cost_performance_index"
	FigureTasks         finding.Code = "closing.figure.tasks"
	FigureAdded         finding.Code = "closing.figure.tasks_added"
	FigureRemoved       finding.Code = "closing.figure.tasks_removed"
	FigureDone          finding.Code = "closing.figure.tasks_done_share"
	FigureQuality       finding.Code = "closing.figure.quality"
	FigureRisks         finding.Code = "closing.figure.risks"
	FigureRisksOccurred finding.Code = "closing.figure.risks_occurred"
	FigureRisksOpen     finding.Code = "closing.figure.risks_open"
	FigureRequests      finding.Code = "closing.figure.change_requests"
	FigureExternal      finding.Code = "closing.figure.change_requests_external"
	FigureImplemented   finding.Code = "closing.figure.changes_implemented"
	FigureRejected      finding.Code = "closing.figure.changes_rejected"
	FigureChangesFinish finding.Code = "closing.figure.finish_moved_by_changes"
	FigureChangesCost   finding.Code = "closing.figure.cost_moved_by_changes"

	FigureFinishOther   finding.Code = "closing.figure.finish_against_other_baseline"
	FigureCostBaseline  finding.Code = "closing.figure.cost_against_baseline"
	FigureFinishCharter finding.Code = "closing.figure.finish_against_charter"
	FigureCostCharter   finding.Code = "closing.figure.cost_against_charter"
	FigureSimilarSlip   finding.Code = "closing.figure.slip_beside_similar_share"
	FigureSimilarCost   finding.Code = "closing.figure.overrun_beside_similar_share"
)

// Reasons for which a final figure is unknown, besides those of package kpi.
const (
	ReasonNoBaseline  = "no-baseline"
	ReasonNotStarted  = "not-started"
	ReasonNotFinished = "not-finished" // an active task has no actual finish
	ReasonNoData      = "no-data"
	ReasonTwoUnits    = "unit-mismatch"
)

// Final is what the final figures are taken from. Everything is only read.
type Final struct {
	Plan   *schedule.Plan // at the end, with its baselines: the first is what was agreed
	Result *schedule.Result
	// Status is the last measurement; left zero, its figures are unknown. The
	// budget is then that of the first baseline.
	Status   evm.Status
	Requests []change.Request
	Risks    risk.Register
	// Late and Overrun are what the slip and the overrun were divided into; each
	// of their causes is a figure. Nil: none.
	Late    *schedule.Attribution
	Overrun *Overrun
	// Charter is what the project was founded on; nil leaves the comparison
	// out.
	Charter *charter.Charter
	// Similar are closed projects to compare with, see [SimilarProjects].
	Similar []PastProject
	// More holds figures of the host, such as those of quality, with labels of
	// its own. They follow the others of their area.
	More []Figure
}

// Figures returns the final figures by area. None is left out: what cannot be
// determined is unknown with its reason, and quality without figures of the
// host is one unknown figure. The error says that the calendars of the plan
// cannot be used. The caller owns the slice.
func Figures(f Final) ([]Figure, error) {
	project, err := schedule.ProjectCalendar(f.Plan)
	if err != nil {
		return nil, fmt.Errorf("closing: figures: %w", err)
	}
	t := newTally(f, project)
	list := slices.Concat(t.time(), t.late(), t.more(Time), t.cost(), t.dear(), t.more(Cost), t.scope(), t.more(Scope), t.quality(), t.risks(), t.more(Risk), t.changes(), t.more(Change))
	return list, nil
}

// tally is a closed project with what several figures need.
type tally struct {
	Final
	project     *calendar.Calendar
	first, last schedule.Baseline
	agreed      map[schedule.TaskID]schedule.BaselineTask // of the first baseline
	leaves      []*schedule.Task                          // active, no summaries
}

func newTally(f Final, project *calendar.Calendar) *tally {
	t := &tally{Final: f, project: project, agreed: map[schedule.TaskID]schedule.BaselineTask{}}
	if n := len(f.Plan.Baselines); n > 0 {
		t.first, t.last = f.Plan.Baselines[0], f.Plan.Baselines[n-1]
	}
	for _, b := range t.first.Tasks {
		t.agreed[b.ID] = b
	}
	parents := map[schedule.TaskID]bool{}
	for i := range f.Plan.Tasks {
		parents[f.Plan.Tasks[i].Parent] = true
	}
	for i := range f.Plan.Tasks {
		task := &f.Plan.Tasks[i]
		if times, _ := f.Result.Times(task.ID); times.Finish != 0 && !parents[task.ID] {
			t.leaves = append(t.leaves, task)
		}
	}
	return t
}

func (t *tally) more(a Area) []Figure {
	var list []Figure
	for _, f := range t.More {
		if f.Area == a {
			f.Sources = slices.Clone(f.Sources)
			list = append(list, f)
		}
	}
	return list
}

func baselineRef(b schedule.Baseline) finding.Ref {
	return finding.Ref{Kind: "baseline", ID: b.Name}
}

func (t *tally) time() []Figure {
	list := []Figure{
		t.moments(FigureStart, t.first, firstOf(t.first), t.started()),
		t.moments(FigureFinish, t.first, lastOf(t.first), t.finished()),
	}
	if t.last.Name != t.first.Name {
		list = append(list, t.moments(FigureFinishLast, t.last, lastOf(t.last), t.finished()))
	}
	list = append(list, t.otherBaselines()...)
	return append(list,
		t.onTime(FigureOnTime, func(*schedule.Task) bool { return true }),
		t.onTime(FigureMilestones, func(task *schedule.Task) bool { return task.Milestone }))
}

// moments compares a date of a baseline with the real one, which may be
// unknown.
func (t *tally) moments(label finding.Code, b schedule.Baseline, planned calendar.DateTime, actual moment) Figure {
	f := Figure{Label: label, Area: Time, Planned: finding.Unknown(ReasonNoBaseline), Actual: actual.value(), Off: finding.Unknown(ReasonNoBaseline)}
	if planned != 0 {
		f.Planned, f.Sources = finding.Date(planned.String()), []finding.Ref{baselineRef(b)}
		f.Off = actual.value()
		if actual.unknown == "" {
			f.Off = finding.Ratio(int64(t.project.Between(planned, actual.at)), int64(calendar.Minute), "min")
		}
	}
	return f
}

// moment is a date, or the reason why it is unknown.
type moment struct {
	at      calendar.DateTime
	unknown string
}

func (m moment) value() finding.Value {
	if m.unknown != "" {
		return finding.Unknown(m.unknown)
	}
	return finding.Date(m.at.String())
}

// started returns when the first task began.
func (t *tally) started() moment {
	m := moment{unknown: ReasonNotStarted}
	for _, task := range t.leaves {
		if at := task.Progress.ActualStart; at != 0 && (m.unknown != "" || at < m.at) {
			m = moment{at: at}
		}
	}
	return m
}

// finished returns when the last task was done, unless one is not.
func (t *tally) finished() moment {
	m := moment{unknown: ReasonNotFinished}
	for _, task := range t.leaves {
		at := task.Progress.ActualFinish
		if at == 0 {
			return moment{unknown: ReasonNotFinished}
		}
		m = moment{at: max(m.at, at)}
	}
	return m
}

func firstOf(b schedule.Baseline) calendar.DateTime {
	var first calendar.DateTime
	for i := range b.Tasks {
		if at := b.Tasks[i].Start; at != 0 && (first == 0 || at < first) {
			first = at
		}
	}
	return first
}

// onTime returns the share of the tasks agreed in the first baseline that were
// done by the date agreed.
func (t *tally) onTime(label finding.Code, counts func(*schedule.Task) bool) Figure {
	var done, all int64
	for _, task := range t.leaves {
		b, agreed := t.agreed[task.ID]
		if !agreed || b.Finish == 0 || !counts(task) {
			continue
		}
		all++
		if at := task.Progress.ActualFinish; at != 0 && at <= b.Finish {
			done++
		}
	}
	f := Figure{Label: label, Area: Time, Planned: finding.Number(1, ""), Actual: finding.Unknown(ReasonNoData), Off: finding.Unknown(ReasonNoData)}
	if all > 0 {
		f.Actual, f.Off = finding.Ratio(done, all, ""), finding.Ratio(done-all, all, "")
		f.Sources = []finding.Ref{baselineRef(t.first)}
	}
	return f
}

func (t *tally) cost() []Figure {
	planned, source := t.Status.BAC, finding.Ref{Kind: "status", ID: t.Status.At.String()}
	if planned.IsZero() {
		planned, source = t.budget(), baselineRef(t.first)
	}
	actual := t.Status.AC
	f := Figure{Label: FigureCost, Area: Cost, Planned: stated(planned), Actual: stated(actual), Off: stated(actual.Sub(planned)), Sources: []finding.Ref{source}}
	return []Figure{f, {Label: FigureCPI, Area: Cost, Planned: finding.Number(1, ""), Actual: stated(t.Status.CPI()),
		Off: stated(t.Status.CPI().Sub(kpi.Int(1, ""))), Sources: []finding.Ref{{Kind: "status", ID: t.Status.At.String()}}}}
}

// stated returns a value in which nothing stated is unknown.
func stated(v kpi.Value) finding.Value {
	if v.IsUnknown() {
		return finding.Unknown(string(v.Reason()))
	}
	return v.Finding()
}

// budget adds up the costs of the first baseline.
func (t *tally) budget() kpi.Value { return budgetOf(t.first) }

func (t *tally) scope() []Figure {
	var agreed, added, removed, done int64
	for i := range t.first.Tasks {
		if t.first.Tasks[i].Finish != 0 {
			agreed++
		}
	}
	var now int64
	for _, times := range t.Result.All() {
		if times.Finish != 0 {
			now++
		}
	}
	for _, v := range t.first.Compare(t.Result) {
		times, _ := t.Result.Times(v.Task)
		was := t.agreed[v.Task].Finish
		if times.Finish != 0 && was == 0 {
			added++
		}
		if times.Finish == 0 && was != 0 {
			removed++
		}
	}
	for _, task := range t.leaves {
		if task.Progress.ActualFinish != 0 {
			done++
		}
	}
	list := []Figure{
		t.counted(FigureTasks, finding.Number(agreed, "task"), now, now-agreed),
		t.counted(FigureAdded, nothing, added, 0), t.counted(FigureRemoved, nothing, removed, 0),
	}
	share, all := finding.Unknown(ReasonNoData), int64(len(t.leaves))
	off := share
	if all > 0 {
		share, off = finding.Ratio(done, all, ""), finding.Ratio(done-all, all, "")
	}
	return append(list, Figure{Label: FigureDone, Area: Scope, Planned: finding.Number(1, ""), Actual: share, Off: off})
}

// counted is a number of tasks; without a baseline only what is now is known.
func (t *tally) counted(label finding.Code, planned finding.Value, actual, off int64) Figure {
	f := Figure{Label: label, Area: Scope, Planned: planned, Actual: finding.Number(actual, "task"), Sources: []finding.Ref{baselineRef(t.first)}}
	if !planned.IsZero() {
		f.Off = finding.Number(off, "task")
	}
	if len(t.first.Tasks) > 0 {
		return f
	}
	f.Sources = nil
	if planned.IsZero() {
		f.Actual = finding.Unknown(ReasonNoBaseline)
		return f
	}
	f.Planned, f.Off = finding.Unknown(ReasonNoBaseline), finding.Unknown(ReasonNoBaseline)
	return f
}

func (t *tally) quality() []Figure {
	if list := t.more(Quality); len(list) > 0 {
		return list
	}
	return []Figure{{Label: FigureQuality, Area: Quality, Actual: finding.Unknown(ReasonNoData)}}
}

func (t *tally) risks() []Figure {
	var occurred, open int64
	for _, r := range t.Risks.Risks {
		if !r.Occurred.IsZero() {
			occurred++
		}
		if r.Status == risk.Proposed || r.Status == risk.Open {
			open++
		}
	}
	count := func(label finding.Code, n int64) Figure {
		return Figure{Label: label, Area: Risk, Actual: finding.Number(n, "risk"), Sources: []finding.Ref{{Kind: "register", ID: t.Risks.ID}}}
	}
	return []Figure{count(FigureRisks, int64(len(t.Risks.Risks))), count(FigureRisksOccurred, occurred), count(FigureRisksOpen, open)}
}

func (t *tally) changes() []Figure {
	var external, implemented, rejected int64
	var moved calendar.Work
	var cost money.Amount
	var sumError error
	var made []finding.Ref
	for _, r := range t.Requests {
		if r.Origin.External() {
			external++
		}
		switch r.Standing() {
		case change.Rejected:
			rejected++
		case change.Implemented, change.Verified:
			implemented++
			moved += r.Effect.FinishMoved
			made = append(made, finding.Ref{Kind: "change", ID: r.ID})
			if sumError == nil {
				cost, sumError = cost.Add(r.Effect.CostMoved)
			}
		}
	}
	count := func(label finding.Code, n int64) Figure {
		return Figure{Label: label, Area: Change, Actual: finding.Number(n, "request")}
	}
	total := finding.Money(cost.Text(), cost.Currency().Code())
	if sumError != nil {
		total = finding.Unknown(ReasonTwoUnits)
	}
	return []Figure{
		count(FigureRequests, int64(len(t.Requests))), count(FigureExternal, external), count(FigureImplemented, implemented), count(FigureRejected, rejected),
		{Label: FigureChangesFinish, Area: Change, Actual: finding.Ratio(int64(moved), int64(calendar.Minute), "min"), Sources: made},
		{Label: FigureChangesCost, Area: Change, Actual: total, Sources: slices.Clone(made)},
	}
}
