package change

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// maxMoves bounds how many delays one proposal tries.
const maxMoves = 300

// resequence proposes another order: soft links on the critical path dropped,
// and where a resource is asked for more than before, the task of the lower
// priority put behind.
func (a adviser) resequence() []Proposal {
	var list []Proposal
	if edits := a.level(a.now, a.before); len(edits) > 0 {
		list = append(list, Proposal{ID: string(ByResequencing) + ":priority", Kind: ByResequencing, Edits: edits})
	}
	if edits := a.loosen(); len(edits) > 0 {
		list = append(list, Proposal{ID: string(ByResequencing) + ":soft_links", Kind: ByResequencing, Edits: edits})
	}
	return list
}

// loosen drops the soft links between critical tasks, again while dropping
// brings others onto the critical path, and levels what then falls together.
func (a adviser) loosen() []schedule.Edit {
	var edits []schedule.Edit
	v := a.now
	for range a.means.Soft {
		dropped := a.drop(v)
		if len(dropped) == 0 {
			break
		}
		next, ok := v.with(dropped)
		if !ok {
			return nil
		}
		edits, v = append(edits, dropped...), next
	}
	if len(edits) == 0 {
		return nil
	}
	return append(edits, a.level(v, a.now)...)
}

// drop returns edits that take the soft links between critical tasks away.
func (a adviser) drop(v view) []schedule.Edit {
	var edits []schedule.Edit
	for _, l := range v.plan.Links {
		name := schedule.Link{From: l.From, To: l.To, Type: l.Type}
		soft := slices.ContainsFunc(a.means.Soft, func(s schedule.Link) bool { return s.From == l.From && s.To == l.To && s.Type == l.Type })
		from, _ := v.result.Times(l.From)
		to, _ := v.result.Times(l.To)
		edit := schedule.Edit{Kind: schedule.EditRemoveLink, Link: name}
		if soft && from.Critical && to.Critical && !slices.ContainsFunc(edits, func(e schedule.Edit) bool { return e.Link == name }) {
			edits = append(edits, edit)
		}
	}
	return edits
}

// with computes the plan with some edits. It reports false when that fails.
func (v view) with(edits []schedule.Edit) (view, bool) {
	p, err := schedule.Apply(v.plan, edits)
	if err != nil {
		return view{}, false
	}
	r, err := schedule.Compute(p, schedule.Options{})
	return view{plan: p, result: r}, err == nil
}

// level delays tasks until no resource is asked for more than in the other
// view, one delay at a time: within the earliest overload the open task of the
// lowest priority waits for one of the others to finish. Of equal priority it is
// the one with the most float, then the later, then the one further down the
// plan. It stops where nothing can be delayed.
func (a adviser) level(v, other view) []schedule.Edit {
	allowed := map[schedule.ResourceID]calendar.Work{}
	for _, o := range Overloads(other.plan, other.result) {
		allowed[o.Resource] += o.Excess
	}
	var edits []schedule.Edit
	for range maxMoves {
		edit, ok := v.delay(allowed)
		if !ok {
			break
		}
		next, computes := v.with([]schedule.Edit{edit})
		if !computes {
			break
		}
		v = next
		edits = slices.DeleteFunc(edits, func(e schedule.Edit) bool { return e.Task == edit.Task })
		edits = append(edits, edit)
	}
	return edits
}

// delay returns the next delay, or reports false when there is none to make.
func (v view) delay(allowed map[schedule.ResourceID]calendar.Work) (schedule.Edit, bool) {
	overloads := Overloads(v.plan, v.result)
	sums := map[schedule.ResourceID]calendar.Work{}
	for _, o := range overloads {
		sums[o.Resource] += o.Excess
	}
	overloads = slices.DeleteFunc(overloads, func(o Overload) bool { return sums[o.Resource] <= allowed[o.Resource] })
	slices.SortStableFunc(overloads, func(a, b Overload) int { return cmp.Compare(a.Start, b.Start) })
	open := v.open()
	for _, o := range overloads {
		movable := slices.DeleteFunc(slices.Clone(open), func(t schedule.Task) bool { return !slices.Contains(o.Tasks, t.ID) || t.LevelingDelay.Elapsed })
		if len(movable) == 0 || len(o.Tasks) < 2 {
			continue
		}
		slices.Reverse(movable) // further down the plan first
		slices.SortStableFunc(movable, v.yields)
		for _, t := range movable {
			if edit, ok := v.behind(t, o); ok {
				return edit, true
			}
		}
	}
	return schedule.Edit{}, false
}

// yields orders tasks: the one that is to wait first.
func (v view) yields(a, b schedule.Task) int {
	x, _ := v.result.Times(a.ID)
	y, _ := v.result.Times(b.ID)
	return cmp.Or(cmp.Compare(a.Priority, b.Priority), -cmp.Compare(x.TotalFloat, y.TotalFloat), -cmp.Compare(x.Start, y.Start))
}

// behind delays a task until the first of the others in the overload is done
// that finishes after the task would start.
func (v view) behind(t schedule.Task, o Overload) (schedule.Edit, bool) {
	mine, _ := v.result.Times(t.ID)
	var until calendar.DateTime
	for _, id := range o.Tasks {
		if finish := v.finish(id); id != t.ID && finish > mine.Start && (until == 0 || finish < until) {
			until = finish
		}
	}
	wait := v.result.Calendar(t.ID).Between(mine.Start, until)
	if until == 0 || wait <= 0 {
		return schedule.Edit{}, false
	}
	return schedule.Edit{Kind: schedule.EditLeveling, Task: t.ID, LevelingDelay: schedule.Duration{Length: t.LevelingDelay.Length + wait}}, true
}
