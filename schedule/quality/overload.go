package quality

import (
	"cmp"
	"slices"
	"sort"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// use is one assignment while its task runs.
type use struct {
	task       schedule.TaskID
	start, end calendar.DateTime
	units      schedule.Share
}

// overloaded returns the tasks that use a Work resource while its assignments
// together ask for more units than it has. Finished tasks use nothing, started
// ones from the data date on.
func overloaded(p *schedule.Plan, r *schedule.Result) map[schedule.TaskID]bool {
	most := map[schedule.ResourceID]schedule.Share{}
	for i := range p.Resources {
		if x := &p.Resources[i]; x.Kind == schedule.WorkResource {
			most[x.ID] = orFull(x.Max)
		}
	}
	uses := usesOf(p, r, most)
	over := map[schedule.TaskID]bool{}
	for id, list := range uses {
		busy := excess(list, most[id])
		for _, u := range list {
			k := sort.Search(len(busy), func(k int) bool { return busy[k].end > u.start })
			if k < len(busy) && busy[k].start < u.end {
				over[u.task] = true
			}
		}
	}
	return over
}

func orFull(units schedule.Share) schedule.Share {
	if units <= 0 {
		return schedule.FullUnit
	}
	return units
}

// usesOf returns the assignments of each resource that still run.
func usesOf(p *schedule.Plan, r *schedule.Result, most map[schedule.ResourceID]schedule.Share) map[schedule.ResourceID][]use {
	finished := map[schedule.TaskID]bool{}
	for i := range p.Tasks {
		if t := &p.Tasks[i]; !t.Progress.ActualFinish.IsZero() {
			finished[t.ID] = true
		}
	}
	uses := map[schedule.ResourceID][]use{}
	for k := range p.Assignments {
		a := &p.Assignments[k]
		x, known := r.Times(a.Task)
		_, works := most[a.Resource]
		start := max(x.Start, min(p.DataDate, x.Finish))
		if known && works && !finished[a.Task] && start < x.Finish {
			uses[a.Resource] = append(uses[a.Resource], use{a.Task, start, x.Finish, orFull(a.Units)})
		}
	}
	return uses
}

// excess returns the stretches, apart and in order, in which the uses together
// ask for more than there is.
func excess(uses []use, most schedule.Share) []use {
	type change struct {
		at    calendar.DateTime
		units schedule.Share
	}
	var changes []change
	for _, u := range uses {
		changes = append(changes, change{u.start, u.units}, change{u.end, -u.units})
	}
	slices.SortFunc(changes, func(a, b change) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.units, b.units)) })
	var busy []use
	asked, over := schedule.Share(0), false
	for i, c := range changes {
		asked += c.units
		if i+1 < len(changes) && changes[i+1].at == c.at {
			continue
		}
		switch {
		case asked > most && !over:
			busy = append(busy, use{start: c.at})
		case asked <= most && over:
			busy[len(busy)-1].end = c.at
		}
		over = asked > most
	}
	return busy
}
