package mspdi

import (
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// draft is a plan made ready to be written: under which UIDs and in which
// order its things stand, and what goes with them. It holds indices only, so
// that it is small beside the plan.
type draft struct {
	plan   *schedule.Plan
	result *schedule.Result // nil: results are not written
	fields textFields

	calendars, tasks, resources, assignments *numbers

	rows           []row
	rowOf          []int32 // by task: place in rows
	rowNumber      []int64 // by row: what Project shows at its left
	resourceNumber []int64 // the same by resource; none is the place in the plan
	asPlanned      bool
	orphans        map[int]bool

	links     chains // by task that they lead to
	outsiders map[schedule.TaskID]int64
	assigned  chains // assignments by task
	baselines baselineIndex
	sums      []sums // by task

	roles     calendarRoles
	nameOwner map[string]int // the first base calendar of a name
	clocks    *clocks
	made      map[int]*madeRows // by task: work over time that had to be made
	remade    map[int]bool      // by assignment: its own rows do not count
	standIns  []standIn         // assignments that are written besides those of the plan

	currency money.Currency
}

// origin is what a document that is written again has in use already.
type origin struct {
	calendars, tasks, resources, assignments uidsInUse
	fields                                   *textFields
	asTheyAre                                func(schedule.CalendarID) bool // calendars that tasks work on in spite of their base
	placeholders                             map[int64]int64                // assignments made for tasks, by the UID of the task
	standIns                                 map[int64]int64                // calendars made for resources, likewise
	standard                                 int64                          // the calendar made for the project; 0: none
}

// uidsInUse are the UIDs of a document: those of the things of its plan by
// their id, and all of them.
type uidsInUse struct {
	file  map[string]int64
	taken map[int64]bool
}

func newDraft(p *schedule.Plan, r *schedule.Result, e Encoder, from origin) *draft {
	d := &draft{plan: p, result: r, fields: standardFields(), made: map[int]*madeRows{}, remade: map[int]bool{}}
	if from.fields != nil {
		d.fields = *from.fields
	}
	d.calendars = numberAll(len(p.Calendars), func(i int) string { return string(p.Calendars[i].ID) }, 0, from.calendars.file, from.calendars.taken)
	d.tasks = numberAll(len(p.Tasks), func(i int) string { return string(p.Tasks[i].ID) }, 1, from.tasks.file, from.tasks.taken)
	d.resources = numberAll(len(p.Resources), func(i int) string { return string(p.Resources[i].ID) }, 1, from.resources.file, from.resources.taken)
	d.numberAssignments(from.assignments)
	d.setOutline()
	d.setChains()
	d.setOutsiders()
	d.baselines = indexBaselines(p, d.tasks)
	d.sum()
	d.roles = rolesOf(d, from)
	d.nameOwner = d.roles.names(d)
	d.clocks = newClocks(p, d.calendars.index)
	d.planRows()
	d.placeStandIns(from.placeholders)
	d.currency = currencyFor(p, e.Currency)
	return d
}

// numberAssignments numbers the assignments whose task is written and whose
// resource, if they name one, is too. Hosts need not name their assignments.
func (d *draft) numberAssignments(in uidsInUse) {
	list := d.plan.Assignments
	d.assignments = numberAll(len(list), func(i int) string { return string(list[i].ID) }, 1, in.file, in.taken)
	for i := range list {
		_, task := d.tasks.of(string(list[i].Task))
		_, resource := d.resources.of(string(list[i].Resource))
		switch {
		case !task || !resource && list[i].Resource != "":
			d.assignments.uid[i] = leftOut
		case list[i].ID == "":
			d.assignments.uid[i] = d.assignments.fresh()
		}
	}
}

func (d *draft) setOutline() {
	var orphans []int
	d.rows, d.asPlanned, orphans = outlineOf(d.plan.Tasks, d.tasks)
	d.orphans = make(map[int]bool, len(orphans))
	for _, i := range orphans {
		d.orphans[i] = true
	}
	d.rowOf = make([]int32, len(d.plan.Tasks))
	d.rowNumber = make([]int64, len(d.rows))
	for k, r := range d.rows {
		d.rowOf[r.task], d.rowNumber[k] = int32(k), int64(k)+1
	}
}

// chains lists things by the task that they belong to, in the order of the
// plan.
type chains struct{ first, list []int32 }

// chainsOf counts and places; owner returns -1 for what belongs nowhere.
func chainsOf(tasks, count int, owner func(int) int) chains {
	c := chains{first: make([]int32, tasks+1), list: make([]int32, count)}
	for i := range count {
		if k := owner(i); k >= 0 {
			c.first[k]++
		}
	}
	total := int32(0)
	for k, n := range c.first {
		c.first[k], total = total, total+n
	}
	place := append([]int32(nil), c.first...)
	for i := range count {
		if k := owner(i); k >= 0 {
			c.list[place[k]] = int32(i)
			place[k]++
		}
	}
	return c
}

func (c *chains) of(task int) []int32 { return c.list[c.first[task]:c.first[task+1]] }

func (d *draft) setChains() {
	d.links = chainsOf(len(d.plan.Tasks), len(d.plan.Links), func(i int) int {
		if to, ok := d.tasks.place(string(d.plan.Links[i].To)); ok {
			return to
		}
		return -1
	})
	d.assigned = chainsOf(len(d.plan.Tasks), len(d.plan.Assignments), func(i int) int {
		if d.assignments.uid[i] == leftOut {
			return -1
		}
		to, _ := d.tasks.place(string(d.plan.Assignments[i].Task))
		return to
	})
}

// sums is the work of a task and of all below it.
type sums struct{ work, actual, remaining calendar.Work }

func (d *draft) sum() {
	d.sums = make([]sums, len(d.plan.Tasks))
	for i := range d.plan.Assignments {
		a := &d.plan.Assignments[i]
		if d.assignments.uid[i] == leftOut || !d.isWork(a) {
			continue
		}
		to, _ := d.tasks.place(string(a.Task))
		s := &d.sums[to]
		s.work += a.Work
		s.actual += a.ActualWork
		s.remaining += remainingOf(a)
	}
	for k := len(d.rows) - 1; k >= 0; k-- {
		i := d.rows[k].task
		parent, ok := d.tasks.place(string(d.plan.Tasks[i].Parent))
		if !ok || d.rows[k].level == 1 {
			continue
		}
		s, own := &d.sums[parent], d.sums[i]
		s.work, s.actual, s.remaining = s.work+own.work, s.actual+own.actual, s.remaining+own.remaining
	}
}

// isWork reports whether the assignment is one of hours, by anybody or nobody.
func (d *draft) isWork(a *schedule.Assignment) bool {
	i, named := d.resources.place(string(a.Resource))
	return !named || d.plan.Resources[i].Kind == schedule.WorkResource
}

// remainingOf returns the work that is left; a plan that tells only the whole
// has all of it left.
func remainingOf(a *schedule.Assignment) calendar.Work {
	if a.RemainingWork == 0 && a.ActualWork == 0 {
		return a.Work
	}
	return a.RemainingWork
}

// times returns the computed dates of a task.
func (d *draft) times(i int) (schedule.Times, bool) {
	if d.result == nil {
		return schedule.Times{}, false
	}
	return d.result.Times(d.plan.Tasks[i].ID)
}

// started reports whether reading takes anything of the progress of a task as
// begun.
func started(p *schedule.Progress) bool {
	return !p.ActualStart.IsZero() || p.Percent != 0 || p.Done != 0
}

// currencyFor returns the currency of the first amount in the plan, and else
// that of the code.
func currencyFor(p *schedule.Plan, code string) money.Currency {
	for a := range amountsOf(p) {
		if a.Sign() != 0 && len(a.Currency().Code()) == 3 {
			return a.Currency()
		}
	}
	c, err := currencyOf(code, 2)
	if err != nil || len(c.Code()) != 3 {
		c, _ = money.NewCurrency("XXX", 2)
	}
	return c
}
