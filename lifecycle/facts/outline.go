package facts

import (
	"github.com/milepost-go/milepost/schedule"
)

// outline is a plan seen as a tree, with what is joined to each task.
type outline struct {
	plan    *schedule.Plan
	at      map[schedule.TaskID]int // place of a task in the plan
	parent  []int                   // -1 at the top
	summary []bool
	linked  []bool                          // a link comes in or goes out, of the task itself
	crew    map[schedule.TaskID][]*resource // resources assigned, in the order of the assignments
}

// resource is a resource of the plan; nil stands for one that is not in it.
type resource = schedule.Resource

func newOutline(p *schedule.Plan) *outline {
	o := &outline{plan: p, at: make(map[schedule.TaskID]int, len(p.Tasks)), parent: make([]int, len(p.Tasks)),
		summary: make([]bool, len(p.Tasks)), linked: make([]bool, len(p.Tasks)), crew: map[schedule.TaskID][]*resource{}}
	for i := range p.Tasks {
		o.at[p.Tasks[i].ID], o.parent[i] = i, -1
		if up, ok := o.at[p.Tasks[i].Parent]; ok && p.Tasks[i].Parent != "" && up < i {
			o.parent[i], o.summary[up] = up, true
		}
	}
	for _, l := range p.Links {
		for _, end := range [...]schedule.TaskID{l.From, l.To} {
			if i, ok := o.at[end]; ok {
				o.linked[i] = true
			}
		}
	}
	o.assign()
	return o
}

func (o *outline) assign() {
	known := make(map[schedule.ResourceID]*resource, len(o.plan.Resources))
	for i := range o.plan.Resources {
		known[o.plan.Resources[i].ID] = &o.plan.Resources[i]
	}
	for i := range o.plan.Assignments {
		a := &o.plan.Assignments[i]
		if r := known[a.Resource]; r != nil {
			o.crew[a.Task] = append(o.crew[a.Task], r)
		}
	}
}

// leaf reports whether the task is work or a milestone: active and no summary.
func (o *outline) leaf(i int) bool { return !o.summary[i] && !o.off(i) }

// off reports whether the task or one above it is left out of the schedule.
func (o *outline) off(i int) bool {
	for ; i >= 0; i = o.parent[i] {
		if o.plan.Tasks[i].Inactive {
			return true
		}
	}
	return false
}

// open reports whether the task is a leaf that is not finished.
func (o *outline) open(i int) bool {
	return o.leaf(i) && o.plan.Tasks[i].Progress.ActualFinish.IsZero()
}

// point reports whether the task is a milestone rather than work.
func (o *outline) point(i int) bool {
	t := &o.plan.Tasks[i]
	return t.Milestone || t.Duration.Length == 0 && !t.Manual
}

// work reports whether the task is open work that somebody has to plan: no
// milestone, no effort that only accompanies other work, and of this project.
func (o *outline) work(i int) bool {
	t := &o.plan.Tasks[i]
	return o.open(i) && !o.point(i) && t.Kind != schedule.LevelOfEffort && !t.External
}

// joined reports whether a link comes into or goes out of the task or a summary
// above it.
func (o *outline) joined(i int) bool {
	for ; i >= 0; i = o.parent[i] {
		if o.linked[i] {
			return true
		}
	}
	return false
}

// owners returns the ids of the work resources assigned to the task, each once.
func (o *outline) owners(i int) []string {
	var list []string
	for _, r := range o.crew[o.plan.Tasks[i].ID] {
		if r.Kind == schedule.WorkResource {
			list = addNew(list, string(r.ID))
		}
	}
	return list
}

func addNew(list []string, item string) []string {
	for _, has := range list {
		if has == item {
			return list
		}
	}
	return append(list, item)
}
