package facts

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// StatusReport says that somebody reported how a task stands, on a day.
type StatusReport struct {
	Task  schedule.TaskID   `json:"task"`
	Owner lifecycle.ActorID `json:"owner"` // who answers for it: the id of a work resource of the plan
	On    calendar.Date     `json:"on"`
}

// Cycle is one reporting cycle: its first and its last day, the data date. The
// zero Cycle is none.
type Cycle struct {
	From calendar.Date `json:"from"`
	To   calendar.Date `json:"to"`
}

func (c Cycle) has(d calendar.Date) bool { return !d.Before(c.From) && !d.After(c.To) }

// CheckCycle returns a finding for every owner of open work who reported nothing
// in the cycle, sorted: one that blocks where nothing was ever reported, a
// warning with the day of the last report where it is only stale. Related are
// the tasks, in plan order.
//
// Asked are the work resources assigned to tasks that have begun, and are not
// finished, by the last day of the cycle, as their actual dates have it. A report counts for its task and
// its owner only. Tasks to which nobody is assigned have nobody to ask:
// [PlanCheck] finds them. The plan is only read; the caller owns the findings.
func CheckCycle(p *schedule.Plan, reports []StatusReport, c Cycle) []finding.Finding {
	last := lastReports(reports, c.To)
	silent := map[string]*silence{}
	o := newOutline(p)
	for i := range p.Tasks {
		if !o.running(i, c) {
			continue
		}
		for _, owner := range o.owners(i) {
			if on := last[StatusReport{Task: p.Tasks[i].ID, Owner: lifecycle.ActorID(owner)}]; !c.has(on) {
				silent[owner] = silent[owner].with(p.Tasks[i].ID, on)
			}
		}
	}
	var found []finding.Finding
	for owner, s := range silent {
		found = append(found, s.finding(owner, c))
	}
	slices.SortFunc(found, func(a, b finding.Finding) int {
		return cmp.Or(finding.Compare(a, b), cmp.Compare(a.Subject.ID, b.Subject.ID))
	})
	return found
}

// lastReports returns the day of the last report of each task and owner up to a
// day.
func lastReports(reports []StatusReport, to calendar.Date) map[StatusReport]calendar.Date {
	last := map[StatusReport]calendar.Date{}
	for _, r := range reports {
		key := StatusReport{Task: r.Task, Owner: r.Owner}
		if !r.On.After(to) && r.On.After(last[key]) {
			last[key] = r.On
		}
	}
	return last
}

// running reports whether work on the task goes on in the cycle: it has begun by
// its last day and was not finished before its first.
func (o *outline) running(i int, c Cycle) bool {
	g := o.plan.Tasks[i].Progress
	begun := !g.ActualStart.IsZero() && !g.ActualStart.Date().After(c.To)
	return begun && o.leaf(i) && !o.point(i) && (g.ActualFinish.IsZero() || g.ActualFinish.Date().After(c.To))
}

// silence is what an owner has not reported on.
type silence struct {
	tasks []finding.Ref
	last  calendar.Date // the earliest of the last reports; zero where one was never made
	never bool
}

func (s *silence) with(task schedule.TaskID, on calendar.Date) *silence {
	if s == nil {
		s = &silence{last: on}
	}
	s.tasks = append(s.tasks, taskRef(task))
	s.never = s.never || on.IsZero()
	if on.Before(s.last) {
		s.last = on
	}
	return s
}

func (s *silence) finding(owner string, c Cycle) finding.Finding {
	f := finding.Finding{Code: CodeStatusMissing, Severity: finding.Block, Subject: finding.Ref{Kind: "resource", ID: owner},
		Want: finding.Date(c.To.String()), Remedy: RemedyReportStatus, Related: s.tasks}
	if !s.never {
		f.Code, f.Severity, f.Got = CodeStatusStale, finding.Warn, finding.Date(s.last.String())
	}
	return f
}

func taskRef(id schedule.TaskID) finding.Ref { return finding.Ref{Kind: "task", ID: string(id)} }
