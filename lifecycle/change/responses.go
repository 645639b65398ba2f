package change

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// hit returns the assignments that somebody else might take over: those of
// whoever is away or gone, those of an overloaded resource on the task of the
// lowest priority, and work that nobody has been found for.
func (a adviser) hit() []schedule.Assignment {
	d := a.disruption
	lowest := map[schedule.TaskID]schedule.ResourceID{}
	for _, o := range Overloads(a.plan, a.now.result) {
		movable := slices.DeleteFunc(a.now.open(), func(t schedule.Task) bool { return !slices.Contains(o.Tasks, t.ID) })
		slices.SortStableFunc(movable, a.now.yields)
		if len(movable) > 0 && len(o.Tasks) > 1 {
			lowest[movable[0].ID] = o.Resource
		}
	}
	return slices.DeleteFunc(slices.Clone(a.plan.Assignments), func(s schedule.Assignment) bool {
		t, _ := a.plan.Task(s.Task)
		times, _ := a.before.result.Times(s.Task)
		away := d.Kind == PersonAway && s.Resource == d.Resource && times.Finish > d.From.At(0) && times.Start < d.To.AddDays(1).At(0)
		over := s.Resource != "" && lowest[s.Task] == s.Resource
		done := !t.Progress.ActualFinish.IsZero() || !a.now.active(s.Task) || s.Work <= 0
		return done || !away && !over && s.Resource != ""
	})
}

// reassign proposes each candidate for all that they could take over, and all
// candidates together, each task to the first who fits.
func (a adviser) reassign() []Proposal {
	hit := a.hit()
	var list []Proposal
	var seen []schedule.ResourceID
	for _, c := range a.means.Candidates {
		if slices.Contains(seen, c.Resource.ID) {
			continue
		}
		seen = append(seen, c.Resource.ID)
		mine := slices.DeleteFunc(slices.Clone(a.means.Candidates), func(o Candidate) bool { return o.Resource.ID != c.Resource.ID })
		list = append(list, Proposal{ID: string(ByReassigning) + ":" + string(c.Resource.ID), Kind: ByReassigning, Edits: a.hand(hit, mine)})
	}
	if len(seen) > 1 {
		list = append(list, Proposal{ID: string(ByReassigning) + ":team", Kind: ByReassigning, Edits: a.share(hit)})
	}
	return list
}

// hand gives each assignment to the first candidate who fits it.
func (a adviser) hand(hit []schedule.Assignment, candidates []Candidate) []schedule.Edit {
	var joined, edits []schedule.Edit
	for _, s := range hit {
		i := slices.IndexFunc(candidates, func(c Candidate) bool { return c.fits(s.Task) && c.Resource.ID != s.Resource })
		if i < 0 {
			continue
		}
		c := candidates[i]
		if join := c.join(a.plan); !slices.ContainsFunc(joined, func(e schedule.Edit) bool { return e.NewResource.ID == c.Resource.ID }) {
			joined = append(joined, join...)
		}
		edits = append(edits, schedule.Edit{Kind: schedule.EditResource, Assignment: s.ID, Resource: c.Resource.ID})
	}
	if len(edits) == 0 {
		return nil
	}
	return append(joined, edits...)
}

// share gives the assignments to the candidates in turn.
func (a adviser) share(hit []schedule.Assignment) []schedule.Edit {
	var joined, edits []schedule.Edit
	turn := slices.Clone(a.means.Candidates)
	for _, s := range hit {
		i := slices.IndexFunc(turn, func(c Candidate) bool { return c.fits(s.Task) && c.Resource.ID != s.Resource })
		if i < 0 {
			continue
		}
		given := a.hand([]schedule.Assignment{s}, turn[i:i+1])
		turn = append(slices.Delete(turn, i, i+1), turn[i])
		for _, e := range given {
			if e.Kind == schedule.EditAddResource && !slices.ContainsFunc(joined, func(j schedule.Edit) bool { return j.NewResource.ID == e.NewResource.ID }) {
				joined = append(joined, e)
			} else if e.Kind != schedule.EditAddResource {
				edits = append(edits, e)
			}
		}
	}
	return append(joined, edits...)
}

// overtime proposes longer days for those who work on critical tasks.
func (a adviser) overtime() []Proposal {
	limits := a.means.Overtime
	if limits.Daily <= 0 || limits.Days <= 0 {
		return nil
	}
	var who []schedule.ResourceID
	for _, t := range a.now.critical() {
		for _, s := range staff(a.plan, t.ID) {
			if !slices.Contains(who, s.Resource) {
				who = append(who, s.Resource)
			}
		}
	}
	o := Proposal{ID: string(ByOvertime), Kind: ByOvertime}
	for _, id := range who {
		o.Edits = append(o.Edits, a.longDays(id)...)
	}
	var err error
	if o.CostDelta, err = a.premium(o.Edits, who); err != nil || len(o.Edits) == 0 {
		return nil
	}
	return []Proposal{o}
}

// longDays returns edits that give a resource overtime at the end of its next
// working days.
func (a adviser) longDays(id schedule.ResourceID) []schedule.Edit {
	i := slices.IndexFunc(a.plan.Resources, func(r schedule.Resource) bool { return r.ID == id })
	cal, err := calendarOf(a.plan, a.plan.Resources[i].Calendar)
	if err != nil {
		return nil
	}
	from := max(a.in.At, a.plan.DataDate, a.plan.Start).Date()
	var long []calendar.Exception
	for day := from; len(long) < min(a.means.Overtime.Days, maxLongDays); day = day.AddDays(1) {
		next, err := cal.Next(day.At(0))
		if err != nil {
			break
		}
		day = next.Date()
		ranges := cal.Ranges(day)
		end := ranges[len(ranges)-1].Finish
		more := min(a.means.Overtime.Daily, 24*calendar.Hour-end)
		if more > 0 {
			ranges = calendar.Merge(append(ranges, calendar.Range{Start: end, Finish: end + more}))
		}
		long = append(long, calendar.Exception{Name: string(ByOvertime), From: day, Ranges: ranges})
	}
	return onCalendar(a.plan, id, schedule.CalendarID("overtime:"+a.disruption.ID+":"+string(id)), long)
}

// maxLongDays bounds the days with overtime of one resource.
const maxLongDays = 366

// premium returns what the overtime that is really worked costs on top.
func (a adviser) premium(edits []schedule.Edit, who []schedule.ResourceID) (money.Amount, error) {
	v, ok := a.now.with(edits)
	var sum money.Amount
	if !ok {
		return sum, nil
	}
	for _, id := range who {
		i := slices.IndexFunc(v.plan.Resources, func(r schedule.Resource) bool { return r.ID == id })
		long, err := calendarOf(v.plan, v.plan.Resources[i].Calendar)
		if err != nil {
			return sum, err
		}
		usual, err := calendarOf(a.plan, a.plan.Resources[i].Calendar)
		if err != nil {
			return sum, err
		}
		var extra calendar.Work
		for _, s := range v.plan.Assignments {
			if times, _ := v.result.Times(s.Task); s.Resource == id && s.Work > 0 && times.Finish != 0 {
				more := long.Between(times.Start, times.Finish) - usual.Between(times.Start, times.Finish)
				extra += share(more, calendar.Work(units(s)), calendar.Work(schedule.FullUnit))
			}
		}
		cost, err := v.plan.Resources[i].Rate.MulRat(ratio(int64(extra)*int64(a.means.Overtime.Premium), 100*int64(calendar.Hour)), money.HalfEven)
		if err != nil {
			return sum, err
		}
		if sum, err = sum.Add(cost); err != nil {
			return sum, err
		}
	}
	return sum, nil
}

// addPeople proposes a second person for each critical task that one person
// does: the work and what is lost by learning are shared evenly.
func (a adviser) addPeople() []Proposal {
	var list []Proposal
	for _, t := range longest(a.now.critical()) {
		team := staff(a.plan, t.ID)
		if len(team) != 1 || t.Duration.Elapsed || t.Type == schedule.FixedDuration {
			continue
		}
		shorter := (t.Duration.Length + a.means.RampUp.Work + 1) / 2
		shorter += (calendar.Minute - shorter%calendar.Minute) % calendar.Minute
		for _, c := range a.means.Candidates {
			if !c.fits(t.ID) || c.Resource.ID == team[0].Resource || shorter >= t.Duration.Length {
				continue
			}
			list = append(list, Proposal{ID: string(ByAddingPeople) + ":" + string(t.ID) + ":" + string(c.Resource.ID), Kind: ByAddingPeople,
				Edits: a.join(t, team[0], c, shorter), CostDelta: a.means.RampUp.Cost})
			break // the best candidate is enough
		}
	}
	return list
}

// join returns edits that let a candidate share a task.
func (a adviser) join(t schedule.Task, s schedule.Assignment, c Candidate, shorter calendar.Work) []schedule.Edit {
	length := t.Duration
	length.Length = shorter
	work := share(shorter, calendar.Work(units(s)), calendar.Work(schedule.FullUnit))
	second := schedule.Assignment{ID: schedule.AssignmentID(a.disruption.ID + ":" + string(t.ID)), Task: t.ID, Resource: c.Resource.ID, Units: s.Units, Work: work}
	return append(c.join(a.plan), schedule.Edit{Kind: schedule.EditDuration, Task: t.ID, Duration: length},
		schedule.Edit{Kind: schedule.EditWork, Assignment: s.ID, Work: work}, schedule.Edit{Kind: schedule.EditAddAssignment, NewAssignment: second})
}

// cutScope proposes to leave out each optional task, and all of them. What
// stood before such a task then stands before what came after it.
func (a adviser) cutScope() []Proposal {
	var list []Proposal
	var all []schedule.TaskID
	optional := slices.DeleteFunc(a.now.open(), func(t schedule.Task) bool { return !slices.Contains(a.means.Optional, t.ID) })
	for _, t := range optional {
		all = append(all, t.ID)
	}
	for _, t := range longest(optional) {
		list = append(list, Proposal{ID: string(ByCutting) + ":" + string(t.ID), Kind: ByCutting, Edits: cut(a.plan, t.ID)})
	}
	if len(all) > 1 {
		list = append(list, Proposal{ID: string(ByCutting) + ":all", Kind: ByCutting, Edits: cut(a.plan, all...)})
	}
	return list
}

// longest returns the longest of some tasks, at most maxSingle, in their order
// among equals.
func longest(tasks []schedule.Task) []schedule.Task {
	tasks = slices.Clone(tasks)
	slices.SortStableFunc(tasks, func(a, b schedule.Task) int { return cmp.Compare(b.Duration.Length, a.Duration.Length) })
	return tasks[:min(len(tasks), maxSingle)]
}

// maxSingle is how many tasks options of one kind are about, each alone.
const maxSingle = 20

// cut leaves tasks out, one after the other.
func cut(p *schedule.Plan, ids ...schedule.TaskID) []schedule.Edit {
	var edits []schedule.Edit
	links := slices.Clone(p.Links)
	for _, id := range ids {
		edits = append(edits, schedule.Edit{Kind: schedule.EditActive, Task: id})
		plain := slices.DeleteFunc(slices.Clone(links), func(l schedule.Link) bool { return l.Type != schedule.FinishToStart || l.External })
		for _, in := range plain {
			for _, out := range plain {
				if in.To != id {
					break
				}
				bridge := schedule.Link{From: in.From, To: out.To}
				if out.From == id && !slices.ContainsFunc(links, func(l schedule.Link) bool { return l.From == bridge.From && l.To == bridge.To && l.Type == bridge.Type }) {
					links, edits = append(links, bridge), append(edits, schedule.Edit{Kind: schedule.EditAddLink, Link: bridge})
				}
			}
		}
	}
	return edits
}

// moveDates proposes to agree on the dates that the plan now leads to, where a
// deadline is missed.
func (a adviser) moveDates() []Proposal {
	o := Proposal{ID: string(ByMovingDates), Kind: ByMovingDates}
	for i := range a.plan.Tasks {
		if t := &a.plan.Tasks[i]; missed(a.now, t) {
			o.Edits = append(o.Edits, schedule.Edit{Kind: schedule.EditDeadline, Task: t.ID, Deadline: a.now.finish(t.ID)})
		}
	}
	return []Proposal{o}
}

// missed reports whether a task finishes after its deadline.
func missed(v view, t *schedule.Task) bool { return t.Deadline != 0 && v.finish(t.ID) > t.Deadline }

// unstaffed adds up the work that nobody has been found for.
func (v view) unstaffed() calendar.Work {
	var sum calendar.Work
	for _, a := range v.plan.Assignments {
		if a.Resource == "" && v.active(a.Task) {
			sum += a.Work
		}
	}
	return sum
}
