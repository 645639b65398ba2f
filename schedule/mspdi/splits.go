package mspdi

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// stretch is a time in which work is done.
type stretch struct{ start, finish calendar.DateTime }

// splits finds the gaps in the tasks. The file has none of its own: they are
// where the work over time of the assignments stops and goes on again.
func (m *mapper) splits() {
	work := make([][]int32, len(m.plan.Tasks)) // assignments by task
	for i := range m.plan.Assignments {
		a := &m.plan.Assignments[i]
		if len(a.Segments) > 0 && m.moves(a) {
			task := m.records.tasks[string(a.Task)]
			work[task] = append(work[task], int32(i))
		}
	}
	clocks := newClocks(m.plan, m.records.calendars)
	for i, assignments := range work {
		if m.mayHaveGaps(assignments) {
			m.split(&m.plan.Tasks[i], assignments, clocks)
		}
	}
}

// moves reports whether the assignment is one of work, by anybody or nobody.
func (m *mapper) moves(a *schedule.Assignment) bool {
	return a.Resource == "" || m.resourceOf(a).Kind == schedule.WorkResource
}

func (m *mapper) resourceOf(a *schedule.Assignment) *schedule.Resource {
	return &m.plan.Resources[m.records.resources[string(a.Resource)]]
}

func (m *mapper) mayHaveGaps(assignments []int32) bool {
	return slices.ContainsFunc(assignments, func(i int32) bool {
		a := &m.plan.Assignments[i]
		return len(a.Segments) > 1 && !shaped(a.Contour)
	})
}

// shaped reports whether work has the shape of a preset contour. It leaves
// rows without work that are no gaps.
func shaped(c schedule.Contour) bool { return c != schedule.Flat && c != schedule.Contoured }

// split finds the gaps of one task.
func (m *mapper) split(t *schedule.Task, assignments []int32, clocks *clocks) {
	length := clocks.of(t, m.calendarsOf(assignments))
	if length == nil {
		subject := finding.Ref{Kind: "task", ID: string(t.ID), Field: "splits"}
		m.addNote(schedule.LossNote{Subject: subject, Reason: CodeSplitLost})
		return
	}
	rows := make([][]schedule.Segment, len(assignments))
	for k, i := range assignments {
		rows[k] = m.plan.Assignments[i].Segments
	}
	t.Splits = gapsIn(rows, t.Duration.Length, length)
}

// gapsIn finds the gaps of a task in the rows of its assignments: working time
// in which no assignment works while at least one is interrupted. An
// assignment that merely begins later than the others leaves no gap; its delay
// says that.
func gapsIn(rows [][]schedule.Segment, duration calendar.Work, length func(from, to calendar.DateTime) calendar.Work) (gaps []schedule.Split) {
	var all, interruptions []stretch
	for _, segments := range rows {
		own := merged(working(segments), length)
		for k := range len(own) - 1 {
			interruptions = append(interruptions, stretch{own[k].finish, own[k+1].start})
		}
		all = append(all, own...)
	}
	if len(interruptions) == 0 {
		return nil
	}
	all = merged(all, length)
	interruptions = merged(interruptions, clockTime)
	after := calendar.Work(0)
	for k := range len(all) - 1 {
		after += length(all[k].start, all[k].finish)
		gap := stretch{all[k].finish, all[k+1].start}
		for len(interruptions) > 0 && interruptions[0].finish <= gap.start {
			interruptions = interruptions[1:]
		}
		if after < duration && len(interruptions) > 0 && interruptions[0].start < gap.finish {
			gaps = append(gaps, schedule.Split{After: after, Gap: length(gap.start, gap.finish)})
		}
	}
	return gaps
}

func clockTime(from, to calendar.DateTime) calendar.Work { return calendar.Work(to - from) }

// working returns where the segments have work.
func working(segments []schedule.Segment) (list []stretch) {
	for _, s := range segments {
		if s.Work > 0 {
			list = append(list, stretch{s.Start, s.Finish})
		}
	}
	return list
}

// merged joins what overlaps or has no working time in between, in the order
// of time. It reuses the slice.
func merged(list []stretch, length func(from, to calendar.DateTime) calendar.Work) []stretch {
	slices.SortFunc(list, func(a, b stretch) int { return compareMoments(a.start, b.start) })
	kept := list[:0]
	for _, s := range list {
		last := len(kept) - 1
		if last >= 0 && length(kept[last].finish, s.start) <= 0 {
			kept[last].finish = max(kept[last].finish, s.finish)
			continue
		}
		kept = append(kept, s)
	}
	return kept
}

// calendarsOf returns the calendars of the resources, each once and no more
// than two of them. Work by nobody has none.
func (m *mapper) calendarsOf(assignments []int32) (list []schedule.CalendarID) {
	for _, i := range assignments {
		a := &m.plan.Assignments[i]
		if a.Resource == "" {
			continue
		}
		if id := m.resourceOf(a).Calendar; !slices.Contains(list, id) {
			list = append(list, id)
		}
		if len(list) > 1 {
			break
		}
	}
	return list
}

// clocks measure working time for tasks.
type clocks struct {
	plan     *schedule.Plan
	index    map[string]int
	compiled map[schedule.CalendarID]*calendar.Calendar // nil: does not compile
	crossed  map[[2]schedule.CalendarID]*calendar.Calendar
}

func newClocks(plan *schedule.Plan, index map[string]int) *clocks {
	return &clocks{plan: plan, index: index, compiled: map[schedule.CalendarID]*calendar.Calendar{},
		crossed: map[[2]schedule.CalendarID]*calendar.Calendar{}}
}

// maxBases is how long a chain of base calendars may be.
const maxBases = 100

// of returns how to measure the working time of a task whose resources have
// these calendars. It returns nil when the calendar does not compile.
func (c *clocks) of(t *schedule.Task, resources []schedule.CalendarID) func(from, to calendar.DateTime) calendar.Work {
	if t.Duration.Elapsed {
		return clockTime
	}
	if on := c.hoursOf(t, resources); on != nil {
		return on.Between
	}
	return nil
}

// hoursOf returns the calendar that a task is measured on: that of its
// resources if they share one and the task runs on it, else the task's own or
// the project's. It returns nil for one that does not compile.
func (c *clocks) hoursOf(t *schedule.Task, resources []schedule.CalendarID) *calendar.Calendar {
	task := c.known(t.Calendar)
	own := c.calendar(task)
	if own == nil || len(resources) != 1 || t.Type == schedule.FixedDuration || task != "" && t.IgnoreResourceCalendars {
		return own
	}
	resource := c.calendar(resources[0])
	if resource == nil || task == "" {
		return resource
	}
	return c.crossing(task, resources[0], own, resource)
}

// known returns the id of a calendar of the plan, and "" for any other.
func (c *clocks) known(id schedule.CalendarID) schedule.CalendarID {
	if _, ok := c.index[string(id)]; ok {
		return id
	}
	return ""
}

// crossing returns the time in which both calendars work; if there is none,
// the first of them.
func (c *clocks) crossing(task, resource schedule.CalendarID, own, other *calendar.Calendar) *calendar.Calendar {
	key := [2]schedule.CalendarID{task, resource}
	if known, ok := c.crossed[key]; ok {
		return known
	}
	both, err := calendar.Intersect(own, other)
	if err != nil {
		both = own
	}
	c.crossed[key] = both
	return both
}

// calendar compiles a calendar of the plan after its bases; "" is that of the
// project. It returns nil for one that does not compile.
func (c *clocks) calendar(id schedule.CalendarID) *calendar.Calendar {
	if id = c.known(id); id == "" {
		id = c.known(c.plan.Calendar)
	}
	var chain []schedule.CalendarID
	for at := id; ; {
		if _, done := c.compiled[at]; done || slices.Contains(chain, at) {
			break
		}
		if len(chain) == maxBases {
			c.compiled[id] = nil
			return nil
		}
		chain = append(chain, at)
		if at = c.base(at); at == "" {
			break
		}
	}
	for k := len(chain) - 1; k >= 0; k-- {
		c.compile(chain[k])
	}
	return c.compiled[id]
}

// base returns the id of the base calendar.
func (c *clocks) base(id schedule.CalendarID) schedule.CalendarID {
	if id == "" {
		return ""
	}
	return c.known(c.plan.Calendars[c.index[string(id)]].Base)
}

// compile compiles a calendar whose bases have been compiled, unless they are
// a ring.
func (c *clocks) compile(id schedule.CalendarID) {
	c.compiled[id] = nil
	times := calendar.Standard()
	if id != "" {
		times = c.plan.Calendars[c.index[string(id)]].Times
	}
	var base *calendar.Calendar
	if on := c.base(id); on != "" {
		if base = c.compiled[on]; base == nil {
			return
		}
	}
	if compiled, err := calendar.Compile(times, base); err == nil {
		c.compiled[id] = compiled
	}
}
